"""Orthotics and insoles: adding and changing them, which pair they stand in, their break-in, retiring them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta

import msgspec

from planner.actions.desk import Desk
from planner.actions.gear import _checked_name, _create, _new_id
from planner.domain.days import show_day
from planner.domain.errors import BadValue, NotFound
from planner.domain.gear import Build, Orthotic, Pairing, Schedule, Sheet, Shoe
from planner.domain.text import one_line
from planner.planning.orthotic_ramp import pairing_on

_DAY = timedelta(days=1)
_MOST_M = 100_000_000.0
_OFF_WORDS = ("off", "-", "rest")
_MOST_SHEET = 120


@contextmanager
def _told_plainly() -> Iterator[None]:
    """Raise `BadValue` where the domain refuses a value that was typed, such as a day in the year 9999."""
    try:
        yield
    except ValueError as error:
        raise BadValue("orthotic", str(error), "Correct it and try again.") from None


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """What a person says of an orthotic; distances in metres. `schedule` is taken from `sheet` where that is given."""

    name: str
    build: Build | None = None
    make: str = ""
    fitted_by: str = ""
    since: date | None = None
    schedule: Schedule = Schedule.CLINIC
    start_m: float = 0.0
    retire_m: float | None = None
    review: date | None = None
    left: str = ""
    right: str = ""
    note: str = ""


def wish_of(item: Orthotic) -> Wish:
    """Return what is known of an orthotic as an answer to change."""
    return Wish(**{name: getattr(item, name) for name in Wish.__struct_fields__})


def add_orthotic(
    desk: Desk,
    name: str,
    *,
    orthotic_id: str | None = None,
    make: str = "",
    since: date | None = None,
    schedule: Schedule = Schedule.CLINIC,
    note: str = "",
) -> Orthotic:
    """Add orthotics or insoles. Raises `BadValue` when the id is taken or cannot name a file."""
    wish = Wish(name=name, make=make, since=since, schedule=schedule, note=note)
    return add(desk, wish, orthotic_id=orthotic_id)


@_told_plainly()
def add(desk: Desk, wish: Wish, *, orthotic_id: str | None = None, started: date | None = None) -> Orthotic:
    """Add what a wish says. Raises `BadValue` for an id that is taken or names no file, and for odd values."""
    item = _filled(Orthotic(id=_new_id(desk, wish.name, orthotic_id, "orthotic"), name="x"), wish)
    item = _checked(msgspec.structs.replace(item, started=started))
    _create(desk, item)
    return item


@_told_plainly()
def edit(desk: Desk, orthotic_id: str, wish: Wish) -> str:
    """Change what is known of an orthotic. Raises `NotFound`, `BadValue`."""
    was = desk.orthotic(orthotic_id)
    now = _checked(_filled(was, wish))
    if now == was:
        return f"{one_line(was.name)} is as it was."
    _replace(desk, was, now)
    return f"Changed {one_line(now.name)}."


@_told_plainly()
def pair(desk: Desk, orthotic_id: str, shoe_id: str, since: date, *, move: bool = False) -> str:
    """Put an orthotic into a pair of shoes from a day on; with `move` it leaves the pair that it stands in.

    Raises `BadValue` where it would stand in two pairs at once, or two orthotics in one; the history of pairings stays.
    """
    item, shoe = desk.orthotic(orthotic_id), desk.shoe(shoe_id)
    standing = pairing_on(item, since)
    _check_pairing(desk, item, shoe, since)
    if standing and not move:
        raise BadValue(
            "pairing",
            f"{one_line(item.name)} stands in {_shoe_name(desk, standing.shoe)} since"
            f" {show_day(standing.since, year=True)}, and it cannot be in two pairs at once",
            f"Take it out first with `planner orthotic unpair {item.id}`, or move it with --move.",
        )
    kept = tuple(_until(one, since - _DAY) if one is standing else one for one in item.pairings)
    kept = (*(one for one in kept if one.until is None or one.until >= one.since), Pairing(shoe=shoe_id, since=since))
    _replace(desk, item, msgspec.structs.replace(item, pairings=kept))
    out = f", out of {_shoe_name(desk, standing.shoe)}" if standing else ""
    return f"{one_line(item.name)} is in {one_line(shoe.name)} from {show_day(since)} on{out}."


def _check_pairing(desk: Desk, item: Orthotic, shoe: Shoe, since: date) -> None:
    """Raise `BadValue` where an orthotic cannot come into a pair on a day, wherever it stands before."""
    name = one_line(item.name)
    standing = pairing_on(item, since)
    if standing and standing.shoe == shoe.id:
        when = show_day(standing.since, year=True)
        raise BadValue("pairing", f"{name} is in {one_line(shoe.name)} since {when}", "Nothing was changed.")
    gone = next((one for one in (item, shoe) if one.retired and since > one.retired), None)
    if gone:
        raise BadValue("pairing", f"{one_line(gone.name)} is retired", "Choose another, or an earlier day.")
    later = next((one for one in item.pairings if one.since > since), None)
    if later:
        when = show_day(later.since, year=True)
        raise BadValue(
            "pairing", f"{name} goes into {_shoe_name(desk, later.shoe)} on {when}", "Take it out of that pair first."
        )
    if item.build is Build.ADD_ON:
        return
    for other in (one for one in desk.gear() if isinstance(one, Orthotic)):
        if other.id == item.id or other.build is Build.ADD_ON:
            continue
        there = next((one for one in other.pairings if one.shoe == shoe.id and _is_after(one, since)), None)
        if there:
            raise BadValue(
                "pairing",
                f"{one_line(other.name)} stands in {one_line(shoe.name)} on"
                f" {show_day(max(there.since, since), year=True)}",
                f"Take that out first with `planner orthotic unpair {other.id}`.",
            )


def _is_after(pairing: Pairing, day: date) -> bool:
    """Tell whether a pairing stands on a day or on one after it."""
    return pairing.until is None or pairing.until >= max(day, pairing.since)


@_told_plainly()
def unpair(desk: Desk, orthotic_id: str, last: date) -> str:
    """Take an orthotic out of its pair after a day. Raises `BadValue` where it stands in none then."""
    item = desk.orthotic(orthotic_id)
    standing = pairing_on(item, last)
    if standing is None or standing.until == last:
        raise BadValue(
            "pairing", f"{one_line(item.name)} stands in no pair on {show_day(last, year=True)}", "Nothing was changed."
        )
    kept = tuple(_until(one, last) if one is standing else one for one in item.pairings)
    _replace(desk, item, msgspec.structs.replace(item, pairings=kept))
    return f"{one_line(item.name)} is out of {_shoe_name(desk, standing.shoe)} after {show_day(last)}."


@_told_plainly()
def start_break_in(
    desk: Desk, orthotic_id: str, day: date, *, schedule: Schedule | None = None, sheet: Sheet | None = None
) -> str:
    """Begin the break-in on a day, anew if it was begun before: what was logged before that day no longer counts.

    `sheet` is the practitioner's own and wins; another `schedule` takes its place. Raises `BadValue` for `own` without
    a sheet, and for days before the orthotic came.
    """
    was = desk.orthotic(orthotic_id)
    if sheet:
        # Figures are floats in the file, whatever was typed.
        sheet = msgspec.structs.replace(sheet, hours=tuple(map(float, sheet.hours)))
        now = msgspec.structs.replace(was, started=day, schedule=Schedule.OWN, sheet=sheet)
    elif schedule is Schedule.OWN and was.sheet is None:
        raise BadValue("schedule", "your own sheet has no hours yet", "Give its hours, such as 1 2 off 3 5.")
    elif schedule is not None and schedule is not Schedule.OWN:
        now = msgspec.structs.replace(was, started=day, schedule=schedule, sheet=None)
    else:
        now = msgspec.structs.replace(was, started=day)
    now = _checked(msgspec.structs.replace(now, since=was.since or day))
    _replace(desk, was, now)
    from planner.actions.break_ins import rules
    from planner.planning.break_in_rules import plan_of

    plan = plan_of(now, rules())
    name = plan.name if plan else "own sheet"
    return f"The break-in of {one_line(was.name)} begins on {show_day(day)}: {name}."


@_told_plainly()
def retire(desk: Desk, orthotic_id: str, day: date) -> str:
    """Retire an orthotic, and take it out of its pair; its history stays."""
    was = desk.orthotic(orthotic_id)
    if was.retired:
        raise BadValue(
            f"orthotic {orthotic_id!r}", f"it was retired on {was.retired.isoformat()}", "Nothing was changed."
        )
    kept = tuple(_until(one, day) if one.until is None and one.since <= day else one for one in was.pairings)
    _replace(desk, was, msgspec.structs.replace(was, retired=day, pairings=kept))
    return f"Retired {one_line(was.name)}. Its hours and runs stay in the log."


def read_sheet(hours: str, first_run: int) -> Sheet:
    """Return a practitioner's sheet from its hours a day, such as `1 2 off 3 5`. Raises `BadValue`."""
    words = hours.lower().replace(",", " ").replace(";", " ").split()
    fix = "Give hours a day, off for a day off: 1 2 off 3 5."
    if not words:
        raise BadValue("sheet", "it has no hours", fix)
    if len(words) > _MOST_SHEET:
        raise BadValue("sheet", f"it has more than {_MOST_SHEET} days", "Give the days until all day.")
    found: list[float] = []
    for word in words:
        try:
            found.append(0.0 if word in _OFF_WORDS else float(word.removesuffix("h")) if word.isascii() else -1.0)
        except ValueError:
            raise BadValue("sheet", f"{word!r} is not hours", fix) from None
    try:
        return Sheet(hours=tuple(found), first_run=first_run)
    except ValueError as error:
        raise BadValue("sheet", str(error), fix) from None


