"""What `planner doctor` finds."""

from datetime import timedelta

import msgspec
import pytest
from msgspec.structs import replace

from planner.domain.gear import Build, Orthotic, Pairing
from planner.domain.layer import Anchor, Layer, Thing
from planner.domain.log import Cleared, UndoEntry
from planner.store.store import Store
from tests.store.records import AT, DAY, ran, small_plan, small_template


def _told(store: Store) -> list[str]:
    return [str(problem) for problem in store.check()]


def test_a_sound_store_has_nothing_to_tell(full: Store) -> None:
    assert _told(full) == []


@pytest.mark.parametrize(
    "name",
    [
        "planner.toml",
        "plans/spring.toml",
        "log/2027-03.toml",
        "gear/pegasus.toml",
        "routines/mine.toml",
        "templates/kept.toml",
    ],
)
@pytest.mark.parametrize(
    "damage", [b"\xff\n", b"schema = 1\nx = [\n", b"schema = 99\n", b"schema = 'one'\n", b"\0\0\0"]
)
def test_a_damaged_file_is_named_and_stays_as_it_is(full: Store, name: str, damage: bytes) -> None:
    (full.root / name).write_bytes(damage)
    told = [text for text in _told(full) if name in text]
    assert len(told) == 1
    assert (full.root / name).read_bytes() == damage


def test_modes_left_overs_conflicts_strange_names_and_links_are_told(full: Store) -> None:
    root = full.root
    (root / "plans/spring.toml").chmod(0o644)
    (root / "log").chmod(0o755)
    (root / "log/.2027-03.toml.0123.planner-tmp").write_text("")
    (root / "plans/spring.sync-conflict-20270314-1010-ABC.toml").write_text("")
    (root / "plans/Spring Half.toml").write_text("")
    (root / "log/march.toml").write_text("")
    (root / "gear/photo.jpg").write_text("")
    (root / "gear/host.toml").symlink_to("/etc/hostname")
    (root / "gear/gone.toml").symlink_to(root / "nowhere")
    told = "\n".join(_told(full))
    for said in (
        "plans/spring.toml: others on this machine can open it (mode 644)",
        "/log: others on this machine can open it (mode 755)",
        ".planner-tmp: left over",
        "ABC.toml: a copy that a sync",
        "Spring Half.toml: a name that planner does not read",
        "march.toml: a name that planner does not read",
        "photo.jpg: planner has no such file",
        "host.toml: a link that leads out of the store",
        "gone.toml: a link that leads nowhere",
    ):
        assert said in told


def test_references_to_what_is_not_there_are_told(full: Store) -> None:
    layers = (
        Layer(id="a", name="a", thing=Thing.ROLL, anchor=Anchor.AFTER_RUN, what="no-such-routine"),
        Layer(id="b", name="b", thing=Thing.SHOE, anchor=Anchor.RUN, what="no-such-shoe"),
        Layer(id="c", name="c", thing=Thing.SHOE, anchor=Anchor.RUN, what="pegasus"),
        Layer(id="c", name="d", thing=Thing.STRENGTH, anchor=Anchor.AFTER_RUN, what="mine"),
    )
    full.create_plan(msgspec.structs.replace(small_plan("autumn"), base=(), layers=layers))
    full.create_gear(Orthotic(id="sole", name="Sole", pairings=(Pairing(shoe="no-shoe", since=DAY),)))
    full.add_entries(
        msgspec.structs.replace(ran("e2"), shoe="lost-shoe"), UndoEntry(id="e3", at=AT, day=DAY, of="no-entry")
    )
    path = full.root / "log/2027-03.toml"
    path.write_text(path.read_text() + path.read_text().split("\n\n")[1].replace("old1", "e2") + "\n")
    (full.root / "plans/spring.toml").write_text(
        (full.root / "plans/spring.toml").read_text().replace('"spring"', '"other"')
    )
    told = "\n".join(_told(full))
    for said in (
        "layer[0].what: there is no roll 'no-such-routine'",
        "layer[1].what: there is no shoe 'no-such-shoe'",
        "layer: 'c' stands there more than once",
        "race.session: there is no session 'race99'",
        "pairing[0].shoe: there is no shoe 'no-shoe'",
        "entry[1]: there is no gear 'lost-shoe'",
        "entry[2]: there is no entry 'no-entry' before it",
        "entry[3]: 'e2' stands in the log more than once",
        "id: it says 'other'",
    ):
        assert said in told
    assert "layer[2]" not in told
    assert "layer[3]" not in told


