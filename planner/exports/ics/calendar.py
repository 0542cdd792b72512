"""A plan as iCalendar: an event for every session and every hung routine, which phones, khal and calcurse accept.

An event's UID is made of ids alone, so a later import updates instead of doubling; SEQUENCE and LAST-MODIFIED rise with
the changes that touch it. Nothing comes from the log: an unchanged plan gives the same bytes, and no health data. So
what gear says on a day (kilometres, hours of a break-in) is left out: it goes by the log.

- A session without a time is all-day. One with a time is at that time wherever the runner is: floating, no zone, so
  7:00 stays 7:00 when the clocks change. It takes its duration, else its distance at the plan's easy pace, else an
  hour. The routines before and after it stand around it; a routine whose length is not known takes ten minutes.
- All of it is TRANSPARENT: a training plan makes nobody busy.
- What hangs has its sort before its name, `Roll after the run: Calves`, for programs that know no categories.
- A cancelled event says `Cancelled:` before its name, for those that show it all the same.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta

import msgspec

from planner.domain.days import show_day
from planner.domain.layer import Anchor, Hung, Thing
from planner.domain.session import Session, SessionKind
from planner.domain.text import capital, clean, counted, localise, one_line
from planner.domain.units import show_distance, show_duration
from planner.domain.workout_outline import outline
from planner.domain.workout_reading import read_workout
from planner.exports.ics.events import CalEvent
from planner.exports.outgoing import Outgoing, by_plan_week
from planner.exports.phrases import WORD, hung_name, hung_words, race_words, session_words
from planner.exports.touches import Touches
from planner.planning.agenda import AgendaDay, SessionLine, week_label
from planner.planning.minutes import pace_of, session_seconds
from planner.planning.totals import totals

FIRST_STAMP = datetime(2000, 1, 1, tzinfo=UTC)
"""DTSTAMP of what no change ever touched: a fixed moment, so that the file stays the same."""
SESSION_S = 3_600
"""How long a session with a time takes whose plan says neither duration nor distance."""
ROUTINE_S = 600
"""How long a routine beside a session with a time takes whose length is not known."""
_DAY = timedelta(days=1)
_MIDNIGHT = 24 * 60


class IcsOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What a calendar has beside its events; nothing of it without being asked for.

    `alarm_min`: minutes before a session with a time at which it rings. `evening`: the time of the evening before,
    `19:00`, at which an all-day session rings. Rest days and what hangs on runs never ring. `weekly`: an event over
    each week with its distance.
    """

    alarm_min: int | None = None
    evening: str = ""
    weekly: bool = False


PLAIN = IcsOptions()
"""Events alone."""


def uid_of(item: str, plan_id: str) -> str:
    """Return the UID of a session or hung item: from ids only, the same at every export."""
    return f"{item}@{plan_id}.planner"


