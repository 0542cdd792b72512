"""Plans in Markdown: tables and lists in the shapes in which people write them."""

import random
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.actions.exports import Format
from planner.domain.days import Weekday
from planner.domain.errors import BadValue
from planner.domain.plan import Plan
from planner.domain.session import Session, SessionKind, Slot
from planner.domain.units import Span, Unit
from planner.imports.plans import Answer, Asked, Imported, Missing, detect, read_plan
from planner.imports.plans.markdown.blocks import plain_words
from tests.imports.own_plans import facts, own_plans, written

RACE_DAY = date(2027, 4, 18)

WEEKS_DOWN = """\
# Harbour Half

Distances in km. E = easy, LR = long run

| Week | Mon | Tue | Wed | Thu | Fri | Sat | Sun | Total |
|------|-----|-----|:---:|-----|-----|-----|-----|-------|
| 1 | Rest | E 8 | - | **Tempo 6** | Rest | [E 5](http://x) | LR 14 | 33 |
| 2 | Rest | 6 x 400 m[^1] | E&nbsp;6 | 7 | Rest | 5 🏃 | LR 16 | 50 |
| 3 | Rest | 5 | Rest | E 4<br>PM: 3 km jog | Rest | QX | Harbour Half Marathon | |

[^1]: with 200 m jog
"""


def read(text: str, *, race_day: date | None = RACE_DAY, **more: object) -> Imported:
    asked = Asked(pick=random.Random(3).choice, race_day=race_day, **more)  # type: ignore[arg-type]  # its fields
    return read_plan(text.encode(), "plan.md", asked)


def said(imported: Imported) -> list[tuple[int, int, str, float | None]]:
    """Return month, day, kind and kilometres of every session."""
    return [
        (one.day.month, one.day.day, one.kind.value, one.distance.middle_m / 1000 if one.distance else None)
        for one in imported.plan.base
    ]


def day(imported: Imported, month: int, number: int) -> Session:
    return next(one for one in imported.plan.base if (one.day.month, one.day.day) == (month, number))


def test_weeks_down_and_weekdays_across() -> None:
    imported = read(WEEKS_DOWN)
    assert said(imported) == [
        (3, 29, "rest", None), (3, 30, "easy", 8), (4, 1, "tempo", 6), (4, 2, "rest", None), (4, 3, "easy", 5),
        (4, 4, "long", 14), (4, 5, "rest", None), (4, 6, "intervals", None), (4, 7, "easy", 6), (4, 8, "run", 7),
        (4, 9, "rest", None), (4, 10, "run", 5), (4, 11, "long", 16), (4, 12, "rest", None), (4, 13, "run", 5),
        (4, 14, "rest", None), (4, 15, "easy", 4), (4, 15, "easy", 3), (4, 16, "rest", None), (4, 17, "other", None),
        (4, 18, "race", 21.0975),
    ]  # fmt: skip
    assert (imported.plan.name, imported.plan.race.name) == ("Harbour Half", "Harbour Half Marathon")
    assert [week.target_m for week in imported.plan.weeks] == [33_000, 50_000, 0]
    assert [one.slot for one in imported.plan.base[-5:-3]] == [None, Slot.PM]
    assert imported.notes == ("Line 9: it is not clear what sort of session “QX” is; kept as “other”.",)
    assert imported.contradictions == ()


def test_days_down_and_weeks_across_with_a_stated_total() -> None:
    imported = read(
        "Half build\n\n|  | Week 1 | Week 2 |\n|---|---|---|\n| Tue | 5 | 5 |\n| Thu | Tempo 6 | 4 |\n"
        "| Sat | XT | Rest |\n"
        "| Sun | Long 12 | Half Marathon |\n| Total | 30 | |\n"
    )
    assert said(imported) == [
        (4, 6, "run", 5), (4, 8, "tempo", 6), (4, 10, "cross", None), (4, 11, "long", 12),
        (4, 13, "run", 5), (4, 15, "run", 4), (4, 17, "rest", None), (4, 18, "race", 21.0975),
    ]  # fmt: skip
    assert imported.contradictions == ("Week 1: it states 30 km, its runs add up to 23 km.",)
    assert imported.plan.name == "Half build"


