"""Screens that are typed in: what was not confirmed when the program ended is kept, and offered there again."""

import os
from collections.abc import Mapping
from contextlib import suppress
from types import MappingProxyType
from typing import TYPE_CHECKING

from planner.app.widgets.lines import program_of
from planner.domain.errors import StoreError
from planner.domain.text import one_line
from planner.store.drafts import Draft, drafts, drop_draft, keep_draft

if TYPE_CHECKING:
    from textual.widget import Widget

    Part = Widget
else:
    # Textual looks through every name of a screen when its class is made: that is done once, for the whole of it.
    Part = object

KEPT_EVERY_S = 5.0
"""A kill or a power cut costs at most the text typed in so many seconds."""


class KeepsTyped(Part):
    """The part of a screen that keeps what was typed. The screen says what that is, and takes it up again."""

    _taken = _own = ""
    _kept_values: Mapping[str, str] = MappingProxyType({})

    @property
    def draft_kind(self) -> str:
        """What is typed here, the same for each screen of the sort."""
        return type(self).__name__

    @property
    def draft_title(self) -> str:
        """What the user knows it as."""
        raise NotImplementedError

    def typed(self) -> dict[str, str]:
        """Return what stands here and is not confirmed; nothing when it is as the screen opened."""
        raise NotImplementedError

    def fill_in(self, values: dict[str, str]) -> None:
        """Take up what was typed before. Nothing is confirmed by it."""
        raise NotImplementedError

    def in_words(self, values: dict[str, str]) -> list[str]:
        """Return what was typed before as the user knows it, a line each."""
        return [line for text in values.values() for line in text.splitlines()]

    def keep(self) -> bool:
        """Keep what was typed, and tell whether there was something: called when the program ends."""
        values = self.typed()
        if values:
            self._own = keep_draft(program_of(self).desk.store.root, self._draft(values), name=self._own)
        else:
            self._drop(self._own)
        self._drop(self._taken)
        return bool(values)

    def _draft(self, values: dict[str, str], process: int = 0) -> Draft:
        title, now = one_line(self.draft_title), program_of(self).desk.now()
        return Draft(kind=self.draft_kind, title=title, at=now, values=values, process=process)

    def on_mount(self) -> None:
        """Offer what was typed here before, once the screen stands; keep from then on what is typed."""
        self.call_after_refresh(self.offer_draft)
        self.set_interval(KEPT_EVERY_S, self.keep_meanwhile)

    def keep_meanwhile(self) -> None:
        """Keep what was typed, for the case that the program is not even told of its end."""
        values = self.typed()
        if values == self._kept_values:
            return
        self._kept_values = values
        if not values:
            self._drop(self._own)
            self._own = ""
            return
        with suppress(StoreError):  # told when it is to be saved
            self._own = keep_draft(
                program_of(self).desk.store.root, self._draft(values, os.getpid()), name=self._own, loosely=True
            )

    def on_unmount(self) -> None:
        """Drop what was kept: it was confirmed, or left on purpose. When the program ends, `keep` sees to it."""
        if not program_of(self).is_kept:
            self._drop(self._own)
            self._drop(self._taken)

    def _drop(self, name: str) -> None:
        if name:
            drop_draft(program_of(self).desk.store.root, name)

    def offer_draft(self) -> None:
        """Ask whether to take up what was typed here when the program ended, if there is something."""
        desk = program_of(self).desk
        found = [one for one in drafts(desk.store.root, self.draft_kind) if one.name != self._own]
        if not found or not getattr(self, "is_current", False):
            return
        from planner.app.screens.offered import OfferedScreen

        draft = found[0]

        def answered(answer: str | None) -> None:
            if answer == "take":
                self._taken = draft.name
                self.fill_in(draft.values)
            elif answer == "drop":
                drop_draft(desk.store.root, draft.name)

        self.app.clear_notifications()  # that it is offered was told
        self.app.push_screen(OfferedScreen(draft, self.in_words(draft.values)), answered)
