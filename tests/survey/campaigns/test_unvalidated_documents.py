"""Answers that are not validated, in the filled questionnaire: page, PDF and Word, for each of the cast."""

import re
from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from autan.people.accounts.models import Person
from autan.people.workflows.actions import take
from autan.survey.answering.actions.territory_lead import validate_section
from autan.survey.campaigns.actions.workflow import CAMPAIGN
from autan.survey.campaigns.core.campaigns import InvitationRole
from autan.survey.campaigns.models import Campaign, Invitation
from autan.territories.networks.actions.mandates import grant_mandate
from autan.territories.networks.models import Mandate, Network, Territory
from tests.cast import Cast
from tests.reading_pdf import words_of_pdf
from tests.survey.campaigns.answering import OTHER, OWN, access, link, record_answer, token_of

SECRET = "Chaufferie tenue secrète"
KINDS = ("html", "pdf", "docx")
INSIDE = ("coordinator", "officer", "contributor")
OUTSIDE = ("reader", "neighbour", "foreign_coordinator", "outsider", "nobody")


@pytest.fixture
def unvalidated(running: Campaign) -> Campaign:
    """A campaign of a network that exists, its results public: one member has answered, and validated nothing."""
    Network.objects.update(is_invented=False)
    record_answer(campaign=running, siren=OWN, question="q1", value={"choice": "yes", "text": SECRET})
    Campaign.objects.update(results_are_public=True)
    return Campaign.objects.select_related("network", "questionnaire").get()


@pytest.fixture
def readers(people: Cast, foreign_coordinator: Person) -> dict[str, Person | None]:
    """The cast, the officer of another member, the coordinator of another network of the member, and nobody."""
    neighbour = Person.objects.create(email="voisin@exemple.fr", name="Voisin")
    other = Territory.objects.get(siren=OTHER)
    grant_mandate(by=None, person=neighbour, role=Mandate.Role.MEMBER_OFFICER, territory=other)
    cast = {name: getattr(people, name) for name in (*INSIDE, "reader", "outsider")}
    return {**cast, "neighbour": neighbour, "foreign_coordinator": foreign_coordinator, "nobody": None}


@pytest.fixture
def words(client: Client, readers: dict[str, Person | None]) -> Callable[[str, str], str]:
    """What one of the readers is given of the filled questionnaire, without spaces."""

    def read(name: str, kind: str) -> str:
        client.logout()
        if person := readers[name]:
            client.force_login(person)
        return filled(client, kind)

    return read


def filled(client: Client, kind: str) -> str:
    place = {"slug": "enquete"} if kind == "html" else {"slug": "enquete", "extension": kind}
    name = "surveys:questionnaire" if kind == "html" else "surveys:questionnaire_file"
    answer = client.get(reverse(name, kwargs=place), {"territoire": OWN})
    assert answer.status_code == 200
    if kind == "pdf":
        return words_of_pdf(answer.content)
    if kind == "docx":
        parts = ZipFile(BytesIO(answer.content))
        return bare("".join(parts.read(part).decode() for part in parts.namelist() if part.endswith(".xml")))
    return bare(answer.content.decode())


def bare(text: str) -> str:
    return re.sub(r"\s", "", re.sub(r"<[^>]*>", "", text))


@pytest.mark.parametrize("kind", KINDS)
def test_its_words_are_in_the_document_of_its_territory_and_the_coordination_alone(
    unvalidated: Campaign, words: Callable[[str, str], str], kind: str
) -> None:
    for name in INSIDE:
        assert bare(SECRET) in words(name, kind), name
    for name in OUTSIDE:
        assert bare(SECRET) not in words(name, kind), name


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_kept_is_not_said_to_be_missing(
    unvalidated: Campaign, words: Callable[[str, str], str], kind: str
) -> None:
    shown = words("nobody", kind)
    assert bare("Pas de réponse validée à ce jour.") in shown
    assert bare("Réponses validées seules") in shown
    assert bare("Pas de réponse à ce jour.") not in shown
    assert bare("Questions réglées") not in shown
    assert bare("Pas de réponse à ce jour.") in words("officer", kind)


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_in_the_document_of_all_once_validated_or_once_all_is_over(
    unvalidated: Campaign, words: Callable[[str, str], str], kind: str
) -> None:
    validate_section(access=access(unvalidated), section="first")
    assert bare(SECRET) in words("nobody", kind)
    unvalidated.validations.update(withdrawn_at=timezone.now())
    assert bare(SECRET) not in words("nobody", kind)
    take(CAMPAIGN, "close_campaign", unvalidated, by=None, at=timezone.now())
    assert bare(SECRET) in words("nobody", kind)


@pytest.mark.parametrize("kind", KINDS)
def test_a_campaign_that_shares_at_once_shows_it_to_all(
    unvalidated: Campaign, words: Callable[[str, str], str], kind: str
) -> None:
    Campaign.objects.update(shares_unvalidated=True)
    assert bare(SECRET) in words("nobody", kind)


@pytest.mark.parametrize("kind", KINDS)
def test_a_personal_link_shows_it_to_who_leads_the_territory_by_it(
    unvalidated: Campaign, client: Client, kind: str
) -> None:
    client.get(link(token_of(unvalidated, InvitationRole.CONTRIBUTOR, ("first",))))
    assert bare(SECRET) not in filled(client, kind)
    client.get(link(token_of(unvalidated)))
    assert bare(SECRET) in filled(client, kind)
    Invitation.objects.update(revoked_at=timezone.now())
    assert bare(SECRET) not in filled(client, kind)
