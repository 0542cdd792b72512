"""Other people's programs that must take what planner writes: khal, calcurse, a browser."""

import os
import shutil
import sys
from pathlib import Path

import pytest

REQUIRED = "PLANNER_CLIENTS"
"""With `PLANNER_CLIENTS=required` a program that is missing is a failure, not a skip."""


def needs(program: str) -> Path:
    """Return the path of a program: beside this interpreter, else on the PATH; skip the test where it is not there."""
    beside = Path(sys.executable).parent / program
    found = str(beside) if os.access(beside, os.X_OK) else shutil.which(program)
    if found is None:
        said = f"{program} is not installed"
        if os.environ.get(REQUIRED) == "required":
            pytest.fail(f"{said}, and {REQUIRED}=required asks for it")
        pytest.skip(said)
    return Path(found)
