"""What the light asks of the plan, as a diff: to accept, to have it another way, or to refuse."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from planner.actions.reflow import Offer, Wish, offer, refuse
from planner.app.screens.proposal import ProposalScreen
from planner.app.widgets.lines import program_of
from planner.domain.errors import PlannerError


class EaseScreen(ProposalScreen):
    """Shows the proposal. Enter accepts it, `e` changes how, `r` refuses it, esc leaves it for later."""

    KEYS = "enter accept   e another way   r refuse   up/down scroll   esc later"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "edit", show=False),
        Binding("r", "refuse", show=False),
        Binding("escape,q", "back", show=False),
    ]

    def __init__(self, offered: Offer) -> None:
        super().__init__(offered.proposal)
        self._offered = offered
        self._wish = Wish()

    def on_mount(self) -> None:
        """Take the toast that led here away: it would cover the keys."""
        self.app.clear_notifications()

    def action_edit(self) -> None:
        """Ask how the plan is eased, and show what that changes."""
        from planner.app.forms.ease import EaseForm
        from planner.app.widgets.dialog import Dialog

        form = EaseForm(program_of(self).desk, self._wish, near_race=bool(self._offered.reflow.choices))

        def answered(said: str | None) -> None:
            if said is None:
                return
            found = offer(program_of(self).desk, options=form.wish)
            if found:
                self._wish, self._offered = form.wish, found
                self.show(found.proposal)

        self.app.push_screen(Dialog(form), answered)

    def action_refuse(self) -> None:
        """Keep the plan; it is not offered again until something new is logged."""
        program = program_of(self)
        try:
            said = refuse(program.desk, self._offered)
        except PlannerError as problem:
            program.complain(problem)
            return
        program.say(f"{said} z asks again.")
        self.dismiss(False)
