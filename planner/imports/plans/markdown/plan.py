"""Plans in Markdown: tables and lists, by week or by day number, with dates or without; our own export reads back."""

import re
from datetime import date, timedelta
from itertools import pairwise

import msgspec

from planner.domain.days import week_start
from planner.domain.errors import BadValue
from planner.domain.session import Slot
from planner.domain.text import counted
from planner.imports.asked import Asked
from planner.imports.notes import Notes, quoted
from planner.imports.plans.amounts import amounts
from planner.imports.plans.building import Draft, build_plan, with_long_runs
from planner.imports.plans.cells import MOST_WEEKS, Cell, Week
from planner.imports.plans.dated import MOST_SESSIONS, Dated, plan_of_dates
from planner.imports.plans.doubts import check_totals
from planner.imports.plans.free_words import WordReader
from planner.imports.plans.goal import find_goal
from planner.imports.plans.imported import Imported
from planner.imports.plans.labels import NUMBERED_HEAD, Years, day_label, week_label
from planner.imports.plans.markdown.blocks import read_blocks
from planner.imports.plans.markdown.reading import Days, Facts, legend_of, unit_of
from planner.imports.plans.markdown.tables import Placed
from planner.imports.plans.plain import plain
from planner.imports.plans.race_sizes import NAMES, race_size
from planner.imports.plans.rounding import NEAR
from planner.imports.plans.weekdays import on_weekdays, race_on_its_day

_OWN_STATUS = re.compile(r" \((?:done|partly|skipped|missed)\)$")
_OWN_RACE = re.compile(r"(?:Race: )?(.*?)(?: \([^()]*\))?, \w{3} \d{1,2} \w{3} \d{4}")


class _Spot(msgspec.Struct, frozen=True):
    """A cell with where the file puts it: on a date, or in a week, by weekday, day number or only its place in it."""

    cell: Cell
    day: date | None
    week: int
    index: int
    by: str


def sniff(head: str, name: str) -> bool:  # noqa: ARG001 - every format is asked alike
    """Tell whether a text has a table with days or weeks, or lines that begin with them."""
    if head.startswith(("{", "<", "BEGIN:")):
        return False
    years = Years(year=2000)
    count = 0
    is_numbered = False
    for line in head[:60_000].split("\n"):
        is_marked = bool(re.match(r"\s*(?:[#*|+-]|\d{1,2}[.)] )", line))
        if not is_marked and (len(line) > 200 or len(re.findall(r"[,;\t](?! )", line)) >= 3):
            continue  # prose, or a row of another program's table
        words = re.sub(r"^\s*(?:#+|[*+-]|\d{1,2}[.)](?= ))?\s*", "", line).replace("*", "").replace("_", " ")
        labels = re.split(r"\s*\|\s*", words) if "|" in line else [words]
        is_counted = is_numbered and any(re.fullmatch(r"[1-9]\d{0,2}", label, re.ASCII) for label in labels[:3])
        if is_counted or any(week_label(label) or day_label(label, years) for label in labels[:9]):
            count += 2 if is_marked else 1
        is_numbered = "|" in line and (is_numbered or any(NUMBERED_HEAD.fullmatch(label) for label in labels))
        if count >= 2:
            return True
    return False


def read(text: str, name: str, asked: Asked) -> Imported:
    """Return the plan in a Markdown text; see `planner.imports.plans.read_plan`."""
    notes = Notes()
    blocks = read_blocks(text, name)
    years = Years(near=asked.race_day or (asked.today + timedelta(days=120) if asked.today else None))
    days = Days(years, notes)
    for block in blocks:
        days.take(block)
    days.end()
    facts = days.facts
    reader = WordReader(asked, notes, unit_of(blocks), legend_of(blocks))
    if len(days.placed) > MOST_SESSIONS:
        raise BadValue(name, f"it has {len(days.placed)} sessions", f"At most {MOST_SESSIONS} are read.")
    spots = [spot for placed in days.placed for spot in _spots(placed, reader, facts, notes)]
    if not spots:
        raise BadValue(name, "there are no sessions in it", "Give each a day: `- Mon: 8 km easy`, or a table.")
    dated = _dated(spots, facts, notes)
    if dated is not None:
        found = Dated(
            cells=tuple(dated), totals=_totals_by_day(facts, reader), name=facts.name, about="\n".join(facts.about),
            source=facts.source, race_day=None if facts.is_own else facts.race_day, has_kinds=facts.is_own,
        )  # fmt: skip
        return plan_of_dates(_with_race_name(found, facts), asked, reader, name, notes)
    return _undated(spots, facts, asked, reader, name, notes)


