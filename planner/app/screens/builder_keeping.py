"""What the routine builder does with whole routines and own exercises: save, open, play, send, edit, delete."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, assert_never

import msgspec

from planner.actions import routines
from planner.app.screens.base import PlannerScreen
from planner.app.typed import KeepsTyped
from planner.app.workbench import Workbench
from planner.codec.toml import BadFile, convert, encode, parse
from planner.domain.errors import BadValue, StoreError
from planner.domain.exercise import Exercise
from planner.domain.routine import Do, Group, Note, Rest, Routine, Step, flat, routine_length
from planner.domain.text import counted
from planner.domain.units import show_duration

if TYPE_CHECKING:
    from planner.app.forms.form import Form


class KeepingScreen(KeepsTyped, PlannerScreen[None]):
    """The builder's part that reads and writes files; what is chosen and drawn is the builder's own."""

    bench: Workbench

    @property
    def draft_kind(self) -> str:
        """The builder."""
        return "builder"

    @property
    def draft_title(self) -> str:
        """The routine's name."""
        name = self.bench.draft.routine.name
        return f"The routine you were building: {name}" if name else "The new routine you were building"

    def typed(self) -> dict[str, str]:
        """Return the routine, if it is not saved as it stands."""
        return {"routine": encode(self.bench.draft.routine)} if self.bench.draft.is_changed else {}

    def fill_in(self, values: dict[str, str]) -> None:
        """Go on with the routine as it stood, not saved."""
        routine = _kept(values)
        self.do(lambda: self.bench.go_on(routine))

    def in_words(self, values: dict[str, str]) -> list[str]:
        """Return its steps."""
        try:
            steps = _kept(values).steps
        except BadFile as problem:
            return [str(problem)]
        exercises = self.desk.exercises()
        return [counted(len(steps), "step"), *(_step_word(step, exercises) for step in steps)]

    def changed(self) -> None:
        """Draw what differs."""
        raise NotImplementedError

    def do(self, change: Callable[[], object]) -> None:
        """Change something and draw it."""
        change()
        self.changed()

    def ask_and_draw(self, form: "Form") -> None:
        """Open a form and draw what it did."""
        self.ask(form, self.changed)

    def _check_exercises(self) -> None:
        if not any(isinstance(step, Do) for step in flat(self.bench.draft.steps)):
            raise BadValue("routine", "it has no exercise", "Add one with enter in the library.")

    # Whole routines

    def action_save(self) -> None:
        """Save it as an own routine."""
        self._save(self.changed)

    def _save(self, then: Callable[[], object]) -> None:
        from planner.app.forms.routine import SaveForm

        self._check_exercises()
        self.bench.check_holds()
        self.ask(SaveForm(self.bench), then)

    def action_open(self) -> None:
        """Choose a routine to build on."""
        from planner.app.screens.routines import RoutinesScreen

        def chosen(routine_id: str | None) -> None:
            if routine_id is not None:
                self.do(lambda: self.bench.open(self.desk.routine(routine_id)))

        self.app.push_screen(RoutinesScreen(self.desk), chosen)

    def action_new(self) -> None:
        """Begin an empty routine; undo brings back what stood here."""
        from planner.planning.routine_draft import Draft

        self.do(lambda: self.bench.open(Draft.new().routine))

    async def action_play(self) -> None:
        """Play it as it stands; the player comes back here."""
        from planner.app.screens.player import PlayerScreen

        self._check_exercises()
        self.bench.check_holds()
        routine: Routine = self.bench.draft.routine
        shown = routine.name or "New routine"
        await self.app.push_screen(PlayerScreen(msgspec.structs.replace(routine, name=shown, id=routine.id or "draft")))

    def action_text(self) -> None:
        """Show it as one text, and take another one."""
        from planner.actions.routine_text import routine_text
        from planner.app.screens.routine_text import RoutineTextScreen

        def taken(routine: Routine | None) -> None:
            if routine is not None:
                self.do(lambda: self.bench.open(routine))

        has_steps = bool(self.bench.draft.rows)
        text = routine_text(self.desk, self._named()) if has_steps else ""
        self.app.push_screen(RoutineTextScreen(text), taken)

    def _named(self) -> Routine:
        routine = self.bench.draft.routine
        name = routine.name or "New routine"
        return msgspec.structs.replace(routine, name=name, id=routine.id or routines.free_id(self.desk, name))

    def action_edit_file(self) -> None:
        """Save it and open its file in the user's editor; a routine without a name gets one first."""
        if not self.bench.draft.routine.id:
            self._save(self._edit_later)
            return
        self._check_exercises()
        self.bench.check_holds()
        try:
            self.bench.save(self.bench.draft.routine)
        except StoreError:
            # Its file was left unreadable, or says something else than we know: that is what they want to edit.
            self.say("The file says something else than is shown here: this is the file as it is.")
        self._edit()

    def look_again(self) -> None:
        """Read again what may have changed outside; where both changed the routine, ask which it is to be."""
        self.desk.look_again()
        now = self.bench.changed_outside()
        if now is not None and not self.bench.draft.is_changed:
            self.bench.take_over(now)
        elif now is not None and now != self.bench.draft.routine:
            self._ask_which(now)
        elif now is not None:
            self.bench.stay(now)
        self.changed()

    def _ask_which(self, theirs: Routine) -> None:
        from planner.app.screens.clash import Clash, ClashScreen

        if isinstance(self.app.screen, ClashScreen):
            return
        mine, exercises, usual_s = self.bench.draft.routine, self.desk.exercises(), self.bench.usual_s

        def long(routine: Routine) -> str:
            return show_duration(routine_length(routine, exercises, usual_s).usual_s)

        def steps(routine: Routine) -> str:
            return ", ".join(_step_word(step, exercises) for step in routine.steps)

        clashes = (
            Clash(label="Routine", mine=f"{mine.name}, {long(mine)}", theirs=f"{theirs.name}, {long(theirs)}"),
            Clash(label="Steps", mine=steps(mine), theirs=steps(theirs)),
        )

        def decided(side: str | None) -> None:
            if side == "theirs":
                self.do(lambda: self.bench.take_over(theirs))
                self.say("This is the routine as the file has it. u brings back yours.")
            elif side == "mine":
                self.do(lambda: self.bench.stay(theirs))
                self.say("Yours stays here; ctrl+s saves it over the other one.")

        self.app.push_screen(ClashScreen(clashes), decided)

    def action_edit_as_left(self) -> None:
        """Open the file once more as it was left."""
        self._edit()

    def _edit(self) -> None:
        from planner.actions.routine_file import read_edited, routine_path
        from planner.app.editor import open_in_editor

        routine_id = self.bench.draft.routine.id
        open_in_editor(self.program, routine_path(self.desk, routine_id))
        found = read_edited(self.desk, routine_id)
        if isinstance(found, Routine):
            self.do(lambda: self.bench.edited(found))
        else:
            self._edit_again(found)

    def _edit_later(self) -> None:
        # As an action, so that what goes wrong is said.
        self.changed()
        self.run_worker(self.run_action("edit_as_left"))

    def _edit_again(self, problems: tuple[BadFile, ...]) -> None:
        from planner.app.screens.edited import EditedScreen

        def chosen(again: bool | None) -> None:
            if again:
                self._edit_later()

        self.app.push_screen(EditedScreen([str(one) for one in problems]), chosen)

    # Own exercises

    def action_new_exercise(self) -> None:
        """Make an exercise of one's own."""
        self._ask_exercise(None)

    def action_change_exercise(self) -> None:
        """Change an own exercise, or make an own copy of a built-in one."""
        self._ask_exercise(self._exercise())

    def _ask_exercise(self, exercise: Exercise | None) -> None:
        from planner.app.forms.exercise import ExerciseForm

        def saved(made: Exercise) -> None:
            if exercise is None:
                self.bench.pane = "library"
            self.bench.use_instead(made.id)

        self.ask_and_draw(ExerciseForm(self.desk, exercise, saved))

    def action_delete_exercise(self) -> None:
        """Throw an own exercise away."""
        from planner.app.forms.exercise import DeleteExerciseForm

        self.ask_and_draw(DeleteExerciseForm(self.desk, self._exercise()))

    def _exercise(self) -> Exercise:
        exercise = self.bench.exercise
        if exercise is None:
            raise BadValue("exercise", "none is chosen", "Go to one in the library or in the routine.")
        return exercise


def _kept(values: Mapping[str, str]) -> Routine:
    place = "the routine that was kept"
    return convert(parse(values.get("routine", "").encode(), place), Routine, place)


def _step_word(step: Step, exercises: Mapping[str, Exercise]) -> str:
    match step:
        case Do(exercise=exercise):
            return exercises[exercise].name if exercise in exercises else exercise
        case Group(steps=steps, rounds=rounds):
            return f"{rounds} x ({', '.join(_step_word(one, exercises) for one in steps)})"
        case Rest():
            return "rest"
        case Note():
            return "a text"
    assert_never(step)
