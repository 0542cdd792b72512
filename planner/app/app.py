"""The program: one desk, three modes (calendar, builder, player), the user's theme and keys."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

import msgspec
from textual import events
from textual.binding import BindingType
from textual.command import Provider
from textual.screen import Screen
from textual.widget import AwaitMount

from planner.actions.desk import Desk
from planner.app import themes
from planner.app.commands import Context
from planner.app.keymap import bindings, check_keys
from planner.app.orderly import OrderlyApp
from planner.app.outside import Outside
from planner.app.paint import Paint
from planner.app.read_only import may_open
from planner.domain.errors import BadValue, PlannerError
from planner.domain.text import clean, one_line

if TYPE_CHECKING:
    from textual.actions import ActionParseResult
    from textual.dom import DOMNode

    from planner.domain.routine import Routine


class Start(msgspec.Struct, frozen=True, kw_only=True):
    """Where the program begins.

    `mode` is `calendar`, `builder` or `player`; `item` is what the player plays (an id, or a routine that is not kept),
    `seconds` the time there is for it and `short` its short version; `day` where the cursor stands.
    """

    mode: str = "calendar"
    item: "str | Routine" = ""
    seconds: float | None = None
    short: bool = False
    day: date | None = None


def _provider() -> type[Provider]:
    from planner.app.palette import CommandProvider

    return CommandProvider


def _first_mode(desk: Desk, start: Start) -> str:
    return "first-run" if start.mode == "calendar" and desk.plan() is None else start.mode


class PlannerApp(OrderlyApp):
    """The program. Screens take the desk from it and give their news to `say` and `complain`."""

    TITLE = "planner"
    CSS_PATH = "app.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Context.APP)]
    COMMANDS: ClassVar[Any] = {_provider}
    NOTIFICATION_TIMEOUT = 6
    _has_theme = False

    def __init__(self, desk: Desk, start: Start | None = None) -> None:
        self.start = start or Start()
        self.desk = desk
        self.outside = Outside(self)
        # The first screen is that of the default mode: switching to a mode holds the first paint back for 50 ms.
        self.DEFAULT_MODE = _first_mode(desk, self.start)  # type: ignore[misc]  # one class, but each run begins elsewhere
        super().__init__()
        self._has_theme = True
        self.key_overrides, self.key_problems = check_keys(desk.settings.keys)
        self._paint: Paint | None = None
        self._told_once: set[str] = set()
        self.answered: dict[str, str] = {}  # what some forms were answered with, as long as the program runs
        theme, self._theme_problem = themes.chosen(desk.settings.theme, desk.store.root / "themes")
        self.register_theme(theme)
        self.theme = theme.name
        # The style sheet is read once, with the colours of the theme, and not first with Textual's.
        self._read_with = self.current_theme
        self.stylesheet.set_variables(self.get_css_variables())
        self.set_keymap(self.key_overrides)
        # A screen's module is imported when its mode is first entered: the first paint pays for one screen only.
        if self.DEFAULT_MODE != "calendar":
            self.add_mode("calendar", self._calendar)
        self.add_mode("first-run", self._first_run)
        self.add_mode("builder", self._builder)
        self.add_mode("player", self._player)

    def get_default_screen(self) -> Screen[Any]:
        """Return the calendar. The first screen is drawn once, not twice, when it is not that of a mode yet."""
        return self._calendar()

    def _calendar(self) -> Screen[Any]:
        from planner.app.screens.calendar import CalendarScreen

        return CalendarScreen(self.start.day)

    def _first_run(self) -> Screen[Any]:
        from planner.app.screens.first_run import FirstRunScreen

        return FirstRunScreen()

    def _builder(self) -> Screen[Any]:
        from planner.app.screens.builder import BuilderScreen

        return BuilderScreen()

    def _player(self) -> Screen[Any]:
        from planner.app.screens.player import PlayerScreen

        return PlayerScreen(self.start.item, seconds=self.start.seconds, short=self.start.short)

    def on_mount(self) -> None:
        """Say what could not be used."""
        from planner.store.place import why_not_trusted

        if self.DEFAULT_MODE == "calendar":
            self.add_mode("calendar", self._calendar)
        self.outside.begin()
        for problem in (*self.key_problems, self._theme_problem):
            if problem:
                self.complain(problem)
        self.tell_once(self.desk.read_only)
        self.tell_once(why_not_trusted(self.desk.store.root))
        self.call_after_refresh(self._tell_drafts)
        self._offer_unfinished()

    def _tell_drafts(self) -> None:
        """Say what was typed and not saved when the program ended: it is offered where it was typed."""
        from planner.store.drafts import drafts

        waiting = drafts(self.desk.store.root)
        if waiting:
            more = f", and {len(waiting) - 1} more" if len(waiting) > 1 else ""
            said = f"Not saved when the program ended: {one_line(waiting[0].title)}{more}."
            self.notify(f"{said} Open it again to go on with it.", timeout=10, markup=False)

    async def on_event(self, event: events.Event) -> None:
        """Clean what is pasted before any field, also Textual's own, has it: a terminal hands over what was copied."""
        if isinstance(event, events.Paste):
            event.text = clean(event.text)
        await super().on_event(event)

    def on_app_focus(self) -> None:
        """Let the screen look at what an editor, a sync or another window may have changed."""
        self.outside.look_now()

    def _offer_unfinished(self) -> None:
        """Ask what becomes of a session that was cut off. The player asks by itself when it is started."""
        try:
            if self.start.mode == "player" or self.desk.store.playing() is None:
                return
        except PlannerError as problem:
            self.complain(problem)
            return
        from planner.app.screens.unfinished import offer_unfinished

        offer_unfinished(self)

    def get_css_variables(self) -> dict[str, str]:
        """Return the colours of the theme; none before it is known: those of another would be made for nothing."""
        return super().get_css_variables() if self._has_theme else {}

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return a default for each of our own variables: a theme that lacks one would end the app."""
        return themes.variable_defaults()

    @property
    def paint(self) -> Paint:
        """The styles of the current theme."""
        if self._paint is None:
            self._paint = Paint(self.theme_variables)
        return self._paint

    def _watch_theme(self, theme_name: str) -> None:
        self._paint = None
        super()._watch_theme(theme_name)

    def refresh_css(self, animate: bool = True) -> None:
        """Apply the theme. The first screen does so by itself when it comes: before it, that would be done twice."""
        if self._is_drawn or self.current_theme is not self._read_with:
            super().refresh_css(animate)

    @property
    def _is_drawn(self) -> bool:
        return any(screen.is_mounted for screen in self.open_screens())

    def use_theme(self, name: str) -> None:
        """Change to a theme, built in or the user's own, and keep it in the settings."""
        self.show_theme(name)
        self.desk.set(theme=name)

    def show_theme(self, name: str) -> None:
        """Change to a theme, as the settings have it. Raises `BadValue` where there is none of that name."""
        theme, problem = themes.chosen(name, self.desk.store.root / "themes")
        if problem:
            raise problem
        self.register_theme(theme)
        self.theme = theme.name

    def clear_notifications(self) -> None:
        """Take away what was told, also from the screens below this one, which would show it on."""
        super().clear_notifications()
        for screen in self.screen_stack[:-1] if self.is_running else ():
            screen.query("Toast").remove()

    def say(self, sentence: str) -> None:
        """Show what was done, for a few seconds."""
        self.clear_notifications()
        self.notify(one_line(sentence), markup=False)

    def say_kept(self, sentence: str, *, undoable: bool) -> None:
        """Show what was done, wherever that was; if it is undoable, with the key that takes it back."""
        key = self.key_overrides.get("calendar.undo", "u").partition(",")[0]
        self.say(f"{sentence} {key} in the calendar takes it back." if undoable else sentence)

    def complain(self, problem: PlannerError) -> None:
        """Show what is wrong and what to do, for longer; that the store is read-only once, not for each key."""
        read_only = self.desk.read_only
        if read_only and problem.why == read_only.why:
            self.clear_notifications()
            problem = read_only
        self.notify(one_line(str(problem)), severity="error", timeout=10, markup=False)

    def tell_once(self, problem: PlannerError | None) -> None:
        """Say quietly, once as long as the program runs, what is not to be had here and what stands in for it."""
        if problem is not None and str(problem) not in self._told_once:
            self._told_once.add(str(problem))
            self.notify(one_line(str(problem)), markup=False)

    async def run_action(
        self,
        action: "str | ActionParseResult",
        default_namespace: "DOMNode | None" = None,
        namespaces: "Mapping[str, DOMNode] | None" = None,
    ) -> bool:
        """Run an action; what the user asked for and cannot be done is said, wherever it was asked."""
        try:
            return await super().run_action(action, default_namespace, namespaces)
        except PlannerError as problem:
            self.complain(problem)
            return True

    if not TYPE_CHECKING:  # its types are Textual's

        def push_screen(self, screen: object, *about: object, **more: object) -> object:
            """Open a screen over the present one, unless nothing could be saved that is asked there: that is said."""
            if not may_open(self, screen):
                return AwaitMount(self.screen, ())
            return super().push_screen(screen, *about, **more)

    async def action_show_help(self) -> None:
        """Show the keys of this screen, and the signs."""
        from planner.app.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            await self.push_screen(HelpScreen(getattr(self.screen, "CONTEXT", Context.APP)))

    async def action_show_body(self) -> None:
        """Log what is felt, over the present screen; on the calendar for the day of the cursor."""
        from planner.app.screens.base import PlannerScreen
        from planner.app.screens.body import BodyScreen

        screen = self.screen
        if isinstance(screen, BodyScreen) or not screen.check_action("show_body", ()):
            return
        day = screen.before_body() if isinstance(screen, PlannerScreen) else None
        self.clear_notifications()
        await self.push_screen(BodyScreen(day))

    async def action_show_attention(self) -> None:
        """Show the files of which there are two versions."""
        from planner.app.screens.attention import AttentionScreen

        if not any(isinstance(screen, AttentionScreen) for screen in self.screen_stack):
            self.clear_notifications()
            await self.push_screen(AttentionScreen())

    async def action_show_health(self) -> None:
        """Show the short list of conditions, to be answered or skipped."""
        from planner.app.forms.health import health_form
        from planner.app.screens.health import HealthScreen

        if not any(isinstance(screen, HealthScreen) for screen in self.screen_stack):
            form = health_form(self.desk)
            await self.push_screen(form, lambda said: self.say_kept(said, undoable=form.undoable) if said else None)

    async def play(self, item: "str | Routine") -> None:
        """Play a routine or a hung item over the present screen; the player comes back to it.

        Raises `BadValue` while one is played below: the body or the chain may stand over a session that goes on.
        """
        from planner.app.screens.player import PlayerScreen

        if any(isinstance(one, PlayerScreen) for one in self.screen_stack):
            why, fix = "one is being played already", "esc goes back to it; q there stops it and keeps what was done."
            raise BadValue("session", why, fix)
        await self.push_screen(PlayerScreen(item))

    async def leave_player(self) -> None:
        """Leave the player: back to where it was opened, or out of the program that was started with it."""
        if self.current_mode == "player":
            self.exit()
        else:
            await self.pop_screen()

    async def show_calendar(self) -> None:
        """Go to the calendar; to the three ways in while there is no plan."""
        await self.switch_mode("calendar" if self.desk.plan() else "first-run")

    async def show_demo(self) -> None:
        """Show a filled-in build-up in a store of its own, which is removed when the program ends."""
        import tempfile
        from pathlib import Path

        from planner.actions.demo import fill_demo
        from planner.store.store import Store

        self._demo = tempfile.TemporaryDirectory(prefix="planner-demo-", ignore_cleanup_errors=True)
        self.clean_ups.append(self._demo.cleanup)
        root = Path(self._demo.name)
        # Its backups go with it: nothing of the demo stays behind.
        store = Store(root / "store", {"PLANNER_BACKUPS": str(root / "backups")})
        self.desk = fill_demo(store, self.desk.now())
        await self.show_calendar()
        self.say("This is the demo: change what you like. It is gone when you leave.")
