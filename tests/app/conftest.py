"""A demo store, made once and copied for every test that changes it."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from planner.actions.demo import fill_demo
from planner.actions.desk import Desk
from planner.app.app import PlannerApp, Start
from planner.store.store import Store
from tests.app.hand_clock import Clock

if TYPE_CHECKING:
    from tests.app.test_player_process import Process

NOW = datetime(2027, 2, 6, 9, 0, tzinfo=UTC)
"""A Saturday in the ninth week of the demo."""


@pytest.fixture(scope="session")
def demo_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo store as it was made; nobody writes to it."""
    root = tmp_path_factory.mktemp("demo") / "store"
    fill_demo(Store(root), NOW)
    return root


@pytest.fixture
def demo(demo_root: Path, store_root: Path) -> Desk:
    """A desk on a copy of the demo."""
    shutil.copytree(demo_root, store_root)
    return Desk(Store(store_root), now=lambda: NOW, pick=Random(5).choice)


@pytest.fixture
def unhurt(demo: Desk) -> Desk:
    """The demo without anything that was felt."""
    for file in (demo.store.root / "log").glob("*.toml"):
        head, *entries = file.read_text().split("[[entry]]\n")
        file.write_text("[[entry]]\n".join([head, *(entry for entry in entries if 'kind = "pain"' not in entry)]))
    demo.refresh()
    return demo


@pytest.fixture
def demo_app(demo: Desk) -> PlannerApp:
    """The program on a copy of the demo."""
    return PlannerApp(demo)


@pytest.fixture
def reopen(store_root: Path) -> Callable[[], PlannerApp]:
    """Make the program anew on the store as it is, as after a restart."""
    return lambda: PlannerApp(Desk(Store(store_root), now=lambda: NOW, pick=Random(6).choice))


@pytest.fixture
def clock() -> Clock:
    """A clock for the player, moved by hand."""
    return Clock()


@pytest.fixture
def make_app(store_root: Path, clock: Clock) -> Callable[[], PlannerApp]:
    """Make the program anew on the same store, as after a restart."""
    return lambda: PlannerApp(Desk(Store(store_root), now=clock.now, pick=Random().choice), Start(mode="builder"))


@pytest.fixture
def processes() -> "Iterator[list[Process]]":
    """Whatever a test starts is gone after it."""
    started: list[Process] = []
    yield started
    for one in started:
        if one.process.poll() is None:
            one.process.kill()
            one.process.wait()
        one.close()
