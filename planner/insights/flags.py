"""Red flags: signs that a program cannot look at. They stand until the runner clears them with a dated note."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from planner.domain.body import Area, Place
from planner.domain.health import HealthTag, Profession, Sign
from planner.domain.light import RaisedFlag, Urgency
from planner.domain.log import Cleared, Felt, Happening, Ran, Warned, Wore
from planner.insights.light.place_log import in_order, is_pain, signs_of


class FlagCase(msgspec.Struct, frozen=True, kw_only=True):
    """One way to raise a flag: in one of `areas` (anywhere without), all of `all`, and one of `any` (if it has some).

    `tags`: one of these conditions, too. `least`: pain of this score and more.
    """

    areas: tuple[Area, ...] = ()
    all: tuple[Sign, ...] = ()
    any: tuple[Sign, ...] = ()
    tags: tuple[HealthTag, ...] = ()
    least: int = 0

    def __post_init__(self) -> None:
        if not (self.all or self.any or (self.tags and self.areas)):
            raise ValueError("a case needs signs, or tags and areas, or it would be raised by everything")


class FlagRow(msgspec.Struct, frozen=True, kw_only=True, rename={"cases": "case"}):
    """A row of `[flags]`: what it can go with, how soon, what to do, whom to see, and what raises it.

    `reach`: areas that get no exercise then. `body`: it concerns the whole body wherever it is logged. A row with
    neither cases nor `body` is a hint: it is worked out, stops nothing, and goes by itself.
    """

    id: str
    worry: str
    urgency: Urgency
    message: str
    who: tuple[Profession, ...]
    source: str
    reach: tuple[Area, ...] = ()
    body: bool = False
    cases: tuple[FlagCase, ...] = ()

    def __post_init__(self) -> None:
        if not self.who or self.who[0] is not Profession.MEDICAL:
            raise ValueError("a medical practitioner is named first")


class Fit(msgspec.Struct, frozen=True, kw_only=True):
    """Orthotics whose discomfort rises over `rises` wears running, or with a limp on a run, within `days`."""

    rises: int
    days: int
    source: str


class FlagRules(msgspec.Struct, frozen=True, kw_only=True, rename={"rows": "row"}):
    """`[flags]` of rules.toml. `near`: areas that get no exercise with an area that is flagged.

    `who_by_area`: whom to see besides a medical practitioner. `no_gain`, `fit_row`: the rows that are worked out.
    """

    rows: tuple[FlagRow, ...]
    fit: Fit
    no_gain: str
    fit_row: str
    near: dict[Area, tuple[Area, ...]]
    who_by_area: dict[Area, tuple[Profession, ...]]

    def row(self, flag: str) -> FlagRow | None:
        """Return the row of that id."""
        return next((row for row in self.rows if row.id == flag), None)

    def tell_tales(self, tags: Collection[HealthTag] = ()) -> tuple[tuple[Sign, ...], tuple[Area, ...]]:
        """Return signs and areas of which at least one stands in every entry that raises a flag.

        With them one knows where to look for old ones. Areas are those that a condition makes telling by themselves.
        """
        signs: dict[Sign, None] = {}
        areas: dict[Area, None] = {}
        for row in self.rows:
            for case in row.cases:
                if case.tags and not set(case.tags) & set(tags):
                    continue
                signs |= dict.fromkeys(case.all[:1] or case.any)
                areas |= {} if case.all or case.any else dict.fromkeys(case.areas)
        return tuple(signs), tuple(areas)

    @property
    def body_signs(self) -> tuple[Sign, ...]:
        """The signs that raise a flag of the whole body by themselves: what `Warned` is for."""
        found = [sign for row in self.rows if row.body for case in row.cases if not (case.all or case.areas)
                 for sign in case.any]  # fmt: skip
        found += [case.all[0] for row in self.rows if row.body for case in row.cases
                  if len(case.all) == 1 and not (case.any or case.areas or case.tags)]  # fmt: skip
        return tuple(dict.fromkeys(found))


class FlagSpan(NamedTuple):
    """A flag and the day on which it was cleared; None while it stands."""

    flag: RaisedFlag
    cleared: date | None

    def stands_on(self, day: date) -> bool:
        """Tell whether it stands on a day."""
        return self.flag.day <= day and (self.cleared is None or day < self.cleared)


def raised(
    entries: Sequence[Happening], today: date, rules: FlagRules, tags: Collection[HealthTag] = ()
) -> tuple[RaisedFlag, ...]:
    """Return the red flags that stand on a day, the most urgent first; each flag and place once, as first raised.

    Only a `Cleared` entry that names the flag and the entry ends one: neither time nor a better score does. `tags`:
    standing conditions, which make some signs weightier.
    """
    found: dict[tuple[str, Place | None], RaisedFlag] = {}
    for span in flag_spans(entries, rules, tags):
        if span.stands_on(today):
            found.setdefault((span.flag.flag, span.flag.place), span.flag)
    order = tuple(Urgency)
    return tuple(
        sorted(found.values(), key=lambda flag: (order.index(flag.urgency), flag.day, flag.flag, _where(flag)))
    )


def _where(flag: RaisedFlag) -> str:
    return flag.place.label if flag.place else ""


def flag_spans(
    entries: Sequence[Happening], rules: FlagRules, tags: Collection[HealthTag] = ()
) -> tuple[FlagSpan, ...]:
    """Return every flag that was raised, one for each entry that raises it, by day, with when it was cleared."""
    cleared: dict[tuple[str, str], date] = {}
    ordered = in_order(entries)
    for entry in reversed(ordered):
        if isinstance(entry, Cleared):
            cleared[entry.of, entry.flag] = entry.day
    return tuple(
        FlagSpan(_flag(row, entry, rules), cleared.get((entry.id, row.id)))
        for entry in ordered
        if isinstance(entry, Felt | Warned)
        for row in rules.rows
        if any(_meets(entry, case, tags) for case in row.cases)
    )


def _meets(entry: Felt | Warned, case: FlagCase, tags: Collection[HealthTag]) -> bool:
    if isinstance(entry, Felt):
        signs = signs_of(entry)
        if (case.areas and entry.area not in case.areas) or (case.least and not _hurts(entry, case.least)):
            return False
    else:
        signs = frozenset(entry.signs)
        if case.areas or case.least:
            return False
    if case.tags and not set(case.tags) & set(tags):
        return False
    return set(case.all) <= signs and (not case.any or bool(set(case.any) & signs))


def _hurts(entry: Felt, least: int) -> bool:
    return is_pain(entry) and entry.score >= least


def _flag(row: FlagRow, entry: Felt | Warned, rules: FlagRules) -> RaisedFlag:
    place = entry.place if isinstance(entry, Felt) and not row.body else None
    near = rules.near.get(place.area, ()) if place else ()
    return replace(hint(row, place, entry.id, entry.day), reach=tuple(dict.fromkeys((*row.reach, *near))))


def hint(row: FlagRow, place: Place | None, entry: str, day: date) -> RaisedFlag:
    """Return what a row says of a place and a day."""
    return RaisedFlag(
        flag=row.id, entry=entry, day=day, place=place, worry=row.worry, urgency=row.urgency, message=row.message,
        who=row.who,
    )  # fmt: skip


def fit_hint(entries: Sequence[Happening], today: date, rules: FlagRules) -> RaisedFlag | None:
    """Return the hint that orthotics may not fit: more discomfort from wear to wear, or a limp on a run in them."""
    row = rules.row(rules.fit_row)
    first = today - timedelta(days=rules.fit.days - 1)
    recent = [entry for entry in in_order(entries) if first <= entry.day <= today]
    if row is None:
        return None
    wears: dict[str, list[Wore]] = {}
    for entry in recent:
        if isinstance(entry, Wore) and entry.sore is not None:
            wears.setdefault(entry.orthotic, []).append(entry)
    for worn in wears.values():
        last = worn[-rules.fit.rises :]
        sore = [one.sore or 0 for one in last]
        if len(last) == rules.fit.rises and all(one < other for one, other in pairwise(sore)):
            return hint(row, None, last[-1].id, last[-1].day)
    runs = {name for entry in recent if isinstance(entry, Ran) and entry.orthotic for name in (entry.id, entry.session)}
    for entry in recent:
        if isinstance(entry, Felt) and Sign.LIMP in entry.signs and entry.run and entry.run in runs:
            return hint(row, None, entry.id, entry.day)
    return None
