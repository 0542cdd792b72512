"""A routine as one text: written, read strictly whatever mail did to it, taken over without overwriting anything."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from planner.actions.desk import Desk
from planner.actions.exercises import save_own_exercise
from planner.actions.routine_text import SharedRoutine, read_routine_text, routine_text, take_over
from planner.actions.routines import save_own
from planner.codec.toml import BadFile, encode
from planner.domain.dose import Hold, Reps, Spots
from planner.domain.errors import BadValue
from planner.domain.exercise import Exercise, Timing
from planner.domain.routine import Do, Group, Note, Rest, Routine, SideOrder
from planner.store.shared_routine import BadRoutineText
from planner.store.store import Store
from tests.actions.conftest import again
from tests.planning.routine_data import exercise
from tests.store.records import routines

GOLDEN = Path(__file__).parent / "golden" / "my-after-run.toml"
LEAN: Exercise = replace(exercise("my-lean"), name="My [/] lean", dose=Hold(45, 2, rest_s=15))
OWN = Routine(
    id="my-after-run",
    name="My [bold]after[/]-run",
    timing=(Timing.POST, Timing.REST),
    about="For the [evening].\nSlowly.",
    accepted=("calf-roll-alone",),
    steps=(
        Note("Breathe = calm # really"),
        Do(exercise="it-band-foam-roll", dose=Spots(expected_s=240), sides=SideOrder.SORE_FIRST, priority=1),
        Rest(30),
        Group(
            steps=(Do(exercise="my-lean"), Rest(10), Do(exercise="glute-bridge", dose=Reps(12, 2, 45, "2-1-3"))),
            rounds=2,
            rest_s=20,
        ),
        Do(exercise="cat-cow", note='say "moo"', off=True, wait=True, priority=3),
    ),
)


@pytest.fixture
def other(tmp_path: Path, desk: Desk) -> Desk:
    """Somebody else's desk, with nothing in it."""
    return Desk(Store(tmp_path / "other"), now=desk.now, pick=desk.pick)


@pytest.fixture
def text(desk: Desk) -> str:
    """The shared text of a routine that needs an exercise of one's own."""
    save_own_exercise(desk, LEAN)
    return routine_text(desk, save_own(desk, OWN))


def read(desk: Desk, text: str) -> SharedRoutine:
    return read_routine_text(desk, text.encode(), "mail.txt")


def faults(desk: Desk, text: str) -> list[tuple[int | None, str]]:
    with pytest.raises(BadRoutineText) as refused:
        read(desk, text)
    assert all(fault.path == "mail.txt" for fault in refused.value.faults)
    return [(fault.line, fault.key) for fault in refused.value.faults]


def line(text: str, word: str) -> int:
    return text[: text.index(word)].count("\n") + 1


def test_the_shared_text_is_the_golden_one(text: str) -> None:
    assert text == GOLDEN.read_bytes().decode()


def test_what_was_shared_reads_back_the_same_but_for_what_was_accepted(desk: Desk, other: Desk, text: str) -> None:
    shared = read(other, text)
    assert shared.routine == replace(OWN, accepted=())
    assert shared.exercises == (LEAN,)
    assert "Brings the exercise My [/] lean." in shared.notes
    assert not other.store.root.exists()
    assert desk.routine(OWN.id).accepted == OWN.accepted


def test_a_taken_over_routine_plays_with_the_exercises_that_came_along(other: Desk, text: str) -> None:
    taken = take_over(other, read(other, text))
    later = again(other)
    assert later.routine("my-after-run") == taken == replace(OWN, accepted=())
    assert later.exercises()["my-lean"] == LEAN
    assert later.problems == ()


def test_taking_over_twice_doubles_nothing(other: Desk, text: str) -> None:
    first = take_over(other, read(other, text))
    before = {path: path.read_bytes() for path in other.store.root.rglob("*.toml")}
    shared = read(other, text)
    assert any("You have this routine already" in note for note in shared.notes)
    assert take_over(other, shared) == first
    assert {path: path.read_bytes() for path in other.store.root.rglob("*.toml")} == before


def test_the_one_who_shared_it_has_it_already(desk: Desk, text: str) -> None:
    assert take_over(desk, read(desk, text)) == OWN
    assert take_over(desk, read(desk, routine_text(desk, desk.routine("hip-strength")))).id == "hip-strength"
    assert not desk.store.has_routine("hip-strength")


