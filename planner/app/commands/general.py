"""Commands that work everywhere."""

from planner.app.commands.command import Command, Context

APP = (
    Command(
        id="app.pain",
        keys="!",
        label="pain",
        help="Log pain or tightness on the body map, from anywhere; on the calendar for the day of the cursor.",
        context=Context.APP,
        group="body",
        rank=8,
        action="app.show_body",
        footers=(Context.CALENDAR,),
    ),
    Command(
        id="app.help",
        keys="?,f1",
        label="help",
        help="Show the keys that work here and what the signs mean.",
        context=Context.APP,
        group="program",
        rank=1,
        action="app.show_help",
    ),
    Command(
        id="app.palette",
        keys="ctrl+p",
        label="commands",
        help="Find a command or a theme by its name.",
        context=Context.APP,
        group="program",
        action="app.command_palette",
        palette=False,
    ),
    Command(
        id="app.health",
        keys="f8",
        label="conditions",
        help="Answer the short list of conditions that rule out some rolling and stretching.",
        context=Context.APP,
        group="program",
        action="app.show_health",
    ),
    Command(
        id="app.attention",
        keys="f9",
        label="attention",
        help="Compare files of which a sync, a merge or an editor left a second version, and keep both or one.",
        context=Context.APP,
        group="program",
        action="app.show_attention",
    ),
    Command(
        id="app.quit",
        keys="ctrl+q",
        label="quit",
        help="Leave the program. Everything is saved already.",
        context=Context.APP,
        group="program",
        action="app.quit",
    ),
)
