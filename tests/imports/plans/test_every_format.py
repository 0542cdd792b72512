"""What holds for every plan format alike: a stranger's file ends in a plan or in a message, and names what it is."""

import contextlib
import random
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.actions.desk import Desk
from planner.actions.imports import import_plan
from planner.domain.days import Weekday
from planner.domain.errors import BadValue, PlannerError
from planner.domain.text import clean
from planner.imports.decoding import decode
from planner.imports.plans import FORMATS, Asked, Imported, detect, read_plan
from planner.imports.plans.readers import READERS
from planner.store.store import Store
from tests.imports.samples import SAMPLES
from tests.strategies import NAUGHTY

RACE_DAY = date(2027, 4, 18)
every_sample = pytest.mark.parametrize("kind", SAMPLES)
every_format = pytest.mark.parametrize("form", FORMATS)


def asked(form: str | None = None) -> Asked:
    return Asked(
        pick=random.Random(5).choice, format=form, race_day=RACE_DAY, race_m=10_000.0, weekdays=tuple(Weekday),
        local=datetime.astimezone, today=date(2027, 1, 4),
    )  # fmt: skip


def form_of(kind: str) -> str:
    return kind.partition(" ")[0]


def test_every_format_has_a_sample() -> None:
    assert {form_of(kind) for kind in SAMPLES} == set(FORMATS)


@every_sample
def test_a_file_is_known_by_what_is_in_it_and_fits_one_format_alone(kind: str) -> None:
    for name in ("plan", "plan.txt", "plan.fit"):
        assert detect(SAMPLES[kind], name) == form_of(kind)
    head = decode(SAMPLES[kind], "x").text.lstrip()
    assert [reader.name for reader in READERS if reader.sniff(head, "x")] == [form_of(kind)]


@every_sample
def test_a_plan_says_what_it_was_read_as_and_races_on_race_day(kind: str) -> None:
    imported = read_plan(SAMPLES[kind], "plan", asked())
    assert imported.format == next(reader.label for reader in READERS if reader.name == form_of(kind))
    race = next(one for one in imported.plan.base if one.id == imported.plan.race.session)
    assert imported.plan.race.day == race.day == RACE_DAY


@every_sample
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_the_same_plan_comes_out_of_every_encoding(kind: str, encoding: str) -> None:
    again = read_plan(SAMPLES[kind].decode().encode(encoding), "plan", asked())
    assert again.plan == read_plan(SAMPLES[kind], "plan", asked()).plan


@every_sample
def test_a_file_of_another_format_is_refused_by_name(kind: str) -> None:
    for form in FORMATS:
        if form != form_of(kind):
            with contextlib.suppress(PlannerError):
                assert _is_clean(read_plan(SAMPLES[kind], "plan", asked(form)))


BAD = {
    "empty": b"",
    "blank": b" \n\t\n",
    "zero bytes": b"\0" * 64,
    "binary": bytes(range(256)),
    "zip": b"PK\x03\x04",
    "huge": b"x" * 20_000_001,
    "deep brackets": b"[" * 100_000,
    "deep braces": b'{"a":' * 50_000,
    "deep quotes": b">" * 60_000,
    "one line": b"a," * 60_000,
    "lines": b"\n" * 60_000,
    "quotes": b'"' * 50_001,
    "dotted": b"a" + b".a" * 30_000 + b" = 1",
    "half utf-16": "schedule: []".encode("utf-16")[:-1],
    "escapes": b"\x1b]52;c;x\x07\x1b[2J",
    "html": b"<html><script>alert(1)</script></html>",
    "gpx": b"<gpx></gpx>",
}


@every_format
@pytest.mark.parametrize("bad", BAD)
def test_what_is_no_plan_is_refused_in_one_short_line_with_the_files_name(form: str, bad: str) -> None:
    with pytest.raises(BadValue) as caught:
        read_plan(BAD[bad], "my plan", asked(form))
    assert "my plan" in str(caught.value)
    assert clean(str(caught.value)) == str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 500


@every_sample
@pytest.mark.parametrize("naughty", NAUGHTY)
def test_a_naughty_word_in_place_of_a_session_is_letters_and_nothing_more(kind: str, naughty: str) -> None:
    for word in (b"easy", b"Easy", b"Riverside"):
        with contextlib.suppress(BadValue):
            assert _is_clean(read_plan(SAMPLES[kind].replace(word, naughty.encode(errors="replace")), naughty, asked()))


def _is_clean(imported: Imported) -> bool:
    """Tell whether nothing that was read could reach a terminal as more than letters."""
    said = [*imported.notes, *imported.contradictions, imported.plan.name, imported.plan.about, imported.plan.race.name]
    said += [text for one in imported.plan.base for text in (one.title, one.text, one.note)]
    said += [text for one in imported.done for text in (one.title, one.note, one.shoe)]
    return all(clean(text) == text for text in said)


