"""The re-flow: what a yellow or a red light proposes for runs, routines and gear, as one change with its reasons."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import msgspec

from planner.domain.change import Batch, Edit, Off, Part
from planner.domain.days import show_day
from planner.domain.light import Colour
from planner.domain.log import Felt
from planner.domain.off import Comeback, Eased, EaseKind, OffKind, Running
from planner.domain.session import Session
from planner.domain.text import capital
from planner.planning import reflow_words as words
from planner.planning.comeback import taper_from
from planner.planning.reflow_case import Case, Draft, Goal, after, touched_by, with_note
from planner.planning.reflow_lift import lift, nothing_is_past
from planner.planning.reflow_rules import Group
from planner.planning.reflow_runs import ease_runs, limit_later
from planner.planning.reflow_words import Reason
from planner.planning.reflow_work import ease_gear, ease_routines, pause_routines
from planner.planning.return_to_run import Laid, Verdict, Way, return_steps, way_back

NOT_A_DIAGNOSIS = "This is training information, not a diagnosis or treatment."
_DAYS_NAMED = 3
"""So many days of entries are named where areas are not."""


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that may become of a race that is near. The program never takes a race out."""

    goal: Goal
    words: str


class Reflow(msgspec.Struct, frozen=True, kw_only=True):
    """A proposal: `parts` of one batch, or `undo`, the id of a batch to take back.

    `why`: the reasons; `quiet` the same for private mode, without areas and scores. `reasons`: a few words by session
    or hung item. `because`: ids of log entries. `head`: what to read first, the practitioner message.
    """

    title: str
    eased: Eased
    parts: tuple[Part, ...] = ()
    undo: str = ""
    why: tuple[Reason, ...] = ()
    quiet: tuple[Reason, ...] = ()
    because: tuple[str, ...] = ()
    reasons: Mapping[str, str] = {}
    head: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()


CHOICES = (
    Choice(goal=Goal.KEEP, words="keep the race as it is, and decide on the day"),
    Choice(goal=Goal.EASIER, words="an easier goal: start slowly, with walk breaks"),
    Choice(goal=Goal.SHORTER, words="a shorter race, where the organiser has one"),
    Choice(goal=Goal.DEFER, words="another date: many races let you defer"),
)


def reflow(case: Case) -> Reflow | None:
    """Return what the light asks of the plan, None where it stands so already or nothing is asked.

    The race stays, nothing past or logged changes, and no run gets longer. After an accepted proposal only what is new
    is proposed.
    """
    if case.light.flags:
        return _for_flags(case)
    way = way_back(case)
    if way and not way.is_over and not _is_red_anew(case, way):
        return None if way.is_as_laid else _for_way(case, way)
    if way and not way.is_over:
        return _for_red(case, way.because if way.verdict is Verdict.RED else ())
    match case.light.colour:
        case Colour.RED:
            return _for_red(case)
        case Colour.YELLOW:
            return _for_race_morning(case) if case.today == case.plan.race.day else _for_yellow(case)
        case Colour.GREEN:
            return _for_green(case)


def why_nothing(case: Case) -> str:
    """Return in a sentence why nothing is proposed."""
    if case.light.flags:
        return f"{case.light.flags[0].message} The plan is paused already."
    way = way_back(case)
    if way and way.is_over:
        return "All steps back to running are done: go on with the plan."
    if way and way.verdict is Verdict.WAIT:
        return f"Step {way.next - 1} is done; the next morning says how it goes on."
    if way:
        return f"The way back to running stands: step {way.next} of {len(case.steps.step)} is next."
    if not case.light.is_known:
        return "Part of the log cannot be read, so the light is not known. `planner doctor` says what it is."
    if not case.light.word:
        return "Nothing is logged that asks for less: the plan goes on as it is."
    if case.light.colour is Colour.GREEN:
        return "The light is green: the plan goes on as it is."
    return f"The light is {case.light.colour}, and the plan is eased for it already."


def _for_yellow(case: Case) -> Reflow | None:
    triggers = case.triggers
    running = case.running(EaseKind.YELLOW, EaseKind.RED)
    is_new = not _is_covered(running, triggers)
    days = case.wish.days or case.rules.days
    last = case.today + timedelta(days=days - 1) if is_new else max(one.eased.last for one in running if one.eased)
    groups = case.rules.groups_of(one.place.area for one in case.sore)
    draft = ease_runs(case, groups, last, touched_by(case.standing, running))
    runs = len(draft.parts)
    # What was left out of an accepted proposal by choice, such as routines, is not asked for again.
    named = [words.of_group(group) for group in groups]
    more = _add_work(case, draft, groups, last, pause=None) if is_new or runs else []
    if not draft.parts:
        return None
    later = limit_later(case, draft, _sessions(case, draft)) if runs else 0
    why = [words.runs_easier(case, runs, last), words.level_held(case)]
    if any(taper_from(case.plan) <= one.day for one in _changed(case, draft)):
        why.append(words.in_taper(case))
    why += [*more, *words.limits(case, later)]
    return _made(case, EaseKind.YELLOW, last, draft, why, triggers, named=named)


