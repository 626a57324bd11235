"""“Votre réseau” on screen: steps that tell the truth, members chosen, changed, replaced, contours given."""

import json
import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from autan.evidence.figures.models import Source
from autan.ground.extension_points import TOOLS
from autan.ground.texts.language import name_some
from autan.people.journal.core import version_of
from autan.publishing.editions.models import Edition, Publication
from autan.territories.networks.actions.memberships import change_membership, membership_fields
from autan.territories.networks.core.members import Certainty
from autan.territories.networks.models import Membership, Network, Outline, Territory
from autan.territories.networks.presenters.steps import (
    contours_step,
    members_step,
    network_lines,
    people_step,
)
from tests.cast import Cast, gather_neighbour
from tests.territories.networks.conftest import MURETAIN, SICOVAL, TOULOUSE
from tests.territories.networks.test_admissions import HAUTES_VOSGES, HELD_BY

SOURCE = {"source": "Délibération du 12 mars 2024", "certainty": "confirmed"}


def address(name: str, network: Network, key: int | None = None) -> str:
    return reverse(f"territories:{name}", kwargs={"slug": network.slug} | ({} if key is None else {"key": key}))


@pytest.fixture
def coordination(client: Client, people: Cast) -> Client:
    client.force_login(people.coordinator)
    return client


def membership(network: Network, siren: str = SICOVAL) -> Membership:
    return Membership.objects.get(network=network, territory__siren=siren)


def pages(network: Network) -> list[tuple[str, str]]:
    key = membership(network).pk
    gets = [address(name, network) for name in ("coordination", "contours", "members", "add_members", "import_members")]
    acts = [address("add_members", network), address("contours", network), address("import_members", network)]
    of_one = [address("member", network, key), address("leave", network, key)]
    return [("get", page) for page in [*gets, of_one[0]]] + [("post", page) for page in [*acts, *of_one]]


@pytest.mark.parametrize("name", ["officer", "contributor", "reader", "outsider", "neighbour"])
def test_the_others_are_refused_everywhere(
    client: Client, people: Cast, network: Network, other_network: Network, name: str
) -> None:
    client.force_login(gather_neighbour(other_network) if name == "neighbour" else getattr(people, name))
    assert {getattr(client, method)(page).status_code for method, page in pages(network)} == {403}


def test_a_visitor_is_led_to_sign_in(client: Client, network: Network) -> None:
    assert {getattr(client, method)(page).status_code for method, page in pages(network)} == {302}


def test_what_is_of_another_network_is_not_found(
    coordination: Client, network: Network, other_network: Network
) -> None:
    foreign = Membership.objects.create(
        network=other_network, territory=Territory.objects.get(siren=SICOVAL), certainty="probable"
    )
    assert coordination.get(address("member", network, foreign.pk)).status_code == 404
    assert coordination.post(address("leave", network, foreign.pk), {"on": "2024-01-01"}).status_code == 404


def test_the_page_says_what_is_there_what_is_missing_and_what_is_next(coordination: Client, network: Network) -> None:
    page = coordination.get(address("coordination", network)).content.decode()
    assert "2 membres." in page
    assert "2 membres sans date d’entrée." in page
    assert "Contours\u00a0: 2 sur 2." in page
    assert "Sans chargé·e de mission" in page
    assert "Aucune édition n’est publiée." in page
    assert "À faire maintenant\u00a0: inviter une personne." in re.sub("<[^>]+>", "", page)
    Membership.objects.all().delete()
    empty = coordination.get(address("coordination", network)).content.decode()
    assert "Aucun membre n’est encore enregistré." in empty
    assert "Contours\u00a0:" not in empty


def test_steps_name_what_lacks(network: Network, people: Cast) -> None:
    gone = Territory.objects.create(siren=HAUTES_VOSGES, name="CC des Hautes Vosges", short_name="HV", kind="CC")
    overseas = Territory.objects.create(siren="249740119", name="TCO", short_name="TCO", kind="CA")
    for territory in (gone, overseas):
        Membership.objects.create(network=network, territory=territory, certainty="confirmed")
    members, contours = members_step("essai", None), contours_step("essai", None)
    assert not members.is_done
    assert members.lacks[0] == "N’existe plus\u00a0: HV."
    assert contours is not None
    assert contours.lacks == ("Sans contour\u00a0: HV, TCO.",)
    assert people_step("essai", None).known == "1 personne à la coordination."
    assert name_some([str(number) for number in range(7)]) == "0, 1, 2, 3, 4 et 2 autres"


