"""Playing a routine: from its id to a log entry, kept on disk all the way so that nothing is lost or logged twice."""

from collections.abc import Iterable
from datetime import date, timedelta

from msgspec.structs import replace

from planner.actions.desk import Desk
from planner.actions.diary import log_played
from planner.actions.played_before import sore_side, usual_seconds, weaker_side
from planner.actions.routines import check_holds, check_whole
from planner.actions.sparing import locked_now, spare
from planner.codec.toml import decode, encode
from planner.domain.body import Area, Side
from planner.domain.days import show_day
from planner.domain.errors import BadValue, NotFound, PlannerError
from planner.domain.layer import Anchor, Hung
from planner.domain.log import Feeling, Felt, Played, When
from planner.domain.routine import Routine
from planner.domain.units import show_clock
from planner.planning.agenda import HungLine, Status
from planner.planning.routine_trim import trim
from planner.planning.schedule import Planned
from planner.playing.cues import Cue
from planner.playing.measure import elapsed_s
from planner.playing.player import Player, ready
from planner.playing.progress import SCHEMA, Progress, restore, save, timeline_of
from planner.playing.record import PlaySession as Identity
from planner.playing.record import played
from planner.playing.state import Phase, Ways
from planner.playing.timeline import build_timeline
from planner.store.session_lock import PlayedElsewhere, hold_session, is_played_elsewhere, let_session_go

FILE = ".state/playing.toml"
"""How messages name the file of the session being played."""
KEPT_EVERY_S = 15.0
"""A session is kept at least this often while it runs, in seconds."""
_FIX = "Go on with it, keep what was done, or discard it."


class PlaySession:
    """A session being played. Every transition is on disk before the next one starts.

    `identity` names the log entry that it becomes. `problem` is set while it cannot be kept on disk; playing goes on.
    With `keeps_later` whoever shows the session calls `settle` once it is shown: a slow disk then holds up no second,
    and the next transition waits for the disk all the same.
    """

    def __init__(self, desk: Desk, player: Player, identity: Identity) -> None:
        self.desk = desk
        self.player = player
        self.identity = identity
        self.problem: PlannerError | None = None
        self.keeps_later = False
        self._is_unkept = False
        self._kept_at = 0.0
        self._is_over = False
        self.before: tuple[Felt, ...] = ()
        """How the areas felt before the start."""
        self.can_wait = False
        """Whether what is to be kept may be so a little later: nothing but time has passed."""
        self.cautions: tuple[str, ...] = ()
        """What is left out or goes lighter today, and why: to be shown before the timer starts."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was done yet, so that there is nothing to keep."""
        state = self.player.state
        return not any(tally.done_s or tally.spots or tally.skipped for tally in state.tallies) and not state.note

    def tick(self, now: float, wall: float | None = None) -> tuple[Cue, ...]:
        """Let time pass and return what it set off. `now`: a monotonic clock; `wall`: seconds of the wall clock."""
        return self.press(self.player.tick(now, wall), now)

    def press(self, player: Player, now: float) -> tuple[Cue, ...]:
        """Take over the player after a key; when anything but the time changed, it is kept on disk."""
        if self.player.phase is Phase.READY and player.phase is not Phase.READY:
            self.identity = replace(self.identity, started=self.desk.now())
        changed = _mark(player) != _mark(self.player)
        if changed:
            self.settle(now)
        self.player = player
        # A long roll has no transitions: without this a kill would cost all of it.
        if changed or (not player.is_still and now - self._kept_at >= KEPT_EVERY_S):
            self._is_unkept = True
        self.can_wait = self._is_unkept and not changed
        if not self.keeps_later:
            self.settle(now)
        return player.cues

    def settle(self, now: float) -> None:
        """Save what has changed and is not on disk yet; nothing once the session is over and logged."""
        if self._is_unkept and not self._is_over:
            self.keep(now)

    def keep(self, now: float) -> None:
        """Save where the session stands."""
        self._is_unkept, self._kept_at = False, now
        if self.player.phase is Phase.READY:
            return
        try:
            self.desk.store.check_there()
            hold_session(self.desk.store.root)
        except PlannerError as problem:
            self.problem = problem
            return
        progress = save(self.player, self.identity, now, saved=self.desk.now())
        progress = replace(progress, before=self.before)
        try:
            self.desk.store.save_playing(encode(progress, schema=SCHEMA).encode())
            self.problem = None
        except PlannerError as problem:
            self.problem = problem

    def leave(self, now: float) -> None:
        """Save where the session stands, down to the second, unless it is over already."""
        if not self._is_over:
            self.keep(now)

    def let_go(self) -> None:
        """Let other windows play, or go on with what was left here."""
        let_session_go(self.desk.store.root)

    def entry(self, now: float) -> Played:
        """Return what the log would hold if it ended now."""
        day = _day_of(self.desk, self.identity)
        return played(self.player, self.identity, now, at=self.desk.now(), day=day)

    def finish(self, now: float, feelings: Iterable[Felt] = ()) -> str:
        """Log what was done and what was felt before and after, and end the session; return a sentence.

        Nothing done: nothing is logged. The log entry goes first: a kill between the two leaves an entry of the same
        id, which is not written twice.
        """
        self.player = self.player if self.player.is_finished else self.player.stop(now)
        if self.is_empty:
            sentence = "Nothing was played, so nothing is kept."
        else:
            sentence = log_played(self.desk, self.entry(now), *self.before, *feelings)
        self._is_over = True
        _end(self.desk)
        return sentence

    def felt(
        self, area: Area, side: Side, score: int, feeling: Feeling = Feeling.TIGHTNESS, when: When = When.AFTER
    ) -> Felt:
        """Return how an area feels before or after the session, for `before` and `finish`."""
        return Felt(
            id=self.desk.new_id(),
            at=self.desk.now(),
            day=min(self.identity.started.date(), self.desk.today),
            area=area,
            side=side,
            score=score,
            feeling=feeling,
            when=when,
            session=self.identity.id,
        )


