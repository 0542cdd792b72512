import time
from datetime import UTC, date, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.codec.lines import line_of
from planner.codec.toml import MOST_BYTES, BadFile, NewerFile, decode, encode, parse
from planner.domain.body import Area
from planner.domain.dose import Dose, Hold, Open, Reps, Spots
from planner.domain.equipment import Equipment
from planner.domain.exercise import Exercise, Kind, Sides, Timing
from planner.domain.routine import Do, Group, Note, Rest, Routine, SideOrder
from planner.domain.text import clean
from tests.strategies import texts

NAME = "routines/mine.toml"
HEAD = 'schema = 1\nid = "mine"\nname = "Mine"\ntiming = ["any"]\n'

doses: st.SearchStrategy[Dose] = st.one_of(
    st.builds(Hold, st.integers(1, 3600), st.integers(1, 100), st.integers(0, 3600)),
    st.builds(Reps, st.integers(1, 200), st.integers(1, 100), st.integers(0, 60), st.sampled_from(["", "2-1-3"])),
    st.builds(Open, st.integers(0, 3600)),
    st.builds(Spots, texts, texts, st.integers(2, 40), st.just(60), st.integers(60, 90), st.integers(10, 3600)),
)
simple_steps = st.one_of(
    st.builds(
        Do,
        exercise=texts,
        dose=st.none() | doses,
        sides=st.none() | st.sampled_from(SideOrder),
        note=texts,
        off=st.booleans(),
    ),
    st.builds(Rest, st.integers(1, 3600)),
    st.builds(Note, texts),
)
steps = st.one_of(
    simple_steps,
    st.builds(Group, st.lists(simple_steps, max_size=3).map(tuple), st.integers(1, 3), st.booleans()),
)
timings = st.lists(st.sampled_from(Timing), min_size=1, max_size=3, unique=True).map(tuple)
routines = st.builds(
    Routine,
    id=texts,
    name=texts,
    timing=timings,
    about=texts,
    source=texts,
    steps=st.lists(steps, max_size=5).map(tuple),
)
choices = st.lists(st.sampled_from(Equipment), min_size=1, max_size=2, unique=True).map(tuple)
exercises = st.builds(
    Exercise,
    id=texts,
    name=texts,
    kind=st.sampled_from(Kind),
    areas=st.lists(st.sampled_from(Area), min_size=1, max_size=3).map(tuple),
    sides=st.sampled_from(Sides),
    position=texts,
    dose=doses,
    timing=timings,
    steps=st.lists(texts, max_size=4).map(tuple),
    cue=texts,
    easier=texts,
    harder=texts,
    stop=texts,
    source=texts,
    equipment=st.lists(choices, max_size=3).map(tuple),
    optional=choices,
    seconds_per_rep=st.floats(0, 20),
)


class Diary(msgspec.Struct, frozen=True):
    day: date
    at: datetime
    note: str = ""
    score: int | None = None


def problem_of(data: bytes) -> BadFile | None:
    try:
        decode(data, Routine, NAME, schema=1)
    except BadFile as problem:
        return problem
    return None


def refused(data: bytes | str) -> BadFile:
    with pytest.raises(BadFile) as caught:
        decode(data.encode() if isinstance(data, str) else data, Routine, NAME, schema=1)
    assert "\n" not in str(caught.value)
    return caught.value


@given(routines)
def test_a_routine_reads_back_as_it_was_written(routine: Routine) -> None:
    assert decode(encode(routine, schema=1).encode(), Routine, NAME, schema=1) == routine


@given(exercises)
def test_an_exercise_reads_back_as_it_was_written(exercise: Exercise) -> None:
    assert decode(encode(exercise, schema=1).encode(), Exercise, NAME, schema=1) == exercise


@given(routines)
def test_what_is_written_twice_is_the_same_text_and_ends_in_one_newline(routine: Routine) -> None:
    text = encode(routine, schema=1)
    assert text == encode(decode(text.encode(), Routine, NAME, schema=1), schema=1)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


@given(st.text() | st.text(st.characters(categories=["Cs", "Cc"])))
def test_odd_text_is_always_written_and_comes_back_clean(text: str) -> None:
    diary = Diary(date(2027, 3, 14), datetime(2027, 3, 14, 6, 30, tzinfo=UTC), text)
    written = encode(diary, schema=1).encode("utf-8")
    assert decode(written, Diary, "log", schema=1) == msgspec.structs.replace(diary, note=clean(text))


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_whatever_the_bytes_only_a_bad_file_is_raised(data: bytes) -> None:
    for start in (b"", HEAD.encode()):
        problem = problem_of(start + data)
        assert problem is None or (str(problem).startswith(NAME) and "\n" not in str(problem))


