"""The sessions of a build-up: the solved weeks laid on days, with quality, rounding and the race."""

from collections.abc import Mapping
from datetime import date, timedelta

import msgspec

from planner.domain.ids import Pick, new_id
from planner.domain.race import Inputs, Phase
from planner.domain.session import Session, SessionKind
from planner.domain.units import Span
from planner.domain.week import PlanWeek
from planner.planning import run_walk
from planner.planning.quality import Setting, Workout, marathon_pace_text, opener, workouts
from planner.planning.rounding import HM, Ledger, to_half_km
from planner.planning.targets import share_cap, time_cap_m
from planner.planning.volume import GROWTH, MOST_OTHER_M, SHORTEST_M, Volume, runs_for
from planner.planning.week_layout import Place, race_week_days, running_days
from planner.planning.weeks import Frame, recovery

_WEIGHT = {Place.MIDWEEK: 1.1, Place.BEFORE_LONG: 0.9, Place.RECOVERY: 0.85}
_RACE_WEEK_RUN_M = 10_000.0
_RACE_WEEK_RUN = 0.65
"""The most that a run of race week is of the longest run."""
_FIRST_RECOVERY_RUN_M = 6_000.0
_RECOVERY_RUN_M = 12_000.0
_ULTRA_M = 45_000.0
_STEEP = 1.075
_BELOW_LAST = 0.985
_TAPER_RUN = 0.8


class Laid(msgspec.Struct, frozen=True, kw_only=True):
    """Weeks and sessions of a whole build-up. `totals_m` are the stored totals of the weeks up to race week."""

    weeks: tuple[PlanWeek, ...]
    sessions: tuple[Session, ...]
    race: Session
    totals_m: tuple[float, ...]


class _Writer:
    """Gives sessions their ids while they are laid, week after week."""

    def __init__(
        self, frame: Frame, volumes: tuple[Volume, ...], distance_m: float, inputs: Inputs, pick: Pick
    ) -> None:
        self.frame, self.volumes = frame, volumes
        self.distance_m, self.inputs = distance_m, inputs
        self.ledger = Ledger(frame.first_day, inputs.weekly_m, inputs.longest_m, time_cap_m(inputs))
        self.weeks: list[PlanWeek] = []
        self.sessions: list[Session] = []
        self.totals: list[float] = []
        self._pick = pick
        self._taken: set[str] = set()

    def add(
        self, day: date, kind: SessionKind, hm: int = 0, *, text: str = "", title: str = "", duration_s: int = 0
    ) -> Session:
        made = Session(
            id=new_id(self._pick, self._taken),
            day=day,
            kind=kind,
            distance=Span.of(float(hm * HM)) if hm else None,
            duration_s=duration_s or None,
            title=title,
            text=text,
        )
        self._taken.add(made.id)
        self.sessions.append(made)
        return made


def lay(
    frame: Frame, volumes: tuple[Volume, ...], *, race_name: str, distance_m: float, inputs: Inputs, pick: Pick
) -> Laid:
    """Return the weeks and sessions for solved volumes, the race and the recovery after it included."""
    writer = _Writer(frame, volumes, distance_m, inputs, pick)
    for n, volume in enumerate(volumes):
        if volume.rung:
            _lay_run_walk(writer, n, volume)
        elif frame.phases[n] is Phase.RACE:
            _lay_race_week(writer, n, volume)
        else:
            _lay_week(writer, n, volume)
    race = writer.add(frame.race_day, SessionKind.RACE, title=race_name)
    race = writer.sessions[-1] = msgspec.structs.replace(race, distance=Span.of(distance_m))
    totals = tuple(writer.totals)
    _lay_recovery(writer, max(totals, default=0.0))
    return Laid(weeks=tuple(writer.weeks), sessions=tuple(writer.sessions), race=race, totals_m=totals)


