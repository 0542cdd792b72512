"""A folder or an archive of runs: what is in it is found in order, and what cannot be read stops nothing."""

import os
import stat
import sys
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.actions.run_import import folder
from planner.actions.run_import.folder import Kind, walk_runs
from planner.domain.errors import BadValue, NotFound, PlannerError
from planner.imports.runs.file import MOST_RUN_BYTES, read_run_file
from tests.imports.run_files import run_fit, run_gpx, run_tcx

FIT = run_fit()
TABLE = b"Activity ID,Activity Date\n"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A bulk export as it is downloaded."""
    path = tmp_path / "export_1.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("activities/2.gpx", run_gpx(60))
        out.writestr("activities/1.fit", FIT)
        out.writestr("activities.csv", TABLE)
        out.writestr("media/photo.jpg", b"\xff\xd8\xff")
        out.writestr("__MACOSX/activities/._1.fit", b"x")
    return path


def found(path: Path | str) -> dict[str, Kind]:
    """Return what stands in a path, in its order."""
    return {one.name: one.kind for one in walk_runs(str(path))}


def problems(path: Path) -> dict[str, str]:
    """Return why things were not read."""
    return {one.name: one.problem.why for one in walk_runs(str(path)) if one.problem}


def test_a_single_file_is_a_run_whatever_its_name(tmp_path: Path) -> None:
    file = tmp_path / "mislabelled.txt"
    file.write_bytes(FIT)
    (one,) = walk_runs(str(file))
    assert (one.kind, one.name, one.place) == (Kind.RUN, "mislabelled.txt", str(file))
    assert read_run_file(one.read(), one.place)[0].distance_m == 10_000
    table = tmp_path / "Activities.CSV"
    table.write_bytes(TABLE)
    assert found(table) == {"Activities.CSV": Kind.TABLE}


def test_a_folder_is_walked_by_name_with_its_folders_and_archives(tmp_path: Path, archive: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "c.tcx").write_bytes(run_tcx())
    (tmp_path / "a.fit").write_bytes(FIT)
    (tmp_path / "no-ending").write_bytes(FIT)
    (tmp_path / "notes.txt").write_text("nothing")
    (tmp_path / ".hidden.fit").write_bytes(FIT)
    assert list(found(tmp_path).items()) == [
        ("a.fit", Kind.RUN),
        ("export_1.zip/activities.csv", Kind.TABLE),
        ("export_1.zip/activities/1.fit", Kind.RUN),
        ("export_1.zip/activities/2.gpx", Kind.RUN),
        ("export_1.zip/media/photo.jpg", Kind.OTHER),
        ("no-ending", Kind.RUN),
        ("notes.txt", Kind.OTHER),
        ("b/c.tcx", Kind.RUN),
    ]
    assert archive.exists()


def test_an_archive_is_read_where_it_is(archive: Path, tmp_path: Path) -> None:
    listed = list(walk_runs(str(archive)))
    assert [one.name for one in listed] == ["activities.csv", "activities/1.fit", "activities/2.gpx", "media/photo.jpg"]
    assert [one.size for one in listed] == [len(one.read()) for one in listed]
    assert list(tmp_path.iterdir()) == [archive]


def test_what_is_not_there_or_no_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no such file or folder"):
        list(walk_runs(str(tmp_path / "none")))
    with pytest.raises(PlannerError):
        list(walk_runs("a\0b"))
    with pytest.raises(BadValue, match="not a file or a folder"):
        list(walk_runs("/dev/null"))


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes of POSIX")
def test_links_out_pipes_and_locked_files_are_told_and_the_rest_is_read(tmp_path: Path) -> None:
    inside = tmp_path / "runs"
    inside.mkdir()
    secret = tmp_path / "secret.fit"
    secret.write_bytes(FIT)
    (inside / "a.fit").write_bytes(FIT)
    (inside / "out.fit").symlink_to(secret)
    (inside / "out").symlink_to(tmp_path)
    (inside / "again.fit").symlink_to(inside / "a.fit")
    (inside / "round").symlink_to(inside)
    os.mkfifo(inside / "pipe.fit")
    (inside / "z.fit").write_bytes(FIT)
    assert found(inside) == {
        "a.fit": Kind.RUN,
        "out": Kind.REFUSED,
        "out.fit": Kind.REFUSED,
        "pipe.fit": Kind.REFUSED,
        "z.fit": Kind.RUN,
    }
    assert "leads out" in problems(inside)["out.fit"]
    assert "pipe" in problems(inside)["pipe.fit"]
    with pytest.raises(BadValue, match=r"out\.fit"):
        next(one for one in walk_runs(str(inside)) if one.name == "out.fit").read()


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_folder_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir(mode=0)
    (tmp_path / "b.fit").write_bytes(FIT)
    (tmp_path / "c.fit").write_bytes(FIT)
    (tmp_path / "c.fit").chmod(0)
    assert found(tmp_path) == {"b.fit": Kind.RUN, "c.fit": Kind.REFUSED, "a/": Kind.REFUSED}
    (tmp_path / "a").chmod(0o700)


def test_a_folder_linked_to_is_walked(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.fit").write_bytes(FIT)
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert found(tmp_path / "link") == {"a.fit": Kind.RUN}


def test_too_many_and_too_deep_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "MOST_FILES", 3)
    monkeypatch.setattr(folder, "MOST_FOLDERS_DEEP", 1)
    (tmp_path / "deep" / "er" / "still").mkdir(parents=True)
    (tmp_path / "deep" / "a.fit").write_bytes(FIT)
    assert found(tmp_path) == {"deep/a.fit": Kind.RUN, "deep/er": Kind.REFUSED}
    for n in range(4):
        (tmp_path / f"{n}.fit").write_bytes(FIT)
    assert list(found(tmp_path).values()) == [Kind.RUN] * 3 + [Kind.REFUSED]


@pytest.mark.parametrize("name", ["../up.fit", "/etc/x.fit", "a/../../x.fit", "C:x.fit", "a\\x.fit"])
def test_a_member_whose_name_leads_out_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as out:
        out.writestr(name, FIT)
        out.writestr("b.fit", FIT)
    refused = [one for one in walk_runs(str(path)) if one.kind is Kind.REFUSED]
    assert [one.problem and one.problem.why for one in refused] == ["its name leads out of the archive"]
    assert len(found(path)) == 2


def test_members_that_are_bombs_links_or_locked_are_refused_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("bomb.gpx", bytes(3_000_000))
        out.writestr("huge.gpx", bytes(MOST_RUN_BYTES + 1))
        link = zipfile.ZipInfo("link.fit")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        out.writestr(link, "/etc/passwd")
        out.writestr("locked.fit", FIT)
        out.writestr("ok.fit", FIT)
    raw = bytearray(path.read_bytes())
    for at in (raw.find(b"PK\x03\x04", raw.find(b"link.fit")) + 6, raw.rfind(b"locked.fit") - 38):
        raw[at] |= 1
    path.write_bytes(raw)
    why = problems(path)
    assert {name: text.split()[2] for name, text in why.items()} == {
        "bomb.gpx": "packed",
        "huge.gpx": "larger",
        "link.fit": "a",
        "locked.fit": "encrypted",
    }
    assert found(path)["ok.fit"] is Kind.RUN


def test_a_member_that_says_less_than_it_holds_is_cut_at_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("x.fit", FIT * 1_000)
    raw = path.read_bytes()
    real, said = len(FIT * 1_000).to_bytes(4, "little"), (100).to_bytes(4, "little")
    path.write_bytes(raw.replace(real, said))
    (one,) = walk_runs(str(path))
    with pytest.raises(BadValue, match="cannot be unpacked"):
        one.read()


def test_members_that_share_their_bytes_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as out:
        for n in range(5):
            out.writestr(f"{n}.fit", FIT * 20)
        for one in out.filelist[1:]:
            one.header_offset = 0
        first = out.filelist[0].header_offset
        assert first == 0
    raw = path.read_bytes()
    index = raw.find(b"PK\x01\x02")
    size = int.from_bytes(raw[-6:-2], "little") - raw.find(b"PK\x03\x04", 10)
    kept = (
        raw[: raw.find(b"PK\x03\x04", 10)]
        + raw[index:-6]
        + (raw.find(b"PK\x03\x04", 10)).to_bytes(4, "little")
        + b"\0\0"
    )
    assert size
    path.write_bytes(kept)
    with pytest.raises(BadValue, match="overlap"):
        list(walk_runs(str(path)))


def test_an_archive_in_an_archive_is_not_opened(tmp_path: Path, archive: Path) -> None:
    path = tmp_path / "outer.zip"
    with zipfile.ZipFile(path, "w") as out:
        out.write(archive, "inner.zip")
    assert found(path) == {"inner.zip": Kind.REFUSED}
    assert "archive in an archive" in problems(path)["inner.zip"]


def test_a_damaged_archive_in_a_folder_stops_nothing(tmp_path: Path, archive: Path) -> None:
    archive.write_bytes(archive.read_bytes()[:300])
    (tmp_path / "z.fit").write_bytes(FIT)
    assert found(tmp_path) == {"export_1.zip": Kind.REFUSED, "z.fit": Kind.RUN}
    with pytest.raises(BadValue, match="cut off"):
        list(walk_runs(str(archive)))


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 5_000), st.integers(0, 12), st.binary(max_size=6)), min_size=1, max_size=6))
def test_mutated_archives(tmp_path_factory: pytest.TempPathFactory, cuts: list[tuple[int, int, bytes]]) -> None:
    path = tmp_path_factory.mktemp("zip", numbered=True) / "x.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("1.fit", FIT)
        out.writestr("2.gpx", run_gpx(12))
        out.writestr("a.csv", TABLE)
    data = path.read_bytes()
    for at, length, new in cuts:
        place = at % len(data) if data else 0
        data = data[:place] + new + data[place + length :]
    path.write_bytes(data)
    try:
        listed = list(walk_runs(str(path)))
    except PlannerError:
        return
    for one in listed:
        with suppress(PlannerError):
            one.read()
