"""An id, from wherever it comes, is never a path: nothing outside the store is read, made, moved or removed by it."""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import click
import pytest

from planner.cli.root import planner as planner_command
from planner.domain.errors import PlannerError
from planner.domain.ids import is_slug, slug_of
from planner.store.names import STATE
from planner.store.store import Store
from planner.store.undo import trash, versions
from tests.cli.conftest import Planner
from tests.store.loaders import raised_instead

ODD = (
    "../../x", "../outside/victim", "/etc/hostname", "..", ".", "", "C:\\x", "con", "nul.toml", "x" * 300, "-rf",
    "--help", "~root", "~", "$(id)", "a/b", "a\\b", "spring.toml", "spring.", "spring ", "\u0455pring", "\uff53pring",
    "spri\u0301ng", "..%2fx",
    "a\nb", "\x1b[2Jx", "\u202ex", ".state", "../.state/lock", "plans/../../x", "*", "?",
)  # fmt: skip
"""What stands where an id should."""
SOUND = {
    "plan": "spring", "shoe": "blue", "orthotic": "sole", "routine": "post-run", "exercise": "plank",
    "item": "post-run", "what": "post-run", "area": "knee", "distance": "5", "score": "3", "hours": "2",
    "template": "kept", "minutes_": "5", "plan_id": "other", "copy_id": "other", "template_id": "other",
    "kind": "time-off", "by": "1", "line": "8 easy sat", "name": "X", "text": "x",
}  # fmt: skip
"""What an argument may be, so that the others are looked at; a day where nothing else is said."""
Way = tuple[tuple[str, ...], tuple[str, ...]]


def _ways() -> dict[str, list[Way]]:
    """Return, by command, the words with `{}` in the place of one of its arguments or options after another."""
    found: dict[str, list[Way]] = {}
    for path, command in _commands(planner_command, click.Context(planner_command), ()):
        needed = [one for one in command.params if isinstance(one, click.Argument)]
        ways: list[Way] = []
        for one in command.params:
            if isinstance(one, click.Option) and (one.is_flag or isinstance(one.type, click.Path | click.Choice)):
                continue
            head = () if one in needed else (one.opts[0], "{}")
            words = tuple("{}" if each is one else _sound(each) for each in needed)
            ways.append(((*path, *head), words))
        if path[0] not in ("demo", "completion"):
            found[" ".join(path)] = ways
    return found


def _sound(argument: click.Parameter) -> str:
    return "{out}/new" if isinstance(argument.type, click.Path) else SOUND.get(argument.name or "", "2026-12-01")


