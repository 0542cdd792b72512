"""The answers of the new build-up form: what was typed, what it means, and what it would make."""

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random

import msgspec

from planner.actions.build_ups import Request, make, preview
from planner.actions.checks import findings
from planner.actions.desk import Desk
from planner.actions.regenerate import from_here, made_again, recently, request_of
from planner.app.forms.build_up_answers import answers_of, value_of
from planner.domain.days import parse_day, show_day
from planner.domain.errors import PlannerError
from planner.domain.gear import Orthotic, Shoe
from planner.domain.ids import slug_of
from planner.domain.plan import Plan
from planner.domain.race import RACE_M, Level
from planner.domain.units import Unit, show_number
from planner.planning.build_up import BuildUp, OutOfReach
from planner.planning.checks import Finding, Weight
from planner.planning.default_layers import LAYER_NAMES

_SEED = 1


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the form: its name, label, a help line, and choices for the arrow keys (`step` counts instead)."""

    name: str
    label: str
    help: str
    choices: tuple[str, ...] = ()
    step: str = ""


QUESTIONS = (
    Question(name="race", label="race", help="What the race is called."),
    Question(name="date", label="date", help="18 apr 2027, 2027-04-18, +20w; up and down move it a week.", step="week"),
    Question(
        name="distance",
        label="distance",
        help="5k, 10k, half, marathon, 50k, or a number in your unit.",
        choices=tuple(RACE_M),
    ),
    Question(
        name="level",
        label="level",
        help="first-timer: no races yet; novice: finishing; intermediate: a time; advanced: years of it.",
        choices=tuple(Level),
    ),
    Question(
        name="weekly",
        label="a week now",
        help="What you ran a week, mean of the last four. 0 for none; empty: what is usual for the level.",
        step="number",
    ),
    Question(
        name="longest",
        label="longest now",
        help="Your longest run of the last 30 days; empty: what is usual for the level.",
        step="number",
    ),
    Question(name="days", label="runs a week", help="3 to 6.", choices=("3", "4", "5", "6")),
    Question(
        name="long_run",
        label="long run on",
        help="The weekday that has the time.",
        choices=("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    ),
    Question(
        name="pace",
        label="easy pace",
        help="Minutes a km or mile, such as 6:10: the long run then stays under 150 min. May stay empty.",
    ),
    Question(
        name="recent",
        label="recent race",
        help="A race of the last months, for your paces: 10k 48:30, half 1:45:00. May stay empty.",
    ),
    Question(
        name="minutes",
        label="time a day",
        help="Minutes that a weekday has: tue 45, wed 0, weekend 2h. 0 is no run; a day not named has no limit.",
    ),
    Question(
        name="blocked",
        label="not running",
        help="Days without running: 24-26 dec, 13 feb. May stay empty.",
    ),
    Question(
        name="tune_ups",
        label="tune-ups",
        help="Races on the way: 10k b 7 mar City Ten; 5k c 14 feb. b: rested for, c: trained through.",
    ),
    Question(
        name="start",
        label="start",
        help="First day of the plan; empty: the coming week, or later for a far race. Up and down move it a week.",
        step="week",
    ),
    Question(
        name="after",
        label="follows",
        help="The plan that this one follows: it starts when that is over. Up and down go through your plans.",
    ),
    Question(
        name="layers",
        label="layers",
        help="What hangs on the runs: all, none, or all but some: all -hip-strength. There are "
        + ", ".join(LAYER_NAMES)
        + ".",
    ),
    Question(name="shoe", label="shoe", help="For every run; up and down go through yours. May stay empty."),
    Question(name="orthotic", label="orthotic", help="Worn on every run; may stay empty."),
)
"""The questions in order; `after`, `shoe` and `orthotic` are asked only of a runner who has some."""
_FIELDS = {
    "race": "race_name",
    "date": "race_day",
    "distance": "distance_m",
    "weekly": "weekly_m",
    "longest": "longest_m",
    "long_run": "long_run_day",
    "pace": "easy_pace_s",
}
"""The part of the request that a question gives, where it has another name."""
_SUBJECTS = {"race day": "date", "build-up": "longest", "tune-up": "tune_ups"}
"""The question that a refusal is about, where it has another name."""


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What the answers mean: a request, and what it makes or why not. `wrong` says what is wrong, by question.

    `findings`: what the checks say against what is made, from today on, the worst first; notes are left out.
    """

    request: Request | None = None
    made: BuildUp | None = None
    refusal: OutOfReach | None = None
    wrong: dict[str, str] = {}
    findings: tuple[Finding, ...] = ()


