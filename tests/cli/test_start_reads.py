"""A start reads only what it shows, with ten years in the store as with one, and parses nothing that it knows."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import in_process

if sys.platform == "win32":
    pytest.skip("the bench's stores are filled with the terminal's", allow_module_level=True)
from tests.bench.ten_years import one_build_up, ten_years

_WATCH = """
import json, os, sys

opened = []

def watch(event, args):
    if event == "open" and isinstance(args[0], (str, os.PathLike)):
        opened.append(os.fspath(args[0]))

sys.addaudithook(watch)
from planner.cli.quick import start
start()
from planner.store.caches import file_cache
file_cache._SETTLED_NS = -(10**12)  # a file that was changed just now counts as settled
"""
_TODAY = (
    _WATCH
    + """
from planner import __main__
from planner.cli import ending

def leave(status):
    print(json.dumps([status, opened, sorted(sys.modules)]), file=sys.stderr)
    os._exit(0)

ending.leave = leave
sys.argv[0] = "planner"
__main__.main()
"""
)
_PAINT = (
    _WATCH
    + """
import asyncio
from planner.app import run, without_encryption
from planner.cli.program import desk_at

without_encryption()
import planner.app.app as program
from planner.app.screens.calendar_base import CalendarBase

# Up to the first paint: what is looked at after it is another matter.
CalendarBase._check = lambda screen: screen.desk.store.keep_start()

async def paint():
    app = program.PlannerApp(desk_at(None))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        seen, modules = list(opened), sorted(sys.modules)
    print(json.dumps([0, seen, modules]), file=sys.stderr)

asyncio.run(paint())
"""
)


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """Stores of a build-up alone, and with one and with ten years before it."""
    root = tmp_path_factory.mktemp("years")
    return {0: one_build_up(root / "0"), 1: ten_years(root / "1", 1), 10: ten_years(root / "10", 10)}


def _start(code: str, store: Path, *words: str) -> tuple[list[str], set[str]]:
    """Return the files and folders of the store that a start opened, in order, and the modules it loaded."""
    ended = in_process(*words, store=store, code=code)
    status, opened, modules = json.loads(ended.stderr.splitlines()[-1])
    assert status == 0, ended
    inside = [os.path.relpath(path, store) for path in opened if path.startswith(str(store))]
    return inside, set(modules)


def _kinds(opened: list[str]) -> dict[str, int]:
    """Return how many months, plans and other files were opened: gear, for one, is in a file of its own each."""
    kinds = ("log/", "plans/", "gear/", "routines/", "exercises/", "templates/")
    return {kind: sum(path.startswith(kind) for path in opened) for kind in kinds}


@pytest.mark.parametrize("code", [_TODAY, _PAINT], ids=["today", "first-paint"])
def test_a_start_opens_as_many_files_with_ten_years_as_with_none(code: str, stores: dict[int, Path]) -> None:
    words = ("today",) if code is _TODAY else ()
    cold = {years: _start(code, store, *words)[0] for years, store in stores.items()}
    for years, opened in cold.items():
        kinds = _kinds(opened)
        # Three months at most are on the screen, and a young pair or orthotic looks back over three.
        assert 1 <= len({path for path in opened if path.startswith("log/")}) <= 3, (years, opened)
        assert kinds["plans/"] == 1, (years, opened)
        assert kinds["exercises/"] == kinds["templates/"] == 0
    assert _kinds(cold[1])["log/"] == _kinds(cold[10])["log/"] == _kinds(cold[0])["log/"]
    # Old pairs are many after ten years: known ones are not opened again.
    warm = _start(code, stores[10], *words)[0]
    assert _kinds(warm)["gear/"] == 0, warm
    assert len(warm) <= len(cold[0]) + 2, warm  # the two caches


def test_the_second_start_loads_no_toml_reader(stores: dict[int, Path]) -> None:
    for _ in range(2):
        modules = _start(_PAINT, stores[10])[1]
    assert not modules & {"tomli", "tomllib", "tomli_w", "tomlkit"}


def test_today_loads_neither_a_toml_reader_nor_statistics_where_gear_is_old(stores: dict[int, Path]) -> None:
    store = stores[1]
    for name in ("shells", "cork", "green", "blue"):
        (store / "gear" / f"{name}.toml").unlink(missing_ok=True)
    for _ in range(2):
        modules = _start(_TODAY, store, "today")[1]
    unwanted = {"tomli", "tomllib", "tomli_w", "statistics", "random", "fractions", "urllib.parse", "platform"}
    assert not modules & unwanted
    assert "planner.actions.gear_notes" not in modules


def test_paths_still_become_urls_after_a_quick_start() -> None:
    code = """
from planner.cli.quick import start
start()
import sys
from pathlib import Path
assert "urllib.parse" not in sys.modules or sys.version_info >= (3, 12)
assert Path("/a b").as_uri() == "file:///a%20b"
import platform, urllib.parse, uuid
assert urllib.parse.urlsplit("https://x/y").netloc == "x"
assert platform.system() == "Linux" or sys.platform != "linux"
assert len(str(uuid.uuid4())) == 36
"""
    subprocess.run([sys.executable, "-c", code], check=True)
