"""`planner body`: the light of every place, red flags, conditions and the practitioner."""

from datetime import date
from typing import TYPE_CHECKING

import click

from planner.cli import page
from planner.cli.desk import afterwards, open_desk, store_option
from planner.cli.lazy import LazyGroup
from planner.cli.typed import note_of, readable
from planner.cli.values import DAY, FLAG, as_json, one_of
from planner.domain.body import Area, Side
from planner.domain.errors import BadValue, NotFound
from planner.domain.health import HealthTag, Profession, Sign

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.domain.light import RaisedFlag

COMMANDS = {
    "clear": ("body:clear", "Clear a red flag, with a note of who said so."),
    "warn": ("body:warn", "Log warning signs of the whole body."),
    "tags": ("body:tags", "Your conditions, which lock or lighten exercises."),
    "practitioner": ("body:practitioner", "The practitioner to show where one is needed."),
}
_AREAS = tuple(area.value for area in Area if area is not Area.CORE)
_NONE = "none"


@click.group("body", cls=LazyGroup, package="planner.cli", table=COMMANDS, invoke_without_command=True)
@as_json
@store_option
@click.pass_context
def command(context: click.Context, json: bool) -> None:
    """Show the light of every place, why it has it, and red flags that stand.

    It is training information, not a diagnosis.
    """
    if context.invoked_subcommand is not None:
        return
    desk = open_desk()
    if json:
        from planner.cli.body_page import body_as_dict

        page.show_json(body_as_dict(desk))
        return
    from planner.cli.body_page import body_lines

    page.show(body_lines(desk))


@click.command("clear")
@click.argument("flag", type=FLAG, metavar="FLAG")
@click.option("--note", "text", required=True, metavar="TEXT", help="Who looked at it, what they said; - reads stdin.")
@click.option("--area", type=one_of(_AREAS, "area"), metavar="AREA", help="Which place, if it stands for several.")
@click.option("--side", type=one_of(Side, "side"), metavar="left|right|both", help="Which side of it.")
@store_option
def clear(flag: str, text: str, area: str | None, side: Side | None) -> None:
    """Clear the red flag FLAG, as `planner body` calls it. The note is kept with today's date."""
    from planner.actions.body import clear_flag, light_of

    desk = open_desk()
    found = [
        one
        for one in light_of(desk).flags
        if one.flag == flag.strip().lower()
        and (area is None or (one.place is not None and one.place.area == area))
        and (side is None or (one.place is not None and one.place.side is side))
    ]
    if not found:
        raise NotFound(f"red flag {flag!r}", "it does not stand", "`planner body` lists those that do.")
    if len(found) > 1:
        places = ", ".join(one.place.label for one in found if one.place)
        raise BadValue(f"red flag {flag!r}", f"it stands for {places}", "Say which with --area and --side.")
    page.show([clear_flag(desk, found[0].entry, found[0].flag, note_of(text))])


@click.command("warn")
@click.argument("signs", type=one_of(Sign, "sign"), nargs=-1, required=True, metavar="SIGN...")
@click.option("--date", "day", type=DAY, metavar="DATE", help="When; today if not given.")
@click.option("--note", "text", default="", metavar="TEXT", help="A note; - reads it from stdin.")
@store_option
def warn(signs: tuple[Sign, ...], day: date | None, text: str) -> None:
    """Log warning signs that belong to no single place: chest-pain, dizzy, dark-urine and so on.

    What they call for is said at once. Signs of a place go with `planner log pain --sign`.
    """
    from planner.actions.body import just_raised, log_warning

    desk = open_desk()
    when = day or desk.today
    page.show([log_warning(desk, signs, note_of(text), when)])
    afterwards(desk, lambda: show_raised(just_raised(desk, when)))


@click.command("tags")
@click.option("--set", "given", metavar="TAG,..", help="The conditions that you have; none if you have none.")
@click.option("--agreed", metavar="TAG,..", help="Those for which a practitioner has agreed to rolling and stretching.")
@store_option
def tags(given: str | None, agreed: str | None) -> None:
    """Show the list of conditions, or answer it. They are private and stay on this machine."""
    from planner.actions.body import agree_tags, set_tags
    from planner.cli.body_page import tag_lines

    desk = open_desk()
    wanted = None if given is None else _tags(given, "--set")
    allowed = None if agreed is None else _tags(agreed, "--agreed")
    with desk.as_one():
        if wanted is not None:
            page.show([set_tags(desk, wanted)])
        if allowed is not None:
            page.show([agree_tags(desk, allowed)])
    if wanted is None and allowed is None:
        page.show(tag_lines(desk))


def _tags(text: str, what: str) -> tuple[HealthTag, ...]:
    words = [word for word in text.lower().replace(",", " ").split() if word != _NONE]
    strange = [word for word in words if word not in tuple(HealthTag)]
    if strange:
        raise BadValue(what, f"{strange[0]!r} is not known", f"Use {_NONE}, or some of: {', '.join(HealthTag)}.")
    return tuple(HealthTag(word) for word in words)


@click.command("practitioner")
@click.argument("name", required=False)
@click.option("--profession", type=one_of(Profession, "profession"), metavar="TEXT", help=f"{', '.join(Profession)}.")
@click.option("--phone", default="", metavar="TEXT", help="The number to call.")
@click.option("--forget", is_flag=True, help="Name nobody.")
@store_option
def practitioner(name: str | None, profession: Profession | None, phone: str, forget: bool) -> None:
    """Keep NAME as your practitioner, shown where one is needed; without NAME say who it is."""
    from planner.actions.body import set_practitioner
    from planner.cli.body_page import own_practitioner

    desk = open_desk()
    if forget:
        page.show([set_practitioner(desk, "")])
    elif name is None and not phone:
        page.show([own_practitioner(desk)])
    else:
        known = profession or Profession.MEDICAL
        page.show([set_practitioner(desk, readable(name or ""), known, readable(phone))])


def show_raised(flags: "Sequence[RaisedFlag]") -> None:
    """Print what red flags call for, at once after the entry that raises them; also on a shared screen."""
    from planner.actions.body import practitioner_words
    from planner.domain.light import Light

    if not flags:
        return
    desk = open_desk()
    who = tuple(dict.fromkeys(who for flag in flags for who in flag.who))
    messages = [f"! {flag.message}" for flag in flags]
    page.show(page.tinted(line, "red") for message in dict.fromkeys(messages) for line in page.wrapped(message, 0, 2))
    words = practitioner_words(Light(day=desk.today, who=who), desk.settings.health)
    page.show(line for word in words for line in page.wrapped(word))
