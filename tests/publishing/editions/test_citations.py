"""A text that cites actions, lessons and other pieces of evidence: in every file, for the readers of the edition."""

import io
import zipfile
from datetime import date

import pytest
from django.test import Client

from autan.cooperation.lessons.actions.lessons import LessonInput, add_lesson, publish_lesson
from autan.plans.plans.actions.plans import start_plan
from autan.plans.plans.core.plans import PlanHeading, PlanKind, PlanScope
from autan.plans.plans.models import Plan
from autan.plans.projects.actions.sheets import SheetInput, add_sheet, change_sheet
from autan.plans.projects.models import ActionSheet
from autan.publishing.edition_files.queries.dossiers import published_file
from autan.publishing.editions.actions.publishing import publish_edition
from autan.territories.networks.models import Territory
from tests.cooperation.lessons.making import whole_content

DAY = date(2026, 11, 26)
ONE, WHOLE = "/syntheses/essai/ecrire/2/", "/syntheses/essai/?ouvrir=tout"


@pytest.fixture
def action(network) -> ActionSheet:
    """A public action of a member."""
    member = Territory.objects.get(siren="100000001")
    heading = PlanHeading(slug="nord-pcaet", title="PCAET du Nord", kind=PlanKind.PCAET, scope=PlanScope.TERRITORY)
    plan = start_plan(by=None, heading=heading, subjects=[member])
    Plan.objects.filter(pk=plan.pk).update(is_published=True)
    plan.refresh_from_db()
    return add_sheet(by=None, plan=plan, sheet_input=SheetInput(typed={"title": "Rénover le gymnase"}))


@pytest.fixture
def client(people) -> Client:
    """The browser of who coordinates the network."""
    client = Client()
    client.force_login(people.coordinator)
    return client


def write(client: Client, sentence: str) -> None:
    version = client.get(ONE).context["section"].version
    answer = client.post(ONE, {"text": f"# Premier chapitre\n\n{sentence}", "version": version})
    assert answer.status_code == 302


def test_an_action_and_a_lesson_are_cited_in_every_format(client, network, edition, action):
    content = whole_content(title="Isoler par l’extérieur", transferable="Le cahier des charges.")
    lesson_input = LessonInput(content=content, territory=action.plan.subjects.get())
    lesson = add_lesson(by=None, network=network, lesson_input=lesson_input, slug="isoler")
    publish_lesson(by=None, lesson=lesson, today=DAY)
    found = client.get("/syntheses/essai/ecrire/catalogue/?q=PCAET du Nord").content.decode()
    marks = ('value="[@plan:nord-pcaet]"', "« PCAET du Nord » [@plan:nord-pcaet]", "Appel de source")
    assert all(mark in found for mark in marks)
    write(client, f"Le gymnase se rénove [@action:{action.slug}]. D’autres isolent [@lesson:isoler, fact:F1].")
    page = client.get(WHOLE).content.decode()
    assert f'<a href="/actions/{action.slug}/">3</a>' in page
    assert '<a href="/savoir-faire/isoler/">4</a>' in page
    publish_edition(by=None, slug="essai", on=DAY, formats=["html", "docx", "odt", "pptx"])
    alone = published_file("essai", "html").read_text()
    assert 'href="#trace-3">3</a>' in alone
    entry = alone[alone.index('id="trace-4"') :]
    assert all(
        words in entry for words in ("Isoler par l’extérieur", "Le cahier des charges.", "/savoir-faire/isoler/")
    )
    for kind, part in (("docx", "word/footnotes.xml"), ("odt", "content.xml")):
        with zipfile.ZipFile(io.BytesIO(published_file("essai", kind).read_bytes())) as document:
            notes = document.read(part).decode()
        assert "Rénover le gymnase" in notes
        assert "Isoler par l’extérieur" in notes
    with zipfile.ZipFile(io.BytesIO(published_file("essai", "pptx").read_bytes())) as document:
        slides = "".join(document.read(name).decode() for name in document.namelist() if "notesSlide" in name)
    assert "Rénover le gymnase" in slides


def test_what_is_not_open_to_all_is_refused_at_its_place(client, edition, action):
    Plan.objects.update(is_published=False)
    assert "nord" not in client.get("/syntheses/essai/ecrire/catalogue/?q=PCAET du Nord").content.decode()
    write(client, f"Le gymnase se rénove\n[@action:{action.slug}], [@plan:nord-pcaet], [@inconnu:x].")
    seen = client.get(ONE).content.decode()
    assert seen.count("rien de cet identifiant n’est ouvert à tous") == 3
    assert "ligne 4" in seen
    assert "Rénover le gymnase" not in seen
    refused = client.post("/syntheses/essai/publier/", {"formats": ["html"]}, follow=True).content.decode()
    assert "citation morte" in refused
    assert published_file("essai", "html") is None


def test_what_is_withdrawn_since_makes_the_published_text_stale(client, edition, action):
    write(client, f"Le gymnase se rénove [@action:{action.slug}].")
    publish_edition(by=None, slug="essai", on=DAY, formats=["html"])
    anybody = Client()
    assert f"/{action.slug}/" in anybody.get(WHOLE).content.decode()
    change_sheet(by=None, sheet=action, sheet_input=SheetInput(typed={}, is_published=False))
    page = anybody.get(WHOLE).content.decode()
    assert f"/{action.slug}/" not in page
    assert "source qui n’est plus là" in page
    assert "rien de cet identifiant n’est ouvert à tous" in page
