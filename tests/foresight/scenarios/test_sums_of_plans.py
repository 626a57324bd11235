"""What plans add up to, workshops that are closed once, places: what is kept, what is left out and who is told."""

import pytest

from autan.evidence.figures.queries.registry import OPERATOR, PUBLIC
from autan.foresight.engine.core.levers import Diffusion
from autan.foresight.engine.importers.levers import shipped_library
from autan.foresight.scenarios.actions.action_levers import ActionLeverInput, set_action_levers
from autan.foresight.scenarios.actions.own_quantities import QuantityInput, save_quantities
from autan.foresight.scenarios.models import OwnQuantity
from autan.foresight.scenarios.queries.places import body_of, find_place, territory_states
from autan.foresight.scenarios.queries.plan_scenarios import TITLE, action_levers, plans_scenario
from autan.foresight.scenarios.queries.reference_curves import YEARS, national_curves, strategies_of
from autan.foresight.scenarios.queries.reference_paths import (
    NATIONAL,
    find_reference,
    national_parts,
    reference_choices,
)
from autan.foresight.scenarios.queries.trials import try_out
from autan.ground.errors import UnknownError
from autan.plans.projects.actions.sheets import SheetInput, add_sheet
from autan.plans.projects.models import ActionSheet
from autan.territories.networks.models import Network, Territory
from tests.cast import HERE, THERE
from tests.kept_rows import written_again


@pytest.fixture
@written_again
def sheet(both: Network, here: Territory):
    carriers = [Territory.objects.get(siren=THERE), here]
    return add_sheet(by=None, sheet_input=SheetInput(typed={"title": "Rénover"}, carriers=carriers))


def does(kind: str = "deep_renovation", quantity: float = 1_000.0, **changes) -> ActionLeverInput:
    return ActionLeverInput(**{"kind": kind, "quantity": quantity, "start": 2026, "end": 2040, **changes})


def said(sheet, *lever_inputs: ActionLeverInput) -> None:
    set_action_levers(by=None, sheet=sheet, lever_inputs=lever_inputs)


def test_without_a_sheet_nothing_is_added_and_every_family_is_missing(here):
    plans = plans_scenario(find_place(HERE), horizon=2050, reader=OPERATOR)
    assert (plans.asked, plans.document.levers, plans.faults, plans.coverage, plans.titles) == ((), (), (), (), {})
    assert plans.missing_families == tuple(dict.fromkeys(kind.family for kind in shipped_library().values()))
    assert (plans.document.title, plans.document.place, plans.document.horizon) == (TITLE, HERE, 2050)


def test_a_sheet_of_two_territories_is_done_by_those_of_the_place(sheet, both):
    said(sheet, does(diffusion=Diffusion.S_CURVE))
    (whole,) = plans_scenario(find_place(both.slug), horizon=2050, reader=OPERATOR).asked
    assert (whole.key, whole.origin, whole.diffusion) == (
        f"{sheet.slug}:deep_renovation",
        sheet.slug,
        Diffusion.S_CURVE,
    )
    assert whole.territories == (HERE, THERE)
    assert (whole.start, whole.end, whole.quantity) == (2026, 2040, 1_000)
    (alone,) = plans_scenario(find_place(THERE), horizon=2050, reader=OPERATOR).asked
    assert alone.territories == (THERE,)


def test_what_is_asked_stays_told_beside_what_can_be_done(sheet):
    said(sheet, does(), does("heat_pump_from_oil", 900_000.0))
    plans = plans_scenario(find_place(HERE), horizon=2050, reader=OPERATOR)
    assert [lever.kind for lever in plans.asked] == ["deep_renovation", "heat_pump_from_oil"]
    assert [lever.kind for lever in plans.document.levers] == ["deep_renovation"]
    assert [fault.place for fault in plans.faults] == [f"levers.{sheet.slug}:heat_pump_from_oil.quantity"]
    assert plans.titles == {sheet.slug: "Rénover"}
    assert "heating" in plans.missing_families
    assert "renovation" not in plans.missing_families


def test_a_sheet_that_a_reader_may_not_read_adds_nothing(sheet):
    said(sheet, does())
    assert [row.kind for row in action_levers(find_place(HERE), reader=PUBLIC)] == ["deep_renovation"]
    ActionSheet.objects.update(is_published=False)
    assert action_levers(find_place(HERE), reader=PUBLIC) == []
    assert len(action_levers(find_place(HERE), reader=OPERATOR)) == 1
    assert plans_scenario(find_place(HERE), horizon=2050, reader=PUBLIC).asked == ()


def test_a_sheet_of_several_carriers_is_counted_once(sheet, both):
    said(sheet, does(), does("less_travel", 5.0))
    assert [row.kind for row in action_levers(find_place(both.slug), reader=OPERATOR)] == [
        "deep_renovation",
        "less_travel",
    ]


def test_a_place_is_a_territory_by_its_siren_and_else_a_network(here, both):
    territory, network = find_place(HERE), find_place(both.slug)
    assert (territory.is_network, territory.names, territory.is_invented) == (False, {HERE: "Ici"}, True)
    assert (network.is_network, list(network.states)) == (True, [HERE, THERE])
    assert (body_of(territory), body_of(network)) == (here, both)
    for code in ("000000000", "nulle-part", "99900001x"):
        with pytest.raises(UnknownError):
            find_place(code)


def test_a_place_begins_in_the_latest_year_of_its_members(both):
    there = Territory.objects.get(siren=THERE)
    later = QuantityInput(
        kind=OwnQuantity.Kind.ENERGY, code="residential-heating-oil", value=1.0, year=2024, source="essai"
    )
    save_quantities(by=None, territory=there, quantity_inputs=[later])
    years = {siren: state.year for siren, state in territory_states([HERE, THERE]).items()}
    assert find_place(both.slug).year == max(years.values())


