"""What other modules load for nothing that we use, left out until somebody asks for it: each is a part of a start."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

_URL_FUNCTIONS = frozenset({"quote", "quote_from_bytes", "unquote", "urlparse", "urlsplit"})


@contextmanager
def urls_later() -> Iterator[None]:
    """Have what is imported inside do without `urllib.parse`: pathlib and Textual want one function of it each.

    Called, these load it; whatever else is asked of it loads it at once. Whoever imports it later has it.
    """
    if "urllib.parse" in sys.modules:
        yield
        return
    sys.modules["urllib.parse"] = later = ModuleType("urllib.parse")
    later.__getattr__ = _url_function  # type: ignore[method-assign]
    try:
        yield
    finally:
        if sys.modules.get("urllib.parse") is later:
            del sys.modules["urllib.parse"]


def _url_function(name: str) -> object:
    if name.startswith("__"):  # what the import system asks of every module
        raise AttributeError(name)
    if name not in _URL_FUNCTIONS:
        return getattr(_urls(), name)

    def later(*arguments: object, **options: object) -> object:
        return getattr(_urls(), name)(*arguments, **options)

    return later


def _urls() -> ModuleType:
    stand_in = sys.modules.get("urllib.parse")
    if stand_in is not None and "urlparse" not in vars(stand_in):
        del sys.modules["urllib.parse"]
    from urllib import parse

    return parse


def uuid_alone() -> None:
    """Load uuid without `platform`, which it asks for nothing but the name of the system. Linux only."""
    if sys.platform != "linux" or "platform" in sys.modules or "uuid" in sys.modules:
        return
    sys.modules["platform"] = named = ModuleType("platform")
    named.system = lambda: "Linux"  # type: ignore[attr-defined]
    try:
        import uuid  # noqa: F401
    finally:
        del sys.modules["platform"]