class Opening(msgspec.Struct, frozen=True, kw_only=True):
    """What the form opens with: a request, as it is typed. An answer that is left alone means just what it did.

    `again`: the plan that is made again; None for a new one.
    """

    request: Request
    answers: dict[str, str]
    again: Plan | None = None


def questions(desk: Desk, again: str = "") -> tuple[Question, ...]:
    """Return the questions for this runner, with their own plans but `again`, shoes and orthotics as choices."""
    own = {
        name: tuple(item.id for item in desk.gear() if isinstance(item, kind) and not item.retired)
        for name, kind in (("shoe", Shoe), ("orthotic", Orthotic))
    }
    own["after"] = tuple(plan.id for plan in desk.plans() if plan.id != again)
    return tuple(
        msgspec.structs.replace(question, choices=("", *own[question.name])) if question.name in own else question
        for question in QUESTIONS
        if own.get(question.name, True)
    )


def likely_answers(desk: Desk) -> dict[str, str]:
    """Return what the form opens with: a half marathon on the Sunday 18 weeks from now, and a novice's week."""
    race_day = _far_enough(desk.today)
    unit = desk.settings.unit
    return {
        "race": "My half marathon",
        "date": show_day(race_day, year=True).partition(" ")[2],
        "distance": "half",
        "level": "novice",
        "weekly": show_number(20_000 / unit.metres, 0),
        "longest": show_number(8_000 / unit.metres, 0),
        "days": "4",
        "long_run": "sunday",
        "pace": "",
        "recent": "",
        "minutes": "",
        "blocked": "",
        "tune_ups": "",
        "start": "",
        "after": "",
        "layers": "all",
        "shoe": "",
        "orthotic": "",
    }


def opening_again(desk: Desk, plan_id: str) -> Opening:
    """Return what the form opens with to make a plan again. Raises `BadValue` for one that was not made from inputs."""
    plan = desk.plan_of(plan_id)
    request = request_of(desk, plan)
    return Opening(request=request, answers=answers_of(desk, request), again=plan)


def opening_after(desk: Desk, plan_id: str) -> Opening:
    """Return what the form opens with for the race after a plan: the level, days and amounts that the plan had."""
    plan = desk.plan_of(plan_id)
    day = _far_enough(max(desk.today, plan.last_day))
    name = f"After {plan.title}"
    if plan.inputs is None:
        request = Request(race_name=name, race_day=day, distance_m=plan.race.distance_m, days=4, after=plan.id)
    else:
        request = msgspec.structs.replace(
            request_of(desk, plan),
            race_name=name,
            race_day=day,
            start=None,
            blocked=(),
            tune_ups=(),
            finish_safely=False,
            after=plan.id,
        )
    return Opening(request=request, answers=answers_of(desk, request))


def answers_from_log(desk: Desk, request: Request, *, again: bool) -> dict[str, str]:
    """Return the answers that what was logged of late gives: a week, the longest run; `again` begins today with them.

    Empty where nothing was logged in the last four weeks.
    """
    if recently(desk) is None:
        return {}
    names = ("weekly", "longest", "start", "tune_ups") if again else ("weekly", "longest")
    answers = answers_of(desk, from_here(desk, request))
    return {name: answers[name] for name in names}


def _far_enough(since: date) -> date:
    """Return the Sunday 18 weeks after a day: time for a half marathon's build-up at any level."""
    day = since + timedelta(weeks=18)
    return day + timedelta(days=6 - day.weekday())


