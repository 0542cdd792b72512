"""A session for what was logged: exercises ranked by the chain, in an order that makes sense, in the minutes there are.

A session is never longer than the minutes, with one exception: one exercise at its shortest always stays.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date

import msgspec
from msgspec.structs import replace

from planner.domain.body import Area
from planner.domain.chain import Chain
from planner.domain.dose import Dose, Spots
from planner.domain.equipment import Equipment
from planner.domain.exercise import Exercise, Kind, Timing
from planner.domain.ids import SUGGESTED
from planner.domain.length import Length
from planner.domain.light import RaisedFlag
from planner.domain.locks import Locks
from planner.domain.log import Felt, Happening
from planner.domain.routine import Do, Routine, routine_length, step_length
from planner.planning.chain_doses import Amount, amount, steps_of
from planner.planning.chain_filters import Dropped, Why, Without, why_not
from planner.planning.chain_scores import Ranked, Warm, ranked, warm_areas
from planner.planning.chain_standing import as_standing
from planner.planning.chain_suggestion import SuggestedStep, Suggestion
from planner.planning.chain_words import Reason, level_of_rule, reasons_of
from planner.planning.routine_checks import routine_warnings


class _Pick(msgspec.Struct, frozen=True):
    ranked: Ranked
    dose: Dose
    why: tuple[Reason, ...]


class _Wish(msgspec.Struct, frozen=True):
    """Something that a session must hold, and the reason that is shown for it."""

    fits: Callable[[Exercise], bool]
    why: Reason


def suggest(
    entries: Iterable[Happening],
    exercises: Mapping[str, Exercise],
    chain: Chain,
    today: date,
    *,
    locks: Locks,
    minutes: float | None = None,
    timing: Timing | None = None,
    owned: Collection[Equipment] | None = None,
    usual_s: Mapping[str, float] | None = None,
    own_made: Collection[str] = (),
    red: Collection[Area] = (),
    no_strength: str = "",
    standing: Routine | None = None,
    see: tuple[str, ...] = (),
) -> Suggestion:
    """Return the session for what was logged. `minutes`: the time there is, None for as long as it takes.

    `timing`: `pre` for before a run; anything else is for after one or a rest day. `owned`: the runner's kit, None when
    they have not said. `usual_s`: their usual seconds a side for open exercises. `red`: areas whose light is red:
    nothing works them, and nothing is strengthened. `no_strength`: why no strength work fits today. `standing`: the
    routine that is there anyway, for when nothing was logged. `see`: who should look at it, in sentences.
    """
    felt = tuple(entry for entry in entries if isinstance(entry, Felt))
    warm = warm_areas(felt, chain, today)
    base = Suggestion(day=today, minutes=minutes, timing=timing, warm=warm, notes=(*_notes(locks), *see))
    if locks.flags:
        return replace(base, flags=locks.flags, message=_message(locks.flags, see), notes=())
    usual = usual_s or {}
    if not any(one.score >= chain.selection.least_score for one in warm):
        return as_standing(base, standing, exercises, locks, usual)
    recent = tuple(one for one in felt if 0 <= (today - one.day).days < chain.selection.days)
    without = Without(
        locks=locks,
        timing=timing,
        owned=None if owned is None else frozenset(owned),
        red=frozenset(red),
        no_strength=no_strength,
        avoid=tuple((rule, entry) for rule in chain.avoid for entry in recent if rule.fits(entry)),
    )
    maker = _Maker(exercises, chain, warm, without, base, usual)
    return maker.made(ranked(warm, exercises, chain, own_made))


class _Broken(msgspec.Struct, frozen=True):
    """A rule that the session goes against: by which exercise, why that is left out, and what would mend it."""

    rule: str
    exercise: str
    why: str
    mend: _Wish | None = None


class _Maker:
    """Fills one session: first what weighs most, then what a rule asks for, then the rest, as long as it fits."""

    def __init__(
        self,
        exercises: Mapping[str, Exercise],
        chain: Chain,
        warm: tuple[Warm, ...],
        without: Without,
        base: Suggestion,
        usual_s: Mapping[str, float],
    ) -> None:
        self._exercises = exercises
        self._chain = chain
        self._choice = chain.selection
        self._warm = warm
        self._without = without
        self._base = base
        self._usual_s = usual_s
        minutes = self._choice.any_minutes if base.minutes is None else base.minutes
        self._seconds = 60 * minutes
        self._is_short = minutes < self._choice.balance_from_minutes
        self._is_pre = base.timing is Timing.PRE
        self._least = Amount.BEFORE if self._is_pre else Amount.SHORT
        self._dropped: dict[str, Dropped] = {}
        self._banned: set[str] = set()
        self._allowed: list[Ranked] = []

    def made(self, candidates: tuple[Ranked, ...]) -> Suggestion:
        """Return the session that these exercises make."""
        self._allowed = [one for one in candidates if self._is_free(one.exercise)]
        free = self._worth_it(self._allowed)
        wishes = self._balance()
        tried: set[str] = set()
        picks = self._fill(free, wishes)
        while broken := self._broken(picks):
            # A partner is looked for once; where there is none, or no time for it, the exercise stands back.
            if broken.mend is not None and broken.rule not in tried:
                wishes = [broken.mend, *wishes]
                tried.add(broken.rule)
            else:
                self._banned.add(broken.exercise)
                self._drop(self._exercises[broken.exercise], Why.ALONE, broken.why)
                free = [one for one in free if one.exercise.id not in self._banned]
            picks = self._fill(free, wishes)
        return self._session(picks)

    def _session(self, picks: list[_Pick]) -> Suggestion:
        steps = tuple(self._step(pick, n) for n, pick in enumerate(self._in_order(picks)))
        routine = self._routine(tuple(step for one in steps for step in one.steps)) if steps else None
        chosen = {one.exercise for one in steps}
        return replace(
            self._base,
            steps=steps,
            routine=routine,
            length=routine_length(routine, self._exercises, self._usual_s) if routine else Length(0, 0, 0),
            dropped=tuple(one for name, one in self._dropped.items() if name not in chosen),
            said="" if steps else "Nothing is left that fits: see what was left out, and why.",
        )

    def _is_free(self, exercise: Exercise) -> bool:
        found = why_not(exercise, self._without)
        if found:
            self._dropped[exercise.id] = found
        return found is None

    def _worth_it(self, free: list[Ranked]) -> list[Ranked]:
        """Return the exercises that count for enough: time is better spent on more of those."""
        least = self._choice.least_part * max((one.score for one in free), default=0.0)
        for one in free:
            if one.score < least:
                self._drop(one.exercise, Why.LITTLE, "what you logged asks little for it")
        return [one for one in free if one.score >= least]

    def _drop(self, exercise: Exercise, code: Why, why: str) -> None:
        self._dropped[exercise.id] = Dropped(exercise=exercise.id, name=exercise.name, code=code, why=why)

    # Choosing

    def _fill(self, free: list[Ranked], wishes: list[_Wish]) -> list[_Pick]:
        wished = [(found, wish) for wish in wishes if (found := self._best(wish))]
        why: dict[str, tuple[Reason, ...]] = {}
        for found, wish in wished:
            why[found.exercise.id] = (*why.get(found.exercise.id, ()), wish.why)
        order = list({one.exercise.id: one for one in (*free[:1], *(found for found, _ in wished), *free)}.values())
        enough = self._choice.core_part * max((one.score for one in free), default=0.0)
        core = [one for one in order if one.score >= enough or one.exercise.id in why]
        picks: list[_Pick] = []
        # One of each sort first, so that a session does not roll one muscle twice before it stretches it.
        for some, most in (
            (core, 1),
            (order, 1),
            (order, 1 if self._is_short else self._choice.most_per_area_and_kind),
        ):
            taken = {pick.ranked.exercise.id for pick in picks}
            for one in some:
                if one.exercise.id not in taken:
                    self._take(one, picks, why.get(one.exercise.id, ()), most)
            picks = self._longer(picks)
        return picks

    def _take(self, one: Ranked, picks: list[_Pick], wished: tuple[Reason, ...], most: int) -> None:
        exercise, main = one.exercise, one.exercise.areas[0]
        alike = [pick.ranked.exercise for pick in picks if _slot(pick.ranked.exercise) == (main, exercise.kind)]
        if self._is_pre and exercise.kind is Kind.STATIC_STRETCH:
            most = 1
        if len(alike) >= most and not wished:
            names = " and ".join(other.name for other in alike)
            self._drop(exercise, Why.ENOUGH, f"enough of this: {names}")
            return
        pick = _Pick(one, amount(exercise, self._least, self._choice), (*self._why(one), *wished))
        left_s = self._seconds - sum(map(self._length, picks))
        if picks and self._length(pick) > left_s:
            self._drop(exercise, Why.TIME, "there is no time left for it")
        elif picks and self._is_short and len(picks) >= self._choice.short_items[1]:
            self._drop(exercise, Why.TIME, f"a short session has {self._choice.short_items[1]} exercises at most")
        else:
            picks.append(pick)
            self._dropped.pop(exercise.id, None)

    def _longer(self, picks: list[_Pick]) -> list[_Pick]:
        """Give the time that is left to the exercises that weigh most: their whole dose instead of the short one."""
        if self._is_pre:
            return picks
        left_s = self._seconds - sum(map(self._length, picks))
        made = []
        for pick in picks:
            exercise = pick.ranked.exercise
            full = _Pick(pick.ranked, exercise.dose, pick.why)
            more_s = self._length(full) - self._length(pick)
            # Spot by spot only where it is known how long this runner takes.
            is_known = not isinstance(exercise.dose, Spots) or exercise.id in self._usual_s
            if is_known and more_s <= left_s:
                left_s -= more_s
                made.append(full)
            else:
                made.append(pick)
        return made

    def _best(self, wish: _Wish) -> Ranked | None:
        """Return what fulfils a wish best: of the ranked ones, else of what the chain lists for any area."""
        known = {one.exercise.id for one in self._allowed} | self._banned
        others = (
            Ranked(exercise=self._exercises[name], score=0.0, left=0.0, right=0.0, areas=())
            for plan in self._chain.areas
            for name in plan.exercises
            if name in self._exercises and name not in known
        )
        for one in (*self._allowed, *others):
            name = one.exercise.id
            if name not in self._banned and wish.fits(one.exercise) and why_not(one.exercise, self._without) is None:
                return one
        return None

    def _balance(self) -> list[_Wish]:
        """Rule 5: with the IT band or the knee on top, strength for the glutes and something for the calf."""
        choice = self._choice
        top = self._warm[0].area
        if top not in choice.balance_for or self._is_short:
            return []
        glute = set(choice.balance_strength)
        calf = set(choice.balance_any)
        wishes = [
            _Wish(
                lambda one: one.kind is Kind.STRENGTH and one.areas[0] in glute,
                Reason(
                    text=f"A session for the {top} has strength for the glutes.", level=level_of_rule(strength=True)
                ),
            ),
            _Wish(
                lambda one: one.areas[0] in calf,
                Reason(text=f"A session for the {top} has something for the calf.", level=level_of_rule()),
            ),
        ]
        return wishes[1:] if self._without.red or self._without.no_strength else wishes

    def _broken(self, picks: list[_Pick]) -> _Broken | None:
        """Return what goes against a rule of rolling and stretching, and what would mend it."""
        routine = self._routine(tuple(step for pick in self._in_order(picks) for step in self._steps(pick)))
        for warning in routine_warnings(routine, self._exercises):
            rule, _, names = warning.key.partition(":")
            if rule == "calf-roll-alone":
                roll = next(one.ranked.exercise for one in picks if _is_calf_roll(one.ranked.exercise))
                mend = _Wish(_stretches_calf, Reason(text="It belongs to a roll of the calf.", level="practice"))
                return _Broken(rule, roll.id, "a roll of the calf needs a stretch of it, and none fits", mend)
            if rule == "nothing-moves-after":
                moves = Reason(text="Something that moves follows a hold before a run.", level="study")
                mend = _Wish(lambda one: one.kind is Kind.DYNAMIC, moves)
                return _Broken(rule, names, "before a run something that moves follows a hold, and none fits", mend)
            if rule == "long-hold":
                return _Broken(rule, names.split("+")[-1], "it is held for too long before a run")
        return None

    # What it comes to

    def _in_order(self, picks: list[_Pick]) -> list[_Pick]:
        kinds, areas = self._choice.kinds, self._choice.areas
        return sorted(
            picks,
            key=lambda pick: (
                kinds.index(pick.ranked.exercise.kind),
                areas.index(pick.ranked.exercise.areas[0]),
                -pick.ranked.score,
            ),
        )

    def _steps(self, pick: _Pick) -> tuple[Do, ...]:
        one = pick.ranked
        return steps_of(one.exercise, pick.dose, one.left, one.right, self._choice.other_side)

    def _length(self, pick: _Pick) -> float:
        return sum(step_length(step, self._exercises, self._usual_s).usual_s for step in self._steps(pick))

    def _step(self, pick: _Pick, place: int) -> SuggestedStep:
        exercise = pick.ranked.exercise
        lock = self._without.locks.lighter.get(exercise.id)
        caution = lock.why if lock else ""
        # What matters most stays longest when the session is cut in the player.
        priority = 1 if place == 0 or pick.ranked.score >= self._warm[0].score else 2
        steps = tuple(replace(step, priority=priority) for step in self._steps(pick))
        return SuggestedStep(
            exercise=exercise.id,
            name=exercise.name,
            kind=exercise.kind,
            area=exercise.areas[0],
            steps=steps,
            seconds=self._length(pick),
            score=pick.ranked.score,
            reasons=pick.why,
            caution=caution,
        )

    def _why(self, one: Ranked) -> tuple[Reason, ...]:
        """Return the reasons of the areas that it counts for, those that weigh most first."""
        told = [(warm, share, reason) for warm, share in one.areas for reason in reasons_of(warm, one.exercise)]
        told.sort(key=lambda each: -each[1] * each[2].score)
        return tuple(reason for _, _, reason in told)

    def _routine(self, steps: tuple[Do, ...]) -> Routine:
        when = (Timing.PRE,) if self._is_pre else (Timing.POST, Timing.REST)
        about = "Made from what you logged. A model to choose exercises by, not a diagnosis."
        return Routine(id=SUGGESTED, name="Suggested session", timing=when, about=about, steps=steps)


def _notes(locks: Locks) -> tuple[str, ...]:
    notes = [locks.caution] if locks.caution else []
    if locks.pressure is not None:
        notes.append(f"Pressure on the roller at most {locks.pressure} out of 10.")
    return tuple(notes)


def _message(flags: tuple[RaisedFlag, ...], see: tuple[str, ...]) -> tuple[str, ...]:
    who = ", ".join(dict.fromkeys(one for flag in flags for one in flag.who))
    told = dict.fromkeys(flag.message for flag in flags)
    return (*told, *(see or (f"Who can help: {who}.",)), "Nothing is suggested while this stands.")


def _slot(exercise: Exercise) -> tuple[Area, Kind]:
    return exercise.areas[0], exercise.kind


_CALF = frozenset({Area.CALF, Area.SOLEUS})
_ANKLE = frozenset({Area.ANKLE, Area.ACHILLES}) | _CALF


def _is_calf_roll(exercise: Exercise) -> bool:
    return exercise.kind is Kind.ROLL and exercise.areas[0] in _CALF


def _stretches_calf(exercise: Exercise) -> bool:
    return exercise.kind in (Kind.STATIC_STRETCH, Kind.DYNAMIC) and bool(_ANKLE & set(exercise.areas))
