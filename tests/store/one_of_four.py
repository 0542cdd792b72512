"""One of several processes that work on a store at the same time; run as a program it does `count` things and tells.

Every thing that was acknowledged is a line in the process's own file: what it was, and how to find it again.
"""

import json
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from msgspec.structs import replace

from planner.actions import undo as undoing
from planner.actions.desk import Desk
from planner.domain.change import Add, Move
from planner.domain.errors import NotFound, StoreError
from planner.domain.exercise import Timing
from planner.domain.gear import Shoe
from planner.domain.log import Noted, Ran
from planner.domain.routine import Do, Routine
from planner.domain.session import Session, SessionKind
from planner.store.store import Store
from tests.store.records import small_plan

AT = datetime(2027, 3, 14, 7, 30, tzinfo=UTC)
FIRST = date(2027, 1, 1)
SETTINGS: tuple[tuple[str, tuple[object, ...]], ...] = (
    ("unit", ("km", "mi")),
    ("ascii", (True, False)),
    ("private", (True, False)),
    ("theme", ("dusk", "daylight")),
)
"""A setting for each process: it alone changes it."""


class One:
    """A process with a desk of its own. `told` is what was acknowledged: kind, name and what goes with it."""

    def __init__(self, root: Path, number: int, store: Store | None = None) -> None:
        self.random = Random(number)
        self.number = number
        backups = {"PLANNER_BACKUPS": str(root.parent / "backups")}
        self.store = store or Store(root, backups)
        self.desk = Desk(self.store, now=lambda: AT, pick=self.random.choice)
        self.told: list[tuple[str, str, object]] = []
        self._count = 0
        self._refs: list[str] = []
        # Under the lock, where nothing else tells what an action is called.
        remember, mark_undone, mark_redone = self.store._remember, self.store.mark_undone, self.store.mark_redone

        def remembered(refs: tuple[str, ...]) -> None:
            remember(refs)
            self._refs = list(refs)

        def undone(refs: tuple[str, ...] | None = None) -> None:
            mark_undone(refs)
            self.told.append(("undone", "", list(refs or ())))

        def redone(refs: tuple[str, ...] | None = None) -> None:
            mark_redone(refs)
            self.told.append(("redone", "", list(refs or ())))

        self.store._remember = remembered  # type: ignore[method-assign]
        self.store.mark_undone = undone  # type: ignore[method-assign]
        self.store.mark_redone = redone  # type: ignore[method-assign]

    def do(self) -> bool:
        """Do one thing at random; tell whether it was acknowledged. What was refused counts for nothing."""
        self._count += 1
        deed = self.random.choices([deed for deed, _ in DEEDS], [weight for _, weight in DEEDS])[0]
        try:
            deed(self)
        except (StoreError, NotFound) as error:
            self.told.append(("refused", deed.__name__, str(error)))
            return False
        return True

    def _id(self) -> str:
        return f"{self.number}x{self._count:05d}"

    def _day(self) -> date:
        return FIRST + timedelta(days=self.random.randrange(90))

    def log(self) -> None:
        """Log a run."""
        entry = Ran(id=self._id(), at=AT, day=self._day(), distance_m=8000.0)
        self.desk.keep_entries(entry)
        self.told.append(("entry", entry.id, f"log:{entry.day:%Y-%m}:{entry.id}"))

    def bring_in(self) -> None:
        """Log many runs at once, as an import does: only where the log is what was looked at."""
        seen = frozenset(entry.id for entry in self.store.all_entries()[0])
        made = [Noted(id=f"{self._id()}-{n}", at=AT, day=self._day(), text="in") for n in range(3)]
        self.desk.keep_entries(*made, seen=seen)
        self.told += [("entry", one.id, f"log:{one.day:%Y-%m}:{one.id}") for one in made]

    def add(self) -> None:
        """Add a session to the plan."""
        session = Session(id=f"s{self._id()}", day=self._day(), kind=SessionKind.EASY)
        change = Add(id=self._id(), at=AT, session=session)
        self.desk.keep_changes("spring", change)
        self.told.append(("change", change.id, f"plan:spring:{change.id}"))

    def move(self) -> None:
        """Move a session of the plan."""
        session = self.random.choice(self.desk.plan_of("spring").base).id
        change = Move(id=self._id(), at=AT, session=session, to=self._day())
        self.desk.keep_changes("spring", change)
        self.told.append(("change", change.id, f"plan:spring:{change.id}"))

    def write_on_shoe(self) -> None:
        """Add a word to what is noted of the pair that all share."""
        shoe = self.store.gear_item("shared")
        self.store.replace_gear(replace(shoe, note=f"{shoe.note} {self._id()}".strip()), was=shoe)
        self.told.append(("word", self._id(), self._refs[0]))

    def buy(self) -> None:
        """Add a pair."""
        self.store.create_gear(Shoe(id=f"pair-{self._id()}", name="Pair"))
        self.told.append(("gear", f"pair-{self._id()}", self._refs[0]))

    def set(self) -> None:
        """Change the setting of this process."""
        name, choices = SETTINGS[self.number]
        value = self.random.choice(choices)
        self.desk.set(**{name: value})
        self.told.append(("setting", name, value))

    def build(self) -> None:
        """Save a routine."""
        made = Routine(id=f"mine-{self._id()}", name="Mine", timing=(Timing.POST,), steps=(Do(exercise="pigeon-pose"),))
        self.store.save_routine(made)
        self.told.append(("routine", made.id, ""))

    def plan(self) -> None:
        """Make a plan, throw it away, and perhaps bring it back."""
        name = f"plan-{self._id()}"
        self.store.create_plan(small_plan(name))
        self.told.append(("plan", name, "there"))
        if self.random.random() < 0.7:
            self.store.delete_plan(name)
            self.told.append(("plan", name, "gone"))
            if self.random.random() < 0.7:
                self.store.restore_plan(name)
                self.told.append(("plan", name, "there"))

    def remember(self) -> None:
        """Put something on the history that nothing takes back."""
        self.store.remember((f"log:2027-01:{self._id()}",))

    def undo(self) -> None:
        """Take back whatever was done last, by anyone."""
        undoing.undo(self.desk)

    def redo(self) -> None:
        """Bring it back."""
        undoing.redo(self.desk)


DEEDS: tuple[tuple[Callable[[One], None], int], ...] = (
    (One.log, 24), (One.bring_in, 4), (One.add, 16), (One.move, 14), (One.write_on_shoe, 8), (One.buy, 3),
    (One.set, 6), (One.build, 5), (One.plan, 3), (One.remember, 3), (One.undo, 10), (One.redo, 4),
)  # fmt: skip


def lay_out(root: Path) -> Store:
    """Make the store that all share."""
    store = Store(root, {"PLANNER_BACKUPS": str(root.parent / "backups")})
    store.create_plan(small_plan("spring"))
    store.create_gear(Shoe(id="shared", name="Shared"))
    store.save_settings({"unit": "km"})
    for number in range(30):  # so that nobody takes back what all share
        store.remember((f"log:2027-01:laid{number}",))
    (root / "planner.toml").write_text("# by hand\nunknown = 1\n" + (root / "planner.toml").read_text())
    return store


if __name__ == "__main__":
    folder, own, count = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    one = One(folder, own)
    left = count
    while left:
        left -= one.do()
    Path(f"{folder}.{own}.json").write_text(json.dumps(one.told))
