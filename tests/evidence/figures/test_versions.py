"""What a page keeps is kept as long as what it read has not changed."""

import pytest

from autan.evidence.figures.core.addresses import FigureAddress
from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.queries.registry import FigureSource, version_of_figures
from autan.ground.registry import register
from autan.people.journal.actions import acting
from autan.people.journal.core import ObjectRef


def find_nothing(_address: FigureAddress) -> Figure | None:
    return None


@pytest.fixture(autouse=True)
def _own_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("autan.ground.registry._objects", {})


@pytest.mark.django_db
def test_a_source_that_says_nothing_changes_with_every_act() -> None:
    register(FigureSource(name="all", find=find_nothing))
    before = version_of_figures(["all.x"])
    assert version_of_figures(["all.x"]) == before
    with acting(by=None, act="try") as act:
        act.record(ObjectRef("tests", "thing", "1"), summary="essai")
    assert version_of_figures(["all.x"]) != before


def test_a_source_tells_its_own_version_of_the_addresses_asked() -> None:
    register(FigureSource(name="own", find=find_nothing, version=lambda addresses: "+".join(map(str, addresses))))
    assert version_of_figures(["own.b", "own.a", "unknown.x", "broken"]) == "own=own.b+own.a"
