"""How late a second of the player comes to the screen, beside a program that shows nothing but seconds.

Both run at the same time in terminals of their own, so that a busy moment hits both. A second that is shown is the
moment at which its text left the program. The phase of a program's seconds is not known from outside: the earliest
one is taken for punctual, and every other one's lateness is counted from it.
"""

import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from tests.bench.table import Budget, Row, Verdict, quantile
from tests.bench.terminal import Terminal

if TYPE_CHECKING:
    from tests.bench.measures import Bench

YARDSTICK = (sys.executable, str(Path(__file__).parent / "yardsticks" / "mono_timer.py"))
PLAYER = (sys.executable, "-c", "from planner.__main__ import main; main()", "play", "one-long-hold")
SHOWN_BY_PLAYER = re.compile(rb"(\d+):(\d\d)(?::(\d\d))? done")
SHOWN_BY_YARDSTICK = re.compile(rb"(\d+):(\d\d)() gone")
COUNT_IN_S = 6
MOST_DRIFT_MS = 2.0
"""A minute. Less cannot be told from chance in a run of ten."""
MOST_LATE = 1.5
"""Times the yardstick's latest second."""
STOPPED_S = 7.0


class Shown(NamedTuple):
    """A second on the screen: when its text came, and what it said."""

    at_s: float
    second: int


class Lateness(NamedTuple):
    """What the seconds of a run were like, in milliseconds.

    `drift`: a minute, from the first quarter of the run to the last, by those of its seconds that came early: being
    late now and then, even for half of them, is no drift.
    `skipped`: seconds never shown. `back`: how often it went back.
    """

    drift: float
    late: tuple[float, ...]
    skipped: int
    back: int

    @property
    def latest(self) -> float:
        """The worst of them."""
        return max(self.late)


def lateness(shown: Sequence[Shown]) -> Lateness:
    """Return how far the seconds came from an even beat. Raises `ValueError` for fewer than three."""
    if len(shown) < 3:
        raise ValueError(f"{len(shown)} seconds were shown")
    first = shown[0]
    times = [one.at_s - first.at_s for one in shown]
    errors = [(one.at_s - first.at_s - (one.second - first.second)) * 1000 for one in shown]
    part = max(1, len(shown) // 4)
    began, ended = median(times[:part]), median(times[-part:])
    slope = (quantile(errors[-part:], 0.25) - quantile(errors[:part], 0.25)) / (ended - began)
    steps = [two.second - one.second for one, two in pairwise(shown)]
    earliest = min(errors)
    return Lateness(
        drift=slope * 60,
        late=tuple(error - earliest for error in errors),
        skipped=sum(max(0, step - 1) for step in steps),
        back=sum(step < 0 for step in steps),
    )


class Watched:
    """A program whose seconds are watched as they come."""

    def __init__(self, name: str, command: Sequence[str], env: dict[str, str], pattern: re.Pattern[bytes]) -> None:
        self.name = name
        self.terminal = Terminal(command, env)
        self.pattern = pattern
        self.shown: list[Shown] = []
        self.costs = (0.0, 0.0)
        self._tail = b""
        self._from = (0.0, 0.0, 0)

    def take(self) -> None:
        """Read what has come, and note the second that it shows."""
        before = len(self.terminal.seen)
        if not self.terminal.read(0.0):
            return
        text = self._tail + bytes(self.terminal.seen[before:])
        self._tail = text[-12:]
        for found in self.pattern.findall(text):
            hours, minutes, seconds = (int(found[0]), *map(int, found[1:])) if found[2] else (0, *map(int, found[:2]))
            second = hours * 3600 + minutes * 60 + seconds
            if not self.shown or self.shown[-1].second != second:
                self.shown.append(Shown(self.terminal.last_output, second))

    def begin(self) -> None:
        """Forget what was shown so far: from here on it counts."""
        self.shown.clear()
        self._from = (time.perf_counter(), self.terminal.processor_s(), len(self.terminal.seen))

    def cost(self) -> tuple[float, float]:
        """Return percent of a core and bytes a second since `begin`."""
        began, busy_s, size = self._from
        taken = time.perf_counter() - began
        return (self.terminal.processor_s() - busy_s) / taken * 100, (len(self.terminal.seen) - size) / taken


def watch(programs: Sequence[Watched], seconds: float) -> None:
    """Read from all of them for a while, each as soon as something comes."""
    end = time.perf_counter() + seconds
    by_file = {one.terminal.fileno(): one for one in programs}
    while (left := end - time.perf_counter()) > 0:
        for ready in select.select(list(by_file), [], [], left)[0]:
            by_file[ready].take()


@contextmanager
def busy_cores(count: int) -> Iterator[None]:
    """Keep so many cores busy with nothing."""
    loops = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(count)]
    try:
        yield
    finally:
        for one in loops:
            one.kill()
            one.wait()


@contextmanager
def both(store: Path, env: dict[str, str]) -> Iterator[tuple[Watched, Watched]]:
    """Give the player in the middle of its hold and the yardstick, both running."""
    long_hold(store)
    mine = Watched("planner", PLAYER, env, SHOWN_BY_PLAYER)
    theirs = Watched("yardstick", YARDSTICK, env, SHOWN_BY_YARDSTICK)
    try:
        theirs.terminal.wait_for(b"gone")
        mine.terminal.wait_for(b"enter when you")
        mine.terminal.settle()
        mine.terminal.press(b"\r")
        watch((mine, theirs), COUNT_IN_S + 1.5)
        yield mine, theirs
    finally:
        mine.terminal.close()
        theirs.terminal.close()


