"""A campaign whose results stay among its network gives nothing to anybody else, by any way out."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.queries.registry import (
    OPERATOR,
    PUBLIC,
    Reader,
    UnknownFigureError,
    describe_one,
    find_figure,
    version_of_figures,
)
from autan.people.accounts.models import Person
from autan.people.individuals.actions import individual_named
from autan.people.workflows.actions import take
from autan.publishing.editions.actions.editions import record_edition
from autan.publishing.editions.actions.publishing import PublicationRefusedError, publish_edition
from autan.publishing.editions.queries.editions import read_edition
from autan.publishing.living_text.core.findings import FindingKind, check_text
from autan.survey.campaigns.actions.workflow import CAMPAIGN
from autan.survey.campaigns.core.addresses import SurveyFigureAddress
from autan.survey.campaigns.models import Campaign, UnsavedEntry
from autan.survey.campaigns.queries.answers import answers_of_territory
from autan.survey.campaigns.queries.campaigns import view_campaign
from autan.survey.formats.queries import exportable_sirens
from autan.territories.networks.models import Network
from tests.cast import PASSWORD, Cast
from tests.kept_rows import written_again
from tests.publishing.living_text.writing import with_body
from tests.survey.campaigns.answering import OTHER, OWN, record_answer

SECRET = "Chaufferie tenue secrète"
FIGURES = (
    "survey.enquete.q1.count_yes",
    "survey.enquete.q2.median",
    "survey.enquete.q1.by_kind.CA.count_yes",
    "survey.enquete.q2.with_q1.yes.median",
    "survey.enquete.campaign.documented",
    "survey.enquete.first.documented",
)
EVIDENCE = (
    EvidenceRef(kind="answer", key=f"enquete/{OWN}/q1"),
    EvidenceRef(kind="answers", key="enquete/q1"),
)
ASKED = EvidenceRef(kind="campaign", key="enquete")


@pytest.fixture
@written_again
def kept(running: Campaign) -> Campaign:
    """A campaign of a network that exists, whose answers are read at once: two of them, and words not saved yet."""
    Network.objects.update(is_invented=False)
    Campaign.objects.update(shares_unvalidated=True)
    running.refresh_from_db()
    record_answer(campaign=running, siren=OWN, question="q1", value={"choice": "yes", "text": SECRET})
    record_answer(campaign=running, siren=OWN, question="q2", value=7)
    record_answer(campaign=running, siren=OTHER, question="q1", value={"choice": "no"})
    UnsavedEntry.objects.create(
        campaign=running, territory_id=OWN, question="q2", text=SECRET, reason="invalid", by=individual_named("Léa")
    )
    return Campaign.objects.get()


def inside(people: Cast) -> tuple[Reader, ...]:
    return (people.coordinator, people.officer, people.contributor, people.reader, OPERATOR)


@pytest.mark.parametrize("figure_id", FIGURES)
def test_its_figures_are_found_inside_alone(kept: Campaign, people: Cast, figure_id: str) -> None:
    for reader in inside(people):
        assert find_figure(figure_id, reader=reader).id == figure_id
    for reader in (people.outsider, PUBLIC, AnonymousUser()):
        with pytest.raises(UnknownFigureError):
            find_figure(figure_id, reader=reader)


@pytest.mark.parametrize("ref", EVIDENCE, ids=lambda ref: ref.kind)
def test_its_evidence_is_described_inside_alone(kept: Campaign, people: Cast, ref: EvidenceRef) -> None:
    for reader in inside(people):
        assert describe_one(ref, reader=reader) is not None
    for reader in (people.outsider, PUBLIC, AnonymousUser()):
        assert describe_one(ref, reader=reader) is None


def test_what_it_asks_is_read_by_all_until_it_is_archived(kept: Campaign, people: Cast, client: Client) -> None:
    assert describe_one(ASKED, reader=PUBLIC) is not None
    assert client.get("/enquetes/enquete/").status_code == 200
    take(CAMPAIGN, "archive_campaign", kept, by=people.coordinator, at=timezone.now())
    assert describe_one(ASKED, reader=people.coordinator) is not None
    assert [describe_one(ASKED, reader=reader) for reader in (people.officer, people.outsider, PUBLIC)] == [None] * 3
    pages = ("/enquetes/enquete/", "/enquetes/enquete/questionnaire/")
    assert {client.get(page).status_code for page in pages} == {404}
    client.force_login(people.coordinator)
    assert {client.get(page).status_code for page in pages} == {200}


def test_who_coordinates_another_network_with_a_shared_member_reads_nothing(
    kept: Campaign, foreign_coordinator: Person
) -> None:
    with pytest.raises(UnknownFigureError):
        find_figure(FIGURES[0], reader=foreign_coordinator)
    assert describe_one(EVIDENCE[0], reader=foreign_coordinator) is None
    assert exportable_sirens(foreign_coordinator, view_campaign("enquete")) == ()


def test_a_comparison_with_it_is_kept_too(kept: Campaign, documented: Campaign, people: Cast) -> None:
    record_answer(campaign=documented, siren=OWN, question="q2", value=3)
    figure_id = "survey.enquete.q1.since_essai-2013.rose"
    address = SurveyFigureAddress.parse(figure_id)
    assert address.campaigns == ("enquete", "essai-2013")
    for reader in (people.outsider, PUBLIC):
        with pytest.raises(UnknownFigureError):
            find_figure(figure_id, reader=reader)


def test_an_edition_does_not_print_it(kept: Campaign) -> None:
    source = with_body("{{plans}}", figures="  plans: survey.enquete.q1.count_yes\n")
    edition = record_edition(by=None, source=source, file="essai.md")
    findings = check_text(read_edition(edition).computed)
    assert FindingKind.UNKNOWN_FIGURE in [finding.kind for finding in findings]
    with pytest.raises(PublicationRefusedError) as caught:
        publish_edition(by=None, slug="essai", formats=["html"])
    assert FindingKind.UNKNOWN_FIGURE in [finding.kind for finding in caught.value.findings]


def test_an_export_gives_nothing_outside(kept: Campaign, people: Cast, client: Client) -> None:
    view = view_campaign("enquete")
    assert exportable_sirens(people.coordinator, view) == view.sirens
    assert exportable_sirens(people.officer, view) == (OWN,)
    assert exportable_sirens(AnonymousUser(), view) == exportable_sirens(people.outsider, view) == ()
    address = reverse("formats:download", kwargs={"slug": "enquete", "suffix": "csv"})
    assert client.get(address).status_code in {302, 403}
    client.login(email=people.outsider.email, password=PASSWORD)
    assert client.get(address).status_code == 403


def addresses() -> Iterator[str]:
    """Every address of the project that takes what the campaign is made of."""
    known = {
        "slug": "enquete", "siren": OWN, "code": "q1", "section": "first", "suffix": "csv", "extension": "pdf",
        "figure_id": FIGURES[0], "day": "2013-04-01", "form": "svg",
    }  # fmt: skip
    for space, (_prefix, resolver) in get_resolver().namespace_dict.items():
        if space in {"admin", "accounts"}:
            continue
        for name, (possibilities, *_rest) in ((key, found[0]) for key, found in resolver.reverse_dict.lists()):
            for _path, parameters in possibilities if isinstance(name, str) else ():
                if set(parameters) <= set(known):
                    yield reverse(f"{space}:{name}", kwargs={key: known[key] for key in parameters})


@pytest.mark.by_turns
def test_no_page_shows_its_words_outside(kept: Campaign, people: Cast) -> None:
    anonymous, outsider, coordinator = Client(), Client(), Client()
    outsider.force_login(people.outsider)
    coordinator.force_login(people.coordinator)
    tried = sorted(set(addresses()))
    assert len(tried) > 40
    for client in (anonymous, outsider):
        assert [address for address in tried if SECRET in words_of(client, address)] == []
    for address in ("/enquetes/enquete/questions/q1/reponses/", f"/preuves/{FIGURES[0]}/"):
        assert address in tried
        assert SECRET in words_of(coordinator, address)


def words_of(client: Client, address: str) -> str:
    return client.get(address).getvalue().decode(errors="ignore")


def test_what_is_shown_to_all_is_found_by_all(kept: Campaign) -> None:
    before = version_of_figures([FIGURES[0]])
    assert list(answers_of_territory(OWN, PUBLIC)) == []
    take(CAMPAIGN, "close_campaign", kept, by=None, at=timezone.now())
    take(CAMPAIGN, "show_results", kept, by=None, at=timezone.now())
    assert find_figure(FIGURES[0], reader=PUBLIC).value == 1
    assert describe_one(EVIDENCE[0], reader=PUBLIC) is not None
    assert list(answers_of_territory(OWN, PUBLIC)) == [kept]
    assert version_of_figures([FIGURES[0]]) != before
