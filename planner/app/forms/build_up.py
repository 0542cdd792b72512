"""The answers of the new build-up form: what was typed, what it means, and what it would make."""

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random

import msgspec

from planner.actions.build_ups import Request, make, preview
from planner.actions.desk import Desk
from planner.app.forms.form import choose
from planner.domain.days import parse_day, parse_weekday, show_day
from planner.domain.errors import BadValue, PlannerError
from planner.domain.gear import Orthotic, Shoe
from planner.domain.ids import slug_of
from planner.domain.race import RACE_M, Level, parse_race_distance
from planner.domain.units import Unit, parse_distance, show_number
from planner.planning.build_up import BuildUp, OutOfReach
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
        name="start",
        label="start",
        help="First day of the plan; empty: the coming week, or later for a far race. Up and down move it a week.",
        step="week",
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
"""The questions in order; `shoe` and `orthotic` are asked only of a runner who has some."""


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What the answers mean: a request, and what it makes or why not. `wrong` says what is wrong, by question."""

    request: Request | None = None
    made: BuildUp | None = None
    refusal: OutOfReach | None = None
    wrong: dict[str, str] = {}


def questions(desk: Desk) -> tuple[Question, ...]:
    """Return the questions for this runner, with their own shoes and orthotics as choices."""
    own = {
        name: tuple(item.id for item in desk.gear() if isinstance(item, kind) and not item.retired)
        for name, kind in (("shoe", Shoe), ("orthotic", Orthotic))
    }
    return tuple(
        msgspec.structs.replace(question, choices=("", *own[question.name])) if question.name in own else question
        for question in QUESTIONS
        if own.get(question.name, True)
    )


def likely_answers(desk: Desk) -> dict[str, str]:
    """Return what the form opens with: a half marathon on the Sunday 18 weeks from now, and a novice's week."""
    day = parse_day("+18w", desk.today)
    race_day = date.fromordinal(day.toordinal() + (6 - day.weekday()))
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
        "start": "",
        "layers": "all",
        "shoe": "",
        "orthotic": "",
    }


def read(desk: Desk, answers: Mapping[str, str], *, finish_safely: bool = False) -> Reading:
    """Return what the answers mean and what they would make. Writes nothing; the same answers give the same plan."""
    request, wrong = _request(desk, answers, finish_safely=finish_safely)
    if request is None:
        return Reading(wrong=wrong)
    quiet = Desk(desk.store, now=desk.now, pick=Random(_SEED).choice)  # noqa: S311 - ids of a preview
    try:
        return Reading(request=request, made=preview(quiet, request))
    except OutOfReach as refusal:
        return Reading(request=request, refusal=refusal)
    except PlannerError as problem:
        return Reading(request=request, wrong={_question_of(problem): f"{problem.why}. {problem.fix}"})


def keep(desk: Desk, request: Request) -> BuildUp:
    """Make the plan that the form showed and open the calendar on it."""
    taken = desk.store.plan_ids()
    base = slug_of(request.race_name, "build-up")[:50].strip("-")
    plan_id = next(name for n in range(1, len(taken) + 2) if (name := base if n == 1 else f"{base}-{n}") not in taken)
    return make(desk, plan_id, request)


def longest_that_fits(desk: Desk, answers: Mapping[str, str]) -> str | None:
    """Return the name of the longest race shorter than the asked one that fits on that day, or None."""
    request, _ = _request(desk, answers, finish_safely=False)
    shorter = [name for name, size in RACE_M.items() if request and size < request.distance_m]
    return next((name for name in reversed(shorter) if read(desk, {**answers, "distance": name}).made), None)


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


def _request(desk: Desk, answers: Mapping[str, str], *, finish_safely: bool) -> tuple[Request | None, dict[str, str]]:
    unit = desk.settings.unit
    wrong: dict[str, str] = {}
    values: dict[str, object] = {}
    for question in questions(desk):
        text = answers.get(question.name, "").strip()
        try:
            values[question.name] = _value(question, text, unit, desk)
        except PlannerError as problem:
            wrong[question.name] = f"{problem.why}. {problem.fix}".strip()
    if wrong:
        return None, wrong
    request = {
        "race_name": values["race"],
        "race_day": values["date"],
        "distance_m": values["distance"],
        "level": values["level"],
        "weekly_m": values["weekly"],
        "longest_m": values["longest"],
        "days": values["days"],
        "long_run_day": values["long_run"],
        "easy_pace_s": values["pace"],
        "start": values["start"],
        "layers": values["layers"],
        "shoe": values.get("shoe", ""),
        "orthotic": values.get("orthotic", ""),
        "finish_safely": finish_safely,
    }
    return msgspec.convert(request, Request), {}


def _value(question: Question, text: str, unit: Unit, desk: Desk) -> object:
    match question.name:
        case "race":
            if not text:
                raise BadValue("race", "it has no name", 'Write one, such as "Spring Half"')
            return text
        case "date":
            return parse_day(text, desk.today)
        case "distance":
            return parse_race_distance(text, unit)
        case "level":
            return Level(choose(text, tuple(Level), "level"))
        case "weekly" | "longest":
            return None if not text else 0.0 if text == "0" else parse_distance(text, unit).high_m
        case "days":
            return int(choose(text, question.choices, "runs a week"))
        case "long_run":
            return parse_weekday(text)
        case "pace":
            return _pace_s(text, unit) if text else 0
        case "start":
            return parse_day(text, desk.today) if text else None
        case "layers":
            return _layers(text)
        case "shoe":
            return desk.shoe(text).id if text else ""
        case _:
            return desk.orthotic(text).id if text else ""


def _pace_s(text: str, unit: Unit) -> int:
    """Return seconds a kilometre from `6:10`, minutes and seconds a km or mile."""
    minutes, _, seconds = text.partition(":")
    if not (minutes.isascii() and minutes.isdecimal() and (seconds or "0").isascii() and (seconds or "0").isdecimal()):
        raise BadValue("easy pace", f"{text!r} is not a pace", "Write 6:10, or nothing")
    found = round((int(minutes) * 60 + int(seconds or 0)) * 1000 / unit.metres)
    if not 150 <= found <= 900:
        raise BadValue("easy pace", f"{text} is not an easy pace", "Write something like 6:10")
    return found


def _layers(text: str) -> tuple[str, ...] | None:
    """Return the chosen layers: None for all of them."""
    words = text.lower().replace(",", " ").split()
    if words in ([], ["all"]):
        return None
    if words == ["none"]:
        return ()
    unknown = [word for word in words if word not in ("all", "none") and word.lstrip("-+") not in LAYER_NAMES]
    if unknown:
        raise BadValue("layers", f"there is no layer {unknown[0]!r}", f"Layers: {', '.join(LAYER_NAMES)}")
    minus = {word[1:] for word in words if word.startswith("-")}
    plus = {word.lstrip("+") for word in words if not word.startswith("-")} - {"all", "none"}
    start = set(LAYER_NAMES) if "all" in words or not plus else set()
    return tuple(name for name in LAYER_NAMES if name in (start | plus) - minus)


def _question_of(problem: PlannerError) -> str:
    """Return the question that a refusal of the planner is about."""
    known = {question.name for question in QUESTIONS}
    about = {"race day": "date", "build-up": "longest"}.get(problem.what, problem.what)
    return about if about in known else "race"
