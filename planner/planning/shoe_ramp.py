"""How a new pair of shoes comes in: what may be run in it when, laid over the runs, and what goes against that."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import msgspec

from planner.domain.body import Area
from planner.domain.days import show_day
from planner.domain.gear import Orthotic, Shoe
from planner.domain.gear_note import GearNote, GearWord
from planner.domain.layer import Thing
from planner.domain.log import Feeling, Felt
from planner.domain.session import SessionKind
from planner.domain.text import one_line
from planner.domain.units import Unit, show_distance
from planner.planning.shoe_rules import RampRule, ShoeRules

_SENSITIVE = {
    Area.ACHILLES: "Achilles tendon",
    Area.CALF: "calf",
    Area.SOLEUS: "lower calf",
    Area.PLANTAR_FOOT: "sole of the foot",
}
"""Areas whose ache makes a ramp slower, and their words."""
_WEEK = timedelta(days=7)


class ShoeRun(msgspec.Struct, frozen=True, kw_only=True):
    """A run, done or planned, with the pair it was or will be run in (empty: none is named)."""

    day: date
    kind: SessionKind
    distance_m: float | None = None
    shoe: str = ""
    done: bool = False
    session: str = ""


class Speed(msgspec.Struct, frozen=True, kw_only=True):
    """Why a ramp is slower (`slow`, a reason each) or faster (`quick`) than the usual one; slower wins."""

    slow: tuple[str, ...] = ()
    quick: str = ""


class Ramp(msgspec.Struct, frozen=True, kw_only=True):
    """The ramp of a pair whose first run is on `begins`. `long_from`: the day from which the long run may be in it."""

    shoe: str
    begins: date
    factor: int
    first_share: float
    rule: RampRule
    speed: Speed

    def week_of(self, day: date) -> int:
        """Return the step of the ramp on a day, from 1; a slow ramp stays longer on each."""
        return (day - self.begins).days // (7 * self.factor) + 1

    @property
    def any_from(self) -> date:
        """The first day of any easy or hard run in it."""
        return self.begins + _WEEK * (self.rule.any_run_week - 1) * self.factor

    @property
    def long_from(self) -> date:
        """The first day of a long run in it: the ramp is over."""
        return self.begins + _WEEK * (self.rule.long_run_week - 1) * self.factor

    @property
    def walks_from(self) -> date:
        """The first day of walking in it."""
        return self.begins - timedelta(days=self.rule.walk_days)

    def share_on(self, day: date) -> float | None:
        """Return which part of the running of seven days may be in it; None where any may."""
        week = self.week_of(day)
        if week >= self.rule.any_run_week:
            return None
        return self.first_share if week <= 1 else self.rule.second_share

    def window(self, day: date) -> tuple[date, date]:
        """Return the seven days of the ramp, counted from its first run, that hold `day`: first and last."""
        first = self.begins + _WEEK * ((day - self.begins).days // 7)
        return first, first + timedelta(days=6)


def length_days(rules: ShoeRules) -> int:
    """Return how many days the usual ramp takes, from the first walk to the day of the first long run."""
    return rules.ramp.walk_days + 7 * (rules.ramp.long_run_week - 1)


def is_new(shoe: Shoe, rules: ShoeRules, today: date) -> bool:
    """Tell whether a pair comes into use with a ramp: it was bought, or first used, of late, with little on it.

    Where nobody says when it came, or it came long ago, it may be an old one whose distance was never entered: nothing
    is made of it.
    """
    came = shoe.first_used or shoe.bought
    return shoe.start_m < rules.ramp.new_below_m and came is not None and (today - came).days <= rules.ramp.bought_days


def ramp_of(
    shoe: Shoe, runs: Iterable[ShoeRun], rules: ShoeRules, today: date, speed: Speed | None = None
) -> Ramp | None:
    """Return the ramp of a new pair that is under way or planned; None for one that is in use or that no run names.

    It begins on the day of first use that the shoe names, else on its first run, done or, from today on, planned.
    """
    if shoe.retired or not is_new(shoe, rules, today):
        return None
    own = [run.day for run in runs if run.shoe == shoe.id and (run.done or run.day >= today)]
    begins = min([shoe.first_used] if shoe.first_used else own, default=None)
    if begins is None:
        return None
    pace = speed or Speed()
    made = Ramp(
        shoe=shoe.id,
        begins=begins,
        factor=rules.slow.factor if pace.slow else 1,
        first_share=rules.quick.first_share if pace.quick and not pace.slow else rules.ramp.first_share,
        rule=rules.ramp,
        speed=pace,
    )
    return None if made.long_from < today else made


def ramp_notes(
    shoe: Shoe,
    runs: Sequence[ShoeRun],
    rules: ShoeRules,
    today: date,
    *,
    speed: Speed | None = None,
    unit: Unit = Unit.KM,
) -> tuple[GearNote, ...]:
    """Return the ramp of a new pair as notes on days from today on, warnings where a planned run goes against it.

    `runs`: all runs, done and planned, in whatever pair. Nothing is said of a pair that is in use already.
    """
    ramp = ramp_of(shoe, runs, rules, today, speed)
    if ramp is None:
        return ()
    name = one_line(shoe.name)
    low, high = ramp.rule.walk_minutes
    notes = [
        GearNote(day=day, thing=Thing.SHOE, item=shoe.id, text=f"{name}: walk {low}-{high} min in it.", short="walk")
        for day in (ramp.walks_from + timedelta(days=n) for n in range(ramp.rule.walk_days))
        if day >= today
    ]
    own = sorted((run for run in runs if run.shoe == shoe.id), key=lambda run: (run.day, not run.done))
    for number, run in enumerate(own, 1):
        if run.done or run.day < today:
            continue
        before = own[number - 2] if number > 1 else None
        first = before is None and run.day == ramp.begins
        wrong = against(ramp, run, before, runs, first=first, unit=unit)
        if not wrong and before and _short(ramp, run.day) == _short(ramp, before.day) in _OPEN:
            continue  # told at the first such run
        text = f"{name}: {'; '.join(wrong)}." if wrong else f"{name}: {_step(ramp, run, runs, first, unit)}."
        word = GearWord.WARN if wrong else GearWord.PLAN
        notes.append(
            GearNote(day=run.day, thing=Thing.SHOE, item=shoe.id, text=text, short=_short(ramp, run.day), word=word)
        )
    return tuple(sorted(notes, key=lambda note: note.day))


def against(
    ramp: Ramp, run: ShoeRun, before: ShoeRun | None, runs: Iterable[ShoeRun], *, first: bool, unit: Unit = Unit.KM
) -> tuple[str, ...]:
    """Return what a run in a new pair goes against, in words; empty where it is fine.

    `before`: the run in the pair before it. `first`: it is the first one in the pair at all.
    """
    found: list[str] = []
    hard = run.kind.is_hard
    low, high = ramp.rule.first_m
    if run.kind is SessionKind.LONG and run.day < ramp.long_from:
        found.append(f"a long run in it from {show_day(ramp.long_from)} on")
    elif hard and run.day < ramp.any_from:
        found.append(f"a hard run in it from {show_day(ramp.any_from)} on")
    if first:
        if run.distance_m and run.distance_m > high:
            found.append(f"the first run in it would be {_range(low, high, unit)}, not {_km(run.distance_m, unit)}")
        return tuple(found)
    if ramp.week_of(run.day) <= 1 and before and (run.day - before.day).days <= 1:
        weeks = "week" if ramp.factor == 1 else f"{ramp.factor} weeks"
        found.append(f"not on two days in a row in its first {weeks}")
    part, share = ramp.share_on(run.day), share_until(ramp, run, runs)
    if part is not None and share is not None and share > part + 1e-9:
        found.append(f"{share:.0%} of that week would be in it, {part:.0%} would be fine")
    return tuple(found)


def share_until(ramp: Ramp, run: ShoeRun, runs: Iterable[ShoeRun]) -> float | None:
    """Return which part of the seven days' distance is in the pair up to and with `run`; None where it is unknown."""
    first, last = ramp.window(run.day)
    week = [one for one in runs if first <= one.day <= last]
    whole = sum(one.distance_m or 0.0 for one in week)
    own = sum(one.distance_m or 0.0 for one in week if one.shoe == ramp.shoe and one.day <= run.day)
    return own / whole if whole and run.distance_m else None


