"""Build the sdist and the wheel from it, install the wheel into a fresh environment, and use it from there."""

import json
import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

LOOK = """
from pathlib import Path
import planner
from planner.resources import builtin
from planner.store.library import load_library

home = Path(planner.__file__).resolve()
assert "site-packages" in str(home), f"planner came from {home}"
library, problems = load_library(None)
assert not problems, problems
assert len(library.exercises) == 71, len(library.exercises)
assert "it-band-spot-roll" in library.routines
themes = sorted(path.name for path in builtin("themes").iterdir())
assert "dusk.toml" in themes, themes
print(f"{len(library.exercises)} exercises, {len(library.routines)} routines, {len(themes)} themes")
"""


def run(*command: str | Path, cwd: Path, env: dict[str, str]) -> str:
    """Run a command and return what it printed; end with its output if it fails."""
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
    return done.stdout


def main() -> None:
    """Build, install, look."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        env = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "PLANNER_STORE")}
        env["PLANNER_STORE"] = str(folder / "store")
        run(sys.executable, "-m", "build", "--outdir", folder / "dist", ROOT, cwd=ROOT, env=env)
        (wheel,) = (folder / "dist").glob("*.whl")
        venv.create(folder / "env", with_pip=True)
        bin_folder = folder / "env" / ("Scripts" if os.name == "nt" else "bin")
        run(bin_folder / "python", "-m", "pip", "install", "-q", wheel, cwd=folder, env=env)
        print(run(bin_folder / "python", "-c", LOOK, cwd=folder, env=env).strip())
        print(run(bin_folder / "planner", "--version", cwd=folder, env=env).strip())
        routines = run(bin_folder / "planner", "routine", "list", cwd=folder, env=env)
        if "it-band-spot-roll" not in routines:
            sys.exit(f"planner routine list does not show the roll:\n{routines}")
        exercises = run(bin_folder / "planner", "exercise", "list", cwd=folder, env=env)
        if "glute-stretch-figure-four" not in exercises:
            sys.exit(f"planner exercise list does not show the library:\n{exercises}")
        plan = ("plan", "new", "spring", "--race", "Spring", "--date", "+12w", "--distance", "10k", "--weekly", "20")
        run(bin_folder / "planner", *plan, cwd=folder, env=env)
        page = run(bin_folder / "planner", "export", "html", cwd=folder, env=env)
        if "Week 1" not in page or "</html>" not in page:
            sys.exit(f"planner export html does not write the calendar:\n{page[:400]}")
        schema = json.loads(run(bin_folder / "planner", "export", "json", "--schema", cwd=folder, env=env))
        whole = json.loads(run(bin_folder / "planner", "export", "json", cwd=folder, env=env))
        if "$schema" not in schema or set(whole) != set(schema["required"]):
            sys.exit(f"planner export json does not fit the schema in the package: {sorted(whole)}")
        without = subprocess.run(
            [bin_folder / "planner", "export", "pdf"], cwd=folder, env=env, capture_output=True, text=True, check=False
        )
        if without.returncode != 1 or "race-planner[pdf]" not in without.stderr:
            sys.exit(f"planner export pdf does not say what it needs:\n{without.stdout[:400]}{without.stderr}")
        print("the wheel works from a fresh environment")


if __name__ == "__main__":
    main()
