"""Nothing points upward, and a command loads only what it uses."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import SPRING, Planner, in_process

ROOT = Path(__file__).parents[2] / "planner"
_BELOW_APP = {"domain", "codec", "planning", "playing", "insights", "store", "exports", "imports", "audio", "actions"}
MAY_IMPORT: dict[str, set[str]] = {
    "domain": set(),
    "planning": {"domain"},
    "playing": {"domain"},
    "insights": {"domain"},
    "codec": {"domain"},
    "store": {"domain", "codec"},
    "exports": {"domain", "planning", "insights", "codec"},
    "imports": {"domain", "codec"},
    "audio": {"domain", "playing"},
    "actions": {"domain", "planning", "playing", "insights", "codec", "store", "exports", "imports"},
    "app": _BELOW_APP,
    "cli": _BELOW_APP | {"app"},
}
"""The layers of the design; `resources` and the package itself may be imported by all but the pure ones."""
PURE = {"domain", "codec", "planning", "playing", "insights"}
_NO_IO = {"os", "pathlib", "subprocess", "socket", "shutil", "tempfile", "time", "random", "secrets"}


def _imports(file: Path) -> set[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: imports are written out in full"
            found |= {node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


@pytest.mark.parametrize("layer", sorted(MAY_IMPORT))
def test_no_module_imports_upward(layer: str) -> None:
    for file in (ROOT / layer).rglob("*.py"):
        for name in _imports(file):
            parts = name.split(".")
            if parts[0] == "planner" and len(parts) > 1 and (ROOT / parts[1]).is_dir():
                assert parts[1] in MAY_IMPORT[layer] | {layer}, f"{file.relative_to(ROOT)} imports {name}"


def test_only_the_app_imports_textual_and_rich() -> None:
    for file in ROOT.rglob("*.py"):
        if file.relative_to(ROOT).parts[0] != "app":
            for name in _imports(file):
                assert name.split(".")[0] not in ("textual", "rich"), f"{file.relative_to(ROOT)} imports {name}"


@pytest.mark.parametrize("layer", sorted(PURE))
def test_the_pure_layers_touch_no_disk_and_ask_no_clock(layer: str) -> None:
    for file in (ROOT / layer).rglob("*.py"):
        found = {name.split(".")[0] for name in _imports(file)} & _NO_IO
        assert not found, f"{file.relative_to(ROOT)} imports {found}"
        text = file.read_text(encoding="utf-8")
        assert "date.today()" not in text
        assert ".now()" not in text


_LOADED = """
import atexit, json, os, sys
from planner import __main__
from planner.cli import ending

def leave(status):
    sys.stdout.flush()
    print(json.dumps([status, sorted(sys.modules)]), file=sys.stderr)
    os._exit(0)

ending.leave = leave
sys.argv[0] = "planner"
__main__.main()
"""


def _loaded(*words: str, store: Path, **options: object) -> set[str]:
    ended = in_process(*words, store=store, code=_LOADED, **options)
    assert ended.stderr.startswith("["), ended.stderr
    status, modules = json.loads(ended.stderr.splitlines()[-1])
    assert status in (0, 3), ended
    return set(modules)


@pytest.mark.parametrize(
    "words",
    [
        ("--help",),
        ("today",),
        ("week",),
        ("plan", "check", "spring"),
        ("export", "json", "--plan", "spring"),
        ("log", "note", "hello"),
        ("log", "pain", "calf", "3"),
        ("body",),
        ("plan", "--help"),
        ("routine", "list"),
    ],
)
def test_text_commands_never_load_textual(spring: Planner, store_root: Path, words: tuple[str, ...]) -> None:
    assert spring("plan", "list").status == 0
    modules = _loaded(*words, store=store_root)
    assert {name.split(".")[0] for name in modules} & {"textual", "rich"} == set()


def test_playing_in_plain_lines_never_loads_textual(spring: Planner, store_root: Path) -> None:
    assert spring("plan", "list").status == 0
    modules = _loaded("play", "desk-break", "--plain", store=store_root, input="-\nq\n")
    assert "planner.cli.plain_player" in modules
    assert not {name for name in modules if name.split(".")[0] in ("textual", "rich") or name.startswith("planner.app")}


def test_today_loads_only_what_it_shows(spring: Planner, store_root: Path) -> None:
    assert spring("plan", "list").status == 0
    modules = _loaded("--store", str(store_root), "today", store=store_root)
    for name in (
        "click", "icalendar", "yaml", "tomlkit", "tomli_w", "dateutil", "platformdirs", "typing_extensions", "inspect",
        "subprocess", "tempfile", "secrets", "hashlib", "copy",
    ):  # fmt: skip
        assert name not in modules, name
    assert not {name for name in modules if name.startswith(("planner.exports", "planner.imports", "planner.playing"))}


def test_a_command_loads_no_other_command(spring: Planner, store_root: Path) -> None:
    assert spring("plan", "list").status == 0
    nouns = {
        "today", "week", "plan", "plan_new", "plan_show", "plan_change", "plan_check", "log", "body", "play", "routine",
        "exercise", "suggest", "shoe", "orthotic", "import_file", "export", "doctor", "completion", "demo",
        "insights", "ready", "gait", "visit", "question", "clinician", "plan_ease", "plan_safe_dates",
        "store", "store_copies", "store_git", "store_merge",
    }  # fmt: skip
    loaded = {name.removeprefix("planner.cli.") for name in _loaded("week", store=store_root)}
    assert loaded & nouns == {"week"}
    loaded = {name.removeprefix("planner.cli.") for name in _loaded("--help", store=store_root)}
    assert loaded & nouns == set()


def test_help_lines_are_the_same_in_the_table_and_the_command() -> None:
    """A fresh interpreter: importing every command must work by itself."""
    code = """
import click
from planner.cli.root import COMMANDS, planner

def walk(group, context):
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command.get_short_help_str(200), name
        assert command.name == name, (command.name, name)
        with click.Context(command, info_name=name, parent=context) as inner:
            assert command.get_help(inner)
            if isinstance(command, click.Group):
                walk(command, inner)

planner.name = "planner"
with click.Context(planner, info_name="planner") as context:
    walk(planner, context)
print("ok")
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout == "ok\n", done.stderr


def test_the_reference_command_works_in_a_process_of_its_own(tmp_path: Path) -> None:
    words = [word if word != "2027-04-18" else "+21w" for word in SPRING]
    ended = in_process(*words, store=tmp_path / "store")
    assert ended.returncode == 0, ended.stderr
    assert "Made the plan spring." in ended.stdout
