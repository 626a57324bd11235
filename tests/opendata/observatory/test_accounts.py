"""A tally becomes a figure that says how well it is known."""

from dataclasses import replace

import pytest

from autan.evidence.figures.core.states import ValueState
from autan.opendata.measures.core.addresses import MeasureAddress
from autan.opendata.measures.core.base_figures import MeasuredPlace, Tally, base_figure, tidy_number
from autan.opendata.measures.core.catalogue import MEASURES
from autan.opendata.measures.core.measures import BaseMeasure, MeasureGroup, PricedMeasure, RatioMeasure, SumMeasure
from autan.opendata.sources.core.source_cards import SourceEdition
from autan.opendata.sources.importers import shipped_cards

PLACE = MeasuredPlace(siren="243100518", communes=37)


def figure(code, tally, *, place=PLACE):
    measure = MEASURES[code]
    assert isinstance(measure, BaseMeasure)
    edition = SourceEdition(card=shipped_cards()[measure.sources[0]], name="2024-abc")
    return base_figure(measure, place, edition, tally)


def full(value=10.0, **changes):
    return replace(Tally(value=value, known=37, present=37), **changes)


@pytest.mark.parametrize(
    ("code", "tally", "state", "known"),
    [
        ("electricity_total", full(), ValueState.OBSERVED, 37),
        ("electricity_total", full(lower_bounds=2), ValueState.LOWER_BOUND, 37),
        ("electricity_total", full(known=36, secrets=1), ValueState.LOWER_BOUND, 36),
        ("electricity_total", full(known=36, present=36), ValueState.LOWER_BOUND, 36),
        ("gas_total", full(known=12, present=12), ValueState.LOWER_BOUND, 12),
        ("ghg_road_transport", full(known=36), ValueState.LOWER_BOUND, 36),
        ("ghg_other_transport", full(known=12), ValueState.LOWER_BOUND, 12),
        ("population", full(), ValueState.ESTIMATED, 37),
        ("electricity_total", Tally(value=None, known=0, present=3, secrets=3), ValueState.CONFIDENTIAL, 0),
        ("electricity_total", None, ValueState.MISSING, 0),
    ],
)
def test_the_state_is_the_worst_of_what_entered(code, tally, state, known):
    found = figure(code, tally)
    assert (found.state, found.known, found.total) == (state, known, 37)
    assert found.is_known is state.is_known


def test_what_is_unknown_has_no_value():
    assert figure("gas_total", None).value is None
    assert figure("gas_total", Tally(value=0.0, known=0, present=2)).value is None


def test_rows_of_the_register_are_counted_against_themselves():
    found = figure("production_hydro", Tally(value=5.0, known=2, present=3, lower_bounds=1))
    assert (found.known, found.total, found.state) == (2, 3, ValueState.LOWER_BOUND)
    assert found.part.fr == "lignes du registre"
    assert "partielle pour 1 et inconnue pour 1" in found.note.fr
    assert figure("production_wind", None).total == 0


def test_energy_has_the_twelve_months_and_capacity_the_day():
    tally = Tally(value=5.0, known=1, present=1)
    assert figure("production_hydro", tally).period.label == "2025-08-01/2026-07-31"
    assert figure("capacity_hydro", tally).period.label == "2026-07-31"


def test_gas_and_electricity_do_not_share_a_dimension():
    assert figure("gas_total", full()).unit.dimension is not figure("electricity_total", full()).unit.dimension


def test_a_figure_rests_on_rows_of_one_snapshot():
    found = figure("ghg_total", full())
    (ref,) = found.evidence
    assert (ref.kind, ref.key) == ("lake", "igt-ghg/2024-abc/243100518/ghg_total")
    assert found.id == str(MeasureAddress("243100518", "ghg_total", "2016"))
    assert dict(found.method.parameters)["perimeter"] == "2026"


@pytest.mark.parametrize(
    ("code", "tally", "said"),
    [
        ("electricity_total", full(lower_bounds=1), "1\u202fcommune a une valeur incomplète"),
        ("electricity_total", full(lower_bounds=2), "2\u202fcommunes ont une valeur incomplète"),
        ("electricity_total", full(known=36), "1\u202fcommune sans valeur\u00a0: non renseigné, et non zéro"),
        ("gas_total", full(known=35), "2\u202fcommunes sans valeur\u00a0: sans réseau ou non publié"),
        ("ghg_total", full(), "Ordre de grandeur"),
        ("gas_total", full(), "PCI ou en PCS"),
        ("dpe_g", full(value=29.0), "Moins de 30\u00a0diagnostics"),
    ],
)
def test_the_note_says_what_must_be_known(code, tally, said):
    assert said.replace("\u202f", " ").replace("\u00a0", " ") in figure(code, tally).note.fr.replace("\u00a0", " ")


@pytest.mark.parametrize(("code", "tally"), [("electricity_total", full()), ("dpe_g", full(value=30.0))])
def test_a_figure_without_reserve_has_no_note(code, tally):
    assert figure(code, tally).note is None


def test_a_source_with_more_communes_than_the_perimeter_is_counted_whole():
    assert figure("population", full(known=38, present=38)).total == 38


@pytest.mark.parametrize(("value", "tidy"), [(None, None), (3.0, 3), (0.1 + 0.2, 0.3), (1000.1 + 0.2, 1000.3)])
def test_sums_do_not_show_the_order_of_addition(value, tidy):
    assert tidy_number(value) == tidy
    assert type(tidy_number(value)) is type(tidy)


def test_every_measure_of_the_catalogue_holds_together():
    for code, measure in MEASURES.items():
        assert measure.code == code
        if isinstance(measure, SumMeasure):
            assert all(isinstance(MEASURES[part], BaseMeasure | PricedMeasure) for part in measure.parts)
        if isinstance(measure, PricedMeasure):
            assert isinstance(MEASURES[measure.quantity], BaseMeasure)
        if isinstance(measure, RatioMeasure):
            assert {measure.numerator, measure.denominator} <= set(MEASURES)
        assert measure.label.fr
        assert measure.label.en


def test_every_group_of_the_page_has_a_measure_and_both_languages():
    assert {measure.group for measure in MEASURES.values()} == set(MeasureGroup)
    assert all(group.label.fr and group.label.en for group in MeasureGroup)
