"""khal and calcurse take the calendar file: every field, after every change, without doubling anything."""

import json
import os
import subprocess
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from icalendar import Calendar

from tests.cli.conftest import Planner
from tests.clients import needs

TITLE = "Läufe 🏃🏽‍♀️, half; the \\ way | [/]"
NOTE = "Straße: über, unter; „hin“ \\ her"
_ESCAPED = TITLE.replace("\\", "\\\\")
LINE = f'"{_ESCAPED}" 8 easy{{at}}: 2km easy, 3x(8min threshold, 2min jog) # {NOTE}'
WEEKS = ("--from", "2026-11-23", "--to", "2026-12-20")
SPRING_FORWARD = date(2027, 3, 28)
"""In Berlin the hour after 2:00 is left out on this day."""


class Event(NamedTuple):
    """An event as a person sees it. `last`: its last day, or the moment it ends."""

    title: str
    start: str
    last: str
    text: str


def told(file: Path, *, cancelled: bool = True) -> dict[str, Event]:
    """Return what a file says, by UID."""
    found: list[Any] = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    kept = [event for event in found if cancelled or event["status"] != "CANCELLED"]
    return {str(event["uid"]): _told(event) for event in kept}


def _told(event: Any) -> Event:
    start, end = event["dtstart"].dt, event["dtend"].dt
    if isinstance(start, datetime):
        begins, ends = f"{start:%Y-%m-%d %H:%M}", f"{end:%Y-%m-%d %H:%M}"
    else:
        begins, ends = start.isoformat(), (end - timedelta(days=1)).isoformat()
    return Event(str(event["summary"]), begins, ends, str(event.get("description", "")).strip())


def _environment(home: Path) -> dict[str, str]:
    folders = {f"XDG_{name}_HOME": str(home / name) for name in ("CONFIG", "DATA", "CACHE", "STATE")}
    return {"PATH": os.environ["PATH"], "HOME": str(home), "TZ": "Europe/Berlin", "LC_ALL": "C.UTF-8", **folders}


class Khal:
    """khal with a calendar, a configuration and a home of its own."""

    def __init__(self, folder: Path) -> None:
        self._program = needs("khal")
        self._folder = folder
        (folder / "plan").mkdir(parents=True)
        formats = {"dateformat": "%Y-%m-%d", "longdateformat": "%Y-%m-%d", "timeformat": "%H:%M"}
        formats |= {"datetimeformat": "%Y-%m-%d %H:%M", "longdatetimeformat": "%Y-%m-%d %H:%M"}
        zones = {"local_timezone": "Europe/Berlin", "default_timezone": "Europe/Berlin"}
        locale = "\n".join(f"{name} = {value}" for name, value in (formats | zones).items())
        (folder / "config").write_text(
            f"[calendars]\n[[plan]]\npath = {folder / 'plan'}\n[locale]\n{locale}\n[sqlite]\npath = {folder / 'db'}\n"
        )

    def run(self, *words: str) -> str:
        """Run a command and return what it prints."""
        command = [str(self._program), "-c", str(self._folder / "config"), *words]
        ended = subprocess.run(command, env=_environment(self._folder), capture_output=True, text=True, check=False)
        assert ended.returncode == 0, ended.stderr
        return ended.stdout

    def take(self, file: Path) -> None:
        """Import a file as a person does who answers yes."""
        self.run("import", "--batch", "-a", "plan", str(file))

    def events(self) -> dict[str, dict[str, str]]:
        """Return everything in the calendar, by UID; fails when one is there twice."""
        fields = ("uid", "title", "start-long", "end-long", "description", "categories", "status", "all-day")
        wanted = [word for field in fields for word in ("--json", field)]
        lines = self.run("list", "--once", *wanted, "2026-01-01", "800d").splitlines()
        found = [event for line in lines if line.startswith("[") for event in json.loads(line)]
        by_uid = {event["uid"]: event for event in found}
        assert len(by_uid) == len(found)
        return by_uid

    def shown(self) -> dict[str, Event]:
        """Return the events as a person sees them."""
        return {
            uid: Event(one["title"], one["start-long"].strip(), one["end-long"].strip(), one["description"].strip())
            for uid, one in self.events().items()
        }


