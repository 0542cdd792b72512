"""A clock that is moved by hand, for tests of the player."""

from datetime import UTC, datetime, timedelta

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)


class Clock:
    """Stands still until `seconds` is moved; the time of day goes with it."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        """Return the seconds of a monotonic clock."""
        return self.seconds

    def now(self) -> datetime:
        """Return the time of day."""
        return NOW + timedelta(seconds=self.seconds - 1000.0)