def long_hold(store: Path) -> None:
    """Put a routine of one hold of an hour into a store, and take away what an earlier run left in the middle."""
    from planner.domain.dose import Hold
    from planner.domain.exercise import Timing
    from planner.domain.routine import Do, Routine
    from planner.store.store import Store

    files = Store(store)
    files.end_playing()
    steps = (Do(exercise="glute-bridge", dose=Hold(3600)),)
    if not (store / "routines" / "one-long-hold.toml").exists():
        files.save_routine(Routine(id="one-long-hold", name="One long hold", timing=(Timing.ANY,), steps=steps))


def measured(store: Path, env: dict[str, str], seconds: float, busy: int) -> tuple[Watched, Watched]:
    """Watch both for so long with so many cores busy; return what was seen, the programs gone."""
    with both(store, env) as (mine, theirs), busy_cores(busy):
        watch((mine, theirs), 1.0)
        for one in (mine, theirs):
            one.begin()
        watch((mine, theirs), seconds)
        costs = [one.cost() for one in (mine, theirs)]
    for one, cost in zip((mine, theirs), costs, strict=True):
        one.costs = cost
    return mine, theirs


def seconds(bench: "Bench") -> Iterator[Row | Verdict]:
    """Measure the seconds of the player: idle, with every core busy, after a stop; and what a save costs."""
    length_s = 60.0 if bench.rounds < 10 else 600.0
    cores = os.cpu_count() or 1
    for busy in (0, cores):
        mine, theirs = measured(bench.one, bench.env(bench.one), length_s if busy else min(length_s, 60.0), busy)
        yield from told(mine, theirs, f"{busy} busy" if busy else "idle")
    yield after_a_stop(bench)
    yield from saves(bench)


def told(mine: Watched, theirs: Watched, how: str) -> Iterator[Verdict]:
    """Tell the seconds of both, and whether ours keep their budget."""
    ours, yardstick = lateness(mine.shown), lateness(theirs.shown)
    for name, found, watched in (("planner", ours, mine), ("yardstick", yardstick, theirs)):
        line = (
            f"{f'a shown second, {how}, {name}':<42}  drift {found.drift:+6.2f} ms/min  latest {found.latest:6.1f} ms"
            f"  p95 {quantile(found.late, 0.95):5.1f}  middle {median(found.late):5.1f}  skipped {found.skipped}"
            f"  back {found.back}  of {len(found.late)}  CPU {watched.costs[0]:.1f} %  {watched.costs[1]:.0f} B/s"
        )
        kept = name == "yardstick" or keeps(ours, yardstick)
        yield Verdict(line + ("" if kept else "  OVER"), kept)


def keeps(ours: Lateness, yardstick: Lateness) -> bool:
    """Tell whether the seconds are as even as they must be."""
    return (
        abs(ours.drift) < MOST_DRIFT_MS
        and not ours.skipped
        and not ours.back
        and ours.latest <= MOST_LATE * yardstick.latest
    )


def after_a_stop(bench: "Bench") -> Verdict:
    """Stop the player for some seconds; from its next tick on it must say so, and show the second of before."""
    with both(bench.one, bench.env(bench.one)) as (mine, _):
        watch((mine,), 2.0)
        before = mine.shown[-1].second
        mine.terminal.send(signal.SIGSTOP)
        time.sleep(STOPPED_S)
        size = len(mine.terminal.seen)
        mine.terminal.send(signal.SIGCONT)
        began = time.perf_counter()
        while b"is not counted" not in mine.terminal.seen[size:] and time.perf_counter() < began + 5:
            watch((mine,), 0.02)
        taken = time.perf_counter() - began
        kept = taken <= 1.1 and mine.shown[-1].second == before
    told_ = f"said after {taken * 1000:.0f} ms, at {mine.shown[-1].second} s as before ({before} s)"
    return Verdict(f"{'stopped for 7 s in a hold':<42}  {told_}{'' if kept else '  OVER'}", kept)


def saves(bench: "Bench") -> Iterator[Row]:
    """Measure what keeping a session on disk costs at each transition, beside a bare replace of the same bytes."""
    from planner.actions import playing
    from planner.actions.desk import Desk
    from planner.store.store import Store
    from tests.bench.yardsticks.replace import replace

    store = Store(bench.one, bench.env(bench.one))
    store.end_playing()
    session = playing.start(Desk(store), "hip-strength")
    session.press(session.player.start(0.0), 0.0)
    file = bench.one / playing.FILE
    ours, theirs = [], []
    for _ in range(10 * bench.rounds):
        data = file.read_bytes()
        started = time.perf_counter()
        session.keep(0.0)
        ours.append((time.perf_counter() - started) * 1000)
        started = time.perf_counter()
        replace(file.with_name("copy.toml"), data)
        theirs.append((time.perf_counter() - started) * 1000)
    file.with_name("copy.toml").unlink()
    store.end_playing()
    yield Row(Budget("a transition saved", ratio=2), ours, theirs)
    yield Row(Budget("a transition saved, slowest", most=1000 / 30, part=1.0), ours)
