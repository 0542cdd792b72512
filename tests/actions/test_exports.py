"""What every format promises of its files: whole or not at all, private, nothing outside the place asked for."""

import errno
import os
import stat
from datetime import date
from pathlib import Path
from random import Random

import msgspec
import pytest

from planner.actions.desk import Desk
from planner.actions.exports import Choice, Exported, Format, export, keep_export
from planner.actions.files import write_files
from planner.actions.imports import import_plan
from planner.codec.layout import written
from planner.domain.errors import BadValue, NotFound, PlannerError
from planner.domain.exercise import Timing
from planner.domain.routine import Do, Routine
from planner.exports.outgoing import OutFile
from tests.actions.conftest import NOW
from tests.exports.plans import a_plan, day

FORMATS = [*Format]


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """A desk on a store with the plan of the golden files."""
    import_plan(desk, written(a_plan(), schema=1), "spring.toml")
    return Desk(desk.store, now=lambda: NOW, pick=Random(3).choice)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """An empty folder beside the store."""
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def _left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*"))


def _content(place: Path) -> list[bytes]:
    """Return what a file holds, or each of the files in a folder."""
    return [one.read_bytes() for one in sorted(place.iterdir())] if place.is_dir() else [place.read_bytes()]


@pytest.mark.parametrize("form", FORMATS)
def test_what_goes_to_the_terminal_is_what_goes_to_a_file(
    form: Format, filled: Desk, out: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    from planner.cli.root import run

    made = export(filled, Choice(format=form))
    place = out / "out"
    keep_export(made, str(place), replace=False)
    assert _content(place) == [file.data for file in sorted(made.files, key=lambda file: file.name)]
    capfdbinary.readouterr()
    status = run(["--store", str(filled.store.root), "export", form.value, "-o", "-"])
    shown = capfdbinary.readouterr()
    if made.into_folder or len(made.files) > 1:
        assert status != 0
        assert b"-o" in shown.err
    else:
        assert status == 0
        assert shown.out == made.files[0].data
    assert export(filled, Choice(format=form)).files == made.files


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_that_is_there_stays_unless_it_is_to_be_replaced(form: Format, filled: Desk, out: Path) -> None:
    made = export(filled, Choice(format=form))
    place = out / "out"
    keep_export(made, str(place), replace=False)
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    for path in before:
        path.write_bytes(b"mine")
    with pytest.raises(BadValue, match="it is there already"):
        keep_export(made, str(place), replace=False)
    assert all(path.read_bytes() == b"mine" for path in before)
    keep_export(made, str(place), replace=True)
    assert {path: path.read_bytes() for path in before} == before


@pytest.mark.parametrize("at", ["open", "write", "fsync"])
@pytest.mark.parametrize("form", FORMATS)
def test_on_a_full_disk_nothing_is_left_and_what_was_there_stays(
    form: Format, at: str, filled: Desk, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = export(filled, Choice(format=form))
    place = out / "there" / "out"
    place.parent.mkdir()
    keep_export(made, str(place), replace=False)
    names, before = _left(place.parent), _content(place)
    other = out / "new" / "out"
    other.parent.mkdir()
    _fill_up(monkeypatch, at)
    for target, replace in ((place, True), (other, False)):
        with pytest.raises(PlannerError, match="the disk is full") as caught:
            keep_export(made, str(target), replace=replace)
        assert "out" in caught.value.what
    monkeypatch.undo()
    assert (_left(place.parent), _content(place)) == (names, before)
    assert _left(other.parent) == []


def _fill_up(monkeypatch: pytest.MonkeyPatch, at: str) -> None:
    """Let the disk be full when a file is opened, written or flushed."""

    def full(*_: object, **__: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, at, full)


@pytest.mark.parametrize("form", FORMATS)
def test_only_the_owner_can_read_it_whatever_the_mask(form: Format, filled: Desk, out: Path) -> None:
    os.umask(0)
    place = out / "out"
    for replace in (False, True):
        keep_export(export(filled, Choice(format=form)), str(place), replace=replace)
        for path in (place, *place.rglob("*")) if place.is_dir() else (place,):
            wanted = 0o700 if path.is_dir() else 0o600
            assert stat.S_IMODE(path.stat().st_mode) == wanted, path


@pytest.mark.parametrize("form", FORMATS)
def test_days_cut_every_format_and_what_cannot_be_is_refused(form: Format, filled: Desk) -> None:
    whole = [file.data for file in export(filled, Choice(format=form, everything=True)).files]
    week = export(filled, Choice(format=form, everything=True, first=day(5), last=day(11)))
    assert (week.first, week.last) == (day(5), day(11))
    assert [file.data for file in week.files] != whole
    with pytest.raises(NotFound, match="no such layer"):
        export(filled, Choice(format=form, layers=("nope",)))
    with pytest.raises(BadValue, match="is before"):
        export(filled, Choice(format=form, first=day(11), last=day(5)))
    with pytest.raises(BadValue, match="too long"):
        export(filled, Choice(format=form, first=date(1900, 1, 1)))


@pytest.mark.parametrize("form", FORMATS)
def test_names_of_files_lead_nowhere_whatever_the_plan_is_called(form: Format, desk: Desk) -> None:
    for name in ("../../etc/passwd", "C:\\x", "a\0b", "-rf", "$(reboot)", "~root", "con", "x" * 300, "é", " . "):
        plan = msgspec.structs.replace(a_plan(), name=name, about=name)
        kept = import_plan(desk, written(plan, schema=1), name).plan
        for file in export(desk, Choice(format=form, plan=kept.id)).files:
            assert file.name == Path(file.name).name
            assert file.name.isascii()
            assert file.name.lower() == file.name
            assert file.name[0].isalnum()


def _two(*names: str) -> Exported:
    files = tuple(OutFile(name=name, data=name.encode()) for name in names)
    return Exported(files=files, title="Spring", first=day(5), last=day(6), into_folder=True)


@pytest.mark.parametrize("name", ["../x.ics", "/etc/x.ics", "a/b.ics", "x", ".ics", "a\\b.ics", "x.ics\n", "Ä.ics", ""])
def test_a_file_that_would_stand_outside_the_folder_is_refused_before_any_is_written(name: str, out: Path) -> None:
    with pytest.raises(BadValue, match="cannot be the name"):
        keep_export(_two("a.ics", name), str(out / "out"), replace=True)
    assert _left(out) == []


def test_of_several_files_all_are_written_or_none(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (out / "b.ics").write_bytes(b"mine")
    with pytest.raises(BadValue, match=r"b\.ics: it is there already"):
        keep_export(_two("a.ics", "b.ics", "c.ics"), str(out), replace=False)
    assert _left(out) == ["b.ics"]
    (out / "c.ics").symlink_to("/etc/passwd")
    with pytest.raises(BadValue, match=r"c\.ics: a link"):
        keep_export(_two("a.ics", "b.ics", "c.ics"), str(out), replace=True)
    assert (out / "b.ics").read_bytes() == b"mine"
    calls = iter(range(10))
    real = os.fsync

    def third_is_full(handle: int) -> None:
        if next(calls) == 2:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(handle)

    monkeypatch.setattr(os, "fsync", third_is_full)
    with pytest.raises(PlannerError, match="the disk is full"):
        keep_export(_two("d.ics", "e.ics", "f.ics"), str(out), replace=False)
    assert _left(out) == ["b.ics", "c.ics"]


def test_where_the_system_refuses_a_name_at_the_last_moment_the_error_says_what_was_written(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.hardlink_to

    def second_is_taken(self: Path, target: Path) -> None:
        if self.name == "b.ics":
            self.write_bytes(b"another program's")
        real(self, target)

    monkeypatch.setattr(Path, "hardlink_to", second_is_taken)
    with pytest.raises(BadValue, match=r"b\.ics: it is there already.* Written were: .*a\.ics\.$"):
        write_files({str(out / name): b"x" for name in ("a.ics", "b.ics", "c.ics")}, replace=False)
    assert _left(out) == ["a.ics", "b.ics"]
    assert (out / "b.ics").read_bytes() == b"another program's"


def test_several_files_go_into_a_folder_and_a_file_in_its_place_is_named(out: Path) -> None:
    said = keep_export(_two("a.ics", "b.ics"), str(out), replace=False)
    assert said.startswith("Wrote 2 files into ")
    assert _left(out) == ["a.ics", "b.ics"]
    for wrong in (str(out / "a.ics"), "a\0b"):
        with pytest.raises(BadValue):
            keep_export(_two("a.ics", "b.ics"), wrong, replace=True)


@pytest.mark.parametrize("name", ["a\0b", "x" * 5000])
def test_a_name_that_no_file_can_have_is_an_error_with_that_name(name: str, filled: Desk, out: Path) -> None:
    with pytest.raises(PlannerError):
        keep_export(export(filled, Choice(format=Format.CSV)), str(out / name), replace=False)
    assert _left(out) == []


def test_a_plan_that_hangs_routines_of_ones_own_says_that_they_stay_here(
    filled: Desk, out: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    from planner.cli.root import run

    filled.store.save_routine(
        Routine(id="calves", name="Calves", timing=(Timing.POST,), steps=(Do(exercise="calf-foam-roll"),))
    )
    store = ["--store", str(filled.store.root), "export"]
    assert run([*store, "toml"]) == 0
    shown = capfd.readouterr()
    assert "calves. `planner routine export` writes one." in shown.err
    assert shown.out.startswith("# A training plan")
    assert run([*store, "toml", "-o", str(out / "x.toml")]) == 0
    assert "calves. `planner" in " ".join(capfd.readouterr().out.split())
    assert run([*store, "csv"]) == 0
    assert capfd.readouterr().err == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a full device")
@pytest.mark.parametrize("form", [Format.CSV, Format.TOML])
def test_a_terminal_that_takes_no_more_is_an_error(form: Format, filled: Desk) -> None:
    from tests.cli.conftest import in_process

    with open("/dev/full", "wb") as full:  # noqa: PTH123
        ended = in_process("export", form.value, store=filled.store.root, stdout=full, capture_output=False)
    assert ended.returncode == 1
