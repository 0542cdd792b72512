"""The runs in what a person names: a file, a folder or an archive, tables first, so that no run is decoded twice.

A table says of a run what its file does not: title, notes, the pair. So where a table names a file and gives the
run's distance, the file stays closed; files that no table names are read, and those of rows without a distance.
"""

import os
import stat
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from planner.actions.files import read_regular
from planner.actions.run_import.folder import REST, TABLE_HEAD, ZIP_HEADS, Found, Kind, as_text, walk_runs
from planner.domain.activity import Activity
from planner.domain.errors import BadValue, PlannerError
from planner.domain.text import counted, one_line
from planner.domain.units import Unit
from planner.imports.asked import Missing
from planner.imports.runs.file import READS

if TYPE_CHECKING:
    from planner.imports.runs.table_rows import RunTable
    from planner.imports.runs.tables import ListedShoe

Progress = Callable[[int, int | None], None]
"""Is told how many files are read, and of how many."""
_ACTIVITIES = "activities.csv"
_HEAD = 2_000


class Gathered(msgspec.Struct, frozen=True, kw_only=True):
    """What was read. `listed`: the pairs that the other program lists. `stopped`: somebody stopped it before the end.

    `left_out`: other sports by the table's own words. `bad`: file or row, and why.
    """

    activities: tuple[Activity, ...]
    listed: "tuple[ListedShoe, ...]" = ()
    left_out: tuple[tuple[str, int], ...] = ()
    bad: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    stopped: bool = False


def holds_runs(path: str) -> bool:
    """Tell whether a path is for this import: a folder, an archive, a run file or a table of runs; never raises."""
    from planner.imports.runs.file import RUN_ENDINGS, is_run_head
    from planner.imports.runs.tables import is_run_table

    try:
        mode = os.stat(path).st_mode  # noqa: PTH116 - a Path cannot hold every name that a person can type
        if stat.S_ISDIR(mode):
            return True
        if not stat.S_ISREG(mode):
            return False
        with open(path, "rb") as file:  # noqa: PTH123 - as above
            head = file.read(TABLE_HEAD)
    except (OSError, ValueError):
        return False
    if head.startswith(ZIP_HEADS) or path.lower().endswith(RUN_ENDINGS) or is_run_head(head[:_HEAD]):
        return True
    text = as_text(head)
    return is_run_table(text) or _is_done_only(path, text)


def gather(
    *paths: str,
    unit: Unit | None = None,
    progress: Progress | None = None,
    stop: Callable[[], bool] | None = None,
) -> Gathered:
    """Read all runs under some paths. `unit`: that of tables that do not say.

    Raises `NotFound`, `BadValue` or `StoreError` for a path that cannot be read, or a single file that is no run, and
    `Missing` where a table's unit must be asked. One bad file among others is told and does not stop the rest.
    """
    found = [_gathered(path, unit, progress, stop or (lambda: False), alone=len(paths) == 1) for path in paths]
    if len(found) == 1:
        return found[0]
    left_out: Counter[str] = Counter()
    for one in found:
        left_out.update(dict(one.left_out))
    return Gathered(
        activities=tuple(activity for one in found for activity in one.activities),
        listed=tuple(pair for one in found for pair in one.listed),
        left_out=tuple(left_out.most_common()),
        bad=tuple(bad for one in found for bad in one.bad),
        notes=tuple(note for one in found for note in one.notes),
        stopped=any(one.stopped for one in found),
    )


def _gathered(
    path: str, unit: Unit | None, progress: Progress | None, stop: Callable[[], bool], *, alone: bool
) -> Gathered:
    reader = _Reader(unit, stop)
    found = tuple(walk_runs(path))  # once: to look into each of many files takes longer than to keep what was seen
    reader.read_tables(found)
    reader.read_files(found, progress)
    if alone and reader.seen == 1 and reader.error:
        raise reader.error if reader.place == one_line(path) else _inside(path, reader.error)
    if reader.seen == 1 and reader.others:
        raise BadValue(f"file {one_line(path)}", "this is neither a run nor a table of runs", READS)
    return reader.gathered()


def _inside(path: str, error: PlannerError) -> PlannerError:
    """Return what is wrong with the only file in a folder or an archive, with the name of that too."""
    fix = "It is the only file there." if error.fix == REST else error.fix
    return BadValue(f"{one_line(path)}: {error.what}", error.why, fix)


