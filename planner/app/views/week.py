"""The week: its days as rows, each with its sessions, texts and hung work with minutes."""

from planner.app.bits import Bit, Line, fit, plain, wrap
from planner.app.signs import role_of
from planner.app.views.figures import bar, figure
from planner.app.views.month import week_name
from planner.app.views.rows import Row
from planner.app.views.scene import Scene, fact_of, is_rated_before
from planner.domain.days import MONTHS, Weekday, show_day
from planner.domain.layer import Thing
from planner.domain.text import localise
from planner.planning.agenda import AgendaDay, HungLine, SessionLine, totals

_DATE = 9
_NARROW = 76


def week_rows(scene: Scene, days: tuple[AgendaDay, ...], width: int, *, roomy: bool = False) -> list[Row]:
    """Return the rows of the week; `roomy` leaves a blank row between days."""
    rows = [Row(_title(scene, days))]
    for day in days:
        if roomy or day is days[0]:
            rows.append(Row(()))
        rows += _day(scene, day, width)
    return rows


def _title(scene: Scene, days: tuple[AgendaDay, ...]) -> Line:
    first, last = days[0].day, days[-1].day
    month = "" if first.month == last.month else f" {MONTHS[first.month - 1][:3]}"
    named = f" {first.day}{month} {scene.signs.dash} {last.day} {MONTHS[last.month - 1]} {last.year} "
    summed = totals(days)
    bits: list[Bit] = [Bit(named, "primary"), *week_name(days)]
    if summed.middle_m:
        bits += [Bit("   planned", "dim"), Bit(figure(summed.middle_m / scene.unit.metres), "strong")]
        bits += [Bit("   done", "dim"), Bit(figure(summed.done_m / scene.unit.metres), "done"), Bit(f" {scene.unit} ")]
        bits += bar(scene, summed, 12)
    return tuple(bits)


def _day(scene: Scene, day: AgendaDay, width: int) -> list[Row]:
    role = "today" if day.day == scene.today else "past" if day.day < scene.today else "heading"
    date_bits = (Bit(" "), Bit(Weekday.of(day.day).full[:3], role), Bit(f" {day.day.day:>2}", role), Bit("  "))
    contents: list[tuple[Line, str]] = []
    for line in day.sessions:
        contents.append((_session(scene, line, day), line.session.id))
        contents += [((Bit(f"  {part}", "label"),), "") for part in _texts(scene, line, width)]
    if not day.sessions:
        word = plain(day.race.name) if day.race else "rest" if day.in_plan else scene.signs.dash
        contents.append(((Bit(word, "race" if day.race else "rest"),), ""))
    contents += [(_hung(scene, line, width), line.hung.id) for line in day.routines]
    contents += [
        ((Bit(f"{scene.signs.pain} {f.area} {f.score} of 10", "yellow"),), "")
        for f in day.felt
        if not is_rated_before(f)
    ]
    contents += [((Bit(f"{scene.signs.note} {plain(note.text)}", "note"),), "") for note in day.notes]
    return [
        Row((*(date_bits if n == 0 else (Bit(" " * _DATE),)), *line), item, day.day if item or n == 0 else None)
        for n, (line, item) in enumerate(contents)
    ]


def _session(scene: Scene, line: SessionLine, day: AgendaDay) -> Line:
    fact, role = fact_of(line, scene)
    sign = scene.signs.status(line.status) or " "
    past = day.day < scene.today and not role
    shoe = day.gear_of(line.session.id, Thing.SHOE)
    bits = [
        Bit(f"{sign} ", role or "text"),
        Bit(scene.session(line.session), "past" if past else f"bold {role_of(line.session.kind)}"),
        Bit(f"  {scene.letters.get(shoe, '?')}" if shoe else "", "shoe"),
        Bit(f" {scene.signs.orthotic}" if day.gear_of(line.session.id, Thing.ORTHOTIC) else "", "orthotic"),
        Bit(f"   {fact}" if fact else "", role),
    ]
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
