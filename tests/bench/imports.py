"""An import of thousands of runs: each costs what it costs among few, and one undo takes all of them back."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.bench.measures import Bench
from tests.bench.table import Budget, Row

FEW, MANY = 500, 2_000
_YEARS = 10
_NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)


def imports(bench: Bench) -> Iterator[Row]:
    """Measure a table of runs over ten years into an empty store, importing it again, and taking it back."""
    folder = bench.folder / "imports"
    found: dict[tuple[str, int], list[float]] = {}
    for n in range(max(2, bench.rounds // 4)):
        for count in (FEW, MANY) if n % 2 else (MANY, FEW):
            for name, seconds in _once(folder / f"{n}-{count}", count).items():
                found.setdefault((name, count), []).append(seconds * 1000)
    for name in ("import", "import again", "undo"):
        each = {count: [taken / count for taken in found[name, count]] for count in (FEW, MANY)}
        yield Row(Budget(f"{name}: a run of {MANY:,} against {FEW}", ratio=1.2), each[MANY], each[FEW])
    yield Row(Budget(f"import of {MANY:,} runs over {_YEARS} years", most=5_000), found["import", MANY])


def _once(folder: Path, count: int) -> dict[str, float]:
    from planner.actions.desk import Desk
    from planner.actions.run_import.proposal import import_runs
    from planner.actions.undo import undo
    from planner.store.store import Store

    folder.mkdir(parents=True)
    table = folder / "activities.csv"
    table.write_text(_table(count), encoding="utf-8")
    environ = {"PLANNER_BACKUPS": str(folder / "backups")}
    taken = {}
    for name in ("import", "import again", "undo"):
        desk = Desk(Store(folder / "store", environ), now=lambda: _NOW)
        began = time.perf_counter()
        if name == "undo":
            undo(desk)
        else:
            report = import_runs(desk, str(table))
            if report.new != (count if name == "import" else 0):
                raise RuntimeError(f"{name}: {report.new} of {count} runs were new")
        taken[name] = time.perf_counter() - began
    return taken


def _table(count: int) -> str:
    """Return Strava's table with runs spread evenly over ten years."""
    names = ("ID", "Date", "Name", "Type", "Gear")
    titles = [f"Activity {name}" for name in names] + [
        "Filename",
        "Elapsed Time",
        "Moving Time",
        "Distance",
        "Distance",
    ]
    lines = [",".join(titles)]
    for n in range(count):
        start = _NOW - timedelta(days=365 * _YEARS * (n + 1) / count)
        metres = 5_000 + n % 15_000
        lines.append(
            f'{n},"{start:%Y-%m-%d %H:%M:%S}",Run {n},Run,Blue,activities/{n}.fit.gz,'
            f"{metres // 3 + 60},{metres // 3},{metres / 1000},{metres}"
        )
    return "\n".join(lines) + "\n"
