"""A session is played by a process that is killed at every call to the system, at every transition.

The process is real and so is SIGKILL: at each transition the playing process forks, and the child does the same step
on a copy of the store until it is killed: in each call that changes files, and before the one after it. Before a call
that only looks, the files are the same as after the last change. What was left on the disk is then opened anew.
"""

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest

from planner.actions import playing
from planner.actions.desk import Desk
from planner.domain.dose import Hold, Open, Reps, Spots
from planner.domain.exercise import Timing
from planner.domain.log import Played
from planner.domain.routine import Do, Group, Note, Rest, Routine, SideOrder
from planner.playing.measure import elapsed_s
from planner.playing.player import Player
from planner.playing.state import Phase
from planner.store.care.backup import MARK
from planner.store.care.check import check_store
from planner.store.disk.atomic import TEMPORARY
from planner.store.names import STATE
from planner.store.store import Store
from tests.actions.conftest import NOW
from tests.store.deeds import scratch_folder
from tests.store.faults import Faults

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="fork and SIGKILL of POSIX")
STARTED_S = 1000.0
FILE = Path(".state/playing.toml")
ROUTINE = Routine(
    id="of-everything",
    name="Of everything",
    timing=(Timing.ANY,),
    steps=(
        Note("Fetch the roller."),
        Do(exercise="pigeon-pose", dose=Hold(8)),
        Do(exercise="glute-bridge", dose=Reps(4, 2, rest_s=5), wait=True),
        Rest(5),
        Group((Do(exercise="standing-crossover-stretch", dose=Open(5), sides=SideOrder.LEFT),), rounds=2, rest_s=5),
        Do(exercise="it-band-foam-roll", dose=Spots()),
    ),
)
Press = Callable[[Player, float], Player]


def _enter(player: Player, now: float) -> Player:
    return player.enter(now)


def _scored(score: int) -> Press:
    return lambda player, now: player.score(now, score)


def script() -> Iterator[tuple[float, Press | None]]:
    """Yield the moments and keys of a session; without a key somebody just looks."""
    now = STARTED_S

    def looks(seconds: int) -> Iterator[tuple[float, Press | None]]:
        nonlocal now
        for _ in range(seconds):
            now += 1
            yield now, None

    yield now, lambda player, at: player.start(at)
    yield from looks(2)
    yield now, _enter  # the note is read
    yield from looks(6 + 4)
    yield now, lambda player, at: player.pause(at)
    yield from looks(3)
    yield now, lambda player, at: player.resume(at)
    yield from looks(4 + 6 + 8)
    yield now, lambda player, at: player.add_note(at, "looser than last week")
    yield from looks(2)
    for _ in range(2):
        yield now, _enter  # ready, and the second set's rest cut short
        yield from looks(6 + 5)
        yield now, _enter  # a set done
        yield from looks(3)
    yield now, _enter
    yield from looks(6 + 7)
    yield now, lambda player, at: player.next(at)
    yield from looks(5 + 6 + 4)
    yield now, lambda player, at: player.skip(at, "enough")
    for _ in range(2):
        yield from looks(6 + 3)
        yield now, _enter  # on a spot
        yield now, _scored(7)
        yield from looks(9)
        yield now, lambda player, at: player.weight_off(at)
        yield now, _scored(3)
        yield now, _enter
        yield from looks(2)
        yield now, _enter
        yield from looks(4)
        yield now, lambda player, at: player.next(at)
        yield from looks(1)
        yield now, lambda player, at: player.next(at)


def desk_on(root: Path, now: float = STARTED_S, seed: int = 7) -> Desk:
    """Return the desk of a program that was just started, on a store and at a moment of the clock."""
    moment: datetime = NOW + timedelta(seconds=now - STARTED_S)
    return Desk(
        Store(root, {"PLANNER_BACKUPS": str(root.parent / "backups")}), now=lambda: moment, pick=Random(seed).choice
    )


@pytest.fixture
def scratch() -> Iterator[Path]:
    with TemporaryDirectory(prefix="planner-tests-", dir=scratch_folder()) as folder:
        yield Path(folder)


