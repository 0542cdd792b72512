"""Keys: from the table of commands and the user's overrides to what Textual binds and what the screen shows."""

from collections.abc import Iterable, Mapping

from textual.binding import Binding
from textual.keys import Keys, _character_to_key

from planner.app.commands import Command, Context, all_commands, commands_of
from planner.domain.errors import BadValue

_MODIFIERS = ("ctrl", "alt", "shift", "super", "meta")
_NAMED = frozenset(key.value for key in Keys if not key.value.startswith("<"))
_SHOWN = {
    "left": "←", "right": "→", "up": "↑", "down": "↓", "pageup": "PgUp", "pagedown": "PgDn", "escape": "esc",
    "space": "space", "backspace": "bksp",
}  # fmt: skip


def bindings(context: Context) -> list[Binding]:
    """Return the Textual bindings of a context: a screen's `BINDINGS`."""
    made: list[Binding] = []
    for command in commands_of(context):
        if command.each:
            made += [
                Binding(
                    key, f"{command.does}({_character(key)!r})", command.label, show=False, id=f"{command.id}.{key}"
                )
                for key in keys_of(command)
            ]
        else:
            made.append(Binding(",".join(keys_of(command)), command.does, command.label, show=False, id=command.id))
    return made


def keys_of(command: Command, keymap: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Return the keys of a command as Textual names them, the user's where `keymap` has some."""
    return _split((keymap or {}).get(command.id) or command.keys)


def check_keys(
    overrides: Mapping[str, str], commands: Iterable[Command] | None = None
) -> tuple[dict[str, str], tuple[BadValue, ...]]:
    """Return the keymap that the user's `[keys]` make, and what is wrong with the rest.

    An unknown id, an unknown key and a key that two commands of one context would share are each a problem that
    names the place; the default stays.
    """
    if not overrides:
        return {}, ()
    by_id = {command.id: command for command in commands or all_commands()}
    keymap: dict[str, str] = {}
    problems: list[BadValue] = []
    for name, keys in overrides.items():
        problem = _wrong(name, keys, by_id)
        if problem:
            problems.append(problem)
        else:
            keymap[name] = ",".join(_split(keys))
    # Taking one override back can free a key that another needs, so look again until nothing changes.
    while clash := _first_clash(keymap, by_id):
        problems.append(clash[1])
        del keymap[clash[0]]
    return keymap, tuple(problems)


def _wrong(name: str, keys: str, by_id: Mapping[str, Command]) -> BadValue | None:
    place = f"planner.toml keys.{name}"
    if name not in by_id:
        return BadValue(place, "there is no such command", "`?` lists the commands of a screen by id.")
    if by_id[name].each:
        return BadValue(place, "its keys cannot be moved", "Remove the line.")
    unknown = [key for key in _split(keys) if not _is_key(key)]
    if unknown or not _split(keys):
        return BadValue(
            place, f"{', '.join(unknown) or keys!r} is not a key", "Write a, ctrl+n, f2, or several: a,ctrl+n."
        )
    return None


def _first_clash(keymap: Mapping[str, str], by_id: Mapping[str, Command]) -> tuple[str, BadValue] | None:
    for name, keys in keymap.items():
        mine = by_id[name]
        for other in by_id.values():
            meets = mine.context is other.context or Context.APP in (mine.context, other.context)
            shared = set(_split(keys)) & set(keys_of(other, keymap))
            if other.id != name and meets and shared:
                place, key = f"planner.toml keys.{name}", show_key(min(shared))
                why = f"{key} is taken by {other.id} ({other.label})"
                return name, BadValue(
                    place, why, f"The default {mine.keys} stays. Choose another key, or move that one too."
                )
    return None


def show_key(key: str, *, ascii_only: bool = False) -> str:
    """Return a key as a footer shows it: `?`, `ctrl+r`, `←`; with `ascii_only` `left`."""
    *modifiers, last = key.split("+") if key != "+" else [key]
    if ascii_only and not _SHOWN.get(last, "").isascii():
        return key
    return "+".join([*modifiers, _SHOWN.get(last, _character(last))])


def _split(keys: str) -> tuple[str, ...]:
    if keys == ",":
        return ("comma",)
    named = (key.strip() for key in keys.split(","))
    return tuple(_named(key) for key in named if key)


def _named(key: str) -> str:
    *modifiers, last = key.split("+") if len(key) > 1 else [key]
    return "+".join([*modifiers, _character_to_key(last) if len(last) == 1 else last])


def _is_key(key: str) -> bool:
    *modifiers, last = key.split("+")
    known = last in _NAMED or _character(last) != last or (len(last) == 1 and last.isprintable())
    return known and all(word in _MODIFIERS for word in modifiers)


_CHARACTERS = {_character_to_key(chr(code)): chr(code) for code in range(33, 127)}


def _character(key: str) -> str:
    return _CHARACTERS.get(key, key)
