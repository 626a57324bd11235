"""A year of the room: written, refused, published, read, searched, published as data, told, withdrawn, erased."""

import io
import json
import zipfile

import pytest
from django.test import Client
from django.urls import reverse

from autan.ground.errors import NotAllowedError
from autan.ground.extension_points import PersonalData, SearchSource
from autan.ground.registry import registered
from autan.people.accounts.models import Person
from autan.people.journal.models import JournalEntry
from autan.people.personal_data.queries import subject_of_person
from tests.cast import HERE, Cast
from tests.cooperation.lessons.conftest import here, neighbour, network, people  # noqa: F401
from tests.equipment.actions import move_equipment
from tests.equipment.models import EquipmentRecord

LOANS = {"loans-TOTAL_FORMS": "2", "loans-INITIAL_FORMS": "0"}
SENT = {
    "title": "Valise de capteurs",
    "territory": HERE,
    "words": "Mesurer une école",
    "kind": "meter",
    "themes": ["building"],
    "pieces": "12",
    "value_eur": "1 500 €",
    "available_on": "2026-12-01",
    "is_free": "on",
    "contact": "Claire Exemple",
    "sources": "Notice\nVidéo",
    **LOANS,
    "loans-0-borrower": "CC Là",
    "loans-0-person": "Jeanne Modèle",
}
ITEM = {"slug": "valise-de-capteurs"}


def page(client: Client, name: str, status: int = 200, **parts: str) -> str:
    answer = client.get(reverse(f"equipment:{name}", kwargs=parts))
    assert answer.status_code == status, (name, answer.status_code)
    return answer.content.decode()


@pytest.fixture
def officer(client: Client, people: Cast) -> Client:  # noqa: F811
    client.force_login(people.officer)
    return client


@pytest.fixture
def written(officer: Client) -> EquipmentRecord:
    answer = officer.post(reverse("equipment:add", kwargs={"network": "essai"}), SENT)
    assert answer.status_code == 302
    return EquipmentRecord.objects.get()


@pytest.fixture
def published(written: EquipmentRecord, officer: Client) -> EquipmentRecord:
    officer.post(reverse("equipment:move", kwargs=ITEM), {"step": "publish"})
    written.refresh_from_db()
    assert written.is_published
    return written


def test_a_wrong_form_is_refused_at_its_fields(officer: Client, network):  # noqa: F811
    address = reverse("equipment:add", kwargs={"network": "essai"})
    wrong = officer.post(address, SENT | {"title": "", "pieces": "0", "value_eur": "cher", "loans-1-person": "Seule"})
    text = wrong.content.decode()
    assert wrong.status_code == 422
    for field in ("title", "pieces", "value_eur", "loans-1-borrower"):
        assert f'id="id_{field}_error"' in text, field
    assert "Claire Exemple" in text
    assert not EquipmentRecord.objects.exists()


def test_a_draft_is_private_and_lacks_what_publication_asks(officer: Client, people: Cast, neighbour: Person):  # noqa: F811
    officer.post(reverse("equipment:add", kwargs={"network": "essai"}), {"title": "Vélo", "territory": HERE, **LOANS})
    assert "dites la sorte" in page(officer, "item", slug="velo")
    officer.post(reverse("equipment:move", kwargs={"slug": "velo"}), {"step": "publish"})
    assert not EquipmentRecord.objects.get().is_published
    for person, status in ((people.outsider, 404), (neighbour, 404), (people.coordinator, 200)):
        other = Client()
        other.force_login(person)
        page(other, "item", status, slug="velo")
    assert "Vélo" not in page(Client(), "items", network="essai")
    with pytest.raises(NotAllowedError):
        move_equipment(by=people.reader, record=EquipmentRecord.objects.get(), step="publish", today=None)


