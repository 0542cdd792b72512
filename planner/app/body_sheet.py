"""What the body screen shows and changes: the place that is chosen, what is known of it, and the entry that is made."""

from datetime import date, timedelta

from msgspec.structs import replace

from planner.actions import body, diary
from planner.actions.body import MorningQuestion, PlaceHistory
from planner.actions.desk import Desk
from planner.actions.rules import rules_of
from planner.app.felt_draft import (
    OWN_KEYS,
    Draft,
    Habits,
    RunChoice,
    likely,
    next_side,
    run_choices,
    side_used,
    touches,
)
from planner.app.views.body_figure import KEYS, Spot, View, middle, neighbour, spot_of, spots
from planner.app.views.body_map import Known
from planner.app.views.felt_rows import ROWS, SIGNS_OF_ROWS
from planner.domain.body import Area, Place, Side
from planner.domain.errors import BadValue, NotFound
from planner.domain.felt_line import FIX, FeltLine
from planner.domain.health import Sign
from planner.domain.light import AreaLight, Colour, Light, RaisedFlag
from planner.domain.log import Felt, When

_FIRST = Place(Area.KNEE, Side.LEFT)
"""Where the cursor stands while nothing was ever logged."""
_WEEK = 7
_AREAS = {key: area for area, key in KEYS.items()}
_BY_ITSELF = ("came-on", "signs", "note")
"""Rows whose answer is asked for."""


