"""One of every file that a store can hold, and everything that reads one: what the tests of damage go by."""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import tomli
from hypothesis import strategies as st

from planner.actions.desk import Desk
from planner.app import themes
from planner.codec.layout import laid_out
from planner.codec.toml import encode
from planner.domain.errors import PlannerError
from planner.domain.gear import Orthotic, Pairing
from planner.domain.ids import is_slug
from planner.store.caches.derived import keep_derived, read_derived
from planner.store.caches.file_cache import FileCache
from planner.store.caches.log_cache import read_all
from planner.store.library import load_library, load_routine
from planner.store.routine_names import routine_names
from planner.store.session import read_playing
from planner.store.store import Store
from planner.store.undo.history import read_history
from tests.store.deeds import filled
from tests.store.records import DAY

NOW = datetime(2027, 3, 14, 8, 0, tzinfo=UTC)
EXERCISE = """schema = 1
id = "wall-lean"
name = "Wall lean"
kind = "static-stretch"
areas = ["calf"]
sides = "both"
position = "standing"
timing = ["post"]
steps = ["Lean."]
cue = "Slow."
easier = "Less."
harder = "More."
stop = "Pain."
source = "mine"

[dose]
kind = "hold"
seconds = 30
"""
SETTINGS = """# mine
schema = 1
unit = "km"
first_weekday = "sun"
theme = "mine"
beside = ["spring"]
hidden_layers = ["a"]

[cues]
sound = false
off = ["half-way"]

[player]
wait = true

[keys]
quit = "x"

[health]
tags = ["pregnant"]
"""


def one_of_each(root: Path, backups: Path) -> Store:
    """Return a store with a file of every kind, all of them sound."""
    store = filled(root, backups)
    private(root / "planner.toml", SETTINGS.encode())
    for folder, name, data in (
        ("exercises", "wall-lean", EXERCISE.encode()),
        ("themes", "mine", Path("themes/dusk.toml").read_bytes()),
    ):
        (root / folder).mkdir(mode=0o700, exist_ok=True)
        private(root / folder / f"{name}.toml", data)
    pairing = Pairing(shoe="pegasus", since=date(2027, 1, 1))
    store.create_gear(Orthotic(id="sole", name="Sole", pairings=(pairing,)))
    private(root / ".state/backed-up", b"2027-03-14")
    read_all(root)
    cache: FileCache[int] = FileCache(root, "figures", int, ())
    cache.keep("a", (1, 1, 1, 1), 1)
    cache.save()
    keep_derived(root, "exported", {"a": 1})
    return store


def private(path: Path, data: bytes) -> None:
    """Write a file that only its owner can read, as planner does."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(data)


def _ref(store: Store) -> str:
    done = store.last_done() or ()
    return next((ref for ref in done if ref.startswith("file:")), "file:gear/pegasus.toml:0123456789abcdef")


def _problems(found: object) -> list[str]:
    """Return what was told beside what was read."""
    if isinstance(found, tuple):
        return [text for one in found for text in _problems(one)]
    return [str(found)] if isinstance(found, PlannerError) else []


def _check(store: Store) -> object:
    return store.check()


def _version(store: Store) -> object:
    ref = _ref(store)
    store.check_turn((ref,), back=True)
    return store.file_version(ref)


READERS: dict[str, Callable[[Store], object]] = {
    "planner.toml": lambda store: store.settings(),
    "plans": lambda store: (store.plans(), store.plan_with_problems("spring")),
    "templates": lambda store: (store.templates(), store.template("kept")),
    "routines": lambda store: (load_library(store.root), load_routine("mine", store.root), routine_names(store.root)),
    "exercises": lambda store: load_library(store.root),
    "gear": lambda store: (store.gear(), store.gear_item("pegasus")),
    "log": lambda store: (store.entries(DAY, DAY), store.all_entries(), store.log_months()),
    "themes": lambda store: themes.chosen("mine", store.root / "themes"),
    ".state/history": lambda store: (read_history(store.root), store.last_done(), store.last_undone("spring")),
    ".state/playing.toml": lambda store: read_playing(store.root),
    ".state/*.cache": lambda store: (store.all_entries(), read_derived(store.root, "exported", dict[str, int])),
    ".state/trash": _check,
    ".state/versions": _version,
    ".state/lock": _check,
    ".state/backed-up": _check,
    ".gitignore": _check,
}
"""Each kind of file, and what reads it; `plans` stands for every file in that folder."""


def kind_of(name: str) -> str:
    """Return the kind of a file, by its place in the store."""
    folder, _, last = name.rpartition("/")
    if name.endswith(".cache"):
        return ".state/*.cache"
    return name if folder in ("", ".state") else folder if last else name


def read_everything(store: Store, name: str = "themes/mine.toml") -> list[str]:
    """Read the store in every way there is; return what was told. Only `PlannerError` may come of it.

    The theme, which takes longest, is looked at only where the file of that `name` can make a difference.
    """
    told: list[str] = []
    desk = Desk(store, now=lambda: NOW)
    ways = {way for kind, way in READERS.items() if kind != "themes" or kind_of(name) in ("themes", "planner.toml")}
    looks: list[Callable[[], object]] = [partial(way, store) for way in ways]
    looks += [desk.plan, partial(desk.days, DAY, DAY)]
    for look in looks:
        try:
            told += _problems(look())
        except PlannerError as error:
            told.append(str(error))
    return [*told, *map(str, desk.problems)]


Path_ = tuple[str | int, ...]
ODD: tuple[object, ...] = (
    0, -1, 5, 10**30, 1e308, -0.5, float("nan"), float("inf"), True, "", "x", "x" * 2_000, "../../etc/passwd",
    "\x1b[2J", "spring", "[/]", date(1, 1, 1), date(9999, 12, 31), datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC),
    [], {}, [[]], [{}], ["x", 5], {"kind": "x"},
)  # fmt: skip
"""What stands where something else should."""


def places(value: object, at: Path_ = ()) -> Iterator[Path_]:
    """Yield the place of everything in a file's tables."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for part, child in inside:
        yield (*at, part)
        yield from places(child, (*at, part))


