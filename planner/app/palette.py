"""The palette: every command of the present screen, and the themes."""

from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Matcher, Provider
from textual.content import Content

from planner.app import themes
from planner.app.commands import Context, commands_of
from planner.app.content import content_of
from planner.app.keymap import keys_of, show_key
from planner.domain.text import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from planner.app.app import PlannerApp


_STEPS = frozenset({"up", "down", "left", "right", "pageup", "pagedown"})
"""Keys of single steps: nobody looks for those by name, and they would hide what one does look for."""


class CommandProvider(Provider):
    """Finds commands by label and help, and themes by name."""

    @property
    def _program(self) -> "PlannerApp":
        return cast("PlannerApp", self.app)

    def _rows(self) -> "Iterator[tuple[str, str, Callable[[], object]]]":
        context = getattr(self.screen, "CONTEXT", Context.APP)
        others = () if context is Context.APP else commands_of(context)
        for command in (*commands_of(Context.APP), *others):
            if command.palette and not command.each and command.keys.partition(",")[0] not in _STEPS:
                keys = " ".join(show_key(key) for key in keys_of(command, self._program.key_overrides))
                run = partial(self._program.run_action, command.does, self.screen)
                name = command.label or command.id.partition(".")[2].replace("-", " ")
                yield one_line(f"{name} ({keys})"), command.help, run
        for name in themes.names():
            yield f"theme {one_line(name)}", "Change the colours, and keep the choice.", partial(self._use, name)

    def _use(self, name: str) -> None:
        self._program.use_theme(name)

    async def discover(self) -> Hits:
        """List everything before a word is typed."""
        for name, about, run in self._rows():
            yield DiscoveryHit(content_of(name), run, text=name, help=about)

    async def search(self, query: str) -> Hits:
        """List what fits the typed words."""
        matcher = self.matcher(query)
        for name, about, run in self._rows():
            score = max(matcher.match(name), 0.5 * matcher.match(about))
            if score > 0:
                yield Hit(score, _marked(name, matcher), run, text=name, help=about)


def _marked(name: str, matcher: Matcher) -> Content:
    # Matcher.highlight parses markup, and a name is data.
    content = content_of(name)
    for offset in matcher.fuzzy_search.match(matcher.query, name)[1]:
        content = content.stylize(matcher.match_style, offset, offset + 1)
    return content