toml_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["schema", "id", "name", "timing", "steps", "about"]), toml_values))
def test_whatever_the_values_only_a_bad_file_is_raised(raw: dict[str, object]) -> None:
    problem = problem_of(encode(raw).encode())
    assert problem is None or "\n" not in str(problem)


def test_dates_stay_dates_and_absent_values_are_left_out() -> None:
    text = encode(Diary(date(2027, 3, 14), datetime(2027, 3, 14, 6, 30, tzinfo=UTC)))
    assert "day = 2027-03-14\n" in text
    assert "at = 2027-03-14 06:30:00+00:00\n" in text
    assert "score" not in text


def test_the_schema_stands_first_and_keys_keep_their_order() -> None:
    text = encode(Routine(id="mine", name="Mine", timing=(Timing.ANY,), steps=(Do(exercise="cat-cow"),)), schema=1)
    keys = [line.split(" = ")[0] for line in text.splitlines() if " = " in line and not line.startswith((" ", "["))]
    assert keys[:3] == ["schema", "id", "name"]


def test_a_byte_order_mark_is_skipped() -> None:
    assert decode(b"\xef\xbb\xbf" + HEAD.encode(), Routine, NAME, schema=1).name == "Mine"


def test_unknown_keys_are_ignored_when_reading() -> None:
    assert decode((HEAD + "colour = 'red'\n[later]\nx = 1\n").encode(), Routine, NAME, schema=1).name == "Mine"


def test_control_characters_are_taken_out_of_values_and_keys() -> None:
    found = decode((HEAD + 'about = "a\\u001b]52;c;x\\u0007b\\u202e"\n').encode(), Routine, NAME, schema=1)
    assert found.about == "a]52;c;xb"
    raw = decode((HEAD + "about = '\x9bz'\n").encode(), Routine, NAME, schema=1)
    assert raw.about == "z"


def test_a_wrong_value_is_named_with_line_key_value_and_what_was_expected() -> None:
    text = HEAD + "\n".join(["", "[[steps]]", 'kind = "rest"', "seconds = 5", ""] * 3)
    text += '\n[[steps]]\nkind = "exercise"\nexercise = "x"\n[steps.dose]\nkind = "hold"\nseconds = "long"\n'
    problem = refused(text)
    assert (problem.path, problem.key, problem.value) == (NAME, "steps[3].dose.seconds", "'long'")
    assert problem.expected == "a whole number"
    assert problem.line == text.splitlines().index('seconds = "long"') + 1
    assert str(problem) == f"{NAME}, line {problem.line}: steps[3].dose.seconds: 'long'. Expected a whole number."


def test_a_wrong_choice_lists_the_choices() -> None:
    problem = refused(HEAD.replace('"any"', '"later"'))
    assert problem.expected == "pre, pre-short, post, post-easy, rest or any"
    assert problem.line == 4


def test_a_wrong_kind_of_step_lists_the_kinds() -> None:
    problem = refused(HEAD + 'steps = [\n  { kind = "rest", seconds = 5 },\n  { kind = "nap", seconds = 5 },\n]\n')
    assert (problem.key, problem.line) == ("steps[1].kind", 7)
    assert problem.expected == "exercise, rest, note or group"


def test_a_value_out_of_its_limits_says_the_limits() -> None:
    problem = refused(HEAD + '[[steps]]\nkind = "rest"\nseconds = 0\n')
    assert "a rest is 1 to 3600 s, got 0" in str(problem)
    assert problem.line == 5


def test_a_missing_key_is_named() -> None:
    problem = refused(HEAD.replace('name = "Mine"\n', ""))
    assert (problem.key, problem.line) == ("name", None)


def test_a_missing_schema_is_an_error_that_shows_the_line_to_add() -> None:
    assert "`schema = 1` on top" in str(refused(HEAD.replace("schema = 1\n", "")))


@pytest.mark.parametrize("wrong", ["true", '"1"', "0", "-3", "1.0", "2027-01-01", "[1]", "{a=1}"])
def test_a_schema_that_is_no_number_is_an_error(wrong: str) -> None:
    problem = refused(HEAD.replace("schema = 1", f"schema = {wrong}"))
    assert (problem.key, problem.line) == ("schema", 1)


def test_a_newer_file_is_told_apart_and_said_to_be_read_only() -> None:
    problem = refused(HEAD.replace("schema = 1", "schema = 2") + "steps = 'a format of the future'\n")
    assert isinstance(problem, NewerFile)
    assert "newer planner" in str(problem)
    assert "read-only" in str(problem)


def test_a_file_cut_off_says_so_with_its_last_line() -> None:
    problem = refused(HEAD + 'about = "half a sen')
    assert problem.line == 5
    assert "cut off" in str(problem)