def show_sheet(sheet: Sheet) -> str:
    """Return the hours of a sheet as `read_sheet` reads them: `1 2 off 3`."""
    return " ".join(f"{hours:g}" if hours else "off" for hours in sheet.hours)


def in_shoe(desk: Desk, shoe_id: str, day: date) -> Sequence[Orthotic]:
    """Return the orthotics that stand in a pair on a day."""
    orthotics = (item for item in desk.gear() if isinstance(item, Orthotic))
    return [item for item in orthotics if (found := pairing_on(item, day)) and found.shoe == shoe_id]


def stands_in(desk: Desk, item: Orthotic, day: date) -> str:
    """Return the name of the pair that an orthotic stands in on a day; empty where in none."""
    found = pairing_on(item, day)
    return _shoe_name(desk, found.shoe) if found else ""


def pairing_lines(desk: Desk, item: Orthotic) -> tuple[str, ...]:
    """Return the pairings of an orthotic in words, the latest first: `in Blue daily since Sat 6 Feb 2027`."""
    return tuple(
        f"in {_shoe_name(desk, one.shoe)} "
        + (
            f"from {show_day(one.since, year=True)} to {show_day(one.until, year=True)}"
            if one.until
            else f"since {show_day(one.since, year=True)}"
        )
        for one in sorted(item.pairings, key=lambda one: one.since, reverse=True)
    )


