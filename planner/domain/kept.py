"""How often something was planned, and what became of it."""

import msgspec


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """How often something was planned so far, and what became of it."""

    planned: int = 0
    done: int = 0
    partly: int = 0
    skipped: int = 0
    missed: int = 0

    def __add__(self, other: "Kept") -> "Kept":
        return Kept(
            planned=self.planned + other.planned,
            done=self.done + other.done,
            partly=self.partly + other.partly,
            skipped=self.skipped + other.skipped,
            missed=self.missed + other.missed,
        )

    @property
    def share(self) -> float | None:
        """The part that was done, what was done in part included; None while nothing was planned."""
        return (self.done + self.partly) / self.planned if self.planned else None
