"""What every view needs besides the days: where the cursor is, what today is, and how things are called."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from planner.app.bits import plain
from planner.app.signs import Signs
from planner.domain.days import Weekday
from planner.domain.layer import Hung, Layer, called
from planner.domain.log import Felt, Played, Ran, When
from planner.domain.plan import Plan
from planner.domain.session import Session, SessionKind, name_of
from planner.domain.units import Unit, show_distance, show_duration
from planner.planning.agenda import AgendaDay, HungLine, SessionLine, Status

if TYPE_CHECKING:
    from planner.domain.gear_note import GearNote
    from planner.domain.workout_totals import Paces
    from planner.planning.checks import Finding


def _nothing() -> Mapping[str, str]:
    return {}


def _no_words(_: str) -> str:
    return ""


def _no_seconds(_: str) -> float:
    return 0.0


def _no_layers() -> Sequence[Layer]:
    return ()


class Scene(msgspec.Struct, frozen=True, kw_only=True):
    """How the calendar is looked at.

    `letters` gives each shoe its letter. `names`, `exercises` (names too), `minutes` (how long a routine takes, in
    words), `seconds` (the same as a number, 0 when unknown) and `layers` (those that hang something now) are asked only
    by views that show them, since they read the library. `chosen` is the id of the chosen item, `marked` the day that
    waits for a swap, `target` the day that something is dragged to, `selected` the first and the last day of a range.
    `paces`: seconds a kilometre by effort, by which steps of a run are timed; only the day view is given some.
    `beside`: the plans that are shown beside.

    `lit`: ids of what a search or filter found, None while there is none; all else is dim. `hidden`: ids of layers that
    are not shown. `private`: pain and notes are not shown. `findings`: what the checks found, by day;
    `gear_notes`: what orthotics and shoes say.
    """

    today: date
    cursor: date
    unit: Unit
    signs: Signs
    first_weekday: Weekday = Weekday.MON
    plan: Plan | None = None
    letters: Mapping[str, str] = {}
    names: Callable[[], Mapping[str, str]] = _nothing
    exercises: Callable[[], Mapping[str, str]] = _nothing
    minutes: Callable[[str], str] = _no_words
    seconds: Callable[[str], float] = _no_seconds
    layers: Callable[[], Sequence[Layer]] = _no_layers
    paces: "Paces" = {}
    beside: tuple[Plan, ...] = ()
    chosen: str = ""
    marked: date | None = None
    target: date | None = None
    selected: tuple[date, date] | None = None
    lit: frozenset[str] | None = None
    hidden: frozenset[str] = frozenset()
    private: bool = False
    findings: "Mapping[date, tuple[Finding, ...]]" = {}
    gear_notes: "Mapping[date, tuple[GearNote, ...]]" = {}

    def name(self, hung: Hung) -> str:
        """Return what a hung thing is called."""
        return plain(called(hung.thing, hung.what, self.names()))

    def layer_of(self, hung: Hung) -> Layer | None:
        """Return the layer that hung a thing, if it is known."""
        layers = self.layers() or (self.plan.layers if self.plan else ())
        return next((layer for layer in layers if layer.id == hung.layer), None)

    def layer(self, hung: Hung) -> str:
        """Return the name of the layer that hung a thing."""
        found = self.layer_of(hung)
        return plain(found.name if found else hung.layer)

    def other(self, line: SessionLine) -> str:
        """Return the name of the plan beside that a session belongs to."""
        return plain(next((plan.title for plan in self.beside if plan.id == line.plan), line.plan))

    def is_selected(self, day: date) -> bool:
        """Tell whether a day is in the selected range."""
        return self.selected is not None and min(self.selected) <= day <= max(self.selected)

    def is_lit(self, day: AgendaDay) -> bool:
        """Tell whether a day holds something that a search or filter found, or none is on."""
        if self.lit is None:
            return True
        found: list[SessionLine | HungLine] = [*day.sessions, *day.others, *day.hung]
        ids = {line.session.id if isinstance(line, SessionLine) else line.hung.id for line in found}
        ids |= {line.entry.id for line in found if line.entry}
        ids |= {
            one.id for one in (*day.deleted, *day.set_aside, *day.extra, *day.felt, *day.wore, *day.notes, *day.besides)
        }
        return not self.lit.isdisjoint(ids)

    def session(self, session: Session) -> str:
        """Return what a session is called."""
        return plain(name_of(session, self.unit))


def is_in_short(felt: Felt) -> bool:
    """Tell whether it stands where there is little room: no 0, and of a session only how it was afterwards."""
    return bool(felt.score) and not (felt.session and felt.when is When.BEFORE)


def items_of(day: AgendaDay, *, deleted: bool = False) -> tuple[str, ...]:
    """Return the ids of what can be chosen on a day, in the order in which the day view shows them.

    With `deleted`, what was taken out of the plan stands last: it can be restored.
    """
    standing = (*(line.session.id for line in day.sessions), *(line.hung.id for line in day.routines))
    return (*standing, *(session.id for session in day.deleted)) if deleted else standing


def main_item(day: AgendaDay) -> str:
    """Return the id that a key means when only the day is chosen: what is still open comes first."""
    lines: list[SessionLine | HungLine] = [
        *(line for line in day.sessions if line.session.kind is not SessionKind.REST),
        *day.routines,
        *day.sessions,
    ]
    waiting = [line for line in lines if line.status in (Status.PLANNED, Status.MISSED, Status.UNKNOWN)]
    found = next(iter(waiting or lines), None)
    if found is None:
        return ""
    return found.session.id if isinstance(found, SessionLine) else found.hung.id


def fact_of(line: SessionLine | HungLine, scene: Scene) -> tuple[str, str]:
    """Return what became of a planned thing, in words, and the role that colours it; both empty while it is planned."""
    match line.status:
        case Status.DONE | Status.PARTLY:
            word = "done" if line.status is Status.DONE else "partly done"
            return " ".join(filter(None, (word, _figures(line.entry, scene)))), "done"
        case Status.SKIPPED:
            why = plain(getattr(line.entry, "why", ""))
            return (f"skipped: {why}" if why else "skipped"), "skipped"
        case Status.MISSED:
            return "nothing logged", "missed"
        case Status.UNKNOWN:
            return "unknown: this month's log cannot be read whole", "problem"
        case Status.PLANNED:
            return "", ""


def _figures(entry: object, scene: Scene) -> str:
    match entry:
        case Ran():
            distance = show_distance(entry.distance_m, scene.unit) if entry.distance_m else ""
            minutes = f"in {show_duration(entry.duration_s)}" if entry.duration_s else ""
            felt = f"felt {entry.feel} of 10" if entry.feel is not None else ""
            start = f"at {entry.start:%H:%M}" if entry.start else ""
            how = " ".join(filter(None, (distance, minutes, start)))
            return ", ".join(filter(None, (how, felt, plain(entry.note))))
        case Played(seconds=seconds) if seconds:
            return f"in {show_duration(seconds)}"
        case _:
            return ""
