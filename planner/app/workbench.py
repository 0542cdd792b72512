"""The builder's bench: the routine being built, the library beside it, what is chosen in both. Without Textual."""

import msgspec

from planner.actions import routines
from planner.actions.desk import Desk
from planner.actions.exercises import is_own_exercise
from planner.actions.played_before import usual_seconds
from planner.app.bits import Bit, Line
from planner.app.views.builder import (
    builder_top,
    finder_line,
    library_lines,
    steps_lines,
)
from planner.app.views.builder_detail import Detail, area_lines, detail_lines, lines_beyond
from planner.domain.errors import BadValue, NotFound, PlannerError
from planner.domain.exercise import Exercise
from planner.domain.length import Length
from planner.domain.routine import Do, Note, Rest, Routine, routine_length
from planner.planning import routine_draft as drafts
from planner.planning import routine_marks as marks
from planner.planning.exercise_finder import Finder, find_exercises
from planner.planning.routine_checks import accept, accepted_warnings, area_seconds, routine_warnings, unaccept
from planner.planning.routine_draft import Draft

LIBRARY, STEPS = "library", "steps"
_REST_S = 30


class Workbench:
    """What stands in the builder. `pane` is where the keys go: the library or the steps."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.draft = Draft.new()
        self.finder = Finder()
        self.pane = LIBRARY
        self.is_searching = False
        self._chosen = {LIBRARY: 0, STEPS: 0}
        self.more_key = "]"
        self._own: frozenset[str] = frozenset()
        self._own_of: object = None
        self._read_from = ("", 0)
        self._detail_size = (80, 8)

    # What is chosen

    @property
    def found(self) -> tuple[Exercise, ...]:
        """The exercises of the library that fit the search and the filters."""
        return find_exercises(self.desk.exercises().values(), self.finder, self.desk.settings.equipment)

    @property
    def own(self) -> frozenset[str]:
        """The ids of the runner's own exercises, looked up when the library was read anew."""
        exercises = self.desk.exercises()
        if self._own_of is not exercises:
            self._own_of, self._own = exercises, frozenset(one for one in exercises if is_own_exercise(self.desk, one))
        return self._own

    @property
    def has_warnings(self) -> bool:
        """Whether a warning can be accepted, or one was."""
        routine, exercises = self.draft.routine, self.desk.exercises()
        found = routine_warnings(routine, exercises)
        return any(one.can_be_accepted for one in found) or bool(accepted_warnings(routine, exercises))

    def chosen(self, pane: str) -> int:
        """Return the chosen line of a pane."""
        count = len(self.found) if pane == LIBRARY else len(self.draft.rows)
        return max(0, min(self._chosen[pane], count - 1))

    @property
    def exercise(self) -> Exercise | None:
        """The chosen exercise, of the pane that the keys go to."""
        if self.pane == LIBRARY:
            found = self.found
            return found[self.chosen(LIBRARY)] if found else None
        row = self.draft.row(self.chosen(STEPS))
        return self.desk.exercises().get(row.step.exercise) if row and isinstance(row.step, Do) else None

    def go(self, by: int) -> None:
        """Go up or down in the pane."""
        count = len(self.found) if self.pane == LIBRARY else len(self.draft.rows)
        self._chosen[self.pane] = max(0, min(self.chosen(self.pane) + by, count - 1))

    def find(self, finder: Finder) -> None:
        """Look for other exercises; the best one is chosen."""
        self.finder = finder
        self._chosen[LIBRARY] = 0

    # Changes

    def add(self) -> str:
        """Put the chosen exercise after the chosen step; return what to say."""
        exercise = self.exercise
        if exercise is None:
            raise NotFound("library", "nothing is chosen", "Press esc to see every exercise.")
        self._insert(Do(exercise=exercise.id))
        return exercise.name

    def add_rest(self) -> None:
        """Put a rest after the chosen step."""
        self._insert(Rest(_REST_S))

    def add_note(self, text: str) -> None:
        """Put a text to read after the chosen step."""
        self._insert(Note(text))

    def insert(self) -> None:
        """Put the exercise that is chosen in the library before the chosen step."""
        found = self.found
        if not found:
            raise NotFound("library", "nothing is chosen", "Press esc to see every exercise.")
        step = Do(exercise=found[self.chosen(LIBRARY)].id)
        self.draft, self._chosen[STEPS] = drafts.insert_before(self.draft, step, self.chosen(STEPS))

    def _insert(self, step: Do | Rest | Note) -> None:
        self.draft, self._chosen[STEPS] = drafts.insert(self.draft, step, self.chosen(STEPS))

    def move(self, by: int) -> None:
        """Move the chosen step."""
        self.draft, self._chosen[STEPS] = drafts.move(self.draft, self.chosen(STEPS), by)

    def copy(self) -> None:
        """Copy the chosen step."""
        self.draft, self._chosen[STEPS] = drafts.duplicate(self.draft, self.chosen(STEPS))

    def group(self) -> None:
        """Play the chosen step in rounds with the one before."""
        before = self.draft
        self.draft, self._chosen[STEPS] = drafts.group(self.draft, self.chosen(STEPS))
        if self.draft is before:
            raise BadValue("group", "there is no step before it to play rounds with", "Choose a later step.")

    def ungroup(self) -> None:
        """Take the chosen step's group apart."""
        self.draft, self._chosen[STEPS] = drafts.ungroup(self.draft, self.chosen(STEPS))

    def remove(self) -> None:
        """Take the chosen step out."""
        self.draft = drafts.remove(self.draft, self.chosen(STEPS))

    def change_dose(self, by: int) -> None:
        """Make the chosen step shorter or longer."""
        self.draft = drafts.change_dose(self.draft, self.chosen(STEPS), by, self.desk.exercises())

    def type_dose(self, text: str) -> None:
        """Give the chosen step a typed dose. Raises `BadValue`."""
        self.draft = drafts.type_dose(self.draft, self.chosen(STEPS), text, self.desk.exercises())

    def change_sides(self) -> None:
        """Give the chosen step the next order of sides. Raises `BadValue` where there is none."""
        before = self.draft
        self.draft = drafts.change_sides(self.draft, self.chosen(STEPS), self.desk.exercises())
        if self.draft is before:
            raise BadValue("sides", "it is done with both sides at once", "Choose an exercise of one side.")

    def switch_off(self) -> None:
        """Leave the chosen step out, or take it in again."""
        self.draft = drafts.switch_off(self.draft, self.chosen(STEPS))

    def chosen_step(self, what: str) -> Do:
        """Return the chosen step. Raises `BadValue`, about `what`, when it is no exercise."""
        row = self.draft.row(self.chosen(STEPS))
        if row is None or not isinstance(row.step, Do):
            raise BadValue(what, "there is no exercise chosen", "Go to a step of the routine first.")
        return row.step

    def set_note(self, text: str) -> None:
        """Give the chosen step a note. Raises `BadValue` where there is no exercise."""
        self.chosen_step("note")
        self.draft = marks.set_note(self.draft, self.chosen(STEPS), text)

    def change_wait(self) -> None:
        """Wait for the runner before the chosen step, or no longer. Raises `BadValue` where there is no exercise."""
        self.chosen_step("wait")
        self.draft = marks.change_wait(self.draft, self.chosen(STEPS))

    def set_priority(self, priority: int) -> None:
        """Say how long the chosen step is kept. Raises `BadValue` where there is no exercise."""
        self.chosen_step("priority")
        self.draft = marks.set_priority(self.draft, self.chosen(STEPS), priority)

    def type_rounds(self, text: str) -> None:
        """Give the chosen group its rounds and the rest between them. Raises `BadValue`."""
        self.draft = marks.type_rounds(self.draft, self.chosen(STEPS), text)

    def accept(self) -> str:
        """Accept the warnings that are shown, or none any more; return what to say. Raises `NotFound`."""
        routine, exercises = self.draft.routine, self.desk.exercises()
        found = [one for one in routine_warnings(routine, exercises) if one.can_be_accepted]
        if found:
            self.draft = self.draft.now(accept(routine, found))
            return f"Accepted {len(found)} warning{'' if len(found) == 1 else 's'} for this routine. z takes it back."
        if accepted_warnings(routine, exercises):
            self.draft = self.draft.now(unaccept(routine))
            return "No warning is accepted any more. z takes it back."
        raise NotFound("warnings", "there is none to accept", "")

    def check_holds(self) -> None:
        """Refuse a long hold before a run that nobody has accepted. Raises `BadValue`."""
        routines.check_holds(self.desk, self.draft.routine)

    def take(self, routine: Routine) -> None:
        """Take another state of this routine as one change."""
        self.draft = self.draft.now(routine)

    def use_instead(self, exercise_id: str) -> None:
        """Let the chosen step do another exercise; in the library, choose it there."""
        row = self.draft.row(self.chosen(STEPS))
        if self.pane == STEPS and row is not None and isinstance(row.step, Do):
            if row.step.exercise != exercise_id:
                step = msgspec.structs.replace(row.step, exercise=exercise_id)
                self.draft = self.draft.with_row(self.chosen(STEPS), step)
            return
        found = [one.id for one in self.found]
        if exercise_id not in found:
            self.finder = Finder()
            found = [one.id for one in self.found]
        self.pane, self._chosen[LIBRARY] = LIBRARY, found.index(exercise_id)

    def change_profile(self) -> None:
        """Let the routine sound otherwise."""
        self.draft = marks.change_profile(self.draft)

    def change_timing(self) -> None:
        """Say what the routine is for."""
        self.draft = drafts.change_timing(self.draft)

    def undo(self) -> None:
        """Take back the last change. Raises `NotFound` when there is none."""
        if not self.draft.back:
            raise NotFound("undo", "there is nothing to take back here", "")
        self.draft = self.draft.undo()

    def redo(self) -> None:
        """Bring back what was taken back. Raises `NotFound` when there is nothing."""
        if not self.draft.ahead:
            raise NotFound("redo", "there is nothing to bring back here", "")
        self.draft = self.draft.redo()

    def open(self, routine: Routine) -> None:
        """Build on another routine; undo brings back what stood here."""
        self.draft = self.draft.opened(routine)
        self._chosen[STEPS] = 0
        self.pane = STEPS if routine.steps else LIBRARY

    def go_on(self, routine: Routine) -> None:
        """Build on with a routine that was not saved; undo brings back its last saved state, then what stood here."""
        own = self.desk.library().routines.get(routine.id)
        self.open(own or Draft.new().routine)
        self.draft = self.draft.now(routine)

    def save(self, routine: Routine) -> Routine:
        """Save the routine as one of the runner's own and return it.

        Raises `StoreError` when its file cannot be read, or says something else than what was opened or saved here.
        """
        was = self.draft.saved if routine.id == self.draft.saved.id else None
        saved = routines.save_own(self.desk, routine, was=was)
        self.draft = self.draft.kept(saved)
        return saved

    def changed_outside(self) -> Routine | None:
        """Return the routine of that id where its file says something else than what was opened or saved here.

        None too while only a part of the file can be read: that is never taken over.
        """
        saved = self.draft.saved
        if not saved.id or not self.desk.store.has_routine(saved.id):
            return None
        now = self.desk.library().routines.get(saved.id)
        if now is None or now == saved:
            return None
        try:
            routines.check_whole(self.desk, now)
        except PlannerError:
            return None
        return now

    def take_over(self, routine: Routine) -> None:
        """Build on what the file says now; undo brings back what stood here."""
        self.edited(routine)

    def stay(self, routine: Routine) -> None:
        """Keep what stands here, to be saved over what the file says now."""
        self.draft = msgspec.structs.replace(self.draft, saved=routine)

    def edited(self, routine: Routine) -> None:
        """Show what the file holds now, as one change; it is saved already."""
        self.draft = msgspec.structs.replace(self.draft.now(routine), saved=routine)

    @property
    def usual_s(self) -> dict[str, float]:
        """This runner's usual seconds for open exercises."""
        return usual_seconds(self.desk, self.draft.routine)

    @property
    def length(self) -> Length:
        """How long the routine takes."""
        return routine_length(self.draft.routine, self.desk.exercises(), self.usual_s)

    # What is drawn

    def top(self, width: int) -> Line:
        """Return the line on top."""
        return builder_top(self.draft, self.length, width)

    def library(self, width: int, height: int) -> tuple[Line, ...]:
        """Return the library."""
        focused = self.pane == LIBRARY
        search = Bit(
            f"   / {self.finder.words}" if self.finder.words else "   / searches",
            "label" if self.finder.words else "dim",
        )
        head: list[Line] = [] if self.is_searching else [(Bit(" Library", "primary" if focused else "heading"), search)]
        head.append(finder_line(self.finder, kit_known=self.desk.settings.equipment is not None))
        ascii_only = self.desk.settings.ascii
        room = height - len(head)
        return (
            *head,
            *library_lines(
                self.found, self.chosen(LIBRARY), width, room, focused=focused, own=self.own, ascii_only=ascii_only
            ),
        )

    def steps(self, width: int, height: int) -> tuple[Line, ...]:
        """Return the routine's steps."""
        focused = self.pane == STEPS
        count = len(self.draft.rows)
        accepted = len(accepted_warnings(self.draft.routine, self.desk.exercises()))
        head: Line = (
            Bit("  Routine", "primary" if focused else "heading"),
            Bit(f"   {count} step{'' if count == 1 else 's'}", "label"),
            Bit(f"   {accepted} warning{'' if accepted == 1 else 's'} accepted" if accepted else "", "dim"),
        )
        rows = steps_lines(
            self.draft.rows, self.desk.exercises(), self.chosen(STEPS), width, height - 2, focused=focused
        )
        return (head, (), *rows)

    def areas(self, width: int, height: int) -> tuple[Line, ...]:
        """Return the minutes of each area."""
        seconds = area_seconds(self.draft.routine, self.desk.exercises(), self.usual_s)
        bars = area_lines(seconds, width, height - 2, ascii_only=self.desk.settings.ascii)
        return ((Bit("Each area, minutes", "heading"),), (), *bars)

    def detail(self, width: int, height: int) -> tuple[Line, ...]:
        """Return the warnings and the chosen exercise."""
        self._detail_size = (width, height)
        return detail_lines(self._detail, width, height, self._detail_start)

    @property
    def _detail(self) -> Detail:
        routine, exercises = self.draft.routine, self.desk.exercises()
        exercise = self.exercise
        return Detail(
            exercise,
            is_own=exercise is not None and exercise.id in self.own,
            about=routine.about,
            warnings=routine_warnings(routine, exercises),
            accepted=accepted_warnings(routine, exercises),
            more_key=self.more_key,
        )

    @property
    def _detail_start(self) -> int:
        exercise = self.exercise
        about, start = self._read_from
        return start if exercise is not None and exercise.id == about else 0

    def read_on(self, by: int) -> None:
        """Show more of the chosen exercise's description; another exercise is shown from its beginning."""
        exercise = self.exercise
        if exercise is not None:
            most = lines_beyond(self._detail, *self._detail_size)
            self._read_from = (exercise.id, max(0, min(self._detail_start + by, most)))
