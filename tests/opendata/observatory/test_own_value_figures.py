"""The value that a territory gives beside the provider's: the figure that is used, the other said, the gap between."""

from datetime import date

import pytest

from autan.evidence.figures.core.figures import OWN_CHOICE, OWN_VALUE, Method
from autan.evidence.figures.core.states import ValueState
from autan.ground.wordings import Text
from autan.opendata.measures.core.base_figures import MeasuredPlace
from autan.opendata.measures.core.catalogue import BASE_MEASURES
from autan.opendata.observatory.core.own_values import (
    HeldValue,
    OwnRecord,
    ValueComparison,
    as_provider,
    figure_gap,
    gap_between,
    is_own,
    own_figure,
    settle,
    settle_all,
)
from autan.opendata.observatory.core.refresh_states import RefreshState
from tests.opendata.observatory.figures import PLACE, a_figure, a_floor, a_range

MEASURE = BASE_MEASURES["electricity_residential"]
WHERE = MeasuredPlace(siren=PLACE, communes=5)


def a_record(value: float = 110.0, **changes) -> OwnRecord:
    fields = {
        "key": "7",
        "siren": PLACE,
        "measure": MEASURE.code,
        "date": "2024",
        "value": value,
        "given_value": value / 1_000,
        "given_unit": "GWh",
        "state": ValueState.ESTIMATED,
        "reason": "compteurs",
        "document": "bilan",
        "by": "Une agente",
        "on": date(2026, 5, 1),
    }
    return OwnRecord(**{**fields, **changes})


def held(value: float = 110.0, *, is_chosen: bool = False, reason: str = "", **changes) -> HeldValue:
    return HeldValue(
        record=a_record(value, **changes), is_chosen=is_chosen, choice_reason=reason, chosen_by="Une agente"
    )


@pytest.mark.parametrize(
    ("first", "second", "net", "pct"),
    [(110, 100, 10, 10), (90, 100, -10, -10), (5, 0, 5, None), (0, 0, 0, None), (-90, -100, 10, 10), (3, 3, 0, 0)],
)
def test_a_gap_is_told_from_the_second_in_its_unit_and_in_percent(first, second, net, pct):
    assert (gap_between(first, second).net, gap_between(first, second).pct) == (net, pct)


@pytest.mark.parametrize(
    ("first", "second"),
    [(a_figure(), a_figure(5.0)), (a_floor(3.0), a_figure(5.0)), (a_figure(5.0), a_range(1.0, 9.0))],
)
def test_no_gap_is_told_of_what_is_unknown_or_only_bounded(first, second):
    assert figure_gap(first, second) is None
    assert figure_gap(second, first) is None


def test_a_range_of_one_number_is_exact():
    assert figure_gap(a_range(4.0, 4.0), a_figure(5.0)).net == -1


def test_the_value_of_a_territory_covers_it_whole_at_an_address_of_its_own():
    figure = own_figure(MEASURE, WHERE, held())
    assert figure.id == f"observatory.{PLACE}.electricity_residential.2024.own"
    assert (figure.value, figure.state, figure.known, figure.total) == (110, ValueState.ESTIMATED, 5, 5)
    assert figure.evidence[0].kind == OWN_VALUE
    assert dict(figure.method.parameters)["given"] == "0.11 GWh"
    assert figure.boundary == MEASURE.boundary
    assert figure.label.fr.endswith(", valeur propre")


def test_what_the_provider_counts_more_widely_is_the_coverage_and_its_time_is_that_of_the_value():
    provider = a_figure(100.0, known=9, total=9, date="2024-06-30")
    figure = own_figure(MEASURE, WHERE, held(), provider)
    assert (figure.known, figure.total) == (9, 9)
    assert figure.period == provider.period


def test_a_measure_counted_in_rows_of_a_source_has_one_part_of_its_own():
    solar = BASE_MEASURES["production_solar_pv"]
    assert solar.counts_rows
    assert own_figure(solar, WHERE, held(measure=solar.code)).total == 1
    assert own_figure(MEASURE, MeasuredPlace(siren=PLACE, communes=0), held()).total == 1


def test_the_figure_of_the_provider_keeps_an_address_whatever_is_used():
    provider = a_figure(100.0)
    beside = as_provider(provider)
    assert beside.id == f"{provider.id}.provider"
    assert beside.value == 100
    assert beside.label.fr.endswith(", fournisseur")


def test_a_value_that_was_not_chosen_stands_in_a_note_beside_the_provider():
    provider, own = a_figure(100.0, note=Text("Dit.", "Said.")), a_figure(110.0)
    used = settle(provider, own, held())
    assert (used.id, used.value, used.inputs) == (provider.id, 100, ())
    assert used.note.fr.startswith("Dit. La collectivité donne 110")
    assert "(écart de +10,0\u00a0%)\u202f; la valeur du fournisseur est utilisée" in used.note.fr
    assert "is used" in used.note.en
    assert not is_own(used)


