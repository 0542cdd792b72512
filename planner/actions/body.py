"""The body: the light of a day, its red flags and locks, the morning question, and what health settings say."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import partial

import msgspec
from msgspec.structs import replace

from planner.actions.desk import Desk
from planner.actions.diary import check_is_here, log_pain
from planner.actions.rules import rules_of
from planner.domain.body import Place, Side
from planner.domain.days import show_day
from planner.domain.errors import BadValue, NotFound
from planner.domain.health import Health, HealthTag, Practitioner, Profession, Sign
from planner.domain.light import Colour, Light, RaisedFlag
from planner.domain.locks import Locks
from planner.domain.log import Cleared, Feeling, Felt, Happening, Ran, Warned, When
from planner.domain.text import clean, one_line
from planner.insights.flags import FlagRules, flag_spans
from planner.insights.light.light import light, light_course
from planner.insights.light.place_log import in_order, is_pain, place_logs
from planner.insights.light.rules import LightRules
from planner.insights.light.trend import Trend, trend_of
from planner.insights.locks import LockRules, locks, longest_days

_YESTERDAY = timedelta(days=1)


class MorningQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """How a place feels on the morning after: asked until a morning score of it is logged, on that day only.

    `usual`: what counts as usual there, for the answer "same". `score`: the worst of the day before, `run`: its run.
    """

    place: Place
    day: date
    usual: int
    score: int
    feeling: Feeling = Feeling.PAIN
    run: str = ""

    @property
    def text(self) -> str:
        """The question in words."""
        return f"This morning: {self.place.label}? 0 to 10, usual is {self.usual}."


class PlaceHistory(msgspec.Struct, frozen=True, kw_only=True):
    """What was logged of a place. `entries`: the latest first. `days_since`: since the last one above 0."""

    place: Place
    entries: tuple[Felt, ...]
    trend: Trend
    days_since: int | None


def light_rules() -> LightRules:
    """Return `[light]` of the rules."""
    return rules_of("light", LightRules)


def flag_rules() -> FlagRules:
    """Return `[flags]` of the rules."""
    return rules_of("flags", FlagRules)


def lock_rules() -> LockRules:
    """Return `[locks]` of the rules."""
    return rules_of("locks", LockRules)


# The light


def light_of(desk: Desk, day: date | None = None) -> Light:
    """Return the light of a day, today if not given. Reads its months, and those that may hold a red flag."""
    shown = day or desk.today

    def made() -> Light:
        found = light(_entries(desk, shown, shown), shown, light_rules(), flag_rules(), _open_tags(desk))
        first = shown - timedelta(days=light_rules().window.days)
        return replace(found, unread=desk.is_unread(first) or desk.is_unread(shown))

    return desk.once(("light", shown), made)


def light_days(desk: Desk, first: date, last: date) -> dict[date, Colour]:
    """Return the colour of each day that anything is known of, up to today; for charts and calendar cells."""
    until = min(last, desk.today)
    if until < first:
        return {}
    return desk.once(
        ("light-days", first, until),
        lambda: light_course(_entries(desk, first, until), first, until, light_rules(), flag_rules(), _open_tags(desk)),
    )


def _entries(desk: Desk, first: date, last: date) -> tuple[Happening, ...]:
    """Return the log that the light of these days looks at: the window before them, and older red flags."""
    start = (first - timedelta(days=light_rules().window.days)).replace(day=1)
    old: list[Happening] = []
    signs, areas = flag_rules().tell_tales(_open_tags(desk))
    others = (str(Cleared.__struct_config__.tag).encode(), *(area.encode() for area in areas))
    for month in desk.store.months_where(partial(_may_flag, [sign.encode() for sign in signs], others)):
        begins = date.fromisoformat(f"{month}-01")
        if begins < start:
            ends = begins.replace(day=monthrange(begins.year, begins.month)[1])
            old += [one for one in desk.entries(begins, ends) if isinstance(one, Felt | Warned | Cleared)]
    return (*old, *desk.entries(start, last))


def _may_flag(signs: Sequence[bytes], others: Sequence[bytes], data: bytes) -> bool:
    """Tell whether a month may raise or clear a red flag: the others need not be read."""
    return any(word in data for word in others) or (b"signs" in data and any(word in data for word in signs))


def _open_tags(desk: Desk) -> tuple[HealthTag, ...]:
    """Return the conditions that no practitioner has agreed to."""
    health = desk.settings.health
    return tuple(tag for tag in health.tags if tag not in health.agreed)


def practitioner_words(told: Light, health: Health) -> tuple[str, ...]:
    """Return whom to see, a medical practitioner first, and the runner's own practitioner; empty when nobody need."""
    if not told.who:
        return ()
    words = {
        Profession.PHYSIOTHERAPIST: "a physiotherapist helps with load and strength",
        Profession.CHIROPRACTOR: "a chiropractor with gait and alignment",
        Profession.PODIATRIST: "a podiatrist with feet and orthotics",
    }
    others = [words[who] for who in told.who if who in words]
    lines = ["See a medical practitioner first" + "".join(f"; {other}" for other in others) + "."]
    own = health.practitioner
    if own is not None and (own.name or own.phone):
        known = ", ".join(filter(None, (one_line(own.name), own.profession.value, one_line(own.phone))))
        lines.append(f"Yours: {known}.")
    return tuple(lines)


