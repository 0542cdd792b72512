"""Themes: ours can be used and read; a broken one of the user's is named and left out."""

from pathlib import Path

import pytest
import tomli
from textual.color import Color

from planner import resources
from planner.app import themes
from planner.app.paint import ROLES, Paint
from planner.domain.errors import BadValue

FULL_TEXT = {"heading", "today", "key"} | {name for name in themes.variable_defaults() if name.startswith("run-")}
QUIET = {"dim", "past"}


@pytest.mark.parametrize("name", themes.names())
def test_a_built_in_theme_can_be_used(name: str) -> None:
    theme = themes.built_in(name)
    assert theme.name == name
    assert set(theme.variables) >= set(themes.built_in(themes.FALLBACK).variables)
    themes.check(theme, name)


@pytest.mark.parametrize("name", themes.names())
def test_our_own_themes_are_read_as_toml_says(name: str) -> None:
    text = resources.read("themes", f"{name}.toml").decode()
    assert themes.own_values(text) == tomli.loads(text)


def test_there_are_six_themes_and_dusk_comes_first() -> None:
    assert themes.names()[0] == "dusk"
    assert set(themes.names()) >= {"dusk", "night-run", "daylight", "paper", "high-contrast", "terminal"}


@pytest.mark.parametrize("name", [name for name in themes.names() if name != "terminal"])
def test_text_is_readable_on_its_ground(name: str) -> None:
    theme = themes.built_in(name)
    least, least_quiet = (7.0, 7.0) if name == "high-contrast" else (4.5, 4.5)
    assert theme.background
    assert theme.foreground
    assert theme.panel
    ground = Color.parse(theme.background)
    assert contrast(Color.parse(theme.foreground), ground) >= 7.0
    assert contrast(Color.parse(theme.foreground), Color.parse(theme.panel)) >= least
    for variable, value in theme.variables.items():
        if variable in (
            "bar",
            "bar-rest",
            "cursor-background",
            "cursor-foreground",
            "selected-background",
            "other-month",
            "body",
            "body-area",
            "body-area-2",
            "body-chosen",
            "body-chosen-ink",
            "light-ink",
        ):
            continue
        wanted = least_quiet if variable in QUIET else least
        assert contrast(Color.parse(value), ground) >= wanted, variable
    other = Color.parse(theme.variables["other-month"])
    assert contrast(other, ground) >= (4.5 if name == "high-contrast" else 2.9)
    assert contrast(Color.parse(theme.foreground), Color.parse(theme.variables["selected-background"])) >= 7.0
    for area in ("body", "body-area", "body-area-2"):
        assert contrast(Color.parse(theme.foreground), Color.parse(theme.variables[area])) >= least, area
    for light in ("green", "yellow", "red"):
        lit = Color.parse(theme.variables[f"light-{light}"])
        assert contrast(Color.parse(theme.variables["light-ink"]), lit) >= least, light
    chosen = [Color.parse(theme.variables[f"body-chosen{part}"]) for part in ("", "-ink")]
    assert contrast(*chosen) >= least
    cursor = [Color.parse(theme.variables[f"cursor-{part}"]) for part in ("foreground", "background")]
    assert contrast(*cursor) >= least


def contrast(one: Color, other: Color) -> float:
    """Return the WCAG contrast ratio of two colours."""
    lights = sorted((luminance(one), luminance(other)), reverse=True)
    return (lights[0] + 0.05) / (lights[1] + 0.05)


def luminance(colour: Color) -> float:
    parts = [part / 255 for part in (colour.r, colour.g, colour.b)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(
    "text",
    [
        'name = "mine"',
        'primary = "#fff"',
        'name = "mine"\nprimary = "#fff"\nsparkle = true',
        'name = "mine"\nprimary = "nocolour"',
        'name = "mine"\nprimary = "#fff"\nbackground = "$primary"',
        'name = "mine"\nprimary = "#fff"\n[variables]\nrun-easy = "$primary"',
        'name = "mine"\nprimary = "#fff"\n[variables]\nrun-easy = 5',
        'name = "mine"\nprimary = 5',
        "name = ",
    ],
)
def test_a_broken_theme_is_named_and_the_fallback_is_used(tmp_path: Path, text: str) -> None:
    (tmp_path / "mine.toml").write_text(text)
    theme, problem = themes.chosen("mine", tmp_path)
    assert theme.name == "dusk"
    assert problem
    assert "mine.toml" in str(problem)


def test_a_theme_of_ones_own_is_used(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text('name = "mine"\nprimary = "#fff"\n[variables]\nrun-easy = "#00ff00"')
    theme, problem = themes.chosen("mine", tmp_path)
    assert problem is None
    assert theme.variables["run-easy"] == "#00ff00"


@pytest.mark.parametrize("name", ["gone", "", "../../etc/passwd", "a,b", "[/]"])
def test_a_theme_that_is_gone_is_a_problem_and_the_fallback_is_used(tmp_path: Path, name: str) -> None:
    theme, problem = themes.chosen(name, tmp_path)
    assert theme.name == "dusk"
    assert isinstance(problem, BadValue)


def test_every_role_has_a_colour_in_every_theme() -> None:
    for name in themes.names():
        theme = themes.built_in(name)
        variables = {**theme.to_color_system().generate(), **theme.variables}
        paint = Paint(variables)
        for role, (variable, _) in ROLES.items():
            assert variable == "" or variable in variables, (name, role)
            assert paint.style(f"{role} cursor").bgcolor
