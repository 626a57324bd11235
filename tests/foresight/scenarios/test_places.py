"""Places: a territory or a network by its code, what is known of them, the region they are in and its strategies."""

import pytest

from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.queries.registry import OPERATOR
from autan.foresight.engine.core.axes import ScenarioMeasure
from autan.foresight.engine.core.summaries import levels_at
from autan.foresight.scenarios.actions.own_quantities import QuantityInput, save_quantities
from autan.foresight.scenarios.models import OwnQuantity
from autan.foresight.scenarios.queries.places import ForesightPlace, body_of, find_place
from autan.foresight.scenarios.queries.reference_curves import land_curve_of, regions_of, state_levers, strategies_of
from autan.foresight.scenarios.queries.reference_paths import (
    NATIONAL,
    find_reference,
    national_parts,
    reference_choices,
)
from autan.foresight.scenarios.queries.trials import try_out
from autan.foresight.starting_states.core.reference_curves import CurveMethod
from autan.ground.errors import UnknownError
from autan.ground.wordings import Text
from autan.territories.networks.actions.memberships import admit_member
from autan.territories.networks.actions.networks import create_network
from autan.territories.networks.actions.territories import follow_territory
from autan.territories.networks.core.members import Certainty
from autan.territories.networks.models import Network, Territory
from tests.cast import HERE, THERE
from tests.foresight.scenarios.conftest import give_state

SICOVAL, MURETAIN, BORDEAUX = "243100633", "200068641", "243300316"


def give(territory: Territory, kind: OwnQuantity.Kind, *, year: int = 2023, **values: float) -> None:
    quantities = [
        QuantityInput(kind=kind, code=code, value=value, year=year, source="essai") for code, value in values.items()
    ]
    save_quantities(by=None, territory=territory, quantity_inputs=quantities)


def place_of_members(*sirens: str) -> ForesightPlace:
    network = create_network(by=None, slug="reel", name=Text("Réseau réel", "Real network"))
    proof = [EvidenceRef(kind="fact", key="W003")]
    for siren in sirens:
        territory = follow_territory(by=None, siren=siren)
        admit_member(by=None, network=network, territory=territory, certainty=Certainty.CONFIRMED, evidence=proof)
    return find_place("reel")


@pytest.mark.parametrize("slug", ["neuf-mots", "2030", "123"])
def test_a_network_of_nine_letters_or_of_figures_is_no_territory(db: None, slug: str) -> None:
    network = create_network(by=None, slug=slug, name=Text("Réseau", "Network"), is_invented=True)
    place = find_place(slug)
    assert (place.is_network, place.code, place.name.fr, place.names) == (True, slug, "Réseau", {})
    assert body_of(place) == network


def test_a_territory_is_found_by_its_siren_and_nothing_else(here: Territory) -> None:
    place = find_place(HERE)
    assert (place.is_network, place.names, list(place.states)) == (False, {HERE: here.short_name}, [HERE])
    assert body_of(place) == here
    for code in ("000000000", "nulle-part"):
        with pytest.raises(UnknownError):
            find_place(code)


def test_what_is_known_about_of_a_sector_that_is_not_whole_leaves_a_place_exact(both: Network, here: Territory) -> None:
    give(here, OwnQuantity.Kind.EMISSIONS, agriculture=900.0)
    place = find_place("essai")
    assert "agriculture" not in place.sectors
    assert place.emissions["agriculture"].known == 1 < place.emissions["agriculture"].total
    assert place.is_exact


def test_the_national_path_leaves_out_a_sector_that_is_not_computed(here: Territory) -> None:
    give(here, OwnQuantity.Kind.EMISSIONS, agriculture=900.0)
    trial = try_out(find_place(HERE), {"c": NATIONAL})
    assert trial.reference is not None
    assert trial.reference.lacking == ("residential",)
    assert set(national_parts(trial.place, trial.result)) == {"tertiary", "road_transport"}


