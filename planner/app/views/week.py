"""The week: its days as rows, each with its sessions, texts and hung work with minutes."""

from datetime import timedelta

import msgspec

from planner.app.bits import Bit, Line, fit, plain, spread, width_of, wrap
from planner.app.signs import role_of, word_of_off
from planner.app.views.facts import aside_lines, eased_text, finding_texts, gear_lines, off_line, other_lines, slot_word
from planner.app.views.figures import bar, figure, iso_week, minutes_in, show_minutes
from planner.app.views.logged import extra_text
from planner.app.views.month import week_name
from planner.app.views.rows import Row
from planner.app.views.scene import Scene, fact_of, is_in_short
from planner.app.views.seen import seen_days
from planner.domain.days import MONTHS, Weekday, show_day
from planner.domain.layer import Thing
from planner.domain.log import Played, Ran
from planner.domain.text import localise
from planner.domain.units import show_distance
from planner.planning.agenda import AgendaDay, HungLine, SessionLine, show_weeks_to_go
from planner.planning.totals import totals

_DATE = 9
_NARROW = 76


def week_rows(scene: Scene, days: tuple[AgendaDay, ...], width: int, *, roomy: bool = False) -> list[Row]:
    """Return the rows of the week; `roomy` leaves a blank row between days."""
    days = seen_days(scene, days)
    rows = [Row(_title(scene, days, width)), Row(_sums(scene, days, width))]
    for day in days:
        if roomy and day is not days[0]:
            rows.append(Row(()))
        rows += _day(scene, day, width, is_first=day is days[0])
    return rows


def _title(scene: Scene, days: tuple[AgendaDay, ...], width: int) -> Line:
    first, last = days[0].day, days[-1].day
    month = "" if first.month == last.month else f" {MONTHS[first.month - 1][:3]}"
    named = f" {first.day}{month} {scene.signs.dash} {last.day} {MONTHS[last.month - 1]} {last.year} "
    summed = totals(days)
    bits: list[Bit] = [Bit(named, "primary"), *(week_name(days) if any(day.week for day in days) else ())]
    if summed.middle_m:
        bits += [Bit("   planned", "dim"), Bit(figure(summed.middle_m / scene.unit.metres), "strong")]
        bits += [Bit("   done", "dim"), Bit(figure(summed.done_m / scene.unit.metres), "done"), Bit(f" {scene.unit} ")]
        bits += bar(scene, summed, max(min(width - width_of(bits) - 1, 12), 0))
    return tuple(bits)


def _sums(scene: Scene, days: tuple[AgendaDay, ...], width: int) -> Line:
    """Return what stands below the title: ISO week, weeks to go, what days off have taken, the minutes."""
    left = [Bit(f" {iso_week(days[0].day, year=True)}", "dim")]
    go = show_weeks_to_go(scene.plan, days[0].day) if scene.plan else ""
    left.append(Bit(f"   {go}" if go else "", "label"))
    lost = totals(days).lost_m
    if lost >= scene.unit.metres / 10:
        left.append(Bit(f"   {scene.signs.eased} {show_distance(lost, scene.unit)} lost to days off", "off"))
    return spread(tuple(left), (Bit(show_minutes(minutes_in(scene, days)), "label"), Bit("  ")), width)


def _day(scene: Scene, day: AgendaDay, width: int, *, is_first: bool) -> list[Row]:
    role = "today" if day.day == scene.today else "past" if day.day < scene.today else "heading"
    marks = f"[{day.day.day:>2}]" if scene.is_selected(day.day) else f" {day.day.day:>2} "
    date_bits = (Bit(" "), Bit(Weekday.of(day.day).full[:3], role), Bit(marks, role), Bit(" "))
    contents = [*_above(day, is_first=is_first), *_planned(scene, day, width), *_around(scene, day, width)]
    rows = [
        Row((*(date_bits if n == 0 else (Bit(" " * _DATE),)), *line), item, day.day if item or n == 0 else None)
        for n, (line, item) in enumerate(contents)
    ]
    minutes = show_minutes(minutes_in(scene, (day,)))
    if minutes:
        rows[0] = msgspec.structs.replace(
            rows[0], line=spread(rows[0].line, (Bit(f"  {minutes}", "label"), Bit("  ")), width)
        )
    return (
        [msgspec.structs.replace(row, line=unlit(scene, day, row)) for row in rows] if scene.lit is not None else rows
    )


def unlit(scene: Scene, day: AgendaDay, row: Row) -> Line:
    """Return the line of a row while something is searched for: what was found is underlined, the rest is dim."""
    lit = scene.lit or frozenset()
    lines: list[SessionLine | HungLine] = [*day.sessions, *day.hung]
    named = {line.session.id if isinstance(line, SessionLine) else line.hung.id: line.entry for line in lines}
    entry = named.get(row.item)
    if row.item and (row.item in lit or (entry and entry.id in lit)):
        return tuple(Bit(bit.text, f"{bit.role} lit") if bit.text.strip() else bit for bit in row.line)
    return tuple(Bit(bit.text, "other") for bit in row.line)


