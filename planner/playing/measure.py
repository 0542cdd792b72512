"""How long a session has taken and still takes."""

from planner.domain.length import Length
from planner.playing.course import Course
from planner.playing.state import Phase


def elapsed_s(course: Course, now: float) -> float:
    """Return the seconds played so far: exercise, count-ins, rests and reading; no pauses and no gaps."""
    ledger = course.state.ledger
    banked = ledger.count_in_s + ledger.rest_s + ledger.waiting_s
    running = 0.0 if course.is_still else max(0.0, now - course.since)
    return banked + sum(tally.done_s for tally in course.state.tallies) + running


def side_s(course: Course, now: float) -> float:
    """Return the seconds really spent in this beat so far, without its count-in."""
    working = course.phase in (Phase.RUNNING, Phase.ROLLING, Phase.HOLDING) and not course.is_still
    return course.tally_at(course.state.place).done_s + (max(0.0, now - course.since) if working else 0.0)


def remaining(course: Course, now: float) -> Length:
    """Return how long it still takes, a range when something open is ahead."""
    if course.is_finished:
        return Length(0.0, 0.0, 0.0)
    place = course.state.place
    least, usual, most = 0.0, 0.0, 0.0
    for at in range(place, len(course.state.order)):
        beat = course.beat_at(at)
        if beat.step in course.state.off:
            continue
        more = course.planned_s(at) - beat.planned_s
        gone = _gone_s(course, now) if at == place else course.tally_at(at).left_at_s
        least += max(0.0, beat.length.least_s + more - gone)
        usual += max(0.0, beat.length.usual_s + more - gone)
        most += max(0.0, beat.length.most_s + more - gone)
    return Length(least, usual, most)


def _gone_s(course: Course, now: float) -> float:
    """Return how much of this beat's length is behind, its count-in included."""
    match course.phase:
        case Phase.READY:
            return course.tally_at(course.state.place).left_at_s
        case Phase.COUNT_IN:
            return course.position(now) + course.tally_at(course.state.place).left_at_s
        case Phase.ROLLING | Phase.HOLDING:
            return course.beat.count_in_s + side_s(course, now)
        case _:
            return course.beat.count_in_s + course.position(now)
