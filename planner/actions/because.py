"""The "changed because" of a plan: what the program changed, why, after which log entries, and whether it stands."""

from datetime import date, timedelta

import msgspec

from planner.actions.desk import Desk
from planner.actions.undo import describe_entry
from planner.domain.change import Batch, standing_records
from planner.domain.days import show_day
from planner.domain.off import EaseKind

_BEFORE = timedelta(days=60)
"""How long before a change its entries are looked for: a change answers what was logged in the weeks before it."""
_HIDDEN = "Why is hidden on a shared screen."
_GONE = "an entry that was taken back"


class Because(msgspec.Struct, frozen=True, kw_only=True):
    """One change that the program proposed. `entries`: the log entries it goes back to, in words with their day.

    `state`: `stands`, `taken back`, `lifted` or `refused`. `first` and `last`: the days that it eases, if it eases any.
    """

    id: str
    made: date
    name: str
    state: str
    why: tuple[str, ...]
    entries: tuple[str, ...]
    first: date | None = None
    last: date | None = None

    @property
    def is_past(self) -> bool:
        """Whether it does nothing to the plan any more."""
        return self.state != "stands"


def changed_because(desk: Desk, plan: str | None = None) -> tuple[Because, ...]:
    """Return what was changed with a reason, the newest first; in private mode without the reasons.

    Raises `NotFound` without a plan.
    """
    owner = desk.plan_of(plan)
    alive = {one.id for one in standing_records(owner.changes)}
    batches = [one for one in owner.changes if isinstance(one, Batch) and (one.why or one.because)]
    lifted = {
        of
        for one in batches
        if one.eased and one.eased.kind is EaseKind.LIFTED and one.id in alive
        for of in one.eased.lifts
    }
    words = _entries(desk, batches)
    found = {one.id: _because(desk, one, _state(one, alive, lifted), words) for one in batches}
    at = {one.id: one.at for one in batches}
    return tuple(sorted(found.values(), key=lambda one: at[one.id], reverse=True))


def _because(desk: Desk, batch: Batch, state: str, words: dict[str, str]) -> Because:
    quiet = desk.settings.private
    eased = batch.eased
    return Because(
        id=batch.id,
        made=batch.at.astimezone(desk.now().tzinfo).date(),
        name=batch.name,
        state=state,
        why=(_HIDDEN,) if quiet else batch.why,
        entries=tuple(dict.fromkeys(words.get(entry, _GONE) for entry in batch.because)),
        first=eased.first if eased else None,
        last=eased.last if eased else None,
    )


def _state(batch: Batch, alive: set[str], lifted: set[str]) -> str:
    if batch.id not in alive:
        return "taken back"
    if batch.eased and batch.eased.kind is EaseKind.REFUSED:
        return "refused"
    return "lifted" if batch.id in lifted else "stands"


def _entries(desk: Desk, batches: list[Batch]) -> dict[str, str]:
    """Return the entries that batches go back to in words, by id."""
    wanted = {entry for one in batches for entry in one.because}
    if not wanted:
        return {}
    first = min(one.at.date() for one in batches if one.because) - _BEFORE
    return {entry.id: describe_entry(desk, entry) for entry in desk.entries(first, desk.today) if entry.id in wanted}


def span_of(one: Because) -> str:
    """Return the days that a change eases in words; empty where it eases none."""
    if one.first is None or one.last is None:
        return ""
    return show_day(one.first) if one.first == one.last else f"{show_day(one.first)} to {show_day(one.last)}"
