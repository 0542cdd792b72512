"""What a form is about, as it is after the store was read again: the same pair of shoes, the entry that stands now."""

from planner.actions.desk import Desk
from planner.domain.errors import NotFound
from planner.domain.exercise import Exercise
from planner.domain.gear import Orthotic, Shoe
from planner.domain.log import Happening


def now_of(desk: Desk, about: object) -> object:
    """Return what `about` is now; itself where it is nothing that a file holds. Raises `NotFound` where it is gone."""
    match about:
        case Shoe():
            return desk.shoe(about.id)
        case Orthotic():
            return desk.orthotic(about.id)
        case Exercise():
            return desk.exercises().get(about.id, about)
    return _standing(desk, about) if isinstance(about, Happening) else about


def _standing(desk: Desk, entry: Happening) -> Happening:
    """Return the entry, or what another window corrected it to."""
    raw, _ = desk.store.entries(entry.day, entry.day)
    names = {entry.id}
    for one in raw:  # in the order of the file: a correction stands after what it corrects
        if getattr(one, "corrects", "") in names:
            names.add(one.id)
    found = [one for one in desk.entries(entry.day, entry.day) if one.id in names]
    if not found:
        raise NotFound(
            "log", "this entry was taken back meanwhile", "What you typed stays here until you close the form."
        )
    return found[-1]
