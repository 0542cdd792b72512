"""What the shell offers: ids of plans, of the coming days' sessions, of routines, exercises and gear."""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from planner.domain.days import Weekday, show_day
from planner.domain.gear import Orthotic, Shoe
from planner.domain.ids import HUNG
from planner.domain.session import name_of

if TYPE_CHECKING:
    from planner.actions.desk import Desk

_DAYS_BACK = 7
_DAYS_AHEAD = 14
Found = Iterator[tuple[str, str]]


def days(desk: "Desk") -> Found:
    """Yield days that are often meant."""
    for offset in range(-_DAYS_BACK, _DAYS_AHEAD + 1):
        day = desk.today + timedelta(days=offset)
        yield day.isoformat(), show_day(day)
    yield from (("today", ""), ("tomorrow", ""), ("yesterday", ""))
    yield from ((weekday.value, f"the next {weekday.full}") for weekday in Weekday)


def plans(desk: "Desk", _: str) -> Found:
    """Yield the plans."""
    for plan in desk.plans():
        yield plan.id, f"{plan.title}, {show_day(plan.race.day, year=True)}"


def flags(desk: "Desk", _: str) -> Found:
    """Yield the red flags that stand."""
    from planner.actions.body import light_of

    yield from ((one.flag, f"{one.place.label if one.place else 'whole body'}, {show_day(one.day)}")
                for one in light_of(desk).flags)  # fmt: skip


def templates(desk: "Desk", _: str) -> Found:
    """Yield the templates."""
    from planner.actions.templates import templates as listed

    yield from ((one.id, one.name) for one in listed(desk))


def sessions(desk: "Desk", incomplete: str) -> Found:
    """Yield the sessions of the coming and the last days; what hangs on them once the dot is typed."""
    plan = desk.plan()
    if plan is None:
        return
    first, last = desk.today - timedelta(days=_DAYS_BACK), desk.today + timedelta(days=_DAYS_AHEAD)
    standing = desk.schedule_of(plan)
    for planned in standing.sessions:
        session = planned.session
        if first <= session.day <= last:
            yield session.id, f"{name_of(session, desk.settings.unit)}, {show_day(session.day)}"
    if HUNG in incomplete:
        names = desk.names()
        for hung in standing.hung:
            if hung.is_routine and first <= hung.day <= last:
                yield hung.id, f"{names.get(hung.what, hung.what)}, {show_day(hung.day)}"


def routines(desk: "Desk", _: str) -> Found:
    """Yield the routines."""
    yield from sorted(desk.routine_names().items())


def playable(desk: "Desk", incomplete: str) -> Found:
    """Yield the routines, and what hangs on the coming days."""
    yield from routines(desk, incomplete)
    plan = desk.plan()
    if plan is None:
        return
    names = desk.routine_names()
    for hung in desk.schedule_of(plan).hung:
        if hung.is_routine and desk.today <= hung.day <= desk.today + timedelta(days=1):
            yield hung.id, f"{names.get(hung.what, hung.what)}, {show_day(hung.day)}"


def exercises(desk: "Desk", _: str) -> Found:
    """Yield the exercises."""
    yield from ((one.id, one.name) for one in desk.exercises().values())


def shoes(desk: "Desk", _: str) -> Found:
    """Yield the shoes that are not retired."""
    yield from ((item.id, item.name) for item in desk.gear() if isinstance(item, Shoe) and not item.retired)


def orthotics(desk: "Desk", _: str) -> Found:
    """Yield the orthotics that are not retired."""
    yield from ((item.id, item.name) for item in desk.gear() if isinstance(item, Orthotic) and not item.retired)


def hangable(desk: "Desk", _: str) -> Found:
    """Yield what can be hung on the runs."""
    from planner.actions.layers import things

    yield from things(desk).items()


def layers(desk: "Desk", _: str) -> Found:
    """Yield the layers of the current plan."""
    plan = desk.plan()
    yield from ((layer.id, layer.name) for layer in (desk.schedule_of(plan).layers if plan else ()))


def visits(desk: "Desk", _: str) -> Found:
    """Yield the visits that have no outcome yet."""
    from planner.actions.care import visit_words, visits

    yield from ((one.id, f"{show_day(one.day)}, {visit_words(one)}") for one in visits(desk) if not one.outcome)


def questions(desk: "Desk", _: str) -> Found:
    """Yield the questions that are open."""
    from planner.actions.care import questions

    yield from ((one.id, one.text) for one in questions(desk))


def figures(desk: "Desk", _: str) -> Found:
    """Yield the figures of the insights."""
    from planner.actions.insights import figures as listed

    yield from ((one.id, one.title) for one in listed(desk))


def backups(desk: "Desk", _: str) -> Found:
    """Yield the backups that planner keeps, the newest first."""
    from planner.store.care.backup import kept_in, kind_of

    yield from ((name, kind_of(name)) for name in reversed(kept_in(desk.store.backups)))


def store_files(desk: "Desk", _: str) -> Found:
    """Yield the files that the newest daily backups hold."""
    from planner.store.care.archive import folder_backup
    from planner.store.care.backup import kept_in, kind_of

    found: dict[str, str] = {}
    for name in kept_in(desk.store.backups):
        if kind_of(name) == "daily":
            found |= dict.fromkeys(folder_backup(desk.store.backups / name).files, name)
    yield from found.items()


def copies(desk: "Desk", _: str) -> Found:
    """Yield the second versions of the store's files."""
    from planner.actions.copies_aside import find_copies, place

    yield from ((place(desk, copy.path), copy.why) for copy in find_copies(desk))
