"""Which entry stands in the place of one that was corrected, also where two machines corrected the same one."""

from collections.abc import Mapping, Sequence

Pair = tuple[str, str]
"""The id of an entry, and of the one that it corrects."""


def heirs_of(corrections: Sequence[Pair]) -> dict[str, str]:
    """Return the next entry for each that does not count any more, by id; `corrections` are in the order of the log.

    Of two that correct the same the later one stands, and takes the place of the earlier one too.
    """
    heirs = {corrected: entry for entry, corrected in corrections}
    if len(heirs) == len(corrections):
        return heirs
    heirs.clear()
    for entry, corrected in corrections:
        last = heir(corrected, heirs)
        if last != entry:
            heirs[last] = entry
    return heirs


def heir(entry: str, heirs: Mapping[str, str]) -> str:
    """Return the id of the entry that stands in the place of one, itself if it was not corrected."""
    seen = set[str]()
    while entry in heirs and entry not in seen:
        seen.add(entry)
        entry = heirs[entry]
    return entry


def rivals_of(corrections: Sequence[Pair]) -> dict[str, str]:
    """Return the corrections that do not count any more, each with the one that stands and did not know of it.

    Two machines made them. Once what stands is corrected again, that is settled.
    """
    heirs: dict[str, str] = {}
    displaced: list[str] = []
    for entry, corrected in corrections:
        last = heir(corrected, heirs)
        if last == corrected:
            displaced = [one for one in displaced if heir(one, heirs) != corrected]
        else:
            displaced.append(last)
        if last != entry:
            heirs[last] = entry
    return {one: heir(one, heirs) for one in displaced}
