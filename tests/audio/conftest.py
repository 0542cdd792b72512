"""Here sounds are looked for as on the runner's own machine."""

import pytest


@pytest.fixture(autouse=True)
def _at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SSH_CONNECTION")
