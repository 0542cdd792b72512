"""A scripted runner who types lines, with a clock that only waiting moves."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

from planner.actions.desk import Desk
from planner.cli.plain_player import Room, lead
from planner.domain.log import Felt, Played
from planner.playing.cues import Cue
from planner.store.store import Store

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
CALF, PAUSE = "wall-calf-stretch-bent", " "
ROUTINE = """schema = 1
id = "{id}"
name = "{name}"
timing = ["any"]
steps = [{steps}]
"""
HOLD = '{ kind = "exercise", exercise = "%s", dose = { kind = "hold", seconds = %d } }'
REPS = '{ kind = "exercise", exercise = "glute-bridge", dose = { kind = "reps", reps = 5 } }'


def write_routine(root: Path, id_: str, *steps: str) -> None:
    folder = root / "routines"
    folder.mkdir(parents=True, exist_ok=True)
    text = ROUTINE.format(id=id_, name=f"My {id_}", steps=", ".join(steps))
    (folder / f"{id_}.toml").write_text(text)


def fresh(root: Path) -> Desk:
    return Desk(Store(root), now=lambda: NOW, pick=Random(5).choice)


class Scene:
    """Types each line so many seconds after the one before; time passes only while waiting. Then stdin is closed."""

    def __init__(self, *typed: "tuple[float, str] | Callable[[], None]") -> None:
        self.typed = list(typed)
        self.now = 1000.0
        self.asleep = 0.0
        self.is_over = False
        self.said: list[tuple[float, str]] = []
        self.sounded: list[Cue] = []
        self._last = self.now

    def read(self, seconds: float) -> str | None:
        assert self.now < 20_000, self.lines()[-5:]
        while self.typed and callable(self.typed[0]):
            self.typed.pop(0)()  # type: ignore[operator]  # looked at in the line above
        if not self.typed:
            self.now += seconds if self.is_over else 0
            self.is_over = True
            return None
        wait, line = self.typed[0]  # type: ignore[misc]  # what can be called is gone
        if self._last + wait > self.now + seconds:
            self.now += seconds
            return None
        self.now = self._last = max(self.now, self._last + wait)
        self.typed.pop(0)
        return line

    def room(self, *, every_s: float = 0.0) -> Room:
        return Room(
            self, lambda line: self.said.append((round(self.now - 1000, 3), line)), lambda: self.now,
            lambda: 1_800_000_000 + self.now + self.asleep, lambda cues, _: self.sounded.extend(cues), every_s,
        )  # fmt: skip

    def lines(self) -> list[str]:
        return [line for _, line in self.said]


def led(desk: Desk, what: str, *typed: "tuple[float, str] | Callable[[], None]", every_s: float = 0.0) -> Scene:
    scene = Scene(*typed)
    lead(desk, what, scene.room(every_s=every_s))
    return scene


def logged(desk: Desk) -> list[Played]:
    desk.refresh()
    return [entry for entry in desk.entries(date(2026, 1, 1), date(2027, 12, 31)) if isinstance(entry, Played)]


def felt(desk: Desk) -> list[Felt]:
    desk.refresh()
    return [entry for entry in desk.entries(date(2026, 1, 1), date(2027, 12, 31)) if isinstance(entry, Felt)]


GO = ((0.0, "-"), (0.0, ""))
"""No rating before, then the start."""
