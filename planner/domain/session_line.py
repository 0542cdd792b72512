"""A whole session in one line, as a person types it over a day: `10 tempo: 2km easy, 3x(8min threshold, 2min jog)`."""

import re
from datetime import date

import msgspec

from planner.domain.days import MONTHS, Weekday, parse_clock, parse_day
from planner.domain.errors import BadValue
from planner.domain.race import RACE_M
from planner.domain.session import Session, SessionKind, Slot, settled
from planner.domain.text import localise, one_line
from planner.domain.units import Span, Unit, parse_distance, parse_duration, show_distance, show_duration

_FIX = 'Write it like 8 easy, 6-8 easy or rest, 10 tempo: 2km easy, 20min threshold, 2km easy, or "My title" 8 easy.'
_QUOTED = r'"(?:\\.|[^"\\])*"'
_MONTH = "|".join(f"{name[:3].lower()}[a-z]*" for name in MONTHS)
_DAY = (
    rf"(?:@|on )? ?(\d{{4}}-\d+-\d+|\d{{1,2}}\.? (?:{_MONTH})(?: \d{{4}})?|next \S+|[+-]\d{{1,4}}[dw]"
    r"|today|tomorrow|yesterday)(?= |$)|(?:@|on ) ?(\S+)"
)
_TIME = (
    r"\d+:\d{2}(?::\d{2})?|\d+ ?h(?: ?\d+ ?(?:min|m)?)?(?![a-z])"
    r"|\d+ ?(?:minutes?|mins?)(?![a-z])|\d+ ?s(?:ec)?(?![a-z])"
)
_CLOCK = r"at ?\d{1,2}(?:[:.]\d{2})?(?: ?(?:am|pm))?"
_NUMBER = r"\d+(?:[.,]\d+)?"
_SPAN = rf"{_NUMBER}(?: ?(?:km|k|miles?|mi|m)\b)?(?: ?(?:-|–|to) ?{_NUMBER})?(?: ?(?:km|k|miles?|mi|m)\b)?"
_KINDS = {
    **{kind.value: kind for kind in SessionKind},
    "race pace": SessionKind.RACE_PACE, "run/walk": SessionKind.RUN_WALK, "tune up": SessionKind.TUNE_UP,
    "long run": SessionKind.LONG, "easy run": SessionKind.EASY, "rest day": SessionKind.REST, "off": SessionKind.REST,
    "threshold": SessionKind.TEMPO, "interval": SessionKind.INTERVALS, "hill": SessionKind.HILLS,
    "cross-training": SessionKind.CROSS,
}  # fmt: skip
_FIELDS = {"title": "title", "clock": "clock", "time": "duration_s", "race": "distance", "span": "distance"}
_SLOTS = {"am": Slot.AM, "morning": Slot.AM, "pm": Slot.PM, "evening": Slot.PM}


def write_line(session: Session, unit: Unit) -> str:
    """Return a session as the line that `read_line` takes back to the same; its day is not in it."""
    words = [_quote(localise(session.title, unit)) if session.title else "", _span(session.distance, unit)]
    words += [_time(session.duration_s), session.kind.value, f"or {session.or_kind}" if session.or_kind else ""]
    words += [session.slot.value if session.slot else "", f"at {session.clock}" if session.clock else ""]
    head = " ".join(filter(None, words))
    text, note = localise(session.text, unit), session.note
    head += f": {text if _is_bare(text) else _quote(text)}" if text else ""
    return head + (f" # {note if _is_bare(note) else _quote(note)}" if note else "")


def read_line(text: str, session: Session, *, today: date, unit: Unit) -> Session:
    """Return `session` with the contents that a line says; day, slot and time stay where the line says none.

    `any time` takes slot and time away, and of a slot and a time that contradict each other the said one stays.
    A figure or a text that is as it was shown stays exactly as it was. Raises `BadValue` that names the word.
    """
    line = one_line(text)
    if not line:
        raise BadValue("line", "it is empty", _FIX)
    head, body, note = _split(line)
    reader = _Head(session, today, unit)
    reader.read(head)
    found = reader.found
    if found.get("title") == localise(session.title, unit):
        found["title"] = session.title
    found["text"] = session.text if body == localise(session.text, unit) else body
    found["note"] = note
    found |= settled(found, session)
    is_other_race = found["or_kind"] is SessionKind.RACE and session.or_kind is not SessionKind.RACE
    if is_other_race or (found["kind"] is SessionKind.RACE) != (session.kind is SessionKind.RACE):
        raise BadValue("kind", "a plan has one race, and it stays the race", "Another race is a tune-up.")
    return msgspec.structs.replace(session, **found)


