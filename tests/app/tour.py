"""A way to every screen of the program, filled from a desk: what is shown there is for the tests to look at."""

import inspect
import pkgutil
import re
from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

from planner.actions.body import light_of
from planner.actions.checks import findings
from planner.actions.desk import Desk
from planner.actions.insights import figure, figures
from planner.actions.playing import PlaySession, discard, start, unfinished
from planner.actions.proposal import Proposal, propose
from planner.actions.rearrange import shifting
from planner.actions.reflow import Offer, Wish, offer
from planner.actions.routine_text import routine_text
from planner.actions.suggest import suggestion
from planner.app.calendar import Calendar
from planner.app.commands import Context
from planner.app.forms import accept as accept_form
from planner.app.forms import body as body_forms
from planner.app.forms import care as care_forms
from planner.app.forms import chain as chain_forms
from planner.app.forms import (
    clinician,
    csv,
    diary,
    ease,
    exercise,
    health,
    kit,
    layer,
    minutes,
    off,
    orthotic,
    places,
    played,
    playing,
    rearrange,
    routine,
    selection,
    shoe,
    shoe_assign,
    template,
)
from planner.app.forms import plan as plan_forms
from planner.app.screens.attention import AttentionScreen
from planner.app.screens.because import BecauseScreen
from planner.app.screens.body import BodyScreen
from planner.app.screens.body_signs import SignsScreen
from planner.app.screens.bring import BringScreen
from planner.app.screens.bring_plan import BringPlanScreen
from planner.app.screens.bring_runs import BringRunsScreen
from planner.app.screens.build_up import BuildUpScreen
from planner.app.screens.builder import BuilderScreen
from planner.app.screens.calendar import CalendarScreen
from planner.app.screens.care import CareScreen
from planner.app.screens.chain import ChainScreen
from planner.app.screens.clash import Clash, ClashScreen
from planner.app.screens.ease import EaseScreen
from planner.app.screens.edited import EditedScreen
from planner.app.screens.export import ExportScreen
from planner.app.screens.findings import FindingsScreen
from planner.app.screens.first_run import FirstRunScreen
from planner.app.screens.gear import GearScreen
from planner.app.screens.health import HealthScreen
from planner.app.screens.help import HelpScreen
from planner.app.screens.hidden_layers import HiddenLayersScreen
from planner.app.screens.insights import InsightsScreen
from planner.app.screens.lists import LayersScreen, PlansScreen
from planner.app.screens.offered import OfferedScreen
from planner.app.screens.offs import OffsScreen
from planner.app.screens.orthotics import OrthoticsScreen
from planner.app.screens.player import PlayerScreen
from planner.app.screens.pre_run import PreRunScreen
from planner.app.screens.proposal import ProposalScreen
from planner.app.screens.report import ReportScreen
from planner.app.screens.routine_text import RoutineTextScreen
from planner.app.screens.routines import RoutinesScreen
from planner.app.screens.steps import StepsScreen
from planner.app.screens.unfinished import UnfinishedScreen
from planner.app.widgets.dialog import Dialog
from planner.app.widgets.in_place import InPlace
from planner.app.workbench import Workbench
from planner.domain.gear import Orthotic
from planner.domain.health import Sign
from planner.domain.log import Felt, Gait, Noted, Played, Question, Ran, Skipped, Visit, Wore
from planner.domain.session import Session
from planner.store.drafts import Draft
from tests.hostile import PAYLOADS

Ways = dict[type, Callable[[Desk], Any]]
One = TypeVar("One")
ALL = "".join(PAYLOADS[:-1])
"""Every payload in one text, as a caller may hand it to a screen."""


def classes_of(package: ModuleType, kind: type) -> set[type]:
    """Return every class of a package that is a `kind` and that no other class there is made from."""
    found: set[type] = set()
    for module in pkgutil.iter_modules(package.__path__):
        own = import_module(f"{package.__name__}.{module.name}")
        found |= {one for one in vars(own).values() if inspect.isclass(one) and one.__module__ == own.__name__}
    found = {one for one in found if issubclass(one, kind)}
    return {one for one in found if not any(one is not other and issubclass(other, one) for other in found)} - {kind}


def entry(desk: Desk, kind: type[One]) -> One:
    """Return the last entry of a kind in the log."""
    first, last = desk.today - timedelta(days=90), desk.today + timedelta(days=30)
    return [one for one in desk.entries(first, last) if isinstance(one, kind)][-1]


def with_steps(desk: Desk) -> Played:
    """Return a session of the log that says what was done step by step."""
    played_ones = desk.entries(desk.today - timedelta(days=90), desk.today)
    return [one for one in played_ones if isinstance(one, Played) and one.steps][-1]


