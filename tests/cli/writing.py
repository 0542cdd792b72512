"""Every command, as a person would give it on a small filled store: those that write, and those that only show.

A command is here under its name, so that a test can tell which are missing.
"""

import json
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import click

from planner.actions.desk import Desk
from planner.cli.root import planner, run

Words = tuple[str, ...]

RUNS = """Activity ID,Activity Date,Activity Name,Activity Type,Elapsed Time,Distance,Filename,Moving Time
1,"Sep 20, 2026, 7:00:00 AM",Morning,Run,2700,8.0,,2700
2,"Oct 5, 2026, 7:00:00 AM",Morning,Run,3000,9.0,,3000
3,"Nov 7, 2026, 7:00:00 AM",Long one,Run,4300,12.0,,4300
"""

_FILL: tuple[Words, ...] = (
    ("shoe", "add", "Blue", "--role", "daily"),
    ("shoe", "add", "Green"),
    ("shoe", "add", "Red", "--spare"),
    ("orthotic", "add", "Insole"),
    ("orthotic", "add", "Wedge", "--build", "add-on"),
    ("orthotic", "pair", "wedge", "green"),
    ("exercise", "copy", "glute-bridge", "--name", "My bridge"),
    (
        "plan", "new", "autumn", "--race", "Autumn", "--date", "2027-03-28", "--distance", "10k",
        "--start", "2027-02-22", "--finish-safely",
    ),
    (
        "plan", "new", "spring", "--race", "Spring Half", "--date", "2027-01-31", "--distance", "half",
        "--weekly", "25", "--longest", "9", "--days", "4", "--start", "2026-10-26",
    ),
    ("export", "csv", "--plan", "autumn", "-o", "{folder}/plan.csv"),
    ("plan", "template", "save", "spring", "kept"),
    ("log", "run", "8", "--date", "2026-11-20", "--shoe", "blue"),
    ("log", "pain", "knee", "4", "--side", "left", "--date", "2026-11-20"),
    ("log", "pain", "shin", "3", "--sign", "pinpoint", "--side", "left", "--date", "2026-11-19"),
    ("visit", "add", "2026-11-21", "--with", "physiotherapist", "--why", "knee"),
    ("question", "add", "What about the knee?"),
    ("body", "tags", "--set", "none"),
    ("body", "practitioner", "Dr. Foot", "--profession", "podiatrist"),
    ("routine", "import", "{folder}/mine.toml"),
    ("plan", "off", "travel", "2026-12-21", "2026-12-23"),
    ("plan", "undo"),
    ("backup", "{folder}/kept.zip"),
    ("plan", "off", "travel", "2026-12-28", "2026-12-30"),
    ("plan", "move", "{long}", "2026-11-28"),
)  # fmt: skip

