"""Every command on a store full of hostile text and with hostile arguments: what it prints is text and nothing else."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click
import pytest
import time_machine

from planner.cli import page
from planner.cli.lazy import LazyGroup
from planner.cli.root import planner as root_command
from planner.cli.root import run
from tests.cli.conftest import Ended
from tests.hostile import OBEYED, PAYLOADS, HostileStore, read_as_it_is

NOW = datetime(2027, 2, 6, 9, 0, tzinfo=UTC)
_LOOKS = re.compile(r"\x1b\[[0-9;]*m")
_OPENS_THE_PROGRAM = {("demo",), ("play",)}
"""Commands that open the program where there is a terminal; here they say that there is none."""
Walked = tuple[tuple[str, ...], click.Command]


def commands(group: click.Group = root_command, path: tuple[str, ...] = ()) -> Iterator[Walked]:
    """Yield every command with its words, groups too."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))


LEAVES = [(words, one) for words, one in commands() if not isinstance(one, LazyGroup)]


_READING = [
    words
    for words, _ in LEAVES
    if words[-1]
    in {"list", "show", "today", "week", "ready", "suggest", "doctor", "insights", "check", "layers", "body"}
    or words[0] in {"today", "week", "doctor", "insights", "suggest", "ready", "clinician"}
]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hostile store that nobody writes to."""
    return HostileStore(tmp_path_factory.mktemp("hostile") / "store", NOW).root


class Shell:
    """Runs commands on a copy of the hostile store, which each may change, and looks at all that they print."""

    def __init__(self, store: Path, fresh: Path, capture: pytest.CaptureFixture[bytes]) -> None:
        self.store, self.fresh, self.capture = store, fresh, capture

    def __call__(self, *words: str) -> Ended:
        self.capture.readouterr()
        with time_machine.travel(NOW, tick=False):
            status = run(["--store", str(self.store), *words])
        said = self.capture.readouterr()
        out = "" if said.out[:4] == b"%PDF" or said.out[8:12] == b".FIT" else said.out.decode()
        for text in (out, said.err.decode()):
            plain = _LOOKS.sub("", text).replace("\r\n", "\n")
            found = OBEYED.search(plain)
            assert not found, f"{words!a}: {found[0]!a} in {plain[max(0, found.start() - 60) : found.end() + 40]!a}"
        assert b"Traceback" not in said.err
        return Ended(status, out, said.err.decode())

    def renew(self) -> None:
        """Put the hostile store back as it was."""
        shutil.rmtree(self.store, ignore_errors=True)
        shutil.copytree(self.fresh, self.store)


@pytest.fixture
def shell(
    hostile: Path, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    """A shell with a terminal that knows colours: then everything is printed that a command may print."""
    monkeypatch.setattr(page, "colourful", lambda: True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", open(os.devnull, encoding="utf-8"))  # noqa: SIM115, PTH123 - closed with the test
    made = Shell(tmp_path / "store", hostile, capsysbinary)
    made.renew()
    return made


def _offered(command: click.Command, words: tuple[str, ...], store: Path) -> list[list[str]]:
    """Return what the shell offers for each argument that a command needs: two of each."""
    context = root_command.make_context("planner", ["--store", str(store), *words], resilient_parsing=True)
    own = click.Context(command, parent=context, info_name=words[-1])
    found = []
    for param in command.params:
        if isinstance(param, click.Argument) and param.required:
            offered = [item.value for item in param.shell_complete(own, "")]
            found.append(offered[:1] + offered[-1:] if offered else ["x"])
    return found


@pytest.mark.parametrize("words", _READING, ids=" ".join)
def test_what_lists_and_shows_cleans_text_that_nothing_has_cleaned_before(
    words: tuple[str, ...], shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_as_it_is(monkeypatch)
    command = dict(LEAVES)[words]
    with time_machine.travel(NOW, tick=False):
        offered = _offered(command, words, shell.store)
    for arguments in [list(one) for one in zip(*offered, strict=False)] if offered else [[]]:
        shell(*words, *arguments)
        if any("--json" in param.opts for param in command.params):
            shell(*words, *arguments, "--json")


@pytest.mark.parametrize(("words", "command"), LEAVES, ids=[" ".join(words) for words, _ in LEAVES])
def test_no_command_prints_anything_that_a_terminal_obeys(
    words: tuple[str, ...], command: click.Command, shell: Shell
) -> None:
    number = LEAVES.index((words, command))
    assert shell(*words, "--help").status == 0
    with time_machine.travel(NOW, tick=False):
        offered = _offered(command, words, shell.store)
    known = [list(one) for one in zip(*offered, strict=False)] if offered else [[]]
    options = {option for param in command.params for option in param.opts}
    for arguments in known:
        shell(*words, *arguments)
        if "--json" in options:
            said = shell(*words, *arguments, "--json")
            if said.status == 0:
                json.loads(said.out)
    for turn in range(0, len(PAYLOADS), 9):
        payload = PAYLOADS[(number + turn) % len(PAYLOADS)].replace("\x00", "")
        shell(*words, *[payload] * max(len(offered), 1))
        for option in sorted(options & {"--date", "--plan", "--note", "--on", "--shoe", "--name", "-o", "--side"}):
            shell(*words, *known[0], option, payload)


_SHELLS_OBEY = ("$(touch pwned)", "`touch pwned`", "a;touch pwned", "x\ny", "*", "a b", "-rf", "'x", '"x', "\\x", "ok")


@pytest.fixture
def odd_ids(hostile: Path, tmp_path: Path) -> Path:
    """A store whose log was made by somebody who knows what completion does with an id."""
    root = tmp_path / "odd"
    shutil.copytree(hostile, root)
    for day in (NOW, datetime.now(UTC)):  # bash, a process of its own, has the day of this machine
        entries = "".join(
            f'[[entry]]\nkind = "question"\nid = {json.dumps(name)}\nat = {day:%Y-%m-%d}T08:00:00Z\n'
            f"day = {day:%Y-%m-%d}\ntext = {json.dumps(name)}\n\n"
            for name in _SHELLS_OBEY
        )
        month = root / "log" / f"{day:%Y-%m}.toml"
        head = month.read_text(encoding="utf-8") if month.exists() else "schema = 1\n"
        month.write_text(f"{head}\n{entries}", encoding="utf-8")
    return root


@pytest.mark.parametrize("shell_name", ["bash", "zsh", "fish"])
def test_no_completion_holds_anything_that_a_shell_obeys(
    odd_ids: Path, shell_name: str, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLANNER_STORE", str(odd_ids))
    monkeypatch.setenv("_PLANNER_COMPLETE", f"{shell_name}_complete")
    offered = set()
    for words in (("question", "answer"), ("shoe", "show"), ("routine", "show"), ("plan", "layers"), ("play",)):
        monkeypatch.setenv("COMP_WORDS", " ".join(("planner", *words, "")))
        monkeypatch.setenv("COMP_CWORD", "" if shell_name == "fish" else str(len(words) + 1))
        lines = shell().out.splitlines()
        values = lines[1::3] if shell_name == "zsh" else [line.partition(",")[2].partition("\t")[0] for line in lines]
        assert all(re.fullmatch(r"[\w.@:+,\\-]+", value) for value in values), values
        offered |= set(values)
    assert {"ok", "blue", "mine"} <= offered


def test_bash_itself_runs_nothing_that_stands_in_the_store(odd_ids: Path, tmp_path: Path) -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("no bash here")
    program = tmp_path / "bin" / "planner"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m planner "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    code = (
        'eval "$(planner completion bash)"\n'
        "COMP_WORDS=(planner question answer '')\nCOMP_CWORD=3\n_planner_completion planner\n"
        'for one in "${COMPREPLY[@]}"; do eval "true $one"; echo "<$one>"; done\n'
    )
    surroundings = {"PLANNER_STORE": str(odd_ids), "PATH": f"{program.parent}:{os.environ['PATH']}"}
    done = subprocess.run(
        [bash, "--noprofile", "--norc", "-c", code],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), **surroundings},
        cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.stderr == ""
    assert "<ok>" in done.stdout
    assert not (tmp_path / "pwned").exists()


def test_an_argument_that_is_not_utf_8_and_odd_surroundings_are_complained_of_as_text(tmp_path: Path) -> None:
    odd = os.fsdecode(b"x\xff\x1b]0;x\x07\xc2\x9b2J\xe2\x80\xae")
    for words, environ in (
        ((odd,), {}),
        (("plan", "show", odd), {}),
        (("import", odd), {}),
        (("today", "--store", odd), {}),
        (("today",), {"PLANNER_STORE": odd}),
        (("doctor",), {"PLANNER_STORE": odd}),
        (("backup", odd), {}),
        (("exercise", "edit", "clamshell"), {"EDITOR": odd, "VISUAL": odd}),
    ):
        for locale in ({"PYTHONUTF8": "1"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}):
            done = subprocess.run(
                [sys.executable, "-m", "planner", *words],
                env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), **environ, **locale},
                cwd=tmp_path, capture_output=True, check=False, timeout=60, stdin=subprocess.DEVNULL,
            )  # fmt: skip
            for stream in (done.stdout, done.stderr):
                assert not OBEYED.search(stream.decode(errors="replace").replace("\n", "")), (words, stream)
            assert b"Traceback" not in done.stderr, (words, done.stderr)
