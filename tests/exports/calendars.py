"""A plan as one calendar file, for tests that need no memory of what calendars were told before."""

from planner.domain.text import one_line
from planner.exports.ics.calendar import PLAIN, Events, IcsOptions
from planner.exports.ics.events import write_calendar
from planner.exports.outgoing import Outgoing


def to_ics(out: Outgoing, options: IcsOptions = PLAIN) -> bytes:
    """Return a plan as one iCalendar file; what was taken out of it on these days is cancelled."""
    made = Events(out, options)
    cancelled = (made.cancelled(session) for day in out.days for session in (*day.deleted, *day.set_aside))
    events = list(made.all())
    standing = {event.item for event in events}
    return write_calendar(one_line(out.plan.title), [*events, *(one for one in cancelled if one.item not in standing)])