WRITERS: dict[str, tuple[Words, ...]] = {
    "plan new": (("--race", "Ten", "--date", "2027-06-06", "--distance", "10k", "ten"),),
    "plan add": (("easy 5km", "--date", "2026-12-05"),),
    "plan edit": (("{run}", "easy 7km"),),
    "plan accept": (("{finding}", "--why", "fine"),),
    "plan move": (("{run}", "2026-12-04"),),
    "plan swap": (("2026-12-06", "2026-12-05"),),
    "plan swap-weekdays": (("tue", "thu"),),
    "plan shift": (("2026-12-07", "1", "--until", "2026-12-20"),),
    "plan rest": (("2026-12-08",),),
    "plan copy": (("2026-12-01", "2026-12-06", "--to", "2026-12-08"),),
    "plan repeat-week": (("2026-12-01",),),
    "plan remove": (("{run}",),),
    "plan restore": (("{long}",),),
    "plan done": (("{done}", "--km", "5"),),
    "plan skip": (("{done}", "--why", "tired"),),
    "plan layers": (("{layer}", "off"),),
    "plan hang": (("mine", "--where", "after-run"),),
    "plan undo": ((),),
    "plan redo": ((),),
    "plan use": (("autumn",),),
    "plan off": (("illness", "2026-12-01", "2026-12-04"),),
    "plan on": (("{off}",),),
    "plan realign": (("--accept",),),
    "plan ease": (("--accept",), ("--refuse",)),
    "plan again": (("--weekly", "30", "--accept"),),
    "plan template save": (("spring", "other"),),
    "plan template new": (("next", "--template", "kept", "--race", "Next", "--date", "2027-09-05"),),
    "plan template delete": (("kept",),),
    "plan duplicate": (("spring", "spring-2"),),
    "plan delete": (("autumn",), ("spring",)),
    "log run": (("5", "--minutes", "30"),),
    "log pain": (("calf", "3", "--side", "left"),),
    "log note": (("legs like wood",),),
    "body clear": (("{flag}", "--note", "seen by a physio"),),
    "body warn": (("dizzy",),),
    "body tags": (("--set", "pregnant"),),
    "body practitioner": (("Dr. Hand",), ("--forget",)),
    "suggest": (("--minutes", "10", "--keep", "Kept one"), ("--minutes", "10", "--hang", "rest-day")),
    "routine import": (("{folder}/shared.toml",),),
    "exercise copy": (("calf-raise-straight", "--name", "My raise"),),
    "exercise delete": (("my-bridge",),),
    "shoe add": (("Vapor",), ("Comet", "--for", "long")),
    "shoe edit": (("blue", "--note", "soft"),),
    "shoe retire": (("blue",),),
    "shoe use": (("red",),),
    "shoe check": (("blue", "--worn", "even"),),
    "shoe assign": (("green", "--from", "2026-12-01"), ("green", "--logged", "--from", "2026-11-01")),
    "shoe delete": (("red",),),
    "orthotic add": (("Heel lift", "--build", "add-on"),),
    "orthotic edit": (("insole", "--note", "stiff"),),
    "orthotic pair": (("insole", "blue"),),
    "orthotic unpair": (("wedge",),),
    "orthotic wear": (("insole", "2"),),
    "orthotic break-in": (("insole", "--start", "2026-11-21"),),
    "orthotic retire": (("insole",),),
    "gait add": (("--cadence", "172"),),
    "visit add": (("2026-12-10", "--with", "physiotherapist"),),
    "visit done": (("{visit}", "all is well"),),
    "visit move": (("{visit}", "2026-12-03"),),
    "question add": (("And the shin?",),),
    "question answer": (("{question}", "It is fine."),),
    "import": (("{folder}/runs.csv",), ("{folder}/plan.csv",)),
    "store init-syncthing": ((),),
    "restore": (("{folder}/kept.zip", "--yes"), ("{folder}/kept.zip", "--only", "plans/spring.toml", "--yes")),
}
"""Commands that change the store; each words line is tried."""

BEFORE: dict[str, Words] = {
    "plan redo": ("plan", "undo"),
    "plan restore": ("plan", "remove", "{long}"),
    "suggest": ("body", "clear", "{flag}", "--note", "seen by a physio"),
}
"""What is done first, before a command is tried."""

READERS: dict[str, tuple[Words, ...]] = {
    "": (("--version",),),
    "today": ((), ("--json",)),
    "week": ((),),
    "plan list": ((),),
    "plan show": ((),),
    "plan compare": ((),),
    "plan check": ((),),
    "plan safe-dates": ((),),
    "plan workout": (("easy 5km",),),
    "plan offs": ((),),
    "plan realign": ((),),
    "plan ease": ((),),
    "plan because": ((),),
    "plan again": (("--weekly", "30"),),
    "plan layers": ((),),
    "plan template list": ((),),
    "body": ((),),
    "body tags": ((),),
    "suggest": ((),),
    "routine list": ((),),
    "routine show": (("mine",),),
    "routine check": (("mine",),),
    "routine trim": (("mine", "5"),),
    "routine export": (("mine", "-o", "{folder}/out.toml"),),
    "routine import": (("{folder}/shared.toml", "--dry-run"),),
    "exercise list": ((),),
    "exercise show": (("my-bridge",),),
    "shoe list": ((),),
    "shoe show": (("blue",),),
    "shoe assign": (("green", "--dry-run"), ("--suggest",)),
    "shoe forecast": ((),),
    "orthotic list": ((),),
    "orthotic show": (("insole",),),
    "orthotic break-in": (("insole",),),
    "ready": ((),),
    "gait list": ((),),
    "visit list": ((),),
    "question list": ((),),
    "clinician": ((),),
    "insights": ((),),
    "import": (("{folder}/runs.csv", "--dry-run"),),
    "export ics": (("-o", "{folder}/out.ics"),),
    "export md": ((),),
    "export csv": ((),),
    "export json": ((),),
    "export toml": ((),),
    "export fit": (("-o", "{folder}/fit"),),
    "export intervals": (("--session", "{run}"),),
    "export html": (("-o", "{folder}/out.html"),),
    "doctor": ((),),
    "backup": (("{folder}/new.zip",),),
    "store copies": ((),),
    "restore": (("--list",), ("{folder}/kept.zip", "--dry-run")),
    "completion": (("bash",),),
}
"""Commands, or ways to give them, that change nothing in the store; a test looks."""

