"""planner.toml: read kindly, changed key by key."""

from collections.abc import Mapping
from pathlib import Path

import msgspec

from planner.domain.errors import BadValue
from planner.domain.settings import SCHEMA, Settings
from planner.store.atomic import Save
from planner.store.codec import BadFile, check_schema, cleaned, convert, encode, parse
from planner.store.layout import laid_out
from planner.store.reading import fetch

FILE = "planner.toml"


def read_settings(root: Path) -> tuple[Settings, tuple[BadFile, ...]]:
    """Return the settings, with the default for each that is missing or wrong, and what is wrong."""
    path = root / FILE
    name = str(path)
    try:
        data = fetch(path)
        if not data:
            return Settings(), ()
        tables = cleaned(parse(data, name), data)
    except BadFile as problem:
        return Settings(), (problem,)
    problems: list[BadFile] = []
    try:
        _check_schema(tables, name, data)
    except BadFile as problem:
        problems.append(problem)
        tables.pop("schema")
    text = data.decode("utf-8-sig")
    try:
        return convert(tables, Settings, name, text=text), tuple(problems)
    except BadFile:
        for key, value in tuple(tables.items()):
            try:
                convert({key: value}, Settings, name, text=text)
            except BadFile as problem:
                problems.append(problem)
                del tables[key]
    return convert(tables, Settings, name, text=text), tuple(problems)


def save_settings(root: Path, changes: Mapping[str, object], *, save: Save) -> str:
    """Change the settings that `changes` names, by `save`, and return what that does, empty where nothing changes.

    All else in the file stays as a person wrote it.

    A value of None takes a key out, so that its default holds; a table is merged. Raises `BadValue` for a value that
    a setting cannot have, and `BadFile` if the file cannot be read; then nothing is changed. Call it under the lock.
    """
    path = root / FILE
    old = fetch(path)
    before = parse(old, str(path)) if old else {}
    if old:
        _check_schema(before, str(path), old)
    from copy import deepcopy

    after = deepcopy(before)
    _merge(after, changes)
    touched = {key: after[key] for key in changes if key in after}
    try:
        convert(touched, Settings, FILE)
    except BadFile as problem:
        raise BadValue(problem.key or FILE, f"{problem.value} cannot be set", problem.fix) from None
    if after == before:
        return ""
    if not old:
        return save(path, laid_out({"schema": SCHEMA} | after), was=old)
    from planner.store.rewrite import rewritten

    return save(path, rewritten(old, before, after, path), was=old)


def _check_schema(tables: dict[str, object], name: str, data: bytes) -> None:
    if "schema" in tables:  # a person who writes this file by hand need not know of it
        check_schema(tables, name, SCHEMA, data)


def _merge(tables: dict[str, object], changes: Mapping[str, object]) -> None:
    for key, value in changes.items():
        there = tables.get(key)
        if isinstance(value, msgspec.Struct):
            value = dict.fromkeys(value.__struct_fields__) | parse(encode(value).encode(), FILE)
        if value is None:
            tables.pop(key, None)
        elif isinstance(value, Mapping):
            inside = dict(there) if isinstance(there, dict) else {}
            _merge(inside, value)
            tables[key] = inside
        else:
            tables[key] = parse(encode({key: value}).encode(), FILE)[key]