def coming(desk: Desk) -> Session:
    """Return the next run."""
    plan = desk.plan_of(None)
    return next(one.session for one in desk.schedule_of(plan).sessions if one.session.day > desk.today)


def past(desk: Desk) -> Session:
    """Return the first run of the plan."""
    return desk.schedule_of(desk.plan_of(None)).sessions[0].session


def orthotic_of(desk: Desk) -> Orthotic:
    """Return orthotics that are being broken in."""
    return next(one for one in desk.gear() if isinstance(one, Orthotic) and one.id == "shells")


def proposed(desk: Desk) -> Proposal:
    """Return a proposal whose every sentence is hostile."""
    plan = desk.plan_of(None)
    shift = shifting(desk, desk.today, 1)
    return propose(desk, plan, shift.change, title=ALL, done=ALL, why=(ALL,))


def offered(desk: Desk) -> Offer:
    """Return what the light asks of the plan."""
    found = offer(desk)
    assert found is not None
    return found


def finding(desk: Desk) -> Any:
    """Return what the checks found first."""
    return findings(desk, desk.plan_of(None))[0]


def bench(desk: Desk) -> Workbench:
    """Return the builder's bench with a routine on it."""
    made = Workbench(desk)
    made.open(desk.routine("mine"))
    return made


def grouped(desk: Desk) -> Workbench:
    """Return the bench with rounds chosen."""
    made = bench(desk)
    made.go(1)
    made.group()
    made.go(-2)  # to its head
    return made


def started(desk: Desk) -> PlaySession:
    """Start a session of the hostile routine, whatever was played before."""
    discard(desk)
    return start(desk, "mine")


def player(desk: Desk) -> PlayerScreen:
    """Return the player with the hostile routine."""
    discard(desk)
    return PlayerScreen("mine")


def steps(desk: Desk) -> StepsScreen:
    """Return the list of steps of a routine that is played."""
    sitting = started(desk).player
    return StepsScreen(sitting, lambda _: sitting)


def waiting(desk: Desk) -> UnfinishedScreen:
    """Return the question about a session that was cut off."""
    session = started(desk)
    session.press(session.player.start(0.0), 0.0)
    found = unfinished(desk)
    assert found is not None
    return UnfinishedScreen(found)


def hostile_file(desk: Desk, ending: str, text: str) -> Path:
    """Write a file of a stranger and return its path, whose name is hostile too."""
    path = desk.store.root.parent / f"odd \x1b]0;x\x07\u202e[red]{ending}"
    path.write_text(text, encoding="utf-8")
    return path


def strange_plan(desk: Desk) -> Path:
    """Return the plan of a stranger in Markdown."""
    rows = "\n".join(f"| {day} | {_cell(one)} |" for day, one in zip(("Mon", "Tue", "Wed"), PAYLOADS, strict=False))
    return hostile_file(desk, ".md", f"# {_cell(ALL)}\n\n| day | week 1 |\n|---|---|\n{rows}\n")


def strange_runs(desk: Desk) -> Path:
    """Return the run of a stranger."""
    name = "&lt;x&gt; \u009b2J\u202e [/] [@click=app.quit]x"
    points = "".join(
        f'<trkpt lat="{52 + n / 1000}" lon="13"><time>2027-02-05T07:{n:02}:00Z</time></trkpt>' for n in range(30)
    )
    return hostile_file(
        desk, ".gpx",
        f'<gpx xmlns="http://www.topografix.com/GPX/1/1" version="1.1" creator="{name}"><trk><name>{name}</name>'
        f"<type>running</type><trkseg>{points}</trkseg></trk></gpx>",
    )  # fmt: skip


def second_version(desk: Desk) -> AttentionScreen:
    """Return the screen for second versions, with one of the log beside it that holds a note more."""
    day = entry(desk, Noted).day
    log = desk.store.root / f"log/{day:%Y-%m}.toml"
    text = log.read_text(encoding="utf-8")
    noted = next(block for block in text.split("[[entry]]")[1:] if 'kind = "note"' in block)
    more = re.sub(r"^id = .*$", 'id = "second1"', noted, flags=re.MULTILINE)
    copy = log.with_name(f"{log.stem}.sync-conflict-20270206-080000-ABCDEFG.toml")
    copy.write_text(f"{text}\n[[entry]]{more}", encoding="utf-8")
    return AttentionScreen()


def both_changed(desk: Desk) -> ClashScreen:
    """Return the question which of two texts it is to be."""
    return ClashScreen((Clash(label=ALL, mine=entry(desk, Noted).text, theirs=ALL, is_text=True),))


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "/").split())