def _for_race_morning(case: Case) -> Reflow | None:
    """Return the risk in words and the choice; the race itself is only given a note."""
    race = next((one for one in case.sessions if one.id == case.plan.race.session), None)
    if race is None or _is_covered(case.running(EaseKind.YELLOW), case.triggers) or race.id in case.answered:
        return None
    walk = "Start slowly, with walk breaks from the first kilometre."
    draft = Draft([], {})
    sentences = (walk, case.rules.stop) if case.wish.goal is Goal.EASIER else (case.rules.stop,)
    draft.edit(case, race, with_note(race, *sentences), "your choice")
    return _made(case, EaseKind.YELLOW, case.today, draft, words.race_morning(case), case.triggers, choices=CHOICES)


def _for_red(case: Case, also: Sequence[Felt] = ()) -> Reflow | None:
    """Return the pause and the way back; `also`: entries of a step that went red."""
    triggers = tuple(dict.fromkeys((*case.triggers, *also)))
    if _is_covered(case.running(EaseKind.RED), triggers):
        return None
    pause = case.today + timedelta(days=case.rules.pause_days)
    draft = Draft([], {})
    laid = return_steps(case, draft, pause)
    runs = len(draft.parts)
    more = _add_work(case, draft, case.rules.groups_of(case.areas), laid.last, pause=pause - timedelta(days=1))
    race = case.plan.race
    is_near = 0 <= (race.day - case.today).days <= case.rules.near_race_days
    if is_near:
        _note_goal(case, draft)
    if not draft.parts:
        return None
    later = limit_later(case, draft, _sessions(case, draft)) if runs else 0
    why = [words.paused(case, pause - timedelta(days=1)), words.steps_laid(case, laid.steps)]
    why += [words.race_is_near(case)] if is_near else []
    choices = CHOICES if is_near else ()
    return _made(
        case, EaseKind.RED, laid.last, draft, [*why, *more, *words.limits(case, later)], triggers, laid, choices
    )


def _for_way(case: Case, way: Way) -> Reflow | None:
    """Return the way back laid anew: a step back, the same again, or later where a step was missed."""
    draft = Draft([], {})
    laid = return_steps(case, draft, way.first, way.next)
    if not draft.parts:
        return None
    later = limit_later(case, draft, _sessions(case, draft))
    why = (words.way_changed(case, way), words.steps_laid(case, laid.steps), *words.limits(case, later))
    return Reflow(
        title=f"Back to running: step {way.next} of {len(case.steps.step)} is next",
        eased=Eased(kind=EaseKind.RED, first=case.today, last=laid.last, steps=dict(laid.steps)),
        parts=tuple(draft.parts),
        why=why,
        quiet=why,
        because=tuple(entry.id for entry in way.because),
        reasons=draft.reasons,
    )


def _for_flags(case: Case) -> Reflow | None:
    """Return a pause; for a red flag the message to see a practitioner comes first, and no run is proposed."""
    last = case.today + timedelta(days=(case.wish.days or case.rules.flag_days) - 1)
    entries = tuple(dict.fromkeys(flag.entry for flag in case.light.flags))
    running = case.running(EaseKind.FLAG)
    if set(entries) <= {one for batch in running for one in batch.because} and running:
        return None
    areas = {flag.place.area for flag in case.light.flags if flag.place}
    out = {
        item.what: ""
        for item in case.standing.hung
        if item.is_routine and (case.routine_areas(item.what) & areas or not areas)
    }
    off = Off(
        id=case.new_id(),
        at=case.at,
        kind=OffKind.INJURY,
        first=case.today,
        last=last,
        running=Running.NONE,
        comeback=Comeback.AT_ONCE,
        routines=out,
        note="pause",
    )
    why = words.flag_pause(case, last)
    return Reflow(
        title="Red flag: please see a practitioner",
        eased=Eased(kind=EaseKind.FLAG, first=case.today, last=last),
        parts=(off,),
        why=why,
        quiet=why,
        because=entries,
        head=tuple(dict.fromkeys(flag.message for flag in case.light.flags)),
    )


