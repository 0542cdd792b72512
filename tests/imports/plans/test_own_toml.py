"""A plan written as TOML and read back is the same plan; whatever else stands in such a file is told with its line."""

import random
from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.change import Accept, Add, Batch, Delete, Edit, Move, Off, Rebase, Undo
from planner.domain.errors import BadValue
from planner.domain.off import Eased, EaseKind, OffKind
from planner.domain.plan import Plan
from planner.domain.session import Session, SessionKind
from planner.domain.transplant import moved_to, with_new_ids
from planner.domain.units import Unit
from planner.exports.outgoing import Outgoing
from planner.exports.toml import flat, shared, to_toml
from planner.imports.plans import Asked, Imported, detect, read_plan
from planner.planning.agenda import agenda
from planner.planning.schedule import Schedule, schedule, span_of
from tests.exports.plans import NAMES, TODAY, a_plan, day
from tests.strategies import AT, RACE_DAY, histories, plans


def read(data: bytes, race_day: date | None = None) -> Imported:
    """Read a file as the importer does."""
    return read_plan(data, "plan.toml", Asked(pick=random.Random(7).choice, race_day=race_day))


def outgoing(plan: Plan, first: date | None = None, last: date | None = None) -> Outgoing:
    """Return some days of a plan on their way out."""
    low, high = span_of(plan, schedule(plan))
    days = agenda(plan, (), first or low, last or high, TODAY)
    return Outgoing(plan=plan, days=days, unit=Unit.KM, names=NAMES)


def seen(standing: Schedule) -> tuple[object, ...]:
    """Return what a calendar shows of a plan."""
    hung = sorted((item.id, item.day, item.what) for item in standing.hung)
    return (standing.sessions, hung, standing.deleted, standing.layers, standing.set_aside)


with_histories = st.builds(
    lambda plan, made: msgspec.structs.replace(plan, changes=made), plans(), histories(undoing=True)
)


@settings(max_examples=25)
@given(with_histories)
def test_export_then_import_gives_the_same_plan_and_the_same_file(plan: Plan) -> None:
    data = to_toml(shared(plan))
    imported = read(data)
    assert imported.keeps_layers
    assert imported.notes == ()
    assert seen(schedule(imported.plan)) == seen(schedule(plan))
    assert imported.plan.race == plan.race
    assert (imported.plan.weeks, imported.plan.name, imported.plan.about) == (plan.weeks, plan.name, plan.about)
    assert to_toml(shared(imported.plan)) == data


@settings(max_examples=25)
@given(with_histories, st.integers(0, 40), st.integers(0, 40), st.booleans())
def test_a_flat_export_stands_as_the_plan_stood_on_those_days(plan: Plan, start: int, more: int, whole: bool) -> None:
    first = None if whole else RACE_DAY - timedelta(days=start)
    out = outgoing(plan, first, first and first + timedelta(days=more))
    made = read(to_toml(flat(out))).plan
    standing = schedule(made)
    planned = [line.session for one in out.days for line in one.sessions]
    race = [one for one in schedule(plan).sessions if one.session.id == "race"]
    wanted = [*planned, *(one.session for one in race if one.session not in planned)]
    assert {one.session.id: one.session for one in standing.sessions} == {one.id: one for one in wanted}
    there = {line.hung.id: (line.hung.day, line.hung.what) for one in out.days for line in one.hung}
    found = {item.id: (item.day, item.what) for item in standing.hung}
    # What hung on a day that only a session outside those days made part of the plan has no place to hang any more.
    assert found.items() <= there.items()
    assert {item for item in there if item.partition(".")[0] in {one.id for one in planned}} <= found.keys()
    assert all(isinstance(one, Move | Edit | Delete) for one in made.changes)