class Calcurse:
    """calcurse with a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self._program = needs("calcurse")
        self._folder = folder
        folder.mkdir(parents=True)

    def run(self, *words: str) -> str:
        """Run a command and return what it prints."""
        command = [str(self._program), "-q", "-D", f"{self._folder}/data", "-C", f"{self._folder}/config", *words]
        ended = subprocess.run(command, env=_environment(self._folder), capture_output=True, text=True, check=False)
        assert ended.returncode == 0, ended.stderr
        return ended.stdout

    def take(self, file: Path) -> None:
        """Import a file as the README says: what the plan's own folder held goes first, the cancelled ones after."""
        self.run("-P", "--filter-type", "cal")
        self.run("-i", str(file))
        self.run("-P", "--filter-pattern", "^Cancelled: ")

    def shown(self) -> list[Event]:
        """Return the events as a person sees them, in order; one of several days is told as repeated daily."""
        # calcurse 4.7 writes seconds of an alarm without the T that RFC 5545 asks for.
        written = self.run("-x").replace("TRIGGER:-P", "TRIGGER:-PT")
        found: list[Any] = Calendar.from_ical(written.encode()).walk("VEVENT")
        return sorted(map(_repeated, found))


def _repeated(event: Any) -> Event:
    start = event["dtstart"].dt
    if isinstance(start, datetime):
        begins, ends = f"{start:%Y-%m-%d %H:%M}", f"{start + event['duration'].dt:%Y-%m-%d %H:%M}"
    else:
        until = event["rrule"]["UNTIL"][0] if "rrule" in event else start
        begins, ends = start.isoformat(), until.isoformat()
    return Event(str(event["summary"]), begins, ends, str(event.get("description", "")).strip())


@pytest.fixture
def export(spring: Planner, tmp_path: Path) -> Callable[..., Path]:
    """Export the plan as it stands to a file of a new name."""
    numbers = iter(range(100))

    def made(*options: str) -> Path:
        file = tmp_path / f"plan-{next(numbers)}.ics"
        ended = spring("export", "ics", "-o", str(file), *options)
        assert ended.status == 0, ended.err
        return file

    return made


def add(planner: Planner, line: str, day: date) -> str:
    """Add a session and return its id."""
    before = set(_ids(planner, day))
    ended = planner("plan", "add", line, "--date", day.isoformat())
    assert ended.status == 0, ended.err
    return next(iter(set(_ids(planner, day)) - before))


def _ids(planner: Planner, day: date) -> list[str]:
    days = json.loads(planner("week", day.isoformat(), "--json").out)["days"]
    return [session["id"] for one in days for session in one["sessions"]]


def run_of(planner: Planner) -> str:
    """Return the id of a run of the plan's second week."""
    days = json.loads(planner("week", "2026-12-02", "--json").out)["days"]
    return next(str(one["id"]) for day in days for one in day["sessions"] if one["kind"] == "easy")


def test_khal_has_every_event_with_every_field(spring: Planner, export: Callable[..., Path], tmp_path: Path) -> None:
    add(spring, LINE.format(at=""), date(2026, 12, 5))
    file = export("--weekly", *WEEKS)
    khal = Khal(tmp_path / "khal")
    khal.take(file)
    assert khal.shown() == told(file)
    found = khal.events()
    ours = next(event for event in found.values() if event["title"].startswith("Läufe"))
    assert ours["title"] == f"{TITLE}, 8 km"
    assert ours["description"].startswith(f"2 km easy\n3 x 8 min at threshold\n    2 min jog\n{NOTE}\n")
    assert (ours["categories"], ours["status"].strip(), ours["all-day"]) == ("Run,easy", "CONFIRMED", "True")
    banner = found["week-2026-11-30@spring.planner"]
    assert (banner["start-long"], banner["end-long"]) == ("2026-11-30", "2026-12-06")


