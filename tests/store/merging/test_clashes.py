"""What cannot be both is said, never guessed; what is damaged is never merged."""

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from planner.store.merging import merge_files
from planner.store.merging.markers import sides_of, with_markers
from tests.store.merging.versions import MONTH

SETTINGS = """# mine
schema = 1
unit = "km" # as on my watch
theme = "dusk"
beside = ["a"]

[keys]
"calendar.move" = "m"
"""
NOTE = """
[[entry]]
kind = "note"
id = "n1"
at = 2027-03-01T10:00:00+00:00
day = 2027-03-01
text = "one"
"""
OTHER = NOTE.replace("n1", "n2").replace("10:00", "11:00")
SHOE = 'schema = 1\nkind = "shoe"\nid = "blue"\nname = "Blue"\n'


def test_settings_are_merged_key_by_key_with_every_comment() -> None:
    ours = SETTINGS.replace('"dusk"', '"daylight"').replace("# mine", "# mine\n# and yours")
    theirs = SETTINGS.replace('"m"', '"m,ctrl+m"') + "\n[player]\nwait = true # mat first\n"
    found = merge_files("planner.toml", SETTINGS.encode(), ours.encode(), theirs.encode())
    assert found.is_clean
    assert found.data
    text = found.data.decode()
    assert text == ours.replace('"m"', '"m,ctrl+m"') + "\n[player]\nwait = true # mat first\n"
    assert found.brought == 2


def test_a_key_that_both_changed_is_a_clash_and_all_else_is_merged() -> None:
    ours = SETTINGS.replace('"dusk"', '"daylight"').replace('"a"', '"a", "b"')
    theirs = SETTINGS.replace('"dusk"', '"high-contrast"').replace("# as", "# not as")
    for left, right in ((ours, theirs), (theirs, ours)):
        found = merge_files("planner.toml", SETTINGS.encode(), left.encode(), right.encode())
        assert [clash.where for clash in found.clashes] == ["theme"]
        assert found.clashes[0].ours in left
        assert found.clashes[0].theirs in right
        assert found.data
        tables = tomli.loads(found.data.decode())
        assert tables["theme"] == tomli.loads(left)["theme"]
        assert tables["beside"] == ["a", "b"]
        assert b"# not as on my watch" in found.data


def test_without_a_base_nothing_is_removed_and_what_differs_is_a_clash() -> None:
    ours = SHOE + 'model = "One"\n'
    theirs = SHOE.replace('"Blue"', '"Navy"') + 'note = "soft"\n'
    found = merge_files("gear/blue.toml", b"", ours.encode(), theirs.encode())
    assert [clash.where for clash in found.clashes] == ["name"]
    assert tomli.loads((found.data or b"").decode()) == tomli.loads(ours + 'note = "soft"\n')


def test_an_entry_removed_by_hand_stays_removed_and_one_that_was_also_changed_is_a_clash() -> None:
    base, without = f"schema = 1\n{NOTE}{OTHER}", f"schema = 1\n{OTHER}"
    found = merge_files(MONTH, base.encode(), without.encode(), (base + "# knee\n").encode())
    assert (found.is_clean, found.data) == (True, f"schema = 1\n{OTHER}# knee\n".encode())
    found = merge_files(MONTH, None, without.encode(), base.encode())
    assert (found.is_clean, found.data) == (True, base.encode())
    changed = base.replace('"one"', '"two"', 1)
    found = merge_files(MONTH, base.encode(), without.encode(), changed.encode())
    assert [(clash.where, clash.ours, "two" in clash.theirs) for clash in found.clashes] == [("entry n1", "", True)]


def test_an_entry_that_both_made_differently_is_a_clash_of_that_key() -> None:
    ours, theirs = f"schema = 1\n{NOTE}", f"schema = 1\n{NOTE}{OTHER}".replace('"one"', '"two"', 1)
    found = merge_files(MONTH, None, ours.encode(), theirs.encode())
    assert [clash.where for clash in found.clashes] == ["entry n1.text"]
    assert found.data == f"schema = 1\n{NOTE}{OTHER}".encode()


