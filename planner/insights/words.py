"""Words that figures share."""

from collections.abc import Iterable


def listed(words: Iterable[str]) -> str:
    """Return words as a sentence lists them: `calf, knee and hip`."""
    *head, last = tuple(words) or ("",)
    return f"{', '.join(head)} and {last}" if head else last


def percent(share: float) -> str:
    """Return a share in words: `38 %`."""
    return f"{round(share * 100)} %"
