"""A correction stands in the place of what it corrects, once, also where two machines corrected the same."""

from planner.domain.corrections import heir, heirs_of, rivals_of
from planner.domain.log import Felt, Ran, standing_entries
from tests.store.records import AT, DAY, ran


def run(identity: str, corrects: str = "", metres: float = 8_000.0) -> Ran:
    return Ran(id=identity, at=AT, day=DAY, distance_m=metres, corrects=corrects)


def test_of_two_machines_corrections_of_one_entry_the_later_one_alone_counts() -> None:
    entries = [ran("e"), run("c1", "e", 5_000), run("c2", "e", 6_000)]
    assert [entry.id for entry in standing_entries(entries)] == ["c2"]
    assert rivals_of([("c1", "e"), ("c2", "e")]) == {"c1": "c2"}


def test_what_was_felt_on_a_run_names_the_correction_that_counts() -> None:
    felt = Felt(id="f", at=AT, day=DAY, area="knee", score=3, run="c1")  # type: ignore[arg-type]
    stands = standing_entries([ran("e"), run("c1", "e"), felt, run("c2", "e")])
    assert [(entry.id, getattr(entry, "run", None)) for entry in stands] == [("f", "c2"), ("c2", None)]


def test_a_correction_of_a_correction_takes_part() -> None:
    assert heir("e", heirs_of([("c1", "e"), ("d1", "c1"), ("c2", "e")])) == "c2"
    assert heir("e", heirs_of([("c1", "e"), ("c2", "e"), ("d1", "c1")])) == "d1"


def test_correcting_what_stands_settles_it() -> None:
    apart = [("c1", "e"), ("c2", "e"), ("d1", "c1")]
    assert rivals_of(apart) == {"c1": "d1", "c2": "d1"}
    assert rivals_of([*apart, ("f", "d1")]) == {}
    assert rivals_of([("c1", "e"), ("d1", "c1")]) == {}


def test_corrections_in_a_circle_end() -> None:
    for pairs in ([("a", "b"), ("b", "a")], [("a", "a")], [("a", "b"), ("b", "a"), ("c", "a")]):
        assert heir("a", heirs_of(pairs)) in ("a", "b", "c")
        rivals_of(pairs)
