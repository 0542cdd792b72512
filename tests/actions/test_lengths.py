"""How long routines take: from the index, unless the store says something else."""

from pathlib import Path

from planner.actions.desk import Desk
from planner.actions.lengths import lengths_of
from planner.domain.routine import routine_length
from planner.resources import read
from planner.store.library import load_library
from planner.store.store import Store


def test_the_index_says_what_the_routines_take(store_root: Path) -> None:
    library, _ = load_library(None)
    wanted = {one: routine_length(routine, library.exercises) for one, routine in library.routines.items()}
    lines = [
        f"{one} = [{length.least_s:g}, {length.usual_s:g}, {length.most_s:g}]" for one, length in sorted(wanted.items())
    ]
    written = read("data", "lengths.toml").decode()
    assert written.partition("[seconds]\n")[2].splitlines() == lines, "put these lines into data/lengths.toml"
    assert lengths_of(Desk(Store(store_root)), list(wanted)) == wanted


def test_a_routine_of_the_users_own_is_measured_itself(store_root: Path) -> None:
    file = store_root / "routines" / "it-band-seven.toml"
    file.parent.mkdir(parents=True)
    file.write_text(
        'schema = 1\nname = "Mine"\ntiming = ["any"]\n[[steps]]\nkind = "rest"\nseconds = 61\n', encoding="utf-8"
    )
    desk = Desk(Store(store_root))
    assert lengths_of(desk, ["it-band-seven", "nope"])["it-band-seven"].usual_s == 61
    assert "nope" not in lengths_of(desk, ["nope"])
    assert lengths_of(desk, []) == {}
