"""The fridge calendar as a PDF, typeset by typst (extra `pdf`). Texts of people go to it as data, never as markup."""

import subprocess
import sys
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec

from planner.domain.errors import PlannerError
from planner.exports.fridge.chart import to_chart
from planner.exports.fridge.html import to_svg
from planner.exports.fridge.page import Fridge
from planner.exports.fridge.typesetting import Answer, Request
from planner.exports.fridge.widths import width_em
from planner.resources import read

LONGEST_S = 180
"""A calendar of ten years takes a small part of it: a compiler that takes longer hangs."""
_FONT_PACKAGES = ("manimgx_fonts", "manimgx_fonts_cjk")
_WIDEST_EM = 7.5
"""A word that is wider may be broken anywhere: typst breaks at blanks only."""
_MAY_BREAK = "\u200b"
_MOST_NAMED = 12


def to_pdf(fridge: Fridge) -> tuple[bytes, tuple[str, ...]]:
    """Return the calendar as a PDF with its fonts in it, and notes: letters that no font has.

    The same calendar gives the same bytes on every machine, as long as the fonts of the extra have its letters.
    Raises `PlannerError` when typst is not installed, fails or hangs.
    """
    if find_spec("typst") is None:
        raise PlannerError(
            "PDF export", "it needs typst, which is not installed", "Run pip install 'race-planner[pdf]'."
        )
    chart = to_chart(fridge)
    request = Request(
        document=read("data", "templates", "fridge.typ").decode(),
        inputs={
            "fridge": msgspec.json.encode(_breakable(msgspec.to_builtins(fridge))).decode(),
            "picture": to_svg(chart) if chart else "",
            "says": chart.says if chart else "",
            "title": fridge.title,
        },
        fonts=tuple(_font_folders()),
    )
    answer = _run(request)
    if answer.error:
        raise PlannerError("PDF export", f"typst says: {answer.error}", "planner export html prints the same calendar.")
    return answer.pdf, _notes(answer.missing)


def _font_folders() -> list[str]:
    found = [find_spec(name) for name in _FONT_PACKAGES]
    return [str(Path(spec.origin).parent) for spec in found if spec and spec.origin]


def _run(request: Request, command: tuple[str, ...] = ("-P", "-m", "planner.exports.fridge.typesetting")) -> Answer:
    """Return what the compiler answers, from a process that can be ended."""
    import os

    import planner

    where = str(Path(planner.__file__).resolve().parent.parent)
    try:
        done = subprocess.run(  # noqa: S603 - this interpreter with a module of ours
            [sys.executable, *command],
            input=msgspec.msgpack.encode(request),
            capture_output=True,
            timeout=LONGEST_S,
            check=True,
            env={**os.environ, "PYTHONPATH": where},
        )
        return msgspec.msgpack.decode(done.stdout, type=Answer)
    except subprocess.TimeoutExpired:
        why = f"typst did not end within {LONGEST_S} s"
    except subprocess.CalledProcessError as error:
        why = f"typst broke off (status {error.returncode})"
    except (OSError, msgspec.DecodeError, msgspec.ValidationError):
        why = "typst could not be run"
    raise PlannerError("PDF export", why, "Export fewer days, or use planner export html, which prints the same.")


def _notes(missing: tuple[str, ...]) -> tuple[str, ...]:
    if not missing:
        return ()
    named = " ".join(f"{letter} (U+{ord(letter):04X})" for letter in missing[:_MOST_NAMED])
    more = f" and {len(missing) - _MOST_NAMED} more" if len(missing) > _MOST_NAMED else ""
    return (f"No font here has the letters {named}{more}: they are boxes in the PDF.",)


def _breakable(value: Any) -> Any:  # noqa: ANN401 - JSON as it comes
    """Return JSON data whose long words may be broken."""
    if isinstance(value, str):
        return " ".join(_broken(word) for word in value.split(" "))
    if isinstance(value, dict):
        return {key: _breakable(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_breakable(one) for one in value]
    return value


def _broken(word: str) -> str:
    """Return a word with places to break, none before an accent or a joiner."""
    import unicodedata

    if width_em(word) <= _WIDEST_EM:
        return word
    made = word[:1]
    for before, letter in pairwise(word):
        joined = "\u200d" in (before, letter) or unicodedata.category(letter) in ("Mn", "Me", "Mc", "Sk", "Cf")
        made += letter if joined else _MAY_BREAK + letter
    return made
