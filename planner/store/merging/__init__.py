"""Merging two versions of a file: what git, a sync or an editor made of one file on two machines."""

from planner.store.merging.files import Merged, merge_files
from planner.store.merging.texts import Clash

__all__ = ["Clash", "Merged", "merge_files"]
