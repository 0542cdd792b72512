"""What people type on the command line, read into the runner's values; each completes itself in the shell."""

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import click

from planner.cli.desk import open_desk
from planner.domain.errors import BadValue

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from planner.actions.desk import Desk

Completer = Callable[["Desk", str], Iterable[tuple[str, str]]]
"""From a desk and what is typed so far to names and what they are."""


def place(param: click.Parameter | None) -> str:
    """Return how messages call a parameter: `--date`, or the name of an argument."""
    if param is None:
        return "value"
    return max(param.opts, key=len) if isinstance(param, click.Option) else (param.name or "argument")


def is_word(name: str) -> bool:
    """Tell whether a shell takes `name` as one word that means nothing else to it, unquoted, once it is completed."""
    return bool(name) and name[0] != "-" and all(letter.isalnum() or letter in "_-.@:+,/" for letter in name)


class Value(click.ParamType):  # type: ignore[type-arg]  # generic for the type checker only
    """A value read by `read(text, desk, what)`, which raises `BadValue`; with `files` it may be a file's path too."""

    def __init__(
        self,
        name: str,
        read: Callable[[str, "Desk", str], Any],
        complete: Completer | None = None,
        *,
        files: bool = False,
    ) -> None:
        self.name = name
        self._files = files
        self._read = read
        self._complete = complete

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401 - click's signature
        """Return the value that was typed. Raises `BadValue` naming the parameter."""
        return self._read(value, open_desk(ctx), place(param)) if isinstance(value, str) else value

    def shell_complete(
        self,
        ctx: click.Context,
        param: click.Parameter,  # noqa: ARG002 - click's signature
        incomplete: str,
    ) -> "list[CompletionItem]":
        """Return what it may be; an odd store completes nothing rather than troubling the shell."""
        from click.shell_completion import CompletionItem

        from planner.domain.errors import PlannerError
        from planner.domain.text import one_line

        if self._complete is None:
            return []
        paths = [CompletionItem(incomplete, type="file")] if self._files else []
        try:
            found = list(self._complete(open_desk(ctx), incomplete))
        except (PlannerError, OSError):
            return paths
        fitting = ((name, what) for name, what in found if name.startswith(incomplete) and is_word(name))
        return [*(CompletionItem(name, help=one_line(what)) for name, what in fitting), *paths]


def _day(text: str, desk: "Desk", what: str) -> Any:  # noqa: ANN401 - a parameter type gives any value
    from planner.domain.days import parse_day

    return parse_day(text, desk.today, what)


def _days_ahead(desk: "Desk", _: str) -> Iterable[tuple[str, str]]:
    from planner.cli.completions import days

    return days(desk)


def _distance(text: str, desk: "Desk", what: str) -> Any:  # noqa: ANN401 - a parameter type gives any value
    from planner.domain.units import parse_distance

    return parse_distance(text, desk.settings.unit, what)


def _race_distance(text: str, desk: "Desk", what: str) -> Any:  # noqa: ANN401 - a parameter type gives any value
    from planner.domain.race import parse_race_distance

    return parse_race_distance(text, desk.settings.unit, what)


def _race_distances(_: "Desk", __: str) -> Iterable[tuple[str, str]]:
    from planner.domain.race import RACE_M

    return ((name, f"{metres / 1000:g} km") for name, metres in RACE_M.items())


def _duration(text: str, _: "Desk", what: str) -> Any:  # noqa: ANN401 - a parameter type gives any value
    from planner.domain.units import parse_duration

    return parse_duration(text, what)


def _weekday(text: str, _: "Desk", what: str) -> Any:  # noqa: ANN401 - a parameter type gives any value
    from planner.domain.days import parse_weekday

    return parse_weekday(text, what)


def _weekday_list(text: str, _: "Desk", what: str) -> Any:  # noqa: ANN401 - a parameter type gives any value
    from planner.domain.days import parse_weekday

    words = text.replace(",", " ").split()
    if not words:
        raise BadValue(what, "it names no weekday", "Write them in order, such as tue,thu,sat,sun.")
    return tuple(dict.fromkeys(parse_weekday(word, what) for word in words))


def _weekdays(_: "Desk", __: str) -> Iterable[tuple[str, str]]:
    from planner.domain.days import Weekday

    return ((day.value, day.full) for day in Weekday)


