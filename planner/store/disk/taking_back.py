"""Several files that are saved for one thing: where one is refused, those before it are taken back.

A person repeats what failed, so nothing of it may stand there. After a kill the first of them may stand there alone:
the order in which they are saved makes that sound.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from planner.domain.errors import PlannerError, StoreError
from planner.domain.text import one_line

Saved = tuple[Path, bytes | None, bytes | None]
"""A file, what it held, and what it is to hold; None where there is no file."""

saves: ContextVar[list[Saved] | None] = ContextVar("saves", default=None)
"""What was saved so far of a thing that is saved as a whole; None while nothing is."""


def note(path: Path, was: bytes | None, data: bytes | None) -> None:
    """Write down that a file is about to be saved, or removed."""
    if (done := saves.get()) is not None:
        done.append((path, was, data))


@contextmanager
def whole_or_nothing() -> Iterator[None]:
    """Take back what was saved inside when anything is raised. Inside another one that one does it. Under the lock."""
    if saves.get() is not None:
        yield
        return
    done: list[Saved] = []
    before = saves.set(done)
    try:
        yield
    except BaseException as error:
        saves.reset(before)
        stay = take_back(done)
        if stay and isinstance(error, PlannerError):
            raise partly(error, stay) from None
        raise
    else:
        saves.reset(before)


def take_back(done: list[Saved]) -> tuple[Path, ...]:
    """Give files back what they held, the last first, and return those that keep what was saved. Under the lock.

    A file that holds something else by now is left as it is. Where one cannot be taken back those before it stay too:
    it may need them.
    """
    from planner.store.disk.atomic import read, remove, save

    for number, (path, was, data) in reversed(list(enumerate(done))):
        try:
            if data is None or read(path) != data:
                continue
            if was is None:
                remove(path, was=data)
            else:
                save(path, was, was=data)
        except StoreError:
            return tuple(dict.fromkeys(path for path, _, _ in done[: number + 1]))
    return ()


def partly(error: PlannerError, stay: tuple[Path, ...]) -> StoreError:
    """Return the error for what failed half-way, and could not be taken back."""
    files = ", ".join(one_line("/".join(path.parts[-2:])) for path in stay)
    return StoreError(error.what, f"{error.why.rstrip('.')}, so a part of it may be saved", f"Look at {files} first.")