def speed_of(
    shoe: Shoe,
    others: Sequence[Shoe],
    rules: ShoeRules,
    today: date,
    *,
    main: str = "",
    used: Iterable[str] = (),
    orthotics: Iterable[Orthotic] = (),
    felt: Iterable[Felt] = (),
    private: bool = False,
) -> Speed:
    """Return what makes the ramp of a new pair slower or faster, with the reasons.

    It is compared with the pair that it replaces, else with the main one. `used`: ids of the pairs that runs name.
    With `private` what was felt is not named.
    """
    was = next((one for one in others if one.id == (shoe.same_as or main) and one.id != shoe.id), None)
    slow = [*_built(shoe, was, others, set(used), rules), *_worn_in(orthotics, rules, today)]
    if ache := _felt(felt, rules, today):
        slow.append("something that you logged" if private else ache)
    return Speed(slow=tuple(slow), quick=_quick(shoe, was, rules))


def _built(shoe: Shoe, was: Shoe | None, others: Sequence[Shoe], used: set[str], rules: ShoeRules) -> Iterable[str]:
    slow = rules.slow
    if was and shoe.drop_mm is not None and was.drop_mm is not None:
        change = shoe.drop_mm - was.drop_mm
        if abs(change) >= slow.drop_mm:
            yield f"the drop is {abs(change):g} mm {'higher' if change > 0 else 'lower'} than in {one_line(was.name)}"
    known = [one for one in others if one.id != shoe.id and (one.id in used or _is_known(one))]
    flat = _is_minimal(shoe, rules)
    if flat and not any(_is_minimal(one, rules) for one in known):
        yield "it is a flat or minimal shoe"
    if shoe.plate and not any(one.plate for one in known):
        yield "it is your first pair with a plate"


