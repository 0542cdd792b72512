"""What health tags, signs and red flags lock: which exercises are left out, which go lighter, and why."""

from typing import NamedTuple

import msgspec

from planner.domain.light import RaisedFlag


class Lock(NamedTuple):
    """Why an exercise is left out or goes lighter, in one sentence. `code` names the row of rules.toml."""

    code: str
    why: str


class Locks(msgspec.Struct, frozen=True, kw_only=True):
    """The locks of a day. An exercise that stands nowhere here is free.

    `locked`: exercises that are left out, by id. `lighter`: those that go on with a caution. `pressure`: the most on
    the scale of 0 to 10, None where nothing caps it. `flags`: red flags that stand; their places get no exercise
    at all. `caution`: a line for every screen with exercises, such as that the list of conditions was not answered.
    """

    locked: dict[str, Lock] = {}
    lighter: dict[str, Lock] = {}
    pressure: int | None = None
    flags: tuple[RaisedFlag, ...] = ()
    caution: str = ""