def read(
    desk: Desk, answers: Mapping[str, str], *, finish_safely: bool = False, opening: Opening | None = None
) -> Reading:
    """Return what the answers mean and what they would make. Writes nothing; the same answers give the same plan."""
    request, wrong = _request(desk, answers, finish_safely=finish_safely, opening=opening)
    if request is None:
        return Reading(wrong=wrong)
    quiet = Desk(desk.store, now=desk.now, pick=Random(_SEED).choice)  # noqa: S311 - ids of a preview
    try:
        made = made_again(quiet, opening.again, request) if opening and opening.again else preview(quiet, request)
        return Reading(request=request, made=made, findings=_findings(desk, made.plan))
    except OutOfReach as refusal:
        return Reading(request=request, refusal=refusal)
    except PlannerError as problem:
        return Reading(request=request, wrong={_question_of(problem): f"{problem.why}. {problem.fix}"})


def _findings(desk: Desk, plan: Plan) -> tuple[Finding, ...]:
    """Return what is found against the plan as it is made, the user's changes applied, from today on."""
    quiet = Desk(desk.store, now=desk.now, pick=desk.pick)
    found = [
        one
        for one in findings(quiet, plan)
        if one.weight is not Weight.NOTE and (one.day is None or one.day >= desk.today)
    ]
    return tuple(sorted(found, key=lambda one: one.weight is not Weight.STRONG))


def keep(desk: Desk, request: Request) -> BuildUp:
    """Make the plan that the form showed and open the calendar on it."""
    taken = desk.store.plan_ids()
    base = slug_of(request.race_name, "build-up")[:50].strip("-")
    plan_id = next(name for n in range(1, len(taken) + 2) if (name := base if n == 1 else f"{base}-{n}") not in taken)
    return make(desk, plan_id, request)


def in_other_unit(desk: Desk, request: Request, opening: Opening | None) -> Opening:
    """Change the unit of the program and return what the form says in it: each answer means just what it did."""
    desk.set(unit=Unit.MI if desk.settings.unit is Unit.KM else Unit.KM)
    return Opening(request=request, answers=answers_of(desk, request), again=opening.again if opening else None)


def longest_that_fits(desk: Desk, answers: Mapping[str, str], *, opening: Opening | None = None) -> str | None:
    """Return the name of the longest race shorter than the asked one that fits on that day, or None."""
    request, _ = _request(desk, answers, finish_safely=False, opening=opening)
    shorter = [name for name, size in RACE_M.items() if request and size < request.distance_m]
    return next(
        (name for name in reversed(shorter) if read(desk, {**answers, "distance": name}, opening=opening).made), None
    )


def stepped(question: Question, value: str, by: int, today: date) -> str:
    """Return what a field holds after an arrow key: another choice, a week later, one more. What is unclear stays."""
    if question.choices:
        place = question.choices.index(value) if value in question.choices else 0
        return question.choices[(place - by) % len(question.choices)]
    try:
        if question.step == "week":
            day = parse_day(value, today) if value else today
            return show_day(day + timedelta(weeks=by), year=True).partition(" ")[2]
        if question.step == "number":
            figure = value.strip().rstrip("kmi ")
            unit = value.strip()[len(figure) :]
            return f"{max(float(figure.replace(',', '.') or 0) + by, 0):g}{unit}"
    except (PlannerError, ValueError, OverflowError):
        pass
    return value


def _request(
    desk: Desk, answers: Mapping[str, str], *, finish_safely: bool, opening: Opening | None
) -> tuple[Request | None, dict[str, str]]:
    wrong: dict[str, str] = {}
    values: dict[str, object] = {}
    for question in questions(desk, opening.again.id if opening and opening.again else ""):
        text = answers.get(question.name, "").strip()
        field = _FIELDS.get(question.name, question.name)
        try:
            if opening and text == opening.answers[question.name].strip():
                values[field] = getattr(opening.request, field)
            else:
                values[field] = value_of(desk, question.name, text, question.choices)
        except PlannerError as problem:
            wrong[question.name] = f"{problem.why}. {problem.fix}".strip()
    if wrong:
        return None, wrong
    values["finish_safely"] = finish_safely or bool(opening and opening.request.finish_safely)
    return msgspec.convert(values, Request), {}


def _question_of(problem: PlannerError) -> str:
    """Return the question that a refusal of the planner is about."""
    known = {question.name for question in QUESTIONS}
    about = _SUBJECTS.get(problem.what, problem.what)
    return about if about in known else "race"
