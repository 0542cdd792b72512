"""Themes: TOML files with Textual's colours and our own variables, checked before the app may use them."""

from functools import cache
from pathlib import Path
from typing import Any

from textual.theme import Theme

from planner import resources
from planner.codec.toml import convert, parse, short
from planner.domain.errors import BadValue, PlannerError
from planner.store.reading import fetch

_COLOURS = (
    "primary", "secondary", "warning", "error", "success", "accent",
    "foreground", "background", "surface", "panel", "boost",
)  # fmt: skip
FALLBACK = "dusk"
"""The theme that is used when the chosen one is gone or broken."""


@cache
def variable_defaults() -> dict[str, str]:
    """Return a default for each of our own variables, so that a theme that lacks one still works: the fallback's.

    Textual's own styles need one more, which it makes only for themes that are not in the terminal's colours.
    """
    return {"ansi-background": "ansi_default", **built_in(FALLBACK).variables}


def names() -> tuple[str, ...]:
    """Return the names of the built-in themes, the fallback first."""
    found = sorted(file.stem for file in resources.files("themes"))
    return tuple(sorted(found, key=lambda name: name != FALLBACK))


@cache
def built_in(name: str) -> Theme:
    """Return a built-in theme. Raises `BadValue` when there is none of that name."""
    if name not in names():
        raise BadValue("planner.toml theme", f"there is no theme {name!r}", f"Themes: {', '.join(names())}.")
    return Theme(**own_values(resources.read("themes", f"{name}.toml").decode()))


def own_values(text: str) -> dict[str, Any]:
    """Return what a theme of ours says, read without a TOML reader, which a start needs for nothing else.

    Only for our own files, which are as plain as that: a key and a text, or true or false, a line.
    """
    values: dict[str, Any] = {}
    into = values
    for line in text.splitlines():
        key, is_pair, value = line.partition(" = ")
        if line.startswith("["):
            into = values.setdefault(line.strip("[]"), {})
        elif is_pair and not line.startswith("#"):
            into[key] = value[1:].partition('"')[0] if value.startswith('"') else value == "true"
    return values


def chosen(name: str, own: Path | None = None) -> tuple[Theme, PlannerError | None]:
    """Return the theme that the settings name, from the user's `own` folder or built in.

    One that is gone or broken is a problem to show, and the fallback is used. Built-in themes are checked by
    the tests, so that a start does not pay for it.
    """
    try:
        file = own / f"{name}.toml" if own and name and Path(name).name == name else None
        data = fetch(file) if file else None
        if file and data is not None:
            theme = read(data, str(file))
            check(theme, str(file))
            return theme, None
        return built_in(name), None
    except PlannerError as problem:
        return built_in(FALLBACK), problem


def read(data: bytes, place: str) -> Theme:
    """Return the theme of a TOML file. Raises `BadFile`, or `BadValue` that names `place` for keys no theme has."""
    values = parse(data, place)
    unknown = values.keys() - Theme.__dataclass_fields__.keys()
    if unknown:
        raise BadValue(
            place, f"a theme has no {', '.join(sorted(unknown))}", "Remove it, or move it under [variables]."
        )
    if missing := {"name", "primary"} - values.keys():
        raise BadValue(place, f"{', '.join(sorted(missing))} is missing", "Give the theme one.")
    return convert(values, Theme, place, text=data.decode("utf-8-sig"))


def check(theme: Theme, place: str) -> None:
    """Raise `BadValue` when Textual could not use a colour or a variable of the theme; it would end the app later."""
    from textual.color import Color, ColorParseError
    from textual.css.errors import StylesheetError
    from textual.css.stylesheet import Stylesheet

    fix = "Use #rrggbb, a colour name or ansi_blue."
    for field in Theme.__dataclass_fields__:
        value = getattr(theme, field)
        if value is not None and field in _COLOURS:
            _check_colour(value, f"{place} {field}", fix)
    try:
        generated = theme.to_color_system().generate()
    except (ColorParseError, TypeError, ValueError, AttributeError) as error:
        raise BadValue(place, f"its colours do not work ({error})", fix) from None
    for name, value in theme.variables.items():
        if name in variable_defaults():
            _check_colour(value, f"{place} {name}", fix)
    sheet = Stylesheet(variables={**variable_defaults(), **generated})
    colours = [name for name in variable_defaults() if name in generated]
    sheet.add_source("\n".join(f"Probe {{ background: ${name}; }}" for name in (*colours, "primary", "background")))
    try:
        sheet.parse()
        _ = Color.parse(generated["background"])
    except (StylesheetError, ColorParseError) as error:
        raise BadValue(place, f"its variables do not work ({type(error).__name__})", fix) from None


def _check_colour(value: object, place: str, fix: str) -> None:
    from textual.color import Color, ColorParseError

    try:
        Color.parse(value if isinstance(value, str) else repr(value))
    except ColorParseError:
        raise BadValue(place, f"{short(value)} is not a colour", fix) from None
