"""The chain on the screen: what is suggested, what is chosen in picture and list, and the lines of all of it."""

from collections.abc import Mapping
from datetime import timedelta

from planner.actions.desk import Desk
from planner.actions.suggest import suggestion
from planner.app.bits import Bit, Line, cut
from planner.app.views.chain import (
    Row,
    area_list,
    area_words,
    areas_listed,
    legend,
    session_rows,
    step_words,
    wrapped,
)
from planner.app.views.chain_picture import Shown, area_at, picture
from planner.app.views.chain_places import beside
from planner.domain.body import Area
from planner.domain.exercise import Timing
from planner.domain.log import Felt
from planner.planning.chain_scores import Warm
from planner.planning.chain_suggestion import SuggestedStep, Suggestion
from planner.store.library import load_chain

_PICTURE_FROM = (60, 16)
"""From this size on there is room for the picture; below it the warm areas are a list."""
_SESSION_WIDTH = (34, 56)
"""The least and the most columns of the session beside the picture."""
_LEAST_PICTURE = 44
_LIST_HEIGHT = 6
_WHY_HEIGHT = (4, 9)


class Parts:
    """Where the parts stand on a board of `width` x `height`: areas at the top left, the session, the reasons below."""

    def __init__(self, width: int, height: int) -> None:
        self.is_drawn = width >= _PICTURE_FROM[0] and height >= _PICTURE_FROM[1]
        self.width, self.height = width, height
        # One line for the signs; the reasons get a quarter of the rest.
        self.why = min(max((height - 1) // 4, _WHY_HEIGHT[0]), _WHY_HEIGHT[1])
        body = max(height - 1 - self.why, 2)
        if self.is_drawn:
            session = max(_SESSION_WIDTH[0], min(_SESSION_WIDTH[1], width * 45 // 100))
            self.areas = (max(width - session - 1, _LEAST_PICTURE), body)
            self.session = (width - self.areas[0] - 3, body)
        else:
            listed = min(_LIST_HEIGHT, body // 3 + 1)
            self.areas = (width, listed)
            self.session = (width, max(body - listed, 1))


class ChainBoard:
    """What the chain screen shows. `minutes` None is any time; `on_session`: the list has the arrows, not the areas."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.chain = load_chain()
        offered = self.chain.selection.minutes
        self._choices: tuple[int | None, ...] = (*offered, None)
        self.minutes: int | None = offered[1] if len(offered) > 1 else offered[0]
        self.timing: Timing | None = None
        self.on_session = False
        self.step = 0
        self.area: Area = Area.IT_BAND
        self.look()
        if self.found.warm and not desk.settings.private:
            self.area = self.found.warm[0].area

    def look(self) -> None:
        """Work the session out again: after a key, or when the log may have changed."""
        self.found: Suggestion = suggestion(self.desk, minutes=self.minutes, timing=self.timing)
        self.warm: Mapping[Area, Warm] = {one.area: one for one in self.found.warm}
        self.step = min(self.step, max(len(self.found.steps) - 1, 0))

    @property
    def chosen_step(self) -> SuggestedStep | None:
        """The chosen step of the session, None where there is none."""
        return self.found.steps[self.step] if self.found.steps else None

    def more_minutes(self, by: int) -> None:
        """Take the next choice of minutes, up to any time."""
        place = self._choices.index(self.minutes) + by
        self.minutes = self._choices[min(max(place, 0), len(self._choices) - 1)]
        self.look()

    def turn(self) -> None:
        """Suggest for before a run, or for after one."""
        self.timing = None if self.timing is Timing.PRE else Timing.PRE
        self.look()

    def go(self, right: int, down: int, *, drawn: bool) -> None:
        """Follow an arrow: in the picture to the nearest area there, in a list a line up or down."""
        if self.on_session:
            if self.found.steps and down:
                self.step = (self.step + down) % len(self.found.steps)
        elif drawn:
            self.area = beside(self.area, right, down)
        elif down:
            listed = areas_listed(self.found.warm, self.desk.settings.private)
            place = listed.index(self.area) if self.area in listed else -1 if down > 0 else 0
            self.area = listed[(place + down) % len(listed)]

    def point(self, x: int, y: int, width: int, height: int) -> bool:
        """Choose what stands in a cell; False where nothing does."""
        parts = Parts(width, height)
        at_side = parts.is_drawn and x > parts.areas[0]
        if parts.is_drawn and not at_side:
            found = area_at(self._shown(), x, y, *parts.areas)
            if found is not None:
                self.area, self.on_session = found, False
            return found is not None
        row = y if at_side else y - parts.areas[1]
        rows = self._session(parts)
        step = rows[row][1] if 0 <= row < len(rows) else None
        if step is not None:
            self.step, self.on_session = step, True
        return step is not None

    def lines(self, width: int, height: int) -> tuple[Line, ...]:
        """Return the whole board."""
        parts = Parts(width, height)
        shown = self._shown()
        areas, session = self._areas(parts, shown), tuple(line for line, _ in self._session(parts))
        if parts.is_drawn:
            bar = Bit("| " if self.desk.settings.ascii else "│ ", "bar-rest")
            body = [
                (*cut(_at(areas, y), parts.areas[0]), bar, *cut(_at(session, y), parts.session[0]))
                for y in range(parts.areas[1])
            ]
        else:
            body = [*areas, *(_at(session, y) for y in range(parts.session[1]))]
        signs = legend(width, ascii_only=shown.ascii_only, private=shown.private)
        return tuple(cut(line, width) for line in (*body, signs, *self._why(width, parts.why)))[:height]

    def why(self, width: int) -> list[Line]:
        """Return why the chosen area or step is there, at full length."""
        private = self.desk.settings.private
        step = self.chosen_step
        if self.on_session and step is not None:
            told = step_words(step, self.desk.exercises()[step.exercise], private=private)
        else:
            told = area_words(self.area, self.warm.get(self.area), self.chain, self._entries(), private=private)
        return wrapped(told, width)

    def _entries(self) -> list[Felt]:
        """Return what was logged of the chosen area in the days that count, the latest first."""
        first = self.desk.today - timedelta(days=self.chain.selection.days - 1)
        logged = self.desk.entries(first, self.desk.today)
        felt = [one for one in logged if isinstance(one, Felt) and one.area is self.area]
        return sorted(felt, key=lambda one: (one.day, one.at), reverse=True)

    def _why(self, width: int, height: int) -> list[Line]:
        lines = [(Bit(" "), *line) for line in self.why(width - 2)]
        if len(lines) > height:
            more = len(lines) - height + 1
            lines = [*lines[: height - 1], (Bit(f" {more} more lines: enter", "key"),)]
        return lines

    def _areas(self, parts: Parts, shown: Shown) -> tuple[Line, ...]:
        if parts.is_drawn:
            return picture(shown, *parts.areas)
        return area_list(shown, areas_listed(self.found.warm, shown.private), *parts.areas)

    def _session(self, parts: Parts) -> tuple[Row, ...]:
        return session_rows(
            self.found,
            self.desk.exercises(),
            self._choices,
            *parts.session,
            chosen=self.step if self.on_session else None,
            private=self.desk.settings.private,
        )

    def _shown(self) -> Shown:
        settings, step = self.desk.settings, self.chosen_step
        return Shown(
            chain=self.chain,
            warm=self.warm,
            chosen=None if self.on_session else self.area,
            lit=step.area if step and self.on_session else None,
            worked={one.area for one in self.found.steps},
            ascii_only=settings.ascii,
            private=settings.private,
        )


def _at(lines: tuple[Line, ...], y: int) -> Line:
    return lines[y] if y < len(lines) else ()