def _above(day: AgendaDay, *, is_first: bool) -> list[tuple[Line, str]]:
    """Return what days off say of a day: all of it on the first of them that is shown, then the word alone."""
    begins = is_first or day.day in (
        day.off.first if day.off else None,
        day.easing.last + timedelta(days=1) if day.easing else None,
    )
    if begins and (line := off_line(day)):
        return [(line, "")]
    return [((Bit(word_of_off(day.off.kind), "off"),), "")] if day.off else []


def _planned(scene: Scene, day: AgendaDay, width: int) -> list[tuple[Line, str]]:
    contents: list[tuple[Line, str]] = []
    for line in day.sessions:
        contents.append((_session(scene, line, day), line.session.id))
        contents += [((Bit(f"  {part}", "label"),), "") for part in _texts(scene, line, width)]
    contents += [((Bit("  "), *line), "") for line in aside_lines(scene, day)]
    extra = [(_extra(scene, entry), "") for entry in day.extra]
    if not contents and not day.off and (day.in_plan or day.race or not extra):
        word = plain(day.race.name) if day.race else "rest" if day.in_plan else scene.signs.dash
        blocked = f"   {scene.signs.blocked} blocked" if day.blocked else ""
        contents.append(((Bit(word, "race" if day.race else "rest"), Bit(blocked, "dim")), ""))
    elif day.blocked:
        contents.append(((Bit(f"{scene.signs.blocked} blocked: there is no time on this day", "dim"),), ""))
    return contents + extra + [(_hung(scene, line, width), line.hung.id) for line in day.routines]


def _extra(scene: Scene, entry: Ran | Played) -> Line:
    """Return what was done that the plan did not ask for."""
    return (Bit(f"{scene.signs.extra} ", "done"), Bit(extra_text(scene, entry), "done"))


def _around(scene: Scene, day: AgendaDay, width: int) -> list[tuple[Line, str]]:
    contents: list[tuple[Line, str]] = [(line, "") for line in gear_lines(scene, day, width - _DATE - 1)]
    contents += [(line, "") for line in other_lines(scene, day)]
    for role, reason, _ in finding_texts(scene, day):
        contents += [
            ((Bit(part if n == 0 else f"  {part}", role),), "")
            for n, part in enumerate(wrap(reason, width - _DATE - 3))
        ]
    contents += [
        ((Bit(f"{scene.signs.pain} {f.place.label} {f.score} of 10", "yellow"),), "")
        for f in day.felt
        if is_in_short(f)
    ]
    if day.visits:
        from planner.domain.besides import besides_words

        contents += [((Bit(f"{scene.signs.visit} {plain(besides_words(one))}", "note"),), "") for one in day.visits]
    return contents + [((Bit(f"{scene.signs.note} {plain(note.text)}", "note"),), "") for note in day.notes]


def _session(scene: Scene, line: SessionLine, day: AgendaDay) -> Line:
    fact, role = fact_of(line, scene)
    sign = scene.signs.status(line.status) or " "
    past = day.day < scene.today and not role
    shoe = day.gear_of(line.session.id, Thing.SHOE)
    bits = [
        Bit(f"{sign} ", role or "text"),
        Bit(slot_word(line.session), "label"),
        Bit(scene.session(line.session), "past" if past else f"bold {role_of(line.session.kind)}"),
        Bit(f"  {scene.letters.get(shoe, '?')}" if shoe else "", "shoe"),
        Bit(f" {scene.signs.orthotic}" if day.gear_of(line.session.id, Thing.ORTHOTIC) else "", "orthotic"),
        Bit(f"   {fact}" if fact else "", role),
    ]
    if eased := eased_text(scene, line):
        bits.append(Bit(f"   {eased}", "off"))
    original = line.planned.original
    if line.planned.is_moved and original:
        bits.append(Bit(f"   {scene.signs.moved} from {show_day(original.day)}", "dim"))
    return tuple(bits)


def _texts(scene: Scene, line: SessionLine, width: int) -> list[str]:
    text = localise(plain(" ".join(filter(None, (line.session.text, line.session.note)))), scene.unit)
    return wrap(text, width - _DATE - 3)[:2] if text else []


def _hung(scene: Scene, line: HungLine, width: int) -> Line:
    fact, role = fact_of(line, scene)
    sign = scene.signs.status(line.status) or " "
    name = 30 if width < _NARROW else 36
    return (
        Bit(f"{sign} ", role or "text"),
        Bit(f"{scene.signs.of(line.hung.thing)} ", line.hung.thing.value),
        Bit(fit(scene.name(line.hung), name), "past" if line.hung.day < scene.today else "text"),
        Bit(fit(scene.minutes(line.hung.what), 9, right=True), "label"),
        Bit(f"   {fact}" if fact and fact != "done" else "", role),
    )
