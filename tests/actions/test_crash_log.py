"""The log of a mistake in the program: where it was, and nothing that the runner wrote."""

from collections.abc import Callable
from pathlib import Path

import pytest

from planner.actions.crash_log import KEPT, crash_folder, first_error, report_crash
from planner.cli.ending import ended

SECRET = "left-knee-is-sore"


def _caught(fail: Callable[[], object]) -> BaseException:
    try:
        fail()
    except BaseException as error:  # noqa: BLE001 - what the tests are about
        return error
    raise AssertionError


def _bad(note: str = SECRET) -> None:
    try:
        dict[str, int]()[note]
    except KeyError as error:
        raise ValueError(f"{note} at {Path.home()}") from error


def _report(error: BaseException, **environ: str) -> tuple[str, str]:
    said = report_crash(error, environ, commands=("calendar.go",), size=(80, 24))
    return said, max(crash_folder().iterdir()).read_text()


def test_it_says_where_and_holds_no_values() -> None:
    said, log = _report(_caught(_bad))
    assert "ValueError in " in said
    assert "came from:\nbuiltins.KeyError: (message left out)" in log
    assert "test_crash_log:" in log
    assert "last commands: calendar.go" in log
    assert not [word for word in (SECRET, str(Path.home()), str(Path.cwd())) if word in log]


def test_messages_are_in_it_for_who_asks() -> None:
    _, log = _report(_caught(_bad), PLANNER_CRASH_DETAILS="1")
    assert f"builtins.KeyError: '{SECRET}'" in log


def test_it_is_private_and_only_the_newest_are_kept() -> None:
    for _ in range(KEPT + 3):
        _report(ValueError())
    logs = [*crash_folder().iterdir()]
    assert len(logs) == KEPT
    assert {path.stat().st_mode & 0o777 for path in logs} == {0o600}
    assert crash_folder().stat().st_mode & 0o777 == 0o700


def _endless(number: int = 0) -> int:
    return _endless(number + 1)


def test_a_long_traceback_is_cut_in_its_middle() -> None:
    _, log = _report(_caught(_endless))
    assert "more\n" in log
    assert len(log.splitlines()) < 90


def test_errors_that_came_from_each_other_in_a_circle_end() -> None:
    first, second = ValueError(), KeyError()
    first.__cause__, second.__cause__ = second, first
    assert _report(first)[1].count("came from:") == 1


def test_an_error_whose_message_cannot_be_made_is_logged() -> None:
    class Worse(Exception):
        def __str__(self) -> str:
            raise RuntimeError

    assert "Worse: (no message)" in _report(Worse(), PLANNER_CRASH_DETAILS="1")[1]


def test_what_went_wrong_in_a_worker_is_what_is_told() -> None:
    class Failed(Exception):
        error = ValueError()

    assert first_error(Failed()) is Failed.error


def test_without_a_place_for_the_log_it_is_still_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    assert "No log could be written" in report_crash(ValueError(SECRET), {})


def test_a_command_with_a_mistake_in_it_ends_in_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert ended(_bad_command) == 1
    said = capsys.readouterr()
    assert said.err.startswith("planner: a mistake in the program stopped it (ValueError in ")
    assert said.err.count("\n") == 1
    assert SECRET not in said.out + said.err


def _bad_command() -> None:
    _bad()


def test_developers_see_the_traceback(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("PLANNER_DEBUG", "1")
    ended(_bad_command)
    assert "Traceback" in capsys.readouterr().err
