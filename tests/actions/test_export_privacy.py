"""Whatever a person keeps for themselves stays here: a word in every private field is in no export of any format."""

from datetime import UTC, date, datetime
from random import Random
from typing import get_args

import msgspec
import pytest

from planner.actions.desk import Desk
from planner.actions.exports import Choice, Format, export
from planner.domain.body import Area, Side
from planner.domain.change import Accept, Batch, Edit, Off, Undo
from planner.domain.exercise import Timing
from planner.domain.gear import Orthotic, Pairing, Shoe
from planner.domain.health import Sign
from planner.domain.log import Cleared, Felt, Happening, Played, Ran, Skipped, StepDone, Visit, Warned
from planner.domain.off import Eased, EaseKind, OffKind
from planner.domain.plan import Plan
from planner.domain.routine import Do, Routine
from planner.domain.session import SessionKind
from planner.store.store import Store
from tests.actions.export_words import words_of
from tests.exports.plans import a_plan, at, day

SECRET = "Geheimwort"
TODAY = datetime(2027, 4, 16, 8, 0, tzinfo=UTC)
# Fields whose text names something else of the store, or has a form of its own.
_NAMES = {"id", "plan", "session", "run", "shoe", "orthotic", "routine", "item", "of", "corrects", "clock", "name"}
CHOICES = {
    **{form.value: Choice(format=form, everything=True) for form in Format},
    "ics per layer": Choice(format=Format.ICS, per_layer=True, weekly=True, alarm=10, evening="19:00"),
    "toml flat": Choice(format=Format.TOML, flat=True),
    "fit routines": Choice(format=Format.FIT, routines=True),
}


def _filled(sort: type[msgspec.Struct], **given: object) -> msgspec.Struct:
    """Return a value of a sort with the secret in every text that names nothing else, also in fields yet to come."""
    fields = msgspec.structs.fields(sort)
    texts = {field.name: SECRET for field in fields if field.type is str and field.name not in _NAMES}
    return sort(**(texts | given))


def _logged() -> list[Happening]:
    """Return an entry of every sort there is, on the days of the plan and of its sessions."""
    steps = (_filled(StepDone, exercise="calf-foam-roll", side=Side.LEFT),)
    more: dict[type, dict[str, object]] = {
        Ran: {"session": "tempo", "distance_m": 8_000.0, "feel": 2},
        Skipped: {"plan": "spring", "session": "long"},
        Played: {"routine": "post-run-core", "item": "tempo.roll", "steps": steps},
        Felt: {"area": Area.PIRIFORMIS, "score": 7, "signs": (Sign.BLADDER,), "run": "tempo"},
        Warned: {"signs": (Sign.NO_PERIODS,)},
        Cleared: {"of": "e3"},
        Visit: {"name": SECRET},
    }
    known = {"orthotic": "soles", "hours": 3.0, "shoe": "blue"}
    made: list[Happening] = []
    for number, sort in enumerate(get_args(Happening)):
        names = {field.name for field in msgspec.structs.fields(sort)}
        given = {name: value for name, value in known.items() if name in names} | more.get(sort, {})
        made.append(_filled(sort, id=f"e{number}{SECRET.lower()}", at=at(number), day=day(8), **given))  # type: ignore[arg-type]
    return made


@pytest.fixture
def private(desk: Desk) -> Desk:
    """A desk on a store with the secret in every field that is nobody else's business."""
    store = Store(desk.store.root)
    because = (f"e3{SECRET.lower()}",)
    eased = Eased(kind=EaseKind.RED, first=day(12), last=day(18), lifts=(SECRET,))
    plan = a_plan(
        *(
            Off(id=f"off-{number}", at=at(20), kind=kind, first=day(14), last=day(14), note=SECRET)
            for number, kind in enumerate(OffKind)
        ),
        Accept(id="ok", at=at(21), finding="spike:long", why=SECRET),
        Batch(
            id="b", at=at(22), name=f"Red light: {SECRET}", why=(SECRET,), because=because, eased=eased,
            parts=(Edit(id="b1", at=at(22), session="pair", kind=SessionKind.EASY, text="1 km easy, 1 km hard"),),
        ),
        Edit(id="back", at=at(23), session="pair", title=SECRET),
        Undo(id="u", at=at(24), of="back"),
    )  # fmt: skip
    # As a store reads it: distances are floats there.
    store.create_plan(msgspec.json.decode(msgspec.json.encode(plan), type=Plan))
    steps = (Do(exercise="calf-foam-roll"),)
    store.save_routine(Routine(id="calves", name="Calves", timing=(Timing.POST,), steps=steps))
    store.create_gear(_filled(Shoe, id="blue", name="Blue"))  # type: ignore[arg-type]
    worn = Pairing(shoe="blue", since=date(2027, 4, 1))
    soles = _filled(Orthotic, id="soles", name="Soles", since=date(2027, 4, 10), pairings=(worn,))
    store.create_gear(soles)  # type: ignore[arg-type]
    store.add_entries(*_logged())
    return Desk(store, now=lambda: TODAY, pick=Random(3).choice)


def test_there_is_an_entry_of_every_sort_with_the_word_in_it() -> None:
    logged = _logged()
    assert {type(entry) for entry in logged} == set(get_args(Happening))
    assert [entry for entry in logged if SECRET not in str(entry)] == []


@pytest.mark.parametrize("name", CHOICES)
def test_no_note_no_pain_and_no_reason_leaves_in_any_format(name: str, private: Desk) -> None:
    written = words_of(*export(private, CHOICES[name]).files)
    assert len(written) > 100
    for word in (SECRET, "piriformis", "bladder", "no-periods", "illness", "injury", "unwell", "red light"):
        assert word.casefold() not in written.casefold(), word
