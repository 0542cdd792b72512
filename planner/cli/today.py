"""`planner today`: the day at a glance."""

import click

from planner.cli.desk import open_desk, store_option
from planner.cli.today_page import show_today
from planner.cli.values import as_json


@click.command("today")
@as_json
@store_option
def command(json: bool) -> None:
    """Show what is planned today, before and after the run included."""
    show_today(open_desk(), json=json)
