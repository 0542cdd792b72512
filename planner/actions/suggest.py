"""A session for what was logged: suggested, kept as a routine, hung on the plan, or played at once."""

from datetime import timedelta

from msgspec.structs import replace

from planner.actions import changes
from planner.actions.body import light_of, locks_of, practitioner_words
from planner.actions.desk import Desk
from planner.actions.layers import compose
from planner.actions.played_before import usual_seconds
from planner.actions.routines import save_own
from planner.domain.dose import Open, Spots
from planner.domain.errors import BadValue
from planner.domain.exercise import Timing
from planner.domain.ids import SUGGESTED
from planner.domain.layer import Anchor
from planner.domain.light import Colour
from planner.domain.routine import Do, Routine
from planner.domain.session import SessionKind
from planner.domain.text import one_line
from planner.planning.agenda import AgendaDay, Status
from planner.planning.chain_session import suggest
from planner.planning.chain_suggestion import Suggestion
from planner.store.library import builtin_exercise_ids, load_chain

ANCHORS = (Anchor.BEFORE_RUN, Anchor.AFTER_RUN, Anchor.REST_DAY)
"""Where a suggested session can hang."""


def suggestion(desk: Desk, *, minutes: float | None = None, timing: Timing | None = None) -> Suggestion:
    """Return the session for what was logged in the last days. `timing` `pre`: before a run; `minutes`: the time."""
    chain = load_chain()
    exercises = desk.exercises()
    first = desk.today - timedelta(days=chain.selection.days - 1)
    opened = Routine(
        id=SUGGESTED,
        name="",
        timing=(Timing.ANY,),
        steps=tuple(Do(exercise=one.id) for one in exercises.values() if isinstance(one.dose, Open | Spots)),
    )
    owned, light = desk.settings.equipment, light_of(desk)
    return suggest(
        desk.entries(first, desk.today),
        exercises,
        chain,
        desk.today,
        locks=locks_of(desk),
        minutes=minutes,
        timing=timing,
        owned=None if owned is None else frozenset(owned),
        usual_s=usual_seconds(desk, opened),
        own_made=frozenset(exercises) - builtin_exercise_ids(),
        red=frozenset(one.place.area for one in light.areas if one.colour is Colour.RED),
        no_strength=why_no_strength(desk),
        standing=standing_routine(desk, timing),
        see=practitioner_words(light, desk.settings.health),
    )


def why_no_strength(desk: Desk) -> str:
    """Return why strength work does not fit today: a long or hard run today or tomorrow. Empty where it fits.

    Strength is for after an easy run or a day of its own, not within a day before a long or hard run (practice).
    """
    days = desk.days(desk.today, desk.today + timedelta(days=1)) if desk.plan() else ()
    for day, when in zip(days, ("today", "tomorrow"), strict=False):
        hard = [line.session.kind for line in day.sessions if line.session.kind.is_hard and _is_ahead(line.status)]
        if hard:
            name = "a long run" if hard[0] is SessionKind.LONG else "a hard run"
            return f"{name} is planned {when}, and strength is not for the day before it"
    return ""


def _is_ahead(status: Status) -> bool:
    return status not in (Status.SKIPPED, Status.DONE)


def standing_routine(desk: Desk, timing: Timing | None) -> Routine | None:
    """Return the routine that hangs today and waits to be done, else one of the library for the moment."""
    choice = load_chain().selection
    anchor = Anchor.BEFORE_RUN if timing is Timing.PRE else None
    day: AgendaDay | None = desk.days(desk.today, desk.today)[0] if desk.plan() else None
    routines = desk.library().routines
    for line in day.routines if day else ():
        fits = line.hung.anchor is anchor if anchor else line.hung.anchor is not Anchor.BEFORE_RUN
        if fits and line.status is Status.PLANNED and line.hung.what in routines:
            return routines[line.hung.what]
    return routines.get(choice.standing_pre if timing is Timing.PRE else choice.standing_rest)


def played_routine(found: Suggestion) -> Routine:
    """Return the routine to play. Raises `BadValue` where nothing is suggested, with what to do instead."""
    if found.routine is None:
        if found.flags:
            fix = "Once it was looked at, clear it with a note: C on the body screen, or `planner body clear`."
            raise BadValue("suggestion", "a red flag stands, so nothing is suggested", fix)
        raise BadValue("suggestion", "nothing is left that fits", "Give it more minutes, or play a routine you have.")
    return found.routine


def keep(desk: Desk, found: Suggestion, name: str) -> str:
    """Keep the session as a routine of the runner's own, and return its id.

    Raises `BadValue` without a name, and where nothing is suggested.
    """
    title = one_line(name)
    if not title:
        raise BadValue("name", "it is empty", "Give the routine a name.")
    return save_own(desk, replace(played_routine(found), id="", name=title)).id


def hang(desk: Desk, found: Suggestion, anchor: Anchor, *, name: str = "", plan: str | None = None) -> str:
    """Keep the session and hang it on the runs or the rest days, as one change; return a sentence.

    Undo takes the layer off; the routine stays. Raises as `keep`, and `NotFound` without a plan.
    """
    if anchor not in ANCHORS:
        raise BadValue("anchor", f"{anchor} is no place for it", f"Use one of: {', '.join(ANCHORS)}.")
    desk.plan_of(plan)  # says that there is none before anything is kept
    with desk.as_one():
        made = keep(desk, found, name or name_for(desk, found))
        return changes.hang(desk, compose(desk, made, anchor=anchor, plan=plan), plan=plan)


def name_for(desk: Desk, found: Suggestion) -> str:
    """Return a name to keep it under: `For the IT band, 21 Nov`."""
    from planner.domain.days import show_day

    day = show_day(desk.today).partition(" ")[2]
    if found.is_standing and found.routine:
        return f"{one_line(found.routine.name)}, {day}"
    top = next((one.area.label for one in found.warm if one.score > 0), None)
    return f"For the {top}, {day}" if top else f"Suggested, {day}"
