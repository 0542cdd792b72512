"""What the calendar shows, computed from a plan: `retouch(hang(layers, amend(base, changes)), changes)`."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

import msgspec

from planner.domain.change import Add, Change, Delete, Edit, Hang, Move, Swap, Switch, standing_changes
from planner.domain.errors import BadValue
from planner.domain.ids import HUNG, hung_id
from planner.domain.layer import Anchor, Hung, Layer, Thing
from planner.domain.plan import Plan
from planner.domain.race import Phase, Race
from planner.domain.session import Session, SessionKind

_EDITABLE = ("kind", "distance", "duration_s", "title", "text", "note", "slot")
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Planned(msgspec.Struct, frozen=True, kw_only=True):
    """A session as it stands now. `original` is what the base says, absent for a session that the user added."""

    session: Session
    original: Session | None

    @property
    def is_moved(self) -> bool:
        """Whether it stands on another day than in the base."""
        return self.original is not None and self.original.day != self.session.day

    @property
    def is_changed(self) -> bool:
        """Whether anything differs from the base."""
        return self.original != self.session


class Lost(msgspec.Struct, frozen=True, kw_only=True):
    """A change that no longer fits the plan: it is kept in the file and left out of the schedule."""

    change: Change
    why: str


class Schedule(msgspec.Struct, frozen=True, kw_only=True):
    """The plan as it stands: sessions by day, what hangs on them, what was deleted and what no longer fits."""

    sessions: tuple[Planned, ...]
    hung: tuple[Hung, ...]
    deleted: tuple[Session, ...]
    layers: tuple[Layer, ...]
    lost: tuple[Lost, ...]

    def find(self, item: str) -> Planned | Hung | None:
        """Return the session or hung item of that id, if it stands."""
        if HUNG in item:
            return next((hung for hung in self.hung if hung.id == item), None)
        return next((planned for planned in self.sessions if planned.session.id == item), None)


class _Amended(msgspec.Struct):
    sessions: dict[str, Session]
    deleted: dict[str, Session]
    lost: list[Lost]


def span_of(plan: Plan, standing: Schedule) -> tuple[date, date]:
    """Return the first and the last day on which anything of the plan stands, what was moved outside its weeks too."""
    days = [planned.session.day for planned in standing.sessions] + [hung.day for hung in standing.hung]
    return min([plan.first_day, *days]), max([plan.last_day, *days])


def schedule(plan: Plan, first: date | None = None, last: date | None = None) -> Schedule:
    """Return the plan as it stands, hung work included, from `first` to `last`; all of it without them.

    All of it may begin before the plan's first day and end after its last: sessions can be moved anywhere.
    """
    changes = standing_changes(plan.changes)
    amended = _amend(plan.base, plan.race, changes)
    layers = _switched(plan.layers, changes, amended.lost)
    low, high = first or date.min, last or date.max
    hung = _retouch(_hang(plan, layers, amended.sessions.values()), changes, amended.lost)
    base = {session.id: session for session in plan.base}
    standing = sorted(amended.sessions.values(), key=lambda session: session.order)
    return Schedule(
        sessions=tuple(Planned(session=s, original=base.get(s.id)) for s in standing if low <= s.day <= high),
        hung=tuple(sorted((h for h in hung if low <= h.day <= high), key=lambda h: h.day)),
        deleted=tuple(session for session in amended.deleted.values() if low <= session.day <= high),
        layers=layers,
        lost=tuple(amended.lost),
    )


def _amend(base: Iterable[Session], race: Race, changes: Iterable[Change]) -> _Amended:
    state = _Amended({session.id: session for session in base}, {}, [])
    for change in changes:
        why = ""
        match change:
            case Add(session=session):
                if session.id in state.sessions or session.id in state.deleted:
                    why = "a session of its id is in the plan already"
                else:
                    state.sessions[session.id] = session
            case Move(session=target) | Edit(session=target) | Delete(session=target) if HUNG not in target:
                why = _amend_one(state, race, change)
            case Swap(one=one, other=other):
                _swap(state, race, one, other)
            case _:
                continue
        if why:
            state.lost.append(Lost(change=change, why=why))
    if race.session in state.sessions:
        state.sessions[race.session] = msgspec.structs.replace(
            state.sessions[race.session], day=race.day, kind=SessionKind.RACE
        )
    return state


def _amend_one(state: _Amended, race: Race, change: Move | Edit | Delete) -> str:
    session = state.sessions.get(change.session)
    if session is None:
        return "its session is not in the plan any more"
    if change.session == race.session and not isinstance(change, Edit):
        return "the race stays on its day"
    match change:
        case Move(to=to, slot=slot):
            state.sessions[session.id] = msgspec.structs.replace(session, day=to, slot=slot or session.slot)
        case Edit():
            state.sessions[session.id] = edited(session, change)
        case Delete():
            state.deleted[session.id] = state.sessions.pop(session.id)
    return ""


def edited(session: Session, edit: Edit) -> Session:
    """Return `session` with the contents that `edit` gives, and without the fields that it clears."""
    given = {name: getattr(edit, name) for name in _EDITABLE if getattr(edit, name) is not None}
    cleared: dict[str, str | None] = {
        name: "" if name in ("title", "text", "note") else None for name in edit.clear if name in _EDITABLE[1:]
    }
    return msgspec.structs.replace(session, **{**cleared, **given})


def _swap(state: _Amended, race: Race, one: date, other: date) -> None:
    for session in list(state.sessions.values()):
        if session.id == race.session:
            continue
        if session.day == one:
            state.sessions[session.id] = msgspec.structs.replace(session, day=other)
        elif session.day == other:
            state.sessions[session.id] = msgspec.structs.replace(session, day=one)


def _switched(layers: tuple[Layer, ...], changes: Iterable[Change], lost: list[Lost]) -> tuple[Layer, ...]:
    by_id = {layer.id: layer for layer in layers}
    for change in changes:
        if isinstance(change, Hang):
            by_id[change.layer.id] = change.layer
        elif isinstance(change, Switch):
            if change.layer in by_id:
                by_id[change.layer] = msgspec.structs.replace(by_id[change.layer], on=change.on)
            else:
                lost.append(Lost(change=change, why=f"the plan has no layer {change.layer!r}"))
    return tuple(by_id.values())


def _hang(plan: Plan, layers: tuple[Layer, ...], sessions: Iterable[Session]) -> list[Hung]:
    live = [layer for layer in layers if layer.on]
    listed = list(sessions)
    runs = [session for session in listed if session.kind.is_run]
    busy = {session.day for session in runs}
    weeks = {week.start + timedelta(days=n): week for week in plan.weeks for n in range(7)}

    def fits(layer: Layer, day: date, kind: SessionKind | None) -> bool:
        week = weeks.get(day)
        phase = (week.phase if week else None) or Phase.BUILD
        return (
            (kind is None or not layer.kinds or kind in layer.kinds)
            and (not layer.phases or phase in layer.phases)
            and (not layer.weekdays or day.weekday() in {weekday.number for weekday in layer.weekdays})
            and (layer.cut_back or not (week and week.cut_back))
        )

    hung: list[Hung] = []
    first_day = plan.first_day
    span = [first_day + timedelta(days=n) for n in range((plan.last_day - first_day).days + 1)]
    for layer in live:
        match layer.anchor:
            case Anchor.BEFORE_RUN | Anchor.AFTER_RUN | Anchor.RUN:
                hung += [_hung(layer, run.day, run.id) for run in runs if fits(layer, run.day, run.kind)]
            case Anchor.REST_DAY:
                hung += [_hung(layer, day) for day in span if day not in busy and fits(layer, day, None)]
            case Anchor.WEEKLY:
                hung += [_hung(layer, day) for day in days_of(layer.rule, span[0], span[-1]) if fits(layer, day, None)]
    return _one_pair(hung)


def _one_pair(hung: list[Hung]) -> list[Hung]:
    """Leave one shoe and one orthotic on a run: that of the layer that was hung last, as the more particular one."""
    last = {(item.session, item.thing): item.id for item in hung if item.session}
    worn = (Thing.SHOE, Thing.ORTHOTIC)
    return [item for item in hung if item.thing not in worn or last.get((item.session, item.thing), item.id) == item.id]


def _hung(layer: Layer, day: date, session: str = "") -> Hung:
    return Hung(
        id=hung_id(session or day.isoformat(), layer.id),
        day=day,
        layer=layer.id,
        thing=layer.thing,
        anchor=layer.anchor,
        what=layer.what,
        session=session,
    )


def _retouch(hung: list[Hung], changes: Iterable[Change], lost: list[Lost]) -> list[Hung]:
    by_id = {item.id: item for item in hung}
    for change in changes:
        if not isinstance(change, Move | Edit | Delete) or HUNG not in change.session:
            continue
        item = by_id.get(change.session)
        if item is None:
            lost.append(Lost(change=change, why="what it hung on is not in the plan any more"))
            continue
        match change:
            case Move(to=to):
                by_id[item.id] = msgspec.structs.replace(item, day=to, original_day=item.original_day or item.day)
            case Edit(what=what):
                by_id[item.id] = msgspec.structs.replace(item, what=what or item.what)
            case Delete():
                del by_id[item.id]
    return list(by_id.values())


def days_of(rule: str, first: date, last: date) -> Iterator[date]:
    """Yield the days of an RFC 5545 recurrence from `first` to `last`.

    Only daily and slower rules with an interval of at least 1 are taken, so that a rule from a file can
    never run for ever. Raises `BadValue` for any other.
    """
    parts = dict(part.split("=", 1) for part in rule.upper().split(";") if "=" in part)
    names = parts.get("BYDAY", "").split(",")
    if parts.keys() == {"FREQ", "BYDAY"} and parts["FREQ"] == "WEEKLY" and all(name in _WEEKDAYS for name in names):
        # The everyday rule needs no library: a set of weekdays.
        wanted = {_WEEKDAYS.index(name) for name in names}
        yield from (
            day for n in range((last - first).days + 1) if (day := first + timedelta(days=n)).weekday() in wanted
        )
        return
    if parts.get("FREQ") not in ("DAILY", "WEEKLY", "MONTHLY", "YEARLY") or parts.get("INTERVAL", "1").strip("0") == "":
        raise BadValue("layer rule", f"{rule!r} is not a daily or slower recurrence", "Use FREQ=WEEKLY;BYDAY=TU,TH.")
    from dateutil.rrule import rrulestr

    start = datetime.combine(first, time())
    try:
        found = rrulestr(rule.upper(), dtstart=start).between(start, datetime.combine(last, time()), inc=True)
    except (ValueError, TypeError) as error:
        raise BadValue(
            "layer rule", f"{rule!r} is not a recurrence ({error})", "Use FREQ=WEEKLY;BYDAY=TU,TH."
        ) from None
    yield from (moment.date() for moment in found)
