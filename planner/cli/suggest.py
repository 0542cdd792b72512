"""`planner suggest`: a session for what was logged."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from planner.cli import page
from planner.cli.desk import open_desk, store_option
from planner.cli.values import as_json, one_of, whole_number
from planner.domain.layer import Anchor
from planner.domain.text import one_line

if TYPE_CHECKING:
    from planner.actions.desk import Desk
    from planner.planning.chain_suggestion import SuggestedStep, Suggestion
    from planner.planning.chain_words import Reason

_ANCHORS = (Anchor.BEFORE_RUN, Anchor.AFTER_RUN, Anchor.REST_DAY)
_QUIET = ("time", "little", "enough")
"""What is left out for these reasons is only counted, unless asked for."""


@click.command("suggest")
@click.option("--minutes", type=whole_number(1, 240), metavar="N", help="The time you have: 5, 10, 15, 20.")
@click.option("--before", is_flag=True, help="Before a run: short holds, then something that moves.")
@click.option("--why", is_flag=True, help="Every reason with its source, and everything left out.")
@click.option("--keep", "name", default=None, metavar="NAME", help="Keep it as a routine of your own.")
@click.option(
    "--hang",
    "anchor",
    type=one_of([one.value for one in _ANCHORS], "place"),
    metavar="|".join(_ANCHORS),
    help="Keep it and hang it on the plan.",
)
@click.option("--play", is_flag=True, help="Play it straight away.")
@click.option("--plain", is_flag=True, help="With --play: in plain lines, for screen readers and dumb terminals.")
@as_json
@store_option
def command(
    minutes: int | None, before: bool, why: bool, name: str | None, anchor: str | None, play: bool, plain: bool,
    json: bool,
) -> int:  # fmt: skip
    """Suggest rolling, stretching and strength for what you logged in the last days.

    Exercises are ranked by a model of how areas of leg and back hang together. It is no diagnosis.
    """
    from planner.actions import suggest
    from planner.domain.exercise import Timing

    if plain and not play:
        raise click.UsageError("--plain goes with --play")
    if json + play + (name is not None or anchor is not None) > 1:
        raise click.UsageError("--json, --play and --keep or --hang do not go together")
    desk = open_desk()
    found = suggest.suggestion(desk, minutes=minutes, timing=Timing.PRE if before else None)
    if json:
        page.show_json(_data(found))
    elif play:
        return _play(desk, found, plain=plain)
    elif anchor is not None:
        page.show([suggest.hang(desk, found, Anchor(anchor), name=name or "")])
    elif name is not None:
        kept = suggest.keep(desk, found, name)
        page.show([f"Kept {one_line(name)}. `planner play {kept}` plays it."])
    else:
        page.show(_lines(desk, found, everything=why))
    return 0


def _play(desk: "Desk", found: "Suggestion", *, plain: bool) -> int:
    from planner.actions.suggest import played_routine
    from planner.cli.program import needs_terminal

    routine = played_routine(found)
    if plain:
        from planner.cli.play import in_lines

        return in_lines(desk, routine)
    needs_terminal("`planner suggest --play --plain` leads through it in plain lines.")
    from planner.app import play

    return play(desk, routine)


def _data(found: "Suggestion") -> object:
    import msgspec

    return msgspec.to_builtins(found, builtin_types=(), str_keys=True)


def _lines(desk: "Desk", found: "Suggestion", *, everything: bool) -> Iterator[str]:
    from planner.planning.chain_words import MODEL, message_in_words, notes_in_words

    private = desk.settings.private
    yield page.loud(_head(found))
    yield page.quiet(MODEL)
    notes = notes_in_words(found.notes, private=private)
    for note in (*message_in_words(found.message, private=private), *filter(None, (found.said,)), *notes):
        yield from page.wrapped(note)
    said: set[str] = set()
    for n, step in enumerate(found.steps, 1):
        reasons = step.reasons if everything else _few_reasons(step, said)
        yield ""
        yield from _step_lines(desk, step, n, reasons, everything=everything, private=private)
    yield from _left_out(found, everything=everything, private=private)
    watched = [warm.area.label for warm in found.warm if warm.watch and not warm.score]
    if watched and not private:
        yield ""
        yield from page.wrapped(f"Keep an eye on: {', '.join(watched)}. In this model they often follow.")
    if found.routine:
        yield ""
        yield page.quiet("--play plays it, --keep NAME keeps it, --hang after-run hangs it; --why: more.")


def _head(found: "Suggestion") -> str:
    from planner.domain.units import show_clock

    if found.flags:
        return "No session: a red flag stands"
    if not found.routine:
        return "No session"
    when = ", before a run" if found.timing == "pre" else ""
    name = one_line(found.routine.name)
    return f"{name}, {show_clock(found.length.usual_s)}{when}"


def _few_reasons(step: "SuggestedStep", said: set[str]) -> "tuple[Reason, ...]":
    """Return the first reason, and the next if no step above has said it: a page is not the same sentence again."""
    few = tuple(one for n, one in enumerate(step.reasons[:2]) if n == 0 or one.text not in said)
    said.update(one.text for one in few)
    return few


def _step_lines(
    desk: "Desk", step: "SuggestedStep", n: int, reasons: "Sequence[Reason]", *, everything: bool, private: bool
) -> Iterator[str]:
    from planner.domain.units import show_clock
    from planner.planning.chain_words import caution_in_words, doses_in_words

    doses = doses_in_words(step.steps, desk.exercises()[step.exercise])
    yield f"{n:>2}  {page.loud(one_line(step.name))}   {page.quiet(show_clock(step.seconds))}"
    yield f"    {doses}"
    if step.caution:
        yield from page.wrapped(f"! {caution_in_words(step.caution, private=private)}", 4, 2)
    for reason in reasons:
        yield from _reason_lines(reason, everything=everything, private=private)


def _reason_lines(reason: "Reason", *, everything: bool, private: bool) -> Iterator[str]:
    from planner.planning.chain_words import said

    yield from page.wrapped(f"{said(reason, private=private)} [{reason.level}]", 4, 2)
    if reason.entry and not private and everything:
        yield from page.wrapped(f"From: {reason.entry}.", 6)
    if everything and reason.limits:
        yield from page.wrapped(reason.limits, 6)
    if everything and reason.source:
        yield from (page.quiet(line) for line in page.wrapped(f"Source: {reason.source}.", 6))


def _left_out(found: "Suggestion", *, everything: bool, private: bool) -> Iterator[str]:
    from planner.planning.chain_words import left_out_by_why

    told = [one for one in found.dropped if everything or one.code not in _QUIET]
    if not told:
        return
    yield ""
    yield "Left out:"
    for why, names in left_out_by_why(told, private=private).items():
        yield from page.wrapped(f"{', '.join(names)}: {why}", 2, 2)
    quiet = len(found.dropped) - len(told)
    if quiet:
        yield page.quiet(f"  and {quiet} for lack of time or need")
