"""Whatever stands in a file of quick-plan, Time to Run or TrainingPeaks, it ends in a plan or in a `BadValue`, soon."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.errors import BadValue
from planner.domain.text import clean
from planner.imports.decoding import decode
from planner.imports.plans import Imported
from planner.imports.plans.readers import READERS
from tests.imports.coach_files import QUICK_PLAN, TIME_TO_RUN, TIME_TO_RUN_JSON, TRAINING_PEAKS, asked, read
from tests.strategies import NAUGHTY

FILES = {
    "quick-plan": QUICK_PLAN,
    "time-to-run": TIME_TO_RUN,
    "time-to-run json": TIME_TO_RUN_JSON,
    "training-peaks": TRAINING_PEAKS,
}
HEAD = "Week,Mon,Tue,Wed,Thu,Fri,Sat,Sun\n"
STEPS = "- run: 1km @ 5:00-5:30\n"
BOMBS = {
    "deep repeats": (
        "quick-plan",
        HEAD + '1,"running: x\n' + "".join(f"{' ' * n}- repeat: 9\n" for n in range(300)) + '"\n',
    ),
    "many steps": ("quick-plan", HEAD + '1,"running: x\n' + STEPS * 4_000 + '"\n2,,,,,,,10K race\n'),
    "many definitions": ("quick-plan", HEAD + f'1,"running: x\n{STEPS}"\n' * 199 + "2,,,,,,,10K race\n"),
    "blanks in a step": ("quick-plan", HEAD + '1,"running: x\n- run:' + " " * 100_000 + '@"\n2,,,,,,,10K race\n'),
    "colons": ("quick-plan", HEAD + "1," + ":" * 100_000 + "\n2,,,,,,,10K race\n"),
    "digits": ("quick-plan", HEAD + "9" * 5_000 + ",easy\n2,,,,,,,10K race\n"),
    "open quote": ("quick-plan", HEAD + '1,"running: x\n' + STEPS * 10),
    "wide row": ("quick-plan", HEAD + "1" + ",easy" * 100_000),
    "many rows": ("training-peaks", "WorkoutDay,WorkoutType\n" + "2027-04-01,Run\n" * 120_000),
    "many done": ("training-peaks", "WorkoutDay,WorkoutType,TimeTotalInHours\n" + "2027-04-01,Run,1\n" * 90_000),
    "long number": ("training-peaks", "WorkoutDay,WorkoutType,PlannedDuration\n2027-04-01,Race," + "9" * 5_000 + "\n"),
    "only hashes": ("time-to-run", "title,raceType\nx,10K\n\ndescription\n" + "#1D" * 30_000 + "\nRace\n"),
    "braces": ("time-to-run", "title,raceType\nx,10K\n\ndescription\n" + "{" * 90_000 + "\nRace\n"),
    "deep json": ("time-to-run", '{"workouts":' + "[" * 100_000),
    "wide json": ("time-to-run", '{"workouts":[' + '{"description":"x"},' * 100_000 + "{}]}"),
}


@pytest.mark.parametrize(("kind", "text"), BOMBS.values(), ids=BOMBS.keys())
def test_a_bomb_ends_in_a_plan_or_in_a_message_with_the_files_name(kind: str, text: str) -> None:
    try:
        read(text, "bomb.csv", format=kind, race_m=10_000.0)
    except BadValue as error:
        shown = str(error)
    else:
        shown = "bomb.csv"
    assert "bomb.csv" in shown
    assert len(shown) < 400


def _harmless(imported: Imported) -> bool:
    """Tell whether nothing that was read could reach a terminal as more than letters."""
    said = [*imported.notes, *imported.contradictions, imported.plan.name, imported.plan.race.name]
    for session in imported.plan.base:
        said += [session.title, session.text, session.note]
    for activity in imported.done:
        said += [activity.title, activity.note]
    return all(text == clean(text) for text in said)


@pytest.mark.parametrize("naughty", [*NAUGHTY, "\x00", "../../x", "'=1+1", "{9}", "#9D", "running: ", "x" * 20_000])
@pytest.mark.parametrize(
    ("kind", "place"),
    [
        ("quick-plan", "hill town"), ("quick-plan", "spin"), ("quick-plan", "16k pace"),
        ("time-to-run", "Recovery"), ("time-to-run", "River half"), ("time-to-run json", "River 10K"),
        ("training-peaks", "6x400 on the track"), ("training-peaks", "Legs fine"), ("training-peaks", "River half"),
    ],
)  # fmt: skip
def test_a_naughty_name_is_letters_and_nothing_more(kind: str, place: str, naughty: str) -> None:
    text = FILES[kind].replace(place, naughty)
    with contextlib.suppress(BadValue):
        assert _harmless(read(text, f"{naughty}.csv", race_m=10_000.0))


def _read_bare(data: bytes, kind: str) -> Imported:
    """Read without the net that `read_plan` stretches under every format: a fault of a reader must show here."""
    (reader,) = [reader for reader in READERS if reader.name == kind.partition(" ")[0]]
    return reader.read(decode(data, "plan.csv").text, "plan.csv", asked(race_m=10_000.0))


@settings(max_examples=250, deadline=None)
@given(st.sampled_from(sorted(FILES)), st.data())
def test_a_file_that_was_cut_flipped_or_spliced_is_a_plan_or_a_message(kind: str, data: st.DataObject) -> None:
    raw = FILES[kind].encode()
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(raw)))
        to = min(at + data.draw(st.integers(0, 40)), len(raw))
        put = data.draw(
            st.one_of(
                st.binary(max_size=6),
                st.sampled_from(
                    [b",", b'"', b"\n", b"\r", b"- repeat: 99\n", b"running: ", b"@", b"9" * 30, b"-", b"{"]
                ),
            )
        )
        raw = raw[:at] + put + raw[to:]
    with contextlib.suppress(BadValue):
        assert _harmless(_read_bare(raw, kind))


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(["quick-plan", "time-to-run", "training-peaks"]), st.binary(max_size=120))
def test_any_bytes_are_a_plan_or_a_message(kind: str, data: bytes) -> None:
    with contextlib.suppress(BadValue):
        _read_bare(data, kind)
