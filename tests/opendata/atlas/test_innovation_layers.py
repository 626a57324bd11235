"""Energy chains, sites and clusters of a network: what a year shows, who may keep them, what is refused whole."""

from dataclasses import replace

import numpy as np
import pytest

from autan.ground.errors import RuleError
from autan.ground.wordings import Text
from autan.opendata.atlas.actions import keep_innovation_layer
from autan.opendata.atlas.core.atlas_choices import AtlasChoice, Extent
from autan.opendata.atlas.core.innovation import EnergyChain, InnovationLayer, InnovationPlace
from autan.opendata.atlas.presenters.innovation_page import centre_of
from autan.opendata.atlas.queries import count_innovation_places, find_innovation_layer
from autan.opendata.observatory.core.innovation_kinds import InnovationKind
from autan.opendata.observatory.models import EnergyChainRecord, InnovationPlaceRecord, InvolvedMember
from autan.people.journal.models import JournalEntry
from autan.territories.networks.models import Territory
from autan.territories.perimeters.core.geojson import Contour
from tests.cast import HERE, Cast, gather_cast, make_network
from tests.kept_rows import written_again

SOLAR = EnergyChain(code="solaire", label=Text("Solaire", "Solar"))
WOOD = EnergyChain(code="bois", label=Text("Bois", "Wood"))


def a_place(name: str = "Ferme", **changes) -> InnovationPlace:
    fields = {"label": Text(name, name), "facts": (f"fait-{name}",), "kind": InnovationKind.SITE, "siren": HERE}
    return InnovationPlace(**{**fields, "chain": "solaire", "since": 2019, **changes})


CLUSTER = InnovationPlace(label=Text("Pôle", "Cluster"), facts=("pole",))
LAYER = InnovationLayer(
    network="essai",
    chains=(SOLAR, WOOD),
    chains_facts=("filieres",),
    involved={HERE: "implique"},
    places=(a_place(), a_place("Chaufferie", chain="bois", since=2013, until=2016, commune="31254"), CLUSTER),
)


@written_again
def make_people() -> Cast:
    network = make_network()
    return gather_cast(network=network, member=Territory.objects.get(siren=HERE))


@pytest.fixture
def people(db: None) -> Cast:
    return make_people()


def test_clusters_stand_apart_from_sites():
    assert LAYER.clusters == (CLUSTER,)
    assert [site.label.fr for site in LAYER.sites] == ["Ferme", "Chaufferie"]


def test_the_years_of_a_layer_are_those_in_which_something_begins_or_has_ended():
    assert LAYER.years == (2013, 2017, 2019)
    assert replace(LAYER, places=(a_place(since=None), CLUSTER)).years == ()


@pytest.mark.parametrize(
    ("since", "until", "year", "stands"),
    [
        (2013, None, 2012, False),
        (2013, None, 2013, True),
        (2013, None, 2050, True),
        (2013, 2015, 2015, True),
        (2013, 2015, 2016, False),
        (None, None, 2020, False),
        (None, 2015, 2014, False),
    ],
)
def test_a_place_stands_from_the_year_that_it_is_known_to_the_last_one(since, until, year, stands):
    assert a_place(since=since, until=until).is_current_in(year) == stands


def test_a_fact_that_states_two_things_is_told_once():
    both = replace(LAYER, involved={HERE: "fait-Ferme"}, places=(CLUSTER, a_place(), a_place("Autre", facts=("pole",))))
    assert both.facts == ("filieres", "fait-Ferme", "pole")


def test_what_is_kept_is_read_back_as_it_was(people):
    assert find_innovation_layer("essai") is None
    assert keep_innovation_layer(by=people.coordinator, layer=LAYER)
    assert find_innovation_layer("essai") == LAYER
    assert count_innovation_places("essai") == 3
    assert count_innovation_places("autre") == 0


