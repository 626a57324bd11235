"""A figure as a reader sees it."""

from datetime import date

import pytest

from autan.evidence.figures.core.arithmetic import divide_figures, range_of_figures
from autan.evidence.figures.core.figures import OWN_CHOICE, Method
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import get_unit
from autan.evidence.figures.presenters.figures import alike_figures, present_figure, present_period, readable_figure
from autan.ground.texts.core.notation import NO_BREAK_SPACE as NB
from autan.ground.texts.core.notation import THIN_SPACE as TH
from autan.ground.texts.core.periods import Period
from autan.ground.texts.language import in_language
from autan.ground.wordings import Text
from tests.evidence.figures.making import make_figure

RANGE = {"value": None, "low": 30, "high": 80, "unit": "pct", "known": 11, "total": 11, "state": ValueState.OBSERVED}


@pytest.mark.parametrize(
    ("fields", "number", "unit"),
    [
        ({"value": 8_750_000}, f"8{TH}750", "GWh"),
        ({"value": 9_630}, f"9{TH}630", "MWh"),
        ({"value": 12_345, "unit": "MWh_unstated"}, "12,3", "GWh"),
        ({"value": 3_184_000, "unit": "tCO2e"}, f"3{TH}184", "kt CO₂e"),
        ({"value": 166_000, "unit": "kW"}, "166", "MW"),
        ({"value": 12_345.678, "unit": "tCO2e"}, "12,3", "kt CO₂e"),
        ({"value": 12_345.678, "unit": "kW"}, "12,3", "MW"),
        ({"value": 3.94, "unit": "tCO2e_per_inhabitant"}, "3,9", "t CO₂e par habitant"),
        ({"value": 0.042, "unit": "ratio"}, "0,04", ""),
        ({"value": 2003, "unit": "year"}, "2003", ""),
        ({"value": 5, "state": ValueState.LOWER_BOUND}, f"≥{NB}5", "MWh"),
        (RANGE, "30 à 80", "%"),
        ({"value": 1, "unit": "installations"}, "1", "installation"),
        ({"value": 2, "unit": "installations"}, "2", "installations"),
        ({"value": 0, "unit": "territories"}, "0", "collectivité"),
        ({"value": 0, "unit": "territories", "state": ValueState.LOWER_BOUND}, "aucun cas connu", ""),
        ({"value": 0, "state": ValueState.LOWER_BOUND}, f"≥{NB}0", "MWh"),
        (RANGE | {"low": 0, "high": 14.5}, "0 à 14,5", "%"),
        (RANGE | {"low": 0.25, "high": 3}, "0,25 à 3", "%"),
        (RANGE | {"low": 64, "high": 64}, "64", "%"),
        (RANGE | {"low": 2005, "high": 2019, "unit": "year"}, "2005 à 2019", ""),
        (RANGE | {"low": 2012, "high": 2012, "unit": "year"}, "2012", ""),
        ({"value": 1.15, "unit": "count"}, "1,15", ""),
        ({"value": 0.4, "unit": "count"}, "0,4", ""),
        ({"value": 2.75, "unit": "count"}, "2,75", ""),
        ({"value": 7 / 3, "unit": "count"}, "2,3", ""),
        ({"value": None}, "non renseigné", ""),
        ({"value": None, "state": ValueState.CONFIDENTIAL}, "secret statistique", ""),
    ],
)
def test_numbers_are_in_the_unit_that_reads_best(fields, number, unit):
    view = present_figure(make_figure(**fields), "fr")
    assert (view.number, view.unit) == (number, unit)


def test_english_has_its_own_words():
    view = present_figure(make_figure(**{**RANGE, "known": 8, "part": Text("collectivités", "authorities")}), "en")
    assert (view.number, view.coverage) == ("30 to 80%", "8 of 11 authorities")
    assert view.dots == (True,) * 8 + (False,) * 3


@pytest.mark.parametrize(
    ("unit", "note"),
    [
        ("territories", "connu pour 8 sur 11 collectivités"),
        ("count", "connu pour 8 sur 11 collectivités"),
        ("MWh", "8 sur 11 collectivités"),
    ],
)
def test_the_coverage_of_a_count_is_not_read_as_that_number(unit, note):
    fields = {"unit": unit, "known": 8, "total": 11, "part": Text("collectivités", "authorities")}
    view = present_figure(make_figure(0, **fields), "fr")
    assert (view.coverage, view.coverage_note) == ("8 sur 11 collectivités", note)


