"""`planner shoe assign` and `forecast`: many runs in another pair at once, and when pairs are due."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import click

from planner.cli import page
from planner.cli.desk import open_desk, store_option
from planner.cli.values import DAY, SHOE, as_json, of_plan
from planner.domain.days import show_day
from planner.domain.errors import BadValue
from planner.domain.session import SessionKind
from planner.domain.text import one_line
from planner.domain.units import show_distance

if TYPE_CHECKING:
    from planner.actions.desk import Desk
    from planner.actions.shoe_assign import Wish
    from planner.actions.shoe_views import ShoeView

_RUNS = tuple(kind.value for kind in SessionKind if kind.is_run)


@click.command("assign")
@click.argument("shoe", type=SHOE, required=False)
@click.option("--from", "since", type=DAY, metavar="DATE", help="From this day on; today for planned runs.")
@click.option("--until", type=DAY, metavar="DATE", help="Until this day.")
@click.option("--kinds", metavar="KINDS", help="Only these runs: easy,long.")
@click.option("--of", metavar="ID", help="Only runs in this pair; none for those without one.")
@click.option("--logged", is_flag=True, help="Logged runs, each corrected in the log; else planned ones.")
@click.option("--suggest", is_flag=True, help="Without SHOE: which pair for which planned run.")
@click.option("--accept", is_flag=True, help="With --suggest: make the change.")
@click.option("--dry-run", is_flag=True, help="Only say which runs.")
@of_plan
@store_option
def assign(
    shoe: str | None,
    since: date | None,
    until: date | None,
    kinds: str | None,
    of: str | None,
    logged: bool,
    suggest: bool,
    accept: bool,
    dry_run: bool,
    plan: str | None,
) -> None:
    """Give many runs to SHOE at once: the planned ones, or with --logged those of the log. One undo takes it back."""
    from planner.actions import shoe_assign
    from planner.actions.shoe_assign import Wish

    desk = open_desk()
    if suggest or shoe is None:
        if not suggest or shoe:
            raise BadValue("shoe", "name a pair, or --suggest without one", "`planner shoe list` shows them.")
        _suggest(desk, plan, accept=accept and not dry_run)
        return
    if logged and since is None:
        raise BadValue("--from", "it is missing", "Say from which day on logged runs are given: --from 2027-01-01.")
    wish = Wish(
        shoe=desk.shoe(shoe).id,
        since=since or desk.today,
        until=until,
        kinds=_kinds(kinds),
        of="" if of == "none" else of,
    )
    if dry_run:
        page.show([*_listed(desk, wish, plan, logged=logged), "Nothing was written."])
        return
    page.show([shoe_assign.assign_logged(desk, wish) if logged else shoe_assign.assign_planned(desk, wish, plan=plan)])


def _listed(desk: "Desk", wish: "Wish", plan: str | None, *, logged: bool) -> Iterator[str]:
    from planner.actions.shoe_assign import logged_runs, planned_runs
    from planner.domain.session import name_of

    unit = desk.settings.unit
    if logged:
        for run in logged_runs(desk, wish):
            amount = show_distance(run.distance_m, unit) if run.distance_m else "a run"
            yield f"{show_day(run.day, year=True)}  {amount}{f'  in {run.shoe}' if run.shoe else ''}"
    else:
        for session in planned_runs(desk, wish, plan=plan):
            yield f"{show_day(session.day, year=True)}  {one_line(name_of(session, unit))}"


def _suggest(desk: "Desk", plan: str | None, *, accept: bool) -> None:
    from planner.actions import proposal
    from planner.actions.shoe_assign import propose_rotation, suggested_lines, why_no_rotation
    from planner.actions.shoe_facts import shoe_facts

    found = propose_rotation(desk, plan=plan)
    if found is None:
        page.show([why_no_rotation(shoe_facts(desk, plan))])
        return
    lines = [line for run in suggested_lines(desk, plan=plan) for line in page.wrapped(run, 0, 2)]
    lines += ["", *(line for reason in found.why for line in page.wrapped(reason, 0, 2)), ""]
    said = proposal.accept(desk, found) if accept else "Nothing was written. --accept makes the change."
    page.show([*lines, said])


def _kinds(text: str | None) -> tuple[SessionKind, ...]:
    words = (text or "").lower().replace(",", " ").split()
    if wrong := [word for word in words if word not in _RUNS]:
        raise BadValue("--kinds", f"{wrong[0]!r} is not a kind of run", f"Use some of: {', '.join(_RUNS)}.")
    return tuple(dict.fromkeys(SessionKind(word) for word in words))


@click.command("forecast")
@click.argument("shoe", type=SHOE, required=False)
@as_json
@of_plan
@store_option
def forecast(shoe: str | None, json: bool, plan: str | None) -> None:
    """Show when pairs are due with the plan as it stands, their wear on race day, and the steps of new pairs."""
    from planner.actions.shoe_assign import second_pair
    from planner.actions.shoe_facts import shoe_facts
    from planner.actions.shoe_views import shoe_views

    desk = open_desk()
    named = desk.shoe(shoe).id if shoe else ""
    facts = shoe_facts(desk, plan)
    views = [one for one in shoe_views(facts) if one.shoe.id == named or (not named and not one.shoe.retired)]
    notes = [note for note in facts.notes() if not named or note.item == named]
    if json:
        from planner.cli.shoe import shoe_json

        steps = [{"date": one.day, "shoe": one.item, "text": one.text, "warning": one.word == "warn"} for one in notes]
        page.show_json({"shoes": [shoe_json(view) for view in views], "steps": steps})
        return
    rows = [_row(view, desk) for view in views]
    lines = page.table([("pair", "now", "race day", "due", "buy by"), *rows], right={1, 2}) if rows else []
    lines = lines or ['You have no shoes here yet. `planner shoe add "NAME"` adds a pair.']
    if notes:
        lines += ["", page.loud("New pairs, step by step")]
        lines += [
            line
            for note in notes
            for line in page.wrapped(f"{show_day(note.day)}  {'! ' if note.word == 'warn' else ''}{note.text}", 2, 12)
        ]
    if why := second_pair(facts):
        lines += ["", *page.wrapped(f"A second pair would be good: {why}. {facts.rules.rotation.source}")]
    page.show(lines)


def _row(view: "ShoeView", desk: "Desk") -> tuple[str, ...]:
    seen, unit, today = view.forecast, desk.settings.unit, desk.today
    race = "" if seen.race_m is None else f"{seen.race_m / seen.mark_m:.0%}"
    due = "now" if seen.worn >= 1 else show_day(seen.due_on, year=True) if seen.due_on else ""
    buy = "" if not seen.buy_by else "now" if seen.buy_by <= today else show_day(seen.buy_by, year=True)
    gone = f"{show_distance(seen.now_m, unit, with_unit=False)} of {show_distance(seen.mark_m, unit)}"
    return (page.shortened(view.shoe.name, 24), gone, race, due, buy)
