"""Keys of the calendar that concern the whole plan, or many of its days at once."""

from typing import TYPE_CHECKING

from planner.app.screens.calendar_base import CalendarBase

if TYPE_CHECKING:
    from datetime import date

    from planner.planning.checks import Finding


class CalendarPlans(CalendarBase):
    """Weeks rearranged, days off, missed runs, findings, and the plans themselves."""

    def action_shift(self) -> None:
        """Ask by how many days the rest is shifted."""
        from planner.app.forms.rearrange import ShiftForm

        self.ask_and_show(ShiftForm(self.desk, self.calendar.cursor))

    def action_rest_day(self) -> None:
        """Ask whether a rest day is put in or taken out."""
        from planner.app.forms.rearrange import RestDayForm

        self.ask_and_show(RestDayForm(self.desk, self.calendar.cursor))

    def action_swap_weekdays(self) -> None:
        """Ask which weekdays change places."""
        from planner.app.forms.rearrange import SwapWeekdaysForm

        self.ask_and_show(SwapWeekdaysForm(self.desk, self.calendar.cursor))

    def action_repeat_week(self) -> None:
        """Ask how often the week is repeated."""
        from planner.app.forms.rearrange import RepeatWeekForm

        self.ask_and_show(RepeatWeekForm(self.desk, self.calendar.cursor))

    def action_off(self) -> None:
        """Ask what days off are laid over the range, or over the day."""
        from planner.app.forms.off import OffForm

        form = OffForm(self.desk, *self.span())
        self.end_range()
        self.ask_and_show(form)

    def action_insights(self) -> None:
        """Show what the log says."""
        from planner.app.screens.insights import InsightsScreen

        self.app.push_screen(InsightsScreen())

    def action_realign(self) -> None:
        """Propose what becomes of missed runs."""
        from planner.actions.realign import propose_realign, why_nothing
        from planner.app.screens.proposal import ProposalScreen

        proposal = propose_realign(self.desk)
        if proposal is None:
            self.say(why_nothing(self.desk))
        else:
            self.app.push_screen(ProposalScreen(proposal), lambda _: self.changed())

    def action_ease(self) -> None:
        """Propose what the light asks of the plan."""
        from planner.actions.reflow import offer, why_nothing
        from planner.app.screens.ease import EaseScreen

        offered = offer(self.desk)
        if offered is None:
            self.say(why_nothing(self.desk))
        else:
            self.app.push_screen(EaseScreen(offered), lambda _: self.changed())

    def action_because(self) -> None:
        """List what was changed because of the log; the chosen change says where to go."""
        from planner.app.screens.because import BecauseScreen

        self.desk.plan_of(None)

        def chosen(day: "date | None") -> None:
            if day:
                self.calendar.go(day)
            self.changed()

        self.app.push_screen(BecauseScreen(), chosen)

    def action_findings(self) -> None:
        """List what the checks found; the chosen one says where to go."""
        from planner.app.screens.findings import FindingsScreen

        listed = tuple(one for found in self.calendar.findings_here.values() for one in found)
        if not listed:
            self.say(f"From today on the checks find nothing in this plan. {self.program.outside.offer()}".rstrip())
            return

        def chosen(finding: "Finding | None") -> None:
            if finding and finding.day:
                self.calendar.go(finding.day)
            self.changed()

        self.app.push_screen(FindingsScreen(listed), chosen)

    def action_build_again(self) -> None:
        """Change what the build-up was made from."""
        from planner.app.screens.build_up import BuildUpScreen

        self.app.push_screen(BuildUpScreen(again=self.desk.plan_of(None).id), lambda _: self.changed())

    def action_hide_layers(self) -> None:
        """Choose which layers are not shown; the plan stays as it is."""
        from planner.app.screens.hidden_layers import HiddenLayersScreen

        self.desk.plan_of(None)
        self.app.push_screen(HiddenLayersScreen(), lambda _: self.changed())

    def action_privacy(self) -> None:
        """Hide pain and notes, or show them again."""
        private = not self.desk.settings.private
        self.desk.set(private=private)
        key = self.key("privacy")
        self.say(f"Pain and notes are hidden. {key} shows them." if private else "Pain and notes are shown again.")
        self.changed()

    def action_gear(self) -> None:
        """Open shoes and orthotics."""
        from planner.app.screens.gear import GearScreen

        self.app.push_screen(GearScreen(), lambda _: self.changed())

    async def action_builder(self) -> None:
        """Go to the routine builder."""
        await self.program.switch_mode("builder")

    def action_new_plan(self) -> None:
        """Open the new build-up screen."""
        from planner.app.screens.build_up import BuildUpScreen

        self.app.push_screen(BuildUpScreen(), lambda _: self.changed())

    def action_bring_along(self) -> None:
        """Import a plan file or recorded runs."""
        self.bring_along()

    def action_export(self) -> None:
        """Take the plan along in a format."""
        from planner.app.screens.export import ExportScreen

        self.desk.plan_of(None)
        self.app.push_screen(ExportScreen())

    def action_layers(self) -> None:
        """Switch layers on and off."""
        from planner.app.screens.lists import LayersScreen

        self.desk.plan_of(None)
        self.app.push_screen(LayersScreen(), lambda _: self.changed())

    def action_choose_plan(self) -> None:
        """Show another plan."""
        from planner.app.screens.lists import PlansScreen

        self.app.push_screen(PlansScreen(), lambda _: self.changed())

    def action_reload(self) -> None:
        """Read all files again."""
        self.look_again()
        self.say("Read all files again.")
