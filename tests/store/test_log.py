"""The log: only added to, a file a month."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.codec.toml import BadFile, NewerFile
from planner.domain.errors import StoreError
from planner.domain.log import Entry, Noted, Ran, standing_entries
from planner.store import append
from planner.store.store import Store
from tests.store.deeds import scratch_store
from tests.store.records import AT, days, logs, ran

FIRST, LAST = date(1970, 1, 1), date(9998, 12, 31)


@given(logs())
def test_entries_read_back_as_they_were_each_in_the_month_of_its_day(entries: tuple[Entry, ...]) -> None:
    with scratch_store() as store:
        store.add_entries(*entries[:3])
        for entry in entries[3:]:
            store.add_entries(entry)
        found, problems = store.entries(FIRST, LAST)
        assert problems == ()
        assert sorted(found, key=lambda entry: entry.id) == sorted(entries, key=lambda entry: entry.id)
        assert store.log_months() == tuple(sorted({f"{entry.day:%Y-%m}" for entry in entries}))
        for month in store.log_months():
            in_file = [
                line.split('"')[1] for line in _file(store, month).read_text().splitlines() if line[:4] == "id ="
            ]
            assert in_file == [entry.id for entry in entries if f"{entry.day:%Y-%m}" == month]


def _file(store: Store, month: str) -> Path:
    return store.root / "log" / f"{month}.toml"


@given(logs(), days, st.integers(0, 70))
def test_what_stands_in_a_span_is_what_stands_in_its_months_and_lies_in_the_span(
    entries: tuple[Entry, ...], first: date, length: int
) -> None:
    last = first + timedelta(days=length)
    with scratch_store() as store:
        store.add_entries(*entries)
        months = [entry for entry in entries if f"{first:%Y-%m}" <= f"{entry.day:%Y-%m}" <= f"{last:%Y-%m}"]
        months.sort(key=lambda entry: f"{entry.day:%Y-%m}")  # the order of the files
        expected = tuple(entry for entry in standing_entries(months) if first <= entry.day <= last)
        assert standing_entries(store.entries(first, last)[0]) == expected


def test_only_the_months_asked_for_are_read(store: Store) -> None:
    for month in (1, 2, 3, 4):
        store.add_entries(ran(f"m{month}", date(2027, month, 3)))
    _file(store, "2027-01").write_bytes(b"\xff")
    _file(store, "2027-04").write_bytes(b"\xff")
    found, problems = store.entries(date(2027, 2, 1), date(2027, 3, 31))
    assert [entry.id for entry in found] == ["m2", "m3"]
    assert problems == ()


def test_a_bad_entry_is_reported_with_its_line_and_the_rest_is_read_and_added_to(store: Store) -> None:
    store.add_entries(ran("a"))
    path = _file(store, "2027-03")
    line = path.read_text().count("\n") + 6
    path.write_text(
        path.read_text()
        + '\n[[entry]]\nkind = "pain"\nid = "b"\nat = 2027-03-14 07:00:00Z\nscore = 99\n'
        + 'day = 2027-03-14\narea = "calf"\n'
    )
    before = path.read_bytes()
    found, problems = store.entries(date(2027, 3, 14), date(2027, 3, 14))
    assert [entry.id for entry in found] == ["a"]
    assert len(problems) == 1
    assert "0 to 10" in str(problems[0])
    assert problems[0].line is None or abs(problems[0].line - line) < 6
    store.add_entries(ran("c"))
    assert path.read_bytes().startswith(before)


@pytest.mark.parametrize(
    "damage",
    [b"\xff\xfe", b"\0\0\0", b"schema = 1\n[[entry]\n", b"schema = 2\n", b"[[entry]]\n", b'schema = 1\nentry = "x"\n'],
)
def test_a_damaged_month_is_named_never_added_to_and_the_others_work(store: Store, damage: bytes) -> None:
    store.add_entries(ran("a"), ran("b", date(2027, 4, 1)))
    _file(store, "2027-03").write_bytes(damage)
    found, problems = store.entries(date(2027, 3, 1), date(2027, 4, 30))
    assert [entry.id for entry in found] == ["b"]
    assert len(problems) == 1
    assert "2027-03.toml" in str(problems[0])
    with pytest.raises(StoreError):
        store.add_entries(ran("c"))
    assert _file(store, "2027-03").read_bytes() == damage
    store.add_entries(ran("d", date(2027, 4, 2)))
    assert isinstance(problems[0], NewerFile) == (damage == b"schema = 2\n")


@pytest.mark.parametrize("damage", [b"", b" \n\n", b"\xef\xbb\xbf", b"\0" * 4096], ids=["empty", "blank", "bom", "nul"])
def test_a_month_that_is_emptied_is_told_and_not_written_to(store: Store, damage: bytes) -> None:
    store.add_entries(ran("a"))
    _file(store, "2027-03").write_bytes(damage)
    entries, (problem,) = store.entries(date(2027, 3, 1), date(2027, 3, 2))
    assert entries == ()
    assert "`planner restore --only log/2027-03.toml`" in str(problem)
    with pytest.raises(BadFile, match="as after a damage"):
        store.add_entries(ran("b"))
    assert _file(store, "2027-03").read_bytes() == damage


def test_a_month_looks_the_same_in_every_version(store: Store) -> None:
    store.add_entries(ran("a", note='5 km "easy"'), Noted(id="b", at=AT, day=date(2027, 3, 15), text="two\nlines"))
    assert _file(store, "2027-03").read_text() == (
        'schema = 1\n\n[[entry]]\nkind = "run"\nid = "a"\nat = 2027-03-14 07:30:00+00:00\nday = 2027-03-14\n'
        'distance_m = 8000.0\nnote = "5 km \\"easy\\""\n\n'
        '[[entry]]\nkind = "note"\nid = "b"\nat = 2027-03-14 07:30:00+00:00\nday = 2027-03-15\ntext = "two\\nlines"\n'
    )


def test_what_a_person_may_not_see_is_dropped_and_the_entry_is_saved(store: Store) -> None:
    store.add_entries(ran("a", note="tired\x1b]52;c;x\x07 \ud800and \u202eodd"))
    (entry,) = store.entries(date(2027, 3, 14), date(2027, 3, 14))[0]
    assert isinstance(entry, Ran)
    assert entry.note == "tired]52;c;x and odd"


def test_trying_again_after_an_error_does_not_double_an_entry(store: Store) -> None:
    store.add_entries(ran("a"))
    before = _file(store, "2027-03").read_bytes()
    store.add_entries(ran("a"))
    assert _file(store, "2027-03").read_bytes() == before
    with pytest.raises(StoreError, match="same id"):
        store.add_entries(ran("a", note="other"))


@pytest.mark.parametrize(
    "text",
    [
        'schema = 1\nentry = [{ kind = "note", id = "a", at = 2027-03-14 07:30:00Z, day = 2027-03-14, text = "x" }]\n',
        'schema = 1\nmine = """\n[[entry]]\n"""\nentry = []\n',
        "schema = 1\nmine = '''\n[[entry]]\n'''\nentry = []\n",
    ],
)
def test_a_month_that_reads_well_but_takes_no_block_at_its_end_is_left_as_it_is(store: Store, text: str) -> None:
    (store.root / "log").mkdir(parents=True)
    _file(store, "2027-03").write_text(text)
    assert store.entries(FIRST, LAST)[1] == ()
    with pytest.raises(StoreError, match="left as it is"):
        store.add_entries(ran("b"))
    assert _file(store, "2027-03").read_text() == text


def test_what_was_changed_outside_between_two_looks_is_seen_and_added_to(store: Store) -> None:
    store.add_entries(ran("a"))
    assert len(store.entries(FIRST, LAST)[0]) == 1
    path = _file(store, "2027-03")
    path.write_text(path.read_text().replace('id = "a"', 'id = "z"'))
    assert [entry.id for entry in store.entries(FIRST, LAST)[0]] == ["z"]
    store.add_entries(ran("b"))
    assert [entry.id for entry in store.entries(FIRST, LAST)[0]] == ["z", "b"]


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("run", "distance_m = -5000.0"),
        ("run", "distance_m = nan"),
        ("run", "distance_m = inf"),
        ("run", "distance_m = 1e300"),
        ("run", "duration_s = -5"),
        ("run", "feel = 11"),
        ("run", "comfort = -1"),
        ("session", 'routine = "mine"\nseconds = nan'),
        ("session", 'routine = "mine"\n[[entry.steps]]\nexercise = "roll"\nside = "left"\ndone_s = inf'),
        ("session", 'routine = "mine"\n[[entry.steps]]\nexercise = "roll"\nside = "left"\nscores = [11]'),
        (
            "session",
            'routine = "mine"\n[[entry.steps]]\nexercise = "roll"\nside = "left"\nspots = [{seconds = -1.0}]',
        ),
    ],
)
def test_an_amount_that_cannot_be_costs_only_its_entry_and_is_told_with_its_line(
    store: Store, kind: str, said: str
) -> None:
    store.add_entries(ran("e1"))
    path = _file(store, f"{ran('e1').day:%Y-%m}")
    head = f'\n[[entry]]\nkind = "{kind}"\nid = "odd"\nat = 2027-03-14T08:00:00Z\nday = {ran("e1").day}\n'
    path.write_text(path.read_text() + head + said + "\n")
    found, (problem,) = store.entries(FIRST, LAST)
    assert [entry.id for entry in found] == ["e1"]
    assert problem.line is not None
    assert problem.line > path.read_text().split("\n").index('id = "odd"')
    assert "Expected a " in problem.fix
    assert ">=" not in problem.fix


@pytest.mark.parametrize("is_known", [True, False])
def test_an_entry_that_would_read_back_otherwise_is_not_added(
    store: Store, monkeypatch: pytest.MonkeyPatch, is_known: bool
) -> None:
    store.add_entries(ran("a"))
    path = store.root / "log/2027-03.toml"
    before = path.read_bytes()
    if not is_known:
        monkeypatch.setattr("planner.store.append.kept", lambda *_: None)
    blocks = append.blocks
    monkeypatch.setattr(append, "blocks", lambda *args, **more: blocks(*args, **more).replace(b'id = "b"', b'id = "c"'))
    with pytest.raises(StoreError, match="does not read back the same"):
        store.add_entries(ran("b"))
    assert path.read_bytes() == before


@pytest.mark.parametrize("bad", [1_000, 1_001, 5_000])
def test_of_a_month_with_over_a_thousand_bad_entries_nothing_is_left_out_silently(store: Store, bad: int) -> None:
    store.add_entries(ran("a"))
    path = _file(store, "2027-03")
    head, _, good = path.read_text().partition("\n")
    last = good.replace('"a"', '"b"')
    path.write_text(head + "\n" + good + '[[entry]]\nkind = "run"\nid = 5\n' * bad + last)
    found, problems = store.entries(date(2027, 3, 1), date(2027, 3, 31))
    said = " ".join(map(str, problems))
    if bad > 1_000:
        assert found == ()
        assert "Over 1,000 of its entries cannot be read, so none of the file is." in said
    else:
        assert [one.id for one in found] == ["a", "b"]
        assert "980 more like these" in said


def test_a_month_does_not_grow_larger_than_what_is_read(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.add_entries(ran("a"))
    path = _file(store, "2027-03")
    before = path.read_bytes()
    monkeypatch.setattr(append, "MOST_BYTES", len(before) + 50)
    with pytest.raises(StoreError, match="it would be larger than"):
        store.add_entries(ran("b"))
    assert path.read_bytes() == before