def _bare(data: bytes, form: str) -> Imported:
    """Read without the net that `read_plan` stretches under every format: a fault of a reader must show here."""
    reader = next(reader for reader in READERS if reader.name == form)
    return reader.read(decode(data, "plan").text, "plan", asked(form))


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(SAMPLES)), st.data())
def test_a_file_that_was_cut_flipped_or_spliced_is_a_plan_or_a_message(kind: str, data: st.DataObject) -> None:
    raw = SAMPLES[kind]
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(raw)))
        to = min(at + data.draw(st.integers(0, 60)), len(raw))
        other = SAMPLES[data.draw(st.sampled_from(sorted(SAMPLES)))]
        begin = data.draw(st.integers(0, len(other)))
        put = data.draw(st.one_of(st.binary(max_size=6), st.just(other[begin : begin + 40]), st.just(b"9" * 30)))
        raw = raw[:at] + put + raw[to:]
    with contextlib.suppress(PlannerError):
        assert _is_clean(_bare(raw, form_of(kind)))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200), st.sampled_from(sorted(FORMATS)))
def test_any_bytes_are_a_plan_or_a_message(data: bytes, form: str) -> None:
    with contextlib.suppress(PlannerError):
        _bare(data, form)


@every_sample
def test_an_import_that_fails_leaves_the_store_as_it_was(kind: str, store_root: Path) -> None:
    desk = Desk(Store(store_root), now=lambda: datetime(2026, 11, 21, 8, 0, tzinfo=UTC))
    half = SAMPLES[kind][: len(SAMPLES[kind]) // 3]
    for data in (half.replace(b"e", b"\0"), b"", SAMPLES[kind] + b"\xff\0"):
        with pytest.raises(PlannerError):
            import_plan(desk, data, "plan", race_day=RACE_DAY, race_m=10_000.0)
    import_plan(desk, SAMPLES[kind], "plan", race_day=RACE_DAY, race_m=10_000.0, weekdays=tuple(Weekday), dry_run=True)
    assert not store_root.exists()


def test_recorded_runs_are_pointed_to_their_import_and_unknown_tables_of_them_are_not() -> None:
    for head, said in {
        "Activity Type,Date,Title,Distance,Time\n": "`planner import FILE`",
        "Activity Type,Distance\n": "not all known",
    }.items():
        with pytest.raises(BadValue) as caught:
            read_plan(head.encode(), "runs.csv", asked())
        assert said in str(caught.value)


@every_sample
def test_a_race_day_beyond_the_calendar_is_refused_and_nothing_is_kept(kind: str, tmp_path: Path) -> None:
    desk = Desk(Store(tmp_path / "store"), now=lambda: datetime(2026, 11, 21, 8, tzinfo=UTC))
    for day in (date(2200, 1, 1), date(9999, 12, 31)):
        with pytest.raises(BadValue, match="too far away"):
            import_plan(desk, SAMPLES[kind], "plan", race_day=day, race_m=21_097.5)
    assert not desk.store.plan_ids()


@pytest.mark.parametrize("month", ["9999-12", "2200-01", "1899-12"])
def test_our_own_file_in_years_beyond_the_calendar_is_refused(month: str, tmp_path: Path) -> None:
    desk = Desk(Store(tmp_path / "store"), now=lambda: datetime(2026, 11, 21, 8, tzinfo=UTC))
    with pytest.raises(BadValue, match=f"own.toml, line .*{month}.*, not from 1900 to 2199"):
        import_plan(desk, SAMPLES["planner"].replace(b"2027-04", month.encode()), "own.toml")
    assert not desk.store.plan_ids()


def test_windows_text_is_noted_beside_what_the_format_says() -> None:
    imported = read_plan("## Week 1\n- Tue: 8 km, für Übung\n- Sun: 10K race\n".encode("cp1252"), "plan", asked())
    assert imported.notes[0].startswith("This file is not UTF-8")
    assert imported.plan.base[0].title == "8 km, für Übung"


def test_a_file_that_two_formats_could_be_is_read_as_the_first_and_says_so() -> None:
    both = SAMPLES["calendar-hack"] + b"\n# Week 1\n# Week 2\n"
    assert detect(both, "plan") == "calendar-hack"
    note = read_plan(both, "plan", asked()).notes[0]
    assert note == (
        "It was read as Calendar Hack (YAML or JSON); --format markdown reads it as a Markdown table or list."
    )
    assert "--format" not in read_plan(both, "plan", asked("calendar-hack")).notes