class _Head:
    """What stands before the colon, read word by word."""

    def __init__(self, session: Session, today: date, unit: Unit) -> None:
        self._session, self._today, self._unit = session, today, unit
        self._kinds: list[SessionKind] = []
        self._wants_other = False
        self.found: dict[str, object] = {"distance": None, "duration_s": None, "title": "", "or_kind": None}

    def read(self, head: str) -> None:
        """Read all of it. Raises `BadValue` that names the word that cannot be read."""
        rest = head
        while rest:
            name, said = _first(rest)
            rest = rest[len(said) :].strip()
            self._take(name, said.strip())
        if len(self._kinds) > 2 or self._wants_other != (len(self._kinds) == 2):
            raise BadValue("kind", "one kind is meant, or two with or between", _FIX)
        self.found["kind"] = self._kinds[0] if self._kinds else self._session.kind
        self.found["or_kind"] = self._kinds[1] if len(self._kinds) == 2 else None

    def _take(self, name: str, said: str) -> None:
        low = said.lower()
        field = _FIELDS.get(name, "")
        if field and self.found.get(field):
            raise BadValue(
                "line", f"{said!r} is a second {'time' if name == 'clock' else field.removesuffix('_s')}", _FIX
            )
        match name:
            case "title":
                self.found[field] = _unquote(said)
            case "day":
                self.found["day"] = parse_day(re.sub(r"^(?:@|on )\s*", "", low), self._today)
            case "any":
                self.found["slot"] = None
            case "clock":
                self.found[field] = parse_clock(low.removeprefix("at"))
            case "time":
                self.found[field] = self._duration(low)
            case "race":
                self.found[field] = Span.of(RACE_M["half" if "half" in low else "marathon"])
            case "span":
                self.found[field] = self._distance(low)
            case "or":
                self._wants_other = True
            case _ if low in _SLOTS:
                self.found["slot"] = _SLOTS[low]
            case _ if low in _KINDS:
                self._kinds.append(_KINDS[low])
            case _:
                self.found["day"] = parse_day(low, self._today)

    def _duration(self, text: str) -> int:
        """Return the seconds that are meant: the old ones where they are shown so."""
        was = self._session.duration_s
        return was if was and _seconds(text) == _seconds(_time(was)) else _seconds(text)

    def _distance(self, text: str) -> Span:
        """Return the distance that is meant: the old one where it is shown so."""
        span, was = parse_distance(text, self._unit), self._session.distance
        return was if was and span == parse_distance(_span(was, self._unit), self._unit) else span


def _first(rest: str) -> tuple[str, str]:
    """Return what begins the rest of a head, and its letters."""
    words = sorted([*_KINDS, *_SLOTS, *(f"{day}" for day in Weekday)], key=len, reverse=True)
    table = {
        "title": _QUOTED, "day": _DAY, "any": "any time", "clock": _CLOCK, "time": _TIME,
        "race": "half-marathon|half marathon|half|marathon", "span": _SPAN,
        "or": "or", "word": "|".join(re.escape(word) for word in words),
    }  # fmt: skip
    for name, pattern in table.items():
        ends = r"(?=[\s,]|$|[a-z\"])" if name == "span" else r"(?=\s|$)"
        if match := re.match(f"(?:{pattern}){ends}", rest, re.IGNORECASE):
            return name, match[0]
    raise BadValue("line", f"{rest.split()[0]!r} is not a distance, a time, a kind or a day", _FIX)


def _split(line: str) -> tuple[str, str, str]:
    """Return head, text and note of a line; a quoted text or note is read out of its quotes."""
    head = re.match(rf'(?:{_QUOTED}|\d+:(?=\d\d)|[^:#"])*', line)
    end = head.end() if head else 0
    rest, body, note = line[end:], "", ""
    if rest.startswith('"'):
        raise BadValue("line", "a quotation mark is never closed", 'Write "My title" 8 easy.')
    if rest.startswith(":"):
        rest = rest[1:].strip()
        quoted = re.match(rf"({_QUOTED})(?= #|$)", rest)
        if quoted:
            body, rest = _unquote(quoted[1]), rest[quoted.end() :].strip()
        else:
            raw = re.match(r'(?:(?<!\d)"(?:\\.|[^"\\])*"|[^#])*', rest)
            cut = raw.end() if raw else 0
            body, rest = rest[:cut].strip(), rest[cut:]
    if rest.startswith("#"):
        note = rest[1:].strip()
        note = _unquote(note) if re.fullmatch(_QUOTED, note) else note
    return line[:end].strip(), body, note


def _is_bare(text: str) -> bool:
    return one_line(text) == text and not re.search(r'["#]', text)


def _quote(text: str) -> str:
    r"""Return text in quotes; white space that a field would lose, and what it would drop, as `\u0020`."""
    made = text.replace("\\", "\\\\").replace('"', '\\"')
    made = re.sub(r"[^\S ]|(?<= ) |^ | $|[\x00-\x1f\x7f-\x9f]", lambda one: f"\\u{ord(one[0]):04x}", made)
    return f'"{made}"'


def _unquote(text: str) -> str:
    return re.sub(
        r"\\(?:u([0-9a-f]{4})|(.))", lambda one: chr(int(one[1], 16)) if one[1] else one[2], text[1:-1], flags=re.DOTALL
    )


def _span(span: Span | None, unit: Unit) -> str:
    return show_distance(span, unit) if span else ""


def _time(seconds: int | None) -> str:
    return show_duration(seconds) if seconds else ""


def _seconds(text: str) -> int:
    alone = re.fullmatch(r"(\d{1,6}) ?s(?:ec)?", text)
    return int(alone[1]) if alone else parse_duration(re.sub(r"minutes?|mins", "min", text))
