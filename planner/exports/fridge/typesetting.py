"""Typesets a document with typst in a process of its own: a request on standard input, the PDF on standard output.

The parent can so end a compiler that hangs, and a crash in it is no crash of the program.
"""

import re
import sys
from datetime import UTC, datetime
from typing import Any

import msgspec

_STAMP = datetime(2000, 1, 1, tzinfo=UTC)
"""The date in every PDF: the same plan gives the same bytes."""
_STANDARD = "a-2u"
"""With PDF/A the compiler tells which letters no font has, and every font is embedded."""
_MISSING = r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed'
_SANS = ("Noto Sans", "DejaVu Sans", "Liberation Sans", "Helvetica Neue", "Segoe UI", "Arial")


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """A document. `inputs` are data for it, never markup; `fonts` are folders."""

    document: str
    inputs: dict[str, str]
    fonts: tuple[str, ...]


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """The PDF, and the letters that no font has; or why there is none."""

    pdf: bytes = b""
    missing: tuple[str, ...] = ()
    error: str = ""


def typeset(request: Request) -> Answer:
    """Return the PDF of a document. The fonts that come along are tried alone first, so that every machine agrees."""
    import typst

    missing: set[str] = set()
    for system in (False, True) if request.fonts else (True,):
        try:
            return Answer(pdf=_compile(request, system=system, standards=[_STANDARD]))
        except typst.TypstError as error:
            missing = _letters(error)
            if not missing:
                break  # what else the standard forbids, such as letters of private use, a plain PDF may hold
    try:
        return Answer(pdf=_compile(request, system=system, standards=[]), missing=tuple(sorted(missing)))
    except typst.TypstError as error:
        return Answer(error=_said(error))


def _compile(request: Request, *, system: bool, standards: list[Any]) -> bytes:
    import typst

    fonts = typst.Fonts(include_system_fonts=system, font_paths=list(request.fonts))
    known = set(fonts.families())
    families = [name for name in _SANS if name in known] or ["Libertinus Serif"]
    compiler = typst.Compiler(
        font_paths=fonts,
        sys_inputs={**request.inputs, "fonts": msgspec.json.encode(families).decode()},
    )
    made = compiler.compile(request.document.encode(), format="pdf", pdf_standards=standards, timestamp=_STAMP)
    if not isinstance(made, bytes):
        raise TypeError("the compiler gave no single PDF")
    return made


def _letters(error: Exception) -> set[str]:
    """Return the letters that an error says no font has."""
    found = re.findall(_MISSING, getattr(error, "diagnostic", "") or str(error))
    return {letter for text in found for letter in _unescaped(text)}


def _unescaped(text: str) -> str:
    text = re.sub(r"\\u\{([0-9a-fA-F]+)\}", lambda code: chr(int(code[1], 16)), text)
    return re.sub(r"\\(.)", r"\1", text)


def _said(error: Exception) -> str:
    return getattr(error, "message", "") or str(error)


def main() -> None:
    """Read a request, write an answer."""
    request = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Request)
    sys.stdout.buffer.write(msgspec.msgpack.encode(typeset(request)))


if __name__ == "__main__":
    main()