def test_lists_under_weeks_with_every_sort_of_label() -> None:
    imported = read(
        "# Town 10K\n\nBe patient.\n\n## Week 1 (24 km)\n- Mon: rest\n- Tuesday – 5 km easy\n- Wed/Fri: 3 km\n"
        "- Sat: 6 km easy\n  - with 4 strides\n- **Sun**: Long run 12 km\n\nDrink more.\n\n"
        "## Week 2\n1. Rest\n2. 6 km\n3. Rest\n4. 5 km tempo\n5. Rest\n6. 3 km easy\n7. Race 10K\n"
    )
    assert said(imported) == [
        (4, 5, "rest", None), (4, 6, "easy", 5), (4, 7, "run", 3), (4, 9, "run", 3), (4, 10, "easy", 6),
        (4, 11, "long", 12), (4, 12, "rest", None), (4, 13, "run", 6), (4, 14, "rest", None), (4, 15, "tempo", 5),
        (4, 16, "rest", None), (4, 17, "easy", 3), (4, 18, "race", 10),
    ]  # fmt: skip
    assert day(imported, 4, 10).text == "with 4 strides"
    assert day(imported, 4, 5).note == "Drink more."
    assert imported.plan.about == "Be patient."
    assert imported.contradictions == ("Week 1: it states 24 km, its runs add up to 29 km.",)


def test_a_table_of_day_numbers_with_columns_of_its_own() -> None:
    imported = read(
        "# 10 days to a 10K\n\n| Day | Workout | Distance | Notes | Pulse |\n|---|---|---|---|---|\n"
        "| Day 1 | Easy run | 5 km | relaxed | 140 |\n| Day 3 | Intervals 6 x 400 m | 7 km | | |\n"
        "| Day 5 | Easy 4 km | 6 km | | |\n"
        "| Day 10 | 10K race | | enjoy | |\n"
    )
    assert said(imported) == [(4, 9, "easy", 5), (4, 11, "intervals", 7), (4, 13, "easy", 6), (4, 18, "race", 10)]
    assert day(imported, 4, 9).text == "relaxed"
    assert imported.contradictions == ("Line 7: the words say “Easy 4 km”, the distance “6 km”; the distance counts.",)
    assert any("left out of the table: “Pulse”" in note for note in imported.notes)


def test_a_table_that_counts_its_days_with_bare_numbers() -> None:
    table = "| Day | Run |\n|---|---|\n| 1 | 5 km easy |\n| 3 | 8 km tempo |\n| later | 9 km |\n| 14 | 10K race |\n"
    assert detect(table.encode(), "x") == "markdown"
    imported = read(f"# Ten\n\n{table}")
    assert said(imported) == [(4, 5, "easy", 5), (4, 7, "tempo", 8), (4, 18, "race", 10)]
    assert "Line 3: not known and left out of the table: “later 9 km”." in imported.notes
    weeks = "| Week | Day no. | Run |\n|---|---|---|\n| 1 | 2 | 5 km easy |\n| 1 | 7 | 12 km |\n| 2 | 7 | 10K race |\n"
    assert said(read(weeks)) == [(4, 6, "easy", 5), (4, 11, "long", 12), (4, 18, "race", 10)]
    dates = "| Day | Run |\n|---|---|\n| 29 | 5 km |\n| 30 | 6 km |\n| 1 | 10K race |\n"
    with pytest.raises(BadValue, match="no sessions"):
        read(dates)  # days of a month that nobody names


def test_runs_without_weekdays_are_asked_for_and_put_where_the_person_says() -> None:
    first = "# First 5K\n\n## Week 1\n- Run 1: 2 km jog\n- Run 2: 2 km jog\n- Run 3: 3 km jog\n\n"
    text = f"{first}## Week 2\n- 3 km jog\n- 3 km jog\n- 5K race\n"
    with pytest.raises(Missing, match=r"up to 3 sessions.*--weekdays tue,thu,sun") as caught:
        read(text)
    assert caught.value.answer is Answer.WEEKDAYS
    with pytest.raises(Missing, match="and 2 are given"):
        read(text, weekdays=(Weekday.TUE, Weekday.THU))
    imported = read(text, weekdays=(Weekday.TUE, Weekday.THU, Weekday.SAT))
    assert [(one.day.day, one.kind.value) for one in imported.plan.base] == [
        (6, "easy"), (8, "easy"), (10, "long"), (13, "easy"), (15, "easy"), (18, "race"),
    ]  # fmt: skip


def test_dates_as_headings_need_no_race_date() -> None:
    imported = read(
        "# April\n\n## Mon 29 March 2027\n8 km easy\nin the park\n\n## Wed 31 March\n- 5 x 1 km, total 9 km\n\n"
        "## Sun 4 April\nTown race, 10 km\n",
        race_day=None, today=date(2027, 1, 1),
    )  # fmt: skip
    assert said(imported) == [(3, 29, "easy", 8), (3, 31, "intervals", 9), (4, 4, "race", 10)]
    assert imported.plan.base[0].text == "in the park"