def test_an_act_is_one_line_of_the_journal_and_the_same_again_is_none(people):
    keep_innovation_layer(by=people.coordinator, layer=LAYER)
    (line,) = JournalEntry.objects.filter(kind="innovation")
    assert (line.room, line.by.name, line.summary) == (
        "observatory",
        people.coordinator.name,
        "Filières et sites d’innovation : 2 filières, 3 lieux",
    )
    assert not keep_innovation_layer(by=people.coordinator, layer=LAYER)
    assert JournalEntry.objects.filter(kind="innovation").count() == 1


def test_another_layer_takes_the_place_of_the_one_before(people):
    keep_innovation_layer(by=people.coordinator, layer=LAYER)
    less = replace(LAYER, chains=(SOLAR,), involved={}, places=(a_place("Nouvelle"),))
    assert keep_innovation_layer(by=people.coordinator, layer=less)
    assert find_innovation_layer("essai") == less
    assert (EnergyChainRecord.objects.count(), InvolvedMember.objects.count()) == (1, 0)


@pytest.mark.parametrize("who", ["officer", "contributor", "reader", "outsider"])
def test_the_coordination_alone_describes_its_chains(people, who):
    with pytest.raises(RuleError, match="seule la coordination du réseau décrit ses filières"):
        keep_innovation_layer(by=getattr(people, who), layer=LAYER)
    assert find_innovation_layer("essai") is None


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"places": (a_place(siren="200066009"),)}, "territoires que l’instance ne suit pas\u00a0: 200066009"),
        ({"involved": {"200066009": "x"}}, "territoires que l’instance ne suit pas\u00a0: 200066009"),
        ({"places": (a_place(chain="vent"), a_place("B", chain="eau"))}, "filières inconnues\u00a0: eau, vent"),
    ],
)
def test_a_layer_that_names_what_is_not_there_is_refused_and_the_one_before_stays(people, changes, said):
    keep_innovation_layer(by=people.coordinator, layer=LAYER)
    with pytest.raises(RuleError, match=said):
        keep_innovation_layer(by=people.coordinator, layer=replace(LAYER, **changes))
    assert find_innovation_layer("essai") == LAYER
    assert JournalEntry.objects.filter(kind="innovation").count() == 1


def test_a_cluster_has_neither_member_nor_chain_in_the_table(people):
    keep_innovation_layer(by=people.coordinator, layer=LAYER)
    record = InnovationPlaceRecord.objects.get(label_fr="Pôle")
    assert (record.territory, record.chain, record.commune, record.kind) == (None, None, "", "cluster")


def square(west: float, south: float, side: float):
    ends = [(west, south), (west + side, south), (west + side, south + side), (west, south + side), (west, south)]
    return np.array(ends)


@pytest.mark.parametrize("is_turned", [True, False])
def test_a_point_stands_at_the_centre_of_the_largest_piece_of_a_commune(is_turned):
    rings = [square(1.0, 43.0, 0.5), square(9.0, 40.0, 0.1)]
    polygons = [[ring[::-1] if is_turned else ring] for ring in rings]
    contour = Contour(code="31254", name="Labège", polygons=polygons)
    assert centre_of(contour) == pytest.approx((1.25, 43.25))


CHOICE = AtlasChoice(network="essai", indicator="ghg_per_inhabitant", date="2016")


def test_a_choice_names_its_drawings_and_its_files_in_letters_and_hyphens():
    assert CHOICE.slug == "network-ghg-per-inhabitant-2016"
    assert CHOICE.file_slug == "ghg-per-inhabitant-2016-network"
    crossed = replace(CHOICE, indicator="indicator-x.all", beside="dpe_f_g_share", extent=Extent.FRANCE)
    assert crossed.slug == "france-indicator-x-all-2016-dpe-f-g-share"
    assert crossed.file_slug == "indicator-x-all-dpe-f-g-share-2016-france"


@pytest.mark.parametrize("extent", list(Extent))
def test_places_of_a_region_or_of_france_come_from_the_country(extent):
    assert extent.is_national == (extent.value in {"region", "france"})
