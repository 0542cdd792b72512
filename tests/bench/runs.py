"""Thousands of run files: whether the last are read as fast as the first, in as much memory."""

import gzip
import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

from tests.bench.measures import Bench
from tests.bench.table import Budget, Row
from tests.imports.run_files import START, fit, gpx, lap, point, session, tcx, trackpoint

FILES = 2_000
_BLOCK = 40
_EDGE = 200
_HOUR = 3_600

_READ = """
import json, os, sys, time
from planner.actions.run_import.folder import Kind, walk_runs
from planner.imports.runs.file import read_run_file

def memory():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6

taken, used, count, began = [], [], 0, time.perf_counter()
for found in walk_runs(sys.argv[1]):
    assert found.kind is Kind.RUN, found.name
    count += len(read_run_file(found.read(), found.name))
    taken.append(time.perf_counter() - began)
    if len(taken) % 200 == 0:
        used.append(memory())
print(json.dumps({"count": count, "taken": taken, "used": used}))
"""
_DECODE = """
import json, sys, time
from garmin_fit_sdk import Decoder, Stream
from planner.imports.runs.file import read_run_file

with open(sys.argv[1], "rb") as file:
    data = file.read()
ours, theirs = [], []
for _ in range(int(sys.argv[2])):
    began = time.perf_counter()
    read_run_file(data, "x")
    ours.append((time.perf_counter() - began) * 1000)
    began = time.perf_counter()
    Decoder(Stream.from_byte_array(bytearray(data))).read()
    theirs.append((time.perf_counter() - began) * 1000)
print(json.dumps([ours, theirs]))
"""


def runs(bench: Bench) -> Iterator[Row]:
    """Measure reading a folder of run files of every sort, in a process of its own."""
    folder = bench.folder / "runs"
    folder.mkdir()
    hour = write_runs(folder, FILES)
    found = json.loads(_output(bench, _READ, str(folder)))
    if found["count"] != FILES:
        raise RuntimeError(f"{found['count']} runs were read from {FILES} files")
    ends = [0.0, *found["taken"][_BLOCK - 1 :: _BLOCK]]
    blocks = [(end - start) * 1000 / _BLOCK for start, end in pairwise(ends)]
    edge = _EDGE // _BLOCK
    name = f"a run file, last {_EDGE} of {FILES:,} against first"
    yield Row(Budget(name, ratio=1.2), blocks[-edge:], blocks[:edge])
    if used := found["used"]:
        yield Row(
            Budget(f"memory after {FILES:,} run files against {_EDGE}", unit="MB", ratio=1.1), used[-1:], used[:1]
        )
    ours, theirs = json.loads(_output(bench, _DECODE, str(hour), str(bench.rounds)))
    yield Row(Budget("an hour of seconds in FIT against its decoder", ratio=0.2), ours, theirs)


def write_runs(folder: Path, count: int) -> Path:
    """Write run files of every format, each with a start of its own but for one in eight, which is an hour of seconds.

    Returns the hour in FIT.
    """
    hours = (
        ("fit", fit(session(START, _HOUR, 10_800), records=_HOUR, local_hours=1)),
        ("gpx", gpx("".join(point(n) for n in range(_HOUR)))),
        ("tcx.gz", gzip.compress(tcx(lap(START, _HOUR, 10_800, "".join(_seconds(_HOUR)))))),
        ("fit.gz", gzip.compress(fit(session(START, _HOUR, 10_800), records=_HOUR))),
    )
    for n in range(count):
        start = START + timedelta(hours=7 * n)
        if n % 8 == 7:
            ending, data = hours[n // 8 % len(hours)]
        else:
            ending, data = "fit", fit(session(start, 1_800, 5_000 + n), start=start, records=20)
            if n % 8 == 2:
                ending, data = "gpx", gpx("".join(point(second, start=start) for second in range(0, 1_800, 10)))
            elif n % 8 == 5:
                ending, data = "tcx.gz", gzip.compress(tcx(lap(start, 1_800, 5_000 + n)))
        (folder / f"{n:05}.{ending}").write_bytes(data)
    return folder / "00007.fit"


def _seconds(count: int) -> Iterator[str]:
    for n in range(count):
        yield trackpoint(START + timedelta(seconds=n), 3.0 * n)


def _output(bench: Bench, code: str, *arguments: str) -> str:
    command = (sys.executable, "-c", code, *arguments)
    done = subprocess.run(command, env=bench.env(bench.one), capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-400:])
    return done.stdout
