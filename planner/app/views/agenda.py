"""A month as a list of days, for narrow screens."""

from rich.cells import cell_len

from planner.app.bits import Bit, cut
from planner.app.signs import role_of, word_of_off
from planner.app.views.cell import other_text, run_text, worst_of
from planner.app.views.facts import note_lines
from planner.app.views.figures import figure
from planner.app.views.month import week_name
from planner.app.views.rows import Row
from planner.app.views.scene import Scene
from planner.app.views.seen import seen_days
from planner.domain.days import MONTHS, Weekday
from planner.domain.layer import Thing
from planner.domain.session import SessionKind
from planner.domain.units import show_distance
from planner.planning.agenda import AgendaDay
from planner.planning.totals import totals, weeks_of

_DATE = 9
"""Cells of the weekday and the number, with blanks around."""


def agenda_rows(scene: Scene, days: tuple[AgendaDay, ...], width: int) -> list[Row]:
    """Return a row a day, with a heading a week."""
    rows: list[Row] = []
    for week in weeks_of(seen_days(scene, days), scene.first_weekday):
        summed = totals(week)
        unit = scene.unit
        planned = figure(summed.middle_m / unit.metres).strip() if summed.middle_m else ""
        lost = f" -{show_distance(summed.lost_m, unit, with_unit=False)}" if summed.lost_m >= unit.metres / 10 else ""
        head = (Bit(f" {week[0].day.day} {MONTHS[week[0].day.month - 1][:3]}", "label"), *week_name(week))
        sums = (Bit(f"  {planned} {unit}" if planned else "", "strong"), Bit(lost, "off"))
        rows.append(Row((*head, *sums)))
        for day in week:
            rows += [_day(scene, day, width), *_gear(scene, day, width)]
    return rows


def _gear(scene: Scene, day: AgendaDay, width: int) -> list[Row]:
    """Return what orthotics and shoes say on a day, a row each; what warns is never cut."""
    rows: list[Row] = []
    for note in scene.gear_notes.get(day.day, ()):
        room = width - _DATE - 1
        whole = room if note.word.value == "warn" else max(room, cell_len(note.text) + 2)
        rows += [Row(cut((Bit(" " * _DATE), *line), width - 1)) for line in note_lines(scene, note, whole)]
    if scene.is_lit(day):
        return rows
    return [Row(tuple(Bit(bit.text, "other") for bit in row.line)) for row in rows]


def _day(scene: Scene, day: AgendaDay, width: int) -> Row:
    role = "today" if day.day == scene.today else "past" if day.day < scene.today else "heading"
    number = f"[{day.day.day:>2}]" if scene.is_selected(day.day) else f" {day.day.day:>2} "
    bits = [Bit(" "), Bit(f"{Weekday.of(day.day).full[:3]}{number}", role), Bit(" ")]
    bits += [Bit(f"{word_of_off(day.off.kind)}  ", "off")] if day.off else []
    bits += [*_runs(scene, day, width), *_behind(scene, day)]
    line = tuple(bits)
    return Row(line if scene.is_lit(day) else tuple(Bit(bit.text, "other") for bit in line), day=day.day)


def _runs(scene: Scene, day: AgendaDay, width: int) -> list[Bit]:
    room = max(width - 22, 8)
    bits: list[Bit] = []
    for line in day.sessions:
        if sign := scene.signs.status(line.status):
            bits.append(Bit(f"{sign} ", line.status.value))
        eased = scene.signs.eased if line.planned.full else ""
        bits += [Bit(eased, "off"), Bit(run_text(line.session, scene, room), role_of(line.session.kind)), Bit("  ")]
    aside = [session for session in day.set_aside if session.kind is not SessionKind.REST]
    for session in aside:
        bits += [Bit(run_text(session, scene, room), "struck"), Bit("  ")]
    if not day.sessions and not aside and not day.off:
        word = "blocked  " if day.blocked else "rest  " if day.in_plan else "  "
        bits.append(Bit(word, "rest"))
    for line in day.others:
        if line.session.kind is not SessionKind.REST:
            bits += [Bit(f"{scene.signs.beside}{other_text(scene, line, room)}", "dim"), Bit("  ")]
    return bits


def _behind(scene: Scene, day: AgendaDay) -> list[Bit]:
    bits: list[Bit] = []
    for hung in day.hung:
        sign = scene.signs.of(hung.hung.thing)
        if hung.hung.thing is Thing.SHOE:
            sign = scene.letters.get(hung.hung.what, "?")
        bits.append(Bit(sign, hung.hung.thing.value))
    if weight := worst_of(scene, day):
        bits.append(Bit(f" {scene.signs.finding}", weight))
    if any(line.planned.is_moved for line in day.sessions):
        bits.append(Bit(f" {scene.signs.moved}", "dim"))
    if day.aches:
        bits.append(Bit(f" {scene.signs.pain}", "yellow"))
    if day.visits:
        bits.append(Bit(f" {scene.signs.visit}", "note"))
    if day.notes:
        bits.append(Bit(f" {scene.signs.note}", "note"))
    return bits
