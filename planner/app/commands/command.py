"""A command: one row of the table that bindings, footer, help and palette are made from."""

from enum import StrEnum

import msgspec


class Context(StrEnum):
    """Where a command works. App commands work everywhere."""

    APP = "app"
    CALENDAR = "calendar"
    PLAYER = "player"
    BUILDER = "builder"
    BUILD_UP = "build-up"
    GEAR = "gear"
    INSIGHTS = "insights"
    CHAIN = "chain"
    ORTHOTICS = "orthotics"
    BODY = "body"
    FELT = "felt"
    EXPORT = "export"
    BRING = "bring"
    BRING_RUNS = "bring-runs"
    ATTENTION = "attention"


class Command(msgspec.Struct, frozen=True, kw_only=True):
    """One command.

    `keys` are written as a person does, with commas between them: `a,ctrl+n`, `?`; a comma itself is `comma`.
    `label` is its word in the footer; neighbours with the same label share it there. `rank` 0 keeps it out of the
    footer; 1 is the last to be dropped when the line is short. `action` is the Textual action, by default what
    follows the dot of the id. With `each` the action takes the pressed key: `score` becomes `score('7')`, and the
    keys cannot be moved. `footers`: where the footer shows it, everywhere without any.
    """

    id: str
    keys: str
    label: str
    help: str
    context: Context
    group: str
    action: str = ""
    rank: int = 0
    each: bool = False
    palette: bool = True
    footers: tuple[Context, ...] = ()

    @property
    def does(self) -> str:
        """The Textual action that runs it."""
        return self.action or self.id.partition(".")[2].replace("-", "_")


def command(
    context: Context, name: str, keys: str, label: str, help_text: str, group: str, rank: int = 0, action: str = ""
) -> Command:
    """Return a command of a context, named after it: `calendar.move`."""
    return Command(
        id=f"{context}.{name}",
        keys=keys,
        label=label,
        help=help_text,
        context=context,
        group=group,
        rank=rank,
        action=action,
    )
