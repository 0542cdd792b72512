"""The store made a git repository, and what to do next, in words."""

from planner.actions.desk import Desk
from planner.domain.errors import StoreError
from planner.domain.text import one_line
from planner.store.disk.atomic import make_folder
from planner.store.outside import repository

_MESSAGE = "Keep the store"


def init_git(desk: Desk, program: tuple[str, ...], *, here: bool = False, commit: bool = False) -> tuple[str, ...]:
    """Make the store a git repository, or equip the one that it is in, and return what was done and is to be done next.

    `program`: the words that run this planner. `here`: one of its own, also inside another. `commit`: what is there
    is committed too. Raises `StoreError`: git is missing, or says no.
    """
    root = desk.store.root
    said: list[str] = []
    with desk.store.writing():
        make_folder(root)
        is_own = (root / ".git").exists() and not repository.is_half_made(root)
        if (here and not is_own) or not repository.is_in_repository(root):
            repository.begin(root)
            said.append(f"Made {one_line(str(root))} a git repository.")
        top = repository.top_of(root)
        repository.close_to_others(root)
        said += repository.equip(root, program)
        if repository.tracks_state(root):
            said.append(
                "git holds .state already, which belongs to one machine: `git rm -r --cached .state` takes it out."
            )
        has_own = top.samefile(root)
        if commit:
            said.append(_committed(desk))
    if not said:
        said.append("git merges with planner here already.")
    if not commit and repository.run_git(root, "status", "--porcelain", "--", "."):
        said.append("Commit it: `git add -A && git commit`, in the store's folder; --commit does that.")
    if not has_own:
        said.append(f"It is a part of the repository {one_line(str(top))}.")
    said.append("On every other machine: clone, then run `planner store init-git` there too.")
    return tuple(said)


def _committed(desk: Desk) -> str:
    root = desk.store.root
    repository.run_git(root, "add", "--all", "--", ".")
    if not repository.run_git(root, "diff", "--cached", "--name-only", "--", ".").strip():
        return "There was nothing to commit."
    try:
        repository.run_git(root, "commit", "--quiet", "--message", _MESSAGE, "--", ".")
    except StoreError as error:
        raise StoreError("git commit", error.why, "The store is ready; commit it yourself.") from None
    return "Committed what is there."
