"""Two windows, an editor and a sync on one store, in any order: nothing acknowledged, no comment, no key is lost."""

import shutil
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from tempfile import mkdtemp

import tomli
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from msgspec.structs import replace

from planner.actions import copies_aside, undo
from planner.actions.desk import Desk
from planner.domain.change import Move
from planner.domain.errors import PlannerError
from planner.domain.gear import Shoe
from planner.domain.log import Ran
from planner.store.disk.atomic import ChangedOutside
from planner.store.store import Store
from planner.store.undo.history import read_history
from tests.store.deeds import scratch_folder
from tests.store.records import DAY, ran, small_plan

AT = datetime(2027, 3, 14, 7, 30, tzinfo=UTC)
LOG, PLAN, SHOE, SETTINGS = "log/2027-03.toml", "plans/spring.toml", "gear/pegasus.toml", "planner.toml"
FILES = (LOG, PLAN, SHOE, SETTINGS)
desks = st.sampled_from([0, 1])


class TwoDesks(RuleBasedStateMachine):
    """What was acknowledged is in `entries`, `changes` and `words`; what a person wrote is in `written`."""

    @initialize()
    def lay_out(self) -> None:
        self.folder = Path(mkdtemp(dir=scratch_folder()))
        self.root = self.folder / "store"
        self.count = 0
        backups = {"PLANNER_BACKUPS": str(self.folder / "backups")}
        self.desks = [Desk(Store(self.root, backups), now=lambda: AT, pick=Random(number).choice) for number in (1, 2)]
        store = self.desks[0].store
        store.create_plan(small_plan())
        store.create_gear(Shoe(id="pegasus", name="Pegasus"), undoable=False)
        store.add_entries(ran("first1", DAY))
        store.save_settings({"unit": "km"})
        self.entries, self.changes = {"first1"}, set[str]()
        self.words: dict[str, str] = {}
        self.written = set[str]()
        self.copied = set[str]()

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            shutil.rmtree(self.folder)

    def _next(self) -> str:
        self.count += 1
        return f"n{self.count:04d}"

    # The windows: what they read may be old

    @rule(which=desks)
    def log(self, which: int) -> None:
        entry = Ran(id=self._next(), at=AT, day=DAY, distance_m=5000.0)
        self.desks[which].keep_entries(entry)
        self.entries.add(entry.id)

    @rule(which=desks, day=st.integers(1, 28))
    def move(self, which: int, day: int) -> None:
        change = Move(id=self._next(), at=AT, session="ab12cd", to=date(2027, 4, day))
        self.desks[which].keep_changes("spring", change)
        self.changes.add(change.id)

    @rule(which=desks)
    def write_on_shoe(self, which: int) -> None:
        desk, word = self.desks[which], self._next()
        shoe = desk.shoe("pegasus")
        try:
            desk.store.replace_gear(replace(shoe, note=f"{shoe.note} {word}".strip()), was=shoe)
            self.words[word] = (desk.store.last_done() or ("",))[0]
        except ChangedOutside:  # what was read is old: nothing is acknowledged
            desk.gear_changed()

    @rule(which=desks, private=st.booleans())
    def set(self, which: int, private: bool) -> None:
        self.desks[which].set(private=private)
        assert self.desks[which].settings.private is private

    @rule(which=desks)
    def look(self, which: int) -> None:
        desk = self.desks[which]
        desk.look_again()
        assert self.changes <= {change.id for change in desk.plan_of("spring").changes}

    @rule(which=desks)
    def take_back(self, which: int) -> None:
        last = self.desks[which].store.last_done() or ()
        with suppress(PlannerError):
            undo.undo(self.desks[which])
            self.words = {word: ref for word, ref in self.words.items() if ref not in last}

    @rule(which=desks)
    def bring_back(self, which: int) -> None:
        with suppress(PlannerError):
            undo.redo(self.desks[which])

    @rule(which=desks)
    def delete_and_restore(self, which: int) -> None:
        self.desks[which].store.delete_plan("spring")
        self.desks[1 - which].store.restore_plan("spring")

    # An editor

    @rule(name=st.sampled_from(FILES), at_end=st.booleans())
    def comment(self, name: str, at_end: bool) -> None:
        path, mark = self.root / name, self._next()
        text = path.read_text()
        path.write_text(f"{text.rstrip()}\n# {mark}\n" if at_end else f"# {mark}\n{text}")
        self.written.add(mark)

    @rule(name=st.sampled_from(FILES))
    def unknown_key(self, name: str) -> None:
        path, key = self.root / name, self._next()
        path.write_text(f"{key} = 1\n{path.read_text()}")
        self.written.add(key)

    @rule()
    def entry_by_hand(self) -> None:
        path, identity = self.root / LOG, self._next()
        path.write_text(path.read_text() + _entry(identity))
        self.entries.add(identity)

    # A sync

    @rule(name=st.sampled_from((LOG, PLAN)))
    def conflict(self, name: str) -> None:
        identity = self._next()
        path = self.root / name
        number = f"{self.count:06d}"
        copy = path.with_name(f"{path.stem}.sync-conflict-20270314-{number}-ABCDEFG.toml")
        text = path.read_text()
        if name == LOG:
            text += _entry(identity)
        else:
            text += f'\n[[change]]\ndo = "delete"\nid = "{identity}"\nat = 2027-03-14T08:00:00Z\nsession = "ef34gh"\n'
        copy.write_text(text)
        copy.chmod(0o600)
        self.copied.add(identity)

    @precondition(lambda self: self.copied)
    @rule(which=desks)
    def merge(self, which: int) -> None:
        for copy in copies_aside.find_copies(self.desks[which]):
            copies_aside.keep_both(self.desks[which], copy, prefer="ours")

    # What must hold

    @invariant()
    def nothing_is_lost(self) -> None:
        if not hasattr(self, "root"):
            return
        store = Store(self.root)
        entries, problems = store.entries(date.min, date.max)
        assert not problems
        assert self.entries <= {entry.id for entry in entries}
        assert self.changes <= {change.id for change in store.plan("spring").changes}
        item = store.gear_item("pegasus")
        assert isinstance(item, Shoe)
        assert set(self.words) <= set(item.note.split())
        texts = [path.read_text() for path in self.root.glob("**/*.toml") if ".state" not in path.parts]
        everything = "\n".join(texts)
        assert all(mark in everything for mark in self.written | self.copied)
        for text in texts:
            tomli.loads(text)
        assert [one for one in store.check() if "sync-conflict" not in str(one)] == []
        assert read_history(self.root)[1] is None


def _entry(identity: str) -> str:
    return f'\n[[entry]]\nkind = "note"\nid = "{identity}"\nat = 2027-03-14T08:00:00Z\nday = 2027-03-14\ntext = "hm"\n'


TestTwoDesks = TwoDesks.TestCase
TestTwoDesks.settings = settings(max_examples=20, stateful_step_count=25)
