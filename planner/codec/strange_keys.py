"""Keys of a file that no value of ours has: read leniently they would be dropped without a word."""

from collections.abc import Iterator

from msgspec import inspect

from planner.codec.lines import Part


def strange_keys(
    raw: object, kind: inspect.Type, parts: tuple[Part, ...] = ()
) -> Iterator[tuple[tuple[Part, ...], tuple[str, ...]]]:
    """Yield the path of each key that a value of that kind does not have, with those that it has."""
    for one in kind.types if isinstance(kind, inspect.UnionType) else (kind,):
        if isinstance(one, inspect.StructType) and isinstance(raw, dict):
            if one.tag_field and raw.get(one.tag_field) != one.tag:
                continue
            fields = {field.encode_name: field.type for field in one.fields}
            for key, value in raw.items():
                if key in fields:
                    yield from strange_keys(value, fields[key], (*parts, key))
                elif key != one.tag_field:
                    yield (*parts, key), tuple(fields)
        elif isinstance(one, inspect.VarTupleType) and isinstance(raw, list):
            for number, value in enumerate(raw):
                yield from strange_keys(value, one.item_type, (*parts, number))
        elif isinstance(one, inspect.DictType) and isinstance(raw, dict):
            for key, value in raw.items():
                yield from strange_keys(value, one.value_type, (*parts, key))
