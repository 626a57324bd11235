"""What members wrote, quoted in an edition: offered and published where anybody may read it, refused elsewhere."""

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from autan.ground.wordings import Text
from autan.people.workflows.actions import take
from autan.publishing.edition_files.queries.dossiers import edition_folder
from autan.publishing.editions.actions.editions import record_edition
from autan.publishing.editions.models import Publication
from autan.survey.answering.actions.territory_lead import validate_section
from autan.survey.campaigns.actions.campaigns import open_campaign
from autan.survey.campaigns.actions.workflow import CAMPAIGN
from autan.survey.campaigns.models import Campaign
from autan.survey.questionnaires.actions.drafts import record_questionnaire
from autan.territories.networks.models import Network
from tests.publishing.living_text.writing import WITHOUT_MAP
from tests.survey.campaigns.answering import access, record_answer
from tests.survey.questionnaires.making import SMALL_YAML

OWN = "100000001"
SAID = "Nous manquons de *moyens* : 3 agents pour toute la chaufferie."
PLAIN = SAID.replace("*", "")
OFFERED = f"> « {SAID.replace('*', '\\*')} » — Autan-Nord, Enquête."
DAY = date(2014, 9, 30)


@pytest.fixture
def campaign(edition, people):
    """A campaign of a network that exists, open today: one member has written, and validated nothing."""
    Network.objects.update(is_invented=False)
    today = timezone.localdate()
    opened = open_campaign(
        by=None,
        slug="enquete",
        network=Network.objects.get(),
        questionnaire=record_questionnaire(by=None, text=SMALL_YAML, file="essai.yaml"),
        title=Text("Enquête", "Survey"),
        opened_on=today - timedelta(days=3),
        closed_on=today + timedelta(days=3),
    )
    record_answer(campaign=opened, siren=OWN, question="q1", value={"choice": "yes", "text": SAID})
    return opened


@pytest.fixture
def closed(campaign):
    """The same once it is over: its readers read every answer."""
    return take(CAMPAIGN, "close_campaign", campaign, by=None, at=timezone.now()).row


@pytest.fixture
def writer(client: Client, people):
    """The browser of the coordinator, who reads every answer of the network."""
    client.force_login(people.coordinator)
    return client


def make_public():
    take(CAMPAIGN, "show_results", Campaign.objects.get(), by=None, at=timezone.now())


def offered(client, words="chaufferie"):
    answer = client.get("/syntheses/essai/ecrire/catalogue/", {"q": words})
    assert answer.status_code == 200
    return answer.content.decode()


def quote(words, head=""):
    """Record the edition with a passage in its last chapter, and words in its head."""
    record_edition(
        by=None, source=WITHOUT_MAP.replace("Sous-titre", head or "Sous-titre") + f"\n{words}\n", file="essai.md"
    )


def publish(client):
    return client.post("/syntheses/essai/publier/", {"formats": ["html", "docx"], "on": DAY.isoformat()})


def refused(client):
    """The page that refuses a publication, of which nothing is written."""
    answer = publish(client)
    assert answer.status_code == 422
    assert not Publication.objects.exists()
    assert not edition_folder("essai").exists()
    return answer.content.decode()


def test_an_answer_kept_for_the_network_is_not_offered_to_who_reads_it(closed, writer):
    page = offered(writer)
    assert "chaufferie" not in page.replace('"chaufferie"', "")
    assert "Rien de ce qui est ouvert à tous ne répond à ces mots" in page, "the network holds an answer with this word"
    section = writer.get("/syntheses/essai/ecrire/1/", {"q": "chaufferie"}).content.decode()
    assert "toute la" not in section


def test_an_answer_that_anybody_may_read_is_offered_with_its_author(closed, writer):
    make_public()
    assert "toute la chaufferie" in offered(writer)
    assert "— Autan-Nord, Enquête." in offered(writer)
    assert "toute la chaufferie" not in offered(writer, "hydraulique")


def test_an_answer_that_is_not_validated_is_not_offered(campaign, writer):
    make_public()
    assert "toute la" not in offered(writer)
    validate_section(access=access(Campaign.objects.select_related("network").get(), OWN), section="first")
    assert "toute la" in offered(writer)


QUOTATIONS = {
    "as offered": OFFERED,
    "cited too": f"{OFFERED} [@F3]",
    "in a sentence": f"Un membre écrit « {PLAIN} ».",
    "other marks": f"Un membre écrit “{PLAIN}”.",
    "no marks": f"> {PLAIN}",
    "other typing": f"> « {PLAIN.upper()} »",
    "a part": "L’un dit : « 3 agents pour toute la chaufferie » [@F3].",
    "in a list": f"- un point : « {PLAIN} »",
    "in a title": f"## « {PLAIN} »",
}


@pytest.mark.parametrize("words", QUOTATIONS.values(), ids=QUOTATIONS)
def test_a_chapter_that_quotes_it_is_refused_with_the_quotation(closed, writer, words):
    quote(words)
    page = refused(writer)
    assert "citation non publique" in page
    assert "Avez-vous un plan ? » (Enquête), que tous ne peuvent pas lire" in page.replace("\u202f", " ").replace(
        "\xa0", " "
    )
    assert "chaufferie" in page.lower()


def test_it_is_refused_in_the_head_of_the_text_too(closed, writer):
    quote("Rien.", head=f"« {PLAIN.replace(':', ',')} »")
    assert "citation non publique" in refused(writer)


def test_an_answer_that_is_not_validated_is_refused_though_results_are_public(campaign, writer):
    make_public()
    quote(OFFERED)
    assert "citation non publique" in refused(writer)
    validate_section(access=access(Campaign.objects.select_related("network").get(), OWN), section="first")
    assert publish(writer).status_code == 302


def test_it_is_published_once_anybody_may_read_it(closed, writer):
    quote(OFFERED)
    refused(writer)
    make_public()
    assert publish(writer).status_code == 302
    writer.logout()
    assert PLAIN.split(" : ")[1] in writer.get("/syntheses/essai/?ouvrir=tout").content.decode().replace("\xa0", " ")
    files = {path.suffix: path.read_bytes() for path in edition_folder("essai").iterdir()}
    assert PLAIN.split(" : ")[1].encode() in files[".html"].replace("\xa0".encode(), b" ")


def test_words_that_anybody_writes_stop_nothing(closed, writer):
    record_answer(campaign=closed, siren="100000002", question="q1", value={"choice": "no", "text": "Peut-être"})
    quote("> « Peut-être », dit-on de « toute la chaufferie » et des « moyens ».")
    assert publish(writer).status_code == 302


def test_what_was_published_before_is_not_pointed_at_once_results_are_kept_again(closed, writer):
    make_public()
    quote(OFFERED)
    assert publish(writer).status_code == 302
    take(CAMPAIGN, "hide_results", Campaign.objects.get(), by=None, at=timezone.now())
    cache.clear()
    writer.logout()
    assert "citation non publique" not in writer.get("/syntheses/essai/?ouvrir=tout").content.decode()


def test_numbers_of_a_quotation_need_no_other_source_word_for_word(closed, writer):
    make_public()
    quote(OFFERED.replace("3 agents", "4 agents"))
    assert "nombre sans source" in refused(writer)
    quote(OFFERED)
    assert publish(writer).status_code == 302
