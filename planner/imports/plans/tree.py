"""YAML and JSON text as plain trees of words, lists and mappings, within limits that no honest plan meets."""

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from planner.domain.errors import BadValue
from planner.domain.text import clean
from planner.imports.notes import Notes, quoted

if TYPE_CHECKING:
    from yaml import Event
    from yaml._yaml import Mark as CMark
    from yaml.error import Mark

MOST_YAML = 1_000_000
"""YAML is read at about 1 MB a second; a long plan has 40 kB."""
MOST_DEEP = 24
"""Nesting: a plan needs 5 levels."""
MOST_PARTS = 60_000
"""Values in one file: a plan of 200 weeks with every field filled has 14,000."""

Tree = str | list["Tree"] | dict[str, "Tree"]
"""What a file says. Numbers stay as they were written; nothing (`null`) is an empty word."""

_BOMB = "Planner reads training plans: check that this is one, or cut it down."
_SIMPLE_TAGS = tuple(f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "map", "seq"))


def read_json(text: str, name: str) -> Tree:
    """Return the tree of a JSON text. Raises `BadValue` that names the file, and the line where it can."""
    import json

    _check_depth(text, name)
    try:
        found = json.loads(text, object_pairs_hook=lambda pairs: _paired(pairs, name), parse_int=str, parse_float=str)
    except json.JSONDecodeError as error:
        raise BadValue(
            f"{name}, line {error.lineno}", f"this is not JSON: {error.msg.lower()}", "Correct the file."
        ) from None
    except (RecursionError, ValueError, MemoryError):
        raise BadValue(name, "this JSON cannot be read", _BOMB) from None
    return _words(found)


def text_of(value: Tree | None) -> str:
    """Return what a field says as clean text; a list or a mapping says nothing."""
    return clean(value).strip() if isinstance(value, str) else ""


def say_unknown(found: Mapping[str, Tree], known: Collection[str], place: str, notes: Notes) -> None:
    """Note every key of a mapping that is not known, with what it says."""
    for key in sorted(found.keys() - set(known)):
        notes.say(place, f"{quoted(key)} is not known and was left out: {quoted(found[key])}")


def _check_depth(text: str, name: str) -> None:
    """Raise `BadValue` when brackets stand too deep or values are too many: the parser's own answer is a crash."""
    import re

    depth = 0
    # A string is taken whole, so that a bracket in a title is not counted; one that never ends is taken to the end.
    for count, found in enumerate(re.finditer(r'"(?:[^"\\]++|\\.)*+"?|[\[\]{},]', text, re.DOTALL)):
        if count > 2 * MOST_PARTS:
            raise BadValue(name, f"it holds over {MOST_PARTS} values", _BOMB)
        if found[0] in "[{":
            depth += 1
            if depth > MOST_DEEP:
                line = text.count("\n", 0, found.start()) + 1
                raise BadValue(f"{name}, line {line}", f"brackets stand over {MOST_DEEP} deep", _BOMB)
        elif found[0] in "]}":
            depth -= 1


def _paired(pairs: list[tuple[str, object]], name: str) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise BadValue(name, f"the key {_short(key)} stands twice in one place", "Take one of the two out.")
        found[key] = value
    return found


def _words(value: object) -> Tree:
    match value:
        case dict():
            return {str(key): _words(inner) for key, inner in value.items()}
        case list():
            return [_words(inner) for inner in value]
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case _:
            return str(value)


def read_yaml(text: str, name: str) -> Tree:
    """Return the tree of a YAML text, as its events come: nothing is constructed, no tag is followed.

    Raises `BadValue` that names file and line: for what is not YAML, for anchors and aliases (a few lines
    of them can stand for gigabytes), for tags other than plain ones, for keys that stand twice.
    """
    import yaml

    if len(text) > MOST_YAML:
        raise BadValue(name, f"YAML of over {MOST_YAML // 1_000_000} MB is not read", _BOMB)
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        return _build(yaml.parse(text, Loader=loader), name)
    except yaml.MarkedYAMLError as error:
        problem = str(error.problem or error.context or "it stops making sense here")
        raise BadValue(_place(name, error.problem_mark), f"this is not YAML: {problem}", "Correct the file.") from None
    except (yaml.YAMLError, RecursionError, ValueError, MemoryError):
        raise BadValue(name, "this is not YAML", "Correct the file.") from None


class _Open:
    """A list or mapping that is being read."""

    def __init__(self, *, is_mapping: bool) -> None:
        self.items: list[Tree] = []
        self.pairs: dict[str, Tree] = {}
        self.is_mapping = is_mapping
        self.key: str | None = None

    @property
    def value(self) -> Tree:
        return self.pairs if self.is_mapping else self.items

    def take(self, value: Tree, place: str) -> None:
        """Add the next value; in a mapping keys and values take turns."""
        if not self.is_mapping:
            self.items.append(value)
        elif self.key is not None:
            self.pairs[self.key] = value
            self.key = None
        elif not isinstance(value, str):
            raise BadValue(place, "a key is a list or a mapping", "Use a word as the key.")
        elif value in self.pairs:
            raise BadValue(place, f"the key {_short(value)} stands twice in one place", "Take one of the two out.")
        else:
            self.key = value


def _build(events: "Iterable[Event]", name: str) -> Tree:
    import yaml

    top = _Open(is_mapping=False)
    inside = [top]
    for count, event in enumerate(events):
        place = _place(name, event.start_mark)
        if count > MOST_PARTS:
            raise BadValue(place, f"it holds over {MOST_PARTS} values", _BOMB)
        if isinstance(event, yaml.NodeEvent):
            _check_node(event, place)
        match event:
            case yaml.ScalarEvent():
                is_nothing = event.style is None and event.value in ("~", "null", "Null", "NULL")
                inside[-1].take("" if is_nothing else event.value, place)
            case yaml.CollectionStartEvent():
                inside.append(_Open(is_mapping=isinstance(event, yaml.MappingStartEvent)))
                if len(inside) > MOST_DEEP:
                    raise BadValue(place, f"lists stand over {MOST_DEEP} deep", _BOMB)
            case yaml.CollectionEndEvent():
                closed = inside.pop()
                inside[-1].take(closed.value, place)
            case yaml.DocumentStartEvent() if top.items:
                raise BadValue(place, "a second document begins here", "Keep one plan in one file.")
    return top.items[0] if top.items else ""


def _check_node(event: "Event", place: str) -> None:
    if getattr(event, "anchor", None):
        raise BadValue(place, "anchors and aliases (& and *) are not read", "Write the repeated part out.")
    tag = getattr(event, "tag", None)
    if tag and tag not in ("!", *_SIMPLE_TAGS):
        raise BadValue(place, f"the tag {_short(tag)} is not read", "Take the tag out.")


def _place(name: str, mark: "Mark | CMark | None") -> str:
    return f"{name}, line {mark.line + 1}" if mark else name


def _short(text: str) -> str:
    return repr(text if len(text) <= 40 else text[:39] + "…")
