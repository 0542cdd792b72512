"""What the times to clear come to: the short version that was earned, and what rolling does not settle."""

from collections.abc import Iterable

from planner.actions.desk import Desk
from planner.actions.insight_rules import insight_rules
from planner.actions.played_before import lately
from planner.domain.errors import BadValue, PlannerError
from planner.domain.layer import Hung
from planner.domain.log import Happening, Played
from planner.domain.routine import Do, Routine, flat
from planner.insights.clear_words import ClearNews
from planner.insights.clear_words import clear_news as news_of
from planner.insights.history import History, Known, PlannedWork
from planner.planning.short_version import is_spots, short_version

_HOW = "V plays it before the start, or `planner play` with `--short`."


def clear_news(desk: Desk, played: Played | None = None) -> tuple[str, ...]:
    """Return what is worth a sentence about rolling spot by spot, with a session that is not logged yet.

    The offer of the short version, or what should be looked at; empty when there is nothing to say. In private nothing
    is said of pain. With `played` only its own exercises have a say, and nothing when it was stopped.
    """
    if played is not None and not played.complete:
        return ()
    private = desk.settings.private
    news = _news(desk, played, _exercises(desk, [played] if played else _sessions(desk)))
    told = (one for one in news if one.earned or not private)
    return tuple(f"{line} {_HOW}" if one.earned else line for one in told for line in one.sentences)


def short_is_earned(desk: Desk, routine: Routine) -> bool:
    """Whether everything that a routine rolls spot by spot has cleared quickly enough for the short version."""
    exercises = desk.exercises()
    spots = [one.exercise for one in flat(routine.steps) if isinstance(one, Do) and is_spots(one, exercises)]
    return bool(spots) and all(one.earned for one in _news(desk, None, spots))


def shortened(desk: Desk, routine: Routine) -> Routine:
    """Return the short version of a routine. Raises `BadValue` when it rolls nothing spot by spot."""
    short = short_version(routine, desk.exercises(), short_side_s())
    if short is routine:
        raise BadValue(
            "short version",
            f"{routine.name!r} rolls nothing spot by spot",
            "Play it as it is, or say how many minutes you have.",
        )
    return short


def short_side_s() -> int:
    """Return the seconds a side of the short version."""
    return insight_rules().clear.short.side_s


def _news(desk: Desk, played: Played | None, exercises: Iterable[str]) -> list[ClearNews]:
    names = tuple(dict.fromkeys(exercises))
    if not names:
        return []
    history = _history(desk, played)
    return [news_of(history, name, insight_rules().clear) for name in names]


def _sessions(desk: Desk) -> list[Played]:
    return [entry for entry in lately(desk) if isinstance(entry, Played)]


def _exercises(desk: Desk, sessions: Iterable[Played]) -> list[str]:
    """Return the exercises of some sessions that were rolled spot by spot and still exist."""
    known = desk.exercises()
    rolled = [step.exercise for one in sessions for step in one.steps if step.time_to_clear_s is not None]
    return [one for one in dict.fromkeys(rolled) if one in known]


def _history(desk: Desk, played: Played | None) -> History:
    """Return the last months, with a session that is not logged yet: as much as the times to clear look at."""
    entries: list[Happening] = [entry for entry in lately(desk) if played is None or entry.id != played.id]
    entries += [played] if played else []
    sessions = [entry for entry in entries if isinstance(entry, Played)]
    routines = desk.library().routines
    return History(
        today=desk.today,
        entries=tuple(sorted(entries, key=lambda entry: entry.day)),
        work=tuple(_work(desk, sessions)),
        exercises={one.id: Known(name=one.name, kind=one.kind, areas=one.areas) for one in desk.exercises().values()},
        timings={one.routine: routines[one.routine].timing for one in sessions if one.routine in routines},
        routines=desk.routine_names(),
        unit=desk.settings.unit,
        first_weekday=desk.settings.first_weekday,
    )


def _work(desk: Desk, sessions: Iterable[Played]) -> Iterable[PlannedWork]:
    """Yield what the sessions hang on, as far as their plans can still be read."""
    plans = set(desk.store.plan_ids())
    for played in sessions:
        if not played.item or played.plan not in plans:
            continue
        try:
            found = desk.schedule_of(desk.plan_of(played.plan)).find(played.item)
        except PlannerError as problem:
            desk.note_problems((problem,))
            continue
        if isinstance(found, Hung):
            yield PlannedWork(
                item=found.id,
                day=found.day,
                layer=found.layer,
                thing=found.thing,
                routine=found.what,
                anchor=found.anchor,
            )
