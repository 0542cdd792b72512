"""Strategies: a file, and what two or three machines made of it without knowing each other."""

from collections.abc import Sequence
from datetime import timedelta

import msgspec
from hypothesis import strategies as st

from planner.codec.layout import block, written
from planner.codec.pieces import statements
from planner.codec.toml import tables_of
from planner.domain.change import Change
from planner.domain.log import SCHEMA, Entry
from planner.domain.plan import SCHEMA as PLAN_SCHEMA
from planner.domain.plan import Plan
from tests.store.records import AT, entries
from tests.strategies import changes, plans

MONTH = "log/2027-03.toml"
PLAN = "plans/spring.toml"

PlansApart = tuple[Plan, str, list[str], list[tuple[Change, ...]]]

_words = st.sampled_from(["# knee", "#", "# [[entry]]", '# "', "  # 'x", "# a # b", "# " + "ü" * 5])


@st.composite
def commented(draw: st.DrawFn, text: str, side: str) -> str:
    """The text with comments and blank lines of a person put in, each comment the only one of its words."""
    lines = list(statements(text))
    for number in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(lines)))
        word = draw(_words)
        lines.insert(
            at, draw(st.sampled_from(["", "\n"])) + f"{word} {side}{number}\n" + draw(st.sampled_from(["", "\n"]))
        )
    return "".join(lines)


@st.composite
def logs_apart(draw: st.DrawFn, sides: str = "ab") -> tuple[str, list[str]]:
    """A month of log, and what each of the `sides` made of it: added, taken out by hand, with comments."""
    count = draw(st.integers(0, 4))
    base = [_at(draw(entries(f"e{n}", tuple(f"e{m}" for m in range(n)))), n) for n in range(count)]
    text = draw(commented(log_text(base), "base"))
    moments = iter(draw(st.permutations(range(10, 10 + 4 * len(sides)))))
    made: list[str] = []
    for side in sides:
        earlier = tuple(one.id for one in base)
        later = text
        minutes = sorted(next(moments) for _ in range(draw(st.integers(0, 4))))
        for number, minute in enumerate(minutes):
            identity = f"{side}{number}"
            entry = _at(draw(entries(identity, earlier)), minute)
            earlier = (*earlier, identity)
            later += block("entry", tables_of(entry))
        made.append(draw(commented(later, side)))
    return text, made


@st.composite
def plans_apart(draw: st.DrawFn, sides: str = "ab") -> PlansApart:
    """A plan, its text, and what each of the sides made of it: the text with its changes and comments, the changes."""
    plan = draw(plans())
    base = tuple(draw(changes(n, undoing=True, at=AT + timedelta(minutes=n))) for n in range(draw(st.integers(0, 3))))
    plan = msgspec.structs.replace(plan, changes=base)
    text = draw(commented(written(plan, schema=PLAN_SCHEMA).decode(), "base"))
    moments = iter(draw(st.permutations(range(10, 10 + 4 * len(sides)))))
    made: list[str] = []
    own: list[tuple[Change, ...]] = []
    for side in sides:
        minutes = sorted(next(moments) for _ in range(draw(st.integers(0, 4))))
        mine = tuple(
            draw(changes(number, undoing=True, side=side, at=AT + timedelta(minutes=minute)))
            for number, minute in enumerate(minutes)
        )
        made.append(draw(commented(text + "".join(block("change", tables_of(one)) for one in mine), side)))
        own.append(mine)
    return plan, text, made, own


def log_text(listed: Sequence[Entry]) -> str:
    """A month of those entries as planner writes it."""
    return f"schema = {SCHEMA}\n" + "".join(block("entry", tables_of(one)) for one in listed)


def _at(entry: Entry, minutes: int) -> Entry:
    return msgspec.structs.replace(entry, at=AT + timedelta(minutes=minutes))