def _pace(text: str, desk: "Desk", what: str) -> int:
    """Return seconds a kilometre from `6:10`, a kilometre or a mile by the user's unit."""
    from planner.domain.units import parse_duration

    how = f"Write minutes and seconds a {desk.settings.unit}, such as 6:10."
    minutes, colon, seconds = text.strip().partition(":")
    if not colon or not (minutes.isascii() and minutes.isdigit() and seconds.isascii() and seconds.isdigit()):
        raise BadValue(what, f"{text!r} is not a pace", how)
    pace_s = parse_duration(text, what) / desk.settings.unit.metres * 1000
    if not 120 <= pace_s <= 1200:
        raise BadValue(what, f"{text!r} is not a running pace", how)
    return round(pace_s)


def _minutes(text: str, _: "Desk", what: str) -> Any:  # noqa: ANN401 - a parameter type gives any value
    from planner.domain.race_text import parse_minutes

    return parse_minutes(text, what)


def _blocked(text: str, desk: "Desk", what: str) -> Any:  # noqa: ANN401 - a parameter type gives any value
    from planner.domain.race_text import parse_blocked

    return parse_blocked(text, desk.today, what)


def _tune_ups(text: str, desk: "Desk", what: str) -> Any:  # noqa: ANN401 - a parameter type gives any value
    from planner.domain.race_text import parse_tune_ups

    return parse_tune_ups(text, desk.today, desk.settings.unit, what)


def _recent(text: str, desk: "Desk", what: str) -> Any:  # noqa: ANN401 - a parameter type gives any value
    from planner.domain.race_text import parse_recent

    return parse_recent(text, desk.settings.unit, what)


def _number(low: float, high: float, text: str, what: str, *, whole: bool) -> float:
    try:
        number = float(text) if text.isascii() else float("nan")
    except ValueError:
        number = float("nan")
    if not low <= number <= high or (whole and number != int(number)):
        kind = "a whole number" if whole else "a number"
        raise BadValue(what, f"{text!r} is not {kind} from {low:g} to {high:g}", "Correct it and try again.")
    return number


def whole_number(low: int, high: int) -> Value:
    """Return a parameter type for a whole number within limits."""
    return Value("number", lambda text, _, what: int(_number(low, high, text, what, whole=True)))


def number(low: float, high: float) -> Value:
    """Return a parameter type for a number within limits."""
    return Value("number", lambda text, _, what: _number(low, high, text, what, whole=False))


def one_of(choices: "type[StrEnum] | Iterable[str]", name: str) -> Value:
    """Return a parameter type for a closed choice; anything else is answered with the choices.

    `IT band` is taken for `it-band`.
    """
    words = [str(choice) for choice in choices]

    def read(text: str, _: "Desk", what: str) -> Any:  # noqa: ANN401 - a parameter type gives any value
        word = text.strip().lower().replace(" ", "-")
        if word not in words:
            raise BadValue(what, f"{text!r} is not known", f"Use one of: {', '.join(words)}.")
        return choices(word) if isinstance(choices, type) else word

    return Value(name, read, lambda _, __: ((word, "") for word in words))


def name_of(kind: str, *, files: bool = False) -> Value:
    """Return a parameter type for an id of the store or the library; `kind` is a function of `completions`.

    With `files` it may be the path of a file too.
    """

    def complete(desk: "Desk", incomplete: str) -> Iterable[tuple[str, str]]:
        from planner.cli import completions

        found: Iterable[tuple[str, str]] = getattr(completions, kind)(desk, incomplete)
        return found

    return Value(kind, lambda text, _, __: text, complete, files=files)


DAY = Value("date", _day, _days_ahead)
DISTANCE = Value("distance", _distance)
RACE_DISTANCE = Value("race distance", _race_distance, _race_distances)
DURATION = Value("time", _duration)
WEEKDAY = Value("weekday", _weekday, _weekdays)
WEEKDAYS = Value("weekdays", _weekday_list, _weekdays)
PACE = Value("pace", _pace)
MINUTES = Value("minutes by weekday", _minutes)
BLOCKED = Value("days", _blocked)
TUNE_UPS = Value("races", _tune_ups)
RECENT = Value("race and time", _recent)
PLAN = name_of("plans")
TEMPLATE = name_of("templates")
SESSION = name_of("sessions")
PLAYABLE = name_of("playable")
ROUTINE = name_of("routines")
EXERCISE = name_of("exercises")
SHOE = name_of("shoes")
ORTHOTIC = name_of("orthotics")
LAYER = name_of("layers")
FLAG = name_of("flags")


def as_json(function: Any) -> Any:  # noqa: ANN401 - a decorator
    """Give a listing `--json`."""
    return click.option("--json", "json", is_flag=True, help="As JSON, for programs.")(function)


def of_plan(function: Any) -> Any:  # noqa: ANN401 - a decorator
    """Give a command `--plan ID`."""
    return click.option("--plan", type=PLAN, metavar="ID", help="Another plan than the current one.")(function)
