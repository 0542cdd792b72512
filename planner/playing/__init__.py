"""How a routine is played: a timeline of beats, a state machine over it, what to draw, and what to keep.

Nothing here asks the time or touches a file. `now` is always `time.monotonic()`, `wall` is `time.time()`:

    from planner.playing.timeline import build_timeline
    from planner.playing.player import Player, ready
    from planner.playing.view import step_lines, view
    from planner.playing.record import PlaySession, played, record, totals
    from planner.playing.progress import Progress, restore, save, timeline_of

    timeline = build_timeline(routine, library.exercises, first=Side.RIGHT)
    player = ready(timeline)                          # waits; `view` shows the first exercise
    session = PlaySession(id=new_id(pick), started=clock(), plan="spring", item="k3m9qa.post-run")

    player = player.start(monotonic())                # 6 s of GET READY, then the first exercise
    keep(save(player, session, monotonic()))          # after every control, and when `tick` changed the beat

    # about ten times a second:
    before = player.state.place, player.phase
    player = player.tick(monotonic(), time())
    for cue in player.cues:                           # each once, in order: flash, sound, speech
        announce(cue)                                 # Cue.COUNT_3 ... Cue.SWITCH ... Cue.SESSION_END
    if (player.state.place, player.phase) != before:
        keep(save(player, session, monotonic()))
    draw(view(player, monotonic()))                   # big number, label, side, cue, then, next, question, gap

    # keys: each takes `now`, returns the next player, and sets `player.cues` too
    player = player.toggle(now)                       # space: start, pause, go on
    player = player.enter(now)                        # ready / set done / spot found / spot eased / open step over
    player = player.next(now)                         # and previous, restart_step, redo_side, other_side, back, on,
    player = player.jump(now, step_lines(player)[2].step)  # longer, shorter, weight_off, move_station, disable_step
    player = player.rounds(now, 1)                    # one more round of the group that is played
    player = player.score(now, 6)                     # 0-9: pain or tightness now
    player = player.skip(now, "knee hurts")
    player = player.stop(now)                         # ends it; what was done is kept

    if player.is_finished:
        entry = played(player, session, now, at=clock(), day=today)      # domain.log.Played, with the session's id

    # after a kill:
    timeline = timeline_of(progress, library.exercises)
    player = restore(progress, timeline, monotonic())  # paused, in the same beat; space goes on
"""