def _commands(
    command: click.Command, context: click.Context, path: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    if not isinstance(command, click.Group):
        yield path, command
        return
    for name in command.list_commands(context):
        if below := command.get_command(context, name):
            yield from _commands(below, click.Context(below, info_name=name, parent=context), (*path, name))


WAYS = _ways()


def _held(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _names_are_sound(root: Path) -> bool:
    """Tell whether every file of the store has a name that planner makes."""
    mine = [path for path in root.rglob("*.toml") if STATE not in path.parts and path.parent != root]
    return all(is_slug(path.stem) and path.parent.parent == root for path in mine)


@pytest.fixture(autouse=True)
def _no_net(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a mistake of ours end the test, not in a crash log."""
    monkeypatch.setattr("planner.actions.crash_log.report_crash", raised_instead)


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder beside the store with a plan, a shoe and a routine of somebody else's."""
    folder = tmp_path / "outside"
    folder.mkdir()
    for name in ("victim", "x"):
        (folder / f"{name}.toml").write_text("schema = 1\nCANARY = 1\n")
        (tmp_path / f"{name}.toml").write_text("schema = 1\nCANARY = 1\n")
    return folder


@pytest.mark.parametrize("command", WAYS)
def test_no_command_takes_an_id_for_a_path(
    spring: Planner, command: str, outside: Path, store_root: Path, tmp_path: Path
) -> None:
    spring("shoe", "add", "Blue", "--id", "blue")
    before = {name: held for name, held in _held(tmp_path).items() if not name.startswith("store/")}
    for number, (head, words) in enumerate(WAYS[command]):
        for odd in (ODD[number % len(ODD)], ODD[(5 * number + 1) % len(ODD)]):
            ended = spring(*(_put(word, odd, outside) for word in (*head, "--", *words)))
            said = ended.out + ended.err
            assert ended.status in (0, 1, 2, 3), said
            assert not any(bad in said for bad in ("CANARY", "\x1b", "\u202e")), said
            shutil.rmtree(outside / "out", ignore_errors=True)
            (outside / "out").mkdir()
            assert _names_are_sound(store_root), (head, words, odd)
    after = {name: held for name, held in _held(tmp_path).items() if not name.startswith("store/")}
    assert after == before


def _put(word: str, odd: str, outside: Path) -> str:
    return word.replace("{out}", str(outside / "out")).replace("{}", odd)


@pytest.mark.parametrize("odd", ODD)
def test_an_imported_plan_is_kept_under_an_id_of_ours(
    spring: Planner, odd: str, outside: Path, store_root: Path
) -> None:
    sent = outside / "sent.toml"
    assert spring("export", "toml", "--plan", "spring", "-o", str(sent)).status == 0
    quoted = odd.replace("\\", "\\\\").replace("\n", "\\n").replace("\x1b", "\\u001b")
    sent.write_text(sent.read_text().replace('"spring"', f'"{quoted}"'))
    before = _held(outside.parent / "outside")
    spring("import", str(sent))
    assert _names_are_sound(store_root)
    assert _held(outside.parent / "outside") == before


@pytest.mark.parametrize("odd", ODD)
def test_ids_inside_the_files_of_a_store_lead_nowhere(
    spring: Planner, odd: str, outside: Path, store_root: Path
) -> None:
    spring("shoe", "add", "Blue", "--id", "blue")
    quoted = odd.replace("\\", "\\\\").replace("\n", "\\n").replace("\x1b", "\\u001b")
    for path in [*store_root.glob("plans/*.toml"), *store_root.glob("gear/*.toml")]:
        path.write_text(path.read_text().replace(f'id = "{path.stem}"', f'id = "{quoted}"'))
    settings = store_root / "planner.toml"
    settings.write_text(f'schema = 1\ntheme = "{quoted}"\nbeside = ["{quoted}"]\nplan = "{quoted}"\n')
    before = _held(outside)
    for words in (("today",), ("week",), ("plan", "list"), ("shoe", "list"), ("doctor",), ("plan", "show", "spring")):
        ended = spring(*words)
        assert "CANARY" not in ended.out + ended.err
        assert "Traceback" not in ended.err
        assert "\x1b" not in ended.out + ended.err
    spring("log", "run", "5")
    assert _held(outside) == before
    assert _names_are_sound(store_root)


REFS = (
    "file:../outside/victim.toml:0123456789abcdef", "file:/etc/hostname:0123456789abcdef",
    "file:gear/../../x.toml:0123",
    "file:gear/blue.toml:../../outside/victim", "file:planner.toml:../lock", "file:plans/spring.toml:0123456789abcdef",
    "file:gear/con.toml:0123456789abcdef", "plan:../../x:ab12cd", "log:../../outside/victim:ab12", "log:2027-13:ab12",
    "trash:../../outside.victim.1", "trash:plans.spring.1/../../../x", "trash:.state.lock.1", "file::", ":::", "x",
)  # fmt: skip


@pytest.mark.parametrize("ref", REFS)
def test_an_undo_history_of_somebody_else_s_leads_nowhere(
    spring: Planner, ref: str, outside: Path, store_root: Path
) -> None:
    (store_root / STATE / "history").write_text(f"planner history 1\ndo {ref}\n")
    before = {name: held for name, held in _held(outside.parent).items() if STATE not in name}
    for words in (("plan", "undo"), ("plan", "redo"), ("plan", "undo", "spring")):
        ended = spring(*words)
        assert "Traceback" not in ended.err
        assert "CANARY" not in ended.out + ended.err
    store = Store(store_root)
    for ask in (
        lambda: store.file_version(ref),
        lambda: versions.turn(store_root, ref, back=True),
        lambda: trash.bring_back(store_root, ref.partition(":")[2]),
        lambda: store.restore(ref),
        lambda: trash.last_thrown(store_root, "../..", ref),
    ):
        with suppress(PlannerError):
            ask()
    after = {name: held for name, held in _held(outside.parent).items() if STATE not in name}
    assert after == before


@pytest.mark.parametrize("odd", ODD)
def test_a_slug_of_anything_is_a_slug(odd: str) -> None:
    assert is_slug(slug_of(odd, "plan"))
