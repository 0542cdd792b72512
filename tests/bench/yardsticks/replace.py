"""The least for saving a file so that it is never half there: temporary file, fsync, rename, fsync of the folder."""

import os
from pathlib import Path


def replace(path: Path, data: bytes) -> None:
    """Put `data` in the place of what stands at `path`."""
    temporary = path.with_name(f".{path.name}.new")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        os.write(descriptor, data)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    temporary.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