def _close_week(
    writer: _Writer, n: int, runs: Mapping[date, float], target_m: float, total_m: float, long: int
) -> None:
    """Note a laid week; its target stays within the growth of the weeks before it where the first was cut short."""
    writer.ledger.note_week(runs, total_m / HM, long)
    writer.totals.append(total_m)
    frame = writer.frame
    if not writer.volumes[n].rung:
        before = [writer.inputs.weekly_m, *(week.target_m for week in writer.weeks)][-3:]
        before += [writer.inputs.weekly_m] * (3 - n)
        target_m = min(target_m, GROWTH * max(before))
    writer.weeks.append(
        PlanWeek(
            start=frame.starts[n],
            phase=frame.phases[n],
            cut_back=writer.volumes[n].cut_back,
            target_m=target_m,
        )
    )


def _setting(writer: _Writer, n: int) -> Setting:
    phases, volume = writer.frame.phases, writer.volumes[n]
    return Setting(
        phase=phases[n],
        nth=n - phases.index(phases[n]),
        cut_back=volume.cut_back,
        week_m=volume.target_m,
        runs=volume.runs,
        even_m=(volume.target_m - volume.long_m) / max(1, volume.runs - 1),
        distance_m=writer.distance_m,
        inputs=writer.inputs,
    )


def _lay_run_walk(writer: _Writer, n: int, volume: Volume) -> None:
    rung = volume.rung
    if rung is None:
        return
    frame, inputs = writer.frame, writer.inputs
    last = frame.race_day - timedelta(days=2)
    days = [
        day
        for day in running_days(frame.starts[n], run_walk.SESSIONS, inputs.long_run_day)
        if frame.first_day <= day <= (last if frame.phases[n] is Phase.RACE else date.max)
    ][: volume.runs]
    for day in days:
        writer.add(day, SessionKind.RUN_WALK, text=rung.text, duration_s=rung.duration_s)
    total = len(days) * rung.on_feet_m
    _close_week(writer, n, dict.fromkeys(days, rung.running_m / HM), total, total, 0)


def _lay_week(writer: _Writer, n: int, volume: Volume) -> None:
    """Lay a training or taper week: the long run first, then quality, then what is left over the easy days."""
    frame, inputs, ledger = writer.frame, writer.inputs, writer.ledger
    start, phase = frame.starts[n], frame.phases[n]
    back_to_back = writer.distance_m >= _ULTRA_M and phase in (Phase.BUILD, Phase.PEAK) and not volume.cut_back
    limit = ledger.week_limit
    if phase is Phase.TAPER:
        limit = ledger.taper_limit(race_week=False, peak=0, before=_total_before(writer, n))
    runs = min(volume.runs, runs_for(min(volume.target_m, limit * HM), volume.long_m, inputs.days))
    whole = running_days(start, runs, inputs.long_run_day, back_to_back=back_to_back)
    days = {day: place for day, place in whole.items() if day >= frame.first_day}
    is_whole = len(days) == len(whole)
    if not is_whole:
        limit = min(limit, to_half_km(volume.target_m * len(days) / len(whole)))
    target = min(to_half_km(volume.target_m, steep=_is_steep(writer, n)), limit)
    long_day = next((day for day, place in days.items() if place is Place.LONG), None)
    long = _long_run(writer, n, long_day, target, runs) if long_day and is_whole else 0
    longest = min(long or _even(writer, n, target, runs), int(MOST_OTHER_M / HM))
    planned = _quality(writer, n, volume, days, target - long, longest) if is_whole else {}
    fixed = {day: to_half_km(workout.distance_m) for day, workout in planned.items() if workout.distance_m}
    if long and long_day:
        fixed[long_day] = long
    weights = {
        day: 1.4 if back_to_back and place is Place.BEFORE_LONG else _WEIGHT.get(place, 1.0)
        for day, place in days.items()
        if day not in fixed
    }
    sizes = {**fixed, **ledger.share_out(weights, fixed, target, limit, longest)}
    if long and long_day:
        sizes[long_day] = long = min(long, _inside_share(sum(sizes.values()) - long, runs))
    for day in sorted(sizes):
        _add_run(writer, n, day, days[day], sizes[day], planned.get(day), is_long=bool(long) and day == long_day)
    total = float(sum(sizes.values()) * HM)
    _close_week(writer, n, sizes, volume.target_m if is_whole else total, total, long)


