"""planner.toml: read kindly, changed key by key."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from planner.codec.layout import laid_out
from planner.codec.toml import BadFile, check_schema, cleaned, convert, encode, parse
from planner.domain.errors import BadValue
from planner.domain.settings import SCHEMA, Settings
from planner.store.caches.recent import keep, known
from planner.store.disk.atomic import Save
from planner.store.names import SETTINGS
from planner.store.reading import check_damage, fetch, up_to_date

if TYPE_CHECKING:
    from planner.codec.lines import Part

FILE = SETTINGS
_MOST_TOLD = 100
_MOST_SIFTED = 1_000
"""Items of a list or keys of a table: where something is wrong in a longer one, all of it is left out."""
_COMMANDS = {"sound_command": "PLANNER_SOUND_COMMAND", "speech_command": "PLANNER_SPEECH_COMMAND"}
"""Keys of `[cues]` that named programs, and where those are named now."""


def read_settings(root: Path) -> tuple[Settings, tuple[BadFile, ...]]:
    """Return the settings, with the default for each that is missing or wrong, and what is wrong."""
    path = root / FILE
    try:
        data = fetch(path)
    except BadFile as problem:
        return Settings(), (problem,)
    return (Settings(), ()) if data is None else read_bytes(path, data)


def read_bytes(path: Path, data: bytes) -> tuple[Settings, tuple[BadFile, ...]]:
    """Return the settings that the bytes of a file at `path` say, and what is wrong with them."""
    if (value := known(path, data, Settings)) is not None:
        return value, ()
    name = str(path)
    try:
        check_damage(path, data)
        tables = cleaned(parse(data, name), data)
    except BadFile as problem:
        return Settings(), (problem,)
    problems = _commands_in(tables, name, data)
    text = data.decode("utf-8-sig")
    try:
        found = _check_schema(tables, name, data)
        if found < SCHEMA:
            from planner.store.care.migrations import migrated

            tables, text = migrated(tables, path, found, SCHEMA), ""
    except BadFile as problem:
        problems.append(problem)
        tables.pop("schema")
    try:
        value = convert(tables, Settings, name, text=text)
        if not problems:
            keep(path, data, value)
        return value, tuple(problems)
    except BadFile:
        sound, bad = _sound(tables, (), name, text)
    return convert(sound, Settings, name, text=text), (*problems, *bad)


def _commands_in(tables: Mapping[str, object], name: str, data: bytes) -> list[BadFile]:
    """Return a problem for each program that the file names: a store that is synced must not carry code."""
    cues = tables.get("cues")
    if not isinstance(cues, dict):
        return []
    found: list[BadFile] = []
    for key, variable in _COMMANDS.items():
        if key in cues:
            from planner.codec.lines import line_of

            why = "no program is started from here, since the store may come from elsewhere"
            problem = BadFile(name, why, line=line_of(data.decode("utf-8-sig"), ("cues", key)), key=f"cues.{key}")
            problem.fix = f"Set the environment variable {variable} to it, and take this line out."
            found.append(problem)
    return found


def save_settings(root: Path, changes: Mapping[str, object], *, save: Save) -> str:
    """Change the settings that `changes` names, by `save`, and return what that does, empty where nothing changes.

    All else in the file stays as a person wrote it.

    A value of None takes a key out, so that its default holds; a table is merged. Raises `BadValue` for a value that
    a setting cannot have, and `BadFile` if the file cannot be read; then nothing is changed. Call it under the lock.
    """
    path = root / FILE
    old = fetch(path)
    before: dict[str, object] = {}
    now = old
    if old is not None:
        check_damage(path, old)
        before = parse(old, str(path))
        if _check_schema(before, str(path), old) < SCHEMA:
            now = up_to_date(path, old, SCHEMA)
            before = parse(now, str(path))
        _check_replaced(before, changes, path, old.decode("utf-8-sig"))
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
    if not now:
        return save(path, laid_out({"schema": SCHEMA} | after), was=old)
    from planner.store.rewrite import rewritten

    return save(path, rewritten(now, before, after, path), was=old)


def _check_schema(tables: dict[str, object], name: str, data: bytes) -> int:
    # A person who writes this file by hand need not know of it.
    return check_schema(tables, name, SCHEMA, data) if "schema" in tables else SCHEMA


def _check_replaced(before: dict[str, object], changes: Mapping[str, object], path: Path, text: str) -> None:
    """Raise `BadFile` where a whole table would be written over something in it that was not understood."""
    for key, value in changes.items():
        if key in before and isinstance(value, msgspec.Struct):
            bad = _sound({key: before[key]}, (), str(path), text)[1]
            if bad:
                bad[0].fix += " Until then nothing beside it is changed, so that it is not lost."
                raise bad[0]


def _sound(value: object, at: tuple["Part", ...], name: str, text: str) -> tuple[Any, list[BadFile]]:
    """Return what can be understood of a setting (all of them at the top), and what is wrong with the rest of it.

    A table loses only the keys that are wrong, a list only such items: one misspelt condition must not hide the others.
    """
    if (problem := _problem(value, at, name, text)) is None:
        return value, []
    if not isinstance(value, dict | list) or not 0 < len(value) <= (_MOST_SIFTED if at else len(value)):
        return None, [problem]
    parts = list(value.items() if isinstance(value, dict) else enumerate(value))
    if not at:
        known = {field.encode_name for field in msgspec.structs.fields(Settings)}
        parts = [(key, inside) for key, inside in parts if key in known]
    kept: list[tuple[Part, object]] = []
    bad: list[BadFile] = []
    for part, inside in parts:
        if len(bad) > _MOST_TOLD:
            bad.append(BadFile(name, "what follows was not looked at, since so much before it is wrong"))
            break
        good, wrong = _sound(inside, (*at, part), name, text)
        bad += wrong
        if good is not None:
            kept.append((part, good))
    rest = dict(kept) if isinstance(value, dict) else [one for _, one in kept]
    if at and (not bad or not rest or _problem(rest, at, name, text)):
        return None, bad or [problem]
    return rest, bad


def _problem(value: object, at: tuple["Part", ...], name: str, text: str) -> BadFile | None:
    """Return what is wrong with the one setting at a place, with its key and line, or None."""
    alone = value
    for part in reversed(at):
        alone = {part: alone} if isinstance(part, str) else [alone]
    try:
        convert(alone, Settings, name)
    except BadFile as problem:
        from planner.codec.fault import show_path
        from planner.codec.lines import line_of

        said = f"{problem.key}: " if problem.key else ""
        why = problem.why.removeprefix(said)
        return BadFile(
            name, why, line=line_of(text, at), key=show_path(at), value=problem.value, expected=problem.expected
        )
    return None


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
