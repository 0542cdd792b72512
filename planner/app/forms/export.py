"""The answers of the export form: the words for every format and option, and what is to be written where."""

import os
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

import msgspec

from planner.actions.desk import Desk
from planner.actions.exports import Choice, Exported, Format
from planner.app.forms.bring import meant
from planner.app.forms.form import choose
from planner.app.widgets.toggles import Group
from planner.domain.days import parse_day, show_day
from planner.domain.errors import BadValue, PlannerError
from planner.domain.text import clean, counted, one_line
from planner.exports.fridge.page import Paper

_SHOWN_BYTES = 20_000
_SHOWN_LINES = 400
"""So much of a file is looked at for its first lines, and so many of them can be read on the screen."""


class Words(msgspec.Struct, frozen=True):
    """What a format is called, and what it is for. `is_text`: one can read it."""

    name: str
    purpose: str
    is_text: bool = True


WORDS: Mapping[str, Words] = {
    "ics": Words("Calendar", "for the phone"),
    "html": Words("Page", "to read and to print", is_text=False),
    "pdf": Words("PDF", "for the fridge door", is_text=False),
    "fit": Words("Watch", "the runs with steps"),
    "intervals": Words("intervals.icu", "the same, as text"),
    "csv": Words("Table", "for a spreadsheet"),
    "md": Words("Markdown", "a table a week"),
    "toml": Words("Planner", "to share it whole"),
    "json": Words("JSON", "for other programs"),
}
"""The words for each format, by its value, in the order in which they are listed."""


HELP: Mapping[str, str] = {
    "plan": "Which plan; the arrow keys go through them.",
    "first": "From which day on: 2027-04-18, 18 apr, today, +2w. Empty: from the plan's first day.",
    "last": "Up to which day, that one too. Empty: up to the plan's last day.",
    "things": (
        "What goes along with the runs: space turns it on or off, o shows a kind layer by layer. With all of it off the"
        " runs go alone."
    ),
    "file": "Where it is written. The folder is remembered while the program runs.",
}
"""What the questions of all formats want, by the name of the field."""


class Option(msgspec.Struct, frozen=True, kw_only=True):
    """A question that only some formats have. `name` is that of the field in `Choice`; `choices`: words and values."""

    name: str
    label: str
    help: str
    formats: tuple[str, ...]
    choices: tuple[tuple[str, object], ...]

    @property
    def words(self) -> tuple[str, ...]:
        """The words to choose from; the first is the usual one."""
        return tuple(word for word, _ in self.choices)


_NO_YES = (("no", False), ("yes", True))
OPTIONS = (
    Option(
        name="paper",
        label="paper",
        help="What it is printed on.",
        formats=("html", "pdf"),
        choices=(("as usual", None), ("A4", Paper.A4), ("Letter", Paper.LETTER)),
    ),
    Option(
        name="routines",
        label="what",
        help="The runs, or what hangs on them: each routine once, step by step.",
        formats=("fit",),
        choices=(("the runs", False), ("the routines", True)),
    ),
    Option(
        name="everything",
        label="which runs",
        help="Only the runs with steps, or the others too.",
        formats=("fit", "intervals"),
        choices=(("with steps", False), ("all of them", True)),
    ),
    Option(
        name="paces",
        label="paces",
        help="Efforts as words, or with the paces that your recent race gives.",
        formats=("fit", "intervals"),
        choices=(("as written", False), ("reckoned", True)),
    ),
    Option(
        name="alarm",
        label="alarm",
        help="When the phone rings for a session that has a time.",
        formats=("ics",),
        choices=(("no", None), ("at its start", 0), ("10 min before", 10), ("30 min before", 30), ("1 h before", 60)),
    ),
    Option(
        name="evening",
        label="evening",
        help="When it rings the evening before, for sessions without a time.",
        formats=("ics",),
        choices=(("no", ""), *((time, time) for time in ("18:00", "19:00", "20:00", "21:00"))),
    ),
    Option(
        name="weekly",
        label="weeks",
        help="An event over each week with its distance.",
        formats=("ics",),
        choices=_NO_YES,
    ),
    Option(
        name="per_layer",
        label="each layer",
        help="A calendar for the runs and one for each layer, to be switched on and off on the phone.",
        formats=("ics",),
        choices=(("in one file", False), ("in a file", True)),
    ),
    Option(
        name="flat",
        label="history",
        help="The plan with what you changed in it, or only as it stands now.",
        formats=("toml",),
        choices=(("with changes", False), ("as it stands", True)),
    ),
)
"""The options of all formats, in the order in which they are asked."""