SCREENS: Ways = {
    AttentionScreen: second_version,
    ClashScreen: both_changed,
    BecauseScreen: lambda _: BecauseScreen(),
    BodyScreen: lambda _: BodyScreen(),
    SignsScreen: lambda _: SignsScreen(tuple(Sign), (Sign.LIMP,), ALL),
    BringScreen: lambda _: BringScreen(),
    BringPlanScreen: lambda desk: BringPlanScreen(strange_plan(desk)),
    BringRunsScreen: lambda desk: BringRunsScreen(strange_runs(desk)),
    BuildUpScreen: lambda desk: BuildUpScreen(again=desk.plan_of(None).id),
    BuilderScreen: lambda _: BuilderScreen(),
    CalendarScreen: lambda desk: CalendarScreen(desk.today),
    CareScreen: lambda _: CareScreen(),
    ChainScreen: lambda _: ChainScreen(),
    EaseScreen: lambda desk: EaseScreen(offered(desk)),
    EditedScreen: lambda _: EditedScreen([ALL, *PAYLOADS[:-1]]),
    ExportScreen: lambda _: ExportScreen(),
    FindingsScreen: lambda desk: FindingsScreen(findings(desk, desk.plan_of(None))),
    FirstRunScreen: lambda _: FirstRunScreen(),
    GearScreen: lambda _: GearScreen(),
    HealthScreen: HealthScreen,
    HelpScreen: lambda _: HelpScreen(Context.CALENDAR),
    HiddenLayersScreen: lambda _: HiddenLayersScreen(),
    InsightsScreen: lambda _: InsightsScreen(),
    LayersScreen: lambda _: LayersScreen(),
    PlansScreen: lambda _: PlansScreen(),
    OffsScreen: lambda _: OffsScreen(),
    OrthoticsScreen: lambda _: OrthoticsScreen(),
    OfferedScreen: lambda desk: OfferedScreen(
        Draft(kind="NoteForm", title=ALL, at=desk.now(), values={"text": ALL}), ALL.splitlines() * 2
    ),
    PlayerScreen: player,
    PreRunScreen: lambda _: PreRunScreen(),
    ProposalScreen: lambda desk: ProposalScreen(proposed(desk)),
    ReportScreen: lambda _: ReportScreen(ALL, PAYLOADS),
    RoutineTextScreen: lambda desk: RoutineTextScreen(routine_text(desk, desk.routine("mine"))),
    RoutinesScreen: RoutinesScreen,
    StepsScreen: steps,
    UnfinishedScreen: waiting,
    Dialog: lambda desk: Dialog(diary.NoteForm(desk, desk.today, entry(desk, Noted))),
    InPlace: lambda _: InPlace(ALL, lambda: (2, 2), effect=lambda text: text, keep=lambda text: text, hint=ALL),
}
"""How each screen is made. It stands over the calendar, as it does in the program."""

KEYS: dict[type, tuple[str, ...]] = {
    AttentionScreen: ("pagedown",),
    BuilderScreen: ("slash", "q", "enter", "enter", "tab", "enter"),
    FirstRunScreen: ("down", "down"),
}
"""What is pressed on a screen once it stands, where it is not down and enter."""

NAMELESS = frozenset({ClashScreen, OfferedScreen, AttentionScreen}) | frozenset(
    {
        BodyScreen,
        SignsScreen,
        BringScreen,
        FirstRunScreen,
        OfferedScreen,
        HealthScreen,
        HelpScreen,
        BringPlanScreen,
        BringRunsScreen,
        EditedScreen,
        ReportScreen,
        InPlace,
        EaseScreen,
        ProposalScreen,
    }
)
"""Screens on which no text of the store stands, or another one than the fields': what is handed over."""


def _nothing(*_: Any) -> None:
    return None


