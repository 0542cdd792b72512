"""How the body sheet is laid out: the map with the light of the day, the entry or what is known now, the history."""

from collections.abc import Mapping

from msgspec.structs import replace

from planner.actions.body import practitioner_words
from planner.app.bits import Bit, Line, cut, wrap
from planner.app.body_sheet import BodySheet
from planner.app.felt_draft import Draft
from planner.app.signs import Signs, signs
from planner.app.views.body_figure import KEYS
from planner.app.views.body_history import (
    entry_lines,
    flag_lines,
    label_of,
    reason_lines,
    spark_lines,
    title_line,
    today_lines,
    weekly,
)
from planner.app.views.body_map import BOTH_WIDTH, HEIGHT, BodyMap, list_area_at, list_lines
from planner.app.views.felt_rows import ROWS, felt_rows, score_line
from planner.domain.light import AreaLight
from planner.domain.log import When
from planner.domain.notice import DISCLAIMER
from planner.insights.light.trend import Trend

_LEAST_TODAY = 4
"""Lines below the figure from which on the light of the day stands there."""
_ROWS_FROM = 4
"""The line of the panel on which the rows of an entry begin."""
_PRIVATE = "Private: scores, history and light are not shown. * on the calendar shows them."


class BodyPage:
    """Makes the lines of the screen. `keys`: the key of each command, as the runner has set it."""

    def __init__(self, sheet: BodySheet, keys: Mapping[str, str]) -> None:
        self.sheet = sheet
        self.keys = keys
        self.is_wide = False
        self.is_list = False
        self.top = 0

    @property
    def _signs(self) -> Signs:
        return signs(ascii_only=self.sheet.desk.settings.ascii)

    @property
    def _is_private(self) -> bool:
        return self.sheet.desk.settings.private

    @property
    def body(self) -> BodyMap:
        """The map as it is now."""
        sheet = self.sheet
        settings = sheet.desk.settings
        known = {} if settings.private else sheet.known
        return BodyMap(chosen=sheet.spot, side=sheet.side, known=known, ascii_only=settings.ascii)

    def map(self, width: int, height: int) -> tuple[Line, ...]:
        """Return the figure, or the list of areas where there is no room for it."""
        body = self._fitted(width)
        if self.is_list:
            return list_lines(body, width, height)
        made = list(body.lines())
        light = self.sheet.light
        if not self._is_private and height >= HEIGHT + _LEAST_TODAY:
            made += [(), *today_lines(light, self._signs, width - 1, height - HEIGHT - 1)]
        return tuple(made)

    def _fitted(self, width: int) -> BodyMap:
        return self.body if width >= BOTH_WIDTH else replace(self.body, alone=True)

    def point(self, width: int, height: int, x: int, y: int) -> None:
        """Choose what was clicked on the map or in the list."""
        body, sheet = self._fitted(width), self.sheet
        if self.is_list:
            area = list_area_at(body, width, height, x, y)
            if area:
                sheet.choose_area(area)
            return
        spot = body.spot_at(x, y)
        if spot:
            sheet.choose_spot(spot)

    def panel(self, width: int, height: int) -> tuple[Line, ...]:
        """Return the entry that is made, else what is asked and known of the place now."""
        sheet = self.sheet
        light = None if self._is_private else sheet.area_light
        title = title_line(sheet.place, light, self._signs, width)
        if self._is_private:
            title = cut((Bit(f" {label_of(sheet.place)}", "heading"),), width)
        if sheet.draft:
            return self._entry(sheet.draft, title, width, height)
        rows = self._known(light, width)
        if len(rows) < height:
            rows = self._with_how(rows, width, height - 1)
        return (title, *self._scrolled(rows, width, height - 1))[:height]

    def _known(self, light: AreaLight | None, width: int) -> list[Line]:
        """Return what stands, is asked and is known of the place, what weighs most first."""
        if self._is_private:
            return [(Bit(f" {text}", "label"),) for text in wrap(_PRIVATE, width - 2)]
        flags = flag_lines(self.sheet.flags, self._whom(), self.keys["clear"], width)
        first = [*flags, *self._look_at_it(light, width)]
        made = [*first, *([()] if first else []), *self._asked(width), *reason_lines(light, width)]
        if not self.is_wide:
            made += [*([()] if made and made[-1] else []), *self._past()]
        return made

    def _scrolled(self, rows: list[Line], width: int, height: int) -> list[Line]:
        """Return the rows in sight; signs at the edge say that there are more."""
        self.top = max(0, min(self.top, len(rows) - height))
        part = rows[self.top : self.top + height]
        ascii_only = self.sheet.desk.settings.ascii
        if part and self.top:
            part[0] = (*cut(part[0], width - 2), Bit(" ^" if ascii_only else " ↑", "key"))
        if part and self.top + height < len(rows):
            part[-1] = (*cut(part[-1], width - 2), Bit(" v" if ascii_only else " ↓", "key"))
        return part

    def _with_how(self, rows: list[Line], width: int, height: int) -> list[Line]:
        """Return rows with the keys that log and the notice at the foot, as far as there is room for them."""
        how = [*([()] if rows and rows[-1] else []), *self._how(width)]
        if len(rows) + len(how) > height:
            return rows
        notice: list[Line] = [(Bit(f" {text}", "dim"),) for text in wrap(DISCLAIMER, width - 2)]
        room = height - len(rows) - len(how) - len(notice)
        return [*rows, *how, *(((),) * room), *notice] if room > 0 else [*rows, *how]

    def _look_at_it(self, light: AreaLight | None, width: int) -> list[Line]:
        """Return whom to see where no red flag says it already, and what should be looked at some time."""
        sheet = self.sheet
        told = list(self._whom()) if light and light.see and not sheet.flags else []
        told += [hint.message for hint in sheet.light.hints if hint.place in (None, light.place if light else None)]
        return [(Bit(f" {text}", "yellow"),) for sentence in told for text in wrap(sentence, width - 2)]

    def _whom(self) -> tuple[str, ...]:
        return practitioner_words(self.sheet.light, self.sheet.desk.settings.health)

    def _asked(self, width: int) -> list[Line]:
        """Return the question of the morning, on top while it waits."""
        question = self.sheet.question
        if question is None:
            return []
        made: list[Line] = [(Bit(f" {part}", "primary"),) for part in wrap(question.text, width - 2)]
        if self.sheet.asked:
            same = self.keys["same"]
            made.append((Bit(" 0-9", "key"), Bit(" answers   ", "label"), Bit(same, "key"), Bit(" as usual", "label")))
        else:
            made.append((Bit(f" {KEYS[question.place.area]}", "key"), Bit(" goes there", "label")))
        return [*made, ()]

    def _how(self, width: int) -> list[Line]:
        if self.sheet.asked:
            return [cut((Bit(f" {self.keys['full']}", "key"), Bit(" with every detail", "label")), width)]
        when = "is now" if self.sheet.day == self.sheet.desk.today else "was then"
        line: Line = (Bit(" 0-9", "key"), Bit(f" how much it {when}", "label"))
        typed: Line = (Bit(f" {self.keys['type']}", "key"), Bit("   type it in one line", "label"))
        return [cut(line, width), cut(typed, width)]

    def _entry(self, draft: Draft, title: Line, width: int, height: int) -> tuple[Line, ...]:
        sheet = self.sheet
        rows = felt_rows(draft, sheet.runs, self._row_keys, sheet.row, sheet.desk.settings.unit, width)
        if height < _ROWS_FROM + len(rows):
            return self._low_entry(draft, rows, width, height)
        what = f"{self.keys['keep']} logs {draft.feeling} {draft.score} of 10, {label_of(draft.place)}"
        what += f", {_WHEN[draft.when]}." if draft.when else "."
        told = [(Bit(f" {text}", "good"),) for text in wrap(what, width - 2)]
        low = [(Bit(f" {text}", "label"),) for text in wrap("10 is 1, then 0. A log, not a diagnosis.", width - 2)]
        return tuple([title, (), score_line(draft), (), *rows, (), *told, (), *low][:height])

    def _low_entry(self, draft: Draft, rows: list[Line], width: int, height: int) -> tuple[Line, ...]:
        """Return the score and as many rows as fit, the chosen one among them."""
        room = max(0, height - 1)
        start = max(0, min(max(self.sheet.row, 0) - room // 2, len(rows) - room))
        head: Line = (*score_line(draft), Bit(f"  {label_of(draft.place)}", "label"))
        return (cut(head, width), *rows[start : start + room])[:height]

    def row_at(self, y: int, height: int) -> int | None:
        """Return the row of the entry on a line of the panel."""
        n = y - _ROWS_FROM
        fits = height >= _ROWS_FROM + len(ROWS)
        return n if self.sheet.draft and fits and 0 <= n < len(ROWS) else None

    @property
    def _row_keys(self) -> dict[str, str]:
        return {name: self.keys[name] for name in ROWS}

    def history(self, width: int, height: int) -> tuple[Line, ...]:  # noqa: ARG002 - as every board asks
        """Return what was logged of the place, where it stands beside."""
        if self._is_private:
            return ()
        return tuple(self._past()[:height])

    def _past(self) -> list[Line]:
        """Return what was logged of the place."""
        sheet = self.sheet
        found = sheet.history
        if not found.entries:
            return [(Bit(_NOTHING, "dim"),)]
        desk = sheet.desk
        since = found.days_since
        ago = "" if since is None else "today" if since == 0 else f"{since} day{'s' * (since != 1)} ago"
        weeks = weekly(found.entries, desk.today, sheet.habits.history_weeks)
        return [
            (Bit(" worst of each of 8 weeks", "label"),),
            *spark_lines(weeks, ascii_only=desk.settings.ascii),
            *([(Bit(" last felt ", "label"), Bit(ago))] if ago else []),
            _trend_line(found.trend),
            (),
            *entry_lines(found.entries, sheet.place, desk.settings.unit),
        ]


def _trend_line(trend: Trend) -> Line:
    if trend is Trend.TOO_FEW:
        return (Bit(f" {trend.label}", "label"),)
    return (Bit(" trend ", "label"), Bit(trend.label))


_NOTHING = " Nothing logged in 8 weeks."
_WHEN = {
    When.BEFORE: "before the run",
    When.DURING: "during the run",
    When.AFTER: "after the run",
    When.MORNING: "in the morning",
}