def test_weeks_that_are_dated_otherwise_than_they_count_are_a_contradiction() -> None:
    imported = read(
        "# Plan\nStart: 29 March 2027\n\nRace day: 25 April 2027\n\n## Week 1\n- Tue: 5 km\n\n"
        "## Week 2: Mon 12 Apr 2027\n"
        "- Tue: 6 km\n- Sun: 10K race\n",
        race_day=None,
    )  # fmt: skip
    assert any(one.startswith("Week 2: it is dated 2027-04-12") for one in imported.contradictions)
    assert any("the race is on Sun 25 Apr 2027" in one for one in imported.contradictions)


def test_weeks_that_begin_on_sunday_count_down_or_are_missing_are_said() -> None:
    head = "| Week | Sun | Tue | Thu |\n|---|---|---|---|\n"
    table = f"{head}| 3 | 12 | 5 | 6 |\n| 2 | 14 | 5 | 6 |\n| 1 | 10 | 4 | 10K race |\n"
    imported = read(table, race_day=date(2027, 4, 15))
    assert said(imported)[:4] == [(3, 28, "run", 12), (3, 30, "run", 5), (4, 1, "run", 6), (4, 4, "long", 14)]
    assert said(imported)[-1] == (4, 15, "race", 10)
    assert any("begin on Sunday" in note for note in imported.notes)
    assert any("count down" in note for note in imported.notes)
    gap = read("## Week 1\n- Tue: 5 km\n\n## Week 4\n- Sun: 10K race\n")
    assert "2 weeks are not in the file and left empty: 2, 3." in gap.notes


def test_weeks_on_a_line_each_and_what_headings_say_besides() -> None:
    imported = read(
        "# Half\n\n## Why\n\nFor the bridge.\n\n## Build\n\nWeek 1: Mon rest, Tue 6 km easy, Sun 14 km long\n"
        "Week 2: Tue 5 km, Sun Half marathon\n"
    )
    assert said(imported) == [
        (4, 5, "rest", None), (4, 6, "easy", 6), (4, 11, "long", 14), (4, 13, "run", 5), (4, 18, "race", 21.0975),
    ]  # fmt: skip
    assert imported.plan.about == "Why\nFor the bridge."
    taper = read("## Week 1 (20 km, taper)\n- Tue: 10 km\n- Sun: 10K race\n")
    assert taper.plan.base[0].note == "taper"
    assert taper.plan.weeks[0].target_m == 20_000


def test_a_week_in_an_overview_and_in_detail_stands_once() -> None:
    imported = read(
        "| Week | Tue | Sun |\n|---|---|---|\n| 1 | 5 km | 10 km |\n| 2 | 4 km | 10K race |\n\n"
        "## Week 1\n- Tue: 5 km, slowly\n"
    )
    assert len(imported.plan.base) == 4
    assert imported.contradictions == ("Week 1: it is there twice; the first was taken.",)


def test_a_legend_resolves_what_it_defines_and_is_no_week() -> None:
    imported = read(
        "| Week | Tue | Thu | Sun |\n|---|---|---|---|\n| 1 | 8E | ZZ 5 | LR 12 |\n| 2 | E4 | R | 10K race |\n\n"
        "## Key\n- E: easy running\n- LR – long run\n- R = rest\n- Mon: a club evening\n"
    )
    assert said(imported) == [
        (4, 6, "easy", 8), (4, 8, "other", None), (4, 11, "long", 12), (4, 13, "easy", 4), (4, 15, "rest", None),
        (4, 18, "race", 10),
    ]  # fmt: skip
    assert imported.plan.base[0].title == "8E"
    assert any("“ZZ 5”" in note for note in imported.notes)


def test_code_html_and_tables_of_other_things_are_told() -> None:
    imported = read(
        "## Week 1\n- Sun: 10K race\n\n```\nMon: 5 km\n```\n\n<div>Tue: 5 km</div>\n\n"
        "| Food | Grams |\n|---|---|\n| Oats | 80 |\n"
    )
    assert [note.partition(": ")[2] for note in imported.notes] == [
        "a block of code is not read and was left out.",
        "HTML is not read and was left out.",
        "the table “Food | Grams” has no weeks or days; left out.",
    ]


