"""A look at the source: text reaches a terminal only by the ways that clean it and never read it as markup.

The rule, for every call in the source (nothing is listed by line):

- in the program, what a widget shows is `content_of(...)`, a text of the source without brackets, or rich's empty
  `Text()`; `Content` and `from_markup` are for `content.py` alone, a toast says `markup=False`, a field is an `Entry`;
- in commands, `print`, `click.echo` and `write` are for the page and the ending; whoever else prints calls `one_line`,
  or hands on what a promise of its own covers (see `_PROMISED`).
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import planner

ROOT = Path(planner.__file__).parent
_WIDGETS = frozenset({
    "Static", "Label", "Button", "Checkbox", "RadioButton", "Collapsible", "Tab", "TabPane", "Option", "Link",
    "Markdown", "Header", "Footer", "Placeholder",
})  # fmt: skip
_TAKERS = frozenset({"add_row", "add_column", "add_columns", "add_option", "add_options", "set_label", "add_leaf"})
_SHOWN = frozenset({"border_title", "border_subtitle", "tooltip", "sub_title"})
_LAYOUT = frozenset({"id", "classes", "name", "disabled", "layout", "expand", "shrink", "variant", "markup", "key"})
_PROMISED = frozenset({"to_json", "source"})
"""Calls whose text is safe by itself: JSON of an export (its own tests), and click's script for the shell."""


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Yield every call with the last part of what is called."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield getattr(node.func, "attr", getattr(node.func, "id", "")), node


def is_safe(value: ast.expr, tree: ast.AST) -> bool:
    """Tell whether what is handed to a widget is content, a plain text of the source, or rich's own text."""
    match value:
        case ast.Constant(value=str() as text):
            return "[" not in text
        case ast.Constant(value=None):
            return True
        case ast.Call(func=ast.Name(id="content_of" | "Text")):
            return True
        case ast.Call(func=ast.Name(id=name)):
            return any(
                isinstance(node, ast.FunctionDef)
                and node.name == name
                and ast.unparse(node.returns or value) == "Content"
                for node in ast.walk(tree)
            )
        case ast.Name(id=name):
            given = [
                node for node in ast.walk(tree) if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name
            ]
            return bool(given) and all(ast.unparse(node.value) == "Text()" for node in given)
    return False


def shown_by(name: str, call: ast.Call) -> list[ast.expr]:
    """Return what a call would have a widget show."""
    named = [word.value for word in call.keywords if word.arg not in _LAYOUT and word.arg != "help"]
    if name in _WIDGETS:
        return [
            *call.args,
            *(word.value for word in call.keywords if word.arg in ("label", "content", "prompt", "title")),
        ]
    if name in _TAKERS:
        return [*call.args, *named]
    if name == "update" and not isinstance(getattr(call.func, "value", None), ast.Attribute):
        return call.args[:1]
    if name == "DiscoveryHit":
        return call.args[:1]
    return call.args[1:2] if name == "Hit" else []


def faults_of_program(source: str, file: str) -> list[str]:
    """Return what in a module of the program goes against the rule, with its line."""
    tree = ast.parse(source)
    found = []
    for name, call in calls(tree):
        unsafe = [ast.unparse(value) for value in shown_by(name, call) if not is_safe(value, tree)]
        if name == "notify" and not any(word.arg == "markup" and not _truth(word.value) for word in call.keywords):
            unsafe.append("a toast that is read as markup")
        if name == "from_markup" or (name == "Content" and file != "app/content.py"):
            unsafe.append("content that is not cleaned")
        if name == "Input" and file != "app/widgets/entry.py":
            unsafe.append("a field that is no Entry")
        found += [f"{file}:{call.lineno}: {name}: {why}" for why in unsafe]
    for node in ast.walk(tree):
        if not isinstance(node, ast.Assign):
            continue
        for target in node.targets:
            if getattr(target, "attr", "") in _SHOWN and not is_safe(node.value, tree):
                found.append(f"{file}:{node.lineno}: {ast.unparse(target)}: {ast.unparse(node.value)}")
    return found


def faults_of_commands(source: str, file: str) -> list[str]:
    """Return what in a module without a screen prints by itself, with its line."""
    if file in ("cli/page.py", "cli/ending.py"):
        return []
    found = []
    for name, call in calls(ast.parse(source)):
        whole = ast.unparse(call.func)
        if name in ("print", "echo", "secho", "prompt", "confirm") or whole in ("sys.stdout.write", "sys.stderr.write"):
            text = call.args[0] if call.args else None
            cleaned = isinstance(text, ast.Call) and ast.unparse(text.func).split(".")[-1] in {
                "one_line",
                "clean",
                *_PROMISED,
            }
            if not cleaned:
                found.append(f"{file}:{call.lineno}: {whole}({ast.unparse(text) if text else ''})")
    return found


def _truth(value: ast.expr) -> bool:
    return not (isinstance(value, ast.Constant) and value.value is False)


def _modules() -> Iterator[tuple[str, str]]:
    for path in sorted(ROOT.rglob("*.py")):
        yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


def test_the_program_shows_no_text_as_markup_and_none_uncleaned() -> None:
    faults = [one for file, source in _modules() if file.startswith("app/") for one in faults_of_program(source, file)]
    assert not faults, "\n".join(faults)


def test_commands_print_through_the_page_and_the_ending() -> None:
    faults = [one for file, source in _modules() if file[:3] != "app" for one in faults_of_commands(source, file)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(
    "source",
    [
        "Static(name)", 'Label(f"Run {name}")', "Button(label=name)", "self.notify(name)",
        "self.notify(x, markup=True)",
        "widget.border_title = name", "widget.tooltip = f'{name}'", "effect.update(name)", "table.add_row(name)",
        "Content(name)", "Content.from_markup(name)", "Text.from_markup(name)", "Input(name)", 'Static("[b]x[/]")',
        "Option(name)", "options.add_option(name)", "DiscoveryHit(name, run)", "Hit(1, name, run)",
        "self.query_one('#a').update(name)",
    ],
)  # fmt: skip
def test_the_rule_finds_text_that_is_read_as_markup(source: str) -> None:
    assert faults_of_program(source, "app/x.py")


@pytest.mark.parametrize("source", ["print(name)", "click.echo(f'{name}')", "sys.stdout.write(name)", "print()"])
def test_the_rule_finds_a_command_that_prints_by_itself(source: str) -> None:
    assert faults_of_commands(source, "cli/x.py")


def test_the_rule_lets_clean_text_through() -> None:
    fine = "Static(content_of(name)); Label('plain'); self.notify(name, markup=False); seen.add(name); Static(id='x')"
    assert faults_of_program(fine, "app/x.py") == []
    assert faults_of_commands("print(one_line(name)); page.show([name])", "cli/x.py") == []