def test_looking_changes_nothing(full: Store) -> None:
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in full.root.rglob("*") if path.is_file()}
    full.check()
    assert before == {
        path: (path.read_bytes(), path.stat().st_mtime_ns) for path in full.root.rglob("*") if path.is_file()
    }


def test_a_template_without_its_race_or_a_routine_is_told(full: Store) -> None:
    roll = Layer(id="roll", name="Roll", thing=Thing.ROLL, anchor=Anchor.BEFORE_RUN, what="nowhere")
    made = small_template("odd")
    sessions = tuple(msgspec.structs.replace(one, race=False) for one in made.sessions)
    full.save_template(msgspec.structs.replace(made, sessions=sessions, layers=(roll, roll)))
    told = "\n".join(_told(full))
    assert "templates/odd.toml: session: no session is the race" in told
    assert "templates/odd.toml: layer: 'roll' stands there more than once" in told
    assert "templates/odd.toml: layer[0].what: there is no roll 'nowhere'" in told


def test_pairings_that_cannot_all_be_are_told(full: Store) -> None:
    later = DAY + timedelta(days=9)
    twice = (Pairing(shoe="pegasus", since=DAY), Pairing(shoe="pegasus", since=later, until=DAY + timedelta(days=8)))
    full.create_gear(Orthotic(id="cork", name="Cork", since=later, retired=DAY, pairings=twice))
    full.create_gear(Orthotic(id="lift", name="Lift", build=Build.ADD_ON, pairings=twice[:1]))
    moved = (Pairing(shoe="pegasus", since=DAY, until=DAY), Pairing(shoe="pegasus", since=later))
    full.create_gear(Orthotic(id="shells", name="Shells", pairings=moved))
    told = "\n".join(_told(full))
    for said in (
        "cork.toml: pairing[1].until: 2027-03-22, before since, 2027-03-23",
        "cork.toml: retired: 2027-03-14, before since, 2027-03-23",
        "shells.toml: pairing[0]: 'cork' stands in 'pegasus' too on 2027-03-14",
        "shells.toml: pairing[1]: 'cork' stands in 'pegasus' too on 2027-03-23",
    ):
        assert said in told, told
    assert "lift.toml" not in told


def test_one_orthotic_in_two_pairs_at_once_is_told(full: Store) -> None:
    both = (Pairing(shoe="pegasus", since=DAY), Pairing(shoe="pegasus", since=DAY + timedelta(days=2)))
    full.create_gear(Orthotic(id="cork", name="Cork", pairings=both))
    (told,) = _told(full)
    assert "pairing[1]: it stands in 'pegasus' too on 2027-03-16" in told


def test_entries_that_correct_or_clear_what_is_not_there_are_told(full: Store) -> None:
    full.add_entries(
        msgspec.structs.replace(ran("a1"), corrects="a2"),
        msgspec.structs.replace(ran("a2"), corrects="a1"),
        msgspec.structs.replace(ran("a3"), corrects="a3"),
        msgspec.structs.replace(ran("a4"), corrects="gone"),
        Cleared(id="a5", at=AT, day=DAY, of="nobody", flag="x", note="Dr B."),
    )
    told = "\n".join(_told(full))
    assert told.count("so neither counts") == 3
    line = (full.root / "log/2027-03.toml").read_text().splitlines().index('id = "a4"') + 1
    assert f"log/2027-03.toml, line {line}: entry[4]: there is no entry 'gone'" in told
    assert "there is no entry 'gone'" in told
    assert "there is no entry 'nobody'" in told