def test_what_is_published_is_read_searched_and_given_as_data(published: EquipmentRecord):
    visitor = Client()
    shown = page(visitor, "item", **ITEM)
    for words in ("Mesurer une école", "mesure", "<dd>12</dd>", "1\u202f500\u00a0€", "décembre", "oui", "CC Là"):
        assert words in shown, words
    assert "Claire Exemple" not in shown
    assert "Jeanne Modèle" not in shown
    assert "Valise" in page(visitor, "items", network="essai")
    for query, is_there in (("sorte=vehicle", False), ("sorte=meter&texte=ecole", True), ("texte=orgue", False)):
        listed = visitor.get(f"{reverse('equipment:items', kwargs={'network': 'essai'})}?{query}").content.decode()
        assert ("Valise" in listed) is is_there, query
    (source,) = (source for source in registered(SearchSource) if source.name == "equipment")
    assert [hit.url for hit in source.search("capteurs", None)] == ["/materiel/valise-de-capteurs/"]
    rows = json.loads(visitor.get("/donnees-ouvertes/tables/essai/equipment.json").content)
    assert "valise-de-capteurs" in str(rows)
    assert "12" in str(rows)
    assert "Claire" not in str(rows)


def test_the_sheet_holds_every_field(published: EquipmentRecord, officer: Client):
    file = officer.get(reverse("equipment:sheet", kwargs=ITEM)).content
    text = zipfile.ZipFile(io.BytesIO(file)).read("word/document.xml").decode()
    for words in ("Mesurer une école", "Comment l’emprunter", "Notice ; Vidéo", "CC Là", "Jeanne Modèle"):
        assert words in text, words
    assert Client().get(reverse("equipment:sheet", kwargs=ITEM)).status_code in {302, 403}


def test_a_change_is_told_in_words_and_cannot_spoil_what_is_published(published: EquipmentRecord, officer: Client):
    address = reverse("equipment:change", kwargs=ITEM)
    form = page(officer, "change", **ITEM)
    assert 'value="1500"' in form
    assert 'value="Jeanne Modèle"' in form
    seen = form.partition('name="seen" value="')[2].partition('"')[0]
    initial = {"loans-INITIAL_FORMS": "1", "loans-TOTAL_FORMS": "1", "seen": seen}
    assert officer.post(address, SENT | initial | {"kind": ""}).status_code == 422
    assert officer.post(address, SENT | initial | {"kind": "vehicle", "loans-0-DELETE": "on"}).status_code == 302
    assert officer.post(address, SENT | initial).status_code == 422, "it is not what the page was made from"
    told = page(officer, "item", **ITEM)
    assert "<del>mesure</del>" in told
    assert "<ins>véhicule</ins>" in told
    assert EquipmentRecord.objects.get().document.loans == ()


def test_it_is_withdrawn_and_each_act_has_its_line(published: EquipmentRecord, officer: Client):
    for step in ("withdraw", "withdraw", "unheard"):
        officer.post(reverse("equipment:move", kwargs=ITEM), {"step": step})
    page(Client(), "item", 404, **ITEM)
    acts = list(JournalEntry.objects.filter(room="equipment").order_by("pk").values_list("act", flat=True))
    assert acts == ["add_equipment", "publish_equipment", "withdraw_equipment"]


def test_a_person_is_exported_and_erased(published: EquipmentRecord, people: Cast):  # noqa: F811
    Person.objects.filter(pk=people.contributor.pk).update(name="Jeanne Modèle")
    subject = subject_of_person(Person.objects.get(pk=people.contributor.pk))
    (room,) = (room for room in registered(PersonalData) if room.code == "equipment")
    assert {"equipment": "valise-de-capteurs", "named": "Jeanne Modèle"} in room.export(subject)
    acts = {act["act"] for act in room.export(subject_of_person(people.officer))}
    assert acts == {"add_equipment", "publish_equipment"}
    assert room.erase(subject) == 1
    assert room.erase(subject) == 0
    kept = str(EquipmentRecord.objects.get().content)
    assert "Jeanne" not in kept
    assert "Claire Exemple" in kept
