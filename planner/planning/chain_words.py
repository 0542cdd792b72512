"""Why an area is warm, in words: what was logged, and what the chain says of it, with how well that is known.

Never a cause: "often followed by" is as far as the model goes.
"""

from collections.abc import Sequence

import msgspec

from planner.domain.chain import Edge
from planner.domain.days import show_day
from planner.domain.dose import show_dose
from planner.domain.exercise import Exercise, Sides
from planner.domain.log import Felt
from planner.domain.routine import Do
from planner.domain.text import one_line
from planner.planning.chain_filters import Dropped, Why
from planner.planning.chain_scores import Warm, WarmReason

MODEL = "A model to choose exercises by, not a diagnosis."
LOGGED = "logged by you"
"""What stands in the place of a level where no model is needed."""


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """One reason: the sentence, how well it is known, and the log entry behind it with its score (private).

    `limits`: what speaks against it, or was not tested. `score`: what the area gets from it.
    """

    text: str
    level: str
    entry: str = ""
    source: str = ""
    limits: str = ""
    score: float = 0.0


def reasons_of(warm: Warm, exercise: Exercise | None = None) -> tuple[Reason, ...]:
    """Return why an area has a score, the weightiest first; the watch list is left out.

    `exercise`: what is suggested for it; where it does not work the area itself, that is said.
    """
    lists = exercise is not None and warm.area not in exercise.areas
    return tuple(reason_in_words(warm, one, lists=lists) for one in warm.reasons if not one.downstream)


def reason_in_words(warm: Warm, one: WarmReason, *, lists: bool = False) -> Reason:
    """Return one reason of an area in words. The score stands apart, so that it can be hidden."""
    entry = entry_in_words(one.entry, halved=one.halved)
    also = f" The chain lists it for the {warm.area.label}." if lists else ""
    if not one.edges:
        text = f"You logged the {one.entry.place.label}.{also}"
        return Reason(text=text, level=f"{LOGGED}, practice" if lists else LOGGED, entry=entry, score=one.score)
    last = one.edges[-1]
    said = " ".join(edge.reason for edge in one.edges)
    if one.downstream:
        text = (
            f"The {last.upstream.label} is often followed by the {warm.area.label} in this model: keep an eye on it."
            f" {said}"
        )
    else:
        way = ", then ".join(f"the {edge.downstream.label}" for edge in one.edges)
        text = f"The {warm.area.label} is often followed by {way} in this model. {said}{also}"
    return Reason(
        text=text,
        level="; ".join(dict.fromkeys(edge.known for edge in one.edges)),
        entry=entry,
        source="; ".join(dict.fromkeys(edge.source for edge in one.edges)),
        limits=" ".join(dict.fromkeys(limit for edge in one.edges if (limit := limits_in_words(edge)))),
        score=one.score,
    )


def said(reason: Reason, *, private: bool) -> str:
    """Return the sentence of a reason; in `private` what was logged is not told."""
    own = reason.level.startswith(LOGGED)
    return "It is among what you logged." if private and own else reason.text


def left_out_why(one: Dropped, *, private: bool) -> str:
    """Return why an exercise was left out; in `private` not what was logged or answered about health."""
    return "it does not fit today" if private and one.code in (Why.LOCKED, Why.RED, Why.SYMPTOM) else one.why


def left_out_by_why(dropped: Sequence[Dropped], *, private: bool) -> dict[str, list[str]]:
    """Return the names of what was left out by why, so that each reason is said once."""
    grouped: dict[str, list[str]] = {}
    for one in dropped:
        grouped.setdefault(left_out_why(one, private=private), []).append(one_line(one.name))
    return grouped


def message_in_words(message: Sequence[str], *, private: bool) -> tuple[str, ...]:
    """Return what to do while a red flag stands; in `private` only that nothing is suggested."""
    return ("Nothing is suggested today.",) if private and message else tuple(message)


def notes_in_words(notes: Sequence[str], *, private: bool) -> tuple[str, ...]:
    """Return what to mind in the whole session; in `private` nothing, since it tells of health."""
    return () if private else tuple(notes)


def caution_in_words(caution: str, *, private: bool) -> str:
    """Return what to mind in a step; in `private` not why."""
    return "go easy on it today" if private and caution else caution


def doses_in_words(steps: Sequence[Do], exercise: Exercise) -> str:
    """Return how much of an exercise on which side: `left 60 s, right 30 s`, `each 30 s x 2`, `12 reps x 2`."""
    doses = [(step, show_dose(step.dose or exercise.dose)) for step in steps]
    if len(doses) == 2 and doses[0][1] == doses[1][1]:
        return f"each {doses[0][1]}, {doses[0][0].sides} first"
    if len(doses) == 1:
        return f"each {doses[0][1]}" if exercise.sides is Sides.PER_SIDE else doses[0][1]
    return ", ".join(f"{step.sides} {dose}" for step, dose in doses)


def limits_in_words(edge: Edge) -> str:
    """Return what speaks against an edge or was not tested; empty where nothing is known of that."""
    against = f"Against it: {edge.against}." if edge.against else ""
    limits = f"Limits: {edge.limits}." if edge.limits else ""
    return f"{against} {limits}".strip()


def entry_in_words(entry: Felt, *, halved: bool = False) -> str:
    """Return a log entry with its score: `left calf, tightness 6 of 10, Thu 19 Nov`."""
    text = f"{entry.place.label}, {entry.feeling} {entry.score} of 10, {show_day(entry.day)}"
    return f"{text}; some days ago, so it counts half" if halved else text


def level_of_rule(*, strength: bool = False) -> str:
    """Return how well the rule is known by which a session for the IT band has glute strength and calf work."""
    return "article claim, rehab studies; contradicted" if strength else "article claim"


def standing_reason(name: str) -> Reason:
    """Return the reason of a step of a routine that is there anyway."""
    return Reason(text=f"It is part of {name}.", level="practice")