# A place


def place_history(desk: Desk, place: Place, days: int) -> PlaceHistory:
    """Return what was logged of a place in the last `days`, with its trend. An entry of both sides counts for each."""
    rule = light_rules().trend
    first = desk.today - timedelta(days=max(days, 2 * rule.days) - 1)
    felt = [
        one
        for one in in_order(desk.entries(first, desk.today))
        if isinstance(one, Felt) and one.area is place.area and _covers(one.side, place.side)
    ]
    sore = [one.day for one in felt if one.score]
    shown = desk.today - timedelta(days=days - 1)
    return PlaceHistory(
        place=place,
        entries=tuple(one for one in reversed(felt) if one.day >= shown and isinstance(one, Felt)),
        trend=trend_of(felt, desk.today, rule),
        days_since=(desk.today - max(sore)).days if sore else None,
    )


def _covers(logged: Side, side: Side) -> bool:
    return side is Side.BOTH or logged in (side, Side.BOTH)


def morning_question(desk: Desk) -> MorningQuestion | None:
    """Return what to ask this morning of a place that was logged yesterday and is yellow or worse, the worst first.

    None when all is answered.
    """
    today, yesterday = desk.today, desk.today - _YESTERDAY
    recent = [one for one in desk.entries(yesterday, today) if isinstance(one, Felt)]
    asked = [one for one in recent if one.day == yesterday and one.when is not When.MORNING]
    answered = [one for one in recent if one.day == today and one.when is When.MORNING]
    if not asked:
        return None
    was = light_of(desk, yesterday)
    for area in was.areas:
        mine = [one for one in asked if one.area is area.place.area and _covers(one.side, area.place.side)]
        done = any(one.area is area.place.area and _covers(one.side, area.place.side) for one in answered)
        if area.colour is not Colour.GREEN and mine and not done:
            worst = max(mine, key=lambda one: one.score)
            return MorningQuestion(
                place=worst.place,
                day=today,
                usual=_usual(desk, area.place),
                score=worst.score,
                feeling=worst.feeling if not is_pain(worst) else Feeling.PAIN,
                run=worst.run,
            )
    return None


def _usual(desk: Desk, place: Place) -> int:
    logs = place_logs(_entries(desk, desk.today, desk.today))
    found = next((log for log in logs if log.place == place), None)
    return found.usual_morning(desk.today, light_rules().morning) if found else 0


def answer_morning(desk: Desk, question: MorningQuestion, score: int | None = None, *, note: str = "") -> str:
    """Log the morning score of a place; without one it is the usual: "same". Raises `BadValue`."""
    return log_pain(
        desk,
        question.place.area,
        question.usual if score is None else score,
        question.day,
        side=question.place.side,
        when=When.MORNING,
        feeling=question.feeling,
        run=question.run,
        note=note,
    )


def run_of(desk: Desk, name: str, day: date) -> str:
    """Return the id of a run that was logged by a day, or of a planned session. Raises `NotFound`."""
    plan = desk.plan()
    logged = desk.entries(day - _YESTERDAY, day)
    if any(isinstance(one, Ran) and name in (one.id, one.session) for one in logged):
        return name
    if plan is not None and desk.schedule_of(plan).find(name) is not None:
        return name
    raise NotFound(f"run {name!r}", "no run of these days has that id", "`planner week` shows the ids.")


# Red flags


def just_raised(desk: Desk, day: date) -> tuple[RaisedFlag, ...]:
    """Return the flags that the entry logged last on a day raises: what to say at once after logging."""
    logged = [one for one in desk.entries(day, day) if isinstance(one, Felt | Warned)]
    if not logged:
        return ()
    _, last = max(enumerate(logged), key=lambda one: (one[1].at.timestamp(), one[0]))
    return tuple(span.flag for span in flag_spans((last,), flag_rules(), _open_tags(desk)))