def _long_run(writer: _Writer, n: int, day: date, target: int, runs: int) -> int:
    """Return the long run of a week of `target` as stored, or 0 when it would be no longer than the other runs."""
    wished, shortest = writer.volumes[n].long_m, int(SHORTEST_M / HM)
    long = writer.ledger.long_run(day, wished, target, runs, steep=_is_steep(writer, n))
    if n < writer.frame.training - 1:
        # The last long run is to be the longest: where all are at the limit, the earlier ones stay a little below.
        long = min(long, int(_BELOW_LAST * max(one.long_m for one in writer.volumes) / HM))
    if target >= runs * shortest:
        long = min(long, target - (runs - 1) * shortest)
    return long if long >= shortest and long * runs >= target else 0


def _even(writer: _Writer, n: int, target: int, runs: int) -> int:
    """Return the longest that the runs of a week without a long run may be, in hectometres."""
    even, shortest = -(-target // runs), int(SHORTEST_M / HM)
    if writer.frame.phases[n] is Phase.TAPER:
        even = min(even, int(_TAPER_RUN * _longest_m(writer) / HM))
    return max(even, shortest if target >= shortest else 1)


def _longest_m(writer: _Writer) -> float:
    """Return the longest run of the build-up, or the runner's own where there is none."""
    return max(volume.long_m for volume in writer.volumes) or writer.inputs.longest_m


def _is_steep(writer: _Writer, n: int) -> bool:
    """Tell whether the long run rises near the limit of growth, now or in the week after."""
    for at in range(max(1, n), min(n + 2, writer.frame.training)):
        now, before = writer.volumes[at], max(volume.long_m for volume in writer.volumes[max(0, at - 4) : at])
        if not now.cut_back and before and now.long_m > _STEEP * before:
            return True
    return False


def _inside_share(others: int, runs: int) -> int:
    """Return the longest long run, in hectometres, that beside `others` keeps its share of the week."""
    share = share_cap(runs)
    return int(others * share / (1 - share) + 1e-6) if share < 1 else others


def _total_before(writer: _Writer, n: int) -> float:
    """Return what a taper week must stay below, in hectometres: the week before, or a whole one where that was cut."""
    before = writer.ledger.last_total
    is_partial = n == 1 and writer.frame.first_day > writer.frame.starts[0]
    return max(before, writer.volumes[0].target_m / HM) if is_partial else before


def _quality(
    writer: _Writer, n: int, volume: Volume, days: Mapping[date, Place], left: int, longest: int
) -> dict[date, Workout]:
    """Return the workouts that fit the week: shorter than the long run and leaving 3 km for each other run."""
    planned: dict[date, Workout] = {}
    wanted = workouts(_setting(writer, n))
    others = sum(place is not Place.LONG for place in days.values())
    for place, workout in zip((Place.QUALITY, Place.SECOND), wanted, strict=False):
        day = next((day for day, stands in days.items() if stands is place), None)
        if day is None:
            continue
        size = to_half_km(workout.distance_m)
        fits = size <= min(longest, writer.ledger.run_limit(day))
        if not size or (fits and left - size >= (others - 1) * SHORTEST_M / HM):
            left -= size
            others -= size > 0
            planned[day] = workout
        elif volume.target_m > 12_000:
            planned[day] = Workout(SessionKind.STRIDES, "easy, with 4 x 20 s strides near the end, 1 min walk between")
    return planned


def _add_run(
    writer: _Writer, n: int, day: date, place: Place, hm: int, workout: Workout | None, *, is_long: bool
) -> None:
    if hm <= 0:
        return
    if is_long:
        peak = writer.frame.phases[n] is Phase.PEAK and 30_000 <= writer.distance_m < _ULTRA_M
        most = max(volume.long_m for volume in writer.volumes)
        usual = peak and not writer.volumes[n].cut_back and writer.volumes[n].long_m < most
        text = marathon_pace_text(hm * HM, _setting(writer, n)) if usual else ""
        writer.add(day, SessionKind.LONG, hm, text=text)
    elif workout:
        writer.add(day, workout.kind, hm, text=workout.text)
    elif place is Place.RECOVERY:
        writer.add(day, SessionKind.RECOVERY, hm, text="slow enough to talk all the way")
    else:
        writer.add(day, SessionKind.EASY, hm)


def _lay_race_week(writer: _Writer, n: int, volume: Volume) -> None:
    """Lay race week: short runs, one of them sharp, nothing on the day before the race."""
    frame, inputs, ledger = writer.frame, writer.inputs, writer.ledger
    peak = max([*writer.totals, volume.target_m]) / HM
    limit = (
        ledger.taper_limit(race_week=True, peak=peak, before=_total_before(writer, n))
        if n
        else int(0.55 * inputs.weekly_m / HM)
    )
    wanted = max(1, min(inputs.days - 1, int(min(volume.target_m, limit * HM) // SHORTEST_M)))
    hard_days = {session.day for session in writer.sessions if session.kind.is_hard}
    first = max(frame.starts[n], frame.first_day)
    days = race_week_days(first, frame.race_day, wanted, inputs.long_run_day, hard_days)
    most = max(1, int(min(_RACE_WEEK_RUN_M, max(SHORTEST_M, _RACE_WEEK_RUN * _longest_m(writer))) / HM))
    planned: dict[date, Workout] = {}
    target = min(to_half_km(volume.target_m), limit)
    fixed: dict[date, int] = {}
    for day, place in days.items():
        if place is Place.QUALITY:
            planned[day] = opener(_setting(writer, n))
            size = to_half_km(planned[day].distance_m)
            if size and (size > min(most, ledger.run_limit(day)) or target - size < (len(days) - 1) * SHORTEST_M / HM):
                del planned[day]
            elif size:
                fixed[day] = size
    # The nearer to the race, the shorter.
    weights = {day: 3.0 + (frame.race_day - day).days for day in days if day not in fixed}
    sizes = {**fixed, **ledger.share_out(weights, fixed, target, limit, most)}
    sizes = {day: hm for day, hm in sizes.items() if hm > 0}
    for day in sorted(sizes):
        _add_run(writer, n, day, days[day], sizes[day], planned.get(day), is_long=False)
    total = float(sum(sizes.values()) * HM)
    _close_week(writer, n, sizes, total, total, 0)


def _lay_recovery(writer: _Writer, peak_m: float) -> None:
    """Lay the weeks after the race: days off, then easy runs that grow back towards the peak week."""
    frame, inputs, rule = writer.frame, writer.inputs, recovery(writer.distance_m)
    rung = writer.volumes[-1].rung
    free_until = frame.race_day + timedelta(days=rule.days_off)
    writer.ledger.note_week({frame.race_day: writer.distance_m / HM}, 0.0)
    for n, share in enumerate(rule.shares):
        start = frame.starts[-1] + timedelta(weeks=n + 1)
        runs = run_walk.SESSIONS if rung else inputs.days
        days = [day for day in running_days(start, runs, inputs.long_run_day) if day > free_until]
        wanted = share * peak_m
        days = days[-max(1, min(len(days), int(wanted // SHORTEST_M))) :]
        most = int(min(0.4 * peak_m, _FIRST_RECOVERY_RUN_M if n == 0 else _RECOVERY_RUN_M) / HM)
        each = to_half_km(wanted / max(1, len(days)))
        sizes: dict[date, float] = {}
        for day in days:
            if rung:
                writer.add(day, SessionKind.RUN_WALK, text=rung.text, duration_s=rung.duration_s)
            elif size := min(each, most, writer.ledger.run_limit(day)):
                writer.add(day, SessionKind.RECOVERY if n == 0 else SessionKind.EASY, size)
                sizes[day] = size
        total = len(days) * rung.on_feet_m if rung else sum(sizes.values()) * HM
        writer.ledger.note_week(sizes, total / HM)
        writer.weeks.append(PlanWeek(start=start, phase=Phase.RECOVERY, target_m=float(total)))
