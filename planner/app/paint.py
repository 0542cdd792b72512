"""From roles (what a piece of a line is) to terminal styles, through the variables of the current theme."""

from collections.abc import Mapping

from rich.color import Color as RichColor
from rich.style import Style
from textual.color import Color, ColorParseError

ROLES: dict[str, tuple[str, str]] = {
    "text": ("", ""),
    "strong": ("", "bold"),
    "heading": ("heading", "bold"),
    "label": ("heading", ""),
    "dim": ("dim", ""),
    "past": ("past", ""),
    "other": ("other-month", ""),
    "today": ("today", "bold underline"),
    "primary": ("primary", "bold"),
    "easy": ("run-easy", ""),
    "strides": ("run-strides", ""),
    "long": ("run-long", "bold"),
    "quality": ("run-quality", "bold"),
    "race": ("run-race", "bold"),
    "cross": ("run-cross", ""),
    "rest": ("run-rest", ""),
    "roll": ("glyph-roll", ""),
    "stretch": ("glyph-stretch", ""),
    "strength": ("glyph-strength", ""),
    "shoe": ("glyph-shoe", ""),
    "orthotic": ("glyph-orthotic", ""),
    "note": ("glyph-note", ""),
    "done": ("done", ""),
    "skipped": ("skipped", ""),
    "missed": ("missed", ""),
    "struck": ("dim", "strike"),
    "off": ("cut-back", "bold"),
    "lit": ("", "bold underline"),
    "base": ("phase-base", ""),
    "build": ("phase-build", ""),
    "peak": ("phase-peak", ""),
    "taper": ("phase-taper", ""),
    "race-week": ("phase-race", ""),
    "recovery": ("phase-recovery", ""),
    "cut-back": ("cut-back", ""),
    "green": ("light-green", ""),
    "yellow": ("light-yellow", "bold"),
    "red": ("light-red", "bold"),
    "bar": ("bar", ""),
    "bar-rest": ("bar-rest", ""),
    "key": ("key", "bold"),
    "problem": ("error", "bold"),
    "warning": ("warning", ""),
    "good": ("success", ""),
    "bold": ("", "bold"),
    "underline": ("", "underline"),
}
"""The theme variable that colours a role, and its attributes. `cursor` and `selected` are grounds.

A drawing names the variables themselves: `on-body` is a ground in the colour `body`, `ink-body` a colour of what
stands on it.
"""


class Paint:
    """Styles of one theme. Made again when the theme changes."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self._variables = variables
        self._styles: dict[str, Style] = {}

    def style(self, role: str) -> Style:
        """Return the style of a role, or of several with blanks between; a cursor colours what is under it."""
        found = self._styles.get(role)
        if found is None:
            words = role.split()
            # The cursor's block has its own text colour, so the colours of what it covers are left out.
            parts = [self._one(word, colour="cursor" not in words) for word in words]
            found = self._styles[role] = Style.combine(parts)
        return found

    def _one(self, role: str, *, colour: bool) -> Style:
        if role == "cursor":
            return Style(color=self._colour("cursor-foreground"), bgcolor=self._colour("cursor-background"))
        if role == "selected":
            return Style(bgcolor=self._colour("selected-background"))
        if role.startswith("on-"):
            return Style(bgcolor=self._colour(role.removeprefix("on-")))
        if role.startswith("ink-"):
            return Style(color=self._colour(role.removeprefix("ink-")))
        variable, attributes = ROLES.get(role, ("", ""))
        return Style(
            color=self._colour(variable) if variable and colour else None,
            bold="bold" in attributes or None,
            underline="underline" in attributes or None,
            strike="strike" in attributes or None,
        )

    def _colour(self, variable: str) -> "RichColor | None":
        try:
            return Color.parse(self._variables[variable]).rich_color
        except (ColorParseError, KeyError):
            return None
