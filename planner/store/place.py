"""Where the store is: what the user names, else the platform's folder for user data."""

from collections.abc import Mapping
from pathlib import Path

VARIABLE = "PLANNER_STORE"
"""The environment variable that names the store."""


def find_store(option: str | None, environ: Mapping[str, str]) -> Path:
    """Return the store's folder: `--store`, else `$PLANNER_STORE`, else the platform's; it need not exist."""
    named = option or environ.get(VARIABLE, "")
    if named:
        return Path(named).expanduser().absolute()
    from platformdirs import user_data_path

    return user_data_path("planner", appauthor=False)
