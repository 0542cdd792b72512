"""The whole plan: a week a row, with phase, kilometres, long run and quality, and a bar."""

from rich.cells import cell_len

from planner.app.bits import Bit, Line, fit
from planner.app.signs import role_of, word_of, word_of_off
from planner.app.views.cell import worst_of
from planner.app.views.facts import safe_rows
from planner.app.views.figures import figure, iso_week, lost_figure, minutes_in, show_hours
from planner.app.views.month import phase_role
from planner.app.views.rows import Row
from planner.app.views.scene import Scene
from planner.app.views.seen import seen_days
from planner.domain.days import MONTHS
from planner.domain.session import SessionKind
from planner.domain.units import show_distance
from planner.planning.agenda import AgendaDay, weeks_to_go
from planner.planning.totals import Totals, totals, weeks_of

_HEAD = "  wk  from     phase     planned    done  long   quality"
_WIDE = 110
"""From this width on, a row says weeks to go, ISO week, what days off have taken, and hung minutes too."""
_WIDE_HEAD = "  wk  to go  week      from     phase     planned    done    lost  long   quality               work"
_QUALITY = 20
_LEFT, _WIDE_LEFT = 74, 106
"""Cells at the left of the bar."""


def whole_plan_rows(scene: Scene, days: tuple[AgendaDay, ...], width: int) -> list[Row]:
    """Return a row a week, after a heading; then the last safe days for something new before the race.

    The row of a week stands for its first day.
    """
    weeks = weeks_of(seen_days(scene, days), scene.first_weekday)
    summed = [totals(week) for week in weeks]
    most = max([one.middle_m + one.lost_m for one in summed] + [one.done_m for one in summed] + [1.0])
    wide = width >= _WIDE
    rows = [Row((Bit(f" {_WIDE_HEAD if wide else _HEAD}", "dim"),))]
    room = min(max(width - (_WIDE_LEFT if wide else _LEFT), 0), 60)
    for week, one in zip(weeks, summed, strict=True):
        line = (*_week(scene, week, one, wide=wide), *_bar(scene, one, room / most))
        lit = scene.lit is None or any(scene.is_lit(day) for day in week)
        rows.append(Row(line if lit else tuple(Bit(bit.text, "other") for bit in line), day=week[0].day))
    safe = safe_rows(scene, days[0].day, days[-1].day, width) if days else []
    return [*rows, *(Row(line) for line in ((), *safe) if safe)]


def _week(scene: Scene, week: tuple[AgendaDay, ...], one: Totals, *, wide: bool) -> Line:
    metres = scene.unit.metres
    lost = f"{lost_figure(scene, one):>6}"
    hung = show_hours(minutes_in(scene, week).hung_s) if wide else ""
    return (
        Bit(" "),
        *_when(scene, week, wide=wide),
        Bit(figure(one.middle_m / metres) if one.middle_m else " " * 6, "strong"),
        Bit("  "),
        Bit(figure(one.done_m / metres) if one.done_m else " " * 6, "done"),
        Bit("  "),
        *((Bit(lost, "off"), Bit("  ")) if wide else ()),
        *_long(scene, week),
        Bit("  "),
        *_quality(scene, week, one, wide=wide),
        *((Bit(fit(hung, 7, right=True), "label"), Bit("  ")) if wide else ()),
    )


def _bar(scene: Scene, one: Totals, scale: float) -> Line:
    """Return a week as a bar: done, still planned, and what days off have taken."""
    done = round(min(one.done_m, one.middle_m) * scale)
    rest = max(round(one.middle_m * scale) - done, 0)
    lost = max(round((one.middle_m + one.lost_m) * scale) - done - rest, 0) if one.lost_m else 0
    signs = scene.signs
    return (Bit(signs.bar * done, "bar"), Bit(signs.bar_rest * rest, "bar-rest"), Bit(signs.bar_lost * lost, "off"))


def _when(scene: Scene, week: tuple[AgendaDay, ...], *, wide: bool) -> Line:
    day = next((day for day in week if day.week), week[0])
    first = week[0].day
    now = first <= scene.today <= week[-1].day
    word = ""
    if day.week:
        word = "cut-back" if day.week.cut_back else day.week.phase.value if day.week.phase else ""
    number = str(day.week_number) if day.week_number else ""
    role = "today" if now else "past" if week[-1].day < scene.today else "label"
    weights = {worst_of(scene, day) for day in week} if scene.findings else set()
    weight = "red" if "red" in weights else "yellow" if "yellow" in weights else ""
    go = weeks_to_go(scene.plan, first) if scene.plan else None
    more = f"{'' if go is None else go or 'race':>5}  {iso_week(first, year=True)}  " if wide else ""
    return (
        Bit(f"{number:>4}", "label"),
        Bit(f"{scene.signs.finding} " if weight else "  ", weight or "text"),
        Bit(more, "dim"),
        Bit(f"{first.day:>2} {MONTHS[first.month - 1][:3]}", role),
        Bit("   "),
        Bit(fit(word, 9), phase_role(day)),
        Bit("  "),
    )


def _long(scene: Scene, week: tuple[AgendaDay, ...]) -> Line:
    sessions = [line.session for day in week for line in day.sessions]
    race = next((session for session in sessions if session.kind is SessionKind.RACE), None)
    longs = [session for session in sessions if session.kind is SessionKind.LONG and session.distance]
    found = race or max(longs, key=lambda session: session.distance.middle_m if session.distance else 0, default=None)
    if found is None or found.distance is None:
        return (Bit(" " * 5),)
    text = show_distance(found.distance.middle_m, scene.unit, with_unit=False)
    whole, _, tenth = text.partition(".")
    return (Bit(f"{whole:>3}{'.' + tenth if tenth else '  '}", role_of(found.kind)),)


def _quality(scene: Scene, week: tuple[AgendaDay, ...], one: Totals, *, wide: bool) -> Line:
    """Return the hard runs of a week; races with their sign, those of plans beside too; days off in a word."""
    found: list[tuple[str, str]] = []
    for day in week:
        for line in day.sessions:
            kind = line.session.kind
            if kind.is_quality:
                is_race = kind in (SessionKind.RACE, SessionKind.TUNE_UP)
                found.append((f"{f'{scene.signs.race} ' if is_race else ''}{word_of(kind)}", role_of(kind)))
        races = [line for line in day.others if line.session.kind is SessionKind.RACE]
        found += [(f"{scene.signs.beside}{scene.signs.race} {scene.other(line)}", "dim") for line in races]
    off = [day.off for day in week if day.off]
    if off:
        found.append((f"{word_of_off(off[0].kind)} {len(off)} day{'s' if len(off) > 1 else ''}", "off"))
    elif one.lost_m >= scene.unit.metres / 10 and not wide:
        found.append((f"{scene.signs.eased} {show_distance(one.lost_m, scene.unit)}", "off"))
    bits: list[Bit] = []
    room = _QUALITY
    for name, role in found:
        text = f"{', ' if bits else ''}{name}"
        if cell_len(text) <= room:
            bits.append(Bit(text, role))
            room -= cell_len(text)
        elif not bits:
            bits.append(Bit(fit(text, room), role))
            room = 0
    return (*bits, Bit(" " * room))