def _spots(placed: Placed, reader: WordReader, facts: Facts, notes: Notes) -> list[_Spot]:
    """Return the sessions of one place, once for each day and week that its labels name."""
    words = placed.words
    if facts.is_own:
        words = _OWN_STATUS.sub("", words)
    numbers = placed.week or (1,)
    label = placed.label
    spots: list[_Spot] = []
    for week in numbers[:12]:
        where: list[tuple[date | None, int, int, str]]
        if label.days:
            where = [(day, week, day.weekday(), "date") for day in label.days]
        elif label.weekdays:
            where = [(None, week, index, "weekday") for index in label.weekdays]
        elif label.number:
            # Day 12 is the fifth of the second week, unless a heading says the week.
            ahead, index = divmod(label.number - 1, 7)
            where = [(None, ahead + 1 if not placed.week or ahead else week, index, "number")]
        else:
            where = [(None, week, (label.run or 1) - 1, "run")]
        for day, number, index, by in where:
            if facts.is_own:
                own = reader.own_cell(number - 1, index, words, placed.text, line=placed.line)
                cells: tuple[Cell, ...] = (own,) if own else ()
            else:
                cells = reader.cells(number - 1, index, words, placed.text, line=placed.line)
            if len(cells) == 1:
                cells = (_sized(cells[0], placed, reader, notes),)
            spots += [_Spot(cell, day, number, index, by) for cell in cells]
    return spots


def _sized(cell: Cell, placed: Placed, reader: WordReader, notes: Notes) -> Cell:
    """Return a session with the size that columns of their own give, which counts, and the time of day of its label."""
    if placed.distance and (metres := amounts(placed.distance, "", reader.unit, bare=True).distance):
        if cell.distance and abs(cell.distance.middle_m - metres.middle_m) > NEAR * metres.middle_m:
            notes.doubt(
                f"line {placed.line}", f"the words say {quoted(placed.words)}, the distance {quoted(placed.distance)}; "
                "the distance counts.",
            )  # fmt: skip
        cell = msgspec.structs.replace(cell, distance=metres)
    if placed.duration and not cell.duration_s:
        words = placed.duration if not placed.duration.isdecimal() else f"{placed.duration} min"
        cell = msgspec.structs.replace(cell, duration_s=amounts(words, "", reader.unit).duration_s)
    when = plain(placed.label.rest)
    if cell.slot is None and when in ("am", "pm"):
        cell = msgspec.structs.replace(cell, slot=Slot(when))
    return cell


def _dated(spots: list[_Spot], facts: Facts, notes: Notes) -> list[tuple[date, Cell]] | None:
    """Return every session with its date, None for a plan without dates."""
    if all(spot.day for spot in spots):
        return [(spot.day, spot.cell) for spot in spots if spot.day]
    first = _first_week_start(spots, facts, notes)
    if first is None or any(spot.by == "run" for spot in spots):
        return None
    lowest = min(spot.week for spot in spots)
    return [
        (spot.day or first + timedelta(days=7 * (spot.week - lowest) + spot.index), spot.cell) for spot in spots
    ]  # fmt: skip


def _first_week_start(spots: list[_Spot], facts: Facts, notes: Notes) -> date | None:
    """Return the Monday of the first week from whatever is dated; a week that is dated otherwise is said."""
    lowest = min(spot.week for spot in spots)
    known = {week: week_start(day) for week, day in sorted(facts.starts.items())}
    for spot in spots:
        if spot.day:
            known.setdefault(spot.week, week_start(spot.day))
    if facts.start:
        known = {lowest: week_start(facts.start), **known}
    if not known:
        return None
    week, day = next(iter(known.items()))
    first = day - timedelta(days=7 * (week - lowest))
    for week, day in known.items():
        if first + timedelta(days=7 * (week - lowest)) != day:
            notes.doubt(f"week {week}", f"it is dated {day}, which does not fit the week that begins on {first}.")
    return first