def log_warning(desk: Desk, signs: Iterable[Sign], note: str = "", day: date | None = None) -> str:
    """Log warning signs of the whole body. Raises `BadValue` for signs that belong to a place."""
    listed, when = tuple(dict.fromkeys(signs)), day or desk.today
    check_is_here(desk, when)
    entry = Warned(id=desk.new_id(), at=desk.now(), day=when, signs=listed, note=clean(note))
    if not flag_spans((entry,), flag_rules(), _open_tags(desk)):
        known = ", ".join(flag_rules().body_signs)
        why = "they say nothing without a place" if listed else "no sign is given"
        raise BadValue("warning signs", why, f"Log pain with them, or give one of: {known}.")
    desk.keep_entries(entry)
    if desk.settings.private:
        return f"Logged on {show_day(when)}."
    return f"Logged {', '.join(sign.label for sign in listed)} on {show_day(when)}."


def clear_flag(desk: Desk, entry: str, flag: str, note: str) -> str:
    """Clear a red flag with a note of who said so, wherever it stands in its place; one thing to undo.

    `entry`: the log entry that raised it, `flag`: the row. Raises `BadValue` without a note, and `NotFound` when no
    such flag stands.
    """
    said = clean(note).strip()
    if not said:
        raise BadValue("note", "a red flag is cleared only with one", "Write who looked at it and what they said.")
    spans = flag_spans(_entries(desk, desk.today, desk.today), flag_rules(), _open_tags(desk))
    standing = [span.flag for span in spans if span.stands_on(desk.today) and span.flag.flag == flag]
    named = next((one for one in standing if one.entry == entry), None)
    if named is None:
        raise NotFound(f"red flag {flag!r}", "it does not stand", "`planner body` lists those that do.")
    same = [one.entry for one in standing if one.place == named.place]
    desk.keep_entries(
        *(
            Cleared(id=desk.new_id(), at=desk.now(), day=desk.today, of=of, flag=flag, note=said)
            for of in dict.fromkeys(same)
        ),
    )
    if desk.settings.private:
        return "Cleared a red flag, dated today."
    where = f" for {named.place.label}" if named.place else ""
    return f"Cleared {flag}{where}, dated {show_day(desk.today)}."


# Locks


def locks_of(desk: Desk) -> Locks:
    """Return the locks of today, for every exercise of the library."""
    rules = lock_rules()
    first = desk.today - timedelta(days=longest_days(rules))
    return desk.once(
        ("locks",),
        lambda: locks(desk.settings.health, light_of(desk), desk.entries(first, desk.today), desk.exercises(), rules),
    )


# Health settings


def set_tags(desk: Desk, tags: Iterable[HealthTag]) -> str:
    """Keep the runner's conditions, and that the list was answered today. An empty list is an answer, too."""
    kept = tuple(tag for tag in HealthTag if tag in set(tags))
    health = desk.settings.health
    agreed = tuple(tag for tag in health.agreed if tag in kept)
    desk.set_health(replace(health, tags=kept, agreed=agreed, asked=desk.today))
    return "Kept your answers." if desk.settings.private or not kept else f"Kept: {_labels(kept)}."


def agree_tags(desk: Desk, tags: Iterable[HealthTag]) -> str:
    """Keep for which conditions a practitioner has agreed to rolling and stretching. Raises `BadValue` for others."""
    wanted = set(tags)
    health = desk.settings.health
    strange = [tag.value for tag in HealthTag if tag in wanted and tag not in health.tags]
    if strange:
        raise BadValue("agreed", f"{', '.join(strange)} is not among your conditions", "Add it to them first.")
    agreed = tuple(tag for tag in health.tags if tag in wanted)
    desk.set_health(replace(health, agreed=agreed))
    if desk.settings.private:
        return "Kept your answers."
    return f"Agreed with a practitioner: {_labels(agreed) or 'none'}."


def set_practitioner(desk: Desk, name: str, profession: Profession = Profession.MEDICAL, phone: str = "") -> str:
    """Keep whom to show where a practitioner is needed; without a name and a number nobody is."""
    own = Practitioner(name=one_line(clean(name)).strip(), profession=profession, phone=one_line(clean(phone)).strip())
    named = own if own.name or own.phone else None
    desk.set_health(replace(desk.settings.health, practitioner=named))
    if named is None:
        return "No practitioner is named now."
    return f"Your {profession}: {', '.join(filter(None, (own.name, own.phone)))}."


def _labels(tags: Sequence[HealthTag]) -> str:
    return ", ".join(tag.label for tag in tags)
