"""`planner ready`: the card before a run, as text."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from planner.cli import page
from planner.cli.desk import open_desk, store_option
from planner.cli.values import as_json
from planner.domain.days import show_day
from planner.domain.session import name_of
from planner.domain.text import localise
from planner.domain.units import Unit, show_distance, show_duration

if TYPE_CHECKING:
    from planner.actions.pre_run import PreRun

_LABEL = 8
_MOST_FELT = 4


@click.command("ready")
@as_json
@store_option
def command(json: bool) -> None:
    """Show the card before a run: the colour of the day and why, the run, what to wear, what to do first."""
    from planner.actions.pre_run import pre_run

    desk = open_desk()
    card = pre_run(desk)
    if json:
        page.show_json(_as_dict(card, desk.settings.unit))
    else:
        page.show(_lines(card, desk.settings.unit, private=desk.settings.private))


def _lines(card: "PreRun", unit: Unit, *, private: bool) -> Iterator[str]:
    from planner.domain.felt_words import felt_words

    yield from [] if private else _light(card)
    if card.run:
        yield f"{show_day(card.day)}: {name_of(card.run, unit)}"
        for text in (card.run.text, "" if private else card.run.note):
            yield from page.wrapped(localise(text, unit), 2, 2) if text.strip() else ()
    if card.coming:
        yield f"next: {show_day(card.coming.day)}, {name_of(card.coming, unit)}"
    for label, text in _rows(card, unit):
        yield from page.wrapped(f"{label:<{_LABEL}}{text}", 2, _LABEL + 2)
    for n, felt in enumerate(() if private else card.felt[:_MOST_FELT]):
        words = felt_words(felt, unit, dated=True)
        yield from page.wrapped(f"{'' if n else 'felt':<{_LABEL}}{words}", 2, _LABEL + 2)
    if card.first:
        yield ""
        yield page.quiet(f"`planner play {card.first.item}` starts with {card.first.name}.")
    if card.caution:
        yield from page.wrapped(card.caution)


def _light(card: "PreRun") -> Iterator[str]:
    from planner.actions.pre_run import verdict_words

    yield from (page.loud(line) for line in page.wrapped(verdict_words(card), 0, 2))
    reasons = [flag.message for flag in card.light.flags] or list(card.light.reasons[:2])
    for text in reasons if card.light.colour != "green" or card.light.flags else ():
        yield from page.wrapped(text, 2, 2)
    if card.morning:
        yield from page.wrapped(card.morning, 2, 2)
    yield ""


def _rows(card: "PreRun", unit: Unit) -> Iterator[tuple[str, str]]:
    for worn in card.worn:
        amount = show_distance(worn.metres, unit) if worn.metres is not None else ""
        of = f" of {show_distance(worn.due_m, unit)}" if worn.due_m and amount else ""
        if not worn.on_run:
            yield from (("today", note.text) for note in worn.notes)
            continue
        yield "in" if worn.thing == "shoe" else "with", f"{worn.name}{f', {amount}{of}' if amount else ''}"
        yield from (("", note.text) for note in worn.notes)
    for label, all_work in (("before", card.before), ("after", card.after)):
        for work in all_work:
            minutes = f", {show_duration(work.usual_s)}" if work.usual_s else ""
            yield label, f"{work.name}{minutes}{', done' if work.done else ''}"


def _as_dict(card: "PreRun", unit: Unit) -> dict[str, object]:
    from planner.domain.felt_words import felt_words

    return {
        "date": card.day,
        "verdict": card.verdict.value,
        "colour": card.light.colour.value,
        "known": card.light.is_known,
        "reasons": list(card.light.reasons),
        "flags": [{"flag": flag.flag, "message": flag.message} for flag in card.light.flags],
        "session": card.run.id if card.run else None,
        "felt": [felt_words(one, unit, dated=True) for one in card.felt],
        "worn": [{"item": one.item, "name": one.name, "notes": [note.text for note in one.notes]} for one in card.worn],
        "before": [
            {"item": one.item, "name": one.name, "usual_s": one.usual_s, "done": one.done} for one in card.before
        ],
        "after": [{"item": one.item, "name": one.name, "usual_s": one.usual_s, "done": one.done} for one in card.after],
        "morning": card.morning or None,
    }
