"""Numbers of a kept scenario: of the day it was kept, each with what it is made of, and what an address must name."""

from dataclasses import replace

import pytest

from autan.evidence.figures.core.addresses import FigureAddress
from autan.evidence.figures.core.states import ValueState
from autan.foresight.engine.core.axes import SECTORS, ScenarioMeasure
from autan.foresight.engine.core.scenarios import OwnAssumption, ScenarioDocument
from autan.foresight.engine.importers.assumptions import shipped_assumptions
from autan.foresight.engine.importers.levers import shipped_library, shipped_paths
from autan.foresight.scenarios.actions.scenarios import keep_scenario
from autan.foresight.scenarios.queries.places import find_place
from autan.foresight.scenarios.queries.scenario_figures import (
    figures_of_place,
    find_assumption_figure,
    find_reference_figure,
    find_scenario_figure,
    find_state_figure,
    measure_figures,
    scenario_figure,
    state_version,
    word_figure,
)
from autan.foresight.starting_states.core.addresses import WORDS, ScenarioAddress
from autan.territories.networks.models import Network, Territory
from tests.cast import HERE
from tests.foresight.engine.making import a_lever
from tests.kept_rows import written_again

SLUG = "essai"


def a_document(**changes) -> ScenarioDocument:
    levers = (a_lever("heating_one_degree", 50), a_lever("electric_car_share", 40))
    own = {"renovation_realisation": OwnAssumption(value=0.8, reason="suivi local")}
    fields = {"title": "Essai", "place": HERE, "horizon": 2055, "levers": levers, "assumptions": own}
    return ScenarioDocument(**{**fields, "national": "laws_2026", **changes})


@pytest.fixture
@written_again
def kept(here: Territory):
    return keep_scenario(by=None, place=here, document=a_document())


def figure(kept, word: str = "emissions", year: int = 2055, part: str = "chosen"):
    return scenario_figure(kept, ScenarioAddress(slug=SLUG, word=word, year=year, part=part))


def test_a_number_is_the_one_that_was_kept_whatever_the_data_of_today(kept):
    years, chosen = kept.results["years"], kept.results["chosen"]["emissions_tco2e"]
    assert figure(kept, year=2040).value == chosen[years.index(2040)]
    assert figure(kept, year=years[0]).value == chosen[0]
    kept.results["chosen"]["emissions_tco2e"][-1] = 123.0
    assert figure(kept).value == 123


def test_net_emissions_are_unknown_while_a_sector_is(kept):
    sectors = kept.results["energy_by_sector_mwh"]
    assert not set(SECTORS) <= set(sectors)
    assert (figure(kept, "net").value, figure(kept, "net").is_known) == (None, False)
    kept.results["energy_by_sector_mwh"] = {sector: [0.0] for sector in SECTORS}
    assert figure(kept, "net").value == kept.results["chosen"]["net_emissions_tco2e"][-1]


@pytest.mark.parametrize("year", [2022, 2056])
def test_a_year_outside_those_of_a_scenario_has_no_number(kept, year):
    assert figure(kept, year=year) is None


@pytest.mark.parametrize("part", ["lever-2", "lever-x", "lever-", "autre", "lever"])
def test_a_part_that_a_scenario_does_not_have_has_no_number(kept, part):
    assert figure(kept, part=part) is None


def test_shares_are_those_of_the_last_year_alone(kept):
    for part in ("lever-0", "territory", "national"):
        assert figure(kept, part=part) is not None
        assert figure(kept, year=2050, part=part) is None


def test_the_trend_and_the_shares_add_up_to_the_number(kept):
    whole = figure(kept)
    parts = [item.id.removeprefix(f"{whole.id}.") for item in whole.inputs]
    assert parts == ["trend", "national", "lever-0", "lever-1"]
    assert sum(item.value for item in whole.inputs) == pytest.approx(whole.value)
    ours, theirs = figure(kept, part="territory"), figure(kept, part="national")
    trend = figure(kept, part="trend")
    assert trend.value + ours.value + theirs.value == pytest.approx(whole.value)
    assert sum(figure(kept, part=f"lever-{rank}").value for rank in (0, 1)) == pytest.approx(ours.value)


def test_before_its_last_year_a_number_rests_on_its_trend_alone(kept):
    assert [item.id for item in figure(kept, year=2040).inputs] == [f"scenario.{SLUG}.emissions.2040.trend"]


def test_the_trend_rests_on_the_energy_of_the_sectors_that_are_known(kept):
    trend = figure(kept, part="trend")
    totals = find_place(HERE).totals
    assert [item.id for item in trend.inputs] == [one.id for one in totals.values() if one.value is not None]


def test_a_share_names_its_lever_and_the_assumptions_that_it_reads(kept):
    kind = shipped_library()["electric_car_share"]
    share = figure(kept, part="lever-1")
    assert (share.label, share.method.formula) == (kind.label, kind.formula)
    assert [item.id.split(".")[1] for item in share.inputs] == list(kind.codes)
    parameters = dict(share.method.parameters)
    assert float(parameters["quantity"]) == 40
    assert (parameters["start"], parameters["end"], parameters["diffusion"]) == ("2024", "2040", "linear")
    assert parameters["key_version"] == kept.key


def test_what_depends_on_the_state_rests_on_the_assumptions_of_its_path(kept):
    codes = [item.id.split(".")[1] for item in figure(kept, part="national").inputs]
    assert codes == list(shipped_paths()["laws_2026"].codes)
    assert figure(kept, part="territory").inputs == ()