class BodySheet:
    """The state of the body screen for one day; the screen draws it and gives it keys."""

    def __init__(self, desk: Desk, day: date | None = None) -> None:
        self.desk = desk
        self.day = min(day or desk.today, desk.today)
        self.habits = rules_of("body", Habits)
        self.draft: Draft | None = None
        self.row = -1
        self._named: Area | None = None
        self.question: MorningQuestion | None = None
        self.felt: tuple[Felt, ...] = ()
        self.runs: tuple[RunChoice, ...] = ()
        self.light: Light = self.look()
        first = self._first()
        self.side = first.side
        self.spot = spot_of(first.area, first.side, View.FRONT)

    def look(self) -> Light:
        """Read what is known; return the light of the day."""
        desk, day = self.desk, self.day
        self._histories: dict[Place, PlaceHistory] = {}
        self.light = body.light_of(desk, day)
        asks = day == desk.today and not desk.settings.private
        self.question = body.morning_question(desk) if asks else None
        entries = desk.entries(day - timedelta(weeks=self.habits.history_weeks), max(day, desk.today))
        self.felt = tuple(entry for entry in entries if isinstance(entry, Felt))
        since = day - timedelta(days=self.habits.runs_back_days)
        self.runs = run_choices((one for one in entries if since <= one.day <= day), desk.settings.unit)
        self.known = _known(self.felt, self.light)
        return self.light

    def _first(self) -> Place:
        """Return where the cursor stands first: what is asked for, where the light is worst, what was logged last.

        On a shared screen it tells nothing of that.
        """
        if self.desk.settings.private:
            return _FIRST
        if self.question:
            return self.question.place
        worst = next((one.place for one in self.light.areas if one.colour is not Colour.GREEN), None)
        if worst:
            return worst
        last = max(self.felt, key=lambda one: (one.day, one.at), default=None)
        return last.place if last else _FIRST

    # Where

    @property
    def place(self) -> Place:
        """The place that is chosen."""
        return Place(self.spot.place.area, self.side)

    def choose_key(self, key: str) -> None:
        """Choose the area of a letter; the same letter again, its other side.

        Where the cursor stands by itself, the first letter keeps the side: nobody has chosen one yet.
        """
        area = _AREAS[key]
        is_here = area is self.spot.place.area
        if is_here and area is self._named:
            self.switch_side()
        elif not is_here:
            self.choose_area(area)
        self._named = area

    def choose_area(self, area: Area) -> None:
        """Choose an area on the side on which it was logged last, else on the side that is chosen."""
        self.choose(area, side_used(area, self.felt, Side.LEFT if self.side is Side.BOTH else self.side))

    def choose(self, area: Area, side: Side) -> None:
        """Choose a place, on the view that is looked at if it is drawn there."""
        self.side = side
        self.spot = spot_of(area, side, self.spot.view)

    def choose_spot(self, spot: Spot) -> None:
        """Choose a place where it was pointed at."""
        self.spot, self.side = spot, spot.place.side

    def go(self, right: int, down: int) -> None:
        """Go to the neighbour in a direction."""
        self.choose_spot(neighbour(self.spot, right, down))

    def turn(self) -> None:
        """Go to the other view: to the same area if it is drawn there, else to the one at the same height."""
        area, other = self.spot.place.area, self.spot.view.other
        spot = spot_of(area, self.spot.place.side, other)
        self.spot = spot if spot.view is other else nearest(self.spot, other)

    def switch_side(self) -> None:
        """Choose the other side, then both."""
        self.choose(self.spot.place.area, next_side(self.side))

    # What

    @property
    def asked(self) -> MorningQuestion | None:
        """The question of the morning, while its area is chosen and no entry is made: a digit answers it."""
        here = self.question and self.question.place.area is self.spot.place.area and self.draft is None
        return self.question if here else None

    def answer(self, score: int | None) -> str:
        """Answer the question of the morning, without a score as usual; return the sentence of it."""
        question = self.asked
        if question is None:
            raise NotFound("morning", "nothing is asked now", "0-9 logs how much it is.")
        said = body.answer_morning(self.desk, question, score)
        self.look()
        return said

    def answer_in_full(self) -> None:
        """Begin an entry that answers the question of the morning, with every detail."""
        question = self.asked
        if question is None:
            raise BadValue("score", "there is none yet", "0-9 says how much it is, 0 nothing, 1 and then 0 the worst.")
        self.draft = Draft(
            place=question.place,
            score=question.usual,
            feeling=question.feeling,
            when=When.MORNING,
            run=question.run,
        )
        self.row = -1

    def score(self, digit: int) -> None:
        """Begin an entry with a score, or give the entry another."""
        if self.draft:
            self.draft = self.draft.scored(digit)
            return
        hour = self.desk.now().hour if self.day == self.desk.today else 24
        self.draft = likely(self.place, digit, self.felt, self.runs, self.day, hour, self.habits)
        self.row = -1

    def change(self, name: str, by: int = 1) -> bool:
        """Change a row of the entry; False when its answer has to be asked for."""
        draft = self.draft
        if draft is None or name in _BY_ITSELF:
            return False
        if name in SIGNS_OF_ROWS:
            self.draft = draft.switched(SIGNS_OF_ROWS[name])
        elif name == "side":
            self.draft = draft.other_side()
            self.choose(self.draft.place.area, self.draft.place.side)
        elif name == "kind":
            self.draft = draft.next_feeling(by)
        elif name == "when":
            self.draft = draft.next_when(by)
        else:
            self.draft = draft.next_run(self.runs, by)
        return True

    def go_row(self, by: int) -> None:
        """Go to the row above or below."""
        self.row = (self.row + by) % len(ROWS) if self.row >= 0 else (0 if by > 0 else len(ROWS) - 1)

    def note(self, text: str) -> None:
        """Give the entry its note."""
        if self.draft:
            self.draft = replace(self.draft, note=text)

    def came_on(self, metres: float | None) -> None:
        """Say how far into the run it came."""
        if self.draft:
            self.draft = replace(self.draft, came_on_m=metres)

    def signs(self, chosen: tuple[Sign, ...]) -> None:
        """Give the entry the signs that were chosen from the list, beside those that have a key of their own."""
        if self.draft:
            own = tuple(sign for sign in self.draft.signs if sign in OWN_KEYS)
            self.draft = replace(self.draft, signs=(*own, *chosen))

    def typed(self, line: FeltLine) -> None:
        """Take over what a typed line says. Raises `BadValue` without an area or a score, where none is chosen."""
        if line.score is None and self.draft is None:
            raise BadValue("score", "the line has no number from 0 to 10", FIX)
        area = line.area or self.spot.place.area
        side = line.side
        if side is None:
            side = self.side if area is self.spot.place.area else side_used(area, self.felt, self.side)
        self.choose(area, side)
        if self.draft is None:
            self.score(line.score or 0)
        if self.draft:
            self.draft = self.draft.said(replace(line, side=side))

    def follow(self, line: FeltLine) -> None:
        """Let the map follow what is typed, as far as it is understood."""
        if line.area:
            self.choose(line.area, line.side or side_used(line.area, self.felt, self.side))
        elif line.side:
            self.choose(self.spot.place.area, line.side)

    def drop(self) -> None:
        """Log nothing."""
        self.draft = None

    def save(self) -> str:
        """Log the entry and return the sentence of it. Raises `PlannerError`."""
        draft = self.draft
        if draft is None:
            raise BadValue("score", "there is none yet", "0-9 says how much it is.")
        said = diary.log_pain(
            self.desk,
            draft.place.area,
            draft.score,
            self.day,
            side=draft.place.side,
            when=draft.when,
            feeling=draft.feeling,
            run=draft.run,
            came_on_m=draft.came_on_m,
            signs=draft.signs,
            note=draft.note,
        )
        self.draft = None
        self.look()
        return said

    # What is known

    @property
    def area_light(self) -> AreaLight | None:
        """The light of the chosen place, the worse of both sides where both are meant."""
        return light_of_place(self.light, self.place)

    @property
    def history(self) -> PlaceHistory:
        """What was logged of the chosen place, and its trend."""
        place = self.place
        if place not in self._histories:
            days = self.habits.history_weeks * _WEEK
            self._histories[place] = body.place_history(self.desk, place, days)
        return self._histories[place]

    @property
    def flags(self) -> tuple[RaisedFlag, ...]:
        """The red flags that stand, those of the chosen place first."""
        return tuple(sorted(self.light.flags, key=lambda flag: flag.place is not None and flag.place != self.place))


def nearest(spot: Spot, view: View) -> Spot:
    """Return the place of another view at the height of `spot`, on its side."""
    _, y = middle(spot)
    same = [one for one in spots() if one.view is view and one.place.side is spot.place.side]
    return min(same, key=lambda one: abs(middle(one)[1] - y))


def light_of_place(light: Light, place: Place) -> AreaLight | None:
    """Return the light of a place: the worst of what touches it."""
    found = [
        one
        for one in light.areas
        if one.place.area is place.area and (one.place.side is place.side or Side.BOTH in (one.place.side, place.side))
    ]
    return max(found, key=lambda one: one.colour.rank, default=None)


def _known(felt: tuple[Felt, ...], light: Light) -> dict[Place, Known]:
    """Return the last score and the light of each side of each area that has any."""
    made: dict[Place, Known] = {}
    for area in KEYS:
        for side in (Side.LEFT, Side.RIGHT):
            place = Place(area, side)
            own = [one for one in felt if touches(one, place)]
            score = max(own, key=lambda one: (one.day, one.at)).score if own else None
            lit = light_of_place(light, place)
            if score is not None or lit:
                made[place] = Known(colour=lit.colour if lit else None, score=score or None)
    return made
