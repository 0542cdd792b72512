"""What a step of a draft carries besides its dose: a note, waiting, how long it is kept; and how the routine sounds."""

import re

import msgspec

from planner.domain.cues import Profile, RoutineCues
from planner.domain.errors import BadValue
from planner.domain.routine import MOST_ROUNDS, Do, Group
from planner.domain.text import one_line
from planner.planning.routine_draft import Draft

PROFILES = (None, Profile.QUIET, Profile.NORMAL, Profile.LOUD)
"""How a routine may sound, in the order that one goes through; None follows the runner's settings."""


def set_note(draft: Draft, number: int, text: str) -> Draft:
    """Give the exercise in a row a note, which the player shows with it; an empty one takes it away."""
    row = draft.row(number)
    if row is None or not isinstance(row.step, Do):
        return draft
    return draft.with_row(number, msgspec.structs.replace(row.step, note=one_line(text)))


def change_wait(draft: Draft, number: int) -> Draft:
    """Let the player wait for the runner before the exercise in a row, or no longer."""
    row = draft.row(number)
    if row is None or not isinstance(row.step, Do):
        return draft
    return draft.with_row(number, msgspec.structs.replace(row.step, wait=not row.step.wait))


def set_priority(draft: Draft, number: int, priority: int) -> Draft:
    """Say how long the exercise in a row is kept when time is short: 1 longest, 3 goes first."""
    row = draft.row(number)
    if row is None or not isinstance(row.step, Do):
        return draft
    return draft.with_row(number, msgspec.structs.replace(row.step, priority=priority))


def change_profile(draft: Draft) -> Draft:
    """Let the routine sound otherwise: as the settings say, quiet, normal, loud."""
    cues = draft.routine.cues or RoutineCues()
    profile = PROFILES[(PROFILES.index(cues.profile) + 1) % len(PROFILES)]
    changed = msgspec.structs.replace(cues, profile=profile)
    return draft.now(msgspec.structs.replace(draft.routine, cues=None if changed == RoutineCues() else changed))


def type_rounds(draft: Draft, number: int, text: str) -> Draft:
    """Give the group whose head is in a row the rounds and the rest that a person typed. Raises `BadValue`."""
    row = draft.row(number)
    if row is None or not isinstance(row.step, Group):
        raise BadValue("rounds", "this row has none", "Choose the head of a group.")
    rounds, rest_s = parse_rounds(text)
    return draft.with_row(number, msgspec.structs.replace(row.step, rounds=rounds, rest_s=rest_s))


_ROUNDS = r"(\d{1,4})(?:\s*(?:x|×|rounds?))?(?:\s*,?\s*rest\s*(\d{1,5})\s*(s|min)?)?"


def parse_rounds(text: str) -> tuple[int, int]:
    """Return the rounds and the seconds of rest between them that a person typed. Raises `BadValue`."""
    found = re.fullmatch(_ROUNDS, text.strip().lower(), re.ASCII)
    fix = "Write 3 rounds, or 3 rounds, rest 45 s."
    if found is None:
        raise BadValue("rounds", f"{one_line(text)!r} is not a number of rounds", fix)
    rounds, rest_s = int(found[1]), int(found[2] or 0) * (60 if found[3] == "min" else 1)
    if not 1 <= rounds <= MOST_ROUNDS or rest_s > 3600:
        raise BadValue("rounds", f"1 to {MOST_ROUNDS} rounds with at most 3600 s between them", fix)
    return rounds, rest_s


def typed_rounds(group: Group) -> str:
    """Return rounds and rest as a person types them: what `parse_rounds` reads."""
    rounds = f"{group.rounds} round{'' if group.rounds == 1 else 's'}"
    return f"{rounds}, rest {group.rest_s} s" if group.rest_s else rounds
