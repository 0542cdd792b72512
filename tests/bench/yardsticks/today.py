"""The least for `planner today`: a bare interpreter reads one month of TOML and prints what is there for one day."""

import sys
import tomllib

folder, day = sys.argv[1:]
with open(f"{folder}/log/{day[:7]}.toml", "rb") as file:  # noqa: PTH123 - pathlib is what a bare one does without
    for entry in tomllib.load(file)["entry"]:
        if str(entry["day"]) == day:
            print(day, entry["kind"], entry.get("distance_m", ""))