def test_a_different_routine_or_exercise_of_that_id_is_never_overwritten(other: Desk, text: str) -> None:
    mine = save_own_exercise(other, replace(LEAN, cue="Mine."))
    routine = save_own(other, replace(OWN, name="Something else", steps=(Do(exercise="my-lean"),)))
    shared = read(other, text)
    assert any("both are kept" in note for note in shared.notes)
    taken = take_over(other, shared)
    later = again(other)
    assert (later.exercises()["my-lean"], later.routine("my-after-run")) == (mine, routine)
    assert taken.id not in ("my-after-run", "")
    group = taken.steps[3]
    assert isinstance(group, Group)
    step = group.steps[0]
    assert isinstance(step, Do)
    assert step.exercise != "my-lean"
    assert replace(later.exercises()[step.exercise], id="my-lean") == LEAN
    assert take_over(other, read(other, text)) == taken


def test_an_own_version_of_a_built_in_exercise_does_not_replace_the_readers(desk: Desk, other: Desk) -> None:
    save_own_exercise(desk, replace(desk.exercises()["cat-cow"], cue="Mine."))
    made = save_own(desk, replace(OWN, id="", steps=(Do(exercise="cat-cow"),)))
    taken = take_over(other, read(other, routine_text(desk, made)))
    (step,) = taken.steps
    assert isinstance(step, Do)
    assert other.exercises()[step.exercise].cue == "Mine."
    assert other.exercises()["cat-cow"].cue != "Mine."


def test_it_can_be_taken_over_under_another_name(other: Desk, text: str) -> None:
    first, second = take_over(other, read(other, text)), take_over(other, read(other, text), "Evening")
    assert (second.name, second.steps) == ("Evening", first.steps)
    assert second.id != first.id
    with pytest.raises(BadValue):
        take_over(other, read(other, text), " \x1b")


def test_a_file_that_cannot_be_read_is_not_overwritten(other: Desk, text: str) -> None:
    for folder, name in (("routines", "my-after-run"), ("exercises", "my-lean")):
        path = other.store.root / folder / f"{name}.toml"
        path.parent.mkdir(mode=0o700, parents=True)
        path.write_text("broken")
    take_over(other, read(other, text))
    assert (other.store.root / "routines/my-after-run.toml").read_text() == "broken"
    assert (other.store.root / "exercises/my-lean.toml").read_text() == "broken"


WRAPPED = {
    "quoted": lambda text: "Hi!\n\nOn Sunday, Ann wrote:\n" + "".join(f"> {line}\n" for line in text.splitlines()),
    "quoted twice": lambda text: "".join(f">> > {line}\n" for line in text.splitlines()) + "\nThank you!",
    "fenced": lambda text: f"Try this:\n```toml\n{text}```\nIt is [good].\n",
    "quoted fence": lambda text: "".join(f"> {line}\n" for line in f"Try:\n```\n{text}```\nSee you".splitlines()),
    "indented": lambda text: "Look:\n" + "".join(f"\t\u00a0 {line}\n" for line in text.splitlines()),
    "signed": lambda text: f"Hello,\n\n{text.replace('# End of the routine.', '')}\n-- \nAnn, Runner = yes\n",
    "crlf": lambda text: text.replace("\n", "\r\n"),
    "bom": lambda text: f"\ufeff{text}",
    "bom and crlf in a mail": lambda text: f"\ufeffHi\n{text}\nBye".replace("\n", "\r\n"),
}


@pytest.mark.parametrize("wrap", WRAPPED.values(), ids=WRAPPED)
def test_what_mail_and_chats_put_around_it_does_no_harm(other: Desk, text: str, wrap: "object") -> None:
    assert callable(wrap)
    assert read(other, wrap(text)) == read(other, text)