def _totals_by_day(facts: Facts, reader: WordReader) -> dict[date, float]:
    found: dict[date, float] = {}
    for week, words in facts.totals.items():
        day = facts.starts.get(week)
        if day and (metres := reader.number(words)):
            found[day] = metres
    return found


def _with_race_name(found: Dated, facts: Facts) -> Dated:
    """Return what was found with the race's size among the words that may name it."""
    own = _OWN_RACE.fullmatch(facts.race)
    if own or not facts.race or race_size(found.name):
        return found
    return msgspec.structs.replace(found, race=facts.race)


def _undated(spots: list[_Spot], facts: Facts, asked: Asked, reader: WordReader, file: str, notes: Notes) -> Imported:
    weeks = _weeks(spots, facts, reader, file, notes)
    by = {spot.by for spot in spots}
    is_open = "run" in by or (asked.weekdays and by == {"number"})
    if is_open:
        weeks = on_weekdays(weeks, asked, file)
    weeks = with_long_runs(weeks, notes)
    check_totals(weeks, reader.unit, notes)
    size = race_size(facts.name) or race_size(facts.race)
    goal = find_goal(
        weeks, NAMES.get(size, "") if size else "", facts.name, reader.unit, file, notes, asked_m=asked.race_m
    )
    if is_open:
        weeks, goal = race_on_its_day(weeks, goal, asked.race_day or facts.race_day, notes)
    reader.say_unit()
    draft = Draft(
        weeks=weeks, goal=goal, name=facts.name, about="\n".join(facts.about), source=facts.source,
        race_day=facts.race_day, has_weekdays="weekday" in by,
    )  # fmt: skip
    plan = build_plan(draft, asked, file, notes)
    return Imported(plan=plan, notes=notes.all(), contradictions=notes.contradictions())


def _weeks(spots: list[_Spot], facts: Facts, reader: WordReader, file: str, notes: Notes) -> tuple[Week, ...]:
    """Return the weeks in their order; those that count down to the race, or begin on Sunday, are turned round."""
    order = list(dict.fromkeys(spot.week for spot in spots))
    is_down = len(order) > 2 and all(left > right for left, right in pairwise(order))
    low, high = min(order), max(order)
    if high - low >= MOST_WEEKS:
        raise BadValue(file, f"it has weeks {low} to {high}", f"A plan has at most {MOST_WEEKS} weeks.")
    if is_down:
        notes.say("", f"Its weeks count down to the race: week {high} is taken as the first.")
    missing = sorted(set(range(low, high + 1)) - set(order))
    if missing:
        which = ", ".join(map(str, missing[:10]))
        notes.say("", f"{counted(len(missing), 'week is', 'weeks are')} not in the file and left empty: {which}.")
    back = _begins_on_sunday(spots)
    if back:
        notes.say(
            "", "Its weeks begin on Sunday, planner's on Monday: each Sunday stands at the end of the week before."
        )
    count = high - low + 1 + back
    cells: list[list[Cell]] = [[] for _ in range(count)]
    for spot in spots:
        at = (high - spot.week if is_down else spot.week - low) + (back if spot.index != 6 or not back else 0)
        cells[at].append(msgspec.structs.replace(spot.cell, week=at, index=spot.index))
    weeks: list[Week] = []
    for at, group in enumerate(cells):
        number = high - at if is_down else low + at - back
        group.sort(key=lambda cell: cell.index)
        if (about := "\n".join(facts.notes.get(number, ()))) and group:
            group[0] = msgspec.structs.replace(group[0], note=about[:10_000])
        stated = facts.totals.get(number, "")
        weeks.append(Week(cells=tuple(group), target_m=0.0 if back or not stated else reader.number(stated) or 0.0))
    return tuple(weeks)


def _begins_on_sunday(spots: list[_Spot]) -> int:
    """Return 1 where Sunday stands before the other days of its week throughout, else 0."""
    firsts: dict[int, list[int]] = {}
    for spot in spots:
        if spot.by != "weekday":
            return 0
        firsts.setdefault(spot.week, []).append(spot.index)
    full = [days for days in firsts.values() if len(set(days)) > 2 and 6 in days]
    return int(bool(full) and all(days[0] == 6 and days.count(6) < len(days) and days[-1] != 6 for days in full))