@settings(max_examples=25)
@given(with_histories, st.integers(-400, 400))
def test_a_plan_with_its_race_on_another_day_is_the_same_plan_as_many_days_away(plan: Plan, by: int) -> None:
    ahead = timedelta(days=by)
    moved = schedule(moved_to(plan, plan.race.day + ahead))
    still = schedule(plan)
    there = [
        (one.session.id, one.session.day - ahead, one.session.kind, one.session.distance) for one in moved.sessions
    ]
    here = [(one.session.id, one.session.day, one.session.kind, one.session.distance) for one in still.sessions]
    assert set(there) == set(here)
    assert {(item.layer, item.day - ahead, item.what, item.session) for item in moved.hung} == {
        (item.layer, item.day, item.what, item.session) for item in still.hung
    }
    assert moved_to(moved_to(plan, plan.race.day + ahead), plan.race.day) == plan


@settings(max_examples=30)
@given(with_histories)
def test_with_new_ids_a_plan_is_the_same_and_shares_no_id(plan: Plan) -> None:
    made = with_new_ids(plan, random.Random(1).choice)
    old, new = schedule(plan), schedule(made)
    assert not {one.session.id for one in old.sessions} & {one.session.id for one in new.sessions}
    bare = [[msgspec.structs.replace(one.session, id="") for one in two.sessions] for two in (old, new)]
    assert sorted(map(repr, bare[0])) == sorted(map(repr, bare[1]))
    hung = [sorted((str(item.day), item.layer, item.what) for item in two.hung) for two in (old, new)]
    assert hung[0] == hung[1]
    assert len(old.lost) == len(new.lost)


def _touched() -> Plan:
    """Return a plan with changes to what hangs on runs and on days, made on two machines, out of order in the file."""
    early, late = datetime(2027, 4, 2, 7, tzinfo=UTC), datetime(2027, 4, 3, 7, tzinfo=UTC)
    return a_plan(
        Edit(id="h1", at=late, session="tempo.roll", what="feet"),
        Delete(id="h2", at=late, session="long.shoe"),
        Move(id="h3", at=late, session="2027-04-07.gym", to=day(9)),
        Delete(id="h4", at=late, session="2027-04-16.word"),
        Edit(id="h5", at=late, session="long", title="the later one"),
        Edit(id="h6", at=early, session="long", title="the earlier one"),
        Batch(
            id="h7", at=late, name="Eased", parts=(Edit(id="h8", at=late, session="pair", kind=SessionKind.EASY),),
            eased=Eased(kind=EaseKind.RED, first=day(12), last=day(18), steps={"pair": 1}),
        ),
        Accept(id="h9", at=late, finding="spike:long"),
        Accept(id="h10", at=late, finding="heavy:2027-04-11"),
    )  # fmt: skip


def test_what_was_changed_of_what_hangs_comes_along() -> None:
    plan = _touched()
    hung = {item.id: (item.day, item.what) for item in schedule(plan).hung}
    assert hung["tempo.roll"][1] == "feet"
    assert hung["2027-04-07.gym"][0] == day(9)
    assert not {"long.shoe", "2027-04-16.word"} & hung.keys()
    for made in (shared(plan), flat(outgoing(plan))):
        back = schedule(read(to_toml(made)).plan)
        assert {item.id: (item.day, item.what) for item in back.hung} == hung
        assert "the later one" in {one.session.title for one in back.sessions}
    assert sorted(type(one).__name__ for one in flat(outgoing(plan)).changes) == ["Delete", "Delete", "Edit", "Move"]


def test_what_was_changed_of_what_hangs_moves_with_the_race() -> None:
    plan = _touched()
    for by in (7, 10):
        moved = moved_to(plan, day(18) + timedelta(days=by))
        ahead = timedelta(days=by)
        assert len(schedule(moved).lost) == len(schedule(plan).lost)
        there = sorted((item.day - ahead, item.layer, item.what) for item in schedule(moved).hung)
        assert there == sorted((item.day, item.layer, item.what) for item in schedule(plan).hung)
        findings = [one.finding for one in moved.changes if isinstance(one, Accept)]
        assert findings == ["spike:long", f"heavy:{(day(11) + ahead).isoformat()}"]


