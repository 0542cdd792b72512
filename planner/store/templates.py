"""Template files: saved once, read, thrown away."""

from pathlib import Path

from planner.codec.layout import written
from planner.codec.toml import BadFile, short
from planner.domain.errors import NotFound, StoreError
from planner.domain.ids import check_slug, is_slug
from planner.domain.template import SCHEMA, Template
from planner.store.disk.atomic import ChangedOutside, save
from planner.store.names import SUFFIX
from planner.store.reading import decode_kindly, fetch, slugs_in
from planner.store.undo.trash import throw_away

FOLDER = "templates"


def template_path(root: Path, template_id: str) -> Path:
    """Return where a template stands. Raises `NotFound` for an id that cannot name one."""
    if not is_slug(template_id):
        raise _no_such(root, template_id)
    return root / FOLDER / f"{template_id}{SUFFIX}"


def template_ids(root: Path) -> tuple[str, ...]:
    """Return the ids of all templates, in order, readable or not."""
    return slugs_in(root / FOLDER)


def read_template(root: Path, template_id: str) -> tuple[Template, tuple[BadFile, ...]]:
    """Return a template, and what in its file could not be read. Raises `NotFound` or `BadFile`."""
    path = template_path(root, template_id)
    data = fetch(path)
    if data is None:
        raise _no_such(root, template_id)
    return _read(path, data)


def read_templates(root: Path) -> tuple[tuple[Template, ...], tuple[BadFile, ...]]:
    """Return all templates that can be read, by id, and what is wrong with the others."""
    templates: list[Template] = []
    problems: list[BadFile] = []
    try:
        listed = template_ids(root)
    except BadFile as problem:
        return (), (problem,)
    for template_id in listed:
        try:
            template, left_out = read_template(root, template_id)
        except BadFile as problem:
            problems.append(problem)
        except NotFound:
            continue  # deleted since the folder was listed
        else:
            templates.append(template)
            problems += left_out
    return tuple(templates), tuple(problems)


def save_template(root: Path, template: Template) -> None:
    """Save a new template. Raises `StoreError` if there is one of that id; call it under the lock."""
    path = root / FOLDER / f"{check_slug(template.id, 'template')}{SUFFIX}"
    data = written(template, schema=SCHEMA)
    if written(_read(path, data)[0], schema=SCHEMA) != data:
        raise StoreError(one_name(template.id), "the template does not read back the same", "Please report this.")
    try:
        save(path, data, was=None)
    except ChangedOutside:
        raise StoreError(one_name(template.id), "there is a template of that name", "Choose another name.") from None


def delete_template(root: Path, template_id: str) -> str:
    """Move a template, readable or not, to the trash and return its name there. Call it under the lock."""
    path = template_path(root, template_id)
    if not (path.is_symlink() or path.exists()):
        raise _no_such(root, template_id)
    return throw_away(root, path)


def one_name(template_id: str) -> str:
    """Return how messages name a template."""
    return f"template {short(template_id)}"


def _read(path: Path, data: bytes) -> tuple[Template, tuple[BadFile, ...]]:
    return decode_kindly(data, Template, path, schema=SCHEMA, own_id=path.stem)


def _no_such(root: Path, template_id: str) -> NotFound:
    known = ", ".join(template_ids(root))
    fix = f"Templates: {known}." if known else "Save one with `planner plan template save PLAN ID`."
    return NotFound(one_name(template_id), "there is no such template", fix)
