"""The store as a git repository: what git is told to ignore, and how to merge.

git is run by argument lists, never by a shell. The driver's settings are of this clone alone: git does not copy them
to others, since they name a program.
"""

import os
from pathlib import Path

from planner.domain.errors import StoreError
from planner.domain.text import one_line
from planner.store.disk.atomic import TEMPORARY, read, refusal, save
from planner.store.names import STATE

DRIVER = "merge.planner.driver"
IGNORE = ".gitignore"
OWN = (f"{STATE}/", f".*{TEMPORARY}")
"""What git must leave alone in every store: what belongs to this machine only."""
IGNORED = (*OWN, "*.sync-conflict-*", "*.toml~", "*.toml.orig", ".*.swp")
"""What git leaves alone: what belongs to this machine, and what a sync or an editor puts aside."""
ATTRIBUTES = ("*.toml merge=planner text eol=lf",)
_NOT_OURS = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR")
_MOST_SAID = 300
_WAIT_S = 60.0


def is_in_repository(root: Path) -> bool:
    """Tell whether the store's folder, or one above it, is a git repository; git itself is not asked."""
    here = Path(os.path.realpath(root))
    return any((folder / ".git").exists() and not is_half_made(folder) for folder in (here, *here.parents))


def is_half_made(folder: Path) -> bool:
    """Tell whether making a repository was cut off, as on a full disk: git does not take it for one, and can go on."""
    git = folder / ".git"
    return git.is_dir() and not git.is_symlink() and not os.path.lexists(git / "HEAD")


