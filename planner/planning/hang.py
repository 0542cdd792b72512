"""Layers hung on the sessions that stand, and the user's changes to what hangs."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta

import msgspec

from planner.domain.change import Change, Delete, Edit, Hang, Move, Off, Restore, Switch
from planner.domain.errors import BadValue
from planner.domain.ids import HUNG, hung_id
from planner.domain.layer import Anchor, Hung, Layer, Thing
from planner.domain.plan import Plan
from planner.domain.race import Phase
from planner.domain.session import Session, SessionKind
from planner.planning.amend import Lost
from planner.planning.overlay import covering

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def switched(layers: tuple[Layer, ...], changes: Iterable[Change], lost: list[Lost]) -> tuple[Layer, ...]:
    """Return the layers as the user left them; a switch of one that is not there is put on `lost`."""
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


def hang(plan: Plan, layers: tuple[Layer, ...], sessions: Iterable[Session], offs: Sequence[Off] = ()) -> list[Hung]:
    """Return what the layers that are on hang on the sessions and days of the plan, days off counted in."""
    live = [layer for layer in layers if layer.on]
    listed = list(sessions)
    runs = [session for session in listed if session.kind.is_run]
    busy = {session.day for session in runs}
    weeks = {week.start + timedelta(days=n): week for week in plan.weeks for n in range(7)}

    weekdays = {layer.id: frozenset(weekday.number for weekday in layer.weekdays) for layer in live}

    def fits(layer: Layer, day: date, kind: SessionKind | None) -> bool:
        week = weeks.get(day)
        phase = (week.phase if week else None) or Phase.BUILD
        return (
            (kind is None or not layer.kinds or kind in layer.kinds)
            and (not layer.phases or phase in layer.phases)
            and (not layer.weekdays or day.weekday() in weekdays[layer.id])
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
    return _one_pair(_off_days(hung, offs, plan.race.session) if offs else hung)


def _off_days(hung: list[Hung], offs: Sequence[Off], race: str) -> list[Hung]:
    """Leave out, or put something else in the place of, what days off do not go with.

    What hangs on a run that stands goes with its run, and everything of the race with the race. What is put in the
    place of two things of a day hangs there once.
    """
    kept: list[Hung] = []
    instead: set[tuple[date, str]] = set()
    for item in hung:
        off = covering(offs, item.day)
        if off is None or item.session == race:
            kept.append(item)
        elif item.session or off.work:
            what = off.routines.get(item.what, item.what) if item.is_routine else item.what
            if what == item.what:
                kept.append(item)
            elif what and (item.day, what) not in instead:
                instead.add((item.day, what))
                kept.append(msgspec.structs.replace(item, what=what))
    return kept


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


def retouch(
    hung: list[Hung],
    changes: Iterable[Change],
    lost: list[Lost],
    offs: Sequence[Off] = (),
    aside: Collection[str] = (),
) -> list[Hung]:
    """Return what hangs with the user's changes to single items applied; those that do not fit are put on `lost`.

    What hangs on nothing only because of days off is not lost: it is there again without them.
    """
    by_id = {item.id: item for item in hung}
    deleted: dict[str, Hung] = {}
    for change in changes:
        if not isinstance(change, Move | Edit | Delete | Restore) or HUNG not in change.session:
            continue
        if isinstance(change, Restore) and change.session in deleted:
            by_id[change.session] = deleted.pop(change.session)
            continue
        item = by_id.get(change.session)
        if item is None:
            if change.session in deleted:
                if not isinstance(change, Delete):
                    lost.append(Lost(change=change, why="it was deleted before: bring it back and change it again"))
            elif not _gives_way(change.session.partition(HUNG)[0], offs, aside):
                lost.append(Lost(change=change, why="what it hung on is not in the plan any more"))
            continue
        match change:
            case Move(to=to):
                by_id[item.id] = msgspec.structs.replace(item, day=to, original_day=item.original_day or item.day)
            case Edit(what=what):
                by_id[item.id] = msgspec.structs.replace(item, what=what or item.what)
            case Delete():
                deleted[item.id] = by_id.pop(item.id)
            case Restore():
                lost.append(Lost(change=change, why="it is not among the deleted ones"))
    return list(by_id.values())


def _gives_way(host: str, offs: Sequence[Off], aside: Collection[str]) -> bool:
    """Tell whether a session, or a day, holds nothing only because of days off."""
    if host in aside:
        return True
    try:
        return covering(offs, date.fromisoformat(host)) is not None
    except ValueError:
        return False


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