def test_every_mistake_is_told_with_its_line_and_key(other: Desk, text: str) -> None:
    wrong = (
        text.replace('exercise = "glute-bridge"', 'exercise = "glute-fridge"')
        .replace("seconds = 45", "seconds = 0")
        .replace("wait = true", "wait = true\nspeed = 3")
        .replace("Slowly.", "Slowly.\\u001b[2J")
    )
    assert faults(other, wrong) == [
        (line(wrong, "Slowly"), "about"),
        (line(wrong, "glute-fridge"), "steps[3].steps[2].exercise"),
        (line(wrong, "speed"), "steps[4].speed"),
        (
            line(wrong, "[exercise.dose]") if "[exercise.dose]" in wrong else line(wrong, "seconds = 0"),
            "exercise[0].dose",
        ),
    ]
    with pytest.raises(BadFile, match="3 more mistakes"):
        read(other, wrong)


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("rounds = 2", "rounds = 51", "steps[3]"),
        ("rounds = 2", "rounds = 0", "steps[3]"),
        ("seconds = 30", "seconds = 99999", "steps[2]"),
        ('kind = "rest"\nseconds = 10', 'kind = "group"\nsteps = []', "steps[3].steps[1].kind"),
        ('kind = "rest"\nseconds = 30', 'kind = "dance"', "steps[2].kind"),
        ("priority = 1", "priority = 9", "steps[1]"),
        ("expected_s = 240", "expected_s = 0", "steps[1].dose"),
        ("schema = 1", "schema = 9", "schema"),
        ('id = "my-lean"', 'id = "../lean"', "exercise[0].id"),
        ('name = "My [bold]after[/]-run"', 'name = " "', "name"),
        ('name = "My [bold]after[/]-run"', 'name = "a\\nb"', "name"),
        ("sides = ", "side = ", "steps[1].side"),
        ('name = "My [/] lean"', f'name = "{"x" * 100}"', "exercise[0].name"),
        ('tempo = "2-1-3"', 'tempo = "\\u0662-1"', "steps[3].steps[2].dose"),
    ],
)
def test_what_is_not_understood_is_refused_with_its_key(other: Desk, text: str, old: str, new: str, key: str) -> None:
    assert old in text
    found = faults(other, text.replace(old, new, 1))
    assert key in [one for _, one in found]
    assert all(number for number, _ in found)
    assert not other.store.root.exists()


@pytest.mark.parametrize(
    "data", [b"", b"Hello", b"\xff\xfe", b"schema = 1\nname =", b"\0", b"x" * 2_000_000, b"[" * 900]
)
def test_what_is_no_routine_is_refused(other: Desk, data: bytes) -> None:
    with pytest.raises(BadFile, match=r"mail\.txt"):
        read_routine_text(other, data, "mail.txt")


def test_a_routine_without_an_exercise_is_refused(other: Desk) -> None:
    text = 'schema = 1\nname = "R"\ntiming = ["any"]\nsteps = [{ kind = "rest", seconds = 5 }]\n'
    assert faults(other, text) == [(4, "steps")]
    assert read(other, text.replace('"rest", seconds = 5', '"exercise", exercise = "cat-cow"')).routine.id == "r"


@pytest.mark.parametrize("step", ['exercise = "cat-cow"', 'exercise = "gone"', "nonsense = 3"])
def test_too_many_steps_are_refused_at_once_with_the_limit(other: Desk, step: str) -> None:
    text = 'schema = 1\nname = "R"\ntiming = ["any"]\n' + f'[[steps]]\nkind = "exercise"\n{step}\n' * 10_000
    begun = time.process_time()
    with pytest.raises(BadFile, match="at most 500 steps"):
        read(other, text)
    assert time.process_time() - begun < 3


def test_500_wrong_steps_are_told_at_once_as_the_first_of_them(other: Desk) -> None:
    text = 'schema = 1\nname = "R"\ntiming = ["any"]\n' + '[[steps]]\nkind = "x"\ny = "\\u001b"\n' * 500
    begun = time.process_time()
    assert len(faults(other, text)) <= 60
    assert time.process_time() - begun < 5


def test_rounds_that_make_too_many_steps_are_refused(other: Desk) -> None:
    rows = ", ".join(['{ kind = "exercise", exercise = "cat-cow" }'] * 20)
    text = f'schema = 1\nname = "R"\ntiming = ["any"]\nsteps = [{{ kind = "group", rounds = 50, steps = [{rows}] }}]\n'
    with pytest.raises(BadFile, match="at most 500 steps"):
        read(other, text)


def test_a_routine_with_an_unknown_exercise_is_not_shared(desk: Desk) -> None:
    with pytest.raises(BadValue, match="gone"):
        routine_text(desk, replace(OWN, steps=(Do(exercise="gone"),)))


@given(routines)
def test_any_routine_reads_back_from_its_text(made: Routine) -> None:
    desk = Desk(Store(Path("/nonexistent/store")))
    known = (*(one for one in made.steps if isinstance(one, Rest | Note)), Do(exercise="cat-cow", note="x"))
    wanted = replace(made, name=made.name.split("\n")[0].strip() or "R", steps=known, accepted=())
    shared = read(desk, routine_text(desk, wanted))
    assert encode(shared.routine) == encode(replace(wanted, name=shared.routine.name))


@given(st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
def test_no_bytes_make_it_fail_in_another_way(data: bytes) -> None:
    desk = Desk(Store(Path("/nonexistent/store")))
    with pytest.raises(BadFile):
        read_routine_text(desk, b"schema = 1\n" + data, "x")
