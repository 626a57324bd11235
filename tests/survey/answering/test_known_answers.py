"""What facts and the register say of each territory is proposed, with its facts, never answered in its place."""

from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from typer.testing import CliRunner

from autan.ground.errors import ImportFileError, NotAllowedError
from autan.ground.wordings import Text
from autan.instance.cli import campaign as command
from autan.survey.answering.actions.proposals import propose_duty, propose_from_earlier, propose_known
from autan.survey.campaigns.actions.campaigns import open_campaign
from autan.survey.campaigns.models import Answer, Campaign, Proposal
from autan.survey.campaigns.queries.campaigns import view_campaign
from autan.survey.questionnaires.actions.drafts import record_questionnaire
from autan.survey.results.queries.figures import earlier_campaigns, find_change
from autan.territories.networks.models import Network, Territory
from tests.cast import Cast
from tests.survey.campaigns.answering import record_answer
from tests.survey.campaigns.conftest import ANSWERS_YAML
from tests.survey.questionnaires.making import SMALL_YAML

OWN, OTHER = "100000001", "100000002"
DUTY_YAML = SMALL_YAML.replace("version: 2013-04-01", "version: 2026-01-01").replace(
    "code: q1\n", "code: pcaet_duty\n"
).replace('{code: "yes", label', '{code: bound, label')  # fmt: skip


@pytest.fixture
def known(facts: None, running: Campaign) -> Campaign:
    return running


def test_facts_are_proposed_and_shown_with_the_question(known: Campaign, guest: Client) -> None:
    for made in (2, 0):
        assert len(propose_known(by=None, campaign=known, text=ANSWERS_YAML, file="known.yaml")) == made
    kept = {proposal.question: proposal for proposal in Proposal.objects.all()}
    assert (kept["q1"].evidence, kept["q1"].is_partial) == ([["fact", "F1"], ["fact", "F2"]], False)
    assert (kept["q2"].territory_id, kept["q2"].is_partial) == (OTHER, True)
    assert kept["q1"].origin_fr == "Registre des faits. Cité en exemple."
    assert not Answer.objects.exists()
    page = guest.get(
        reverse("answering:respond_section", kwargs={"slug": known.slug, "siren": OWN, "section": "first"})
    )
    assert 'href="/faits/F2/"' in page.content.decode()


@pytest.mark.parametrize(
    ("old", "new", "column", "expected"),
    [
        ("network: autan", "network: ailleurs", "network", "le réseau de la campagne"),
        (f'siren: "{OTHER}"', 'siren: "999999999"', "siren", "une collectivité interrogée"),
        ("facts: [F2]", "facts: [F9]", "facts", "un fait du registre"),
        ("value: 12", "value: beaucoup", "answers[1].value", "un nombre"),
    ],
)
def test_a_file_at_fault_proposes_nothing(known: Campaign, old: str, new: str, column: str, expected: str) -> None:
    with pytest.raises(ImportFileError) as caught:
        propose_known(by=None, campaign=known, text=ANSWERS_YAML.replace(old, new), file="known.yaml")
    assert [(fault.column, expected in fault.expected) for fault in caught.value.faults] == [(column, True)]
    assert not Proposal.objects.exists()


def test_the_coordination_alone_proposes_facts(known: Campaign, people: Cast) -> None:
    with pytest.raises(NotAllowedError):
        propose_known(by=people.officer, campaign=known, text=ANSWERS_YAML, file="known.yaml")


def test_the_command_reads_the_file(known: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "known.yaml"
    path.write_text(ANSWERS_YAML, encoding="utf-8")
    arguments = ["propose", known.slug, "--known", str(path)]
    shown = CliRunner().invoke(command.app, arguments, catch_exceptions=False).stdout
    assert "F1, F2" in shown


def test_the_page_takes_the_file_or_shows_its_faults(client: Client, known: Campaign, people: Cast) -> None:
    address = reverse("answering:propose", kwargs={"slug": known.slug})
    client.force_login(people.coordinator)
    assert "D’après des faits" in client.get(address).content.decode()
    assert client.post(address, {"act": "known"}).status_code == 422
    for text, words in ((b"\xff\xfe", "UTF-8"), (ANSWERS_YAML.replace("F2]", "F9]").encode(), "un fait du registre")):
        answer = client.post(address, {"act": "known", "file": SimpleUploadedFile("known.yaml", text)})
        assert answer.status_code == 422
        assert words in answer.content.decode()
    good = SimpleUploadedFile("known.yaml", ANSWERS_YAML.encode())
    assert "2 réponses déjà connues sont proposées." in client.post(
        address, {"act": "known", "file": good}, follow=True
    ).content.decode()  # fmt: skip


@pytest.fixture
def duty(network: Network) -> Campaign:
    return open_campaign(
        by=None,
        slug="obligation",
        network=network,
        questionnaire=record_questionnaire(by=None, text=DUTY_YAML, file="duty.yaml"),
        title=Text("Obligation", "Duty"),
        opened_on=date(2026, 1, 1),
    )


def test_the_duty_is_proposed_above_the_threshold_alone(duty: Campaign) -> None:
    for siren, population in ((OWN, 20_001), (OTHER, 20_000)):
        Territory.objects.filter(siren=siren).update(declared_communes=4, declared_population=population)
    (made,) = propose_duty(by=None, campaign=duty)
    assert (made.territory_id, made.value["choice"]) == (OWN, "bound")
    assert "20\u202f001 habitants" in made.origin_fr
    assert [kind for kind, _ in made.evidence] == ["register"]


def test_a_questionnaire_without_the_duty_proposes_none(running: Campaign) -> None:
    assert propose_duty(by=None, campaign=running) == []


def elsewhere(network: Network, text: str, slug: str) -> Campaign:
    return open_campaign(
        by=None,
        slug=slug,
        network=network,
        questionnaire=record_questionnaire(by=None, text=text, file=f"{slug}.yaml"),
        title=Text(slug, slug),
        opened_on=date(2026, 1, 1),
    )


CONTINUES_ELSEWHERE = SMALL_YAML.replace("2013-04-01", "2026-02-01").replace(
    "code: q2\n", "code: q2\n        continues: {campaign: ailleurs, question: q2}\n"
)


@pytest.mark.usefixtures("foreign_coordinator")
def test_campaigns_of_another_network_are_never_compared(collected: Campaign) -> None:
    other = Network.objects.get(slug="voisin")
    text = CONTINUES_ELSEWHERE.replace("campaign: ailleurs", "campaign: recueil")
    later = view_campaign(elsewhere(other, text, "suite").slug)
    assert earlier_campaigns(later) == []
    question = later.questionnaire.question("q2")
    assert find_change(later, question, earlier=collected.slug, figure_id="survey.suite.q2.since_recueil.rose") is None


def test_a_question_continued_elsewhere_falls_back_on_its_code(network: Network, collected: Campaign) -> None:
    record_answer(by=None, campaign=collected, siren=OWN, question="q2", value=12, on=date(2013, 5, 2))
    later = elsewhere(network, CONTINUES_ELSEWHERE, "suite")
    assert [proposal.value for proposal in propose_from_earlier(by=None, campaign=later)] == [12]
