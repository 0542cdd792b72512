"""Locks: which exercises health tags, signs, the light and red flags leave out or make lighter, and why."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

import msgspec

from planner.domain.body import Area
from planner.domain.equipment import Equipment
from planner.domain.exercise import Exercise, Kind
from planner.domain.health import Health, HealthTag, Sign
from planner.domain.light import Colour, Light, RaisedFlag
from planner.domain.locks import Lock, Locks
from planner.domain.log import Felt, Happening
from planner.insights.light.place_log import signs_of


class LockRow(msgspec.Struct, frozen=True, kw_only=True):
    """A row of `[locks]`: what calls for it, which exercises it is about, and why. See the head of the table."""

    code: str
    why: str
    source: str
    tags: tuple[HealthTag, ...] = ()
    signs: tuple[Sign, ...] = ()
    near: tuple[Area, ...] = ()
    colour: Colour | None = None
    days: int = 0
    here: bool = False
    kinds: tuple[Kind, ...] = ()
    areas: tuple[Area, ...] = ()
    ids: tuple[str, ...] = ()
    equipment: tuple[Equipment, ...] = ()
    positions: tuple[str, ...] = ()
    out: bool = False
    pressure: int | None = None

    def __post_init__(self) -> None:
        if bool(self.tags) + bool(self.signs) + (self.colour is not None) != 1:
            raise ValueError(f"{self.code}: a row is called for by tags, by signs or by a colour")
        if self.signs and not self.days:
            raise ValueError(f"{self.code}: a sign counts for some days")


class LockRules(msgspec.Struct, frozen=True, kw_only=True, rename={"rows": "row"}):
    """`[locks]` of rules.toml. `caution`: the line while the conditions are not answered; `always`: what holds ever.

    `asks`: how each condition is asked for, to be answered with yes or no.
    """

    caution: str
    always: str
    asks: dict[HealthTag, str]
    rows: tuple[LockRow, ...]

    def about(self, tag: HealthTag) -> tuple[LockRow, ...]:
        """Return the rows that a condition calls for."""
        return tuple(row for row in self.rows if tag in row.tags)


class _Call(msgspec.Struct, frozen=True):
    """A row that holds today, for the areas that were logged (None: for all), because of `of`."""

    row: LockRow
    areas: frozenset[Area] | None
    of: str
    is_agreed: bool = False


def locks(
    health: Health,
    light: Light,
    entries: Sequence[Happening],
    exercises: Mapping[str, Exercise],
    rules: LockRules,
) -> Locks:
    """Return the locks of the light's day. `entries`: of the days for which signs count, see `LockRules`.

    A red flag leaves out every exercise that works its area, one of the whole body every exercise there is.
    """
    calls = tuple(_calls(health, light, entries, rules))
    locked: dict[str, Lock] = {}
    lighter: dict[str, Lock] = {}
    for exercise in exercises.values():
        flag = next((flag for flag in light.flags if _is_about(flag, exercise)), None)
        if flag is not None:
            locked[exercise.id] = Lock(flag.flag, _flag_why(flag))
            continue
        met = [call for call in calls if _fits(call, exercise)]
        out = next((call for call in met if call.row.out and not call.is_agreed), None)
        if out is not None:
            locked[exercise.id] = Lock(out.row.code, _why(out))
        elif met:
            lighter[exercise.id] = Lock(met[0].row.code, "; ".join(dict.fromkeys(_why(call) for call in met)))
    caps = [call.row.pressure for call in calls if call.row.pressure is not None and not call.is_agreed]
    return Locks(
        locked=locked,
        lighter=lighter,
        pressure=min(caps, default=None),
        flags=light.flags,
        caution="" if health.asked or health.tags else rules.caution,
    )


def longest_days(rules: LockRules) -> int:
    """Return for how many days back signs may lock something."""
    return max((row.days for row in rules.rows), default=0)


def _calls(health: Health, light: Light, entries: Sequence[Happening], rules: LockRules) -> Iterator[_Call]:
    """Return the rows that hold today."""
    felt = [entry for entry in entries if isinstance(entry, Felt) and entry.day <= light.day]
    for row in rules.rows:
        tags = [tag for tag in row.tags if tag in health.tags]
        if tags:
            yield _Call(row, None, "", all(tag in health.agreed for tag in tags))
        if row.signs:
            first = light.day - timedelta(days=row.days - 1)
            areas = frozenset(
                one.area
                for one in felt
                if one.day >= first and signs_of(one) & set(row.signs) and (not row.near or one.area in row.near)
            )
            if areas:
                yield _Call(row, areas, _names(areas))
        if row.colour is not None:
            coloured = frozenset(one.place.area for one in light.areas if one.colour is row.colour)
            if coloured:
                yield _Call(row, coloured, _names(coloured))


def _names(areas: frozenset[Area]) -> str:
    return ", ".join(area.label for area in Area if area in areas)


def _fits(call: _Call, exercise: Exercise) -> bool:
    row = call.row
    if row.here and not (call.areas or frozenset()) & set(exercise.areas):
        return False
    alone = {choice[0] for choice in exercise.equipment if len(choice) == 1}
    return (
        (not row.kinds or exercise.kind in row.kinds)
        and (not row.areas or bool(set(row.areas) & set(exercise.areas)))
        and (not row.ids or exercise.id in row.ids)
        and (not row.equipment or bool(set(row.equipment) & alone))
        and (not row.positions or exercise.position.lower().startswith(row.positions))
    )


def _why(call: _Call) -> str:
    why = f"{call.of}: {call.row.why}" if call.of else call.row.why
    return f"{why} (agreed with a practitioner)" if call.is_agreed else why


def _is_about(flag: RaisedFlag, exercise: Exercise) -> bool:
    return any(flag.covers(area) for area in exercise.areas)


def _flag_why(flag: RaisedFlag) -> str:
    where = flag.place.label if flag.place else "the whole body"
    return f"a red flag stands for {where}: nothing for it until you clear the flag"
