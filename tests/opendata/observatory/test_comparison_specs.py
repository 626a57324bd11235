"""Drawings of a comparison: one unit, own place first, totals never as colours, the unknown shown."""

from dataclasses import replace

import pytest

from autan.evidence.figures.core.charts import ChartKind, MapKind
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Text
from autan.opendata.observatory.core.place_comparison import (
    compare_places,
    comparison_map,
    dot_chart,
    ranked_chart,
    spread_sentence,
    strip_chart,
)
from tests.opendata.observatory.test_composition import SIRENS, member

CREDIT, LABEL = Text("source", "source"), Text("Mesure", "Measure")
NAMES = {siren: f"T{place}" for place, siren in enumerate(SIRENS)}


def figures(code, *values):
    members = {siren: member(siren, **{code: value}) for siren, value in zip(SIRENS, values, strict=False)}
    return {siren: member_row[code] for siren, member_row in members.items()}


def made(code, *values, own=""):
    given = figures(code, *values)
    return compare_places(NAMES, given, address="a", label=LABEL, credit=CREDIT, own=own)


def test_places_are_ranked_and_the_unknown_are_last():
    comparison = made("electricity_total", 10.0, 30.0)
    assert [place.name for place in comparison.places[:2]] == ["T1", "T0"]
    assert len(comparison.places) == len(NAMES)
    assert [place.code for place in comparison.known] == [SIRENS[1], SIRENS[0]]


def test_large_values_change_unit_together():
    comparison = made("electricity_total", 12_000.0, 500.0)
    assert comparison.unit.code == "GWh"
    assert [row.figures[0].value for row in ranked_chart(comparison).rows] == [12.0, 0.5]


def test_own_place_comes_first_and_is_emphasised():
    chart = ranked_chart(made("electricity_total", 10.0, 30.0, own=SIRENS[0]))
    assert [(row.label.fr, row.is_emphasised) for row in chart.rows] == [("T0", True), ("T1", False)]


def test_a_strip_has_all_others_behind_in_its_unit():
    others = list(figures("electricity_total", 2_000.0, 40_000.0).values())
    chart = strip_chart(made("electricity_total", 12_000.0, 500.0), [*others, replace(others[0], value=None)])
    assert chart.kind is ChartKind.DOTS
    assert [figure.value for figure in chart.behind] == [2.0, 40.0]


@pytest.mark.parametrize(("code", "kind"), [("electricity_total", MapKind.SYMBOLS)])
def test_a_total_is_circles(code, kind):
    spec = comparison_map(made(code, 10.0, 30.0), credit=CREDIT, followed=[SIRENS[0]])
    assert spec.kind is kind
    assert len(spec.places) == len(NAMES)
    assert [place.siren for place in spec.places if place.is_emphasised] == [SIRENS[0]]
    assert spec.classes == ()


def test_the_sentence_names_both_ends_and_counts():
    small = spread_sentence(made("electricity_total", 0.0042, 30.5)).fr
    assert small.startswith("De 0,004\u00a0MWh ")
    assert spread_sentence(made("electricity_total", 10.0, 30.5)).fr == (
        "De 10\u00a0MWh (T0) à 30,5\u00a0MWh (T1)\u202f; 2 valeurs connues sur 3\u202f; non renseigné\u00a0: T2."
    )
    assert (
        spread_sentence(made("electricity_total", 10.0)).en
        == f"T0: 10\u00a0MWh; the only value known of {len(NAMES)}; not known: T1, T2."
    )


def test_nothing_known_is_nothing_to_compare():
    assert compare_places(NAMES, {}, address="a", label=LABEL, credit=CREDIT) is None


def test_dots_come_by_value_and_those_that_nobody_looked_at_are_left_out():
    chart = dot_chart(made("electricity_total", 5.0, 9.0))
    assert (chart.kind, chart.id) == (ChartKind.DOTS, "a-by-member")
    assert [row.label.fr for row in chart.rows] == ["T1", "T0"]


def test_a_ratio_of_two_years_warns_in_the_sentence():
    ratio = member(SIRENS[0], ghg_total=50.0, population=10.0)["ghg_per_inhabitant"]
    comparison = compare_places(NAMES, {SIRENS[0]: ratio}, address="a", label=LABEL, credit=CREDIT)
    assert spread_sentence(comparison).fr.endswith("numérateur 2016, dénominateur 2021.")
    assert spread_sentence(comparison).en.endswith("numerator 2016, denominator 2021.")


def test_ratios_of_other_years_warn_with_every_year_there_is():
    ratios = {siren: member(siren, ghg_total=50.0, population=10.0)["ghg_per_inhabitant"] for siren in SIRENS[:2]}
    for siren, year in zip(ratios, ("2015", "2014"), strict=True):
        above, below = ratios[siren].inputs
        ratios[siren] = replace(ratios[siren], inputs=(above, replace(below, period=Period.parse(year))))
    comparison = compare_places(NAMES, ratios, address="a", label=LABEL, credit=CREDIT)
    assert spread_sentence(comparison).fr.endswith(
        "Plusieurs dates se mêlent\u00a0: numérateur 2016, dénominateur 2014, 2015."
    )
