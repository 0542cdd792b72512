"""Shoes and orthotics in files of their own."""

from datetime import date
from pathlib import Path

import msgspec
import pytest
from hypothesis import given

from planner.codec.toml import BadFile
from planner.domain.errors import NotFound, StoreError
from planner.domain.gear import LIMITS, Gear, Orthotic, Pairing, Role, Shoe
from planner.domain.session import SessionKind
from planner.store.disk.atomic import ChangedOutside
from planner.store.gear import read_item
from planner.store.store import Store
from tests.store.deeds import scratch_store
from tests.store.records import gear

SINCE = date(2027, 1, 2)
SOLE = Orthotic(id="sole", name="Sole", pairings=(Pairing(shoe="pegasus", since=SINCE),))


@given(gear, gear, gear)
def test_gear_reads_back_as_it_was_made_and_as_it_was_changed(made: Gear, changed: Gear, again: Gear) -> None:
    with scratch_store() as store:
        store.create_gear(made)
        assert store.gear_item("pegasus") == made
        store.replace_gear(changed, was=made)
        assert store.gear() == ((changed,), ())
        path = store.root / "gear/pegasus.toml"
        path.write_text(f"# mine\nmy_key = [1]\n{path.read_text()}# the end\n")
        store.replace_gear(again)
        assert store.gear() == ((again,), ())
        assert path.read_text().startswith("# mine\nmy_key = [1]\n")


def test_comments_and_unknown_keys_survive_a_change(store: Store) -> None:
    store.create_gear(SOLE)
    path = store.root / "gear/sole.toml"
    path.write_text(path.read_text() + "side = 'left'  # the stiffer one\n")
    other = Pairing(shoe="vapor", since=date(2027, 2, 1))
    ended = msgspec.structs.replace(SOLE.pairings[0], until=date(2027, 1, 31))
    changed = msgspec.structs.replace(SOLE, note="softer now", pairings=(ended, other))
    store.replace_gear(changed)
    text = path.read_text()
    assert store.gear_item("sole") == changed
    assert "side = 'left'  # the stiffer one\n" in text
    assert text.count("[[pairing]]") == 2


def test_gear_changed_by_somebody_else_meanwhile_is_not_overwritten(store: Store) -> None:
    shoe = Shoe(id="pegasus", name="Pegasus")
    store.create_gear(shoe)
    store.replace_gear(msgspec.structs.replace(shoe, note="theirs"))
    with pytest.raises(ChangedOutside):
        store.replace_gear(msgspec.structs.replace(shoe, note="mine"), was=shoe)
    assert store.gear_item("pegasus").note == "theirs"


def test_gear_is_never_replaced_by_new_gear_of_its_name(store: Store) -> None:
    store.create_gear(SOLE)
    with pytest.raises(StoreError, match="there is gear of that name"):
        store.create_gear(Shoe(id="sole", name="Shoe"))
    assert store.gear_item("sole") == SOLE
    with pytest.raises(NotFound):
        store.replace_gear(Shoe(id="vapor", name="Vapor"))
    with pytest.raises(NotFound):
        store.gear_item("../planner")


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ('schema = 1\nkind = "sandal"\nname = "x"\n', "shoe or orthotic"),
        ('schema = 1\nname = "x"\n', "shoe or orthotic"),
        ('schema = 1\nkind = "shoe"\nname = "x"\nrole = "fast"\n', "line 4"),
        ('schema = 3\nkind = "shoe"\nname = 5\n', "newer"),
        ('schema = 1\nkind = "orthotic"\nname = "x"\n[[pairing]]\nshoe = 1\n', "pairing[0]"),
    ],
)
def test_broken_gear_is_named_and_left_alone_and_the_rest_works(store: Store, damage: str, said: str) -> None:
    store.create_gear(SOLE)
    path = store.root / "gear/pegasus.toml"
    path.write_text(damage)
    found, problems = store.gear()
    assert SOLE in found
    assert len(problems) == 1
    assert said in str(problems[0])
    with pytest.raises(BadFile):
        store.replace_gear(Shoe(id="pegasus", name="Pegasus", role=Role.RACE))
    assert path.read_text() == damage