def test_miles_are_read_where_the_text_says_so() -> None:
    imported = read("All distances in miles.\n\n## Week 1\n- Tue: 5\n- Sun: Marathon\n", own_unit=Unit.KM)
    assert imported.plan.base[0].distance == Span.of(8_046.72)
    assert imported.notes == ()
    headed = read("| Week | Tue | Sun | Total (mi) |\n|---|---|---|---|\n| 1 | 5 | 10K race | 11.2 |\n")
    assert headed.plan.base[0].distance == Span.of(8_046.72)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("**Easy** _8 km_", "Easy 8 km"),
        ("[8 km](http://x/y) easy", "8 km easy"),
        ("a\\|b \\*c\\*", "a|b *c*"),
        ("6*400 m", "6x400 m"),
        ("5 km<br/>easy", "5 km\neasy"),
        ("<b>x</b> &amp; y", "x & y"),
        ("snake_case `code`", "snake_case code"),
        ("![pic](p.png) x[^note]", "pic x"),
        ("[60 s] rest", "[60 s] rest"),
        ("a\x1b[2Jb", "a[2Jb"),
    ],
)
def test_marks_are_taken_off_and_words_kept(text: str, words: str) -> None:
    assert plain_words(text) == words


@pytest.mark.parametrize(
    "text",
    ["", "# Title\n\nwords\n", "- Mon:\n- Tue:\n", "| Week | Mon |\n|---|---|\n| 1 | - |\n", "## Week 1\n\n## Week 2\n",
     "## Week 1\n- Mon: 5 km\n\n## Week 999\n- Sun: 10K race\n"],
)  # fmt: skip
def test_what_is_no_plan_is_refused_with_the_files_name(text: str) -> None:
    with pytest.raises(BadValue, match=r"plan\.md") as caught:
        read(text, format="markdown")
    assert caught.value.fix


@pytest.mark.parametrize(
    "text",
    [
        ">" * 100_000,
        "- " * 50_000,
        "[" * 400_000,
        "*a " * 100_000,
        "|" * 50_000 + "\n" + "|-" * 25_000,
        "<a " * 100_000,
        "`" * 200_000,
        "| Week | Mon |\n|---|---|\n" + "| 1 | 5 |\n" * 11_000,
        "- Mon: 5 km\n" * 11_000,
        "x" * 600_000,
        "## Week 1-99999999\n- Mon: 5\n",
        "- Day 999: 5 km\n- Day 1: 5 km",
        "&" * 100_000,
        "\n".join("  " * n + "- Mon" for n in range(400)),
    ],
    ids=lambda text: text[:12],
)
def test_a_bomb_ends_soon(text: str) -> None:
    with pytest.raises(BadValue):
        read(text, format="markdown")


def test_a_text_with_days_is_found_to_be_a_plan_and_a_recipe_is_not() -> None:
    assert detect(WEEKS_DOWN.encode(), "x") == "markdown"
    assert detect(b"Mon: rest\nTue: 5 km\n", "x") == "markdown"
    table = b"| Date | Run |\n|---|---|\n| 2027-03-29 | 6 km |\n"
    for text in (table, b"Week 1: Mon 5 km, Tue 6 km, Sun 9 km\nWeek 2: Mon 5 km"):
        assert detect(text, "x") == "markdown"
    for text in (b"# Recipe\n\n- two eggs\n- flour\n", b"a,b\n1,2\n", b"We met on Monday.\n"):
        with pytest.raises(BadValue):
            detect(text, "x")


@settings(max_examples=40)
@given(own_plans(), st.sampled_from(Unit))
def test_our_own_markdown_reads_back_with_days_sizes_titles_and_the_kinds_that_it_names(plan: Plan, unit: Unit) -> None:
    back = read(written(plan, Format.MARKDOWN, unit).decode(), race_day=None, today=date(2027, 1, 1)).plan
    assert (back.name, back.race.name, back.race.day) == ("Town", "Town Ten", plan.race.day)
    assert named(back, unit) == named(plan, unit)


def named(plan: Plan, unit: Unit) -> list[list[str]]:
    """Return what has to come back: a kind only where the title does not hide it, a size as it was shown."""
    found = []
    for when, kind, size, title, slot in facts(plan):
        shown = size
        if size != "None":
            low, high = (float(part) for part in size.removeprefix("Span(low_m=").removesuffix(")").split(", high_m="))
            shown = f"{low / unit.metres + 1e-6:.1f}-{high / unit.metres + 1e-6:.1f}"
        found.append([when, "" if title else kind, shown, title, slot])
    return sorted(found)


@given(st.text(alphabet="|-# \nWeek123MonTue:*5km<>&[]()`", max_size=200))
def test_any_text_ends_in_a_plan_or_in_an_error(text: str) -> None:
    try:
        imported = read(text, format="markdown", race_m=10_000.0, weekdays=tuple(Weekday))
    except BadValue:
        return
    assert any(one.kind is SessionKind.RACE for one in imported.plan.base)
