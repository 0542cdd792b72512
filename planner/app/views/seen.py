"""A day as it may be shown: without hidden layers, and on a shared screen without what is nobody else's business."""

import msgspec

from planner.app.views.scene import Scene
from planner.planning.agenda import AgendaDay


def seen(scene: Scene, day: AgendaDay) -> AgendaDay:
    """Return a day without the layers that are hidden and, in private mode, without pain, scores, notes and reasons."""
    if scene.hidden and any(line.hung.layer in scene.hidden for line in day.hung):
        shown = tuple(line for line in day.hung if line.hung.layer not in scene.hidden)
        day = msgspec.structs.replace(day, hung=shown)
    if scene.private:
        from planner.planning.private_day import private_day

        return private_day(day)
    return day


def seen_days(scene: Scene, days: tuple[AgendaDay, ...]) -> tuple[AgendaDay, ...]:
    """Return days as they may be shown."""
    return tuple(seen(scene, day) for day in days) if scene.hidden or scene.private else days