def test_epci_are_found_by_name_and_department_and_stay_ticked(coordination: Client, network: Network) -> None:
    page = address("add_members", network)
    text = coordination.get(page, {"q": "toulouse métropole"}).content.decode()
    assert TOULOUSE in text
    kept = coordination.post(page, {"department": "22", "sirens": [TOULOUSE, "inconnu"], "act": "search"})
    assert "Cochées auparavant" in kept.content.decode()
    assert "Dinan Agglomération" in kept.content.decode()
    everything = coordination.post(page, {"department": "22", "act": "all"}).content.decode()
    assert everything.count("checked>") == everything.count('name="sirens"') == 8
    assert "déjà membre" in coordination.get(page, {"q": "sicoval"}).content.decode()
    assert "Aucune intercommunalité d’aujourd’hui ne répond." in coordination.get(page, {"q": "xyzzy"}).content.decode()


def test_an_epci_of_the_past_proposes_its_successors(coordination: Client, network: Network) -> None:
    page = coordination.get(address("add_members", network), {"q": HAUTES_VOSGES}).content.decode()
    assert "CC des Hautes Vosges n’existe plus après 2021" in page
    assert all(siren in page for siren in HELD_BY)


def test_members_are_added_on_a_source(coordination: Client, network: Network) -> None:
    page = address("add_members", network)
    for given, words in (
        ({"sirens": [TOULOUSE], "certainty": "confirmed"}, "obligatoire"),
        (SOURCE, "Cochez au moins une intercommunalité."),
    ):
        answer = coordination.post(page, {"act": "add", **given})
        assert answer.status_code == 422
        assert words in answer.content.decode()
    done = coordination.post(page, {"act": "add", "sirens": [TOULOUSE, SICOVAL], **SOURCE}, follow=True)
    assert "1 membre ajouté." in done.content.decode()
    assert "Déjà membres, laissés tels quels\u00a0: Sicoval" in done.content.decode()
    assert "Délibération du 12 mars 2024" in done.content.decode()


def test_one_membership_is_changed_unless_somebody_did_meanwhile(
    coordination: Client, people: Cast, network: Network
) -> None:
    held = membership(network)
    page, seen = address("member", network, held.pk), version_of(membership_fields(held))
    fields = {"version": seen, "valid_from": "2013-03-12", "certainty": "probable", "source": "Statuts"}
    assert "L’appartenance est enregistrée." in coordination.post(page, fields, follow=True).content.decode()
    assert membership(network).valid_from == date(2013, 3, 12)
    late = coordination.post(page, {**fields, "valid_from": "2015-01-01"})
    assert late.status_code == 409
    text = late.content.decode()
    assert "12\u00a0mars\u00a02013" in text, "what stands is shown"
    assert "2015-01-01" in text, "what was typed stays"
    assert "Coordinator" in text
    again = version_of(membership_fields(membership(network)))
    assert again in text, "sent again, it is written knowingly"
    left = coordination.post(address("leave", network, held.pk), {"version": seen, "on": "2020-12-31", "source": "S"})
    assert left.status_code == 409


def test_a_member_leaves(coordination: Client, network: Network) -> None:
    held = membership(network)
    page, seen = address("leave", network, held.pk), version_of(membership_fields(held))
    assert coordination.post(page, {"version": seen, "on": "2020-12-31"}).status_code == 422
    done = coordination.post(page, {"version": seen, "on": "2020-12-31", "source": "Délibération"}, follow=True)
    assert "Le départ est enregistré." in done.content.decode()
    assert "31\u00a0décembre\u00a02020" in done.content.decode()


