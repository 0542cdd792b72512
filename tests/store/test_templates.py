"""Template files."""

from pathlib import Path

import pytest
from hypothesis import given

from planner.domain.errors import NotFound, StoreError
from planner.domain.plan import Plan
from planner.domain.template import TemplateSession, template_of
from planner.store.store import Store
from tests import strategies
from tests.store.deeds import scratch_store
from tests.store.records import small_plan, small_template


@given(strategies.plans(), strategies.texts)
def test_a_template_reads_back_the_same(plan: Plan, name: str) -> None:
    kept = template_of(plan, plan.base, plan.layers, template_id="half", name=name)
    with scratch_store() as store:
        store.save_template(kept)
        assert store.template("half") == (kept, ())
        assert store.templates() == ((kept,), ())


def test_saving_never_replaces_one(store_root: Path) -> None:
    store = Store(store_root)
    store.save_template(small_template())
    before = (store_root / "templates/half.toml").read_bytes()
    with pytest.raises(StoreError, match="there is a template of that name"):
        store.save_template(small_template())
    assert (store_root / "templates/half.toml").read_bytes() == before


def test_a_bad_session_is_left_out_and_told_and_the_rest_is_read(store_root: Path) -> None:
    store = Store(store_root)
    store.save_template(small_template())
    path = store_root / "templates/half.toml"
    path.write_text(path.read_text().replace("day = -5", "day = -99999"))
    found, problems = store.template("half")
    assert len(found.sessions) == 2
    assert len(problems) == 1
    assert "session[0]" in str(problems[0])


def test_a_file_that_cannot_be_read_does_not_hide_the_others(store_root: Path) -> None:
    store = Store(store_root)
    store.save_template(small_template())
    (store_root / "templates/bad.toml").write_text("x = [")
    found, problems = store.templates()
    assert [one.id for one in found] == ["half"]
    assert len(problems) == 1
    assert store.delete_template("bad") == "templates.bad.1"


def test_a_deleted_template_comes_back_whole(store_root: Path) -> None:
    store = Store(store_root)
    store.save_template(small_template())
    store.delete_template("half")
    with pytest.raises(NotFound, match="no such template"):
        store.delete_template("half")
    store.restore_template("half")
    assert store.template("half")[0] == small_template()
    with pytest.raises(NotFound, match="no template of that name was deleted"):
        store.restore_template("other")


@pytest.mark.parametrize("wrong", ["../plans/spring", "Half", ""])
def test_an_id_that_names_no_file_is_not_found(store_root: Path, wrong: str) -> None:
    with pytest.raises(NotFound):
        Store(store_root).delete_template(wrong)


def test_a_session_no_plan_could_hold_is_none_of_a_template_either() -> None:
    with pytest.raises(ValueError, match="duration"):
        TemplateSession(day=0, kind=small_plan().base[0].kind, duration_s=-1)
