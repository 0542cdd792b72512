"""The chain and the session beside it: what stands in each part of the screen."""

from collections.abc import Mapping, Sequence
from re import findall

from rich.cells import cell_len

from planner.app.bits import Bit, Line, cut, fit, plain, spread, width_of, wrap
from planner.app.views.chain_picture import NICE, PLAIN, Shown, look_of
from planner.app.views.rows import window
from planner.domain.body import Area
from planner.domain.chain import Chain
from planner.domain.days import show_day
from planner.domain.exercise import Exercise, Kind, Timing
from planner.domain.log import Felt
from planner.domain.units import show_clock
from planner.planning.chain_scores import Warm
from planner.planning.chain_suggestion import SuggestedStep, Suggestion
from planner.planning.chain_words import (
    MODEL,
    Reason,
    caution_in_words,
    doses_in_words,
    message_in_words,
    notes_in_words,
    reason_in_words,
    said,
)

_KINDS = {Kind.ROLL: "roll", Kind.STATIC_STRETCH: "stretch", Kind.DYNAMIC: "move", Kind.STRENGTH: "strength"}
_KIND_ROLES = {Kind.ROLL: "roll", Kind.STATIC_STRETCH: "stretch", Kind.DYNAMIC: "stretch", Kind.STRENGTH: "strength"}


_MOST_ENTRIES = 7
_LEAST_STEPS = 5
"""So many steps stay in sight whatever there is to mind."""
Row = tuple[Line, int | None]
"""A line of the session, and the place of the step that it belongs to."""