def test_without_a_national_path_nothing_depends_on_the_state(here):
    alone = keep_scenario(by=None, place=here, document=a_document(national=""))
    assert figure(alone, part="national") is None
    assert figure(alone, part="territory") is None
    assert [item.id.rpartition(".")[2] for item in figure(alone).inputs] == ["trend", "lever-0", "lever-1"]


def test_a_lever_that_is_gone_from_the_library_has_no_share_and_the_number_stays(kept):
    kept.document["levers"][0]["kind"] = "gone"
    assert figure(kept, part="lever-0") is None
    assert figure(kept).value == kept.results["chosen"]["emissions_tco2e"][-1]


def test_a_number_is_modelled_over_the_sectors_that_are_computed(kept):
    whole = figure(kept)
    assert (whole.state, whole.known, whole.total) == (ValueState.MODELLED, 3, 8)
    assert whole.boundary == "foresight:residential+tertiary+road_transport"
    assert whole.territories == (HERE,)
    assert whole.evidence[0].key == SLUG
    assert whole.unit.code == "tCO2e"


@pytest.mark.parametrize(("year", "is_sure"), [(2050, True), (2051, False), (2055, False)])
def test_beyond_2050_the_caution_is_beside_the_number(kept, year, is_sure):
    assert (figure(kept, year=year).note is None) == is_sure


def test_a_number_that_is_not_known_is_missing(kept):
    kept.results["chosen"]["bill_eur"][-1] = None
    bill = figure(kept, word=next(word for word, measure in WORDS.items() if measure is ScenarioMeasure.BILL))
    assert (bill.value, bill.state) == (None, ValueState.MISSING)


@pytest.mark.parametrize(
    ("unknown", "value", "expected"),
    [
        ([], 0.0, (0.0, ValueState.MODELLED)),
        (["hydro"], 0.0, (None, ValueState.MISSING)),
        (["hydro"], 12.0, (12.0, ValueState.LOWER_BOUND)),
        ([], 12.0, (12.0, ValueState.MODELLED)),
    ],
)
def test_a_production_of_which_a_source_is_not_told_is_a_floor(kept, unknown, value, expected):
    word = next(word for word, measure in WORDS.items() if measure is ScenarioMeasure.RENEWABLES)
    kept.results["renewables_not_known"] = unknown
    kept.results["chosen"]["renewables_mwh"][-1] = value
    made = figure(kept, word=word)
    assert (made.value, made.state) == expected
    assert figure(kept, word="emissions").state is ValueState.MODELLED


def test_every_measure_of_a_year_is_given(kept):
    assert [one.id.split(".")[2] for one in measure_figures(kept, 2050)] == list(WORDS)
    assert measure_figures(kept, 2099) == []
    assert word_figure(kept, "emissions", 2050) == figure(kept, year=2050)
    assert word_figure(kept, "emissions", 2050, "trend") == figure(kept, year=2050, part="trend")


def found(address: str):
    return find_scenario_figure(FigureAddress.parse(address))


def test_a_number_is_found_at_its_address_in_one_query(kept, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert found(f"scenario.{SLUG}.emissions.2055.lever-0") == figure(kept, part="lever-0")
    assert found("scenario.autre.emissions.2055") is None
    assert found(f"scenario.{SLUG}.magic.2055") is None
    assert found("observatory.243100518.ghg_total.2016") is None


def test_a_figure_of_a_starting_state_is_found_again_at_its_address(here):
    figures = {one.id: one for one in figures_of_place(find_place(HERE)) if one.id.startswith("starting-state.")}
    assert len(figures) > 20
    for address in list(figures)[::9]:
        assert find_state_figure(FigureAddress.parse(address)) == figures[address]
    assert find_state_figure(FigureAddress.parse("starting-state.999999999.residential.2023")) is None
    assert find_state_figure(FigureAddress.parse(f"starting-state.{HERE}.magic.2023")) is None


def test_a_network_has_the_sums_of_its_members_and_no_state_of_one(both: Network):
    place = find_place(both.slug)
    figures = list(figures_of_place(place))
    assert {one.territories for one in figures if one.id.startswith("starting-state.essai.")}
    assert all(f".{HERE}." not in one.id for one in figures)
    totals = [one for one in figures if one in place.totals.values()]
    assert len(totals) == len(place.totals)
    sinks = [one for group in place.land for one in group.values()]
    assert all(one in figures for one in sinks)


def test_an_assumption_is_found_by_its_code_and_its_date():
    assumption = shipped_assumptions().find("surface_house")
    made = find_assumption_figure(FigureAddress.parse("assumption.surface_house.2023-01-01"))
    assert (made.value, made.period.start) == (assumption.central, assumption.valid_from)
    for address in ("surface_house.2022-01-01", "surface_house", "magic.2023-01-01", "surface_house.2023-01-01.x"):
        assert find_assumption_figure(FigureAddress.parse(f"assumption.{address}")) is None


@pytest.mark.parametrize("address", ["reference.magic.31", "reference.degree_days", "reference.degree_days.31.2"])
def test_a_cell_of_no_table_is_no_figure(address):
    assert find_reference_figure(FigureAddress.parse(address)) is None


def test_what_is_given_changes_the_version_of_every_starting_state(here):
    before = state_version([])
    assert state_version([]) == before
    keep_scenario(by=None, place=here, document=replace(a_document(), title="Autre"))
    assert state_version([]) != before
