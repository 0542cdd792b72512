"""`planner plan`: its verbs by name, each loaded only when it is asked for."""

import click

from planner.cli.desk import store_option
from planner.cli.lazy import LazyGroup

COMMANDS = {
    "new": ("plan_new", "Make a build-up for a race."),
    "list": ("plan_show:list_plans", "Your plans."),
    "show": ("plan_show:show", "A plan, week by week."),
    "compare": ("plan_compare:compare", "What the plan said, what it says now, and what was done."),
    "check": ("plan_check", "Look for jumps, hard days in a row and what hangs on nothing."),
    "safe-dates": ("plan_safe_dates", "Until when a change is still safe before the race."),
    "add": ("plan_add:add", 'Add a session typed in one line: "8 easy", "10 tempo sat: 20min threshold".'),
    "edit": ("plan_add:edit", "Give a session the contents that one line says."),
    "workout": ("plan_add:workout", "Show the steps of a structured run and what they come to."),
    "accept": ("plan_check:accept", "Take a finding of the checks as it is, with the reason."),
    "move": ("plan_change:move", "Put a session on another day; what hangs on it goes along."),
    "swap": ("plan_change:swap", "Exchange two days."),
    "swap-weekdays": ("plan_rearrange:swap_weekdays", "Exchange two weekdays in every week."),
    "shift": ("plan_rearrange:shift", "Put everything from a day on some days later or earlier."),
    "rest": ("plan_rearrange:rest", "Make a day a rest day, or fill one; what follows passes on."),
    "copy": ("plan_rearrange:copy", "Add copies of some days' sessions on other days."),
    "repeat-week": ("plan_rearrange:repeat_week", "Give the weeks after one its sessions."),
    "remove": ("plan_rearrange:remove", "Take sessions out of the plan."),
    "restore": ("plan_rearrange:restore", "Bring back a session that was taken out."),
    "done": ("plan_change:done", "Tick a session or a routine off."),
    "skip": ("plan_change:skip", "Leave a session or a routine out, with the reason."),
    "layers": ("plan_change:layers", "What hangs on the runs; switch it on and off."),
    "hang": ("plan_hang:hang", "Hang another routine, shoe, orthotic or note on the runs."),
    "undo": ("plan_change:undo", "Take the last thing back."),
    "redo": ("plan_change:redo", "Bring back what was taken back."),
    "use": ("plan_change:use", "Open the calendar on another plan."),
    "off": ("plan_off:off", "Lay days off over the plan: time off, travel, illness, injury, unwell."),
    "offs": ("plan_off:offs", "The days off that stand."),
    "on": ("plan_off:on", "Take days off out again; everything under them is there as before."),
    "realign": ("plan_realign", "What becomes of the plan after missed runs, as a diff to accept."),
    "ease": ("plan_ease:ease", "What a yellow or red light asks of runs, routines and gear, as a diff to accept."),
    "because": ("plan_ease:because", "What was changed because of what you logged, and whether it stands."),
    "again": ("plan_again", "Make the build-up again with another answer, as a diff to accept."),
    "template": ("plan_template", "Save a plan as a template; make plans for other races from it."),
    "duplicate": ("plan_template:duplicate", "Copy a plan as it stands to a new one."),
    "delete": ("plan_change:delete", "Take a plan out; undo brings it back."),
}


@click.group("plan", cls=LazyGroup, package="planner.cli", table=COMMANDS)
@store_option
def command() -> None:
    """Make plans, look at them, check and change them."""
