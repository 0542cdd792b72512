"""Tables of a plan: weeks down and days across, days down and weeks across, a table a week, or a row a session."""

import re
from enum import Enum, auto

import msgspec

from planner.imports.plans.labels import NUMBERED_HEAD, Label, Years, day_label, is_total, week_label
from planner.imports.plans.markdown.blocks import Table
from planner.imports.plans.plain import plain

OWN_HEADER = ("day", "session", "how", "with it")
_WEEK_HEAD = re.compile(r"(?:weeks?|wks?|w|#|no\.?|week (?:no\.?|number|#))?")
_DAY_HEAD = re.compile(r"(?:days?|weekdays?|dates?|when|day of (?:the )?week)")
_SESSION_HEAD = re.compile(
    r"(?:sessions?|workouts?|runs?|training|activity|activities|plan|what|type|main set|exercise)"
)
_DISTANCE_HEAD = re.compile(r"(?:distance|dist\.?|length)?\W*(km|kms|kilomet(?:er|re)s|mi|miles)?\W*")
_TIME_HEAD = re.compile(r"(?:time|duration|minutes|mins?|total time)\W*(?:min|minutes|mins|h|hours)?\W*")
_TEXT_HEAD = re.compile(
    r"(?:how|details?|descriptions?|notes?|pace|comments?|focus|structure|instructions?|intensity|effort)"
)
_WEEK_TEXT_HEAD = re.compile(r"(?:notes?|focus|phases?|comments?|goals?|remarks?|theme|block)")
_START_HEAD = re.compile(
    r"(?:dates?|start(?:s|ing|ing date| date)?|week (?:of|commencing|starting|beginning)|from|w/c|begins)"
)
_NUMBER = r"[1-9]\d{0,2}"


class Form(Enum):
    """How a table says a plan."""

    DAYS_ACROSS = auto()
    WEEKS_ACROSS = auto()
    ROWS = auto()
    TOTALS = auto()


class Column(Enum):
    """What a column of a table of rows holds."""

    WEEK = auto()
    DAY = auto()
    SESSION = auto()
    DISTANCE = auto()
    DURATION = auto()
    TEXT = auto()
    WITH_IT = auto()
    UNKNOWN = auto()


