"""Days off laid over a plan: what they cost, the way back from them, and taking them out again."""

from collections.abc import Mapping
from datetime import date
from functools import cache

import msgspec

from planner.actions.desk import Desk
from planner.codec.toml import decode
from planner.domain.change import Batch, Edit, Off, Part, Undo, standing_changes
from planner.domain.days import show_day
from planner.domain.equipment import Equipment
from planner.domain.errors import BadValue, NotFound
from planner.domain.off import Comeback, Easing, OffKind, Running
from planner.domain.plan import Plan
from planner.domain.session import Session
from planner.domain.text import capital, one_line
from planner.domain.units import Span, Unit, show_distance
from planner.planning.comeback import SCHEMA, ComebackRules, DaysOff, way_back
from planner.planning.overlay import covering
from planner.planning.regain import Spread, spread
from planner.planning.schedule import Schedule, schedule

_LONGEST = 366
_DEFAULTS = {
    OffKind.TIME_OFF: (Running.NONE, Comeback.BALANCED),
    OffKind.TRAVEL: (Running.AS_PLANNED, Comeback.AT_ONCE),
    OffKind.ILLNESS: (Running.NONE, Comeback.BALANCED),
    OffKind.INJURY: (Running.NONE, Comeback.SLOW),
    OffKind.UNWELL: (Running.SHORT_EASY, Comeback.BALANCED),
}


class OffWish(msgspec.Struct, frozen=True, kw_only=True):
    """What a runner says of days off; what is left out is what suits the kind.

    `kit`: what is along when travelling, beside what every room has. `regain`: spread the lost distance over later
    easy runs. `work`: whether what hangs on rest days and weekdays is still done.
    """

    kind: OffKind
    first: date
    last: date
    running: Running | None = None
    comeback: Comeback | None = None
    kit: tuple[Equipment, ...] | None = None
    regain: bool = False
    note: str = ""
    work: bool | None = None


class OffPreview(msgspec.Struct, frozen=True, kw_only=True):
    """What days off would do: metres lost, runs left out and eased, the way back, and all of it in sentences."""

    off: Off
    days: int
    lost_m: float
    left_out: int
    eased: int
    back: tuple[Easing, ...]
    spread: Spread
    lines: tuple[str, ...]
    change: Off | Batch


class StandingOff(msgspec.Struct, frozen=True, kw_only=True):
    """Days off that stand, with the metres that they take now."""

    off: Off
    lost_m: float


@cache
def comeback_rules() -> ComebackRules:
    """Return the rules of days off and the way back."""
    from planner import resources

    return decode(resources.read("data", "comeback.toml"), ComebackRules, "data/comeback.toml", schema=SCHEMA)


def preview_off(desk: Desk, wish: OffWish, plan: str | None = None) -> OffPreview:
    """Return what `wish` would do to the plan, without writing anything.

    Raises `BadValue` for days that end before they begin, are more than a year, or do not touch the plan.
    """
    owner = desk.plan_of(plan)
    _check(owner, wish)
    before = desk.schedule_of(owner)
    off = _off(desk, owner, before, wish)
    after = schedule(msgspec.structs.replace(owner, changes=(*owner.changes, off)))
    left_out = [one for one in after.set_aside if one.off == off.id]
    spreads = Spread()
    lost = max(0.0, _metres(before) - _metres(after))
    change: Off | Batch = off
    if wish.regain and lost:
        sessions = [planned.session for planned in after.sessions]
        end = off.back[-1].last if off.back else off.last
        spreads = spread(owner, sessions, after.offs, lost, end, comeback_rules())
        edits = _edits(desk, sessions, spreads)
        if edits:
            name = f"Laid {words_of(off.kind)} over {_span(off)}, lost distance spread"
            change = Batch(id=desk.new_id(), at=desk.now(), name=name, parts=(off, *edits))
    eased = sum(
        planned.full is not None and (old := before.find(planned.session.id)) is not None and old != planned
        for planned in after.sessions
    )
    made = OffPreview(
        off=off,
        days=(off.last - off.first).days + 1,
        lost_m=lost,
        left_out=len(left_out),
        eased=eased,
        back=off.back,
        spread=spreads,
        lines=(),
        change=change,
    )
    return msgspec.structs.replace(made, lines=tuple(_lines(desk, owner, before, made, regain=wish.regain)))


