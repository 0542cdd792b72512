"""The `planner` command."""

import os
import sys


def main() -> None:
    """Run the command line and end with its exit status: 0 fine, 1 it failed, 2 wrong usage, 3 problems were found."""
    try:
        _main(sys.argv[1:])
    except KeyboardInterrupt:
        # Before anything was loaded that could say so.
        sys.exit(130)


def _main(words: list[str]) -> None:
    if "_PLANNER_COMPLETE" in os.environ:
        from planner.cli.root import run

        sys.exit(run(words))
    # What is asked for most goes without the command parser: the program itself, and today.
    match words:
        case [] | ["demo"]:
            from planner.cli.ending import ended
            from planner.cli.program import open_program

            sys.exit(ended(lambda: open_program(demo=bool(words))))
        case ["today"] | ["today", "--json"] | ["--store", _, "today"] | ["today", "--store", _]:
            from planner.cli import quick

            quick.start()
            from planner.cli.ending import ended, leave
            from planner.cli.today_page import today_at

            store = words[words.index("--store") + 1] if "--store" in words else None
            leave(ended(lambda: today_at(store, json="--json" in words), writes=False))
        case _:
            from planner.cli.ending import leave
            from planner.cli.root import run

            leave(run(words))


if __name__ == "__main__":
    main()
