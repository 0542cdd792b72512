"""How long ten years of events take to become a calendar file, beside the library and beside a calendar program."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from planner.domain.layer import Anchor, Layer, Thing
from planner.domain.plan import Plan
from planner.domain.race import Race
from planner.domain.session import Session, SessionKind
from planner.domain.units import Span
from planner.store.store import Store
from tests.bench.table import Budget, Row
from tests.bench.ten_years import DAYS

if TYPE_CHECKING:
    from planner.exports.ics.events import CalEvent
    from tests.bench.measures import Bench

_KINDS = (SessionKind.EASY, SessionKind.TEMPO, SessionKind.LONG, SessionKind.EASY, SessionKind.REST)
_STRUCTURE = "2km easy, 3x(8min threshold, 2min jog), 2km easy"
_FIRST = date(2017, 1, 2)


def ten_years_plan() -> Plan:
    """Return a plan with a session on each day of ten years, a third of them with a time, and a routine a week."""
    base = tuple(
        Session(
            id=f"s{n:05}",
            day=_FIRST + timedelta(days=n),
            kind=(kind := _KINDS[n % len(_KINDS)]),
            distance=Span.of(8_000.0 + n % 9 * 1_000) if kind.is_run else None,
            text=_STRUCTURE if kind is SessionKind.TEMPO else "",
            note="bring water; flat, windy" if n % 3 == 0 else "",
            clock="07:00" if n % 3 == 1 else "",
        )
        for n in range(DAYS)
    )
    layer = Layer(
        id="core", name="Core", thing=Thing.STRENGTH, anchor=Anchor.WEEKLY, what="post-run-reset",
        rule="FREQ=WEEKLY;BYDAY=WE",
    )  # fmt: skip
    race = Race(name="Spring Half", day=base[-1].day, distance_m=21_097.5, session="")
    return Plan(id="ten-years", race=race, base=base, layers=(layer,))


def calendars(bench: "Bench") -> Iterator[Row]:
    """Measure the calendar file of ten years: ours, the library's of the same events, and khal's reading of it."""
    from planner.actions.desk import Desk
    from planner.actions.exports import Choice, Format, outgoing
    from planner.exports.ics.calendar import Events
    from tests.exports.calendars import to_ics

    store = Store(bench.folder / "calendar", bench.env(bench.folder / "calendar"))
    plan = ten_years_plan()
    store.create_plan(plan)
    out = outgoing(Desk(store), plan, Choice(format=Format.ICS))
    events = list(Events(out).all())
    written = to_ics(out)
    if _library(events) != written:
        raise RuntimeError("the library writes other bytes for the same events")

    samples: dict[str, Callable[[], float]] = {
        "ours": lambda: _timed(lambda: to_ics(out)),
        "library": lambda: _timed(lambda: _library(events)),
    }
    found = _in_turn(samples, bench.rounds)
    yield Row(Budget(f"{len(events)} events to ICS, by icalendar", ratio=1.3), found["ours"], found["library"])
    khal = Path(sys.executable).with_name("khal")
    if not khal.exists():
        return
    file = bench.folder / "ten.ics"
    file.write_bytes(written)
    config = bench.folder / "khal.conf"
    config.write_text(f"[calendars]\n[[plan]]\npath = {bench.folder}/vdir\n[sqlite]\npath = {bench.folder}/khal.db\n")
    (bench.folder / "vdir").mkdir()
    env = bench.env(bench.folder / "calendar") | {"HOME": str(bench.folder), "XDG_CONFIG_HOME": str(bench.folder)}
    export = (sys.executable, "-c", "from planner.__main__ import main; main()", "export", "ics")
    listing = (str(khal), "-c", str(config), "printics", str(file))
    processes: dict[str, Callable[[], float]] = {
        "export": lambda: _timed(lambda: _run(export, env)),
        "khal": lambda: _timed(lambda: _run(listing, env)),
    }
    found = _in_turn(processes, max(2, bench.rounds // 4))
    yield Row(Budget("planner export ics, by khal printics", ratio=1.0), found["export"], found["khal"])


def _library(events: "list[CalEvent]") -> bytes:
    """Return what the library icalendar makes of the same events."""
    from icalendar import Calendar, Event, vText

    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//race-planner//planner//EN")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", vText("Spring Half"))
    for one in events:
        event = Event()
        event.add("uid", one.uid)
        event.add("dtstamp", one.stamp.astimezone(UTC))
        event.add("last-modified", one.stamp.astimezone(UTC))
        event.add("sequence", one.sequence)
        event.add("dtstart", one.start)
        event.add("dtend", one.end)
        event.add("summary", one.summary)
        if one.description:
            event.add("description", one.description)
        if one.categories:
            event.add("categories", list(one.categories))
        event.add("status", "CONFIRMED")
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    written: bytes = calendar.to_ical(sorted=False)
    return written


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def _run(command: tuple[str, ...], env: dict[str, str]) -> None:
    done = subprocess.run(command, env=os.environ | env, capture_output=True, check=False)
    if done.returncode or not done.stdout:
        raise RuntimeError(f"{command}: {done.returncode}, {done.stderr.decode()[-400:]}")


def _in_turn(kinds: dict[str, Callable[[], float]], rounds: int) -> dict[str, list[float]]:
    """Take each sample once to warm up, then `rounds` times in turn."""
    for take in kinds.values():
        take()
    found: dict[str, list[float]] = {name: [] for name in kinds}
    for _ in range(rounds):
        for name, take in kinds.items():
            found[name].append(take())
    return found
