"""How each cost grows from one to thirty years of plans, gear and log: what shows a day or a month must not grow.

In processor time: what else the machine does would drown a tenth, and nothing here waits for anything but the disk.
"""

import resource
import subprocess
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

from tests.bench.measures import LEFT, MONTH_BACK, MONTH_ON, PLANNER, RIGHT, Bench
from tests.bench.table import Growth, Verdict, growth_heading, judge_growth
from tests.bench.ten_years import ten_years
from tests.bench.terminal import Terminal

YEARS = (1, 10, 30)
_FLAT = 1.1
_IMPORTED = 20
_MEMORY = "peak memory"
_SHOWS_A_DAY_OR_A_MONTH = (
    "today", "first paint", "day move", "month turn", _MEMORY, "logging a run", "export ics",
)  # fmt: skip
_LOOKS_AT_ALL = ("insights, first", "insights, later", f"import of {_IMPORTED} runs", "doctor")
"""An import looks whether a run is in the log already, whenever that was."""
_Samples = defaultdict[str, dict[int, list[float]]]


def growth(bench: Bench) -> Iterator[Verdict]:
    """Measure everyday commands, the program, logging, insights and checks on stores of `YEARS`, in turn."""
    stores = {years: ten_years(bench.folder / "growth" / str(years), years) for years in YEARS}
    time.sleep(2.1)  # a file that was changed just now is not kept yet
    found: _Samples = defaultdict(lambda: {years: [] for years in YEARS})
    rounds = max(3, bench.rounds // 2)
    for n in range(rounds + 1):
        for years, store in list(stores.items())[:: 1 if n % 2 else -1]:
            taken = _visit(bench, store)
            taken |= {name: [measure()] for name, measure in _costs(bench, store).items()}
            for name, samples in taken.items() if n else ():  # the first round warms up
                found[name][years] += samples
    yield Verdict("\n" + growth_heading(YEARS), kept=True)
    for name in _SHOWS_A_DAY_OR_A_MONTH:
        yield judge_growth(Growth(f"growth: {name}", found[name], "MB" if name == _MEMORY else "ms", _FLAT))
    for name in _LOOKS_AT_ALL:
        yield judge_growth(Growth(f"growth: {name}", found[name]))


def _visit(bench: Bench, store: Path) -> dict[str, list[float]]:
    """Start the program, look around, and leave it; return the processor time of each of these."""
    found: dict[str, list[float]] = {"day move": [], "month turn": []}
    terminal = Terminal(PLANNER, bench.env(store))
    try:
        terminal.wait_for(b" help")
        found["first paint"] = [terminal.processor_s() * 1000]
        terminal.settle()
        for name, keys in (("day move", (RIGHT, LEFT) * 4), ("month turn", (MONTH_ON, MONTH_BACK) * 3)):
            for key in keys:
                before = terminal.processor_s()
                terminal.press(key)
                found[name].append((terminal.processor_s() - before) * 1000)
        found[_MEMORY] = [terminal.peak_kb() / 1000]
        terminal.end(key=b"q")
    finally:
        terminal.close()
    return found


def _process(command: tuple[str, ...], env: dict[str, str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, env=env, capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode or not done.stdout:
        raise RuntimeError(f"{command}: {done.returncode}, {done.stderr.decode()[-400:]}")
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000


def _costs(bench: Bench, store: Path) -> dict[str, Callable[[], float]]:
    env = bench.env(store)
    return {
        "today": lambda: _process((*PLANNER, "today"), env),
        "export ics": lambda: _process((*PLANNER, "export", "ics"), env),
        "doctor": lambda: _process((*PLANNER, "doctor"), env),
        "logging a run": lambda: _logging(bench, store),
        f"import of {_IMPORTED} runs": lambda: _import(bench, store),
        "insights, first": lambda: _insights(bench, store, first=True),
        "insights, later": lambda: _insights(bench, store, first=False),
    }


def _logging(bench: Bench, store: Path) -> float:
    from planner.actions.desk import Desk
    from planner.actions.diary import log_run
    from planner.store.store import Store

    desk = Desk(Store(store, bench.env(store)))
    log_run(desk, 5_000.0, desk.today)  # the first write of a day tends the store
    least = []
    for _ in range(5):
        started = time.process_time()
        log_run(desk, 5_000.0, desk.today)
        least.append((time.process_time() - started) * 1000)
    return min(least)


def _import(bench: Bench, store: Path) -> float:
    """Import a table of runs of the last days that the store has not, as each one's number tells."""
    from planner.actions.desk import Desk
    from planner.actions.run_import.proposal import import_runs
    from planner.store.store import Store

    desk = Desk(Store(store, bench.env(store)))
    number = time.time_ns() // 1_000_000
    rows = ["Activity ID,Activity Date,Activity Name,Activity Type,Elapsed Time,Moving Time,Distance"]
    for n in range(_IMPORTED):
        start = desk.now() - timedelta(days=n % 5, seconds=number % 50_000 + 60 * n)
        rows.append(f'{number}{n},"{start:%Y-%m-%d %H:%M:%S}",Run,Run,1800,1790,5.{n:02}')
    table = bench.folder / "growth.csv"
    table.write_text("\n".join(rows) + "\n", encoding="utf-8")
    started = time.process_time()
    import_runs(desk, str(table))
    return (time.process_time() - started) * 1000


def _insights(bench: Bench, store: Path, *, first: bool) -> float:
    from planner.actions.desk import Desk
    from planner.actions.insights import history
    from planner.store.caches import recent, start_cache
    from planner.store.store import Store

    for cache in (store / ".state").glob("*.cache") if first else ():
        cache.unlink()
    recent.forget()
    start_cache.forget()
    desk = Desk(Store(store, bench.env(store)))
    started = time.process_time()
    history(desk)
    return (time.process_time() - started) * 1000