def test_a_key_set_twice_names_the_line() -> None:
    problem = refused(HEAD + 'name = "Again"\nabout = "x"\n')
    assert problem.line == 5
    assert "cut off" not in str(problem)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (HEAD.encode() + b"\nabout = '\xff'\n", "not UTF-8"),
        (HEAD.encode() + b"about = '\0'\n", "NUL"),
        (b"x" * 5_000_001, "at most 5 MB"),
        (b"a = " + b"[" * 20_000, "nested too deep"),
        (b"a = " + b"[" * 150 + b"]" * 150, "nested too deep"),
        (b"a = " + b"{a=" * 20_000, "nested too deep"),
        (b".".join([b"a"] * 20_000) + b" = 1", "nested too deep"),
        (b'. "a"'.join([b'"b"'] * 300) + b" = 1", "nested too deep"),
        (b"[" + b".".join([b"a"] * 20_000) + b"]", "nested too deep"),
        (b"x = {" + b".".join([b"a"] * 20_000) + b" = 1}", "nested too deep"),
        (b"[" + b".".join([b"a"] * 99) + b"]\n" + b".".join([b"b"] * 99) + b" = 1", "nested too deep"),
        (b"a = " + b"9" * 5_000, "too many digits"),
        (HEAD.encode() + b"about = 0x" + b"f" * 20_000, "too many digits"),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{len(value)}-bytes",
)
def test_bombs_are_refused_at_once(data: bytes, says: str) -> None:
    start = time.process_time()
    assert says in str(refused(data))
    assert time.process_time() - start < 0.5  # the dotted key alone costs a plain reader seconds and a gigabyte


def test_dotted_keys_that_would_cost_a_gigabyte_together_are_refused_before_they_are_parsed() -> None:
    text = "".join(f"k{number}{'.a' * 99} = 1\n" for number in range(2_100))
    assert len(text) < MOST_BYTES
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("tomli.loads", lambda _: pytest.fail("it is not parsed"))
        with pytest.raises(BadFile, match="207,900 points in its numbers, texts and keys"):
            parse(text.encode(), "x.toml")


def test_many_points_in_a_text_are_not_taken_for_a_deep_key() -> None:
    text = HEAD + f'about = "{".".join("a" * 500)}"\n'
    assert decode(text.encode(), Routine, NAME, schema=1).about.count(".") == 499


def test_what_a_bad_file_shows_is_short_and_clean() -> None:
    problem = BadFile("a\x1b[2J\n.toml", "why", key="k\u202e", value="v" * 3)
    assert str(problem) == "a[2J .toml: k: vvv. Correct it in a text editor."
    assert len(refused(HEAD.replace('["any"]', f'"{"x" * 5000}"')).value) <= 60


def test_parse_says_that_a_list_or_word_alone_is_not_a_file() -> None:
    with pytest.raises(BadFile, match="not TOML"):
        parse(b"hello", "x.toml")


def test_no_line_is_better_than_a_wrong_one() -> None:
    text = 'a = """\nb = 1\n"""\n[[t]]\nx = [\n  1,\n  {y = 2,\n z = 3},\n]\n# b = 4\nb = 5\n'
    assert line_of(text, ("b",)) is None  # it stands in the last table, not at the top
    assert line_of(text, ("t", 0, "b")) == 11
    assert line_of(text, ("t", 0, "x")) == 5
    assert line_of(text, ("t", 0, "x", 0)) == 6
    assert line_of(text, ("t", 0, "x", 1)) == 7
    assert line_of(text, ("t", 0, "x", 1, "z")) is None
    assert line_of(text, ("t", 0, "x", 2)) is None
    assert line_of(text, ("t", 1)) is None
    assert line_of(text, ()) is None


def test_lines_are_found_in_dotted_and_quoted_keys_and_inner_tables() -> None:
    text = 'a.b = 1\n"c d".e = {f = 2}\n[[g]]\n[[g.h]]\ni = 1\n[[g]]\n[[g.h]]\n[[g.h]]\ni = 2\n[g.k]\nl = 3\n'
    assert line_of(text, ("a", "b")) == 1
    assert line_of(text, ("c d", "e", "f")) == 2
    assert line_of(text, ("g", 0, "h", 0, "i")) == 5
    assert line_of(text, ("g", 1)) == 6
    assert line_of(text, ("g", 1, "h", 1, "i")) == 9
    assert line_of(text, ("g", 1, "k", "l")) == 11


@given(st.text(alphabet="[]{}=.,'\"#\n ab1\\", max_size=60))
def test_looking_for_a_line_never_fails(text: str) -> None:
    for parts in (("a",), ("a", 0), ("a", 0, "b"), ("a", "b", 1)):
        line = line_of(text, parts)
        assert line is None or 1 <= line <= text.count("\n") + 1
