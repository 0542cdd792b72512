"""What a Markdown plan says, block by block: which words stand on which day of which week, and what is said beside."""

import re
from datetime import date

import msgspec

from planner.domain.text import one_line
from planner.domain.units import Unit
from planner.imports.notes import Notes, quoted
from planner.imports.plans.labels import Label, Years, dates_in, day_label, is_total, week_label, without_fluff
from planner.imports.plans.markdown.blocks import Block, Heading, Item, Paragraph, Table, Unread
from planner.imports.plans.markdown.tables import OWN_HEADER, Form, Placed, TableSays, read_table, unit_of_heads
from planner.imports.plans.plain import plain
from planner.imports.plans.race_sizes import race_size

LEGEND = re.compile(r"\b(?:legend|key|abbreviations?|glossary|terms|definitions)\b")
_DEFINED = re.compile(r"([A-Za-z][A-Za-z0-9/+]{0,5}) ?= ?([^=;,\n|]{2,80})")
_LISTED = re.compile(r"([A-Za-z][A-Za-z0-9/+]{0,5}) ?(?::|=|-+|–|—) ?(\S.{1,200})")
_FACT = re.compile(
    r"(race(?: (?:day|date))?|goal(?: race)?|start(?:s|ing)?(?: date)?|begins|source|units?|distances?)\W{1,3}(.+)"
)
_UNIT = re.compile(r"\b(?:in|units?\W{1,3}|distances?\W{1,3}) ?(?:are |is )?(?:in )?(km|kilomet(?:er|re)s?|mi|miles)\b")
_FIGURE = r"\d{1,3}(?:[.,]\d)?"
_SIZED = re.compile(rf"({_FIGURE}(?: ?(?:-|–|to) ?{_FIGURE})? ?(?:kms?|k|mi|miles?))\b", re.IGNORECASE | re.ASCII)


class Facts(msgspec.Struct, kw_only=True):
    """What is said beside the days. `starts`: first days by week number."""

    name: str = ""
    race: str = ""
    race_day: date | None = None
    start: date | None = None
    source: str = ""
    about: list[str] = msgspec.field(default_factory=list)
    totals: dict[int, str] = msgspec.field(default_factory=dict)
    notes: dict[int, list[str]] = msgspec.field(default_factory=dict)
    starts: dict[int, date] = msgspec.field(default_factory=dict)
    is_own: bool = False


def legend_of(blocks: tuple[Block, ...]) -> dict[str, str]:
    """Return the abbreviations that a text defines: `E = easy` anywhere, `E: easy` under a heading that says so."""
    found: dict[str, str] = {}
    is_legend = False
    for block in blocks:
        match block:
            case Heading():
                is_legend = bool(LEGEND.search(block.words.lower()))
            case Paragraph() | Item():
                for line in block.words.split("\n"):
                    told = LEGEND.match(without_fluff(line).lower())
                    if is_legend and (listed := _LISTED.fullmatch(without_fluff(line))):
                        found.setdefault(listed[1], listed[2].strip())
                    elif "=" in line:
                        words = line[told.end() :] if told else line
                        for short, long in _DEFINED.findall(words):
                            found.setdefault(short, long.strip())
            case Table() if len(block.header) == 2 and (is_legend or _is_legend_head(block.header)):
                for _, row in block.rows:
                    if re.fullmatch(r"[A-Za-z][A-Za-z0-9/+]{0,5}", row[0]) and row[1]:
                        found.setdefault(row[0], one_line(row[1]))
            case _:
                pass
    return found


def _is_legend_head(header: tuple[str, ...]) -> bool:
    return bool(re.search(r"\b(?:code|abbr\w*|symbol|key|term|short)\b", header[0].lower()))


def unit_of(blocks: tuple[Block, ...]) -> Unit | None:
    """Return the unit that a text names for its distances: in a heading of a column, or in a sentence about units."""
    for block in blocks:
        said = ""
        if isinstance(block, Table):
            said = unit_of_heads(block)
        elif isinstance(block, Paragraph | Item) and (found := _UNIT.search(plain(block.words))):
            said = found[1]
        if said:
            return Unit.MI if said.startswith("mi") else Unit.KM
    return None