def _is_known(shoe: Shoe) -> bool:
    """Tell whether a pair was run in by its record alone."""
    return shoe.start_m > 0 or shoe.retired is not None or shoe.first_used is not None


def _is_minimal(shoe: Shoe, rules: ShoeRules) -> bool:
    flat = shoe.drop_mm is not None and shoe.drop_mm <= rules.slow.minimal_drop_mm
    return flat or (shoe.stack_mm is not None and shoe.stack_mm <= rules.slow.minimal_stack_mm)


def _worn_in(orthotics: Iterable[Orthotic], rules: ShoeRules, today: date) -> Iterable[str]:
    rigid = [one for one in orthotics if one.build and one.build.is_rigid]
    begun = [one.started or one.since for one in rigid]
    if len(rigid) == 1 and begun[0] and abs((today - begun[0]).days) < rules.slow.orthotic_days:
        yield f"{one_line(rigid[0].name)}, your first rigid orthotics, are new"


def _felt(felt: Iterable[Felt], rules: ShoeRules, today: date) -> str:
    slow = rules.slow
    lately = [
        one
        for one in felt
        if one.area in _SENSITIVE
        and one.feeling is not Feeling.TIGHTNESS
        and one.score >= slow.score
        and 0 <= (today - one.day).days < slow.score_days
    ]
    if not lately:
        return ""
    worst = max(lately, key=lambda one: (one.score, one.day))
    return f"{_SENSITIVE[worst.area]} {worst.score} of 10 on {show_day(worst.day)}"


def _quick(shoe: Shoe, was: Shoe | None, rules: ShoeRules) -> str:
    if was is None or not (shoe.same_as or _is_same_model(shoe, was)):
        return ""
    pairs = ((shoe.drop_mm, was.drop_mm), (shoe.stack_mm, was.stack_mm))
    most = rules.quick.same_within_mm
    if all(one is not None and other is not None and abs(one - other) <= most for one, other in pairs):
        return f"it is built as {one_line(was.name)}"
    return ""


def _is_same_model(shoe: Shoe, was: Shoe) -> bool:
    own, other = (" ".join(f"{one.brand} {one.model}".lower().split()) for one in (shoe, was))
    return bool(shoe.model) and own == other


def _step(ramp: Ramp, run: ShoeRun, runs: Iterable[ShoeRun], first: bool, unit: Unit) -> str:
    if first:
        return f"first run in it, {_range(*ramp.rule.first_m, unit)} easy"
    part = ramp.share_on(run.day)
    if part is not None:
        share = share_until(ramp, run, runs)
        so_far = f", {share:.0%} with this run" if share is not None else ""
        return f"at most {part:.0%} of the week in it{so_far}"
    if run.day < ramp.long_from:
        return "any easy or hard run in it; the long run a little later"
    return "broken in: any run in it, the long one too"


_OPEN = ("any", "long")


def _short(ramp: Ramp, day: date) -> str:
    part = ramp.share_on(day)
    if day == ramp.begins:
        return "new"
    return f"new{part:.0%}" if part is not None else "any" if day < ramp.long_from else "long"


def _range(low: float, high: float, unit: Unit) -> str:
    return f"{show_distance(low, unit, with_unit=False)}-{_km(high, unit)}"


def _km(metres: float, unit: Unit) -> str:
    return show_distance(metres, unit)
