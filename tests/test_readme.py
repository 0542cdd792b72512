"""What the README shows and says is what the program is and does."""

import ast
import re
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import click
import pytest

from planner.cli.root import planner
from planner.domain.errors import BadValue
from tests import screenshot

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("draw", "picture"),
    [
        (screenshot.draw, screenshot.PICTURE),
        (screenshot.draw_body, screenshot.BODY_PICTURE),
        (screenshot.draw_insights, screenshot.INSIGHTS_PICTURE),
        (screenshot.draw_export, screenshot.EXPORT_PICTURE),
    ],
    ids=["month", "body", "insights", "export"],
)
async def test_a_picture_shows_the_program_as_it_is(draw: Callable[[], Awaitable[str]], picture: Path) -> None:
    assert await draw() == picture.read_text(encoding="utf-8"), (
        f"the program looks different from {picture.name}: look at it, then `python -m tests.screenshot` remakes it"
    )


def test_every_picture_and_file_that_the_readme_names_is_there() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)
    assert {"docs/screenshot.svg", "docs/body.svg", "docs/insights.svg", "docs/export.svg"} <= set(links)
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_every_promise_about_data_names_tests_that_are_there_and_run_in_the_quick_part() -> None:
    section = README.split("## What we promise about your data")[1].split("\n\nMIT licence")[0]
    rows = [line for line in section.splitlines() if line.startswith("| **")]
    assert len(rows) >= 15
    for row in rows:
        files = re.findall(r"\]\((tests/[^)]+\.py)\)", row)
        assert files, row
        for file in files:
            assert _quick_tests(ast.parse((ROOT / file).read_text(encoding="utf-8"))), file


def _quick_tests(module: ast.Module) -> list[str]:
    """Return the tests of a file that are not slow; a state machine of Hypothesis is one, too."""
    found: list[str] = []
    for node in module.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
            found += [node.name] if "slow" not in " ".join(map(ast.unparse, node.decorator_list)) else []
        elif isinstance(node, ast.Assign) and ast.unparse(node.value).endswith(".TestCase"):
            found.append(ast.unparse(node.targets[0]))
    return found


def test_the_test_command_is_one_line_and_the_one_that_ci_runs() -> None:
    block = re.search(r"<!-- test command -->\n```sh\n(.*?)```", README, re.DOTALL)
    assert block
    lines = block[1].splitlines()
    assert len(lines) == 1
    assert lines[0].endswith("-m pytest -q")
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    taking = re.search(r"^command=\$\(sed .*\)$", script, re.MULTILINE)
    assert taking
    assert 'bash -c "$command"' in script
    if sys.platform != "win32":
        show = f"{taking[0]}\nprintf '%s' \"$command\""
        taken = subprocess.run(["bash", "-c", show], cwd=ROOT, capture_output=True, text=True, check=True)
        assert taken.stdout == lines[0]


def commands_of_tables() -> list[str]:
    """Return the commands in the README's tables, written out: `plan new|list` as two."""
    section = README.split("## Commands")[1].split("\n## ")[0].replace("\\|", "¦")
    rows = re.findall(r"^\| (`.*?`) \|", section, re.MULTILINE)
    found: list[str] = []
    for text in re.findall(r"`planner ?([^`]*)`", "\n".join(rows)):
        words = [word for word in text.split() if not re.fullmatch(r"-.*|\[.*|[A-Z¦]+", word)]
        found += [" ".join([*words[:-1], last]) for last in (words[-1].split("¦") if words else [""])]
    return found


def test_the_tables_name_commands() -> None:
    commands = commands_of_tables()
    assert {"", "demo", "today", "week", "plan new", "log pain", "export ics", "doctor"} <= set(commands)


@pytest.mark.parametrize("words", commands_of_tables())
def test_every_command_of_the_readme_is_there(words: str) -> None:
    found: click.Command = planner
    context = click.Context(planner)
    for word in words.split():
        if isinstance(found, click.Group):
            inner = found.get_command(context, word)
            assert inner is not None, f"planner {words}"
            found = inner
        else:  # a choice of the first argument, as the format of an export: it raises what the user would be told
            argument = next(parameter for parameter in found.params if isinstance(parameter, click.Argument))
            assert argument.type.convert(word, argument, context) == word
            with pytest.raises((click.BadParameter, BadValue)):
                argument.type.convert("no-such-choice", argument, context)


def test_every_key_of_the_walk_through_is_there() -> None:
    from planner.app.commands import all_commands
    from planner.app.keymap import keys_of, show_key

    known = {show_key(key) for command in all_commands() for key in keys_of(command)}
    section = README.split("## Five minutes")[1].split("## Commands")[0]
    keys = [key for key in re.findall(r"`([^` ]+)`", section) if len(key) == 1 or key.startswith("ctrl+")]
    assert len(keys) > 12
    assert [key for key in keys if key not in known] == []
