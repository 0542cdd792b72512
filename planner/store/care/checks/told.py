"""How what is wrong is told."""

from pathlib import Path

from planner.codec.toml import BadFile


def problem(path: Path, why: str, fix: str, key: str = "", line: int | None = None) -> BadFile:
    """Return a problem of the file at `path`; `fix` says what to do about it."""
    found = BadFile(str(path), why, key=key, line=line)
    found.why = f"{key}: {why}" if key else why
    found.fix = fix
    return found