def test_a_comment_on_a_row_that_goes_stays() -> None:
    base = f"schema = 1\n{NOTE}{OTHER}"
    ours = f"schema = 1\n{OTHER}"
    theirs = base.replace('text = "one"', '# left knee\ntext = "one" # really', 1)
    found = merge_files(MONTH, base.encode(), ours.encode(), theirs.encode())
    assert found.is_clean
    assert found.data == f"schema = 1\n\n# left knee\n# really\n{OTHER}".encode()


@pytest.mark.parametrize(
    "damaged",
    [b"", b"\n\n", b"\0" * 40, b"schema = 1\n[[entry", b"\xff\xfe", b"schema = 9\n", b"schema = 1\nentry = 3\n"],
)
def test_a_version_that_is_empty_cut_off_or_newer_is_never_merged(damaged: bytes) -> None:
    sound = f"schema = 1\n{NOTE}".encode()
    base = f"schema = 1\n{NOTE}{OTHER}".encode()
    for ours, theirs in ((sound, damaged), (damaged, sound)):
        found = merge_files(MONTH, base, ours, theirs)
        assert found.data is None
        assert found.why


def test_two_forms_of_the_same_list_are_not_merged_rather_than_broken() -> None:
    plan = 'schema = 1\n[race]\nname = "R"\nday = 2027-04-18\ndistance_m = 5000.0\n'
    inline = "base = [{ id = 'x', day = 2027-04-01, kind = 'easy' }]\n" + plan
    rows = plan + "\n[[base]]\nid = 'y'\nday = 2027-04-02\nkind = 'easy'\n"
    found = merge_files("plans/r.toml", plan.encode(), inline.encode(), rows.encode())
    assert (found.data, bool(found.why)) == (None, True)


def test_line_ends_and_a_byte_order_mark_stay_as_most_have_them() -> None:
    base = f"schema = 1\n{NOTE}".encode()
    windows = b"\xef\xbb\xbf" + f"schema = 1\n{NOTE}{OTHER}".replace("\n", "\r\n").encode()
    third = f"schema = 1\n{NOTE}{OTHER.replace('n2', 'n3')}".encode()
    found = merge_files(MONTH, base, windows, third)
    assert found.is_clean
    assert found.data
    assert found.data.startswith(b"\xef\xbb\xbfschema = 1\r\n")
    assert found.data.count(b"\r\n") == found.data.count(b"\n") == 22
    assert tomli.loads(found.data.decode("utf-8-sig"))["entry"][2]["id"] == "n3"


_lines = st.lists(st.sampled_from(["a = 1", "", "# c", "[[entry]]", 'id = "x"', "======", "b"]), max_size=8)


@given(_lines, _lines)
def test_a_text_with_markers_gives_both_sides_back(ours: list[str], theirs: list[str]) -> None:
    left, right = ("".join(f"{line}\n" for line in lines) for lines in (ours, theirs))
    marked = with_markers(left, right)
    sides = sides_of(marked)
    if left == right:
        assert (sides, marked) == (None, left)
    else:
        assert sides
        assert (sides.ours, sides.theirs) == (left, right)
        assert marked.splitlines()[sides.line - 1].startswith("<<<<<<<")


def test_the_base_is_known_where_git_writes_it_between_the_markers() -> None:
    marked = "a\n<<<<<<< HEAD\nb\n||||||| 123abc\nc\n=======\nd\n>>>>>>> topic\ne\n"
    sides = sides_of(marked)
    assert sides
    assert (sides.ours, sides.base, sides.theirs, sides.line) == ("a\nb\ne\n", "a\nc\ne\n", "a\nd\ne\n", 2)


@pytest.mark.parametrize(
    "text", ["", "a = 1\n", "<<<<<<< x\na\n", ">>>>>>> x\n", "<<<<<<< a\n=======\n<<<<<<< b\n>>>>>>> c\n"]
)
def test_half_a_marker_is_none(text: str) -> None:
    assert sides_of(text) is None
