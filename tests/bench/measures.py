"""What is measured, round by round in turn with its yardstick, so that a busy moment hits both."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from tests.bench.table import Budget, Row, Verdict
from tests.bench.ten_years import one_build_up, ten_years
from tests.bench.terminal import Terminal
from tests.bench.yardsticks.replace import replace

_YARDSTICKS = Path(__file__).parent / "yardsticks"
_REPOSITORY = Path(__file__).parents[2]
# As the installed command starts it, without the search for a module that `-m` makes.
PLANNER = (sys.executable, "-c", "from planner.__main__ import main; main()")
RIGHT, LEFT, DOWN, UP = b"\x1b[C", b"\x1b[D", b"\x1b[B", b"\x1b[A"
MONTH_ON, MONTH_BACK = b"\x1b[6~", b"\x1b[5~"
_DAY_LATER, _DAY_EARLIER = b"\x1b[1;2C", b"\x1b[1;2D"
_FRAME_QUIET_S = 0.008
"""After the days are drawn: the sentence that says what was moved comes some frames later."""


class Bench:
    """Stores to measure on, in a folder that is thrown away, and how many rounds to make."""

    def __init__(self, folder: Path, *, rounds: int) -> None:
        self.rounds = rounds
        self.one = one_build_up(folder / "one")
        self.ten = ten_years(folder / "ten")
        self.folder = folder

    def env(self, store: Path) -> dict[str, str]:
        """Return what a program needs of its surroundings: the store, and nothing of the person who measures."""
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("PLANNER", "TEXTUAL", "NO_C"))
        }
        return kept | {
            "PYTHONPATH": str(_REPOSITORY),
            "PLANNER_STORE": str(store),
            "PLANNER_BACKUPS": str(self.folder / "backups"),
            "COLORTERM": "truecolor",
        }


def todays(bench: Bench) -> Iterator[Row]:
    """Measure `planner today` as a whole process."""
    day = date.today().isoformat()  # noqa: DTZ011 - the runner's day is the local one
    yardstick = (sys.executable, str(_YARDSTICKS / "today.py"), str(bench.ten), day)
    kinds: dict[str, Callable[[], float]] = {
        "yardstick": lambda: process(yardstick, bench.env(bench.ten)),
        "one": lambda: process((*PLANNER, "today"), bench.env(bench.one)),
        "ten": lambda: process((*PLANNER, "today"), bench.env(bench.ten)),
    }
    found = in_turn(kinds, 2 * bench.rounds)
    yield Row(Budget("today, one build-up", ratio=2), found["one"], found["yardstick"])
    yield Row(Budget("today, ten years", ratio=2), found["ten"], found["yardstick"])
    yield Row(Budget("today, ten years against one build-up", ratio=1.1), found["ten"], found["one"])


def process(command: tuple[str, ...], env: dict[str, str]) -> float:
    started = time.perf_counter()
    done = subprocess.run(command, env=env, capture_output=True, check=False)
    taken = time.perf_counter() - started
    if done.returncode or not done.stdout:
        raise RuntimeError(f"{command}: {done.returncode}, {done.stderr.decode()[-400:]}")
    return taken * 1000


def in_turn(kinds: dict[str, Callable[[], float]], rounds: int) -> dict[str, list[float]]:
    """Take each sample once to warm up, then `rounds` times in turn, from the other end every second time."""
    found: dict[str, list[float]] = {name: [] for name in kinds}
    for take in kinds.values():
        take()
    for n in range(rounds):
        for name in list(kinds)[:: 1 if n % 2 else -1]:
            found[name].append(kinds[name]())
    return found


class _Visits:
    """What several visits to one program gave, in milliseconds and MB."""

    def __init__(self, command: tuple[str, ...], env: dict[str, str], ready: bytes) -> None:
        self._command, self._env, self._ready = command, env, ready
        self.paint: list[float] = []
        self.days: list[float] = []
        self.weeks: list[float] = []
        self.months: list[float] = []
        self.memory: list[float] = []
        self.exit: list[float] = []

    def visit(self, *, keys: bool) -> None:
        """Start it, press the keys of a person who looks around, and leave by `q`."""
        terminal = Terminal(self._command, self._env)
        try:
            self.paint.append(terminal.wait_for(self._ready) * 1000)
            terminal.settle()
            if keys:
                for found, presses in (
                    (self.days, (RIGHT, RIGHT, LEFT, RIGHT, LEFT, LEFT)),
                    (self.weeks, (DOWN, UP, DOWN, UP)),
                    (self.months, (MONTH_ON, MONTH_ON, MONTH_BACK, MONTH_BACK, MONTH_BACK, MONTH_ON)),
                ):
                    found += [terminal.press(key) * 1000 for key in presses]
            self.memory.append(terminal.peak_kb() / 1000)
            self.exit.append(terminal.end(key=b"q") * 1000)
        finally:
            terminal.close()


def programs(bench: Bench) -> Iterator[Row]:
    """Measure the calendar in a terminal beside a one-line program and a calendar of one widget."""
    day = date.today().isoformat()  # noqa: DTZ011
    env = bench.env(bench.ten)
    ours = _Visits(PLANNER, env, b" help")
    line = _Visits((sys.executable, str(_YARDSTICKS / "one_line.py")), env, b"one line of text")
    month = _Visits(
        (sys.executable, str(_YARDSTICKS / "one_widget.py"), str(bench.ten), day), env, f"end {day}".encode()
    )
    everyone = (ours, line, month)
    for visits in everyone:
        visits.visit(keys=visits is not line)
        for samples in (visits.paint, visits.days, visits.weeks, visits.months, visits.memory, visits.exit):
            samples.clear()
    for n in range(bench.rounds):
        for visits in everyone[:: 1 if n % 2 else -1]:
            visits.visit(keys=visits is not line)
    yield Row(Budget("first paint of the calendar", ratio=1.2), ours.paint, line.paint)
    for name, mine, theirs in (("day", ours.days, month.days), ("week", ours.weeks, month.weeks)):
        yield Row(Budget(f"{name} move, median", ratio=1.3), mine, theirs)
        yield Row(Budget(f"{name} move, p95", ratio=1.3, part=0.95), mine, theirs)
    yield Row(Budget("month turn, p95", ratio=1.5, part=0.95), ours.months, month.months)
    yield Row(Budget("month turn, slowest", most=33, part=1.0), ours.months)
    if any(ours.memory):
        yield Row(Budget("peak memory", unit="MB", ratio=1.3), ours.memory, line.memory)
    yield Row(Budget("gone after q", ratio=1.2), ours.exit, line.exit)


def moves(bench: Bench) -> Iterator[Row]:
    """Measure a session moved by a key, there and back: saved, hung again and drawn."""
    terminal = Terminal(PLANNER, bench.env(bench.ten))
    found: list[float] = []
    try:
        terminal.wait_for(b" help")
        terminal.settle()
        for _ in range(_days_to_a_run(bench)):
            terminal.press(RIGHT)
        for n in range(1 + bench.rounds):
            for key in (_DAY_LATER, _DAY_EARLIER):
                terminal.settle()
                taken = terminal.press(key, quiet_s=_FRAME_QUIET_S) * 1000
                found += [taken] if n else []
    finally:
        terminal.close()
    yield Row(Budget("a session moved, shown", most=33), found)


def _days_to_a_run(bench: Bench) -> int:
    """Return how many days after today the next planned run stands."""
    from planner.actions.desk import Desk
    from planner.store.store import Store

    desk = Desk(Store(bench.ten, bench.env(bench.ten)))
    runs = {one.session.day for one in desk.schedule_of(desk.plan_of(None)).sessions if one.session.kind.is_run}
    return min((day - desk.today).days for day in runs if day > desk.today)


def clean_ends(bench: Bench) -> Iterator[Verdict]:
    """Look whether the terminal is given back as it was, however the program ends."""
    for name, key, by in (
        ("q", b"q", None),
        ("SIGTERM", b"", signal.SIGTERM),
        ("SIGHUP", b"", signal.SIGHUP),
        ("SIGINT", b"", signal.SIGINT),
    ):
        terminal = Terminal(PLANNER, bench.env(bench.ten))
        try:
            terminal.wait_for(b" help")
            terminal.settle()
            taken = terminal.end(key=key, by=by)
            left = terminal.left_behind()
            kept = not left and terminal.status is not None and taken < 1.0
            told = f"left on: {', '.join(left)}" if left else "clean"
            end = f"{told}, status {terminal.status}, {taken * 1000:.0f} ms{'' if kept else '  OVER'}"
            yield Verdict(f"{f'terminal after {name}':<42}  {end}", kept)
        finally:
            terminal.close()


def logging(bench: Bench) -> Iterator[Row]:
    """Measure logging a run beside a bare replace of the same bytes."""
    from planner.actions.desk import Desk
    from planner.actions.diary import done, log_run
    from planner.store.store import Store

    desk = Desk(Store(bench.ten, bench.env(bench.ten)))
    file = bench.ten / "log" / f"{desk.today.isoformat()[:7]}.toml"
    copy = file.with_name("copy.toml")

    session = desk.schedule_of(desk.plan_of(None)).sessions[0].session.id

    def run() -> float:
        started = time.perf_counter()
        log_run(desk, 5_000.0, desk.today)
        return (time.perf_counter() - started) * 1000

    def planned() -> float:
        started = time.perf_counter()
        done(desk, session)
        return (time.perf_counter() - started) * 1000

    def theirs() -> float:
        data = file.read_bytes()
        started = time.perf_counter()
        replace(copy, data)
        return (time.perf_counter() - started) * 1000

    found = in_turn({"run": run, "planned": planned, "theirs": theirs}, 3 * bench.rounds)
    yield Row(Budget("logging a run", ratio=2), found["run"], found["theirs"])
    yield Row(Budget("logging a session as done", ratio=2), found["planned"], found["theirs"])


def plans(bench: Bench) -> Iterator[Row]:
    """Measure an 18-week plan made, with its layers hung and its checks."""
    from planner.actions.build_ups import Request, preview
    from planner.actions.desk import Desk
    from planner.planning.schedule import schedule
    from planner.store.store import Store

    desk = Desk(Store(bench.one, bench.env(bench.one)))
    monday = desk.today - timedelta(days=desk.today.weekday())
    request = Request(
        race_name="Spring Half",
        race_day=monday + timedelta(days=7 * 19 - 1),
        distance_m=21_097.5,
        weekly_m=25_000.0,
        longest_m=9_000.0,
        days=4,
        start=monday + timedelta(days=7),
    )

    def ours() -> float:
        started = time.perf_counter()
        schedule(preview(desk, request).plan)
        return (time.perf_counter() - started) * 1000

    found = in_turn({"ours": ours}, 2 * bench.rounds)
    yield Row(Budget("an 18-week plan with layers", most=50), found["ours"])


def insights(bench: Bench) -> Iterator[Row]:
    """Measure what insights look at over ten years, without a cache and with it, beside reading the files.

    The yardstick reads all months and all plans with `tomli`, and makes our values of them.
    """
    import msgspec
    import tomli

    from planner.actions.desk import Desk
    from planner.actions.insights import figure, history
    from planner.domain.log import LogMonth
    from planner.domain.plan import Plan
    from planner.store.caches import recent, start_cache
    from planner.store.store import Store

    def theirs() -> float:
        started = time.perf_counter()
        for folder, kind in (("log", LogMonth), ("plans", Plan)):
            for file in sorted((bench.ten / folder).glob("*.toml")):
                if file.name != "copy.toml":
                    msgspec.convert(tomli.loads(file.read_bytes().decode()), kind)
        return (time.perf_counter() - started) * 1000

    def ours(look: Callable[[Desk], object], *, first: bool) -> float:
        for cache in (bench.ten / ".state").glob("*.cache") if first else ():
            cache.unlink()
        recent.forget()
        start_cache.forget()
        desk = Desk(Store(bench.ten, bench.env(bench.ten)))
        started = time.perf_counter()
        look(desk)
        return (time.perf_counter() - started) * 1000

    time.sleep(2.1)  # a file that was changed just now is not kept yet
    found = in_turn(
        {
            "theirs": theirs,
            "first": lambda: ours(history, first=True),
            "later": lambda: ours(history, first=False),
            "figure": lambda: ours(lambda desk: figure(desk, "weekly"), first=False),
        },
        2 * bench.rounds,
    )
    yield Row(Budget("insights over ten years, first time", ratio=1.2), found["first"], found["theirs"])
    yield Row(Budget("insights over ten years, later", ratio=0.1), found["later"], found["theirs"])
    yield Row(Budget("a figure of ten years, later", most=100), found["figure"])
