"""A dialog: a short form that opens filled, shows its effect while one types, does it on enter, and closes on esc."""

from datetime import date
from typing import ClassVar

import msgspec
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.suggester import SuggestFromList
from textual.widgets import Input, Label, Static

from planner.app.content import content_of
from planner.app.forms.form import Field, Form
from planner.app.read_only import Saves
from planner.app.screens.clash import Clash, ClashScreen, settled
from planner.app.typed import KeepsTyped
from planner.app.widgets.entry import Entry
from planner.app.widgets.lines import program_of
from planner.domain.days import parse_day, show_day
from planner.domain.errors import PlannerError
from planner.domain.text import one_line, readable

_TEXTS = ("note", "answer", "why", "text", "question", "rubs", "fit")
"""Fields of free text, by label: what two people wrote there can stand one after the other."""
_LONGEST_TITLE = 160
_VEILED = ("note", "rubs")
"""Fields whose contents are hidden on a shared screen, by label."""


class Dialog(KeepsTyped, ModalScreen[str | None]):
    """Asks a form. Gives back the sentence of what was done, or None after `esc`."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", show=False),
        Binding("up", "step(1)", show=False),
        Binding("down", "step(-1)", show=False),
        # A field takes enter by itself; a question without fields has none.
        Binding("ctrl+s,enter", "submit", show=False),
    ]

    def __init__(self, form: Form) -> None:
        super().__init__()
        self.form = form
        self._inputs: dict[str, Input] = {}
        self._clashes: dict[str, Clash] = {}

    @property
    def draft_kind(self) -> str:
        """The form that is asked."""
        return type(self.form).__name__

    @property
    def draft_title(self) -> str:
        """The form's title."""
        return self.form.title

    def typed(self) -> dict[str, str]:
        """Return what stands in the fields, if anything was changed."""
        opened = {field.name: one_line(field.value) for field in self.form.fields}
        is_typed = self.form.is_typed or self.values != opened
        return self.values if self.form.is_lasting and is_typed else {}

    def in_words(self, values: dict[str, str]) -> list[str]:
        """Return the fields that were changed, each with its name."""
        fields = [one for one in self.form.fields if values.get(one.name, "") != one_line(one.value)]
        return [f"{one.label}: {values.get(one.name, '') or 'emptied'}" for one in fields]

    def fill_in(self, values: dict[str, str]) -> None:
        """Write into the fields what was typed before."""
        for name, text in values.items():
            if name in self._inputs:
                self._inputs[name].value = one_line(text)

    @property
    def saves(self) -> Saves:
        """Whether there is anything to ask where nothing can be saved."""
        return Saves.ALL if self.form.saves else Saves.NOTHING

    def compose(self) -> ComposeResult:
        """Lay out title, fields and effect."""
        with Vertical(id="form"):
            yield Label(content_of(readable(self.form.title, most=_LONGEST_TITLE)), id="title")
            for field in self.form.fields:
                with Horizontal(classes="row"):
                    yield Label(content_of(field.label), classes="label")
                    yield self._input(field)
            yield Static(content_of(""), id="effect")
            steps = "   up/down change" if any(f.step or f.choices for f in self.form.fields) else ""
            tabs = "   tab next" if len(self.form.fields) > 1 else ""
            yield Static(content_of(f"enter {self.form.verb}{tabs}{steps}   esc back"), id="keys")

    def _input(self, field: Field) -> Input:
        suggester = SuggestFromList(field.choices, case_sensitive=False) if field.choices else None
        # On a shared screen nobody reads along what is written there already.
        veiled = field.label in _VEILED and bool(field.value) and program_of(self).desk.settings.private
        shown = one_line(field.value)
        made = Entry(shown, placeholder=field.hint, suggester=suggester, compact=True, password=veiled)
        made.cursor_blink = False
        self._inputs[field.name] = made
        return made

    def on_mount(self) -> None:
        """Show what the likely answer would do."""
        if self._inputs:
            next(iter(self._inputs.values())).focus()
        self._show_effect()

    @property
    def values(self) -> dict[str, str]:
        """What stands in the fields now."""
        return {name: field.value for name, field in self._inputs.items()}

    def on_input_changed(self) -> None:
        """Show the effect of what is typed."""
        self._show_effect()

    def on_input_submitted(self) -> None:
        """Do it."""
        self.action_submit()

    def look_again(self) -> None:
        """Show what changed outside in the fields that were not touched; ask where both changed the same one."""
        program = program_of(self)
        before = {field.name: one_line(field.value) for field in self.form.fields}
        try:
            form = self.form.anew(program.desk)
        except PlannerError as problem:
            self._say(str(problem), wrong=True)
            return
        if [field.name for field in form.fields] != list(before):
            return  # it asks for other things by now: what is typed is checked when it is kept
        self.form.become(form)
        for field in form.fields:
            mine, theirs = self._inputs[field.name].value, one_line(field.value)
            if mine == before[field.name] and field.name not in self._clashes:
                self._inputs[field.name].value = theirs
            elif theirs not in (mine, before[field.name]):
                is_text = not field.choices and field.label in _TEXTS
                self._clashes[field.name] = Clash(label=field.label, mine=mine, theirs=theirs, is_text=is_text)
        self._show_effect()
        self._ask_about_clashes()

    def _ask_about_clashes(self) -> bool:
        """Ask which side it is to be, if there is anything to decide; tell whether there was."""
        self._clashes = {
            name: msgspec.structs.replace(clash, mine=self._inputs[name].value)
            for name, clash in self._clashes.items()
            if self._inputs[name].value != clash.theirs
        }
        if not self._clashes:
            return False
        if self.app.screen is not self:
            return True  # they are asked about when it is kept
        clashes = self._clashes

        def decided(side: str | None) -> None:
            if side:
                for name, clash in clashes.items():
                    self._inputs[name].value = settled(clash, side)
                self._clashes = {}

        veiled = program_of(self).desk.settings.private
        self.app.push_screen(ClashScreen(tuple(clashes.values()), veiled=veiled), decided)
        return True

    def action_submit(self) -> None:
        """Do it; what cannot be done is said here, and the form stays open."""
        program_of(self).outside.catch_up()
        if self.app.screen is not self or self._ask_about_clashes():
            return
        try:
            self.dismiss(self.form.submit(self.values))
        except PlannerError as problem:
            self._say(str(problem), wrong=True)
            self.query_one("#effect").scroll_visible(animate=False)

    def action_close(self) -> None:
        """Close without doing anything."""
        self.dismiss(None)

    def action_step(self, by: int) -> None:
        """Count a day or a number up or down, or take the next choice."""
        for field in self.form.fields:
            own = self._inputs[field.name]
            if own.has_focus:
                own.value = stepped(field, own.value, by, program_of(self).desk.today)
                own.cursor_position = len(own.value)

    def _show_effect(self) -> None:
        try:
            self._say(self.form.effect(self.values), wrong=False)
        except PlannerError as problem:
            self._say(str(problem), wrong=True)

    def _say(self, text: str, *, wrong: bool) -> None:
        effect = self.query_one("#effect", Static)
        effect.set_class(wrong, "-wrong")
        effect.update(content_of(readable(text)))


def stepped(field: Field, value: str, by: int, today: date) -> str:
    """Return what a field holds after an arrow key: the next choice, day or number. What cannot be read stays."""
    if field.choices:
        place = field.choices.index(value) if value in field.choices else 0 if by < 0 else 1
        return field.choices[(place - by) % len(field.choices)] if value in field.choices else field.choices[0]
    try:
        if field.step == "day":
            day = parse_day(value, today)
            return show_day(date.fromordinal(day.toordinal() + by), year=True).partition(" ")[2]
        if field.step == "number":
            return f"{max(float(value.replace(',', '.')) + by, 0):g}"
    except (PlannerError, ValueError, OverflowError):
        pass
    return value