class _Reader:
    """Reads tables, then the files that they leave open."""

    def __init__(self, unit: Unit | None, stop: Callable[[], bool]) -> None:
        self._unit, self._stop = unit, stop
        self._done: list[Activity] = []
        self._open: dict[str, Activity] = {}
        self._closed: set[str] = set()
        self._listed: list[ListedShoe] = []
        self._left_out: Counter[str] = Counter()
        self._bad: list[str] = []
        self._notes: list[str] = []
        self._files = 0
        self._stopped = False
        self.seen = self.others = 0
        self.place = ""
        self.error: PlannerError | None = None

    def read_tables(self, found: Iterable[Found]) -> None:
        """Read every table on the way, and count what else there is."""
        for one in found:
            self.seen += 1
            self.place = one.place
            match one.kind:
                case Kind.TABLE:
                    self._table(one)
                case Kind.RUN:
                    self._files += 1
                case Kind.REFUSED if one.problem:
                    self._fail(one.problem)
                case _:
                    self.others += 1

    def read_files(self, found: Iterable[Found], progress: Progress | None) -> None:
        """Read the run files that no table has answered for."""
        at = 0
        for one in found:
            if one.kind is not Kind.RUN:
                continue
            if self._stop():
                self._stopped = True
                return
            if progress:
                progress(at, self._files)
            at += 1
            key = _key(one.name)
            if key not in self._closed:
                self._file(one, self._open.pop(key, None))
        if progress:
            progress(self._files, self._files)

    def gathered(self) -> Gathered:
        """Return everything that was read."""
        notes = list(self._notes)
        if self.others:
            what = "is neither a run nor a table" if self.others == 1 else "are neither runs nor tables"
            notes.append(f"{counted(self.others, 'other file')} {what} of runs: left out.")
        return Gathered(
            activities=(*self._done, *self._open.values()),
            listed=tuple(self._listed),
            left_out=tuple(self._left_out.most_common()),
            bad=tuple(self._bad),
            notes=tuple(notes),
            stopped=self._stopped,
        )

    def _fail(self, error: PlannerError) -> None:
        self.error = error
        self._bad.append(one_line(str(error)))

    def _table(self, found: Found) -> None:
        from planner.imports.decoding import MOST_BYTES, decode
        from planner.imports.plans import training_peaks
        from planner.imports.runs.tables import HEAD, is_run_table, is_shoe_table, read_run_table, read_shoe_table

        try:
            if found.size > MOST_BYTES:
                raise BadValue(found.place, f"it is larger than {MOST_BYTES // 1_000_000} MB", "The rest was read.")
            text = decode(found.read(), found.place).text
            if is_shoe_table(text[:HEAD]):
                self._listed += read_shoe_table(text, found.place)
            elif training_peaks.sniff(text[:HEAD], found.name):
                self._summary(found, text)
            elif is_run_table(text[:HEAD]):
                self._rows(found, read_run_table(text, found.place, unit=self._unit))
            else:
                self._other_table(found)
        except Missing:
            raise
        except PlannerError as error:
            self._fail(error)

    def _summary(self, found: Found, text: str) -> None:
        from planner.imports.plans.training_peaks import is_done_only, read_done

        done, notes = read_done(text, found.place)
        self._done += done
        self._notes += (f"{found.place}: {note}" for note in notes)
        if not is_done_only(text, found.place):
            self._notes.append(f"{found.place}: what it planned is left out here; import it by itself as a plan.")

    def _other_table(self, found: Found) -> None:
        self.others += 1
        if PurePosixPath(found.name).name == _ACTIVITIES:
            self._notes.append(f"{found.place}: its columns are in words that planner does not know; files were read.")

    def _rows(self, found: Found, table: "RunTable") -> None:
        folder = PurePosixPath(found.name).parent
        self._closed |= {_key(str(folder / name)) for name in table.named}
        for activity, name in zip(table.activities, table.files, strict=True):
            if name and activity.distance_m is None:
                self._open[_key(str(folder / name))] = activity
            else:
                self._done.append(activity)
        self._closed -= self._open.keys()
        self._left_out.update(dict(table.left_out))
        self._bad += table.bad
        self._notes += table.notes

    def _file(self, found: Found, row: Activity | None) -> None:
        from planner.imports.runs.file import read_run_file

        try:
            runs = read_run_file(found.read(), found.place)
        except PlannerError as error:
            self._fail(error)
            self._done += [row] if row else []
            return
        self._notes += [f"{found.place}: {one_line(run.warning)}" for run in runs if run.warning]
        self._done += [_joined(row, runs)] if row else runs


def _joined(row: Activity, runs: tuple[Activity, ...]) -> Activity:
    """Return a table's row with what only its file says."""
    near = min(
        runs, key=lambda run: abs((run.start.astimezone() - row.start.astimezone()).total_seconds()), default=row
    )
    return replace(
        row,
        distance_m=near.distance_m,
        duration_s=row.duration_s or near.duration_s,
        elapsed_s=row.elapsed_s or near.elapsed_s,
    )


def _key(name: str) -> str:
    """Return a file's name as tables and folders agree on it, packed or not."""
    return str(PurePosixPath(name)).casefold().removesuffix(".gz")


def _is_done_only(path: str, head: str) -> bool:
    """Tell whether a file is TrainingPeaks' summary of workouts with nothing planned in it: then it is no plan."""
    from planner.imports.decoding import MOST_BYTES, decode
    from planner.imports.plans.training_peaks import is_done_only, sniff

    if not sniff(head, path):
        return False
    try:
        return is_done_only(decode(read_regular(path, MOST_BYTES), path).text, path)
    except PlannerError:
        return False
