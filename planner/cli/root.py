"""`planner` itself: its commands by name, each loaded only when it is asked for."""

import os
from collections.abc import Sequence

import click

from planner import __version__
from planner.cli.desk import desk_in_use, store_option
from planner.cli.ending import WRONG_USAGE, complain, ended, tell_problems
from planner.cli.lazy import LazyGroup
from planner.domain.errors import NotFound, PlannerError
from planner.domain.text import one_line

COMPLETE = "_PLANNER_COMPLETE"
"""The variable by which a shell asks for completions."""

COMMANDS = {
    "today": ("today", "What is planned today, before and after the run included."),
    "week": ("week", "The seven days of a week, with what was done."),
    "plan": ("plan", "Make plans, look at them, check and change them."),
    "log": ("log", "Log runs, pain or tightness, and notes."),
    "body": ("body", "The light of every place, red flags and conditions."),
    "play": ("play", "Play a routine, or a session of the plan, straight away."),
    "suggest": ("suggest", "A session for what you logged, with the reasons."),
    "routine": ("routine", "The routines: built in and your own."),
    "exercise": ("exercise", "The exercises of the library."),
    "shoe": ("shoe", "Your shoes and how far they have gone."),
    "orthotic": ("orthotic", "Your orthotics and how long you wear them."),
    "ready": ("ready", "The card before a run: today's colour, what to wear, what to do first."),
    "gait": ("gait", "What you see of your running, every four weeks."),
    "visit": ("visit", "Appointments with practitioners."),
    "question": ("question", "What to ask at the next visit."),
    "clinician": ("clinician", "A page or two for a practitioner."),
    "insights": ("insights", "What the log says: distance, minutes, pain, time to clear, as plots or CSV."),
    "import": ("import_file", "Read a plan that somebody else wrote."),
    "export": ("export", "Write the plan for a phone, a fridge door or a program."),
    "backup": ("backup", "All of the store in one file."),
    "restore": ("restore", "The store, or one file of it, as a backup holds it."),
    "doctor": ("doctor", "Check every file of the store, and mend what is safe to."),
    "store": ("store", "The store on several machines: git, Syncthing, second versions."),
    "completion": ("completion", "Have the shell complete commands and names."),
    "demo": ("demo", "Open the program on a throw-away, filled-in build-up."),
}
"""Each command: its module in this package, and its line in `planner --help`."""


@click.group(
    cls=LazyGroup,
    package="planner.cli",
    table=COMMANDS,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="planner", message="%(prog)s %(version)s")
@store_option
@click.pass_context
def planner(context: click.Context) -> int | None:
    """Plan a race build-up in the terminal, with what keeps knees and hips quiet hung on every run.

    Without a command the program opens, on the calendar.
    """
    if context.invoked_subcommand is None:
        from planner.cli.desk import named_store
        from planner.cli.program import open_program

        return open_program(named_store(context))
    return None


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit status."""
    return ended(lambda: _run(list(arguments)))


def _run(arguments: list[str]) -> int | None:
    if COMPLETE in os.environ:
        from click.shell_completion import shell_complete

        return shell_complete(planner, {}, "planner", COMPLETE, os.environ[COMPLETE])
    context: click.Context | None = None
    try:
        with planner.make_context("planner", arguments) as context:
            status: int | None = planner.invoke(context)
        if desk := desk_in_use(context):
            tell_problems(desk)
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.UsageError as error:
        complain(_usage(error))
        return WRONG_USAGE
    except click.Abort:
        raise KeyboardInterrupt from None
    except NotFound:
        # What is missing may stand in a file that could not be read: that is said first, without a plan alone.
        desk = desk_in_use(context)
        if desk and desk.problems and desk.plan() is None:
            raise desk.problems[0] from None
        if desk:
            tell_problems(desk)
        raise
    except PlannerError:
        # So may what it depends on: a log that cannot be read just now holds no runs.
        from planner.store.disk.refusals import Refused

        desk = desk_in_use(context)
        if desk and any(isinstance(problem, Refused) for problem in desk.problems):
            tell_problems(desk)
        raise
    return status


def _usage(error: click.UsageError) -> str:
    """Return click's complaint as one line that names the command and what helps."""
    path = error.ctx.command_path if error.ctx else "planner"
    place = path.removeprefix("planner").strip() or "command"
    why = one_line(error.format_message()).rstrip(".")
    return f"planner: {place}: {why[:1].lower()}{why[1:]}. `{path} --help` shows how."
