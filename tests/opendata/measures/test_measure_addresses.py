"""Addresses of figures and keys of evidence are read back as they are written; what is none of them is refused."""

import pytest

from autan.evidence.figures.core.addresses import FigureAddress
from autan.opendata.measures.core.addresses import (
    FilingAddress,
    FilingCellKey,
    FlowAddress,
    IndicatorRowsKey,
    MeasureAddress,
    RowsKey,
    TerritorialIndicatorAddress,
    date_of,
)
from autan.opendata.measures.core.catalogue import MEASURES
from autan.opendata.measures.core.grounds import Ground, base_codes, find_input, leading_measure, no_ground, usual_term
from autan.opendata.measures.core.measures import BaseMeasure, PricedMeasure, RatioMeasure, SumMeasure
from tests.evidence.figures.making import make_figure


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (MeasureAddress, "observatory.243100518.ghg_total.2016"),
        (MeasureAddress, "observatory.243100518.ghg_total.2016.own"),
        (FilingAddress, "observatory.243100518.pcaet-7-ghg-waste.p1"),
        (FilingAddress, "observatory.243100518.pcaet-7-pollutant-waste-nox.p3"),
        (FlowAddress, "flows.243100518.gas-other_uses.2024"),
        (TerritorialIndicatorAddress, "indicator.ore-gas.dep-31.2021.all"),
    ],
)
def test_an_address_is_written_as_it_was_read(kind, text):
    assert str(kind.parse(FigureAddress.parse(text))) == text


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (MeasureAddress, "indicator.243100518.ghg_total.2016"),
        (MeasureAddress, "observatory.243100518.ghg_total"),
        (MeasureAddress, "observatory.243100518.ghg_total.2016.own.more"),
        (FilingAddress, "flows.243100518.pcaet-7-ghg-waste.p1"),
        (FilingAddress, "observatory.243100518.plan-7-ghg-waste.p1"),
        (FilingAddress, "observatory.243100518.pcaet-7-ghg.p1"),
        (FilingAddress, "observatory.243100518.pcaet-7-pollutant-waste-nox-more.p1"),
        (FlowAddress, "observatory.243100518.gas-other_uses.2024"),
        (FlowAddress, "flows.243100518.gas-other_uses"),
        (FlowAddress, "flows.243100518.gas.2024"),
        (TerritorialIndicatorAddress, "flows.ore-gas.dep-31.2021.all"),
        (TerritorialIndicatorAddress, "indicator.ore-gas.dep-31.2021"),
        (TerritorialIndicatorAddress, "indicator.ore-gas.dep-31.deux-mille.all"),
    ],
)
def test_what_is_no_address_of_its_kind_is_none(kind, text):
    assert kind.parse(FigureAddress.parse(text)) is None


def test_the_parts_of_an_address_have_their_names():
    filing = FilingAddress.parse(FigureAddress.parse("observatory.243100518.pcaet-7-pollutant-waste-nox.p3"))
    assert filing == FilingAddress("243100518", "7", "pollutant", "waste", "nox", "3")
    flow = FlowAddress.parse(FigureAddress.parse("flows.243100518.gas-other_uses.2024"))
    assert flow == FlowAddress("243100518", "gas", "2024")


def test_a_measure_is_found_at_another_date():
    figure = make_figure(id="observatory.243100518.ghg_total.2016.own")
    assert date_of(figure) == "2016"
    assert str(MeasureAddress.of(figure).at("2018")) == "observatory.243100518.ghg_total.2018.own"


@pytest.mark.parametrize("words", [("s", "e", "region", "76", "2021", ""), ("a-b", "2024-x", "1", "m_n", "0", "c")])
def test_keys_of_evidence_are_read_back(words):
    rows = RowsKey(*words[:4])
    assert RowsKey.parse(str(rows)) == rows
    indicator = IndicatorRowsKey(*words)
    assert IndicatorRowsKey.parse(str(indicator)) == indicator
    assert indicator.parts == tuple(words)


def test_the_last_part_alone_of_a_key_may_hold_slashes():
    key = IndicatorRowsKey("s", "e", "region", "76", "2021", "bois/granulés")
    assert IndicatorRowsKey.parse(str(key)) == key
    assert IndicatorRowsKey.parse("s/e/region/76/2021") is None
    assert FilingCellKey.parse("s/e/1/7/ghg/waste/nox") is None
    assert FilingCellKey.parse("s/e/1/7/ghg/waste//1").period == "1"


@pytest.mark.parametrize("text", ["", "a/b/c", "a/b/c/d/e/f"])
def test_rows_have_four_parts_or_five(text):
    assert RowsKey.parse(text) is None


def test_rows_may_be_kept_to_some_communes():
    assert RowsKey("s", "e", "p", "m").kept == frozenset()
    kept = RowsKey("s", "e", "p", "m", "31483+31555")
    assert kept.kept == {"31483", "31555"}
    assert RowsKey.parse(str(kept)) == kept


# --- The ground that the terms of a ratio share ---------------------------------------------------------------------


def kinds(kind):
    return [measure for measure in MEASURES.values() if isinstance(measure, kind)]


def test_a_ground_is_named_by_its_ratio_and_its_date():
    ratio = kinds(RatioMeasure)[0].code
    ground = Ground(ratio=ratio, date="2024-06", communes=("31555",))
    assert ground.variant == f"on-{ratio}-2024-06"
    assert Ground.of_variant(ground.variant) == Ground(ratio=ratio, date="2024-06")


@pytest.mark.parametrize("variant", ["", "own", "on-nothing-2024", "on-gas_residential_per_dwelling", "on-"])
def test_another_variant_names_no_ground(variant):
    assert Ground.of_variant(variant) is None


def test_a_measure_leads_to_what_is_counted():
    """What is divided or priced gives its date; a base measure or a sum gives its own."""
    for measure in (*kinds(BaseMeasure), *kinds(SumMeasure)):
        assert leading_measure(measure) is measure
    for measure in kinds(PricedMeasure):
        assert leading_measure(measure) is leading_measure(MEASURES[measure.quantity])
    for measure in kinds(RatioMeasure):
        assert leading_measure(measure) is leading_measure(MEASURES[measure.numerator])
        assert isinstance(leading_measure(measure), (BaseMeasure, SumMeasure))


def test_every_measure_is_made_of_base_measures_each_once():
    for measure in kinds(BaseMeasure):
        assert base_codes(measure) == (measure.code,)
    for measure in (*kinds(SumMeasure), *kinds(PricedMeasure), *kinds(RatioMeasure)):
        codes = base_codes(measure)
        assert codes
        assert len(set(codes)) == len(codes)
        assert all(isinstance(MEASURES[code], BaseMeasure) for code in codes)
    for measure in kinds(RatioMeasure):
        both = {*base_codes(MEASURES[measure.numerator]), *base_codes(MEASURES[measure.denominator])}
        assert set(base_codes(measure)) == both


def test_an_input_is_found_at_any_depth():
    leaf = make_figure(id="tests.leaf")
    middle = make_figure(id="tests.middle", inputs=(make_figure(id="tests.other"), leaf))
    top = make_figure(id="tests.top", inputs=(make_figure(id="tests.first"), middle))
    assert find_input(top, "tests.leaf") is leaf
    assert find_input(top, "tests.middle") is middle
    assert find_input(top, "tests.top") is None
    assert find_input(leaf, "tests.leaf") is None


def test_without_ground_the_terms_stay_as_they_are():
    ratio = kinds(RatioMeasure)[0]
    assert (no_ground(ratio), usual_term(ratio, "2024")) == ({}, None)
