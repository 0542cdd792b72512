"""What a re-flow says: each reason in a sentence or two, with what it rests on."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from planner.domain.days import show_day
from planner.domain.text import capital, counted
from planner.planning.reflow_case import Case
from planner.planning.reflow_rules import Group
from planner.planning.return_to_run import Verdict, Way

_START = 20
"""Letters at the start of a source in which the level is said."""


class Reason(NamedTuple):
    """Why something changes, in a sentence or two, and what that rests on; nothing where it speaks for itself."""

    text: str
    source: str = ""

    @property
    def whole(self) -> str:
        """The reason with its source."""
        return f"{self.text} {self.source}".strip()

    @property
    def short(self) -> str:
        """The reason with the level of its evidence alone: design, practice or study."""
        if not self.source:
            return self.text
        start = self.source[:_START].lower()
        level = next((word for word in ("design", "practice") if word in start), "study")
        return f"{self.text} ({level})"


CHECKED = Reason("Pain can have causes that a program cannot see; please get it checked.")


def lifted(last: date) -> Reason:
    """Return that what is left of an easing can go."""
    return Reason(
        f"The light is green again: what is left of the easing until {show_day(last)} can go. Keep it if you like."
    )


def runs_easier(case: Case, count: int, last: date) -> Reason:
    """Return how runs are eased, and the stop rule."""
    share = f"{(1 - case.rules.share) * 100:.0f} %"
    runs = counted(count, "run changes", "runs change")
    easy = f"Until {show_day(last)} {runs}: easy, {share} shorter, no quality."
    return Reason(f"{easy} {case.rules.stop}", case.rules.share_source)


def level_held(case: Case) -> Reason:
    """Return that long run and week stay at the last level."""
    return Reason("The long run and the week stay at the last level.", case.rules.days_source)


def of_group(group: Group) -> Reason:
    """Return what a group of areas asks for."""
    return Reason(f"{capital(group.name)}: {group.ease}.", group.source)


def in_taper(case: Case) -> Reason:
    """Return what is left of the taper."""
    count = case.rules.taper_runs
    return Reason(f"In the taper {count} short easy runs a week stay, and the race.", case.rules.taper_source)


def race_morning(case: Case) -> tuple[Reason, ...]:
    """Return the risk on race morning; the choice is the runner's."""
    return (
        Reason("A race is the hardest run there is: a sore spot can get worse in it. You can choose to start."),
        Reason(case.rules.stop, case.rules.stop_score_source),
    )


def paused(case: Case, last: date) -> Reason:
    """Return how long nothing is run, and what may be done instead."""
    instead = f"walking, bike or pool only at {case.rules.most_score} of 10 or less"
    return Reason(f"No run up to and with {show_day(last)}: {instead}.", case.rules.pause_source)


def race_is_near(case: Case) -> Reason:
    """Return that the race stays, and that what becomes of it is the runner's choice."""
    race = case.plan.race
    days = (race.day - case.today).days
    when = f"in {counted(days, 'day', 'days')}" if days else "today"
    stays = f"{race.name} is {when} and stays in the plan: nothing is caught up before it"
    return Reason(f"{stays}. What becomes of it is your choice.", case.rules.near_race_source)


def steps_laid(case: Case, steps: Mapping[str, int]) -> Reason:
    """Return from which step to which the way back goes."""
    if not steps:
        return Reason("No step back to running fits before the race.")
    first, count = min(steps.values()), len(case.steps.step)
    name = case.steps.step[first - 1].name
    pace = f"a step in {case.steps.hours_apart} hours, each after a clean next morning"
    which = f"from step {first} ({name}) to step {max(steps.values())} of {count}"
    return Reason(f"Back to running, {pace}: {which}.", f"{case.steps.apart_source} {case.steps.gate_source}")


def way_changed(case: Case, way: Way) -> Reason:
    """Return why the steps are laid anew."""
    match way.verdict:
        case Verdict.BACK:
            return Reason(
                f"The last step went over {case.steps.clean_score} of 10: a step back.", case.steps.clean_source
            )
        case Verdict.AGAIN:
            return Reason("The next morning was up: the same step again.", case.steps.morning_source)
        case _:
            return Reason(f"Step {way.next} was not run: the steps are laid anew.", case.steps.apart_source)


def routines_eased(case: Case, count: int) -> Reason:
    """Return how routines change while it is yellow."""
    roll = f"the roller at most {case.rules.roll_score} of 10 and away from the sore point"
    changes = counted(count, "routine changes", "routines change")
    return Reason(f"{changes}: nothing new, {roll}.", f"{case.rules.roll_score_source} {case.rules.known_source}")


def routines_paused(count: int) -> Reason:
    """Return how routines rest while it is red."""
    return Reason(f"{counted(count, 'routine rests', 'routines rest')}: only other areas, gently.")


def gear_eased(case: Case) -> Reason:
    """Return which gear waits."""
    rules = case.rules.gear
    said = "New or plated shoes wait, and orthotics that are new, or that stand where it is sore."
    return Reason(said, f"{rules.new_shoe_source} {rules.sore_source}")


def flag_pause(case: Case, last: date) -> tuple[Reason, ...]:
    """Return what a red flag does to the plan."""
    said = [
        Reason(f"No run up to and with {show_day(last)}, and no routine for the area.", case.rules.flag_source),
        Reason("The flag stands until you clear it with a note of who said so."),
    ]
    if case.today <= case.plan.race.day <= last:
        said.append(Reason("The race stays in the plan: ask first."))
    return tuple(said)


def limits(case: Case, count: int) -> list[Reason]:
    """Return how many later runs became shorter; nothing where none did."""
    if not count:
        return []
    later = counted(count, "later run is", "later runs are")
    return [Reason(f"{later} shorter by the rule of 30 days.", f"{capital(case.comeback.window.source)}.")]
