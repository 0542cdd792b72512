"""Keys: every command can be reached, and the user's own keys are checked before they are used."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.app.commands import Context, all_commands
from planner.app.keymap import check_keys, keys_of, show_key
from planner.app.widgets.key_line import key_line
from tests.app.lines import text_of


def test_every_command_has_its_own_id_and_a_sentence_of_help() -> None:
    ids = [command.id for command in all_commands()]
    assert len(ids) == len(set(ids))
    assert all(command.help.endswith(".") and (command.label or not command.rank) for command in all_commands())
    assert all(command.id.split(".")[0] == command.context.value for command in all_commands())


@pytest.mark.parametrize("context", [context for context in Context if context is not Context.APP])
def test_no_two_commands_of_a_context_share_a_default_key(context: Context) -> None:
    seen: dict[str, str] = {}
    for command in all_commands():
        if command.context in (context, Context.APP):
            for key in keys_of(command):
                assert key not in seen, f"{command.id} and {seen[key]} share {key}"
                seen[key] = command.id


def test_an_override_moves_a_command() -> None:
    keymap, problems = check_keys({"calendar.add": "ctrl+n,+", "calendar.help": "x"})
    assert keymap == {"calendar.add": "ctrl+n,plus"}
    assert [problem.what for problem in problems] == ["planner.toml keys.calendar.help"]


@pytest.mark.parametrize("keys", ["kontrol+q", "", "  ,", "shift+ctrl+nokey", "ab"])
def test_an_unknown_key_is_a_problem_and_the_default_stays(keys: str) -> None:
    keymap, problems = check_keys({"calendar.add": keys})
    assert keymap == {}
    assert "is not a key" in str(problems[0])


def test_a_key_of_another_command_is_a_clash_that_names_both() -> None:
    keymap, problems = check_keys({"calendar.add": "m"})
    assert keymap == {}
    assert "calendar.add" in str(problems[0])
    assert "calendar.move" in str(problems[0])
    assert check_keys({"calendar.add": "?"})[1]


def test_two_commands_can_change_places() -> None:
    keymap, problems = check_keys({"calendar.add": "m", "calendar.move": "a"})
    assert keymap == {"calendar.add": "m", "calendar.move": "a"}
    assert not problems


@given(
    st.dictionaries(
        st.sampled_from([command.id for command in all_commands()] + ["nonsense"]),
        st.text(max_size=6) | st.sampled_from(["a", "m", "ctrl+n", "f5", "?", ","]),
        max_size=6,
    )
)
def test_no_override_leaves_two_commands_on_one_key(overrides: dict[str, str]) -> None:
    keymap, _ = check_keys(overrides)
    for context in Context:
        seen: set[str] = set()
        for command in all_commands():
            if command.context in (context, Context.APP):
                keys = set(keys_of(command, keymap))
                assert not keys & seen
                seen |= keys


def test_keys_are_shown_as_a_person_reads_them() -> None:
    assert [show_key(key) for key in ("question_mark", "left", "ctrl+r", "H", "pageup", "comma")] == [
        "?", "←", "ctrl+r", "H", "PgUp", ",",
    ]  # fmt: skip


def test_the_footer_drops_what_matters_least_and_never_help() -> None:
    wide, narrow = key_line(Context.CALENDAR, 200), key_line(Context.CALENDAR, 40)
    assert "1-5 view" in text_of(wide)
    assert len(text_of(narrow)) <= 40
    assert "? help" in text_of(narrow)
    assert "d done" in text_of(narrow)


def test_the_footer_shows_moved_keys_and_leaves_out_what_does_nothing() -> None:
    line = key_line(Context.CALENDAR, 200, keymap={"calendar.add": "ctrl+n"}, hidden={"calendar.move"})
    assert "ctrl+n add" in text_of(line)
    assert "move" not in text_of(line)


@pytest.mark.parametrize("context", list(Context))
def test_a_footer_in_ascii_names_the_arrows(context: Context) -> None:
    shown = "".join(bit.text for bit in key_line(context, 400, ascii_only=True))
    assert not set(shown) & set("←↑→↓")
    plain = "".join(bit.text for bit in key_line(context, 400))
    assert shown == plain.translate(
        {ord(sign): word for sign, word in zip("←↑→↓", ("left", "up", "right", "down"), strict=True)}
    )
