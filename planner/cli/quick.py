"""A quick start for commands that print a few lines and are gone."""

import gc
import sys
from types import ModuleType


def start() -> None:
    """Spare what such a command never needs. Call it before anything imports msgspec."""
    gc.disable()  # a few milliseconds of work leave nothing worth collecting
    paths_without_urls()
    if "msgspec" in sys.modules or "typing_extensions" in sys.modules:
        return
    # msgspec prefers typing_extensions, a quarter of its import, for names that Python's own typing has since 3.11.
    sys.modules["typing_extensions"] = None  # type: ignore[assignment]  # how Python marks what is not to be had
    # It also loads uuid, which asks `platform`, a tenth of its import, for nothing but the name of the system.
    asked = sys.platform == "linux" and "platform" not in sys.modules and "uuid" not in sys.modules
    if asked:
        named = ModuleType("platform")
        named.system = lambda: "Linux"  # type: ignore[attr-defined]
        sys.modules["platform"] = named
    try:
        import msgspec  # noqa: F401
    finally:
        del sys.modules["typing_extensions"]
        if asked:
            del sys.modules["platform"]


def paths_without_urls() -> None:
    """Load pathlib without what it needs for nothing but `as_uri`, which costs it more than the rest: Python 3.11 only.

    Whoever imports urllib.parse later has it, and so has `as_uri`.
    """
    if sys.version_info >= (3, 12) or "pathlib" in sys.modules or "urllib.parse" in sys.modules:
        return

    def quote_from_bytes(text: bytes) -> str:
        from urllib import parse

        return parse.quote_from_bytes(text)

    later = ModuleType("urllib.parse")
    later.quote_from_bytes = quote_from_bytes  # type: ignore[attr-defined]
    sys.modules["urllib.parse"] = later
    try:
        import pathlib  # noqa: F401
    finally:
        del sys.modules["urllib.parse"]
