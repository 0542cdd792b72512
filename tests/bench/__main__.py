"""Measure planner against its yardsticks and print a table: `tests/bench/run`."""

import argparse
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.calendars import calendars
from tests.bench.growth import growth
from tests.bench.imports import imports
from tests.bench.measures import Bench, clean_ends, insights, logging, moves, plans, programs, todays
from tests.bench.runs import runs
from tests.bench.seconds import seconds
from tests.bench.table import Row, Verdict, heading, judge


def main() -> int:
    """Run what was asked for; the exit status is always 0, since a clock on a shared machine is no test."""
    parser = argparse.ArgumentParser(prog="tests/bench/run", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a few rounds instead of many")
    parser.add_argument(
        "--only",
        default="",
        metavar="WORD",
        help="today, program, move, log, plan, insights, ics, ends, seconds, runs, import, growth",
    )
    chosen = parser.parse_args()
    parts: dict[str, Callable[[Bench], Iterable[Row | Verdict]]] = {
        "today": todays,
        "program": programs,
        "move": moves,
        "log": logging,
        "plan": plans,
        "insights": insights,
        "ics": calendars,
        "ends": clean_ends,
        "seconds": seconds,
        "runs": runs,
        "import": imports,
        "growth": growth,
    }
    with TemporaryDirectory(prefix="planner-bench-") as folder:
        print("making a store of ten years ...", file=sys.stderr, flush=True)
        bench = Bench(Path(folder), rounds=4 if chosen.quick else 15)
        load, python = os.getloadavg()[0], sys.version.split()[0]
        print(f"{os.cpu_count()} cores, load {load:.1f}, {bench.rounds} rounds, Python {python}")
        print(heading())
        over = sum(
            _shown(found) for name, part in parts.items() if name.startswith(chosen.only) for found in part(bench)
        )
    print(f"\n{over} over budget" if over else "\nall budgets kept")
    return 0


def _shown(found: Row | Verdict) -> bool:
    verdict = judge(found) if isinstance(found, Row) else found
    print(verdict.line, flush=True)
    return not verdict.kept


if __name__ == "__main__":
    sys.exit(main())
