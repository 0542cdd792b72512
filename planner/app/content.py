"""Text as Textual draws it: never read as markup, and without anything that a terminal would obey."""

from textual.content import Content

from planner.domain.text import clean


def content_of(text: str) -> Content:
    """Return `text` as content for a widget, cleaned. What a widget shows goes through here, however harmless it is."""
    return Content(clean(text))