def take_off(desk: Desk, wish: OffWish, *, plan: str | None = None) -> str:
    """Lay the days off over the plan, one change, and return the sentence that says so. Raises as `preview_off`."""
    owner = desk.plan_of(plan)
    made = preview_off(desk, wish, plan)
    desk.keep_changes(owner.id, made.change)
    lost = f", {show_distance(made.lost_m, desk.settings.unit)} less" if made.lost_m >= 1 else ""
    more = f" {show_distance(made.spread.placed_m, desk.settings.unit)} of it spread." if made.spread.placed_m else ""
    return f"{title_of(made.off)}: {_span(made.off)}{lost}.{more}"


def offs(desk: Desk, plan: str | None = None) -> tuple[StandingOff, ...]:
    """Return the days off that stand, by their first day, each with the distance that it takes."""
    owner = desk.plan_of(plan)
    standing = desk.schedule_of(owner)
    lost: dict[str, float] = {}
    for one in standing.set_aside:
        lost[one.off] = lost.get(one.off, 0.0) + _run_m(one.session)
    from planner.planning.overlay import counting

    for planned in standing.sessions:
        off = counting(standing.offs, planned.session.day) if planned.full else None
        if planned.full and off:
            lost[off.id] = lost.get(off.id, 0.0) + _run_m(planned.full) - _run_m(planned.session)
    found = [StandingOff(off=off, lost_m=lost.get(off.id, 0.0)) for off in standing.offs]
    return tuple(sorted(found, key=lambda one: (one.off.first, one.off.id)))


def take_out(desk: Desk, off_id: str, *, plan: str | None = None) -> str:
    """Take days off out again: everything under them is there as before. Undo brings them back.

    With them goes what was changed together with them. Raises `NotFound` when no days off of that id stand.
    """
    owner = desk.plan_of(plan)
    found = next((one for one in desk.schedule_of(owner).offs if one.id == off_id), None)
    if found is None:
        raise NotFound(f"days off {off_id!r}", "no such days off stand", "`planner plan offs` lists them.")
    record = Undo(id=desk.new_id(), at=desk.now(), of=_owner_of(owner, off_id))
    desk.keep_changes(owner.id, record)
    return f"Took out {title_of(found).lower()}, {_span(found)}: the plan is there again."


def words_of(kind: OffKind) -> str:
    """Return a kind in words: `time off`."""
    return "not feeling 100 %" if kind is OffKind.UNWELL else kind.value.replace("-", " ")


def title_of(off: Off) -> str:
    """Return what days off are called: `Time off`."""
    return capital(words_of(off.kind))


def _owner_of(plan: Plan, off_id: str) -> str:
    """Return the id of the change that days off came with: their own, or that of their batch."""
    batches = (one for one in plan.changes if isinstance(one, Batch) and any(part.id == off_id for part in one.parts))
    return next((one.id for one in batches if _stands(plan, one)), off_id)


def _stands(plan: Plan, batch: Batch) -> bool:
    alive = {change.id for change in standing_changes(plan.changes)}
    return any(part.id in alive for part in batch.parts)


def _check(plan: Plan, wish: OffWish) -> None:
    if wish.last < wish.first:
        raise BadValue(
            "days off",
            f"they end on {show_day(wish.last)}, before they begin on {show_day(wish.first)}",
            "Give the first day, then the last.",
        )
    if (wish.last - wish.first).days >= _LONGEST:
        raise BadValue("days off", "they are longer than a year", "Give a nearer last day.")
    if wish.last < plan.first_day or wish.first > plan.last_day:
        span = f"{show_day(plan.first_day, year=True)} to {show_day(plan.last_day, year=True)}"
        raise BadValue("days off", f"the plan goes from {span}, and they do not touch it", "Give days of the plan.")


def _off(desk: Desk, plan: Plan, standing: Schedule, wish: OffWish) -> Off:
    usual_run, usual_back = _DEFAULTS[wish.kind]
    running, comeback = wish.running or usual_run, wish.comeback or usual_back
    days = DaysOff(kind=wish.kind, first=wish.first, last=wish.last, running=running, comeback=comeback)
    work = wish.work if wish.work is not None else running is not Running.NONE
    routines: dict[str, str] = {}
    kit = () if wish.kit is None and wish.kind is OffKind.TRAVEL else wish.kit
    if kit is not None:
        from planner.planning.default_layers import default_layers
        from planner.planning.travel import instead, only_on_races

        library = desk.library()
        races = only_on_races((*default_layers(plan.race.distance_m), *plan.layers))
        ordinary = {name: routine for name, routine in library.routines.items() if name not in races}
        # The race stays as it is, and all that hangs on it.
        hung = [
            item for item in standing.hung if wish.first <= item.day <= wish.last and item.session != plan.race.session
        ]
        routines = instead(hung, ordinary, library.exercises, kit)
    return Off(
        id=desk.new_id(),
        at=desk.now(),
        kind=wish.kind,
        first=wish.first,
        last=wish.last,
        running=running,
        comeback=comeback,
        back=way_back(days, plan, comeback_rules()),
        routines=routines,
        work=work,
        note=one_line(wish.note),
    )