def test_a_unit_that_is_asked_for_is_kept():
    assert present_figure(make_figure(8_750_000), "fr", unit=get_unit("TWh"), decimals=2).number == "8,75"


def test_an_unknown_figure_has_no_unit_and_says_its_state():
    view = present_figure(make_figure(None), "fr")
    assert (view.is_known, view.state, view.unit) == (False, "non renseigné", "")


def test_the_sentence_says_it_in_one_breath():
    assert present_figure(make_figure(5, state=ValueState.ESTIMATED), "fr").sentence == f"5{NB}MWh, 2024, estimé"


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (Period.undated(), ""),
        (Period.year(2024), "2024"),
        (Period.parse("2012-2013"), "2012–2013"),
        (Period.day(date(2026, 7, 31)), f"au 31{NB}juillet{NB}2026"),
        (Period.months_before(date(2026, 7, 31)), f"douze mois jusqu’au 31{NB}juillet{NB}2026"),
    ],
)
def test_periods_in_words(period, words):
    assert present_period(period) == words


def test_small_figures_keep_their_unit():
    figure = make_figure(5)
    assert readable_figure(figure) is figure


def ratio(year: int, other: int):
    """So much per inhabitant, of two years."""
    below = make_figure(5, unit="inhabitants", year=other)
    unit, words = get_unit("MWh_per_inhabitant"), Text("deux dates", "two dates")
    return divide_figures(
        make_figure(10, year=year), below, figure_id="tests.ratio", label=words, unit=unit, mixed_years=words
    )


def test_a_ratio_of_two_years_says_both_wherever_it_is_shown():
    assert present_figure(ratio(2024, 2021), "fr").period == "2024, rapporté à 2021"
    assert present_figure(ratio(2024, 2021), "en").period == "2024, against 2021"
    assert present_figure(ratio(2024, 2024), "fr").period == "2024"


@pytest.mark.parametrize(
    ("years", "words"),
    [((2021, 2021), "2024, rapporté à 2021"), ((2024, 2022, 2021), "2024, rapporté à 2021, 2022, 2024")],
)
def test_a_range_of_such_ratios_says_every_year_it_divides_by(years, words):
    ratios = [ratio(2024, year) for year in years]
    ranged = range_of_figures(ratios, figure_id="tests.range", label=Text("de", "from"))
    assert present_figure(ranged, "fr").period == words


def test_own_values_are_counted_beside_the_number():
    chosen = make_figure(7, method=Method(name=OWN_CHOICE, formula=Text("choix", "choice")))
    assert present_figure(chosen, "fr").own == "1 valeur de la collectivité"
    both = make_figure(14, inputs=(chosen, make_figure(7), chosen))
    assert present_figure(both, "fr").own == "2 valeurs de la collectivité"
    assert present_figure(both, "en").own == "2 values of the authority"
    assert present_figure(make_figure(7), "fr").own == ""


def test_figures_side_by_side_are_in_one_size_of_their_unit() -> None:
    given = [make_figure(172_000), make_figure(405), None, make_figure(0), make_figure(None), make_figure(3)]
    given.append(make_figure(7, unit="tCO2e"))
    shown = [figure and (figure.value, figure.unit.code) for figure in alike_figures(given)]
    assert shown == [(172, "GWh"), (0.405, "GWh"), None, (0, "GWh"), (None, "MWh"), (3, "MWh"), (7, "tCO2e")]
    shares = [make_figure(1, unit="pct"), make_figure(2, unit="pct")]
    assert alike_figures(shares) == shares


def test_english_sets_the_signs_of_per_cent_and_of_the_euro_as_it_does() -> None:
    def written(value: float, unit: str, language: str = "en") -> str:
        view = present_figure(make_figure(value, unit=unit), language)
        return f"{view.number} {view.unit}".strip()

    assert written(4.2, "pct") == "4.2%"
    assert written(1361, "EUR_per_dwelling") == "€1,361 per dwelling"
    assert written(4.2, "pct", "fr") == "4,2 %"
    floor = present_figure(make_figure(1361, unit="EUR", state=ValueState.LOWER_BOUND), "en")
    assert (floor.number, floor.unit) == (f"≥{NB}€1,361", "")


def test_the_way_to_the_trace_stays_in_the_language_of_the_words() -> None:
    figure = make_figure()
    french, english = present_figure(figure, "fr"), present_figure(figure, "en")
    assert english.trace_url == f"/en{french.trace_url}"
    with in_language("en"):
        assert french.trace_url.endswith(f"{figure.id}/")
        assert not french.trace_url.startswith("/en/")
