"""What can be typed while a session is played in plain lines."""

import pytest

from planner.app.commands import Context, commands_of
from planner.cli.plain_words import WORDS, Typed, read

# What can be typed


def test_the_letters_are_those_of_the_player_on_the_screen() -> None:
    named = {"space": " ", "comma": ","}
    ours = {f"player.{word.id}": set(word.letters) for word in WORDS}
    # A cat on the keyboard types no line; nothing covers the clock; how much is played is an option of the command.
    without = {"player.lock", "player.back", "player.minutes", "player.short"}
    for command in commands_of(Context.PLAYER):
        letters = {named.get(key, key) for key in command.keys.split(",")}
        letters = {letter for letter in letters if len(letter) == 1}
        if command.id not in without:
            assert ours[command.id] == letters, command.id
            del ours[command.id]
    assert set(ours) == {"player.help"}


def test_no_letter_and_no_word_means_two_things() -> None:
    letters = [letter for word in WORDS for letter in word.letters]
    words = [name for word in WORDS for name in word.words]
    assert len(set(letters)) == len(letters)
    assert len(set(words)) == len(words)
    assert all(len(name) > 1 for name in words)


@pytest.mark.parametrize(
    ("line", "id_", "text"),
    [
        ("", "enter", ""), (" ", "pause", ""), ("\t ", "pause", ""), ("n", "next", ""), ("NEXT", "next", ""),
        ("R", "redo", ""), ("r", "restart", ""), ("10", "score", "10"), ("0", "score", "0"), (",", "back-10", ""),
        ("s it hurts", "skip", "it hurts"), ("Skip  it   hurts", "skip", "it hurts"), ("m", "note", ""),
        ("m left is stiff", "note", "left is stiff"), ("other side", "other-side", ""), ("o 3", "jump", "3"),
        ("=", "longer", ""), ("?", "help", ""), ("s ", "skip", ""),
    ],
)  # fmt: skip
def test_lines_are_read_as_letters_or_words(line: str, id_: str, text: str) -> None:
    assert read(line) == Typed(id_, text)


@pytest.mark.parametrize("line", ["11", "-1", "nn", "N", "n 3", "½", "٣", "next please"])
def test_what_means_nothing_is_not_guessed(line: str) -> None:
    assert read(line) is None