class Days:
    """Takes the blocks one by one and keeps what stands on which day."""

    def __init__(self, years: Years, notes: Notes) -> None:
        self.facts = Facts()
        self.placed: list[Placed] = []
        self._years = years
        self._notes = notes
        self._week: tuple[int, ...] = ()
        self._level = 7
        self._day: Label | None = None
        self._day_depth = -1
        self._last = 0
        self._is_headed = False
        self._last_day = -1
        self._origin = 0
        self._origins: dict[int, int] = {}
        self._is_legend = False
        self._title = ""
        self._loose: list[tuple[Item, int]] = []

    def take(self, block: Block) -> None:
        """Take the next block."""
        if not isinstance(block, Item):
            self._settle()
        match block:
            case Heading():
                self._heading(block)
            case Table():
                self._table(block)
            case Item():
                self._item(block)
            case Paragraph():
                for number, line in enumerate(block.words.split("\n")):
                    self._line(line, block.line + number)
            case Unread():
                self._notes.say(f"line {block.line}", f"{block.what} is not read and was left out.")

    def end(self) -> None:
        """Take the end of the text."""
        self._settle()

    def _heading(self, block: Heading) -> None:
        self._is_legend = bool(LEGEND.search(block.words.lower()))
        self._day, self._day_depth = None, -1
        if week := week_label(block.words):
            self._level = block.level
            self._begin_week(*week)
        elif (day := day_label(block.words, self._years)) and (self._week or day.days or day.number):
            self._day = day
            if day.rest:
                self._place(day, day.rest, block.line)
        else:
            if block.level <= self._level:
                self._week = ()
            if not self.facts.name and not self.placed:
                self.facts.name = block.words
            elif not self._is_legend:
                self._title = block.words

    def _begin_week(self, numbers: tuple[int, ...], rest: str, *, is_headed: bool = True) -> None:
        self._week = numbers
        self._last = numbers[-1]
        self._is_headed = is_headed
        self._day, self._day_depth = None, -1
        self._origin += 1
        if dates := dates_in(rest, self._years):
            self.facts.starts.setdefault(numbers[0], dates[0])
            self._years = Years(year=self._years.year, near=dates[0])
        if sized := _SIZED.search(rest):
            self.facts.totals.setdefault(numbers[0], sized[1])
        # What else a heading says of its week, `taper`, stays with the week.
        words = rest.replace(sized[0], " ") if sized else rest
        if not dates and re.search(r"[^\W\d_]{3}", words):
            self.facts.notes.setdefault(numbers[0], []).append(words.strip(" ()–—-:,"))

    def _table(self, block: Table) -> None:
        says = read_table(block, self._years, self._last)
        if says is None:
            if len(block.header) != 2 or not (self._is_legend or _is_legend_head(block.header)):
                heads = " | ".join(head for head in block.header if head)
                self._notes.say(f"line {block.line}", f"the table {quoted(heads)} has no weeks or days; left out.")
            return
        self.facts.is_own |= tuple(head.lower() for head in block.header) == OWN_HEADER
        if says.odd and not self.facts.is_own:
            names = ", ".join(quoted(one) for one in says.odd[:5])
            self._notes.say(f"line {block.line}", f"not known and left out of the table: {names}.")
        elif says.odd:
            self._notes.say("", "What hangs on the runs was left out; planner hangs its own.")
        self._of_table(says)

    def _of_table(self, says: TableSays) -> None:
        for number, words in says.totals:
            self.facts.totals.setdefault(number or (self._week[-1] if self._week else self._last), words)
        for number, words in says.about:
            self.facts.notes.setdefault(number, []).append(words)
        for number, words in says.starts:
            if dates := dates_in(words, self._years):
                self.facts.starts.setdefault(number, dates[0])
        is_whole = says.form is not Form.ROWS or any(one.week for one in says.placed)
        self._origin += is_whole
        if says.form is Form.ROWS and not self._week and not any(one.week or one.label.days for one in says.placed):
            self._next_week()
        for one in says.placed:
            self._add(one if one.week else msgspec.structs.replace(one, week=self._week))
        if is_whole:
            self._week = ()
            self._last = max([self._last, *(number for one in says.placed for number in one.week)])

    def _item(self, item: Item) -> None:
        head, _, more = item.words.partition("\n")
        if self._is_legend or self._is_beside(head):
            return
        if item.depth > self._day_depth >= 0 and self._day:
            self._below(item)
            return
        if (week := week_label(head)) and not self._is_week_of_days(week[0], week[1], item.line):
            self._begin_week(*week)
            self._level = 7
        elif week:
            pass
        elif (label := self._labelled(head)) is not None:
            self._settle()
            self._day, self._day_depth = label, item.depth
            self._place(label, label.rest, item.line, more)
        elif self._day and self._day_depth < 0:
            self._place(self._day, head, item.line, more)
        elif self._week:
            self._loose.append((item, self._week[0]))
        else:
            self._about(f"- {item.words}")

    def _below(self, item: Item) -> None:
        """Take an item under that of a day: a session where the day itself had no words, else more of its words."""
        day = self._day
        last = self.placed[-1] if self.placed else None
        if day and not day.rest:
            head, _, more = item.words.partition("\n")
            self._place(day, head, item.line, more)
        elif last and last.label is day:
            self.placed[-1] = msgspec.structs.replace(last, text=f"{last.text}\n{item.words}".strip())

    def _labelled(self, words: str) -> Label | None:
        label = day_label(words, self._years)
        if label and label.weekdays:
            # Without headings a week begins where the days do.
            if not self._week or (not self._is_headed and label.weekdays[0] <= self._last_day):
                self._next_week()
            self._last_day = label.weekdays[-1]
        return label

    def _next_week(self) -> None:
        """Begin the week after the last one, for days that stand under no heading."""
        self._begin_week((self._last + 1,), "", is_headed=False)

    def _is_week_of_days(self, numbers: tuple[int, ...], rest: str, line: int) -> bool:
        """Take a line such as `Week 3: Mon rest, Tue 5 km, Sun 12 km`; tell whether it was one."""
        parts = re.split(r"[,;|]\s*(?=(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\b)", rest, flags=re.IGNORECASE)
        labels = [label for part in parts if (label := day_label(part, self._years)) and label.weekdays]
        if len(labels) < 2 or len(labels) != len(parts):
            return False
        self._begin_week(numbers, "")
        for label in labels:
            self._place(label, label.rest, line)
        return True

    def _line(self, line: str, number: int) -> None:
        """Take a line of a paragraph."""
        if self._is_legend or ("=" in line and _DEFINED.search(line) and not self._day):
            return
        if self._is_beside(line):
            return
        week = week_label(line)
        if week and (self._is_week_of_days(week[0], week[1], number) or len(line) < 80):
            if self._week != week[0]:
                self._begin_week(*week)
        elif label := self._labelled(line):
            self._day, self._day_depth = label, -1
            self._place(label, label.rest, number)
        elif self._day and self._day_depth < 0:
            self._under_day(line, number)
        elif self._week:
            self.facts.notes.setdefault(self._week[0], []).append(line)
        elif not self.facts.name and not self.facts.about and not self.placed and len(line) <= 80:
            self.facts.name = line.rstrip(":.")
        else:
            self._about(line)

    def _about(self, words: str) -> None:
        """Keep words about the whole plan, under the heading that they stand under."""
        self.facts.about += [self._title, words] if self._title else [words]
        self._title = ""

    def _under_day(self, line: str, number: int) -> None:
        """Take a line under a day: its session, or more about the session that it has."""
        last = self.placed[-1] if self.placed else None
        if last and last.label is self._day and last.words:
            self.placed[-1] = msgspec.structs.replace(last, text=f"{last.text}\n{line}".strip())
        elif self._day:
            self._place(self._day, line, number)

    def _is_beside(self, line: str) -> bool:
        """Take a line that states a total, or a fact of the whole plan; tell whether it did."""
        label, gap, rest = without_fluff(line).partition(":")
        if gap and is_total(label) and self._week and re.search(r"\d", rest):
            self.facts.totals.setdefault(self._week[0], rest.partition(" and ")[0])
            return True
        fact = _FACT.fullmatch(plain(without_fluff(line))) if not self._week else None
        if fact is None:
            return False
        words = line.partition(":")[2].strip() or line
        dates = dates_in(words, self._years)
        match fact[1].split()[0]:
            case "race" | "goal" if dates or race_size(words):
                self.facts.race_day = self.facts.race_day or (dates[-1] if dates else None)
                self.facts.race = self.facts.race or words
            case "source":
                self.facts.source = self.facts.source or words
            case "unit" | "units" | "distance" | "distances":
                return bool(_UNIT.search(plain(line)))
            case "start" | "starts" | "starting" | "begins" if dates:
                self.facts.start = self.facts.start or dates[0]
            case _:
                return False
        return True

    def _place(self, label: Label, words: str, line: int, text: str = "") -> None:
        if not words:
            return
        self._add(Placed(words=words, line=line, label=label, week=self._week, text=text))

    def _add(self, one: Placed) -> None:
        """Add a session; a week that comes again, in an overview and then day by day, must not stand there twice."""
        for number in one.week:
            if self._origins.setdefault(number, self._origin) != self._origin:
                self._notes.doubt(f"week {number}", "it is there twice; the first was taken.")
                return
        self.placed.append(one)

    def _settle(self) -> None:
        """Give the items of a week that name no day their number, or keep them as words about the week."""
        loose, self._loose = self._loose, []
        if not loose:
            return
        week = loose[0][1]
        if any(week in one.week for one in self.placed):
            self.facts.notes.setdefault(week, []).extend(item.words for item, _ in loose)
            return
        tops = [item for item, _ in loose if item.depth == loose[0][0].depth]
        is_days = len(tops) == 7 and all(item.number is not None for item in tops)
        count = 0
        for item, _ in loose:
            head, _, more = item.words.partition("\n")
            if item.depth > loose[0][0].depth and self.placed:
                last = self.placed[-1]
                self.placed[-1] = msgspec.structs.replace(last, text=f"{last.text}\n{item.words}".strip())
                continue
            count += 1
            label = Label(number=count, rest=head) if is_days else Label(run=count, rest=head)
            self._add(Placed(words=head, line=item.line, label=label, week=(week,), text=more))
