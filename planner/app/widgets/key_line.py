"""The footer: the keys that fit, from the table of commands, cut to the width by how much they matter."""

from collections.abc import Collection, Mapping

from planner.app.bits import Bit, Line, width_of
from planner.app.commands import Command, Context, commands_of
from planner.app.keymap import keys_of, show_key
from planner.app.widgets.lines import Lines, program_of

_GAP = 3
"""Blanks between two keys."""


def key_line(
    context: Context,
    width: int,
    *,
    keymap: Mapping[str, str] | None = None,
    hidden: Collection[str] = (),
    lead: str = "",
    labels: Mapping[str, str] | None = None,
    ascii_only: bool = False,
) -> Line:
    """Return the footer of a context: each key and its word, the least important left out until it fits.

    `hidden` are ids of commands that do nothing just now; `labels` gives some another word. `lead` stands before the
    keys: what is selected or found. Neighbours in the table with one label share it: `1-4 view`.
    """
    listed = (*commands_of(context), *commands_of(Context.APP))
    shown = [
        command
        for command in listed
        if command.rank and command.id not in hidden and (not command.footers or context in command.footers)
    ]
    groups: list[list[Command]] = []
    for command in shown:
        if groups and groups[-1][-1].label == command.label:
            groups[-1].append(command)
        else:
            groups.append([command])
    pieces = [(group[0].rank, _piece(group, keymap, labels or {}, ascii_only=ascii_only)) for group in groups]
    head = (Bit(f" {lead}", "strong"), Bit("  ")) if lead else ()
    room = width - 1 + _GAP - width_of(head)
    while pieces and sum(width_of(piece) for _, piece in pieces) > room:
        pieces.remove(max(pieces, key=lambda ranked: ranked[0]))
    bits = [*head, Bit(" "), *(bit for _, piece in pieces for bit in piece)]
    if pieces:
        bits[-1] = Bit(bits[-1].text.rstrip(), "label")
    return tuple(bits)


def _piece(
    group: list[Command], keymap: Mapping[str, str] | None, labels: Mapping[str, str], *, ascii_only: bool
) -> Line:
    label = labels.get(group[0].id, group[0].label)
    return (Bit(_keys(group, keymap, ascii_only=ascii_only), "key"), Bit(f" {label}{' ' * _GAP}", "label"))


def _keys(group: list[Command], keymap: Mapping[str, str] | None, *, ascii_only: bool) -> str:
    listed = (key for command in group for key in keys_of(command, keymap)[: None if command.each else 1])
    keys = [show_key(key, ascii_only=ascii_only) for key in listed]
    digits = "".join(keys)
    if len(keys) > 2 and digits.isdecimal() and digits in "0123456789":
        return f"{keys[0]}-{keys[-1]}"
    return "/".join(keys)


class KeyLine(Lines):
    """Our footer. `fit` tells it which commands do nothing just now."""

    DEFAULT_CSS = "KeyLine { dock: bottom; height: 1; background: $surface; }"

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.hidden: frozenset[str] = frozenset()
        self.lead = ""
        self._labels: tuple[tuple[str, str], ...] = ()
        self._lines: dict[tuple[object, ...], Line] = {}

    def fit(self, hidden: Collection[str], *, lead: str = "", labels: Mapping[str, str] | None = None) -> None:
        """Leave out the commands of these ids, give some another word, and begin with `lead`."""
        fitted = (frozenset(hidden), lead, tuple((labels or {}).items()))
        if fitted != (self.hidden, self.lead, self._labels):
            self.hidden, self.lead, self._labels = fitted
            self.redraw()

    def lines(self, width: int, height: int) -> tuple[Line, ...]:  # noqa: ARG002 - the footer is one line
        """Return the one line."""
        ascii_only = program_of(self).desk.settings.ascii
        key = (self.context, self.hidden, self.lead, self._labels, width, ascii_only)
        line = self._lines.get(key)
        if line is None:
            line = self._lines[key] = key_line(
                self.context,
                width,
                keymap=program_of(self).key_overrides,
                hidden=self.hidden,
                lead=self.lead,
                labels=dict(self._labels),
                ascii_only=ascii_only,
            )
        return (line,)
