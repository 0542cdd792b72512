"""A quick start for commands that print a few lines and are gone."""

import gc
import sys

from planner.lean import urls_later, uuid_alone


def start() -> None:
    """Spare what such a command never needs. Call it before anything imports msgspec."""
    gc.disable()  # a few milliseconds of work leave nothing worth collecting
    with urls_later():
        import pathlib  # noqa: F401
    if "msgspec" in sys.modules or "typing_extensions" in sys.modules:
        return
    uuid_alone()
    # msgspec prefers typing_extensions, a quarter of its import, for names that Python's own typing has since 3.11.
    sys.modules["typing_extensions"] = None  # type: ignore[assignment]  # how Python marks what is not to be had
    try:
        import msgspec  # noqa: F401
    finally:
        del sys.modules["typing_extensions"]
