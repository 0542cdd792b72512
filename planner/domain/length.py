"""How long something takes, as a range: what is open in it takes as long as it takes."""

import msgspec


class Length(msgspec.Struct, frozen=True):
    """How long something takes in seconds: at least, usually, at most. All equal when nothing in it is open."""

    least_s: float
    usual_s: float
    most_s: float

    def __add__(self, other: "Length") -> "Length":
        return Length(self.least_s + other.least_s, self.usual_s + other.usual_s, self.most_s + other.most_s)

    @property
    def is_open(self) -> bool:
        """Whether an open step makes it a range."""
        return self.least_s != self.most_s