def run_in(desk: Desk, shoe_id: str, day: date) -> str:
    """Return the id of the orthotic that a run in a pair on a day has on; empty where none does.

    While a break-in has not come to running, a run is taken to be without it.
    """
    standing = [item for item in in_shoe(desk, shoe_id, day) if item.retired is None or day <= item.retired]
    if len(standing) != 1:
        return ""
    from planner.actions.break_ins import may_run

    return standing[0].id if may_run(desk, standing[0], day) else ""


def _filled(item: Orthotic, wish: Wish) -> Orthotic:
    texts = {name: one_line(getattr(wish, name)) for name in ("make", "fitted_by", "left", "right", "note")}
    own = wish.schedule is Schedule.OWN
    return msgspec.structs.replace(
        item,
        name=_checked_name(wish.name),
        build=wish.build,
        since=wish.since,
        schedule=wish.schedule,
        sheet=item.sheet if own else None,
        start_m=float(wish.start_m),
        retire_m=None if wish.retire_m is None else float(wish.retire_m),
        review=wish.review,
        **texts,
    )


def _checked(item: Orthotic) -> Orthotic:
    if not 0 <= item.start_m <= _MOST_M:
        raise BadValue("distance", f"{item.start_m / 1000:g} km cannot be on them", "Give 0 or more.")
    if item.retire_m is not None and not 0 < item.retire_m <= _MOST_M:
        raise BadValue("limit", f"{item.retire_m / 1000:g} km is not a limit", "Give more than 0, such as 800.")
    if item.since and item.started and item.started < item.since:
        raise BadValue(
            "break-in",
            f"it cannot begin on {show_day(item.started, year=True)}, before they came on"
            f" {show_day(item.since, year=True)}",
            "Give a later day.",
        )
    return item


def _until(pairing: Pairing, last: date) -> Pairing:
    return msgspec.structs.replace(pairing, until=last)


def _shoe_name(desk: Desk, shoe_id: str) -> str:
    try:
        return one_line(desk.shoe(shoe_id).name)
    except NotFound:
        return shoe_id


def _replace(desk: Desk, was: Orthotic, now: Orthotic) -> None:
    try:
        desk.store.replace_gear(now, was=was)
    finally:
        desk.gear_changed()