def test_the_carbon_of_soils_has_a_curve_where_all_of_it_is_known_of_one_year(both: Network, here: Territory) -> None:
    curve = land_curve_of(find_place(HERE))
    assert curve.method is CurveMethod.SHAPE
    assert curve.values[2023] == pytest.approx(-5_000)
    assert land_curve_of(find_place("essai")).values[2023] == pytest.approx(-7_500)
    give(here, OwnQuantity.Kind.SINK, cropland=100.0)
    assert land_curve_of(find_place(HERE)).values[2023] == pytest.approx(-5_100)
    unknown = land_curve_of(find_place("essai"))
    assert (unknown.method, unknown.values) == (CurveMethod.REFUSED, {}), "one member does not say it"
    give(here, OwnQuantity.Kind.SINK, year=2020, cropland=100.0)
    assert land_curve_of(find_place(HERE)).method is CurveMethod.REFUSED


def test_the_strategies_and_levers_of_a_region_are_those_of_a_place_that_is_in_it_alone(db: None) -> None:
    place = find_place(SICOVAL)
    assert regions_of(place) == ("76",)
    assert {strategy.region for strategy in strategies_of(place)} == {"76"}
    assert len(state_levers(place)) == 30
    codes = [strategy.code for strategy in strategies_of(place) if strategy.quantity("final_energy")]
    assert [code for code, _name in reference_choices(place, reader=OPERATOR)] == [NATIONAL, *codes]


def test_the_communes_of_a_place_are_counted_where_each_territory_says_its_own(both: Network) -> None:
    assert find_place(SICOVAL).communes == 36
    Territory.objects.filter(siren=HERE).update(declared_communes=7)
    Territory.objects.filter(siren=THERE).update(declared_communes=5)
    assert [find_place(code).communes for code in (HERE, "essai")] == [7, 12]
    Territory.objects.filter(siren=THERE).update(declared_communes=None)
    assert [find_place(code).communes for code in (HERE, THERE, "essai")] == [7, 0, 0], "one of them does not say"


def test_members_of_one_region_share_its_strategies(db: None) -> None:
    place = place_of_members(SICOVAL, MURETAIN)
    assert regions_of(place) == ("76",)
    assert strategies_of(place) == strategies_of(find_place(SICOVAL)) != ()


def test_members_of_two_regions_have_the_strategy_and_the_levers_of_none(db: None) -> None:
    place = place_of_members(SICOVAL, BORDEAUX)
    assert regions_of(place) == ("76", "75")
    assert (strategies_of(place), state_levers(place)) == ((), ())


def test_an_invented_territory_is_in_no_region_and_has_no_lever_of_the_state(here: Territory) -> None:
    place = find_place(HERE)
    assert regions_of(place) == ("",)
    assert (strategies_of(place), state_levers(place)) == ((), ())


def test_the_strategy_of_a_region_is_laid_on_the_energy_of_a_place_that_is_in_it(db: None) -> None:
    give_state(follow_territory(by=None, siren=SICOVAL))
    place = find_place(SICOVAL)
    strategies = {strategy.code: strategy.quantity("final_energy") for strategy in strategies_of(place)}
    (code, quantity) = next((code, quantity) for code, quantity in strategies.items() if quantity is not None)
    trial = try_out(place, {"c": code})
    path = trial.reference
    assert path is not None
    assert (path.code, path.label.fr, path.measure) == (code, "Région", ScenarioMeasure.ENERGY)
    assert path.values[place.year] == pytest.approx(levels_at(trial.result.trend, place.year).energy_mwh)
    start, last = quantity.index[0], quantity.index[-1]
    assert (path.values[last[0]] < path.values[place.year]) is (last[1] < start[1])
    for other, missing in strategies.items():
        if missing is None:
            assert find_reference(other, place, trial.result) is None


def test_the_national_path_leaves_nothing_where_no_emission_is_observed(here: Territory) -> None:
    OwnQuantity.objects.filter(kind=OwnQuantity.Kind.EMISSIONS).delete()
    trial = try_out(find_place(HERE), {})
    assert national_parts(trial.place, trial.result) == {}
    assert find_reference(NATIONAL, trial.place, trial.result) is None


def test_a_path_that_the_place_has_not_is_none(both: Network) -> None:
    trial = try_out(find_place(THERE), {})
    for code in ("", "plan/aucun/ghg", "plans/ghg", "sraddet"):
        assert find_reference(code, trial.place, trial.result, reader=OPERATOR) is None
