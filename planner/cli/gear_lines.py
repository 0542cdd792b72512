"""What orthotics and shoes say on days, for `planner today`, `planner week` and the exports."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from planner.cli.page import quiet, tinted, wrapped
from planner.domain.gear_note import GearWord

if TYPE_CHECKING:
    from planner.actions.desk import Desk
    from planner.domain.gear_note import GearNote
    from planner.exports.days import Json

    Notes = dict[date, tuple[GearNote, ...]]


def notes_of(desk: "Desk", first: date, last: date, *, private: bool | None = None) -> "Notes":
    """Return what gear says on some days; nothing is loaded for it while nothing is new."""
    from planner.actions.gear_news import has_news

    if not has_news(desk):
        return {}
    from planner.actions.gear_notes import gear_notes

    return gear_notes(desk, first, last, private=private)


def lines_of(notes: "tuple[GearNote, ...]", indent: int) -> Iterator[str]:
    """Yield notes as lines that fit."""
    for note in notes:
        is_loud = note.word is GearWord.WARN
        for line in wrapped(f"! {note.text}" if is_loud else note.text, indent, 2):
            yield tinted(line, "yellow") if is_loud else quiet(line)


def as_dicts(notes: "Notes") -> "list[Json]":
    """Return notes for programs: `{date, thing, item, text, short, word}`."""
    return [
        {
            "date": note.day.isoformat(),
            "thing": note.thing.value,
            "item": note.item,
            "text": note.text,
            "short": note.short,
            "word": note.word.value,
        }
        for of_day in notes.values()
        for note in of_day
    ]