def test_new_ids_go_through_all_that_names_a_session() -> None:
    plan = _touched()
    made = with_new_ids(plan, random.Random(1).choice)
    new = {old.id: one.id for old, one in zip(plan.base, made.base, strict=True)}
    assert made.race.session == new["race"]
    by_id = {one.id: one for one in made.changes}
    edit, deletion, accept, batch = (by_id[name] for name in ("h1", "h2", "h9", "h7"))
    assert isinstance(edit, Edit)
    assert edit.session == f"{new['tempo']}.roll"
    assert isinstance(deletion, Delete)
    assert deletion.session == f"{new['long']}.shoe"
    assert isinstance(accept, Accept)
    assert accept.finding == f"spike:{new['long']}"
    assert isinstance(batch, Batch)
    assert batch.eased
    assert batch.eased.steps == {new["pair"]: 1}
    kept = by_id["h3"]
    assert isinstance(kept, Move)
    assert kept.session == "2027-04-07.gym"


def _told() -> Plan:
    """Return a plan whose changes hold what is nobody else's business."""
    at = datetime(2027, 4, 2, 6, 41, tzinfo=UTC)
    eased = Batch(
        id="b1", at=at, name="Eased: knee", why=("The knee is red, secretly.",), because=("logentry",),
        parts=(Edit(id="p1", at=at, session="long", kind=SessionKind.EASY),),
    )  # fmt: skip
    return a_plan(
        eased,
        Off(id="o1", at=at, kind=OffKind.INJURY, first=day(9), last=day(10), note="knee, secretly"),
        Accept(id="a1", at=at, finding="spike:long", why="secretly"),
        Add(id="x1", at=at, session=Session(id="regret", day=day(9), kind=SessionKind.EASY, title="secretly")),
        Undo(id="u1", at=at, of="x1"),
    )


def test_reasons_pain_days_off_and_what_was_taken_back_do_not_leave() -> None:
    text = to_toml(shared(_told())).decode()
    for word in ("secretly", "knee", "injury", "logentry", "Eased", "06:41", "regret", "because", "why"):
        assert word not in text, word
    assert seen(schedule(read(text.encode()).plan))[:2] == seen(schedule(_told()))[:2]


def test_only_the_layers_asked_for_leave_with_what_was_changed_of_them() -> None:
    plan = a_plan(Delete(id="c9", at=AT, session="tempo.roll"), Delete(id="c10", at=AT, session="tempo.shoe"))
    made = shared(plan, {"shoe"})
    assert [layer.id for layer in made.layers] == ["shoe"]
    assert "c9" not in {one.id for one in made.changes}
    assert "c10" in {one.id for one in made.changes}


def test_a_build_up_that_was_made_again_leaves_as_it_was_made_last() -> None:
    plan = a_plan()
    again = Rebase(id="r1", at=AT, race=plan.race, base=plan.base[-2:], weeks=plan.weeks, layers=plan.layers[:1])
    made = shared(msgspec.structs.replace(plan, changes=(*plan.changes, again)))
    assert made.base == plan.base[-2:]
    assert not any(isinstance(one, Rebase) for one in made.changes)


def test_the_plan_file_of_a_store_is_read_as_it_is_with_its_race_on_the_day_that_is_asked() -> None:
    from planner.codec.layout import written

    imported = read(written(a_plan(), schema=1), date(2027, 5, 2))
    assert imported.plan.race.day == date(2027, 5, 2)
    assert imported.plan.changes[0] == msgspec.structs.replace(a_plan().changes[0], to=day(22))
    assert "14 days later" in imported.notes[0]
    assert len(imported.notes) == 1
    assert "other weekdays" in read(written(a_plan(), schema=1), date(2027, 5, 1)).notes[1]


