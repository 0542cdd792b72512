"""Clocks that a session is played by: one that stands still while the machine sleeps, and one that does not."""

import sys
import time
from collections.abc import Callable

Clock = Callable[[], float]


def awake_clock() -> Clock:
    """Return a clock in seconds that goes on while the machine sleeps and, where there is one, that nobody can set.

    Set beside `time.monotonic` it tells sleep from everything else: a wall clock that a person, a time server or the
    end of summer time sets forward would look like an hour of sleep. Windows has no such clock; there it is the wall's.
    """
    system = sys.platform
    # macOS lets CLOCK_MONOTONIC go on in its sleep, unlike `time.monotonic`.
    name = {"linux": "CLOCK_BOOTTIME", "darwin": "CLOCK_MONOTONIC"}.get(system, "")
    number = getattr(time, name, None) if name else None
    return time.time if number is None else lambda: time.clock_gettime(number)
