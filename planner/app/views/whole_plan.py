"""The whole plan: a week a row, with phase, kilometres, long run and quality, and a bar."""

from planner.app.bits import Bit, Line, fit
from planner.app.signs import role_of, word_of
from planner.app.views.figures import figure
from planner.app.views.month import phase_role
from planner.app.views.rows import Row
from planner.app.views.scene import Scene
from planner.domain.days import MONTHS
from planner.domain.session import SessionKind
from planner.domain.units import show_distance
from planner.planning.agenda import AgendaDay, totals, weeks_of

_HEAD = "  wk  from     phase     planned    done  long   quality"


def whole_plan_rows(scene: Scene, days: tuple[AgendaDay, ...], width: int) -> list[Row]:
    """Return a row a week, after a heading. The row of a week stands for its first day."""
    weeks = weeks_of(days, scene.first_weekday)
    summed = [totals(week) for week in weeks]
    most = max([one.middle_m for one in summed] + [one.done_m for one in summed] + [1.0])
    rows = [Row((Bit(f" {_HEAD}", "dim"),))]
    for week, one in zip(weeks, summed, strict=True):
        metres = scene.unit.metres
        quality = _quality(week)
        left: Line = (
            Bit(" "),
            *_when(scene, week),
            Bit(figure(one.middle_m / metres) if one.middle_m else " " * 6, "strong"),
            Bit("  "),
            Bit(figure(one.done_m / metres) if one.done_m else " " * 6, "done"),
            Bit("  "),
            *_long(scene, week),
            Bit("  "),
            *quality,
        )
        room = min(max(width - 74, 0), 60)
        done = round(min(one.done_m, one.middle_m) / most * room)
        rest = round(one.middle_m / most * room) - done
        drawn = (Bit(scene.signs.bar * done, "bar"), Bit(scene.signs.bar_rest * max(rest, 0), "bar-rest"))
        rows.append(Row((*left, *drawn), day=week[0].day))
    return rows


def _when(scene: Scene, week: tuple[AgendaDay, ...]) -> Line:
    day = next((day for day in week if day.week), week[0])
    first = week[0].day
    now = first <= scene.today <= week[-1].day
    word = ""
    if day.week:
        word = "cut-back" if day.week.cut_back else day.week.phase.value if day.week.phase else ""
    number = str(day.week_number) if day.week_number else ""
    role = "today" if now else "past" if week[-1].day < scene.today else "label"
    return (
        Bit(f"{number:>4}  ", "label"),
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


def _quality(week: tuple[AgendaDay, ...]) -> Line:
    found = [line.session for day in week for line in day.sessions if line.session.kind.is_quality]
    bits: list[Bit] = []
    room = 20
    for session in found:
        word = word_of(session.kind)
        text = f"{', ' if bits else ''}{word}"
        if len(text) <= room:
            bits.append(Bit(text, role_of(session.kind)))
            room -= len(text)
    return (*bits, Bit(" " * room))