def test_khal_follows_a_move_an_edit_and_a_deletion_without_doubling(
    spring: Planner, export: Callable[..., Path], tmp_path: Path
) -> None:
    khal = Khal(tmp_path / "khal")
    first = export(*WEEKS)
    khal.take(first)
    before = khal.events()
    khal.take(first)
    assert khal.events() == before
    moved, deleted = run_of(spring), add(spring, "5 easy", date(2026, 12, 12))
    khal.take(export(*WEEKS))
    for words in (
        ("move", moved, "2026-12-05", "--anyway"),
        ("edit", moved, '"Club night" 9 tempo at 18:30'),
        ("remove", deleted),
        ("layers", "hip-strength", "off"),
    ):
        ended = spring("plan", *words)
        assert ended.status == 0, ended.err
    file = export(*WEEKS)
    khal.take(file)
    after = khal.events()
    run = after[f"{moved}@spring.planner"]
    assert (run["title"], run["start-long"]) == ("Club night, 9 km", "2026-12-05 18:30")
    gone = {uid for uid, event in after.items() if "CANCELLED" in event["status"]}
    assert f"{deleted}@spring.planner" in gone
    assert any(".hip-strength@" in uid for uid in gone)
    seen = khal.shown()
    # A warm-up of easy runs went with the run that is a tempo run now, and another came.
    assert {uid: seen[uid] for uid in told(file)} == told(file)
    assert after.keys() == before.keys() | told(file).keys() | {uid for uid in after if uid.startswith(deleted)}


@pytest.mark.parametrize("clock", ["07:00", "03:30"])
def test_a_time_stays_as_it_is_on_the_day_the_clocks_change(
    spring: Planner, export: Callable[..., Path], tmp_path: Path, clock: str
) -> None:
    runs = [add(spring, f"45min easy at {clock}", SPRING_FORWARD + timedelta(days=n)) for n in (-1, 0, 1)]
    file = export("--from", "2027-03-26", "--to", "2027-03-30")
    khal, calcurse = Khal(tmp_path / "khal"), Calcurse(tmp_path / "calcurse")
    khal.take(file)
    calcurse.take(file)
    wanted = [f"{SPRING_FORWARD + timedelta(days=n)} {clock}" for n in (-1, 0, 1)]
    shown = khal.shown()
    assert [shown[f"{run}@spring.planner"].start for run in runs] == wanted
    assert [one.start for one in calcurse.shown() if one.title == "45 min easy" and one.start[11:] == clock] == wanted
    assert shown == told(file)


def test_calcurse_has_every_event_with_every_field_it_knows(
    spring: Planner, export: Callable[..., Path], tmp_path: Path
) -> None:
    add(spring, LINE.format(at=" at 7:00"), date(2026, 12, 5))
    file = export("--weekly", "--alarm", "30", "--evening", "19:00", *WEEKS)
    calcurse = Calcurse(tmp_path / "calcurse")
    calcurse.take(file)
    assert calcurse.shown() == sorted(told(file).values())
    assert any(event.title == f"{TITLE}, 8 km" and event.start == "2026-12-05 07:00" for event in calcurse.shown())


def test_calcurse_knows_no_uids_so_its_folder_is_emptied_before_it_takes_the_plan_again(
    spring: Planner, export: Callable[..., Path], tmp_path: Path
) -> None:
    calcurse = Calcurse(tmp_path / "calcurse")
    first = export()
    calcurse.run("-i", str(first))
    calcurse.run("-i", str(first))
    assert len(calcurse.shown()) == 2 * len(told(first))
    calcurse.take(first)
    assert calcurse.shown() == sorted(told(first).values())
    moved = run_of(spring)
    spring("plan", "move", moved, "2026-12-05", "--anyway")
    spring("plan", "layers", "hip-strength", "off")
    second = export()
    calcurse.take(second)
    assert len(told(second)) > len(told(second, cancelled=False))
    assert calcurse.shown() == sorted(told(second, cancelled=False).values())


def test_the_way_that_is_tested_with_calcurse_is_the_one_in_the_readme() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    steps = [line for line in readme.splitlines() if line.startswith("calcurse -D ")]
    assert [step.partition("-D ~/plan-calendar ")[2] for step in steps] == [
        "-P --filter-type cal",
        "-i plan.ics",
        "-P --filter-pattern '^Cancelled: '",
    ]
