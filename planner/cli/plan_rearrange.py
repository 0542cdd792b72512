"""`planner plan shift`, `rest`, `swap-weekdays`, `restore`, `remove`, `repeat-week` and `copy`."""

from datetime import date
from typing import TYPE_CHECKING

import click

from planner.cli import page
from planner.cli.desk import open_desk, store_option
from planner.cli.values import DAY, SESSION, WEEKDAY, of_plan, whole_number
from planner.domain.change import MOST_DAYS

if TYPE_CHECKING:
    from planner.domain.days import Weekday


@click.command("shift", context_settings={"ignore_unknown_options": True})
@click.argument("day", type=DAY, metavar="DATE")
@click.argument("by", type=whole_number(-MOST_DAYS, MOST_DAYS), metavar="DAYS")
@click.option("--until", type=DAY, metavar="DATE", help="The last day that is shifted; without it up to the race.")
@of_plan
@store_option
def shift(day: date, by: int, until: date | None, plan: str | None) -> None:
    """Put everything from DATE on DAYS days later, or earlier with -2.

    What would reach race day falls out of the plan and is named; the race stays.
    """
    from planner.actions.rearrange import shift as do_shift

    page.show([do_shift(open_desk(), day, by, until=until, plan=plan)])


@click.command("rest")
@click.argument("day", type=DAY, metavar="DATE")
@click.option("--remove", is_flag=True, help="Fill the rest day instead: what follows comes a day earlier.")
@click.option("--to-race", is_flag=True, help="Move everything up to the race, not only up to the next rest day.")
@of_plan
@store_option
def rest(day: date, remove: bool, to_race: bool, plan: str | None) -> None:
    """Make DATE a rest day: what stands on it passes on, up to the next rest day."""
    from planner.actions.rearrange import insert_rest, remove_rest

    do = remove_rest if remove else insert_rest
    page.show([do(open_desk(), day, to_race=to_race, plan=plan)])


@click.command("swap-weekdays")
@click.argument("one", type=WEEKDAY, metavar="DAY")
@click.argument("other", type=WEEKDAY, metavar="DAY")
@click.option("--since", type=DAY, metavar="DATE", help="Only in weeks whose two days are on or after it.")
@of_plan
@store_option
def swap_weekdays(one: "Weekday", other: "Weekday", since: date | None, plan: str | None) -> None:
    """Exchange two weekdays, such as tue and thu, in every week of a plan."""
    from planner.actions.rearrange import swap_weekdays as do_swap

    page.show([do_swap(open_desk(), one, other, since=since, plan=plan)])


@click.command("restore")
@click.argument("session", type=SESSION)
@of_plan
@store_option
def restore(session: str, plan: str | None) -> None:
    """Bring back SESSION, which was deleted or fell out of the plan."""
    from planner.actions.rearrange import restore as do_restore

    page.show([do_restore(open_desk(), session, plan=plan)])


@click.command("remove")
@click.argument("sessions", type=SESSION, nargs=-1, required=True, metavar="SESSION...")
@of_plan
@store_option
def remove(sessions: tuple[str, ...], plan: str | None) -> None:
    """Take sessions, or what hangs on them, out of the plan; `restore` brings one back."""
    from planner.actions.rearrange import delete_all

    page.show([delete_all(open_desk(), sessions, plan=plan)])


@click.command("repeat-week")
@click.argument("day", type=DAY, metavar="DATE")
@click.option("--times", type=whole_number(1, 52), default=1, metavar="N", help="In how many weeks after it; 1.")
@of_plan
@store_option
def repeat_week(day: date, times: int, plan: str | None) -> None:
    """Give the week after that of DATE its sessions; race week and what follows it stay."""
    from planner.actions.rearrange import repeat_week as do_repeat

    page.show([do_repeat(open_desk(), day, times, plan=plan)])


@click.command("copy")
@click.argument("first", type=DAY, metavar="FIRST")
@click.argument("last", type=DAY, metavar="LAST")
@click.option("--to", "onto", type=DAY, required=True, metavar="DATE", help="Where the copy of FIRST goes.")
@click.option("--anyway", is_flag=True, help="On blocked days, days off and race day too.")
@of_plan
@store_option
def copy(first: date, last: date, onto: date, anyway: bool, plan: str | None) -> None:
    """Add copies of the sessions from FIRST to LAST on other days; a race becomes a tune-up."""
    from planner.actions.rearrange import paste, sessions_between
    from planner.domain.errors import BadValue

    if last < first:
        raise BadValue("LAST", f"{last.isoformat()} is before {first.isoformat()}", "Give the first day first.")
    desk = open_desk()
    sessions = sessions_between(desk, first, last, plan=plan)
    page.show([paste(desk, sessions, first, onto, anyway=anyway, plan=plan)])