class Events:
    """Makes the events of one plan."""

    def __init__(self, out: Outgoing, options: IcsOptions = PLAIN) -> None:
        self._out, self._options = out, options
        self._plan, self._unit, self._names = out.plan, out.unit, out.names
        self._touches = Touches(out.plan)
        self._pace_s = pace_of(out.plan)
        self._layers = {layer.id: one_line(layer.name) or layer.id for layer in out.plan.layers}
        self._steps: dict[str, list[str]] = {}

    def all(self) -> Iterator[CalEvent]:
        """Yield the events of what stands, in the order of the days."""
        if self._options.weekly:
            yield from self._weeks()
        hosts = {line.session.id: line.session for day in self._out.days for line in day.sessions}
        with_it: dict[str, list[Hung]] = {}
        for line in (line for day in self._out.days for line in day.hung):
            if line.hung.session in hosts:
                with_it.setdefault(line.hung.session, []).append(line.hung)
        around: dict[str, tuple[datetime, datetime]] = {}
        for day in self._out.days:
            label = self._week(day.day)
            for session_line in day.sessions:
                hung = with_it.get(session_line.session.id, [])
                event = self._session(session_line, hung, label)
                if isinstance(event.start, datetime) and isinstance(event.end, datetime):
                    around |= self._around(hung, event.start, event.end)
                yield event
            if day.race and day.race.session not in hosts:
                yield self._race(day.day, label)
            for hung_line in day.hung:
                item = hung_line.hung
                if has_event(item, hosts):
                    yield self._hung(item, hosts.get(item.session), label, around.get(item.id))

    def cancelled(self, session: Session) -> CalEvent:
        """Return the event of a session that was taken out: a calendar that has it would keep it for ever."""
        return self.gone(session.id, session.day, session_words(session, self._plan, self._unit))

    def gone(self, item: str, day: date, summary: str, *, sequence: int = 0) -> CalEvent:
        """Return the cancelled event of what stood on a day under that name; its SEQUENCE is at least `sequence`."""
        event = self._event(item, day, f"Cancelled: {summary}", ["Taken out of the plan."])
        return msgspec.structs.replace(event, is_cancelled=True, sequence=max(event.sequence, sequence))

    def _session(self, line: SessionLine, hung: list[Hung], label: str) -> CalEvent:
        session, original = line.session, line.planned.original
        is_race = session.id == self._plan.race.session
        about = [show_duration(session.duration_s)] if session.distance and session.duration_s else []
        about += [*self._structure(session), localise(session.note, self._unit)]
        about += [self._with_it(item) for item in hung]
        about.append(label)
        if original and original.day != session.day:
            about.append(f"Moved from {show_day(original.day)}.")
        if original is None:
            about.append("Added to the plan.")
        when = self._when(session)
        slot = f" ({session.slot.upper()})" if session.slot and not when else ""
        words = session_words(session, self._plan, self._unit)
        summary = (words if session.title else capital(words)) + slot
        event = self._event(session.id, session.day, summary, about, when)
        sort = "Race" if is_race else "Run" if session.kind.is_run else "Session"
        return msgspec.structs.replace(
            event, categories=(sort, session.kind.value), alarm_min=self._alarm(session, is_timed=when is not None)
        )

    def _race(self, day: date, label: str) -> CalEvent:
        """Return the race of a plan whose base holds no session for it."""
        item = self._plan.race.session or "race"
        event = self._event(item, day, race_words(self._plan, self._unit), [label])
        return msgspec.structs.replace(event, categories=("Race", "race"))

    def _hung(self, hung: Hung, host: Session | None, label: str, when: tuple[datetime, datetime] | None) -> CalEvent:
        name = self._layers.get(hung.layer)
        why = f"Hung by the layer {name}" if name else "Hung by a layer"
        on = f", on {session_words(host, self._plan, self._unit)}" if host else ""
        about = [self._out.briefs.get(hung.what, "") if hung.is_routine else "", f"{why}{on}.", label]
        if hung.original_day and hung.original_day != hung.day:
            about.append(f"Moved from {show_day(hung.original_day)}.")
        summary = hung_words(hung, self._names) if hung.thing is not Thing.NOTE else hung_name(hung, self._names)
        event = self._event(hung.id, hung.day, summary, about, when)
        return msgspec.structs.replace(event, categories=(WORD[hung.thing],), layer=hung.layer, thing=hung.thing.value)

    def _with_it(self, hung: Hung) -> str:
        brief = self._out.briefs.get(hung.what, "") if hung.is_routine else ""
        return f"{hung_words(hung, self._names)}{f' ({brief})' if brief else ''}"

    def _structure(self, session: Session) -> list[str]:
        """Return the steps of a structured run a line each, other words as they are."""
        if session.text not in self._steps:
            workout = read_workout(session.text, self._unit)
            rows = outline(workout, self._unit) if workout else ()
            lines = [f"{row.lead}{row.text}" for row in rows]
            lines += [f"# {workout.note}"] if workout and workout.note else []
            self._steps[session.text] = lines or [localise(session.text, self._unit)]
        return self._steps[session.text]

    def _when(self, session: Session) -> tuple[datetime, datetime] | None:
        """Return from when to when a session with a time is, to the minute; None for one of all day."""
        if not session.clock or session.kind is SessionKind.REST:
            return None
        start = datetime.combine(session.day, time.fromisoformat(session.clock))
        return start, start + _minutes(session_seconds(session, self._pace_s) or SESSION_S)

    def _around(self, hung: Iterable[Hung], start: datetime, end: datetime) -> dict[str, tuple[datetime, datetime]]:
        """Return from when to when the routines are that stand before and after a session with a time, one by one."""
        found: dict[str, tuple[datetime, datetime]] = {}
        before = [one for one in hung if one.is_routine and one.anchor is Anchor.BEFORE_RUN and one.day == start.date()]
        after = [one for one in hung if one.is_routine and one.anchor is Anchor.AFTER_RUN and one.day == start.date()]
        for one in reversed(before):
            found[one.id] = (start - self._length(one), start)
            start -= self._length(one)
        for one in after:
            found[one.id] = (end, end + self._length(one))
            end += self._length(one)
        return found

    def _length(self, hung: Hung) -> timedelta:
        return _minutes(self._out.lengths.get(hung.what, ROUTINE_S))

    def _alarm(self, session: Session, *, is_timed: bool) -> int | None:
        if session.kind is SessionKind.REST:
            return None
        if is_timed:
            return self._options.alarm_min
        evening = self._options.evening
        return _MIDNIGHT - int(evening[:2]) * 60 - int(evening[3:]) if evening else None

    def _week(self, day: date) -> str:
        label = week_label(self._plan, day)
        return f"{capital(label)}: {one_line(self._plan.title)}." if label else ""

    def _weeks(self) -> Iterator[CalEvent]:
        """Yield an event over each plan week of which all days are written."""
        for days in by_plan_week(self._out.days).values():
            start = days[0].week.start if days[0].week else days[0].day
            first = max(start, self._plan.first_day)
            last = min(start + timedelta(days=6), self._plan.last_day)
            if days[0].day <= first and days[-1].day >= last:
                yield self._banner(start, days)

    def _banner(self, start: date, days: list[AgendaDay]) -> CalEvent:
        sums = totals(days)
        planned = show_distance(sums.planned, self._unit) if sums.planned else ""
        label = capital(week_label(self._plan, start))
        about = [counted(sums.runs, "run")]
        if sums.unknown:
            about.append(f"{counted(sums.unknown, 'run')} without a distance")
        if sums.longest_m:
            about.append(f"Longest: {show_distance(sums.longest_m, self._unit)}")
        about.append(f"{one_line(self._plan.title)}.")
        event = self._event(week_item(start), start, f"{label}: {planned}" if planned else label, about)
        count, last = self._touches.all()
        return msgspec.structs.replace(
            event,
            end=start + timedelta(days=7),
            categories=("Week",),
            sequence=count,
            stamp=last or FIRST_STAMP,
        )

    def _event(
        self,
        item: str,
        day: date,
        summary: str,
        about: list[str],
        when: tuple[datetime, datetime] | None = None,
    ) -> CalEvent:
        count, last = self._touches.of(item)
        start, end = when or (day, day + _DAY)  # an all-day event ends on the first day that is not in it
        return CalEvent(
            item=item,
            uid=uid_of(item, self._plan.id),
            stamp=last or FIRST_STAMP,
            sequence=count,
            start=start,
            end=end,
            summary=one_line(summary),
            description="\n".join(part for text in about if (part := clean(text).rstrip().strip("\n"))),
        )


def week_item(start: date) -> str:
    """Return the id under which the event over the week that begins on `start` goes."""
    return f"week-{start.isoformat()}"


def has_event(hung: Hung, sessions: Mapping[str, object]) -> bool:
    """Tell whether a hung thing has an event of its own: routines do, and what hangs on none of the sessions."""
    return hung.is_routine or hung.session not in sessions


def _minutes(seconds: float) -> timedelta:
    return timedelta(minutes=max(1, round(seconds / 60)))
