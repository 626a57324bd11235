"""A figure cannot contradict itself, and its hash tells when anything of it changed."""

from dataclasses import replace

import pytest

from autan.evidence.figures.core.figures import evidence_below, walk_inputs
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import UnitMismatchError, get_unit
from autan.ground.errors import DomainError
from tests.evidence.figures.making import make_figure


@pytest.mark.parametrize(
    "fields",
    [
        {"known": 3, "total": 2},
        {"known": -1},
        {"value": None, "low": 3},
        {"value": None, "low": 3, "high": 2},
        {"state": ValueState.MISSING},
        {"state": ValueState.CONFIDENTIAL},
    ],
)
def test_contradictions_are_refused(fields):
    with pytest.raises(DomainError):
        make_figure(**{"value": 1, "known": 1, **fields})


@pytest.mark.parametrize(
    "change",
    [
        {"value": 11},
        {"unit": get_unit("GWh")},
        {"known": 0},
        {"territories": ("243100633",)},
        {"state": ValueState.ESTIMATED},
        {"boundary": "footprint"},
        {"evidence": (EvidenceRef(kind="fact", key="S002"),)},
        {"inputs": (make_figure(4),)},
    ],
)
def test_the_hash_changes_with_each_part(change):
    figure = make_figure(10)
    assert replace(figure, **change).content_hash != figure.content_hash


def test_the_hash_is_the_same_for_the_same_content():
    assert make_figure(10).content_hash == make_figure(10).content_hash


def test_one_input_without_evidence_is_enough_to_have_none():
    bare = make_figure(1, id="tests.bare", evidence=())
    assert not bare.has_evidence
    assert not make_figure(2, evidence=(), inputs=(make_figure(1), bare)).has_evidence
    assert make_figure(2, evidence=(), inputs=(make_figure(1),)).has_evidence


def test_evidence_is_gathered_through_the_inputs_once():
    shared = EvidenceRef(kind="fact", key="S001")
    own = EvidenceRef(kind="lake", key="k")
    one, two = make_figure(1, id="a"), make_figure(2, id="b", evidence=(shared, own))
    whole = make_figure(3, id="c", evidence=(), inputs=(one, two, one))
    assert [figure.id for figure in walk_inputs(whole)] == ["c", "a", "b"]
    assert evidence_below(whole) == (shared, own)


def test_another_unit_keeps_a_range_a_range():
    figure = make_figure(None, unit="GWh", low=1, high=2, known=1, state=ValueState.OBSERVED)
    shown = figure.in_unit(get_unit("MWh"))
    assert (shown.low, shown.high, shown.value) == (1000, 2000, None)
    with pytest.raises(UnitMismatchError):
        figure.in_unit(get_unit("tCO2e"))
