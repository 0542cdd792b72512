"""`planner question`: what to ask at the next visit."""

import click

from planner.cli import page
from planner.cli.desk import open_desk, store_option
from planner.cli.lazy import LazyGroup
from planner.cli.typed import note_of
from planner.cli.values import as_json, name_of
from planner.cli.visit import PROFESSION
from planner.domain.days import show_day
from planner.domain.health import Profession
from planner.domain.text import one_line

COMMANDS = {
    "add": ("question:add", "Write down a question."),
    "list": ("question:list_questions", "The questions that are open."),
    "answer": ("question:answer_it", "Write down the answer."),
}
QUESTION = name_of("questions")


@click.group("question", cls=LazyGroup, package="planner.cli", table=COMMANDS)
@store_option
def command() -> None:
    """Write down what to ask at the next visit, and what was answered."""


@click.command("add")
@click.argument("text")
@click.option("--to", "profession", type=PROFESSION, metavar="WHO", help="For whom; anyone if not given.")
@store_option
def add(text: str, profession: Profession | None) -> None:
    """Write down TEXT as a question; - reads it from stdin."""
    from planner.actions.care import ask

    page.show([ask(open_desk(), note_of(text), profession=profession)])


@click.command("list")
@click.option("--all", "answered", is_flag=True, help="Answered ones too.")
@as_json
@store_option
def list_questions(answered: bool, json: bool) -> None:
    """List the questions that are open."""
    from planner.actions.care import questions

    desk = open_desk()
    found = questions(desk, answered=answered or json)
    if json:
        page.show_json(
            [
                {"id": one.id, "date": one.day, "text": one.text, "to": one.profession, "answer": one.answer or None}
                for one in found
            ]
        )
        return
    said = ["a question" if desk.settings.private else one_line(f"{one.text} {one.answer}".strip()) for one in found]
    rows = [(one.id, show_day(one.day), one.profession or "", text) for one, text in zip(found, said, strict=True)]
    page.show(page.table(rows) or ["No open questions. `planner question add TEXT` writes one down."])


@click.command("answer")
@click.argument("question", type=QUESTION)
@click.argument("text")
@store_option
def answer_it(question: str, text: str) -> None:
    """Write down the answer to QUESTION; - reads it from stdin."""
    from planner.actions.care import answer

    page.show([answer(open_desk(), question, note_of(text))])
