import subprocess
import sys


def test_importing_the_announcer_loads_nothing_heavy() -> None:
    code = (
        "import planner.playing.view, sys; before = set(sys.modules); import planner.audio.announcer\n"
        "heavy = {'subprocess', 'tempfile', 'shutil', 'wave', 'shlex', 'textual', 'random'}\n"
        "print(*sorted(heavy & (set(sys.modules) - before)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
