"""planner.toml: what is wrong in it costs one setting, and what a person wrote in it stays."""

from datetime import date

import msgspec
import pytest
from hypothesis import given

from planner.codec.toml import BadFile, NewerFile
from planner.domain.cues import Cues
from planner.domain.days import Weekday
from planner.domain.equipment import Equipment
from planner.domain.errors import BadValue
from planner.domain.health import Health, HealthTag
from planner.domain.settings import Settings
from planner.domain.units import Unit
from planner.store.store import Store
from tests.store.deeds import scratch_store
from tests.store.records import all_settings


@given(all_settings, all_settings)
def test_settings_read_back_as_they_were_set(first: Settings, second: Settings) -> None:
    with scratch_store() as store:
        for wanted in (first, second):
            old_keys = dict.fromkeys(store.settings()[0].keys)
            changes = {name: getattr(wanted, name) for name in Settings.__struct_fields__ if name != "schema"}
            store.save_settings(changes | {"keys": old_keys | wanted.keys})
            assert store.settings() == (wanted, ())


COMMENTED = """# my planner
unit = "mi"   # I think in miles
future = {a = 1}

[keys]  # moved
"plan.add" = "a"
# the end
"""


def test_comments_and_unknown_keys_survive_a_change(store: Store) -> None:
    store.root.mkdir()
    path = store.root / "planner.toml"
    path.write_text(COMMENTED)
    store.save_settings({"theme": "dawn", "unit": Unit.KM, "cues": Cues(sound=False), "keys": {"plan.edit": "e"}})
    settings, problems = store.settings()
    assert problems == ()
    assert settings == Settings(
        unit=Unit.KM, theme="dawn", cues=Cues(sound=False), keys={"plan.add": "a", "plan.edit": "e"}
    )
    text = path.read_text()
    for kept in ("# my planner\n", '"km"   # I think in miles', "future = {a = 1}", "# moved", "# the end"):
        assert kept in text
    store.save_settings({"cues": Cues(), "unit": None, "keys": {"plan.edit": None}})
    assert store.settings()[0] == Settings(theme="dawn", keys={"plan.add": "a"})
    assert "future = {a = 1}" in path.read_text()


def test_line_ends_of_a_settings_file_stay(store: Store) -> None:
    store.root.mkdir()
    path = store.root / "planner.toml"
    path.write_bytes(b"\xef\xbb\xbf" + COMMENTED.replace("\n", "\r\n").encode())
    store.save_settings({"theme": "dawn", "cues": {"sound": False}})
    assert path.read_bytes().count(b"\n") == path.read_bytes().count(b"\r\n")
    assert store.settings()[0].theme == "dawn"


def test_one_wrong_setting_has_its_default_and_is_told_with_its_line_and_the_others_hold(store: Store) -> None:
    store.root.mkdir()
    path = store.root / "planner.toml"
    path.write_text('schema = 1\nunit = "furlong"\nascii = "yes"\ntheme = "dawn"\n')
    settings, problems = store.settings()
    assert settings == Settings(theme="dawn")
    assert [(problem.key, problem.line) for problem in problems] == [("unit", 2), ("ascii", 3)]
    assert "km or mi" in str(problems[0])
    store.save_settings({"unit": "mi"})
    assert store.settings()[0].unit is Unit.MI
    assert 'ascii = "yes"' in path.read_text()


def test_a_value_that_a_setting_cannot_have_is_refused_and_nothing_is_written(store: Store) -> None:
    with pytest.raises(BadValue, match="km or mi"):
        store.save_settings({"unit": "furlong"})
    assert not (store.root / "planner.toml").exists()
    store.save_settings({"unit": "mi", "first_weekday": Weekday.SUN, "equipment": (Equipment.MAT,)})
    assert store.settings()[0] == Settings(unit=Unit.MI, first_weekday=Weekday.SUN, equipment=(Equipment.MAT,))


@pytest.mark.parametrize("damage", [b"unit = \n", b"\xff", b"schema = 9\nunit = 'mi'\n", b"schema = 'x'\n", b"\0"])
def test_a_broken_settings_file_means_defaults_and_is_never_written(store: Store, damage: bytes) -> None:
    store.root.mkdir()
    path = store.root / "planner.toml"
    path.write_bytes(damage)
    settings, problems = store.settings()
    assert msgspec.structs.replace(settings, unit=Unit.KM) == Settings()
    assert len(problems) == 1
    with pytest.raises(BadFile) as told:
        store.save_settings({"theme": "dawn"})
    assert isinstance(told.value, NewerFile) == (b"schema = 9" in damage)
    assert path.read_bytes() == damage


def test_setting_what_is_set_already_writes_nothing(store: Store) -> None:
    store.save_settings({"unit": "mi"})
    before = (store.root / "planner.toml").stat()
    store.save_settings({"unit": Unit.MI})
    after = (store.root / "planner.toml").stat()
    # Reading may move the time of the last access.
    assert (after.st_ino, after.st_mtime_ns, after.st_size) == (before.st_ino, before.st_mtime_ns, before.st_size)


MISSPELT = """schema = 1
equipment = ["mat", "moon"]
[health]
tags = ["blood-thinner", "blod-thiner", "osteoporosis"]
practitioner = "Dr B."
asked = 2026-11-01
"""


def test_one_misspelt_condition_does_not_unlock_what_the_others_lock(store: Store) -> None:
    store.root.mkdir()
    path = store.root / "planner.toml"
    path.write_text(MISSPELT)
    settings, problems = store.settings()
    assert settings.health.tags == (HealthTag.BLOOD_THINNER, HealthTag.OSTEOPOROSIS)
    assert settings.health.asked == date(2026, 11, 1)
    assert settings.equipment == (Equipment.MAT,)
    told = [(problem.key, problem.line) for problem in problems]
    assert told == [("equipment[1]", 2), ("health.tags[1]", 4), ("health.practitioner", 5)]


def test_conditions_are_not_written_over_while_one_of_them_is_not_understood(store: Store) -> None:
    store.root.mkdir()
    path = store.root / "planner.toml"
    path.write_text(MISSPELT)
    with pytest.raises(BadFile, match="blod-thiner"):
        store.save_settings({"health": Health()})
    assert path.read_text() == MISSPELT
    store.save_settings({"theme": "dawn"})
    assert store.settings()[0].theme == "dawn"


def test_a_store_starts_no_program_and_says_where_one_is_named(store: Store) -> None:
    store.root.mkdir()
    (store.root / "planner.toml").write_text(
        '[cues]\nspeech = true\nsound_command = "rm -rf x"\nspeech_command = "x"\n'
    )
    settings, problems = store.settings()
    assert settings.cues == Cues(speech=True)
    assert [(one.key, one.line) for one in problems] == [("cues.sound_command", 3), ("cues.speech_command", 4)]
    assert "Set the environment variable PLANNER_SOUND_COMMAND to it" in str(problems[0])
    assert "no program is started from here" in str(problems[0])