def test_what_shoes_name_that_is_not_there_is_told_with_the_place(store: Store) -> None:
    store.create_gear(Shoe(id="peg", name="Peg", kinds=(SessionKind.TEMPO,), same_as="nowhere"))
    store.create_gear(Shoe(id="fast", name="Fast", kinds=(SessionKind.TEMPO, SessionKind.RACE)))
    store.create_gear(Shoe(id="old", name="Old", kinds=(SessionKind.RACE,), spare=True))
    told = sorted(str(problem) for problem in store.check())
    assert len(told) == 2
    assert "kinds: tempo is a default of 'fast' too" in told[0]
    assert "same_as: there is no shoe 'nowhere'" in told[1]
    assert all("peg.toml" in one for one in told)


@pytest.mark.parametrize(("key", "limits"), LIMITS.items())
def test_a_figure_that_no_pair_has_is_refused_by_the_shoe_itself(key: str, limits: tuple[float, float]) -> None:
    low, high = limits
    for value in limits:
        assert getattr(Shoe(id="x", name="X", **{key: value}), key) == value  # type: ignore[arg-type]
    for wrong in (low - 1, high + 1):
        with pytest.raises(ValueError, match=f"{key} goes from"):
            Shoe(id="x", name="X", **{key: wrong})  # type: ignore[arg-type]


def test_a_pair_is_not_retired_before_it_was_there() -> None:
    with pytest.raises(ValueError, match="before bought"):
        Shoe(id="x", name="X", bought=date(2027, 2, 2), retired=date(2027, 2, 1))
    with pytest.raises(ValueError, match="before first_used"):
        Shoe(id="x", name="X", first_used=date(2027, 2, 2), retired=date(2027, 2, 1))


@pytest.mark.parametrize("said", ["start_m = -500.0", "start_m = nan", "retire_m = nan", "retire_m = 0.0"])
def test_an_orthotic_whose_distance_cannot_be_is_told(store: Store, said: str) -> None:
    store.create_gear(Orthotic(id="cork", name="Cork"))
    path = store.root / "gear/cork.toml"
    path.write_text(path.read_text() + said + "\n")
    found, (problem,) = store.gear()
    assert found == ()
    assert problem.line == len(path.read_text().splitlines())


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("shoe", "bought = 9999-12-31"),
        ("orthotic", "since = 9999-12-31"),
        ("orthotic", "started = 0001-01-01"),
        ("orthotic", "[sheet]\nhours = [0.0]\nfirst_run = 99999999999"),
    ],
)
def test_a_day_that_cannot_be_meant_costs_that_gear_and_is_told(store: Store, kind: str, said: str) -> None:
    store.create_gear(Orthotic(id="cork", name="Cork"))
    (store.root / "gear/odd.toml").write_text(f'schema = 1\nkind = "{kind}"\nid = "odd"\nname = "Odd"\n{said}\n')
    (found,), (problem,) = store.gear()
    assert found.id == "cork"
    assert "odd.toml" in str(problem)


def test_a_pairing_of_a_year_that_cannot_be_meant_is_left_out_and_the_orthotic_stands(store: Store) -> None:
    store.create_gear(SOLE)
    path = store.root / "gear/sole.toml"
    path.write_text(path.read_text() + '\n[[pairing]]\nshoe = "x"\nsince = 0001-01-01\n')
    (found,), (problem,) = store.gear()
    assert found == SOLE
    assert "since is 0001-01-01, not from 1900 to 2199" in str(problem)


def test_gear_whose_files_did_not_change_is_read_from_the_cache(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.store.caches.file_cache._SETTLED_NS", -(10**12))
    read: list[str] = []

    def counted(root: Path, gear_id: str) -> tuple[Gear, tuple[BadFile, ...]]:
        read.append(gear_id)
        return read_item(root, gear_id)

    monkeypatch.setattr("planner.store.gear.read_item", counted)
    pair = Shoe(id="pegasus", name="Pegasus")
    store.create_gear(pair)
    store.create_gear(SOLE)
    (store.root / "gear/bad.toml").write_text("schema = 1\n[")
    found, problems = store.gear()
    assert (found, len(problems)) == ((pair, SOLE), 1)
    assert read == ["bad", "pegasus", "sole"]
    read.clear()
    assert (store.gear()[0], len(store.gear()[1])) == (found, 1)
    assert set(read) == {"bad"}
    changed = msgspec.structs.replace(pair, name="Pegasus 41")
    store.replace_gear(changed, was=pair)
    assert store.gear()[0] == (changed, SOLE)
