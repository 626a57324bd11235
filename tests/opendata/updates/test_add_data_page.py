"""A file of data given on screen: previewed, adopted, refused with every fault; by a coordination alone."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from autan.ground.wordings import Text
from autan.opendata.sources.importers import shipped_table_cards
from autan.opendata.sources.lake.snapshots import current_snapshots
from autan.opendata.updates.presenters import data_step
from autan.territories.networks.actions.networks import create_network
from tests.cast import Cast, gather_neighbour
from tests.opendata.observatory.making import FILES, cell

PAGE = "/donnees-ouvertes/ajouter/"


def give(client: Client, text: str, source: str = "ademe-dpe", **more: str):
    file = SimpleUploadedFile("export.csv", text.encode())
    return client.post(PAGE, {"file": file, "source": source, **more})


@pytest.fixture
def coordination(client: Client, cast: Cast, lake_folder) -> Client:
    client.force_login(cast.coordinator)
    return client


def test_a_file_is_previewed_then_adopted_and_changes_nothing_again(coordination: Client) -> None:
    shown = give(coordination, FILES["ademe-dpe"])
    text = shown.content.decode()
    assert "Ce qui serait écrit" in text
    assert not current_snapshots()
    pending, digest = shown.context["pending"], shown.context["preview"].digest
    done = coordination.post(PAGE, {"confirm": pending.pk, "digest": digest}, follow=True)
    assert "export.csv est enregistré" in done.content.decode()
    (held,) = current_snapshots()
    assert (held.card.source, held.rows) == ("ademe-dpe", 14)
    assert "Rien à écrire" in give(coordination, FILES["ademe-dpe"]).content.decode()
    revised = give(coordination, cell("ademe-dpe", 2, "nb_dpe_a", "11")).content.decode()
    assert "Valeurs révisées" in revised


def test_a_file_of_another_source_is_refused_and_nothing_is_adopted(coordination: Client) -> None:
    refused = give(coordination, FILES["odre-capacity"])
    assert refused.status_code == 422
    assert "Fichier refusé" in refused.content.decode()
    assert not current_snapshots()
    assert give(coordination, FILES["ademe-dpe"], source="inconnue").status_code == 422


@pytest.mark.parametrize("name", ["officer", "contributor", "reader", "outsider"])
def test_the_coordination_of_a_network_alone_adds_data(client: Client, cast: Cast, lake_folder, name: str) -> None:
    client.force_login(getattr(cast, name))
    assert {client.get(PAGE).status_code, give(client, FILES["ademe-dpe"]).status_code} == {403}
    assert PAGE not in client.get(reverse("updates:open-data")).content.decode()


def test_no_coordination_adds_to_what_several_networks_share(client, cast: Cast, demo_network, lake_folder) -> None:
    neighbour = gather_neighbour(create_network(by=None, slug="voisin", name=Text("Voisin", "Neighbour")))
    for person, slug in ((neighbour, "voisin"), (cast.coordinator, demo_network.slug)):
        client.force_login(person)
        assert client.get(PAGE).status_code == give(client, FILES["ademe-dpe"]).status_code == 403
        assert client.post("/donnees-ouvertes/livrees/").status_code == 403
        shown = client.get(reverse("updates:open-data"), {"reseau": slug}).content.decode()
        assert PAGE not in shown
        assert "seule son administration en ajoute" in shown
    assert not current_snapshots()


def test_an_invented_network_counts_for_nothing(client: Client, cast: Cast, lake_folder) -> None:
    network = create_network(by=None, slug="essai", name=Text("Essai", "Trial"), is_invented=True)
    client.force_login(gather_neighbour(network))
    assert client.get(PAGE).status_code == 403
    client.force_login(cast.coordinator)
    assert client.get(PAGE).status_code == 200


def test_the_tables_that_ship_are_taken_in_on_the_page(coordination: Client, demo_network) -> None:
    assert coordination.get("/donnees-ouvertes/livrees/").status_code == 302
    assert not current_snapshots()
    done = coordination.post("/donnees-ouvertes/livrees/", {"reseau": demo_network.slug}, follow=True)
    assert "tables livrées sont en place" in done.content.decode()
    assert len(current_snapshots()) == len(shipped_table_cards())


def test_the_step_of_the_network_says_what_is_held_and_whom_it_leaves_out(shipped, demo_network) -> None:
    step = data_step(demo_network.slug, None)
    assert step is not None
    assert step.is_done
    assert "sources, dernière copie le" in step.known
    create_network(by=None, slug="vide", name=Text("Vide", "Empty"))
    assert data_step("vide", None) is None


def test_without_data_the_step_names_every_member(lake_folder, demo_network) -> None:
    step = data_step(demo_network.slug, None)
    assert step is not None
    assert step.known == "Aucune donnée ouverte."
    assert "et 6 autres" in step.lacks[0]
