"""Original, now and done, side by side: a week day by day, or the whole plan week by week, then what was kept."""

from datetime import date

from planner.app.bits import Bit, Line, fit, plain
from planner.app.views.figures import figure
from planner.app.views.rows import Row
from planner.app.views.scene import Scene
from planner.app.views.seen import seen_days
from planner.domain.days import MONTHS, show_day
from planner.domain.kept import Kept
from planner.domain.units import show_distance
from planner.planning.adherence import adherence
from planner.planning.agenda import AgendaDay
from planner.planning.compare import (
    Became,
    Compliance,
    Entry,
    Originals,
    compared,
    entries_of,
    homes_of,
    weeks_compared,
    words_of,
)

_DATE = 12
"""Cells of the date at the left, its gaps included."""


def compare_rows(
    scene: Scene, days: tuple[AgendaDay, ...], originals: Originals, width: int, *, whole: bool
) -> list[Row]:
    """Return the rows of the comparison: a row a session of the days, or a row a week if `whole`; then adherence."""
    days = seen_days(scene, days)
    rows = _weeks(scene, days, originals) if whole else _days(scene, days, originals, width)
    return [*rows, *_kept_rows(scene, days)]


def _days(scene: Scene, days: tuple[AgendaDay, ...], made: Originals, width: int) -> list[Row]:
    name = max((width - _DATE) * 3 // 10, 10)
    room = max(width - _DATE - 2 * name - 1, 10)
    head = f"{fit('original', name)}{fit('now', name)}done"
    rows = [Row((Bit(f" {'':{_DATE - 1}}{head}", "dim"),))]
    homes = homes_of(scene.plan, days, made)
    for day in days:
        for n, entry in enumerate(entries_of(day, made, homes) or (Entry(),)):
            date_bit = Bit(f" {show_day(day.day) if n == 0 else '':<{_DATE - 1}}", "heading")
            line = (date_bit, *_entry(scene, entry, name - 1, room))
            rows.append(Row(line, day=day.day if n == 0 else None))
    return rows


def _entry(scene: Scene, entry: Entry, name: int, room: int) -> Line:
    sign = next((found for word in entry.became if (found := _sign(scene, word))), " ")
    amount = show_distance(entry.ran.distance_m, scene.unit) if entry.ran and entry.ran.distance_m else ""
    original = scene.session(entry.original) if entry.original else scene.signs.dash
    now = scene.session(entry.now) if entry.now else scene.signs.dash
    role = "done" if Became.DONE in entry.became else "label"
    return (
        Bit(fit(original, name) + " ", "dim"),
        Bit(fit(now, name) + " "),
        Bit(fit(f"{sign} {amount} {words_of(entry)}".replace("  ", " "), room), role),
    )


def _sign(scene: Scene, word: Became) -> str:
    signs = scene.signs
    return {
        Became.DONE: signs.done,
        Became.PARTLY: signs.partly,
        Became.SKIPPED: signs.skipped,
        Became.MISSED: signs.missed,
        Became.MOVED: signs.moved,
        Became.CHANGED: signs.edited,
        Became.EASED: signs.eased,
        Became.ADDED: signs.extra,
        Became.EXTRA: signs.extra,
        Became.GAVE_WAY: signs.eased,
        Became.DELETED: signs.skipped,
    }[word]


def _weeks(scene: Scene, days: tuple[AgendaDay, ...], made: Originals) -> list[Row]:
    rows = [Row((Bit("   wk  from     original     now    done     %", "dim"),))]
    metres = scene.unit.metres
    for week, one in weeks_compared(days, made, scene.today, scene.first_weekday):
        number = next((day.week_number for day in week if day.week_number), 0)
        share = f"{one.share:4.0%}" if one.share is not None and one.done_m else ""
        rows.append(
            Row(
                (
                    Bit(f" {number or '':>4}  {_from(week[0].day)}   ", "label"),
                    Bit(f"{figure(one.original_m / metres)}  ", "dim"),
                    Bit(f"{figure(one.now_m / metres)}  ", "strong"),
                    Bit(f"{figure(one.done_m / metres) if one.done_m else ' ' * 6} ", "done"),
                    Bit(f"{share:>5}  "),
                    *_word(scene, one.compliance),
                ),
                day=week[0].day,
            )
        )
    return [*rows, Row(_sum(scene, days, made))]


def _from(day: date) -> str:
    return f"{day.day:>2} {MONTHS[day.month - 1][:3]}"


def _sum(scene: Scene, days: tuple[AgendaDay, ...], made: Originals) -> Line:
    one, metres = compared(days, made, scene.today), scene.unit.metres
    figures = "  ".join(figure(value / metres) for value in (one.original_m, one.now_m, one.done_m))
    return (Bit(f" {'all':>4}{'':11}{figures} {scene.unit}", "strong"),)


def _word(scene: Scene, word: Compliance | None) -> Line:
    if word is None:
        return ()
    signs = scene.signs
    sign, role = {
        Compliance.AS_PLANNED: (signs.done, "done"),
        Compliance.LESS: (signs.less, "yellow"),
        Compliance.MORE: (signs.more, "yellow"),
        Compliance.FAR_LESS: (signs.less, "red"),
        Compliance.FAR_MORE: (signs.more, "red"),
        Compliance.MISSED: (signs.missed, "missed"),
        Compliance.EXTRA: (signs.extra, "done"),
    }[word]
    return (Bit(f"{sign} {word}", role),)


def _kept_rows(scene: Scene, days: tuple[AgendaDay, ...]) -> list[Row]:
    found = adherence(days)
    names = {layer.id: layer.name for layer in scene.layers() or (scene.plan.layers if scene.plan else ())}
    listed = [("runs", found.runs), *((plain(names.get(layer, layer)), kept) for layer, kept in found.layers.items())]
    rows = [Row(_kept(scene, name, kept)) for name, kept in listed if kept.planned]
    return [Row(()), Row((Bit("   kept so far", "label"),)), *rows] if rows else []


def _kept(scene: Scene, name: str, kept: Kept) -> Line:
    done = kept.done + kept.partly
    share = f"{kept.share:4.0%}" if kept.share is not None else ""
    partly = f"   {scene.signs.partly} {kept.partly} partly" if kept.partly else ""
    return (Bit(f"   {fit(name, 34)}"), Bit(f" {done:>4} of {kept.planned:<4}", "done"), Bit(share), Bit(partly, "dim"))