def test_a_value_that_was_chosen_is_used_with_both_below_it():
    provider = a_figure(100.0)
    own = own_figure(MEASURE, WHERE, held(90.0), provider)
    used = settle(provider, own, held(90.0, is_chosen=True, reason="compteurs"))
    assert (used.id, used.value, used.label) == (provider.id, 90, provider.label)
    assert [item.id for item in used.inputs] == [f"{provider.id}.own", f"{provider.id}.provider"]
    assert used.method.name == OWN_CHOICE
    assert used.method.formula.fr.endswith("fournisseur\u00a0: compteurs")
    assert used.evidence == ()
    assert "Le fournisseur dit 100" in used.note.fr
    assert "(écart de -10" in used.note.fr.replace("−", "-")
    assert is_own(used)


def test_a_choice_without_a_reason_gives_none():
    used = settle(a_figure(100.0), a_figure(90.0), held(90.0, is_chosen=True))
    assert used.method.formula.fr.endswith("fournisseur")
    assert used.method.formula.en.endswith("provider’s")


def test_the_widest_coverage_of_both_is_that_of_the_choice():
    used = settle(a_floor(100.0, known=3, total=8), a_figure(90.0, known=5, total=5), held(is_chosen=True))
    assert (used.known, used.total) == (5, 8)


def test_a_provider_who_does_not_know_is_quoted_in_words_and_no_gap_is_told():
    used = settle(a_figure(), a_figure(90.0), held(90.0, is_chosen=True))
    assert "Le fournisseur dit «\u202fnon renseigné\u202f»." in used.note.fr
    assert "écart" not in used.note.fr


def test_only_a_measure_at_the_date_of_the_provider_is_settled():
    bases = {MEASURE.code: a_figure(100.0), "gas_residential": a_figure(50.0, code="gas_residential")}
    chosen = held(90.0, is_chosen=True)
    settled = settle_all(bases, WHERE, [chosen])
    assert settled[MEASURE.code].value == 90
    assert settled["gas_residential"] is bases["gas_residential"]
    assert settle_all(bases, WHERE, [held(90.0, is_chosen=True, date="2019")]) == bases
    assert settle_all(bases, WHERE, [held(90.0, is_chosen=True, measure="no_measure")]) == bases
    assert settle_all({}, WHERE, [chosen]) == {}
    assert list(bases) == list(settled)


def test_a_total_of_which_a_part_is_the_territory_s_own_says_so():
    total = a_figure(300.0, code="electricity_total", boundary=MEASURE.boundary)
    bases = {MEASURE.code: a_figure(100.0), "electricity_total": total}
    noted = settle_all(bases, WHERE, [held(90.0, is_chosen=True)])["electricity_total"]
    assert noted.value == 300
    assert "ce total reste celui du fournisseur" in noted.note.fr
    assert settle_all(bases, WHERE, [held(90.0)])["electricity_total"] is total


def test_a_total_of_another_boundary_is_no_total_of_it():
    total = a_figure(300.0, code="electricity_total", boundary="another")
    bases = {MEASURE.code: a_figure(100.0), "electricity_total": total}
    assert settle_all(bases, WHERE, [held(90.0, is_chosen=True)])["electricity_total"] is total


def test_a_total_that_is_chosen_too_has_no_such_note():
    same = {MEASURE.code: a_figure(100.0), "electricity_total": a_figure(300.0, code="electricity_total")}
    both = [held(90.0, is_chosen=True), held(280.0, is_chosen=True, measure="electricity_total")]
    total = settle_all(same, WHERE, both)["electricity_total"]
    assert total.value == 280
    assert "ce total reste" not in total.note.fr


def test_a_comparison_has_a_gap_only_where_both_are_known():
    provider, own = a_figure(100.0), a_figure(90.0)
    assert ValueComparison(measure="m", provider=provider, own=own).gap.net == -10
    assert ValueComparison(measure="m", provider=provider).gap is None
    assert ValueComparison(measure="m", provider=None, own=own).gap is None


def test_a_method_of_another_name_is_no_choice():
    assert not is_own(a_figure(3.0, method=Method(name="own_value", formula=Text("a", "a"))))


@pytest.mark.parametrize("state", list(RefreshState))
def test_a_source_is_waited_for_or_may_be_asked_again_and_never_both(state):
    assert state.is_open == (state.value in {"waiting", "asking"})
    assert state.may_be_asked_again == (state.value in {"held_back", "failed", "stopped"})
