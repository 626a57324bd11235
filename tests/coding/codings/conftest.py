"""A network that is not invented, a campaign with an open question, its answers, and people who code them."""

from dataclasses import dataclass

import pytest
from django.utils import timezone

from autan.coding.codings.actions.codebooks import add_corpus, record_codebook
from autan.coding.codings.core.codebook import Code, Codebook
from autan.coding.codings.models import Corpus, NetworkCodebook
from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.wordings import Text
from autan.people.accounts.actions import register_person
from autan.people.accounts.models import Person
from autan.survey.campaigns.actions.campaigns import open_campaign
from autan.survey.campaigns.actions.imported_answers import load_collected_answers
from autan.survey.campaigns.models import Campaign
from autan.survey.questionnaires.actions.drafts import record_questionnaire
from autan.territories.networks.actions.mandates import grant_mandate
from autan.territories.networks.actions.memberships import admit_member
from autan.territories.networks.actions.networks import create_network
from autan.territories.networks.core.members import Certainty
from autan.territories.networks.models import Mandate, Network, Territory
from tests.cast import PASSWORD, Cast, gather_cast
from tests.kept_rows import written_again

NAMES = {"100000001": "Nord", "100000002": "Sud", "100000003": "Mer", "100000004": "Mont"}
ADDRESS = "enquete.q1"
WORDS = {
    "100000001": "Manque d’ingénierie et de temps. Les élus changent.",
    "100000002": "Pas assez d’ingénierie.",
    "100000003": "Rien à signaler.",
}
QUESTIONNAIRE = """\
questionnaire: ouvertes
version: 2026-01-05
title: {fr: "Questions ouvertes", en: "Open questions"}
choice_lists:
  yesno:
    - {code: "yes", label: {fr: "Oui", en: "Yes"}}
    - {code: "no", label: {fr: "Non", en: "No"}}
sections:
  - code: all
    title: {fr: "Tout", en: "All"}
    questions:
      - code: q1
        kind: open
        text: {fr: "Quelles difficultés ?", en: "Which difficulties?"}
      - code: q2
        kind: half_open
        text: {fr: "Avez-vous un plan ?", en: "Have you a plan?"}
        choices: yesno
      - code: q3
        kind: table
        text: {fr: "De quoi avez-vous besoin ?", en: "What do you need?"}
        columns:
          - {code: detail, kind: open, label: {fr: "Précisions", en: "Details"}}
          - {code: year, kind: year, label: {fr: "Année", en: "Year"}}
      - code: q4
        kind: year
        text: {fr: "Depuis quand ?", en: "Since when?"}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coders:
    """The cast of the network, a second coordinator, and the coordinator of another network."""

    cast: Cast
    second: Person
    stranger: Person


def answer(campaign: Campaign, siren: str, *lines: str) -> None:
    """Record answers of one territory, each line as the files of answers write it."""
    today = timezone.localdate()
    head = f'campaign: {campaign.slug}\nterritory: "{siren}"\nby: "Essai"\non: {today}\nanswers:\n'
    text = head + "".join(f"  {line}\n" for line in lines)
    load_collected_answers(by=None, campaign=campaign, texts={f"{siren}.yaml": text})


def change_answer(campaign: Campaign, siren: str, words: str) -> None:
    """Replace the words of an answer, as a later revision."""
    from autan.survey.campaigns.models import Answer

    held = Answer.objects.get(campaign=campaign, territory__siren=siren, question="q1", is_current=True)
    Answer.objects.filter(pk=held.pk).update(is_current=False)
    Answer.objects.create(
        campaign=campaign,
        territory=held.territory,
        question="q1",
        state="answered",
        value=words,
        revision=held.revision + 1,
    )


@pytest.fixture
@written_again
def network(db: None) -> Network:
    network = create_network(by=None, slug="reseau", name=Text("Réseau", "Network"))
    for rank, (siren, name) in enumerate(NAMES.items()):
        territory = Territory.objects.create(siren=siren, name=name, short_name=name, kind="CA" if rank else "CC")
        proof = [EvidenceRef(kind="fact", key="F1")]
        admit_member(
            by=None, network=network, territory=territory, certainty=Certainty.CONFIRMED, rank=rank, evidence=proof
        )
    return network


@pytest.fixture
@written_again
def campaign(network: Network) -> Campaign:
    version = record_questionnaire(by=None, text=QUESTIONNAIRE, file="ouvertes.yaml")
    campaign = open_campaign(
        by=None,
        slug="enquete",
        network=network,
        questionnaire=version,
        title=Text("Enquête", "Survey"),
        opened_on=timezone.localdate(),
        shares_unvalidated=True,
    )
    for siren, words in WORDS.items():
        answer(campaign, siren, f'q1: {{value: "{words}"}}')
    answer(
        campaign,
        "100000001",
        'q2: {value: {choice: "yes", text: "Depuis dix ans."}}',
        'q3: {value: [{detail: "Un agent"}, {year: 2027}]}',
    )
    answer(campaign, "100000002", 'q2: {value: {choice: "no"}}')
    return campaign


@pytest.fixture
@written_again
def coders(network: Network) -> Coders:
    other = create_network(by=None, slug="voisin", name=Text("Voisin", "Neighbour"), is_invented=True)
    people = {}
    for word, held in (("second", network), ("stranger", other)):
        people[word] = register_person(by=None, email=f"{word}@exemple.fr", name=word.capitalize(), password=PASSWORD)
        grant_mandate(by=None, person=people[word], role=Mandate.Role.COORDINATOR, network=held)
    cast = gather_cast(network=network, member=Territory.objects.get(siren="100000001"))
    return Coders(cast=cast, **people)


def small_codebook() -> Codebook:
    def code(key: str, french: str, **fields) -> Code:
        return Code(key=key, label=Text(french, key.capitalize()), **fields)

    return Codebook(
        slug="obstacles",
        title=Text("Difficultés", "Obstacles"),
        version=1,
        day=timezone.localdate(),
        codes=(
            code("means", "Moyens", is_codable=False),
            code("engineering", "Ingénierie", parent="means", keywords=("ingénierie",), color="#B5541C"),
            code("time", "Temps", parent="means", keywords=("temps",)),
            code("elected", "Élus", definition=Text("Les élus changent ou se retirent.", "Elected members leave.")),
        ),
    )


@pytest.fixture
@written_again
def codebook(network: Network) -> NetworkCodebook:
    return record_codebook(by=None, network=network, codebook=small_codebook())


@pytest.fixture
@written_again
def corpus(codebook: NetworkCodebook, campaign: Campaign) -> Corpus:
    return add_corpus(by=None, codebook=codebook, address=ADDRESS)