class Killer:
    """Does one thing again and again in a process that is killed at each call that changes files, and after it.

    `everywhere`: at every other call too.
    """

    def __init__(self, scratch: Path, *, everywhere: bool = False) -> None:
        self.scratch = scratch
        self.everywhere = everywhere
        self.kills = 0

    def outcomes(self, root: Path, deed: Callable[[Path], object]) -> Iterator[Path]:
        """Yield each store that a kill left behind, those with the same files once, and that of a kill just after."""
        seen: set[bytes] = set()
        changing, calls = self._run(self._copied(root), deed, at=-1)
        after = calls + 1
        at_all = range(1, after) if self.everywhere else {1, *changing, *(step + 1 for step in changing)}
        for at in sorted({*at_all, after}):
            left = self._copied(root)
            _, calls = self._run(left, deed, at)
            assert (calls >= at) is (at < after), "it does not always make the same calls"
            self.kills += 1
            state = files_of(left)
            if state not in seen:
                seen.add(state)
                yield left

    def _copied(self, root: Path) -> Path:
        left = self.scratch / "left" / "store"
        shutil.rmtree(left.parent, ignore_errors=True)
        shutil.copytree(root, left)
        return left

    def _run(self, root: Path, deed: Callable[[Path], object], at: int) -> tuple[list[int], int]:
        """Kill the deed at its call number `at`, or when it is done; return which calls changed files, and how many."""
        told, tells = os.pipe()
        pid = os.fork()
        if pid == 0:
            faults = Faults(at, "torn")
            faults.install(setattr)
            try:
                deed(root)
            finally:
                done, faults.at = (faults.changing, faults.step), -1  # what follows is no step of the deed
                os.write(tells, json.dumps(done).encode())
                os.kill(os.getpid(), signal.SIGKILL)
        os.close(tells)
        with os.fdopen(told, "rb") as pipe:
            said = pipe.read()
        _, status = os.waitpid(pid, 0)
        assert os.waitstatus_to_exitcode(status) == -signal.SIGKILL
        changing, calls = json.loads(said) if said else ([], at)
        return changing, calls


def files_of(root: Path) -> bytes:
    """Return what tells two stores apart: names and contents, of what is half written, and locks, no content."""
    parts = []
    for path in sorted(root.rglob("*")):
        if path.is_file():
            half = path.name.endswith(TEMPORARY)
            name = TEMPORARY if half else str(path.relative_to(root))
            aside = half or path.name in ("lock", "playing.lock")  # a lock holds the number of the process that had it
            parts.append(name.encode() + b"\0" + (b"" if aside else path.read_bytes()))
    return b"\1".join(parts)


def entries(root: Path) -> list[Played]:
    found, problems = Store(root).entries(date(2026, 1, 1), date(2027, 12, 31))
    assert not problems
    return [entry for entry in found if isinstance(entry, Played)]


def look_over(root: Path) -> None:
    """Look that nothing is wrong with a store, and that at most the one cut off save left something behind."""
    left_over = list(root.rglob(f"*{TEMPORARY}"))
    assert len(left_over) <= 1
    for path in left_over:
        path.unlink()  # as a save does itself when it is an hour old
    assert check_store(root) == ()


def play_on(root: Path, now: float) -> tuple[Player, str]:
    """Start the program anew, go on to the end and keep it; return the player as it was taken up, and the id."""
    desk = desk_on(root, now, seed=8)
    progress = playing.unfinished(desk)
    assert progress is not None, desk.problems
    assert "Of everything" in playing.describe(desk, progress)
    session = playing.go_on(desk, progress, 50.0)
    taken_up = session.player
    session.press(session.player.resume(50.0), 50.0)
    moment = 50.0
    while not session.player.is_finished:
        moment += 4.0
        session.tick(moment)
        if session.player.phase in (Phase.WAITING, Phase.ROLLING, Phase.HOLDING):
            key = session.player.next if session.player.phase is Phase.ROLLING else session.player.enter
            session.press(key(moment), moment)
        elif session.player.phase is Phase.RUNNING and session.player.position(moment) > 10:
            session.press(session.player.enter(moment), moment)
        assert moment < 600
    session.finish(moment)
    assert session.problem is None
    return taken_up, session.identity.id


def test_killed_at_any_call_of_any_transition_it_goes_on_there_and_is_logged_once(scratch: Path) -> None:
    desk = desk_on(scratch / "store")
    desk.store.save_routine(ROUTINE)
    session = playing.start(desk, ROUTINE.id)
    killer, transitions, kept = Killer(scratch), 0, session.player
    for now, key in script():
        player = session.player.tick(now) if key is None else key(session.player, now)
        before = session.player
        if playing._mark(player) == playing._mark(before):
            session.press(player, now)
            continue
        transitions += 1

        def step(root: Path, before: Player = before, player: Player = player, now: float = now) -> None:
            twin = playing.PlaySession(desk_on(root, now), before, session.identity)
            twin.press(player, now)

        for left in killer.outcomes(scratch / "store", step):
            if not (left / FILE).exists():  # killed before the very first save
                assert before.phase is Phase.READY
                assert playing.unfinished(desk_on(left, now)) is None
                continue
            taken_up, id_ = play_on(left, now)
            stands_at = [(one.state.place, one.phase) for one in (kept, player)]
            assert (taken_up.state.place, taken_up.phase) in stands_at
            assert elapsed_s(taken_up, 0.0) >= elapsed_s(kept, kept.since) - 1e-6
            (entry,) = entries(left)
            assert entry.id == id_
            assert not (left / FILE).exists()
            look_over(left)
        session.press(player, now)
        kept = session.player
    assert session.player.is_finished
    assert transitions > 30
    assert killer.kills >= 8 * transitions


