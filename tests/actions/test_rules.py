"""The rules are parsed a table at a time; that must be what the whole file says."""

import pytest
import tomli

from planner import resources
from planner.actions.rules import rules_of
from planner.domain.errors import StoreError

WHOLE = tomli.loads(resources.read("data", "rules.toml").decode())
TABLES = sorted(name for name, value in WHOLE.items() if isinstance(value, dict))


@pytest.mark.parametrize("name", TABLES)
def test_a_table_alone_is_what_the_whole_file_says(name: str) -> None:
    assert rules_of(name, dict[str, object]) == WHOLE[name]


def test_a_table_that_is_not_there_is_an_error() -> None:
    with pytest.raises(StoreError, match="it has no"):
        rules_of("nonsense", dict[str, object])