def test_a_correction_that_moved_an_entry_to_an_earlier_month_is_sound(full: Store) -> None:
    full.add_entries(ran("b1"))
    full.add_entries(msgspec.structs.replace(ran("b2"), day=DAY - timedelta(days=31), corrects="b1"))
    assert _told(full) == []


def test_a_month_that_is_gone_and_a_backup_holds_is_told_with_the_command(full: Store) -> None:
    full.back_up("2027-03-13")
    (full.root / "log/2027-03.toml").unlink()
    (told,) = [text for text in _told(full) if "log/2027-03" in text]
    assert "the backup 2027-03-13.1 holds it. `planner restore --only log/2027-03.toml`" in told


def test_a_store_that_is_gone_or_lost_most_of_it_is_told(full: Store) -> None:
    full.add_entries(*(ran(f"a{number}") for number in range(100)))
    full.back_up("2027-03-13")
    (full.root / "log/2027-03.toml").write_bytes(b"schema = 1\n")
    assert any("less than half of what the backup 2027-03-13.1" in text for text in _told(full))
    full.root.rename(full.root.with_name("elsewhere"))
    assert [text for text in _told(full) if "`planner restore 2027-03-13.1` brings it back" in text]


def test_a_store_without_backups_or_as_full_as_they_are_is_fine(full: Store) -> None:
    assert _told(full) == []
    full.back_up("2027-03-13")
    assert _told(full) == []


def test_that_no_backup_could_be_made_is_told(full: Store) -> None:
    (full.root / ".state/backed-up").write_text("failed 2027-03-14")
    assert any("the last daily backup could not be made" in text for text in _told(full))


def test_sessions_of_the_log_that_a_plan_does_not_know_are_told_once_a_plan(full: Store) -> None:
    full.add_entries(
        *(replace(ran(f"a{number}"), plan="spring", session=f"zzzz{number}") for number in range(5)),
        replace(ran("b"), plan="gone", session="zzzz9"),
        replace(ran("c"), plan="spring", session="2027-03-14.roll"),
        replace(ran("d"), plan="spring", session=full.plan("spring").base[0].id),
    )
    (told,) = _told(full)
    assert "plans/spring.toml: the log has 5 of its sessions that it does not: zzzz0, zzzz1, zzzz2 and others" in told


def test_what_names_a_damaged_shoe_is_not_told_for_it(full: Store) -> None:
    full.add_entries(replace(ran("a"), shoe="pegasus"))
    layer = Layer(id="a", name="a", thing=Thing.SHOE, anchor=Anchor.RUN, what="pegasus")
    full.create_plan(replace(small_plan("mine"), layers=(layer,)))
    assert _told(full) == []
    (full.root / "gear/pegasus.toml").write_bytes(b"\0" * 50)
    (told,) = _told(full)
    assert "gear/pegasus.toml: the file holds nothing but NULs" in told


def test_a_damaged_file_is_told_with_the_backup_that_holds_it_whole(full: Store) -> None:
    path = full.root / "log/2027-03.toml"
    full.back_up("2027-03-12")
    full.add_entries(ran("a"))
    full.back_up("2027-03-13")
    for damage in (b"", b" \n", b"\0" * 100, path.read_bytes()[:200] + b"\0" * 50):
        path.write_bytes(damage)
        (told,) = [text for text in _told(full) if "log/2027-03.toml" in text and "backup" in text]
        assert "The backup 2027-03-13.2 holds it whole: `planner restore --only log/2027-03.toml`." in told
    (full.root / "templates/kept.toml").write_bytes(b"")
    (full.root / "routines/new.toml").write_bytes(b"")
    told = "\n".join(_told(full))
    assert "`planner restore --only templates/kept.toml`" in told
    assert "routines/new.toml: the file is empty, as after a damage, so it is left as it is. No backup kept" in told
