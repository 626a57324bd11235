"""Rows added over a place become a figure: zeros of those who are not served, grounds, signs, notes, evidence."""

import pytest

from autan.evidence.figures.core.states import ValueState
from autan.opendata.measures.core.addresses import MeasureAddress, RowsKey
from autan.opendata.measures.core.base_figures import (
    MeasuredPlace,
    Tally,
    UnservedCommunes,
    base_figure,
    tidy_number,
)
from autan.opendata.measures.core.catalogue import BASE_MEASURES, base_measure
from autan.opendata.measures.core.grounds import Ground
from autan.opendata.measures.core.measures import SERVED_BY_GAS, UnknownMeasureError
from autan.opendata.sources.core.source_cards import SourceEdition
from autan.opendata.sources.importers import shipped_cards

PLACE = MeasuredPlace(siren="243100518", communes=10)
RATIO = "gas_residential_per_dwelling"


def edition_of(code):
    return SourceEdition(card=shipped_cards()[base_measure(code).sources[0]], name="2024-abc")


def figure(code, tally, **changes):
    return base_figure(base_measure(code), PLACE, edition_of(code), tally, **changes)


def unserved(communes):
    return UnservedCommunes(edition=edition_of(SERVED_BY_GAS), measure=SERVED_BY_GAS, communes=communes)


def rows_behind(made):
    return [RowsKey.parse(ref.key) for ref in made.evidence]


def test_those_who_are_not_served_are_zeros_that_are_known():
    made = figure("gas_total", Tally(value=50.0, known=6, present=6), unserved=unserved(4))
    assert (made.value, made.known, made.total, made.state) == (50, 10, 10, ValueState.OBSERVED)
    assert "sans réseau d’après le registre" in made.note.fr
    assert [key.measure for key in rows_behind(made)] == ["gas_total", SERVED_BY_GAS]


@pytest.mark.parametrize("tally", [None, Tally(value=None, known=0, present=0)])
def test_a_place_that_nobody_serves_is_a_confirmed_zero(tally):
    made = figure("gas_total", tally, unserved=unserved(10))
    assert (made.value, made.known, made.state) == (0, 10, ValueState.CONFIRMED_ZERO)


def test_zeros_of_some_do_not_make_the_others_known():
    made = figure("gas_total", None, unserved=unserved(4))
    assert (made.value, made.known, made.total, made.state) == (0, 4, 10, ValueState.LOWER_BOUND)


def test_a_register_that_excludes_nobody_changes_nothing():
    tally = Tally(value=50.0, known=6, present=6)
    without, with_none = figure("gas_total", tally), figure("gas_total", tally, unserved=unserved(0))
    assert with_none == without
    assert (without.value, without.state, without.total) == (50, ValueState.LOWER_BOUND, 10)


def test_a_secret_among_what_is_known_makes_a_floor():
    made = figure("electricity_total", Tally(value=50.0, known=10, present=10, secrets=1))
    assert (made.value, made.state) == (50, ValueState.LOWER_BOUND)


def test_a_sum_of_signed_amounts_that_lacks_one_is_not_established():
    code = next(code for code, measure in BASE_MEASURES.items() if measure.is_signed)
    made = figure(code, Tally(value=-50.0, known=9, present=10))
    assert (made.value, made.indication, made.state) == (None, -50, ValueState.NOT_ESTABLISHED)
    whole = figure(code, Tally(value=-50.0, known=10, present=10))
    assert (whole.value, whole.state.is_known) == (-50, True)


def test_on_the_ground_of_a_ratio_what_is_outside_is_no_gap():
    ground = Ground(ratio=RATIO, date="2024", communes=("31483", "31555"))
    made = figure("gas_residential", Tally(value=50.0, known=2, present=2), ground=ground)
    assert (made.value, made.state) == (50, edition_of("gas_residential").card.state)
    assert MeasureAddress.of(made).variant == f"on-{RATIO}-2024"
    assert rows_behind(made)[0].kept == {"31483", "31555"}
    assert made.note.fr.startswith("Ajouté sur 2 des 10 communes")
    assert dict(made.method.parameters)["kept_to"] == RATIO
    floor = figure("gas_residential", Tally(value=50.0, known=2, present=2, lower_bounds=1), ground=ground)
    assert floor.state is ValueState.LOWER_BOUND
    assert "1 commune a une valeur incomplète" in floor.note.fr


def test_a_figure_says_its_edition_its_perimeter_and_how_many_alerts_touch_it():
    tally = Tally(value=50.0, known=10, present=10)
    made = figure("electricity_total", tally)
    card = edition_of("electricity_total").card
    assert dict(made.method.parameters) == {
        "source": card.source,
        "edition": "2024-abc",
        "perimeter": "2026",
        "geography": str(card.geography_vintage),
    }
    assert (made.alerts, figure("electricity_total", tally, alerts=3).alerts) == (0, 3)
    assert str(MeasureAddress.of(made)) == f"observatory.243100518.electricity_total.{card.data_date}"


def test_more_communes_than_the_perimeter_are_a_whole():
    made = figure("electricity_total", Tally(value=50.0, known=12, present=12))
    assert (made.known, made.total, made.state) == (12, 12, ValueState.OBSERVED)


def test_flows_and_stocks_have_the_time_of_their_source():
    of_a_source = {code: measure for code, measure in BASE_MEASURES.items() if measure.sources}
    for code, measure in of_a_source.items():
        card = edition_of(code).card
        assert figure(code, None).period == (card.flow_period if measure.is_flow else card.period)


def test_notes_are_those_of_the_group_of_a_measure():
    certificates = figure("dpe_a", Tally(value=12.0, known=9, present=9))
    assert certificates.note.fr.startswith("Moins de 30 diagnostics")
    assert "1 commune sans valeur" in certificates.note.fr
    gas = figure("gas_total", Tally(value=12.0, known=10, present=10))
    assert "PCI ou en PCS" in gas.note.fr
    ghg = figure("ghg_road_transport", Tally(value=12.0, known=10, present=10))
    assert edition_of("ghg_road_transport").card.limits.fr in ghg.note.fr
    power = figure("production_hydro", Tally(value=12.0, known=2, present=2))
    assert power.note is None
    assert figure("electricity_total", Tally(value=12.0, known=10, present=10)).note is None


@pytest.mark.parametrize(
    ("value", "digits", "tidy"),
    [
        (None, 9, None),
        (3.0, 9, 3),
        (-0.0, 9, 0),
        (0.1 + 0.2, 9, 0.3),
        (1e-12, 9, 0),
        (2.345, 2, 2.35),
        (2.5, 0, 2),
        (1234567.000000001, 9, 1234567.000000001),
    ],
)
def test_the_noise_of_additions_is_not_shown(value, digits, tidy):
    assert tidy_number(value, digits=digits) == tidy


def test_a_measure_that_is_not_in_the_catalogue_is_refused():
    with pytest.raises(UnknownMeasureError, match="magie"):
        base_measure("magie")
