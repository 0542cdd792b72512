import msgspec

from planner.domain.body import Area
from planner.domain.equipment import Equipment
from planner.domain.exercise import Kind, Timing
from planner.planning.exercise_finder import Finder, find_exercises
from tests.planning.routine_data import EXERCISES

LIBRARY = tuple(EXERCISES.values())


def ids(finder: Finder, owned: set[Equipment] | None = None) -> list[str]:
    return [one.id for one in find_exercises(LIBRARY, finder, owned)]


def test_without_a_wish_everything_is_there_rolls_first() -> None:
    found = ids(Finder())
    assert len(found) == len(LIBRARY)
    assert found[0] == "it-band-roll"


def test_words_are_found_in_name_area_and_cue_the_name_first() -> None:
    assert ids(Finder(words="calf")) == ["wall-calf", "jog"]
    assert ids(Finder(words="CALF wall"))[0] == "wall-calf"
    assert len(ids(Finder(words="heel down"))) == len(LIBRARY)
    assert ids(Finder(words="calf zebra")) == []


def test_words_of_steps_and_cautions_are_found_after_all_others() -> None:
    told = msgspec.structs.replace(LIBRARY[0], id="told", name="Told", cue="", steps=("Sink into the zebra.",), stop="")
    warned = msgspec.structs.replace(told, id="warned", name="Warned", steps=("Rise.",), stop="Not with a ZEBRA.")
    named = msgspec.structs.replace(told, id="named", name="Zebra", steps=("Rise.",))
    found = find_exercises((told, warned, named), Finder(words="zebra"))
    assert [one.id for one in found] == ["named", "told", "warned"]


def test_one_thing_shows_what_needs_it_also_as_one_of_several_and_goes_round() -> None:
    finder, seen = Finder(), []
    while (finder := finder.next_need(LIBRARY)).needs:
        seen.append(finder.needs)
        found = find_exercises(LIBRARY, finder)
        assert found
        assert all(any(finder.needs in choice for choice in one.equipment) for one in found)
    assert seen == [item for item in Equipment if item in seen]
    assert Equipment.FOAM_ROLLER in seen


def test_kinds_areas_and_moments_go_round() -> None:
    finder, seen = Finder(), []
    for _ in range(5):
        finder = finder.next_kind()
        seen.append(finder.kind)
    assert seen == [*Kind, None]
    finder = Finder().next_area(LIBRARY)
    assert finder.area is Area.CALF
    assert Finder().next_moment().moment is Timing.PRE
    assert Finder(moment=Timing.REST).next_moment().moment is None


def test_before_a_run_strength_for_later_is_left_out() -> None:
    assert "clamshell" not in ids(Finder(moment=Timing.PRE))
    assert "leg-swing" not in ids(Finder(moment=Timing.POST))
    assert "clamshell" in ids(Finder(moment=Timing.REST))


def test_own_kit_leaves_out_what_needs_more_and_nothing_when_the_runner_has_not_said() -> None:
    assert "it-band-roll" not in ids(Finder(own_kit=True), {Equipment.WALL})
    assert "it-band-roll" in ids(Finder(own_kit=True), {Equipment.FOAM_ROLLER})
    assert "it-band-roll" in ids(Finder(own_kit=True), None)
