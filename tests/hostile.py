"""Text that a terminal would obey, a store that is full of it, and names that must come through as they are."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import msgspec.inspect as inspected
import pytest
import tomli
import tomli_w
from msgspec.structs import replace

from planner.actions.demo import fill_demo
from planner.actions.desk import Desk
from planner.codec.layout import written
from planner.domain.body import Area, Side
from planner.domain.change import Accept, Batch, Edit, Off
from planner.domain.dose import Hold, Reps, Spots
from planner.domain.exercise import Exercise, Timing
from planner.domain.gear import Orthotic, Shoe
from planner.domain.health import Health, Practitioner, Sign
from planner.domain.log import Cleared, Felt, LogMonth, Noted, Played, Question, Skipped, StepDone, Visit, Warned
from planner.domain.off import OffKind
from planner.domain.plan import Plan
from planner.domain.race import TuneUp
from planner.domain.routine import Do, Note, Routine
from planner.domain.settings import Settings
from planner.domain.template import Template, template_of
from planner.store.store import Store

OBEYED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e001f]"
)
"""What no text on the screen, in a listing or in an export may have in it; a listing has its own line ends."""

UNSEEN = (
    "\u00ad", "\u034f", "\u115f", "\u1160", "\u17b4", "\u180e", "\u200b", "\u200e", "\u2060", "\u2064", "\u3164",
    "\ufe05", "\ufeff", "\uffa0", "\ufff9", "\U0001bca1", "\U0001d173", "\U000e0001", "\U000e01f5", "\ufdd0", "\uffff",
)  # fmt: skip

SCOTLAND = "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"

LEGITIMATE = (
    "السباق النصفي", "חצי מרתון", "שָׁלוֹם", "ฮาล์ฟมาราธอน", "हाफ मैराथन", "ශ්රී ලංකා", "می\u200cخواهم بدوم",
    "半程馬拉松", "ハーフ", "하프 마라톤", "Polbasen i Järvsö",
    "Łódź", "Tu\u031bơ\u0323ng", "👩\u200d👩\u200d👧\u200d👦",
    "🏃🏽\u200d♀️ half", SCOTLAND, "1️⃣ first", "☀︎", "🏳️\u200d🌈", "👨\u200d⚕️", "葛\U000e0100飾", "10k [tempo]",
    "6x400m [90s]", "½ × ±Ω→", "\ue0a0",
)  # fmt: skip
"""Names of people and races in the scripts of the world: each comes through as it is."""

PAYLOADS = (
    "10k [tempo]",
    "\x1b]52;c;cm0gLXJmIH4=\x07",
    "[/",
    "\x1b]0;owned\x07\x1b]8;;http://evil.example\x1b\\link\x1b]8;;\x1b\\",
    "[/]",
    "\x1b[2J\x1b[H\x1b[6n\x1b[?1049l",
    "[/bold]",
    "\x1bP$qm\x1b\\\x1b_Gf=100;AAAA\x1b\\\x1b^pm\x1b\\",
    "[type=x, v={'a[0]'}]",
    "\x9b2J\x9d0;owned\x9c\x90q\x9c",
    "[@click=app.quit]tap[/]",
    "\x07\x08\x08\x08\x7f\x00\x0e\x1bc",
    "[red]x [$primary]y [link=http://x]z",
    "\u202eenod\u202c \u2067x\u2066y\u2069",
    "{} {0.__class__} %s %(x)d $HOME $(id) `id` ${x}",
    "one\ntwo\tthree\rfour\u2028five\x85six",
    "=cmd()",
    "<script>alert(1)</script><img src=http://x>&lt;",
    f"👩\u200d👩\u200d👧\u200d👦{SCOTLAND}1️⃣ 🏃🏽\u200d♀️",
    "خطة السباق חצי مراثون",
    "Z\u0335\u0316\u0317\u0318\u0319\u031a\u031b\u0335\u0316\u0317\u0318\u0319 \u0301x",
    "|a| `b` [c](javascript:d) ![](http://e) # *f*",
    "hid\U000e0041\U000e0042\u200b\u2060\u00ad\ufeff\u200d\u200c\u3164den",
    "\\",
    "漢字かな한글ＡＢ",
    "-rf --help '\";#",
    "x" * 10_000,
)
"""What is tried, each in every field: threats of the terminal, of markup, of formulas, shells and pages."""

REFERENCES = frozenset({
    "id", "plan", "session", "item", "routine", "exercise", "shoe", "orthotic", "layer", "of", "run", "flag",
    "corrects", "same_as", "finding", "accepted", "because", "lifts", "beside", "hidden_layers", "routines",
    "what", "after",
})  # fmt: skip
"""Fields that name another record or its file. They are ids: what names a file is a slug, checked where it is read."""

FORMED = frozenset({
    (None, "clock"), (None, "weight"), ("Layer", "rule"), ("Reps", "tempo"), ("Eased", "steps"), ("Edit", "clear"),
    ("Settings", "theme"),
})  # fmt: skip
"""Fields of a form of their own: what is not a time, a rule or a word of a list is refused where it is read."""

FILES: tuple[tuple[str, type[msgspec.Struct]], ...] = (
    ("planner.toml", Settings),
    ("plans", Plan),
    ("templates", Template),
    ("gear", Shoe),
    ("gear", Orthotic),
    ("routines", Routine),
    ("exercises", Exercise),
    ("log", LogMonth),
)
"""Every kind of file that a store has, with what it holds."""


class TextField(msgspec.Struct, frozen=True):
    """A field of a record that holds text: `Shoe.name`, with a mark that shows where it went."""

    record: str
    name: str
    mark: str


def is_text(record: str, name: str) -> bool:
    """Tell whether a field that holds strings holds text: neither an id nor of a form of its own."""
    return name not in REFERENCES and (record, name) not in FORMED and (None, name) not in FORMED


@cache
def text_fields() -> dict[tuple[str, str], TextField]:
    """Return every text field of every kind of file, found in the types: a new one is tried by itself."""
    found = sorted({pair for _, kind in FILES for pair in _strings(inspected.type_info(kind), set()) if is_text(*pair)})
    return {pair: TextField(*pair, f"q{number:02}") for number, pair in enumerate(found)}


def _strings(kind: Any, seen: set[type]) -> Iterator[tuple[str, str]]:
    match kind:
        case inspected.StructType(cls=record, fields=fields) if record not in seen:
            seen.add(record)
            for field in fields:
                if _holds_text(field.type):
                    yield record.__name__, field.name
                yield from _strings(field.type, seen)
        case inspected.UnionType(types=kinds):
            for one in kinds:
                yield from _strings(one, seen)
        case inspected.VarTupleType(item_type=inside) | inspected.DictType(value_type=inside):
            yield from _strings(inside, seen)


def _holds_text(kind: Any) -> bool:
    match kind:
        case inspected.StrType():
            return True
        case inspected.UnionType(types=kinds):
            return any(_holds_text(one) for one in kinds)
        case inspected.VarTupleType(item_type=inside) | inspected.DictType(value_type=inside):
            return _holds_text(inside)
    return False


class HostileStore:
    """A store in which every text field holds its mark and one of the payloads, `turn` says which.

    `filled` are the fields that a record of the store really has.
    """

    def __init__(self, root: Path, now: datetime, turn: int = 0) -> None:
        self.root = root
        self.turn = turn
        self.filled: set[tuple[str, str]] = set()
        desk = fill_demo(Store(root), now)
        _add_the_rest(desk, now)
        for file in sorted(root.rglob("*.toml")):
            self._poison(file)

    def payload(self, field: TextField) -> str:
        """Return what stands in a field, its mark first."""
        return f"{field.mark}{PAYLOADS[(int(field.mark[1:]) + self.turn) % len(PAYLOADS)]}"

    def _poison(self, file: Path) -> None:
        folder = file.relative_to(self.root).parts[0]
        tables = tomli.loads(file.read_text(encoding="utf-8"))
        kinds = [kind for name, kind in FILES if name == folder]
        if not kinds:
            return
        kind = kinds[-1] if len(kinds) > 1 and tables.get("kind") == "orthotic" else kinds[0]
        value = self._poisoned(msgspec.convert(tables, kind))
        plain = msgspec.to_builtins(value, builtin_types=(date, datetime), str_keys=True)
        file.write_text(tomli_w.dumps({"schema": tables["schema"]} | plain), encoding="utf-8")

    def _poisoned(self, value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(self._poisoned(one) for one in value)
        if not isinstance(value, msgspec.Struct):
            return value
        changed: dict[str, Any] = {}
        for name in value.__struct_fields__:
            old = getattr(value, name)
            field = text_fields().get((type(value).__name__, name))
            changed[name] = self._poisoned(old) if field is None else self._filled(old, field)
        return replace(value, **changed)

    def _filled(self, old: Any, field: TextField) -> Any:
        if old is None:
            return old
        self.filled.add((field.record, field.name))
        payload = self.payload(field)
        if isinstance(old, dict):
            return {f"{payload} {number}": payload for number in range(2)}
        return (payload, payload) if isinstance(old, tuple) else payload


def read_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the store's files read without cleaning their text: then only what cleans where text leaves is between."""
    for module in ("codec.toml", "store.reading", "store.settings", "store.routine_names"):
        monkeypatch.setattr(f"planner.{module}.cleaned", lambda tables, _: tables)


