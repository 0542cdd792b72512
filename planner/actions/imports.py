"""Importing plans that somebody else wrote: read, hang the default layers, keep."""

from datetime import date, datetime
from typing import TYPE_CHECKING

import msgspec

from planner.actions.build_ups import keep
from planner.actions.desk import Desk
from planner.domain.activity import Activity
from planner.domain.days import LAST_YEAR, Weekday, show_day
from planner.domain.errors import BadValue
from planner.domain.ids import check_slug, slug_of
from planner.domain.plan import Plan
from planner.domain.race import show_race_distance
from planner.domain.session import SessionKind
from planner.domain.units import Unit
from planner.planning.default_layers import default_layers

if TYPE_CHECKING:
    from planner.imports.plans import Imported


class ImportReport(msgspec.Struct, frozen=True, kw_only=True):
    """The plan that was read, whether it was kept, and in words what was not understood or had to be decided.

    `format`: what the file is. `contradictions`: where the file says two things. `done`: runs that it holds beside
    the plan; they are not kept here.
    """

    plan: Plan
    notes: tuple[str, ...]
    kept: bool
    format: str = ""
    contradictions: tuple[str, ...] = ()
    done: tuple[Activity, ...] = ()


def import_plan(
    desk: Desk,
    data: bytes,
    name: str,
    *,
    race_day: date | None = None,
    race_m: float | None = None,
    weekdays: tuple[Weekday, ...] = (),
    unit: Unit | None = None,
    format: str | None = None,  # noqa: A002 - the word of the command line
    plan_id: str | None = None,
    dry_run: bool = False,
) -> ImportReport:
    """Read a plan file and keep it with the default layers hung on it.

    Raises `BadValue` naming the place; it is `planner.imports.plans.Missing` when one more answer would do.
    """
    from planner.imports.plans import Asked, read_plan

    if plan_id is not None:
        check_slug(plan_id, "plan id")
    if race_day is not None:
        _check_ahead(race_day, desk.today)
    asked = Asked(
        pick=desk.pick, format=format, plan_id=plan_id, race_day=race_day, race_m=race_m, weekdays=weekdays, unit=unit,
        own_unit=desk.settings.unit, local=datetime.astimezone, today=desk.today,
    )  # fmt: skip
    imported = read_plan(data, name, asked)
    plan, lacks = _with_layers(desk, imported)
    plan = msgspec.structs.replace(plan, id=plan_id or _free_id(desk, plan.id))
    report = ImportReport(
        plan=plan,
        notes=(*_of_race(desk, plan, race_day, race_m), *imported.notes, *lacks),
        kept=False,
        format=imported.format,
        contradictions=imported.contradictions,
        done=imported.done,
    )
    return report if dry_run else keep_import(desk, report)


def _check_ahead(race_day: date, today: date) -> None:
    """Raise `BadValue` for the day of a race that is over, or further ahead than can be meant."""
    if race_day <= today:
        raise BadValue("race date", f"{race_day.isoformat()} is not ahead", "Give the day of a race to come.")
    if race_day.year > LAST_YEAR:
        raise BadValue("race date", f"{race_day.isoformat()} is too far away", f"Give a year up to {LAST_YEAR}.")


def _with_layers(desk: Desk, imported: "Imported") -> tuple[Plan, tuple[str, ...]]:
    """Return a plan with its own layers, or with the default ones, and what its own need and this store lacks."""
    plan = imported.plan
    if imported.keeps_layers:
        from planner.actions.shared_plan import apart, lacking

        plan = apart(desk, plan)
        return plan, lacking(desk, plan)
    long_run_day, days = _habits(plan)
    layers = default_layers(plan.race.distance_m, long_run_day=long_run_day, days=days)
    return msgspec.structs.replace(plan, layers=layers), ()


def _of_race(desk: Desk, plan: Plan, race_day: date | None, race_m: float | None) -> tuple[str, ...]:
    """Return what is to be said of a plan's race: that it is over, or not as long as was given beside the file."""
    notes: list[str] = []
    if race_day is None and plan.race.day <= desk.today:
        over = show_day(plan.race.day, year=True)
        notes.append(f"Its race was on {over}; --race-date moves the plan to a race to come.")
    if race_m and abs(plan.race.distance_m - race_m) > 1:
        stated, given = (show_race_distance(metres, desk.settings.unit) for metres in (plan.race.distance_m, race_m))
        notes.append(f"The file says how far its race is, {stated}; {given}, which was given beside it, was left out.")
    return tuple(notes)


def keep_import(desk: Desk, report: ImportReport) -> ImportReport:
    """Keep a plan that was read with `dry_run`, as it was shown. Raises `BadValue` for an id that is taken."""
    if report.plan.id in desk.store.plan_ids():
        raise BadValue(
            "plan id", f"there is a plan {report.plan.id!r} already", "Choose another id, or read the file again."
        )
    keep(desk, report.plan)
    return msgspec.structs.replace(report, kept=True)


def _free_id(desk: Desk, wanted: str) -> str:
    base = slug_of(wanted, "imported")[:50]
    taken = set(desk.store.plan_ids())
    return next(name for n in range(1, len(taken) + 2) if (name := base if n == 1 else f"{base}-{n}") not in taken)


def _habits(plan: Plan) -> tuple[Weekday, int]:
    """Return the usual weekday of the long run and the usual number of runs a week of an imported plan."""
    longs = [Weekday.of(session.day) for session in plan.base if session.kind is SessionKind.LONG]
    runs = sum(session.kind.is_run for session in plan.base)
    days = round(runs / max(len(plan.weeks), 1))
    return max(set(longs), key=longs.count) if longs else Weekday.SUN, min(max(days, 3), 6)
