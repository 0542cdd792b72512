"""Exports: the plan in the formats that phones, watches, fridge doors and other programs take. They change no plan."""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from enum import StrEnum
from pathlib import Path
from string import ascii_uppercase

import msgspec

from planner.actions.desk import Desk
from planner.domain.days import show_span
from planner.domain.errors import BadValue, NotFound
from planner.domain.gear import Shoe
from planner.domain.plan import Plan
from planner.domain.text import counted, one_line
from planner.exports.fridge.page import Paper
from planner.exports.outgoing import OutFile, Outgoing

_LONGEST_DAYS = 20_000


class Format(StrEnum):
    """What a plan can be written as; the value is the file's usual ending."""

    ICS = "ics"
    MARKDOWN = "md"
    CSV = "csv"
    JSON = "json"
    TOML = "toml"
    FIT = "fit"
    INTERVALS = "intervals"
    HTML = "html"
    PDF = "pdf"


THEN: Mapping[Format, str] = {
    Format.ICS: "Open it on the phone, or import it into a calendar program.",
    Format.HTML: "Open it in a browser; printed it is a calendar, four weeks a sheet.",
    Format.PDF: "Print it in landscape: four weeks a sheet, a box to tick at each run and routine.",
    Format.FIT: "Copy what is new into NewFiles or Workouts on the watch.",
    Format.INTERVALS: "Paste each run into the workout builder there.",
    Format.CSV: "Open it in a spreadsheet: a row a session, separated by commas.",
    Format.MARKDOWN: "Paste it into a note, or print it as it is.",
    Format.TOML: "Another planner reads it with i, or `planner import`.",
    Format.JSON: "Every day with everything planned, for other programs.",
}
"""What one does with the files of each format."""


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be written: which plan (the current one without an id), which days, which layers (all without one).

    `runs_only`: nothing of what hangs on the runs, and no layers.
    `flat`: TOML of the plan as it stands, without its history; it always is when only some days are asked for.
    Calendars alone: `per_layer` writes a file for the runs and one for each layer; `alarm`, minutes before a session
    with a time, and `evening`, the time of the evening before all others, let it ring; `weekly` lays an event with the
    distance over each week.
    Watches alone: `session` writes the one run with that id, `everything` the runs without steps too;
    `paces` gives efforts the paces that the plan reckons; `routines` writes what hangs on the runs instead of them.
    `paper`: for what is printed; the usual one of the runner's unit if not given.
    """

    format: Format
    plan: str | None = None
    first: date | None = None
    last: date | None = None
    layers: tuple[str, ...] = ()
    runs_only: bool = False
    paper: Paper | None = None
    flat: bool = False
    per_layer: bool = False
    alarm: int | None = None
    evening: str = ""
    weekly: bool = False
    session: str = ""
    everything: bool = False
    paces: bool = False
    routines: bool = False


def _nothing() -> None:
    """Do nothing: most formats need not know whether their files were written."""


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """What a format makes where it is more than its files: see `Exported`."""

    files: tuple[OutFile, ...]
    notes: tuple[str, ...] = ()
    looks: tuple[str, ...] = ()
    into_folder: bool = False
    handed_over: Callable[[], None] = _nothing


class Exported(msgspec.Struct, frozen=True, kw_only=True):
    """The files of an export, what it is about, and what the person should know of it (`notes`).

    `into_folder`: they belong into a folder, be it one file. `handed_over` is to be called once they are written or
    shown, so that the next export knows what this one told. `looks`: what a person will see of a file whose text says
    little, a line each.
    """

    files: tuple[OutFile, ...]
    title: str
    first: date
    last: date
    notes: tuple[str, ...] = ()
    looks: tuple[str, ...] = ()
    into_folder: bool = False
    handed_over: Callable[[], None] = _nothing

    @property
    def span(self) -> str:
        """The days in words: `18 Jan to 16 May 2027`."""
        return show_span(self.first, self.last)


def export(desk: Desk, choice: Choice) -> Exported:
    """Return the files of a plan in a format; nothing is written.

    Raises `NotFound` for a plan or a layer that is not there, and `BadValue` for days that are no span and for layers
    of the runs alone.
    """
    if choice.runs_only and choice.layers:
        raise BadValue("--layer", "the runs alone have no layers", "Leave it or --runs-only out.")
    plan = desk.plan_of(choice.plan)
    out = outgoing(desk, plan, choice)
    made = _WRITERS[choice.format](desk, out, choice)
    written = made if isinstance(made, Written) else Written(files=made)
    return Exported(
        files=written.files,
        title=plan.title,
        first=out.days[0].day,
        last=out.days[-1].day,
        notes=written.notes,
        looks=written.looks,
        into_folder=written.into_folder,
        handed_over=written.handed_over,
    )


def keep_export(exported: Exported, to: str, *, replace: bool) -> str:
    """Write an export to the file `to`, or its files into the folder `to` when there are several; say what was done.

    Each file is written whole or not at all, and all of them or none (`files.write_files`). The folder is made when it
    is missing. Raises `BadValue` for what is there already unless `replace`.
    """
    from planner.actions.files import write_file, write_files

    about = f"{one_line(exported.title)}, {exported.span}"
    if not exported.into_folder and len(exported.files) == 1:
        write_file(to, exported.files[0].data, replace=replace)
        exported.handed_over()
        return f"Wrote {one_line(to)}: {about}. Only you can read the file."
    folder, is_new = _folder(to)
    try:
        write_files({str(folder / _safe(file.name)): file.data for file in exported.files}, replace=replace)
    except BaseException:
        if is_new:
            with suppress(OSError):  # what did get its name stays, and the error names it
                folder.rmdir()
        raise
    exported.handed_over()
    count = counted(len(exported.files), "file")
    return f"Wrote {count} into {one_line(to)}: {about}. Only you can read them."


def _safe(name: str) -> str:
    """Return the name of a file within a folder. Raises `BadValue` for one that would lead out of it."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,150}(?:\.[a-z0-9]{1,8}){1,2}", name):
        raise BadValue(f"file {one_line(name)}", "this cannot be the name of a file of an export", "Rename the plan.")
    return name