def _add_the_rest(desk: Desk, now: datetime) -> None:
    """Add a record of each kind that the demo has none of, and files of one's own."""
    store, today = desk.store, desk.today
    plan = desk.plan_of("spring")
    coming = [one.session for one in desk.schedule_of(plan).sessions if one.session.day > today]
    entry: dict[str, Any] = {"at": now, "day": today}
    store.save_settings({"health": Health(practitioner=Practitioner(name="x", phone="1")), "keys": {"a": "b"}})
    step = StepDone(exercise="clamshell", side=Side.LEFT, skipped=True, why="x", note="x")
    store.add_entries(
        Noted(id="n1", text="x", **entry),
        Question(id="q1", text="x", answer="", **entry),
        Visit(id="v1", name="x", why="x", at=now, day=today + timedelta(days=2)),
        Skipped(id="k1", plan=plan.id, session=coming[0].id, why="x", **entry),
        Warned(id="w1", signs=(Sign.LIMP,), note="x", **entry),
        Warned(id="w2", signs=(Sign.LIMP,), note="x", **entry),
        Cleared(id="c1", of="w2", flag="limp", note="x", **entry),
        Played(id="p1", routine="mine", steps=(step,), note="x", **entry),
        Felt(id="f1", area=Area.KNEE, side=Side.RIGHT, score=4, note="x", **entry),
        Felt(id="f2", area=Area.PLANTAR_FOOT, side=Side.RIGHT, score=6, signs=(Sign.PINPOINT,), note="x", **entry),
    )  # fmt: skip
    batch = Batch(
        id="h1", at=now, name="x", why=("x",), because=("f1",),
        parts=(Edit(id="h1a", at=now, session=coming[1].id, title="x", text="x", note="x"),),
    )  # fmt: skip
    away = today + timedelta(days=20)
    store.add_changes(
        plan.id,
        Accept(id="h0", at=now, finding="load:x", why="x"),
        batch,
        Off(id="h2", at=now, kind=OffKind.TRAVEL, first=away, last=away + timedelta(days=2), note="x"),
    )
    exercise = replace(desk.exercises()["clamshell"], id="mine", name="x", note="x", evidence="x")
    routine = Routine(
        id="mine", name="x", timing=(Timing.POST_EASY,), about="x", source="x",
        steps=(
            Do(exercise="mine", dose=Reps(reps=3, tempo="2-1-2"), note="x"),
            Note(text="x"),
            Do(exercise="it-band-foam-roll", dose=Spots(), note="x"),
            Do(exercise="mine", dose=Hold(seconds=30)),
        ),
    )  # fmt: skip
    template = template_of(plan, plan.base, plan.layers, template_id="mine", name="x")
    tune_up = TuneUp(name="x", day=today + timedelta(days=15), distance_m=10_000.0)
    files: tuple[tuple[str, msgspec.Struct, int], ...] = (
        ("exercises", exercise, 1), ("routines", routine, 1), ("templates", template, 1),
    )  # fmt: skip
    for folder, value, schema in files:
        (store.root / folder).mkdir(exist_ok=True)
        (store.root / folder / "mine.toml").write_bytes(written(value, schema=schema))
    file = store.root / "plans" / "spring.toml"
    tables = tomli.loads(file.read_text(encoding="utf-8"))
    tables["inputs"]["tune_ups"] = [msgspec.to_builtins(tune_up, builtin_types=(date,))]
    file.write_text(tomli_w.dumps(tables), encoding="utf-8")
