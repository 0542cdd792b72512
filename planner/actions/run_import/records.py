"""Runs as they come in, in local time, each once: against each other and against what the log holds."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, tzinfo

import msgspec
from msgspec.structs import replace

from planner.domain.activity import Activity, Sport
from planner.domain.days import FIRST_YEAR, show_day
from planner.domain.log import Ran
from planner.domain.text import counted, one_line
from planner.planning.same_run import Recording, alike, is_numbered, same_run


class Incoming(msgspec.Struct, frozen=True, kw_only=True):
    """A run to import, its start in local time, and what tells it from another."""

    activity: Activity
    recording: Recording


def localised(activity: Activity, zone: tzinfo | None) -> Activity:
    """Return an activity with its start in whole seconds, where the runner was, and its distance to 0.1 m.

    UTC becomes the zone's time, the machine's without one, as it was on that day; another offset is the runner's own.
    """
    start = activity.start.replace(microsecond=0)
    if start.tzinfo is not None and not start.utcoffset():
        start = start.astimezone(zone)
        # A fixed offset: what the log says later does not depend on the machine that reads it.
        offset = start.utcoffset()
        start = datetime.fromisoformat(start.isoformat()) if offset is not None else start
    metres = round(float(activity.distance_m), 1) if activity.distance_m else None
    return replace(activity, start=start, distance_m=metres or None)


def incoming(activity: Activity, zone: tzinfo | None, today: date) -> Incoming:
    """Return an activity ready to be compared. Raises `ValueError` for a day on which nobody can have run yet."""
    try:
        local = localised(activity, zone)
    except (OverflowError, OSError, ValueError):
        raise ValueError(f"its start {activity.start} is no day of a calendar") from None
    if local.day > today:
        raise ValueError(f"it begins on {show_day(local.day, year=True)}, which is not here yet")
    if local.day.year < FIRST_YEAR:
        raise ValueError(f"it begins in the year {local.day.year}: the watch was not set")
    recording = _recording(local.start, local.distance_m, local.duration_s or local.elapsed_s, local.source)
    return Incoming(activity=local, recording=recording)


def logged(entry: Ran) -> Recording:
    """Return what tells a logged run from another; midnight stands for a start that nobody knows."""
    start = entry.start or datetime.combine(entry.day, datetime.min.time())
    return _recording(start, entry.distance_m, entry.duration_s, entry.source)


def _recording(start: datetime, distance_m: float | None, duration_s: int | None, source: str) -> Recording:
    at = start.astimezone(UTC) if start.tzinfo is not None else None
    clock = start.replace(tzinfo=None)
    return Recording(clock=clock, at=at, distance_m=distance_m, duration_s=duration_s, source=source)


MOST_A_DAY = 100
"""Recordings that begin on one day: repeats may be files of their own, but nobody makes more than these."""


class Known:
    """The runs that are known so far: those of the log that were recorded, then those that come in, each once."""

    def __init__(self, log: Iterable[Ran]) -> None:
        self._by_day: dict[date, list[tuple[Recording, Ran | int]]] = {}
        self._by_source: dict[str, Ran | int] = {}
        self._untimed: dict[date, list[Ran]] = {}
        self._taken: set[str | int] = set()
        self._fresh_on: Counter[date] = Counter()
        self._too_many: Counter[date] = Counter()
        self.fresh: list[Incoming] = []
        self.twice: list[tuple[Ran, Activity]] = []
        self.already = 0
        for entry in log:
            if entry.source and is_numbered(entry.source):
                self._by_source[entry.source] = entry
            if entry.start is not None:
                self._put(logged(entry), entry)
            elif entry.source:
                self._untimed.setdefault(entry.day, []).append(entry)

    def take(self, runs: Iterable[Incoming]) -> None:
        """Take runs in: those that are in the log count as `already`, the others are `fresh`, once each.

        `twice` are log entries with what another record of them says. The order of `runs` makes no difference.
        """
        for run in sorted(runs, key=_order):
            owner = self._owner(run)
            if isinstance(owner, Ran):
                self.already += 1
                self.twice.append((owner, run.activity))
            elif owner is not None:
                was = self.fresh[owner]
                self.fresh[owner] = replace(was, activity=_filled(was.activity, run.activity))
            elif self._fresh_on[run.activity.day] >= MOST_A_DAY:
                self._too_many[run.activity.day] += 1
                continue
            else:
                self._fresh_on[run.activity.day] += 1
                self.fresh.append(run)
                owner = len(self.fresh) - 1
                if run.activity.has_clock:
                    self._put(run.recording, owner)
            source = run.activity.source
            if is_numbered(source):
                self._by_source.setdefault(source, owner)

    def refused(self) -> tuple[str, ...]:
        """Return what was not taken in: more recordings on one day than anybody makes."""
        return tuple(
            f"{show_day(day, year=True)}: {counted(count, 'recording')} over the {MOST_A_DAY} that one day may have."
            for day, count in sorted(self._too_many.items())
        )

    def _owner(self, run: Incoming) -> Ran | int | None:
        """Return the log entry, or the number of the fresh run, that is the same run."""
        source = run.activity.source
        if is_numbered(source) and source in self._by_source:
            return self._by_source[source]
        day = run.activity.day
        if not run.activity.has_clock:
            return self._owner_of_day(run)
        for near in (day, day - timedelta(days=1), day + timedelta(days=1)):
            for recording, known in self._by_day.get(near, ()):
                if same_run(recording, run.recording):
                    return known
        return None

    def _owner_of_day(self, run: Incoming) -> Ran | int | None:
        """Return the same for a run whose time of day is not known; each answers for one such run only."""
        day = run.activity.day
        found: list[tuple[Recording, Ran | int]] = [(logged(entry), entry) for entry in self._untimed.get(day, ())]
        found += self._by_day.get(day, ())
        for recording, owner in found:
            name = owner.id if isinstance(owner, Ran) else owner
            if name not in self._taken and alike(recording, run.recording):
                self._taken.add(name)
                return owner
        return None

    def _put(self, recording: Recording, owner: Ran | int) -> None:
        self._by_day.setdefault(recording.clock.date(), []).append((recording, owner))


def _order(run: Incoming) -> tuple[object, ...]:
    """Sorts what is sure before what is not: runs before walks, timed before untimed, known zones, numbered sources."""
    activity, recording = run.activity, run.recording
    return (
        activity.sport is Sport.WALK,
        not activity.has_clock,
        recording.at is None,
        recording.at or recording.clock,
        not is_numbered(activity.source),
        activity.distance_m is None,
        -(activity.distance_m or 0.0),
        activity.source,
        activity.title,
        activity.place,
    )


def _filled(one: Activity, other: Activity) -> Activity:
    """Return a run with what only another record of it says."""
    gaps = {
        name: getattr(other, name)
        for name in ("distance_m", "duration_s", "elapsed_s", "feel")
        if getattr(one, name) is None
    }
    gaps |= {name: getattr(other, name) for name in ("title", "note", "shoe") if not one_line(getattr(one, name))}
    if is_numbered(other.source) and not is_numbered(one.source):
        gaps["source"] = other.source
    return replace(one, **gaps)
