"""What one sees while one moves: the side, the name and the number huge, everything else quieter."""

from typing import NamedTuple

from planner.app.bits import Bit, Line, cut, fit, plain, width_of, wrap
from planner.app.views.big_digits import FACES, Face, big_digits
from planner.app.views.flash import word_rows
from planner.app.views.route_line import EASED, HELD, STAYED, route_line
from planner.domain.body import Side
from planner.domain.exercise import Exercise
from planner.domain.units import show_clock
from planner.playing.route import Route
from planner.playing.state import Phase
from planner.playing.view import View

_ROOMY = 18
"""From this height on there is air between the parts."""


class Stage(NamedTuple):
    """What the stage shows: the view of the session, and what only the screen knows.

    `field` is the widest number of this step (`88`, `8:88`), so that digits keep their place. `said`: a cue in words,
    `flash`: in one word, for a moment. `told`: what this side took the last times, and what to expect. `how`: the
    exercise whose description covers the lower half. `private`: how it feels is not shown.
    """

    view: View
    field: str
    said: str = ""
    flash: str = ""
    told: tuple[str, ...] = ()
    how: Exercise | None = None
    ascii_only: bool = False
    private: bool = False


def stage_lines(stage: Stage, width: int, height: int) -> tuple[Line, ...]:
    """Return the stage in `height` lines. Name, number and bar keep their lines, whatever is said around them."""
    roomy = height >= _ROOMY
    margin = 8 if width >= 74 else 4 if width >= 50 else 1
    room = min(width - margin - 2, 76)
    number = _number(stage, room, height - (14 if roomy else 5))
    gap: tuple[Line, ...] = ((),) if roomy else ()
    # A route has its ends below it; in a small window it goes without.
    bar = _bar(stage, room)[: 2 if roomy else 1]
    filled = (*bar, *((),) * (2 - len(bar))) if roomy else bar
    top: tuple[Line, ...] = ((),) * max(1 if roomy else 0, (height - 24) // 4)
    titles = _titles(stage, room, apart=roomy)
    rim: tuple[Line, ...] = gap
    if stage.view.last_seconds and len(number) > 1:
        # Inverted digits need their ground above and below too, or their edges run into what is around.
        ground = (Bit(" " * len(number[0][0].text), "cursor"),)
        rim = (ground,) if roomy else ()
        titles = titles if roomy else ((Bit(fit(plain(stage.view.name), len(ground[0].text)), "cursor bold"),),)
        filled = filled if roomy else (ground,)
    above: tuple[Line, ...] = (*titles, *rim, *number, *rim)
    left = height - len(top) - 1 - len(above)
    below = tuple(how_lines(stage.how, room)) if stage.how else (*filled, *_below(stage, room, left - len(filled)))
    indented = [((Bit(" " * margin), *line) if line else ()) for line in (*above, *below)]
    return (*top, _headline(stage, width, margin), *indented)[:height]


def _headline(stage: Stage, width: int, margin: int) -> Line:
    view = stage.view
    if view.paused:
        text, role = f"PAUSED  {view.side_word}".rstrip(), "warning bold"
    elif stage.flash and view.label != "SWITCH":
        text = f"{' ' * margin}{stage.flash}  {view.side_word}".rstrip()
        return cut((Bit(text, "cursor bold"),), width, "cursor")
    elif view.label == "SWITCH":
        return cut((Bit(f"{' ' * margin}SWITCH to {view.side_word}", "cursor bold"),), width, "cursor")
    else:
        label = stage.said.upper() or view.label
        text, role = f"{label}  {view.side_word}".rstrip(), "primary"
    return (Bit(" " * margin), Bit(text, role))


def _titles(stage: Stage, room: int, *, apart: bool) -> tuple[Line, ...]:
    view = stage.view
    detail = view.detail or (_spots_text(view.route) if view.route else "")
    if view.phase is Phase.READY:
        detail = f"about {view.big} minute{'' if view.big == 1 else 's'} in all"
        told = f"; {stage.told[-1]}" if stage.told and apart else ""
        span = f", {view.remaining.least_s / 60:.0f} to {view.remaining.most_s / 60:.0f}"
        if view.remaining.is_open and len(detail + span + told) <= room:
            detail += span
        detail += told
    name = Bit(plain(view.name), "strong")
    if apart:
        return (name,), (Bit(detail, "label"),)
    beside = (name, Bit("  "), Bit(detail, "label"))
    # In a small window the huge number says the minutes.
    if view.phase is Phase.READY and width_of(beside) > room:
        return ((name,),)
    return (cut(beside, room),)


def _spots_text(route: Route) -> str:
    held = next((spot for spot in route.spots if spot.is_now), None)
    if held is not None:
        return f"spot {len(route.spots)}{', weight off' if held.weight_off else ''}"
    return f"{len(route.spots)} spot{'' if len(route.spots) == 1 else 's'} so far" if route.spots else ""


def _number(stage: Stage, room: int, height: int) -> tuple[Line, ...]:
    view = stage.view
    if view.phase is Phase.WAITING:
        # A note is there to be read; a wait is there to be seen.
        word = view.label if view.label == "READY?" else ""
        rows = word_rows(word, room, min(height, 9), ascii_only=stage.ascii_only)
        return tuple((Bit(f"  {row}", "dim" if view.paused else "strong"),) for row in rows)
    letter = "" if view.side is Side.BOTH or view.phase is Phase.READY else view.side.value[0].upper()
    # Repetitions have words beside them.
    words = 22 if view.big_unit or view.rep else 0
    face, has_side = _face(stage.field, room - words, min(height, 5) if stage.how else max(5, height), bool(letter))
    if face is None:
        return ((Bit(_text(view, stage.field), "strong"), Bit(f" {view.big_unit}", "label")),)
    side = letter if has_side else ""
    return _flash_rows(stage, face, room) or _number_rows(stage, face, side)


def _face(field: str, room: int, height: int, with_side: bool) -> tuple[Face | None, bool]:
    """Return the largest size for a number, and whether the letter of its side fits beside it.

    A letter is worth a size, as long as the digits stay tall.
    """
    fitting = [face for face in FACES if face.rows <= height and face.width(field) + 4 <= room]
    beside = [face for face in fitting if face.width(field) + 7 + face.width("L") <= room]
    if with_side and beside and (beside[0].rows >= FACES[1].rows or beside[0] is fitting[0]):
        return beside[0], True
    return (fitting[0], False) if fitting else (None, False)


def _flash_rows(stage: Stage, face: Face, room: int) -> tuple[Line, ...]:
    """Return the number with the flashed word beside it, or the word alone where both do not fit."""
    if not stage.flash or stage.view.paused:
        return ()
    text = _text(stage.view, stage.field)
    number = big_digits(text, face, ascii_only=stage.ascii_only)
    pad = " " * max(0, face.width(stage.field) - face.width(text))
    left = tuple(f"  {pad}{row}     " for row in number)
    beside = word_rows(stage.flash, room - len(left[0]) - 4, face.rows, ascii_only=stage.ascii_only)
    if beside:
        pairs = zip(left, beside, strict=True)
        return tuple((Bit(digits, "strong"), Bit(f"  {row}  ", "cursor bold")) for digits, row in pairs)
    alone = word_rows(stage.flash, room - 4, face.rows, ascii_only=stage.ascii_only)
    return tuple((Bit(f"  {row}  ", "cursor bold"),) for row in alone)


def _number_rows(stage: Stage, face: Face, side: str) -> tuple[Line, ...]:
    view, text = stage.view, _text(stage.view, stage.field)
    rows = big_digits(text, face, ascii_only=stage.ascii_only)
    pad = " " * max(0, face.width(stage.field) - face.width(text))
    sides = big_digits(side, face, ascii_only=stage.ascii_only) if side else ("",) * face.rows
    role = "cursor bold" if view.last_seconds else "dim" if view.paused else "strong"
    lines: list[Line] = []
    for n, row in enumerate(rows):
        unit = view.big_unit if n == face.rows - 1 else ""
        rep = f"at this pace: {view.rep}" if view.rep and n == face.rows - 3 else ""
        rep = f"tempo {view.tempo}" if view.tempo and n == face.rows - 5 else rep
        beside = Bit(f"   {sides[n]}" if side else f" {rep or unit}", "primary" if side else "label")
        after = (Bit(f"   {rep or unit}", "label"),) if side else ()
        lines.append((Bit(f"  {pad}{row}  ", role), beside, *after))
    return tuple(lines)


def _text(view: View, field: str) -> str:
    seconds_only = ":" not in field or view.phase is Phase.COUNT_IN or (view.phase is Phase.HOLDING and view.big < 100)
    return str(view.big) if seconds_only else show_clock(view.big)


def _bar(stage: Stage, room: int) -> tuple[Line, ...]:
    view = stage.view
    if view.route:
        return _route(view.route, min(room, 60), ascii_only=stage.ascii_only)
    if view.phase in (Phase.READY, Phase.WAITING):
        return ()
    width = min(room, 60)
    done = round(view.progress * width)
    full, rest = ("=", "-") if stage.ascii_only else ("━", "─")
    return ((Bit(full * done, "bar"), Bit(rest * (width - done), "bar-rest")),)


def _route(route: Route, width: int, *, ascii_only: bool) -> tuple[Line, ...]:
    spots = {spot.station: HELD if spot.is_now else EASED if spot.eased else STAYED for spot in route.spots}
    line = route_line(route.stations, route.station, spots, width=width, ascii_only=ascii_only)
    start, end = plain(route.start), plain(route.end)
    if len(start) + len(end) + 3 > width:
        start, end = start.rpartition(" ")[2], end.rpartition(" ")[2]
    return line, (Bit(start, "label"), Bit(" " * max(1, width - len(start) - len(end))), Bit(end, "label"))


def _below(stage: Stage, room: int, height: int) -> tuple[Line, ...]:
    """Return what to do and what is asked, and at the bottom what comes next; in `height` lines."""
    view = stage.view
    ahead: list[Line] = [(Bit(text, "label"),) for text in (view.then, view.next) if text]
    if view.route and height > 6:
        told = [cut((Bit(text, "label"),), room) for text in (view.other_side, *stage.told) if text]
        ahead = [*told, (), *ahead] if told else ahead
    if view.phase is Phase.READY and height < 10:
        ahead = []  # before the start the caution needs the room, and what comes next can wait
    if height < 4:
        ahead = ahead[:1] if height > 1 and not view.question else []
    # A blank line at the very bottom keeps what comes next off the keys.
    last: list[Line] = [()] if height > 6 else []
    # In a tall window what comes next stays near what is done now.
    here = min(height - len(ahead) - len(last), 9)
    gap: list[Line] = [(Bit(text, "warning"),) for text in wrap(view.gap, room)] if view.gap else []
    question: list[Line] = [(Bit(text, "strong"),) for text in wrap(view.question, room)] if view.question else []
    advice = _advice(view, room, here - len(gap) - len(question))
    # What is asked waits for an answer: it stays even where there is no room for the advice.
    kept = advice[: max(0, here - len(gap) - len(question))]
    between: list[Line] = [()] if kept and question and len(gap) + len(kept) + len(question) < here else []
    lines = [*gap, *kept, *between, *question][: max(0, here)]
    return (*lines, *((),) * (here - len(lines)), *ahead, *last)


def _advice(view: View, room: int, height: int) -> list[Line]:
    """Return what to do, and when to stop: that comes first before an exercise, and later only if it fits."""
    told = "strong" if view.phase is Phase.WAITING else "text"
    do: list[Line] = [(Bit(text, told),) for text in wrap(view.do, room)] if view.do else []
    note: list[Line] = [(Bit(text, "label"),) for text in wrap(view.note, room)] if view.note else []
    if not view.stop or view.paused:
        return [*do, *note]
    if view.phase is Phase.COUNT_IN:
        return [*((Bit(text, "warning"),) for text in wrap(f"Careful. {view.stop}", room)), *do]
    role = "warning" if view.phase is Phase.READY else "dim"
    stop: list[Line] = [(Bit(text, role),) for text in wrap(f"Careful. {view.stop}", room)]
    return [*do, *note, *(stop if len(do) + len(note) + len(stop) <= height or role == "warning" else ())]


def how_lines(exercise: Exercise, width: int) -> list[Line]:
    """Return how an exercise is done: position, steps, cue, easier and harder, when to stop."""
    kit = ", ".join(" or ".join(choice) for choice in exercise.equipment)
    place = f"{exercise.position}; {kit}" if kit else exercise.position
    lines: list[Line] = [(Bit(text, "label"),) for text in wrap(place, width)]
    for n, step in enumerate(exercise.steps, 1):
        lines += _hung(f"{n} ", step, width, "text")
    for word, text, role in (
        ("cue ", exercise.cue, "strong"),
        ("easier ", exercise.easier, "label"),
        ("harder ", exercise.harder, "label"),
        ("stop ", exercise.stop, "warning"),
        ("source ", exercise.source, "dim"),
    ):
        if text:
            lines += _hung(word, text, width, role)
    return lines


def _hung(word: str, text: str, width: int, role: str) -> list[Line]:
    rows = wrap(text, max(8, width - len(word)))
    return [(Bit(word if n == 0 else " " * len(word), "dim"), Bit(row, role)) for n, row in enumerate(rows)]