class Placed(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in one cell: `week` numbers as the file counts them, none where it does not say."""

    words: str
    line: int
    label: Label
    week: tuple[int, ...] = ()
    text: str = ""
    distance: str = ""
    duration: str = ""


class TableSays(msgspec.Struct, frozen=True, kw_only=True):
    """What a table says: sessions, and by week number totals, words and first days; `odd`: what of it was left out."""

    form: Form
    placed: tuple[Placed, ...] = ()
    totals: tuple[tuple[int, str], ...] = ()
    about: tuple[tuple[int, str], ...] = ()
    starts: tuple[tuple[int, str], ...] = ()
    odd: tuple[str, ...] = ()


def read_table(table: Table, years: Years, after: int) -> TableSays | None:
    """Return what a table says of a plan, None for one that is no part of it, such as a legend.

    `after`: the number of the last week before the table, for rows without one.
    """
    heads = tuple(plain(head) for head in table.header)
    days = {at: label for at, head in enumerate(heads) if (label := _day_head(head, heads, at, years))}
    weeks = {at: found[0] for at, head in enumerate(heads) if (found := week_label(head)) and not found[1]}
    firsts = [row[0] for _, row in table.rows if row and row[0]]
    day_rows = sum(day_label(first, years) is not None for first in firsts)
    if len(days) >= (5 if 0 in days else 2):
        return _days_across(table, heads, days, after)
    if len(weeks) >= 2 and day_rows * 2 >= len(firsts) > 0:
        return _weeks_across(table, weeks, years)
    has_days = any(_DAY_HEAD.fullmatch(head) or NUMBERED_HEAD.fullmatch(head) for head in heads)
    if (day_rows and day_rows * 2 >= len(firsts)) or has_days:
        return _rows(table, heads, years)
    sums = next((at for at, head in enumerate(heads) if at and is_total(head)), None)
    if sums is not None and any(week_label(first) or first.isdecimal() for first in firsts):
        numbered = zip(_week_numbers(table, 0, after), table.rows, strict=True)
        totals = tuple((number, row[sums]) for numbers, (_, row) in numbered for number in numbers)
        return TableSays(form=Form.TOTALS, totals=totals)
    return None


def _day_head(head: str, heads: tuple[str, ...], at: int, years: Years) -> Label | None:
    """Return the day that heads a column; single letters and bare numbers only in a row of seven."""
    letters = [one for one in heads if len(one) == 1 and one.isalpha()]
    for order, first in (("mtwtfss", 0), ("smtwtfs", 6)):
        if "".join(letters) == order and len(head) == 1 and head.isalpha():
            before = sum(len(one) == 1 and one.isalpha() for one in heads[:at])
            return Label(weekdays=((before + first) % 7,), rest="")
    numbers = [one for one in heads if re.fullmatch(r"[1-7]", one, re.ASCII)]
    if numbers == list("1234567") and head in numbers:
        return Label(number=int(head), rest="")
    found = day_label(head, years)
    return found if found and (not found.rest or found.run) else None


def _days_across(table: Table, heads: tuple[str, ...], days: dict[int, Label], after: int) -> TableSays:
    has_weeks = 0 not in days
    weeks = _week_numbers(table, 0 if has_weeks else None, after)
    placed: list[Placed] = []
    sums: list[tuple[int, str]] = []
    about: list[tuple[int, str]] = []
    starts: list[tuple[int, str]] = []
    odd: list[str] = []
    for (line, row), numbers in zip(table.rows, weeks, strict=True):
        for at, words in enumerate(row):
            if at in days:
                placed.append(Placed(words=words, line=line, label=days[at], week=numbers))
            elif at and is_total(heads[at]):
                sums += [(number, words) for number in numbers]
            elif at and _START_HEAD.fullmatch(heads[at]):
                starts += [(number, words) for number in numbers]
            elif at and words and _WEEK_TEXT_HEAD.fullmatch(heads[at]):
                about += [(number, words) for number in numbers]
            elif at and words:
                odd.append(table.header[at])
        starts += [(number, row[0]) for number in numbers if has_weeks and not row[0].isdecimal()]
    return TableSays(
        form=Form.DAYS_ACROSS, placed=tuple(placed), totals=tuple(sums), about=tuple(about), starts=tuple(starts),
        odd=tuple(dict.fromkeys(odd)),
    )  # fmt: skip


def _week_numbers(table: Table, at: int | None, after: int) -> list[tuple[int, ...]]:
    """Return the week numbers of the rows; a row that names none is the week after the one before."""
    found: list[tuple[int, ...]] = []
    last = after
    for _, row in table.rows:
        words = "" if at is None else plain(row[at])
        leading = re.match(
            r"#?(\d{1,3})(?: ?- ?(\d{1,3}))?(?![\w.:/]|-| (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))", words
        )
        if labelled := week_label(words):
            numbers = labelled[0]
        elif leading:
            low, high = int(leading[1]), int(leading[2] or leading[1])
            numbers = tuple(range(low, high + 1)) if low <= high <= low + 12 else (low,)
        else:
            numbers = (last + 1,)
        last = numbers[-1]
        found.append(numbers)
    return found


def _weeks_across(table: Table, weeks: dict[int, tuple[int, ...]], years: Years) -> TableSays:
    placed: list[Placed] = []
    sums: list[tuple[int, str]] = []
    odd: list[str] = []
    for line, row in table.rows:
        label = day_label(row[0], years)
        if label is None and is_total(row[0]):
            sums += [(number, row[at]) for at, numbers in weeks.items() for number in numbers]
        elif label is None:
            odd += [row[0]] if any(row[1:]) else []
        else:
            placed += [Placed(words=row[at], line=line, label=label, week=numbers) for at, numbers in weeks.items()]
    return TableSays(form=Form.WEEKS_ACROSS, placed=tuple(placed), totals=tuple(sums), odd=tuple(odd))


def _rows(table: Table, heads: tuple[str, ...], years: Years) -> TableSays:
    columns = _columns(heads)
    is_numbered = _is_numbered(table, heads, columns)
    placed: list[Placed] = []
    sums: list[tuple[int, str]] = []
    odd: list[str] = []
    label: Label | None = None
    week: tuple[int, ...] = ()
    for line, row in table.rows:
        said = {
            column: " ".join(w for w, c in zip(row, columns, strict=True) if c is column and w) for column in Column
        }
        first = said[Column.DAY]
        if is_total(first) or (not first and is_total(row[0])):
            sums.append((week[-1] if week else 0, said[Column.DISTANCE] or said[Column.SESSION]))
            continue
        if said[Column.WEEK]:
            found = week_label(said[Column.WEEK])
            number = re.match(r"\d{1,3}", said[Column.WEEK])
            week = found[0] if found else (int(number[0]),) if number else week
        if is_numbered and re.fullmatch(_NUMBER, first, re.ASCII):
            label = Label(number=int(first), rest="")
        else:
            label = day_label(first, years) or (label if not first else None)
        if label is None:
            odd += [" ".join(word for word in row if word)] if any(row) else []
            continue
        texts_said = [w for w, c in zip(row, columns, strict=True) if c is Column.TEXT and w]
        placed.append(
            Placed(
                words=" ".join(part for part in (label.rest if first else "", said[Column.SESSION]) if part), line=line,
                label=label, week=week, text="\n".join(texts_said), distance=said[Column.DISTANCE],
                duration=said[Column.DURATION],
            )
        )  # fmt: skip
    unread = (Column.UNKNOWN, Column.WITH_IT)
    odd += [
        head for at, head in enumerate(table.header) if columns[at] in unread and any(row[at] for _, row in table.rows)
    ]
    return TableSays(form=Form.ROWS, placed=tuple(placed), totals=tuple(sums), odd=tuple(odd))


def _is_numbered(table: Table, heads: tuple[str, ...], columns: list[Column]) -> bool:
    """Tell whether a column headed `Day` counts the days from 1: those of the plan, or of the week beside it."""
    at = columns.index(Column.DAY)
    said = [row[at] for _, row in table.rows if re.fullmatch(_NUMBER, row[at], re.ASCII)]
    numbers = [int(one) for one in said]
    if not numbers or not NUMBERED_HEAD.fullmatch(heads[at]):
        return False
    if Column.WEEK in columns:
        return max(numbers) <= 7
    return 1 <= numbers[0] <= 7 and numbers == sorted(numbers)


def _columns(heads: tuple[str, ...]) -> list[Column]:
    """Return what each column of a table of rows holds; there is always one with the days."""
    columns = [_column(head, at, heads) for at, head in enumerate(heads)]
    if Column.DAY not in columns:
        columns[0] = Column.DAY
    if Column.SESSION not in columns:
        # The first column that nothing else is known of; else the words stand with the details.
        free = [at for at, column in enumerate(columns) if column is Column.UNKNOWN]
        texts = [at for at, column in enumerate(columns) if column is Column.TEXT]
        if chosen := (free or texts)[:1]:
            columns[chosen[0]] = Column.SESSION
    return columns


def _column(head: str, at: int, heads: tuple[str, ...]) -> Column:
    if _DAY_HEAD.fullmatch(head) or NUMBERED_HEAD.fullmatch(head):
        return Column.DAY
    if head and _WEEK_HEAD.fullmatch(head):
        return Column.WEEK
    if heads == OWN_HEADER and at == len(heads) - 1:
        return Column.WITH_IT
    for pattern, column in (
        (_SESSION_HEAD, Column.SESSION),
        (_DISTANCE_HEAD, Column.DISTANCE),
        (_TIME_HEAD, Column.DURATION),
        (_TEXT_HEAD, Column.TEXT),
    ):
        if head and pattern.fullmatch(head):
            return column
    return Column.UNKNOWN


def unit_of_heads(table: Table) -> str:
    """Return the unit that a heading of a distance or a total names, as it is written; empty for none."""
    for head in table.header:
        words = plain(head)
        found = re.search(r"\b(km|kms|kilomet(?:er|re)s|mi|miles)\b", words)
        if found and (is_total(words) or _DISTANCE_HEAD.fullmatch(words)):
            return found[1]
    return ""
