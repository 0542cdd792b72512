"""An answer of the new build-up form and what it means, both ways."""

from collections.abc import Collection

from planner.actions.build_ups import Request
from planner.actions.desk import Desk
from planner.app.forms.form import choose
from planner.domain.days import parse_day, parse_weekday
from planner.domain.errors import BadValue
from planner.domain.race import Level, parse_race_distance, show_race_distance
from planner.domain.race_text import (
    parse_blocked,
    parse_minutes,
    parse_recent,
    parse_tune_ups,
    show_blocked,
    show_minutes,
    show_recent,
    show_tune_ups,
    typed_day,
)
from planner.domain.units import Unit, parse_distance, show_clock, show_number
from planner.planning.default_layers import LAYER_NAMES


def answers_of(desk: Desk, request: Request) -> dict[str, str]:
    """Return a request as a runner types it."""
    unit = desk.settings.unit

    def figure(metres: float | None) -> str:
        return "" if metres is None else show_number(metres / unit.metres)

    return {
        "race": request.race_name,
        "date": typed_day(request.race_day),
        "distance": show_race_distance(request.distance_m, unit),
        "level": request.level.value,
        "weekly": figure(request.weekly_m),
        "longest": figure(request.longest_m),
        "days": str(request.days or ""),
        "long_run": request.long_run_day.full.lower(),
        "pace": show_clock(request.easy_pace_s * unit.metres / 1000) if request.easy_pace_s else "",
        "recent": show_recent(request.recent, unit),
        "minutes": show_minutes(request.minutes),
        "blocked": show_blocked(request.blocked),
        "tune_ups": show_tune_ups(request.tune_ups, unit),
        "start": typed_day(request.start) if request.start else "",
        "after": request.after,
        "layers": _show_layers(request.layers),
        "shoe": request.shoe,
        "orthotic": request.orthotic,
    }


def value_of(desk: Desk, name: str, text: str, choices: tuple[str, ...] = ()) -> object:
    """Return the part of the request that the answer to a question means. Raises `BadValue` for what means nothing."""
    unit = desk.settings.unit
    match name:
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
            return int(choose(text, choices, "runs a week"))
        case "long_run":
            return parse_weekday(text)
        case "pace":
            return _pace_s(text, unit) if text else 0
        case "recent":
            return parse_recent(text, unit) if text else None
        case "minutes":
            return parse_minutes(text)
        case "blocked":
            return parse_blocked(text, desk.today)
        case "tune_ups":
            return parse_tune_ups(text, desk.today, unit)
        case "start":
            return parse_day(text, desk.today) if text else None
        case "after":
            return desk.plan_of(text).id if text else ""
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


def _show_layers(chosen: Collection[str] | None) -> str:
    """Return chosen layers as a runner types them: all, none, all but some, or their names."""
    missing = [name for name in LAYER_NAMES if chosen is not None and name not in chosen]
    if not missing:
        return "all"
    if len(missing) == len(LAYER_NAMES):
        return "none"
    if len(missing) * 2 < len(LAYER_NAMES):
        return " ".join(("all", *(f"-{name}" for name in missing)))
    return " ".join(name for name in LAYER_NAMES if name not in missing)