def test_a_state_is_kept_until_something_is_given(here):
    assert territory_states([HERE])[HERE] is territory_states([HERE])[HERE]
    before = territory_states([HERE])[HERE]
    more = QuantityInput(kind=OwnQuantity.Kind.PIVOT, code="houses", value=5_000.0, year=2023, source="essai")
    save_quantities(by=None, territory=here, quantity_inputs=[more])
    assert territory_states([HERE])[HERE] is not before


def test_the_national_path_begins_where_the_computation_does(here):
    place = find_place(HERE)
    result = try_out(place, {"h": "2050"}).result
    path = find_reference(NATIONAL, place, result)
    assert path.code == NATIONAL
    assert path.values[place.year] == pytest.approx(float(result.trend.emissions_tco2e[:, 0].sum()))
    assert max(path.values) == 2050
    assert path.values[2050] < path.values[2030] < path.values[place.year]
    parts = national_parts(place, result)
    lacking = sum(
        float(result.chosen.emissions_by_sector_tco2e[:, result.scenario.state.sectors.index(sector), -1].sum())
        for sector in path.lacking
    )
    assert sum(parts.values()) + lacking == pytest.approx(path.values[2050])


def test_paths_of_another_kind_of_place_are_none(here, both):
    territory, network = find_place(HERE), find_place(both.slug)
    ours, theirs = try_out(territory, {}).result, try_out(network, {}).result
    assert find_reference("plans/ghg", territory, ours) is None
    assert find_reference("plan/x/ghg", territory, ours) is None
    assert find_reference("plan/x/ghg", network, theirs) is None
    assert find_reference("", territory, ours) is None
    refused = find_reference("plans/ghg", network, theirs)
    assert refused.values == {}
    assert "sans objectif chiffré depuis une seule année : Ici, Là" in refused.refusal.fr


def test_paths_offered_begin_with_the_nation_and_end_with_all_members(here, both):
    assert [code for code, _ in reference_choices(find_place(HERE), reader=OPERATOR)] == [NATIONAL]
    codes = [code for code, _ in reference_choices(find_place(both.slug), reader=OPERATOR)]
    assert codes == [NATIONAL, "plans/ghg", "plans/final_energy"]


def test_a_place_in_no_region_has_no_regional_strategy(here):
    assert strategies_of(find_place(HERE)) == ()


def test_a_curve_of_a_network_names_the_members_that_have_none(here, network):
    curves = {curve.sector: curve for curve in national_curves(find_place(network.slug))}
    assert curves["residential"].curve is None
    assert THERE in curves["residential"].lacking
    alone = {curve.sector: curve for curve in national_curves(find_place(HERE))}
    assert alone["residential"].curve.values.keys() <= set(YEARS)
    assert alone["residential"].lacking == ()


@pytest.mark.parametrize(
    ("text", "horizon", "is_told"),
    [
        ("2024", 2024, False),
        ("2100", 2100, False),
        ("2023", 2050, True),
        ("2101", 2050, True),
        ("x", 2050, True),
        ("  ", 2050, False),
    ],
)
def test_a_horizon_goes_from_the_year_after_the_start_to_the_last_one(here, text, horizon, is_told):
    trial = try_out(find_place(HERE), {"h": text})
    assert trial.result.scenario.horizon == horizon
    assert [fault.place for fault in trial.faults] == (["h"] if is_told else [])


@pytest.mark.parametrize(
    ("fields", "place", "said"),
    [
        ({"c": "magie"}, "c", "aucun chemin «\u202fmagie\u202f» à mettre à côté ici"),
        ({"p": "magie"}, "p", "aucun chemin national «\u202fmagie\u202f»"),
        ({"n.magie": "2"}, "levers", "Aucun levier «\u202fmagie\u202f»"),
    ],
)
def test_what_an_address_asks_for_and_is_none_is_said_at_its_place(here, fields, place, said):
    trial = try_out(find_place(HERE), fields)
    ((named, problem),) = [(fault.place, str(fault.problem)) for fault in trial.faults]
    assert named == place
    assert said in problem
    assert trial.reference.code == NATIONAL


def test_an_own_value_that_can_be_taken_moves_the_result_and_is_in_the_address(here):
    place = find_place(HERE)
    fields = {"n.electric_car_share": "4", "a.ev_kwh_per_km": "0,21", "r.ev_kwh_per_km": "mesuré"}
    trial, usual = try_out(place, fields), try_out(place, {"n.electric_car_share": "4"})
    assert trial.result.scenario.assumptions.find("ev_kwh_per_km").central == 0.21
    assert trial.key != usual.key
    assert float(trial.result.chosen.energy_mwh[0, -1]) > float(usual.result.chosen.energy_mwh[0, -1])
    assert trial.written["a.ev_kwh_per_km"] == "0,21"
    assert "c" not in trial.written
    refused = try_out(place, {**fields, "a.ev_kwh_per_km": "9"})
    assert refused.key == usual.key
    assert refused.assumptions[0].own is None


def test_a_lever_without_choices_has_its_whole_room(here):
    trial = try_out(find_place(HERE), {})
    assert trial.largest == {}
    potential = trial.potentials["deep_renovation"]
    assert trial.largest_of(potential) == potential.largest == 9_000
    assert trial.largest_of(trial.potentials["hedges"]) is None


def test_a_stock_that_another_lever_takes_leaves_less_room(here):
    trial = try_out(find_place(HERE), {"q.renovation_measure": "2500"})
    assert trial.largest_of(trial.potentials["deep_renovation"]) == 6_500
    assert trial.largest_of(trial.potentials["renovation_measure"]) == 9_000
