"""Several sources side by side: the gaps are those of plain arithmetic, and no value changes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autan.evidence.figures.core.figures import Figure, Method
from autan.evidence.figures.core.sources import EvidenceRef, Source
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import UnitMismatchError, get_unit
from autan.ground.errors import DomainError
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Text
from autan.opendata.measures.core.catalogue import MEASURES
from autan.opendata.observatory.core.climate import (
    ClimateTerms,
    Price,
    corrected_amount,
    corrected_figure,
    parse_price,
    priced_figure,
)
from autan.opendata.observatory.core.energy_table import ComparedSource, compare_sources, is_same_year
from autan.opendata.observatory.core.series import index_figure, make_series

PARTS = {code: Text(code, code) for code in ("a", "b", "c")}
NAME = Text("x", "x")


def figure(value, *, unit="MWh", code="x", day="2024", source="s"):
    return Figure(
        id=f"observatory.243100518.{code}.{day}",
        label=Text(code, code),
        value=value,
        unit=get_unit(unit),
        period=Period.parse(day),
        territories=("243100518",),
        known=int(value is not None),
        total=1,
        state=ValueState.MISSING if value is None else ValueState.OBSERVED,
        method=Method(name="m", formula=NAME, parameters=(("source", source),)),
        evidence=(EvidenceRef(kind="lake", key="k"),),
    )


def offer(values, *, unit="MWh", whole=None):
    figures = {code: figure(value, unit=unit, code=code) for code, value in values.items()}
    return ComparedSource(source="s", figures=figures, whole=whole)


amounts = st.dictionaries(
    st.sampled_from(list(PARTS)), st.none() | st.integers(min_value=-(10**9), max_value=10**9), max_size=3
)


@given(first=amounts, second=amounts)
def test_gaps_are_those_of_plain_arithmetic(first, second):
    compared = compare_sources([offer(first), offer(second)], PARTS, code="c")
    both = [c for c in PARTS if first.get(c) is not None and second.get(c) is not None]
    (summary,) = compared.summaries
    if not both:
        assert summary is None
        return
    assert summary.parts == len(both)
    assert summary.net.net == sum(second[c] for c in both) - sum(first[c] for c in both)
    assert summary.absolute == sum(abs(second[c] - first[c]) for c in both)
    assert abs(summary.net.net) <= summary.absolute


@given(first=amounts, second=amounts)
def test_no_source_changes_the_value_of_another(first, second):
    alone = compare_sources([offer(first), offer({})], PARTS, code="c")
    both = compare_sources([offer(first), offer(second)], PARTS, code="c")
    values = {row.label.fr: row.figures[0].value for row in both.rows if row.figures[0]}
    assert values == {row.label.fr: row.figures[0].value for row in alone.rows}
    assert values == first


def test_units_are_those_of_the_first_source_and_must_agree():
    compared = compare_sources([offer({"a": 1000}), offer({"a": 2, "b": 1}, unit="GWh")], PARTS, code="c")
    assert [f.value for f in compared.rows[0].figures] == [1000, 2000]
    assert compared.rows[1].figures[1].unit.code == "MWh"
    with pytest.raises(UnitMismatchError):
        compare_sources([offer({"a": 1}), offer({"a": 1}, unit="tCO2e")], PARTS, code="c")
    with pytest.raises(DomainError):
        compare_sources([offer({"a": 1})], PARTS, code="c")


def test_the_total_that_a_source_states_is_shown_as_it_states_it():
    whole = figure(99, code="w")
    compared = compare_sources([offer({"a": 1}, whole=whole), offer({"a": 2})], PARTS, code="c")
    assert compared.total.figures == (whole, None)
    assert compared.total.gaps == (None,)


# --- Series and climate -------------------------------------------------------------------------------------------


def test_an_index_has_its_base_at_one_hundred_and_marks_a_break():
    points = make_series([figure(50, day="2022"), figure(75, day="2023"), figure(60, day="2024", source="t")], base=1)
    assert [point.index.value for point in points] == [66.7, 100, None]
    assert [point.is_break for point in points] == [False, False, True]
    assert points[2].index.state is ValueState.NOT_ESTABLISHED
    assert "sources différentes" in points[2].index.note.fr
    assert points[0].index.id == "observatory.243100518.x.2022.base-2023"
    assert not points[0].index.unit.is_summable


def test_an_unknown_or_nil_base_gives_no_index():
    assert index_figure(figure(5), figure(None)) is None
    assert index_figure(figure(None), figure(5)) is None
    assert index_figure(figure(5), figure(0)) is None


@given(
    amount=st.floats(min_value=0, max_value=1e9),
    part=st.floats(min_value=0, max_value=100),
    days=st.floats(min_value=500, max_value=4000),
)
def test_a_usual_year_is_not_corrected(amount, part, days):
    found = corrected_amount(amount, heating_pct=part, degree_days=days, reference=days)
    assert found == pytest.approx(amount, abs=0.01)


@given(days=st.floats(min_value=500, max_value=1999))
def test_a_mild_year_is_raised(days):
    assert corrected_amount(1000, heating_pct=50, degree_days=days, reference=2000) > 1000
    assert corrected_amount(1000, heating_pct=0, degree_days=days, reference=2000) == 1000


@pytest.mark.parametrize("wrong", [{"heating_pct": 101}, {"degree_days": 0}, {"reference": -1}])
def test_impossible_terms_are_refused(wrong):
    terms = {"heating_pct": 50, "degree_days": 2000, "reference": 2000} | wrong
    with pytest.raises(DomainError):
        corrected_amount(1, **terms)


def test_a_missing_term_corrects_nothing():
    terms = ClimateTerms(degree_days=figure(None), reference=figure(2000), heating_pct=figure(50))
    assert corrected_figure(figure(1000), terms) is None
    beyond = ClimateTerms(degree_days=figure(1800), reference=figure(2000), heating_pct=figure(150))
    assert corrected_figure(figure(1000), beyond) is None


# --- Prices -------------------------------------------------------------------------------------------------------

PRICE = {
    "code": "p",
    "label": {"fr": "p", "en": "p"},
    "price_eur_per_mwh": 200,
    "from": date(2024, 1, 1),
    "to": date(2024, 12, 31),
    "period": {"fr": "2024", "en": "2024"},
    "source": {"title": "t", "producer": "p"},
    "note": {"fr": "n", "en": "n"},
}


def price(**changes) -> Price:
    return parse_price(PRICE | changes)


def test_a_bill_is_the_quantity_times_the_price():
    measure = MEASURES["bill_homes_electricity"]
    bill = priced_figure(measure, figure(1_000_000), price(), "243100518")
    assert (bill.value, bill.unit.code, bill.state) == (200, "MEUR", ValueState.ESTIMATED)
    assert bill.id == "observatory.243100518.bill_homes_electricity.2024"
    assert bill.note.fr == "n"
    in_gwh = priced_figure(measure, figure(1000, unit="GWh"), price(), "243100518")
    assert in_gwh.value == bill.value


def test_a_price_of_another_time_is_said_and_an_unknown_quantity_costs_nothing_known():
    measure = MEASURES["bill_homes_gas"]
    later = price(**{"from": date(2026, 6, 1), "to": date(2026, 6, 30), "period": {"fr": "juin 2026", "en": "June"}})
    assert "juin 2026 appliqué à la consommation de 2024" in priced_figure(measure, figure(1), later, "1").note.fr
    unknown = priced_figure(measure, figure(None), price(), "1")
    assert (unknown.value, unknown.state) == (None, ValueState.MISSING)


@pytest.mark.parametrize("wrong", [{"price_eur_per_mwh": 0}, {"price_eur_per_mwh": "cher"}, {"label": {"de": "x"}}])
def test_a_price_that_is_none_is_refused(wrong):
    with pytest.raises(DomainError):
        price(**wrong)
    with pytest.raises(DomainError):
        parse_price({"code": "p"})


def test_sources_are_not_needed():
    assert Source(slug="", title="t", producer="p") == price().source


def test_two_years_are_an_evolution_and_not_a_gap():
    other = ComparedSource(source="t", figures={"a": figure(2, code="a", day="2012")})
    compared = compare_sources([offer({"a": 1}), other, offer({"a": 3})], PARTS, code="c")
    assert compared.rows[0].gaps[0] is None
    assert compared.rows[0].gaps[1].net == 2
    assert compared.years_apart == (True, False)
    assert compare_sources([offer({"a": 1}), offer({"b": 1})], PARTS, code="c").years_apart == (False,)


def test_twelve_months_are_no_calendar_year():
    assert not is_same_year(Period.year(2026), Period.months_before(date(2026, 7, 31)))
    assert not is_same_year(Period.undated(), Period.undated())
