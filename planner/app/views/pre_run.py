"""The card before a run as lines: the colour first, then run, body, what to wear, what to do."""

from collections.abc import Iterator, Sequence

from planner.actions.pre_run import PreRun, Work, Worn, verdict_words
from planner.app.bits import Bit, Line, cut, plain, wrap
from planner.app.signs import Signs, role_of
from planner.domain.days import show_day
from planner.domain.felt_words import felt_words
from planner.domain.gear_note import GearWord
from planner.domain.layer import Thing
from planner.domain.light import Colour
from planner.domain.session import name_of
from planner.domain.text import localise
from planner.domain.units import Unit, show_distance, show_duration

_ROLES = {Colour.GREEN: "good", Colour.YELLOW: "yellow", Colour.RED: "red"}
_SIGNS = {Colour.GREEN: "ok", Colour.YELLOW: "!", Colour.RED: "!!"}
_LABEL = 10
_MOST_FELT = 4


def card_lines(card: PreRun, unit: Unit, signs: Signs, width: int, *, private: bool = False) -> list[Line]:
    """Return the lines of the card. `private` leaves out what was felt and why; the colour is left out with it."""
    lines: list[Line] = []
    if not private:
        lines += [*_light(card, width), ()]
    lines += [*_run(card, unit, width), ()]
    if card.felt and not private:
        lines += _labelled("felt", [felt_words(one, unit, dated=True) for one in card.felt[:_MOST_FELT]], width)
    for worn in card.worn:
        lines += _worn(worn, unit, width)
    lines += _work("before", card.before, signs, width)
    lines += _work("after", card.after, signs, width)
    lines += (
        [(), *((Bit(f" {part}", "dim"),) for part in wrap(f"{card.caution} f8 opens it.", width - 2))]
        if card.caution
        else []
    )
    return lines


def _light(card: PreRun, width: int) -> Iterator[Line]:
    role, sign = _ROLES[card.light.colour], _SIGNS[card.light.colour]
    if not card.light.is_known:
        role, sign = "warning", "?"
    said = verdict_words(card)
    for n, part in enumerate(wrap(said, width - 6)):
        yield (
            Bit(f" {sign if n == 0 else '':<3} ", f"strong {role}"),
            Bit(part, f"strong {role}"),
        )
    messages = [flag.message for flag in card.light.flags]
    for text in messages or card.light.reasons[:2]:
        yield from ((Bit(f"     {part}"),) for part in wrap(text, width - 6))
    if card.morning:
        yield from ((Bit(f"     {part}", "yellow"),) for part in wrap(f"{card.morning} ! answers it.", width - 6))


def _run(card: PreRun, unit: Unit, width: int) -> Iterator[Line]:
    if card.run is None:
        if card.coming:
            coming = plain(name_of(card.coming, unit))
            next_run = (Bit(f" {'next':<{_LABEL}}", "label"), Bit(coming, f"bold {role_of(card.coming.kind)}"))
            yield cut((*next_run, Bit(f"   {show_day(card.coming.day)}", "label")), width)
        else:
            yield (Bit(" No run is planned."),)
        return
    name = plain(name_of(card.run, unit))
    yield cut((Bit(f" {name}", f"bold {role_of(card.run.kind)}"),), width)
    for text in (card.run.text, card.run.note):
        said = localise(plain(text), unit)
        yield from ((Bit(f"   {part}"),) for part in wrap(said, width - 4)) if said else ()


def _worn(worn: Worn, unit: Unit, width: int) -> Iterator[Line]:
    amount = show_distance(worn.metres, unit) if worn.metres is not None else ""
    of = f" of {show_distance(worn.due_m, unit)}" if worn.due_m and amount else ""
    if not worn.on_run:
        yield from _labelled("today", [note.text for note in worn.notes], width)
        return
    label = "in" if worn.thing is Thing.SHOE else "with"
    yield from _labelled(label, [f"{worn.name}{f', {amount}{of}' if amount else ''}"], width)
    for note in worn.notes:
        role = "yellow" if note.word is GearWord.WARN else "label"
        for part in wrap(plain(note.text), width - _LABEL - 2):
            yield (Bit(" " * (_LABEL + 1)), Bit(part, role))


def _work(label: str, work: Sequence[Work], signs: Signs, width: int) -> Iterator[Line]:
    texts = []
    for one in work:
        minutes = f", {show_duration(one.usual_s)}" if one.usual_s else ""
        texts.append(f"{f'{signs.done} ' if one.done else ''}{one.name}{minutes}")
    yield from _labelled(label, texts, width)


def _labelled(label: str, texts: Sequence[str], width: int) -> Iterator[Line]:
    for n, text in enumerate(texts):
        for m, part in enumerate(wrap(plain(text), width - _LABEL - 2)):
            yield (Bit(f" {label if n == m == 0 else '':<{_LABEL}}", "label"), Bit(part))
