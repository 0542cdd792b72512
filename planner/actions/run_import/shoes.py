"""In which pair an imported run was: the one its file names, what hung on its session, or the default of its kind."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from planner.actions.desk import Desk
from planner.actions.run_import.report import UnknownGear, add_command
from planner.domain.errors import BadValue
from planner.domain.gear import Shoe
from planner.domain.layer import Thing
from planner.domain.log import Happening, Ran
from planner.domain.plan import Plan
from planner.domain.session import SessionKind
from planner.domain.text import one_line
from planner.domain.units import Unit, show_distance
from planner.imports.runs.tables import ListedShoe


class Shoes:
    """Knows the runner's pairs by what other programs call them, and since when each is in use.

    `given` maps names to ids, as the person says. `listed` is what the other program says of its pairs.
    Raises `NotFound` where `given` names an id that is none, `BadValue` where it names nothing.
    """

    def __init__(
        self, desk: Desk, log: Iterable[Happening], given: Mapping[str, str], listed: Iterable[ListedShoe] = ()
    ) -> None:
        self._desk = desk
        self._pairs = [item for item in desk.gear() if isinstance(item, Shoe)]
        self._given = {_key(name): desk.shoe(shoe).id for name, shoe in given.items()}
        self._names = {_key(name): one_line(name) for name in given}
        if "" in self._given:
            raise BadValue("shoe", "no name stands before the =", 'Write --shoe "NAME=id".')
        self._listed = {_key(one.name): one for one in listed}
        self._found: dict[str, str] = {}
        self._first: dict[str, date] = {}
        for entry in log:
            if isinstance(entry, Ran) and entry.shoe:
                self._first[entry.shoe] = min(entry.day, self._first.get(entry.shoe, entry.day))
        self._unknown: dict[str, tuple[str, int, float]] = {}
        self._before: dict[str, float] = {}

    def named(self, name: str) -> str:
        """Return the id of the pair that a name means, empty where it is none, or more than one could be meant."""
        key = _key(name)
        if key not in self._found:
            self._found[key] = self._given.get(key) or self._looked_up(key)
        return self._found[key]

    def _looked_up(self, key: str) -> str:
        exact, close = self._fitting(key)
        return next((found[0] for found in (exact, close) if len(found) == 1), "")

    def _fitting(self, key: str) -> tuple[list[str], list[str]]:
        """Return the ids of the pairs that are called so, and of those that may be."""
        said = self._listed.get(key)
        wanted = {key} | ({_key(f"{said.brand} {said.model}"), _key(said.model)} if said else set())
        wanted.discard("")
        exact = [shoe.id for shoe in self._pairs if key and key in (_key(shoe.name), _key(shoe.id))]
        return exact, [shoe.id for shoe in self._pairs if wanted & _called(shoe)]

    def of_run(self, name: str, hung: str, kind: SessionKind, day: date) -> str:
        """Return the id of the pair of a run, empty where it is not sure.

        That is the pair that its file names; where that is none of the runner's, none. Else what hung on its session,
        else the default of its kind. A pair that is not known to have been in use on that day is not taken.
        """
        from planner.actions.shoes import pair_of_run

        if one_line(name):
            return self.named(name)
        found = pair_of_run(self._desk, "", hung, kind, day)
        pair = next((shoe for shoe in self._pairs if shoe.id == found.shoe), None)
        if pair is None:
            return ""
        since = [one for one in (pair.bought, pair.first_used, self._first.get(pair.id)) if one]
        if found.is_hung and not since:
            return pair.id
        return pair.id if since and min(since) <= day else ""

    def note(self, name: str, shoe: str, day: date, distance_m: float | None) -> None:
        """Remember a run that is added, for what is to be said at the end."""
        metres = distance_m or 0.0
        if one_line(name) and not shoe:
            shown, runs, so_far = self._unknown.get(_key(name), (one_line(name), 0, 0.0))
            self._unknown[_key(name)] = (shown, runs + 1, so_far + metres)
        if shoe and day < self._first.get(shoe, date.max):
            self._before[shoe] = self._before.get(shoe, 0.0) + metres

    def unknown(self) -> tuple[UnknownGear, ...]:
        """Return the pairs that runs name and that are none of the runner's, those with most runs first."""
        rows = sorted(self._unknown.items(), key=lambda item: (-item[1][1], item[0]))
        found = []
        for key, (name, runs, metres) in rows:
            said = self._listed.get(key)
            command = add_command(name, said.brand if said else "", said.model if said else "")
            may_be = tuple(self._fitting(key)[1])
            found.append(UnknownGear(name=name, runs=runs, distance_m=metres, command=command, may_be=may_be))
        return tuple(found)

    def notes(self) -> tuple[str, ...]:
        """Return what to look at: given names that no run has, and distance that may stand on a pair twice."""
        unit = self._desk.settings.unit
        unused = (name for key, name in self._names.items() if key not in self._found)
        return (*(f"No run names the pair {name}." for name in unused), *self._twice(unit))

    def _twice(self, unit: Unit) -> tuple[str, ...]:
        return tuple(
            f"{one_line(shoe.name)} had {show_distance(shoe.start_m, unit)} on it before the log, and "
            f"{show_distance(self._before[shoe.id], unit)} of these runs are older than its first run there. If they "
            f"are the same, take them off: `planner shoe edit {shoe.id} --run KM`."
            for shoe in self._pairs
            if shoe.start_m and self._before.get(shoe.id)
        )


def hung_gear(desk: Desk, plan: Plan) -> dict[str, dict[Thing, str]]:
    """Return the shoe and the orthotic that hang on each session of a plan."""
    found: dict[str, dict[Thing, str]] = {}
    for item in desk.schedule_of(plan).hung:
        if item.session and item.thing in (Thing.SHOE, Thing.ORTHOTIC):
            found.setdefault(item.session, {})[item.thing] = item.what
    return found


def _called(shoe: Shoe) -> set[str]:
    whole = f"{shoe.brand} {shoe.model}"
    names = {shoe.name, shoe.id, whole, f"{whole} {shoe.version}", f"{shoe.brand} {shoe.name}"}
    if shoe.brand and shoe.model:
        names.add(f"{shoe.model} {shoe.version}")
    return {key for key in map(_key, names) if key} - {_key(shoe.brand)}


def _key(name: str) -> str:
    """Return a name without what people write differently: case, blanks, signs."""
    return re.sub(r"[\W_]+", "", one_line(name).casefold())