def _folder(to: str) -> tuple[Path, bool]:
    """Return the folder of that name, and whether it had to be made."""
    from planner.actions.files import refusal

    folder = Path(to)
    place = f"folder {one_line(to)}"
    try:
        if folder.exists() and not folder.is_dir():
            raise BadValue(place, "a file is there", "Name a folder: this writes several files.")
        is_new = not folder.exists()
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise refusal(to, error) from None
    except ValueError:
        raise BadValue(place, "this cannot be the name of a folder", "Choose another name.") from None
    return folder, is_new


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
    wanted = layers_of(desk, plan, choice)
    if wanted is not None:
        days = tuple(
            msgspec.structs.replace(day, hung=tuple(line for line in day.hung if line.hung.layer in wanted))
            for day in days
        )
    shoes = [item.id for item in desk.gear() if isinstance(item, Shoe)]
    return Outgoing(
        plan=plan,
        days=days,
        unit=desk.settings.unit,
        names=desk.names(),
        gear={} if choice.runs_only else _gear_words(desk, plan, begin, end),
        letters=dict(zip(shoes, ascii_uppercase, strict=False)),
        first_weekday=desk.settings.first_weekday,
    )


def layers_of(desk: Desk, plan: Plan, choice: Choice) -> frozenset[str] | None:
    """Return the ids of the layers that are asked for, by id or by thing; None for all of them.

    Raises `NotFound` for what the plan does not have.
    """
    if choice.runs_only:
        return frozenset()
    if not choice.layers:
        return None
    layers = desk.schedule_of(plan).layers
    known = {layer.id for layer in layers} | {layer.thing.value for layer in layers}
    if unknown := sorted(set(choice.layers) - known):
        why, fix = f"plan {plan.id!r} has no such layer", f"Layers: {', '.join(sorted(known)) or 'none'}."
        raise NotFound(f"layer {unknown[0]!r}", why, fix)
    return frozenset(layer.id for layer in layers if layer.id in choice.layers or layer.thing.value in choice.layers)


def _gear_words(desk: Desk, plan: Plan, first: date, last: date) -> dict[date, tuple[str, ...]]:
    """Return what gear says on some days, without what was felt; only the current plan has runs in orthotics."""
    from planner.actions.gear_news import has_news

    current = desk.plan()
    if not (current and current.id == plan.id and has_news(desk)):
        return {}
    from planner.actions.gear_notes import gear_notes

    notes = gear_notes(desk, first, last, private=True)
    return {day: tuple(note.text for note in of_day) for day, of_day in notes.items()}


