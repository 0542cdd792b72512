"""The errors that callers tell apart. Each says what was wrong, why, and what to do next."""


class PlannerError(Exception):
    """Something the user asked for cannot be done.

    `what` names the place (a file, an option, a day), `why` the reason, `fix` what to do next.
    The command line prints it as one line: `planner: <what>: <why>. <fix>`.
    """

    def __init__(self, what: str, why: str, fix: str = "") -> None:
        super().__init__(what, why, fix)
        self.what = what
        self.why = why
        self.fix = fix

    def __str__(self) -> str:
        line = f"{self.what}: {self.why.rstrip('.')}."
        return f"{line} {self.fix}".rstrip()


class BadValue(PlannerError):
    """A value that the user typed, or that stood in a file, is not what was expected."""


class NotFound(PlannerError):
    """A plan, session, routine, exercise or gear item of that name does not exist."""


class NotFeasible(PlannerError):
    """The build-up cannot be made as asked; `why` gives the reason and `fix` the ways out."""


class StoreError(PlannerError):
    """The store cannot be read or written; nothing on disk was changed."""
