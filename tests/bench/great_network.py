"""A network of every EPCI of France, a survey of 500 questions, and what years of use leave: made up, by the thousand.

The rows are written together, not through the actions: what is measured is reading them.
"""

import random
from datetime import UTC, datetime, timedelta

from django.utils import timezone

from autan.evidence.figures.models import Resource
from autan.ground.wordings import Text
from autan.people.accounts.actions import register_person
from autan.people.accounts.models import Person
from autan.people.individuals.actions import individual_named, individuals_named
from autan.people.journal.models import JournalEntry
from autan.survey.campaigns.actions.campaigns import open_campaign
from autan.survey.campaigns.models import Answer, Campaign, Invitation, SectionValidation
from autan.survey.questionnaires.actions.drafts import record_questionnaire
from autan.territories.networks.actions.mandates import grant_mandate
from autan.territories.networks.actions.membership_imports import keep_evidence
from autan.territories.networks.actions.networks import create_network
from autan.territories.networks.actions.territories import admit_members
from autan.territories.networks.core.members import Certainty
from autan.territories.networks.models import Mandate, Network, Territory
from autan.territories.perimeters.lake.register import LATEST, epci_of

SLUG, CAMPAIGN, COORDINATOR = "france", "grande-enquete", "grande@exemple.fr"
SECTIONS, QUESTIONS_A_SECTION = 20, 25
ANSWERS, JOURNAL_LINES, RESOURCES = 100_000, 100_000, 5_000
_KINDS = ("open", "number", "single", "multiple", "half_open")
_STATUS = '{code: "yes", label: {fr: "Oui", en: "Yes"}}, {code: "no", label: {fr: "Non", en: "No"}}'


def make_great_network(members: int | None = None) -> Person:
    """Make everything, once, of every EPCI or of the first ones; return who coordinates it."""
    network = create_network(by=None, slug=SLUG, name=Text("Toutes les intercommunalités", "Every EPCI"))
    evidence = [keep_evidence(by=None, title="Base nationale sur l’intercommunalité")]
    sirens = sorted(epci_of(LATEST))[:members]
    admit_members(by=None, network=network, sirens=sirens, certainty=Certainty.CONFIRMED, evidence=evidence)
    coordinator = register_person(by=None, email=COORDINATOR, name="Coordination", password="a" * 20)
    grant_mandate(by=None, person=coordinator, role=Mandate.Role.COORDINATOR, network=network)
    share = len(sirens) / len(epci_of(LATEST))
    _answer(_open(network), sirens, int(ANSWERS * share))
    _officers(network, sirens)
    _years_of_use(coordinator, int(JOURNAL_LINES * share))
    return coordinator


def _open(network: Network) -> Campaign:
    today = timezone.localdate()
    version = record_questionnaire(by=None, text=questionnaire_text(), file="grande-enquete.yaml")
    return open_campaign(
        by=None, slug=CAMPAIGN, network=network, questionnaire=version, title=Text("Grande enquête", "Great survey"),
        opened_on=today - timedelta(days=9), closed_on=today + timedelta(days=9),
    )  # fmt: skip


def questionnaire_text() -> str:
    """A questionnaire of 500 questions of five kinds, in twenty sections."""
    lines = [
        "questionnaire: grande-enquete", "version: 2026-01-01", 'title: {fr: "Grande enquête", en: "Great survey"}',
        "choice_lists:", f"  status: [{_STATUS}]", "sections:",
    ]  # fmt: skip
    for section in range(SECTIONS):
        lines += [f"  - code: s{section}", f'    title: {{fr: "Rubrique {section}", en: "Section {section}"}}']
        lines.append("    questions:")
        for rank in range(QUESTIONS_A_SECTION):
            kind = _KINDS[rank % len(_KINDS)]
            lines += [f"      - code: q{section}_{rank}", f"        kind: {kind}"]
            lines.append(f'        text: {{fr: "Question {rank} de la rubrique {section} ?", en: "Question {rank}?"}}')
            lines += ["        choices: status"] if kind in {"single", "multiple", "half_open"} else []
            lines += ["        unit: count"] if kind == "number" else []
    return "\n".join(lines)


def _answer(campaign: Campaign, sirens: list[str], answers: int) -> None:
    """A hundred thousand answers of every EPCI, most members more than half validated."""
    people = individuals_named([f"Personne {siren}" for siren in sirens], network=SLUG)
    somebody = individual_named("Quelqu’un", network=SLUG)
    dice = random.Random(1)  # noqa: S311 - answers made up from a seed, nothing secret
    each = answers // len(sirens)
    codes = [(s, r) for s in range(SECTIONS) for r in range(QUESTIONS_A_SECTION)]
    rows = (
        Answer(
            campaign=campaign, territory_id=siren, question=f"q{section}_{rank}", state="answered",
            value=_value(_KINDS[rank % len(_KINDS)], dice), by_id=people[f"Personne {siren}"],
        )
        for siren in sirens
        for section, rank in dice.sample(codes, each)
    )  # fmt: skip
    Answer.objects.bulk_create(rows, batch_size=5_000)
    validated = (
        SectionValidation(campaign=campaign, territory_id=siren, section=f"s{section}", by=somebody)
        for siren in sirens
        for section in range(SECTIONS)
        if section % 2
    )
    SectionValidation.objects.bulk_create(validated, batch_size=5_000)


def _value(kind: str, dice: random.Random) -> object:
    chosen = dice.choice(("yes", "no"))
    return {
        "open": "Le plan climat est porté par deux agents, avec l’aide de l’agence.",
        "number": dice.randrange(100),
        "single": chosen,
        "multiple": {"choices": [chosen]},
        "half_open": {"choice": chosen, "text": "Depuis dix ans."},
    }[kind]


def _officers(network: Network, sirens: list[str]) -> None:
    """One officer and one personal link a member."""
    campaign = Campaign.objects.get(slug=CAMPAIGN)
    places = {territory.siren: territory for territory in Territory.objects.filter(siren__in=sirens)}
    people = [
        Person.objects.create(email=f"{siren}@exemple.fr", name=f"Personne {siren}", password="!") for siren in sirens
    ]
    holders = individuals_named([f"Personne {siren}" for siren in sirens], network=SLUG)
    Mandate.objects.bulk_create(
        Mandate(person=person, role=Mandate.Role.MEMBER_OFFICER, territory=places[siren])
        for person, siren in zip(people, sirens, strict=True)
    )
    Invitation.objects.bulk_create(
        Invitation(
            campaign=campaign, territory_id=siren, role="lead", holder_id=holders[f"Personne {siren}"],
            email=f"{siren}@exemple.fr",
            token_sha256=f"{siren:0>64}", expires_at=datetime(2100, 1, 1, tzinfo=UTC),
        )
        for siren in sirens
    )  # fmt: skip


def _years_of_use(coordinator: Person, lines: int) -> None:
    """A hundred thousand lines of journal where every EPCI is, and five thousand resources."""
    somebody = individual_named("Quelqu’un", network=SLUG)
    JournalEntry.objects.bulk_create(
        (
            JournalEntry(
                by=somebody, act="save_section", room="surveys", kind="answers", object_id=f"x/{rank}",
                network=SLUG, summary=f"Rubrique enregistrée, {rank}",
            )
            for rank in range(lines)
        ),
        batch_size=5_000,
    )  # fmt: skip
    Resource.objects.bulk_create(
        Resource(slug=f"ressource-{rank}", kind="document", title=f"Guide numéro {rank}", added_by=coordinator)
        for rank in range(RESOURCES)
    )
