"""Exports: the plan in the formats that phones, watches, fridge doors and other programs take. They change no plan."""

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from pathlib import Path

import msgspec

from planner.actions.desk import Desk
from planner.domain.days import show_day
from planner.domain.errors import BadValue, NotFound
from planner.domain.plan import Plan
from planner.domain.text import one_line
from planner.exports.outgoing import OutFile, Outgoing

_LONGEST_DAYS = 20_000


class Format(StrEnum):
    """What a plan can be written as; the value is the file's usual ending."""

    ICS = "ics"
    MARKDOWN = "md"
    CSV = "csv"
    JSON = "json"


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be written: which plan (the current one without an id), which days, which layers (all without one)."""

    format: Format
    plan: str | None = None
    first: date | None = None
    last: date | None = None
    layers: tuple[str, ...] = ()


class Exported(msgspec.Struct, frozen=True, kw_only=True):
    """The files of an export, what it is about, and what the person should know of it (`notes`)."""

    files: tuple[OutFile, ...]
    title: str
    first: date
    last: date
    notes: tuple[str, ...] = ()

    @property
    def span(self) -> str:
        """The days in words: `18 Jan to 16 May 2027`."""
        return f"{show_day(self.first)} to {show_day(self.last, year=True)}"


def export(desk: Desk, choice: Choice) -> Exported:
    """Return the files of a plan in a format; nothing is written.

    Raises `NotFound` for a plan or a layer that is not there, and `BadValue` for days that are no span.
    """
    plan = desk.plan_of(choice.plan)
    out = outgoing(desk, plan, choice)
    written = _WRITERS[choice.format](desk, out, choice)
    return Exported(files=written, title=plan.title, first=out.days[0].day, last=out.days[-1].day)


def keep_export(exported: Exported, to: str, *, replace: bool) -> str:
    """Write an export to the file `to`, or its files into the folder `to` when there are several; say what was done.

    Each file is written whole or not at all. Raises `BadValue` for what is there already unless `replace`.
    """
    from planner.actions.files import write_file

    for file in exported.files:
        target = to if len(exported.files) == 1 else str(Path(to) / file.name)
        write_file(target, file.data, replace=replace)
    return f"Wrote {one_line(to)}: {one_line(exported.title)}, {exported.span}. Only you can read the file."


def outgoing(desk: Desk, plan: Plan, choice: Choice) -> Outgoing:
    """Return a plan with the days to write, and what hangs on them cut down to the chosen layers."""
    from planner.planning.schedule import span_of

    standing = desk.schedule_of(plan)
    whole = span_of(plan, standing)
    begin, end = choice.first or whole[0], choice.last or whole[1]
    if end < begin:
        raise BadValue("--to", f"{end} is before {begin}", "Give a later day, or an earlier --from.")
    if (end - begin).days > _LONGEST_DAYS:
        raise BadValue("--to", f"{begin} to {end} is too long", "Give days nearer to the plan.")
    days = desk.days(begin, end, plan.id)
    if wanted := set(choice.layers):
        known = {layer.id for layer in standing.layers} | {layer.thing.value for layer in standing.layers}
        if unknown := sorted(wanted - known):
            raise NotFound(
                f"layer {unknown[0]!r}",
                f"plan {plan.id!r} has no such layer",
                f"Layers: {', '.join(sorted(known)) or 'none'}.",
            )
        days = tuple(
            msgspec.structs.replace(
                day,
                hung=tuple(line for line in day.hung if line.hung.layer in wanted or line.hung.thing.value in wanted),
            )
            for day in days
        )
    return Outgoing(
        plan=plan, days=days, unit=desk.settings.unit, names=desk.names(), gear=_gear_words(desk, plan, begin, end)
    )


def _gear_words(desk: Desk, plan: Plan, first: date, last: date) -> dict[date, tuple[str, ...]]:
    """Return what gear says on some days, without what was felt; only the current plan has runs in orthotics."""
    from planner.actions.gear_news import has_news

    current = desk.plan()
    if not (current and current.id == plan.id and has_news(desk)):
        return {}
    from planner.actions.gear_notes import gear_notes

    notes = gear_notes(desk, first, last, private=True)
    return {day: tuple(note.text for note in of_day) for day, of_day in notes.items()}


def _to_ics(_desk: Desk, out: Outgoing, _choice: Choice) -> tuple[OutFile, ...]:
    from planner.exports.ics import to_ics

    return _one(out, Format.ICS, to_ics(out.plan, out.days, unit=out.unit, names=out.names))


def _to_markdown(_desk: Desk, out: Outgoing, _choice: Choice) -> tuple[OutFile, ...]:
    from planner.exports.markdown import to_markdown

    return _one(out, Format.MARKDOWN, to_markdown(out.plan, out.days, out.unit, out.names, out.gear).encode())


def _to_json(_desk: Desk, out: Outgoing, _choice: Choice) -> tuple[OutFile, ...]:
    from planner.exports.json import to_json

    return _one(out, Format.JSON, to_json(out.plan, out.days, out.unit, out.names).encode())


def _to_csv(_desk: Desk, out: Outgoing, _choice: Choice) -> tuple[OutFile, ...]:
    from planner.exports.csv import to_csv

    return _one(out, Format.CSV, to_csv(out).encode())


def _one(out: Outgoing, ending: Format, data: bytes) -> tuple[OutFile, ...]:
    return (OutFile(name=f"{out.plan.id}.{ending}", data=data),)


_WRITERS: dict[Format, Callable[[Desk, Outgoing, Choice], tuple[OutFile, ...]]] = {
    Format.ICS: _to_ics,
    Format.MARKDOWN: _to_markdown,
    Format.CSV: _to_csv,
    Format.JSON: _to_json,
}
