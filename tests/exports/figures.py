"""Figures made by hand for the tests of plots and tables."""

from datetime import date, timedelta

from planner.insights.figure import Figure, Guide, Mark, Point, Series, Span

MONDAY = date(2026, 12, 7)
TODAY = date(2027, 2, 6)
_PLANNED = (25.0, 26.0, 27.0, 21.5, 28.0, 29.0, 30.0, 24.0, 31.0, 32.0, 33.5, 27.0, 35.0, 36.0, 36.0, 36.0, 25.0, 14.5)
_DONE = (25.6, 24.1, 22.9, 21.0, 26.4, 28.0, 30.9, 19.2, 18.6)


def day(week: int, weekday: int = 0) -> date:
    return MONDAY + timedelta(weeks=week, days=weekday)


def weeks(values: tuple[float | None, ...]) -> tuple[Point, ...]:
    return tuple(Point(day(n), value) for n, value in enumerate(values))


def span(label: str, first: int, last: int) -> Span:
    return Span(label=label, first=day(first), last=day(last, 6))


WEEKLY = Figure(
    id="weekly",
    title="Weekly distance",
    unit="km",
    y_from=0.0,
    series=(
        Series(name="done", mark=Mark.BARS, role="good", points=weeks(_DONE)),
        Series(name="planned", mark=Mark.STEPS, role="label", points=weeks(_PLANNED)),
    ),
    guides=(Guide(label="Spring Half", x=day(17, 6)),),
    spans=(span("base", 0, 5), span("build", 6, 12), span("peak", 13, 15), span("taper", 16, 16), span("race", 17, 17)),
    columns=("week", "planned", "done"),
    rows=tuple(
        (day(n).isoformat(), f"{planned:g}", f"{_DONE[n]:g}" if n < len(_DONE) else "")
        for n, planned in enumerate(_PLANNED)
    ),
)
PAIN = Figure(
    id="pain",
    title="Pain over load",
    unit="of 10",
    y_from=0.0,
    y_to=10.0,
    series=(
        Series(name="distance", mark=Mark.BARS, role="dim", points=weeks((7.0, 6.8, 6.3, 5.8, 7.3, 7.8, 8.6, 5.3))),
        Series(name="left knee", mark=Mark.LINE, role="red", points=weeks((None, None, 1, 2, 4, 3, 2, 1))),
        Series(name="left calf", mark=Mark.LINE, role="warning", points=weeks((2, 3, 4, 5, None, 4, 3, 2))),
        Series(name="next morning", mark=Mark.DOTS, role="warning", points=weeks((None, None, 0, 1, 3, 2, 1, 0))),
    ),
)
NAMED = Figure(
    id="adherence",
    title="Planned and done",
    unit="%",
    y_from=0.0,
    y_to=100.0,
    series=(
        Series(
            name="done",
            mark=Mark.BARS,
            role="good",
            points=(Point("runs", 92.0), Point("Hip strength", 70.5), Point("漢字 [/] layer", 33.0)),
        ),
    ),
    guides=(Guide(label="80 %", y=80.0),),
)
SIDES = Figure(
    id="sides",
    title="Left and right",
    series=(
        Series(
            name="index", mark=Mark.BARS, points=(Point("calf", 0.3), Point("it-band", -0.22), Point("glute", 0.04))
        ),
    ),
    guides=(Guide(label="left more", y=0.3), Guide(label="right more", y=-0.3)),
)
ALL = (WEEKLY, PAIN, NAMED, SIDES)
