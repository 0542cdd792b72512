"""Facts of a day in words, the same in every view: days off, what gives way, findings, plans beside, why work hangs."""

from datetime import date
from typing import TYPE_CHECKING

from planner.app.bits import Bit, Line, cut, plain, wrap
from planner.app.signs import role_of, word_of_off
from planner.app.views.scene import Scene
from planner.domain.change import Off
from planner.domain.days import Weekday, show_day
from planner.domain.layer import Anchor, Layer, Thing
from planner.domain.off import OffKind
from planner.domain.session import Session, SessionKind, name_of, show_when
from planner.planning.agenda import AgendaDay, SessionLine

if TYPE_CHECKING:
    from planner.domain.gear_note import GearNote

_OFF = {
    OffKind.TIME_OFF: "time off",
    OffKind.TRAVEL: "travelling",
    OffKind.ILLNESS: "ill",
    OffKind.INJURY: "injured",
    OffKind.UNWELL: "not feeling well",
}
_RUNS = {Anchor.BEFORE_RUN: "before", Anchor.AFTER_RUN: "after", Anchor.RUN: "on"}
_BY_DAY = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_TIMES = {1: "once", 2: "twice", 3: "three times", 4: "four times", 5: "five times", 6: "six times", 7: "seven times"}


def off_text(off: Off) -> str:
    """Return days off in words: `ill until Thu 11 Feb; then 6 easy days: travelled too far`."""
    text = f"{_OFF[off.kind]} until {show_day(off.last)}"
    if off.back:
        days = (off.back[-1].last - off.last).days
        text += f"; then {days} easier day{'s' if days != 1 else ''}"
    return f"{text}: {plain(off.note)}" if off.note else text


def off_line(day: AgendaDay) -> Line:
    """Return what days off mean for a day; empty on an ordinary one."""
    if day.off:
        return (Bit(off_text(day.off), "off"),)
    if day.easing:
        last = show_day(day.easing.back[-1].last)
        return (Bit("back", "off"), Bit(f" from days off ({word_of_off(day.easing.kind)}), easier until {last}", "dim"))
    return ()


def eased_text(scene: Scene, line: SessionLine) -> str:
    """Return what a session would be without the days off that ease it; empty when none does."""
    full = line.planned.full
    return f"{scene.signs.eased} eased from {scene.session(full)}" if full else ""


def aside_lines(scene: Scene, day: AgendaDay) -> list[Line]:
    """Return the sessions that give way to days off, struck and with the word."""
    aside = [session for session in day.set_aside if session.kind is not SessionKind.REST]
    return [(Bit(scene.session(one), "struck"), Bit("   gives way", "off")) for one in aside]


def other_lines(scene: Scene, day: AgendaDay) -> list[Line]:
    """Return the sessions of plans beside: dim, with their sign and the plan's name."""
    lines: list[Line] = []
    for line in day.others:
        if line.session.kind is SessionKind.REST:
            continue
        race = line.session.kind is SessionKind.RACE
        name = f"{scene.signs.race} " if race else ""
        role = role_of(line.session.kind) if race else "dim"
        lines.append(
            (
                Bit(f"{scene.signs.beside} ", "dim"),
                Bit(f"{name}{scene.session(line.session)}", role),
                Bit(f"   {scene.other(line)}", "dim"),
            )
        )
    return lines


def finding_texts(scene: Scene, day: AgendaDay) -> list[tuple[str, str, str]]:
    """Return the findings of a day: the role of its weight, the reason with a sign, and what to do."""
    roles = {"strong": "red", "warn": "yellow"}
    return [
        (
            roles.get(one.weight.value, "label"),
            f"{scene.signs.finding} {'strong: ' if one.weight.value == 'strong' else ''}{plain(one.reason)}",
            plain(one.fix),
        )
        for one in scene.findings.get(day.day, ())
    ]


def gear_lines(scene: Scene, day: AgendaDay, width: int) -> list[Line]:
    """Return what orthotics and shoes say on a day, in lines of at most `width` cells: a sign, then the words."""
    return [line for note in scene.gear_notes.get(day.day, ()) for line in note_lines(scene, note, width)]


def note_lines(scene: Scene, note: "GearNote", width: int) -> list[Line]:
    """Return what a shoe or an orthotic says, in lines of at most `width` cells: a sign, then the words."""
    is_loud = note.word.value == "warn"
    sign = scene.letters.get(note.item, scene.signs.of(note.thing)) if note.thing is Thing.SHOE else ""
    sign = "!" if is_loud else sign or scene.signs.of(note.thing)
    role = "yellow" if is_loud else note.thing.value
    return [
        (Bit(f"{sign if n == 0 else ' '} ", role), Bit(part, "yellow" if is_loud else "text"))
        for n, part in enumerate(wrap(note.text, max(width - 2, 8)))
    ]


def safe_rows(scene: Scene, first: date, last: date, width: int) -> list[Line]:
    """Return the last safe days before the race for something new, a line each, below a heading; none: no line."""
    found = [
        (day, "; ".join(plain(note.last_for) for note in notes if note.last_for))
        for day, notes in sorted(scene.gear_notes.items())
        if first <= day <= last
    ]
    lines: list[Line] = [
        cut((Bit(f"  {show_day(day):<10}", "label"), Bit("  "), Bit(what)), width) for day, what in found if what
    ]
    return [(Bit("  Last safe days before the race", "dim"),), *lines] if lines else []


def slot_word(session: Session) -> str:
    """Return `07:00 `, `AM ` or `PM `, empty for a session of no special time of the day."""
    return f"{show_when(session).upper()} " if session.slot or session.clock else ""


def why_of(layer: Layer) -> str:
    """Return the rule of a layer in words: `after tempo and long runs, in base and build`."""
    parts = [_where(layer)]
    if layer.weekdays:
        parts.append(f"on {_and([day.full[:3] for day in layer.weekdays])}")
    if layer.phases:
        parts.append(f"in {_and([phase.value for phase in layer.phases])}")
    if not layer.cut_back:
        parts.append("not in cut-back weeks")
    return ", ".join(parts)


def _where(layer: Layer) -> str:
    if layer.anchor is Anchor.REST_DAY:
        return "on rest days"
    if layer.anchor is Anchor.WEEKLY:
        return _rule(layer.rule)
    where = _RUNS[layer.anchor]
    if not layer.kinds:
        return f"{where} every run"
    if layer.kinds == (SessionKind.RACE,):
        return f"{where} the race"
    return f"{where} {_and([kind.value for kind in layer.kinds if kind is not SessionKind.RUN] or ['plain'])} runs"


def _rule(rule: str) -> str:
    parts = dict(part.split("=", 1) for part in rule.upper().split(";") if "=" in part)
    days = [day for day in parts.get("BYDAY", "").split(",") if day in _BY_DAY]
    if parts.keys() == {"FREQ", "BYDAY"} and parts["FREQ"] == "WEEKLY" and days:
        names = _and([list(Weekday)[_BY_DAY.index(day)].full[:3] for day in days])
        return f"{_TIMES[len(set(days))]} a week ({names})"
    return "every day" if parts == {"FREQ": "DAILY"} else f"by the rule {plain(rule)}"


def _and(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def original_text(scene: Scene, line: SessionLine) -> str:
    """Return what the plan said when it was made, where that is something else: `the plan said 8 km tempo`."""
    original = line.planned.original
    now = line.planned.full or line.session
    if original is None or name_of(original, scene.unit) == name_of(now, scene.unit):
        return ""
    return f"the plan said {scene.session(original)}"