def session_rows(
    found: Suggestion,
    exercises: Mapping[str, Exercise],
    choices: Sequence[int | None],
    width: int,
    height: int,
    *,
    chosen: int | None,
    private: bool = False,
) -> tuple[Row, ...]:
    """Return the session as a list below the minutes to choose from; the chosen step is a block and always in sight.

    Where there is room, each step has a second line with its doses.
    """
    told = [(note, "problem") for note in message_in_words(found.message, private=private)]
    told += [(found.said, "dim")] if found.said else []
    notes = [text for note in notes_in_words(found.notes, private=private) for text in wrap(note, width)]
    rows: list[Row] = [(line, None) for line in _head(found, choices, width)]
    rows += [((Bit(text, role),), None) for note, role in told for text in wrap(note, width)]
    room = max(height - len(rows) - 1, 1)
    if found.steps:  # the cautions stand below, as long as most steps are still in sight
        notes = notes[: min(room - min(len(found.steps), _LEAST_STEPS), len(notes))] if room > _LEAST_STEPS else []
        room -= len(notes)
    each = 2 if 2 * len(found.steps) <= room else 1
    start = min(max((chosen or 0) - room // each + 1, 0), max(len(found.steps) - room // each, 0))
    shown = found.steps[start : start + room // each]
    for n, step in enumerate(shown, start):
        for line in step_lines(step, exercises[step.exercise], n, width)[:each]:
            block = cut((Bit(bit.text, "cursor") for bit in line), width, "cursor")
            rows.append((block if n == chosen else line, n))
    if beyond := len(found.steps) - start - len(shown):
        rows.append(((Bit(f"{beyond} more", "dim"),), None))
    elif found.dropped:
        rows.append(((Bit(f"{len(found.dropped)} left out: x says why", "dim"),), None))
    rows += [((Bit(text, "warning"),), None) for text in notes]
    return tuple((cut(line, width), n) for line, n in rows[:height])


def _head(found: Suggestion, choices: Sequence[int | None], width: int) -> tuple[Line, Line]:
    when = "before a run" if found.timing is Timing.PRE else "after a run"
    length = f" {show_clock(found.length.usual_s)}" if found.routine else ""
    minutes = tuple(
        Bit(f" {'any' if one is None else one} ", "cursor" if one == found.minutes else "label") for one in choices
    )
    name = plain(found.routine.name) if found.routine else "No session"
    return (
        (Bit(name, "heading"), Bit(f", {when}", "label")),
        spread((*minutes, Bit(" min", "label")), (Bit(length, "strong"),), width),
    )


def step_lines(step: SuggestedStep, exercise: Exercise, n: int, width: int) -> tuple[Line, Line]:
    """Return a step as two lines: its name and time, and its doses with the areas that it is for."""
    mark = Bit(f"{'!' if step.caution else ' '}{n + 1:>2} ", "dim")
    time = Bit(fit(show_clock(step.seconds), 6, right=True), "label")
    doses = doses_in_words(step.steps, exercise)
    return (
        (mark, Bit(fit(plain(step.name), width - 10)), time),
        (Bit(f"    {_KINDS[step.kind]:<9} ", _KIND_ROLES[step.kind]), Bit(doses, "dim")),
    )


def area_list(shown: Shown, areas: Sequence[Area], width: int, height: int) -> tuple[Line, ...]:
    """Return the warm areas as a list: what a narrow screen shows in the place of the picture."""
    place = areas.index(shown.chosen) if shown.chosen in areas else 0
    start = window(place, len(areas), height)
    made: list[Line] = []
    for area in areas[start : start + height]:
        look = look_of(area, shown)
        made.append(cut((Bit(f" {look.text}", look.role),), width, look.role if area is shown.chosen else "text"))
    return tuple(made)


def areas_listed(warm: Sequence[Warm], private: bool) -> tuple[Area, ...]:
    """Return the areas of the list: those with a score or on watch, else all."""
    listed = tuple(one.area for one in warm)
    return listed if listed and not private else tuple(area for area in Area if area is not Area.CORE)


def area_words(
    area: Area, warm: Warm | None, chain: Chain, entries: Sequence[Felt] = (), *, private: bool
) -> list[Line]:
    """Return why an area is warm: entries, the chain's reasons with their level and source, and where else to look.

    `entries`: what was logged of it in the days that count, the latest first.
    """
    plan = chain.plan_for(area)
    lines: list[Line] = [_title(area, warm, private=private)]
    if warm is not None and not private:
        for one in warm.reasons:
            reason = reason_in_words(warm, one)
            lines.append((Bit(f"{_with_entry(reason, own=not one.edges)} "), Bit(f"[{reason.level}]", "label")))
            if reason.limits:
                lines.append((Bit(reason.limits, "warning"),))
            if reason.source:
                lines.append((Bit(f"Source: {reason.source}.", "dim"),))
    if len(entries) > 1 and not private:
        told = "; ".join(f"{show_day(one.day)} {one.side} {one.feeling} {one.score}" for one in entries[:_MOST_ENTRIES])
        lines.append((Bit("Logged: ", "label"), Bit(f"{told}.")))
    if plan and plan.upstream:
        lines.append((Bit("Also look at: ", "label"), Bit(", ".join(one.label for one in plan.upstream))))
    if plan and plan.note:
        lines.append((Bit(plan.note, "dim"),))
    if warm is None or private:
        edges = chain.into(area)
        lines += [
            (
                Bit(f"The {edge.upstream.label} is often followed by it in this model. {edge.reason} "),
                Bit(f"[{edge.known}]", "label"),
            )
            for edge in edges
        ]
    return lines


def _with_entry(reason: Reason, *, own: bool) -> str:
    return f"{reason.text[:-1]}: {reason.entry.partition(', ')[2]}." if own else reason.text


def _title(area: Area, warm: Warm | None, *, private: bool) -> Line:
    if private:
        return (Bit(area.label, "strong"),)
    if warm is None:
        return (Bit(area.label, "strong"), Bit("  nothing logged here or close by", "dim"))
    if warm.score:
        side = "" if warm.left == warm.right else f", more on the {warm.side}"
        return (Bit(area.label, "strong"), Bit(f"  score {warm.score:.1f}{side}", "yellow"))
    return (Bit(area.label, "strong"), Bit("  to keep an eye on; nothing is chosen for it", "label"))


def step_words(step: SuggestedStep, exercise: Exercise, *, private: bool) -> list[Line]:
    """Return why an exercise is suggested, with the level of each reason, and what to mind."""
    lines: list[Line] = [
        (
            Bit(plain(step.name), "strong"),
            Bit(f"  {_KINDS[step.kind]}, {doses_in_words(step.steps, exercise)}", "label"),
        )
    ]
    if step.caution:
        lines.append((Bit(f"! {caution_in_words(step.caution, private=private)}", "warning"),))
    limits: set[str] = set()
    for reason in step.reasons:
        lines.append((Bit(f"{said(reason, private=private)} "), Bit(f"[{reason.level}]", "label")))
        if reason.limits and reason.limits not in limits:
            limits.add(reason.limits)
            lines.append((Bit(reason.limits, "warning"),))
    lines.append((Bit(f"Stop: {exercise.stop}", "dim"),))
    return lines


def wrapped(lines: Sequence[Line], width: int) -> list[Line]:
    """Return lines broken at blanks to a width; the pieces keep their roles, what goes on is indented."""
    made: list[Line] = []
    for line in lines:
        made += _broken(line, width)
    return made


def _broken(line: Line, width: int) -> list[Line]:
    rows: list[list[Bit]] = [[]]
    used = 0
    for text, role in line:
        for word in findall(r"\s+|\S+", plain_blanks(text)):
            size = cell_len(word)
            if used + size > width and used and not word.isspace():
                rows.append([Bit("  ")])
                used = 2
            if used + size <= width or not word.isspace():
                rows[-1].append(Bit(word, role))
                used += size
    return [tuple(row) for row in rows]


def plain_blanks(text: str) -> str:
    """Return text as it may stand in a line, with the blanks at its ends."""
    return f"{' ' * (len(text) - len(text.lstrip(' ')))}{plain(text)}{' ' * (len(text) - len(text.rstrip(' ')))}"


def legend(width: int, *, ascii_only: bool, private: bool) -> Line:
    """Return what the signs of the picture mean, as far as there is room, and that it is no diagnosis."""
    signs = PLAIN if ascii_only else NICE
    told: Line = (
        Bit(f" {signs.logged} logged", "yellow"),
        Bit(f" {signs.warm} upstream", "yellow"),
        Bit(f" {signs.watch} watch  ", "label"),
    )
    if private:
        told = (Bit(f" {signs.warm} worked by the session  ", "yellow"),)
    model = Bit(MODEL, "dim")
    return (*told, model) if width_of((*told, model)) <= width else (Bit(" "), model)
