import re
import subprocess
import sys
from pathlib import Path

import planner.audio

MAY_IMPORT = ("planner.audio.", "planner.domain.", "planner.playing.cues")


def test_sound_rests_on_the_domain_and_the_cues_alone() -> None:
    files = list(Path(planner.audio.__path__[0]).glob("*.py"))
    imported = {
        name
        for file in files
        for name in re.findall(r"^ *(?:from|import) (planner\S*)", file.read_text(), re.MULTILINE)
    }
    assert len(imported) > 5
    assert [name for name in imported if not name.startswith(MAY_IMPORT)] == []


def test_importing_the_announcer_loads_nothing_heavy() -> None:
    code = (
        "import planner.playing.view, sys; before = set(sys.modules); import planner.audio.announcer\n"
        "heavy = {'subprocess', 'tempfile', 'shutil', 'wave', 'shlex', 'textual', 'random'}\n"
        "print(*sorted(heavy & (set(sys.modules) - before)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
