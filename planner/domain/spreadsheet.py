"""Text in the cells of a CSV file, so that no spreadsheet computes it, and the same text back out of them."""

import re

_FORMULA = "=+\\-@\t\r\0＝＋－＠"
"""What begins so is a formula for some spreadsheet, quoted or not (OWASP ASVS 5, 1.2.10; CWE-1236)."""
_WOULD_BE = rf"'*\s*[{_FORMULA}]"


def guard(text: str) -> str:
    """Return a text with a `'` before it where a spreadsheet would compute it; any other text stays as it is."""
    return f"'{text}" if re.match(_WOULD_BE, text) else text


def unguard(text: str) -> str:
    """Return what `guard` was given; a `'` that no formula follows is the text's own."""
    return text[1:] if text.startswith("'") and re.match(_WOULD_BE, text) else text
