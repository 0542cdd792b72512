"""What the files and folders of a store are called."""

from pathlib import Path

SUFFIX = ".toml"
SETTINGS = "planner.toml"
"""The file of the settings."""
STATE = ".state"
"""The folder inside the store for what belongs to this machine only."""
THEMES = "themes"
"""The folder of the runner's own themes."""
FOLDERS = ("plans", "templates", "routines", "exercises", "gear", "log")
"""The folders that hold what planner writes for the runner: a file a thing, or a month."""
ALL_FOLDERS = frozenset({*FOLDERS, THEMES, STATE})
"""Every folder of a store."""


def name_in_store(path: Path) -> str:
    """Return how a file of the store is called in it, such as `log/2027-03.toml`."""
    return f"{path.parent.name}/{path.name}" if path.parent.name in FOLDERS else path.name
