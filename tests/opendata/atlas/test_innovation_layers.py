"""Energy chains, sites and clusters of a network: what a year shows, who may keep them, what is refused whole."""

from dataclasses import replace

import numpy as np
import pytest

from autan.evidence.figures.models import Fact
from autan.evidence.imports.core import Upload
from autan.ground.errors import RuleError
from autan.ground.wordings import Text
from autan.opendata.atlas.actions import innovation_import, keep_innovation_layer
from autan.opendata.atlas.core.atlas_choices import AtlasChoice, Extent
from autan.opendata.atlas.core.innovation import EnergyChain, InnovationLayer, InnovationPlace
from autan.opendata.atlas.presenters.innovation_page import centre_of
from autan.opendata.atlas.queries import count_innovation_places, find_innovation_layer
from autan.opendata.observatory.core.innovation_kinds import InnovationKind
from autan.opendata.observatory.models import EnergyChainRecord, InnovationPlaceRecord, InvolvedMember
from autan.people.journal.models import JournalEntry
from autan.territories.networks.actions.networks import create_network
from autan.territories.networks.models import Territory
from autan.territories.networks.queries.networks import get_network
from autan.territories.perimeters.core.geojson import Contour
from tests.cast import HERE, THERE, Cast, gather_cast, make_network
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


def test_the_layer_of_a_network_is_its_own(people):
    other = create_network(by=None, slug="voisin", name=Text("Voisin", "Neighbour"), is_invented=True)
    keep_innovation_layer(by=people.coordinator, layer=LAYER)
    theirs = InnovationLayer(
        network=other.slug,
        chains=(WOOD,),
        chains_facts=("bois",),
        involved={HERE: "x"},
        places=(a_place(chain="bois"),),
    )
    keep_innovation_layer(by=None, layer=theirs)
    assert find_innovation_layer("essai") == LAYER
    assert find_innovation_layer(other.slug) == theirs
    keep_innovation_layer(by=people.coordinator, layer=replace(LAYER, places=()))
    assert find_innovation_layer(other.slug) == theirs
    assert (count_innovation_places("essai"), count_innovation_places(other.slug)) == (0, 1)


TABLE = "siren;chain;label;kind;since;until;statement;source;locator"
ROW = f"{HERE};Solaire;Ferme;en service;2019;;La ferme produit.;Rapport;p. 3"


def preview(*rows: str):
    text = "\n".join([TABLE, *rows, ""])
    return innovation_import(get_network("essai")).read(Upload(file="sites.csv", data=text.encode()))


def take_in(people, *rows: str):
    read = preview(*rows)
    innovation_import(get_network("essai")).write(people.coordinator, read)
    return read


def outcomes(read) -> list[tuple[str, str]]:
    return [(item.record.name.fr, item.outcome.name) for item in read.items]


def test_a_table_of_sites_is_taken_in_with_its_facts_and_its_chain(people):
    read = take_in(people, ROW)
    assert outcomes(read) == [("Ferme", "ADDED")]
    layer = find_innovation_layer("essai")
    (place,) = layer.places
    assert [(chain.code, chain.label.fr) for chain in layer.chains] == [("solaire", "Solaire")]
    assert (place.siren, place.kind, place.since, place.chain) == (HERE, InnovationKind.SITE, 2019, "solaire")
    (fact,) = Fact.objects.filter(topic="innovation")
    assert place.facts == (str(fact.pk),)
    assert fact.statement_fr == "La ferme produit."


def test_the_same_table_again_changes_nothing(people):
    take_in(people, ROW)
    again = preview(ROW)
    assert again.to_write == ()
    assert outcomes(again) == [("Ferme", "SAME")]


def test_a_place_of_the_same_name_is_changed_and_keeps_what_was_stated_before(people):
    take_in(people, ROW)
    before = find_innovation_layer("essai").places[0].facts
    read = take_in(
        people, ROW.replace("en service", "démonstration").replace("Ferme;", "FERME;").replace("p. 3", "p. 4")
    )
    assert [outcome for _, outcome in outcomes(read)] == ["CHANGED"]
    (place,) = find_innovation_layer("essai").places
    assert place.kind is InnovationKind.DEMONSTRATION
    assert place.facts[:1] == before
    assert len(place.facts) == 2


def test_what_a_table_does_not_tell_stays_and_a_chain_keeps_its_label(people):
    keep_innovation_layer(by=people.coordinator, layer=LAYER)
    take_in(people, ROW.replace("Ferme", "Toiture").replace("Solaire", "SOLAIRE"))
    layer = find_innovation_layer("essai")
    assert [place.label.fr for place in layer.places] == ["Ferme", "Chaufferie", "Pôle", "Toiture"]
    assert layer.chains == (SOLAR, WOOD)
    assert layer.involved == LAYER.involved


def test_a_place_of_another_member_is_another_place(people):
    take_in(people, ROW)
    read = take_in(people, ROW.replace(HERE, THERE))
    assert ("Ferme", "ADDED") in outcomes(read)
    assert [place.siren for place in find_innovation_layer("essai").places] == [HERE, THERE]


def test_a_table_with_a_fault_has_no_preview_of_what_it_would_write(people):
    read = preview(ROW, ROW.replace("en service", "bientôt"))
    assert read.items == ()
    assert [(fault.row, fault.column) for fault in read.faults] == [(3, "kind")]
    assert read.is_refused


def test_others_take_in_no_table_and_leave_no_fact(people):
    for who in (people.officer, people.outsider):
        with pytest.raises(RuleError):
            innovation_import(get_network("essai")).write(who, preview(ROW))
    assert find_innovation_layer("essai") is None
    assert not Fact.objects.filter(topic="innovation").exists()


def test_a_preview_says_states_in_words_and_facts_by_their_number(people):
    show = innovation_import(get_network("essai")).show
    (item,) = preview(ROW).items
    assert show(item, "kind", "site") == "en service"
    assert show(item, "facts", ("a", "b")) == "2"
    assert show(item, "since", 2019) == "2019"


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
