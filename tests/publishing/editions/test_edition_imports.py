"""A living text is taken in on screen or by command, prepared, published and withdrawn by who coordinates."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from autan.evidence.imports.core import Outcome, Upload
from autan.ground.errors import ImportFileError, NotAllowedError, RuleError
from autan.ground.wordings import Text
from autan.publishing.editions.actions.editions import withdraw_edition
from autan.publishing.editions.actions.new_editions import edition_import, preview_edition
from autan.publishing.editions.actions.publishing import publish_edition
from autan.publishing.editions.models import Edition
from autan.publishing.editions.queries.editions import list_editions
from autan.territories.networks.actions.networks import create_network
from tests.cast import gather_neighbour
from tests.publishing.editions.conftest import keep_facts
from tests.publishing.living_text.writing import WITHOUT_MAP

PREPARE = "/syntheses/preparer/"
ONE = "/syntheses/essai/preparer/"


def upload(source: str, file: str = "essai.md") -> Upload:
    return Upload(file=file, data=source.encode())


def outcomes(source: str) -> dict[str, Outcome]:
    return {item.record.name.fr: item.outcome for item in preview_edition(None, upload(source)).items}


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def neighbour(network):
    other = create_network(by=None, slug="voisin", name=Text("Voisin", "Neighbour"), is_invented=True)
    return gather_neighbour(other)


def test_only_the_parts_that_differ_are_changed(edition):
    assert set(outcomes(WITHOUT_MAP).values()) == {Outcome.SAME}
    changed = outcomes(WITHOUT_MAP + "\nUne phrase de plus.\n")
    assert [name for name, outcome in changed.items() if outcome is Outcome.CHANGED] == ["Premier chapitre"]
    gone = WITHOUT_MAP.replace("# Premier chapitre", "# Autre titre")
    assert outcomes(gone) == {
        "En-tête : titres, chiffres, graphiques, cartes": Outcome.SAME,
        "Résumé": Outcome.SAME,
        "Autre titre": Outcome.ADDED,
        "Premier chapitre": Outcome.CHANGED,
        "Ordre des chapitres": Outcome.CHANGED,
    }


@pytest.mark.parametrize(
    ("source", "row", "column"),
    [
        (WITHOUT_MAP.replace("network: autan", "network: ailleurs"), 3, "network"),
        (WITHOUT_MAP.encode("utf-16"), 1, None),
        ("rien", 1, "1"),
    ],
)
def test_a_text_at_fault_is_refused_with_the_place(network, source, row, column):
    data = source if isinstance(source, bytes) else source.encode()
    with pytest.raises(ImportFileError) as caught:
        preview_edition(None, Upload(file="essai.md", data=data))
    assert (caught.value.faults[0].row, caught.value.faults[0].column) == (row, column)
    assert not Edition.objects.exists()


def test_the_text_of_another_network_is_refused_to_its_neighbour(edition, neighbour):
    with pytest.raises(ImportFileError) as caught:
        preview_edition(neighbour, upload(WITHOUT_MAP))
    assert caught.value.faults[0].column == "network"
    stolen = WITHOUT_MAP.replace("network: autan", "network: voisin")
    with pytest.raises(ImportFileError) as caught:
        preview_edition(neighbour, upload(stolen))
    assert caught.value.faults[0].column == "slug", "an edition stays with its network"


def test_the_whole_way_on_screen(people, network):
    keep_facts({"F1": "10", "F2": "11", "F3": ""})
    client = signed_in(people.coordinator)
    uploaded_file = SimpleUploadedFile("essai.md", WITHOUT_MAP.encode())
    shown = client.post(PREPARE, {"file": uploaded_file})
    assert "Premier chapitre" in shown.content.decode()
    assert not Edition.objects.exists(), "nothing is written before it is confirmed"
    context = shown.context
    confirmed = {"confirm": context["pending"].pk, "digest": context["preview"].digest}
    assert client.post(PREPARE, confirmed).status_code == 302
    page = client.get(ONE).content.decode()
    assert "brouillon" in page
    assert "Rien : tout ce que le texte affirme tient" in page.replace("\u00a0", " ")
    assert client.get("/syntheses/essai/brouillon/").status_code == 200
    assert client.get("/syntheses/essai/texte/").content.decode() == WITHOUT_MAP
    assert client.post("/syntheses/essai/publier/", {"formats": ["html"]})["Location"] == "/syntheses/essai/"
    assert Client().get("/syntheses/essai/").status_code == 200
    assert client.post("/syntheses/essai/retirer/", {"reason": ""}).status_code == 422
    assert client.post("/syntheses/essai/retirer/", {"reason": "Un chiffre était faux."}).status_code == 302
    gone = Client().get("/syntheses/essai/")
    assert gone.status_code == 410
    assert "Un chiffre était faux." in gone.content.decode()
    assert Client().get("/syntheses/essai/html/").status_code == 404


def test_what_stops_a_publication_is_shown_and_nothing_is_published(people, edition):
    keep_facts({"F1": "9", "F2": "11", "F3": ""})
    client = signed_in(people.coordinator)
    page = client.get(ONE).content.decode()
    assert "affirmation périmée" in page
    refused = client.post("/syntheses/essai/publier/", {"formats": ["html"]})
    assert refused.status_code == 422
    assert not edition.publications.exists()


def test_only_the_coordination_of_the_network_prepares(people, edition, neighbour):
    for person in (people.officer, people.contributor, people.reader, people.outsider):
        assert signed_in(person).get(PREPARE).status_code == 403
        assert signed_in(person).get(ONE).status_code == 403
    assert signed_in(neighbour).get(PREPARE).status_code == 200
    for path in (ONE, "/syntheses/essai/brouillon/", "/syntheses/essai/texte/"):
        assert signed_in(neighbour).get(path).status_code == 403
    assert signed_in(neighbour).post("/syntheses/essai/retirer/", {"reason": "x"}).status_code == 403
    assert Client().get(PREPARE)["Location"].startswith("/compte/login/")


def test_a_withdrawn_edition_is_public_no_longer_and_publishing_brings_it_back(people, edition):
    with pytest.raises(RuleError):
        withdraw_edition(by=None, slug="essai", reason="rien n’est publié")
    publish_edition(by=None, slug="essai", formats=["html"])
    with pytest.raises(NotAllowedError):
        withdraw_edition(by=people.officer, slug="essai", reason="non")
    withdraw_edition(by=people.coordinator, slug="essai", reason="Une erreur.")
    assert not list_editions(published_only=True)
    publish_edition(by=people.coordinator, slug="essai", formats=["html"])
    assert list_editions(published_only=True) == [edition]


def test_an_import_writes_the_text_as_it_was_given(network):
    importing = edition_import(None)
    preview = importing.read(upload(WITHOUT_MAP))
    importing.write(None, preview)
    assert Edition.objects.get().source == WITHOUT_MAP
