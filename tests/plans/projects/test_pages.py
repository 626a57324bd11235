"""The pages of actions: who opens them, what they show and hide, what a form keeps."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.queries.registry import PUBLIC, describe_evidence
from autan.ground.extension_points import DeskLine, TerritorySection
from autan.ground.registry import registered
from autan.people.accounts.models import Person
from autan.plans.plans.models import Plan
from autan.plans.projects.actions.sheets import SheetInput, add_sheet, change_sheet
from autan.plans.projects.models import ActionSheet
from tests.cast import Cast
from tests.plans.action_files.test_exchange import workbook
from tests.plans.projects.conftest import SICOVAL

LISTS = ("table", "board", "calendar", "calendar_file")


def of_network(name: str) -> str:
    room = "action_files" if name == "columns" else "projects"
    return reverse(f"{room}:{name}", kwargs={"network": "essai"})


def of_sheet(name: str, sheet: ActionSheet) -> str:
    return reverse(f"projects:{name}", kwargs={"slug": sheet.slug})


@pytest.fixture
def writer(client: Client, people: Cast) -> Client:
    client.force_login(people.officer)
    return client


@pytest.mark.parametrize("name", LISTS)
def test_anybody_reads_the_lists_of_a_network(client: Client, sheet: ActionSheet, name: str):
    shown = client.get(of_network(name)).content.decode()
    assert "covoiturage" in shown
    assert "Camille" not in shown


def test_a_filter_narrows_the_list(client: Client, sheet: ActionSheet, plan: Plan):
    add_sheet(
        by=None,
        plan=plan,
        sheet_input=SheetInput(typed={"title": "Isoler l’école", "status": "done", "scope": "estate"}),
    )
    for asked, seen in (
        ("statut=done", "école"), ("theme=mobility", "covoiturage"), ("texte=ECOLE", "école"),
        ("etat=passed", "covoiturage"),
        (f"membre={SICOVAL}&tri=title", "école"), ("plan=sicoval-pcaet", "école"), ("champ=estate", "école"),
        ("etat=to_fill", "école"),
    ):  # fmt: skip
        assert seen in client.get(f"{of_network('table')}?{asked}").content.decode(), asked
    for asked in (
        "etat=overdue",
        "etat=joint",
        "etat=replaced",
        "etat=problems",
        "etat=draft",
        "statut=unknown",
        "membre=200068641",
    ):
        assert "Aucune action ne répond" in client.get(f"{of_network('table')}?{asked}").content.decode(), asked


def test_a_page_hides_what_is_kept_from_the_reader(client: Client, people: Cast, sheet: ActionSheet):
    change_sheet(by=None, sheet=sheet, sheet_input=SheetInput(typed={}, disclosures={"budget": "territory"}))
    page = client.get(of_sheet("sheet", sheet)).content.decode()
    assert "Camille" not in page
    assert "À relancer" not in page
    assert "150 k€" not in page
    assert "3 champs renseignés ne sont pas montrés" in page
    client.force_login(people.reader)
    page = client.get(of_sheet("sheet", sheet)).content.decode()
    assert "À relancer" in page
    assert "Camille" not in page
    client.force_login(people.officer)
    page = client.get(of_sheet("sheet", sheet)).content.decode()
    assert "Camille" in page
    assert "150 k€" in page


def test_a_draft_is_found_by_those_of_its_network_alone(
    client: Client, people: Cast, neighbour: Person, sheet: ActionSheet, plan: Plan
):
    change_sheet(by=None, sheet=sheet, sheet_input=SheetInput(typed={}, is_published=False))
    for person in (None, people.outsider, neighbour):
        if person:
            client.force_login(person)
        assert client.get(of_sheet("sheet", sheet)).status_code == 404
        assert "covoiturage" not in client.get(of_network("table")).content.decode()
        assert "covoiturage" not in client.get(reverse("projects:plan", kwargs={"slug": plan.slug})).content.decode()
    client.force_login(people.reader)
    assert client.get(of_sheet("sheet", sheet)).status_code == 200
    assert "brouillon" in client.get(of_network("table")).content.decode()


def test_only_who_writes_opens_the_form(
    client: Client, people: Cast, neighbour: Person, sheet: ActionSheet, plan: Plan
):
    addresses = [of_sheet("fill", sheet), reverse("projects:add_to_plan", kwargs={"slug": plan.slug}),
                 reverse("projects:add_to_territory", kwargs={"siren": SICOVAL})]  # fmt: skip
    for address in addresses:
        assert client.get(address).status_code == 302
    for person in (people.outsider, people.reader, neighbour):
        client.force_login(person)
        assert {client.get(address).status_code for address in addresses} == {403}
    client.force_login(people.officer)
    assert {client.get(address).status_code for address in addresses} == {200}


def test_the_form_keeps_what_it_cannot_read(writer: Client, sheet: ActionSheet):
    sent = {"revision": "1", "title": "Covoiturer", "budget": "beaucoup", "themes:sent": "1",
            "themes": ["mobility", "waste"],
            "steps:1:name": "Étude", "steps:1:due": "bientôt", "reader:budget": "network", "stay": "1",
            "axis1": "2. Autre", "is_published": "yes"}  # fmt: skip
    assert writer.post(of_sheet("fill", sheet), sent).status_code == 302
    sheet.refresh_from_db()
    assert (sheet.typed["budget"], sheet.typed["themes"], sheet.budget_low_eur) == ("beaucoup", "mobility, waste", None)
    assert (sheet.problem_count, sheet.disclosures) == (2, {"budget": "network"})
    assert sheet.axis is not None
    assert sheet.axis.title == "2. Autre"
    page = writer.get(of_sheet("fill", sheet)).content.decode()
    assert "sans signe moins : 150 k€ HT" in page.replace("\u202f", " ").replace("\u00a0", " ")
    assert "bientôt" in page


def test_a_refused_form_gives_back_what_was_typed(writer: Client, sheet: ActionSheet):
    change_sheet(by=None, sheet=sheet, sheet_input=SheetInput(typed={"results": "d’une autre"}))
    answer = writer.post(of_sheet("fill", sheet), {"revision": "1", "title": "La mienne"})
    assert answer.status_code == 409
    assert "La mienne" in answer.content.decode()
    assert writer.post(of_sheet("fill", sheet), {"title": " "}).status_code == 422


def test_an_action_is_added_remarked_and_removed(writer: Client, sheet: ActionSheet, plan: Plan):
    address = reverse("projects:add_to_plan", kwargs={"slug": plan.slug})
    assert writer.post(address, {"title": ""}).status_code == 422
    refused = writer.post(address, {"title": "", "axis1": "3. Trois"})
    assert (refused.status_code, 'value="3. Trois"' in refused.content.decode()) == (422, True)
    assert writer.post(address, {"title": "Nouvelle", "axis1": "3. Trois"}).status_code == 302
    alone = reverse("projects:add_to_territory", kwargs={"siren": SICOVAL})
    assert writer.post(alone, {"title": "Hors plan"}).status_code == 302
    made = ActionSheet.objects.get(title="Nouvelle")
    assert "Nouvelle" in writer.get(reverse("projects:plan", kwargs={"slug": plan.slug})).content.decode()
    writer.post(of_sheet("remark", made), {"text": "Bonne idée"})
    writer.post(of_sheet("remark", made), {"text": ""})
    assert "Bonne idée" in writer.get(of_sheet("sheet", made)).content.decode()
    add_sheet(by=None, plan=plan, sheet_input=SheetInput(typed={"title": "Partie"}, parent=made))
    assert writer.post(of_sheet("remove", made)).headers["Location"] == of_sheet("sheet", made)
    assert writer.post(of_sheet("remove", ActionSheet.objects.get(title="Partie"))).status_code == 302
    assert writer.post(of_sheet("remove", made)).status_code == 302
    assert not ActionSheet.objects.filter(title="Nouvelle").exists()


def test_many_actions_are_changed_after_they_were_shown(writer: Client, people: Cast, sheet: ActionSheet):
    sent = {"slug": [sheet.slug], "status": "done", "query": "tri=title"}
    assert "Réalisé" not in ActionSheet.objects.get().status
    shown = writer.post(of_network("bulk"), sent).content.decode()
    assert "1 fiche changerait" in shown
    assert ActionSheet.objects.get().status == "ongoing"
    assert writer.post(of_network("bulk"), sent | {"confirm": "7"}).status_code == 302
    assert ActionSheet.objects.get().status == "ongoing"
    assert writer.post(of_network("bulk"), sent | {"confirm": "1"}).status_code == 302
    assert ActionSheet.objects.get().status == "done"
    writer.force_login(people.reader)
    assert writer.post(of_network("bulk"), sent | {"status": "late", "confirm": "1"}).status_code == 403


def test_what_the_room_gives_to_shared_pages(client: Client, people: Cast, sheet: ActionSheet):
    sections = [part for section in registered(TerritorySection) for part in section.build(SICOVAL, people.officer)]
    (actions,) = [part for part in sections if part.anchor == "actions"]
    assert actions.count == 17  # its action, and the sixteen that its filed plan holds
    assert actions.context["plans"] == (("sicoval-pcaet", "PCAET du Sicoval", 1),)
    assert client.get(reverse("site:territory", kwargs={"siren": SICOVAL}), {"ouvrir": "tout"}).status_code == 200
    titles = [item.title for line in registered(DeskLine) for item in line.build(people.officer)]
    assert any("1 action dont l’échéance est passée" in title for title in titles)
    assert any("1 fiche à compléter" in title for title in titles)
    assert client.get(reverse("projects:home")).status_code == 302
    card = describe_evidence([EvidenceRef(kind="action", key=sheet.slug)], reader=PUBLIC)
    assert [found.statement.en for found in card.values() if found] == ["Under way"]
    client.force_login(people.officer)
    assert "covoiturage" in client.get(reverse("projects:sheet", kwargs={"slug": sheet.slug})).content.decode()


def test_an_action_is_replaced_by_another(writer: Client, sheet: ActionSheet, plan: Plan):
    assert "Aucune autre action" in writer.get(of_sheet("replace", sheet)).content.decode()
    made = add_sheet(by=None, plan=plan, sheet_input=SheetInput(typed={"title": "Partager la route"}))
    assert "Partager la route" in writer.get(of_sheet("replace", sheet)).content.decode()
    writer.post(of_sheet("replace", sheet))
    assert ActionSheet.objects.filter(replaced_on__isnull=True).count() == 2
    writer.post(of_sheet("replace", sheet), {"slug": made.slug})
    assert "ne compte plus" in writer.get(of_sheet("sheet", sheet)).content.decode()
    assert "Elle remplace" in writer.get(of_sheet("sheet", made)).content.decode()
    assert "covoiturage" in writer.get(f"{of_network('table')}?etat=replaced").content.decode()


def test_a_file_is_previewed_then_taken_in(writer: Client, people: Cast, sheet: ActionSheet, plan: Plan):
    address = reverse("action_files:import", kwargs={"slug": plan.slug})
    data = workbook(("Titre", "Statut"), ("Développer le covoiturage", "Réalisé"), ("Isoler", "À venir"))
    page = writer.post(address, {"file": SimpleUploadedFile("plan.xlsx", data)}, follow=True).content.decode()
    assert "retrait proposé" not in page
    assert ActionSheet.objects.count() == 1
    number, digest = (
        re.search(pattern, page) for pattern in (r'name="confirm" value="(\d+)"', r'name="digest" value="(\w+)"')
    )
    assert number
    assert digest
    assert writer.post(address, {"confirm": number[1], "digest": digest[1]}).status_code == 302
    assert set(ActionSheet.objects.values_list("title", "status")) == {
        ("Développer le covoiturage", "done"), ("Isoler", "planned")
    }  # fmt: skip
    writer.force_login(people.reader)
    assert writer.get(address).status_code == 403


def test_every_file_of_actions_is_given(client: Client, sheet: ActionSheet, plan: Plan):
    addresses = [f"/plans/{plan.slug}/actions/{name}" for name in ("modele.xlsx", "modele.ods", "fiches.docx")]
    addresses += [f"/actions/{sheet.slug}/fiche.docx"]
    addresses += [f"/reseaux/essai/actions/export.{extension}" for extension in ("xlsx", "ods", "csv", "json")]
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert b"Camille" not in answer.content
    assert "covoiturage" in client.get(addresses[-1]).content.decode()
    for address in (f"/plans/{plan.slug}/actions/modele.pdf", "/reseaux/essai/actions/export.pdf"):
        assert client.get(address).status_code == 404


def test_a_file_made_for_somebody_who_signed_in_is_hers_and_anybody_is_given_the_public_one(
    client: Client, sheet: ActionSheet, people: Cast
):
    def names_camille(person: Person | None) -> bool:
        client.logout()
        if person:
            client.force_login(person)
        return "Camille" in client.get("/reseaux/essai/actions/export.json").content.decode()

    readers = (people.officer, None, None, people.officer, people.outsider, None)
    assert [names_camille(person) for person in readers] == [True, False, False, True, False, False]


def test_the_columns_of_a_network_are_told_on_a_page(writer: Client, people: Cast):
    assert "Quoi" in writer.get(f"{of_network('columns')}?titre=Quoi").content.decode()
    writer.post(of_network("columns"), {"heading": ["Quoi", ""], "field": ["results", ""]})
    assert "Quoi" in writer.get(of_network("columns")).content.decode()
    writer.post(of_network("columns"), {"heading": ["Quoi"], "field": ["licorne"]})
    writer.force_login(people.outsider)
    assert writer.get(of_network("columns")).status_code == 403


def test_an_end_is_listed_as_it_is_stated(plan: Plan, client: Client):
    for title, end in (("Bâtir", "2027"), ("Rénover", "31/12/2027"), ("Planter", "2027")):
        sheet_input = SheetInput(typed={"title": title, "status": "ongoing", "end": end})
        add_sheet(by=None, plan=plan, sheet_input=sheet_input)
    for name in ("table", "calendar"):
        page = client.get(reverse(f"projects:{name}", kwargs={"network": "essai"})).content.decode()
        assert len(re.findall(r"31\s+décembre\s+2027", page)) == 1
        if name == "calendar":
            assert page.index("Bâtir") < page.index("Planter") < page.index("Rénover")


@pytest.mark.parametrize("page", ["", "1", "2", "99", "-1", "x", "9" * 30])
def test_a_page_that_is_not_there_is_the_last_one(client: Client, sheet: ActionSheet, page: str):
    for name in ("table", "calendar"):
        answer = client.get(reverse(f"projects:{name}", kwargs={"network": "essai"}), {"page": page})
        assert sheet.title in answer.content.decode()
