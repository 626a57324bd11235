"""The perimeter on the page of a territory: its communes, what it was, what changed; and the maps of a network."""

import pytest
from django.template import Context, Template
from django.test import Client

from autan.evidence.figures.queries.registry import PUBLIC
from autan.ground.extension_points import PageSection, SearchSource, TerritorySection
from autan.ground.registry import registered
from autan.ground.wordings import Text
from autan.territories.networks.actions.territories import record_identity
from autan.territories.networks.core.members import Certainty
from autan.territories.networks.models import Membership, Network, Territory
from autan.territories.networks.presenters.perimeters import PERIMETER, describe_change, member_map, neighbours_map
from autan.territories.networks.presenters.searching import TERRITORY_SEARCH
from autan.territories.networks.queries.networks import network_members
from tests.cast import Cast
from tests.territories.networks.conftest import SICOVAL, TOULOUSE

BREST, ARIEGE, RESTORED = "242900314", "200066231", "200071918"


def section_of(siren: str, reader=PUBLIC) -> PageSection:
    (section,) = PERIMETER.build(siren, reader)
    return section


def drawn(section: PageSection) -> str:
    return Template("{% include section.template %}").render(Context({"section": section}))


def test_the_communes_are_on_a_map_that_says_what_changed(network: Network) -> None:
    assert PERIMETER in registered(TerritorySection)
    section = section_of(SICOVAL)
    assert (section.anchor, section.context["notes"], section.context["ref"]) == ("perimetre", [], None)
    spec = section.context["map"]
    assert len(spec.places) == 36
    assert spec.sentence.fr == "36 communes en 2026 ; aucun changement entre 2019 et 2026."
    assert [series.code for series in section_of("200035715").context["map"].categories] == ["joined", "present"]
    assert "<svg" in drawn(section)
    assert set(section.context["vintages"]) == set(range(2019, 2027))
    assert "Par millésime du code géographique" in drawn(section)


def test_without_contours_what_changed_is_said(db: None) -> None:
    section = section_of(BREST)
    assert section.context["map"] is None
    assert "communes" in drawn(section)


@pytest.mark.parametrize(
    ("siren", "words"),
    [
        (ARIEGE, "fusions : "),
        (RESTORED, "communes rétablies : "),
        ("200035715", "arrivées : "),
    ],
)
def test_what_changed_is_named(siren: str, words: str) -> None:
    assert words in describe_change(siren).fr


def test_a_territory_younger_than_the_register_says_so(db: None) -> None:
    from autan.territories.perimeters.lake import register

    young = min(set(register.membership_frame(2026)["siren"]) - set(register.membership_frame(2019)["siren"]))
    assert "communes en 2026 ; créé entre 20" in describe_change(young).fr


def test_what_a_member_was_is_told_with_what_is_not_established(network: Network, member: Territory) -> None:
    fields = {"name_fr": "Sicoval", "name_en": "Sicoval", "established_fr": "36 communes.", "established_en": "36."}
    record_identity(by=None, territory=member, year=2013, fields=fields)
    assert section_of(SICOVAL).context["notes"] == [Text("En 2013 : Sicoval. 36 communes.", "In 2013: Sicoval. 36.")]
    record_identity(
        by=None, territory=member, year=2013, fields={**fields, "unknown_fr": "Le SIREN.", "unknown_en": "SIREN."}
    )
    assert section_of(SICOVAL).context["notes"][0].fr.endswith("36 communes. Non établi : Le SIREN.")


def test_changes_are_shown_to_the_coordination_alone(people: Cast, member: Territory) -> None:
    record_identity(by=people.officer, territory=member, year=2013, fields={"name_fr": "Avant", "name_en": "Before"})
    shown = {name: drawn(section_of(SICOVAL, getattr(people, name))) for name in ("coordinator", "officer", "outsider")}
    assert "identité de 2013, Avant" in shown["coordinator"]
    assert "identité de 2013" not in shown["officer"] + shown["outsider"] + drawn(section_of(SICOVAL))


def test_a_map_says_how_surely_each_is_a_member(network: Network) -> None:
    network.is_invented = False
    whole = member_map(network, network_members(network.slug))
    assert whole is not None
    assert whole.sentence.fr.startswith("Les 2 collectivités sont confirmées")
    assert [item.code for item in whole.categories] == ["confirmed"]
    Membership.objects.filter(territory__siren=SICOVAL).update(certainty=Certainty.PROBABLE)
    doubtful = member_map(network, network_members(network.slug))
    assert doubtful is not None
    assert doubtful.sentence.fr.startswith("1 des 2 collectivités")
    assert {place.category for place in doubtful.places} == {"confirmed", "probable"}


def test_a_map_of_an_invented_network_tells_kinds_apart(network: Network, member: Territory) -> None:
    members = network_members(network.slug)
    invented = member_map(network, members)
    assert invented is not None
    assert "imaginaires" in invented.sentence.fr
    around = neighbours_map(member, members)
    assert around is not None
    assert [place.category for place in around.places] == ["here", "others"]


def test_nothing_is_drawn_without_contours(other_network: Network, member: Territory) -> None:
    assert member_map(other_network, ()) is None
    assert neighbours_map(member, ()) is None


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        ("réseau d'essai", ["/reseaux/essai/"]),
        ("toulouse metropole", [f"/territoires/{TOULOUSE}/"]),
        (TOULOUSE, [f"/territoires/{TOULOUSE}/"]),
        ("", []),
    ],
)
def test_a_search_finds_networks_and_territories(network: Network, text: str, urls: list[str]) -> None:
    assert TERRITORY_SEARCH in registered(SearchSource)
    assert [hit.url for hit in TERRITORY_SEARCH.search(text, PUBLIC)] == urls


def test_the_home_of_a_network_says_one_other_in_the_singular(client: Client, network: Network) -> None:
    Network.objects.update(is_invented=False)
    Membership.objects.filter(territory__siren=SICOVAL).update(certainty=Certainty.PROBABLE)
    page = client.get("/reseaux/essai/").content.decode()
    assert "1 des 2 collectivités est confirmée par une source, l’autre est probable" in page
    english = client.get("/en/reseaux/essai/").content.decode()
    assert "1 of the 2 authorities is confirmed by a source, the other is probable" in english
