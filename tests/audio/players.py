"""Small scripts that stand for players and voices: they write down what they were given, hang, or fail."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import msgspec


class Script(msgspec.Struct, frozen=True):
    """A program, and what it was asked to do so far, one line a start: its process id and its words."""

    path: Path
    diary: Path

    @property
    def command(self) -> str:
        return str(self.path)

    @property
    def starts(self) -> list[str]:
        lines = self.diary.read_text().splitlines() if self.diary.exists() else []
        return [line.partition(" ")[2] for line in lines]

    @property
    def processes(self) -> list[int]:
        lines = self.diary.read_text().splitlines() if self.diary.exists() else []
        return [int(line.partition(" ")[0]) for line in lines]

    def was_started(self, times: int) -> bool:
        """Wait until it was started so many times."""
        return until(lambda: len(self.starts) >= times)

    @property
    def alive(self) -> list[int]:
        return [process for process in self.processes if is_alive(process)]


def script(folder: Path, name: str, does: str = "") -> Script:
    path, diary = folder / name, folder / f"{name}.diary"
    path.write_text(f'#!/bin/sh\necho "$$ $*" >> "{diary}"\n{does}\n')
    path.chmod(0o755)
    return Script(path, diary)


def hangs(folder: Path, name: str = "hangs") -> Script:
    """Hangs with a child of its own, which must not stay behind either."""
    child = folder / f"{name}.diary"
    return script(folder, name, f'sleep 60 & echo "$! child" >> "{child}"\nsleep 60')


def fails(folder: Path, name: str = "fails") -> Script:
    return script(folder, name, "exit 3")


def fails_every_other_time(folder: Path, name: str = "moody") -> Script:
    return script(folder, name, f'exit $(( $(wc -l < "{folder / name}.diary") % 2 ))')


def is_alive(process: int) -> bool:
    """Whether a process still does anything; one that only waits to be buried by the system does not."""
    try:
        return ") Z " not in Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return not is_gone(process)


def is_gone(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    return False


def until(it_is_so: Callable[[], object], seconds: float = 10.0) -> bool:
    """Wait until it is so; whether it came to be."""
    end = time.monotonic() + seconds
    while not it_is_so():
        if time.monotonic() > end:
            return False
        time.sleep(0.005)
    return True
