"""What planned things are called in exports: the same words in the calendar, on paper and in JSON."""

from collections.abc import Mapping

from planner.domain.layer import Anchor, Hung, Thing, called
from planner.domain.plan import Plan
from planner.domain.race import show_race_distance
from planner.domain.session import Session, name_of, show_amount
from planner.domain.text import localise, one_line
from planner.domain.units import Unit, show_duration

WORD = {
    Thing.ROLL: "Roll",
    Thing.STRETCH: "Stretch",
    Thing.STRENGTH: "Strength",
    Thing.SHOE: "Shoe",
    Thing.ORTHOTIC: "Orthotic",
    Thing.NOTE: "Note",
}
"""A thing in one word, before its name."""
_WHEN = {Anchor.BEFORE_RUN: "before the run", Anchor.AFTER_RUN: "after the run"}


def session_words(session: Session, plan: Plan, unit: Unit) -> str:
    """Return a session with its amount in one line: `8 km tempo`, `Rest`, `Race: Spring Half (half)`."""
    if session.id == plan.race.session:
        return race_words(plan, unit)
    name = one_line(name_of(session, unit))
    amount = show_amount(session, unit)
    # A title that already holds a figure says its amount in its author's way; twice would contradict itself.
    has_figure = any(letter in "0123456789" for letter in name)
    return name if has_figure or not amount else f"{name}, {amount}"


def time_words(session: Session) -> str:
    """Return when on the day a session is: `07:00`, else `AM` or `PM`, else an empty text."""
    return session.clock or (session.slot.upper() if session.slot else "")


def how(session: Session, unit: Unit) -> list[str]:
    """Return what else a session says, part by part: its duration beside a distance, its structure, its note."""
    duration = show_duration(session.duration_s) if session.distance and session.duration_s else ""
    parts = (duration, localise(session.text, unit), localise(session.note, unit))
    return [part for part in parts if part.strip()]


def race_words(plan: Plan, unit: Unit) -> str:
    """Return the race with its distance: `Race: Spring Half (half)`."""
    name = one_line(plan.race.name)
    distance = show_race_distance(plan.race.distance_m, unit)
    return f"Race: {name}" if distance in name.lower() else f"Race: {name} ({distance})"


def hung_name(hung: Hung, names: Mapping[str, str]) -> str:
    """Return what hangs there by its name; the id stands in for a name that is not known."""
    return one_line(called(hung.thing, hung.what, names))


def when_words(hung: Hung) -> str:
    """Return when on the day a hung thing has its place, `before the run`, or an empty text."""
    return _WHEN.get(hung.anchor, "")


def hung_words(hung: Hung, names: Mapping[str, str]) -> str:
    """Return a hung thing in one line: `Roll after the run: Calves`."""
    when = when_words(hung)
    return f"{WORD[hung.thing]}{f' {when}' if when else ''}: {hung_name(hung, names)}"