def _edits(desk: Desk, sessions: list[Session], spreads: Spread) -> list[Part]:
    edits: list[Part] = []
    for session in sessions:
        more = spreads.runs.get(session.id)
        if more and session.distance:
            distance = Span(session.distance.low_m + more, session.distance.high_m + more)
            edits.append(Edit(id=desk.new_id(), at=desk.now(), session=session.id, distance=distance))
    return edits


def _lines(desk: Desk, plan: Plan, before: Schedule, made: OffPreview, *, regain: bool) -> list[str]:
    unit, rules, off = desk.settings.unit, comeback_rules(), made.off
    count = f"{made.days} day{'s' if made.days != 1 else ''}"
    lost = f"{show_distance(made.lost_m, unit)} less" if made.lost_m >= 1 else "no distance lost"
    lines = [f"{_span(off)}, {count}: {lost}, {made.left_out} left out, {made.eased} eased."]
    lines.append(f"{way_back_in_words(off, unit)}.")
    if off.routines:
        lines.append(f"Without the kit: {_swaps_in_words(off, desk.routine_names())}.")
    if regain and made.lost_m >= 1:
        left = f"; {show_distance(made.spread.left_m, unit)} could not be placed" if made.spread.left_m >= 1 else ""
        lines.append(
            f"{show_distance(made.spread.placed_m, unit)} spread over {len(made.spread.runs)} easy runs{left}."
        )
    if off.first <= plan.race.day <= off.last:
        lines.append(f"{plan.race.name} on {show_day(plan.race.day)} is among these days: the race stays.")
    there = {one.id: one for day in _days(off) if (one := covering(before.offs, day))}
    lines += [f"There already: {words_of(one.kind)}, {_span(one)}; the last made counts." for one in there.values()]
    if off.kind is OffKind.ILLNESS:
        lines.append(rules.illness.first_run)
    if off.kind is OffKind.INJURY:
        lines.append("Pain can have causes that a program cannot see; please get it checked.")
    if made.days >= rules.long_gap.days and off.running is Running.NONE:
        lines.append("After four weeks or more, a shorter race or a later date is worth a look.")
    return [one_line(line) for line in lines]


def _swaps_in_words(off: Off, names: Mapping[str, str]) -> str:
    olds: dict[str, list[str]] = {}
    for old, new in off.routines.items():
        olds.setdefault(new, []).append(names.get(old, old))
    parts = []
    for new, replaced in olds.items():
        gone = " and ".join((", ".join(replaced[:-1]), replaced[-1]) if len(replaced) > 1 else replaced)
        parts.append(f"{names.get(new, new)} in place of {gone}" if new else f"without {gone}")
    return "; ".join(parts)


def _days(off: Off) -> list[date]:
    return [date.fromordinal(n) for n in range(off.first.toordinal(), off.last.toordinal() + 1)]


def way_back_in_words(off: Off, unit: Unit = Unit.KM) -> str:
    """Return the way back with its dates: `Way back: 50 % of each run until Sun 14 Feb, easy only until Thu 18 Feb`."""
    if not off.back:
        return "Back to the plan at once"
    parts = []
    for step in off.back:
        share = "easy only" if step.share == 1.0 and not step.less_m else f"{step.share * 100:.0f} % of each run"
        share = f"{show_distance(step.less_m, unit)} off each run" if step.less_m else share
        parts.append(f"{share} until {show_day(step.last)}")
    return f"Way back: {', '.join(parts)}"


def _span(off: Off) -> str:
    return show_day(off.first) if off.first == off.last else f"{show_day(off.first)} to {show_day(off.last)}"


def _run_m(session: Session) -> float:
    return session.distance.middle_m if session.kind.is_run and session.distance else 0.0


def _metres(standing: Schedule) -> float:
    return sum(_run_m(planned.session) for planned in standing.sessions)
