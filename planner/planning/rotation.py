"""Which pair for which planned run: by what it is for, what a new pair may do, its life left, and even shares."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import msgspec
from msgspec.structs import replace

from planner.domain.gear import Role, Shoe, default_for
from planner.domain.session import SessionKind
from planner.planning.shoe_ramp import ShoeRun, Speed, against, ramp_of
from planner.planning.shoe_rules import ShoeRules
from planner.planning.shoe_wear import mark_of

_EASY = (Role.EASY, Role.DAILY, Role.LONG, Role.LIGHT)
_LONG = (Role.LONG, Role.DAILY, Role.EASY, Role.LIGHT)
_QUALITY = (Role.QUALITY, Role.LIGHT, Role.DAILY, Role.EASY, Role.LONG)
_RACE = (Role.RACE, Role.QUALITY, Role.LIGHT, Role.DAILY)
_OUTSIDE, _WORN_YESTERDAY, _OVER_SHARE, _KEPT = 1.0, 0.5, 1.0, 0.1
"""Weights of the choice, beside whole numbers for how well the role fits: only their order means anything."""


class Dealt(msgspec.Struct, frozen=True, kw_only=True):
    """A planned run for which another pair is suggested. `was`: the pair that hangs there now, empty for none."""

    run: ShoeRun
    shoe: str
    was: str
    why: str


def roles_for(kind: SessionKind) -> tuple[Role, ...]:
    """Return what a pair should be for to suit a kind of run, the best first; the others do not suit."""
    if kind in (SessionKind.RACE, SessionKind.TUNE_UP):
        return _RACE
    if kind.is_quality:
        return _QUALITY
    return _LONG if kind is SessionKind.LONG else _EASY


def deal(
    runs: Sequence[ShoeRun],
    shoes: Sequence[Shoe],
    gone_m: Mapping[str, float],
    rules: ShoeRules,
    today: date,
    *,
    speeds: Mapping[str, Speed] | None = None,
    rehearse: Mapping[str, str] | None = None,
) -> tuple[Dealt, ...]:
    """Return the planned runs of the next weeks for which another pair than now is suggested, by day.

    `runs`: all runs, done and planned; `gone_m`: metres on each pair now; `rehearse`: runs that the race pair needs.
    Nothing is suggested where fewer than two pairs are in use.
    """
    pairs = [shoe for shoe in shoes if not shoe.retired and not shoe.spare and shoe.role is not Role.WALK]
    if len(pairs) < 2:
        return ()
    table = _Table(list(runs), dict(gone_m), rules, today, speeds or {})
    found: list[Dealt] = []
    until = today + timedelta(weeks=rules.rotation.ahead_weeks)
    for run in sorted((one for one in runs if not one.done), key=lambda one: one.day):
        if run.day >= until and run.kind is not SessionKind.RACE and run.session not in (rehearse or {}):
            table.take(run, run.shoe)
            continue
        wanted = (rehearse or {}).get(run.session)
        shoe = next((one for one in pairs if one.id == wanted), None) or table.best(run, pairs)
        if shoe is None:
            table.take(run, run.shoe)
            continue
        why = "a rehearsal in the race pair" if shoe.id == wanted else table.why(run, shoe, shoes)
        table.take(run, shoe.id)
        if shoe.id != run.shoe:
            found.append(Dealt(run=run, shoe=shoe.id, was=run.shoe, why=why))
    return tuple(found)


class _Table:
    """The runs as they are dealt so far."""

    def __init__(
        self,
        runs: list[ShoeRun],
        gone_m: dict[str, float],
        rules: ShoeRules,
        today: date,
        speeds: Mapping[str, Speed],
    ) -> None:
        self._runs = {(run.day, run.session, run.done, n): run for n, run in enumerate(runs)}
        self._gone, self._rules, self._today, self._speeds = gone_m, rules, today, speeds

    def take(self, run: ShoeRun, shoe: str) -> None:
        """Deal a run."""
        key = next(key for key, one in self._runs.items() if one is run)
        self._runs[key] = replace(run, shoe=shoe, done=True)
        self._gone[shoe] = self._gone.get(shoe, 0.0) + (run.distance_m or 0.0)

    def best(self, run: ShoeRun, pairs: Sequence[Shoe]) -> Shoe | None:
        """Return the pair that suits a run best; None where none does."""
        scored = [(score, shoe) for shoe in pairs if (score := self._score(run, shoe, pairs)) is not None]
        if not scored:
            return None
        return min(scored, key=lambda one: (one[0], -self._days_since(run, one[1].id), one[1].id))[1]

    def why(self, run: ShoeRun, shoe: Shoe, shoes: Sequence[Shoe]) -> str:
        """Return in words why a pair suits a run better than the one that hangs there."""
        now = next((one for one in shoes if one.id == run.shoe), None)
        if now and not self._ramp_allows(run, now):
            return "which is still new"
        if now and self._gone.get(now.id, now.start_m) >= self._rules.wear.overdue * mark_of(now, self._rules):
            return "which is overdue"
        if run.kind in shoe.kinds:
            return f"your default for {run.kind.value.replace('-', ' ')}"
        roles = roles_for(run.kind)
        if shoe.role in roles[:1]:
            return f"a pair for {shoe.role}"
        was = next((share for one, share in self._shares(run).items() if one == run.shoe), 0.0)
        if run.shoe and was > self._rules.rotation.most_share:
            return f"{was:.0%} of the running was in the other pair"
        days = self._days_since(run, shoe.id)
        return f"not worn for {days} days" if 1 < days < _LONG_AGO else "to alternate the pairs"

    def _score(self, run: ShoeRun, shoe: Shoe, pairs: Sequence[Shoe]) -> float | None:
        roles = roles_for(run.kind)
        if run.kind in shoe.kinds:
            score = -2.0
        elif shoe.role in roles and not self._is_default_elsewhere(run, shoe, pairs):
            # Everyday pairs share the easy running: between them the shares decide, not the order of roles.
            score = 0.0 if shoe.role in roles[:2] and not run.kind.is_quality else float(roles.index(shoe.role))
        else:
            return None
        rules, mark = self._rules, mark_of(shoe, self._rules)
        left = 1 - self._gone.get(shoe.id, shoe.start_m) / mark
        if 1 - left >= rules.wear.overdue or not self._ramp_allows(run, shoe):
            return None
        life = rules.life
        if run.kind in (SessionKind.LONG, SessionKind.RACE) and not life.least <= left <= life.most:
            score += _OUTSIDE
        if self._shares(run).get(shoe.id, 0.0) > rules.rotation.most_share:
            score += _OVER_SHARE
        if self._days_since(run, shoe.id) * 24 < rules.rest.hours_apart:
            score += _WORN_YESTERDAY
        return score - (_KEPT if shoe.id == run.shoe else 0.0)

    def _is_default_elsewhere(self, run: ShoeRun, shoe: Shoe, pairs: Sequence[Shoe]) -> bool:
        """Tell whether a pair has kinds of its own, and this kind is another pair's."""
        return bool(shoe.kinds) and default_for(run.kind, pairs) is not None

    def _ramp_allows(self, run: ShoeRun, shoe: Shoe) -> bool:
        mine = replace(run, shoe=shoe.id)
        others = [one for one in self._runs.values() if one is not run]
        runs = sorted([*others, mine], key=lambda one: (one.day, not one.done))
        ramp = ramp_of(shoe, runs, self._rules, self._today, self._speeds.get(shoe.id))
        if ramp is None:
            return True
        before = [one for one in others if one.shoe == shoe.id and one.done and one.day <= run.day]
        first = not before and run.day == ramp.begins
        return not against(ramp, mine, max(before, key=lambda one: one.day, default=None), runs, first=first)

    def _shares(self, run: ShoeRun) -> dict[str, float]:
        since = run.day - timedelta(weeks=self._rules.rotation.weeks)
        sums: dict[str, float] = {}
        for one in self._runs.values():
            if one.shoe and one.done and since < one.day <= run.day:
                sums[one.shoe] = sums.get(one.shoe, 0.0) + (one.distance_m or 0.0)
        whole = sum(sums.values())
        return {shoe: metres / whole for shoe, metres in sums.items()} if whole else {}

    def _days_since(self, run: ShoeRun, shoe: str) -> int:
        days = [one.day for one in self._runs.values() if one.shoe == shoe and one.done and one.day <= run.day]
        return (run.day - max(days)).days if days else _LONG_AGO


_LONG_AGO = 9999
"""Days since a pair was worn that was never worn."""
