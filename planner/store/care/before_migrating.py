"""How a store is copied before one of its files is migrated: `Store.writing` says so, whoever migrates asks."""

from collections.abc import Callable
from contextvars import ContextVar
from pathlib import Path

backing_up: ContextVar[Callable[[str, Path], None]] = ContextVar("backing_up")
"""Backs the store that is being written to up under a name, on account of a file."""
