"""A quick start for commands that print a few lines and are gone."""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

_URLS = "urllib.parse"


def start() -> None:
    """Spare what such a command never needs. Call it before anything imports msgspec."""
    gc.disable()  # a few milliseconds of work leave nothing worth collecting
    with _urls_later():
        import pathlib  # noqa: F401
    if "msgspec" in sys.modules or "typing_extensions" in sys.modules:
        return
    _load_uuid_alone()
    # msgspec prefers typing_extensions, a quarter of its import, for names that Python's own typing has since 3.11.
    sys.modules["typing_extensions"] = None  # type: ignore[assignment]  # how Python marks what is not to be had
    try:
        import msgspec  # noqa: F401
    finally:
        del sys.modules["typing_extensions"]


@contextmanager
def _urls_later() -> Iterator[None]:
    """Have pathlib, imported inside, do without `urllib.parse` until a path is asked for its URL.

    Loading it is 3.3 % of the instructions of `planner today`. Whoever imports it later has it.
    """
    if _URLS in sys.modules:
        yield
        return
    sys.modules[_URLS] = later = ModuleType(_URLS)
    later.quote_from_bytes = _quote_from_bytes  # type: ignore[attr-defined]
    later.__getattr__ = _of_urls  # type: ignore[method-assign]
    try:
        yield
    finally:
        if sys.modules.get(_URLS) is later:
            del sys.modules[_URLS]


def _quote_from_bytes(*arguments: object, **options: object) -> object:
    return _of_urls("quote_from_bytes")(*arguments, **options)  # type: ignore[operator]


def _of_urls(name: str) -> object:
    """Return what the real module has under a name; the import system's own questions load nothing."""
    if name.startswith("__"):
        raise AttributeError(name)
    found = sys.modules.get(_URLS)
    if found is not None and found.__spec__ is None:  # the stand-in
        del sys.modules[_URLS]
    from urllib import parse

    return getattr(parse, name)


def _load_uuid_alone() -> None:
    """Load uuid without `platform`, which it asks for nothing but the name of the system. Linux only.

    Loading that is 2.9 % of the instructions of `planner today`.
    """
    if sys.platform != "linux" or "platform" in sys.modules or "uuid" in sys.modules:
        return
    sys.modules["platform"] = named = ModuleType("platform")
    named.system = lambda: "Linux"  # type: ignore[attr-defined]
    try:
        import uuid  # noqa: F401
    finally:
        del sys.modules["platform"]