def played_through(root: Path) -> tuple[playing.PlaySession, float]:
    """Play the whole script on a store; return the session, which is not in the log yet, and the moment."""
    desk = desk_on(root)
    desk.store.save_routine(ROUTINE)
    session = playing.start(desk, ROUTINE.id)
    now = STARTED_S
    for now, key in script():
        session.press(session.player.tick(now) if key is None else key(session.player, now), now)
    assert session.player.is_finished
    return session, now


def test_killed_at_any_call_while_it_is_logged_it_is_logged_once(scratch: Path) -> None:
    session, now = played_through(scratch / "store")

    def log(root: Path) -> None:
        playing.PlaySession(desk_on(root, now), session.player, session.identity).finish(now)

    already = []
    for left in Killer(scratch).outcomes(scratch / "store", log):
        desk = desk_on(left, now, seed=8)
        progress = playing.unfinished(desk)
        already.append(bool(entries(left)))
        assert (progress is None) is already[-1]  # what is logged is not offered again
        if progress is not None:
            playing.keep_unfinished(desk, progress)
        (entry,) = entries(left)
        assert (entry.id, entry.complete) == (session.identity.id, True)
        assert playing.unfinished(desk_on(left, now)) is None
        look_over(left)
        playing.start(desk_on(left, now), ROUTINE.id)  # nothing is in the way of the next session
    assert set(already) == {False, True}


def test_killed_at_any_call_while_an_unfinished_session_is_kept_or_discarded_nothing_is_logged_twice(
    scratch: Path,
) -> None:
    desk = desk_on(scratch / "store")
    desk.store.save_routine(ROUTINE)
    session, now = playing.start(desk, ROUTINE.id), STARTED_S
    for now, key in list(script())[:24]:
        session.press(session.player.tick(now) if key is None else key(session.player, now), now)

    def keep(root: Path) -> None:
        there = desk_on(root, now)
        progress = playing.unfinished(there)
        assert progress is not None
        playing.keep_unfinished(there, progress)

    def discard(root: Path) -> None:
        playing.discard(desk_on(root, now))

    for deed, logged in ((keep, 1), (discard, 0)):
        for left in Killer(scratch).outcomes(scratch / "store", deed):
            if playing.unfinished(desk_on(left, now)) is not None:
                deed(left)  # the runner is asked again, and says the same
            assert [entry.id for entry in entries(left)] == [session.identity.id] * logged
            assert playing.unfinished(desk_on(left, now)) is None
            look_over(left)


def test_a_kill_before_a_call_that_only_looks_leaves_the_same_files_as_one_after_the_last_change(scratch: Path) -> None:
    session, now = played_through(scratch / "store")

    def log(root: Path) -> None:
        playing.PlaySession(desk_on(root, now), session.player, session.identity).finish(now)

    def left_by(killer: Killer) -> set[bytes]:
        return {files_of(left) for left in killer.outcomes(scratch / "store", log)}

    some, every = Killer(scratch), Killer(scratch, everywhere=True)
    assert left_by(some) == left_by(every)
    assert every.kills > 2 * some.kills


def test_what_a_cut_off_save_left_behind_goes_with_the_next_days_first_save(scratch: Path) -> None:
    session, now = played_through(scratch / "store")

    def keep(root: Path) -> None:
        playing.PlaySession(desk_on(root, now), session.player, session.identity).keep(now)

    left_over = 0
    for left in Killer(scratch).outcomes(scratch / "store", keep):
        for path in left.rglob(f"*{TEMPORARY}"):
            left_over += 1
            os.utime(path, (0, 0))
        (left / STATE / MARK).write_text("2026-11-20")  # the last day that anything was saved
        playing.PlaySession(desk_on(left, now), session.player, session.identity).finish(now)
        assert not list(left.rglob(f"*{TEMPORARY}"))
    assert left_over
