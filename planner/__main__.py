"""The `planner` command."""

import sys


def main() -> None:
    """Run the command line and end with its exit status: 0 fine, 1 it failed, 2 wrong usage, 3 problems were found."""
    # The program itself opens without the command parser: nothing that the first paint does not need is loaded.
    match sys.argv[1:]:
        case [] | ["demo"]:
            from planner.cli.ending import ended
            from planner.cli.program import open_program

            sys.exit(ended(lambda: open_program(demo=len(sys.argv) > 1)))
        case arguments:
            from planner.cli.root import run

            sys.exit(run(arguments))


if __name__ == "__main__":
    main()
