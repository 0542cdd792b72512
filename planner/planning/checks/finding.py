"""What a check found."""

from datetime import date

import msgspec

from planner.domain.text import one_line
from planner.planning.checks.rule import Rule, Weight


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that a check found: what, on which day, why it matters and what to do.

    `key` names it the next time too: the code with the session, the day, or what else it is about.
    """

    code: str
    key: str
    title: str
    weight: Weight
    reason: str
    fix: str
    source: str
    day: date | None = None
    session: str = ""


def finding(
    code: str,
    rule: Rule,
    reason: str,
    day: date | None = None,
    *,
    session: str = "",
    about: str = "",
    weight: Weight = Weight.WARN,
) -> Finding:
    """Return what a rule found. `about` is what its key names besides the code: the session or the day without it."""
    return Finding(
        code=code,
        key=f"{code}:{about or session or (day.isoformat() if day else '')}",
        title=rule.title,
        weight=weight,
        reason=one_line(reason),
        fix=rule.fix,
        source=rule.source,
        day=day,
        session=session,
    )