def _to_ics(desk: Desk, out: Outgoing, choice: Choice) -> Written:
    from planner.actions.calendar_files import calendar_files

    return calendar_files(desk, out, choice)


def _to_markdown(_desk: Desk, out: Outgoing, _choice: Choice) -> tuple[OutFile, ...]:
    from planner.exports.markdown import to_markdown

    return _one(out, Format.MARKDOWN, to_markdown(out).encode())


def _to_json(_desk: Desk, out: Outgoing, _choice: Choice) -> tuple[OutFile, ...]:
    from planner.exports.json import to_json

    return _one(out, Format.JSON, to_json(out).encode())


def _to_csv(_desk: Desk, out: Outgoing, _choice: Choice) -> tuple[OutFile, ...]:
    from planner.exports.csv import to_csv

    return _one(out, Format.CSV, to_csv(out).encode())


def _to_toml(desk: Desk, out: Outgoing, choice: Choice) -> Written:
    from planner.actions.shared_plan import own_routines
    from planner.exports.toml import flat, shared, to_toml

    layers = layers_of(desk, out.plan, choice)
    is_cut = choice.flat or choice.first or choice.last
    plan = flat(out, layers) if is_cut else shared(out.plan, layers)
    return Written(files=_one(out, Format.TOML, to_toml(plan)), notes=own_routines(desk, plan))


def _paces(desk: Desk, plan: Plan, choice: Choice) -> dict[str, float]:
    """Return the paces to write; none unless asked for. Raises `BadValue` when the plan knows none."""
    if not choice.paces:
        return {}
    from planner.actions.session_line import paces_of

    found = paces_of(desk, plan.id)
    if not found:
        raise BadValue(
            "--paces", "the plan knows no recent race and no easy pace", "Leave it out, or make the plan with --recent."
        )
    return found


def _to_fit(desk: Desk, out: Outgoing, choice: Choice) -> Written:
    from planner.exports.watch.fit import to_fit

    paces = _paces(desk, out.plan, choice)
    if choice.routines:
        from planner.exports.watch.fit import to_fit_routines

        files, notes = to_fit_routines(out, desk.library().routines, desk.exercises())
        return Written(files=files, notes=notes, into_folder=True)
    files, notes = to_fit(out, everything=choice.everything, session=choice.session, paces=paces)
    return Written(files=files, notes=notes, into_folder=not choice.session)


def _to_intervals(desk: Desk, out: Outgoing, choice: Choice) -> Written:
    from planner.exports.watch.intervals import to_intervals

    paces = _paces(desk, out.plan, choice)
    text, notes = to_intervals(out, everything=choice.everything, session=choice.session, paces=paces)
    return Written(files=(OutFile(name=f"{out.plan.id}-intervals.txt", data=text.encode()),), notes=notes)


def _to_html(_desk: Desk, out: Outgoing, choice: Choice) -> Written:
    from planner.exports.fridge.html import to_html
    from planner.exports.fridge.sheets import looks_of, to_fridge

    fridge = to_fridge(out, choice.paper)
    return Written(files=_one(out, Format.HTML, to_html(fridge).encode()), looks=looks_of(fridge))


def _to_pdf(_desk: Desk, out: Outgoing, choice: Choice) -> Written:
    from planner.exports.fridge.pdf import to_pdf
    from planner.exports.fridge.sheets import looks_of, to_fridge

    fridge = to_fridge(out, choice.paper)
    data, notes = to_pdf(fridge)
    return Written(files=_one(out, Format.PDF, data), notes=notes, looks=looks_of(fridge))


def _one(out: Outgoing, ending: Format, data: bytes) -> tuple[OutFile, ...]:
    return (OutFile(name=f"{out.plan.id}.{ending}", data=data),)


_WRITERS: dict[Format, Callable[[Desk, Outgoing, Choice], tuple[OutFile, ...] | Written]] = {
    Format.ICS: _to_ics,
    Format.MARKDOWN: _to_markdown,
    Format.CSV: _to_csv,
    Format.JSON: _to_json,
    Format.TOML: _to_toml,
    Format.FIT: _to_fit,
    Format.INTERVALS: _to_intervals,
    Format.HTML: _to_html,
    Format.PDF: _to_pdf,
}