def start(desk: Desk, what: str | Routine, seconds: float | None = None, *, short: bool = False) -> PlaySession:
    """Return a session that waits to be started: of a routine, a hung item, or a run (before it, else after it).

    A routine that is not kept anywhere is given itself, such as a suggested one.
    `seconds`: the time there is; the routine is trimmed to it. What is locked today is left out. `short`: what it rolls
    spot by spot is rolled for a fixed time instead; `BadValue` when there is nothing of the sort. Raises `NotFound`,
    `BadFile` for a routine that cannot be read, and `BadValue` for one that is not whole, or locked as a whole, and
    while another session is neither kept nor discarded.
    """
    if isinstance(what, Routine):
        return start_routine(desk, what, seconds=seconds)
    routine, plan, item = find_routine(desk, what)
    if short:
        from planner.actions.clear import shortened

        routine = shortened(desk, routine)
    return start_routine(desk, routine, plan=plan, item=item, seconds=seconds)


def start_routine(
    desk: Desk, routine: Routine, *, plan: str = "", item: str = "", seconds: float | None = None
) -> PlaySession:
    """Return a session of a routine that need not be saved, such as what stands in the builder. Raises as `start`."""
    if is_played_elsewhere(desk.store.root):
        raise PlayedElsewhere(desk.store.root)
    waiting = unfinished(desk)
    if waiting is not None:
        raise BadValue("player", describe(desk, waiting).rstrip("."), _FIX)
    check_whole(desk, routine)
    spared = spare(desk, routine)
    routine = spared.routine
    usual_s = usual_seconds(desk, routine)
    if seconds is not None:
        routine = trim(routine, desk.exercises(), seconds, usual_s)
    check_holds(desk, routine)
    timeline = build_timeline(
        routine,
        desk.exercises(),
        first=sore_side(desk, routine),
        weaker=weaker_side(desk, routine),
        usual_s=usual_s,
        waits=desk.settings.player.wait,
    )
    if not timeline.beats:
        raise BadValue(f"routine {routine.name!r}", "it has no steps", "Add some in the builder.")
    identity = Identity(id=desk.new_id(), started=desk.now(), plan=plan, item=item)
    ways = Ways(auto_reps=desk.settings.player.auto_reps)
    session = PlaySession(desk, ready(timeline, ways=ways), identity)
    session.cautions = spared.words(private=desk.settings.private)
    return session


def instead(desk: Desk, session: PlaySession, routine: Routine) -> PlaySession:
    """Return a session of `routine` that waits to be started in the place of one that has not begun."""
    return start_routine(desk, routine, plan=session.identity.plan, item=session.identity.item)


def find_routine(desk: Desk, what: str) -> tuple[Routine, str, str]:
    """Return the routine that `what` names, and the plan and hung item that it does, empty for a mere routine.

    Raises `NotFound`, and `BadFile` or `BadValue` for a routine that cannot be read or not whole.
    """
    if what in desk.library().routines or desk.store.has_routine(what):
        return _whole(desk, what), "", ""
    plan = desk.plan()
    found = desk.schedule_of(plan).find(what) if plan else None
    if plan is None or found is None:
        raise NotFound(
            what or "player",
            "it is neither a routine nor in the plan",
            "`planner routine list` shows what can be played.",
        )
    hung = found if isinstance(found, Hung) else _routine_of_run(desk, found)
    if not hung.is_routine:
        raise BadValue(what, "it is nothing to play", "Choose rolling, stretching or strength.")
    return _whole(desk, hung.what), plan.id, hung.id


def _whole(desk: Desk, routine_id: str) -> Routine:
    """Return a routine to play.

    Raises `BadFile` where a file of the runner's own cannot be read, `BadValue` where only a part can, else `NotFound`.
    """
    if routine_id in desk.library().routines:
        found = desk.routine(routine_id)
        check_whole(desk, found)
        return found
    from planner.store.library import load_routine

    return load_routine(routine_id, desk.store.root)