def run_git(folder: Path, *words: str) -> bytes:
    """Run git in a folder and return what it printed. Raises `StoreError` with git's own words."""
    import subprocess

    environ = {name: value for name, value in os.environ.items() if name not in _NOT_OURS}
    # A store may be synced with its repository, so nothing that such a one names is run for a mere look.
    safe = ("-c", "core.fsmonitor=false")
    try:
        done = subprocess.run(  # noqa: S603 - a list, and no shell
            ["git", *safe, *words],  # noqa: S607 - the git that the runner uses
            cwd=folder,
            env=environ | {"GIT_TERMINAL_PROMPT": "0"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=_WAIT_S,
            umask=0o077,  # what git makes holds the whole log
        )
    except FileNotFoundError:
        raise StoreError("git", "it is not installed, or not on your PATH", "Install it and try again.") from None
    except subprocess.TimeoutExpired:
        raise StoreError("git", "it did not end within a minute", "Look at it in a terminal.") from None
    if done.returncode:
        said = one_line((done.stderr or done.stdout).decode("utf-8", "replace")).removeprefix("fatal: ")[:_MOST_SAID]
        raise StoreError(f"git {words[0]}", said or f"it ended with {done.returncode}", "")
    return done.stdout


def begin(root: Path) -> None:
    """Make a folder a repository that nobody else can read. Raises `StoreError`.

    Its branch is `main` on every machine, so that they meet.
    """
    run_git(root, "init", "--quiet", "--shared=0600")
    run_git(root, "symbolic-ref", "HEAD", "refs/heads/main")


def top_of(root: Path) -> Path:
    """Return the top folder of the repository that the store is in. Raises `StoreError` with git's own words."""
    return Path(os.fsdecode(run_git(root, "rev-parse", "--show-toplevel")).rstrip("\n"))


def driver_of(program: tuple[str, ...]) -> str:
    """Return the command that git is to merge with, for git's shell: `program` and its words, quoted.

    Where the program is gone or breaks, git's own merge is left as a conflict to look at: never one side alone.
    """
    import shlex

    quoted = " ".join(shlex.quote(word).replace("%", "%%") for word in program)
    by_git = "git merge-file -L ours -L base -L theirs %A %O %B"
    return f"{quoted} store merge %O %A %B %P || {{ grep -q '^<<<<<<< ' %A || {by_git}; exit 1; }}"


def equip(root: Path, program: tuple[str, ...]) -> tuple[str, ...]:
    """Have git ignore and merge the files of the store as they need it, and return what was done, a sentence each.

    Raises `StoreError`; doing it again does nothing. Call it under the lock.
    """
    done = [f"Wrote {name}." for name, lines, why in _FILES if _extend(root / name, lines, why)]
    wanted = {"merge.planner.name": "planner: both sides' work", DRIVER: driver_of(program)}
    set_now = {name: _configured(root, name) for name in wanted}
    for name, value in wanted.items():
        if set_now[name] != value:
            run_git(root, "config", "--local", name, value)
    if set_now != wanted:
        done.append("Told git in this clone to merge with planner.")
    return tuple(done)


def is_equipped(root: Path) -> bool:
    """Tell whether git merges with planner in this clone."""
    return bool(_configured(root, DRIVER))


def wants_driver(root: Path) -> bool:
    """Tell whether the store's files say that git is to merge them with planner."""
    return b"merge=planner" in (read(root / ".gitattributes") or b"")


def tracks_state(root: Path) -> bool:
    """Tell whether what belongs to this machine was put into git already."""
    return bool(run_git(root, "ls-files", "--", STATE).strip())


def unmerged(root: Path) -> dict[Path, frozenset[int]]:
    """Return the files of the store that git has not merged, with the versions it has: 1 the base, 2 ours, 3 theirs."""
    found: dict[Path, set[int]] = {}
    for line in run_git(root, "ls-files", "--unmerged", "-z", "--", ".").split(b"\0"):
        about, tab, name = line.partition(b"\t")
        if tab:
            found.setdefault(root / os.fsdecode(name), set()).add(int(about.split()[2]))
    return {path: frozenset(stages) for path, stages in found.items()}


def version_of(root: Path, path: Path, stage: int) -> bytes | None:
    """Return a version of a file that git has not merged, None if there is none."""
    name = path.relative_to(root).as_posix()
    try:
        return run_git(root, "cat-file", "blob", f":{stage}:./{name}")
    except StoreError:
        return None


def ignore_own(root: Path) -> None:
    """Have git leave alone what belongs to this machine, where no `.gitignore` says anything yet. Raises `StoreError`.

    Call it under the lock.
    """
    if read(root / IGNORE) is None:
        _extend(root / IGNORE, OWN, "# What belongs to this machine only:")


def _configured(root: Path, name: str) -> str:
    try:
        return os.fsdecode(run_git(root, "config", "--local", "--get", name)).removesuffix("\n")
    except StoreError:
        return ""


_FILES = (
    (IGNORE, IGNORED, "# What belongs to this machine only, and copies put aside:"),
    (".gitattributes", ATTRIBUTES, "# Log entries, changes and settings of two machines are merged by planner:"),
)


def _extend(path: Path, lines: tuple[str, ...], why: str) -> bool:
    """Add the lines that a file lacks at its end; tell whether any were added."""
    was = read(path)
    there = [line.strip() for line in (was or b"").decode("utf-8", "replace").splitlines()]
    missing = [line for line in lines if line not in there]
    if not missing:
        return False
    start = was or b""
    gap = b"" if not start or start.endswith(b"\n") else b"\n"
    save(path, start + gap + f"{why}\n".encode() + "".join(f"{line}\n" for line in missing).encode(), was=was)
    return True


def ignore_for_syncthing(root: Path) -> Path | None:
    """Write what Syncthing is to leave alone; return the file, None if it said so already. Call it under the lock."""
    here = root
    for folder in (root, *root.parents):
        if (folder / ".stfolder").exists():
            here = folder
            break
    inside = "" if here == root else f"/{root.relative_to(here).as_posix()}"
    lines = tuple(f"{inside}/{name}" for name in (STATE, ".git"))
    written = _extend(here / ".stignore", (*lines, f"(?d).*{TEMPORARY}"), "// What belongs to this machine only:")
    return here / ".stignore" if written else None


def close_to_others(root: Path) -> None:
    """Have nobody else on this machine open the store: git makes files as it likes. Raises `StoreError`."""
    if os.name == "nt":
        return
    try:
        mode = root.stat().st_mode
        if mode & 0o077:
            root.chmod(mode & 0o700)
    except OSError as error:
        raise refusal(root, error) from None
