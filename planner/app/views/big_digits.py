"""Digits that can be read from two metres: block letters made of cells, in the largest size that fits."""

from collections.abc import Mapping
from typing import NamedTuple

# Five by seven dots a digit, and one column for a colon.
_TALL = {
    "0": ("#####", "#...#", "#...#", "#...#", "#...#", "#...#", "#####"),
    "1": ("..##.", "...#.", "...#.", "...#.", "...#.", "...#.", "..###"),
    "2": ("#####", "....#", "....#", "#####", "#....", "#....", "#####"),
    "3": ("#####", "....#", "....#", ".####", "....#", "....#", "#####"),
    "4": ("#...#", "#...#", "#...#", "#####", "....#", "....#", "....#"),
    "5": ("#####", "#....", "#....", "#####", "....#", "....#", "#####"),
    "6": ("#####", "#....", "#....", "#####", "#...#", "#...#", "#####"),
    "7": ("#####", "....#", "....#", "...#.", "..#..", "..#..", "..#.."),
    "8": ("#####", "#...#", "#...#", "#####", "#...#", "#...#", "#####"),
    "9": ("#####", "#...#", "#...#", "#####", "....#", "....#", "#####"),
    ":": (".", ".", "#", ".", "#", ".", "."),
    "L": ("#....", "#....", "#....", "#....", "#....", "#....", "#####"),
    "R": ("####.", "#...#", "#...#", "####.", "#.#..", "#..#.", "#...#"),
}
# Three by five, for small windows.
_SHORT = {
    "0": ("###", "#.#", "#.#", "#.#", "###"),
    "1": (".#.", "##.", ".#.", ".#.", "###"),
    "2": ("###", "..#", "###", "#..", "###"),
    "3": ("###", "..#", ".##", "..#", "###"),
    "4": ("#.#", "#.#", "###", "..#", "..#"),
    "5": ("###", "#..", "###", "..#", "###"),
    "6": ("###", "#..", "###", "#.#", "###"),
    "7": ("###", "..#", "..#", ".#.", ".#."),
    "8": ("###", "#.#", "###", "#.#", "###"),
    "9": ("###", "#.#", "###", "..#", "###"),
    ":": (".", "#", ".", "#", "."),
    "L": ("#..", "#..", "#..", "#..", "###"),
    "R": ("##.", "#.#", "##.", "#.#", "#.#"),
}


class Face(NamedTuple):
    """One size of digits: the dots, cells a dot is wide and high, and the cells between two digits."""

    dots: Mapping[str, tuple[str, ...]]
    wide: int
    high: int
    gap: int

    @property
    def rows(self) -> int:
        """Rows of cells it takes."""
        return len(self.dots["0"]) * self.high

    def width(self, text: str) -> int:
        """Cells that a text takes."""
        return sum(len(self.dots[sign][0]) * self.wide for sign in text) + self.gap * max(len(text) - 1, 0)


FACES = (Face(_TALL, 4, 2, 4), Face(_TALL, 2, 1, 2), Face(_SHORT, 2, 1, 2), Face(_SHORT, 1, 1, 1))
"""From the largest to the smallest."""


def face_for(text: str, width: int, height: int) -> Face | None:
    """Return the largest size in which `text` fits, or None when not even the smallest does."""
    return next((face for face in FACES if face.rows <= height and face.width(text) <= width), None)


def big_digits(text: str, face: Face, *, ascii_only: bool = False) -> tuple[str, ...]:
    """Return the rows of `text`, which holds digits, `:`, `L` and `R`, in the cells of a face."""
    sign = "#" if ascii_only else "█"
    made: list[str] = []
    for row in range(len(face.dots["0"])):
        cells = (" " * face.gap).join(
            "".join((sign if dot == "#" else " ") * face.wide for dot in face.dots[letter][row]) for letter in text
        )
        made += [cells] * face.high
    return tuple(made)