FORMS: Ways = {
    accept_form.AcceptForm: lambda desk: accept_form.AcceptForm(desk, finding(desk)),
    body_forms.PainForm: lambda desk: body_forms.PainForm(desk, entry(desk, Felt)),
    body_forms.ClearForm: lambda desk: body_forms.ClearForm(desk, light_of(desk).flags[0]),
    care_forms.GaitForm: lambda desk: care_forms.GaitForm(desk, desk.today, entry(desk, Gait)),
    care_forms.VisitForm: lambda desk: care_forms.VisitForm(desk, desk.today, entry(desk, Visit)),
    care_forms.QuestionForm: lambda desk: care_forms.QuestionForm(desk, entry(desk, Question)),
    chain_forms.KeepForm: lambda desk: chain_forms.KeepForm(desk, suggestion(desk)),
    chain_forms.HangForm: lambda desk: chain_forms.HangForm(desk, suggestion(desk)),
    clinician.PageForm: clinician.PageForm,
    csv.CsvForm: lambda desk: csv.CsvForm(figure(desk, figures(desk)[0].id), ALL),
    diary.DoneForm: lambda desk: diary.DoneForm(desk, past(desk).id),
    diary.RunForm: lambda desk: diary.RunForm(desk, entry(desk, Ran)),
    diary.SkipForm: lambda desk: diary.SkipForm(desk, coming(desk).id),
    diary.NoteForm: lambda desk: diary.NoteForm(desk, desk.today, entry(desk, Noted)),
    diary.WearForm: lambda desk: diary.WearForm(desk, entry(desk, Wore)),
    diary.WhyForm: lambda desk: diary.WhyForm(desk, entry(desk, Skipped)),
    ease.EaseForm: lambda desk: ease.EaseForm(desk, Wish(), near_race=True),
    exercise.ExerciseForm: lambda desk: exercise.ExerciseForm(desk, desk.exercises()["mine"], _nothing),
    exercise.DeleteExerciseForm: lambda desk: exercise.DeleteExerciseForm(desk, desk.exercises()["mine"]),
    health.PractitionerForm: health.PractitionerForm,
    kit.KitForm: kit.KitForm,
    layer.LayerForm: layer.LayerForm,
    minutes.MinutesForm: lambda desk: minutes.MinutesForm(desk.routine("mine"), desk.exercises(), {}, _nothing),
    off.OffForm: lambda desk: off.OffForm(desk, desk.today, desk.today + timedelta(days=2)),
    orthotic.OrthoticForm: lambda desk: orthotic.OrthoticForm(desk, orthotic_of(desk)),
    orthotic.PairForm: lambda desk: orthotic.PairForm(desk, orthotic_of(desk)),
    orthotic.WearLogForm: lambda desk: orthotic.WearLogForm(desk, orthotic_of(desk)),
    orthotic.BreakInForm: lambda desk: orthotic.BreakInForm(desk, orthotic_of(desk)),
    orthotic.RetireForm: lambda desk: orthotic.RetireForm(desk, orthotic_of(desk)),
    places.GoForm: lambda desk: places.GoForm(desk, desk.today, _nothing),
    places.SearchForm: lambda desk: places.SearchForm(Calendar(desk), "", _nothing),
    plan_forms.MoveForm: lambda desk: plan_forms.MoveForm(desk, coming(desk).id),
    plan_forms.AddForm: lambda desk: plan_forms.AddForm(desk, desk.today, ""),
    plan_forms.EditForm: lambda desk: plan_forms.EditForm(desk, coming(desk).id),
    played.SessionForm: lambda desk: played.SessionForm(desk, with_steps(desk)),
    played.StepForm: lambda desk: played.StepForm(desk, with_steps(desk), 0),
    playing.LeaveOutForm: lambda _: playing.LeaveOutForm(ALL, _nothing),
    playing.RemarkForm: lambda _: playing.RemarkForm(ALL, _nothing),
    rearrange.ShiftForm: lambda desk: rearrange.ShiftForm(desk, desk.today),
    rearrange.RestDayForm: lambda desk: rearrange.RestDayForm(desk, coming(desk).day),
    rearrange.SwapWeekdaysForm: lambda desk: rearrange.SwapWeekdaysForm(desk, desk.today),
    rearrange.RepeatWeekForm: lambda desk: rearrange.RepeatWeekForm(desk, desk.today),
    rearrange.MoveAllForm: lambda desk: rearrange.MoveAllForm(desk, [coming(desk).id]),
    routine.SaveForm: lambda desk: routine.SaveForm(bench(desk)),
    routine.DoseForm: lambda desk: routine.DoseForm(bench(desk)),
    routine.RoundsForm: lambda desk: routine.RoundsForm(grouped(desk)),
    routine.StepNoteForm: lambda desk: routine.StepNoteForm(bench(desk)),
    routine.TextForm: lambda _: routine.TextForm(_nothing),
    selection.SkipAllForm: lambda desk: selection.SkipAllForm(desk, [coming(desk).id]),
    selection.RestoreForm: lambda desk: selection.RestoreForm(desk, [coming(desk)]),
    shoe.AddShoeForm: shoe.AddShoeForm,
    shoe.EditShoeForm: lambda desk: shoe.EditShoeForm(desk, "blue"),
    shoe.ShoeBuildForm: lambda desk: shoe.ShoeBuildForm(desk, "blue"),
    shoe.CheckShoeForm: lambda desk: shoe.CheckShoeForm(desk, "blue"),
    shoe.RetireForm: lambda desk: shoe.RetireForm(desk, "blue"),
    shoe_assign.AssignForm: lambda desk: shoe_assign.AssignForm(desk, "green"),
    template.SaveTemplateForm: lambda desk: template.SaveTemplateForm(desk, desk.plan_of(None).id),
    template.FromTemplateForm: lambda desk: template.FromTemplateForm(desk, "mine"),
}
"""How each form is made."""
