"""Below the month: the cursor's day in as many lines as there are."""

from planner.app.bits import Bit, Line, plain, width_of, wrap
from planner.app.signs import role_of
from planner.app.views.facts import aside_lines, eased_text, finding_texts, gear_lines, off_line, other_lines, slot_word
from planner.app.views.rows import Row
from planner.app.views.scene import Scene, fact_of, is_in_short
from planner.app.views.seen import seen
from planner.domain.days import show_day
from planner.domain.layer import Anchor, Thing
from planner.domain.text import localise
from planner.planning.agenda import AgendaDay, SessionLine

_ROOM_FOR_ALL = 8
"""From this many lines on, the whole day view stands below the month."""
_PLACES = {
    Anchor.BEFORE_RUN: "before",
    Anchor.AFTER_RUN: "after",
    Anchor.WEEKLY: "also",
    Anchor.REST_DAY: "today",
}


def detail_lines(scene: Scene, day: AgendaDay, width: int, height: int) -> tuple[Line, ...]:
    """Return the day in at most `height` lines, the most important first."""
    if rows := detail_rows(scene, day, width, height):
        return tuple(row.line for row in rows)
    day = seen(scene, day)
    lines: list[Line] = [_first(scene, day, line, n) for n, line in enumerate(day.sessions)]
    off = off_line(day)
    if off:
        lines.insert(0, (*_date(day), *off))
        lines[1:2] = [(Bit(" " * 13), *line[1:]) for line in lines[1:2]]
    lines += [(*(_date(day) if not lines else (Bit(" " * 13),)), *line) for line in aside_lines(scene, day)]
    if not lines:
        word = "rest" if day.in_plan else "nothing planned"
        word = "blocked: there is no time on this day" if day.blocked else word
        if scene.plan and day.day < scene.plan.first_day:
            word = f"the plan begins on {show_day(scene.plan.first_day)}"
        lines = [(*_date(day), Bit(plain(day.race.name) if day.race else word, "race" if day.race else "rest"))]
    lines += [(Bit(" " * 13), *line) for line in gear_lines(scene, day, width - 14)]
    lines += [(Bit(" " * 13), Bit(reason, role)) for role, reason, _ in finding_texts(scene, day)]
    hung = _hung(scene, day)
    if hung:
        lines += _flow(hung, width)
    lines += [(Bit(" " * 13), *line) for line in other_lines(scene, day)]
    lines += _texts(scene, day, width)
    return tuple(lines[:height])


def detail_rows(scene: Scene, day: AgendaDay, width: int, height: int) -> list[Row]:
    """Return the rows of the whole day, cut at `height`; none where there is no room for more than a few lines."""
    if height < _ROOM_FOR_ALL:
        return []
    from planner.app.views.day import day_rows

    day = seen(scene, day)
    rows = day_rows(scene, day, width)
    rows = rows if len(rows) <= height else day_rows(scene, day, width, brief=True)
    return (rows if len(rows) <= height else [row for row in rows if row.line])[:height]


def _date(day: AgendaDay) -> Line:
    return (Bit(f" {show_day(day.day):<10}  ", "heading"),)


def _first(scene: Scene, day: AgendaDay, line: SessionLine, n: int) -> Line:
    fact, role = fact_of(line, scene)
    session = line.session
    bits = [*(_date(day) if n == 0 else (Bit(" " * 13),)), Bit(slot_word(session), "label")]
    bits.append(Bit(scene.session(session), f"bold {role_of(session.kind)}"))
    shoe = day.gear_of(session.id, Thing.SHOE)
    if shoe:
        bits += [Bit(" in ", "dim"), Bit(scene.letters.get(shoe, "?"), "shoe")]
    if day.gear_of(session.id, Thing.ORTHOTIC):
        bits.append(Bit(f" {scene.signs.orthotic}", "orthotic"))
    if fact:
        bits.append(Bit(f"   {fact}", role))
    if eased := eased_text(scene, line):
        bits.append(Bit(f"   {eased}", "off"))
    original = line.planned.original
    if original is None:
        bits.append(Bit("   added by you", "dim"))
    elif line.planned.is_moved:
        bits.append(Bit(f"   moved from {show_day(original.day)}", "dim"))
    elif line.planned.is_changed and not line.planned.full:
        bits.append(Bit("   changed by you", "dim"))
    return tuple(bits)


def _hung(scene: Scene, day: AgendaDay) -> list[Line]:
    parts: list[Line] = []
    place = ""
    for line in day.routines:
        own = _PLACES.get(line.hung.anchor, "")
        head = f"{own}  " if own != place else ""
        place = own
        sign = scene.signs.status(line.status) or scene.signs.of(line.hung.thing)
        role = line.status.value if line.status.value in ("done", "skipped") else line.hung.thing.value
        parts.append((Bit(head, "dim"), Bit(f"{sign} ", role), Bit(scene.layer(line.hung)), Bit("   ")))
    return parts


def _flow(parts: list[Line], width: int) -> list[Line]:
    lines: list[Line] = []
    for part in parts:
        if lines and width_of(lines[-1]) + width_of(part) <= width:
            lines[-1] = (*lines[-1], *part)
        else:
            lines.append((Bit(" " * 13), *part))
    return lines


def _texts(scene: Scene, day: AgendaDay, width: int) -> list[Line]:
    texts = [(localise(line.session.text, scene.unit), "text") for line in day.sessions if line.session.text]
    if day.extra:
        from planner.app.views.logged import extra_text

        texts += [(f"{scene.signs.extra} {extra_text(scene, entry)}", "done") for entry in day.extra]
    texts += [(f"{f.place.label} {f.feeling} {f.score} of 10", "yellow") for f in day.felt if is_in_short(f)]
    texts += [(line.hung.what, "note") for line in day.hung if line.hung.thing is Thing.NOTE]
    if day.visits:
        from planner.domain.besides import besides_words

        texts += [(f"{scene.signs.visit} {besides_words(visit)}", "note") for visit in day.visits]
    texts += [(note.text, "note") for note in day.notes]
    return [(Bit(" " * 13), Bit(part, role)) for text, role in texts for part in wrap(text, width - 14)]