TEXT = to_toml(shared(a_plan())).decode()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("schema = 1", "schema = 2", r"plan\.toml, line 2: schema 2 was written by a newer planner\. Update"),
        ('id = "long"', 'id = "tempo"', r"line \d+: base\[2\]\.id: 'tempo' is there twice"),
        ('id = "long"', 'id = "../long"', r"line \d+: base\[2\]\.id: '\.\./long' cannot be an id"),
        ('id = "roll"', 'id = "a.b"', r"layer\[0\]\.id: 'a\.b' cannot be an id"),
        ('id = "c1"', 'id = "plan:x"', r"change\[0\]\.id: 'plan:x' cannot be an id"),
        ('session = "race"', 'session = "nobody"', r"race\.session: no session has the id 'nobody'"),
        ("day = 2027-04-05", "day = 9027-04-05", r"base\[0\]\.day: 9027-04-05 is more than ten years"),
        ("day = 2027-04-18", "day = 9999-12-31", r"race\.day: 9999-12-31 cannot be meant"),
        ("BYDAY=WE", "BYSETPOS=1", r"layer\[3\]\.rule: 'FREQ=WEEKLY;BYSETPOS=1' is not read"),
        ("FREQ=WEEKLY;BYDAY=WE", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "is not read"),
        ('kind = "tempo"', 'kind = "sprint"', r"line \d+: base\[1\]\.kind: 'sprint'\. Expected easy"),
        ("distance_m = 21097.5", "distance_m = -1", r"line \d+: race"),
        ("[race]", "[race", r"line \d+: not TOML"),
    ],
)  # fmt: skip
def test_what_no_store_would_have_written_is_refused_with_its_line(old: str, new: str, said: str) -> None:
    assert old in TEXT
    with pytest.raises(BadValue, match=said) as caught:
        read(TEXT.replace(old, new, 1).encode())
    assert caught.value.fix


def test_a_key_that_is_not_known_is_told_with_its_line() -> None:
    imported = read(TEXT.replace('kind = "tempo"', 'kind = "tempo"\npace = "5:00"').encode())
    assert [note for note in imported.notes if "pace" in note] == [imported.notes[0]]
    assert imported.notes[0].startswith("Line ")
    assert "base[1].pace is not known" in imported.notes[0]


@pytest.mark.parametrize("year", [1, 9999])
def test_a_race_at_the_end_of_the_calendar_is_refused(year: int) -> None:
    with pytest.raises(BadValue, match="cannot be meant"):
        read(TEXT.encode(), date(year, 12, 31))


def test_too_much_is_refused_before_it_costs_anything() -> None:
    many = "".join(f'[[base]]\nid = "n{n}"\nday = 2027-04-05\nkind = "easy"\n\n' for n in range(4_001))
    with pytest.raises(BadValue, match="base: there are 4"):
        read(TEXT.replace("[[base]]", f"{many}[[base]]", 1).encode())
    with pytest.raises(BadValue, match="larger than 4 MB"):
        read((TEXT + "# " + "x" * 4_000_000).encode())


def test_an_escape_in_a_title_is_no_escape_any_more() -> None:
    imported = read(TEXT.replace("[x] @home", "\\u001b]52;c;x\\u0007\\u202Ex").encode())
    assert "]52;c;xx" in {one.session.title for one in imported.plan.changes if isinstance(one, Add)}


def test_the_format_is_found_by_what_is_in_the_file() -> None:
    assert detect(TEXT.encode(), "x") == "planner"
    assert detect(TEXT.removeprefix(TEXT.partition("\n")[0]).encode(), "plan.csv") == "planner"


@settings(max_examples=50)
@given(
    st.lists(st.tuples(st.integers(0, len(TEXT)), st.integers(0, 40), st.binary(max_size=6)), min_size=1, max_size=5)
)
def test_a_damaged_file_is_a_plan_or_an_error(cuts: list[tuple[int, int, bytes]]) -> None:
    data = TEXT.encode()
    for at, length, new in cuts:
        data = data[:at] + new + data[at + length :]
    try:
        plan = read_plan(data, "x", Asked(pick=random.Random(7).choice, format="planner")).plan
    except BadValue:
        return
    assert any(session.id == plan.race.session for session in plan.base)
    schedule(plan)


@settings(max_examples=25)
@given(st.integers(0, TEXT.count("\n\n")), st.integers(0, TEXT.count("\n\n")))
def test_a_file_whose_tables_were_shuffled_or_cut_is_a_plan_or_an_error(one: int, other: int) -> None:
    blocks = TEXT.split("\n\n")
    low, high = sorted((one, other))
    for some in (blocks[low:] + blocks[:low], blocks[:low] + blocks[high:], blocks[:high] + blocks[low:]):
        try:
            schedule(
                read_plan("\n\n".join(some).encode(), "x", Asked(pick=random.Random(7).choice, format="planner")).plan
            )
        except BadValue:
            continue
