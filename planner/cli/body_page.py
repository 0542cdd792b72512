"""What `planner body` prints."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from planner.actions.body import light_of, lock_rules, locks_of, morning_question, practitioner_words
from planner.cli import page
from planner.domain.body import Side
from planner.domain.days import show_day
from planner.domain.health import HealthTag
from planner.domain.notice import DISCLAIMER
from planner.domain.text import one_line

if TYPE_CHECKING:
    from planner.actions.desk import Desk
    from planner.domain.light import AreaLight, Light, RaisedFlag

Json = object
_MOST_NAMES = 8
"""So many exercises that are left out are named; more are counted, and --json names them all."""
_HIDDEN = "Pain and health are hidden: `private = false` in planner.toml shows them."


def body_lines(desk: "Desk") -> Iterator[str]:
    """Return the page: flags on top, the day, its places with their reasons, what is locked, whom to see."""
    told = light_of(desk)
    if desk.settings.private:
        if told.flags:
            yield page.tinted(f"! A red flag stands. {_HIDDEN}", "red")
        yield _HIDDEN
        return
    for flag in told.flags:
        yield from _flag_lines(flag)
    words = practitioner_words(told, desk.settings.health)
    if told.flags:
        for line in words:
            yield from page.wrapped(line)
        yield ""
    yield page.loud(f"Today is {told.colour}." if told.is_known else "What today is cannot be known.")
    if told.unread:
        yield from page.wrapped("Part of the log cannot be read: it may be worse. `planner doctor` says what it is.")
    yield from _area_lines(told)
    for hint in told.hints:
        yield from page.wrapped(f"{_place(hint)}: {hint.message}" if hint.place else hint.message)
    for line in () if told.flags else words:
        yield from page.wrapped(line)
    question = morning_question(desk)
    if question is not None:
        side = "" if question.place.side is Side.BOTH else f" --side {question.place.side}"
        yield ""
        yield question.text
        yield page.quiet(f"  planner log pain {question.place.area} SCORE{side} --when morning")
    yield from _lock_lines(desk)
    yield ""
    yield page.quiet(DISCLAIMER)


def _flag_lines(flag: "RaisedFlag") -> Iterator[str]:
    yield page.tinted(f"! red flag {flag.flag}, {_place(flag)}, since {show_day(flag.day, year=True)}", "red")
    yield from page.wrapped(flag.message, 2)
    yield page.quiet(f'  planner body clear {flag.flag} --note "who looked at it, and what they said"')


def _place(flag: "RaisedFlag") -> str:
    return flag.place.label if flag.place else "whole body"


def _area_lines(told: "Light") -> Iterator[str]:
    if not told.areas:
        yield "Nothing is logged. `planner log pain AREA SCORE` logs pain or tightness, 0 to 10."
    rows = [
        (page.tinted(one.colour.value, one.colour.value), one.place.label, _score(one), _since(one))
        for one in told.areas
    ]
    for line, one in zip(page.table(rows, indent=1), told.areas, strict=True):
        yield line
        for reason in one.reasons:
            yield from page.wrapped(reason, 9)


def _score(one: "AreaLight") -> str:
    """Return the score that counts; nothing where what was felt is too long ago to count."""
    return "" if one.days_since is not None and not one.score else f"{one.score} of 10"


def _since(one: "AreaLight") -> str:
    if one.days_since is None:
        return "nothing felt"
    return {0: "today", 1: "yesterday"}.get(one.days_since, f"{one.days_since} days ago")


def _lock_lines(desk: "Desk") -> Iterator[str]:
    locks = locks_of(desk)
    grouped: dict[str, list[str]] = {}
    for exercise, lock in locks.locked.items():
        grouped.setdefault(lock.why, []).append(desk.exercises()[exercise].name)
    if grouped or locks.pressure is not None or locks.caution:
        yield ""
    for why, names in grouped.items():
        listed = ", ".join(names)
        if len(names) > _MOST_NAMES:
            listed = "every exercise" if len(names) == len(desk.exercises()) else f"{len(names)} exercises"
        yield from page.wrapped(f"Left out: {one_line(listed)} ({why}).", 0, 2)
    if locks.pressure is not None:
        yield f"Rolling: {locks.pressure} of 10 at most."
    if locks.caution:
        yield from page.wrapped(f"{locks.caution} `planner body tags` shows it.")


def body_as_dict(desk: "Desk") -> dict[str, Json]:
    """Return the same for programs."""
    told, locks = light_of(desk), locks_of(desk)
    return {
        "day": told.day,
        "colour": told.colour,
        "known": told.is_known,
        "flags": [_flag_as_dict(flag) for flag in told.flags],
        "areas": [
            {
                "area": one.place.area,
                "side": one.place.side,
                "colour": one.colour,
                "since": one.since,
                "score": one.score,
                "days_since": one.days_since,
                "rules": one.rules,
                "reasons": one.reasons,
                "see_a_practitioner": one.see,
            }
            for one in told.areas
        ],
        "hints": [_flag_as_dict(hint) for hint in told.hints],
        "who": told.who,
        "locked": {exercise: lock.why for exercise, lock in locks.locked.items()},
        "lighter": {exercise: lock.why for exercise, lock in locks.lighter.items()},
        "pressure": locks.pressure,
        "caution": locks.caution,
        "disclaimer": DISCLAIMER,
    }


def _flag_as_dict(flag: "RaisedFlag") -> dict[str, Json]:
    return {
        "flag": flag.flag,
        "entry": flag.entry,
        "day": flag.day,
        "area": flag.place.area if flag.place else None,
        "side": flag.place.side if flag.place else None,
        "urgency": flag.urgency,
        "message": flag.message,
        "who": flag.who,
    }


def tag_lines(desk: "Desk") -> Iterator[str]:
    """Return the list of conditions, each with whether the runner has it and what it changes."""
    health = desk.settings.health
    if desk.settings.private:
        yield _HIDDEN
        return
    yield page.loud("Do you have one of these?" if health.asked is None else "Your conditions")
    asks = lock_rules().asks
    rows = [
        ("agreed" if tag in health.agreed else "yes" if tag in health.tags else "-", tag.value, asks[tag])
        for tag in HealthTag
    ]
    yield from page.table(rows, indent=1)
    yield ""
    if health.asked is None:
        yield "Not answered yet: `planner body tags --set TAG,TAG`, or --set none."
    yield "`--agreed TAG` once a practitioner has agreed: it warns then, and locks no longer."
    yield from page.wrapped(f"Rolling: {lock_rules().always}")


def own_practitioner(desk: "Desk") -> str:
    """Return who the runner's practitioner is."""
    own = desk.settings.health.practitioner
    if own is None:
        return "Nobody is named yet: `planner body practitioner NAME --phone N` keeps one."
    if desk.settings.private:
        return _HIDDEN
    return f"{', '.join(filter(None, (one_line(own.name), own.profession.value, one_line(own.phone))))}."