class Answers(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in the form. `left_out`: the layers that do not go along; `options`: by name."""

    format: Format
    plan: str
    first: str = ""
    last: str = ""
    left_out: frozenset[str] = frozenset()
    options: Mapping[str, str] = {}


def listed() -> tuple[Format, ...]:
    """Return the formats in the order in which they are shown."""
    order = list(WORDS)
    return tuple(sorted(Format, key=lambda form: order.index(form.value) if form.value in order else len(order)))


def words_of(form: Format) -> Words:
    """Return the words for a format; its own name where nothing is written down of it."""
    return WORDS.get(form.value) or Words(form.value.upper(), "")


def options_of(form: Format) -> tuple[Option, ...]:
    """Return the questions that a format has beside the usual ones."""
    return tuple(option for option in OPTIONS if form.value in option.formats)


def groups_of(desk: Desk, plan_id: str) -> tuple[Group, ...]:
    """Return what hangs on the runs of a plan by its kind, `roll`, `stretch`, `shoe`, each with its layers."""
    layers = [layer for layer in desk.schedule_of(desk.plan_of(plan_id)).layers if layer.on]
    return tuple(
        Group(
            thing.value,
            tuple((layer.id, one_line(layer.name) or layer.id) for layer in layers if layer.thing is thing),
        )
        for thing in dict.fromkeys(layer.thing for layer in layers)
    )


def choice_of(desk: Desk, answers: Answers) -> Choice:
    """Return what the answers ask for. Raises `BadValue`, `NotFound` in the words of the form."""
    plan = desk.plan_of(choose(answers.plan, [plan.id for plan in desk.plans()], "plan"))
    groups = groups_of(desk, plan.id)
    left = answers.left_out & frozenset[str]().union(*(group.ids for group in groups))
    # A kind by its word holds its layers that are off too, which a calendar may still have.
    chosen = (
        (group.word,) if not group.ids & left else tuple(one for one, _ in group.parts if one not in left)
        for group in groups
    )
    layers = tuple(name for names in chosen for name in names)
    first, last = (_day(text, desk.today, what) for text, what in ((answers.first, "from"), (answers.last, "to")))
    if first and last and last < first:
        raise BadValue("to", f"{show_day(last)} is before {show_day(first)}", "Give a later day, or an earlier first.")
    named = {
        option.name: dict(option.choices)[choose(answers.options[option.name], option.words, option.label)]
        for option in options_of(answers.format)
        if option.name in answers.options
    }
    choice = Choice(
        format=answers.format,
        plan=plan.id,
        first=first,
        last=last,
        layers=layers if left else (),
        runs_only=bool(left) and not layers,
    )
    return msgspec.structs.replace(choice, **named)


def _day(text: str, today: date, what: str) -> date | None:
    return parse_day(text, today, what) if text.strip() else None


def span_of_plan(desk: Desk, plan_id: str) -> tuple[date, date] | None:
    """Return the first and the last day of a plan that is named so; None while its name is typed."""
    from planner.planning.schedule import span_of

    try:
        plan = desk.plan_of(choose(plan_id, [plan.id for plan in desk.plans()], "plan"))
        return span_of(plan, desk.schedule_of(plan))
    except PlannerError:
        return None


def another_day(text: str, otherwise: date, by: int, today: date) -> str:
    """Return what a field of a day holds after an arrow key; from an empty field it goes on from the plan's own day."""
    try:
        day = parse_day(text, today) if text.strip() else otherwise
        return show_day(day + timedelta(days=by), year=True).partition(" ")[2]
    except (PlannerError, OverflowError):
        return text


def usual_folder() -> str:
    """Return where files go if nobody says: Downloads where there is one, else the home folder."""
    return "~/Downloads" if (Path.home() / "Downloads").is_dir() else "~"


def usual_place(folder: str, exported: Exported | None, answers: Answers) -> str:
    """Return where an export goes by itself: a file of that name in `folder`, or a new folder there for several."""
    if exported is None or not exported.files:
        name = f"{one_line(answers.plan)}.{answers.format.value}"
    elif not is_many(exported):
        name = exported.files[0].name
    else:
        name = f"{one_line(answers.plan)}-{answers.format.value}"
    return f"{folder.rstrip('/') or '/'}/{name}" if folder != "/" else f"/{name}"


def place_of(text: str) -> Path:
    """Return the place that is typed, `~` as the home folder. Raises `BadValue` for what can be no place."""
    name = meant(text.strip())
    if not name or name.endswith(("/", os.sep)):
        raise BadValue("file", "it has no name", "Write where it goes, such as ~/plan.ics.")
    try:
        return Path(name).expanduser().absolute()
    except (RuntimeError, ValueError):
        raise BadValue("file", "there is no such place", "Write the whole path.") from None


def is_many(exported: Exported) -> bool:
    """Tell whether an export is written into a folder of its own."""
    return exported.into_folder or len(exported.files) > 1


def in_the_way(exported: Exported, place: Path) -> tuple[Path, ...]:
    """Return the files that an export would replace. Raises `BadValue` for what can be no file."""
    targets = [place / file.name for file in exported.files] if is_many(exported) else [place]
    try:
        return tuple(target for target in targets if target.is_symlink() or target.exists())
    except (OSError, ValueError):
        raise BadValue("file", "this cannot be the name of a file", "Choose another name.") from None


def summary(exported: Exported) -> str:
    """Return what an export comes to in one line: `112 days, 18 Jan to 9 May 2027, 214 kB`."""
    days = (exported.last - exported.first).days + 1
    size = sum(len(file.data) for file in exported.files)
    files = f", {len(exported.files)} files" if len(exported.files) > 1 else ""
    return f"{counted(days, 'day')}, {exported.span}{files}, {show_size(size)}"


def show_size(size: int) -> str:
    """Return a number of bytes for people: `840 B`, `21 kB`, `1.4 MB`."""
    if size < 1000:
        return f"{size} B"
    return f"{size / 1000:.0f} kB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"


def first_lines(exported: Exported, form: Format) -> Sequence[str]:
    """Return what one can read of an export: how it looks, its first lines, or the names of its files."""
    if is_many(exported):
        return [f"{one_line(file.name)}   {show_size(len(file.data))}" for file in exported.files[:_SHOWN_LINES]]
    if exported.looks or not words_of(form).is_text or not exported.files:
        return exported.looks[:_SHOWN_LINES]
    text = exported.files[0].data[:_SHOWN_BYTES].decode("utf-8", "replace")
    return [line.replace("\t", "  ") for line in clean(text).split("\n")[:_SHOWN_LINES]]