def test_dates_in_the_wrong_order_are_said(coordination: Client, network: Network) -> None:
    held = membership(network)
    change_membership(by=None, membership=held, certainty=Certainty.CONFIRMED, valid_from=date(2015, 1, 1), evidence=())
    seen = version_of(membership_fields(membership(network)))
    answer = coordination.post(
        address("leave", network, held.pk), {"version": seen, "on": "2014-12-31", "source": "Délibération"}
    )
    assert answer.status_code == 422
    assert "finir avant de commencer" in answer.content.decode()
    Membership.objects.update(valid_to=date(2016, 1, 1))
    seen = version_of(membership_fields(membership(network)))
    late = {"version": seen, "valid_from": "2017-01-01", "certainty": "confirmed"}
    answer = coordination.post(address("member", network, held.pk), late)
    assert "finit avant de commencer" in answer.content.decode()
    held_before = Source.objects.count()
    coordination.post(address("member", network, held.pk), late | {"source": "Délibération jamais lue"})
    assert Source.objects.count() == held_before


def test_what_no_longer_exists_is_replaced(coordination: Client, network: Network) -> None:
    territory = Territory.objects.create(siren=HAUTES_VOSGES, name="CC des Hautes Vosges", short_name="HV", kind="CC")
    old = Membership.objects.create(network=network, territory=territory, certainty="confirmed")
    assert "n’existe plus après 2021" in coordination.get(address("members", network)).content.decode()
    shown = coordination.get(address("member", network, old.pk)).content.decode()
    assert "Remplacer par ce qui lui succède" in shown
    fields = {"version": version_of(membership_fields(old)), "on": "2021-12-31", "source": "Arrêté", "replace": "1"}
    done = coordination.post(address("leave", network, old.pk), {**fields, "sirens": list(HELD_BY)}, follow=True)
    assert "2 membres ajoutés." in done.content.decode()


def test_a_table_of_members_is_taken_in_for_this_network_alone(coordination: Client, network: Network) -> None:
    table = "network;name;siren;certainty;source\n{};{};243100518;confirmé;Statuts\n"
    page = address("import_members", network)
    good = SimpleUploadedFile("m.csv", table.format("essai", "Réseau d’essai").encode())
    shown = coordination.post(page, {"file": good}).content.decode()
    assert "Toulouse Métropole" in shown
    other = SimpleUploadedFile("m.csv", table.format("autre", "Autre").encode())
    refused = coordination.post(page, {"file": other})
    assert refused.status_code == 422
    assert "le réseau de cette page" in refused.content.decode()


def test_contours_are_given_by_a_file(coordination: Client, network: Network) -> None:
    page = address("contours", network)
    ring = [[[1.0, 43.0], [1.2, 43.0], [1.2, 43.2], [1.0, 43.0]]]
    feature = {
        "type": "Feature",
        "properties": {"code": MURETAIN},
        "geometry": {"type": "Polygon", "coordinates": ring},
    }
    document = json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()
    done = coordination.post(
        page, {"file": SimpleUploadedFile("c.geojson", document), "credit": "Agence, 2026"}, follow=True
    )
    assert "Contours enregistrés\u00a0: 1 membres" in done.content.decode()
    assert Outline.objects.get().credit_fr == "Agence, 2026"
    wrong = coordination.post(page, {"file": SimpleUploadedFile("c.geojson", b"{"), "credit": "Agence"})
    assert wrong.status_code == 422
    assert "du JSON bien formé" in wrong.content.decode()


def test_the_desk_offers_the_next_step_until_an_edition_is_published(
    coordination: Client, people: Cast, network: Network
) -> None:
    def offered(name: str = "coordinator") -> list[tuple[str, str]]:
        return [(line.title, line.url) for line in network_lines(getattr(people, name)) if line.rank < TOOLS]

    following = coordination.get(address("coordination", network)).context["next"]
    assert offered() == [(following.label, following.url)], "the same as on the page of the network"
    assert offered("officer") == []
    edition = Edition.objects.create(slug="note", network=network.slug, title_fr="Note", source="Rien.")
    assert offered() != [], "a draft is not published"
    Publication.objects.create(edition=edition, published_on=date(2026, 11, 2), source="Rien.", content_hash="0")
    assert offered() == []