ELSEWHERE = {
    "play": "tests/actions/test_playing_killed.py",
    "store init-git": "tests/cli/test_store.py: git writes",
    "store merge": "tests/cli/test_store.py: git calls it",
    "demo": "it has a store of its own, which goes with it",
    "export pdf": "as `export html`; the typesetter is slow",
}
"""Commands that neither table can hold, and where they are looked at."""


def fill(desk: Desk) -> None:
    """Make the store that the tables speak of, and the files beside it."""
    folder = desk.store.root.parent
    (folder / "runs.csv").write_text(RUNS)
    _save_routine(folder, "mine", "Mine")
    _save_routine(folder, "shared", "Shared")
    for words in _FILL:
        said, complaint = StringIO(), StringIO()
        with redirect_stdout(said), redirect_stderr(complaint):
            status = run(["--store", str(desk.store.root), *put(words, folder)])
        assert status == 0, (words, complaint.getvalue())


def put(words: Words, folder: Path) -> Words:
    """Return words with what stands in braces put in: the folder, and ids of the store in it."""
    found = words
    if any("{" in word for word in words):
        known = {"{folder}": str(folder)}
        if any(sign in word for word in words for sign in _SIGNS):
            known |= _ids(folder)
        for sign, value in known.items():
            found = tuple(word.replace(sign, value) for word in found)
    assert not any(word.startswith("{") for word in found), found
    return found


_SIGNS = ("{run}", "{done}", "{long}", "{layer}", "{finding}", "{flag}", "{off}", "{visit}", "{question}")


def _ids(folder: Path) -> dict[str, str]:
    from datetime import date

    from planner.domain.change import Off
    from planner.domain.log import Question, Visit
    from planner.store.store import Store

    store = Store(folder / "store")
    plan = store.plan("spring")
    entries = store.entries(date(2026, 11, 1), date(2027, 1, 1))[0]
    runs = {one.day.isoformat(): one.id for one in plan.base}
    days = sorted(runs)
    found = {
        "{run}": next(runs[day] for day in days if day > "2026-12-01"),
        "{done}": next(runs[day] for day in days),
        "{long}": next(one.id for one in plan.base if one.kind == "long" and one.day.isoformat() > "2026-11-21"),
        "{layer}": plan.layers[0].id,
        "{finding}": _finding(store.root),
        "{flag}": _flag(store.root),
    }
    found["{off}"] = [change.id for change in plan.changes if isinstance(change, Off)][-1]
    found["{visit}"] = next(one.id for one in entries if isinstance(one, Visit))
    found["{question}"] = next(one.id for one in entries if isinstance(one, Question))
    return found


def _finding(root: Path) -> str:
    found = _json(root, "plan", "check", "--all")
    return str(next(iter(found["findings"]))["key"])


def _flag(root: Path) -> str:
    found = _json(root, "body")
    return str(found["flags"][0]["flag"]) if found["flags"] else ""


def _json(root: Path, *words: str) -> dict[str, list[dict[str, object]]]:
    said = StringIO()
    with redirect_stdout(said):
        run(["--store", str(root), *words, "--json"])
    found: dict[str, list[dict[str, object]]] = json.loads(said.getvalue())
    return found


def _save_routine(folder: Path, routine_id: str, name: str) -> None:
    from planner.codec.layout import written
    from planner.domain.exercise import Timing
    from planner.domain.routine import Do, Routine

    routine = Routine(id=routine_id, name=name, timing=(Timing.POST,), steps=(Do(exercise="glute-bridge"),))
    (folder / f"{routine_id}.toml").write_bytes(written(routine, schema=1))


def all_commands() -> set[str]:
    """Return the names of all commands there are, those of groups that do something by themselves too."""

    def walk(command: click.Command, name: str, above: click.Context | None) -> set[str]:
        if not isinstance(command, click.Group):
            return {name}
        context = click.Context(command, info_name=name or "planner", parent=above)
        found = {name} if command.invoke_without_command else set()
        for one in command.list_commands(context):
            inner = command.get_command(context, one)
            assert inner
            found |= walk(inner, f"{name} {one}".strip(), context)
        return found

    return walk(planner, "", None)
