"""Screens that are typed in: what was not confirmed when the program ended is kept, and offered there again."""

from typing import TYPE_CHECKING

from planner.app.widgets.lines import program_of
from planner.domain.text import one_line
from planner.store.drafts import Draft, drafts, drop_draft, keep_draft

if TYPE_CHECKING:
    from textual.widget import Widget

    Part = Widget
else:
    # Textual looks through every name of a screen when its class is made: that is done once, for the whole of it.
    Part = object


class KeepsTyped(Part):
    """The part of a screen that keeps what was typed. The screen says what that is, and takes it up again."""

    _taken = ""

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

    def keep(self) -> bool:
        """Keep what was typed, and tell whether there was something: called when the program ends."""
        values = self.typed()
        desk = program_of(self).desk
        if values:
            title = one_line(self.draft_title)
            keep_draft(desk.store.root, Draft(kind=self.draft_kind, title=title, at=desk.now(), values=values))
        self._drop_taken()
        return bool(values)

    def on_mount(self) -> None:
        """Offer what was typed here before, once the screen stands."""
        self.call_after_refresh(self.offer_draft)

    def on_unmount(self) -> None:
        """Drop what was taken up: it was confirmed, or left on purpose. When the program ends, `keep` sees to it."""
        if not program_of(self).is_kept:
            self._drop_taken()

    def offer_draft(self) -> None:
        """Ask whether to take up what was typed here when the program ended, if there is something."""
        desk = program_of(self).desk
        found = drafts(desk.store.root, self.draft_kind)
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

        self.app.push_screen(OfferedScreen(draft), answered)

    def _drop_taken(self) -> None:
        if self._taken:
            drop_draft(program_of(self).desk.store.root, self._taken)
            self._taken = ""