def _routine_of_run(desk: Desk, planned: Planned) -> Hung:
    """Return what hangs on a run and waits to be done: before it first, else after it."""
    day = desk.days(planned.session.day, planned.session.day)[0]
    lines = [line for line in day.routines if line.hung.session == planned.session.id]
    lines.sort(key=lambda line: (_is_answered(line), line.hung.anchor is not Anchor.BEFORE_RUN))
    if not lines:
        raise NotFound(planned.session.id, "nothing to play hangs on it", "Play a routine: `planner routine list`.")
    return lines[0].hung


def _is_answered(line: HungLine) -> bool:
    return line.status in (Status.DONE, Status.SKIPPED)


def unfinished(desk: Desk) -> Progress | None:
    """Return the session that was neither kept nor discarded, or None; what another window plays is that one's.

    A file that cannot be read is among `desk.problems`, and does not stop anything: it stays until the next session.
    """
    try:
        data = desk.store.playing()
        if data is None or is_played_elsewhere(desk.store.root):
            return None
        progress = decode(data, Progress, FILE, schema=SCHEMA)
        restore(progress, timeline_of(progress, desk.exercises()), 0.0)
    except PlannerError as problem:
        desk.note_problems((problem,))
        return None
    except ValueError as error:
        desk.note_problems((BadValue(FILE, str(error), "It is left as it is until the next session."),))
        return None
    return None if _is_logged(desk, progress) else progress


def describe(desk: Desk, progress: Progress) -> str:
    """Return where a session stopped, such as `IT-band roll stopped at 23:40 in step 4 of 9, today 18:05`."""
    player = restore(progress, timeline_of(progress, desk.exercises()), 0.0)
    when = progress.saved or progress.session.started
    moment = "today" if when.date() == desk.today else show_day(when.date())
    clock, name = show_clock(elapsed_s(player, 0.0)), player.timeline.routine.name
    if player.is_finished:
        return f"{name} ended after {clock}, {moment} {when:%H:%M}, and is not in the log yet."
    place = f"step {player.beat.number} of {player.timeline.numbers}"
    return f"{name} stopped at {clock} in {place}, {moment} {when:%H:%M}."


def go_on(desk: Desk, progress: Progress, now: float) -> PlaySession:
    """Return the session to go on with: paused where it stopped. The time since is not counted.

    What was locked meanwhile is left out. Raises `PlayedElsewhere` where another window goes on with it already.
    """
    hold_session(desk.store.root)
    player = restore(progress, timeline_of(progress, desk.exercises()), now)
    locked = locked_now(desk, player.timeline.routine)
    steps = {beat.step for beat in player.timeline.beats if beat.exercise in locked} - set(player.state.off)
    for step in sorted(steps, key=lambda one: one == player.beat.step):  # the present one last: it leads on
        player = player.disable_step(now, step)
    session = PlaySession(desk, player, progress.session)
    session.before = progress.before
    return session


def keep_unfinished(desk: Desk, progress: Progress) -> str:
    """Log what was done of an unfinished session, and end it."""
    return go_on(desk, progress, 0.0).finish(0.0)


def discard(desk: Desk) -> str:
    """Drop the unfinished session without logging it. Raises `PlayedElsewhere`."""
    hold_session(desk.store.root)
    _end(desk)
    return "Discarded."


def _end(desk: Desk) -> None:
    """Remove the session that this process played; one that another window plays stays."""
    if not is_played_elsewhere(desk.store.root):
        desk.store.end_playing()
    let_session_go(desk.store.root)


def _is_logged(desk: Desk, progress: Progress) -> bool:
    first = min(_day_of(desk, progress.session), progress.session.started.date())
    entries, _ = desk.store.entries(first, max(desk.today, first + timedelta(days=1)))
    return any(entry.id == progress.session.id for entry in entries)


def _day_of(desk: Desk, identity: Identity) -> date:
    """Return the day that a session is about: that of its item, when it is played then or later; else its own."""
    started = identity.started.date()
    if not identity.item or identity.plan not in desk.store.plan_ids():
        return started
    try:
        found = desk.schedule_of(desk.plan_of(identity.plan)).find(identity.item)
    except PlannerError:
        return started
    return min(found.day, started) if isinstance(found, Hung) else started


def _mark(player: Player) -> tuple[object, ...]:
    """Return what tells two states apart but for the passing of time."""
    state = player.state
    told = tuple(
        (tally.beat, tally.spots, tally.scores, tally.note, tally.skipped, tally.extra_s, tally.extra_reps)
        for tally in state.tallies
    )
    return (
        player.timeline.fingerprint,
        state.place,
        state.phase,
        state.order,
        state.off,
        state.spot,
        state.note,
        state.stopped,
        player.paused,
        told,
    )