def with_odd(data: bytes, at: Path_, odd: object) -> bytes:
    """Return a file with something odd at a place; without that place where `odd` is None."""
    tables = tomli.loads(data.decode())
    holder: object = tables
    for part in at[:-1]:
        holder = holder[part]  # type: ignore[index]  # a dict or a list, by the place
    if odd is None:
        del holder[at[-1]]  # type: ignore[attr-defined]
    else:
        holder[at[-1]] = odd  # type: ignore[index]
    try:
        return laid_out(tables)
    except (TypeError, ValueError):
        return encode(tables).encode()


@st.composite
def damaged(draw: st.DrawFn, files: dict[str, bytes]) -> tuple[str, bytes]:
    """A file of the store and what a slip, a sync or a bad disk made of it."""
    name = draw(st.sampled_from(sorted(files)))
    data = files[name]
    at = draw(st.integers(0, max(0, len(data) - 1)))
    how = draw(st.sampled_from(["cut", "flip", "splice", "random", "line", "twice", "odd", "gone"]))
    lines = data.splitlines(keepends=True)
    number = draw(st.integers(0, max(0, len(lines) - 1)))
    match how:
        case "cut":
            return name, data[:at]
        case "flip":
            return name, data[:at] + bytes([data[at] ^ (1 << draw(st.integers(0, 7)))]) + data[
                at + 1 :
            ] if data else b"x"
        case "splice":
            other = files[draw(st.sampled_from(sorted(files)))]
            begin = draw(st.integers(0, max(0, len(other) - 1)))
            return name, data[:at] + other[begin : begin + draw(st.integers(1, 80))] + data[at:]
        case "random":
            return name, data[:at] + draw(st.binary(max_size=40)) + data[at + draw(st.integers(0, 40)) :]
        case "line":
            return name, b"".join(lines[:number] + lines[number + 1 :])
        case "twice":
            upto = draw(st.integers(number, min(len(lines), number + 12)))
            return name, b"".join(lines[:upto] + lines[number:upto] + lines[upto:])
        case "odd" if name.endswith(".toml") and (found := list(places(tomli.loads(data.decode())))):
            return name, with_odd(data, draw(st.sampled_from(found)), draw(st.sampled_from((None, *ODD))))
        case _:
            return name, draw(
                st.sampled_from([b"", b"\0" * len(data), b"schema = 99\n", data.decode("latin-1").encode("utf-16")])
            )


def is_known(name: str) -> bool:
    """Tell whether a file's place is one of those that are tested."""
    last = name.rpartition("/")[2]
    return kind_of(name) in READERS and (not name.startswith(".state/trash/") or is_slug(last.partition(".")[0]))


def raised_instead(error: BaseException, *_: object, **__: object) -> None:
    """Raise a mistake of ours where a crash log would be written."""
    raise error