def _for_green(case: Case) -> Reflow | None:
    running = tuple(
        one for one in case.running(EaseKind.YELLOW) if one.eased and any(_is_ahead(case, part) for part in one.parts)
    )
    if not running:
        return None
    last = max(one.eased.last for one in running if one.eased)
    why = (words.lifted(last),)
    eased = Eased(kind=EaseKind.LIFTED, first=case.today, last=last, lifts=tuple(one.id for one in running))
    title = "Green again: back to the plan"
    if len(running) == 1 and nothing_is_past(case, running[0]):
        return Reflow(title=title, eased=eased, undo=running[0].id, why=why, quiet=why)
    draft = lift(case, running)
    if not draft.parts:
        return None
    return Reflow(title=title, eased=eased, parts=tuple(draft.parts), why=why, quiet=why, reasons=draft.reasons)


def _is_ahead(case: Case, part: Part) -> bool:
    if not isinstance(part, Edit):
        return True
    found = next((one for one in case.sessions if one.id == part.session), None)
    return found is None or (found.day >= case.today and found.id not in case.answered)


def _is_red_anew(case: Case, way: Way) -> bool:
    """Tell whether what came since the pause was accepted is red by itself, not only a step that went badly."""
    covered = {entry for one in case.running(EaseKind.RED) for entry in one.because}
    if case.light.colour is not Colour.RED:
        return way.verdict is Verdict.RED and not {entry.id for entry in way.because} <= covered
    new = [entry for entry in case.triggers if entry.id not in covered]
    return any(entry.score >= case.steps.red_score for entry in new)


def _is_covered(running: Sequence[Batch], triggers: Sequence[Felt]) -> bool:
    """Tell whether batches that run already go back to all these entries."""
    return bool(running) and {one.id for one in triggers} <= {entry for batch in running for entry in batch.because}


def _add_work(case: Case, draft: Draft, groups: Sequence[Group], last: date, *, pause: date | None) -> list[Reason]:
    """Add routines and gear where they are wished; return what is said of them."""
    said: list[Reason] = []
    if case.wish.routines and pause is None:
        count = ease_routines(case, draft, groups, last)
        said += [words.routines_eased(case, count)] if count else []
    elif case.wish.routines and pause:
        count = pause_routines(case, draft, groups, pause)
        said += [words.routines_paused(count)] if count else []
        count = ease_routines(case, draft, groups, last, pause + timedelta(days=1))
        said += [words.routines_eased(case, count)] if count else []
    if case.wish.gear and ease_gear(case, draft, last):
        said.append(words.gear_eased(case))
    return said


def _note_goal(case: Case, draft: Draft) -> None:
    words = {
        Goal.EASIER: "Easier goal: start slowly, with walk breaks.",
        Goal.SHORTER: "Ask the organiser for the shorter race.",
        Goal.DEFER: "Ask the organiser to defer.",
    }.get(case.wish.goal)
    race = next((one for one in case.sessions if one.id == case.plan.race.session), None)
    if words and race and race.id not in case.answered:
        draft.edit(case, race, with_note(race, words), "your choice")


def _sessions(case: Case, draft: Draft) -> list[Session]:
    return [planned.session for planned in after(case, draft.parts).sessions]


def _changed(case: Case, draft: Draft) -> list[Session]:
    return [one for one in case.sessions if one.id in draft.reasons and one.day < case.plan.race.day]


def _made(
    case: Case,
    kind: EaseKind,
    last: date,
    draft: Draft,
    why: Sequence[Reason],
    because: Sequence[Felt],
    laid: Laid | None = None,
    choices: tuple[Choice, ...] = (),
    named: Sequence[Reason] = (),
) -> Reflow:
    """Return the proposal; `named`: reasons that name areas, left out in private mode."""
    colour = "red" if kind is EaseKind.RED else "yellow"
    days = list(dict.fromkeys(show_day(entry.day) for entry in because))
    which = f" on {', '.join(days[-_DAYS_NAMED:])}" if days else ""
    seen = Reason(f"Based on what you logged, today is {colour}. {' '.join(case.light.reasons[:2])}".strip())
    see = (words.CHECKED,) if case.light.see else ()
    what = "ease the plan" if kind is EaseKind.YELLOW else "pause, then back step by step"
    return Reflow(
        title=f"{capital(colour)} light: {what}",
        eased=Eased(kind=kind, first=case.today, last=last, steps=dict(laid.steps) if laid else {}),
        parts=tuple(draft.parts),
        why=(seen, *named, *why, *see),
        quiet=(Reason(f"Based on what you logged{which}."), *why, *see),
        because=tuple(entry.id for entry in because),
        reasons=draft.reasons,
        choices=choices,
    )
