"""Shoes as lines: a row a pair with its wear bar, and what is said of the chosen one below."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import zip_longest

from planner.actions.shoe_facts import ShoeFacts
from planner.actions.shoe_views import ShoeView, forecast_words
from planner.app.bits import Bit, Line, cut, fit, plain, wrap
from planner.app.signs import Signs, role_of
from planner.domain.days import show_day
from planner.domain.units import Unit, show_distance
from planner.planning.shoe_rules import WearRule
from planner.planning.shoe_wear import Status

_ROLE = {
    Status.RETIRED: "dim",
    Status.WORN: "red",
    Status.OVERDUE: "red",
    Status.DUE: "yellow",
    Status.SOON: "yellow",
    Status.SPARE: "dim",
    Status.BREAKING_IN: "label",
    Status.IN_USE: "good",
}
"""The colour of each state; its word stands there too."""
_LABEL = 13
_BAR_TO = 1.2
"""The wear bar ends a little behind "overdue", so that both marks stand in it."""
WIDE = 119
"""From this width on a row says role, planned distance, days since it was worn and its share too."""
RUNS = 43
"""Cells of the runs in a pair, where they stand beside what is said of it."""
EMPTY = ("No shoes yet.", "a adds a pair: its name is enough, the rest can wait.")


def heading(width: int, unit: Unit) -> Line:
    """Return the line over the rows: what each column is."""
    wide = width >= WIDE
    cells = ["   ", fit("pair", 20 if wide else 16), *([fit("for", 10)] if wide else [])]
    cells += [fit("wear", _bar_width(width) + 2), fit(f"{unit} of due", 12, right=True), "  ", fit("state", 12)]
    cells += [fit("planned", 8, right=True), "  "] if wide else []
    cells += [fit("forecast", 14)]
    cells += [fit("worn", 9, right=True), fit("share", 7, right=True)] if wide else []
    return (Bit("".join(cells), "label"),)


def row(view: ShoeView, today: date, unit: Unit, signs: Signs, rule: WearRule, width: int) -> Line:
    """Return a pair as a row: letter, name, wear bar with the marks at 80 and 100 %, state and forecast."""
    wide, shoe, seen = width >= WIDE, view.shoe, view.forecast
    quiet = "dim" if shoe.retired or shoe.spare else "text"
    gone = (
        f"{show_distance(view.wear.total_m, unit, with_unit=False)}/{show_distance(seen.mark_m, unit, with_unit=False)}"
    )
    bits = [Bit(f" {view.letter or '?'} ", "shoe"), Bit(fit(plain(shoe.name), 19 if wide else 15) + " ", quiet)]
    if wide:
        bits.append(Bit(fit(shoe.role, 10), "label"))
    bits += [*bar(seen.worn, _bar_width(width), signs, rule), Bit("  ")]
    bits += [Bit(fit(gone, 12, right=True), quiet), Bit("  "), Bit(fit(view.status, 12), _ROLE[view.status])]
    if wide:
        planned = show_distance(seen.planned_m, unit) if seen.planned_runs else signs.dash
        bits += [Bit(fit(planned, 8, right=True), quiet), Bit("  ")]
    bits.append(Bit(fit(forecast_words(view, today), 14 if wide else 15), quiet))
    if wide:
        since = view.wear.days_since(today)
        worn = signs.dash if since is None else "today" if not since else f"{since} d"
        share = signs.dash if view.wear.share is None else f"{view.wear.share:.0%}"
        bits += [Bit(fit(worn, 9, right=True), quiet), Bit(fit(share, 7, right=True), quiet)]
    return tuple(bits)


def bar(part: float, width: int, signs: Signs, rule: WearRule) -> tuple[Bit, ...]:
    """Return how much of its mark is behind a pair: a bar with a stroke at the warning and one at the mark."""
    marks = {min(int(at / _BAR_TO * width), width - 1) for at in (rule.warn, 1.0)}
    full = max(0, min(round(part / _BAR_TO * width), width))
    return tuple(
        Bit("|", "strong" if n < full else "dim")
        if n in marks
        else Bit(signs.bar, "bar")
        if n < full
        else Bit(signs.bar_rest, "bar-rest")
        for n in range(width)
    )


def detail_lines(title: str, said: Iterable[tuple[str, str]], width: int) -> list[Line]:
    """Return what is said of a pair as lines: labels at the left, texts wrapped beside them."""
    lines: list[Line] = [(Bit(f" {plain(title)}", "heading"),)]
    for label, text in said:
        for n, part in enumerate(wrap(text, max(width - _LABEL - 2, 10))):
            lines.append((Bit(f" {fit(label if not n else '', _LABEL)}", "label"), Bit(part)))
    return lines


def run_lines(facts: ShoeFacts, shoe: str, height: int) -> list[Line]:
    """Return the next runs in a pair and the last ones, with what was said of them, half of the height each."""
    most = max((height - 4) // 2, 1)
    ahead = [run for run in facts.planned if run.shoe == shoe]
    done = sorted((run for run in facts.ran if run.shoe == shoe), key=lambda run: (run.day, run.at), reverse=True)
    lines: list[Line] = [(Bit(" Next runs in it", "heading"),)]
    for run in ahead[:most]:
        metres = show_distance(run.distance_m, facts.unit) if run.distance_m else ""
        what = Bit(run.kind.value.replace("-", " "), role_of(run.kind))
        lines.append((*_of_day(run.day, metres), what))
    if not ahead:
        lines.append((Bit(" None is planned.", "dim"),))
    lines += [(), (Bit(" Last runs in it", "heading"),)]
    for one in done[:most]:
        metres = show_distance(one.distance_m, facts.unit) if one.distance_m else ""
        said = ", ".join(filter(None, (one.surface.value if one.surface else "", _comfort(one.comfort))))
        lines.append((*_of_day(one.day, metres), Bit(said)))
    if not done:
        lines.append((Bit(" None is logged.", "dim"),))
    return lines


def _of_day(day: date, metres: str) -> Line:
    return (Bit(f" {fit(show_day(day), 11)}", "label"), Bit(f"{fit(metres, 7, right=True)}  "))


def _comfort(score: int | None) -> str:
    return "" if score is None else f"comfort {score} of 10"


def beside(left: Sequence[Line], right: Sequence[Line], width: int) -> list[Line]:
    """Return two columns; the right one has `RUNS` cells."""
    room = width - RUNS
    pairs = zip_longest(left, right, fillvalue=())
    return [(*cut(one, room - 2), Bit("  "), *cut(other, RUNS)) for one, other in pairs]


def window(lines: Sequence[Line], top: int, width: int, height: int, signs: Signs) -> tuple[Line, ...]:
    """Return the lines in sight from `top` on; a sign at the right edge says that there is more."""
    part = [cut(line, width - 2) for line in lines[top : top + height]]
    if top and part:
        part[0] = (*part[0], Bit(" ^" if signs.arrow == "->" else " ↑", "key"))
    if top + height < len(lines) and part:
        part[-1] = (*part[-1], Bit(" v" if signs.arrow == "->" else " ↓", "key"))
    return tuple(part)


def _bar_width(width: int) -> int:
    return 18 if width >= WIDE else 12 if width >= 76 else 6
