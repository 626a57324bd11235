"""The actions that propose what facts and the register say of each territory, for it to confirm or change."""

from collections.abc import Iterator, Mapping

from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.queries.facts import facts_by_id
from autan.ground.errors import Fault, ImportFileError
from autan.ground.tables.importers.yaml_document import read_document
from autan.ground.texts.core.notation import number_text
from autan.ground.wordings import Sentence
from autan.people.accounts.models import Person
from autan.survey.answering.actions.proposals import KnownValue, propose_values
from autan.survey.campaigns.core.documented.documents import DocumentedAnswers
from autan.survey.campaigns.core.documented.published import evidence_of
from autan.survey.campaigns.core.documented.reading_answers import build_documented_answers
from autan.survey.campaigns.models import Campaign, Proposal
from autan.survey.campaigns.queries.answering_access import asked_sirens
from autan.survey.campaigns.queries.questionnaires import questionnaire_of
from autan.survey.questionnaires.core.answers.answer import RecordedAnswer
from autan.territories.networks.core.addresses import RegisterKey
from autan.territories.networks.queries.bodies import known_bodies
from autan.territories.perimeters.core.bodies import Epci
from autan.territories.perimeters.core.perimeters import is_bound_to_pcaet

DUTY_QUESTION = "pcaet_duty"
BOUND = "bound"
_REGISTER = Sentence("Registre des faits")
_POPULATION = Sentence("Population municipale au registre")


def propose_known(*, by: Person | None, campaign: Campaign, text: str, file: str) -> list[Proposal]:
    """Propose what dated facts say of each territory, from a file in the form of documented answers.

    Raises:
        ImportFileError: the file is at fault, is about another network, or cites a fact that is not held.
        RuleError: the campaign is documented.
    """
    known = build_documented_answers(read_document(text, file), file, questionnaire_of(campaign))
    if faults := list(_faults_of(known, campaign)):
        raise ImportFileError(file, faults)
    return propose_values(by=by, campaign=campaign, values=[_as_known(answer) for answer in known.answers])


def propose_duty(*, by: Person | None, campaign: Campaign) -> list[Proposal]:
    """Propose « bound » to the territories above the threshold of the PCAET, when the questionnaire asks for the duty.

    The question is that of code `pcaet_duty` with a choice `bound`. Below the threshold nothing is proposed: the law
    does not say whether there is a voluntary plan.

    Raises RuleError when the campaign is documented.
    """
    question = next(
        (question for question in questionnaire_of(campaign).questions if question.code == DUTY_QUESTION), None
    )
    if question is None or BOUND not in {choice.code for choice in question.offered}:
        return []
    bodies = known_bodies(asked_sirens(campaign))
    return propose_values(by=by, campaign=campaign, values=list(_bound_bodies(bodies)))


def _faults_of(known: DocumentedAnswers, campaign: Campaign) -> Iterator[Fault]:
    if known.sheet.network != campaign.network_id:
        expected = Sentence("le réseau de la campagne, « {network_id} »", network_id=campaign.network_id)
        yield Fault(column="network", value=known.sheet.network, expected=expected)
    sirens = set(asked_sirens(campaign))
    for siren in sorted({answer.siren for answer in known.answers} - sirens):
        yield Fault(column="siren", value=siren, expected="une collectivité interrogée")
    cited = sorted({fact for answer in known.answers for fact in answer.facts})
    facts = facts_by_id(cited)
    for fact in cited:
        if fact not in facts:
            yield Fault(column="facts", value=fact, expected="un fait du registre")


def _as_known(answer: RecordedAnswer) -> KnownValue:
    note = answer.note
    return KnownValue(
        siren=answer.siren,
        question=answer.question,
        value=answer.value,
        origin=Sentence.joined(". ", (_REGISTER, note)) if note else _REGISTER,
        evidence=evidence_of(answer.facts),
        is_partial=answer.is_partial,
    )


def _bound_bodies(bodies: Mapping[str, Epci]) -> Iterator[KnownValue]:
    for siren, body in bodies.items():
        if body.population is not None and is_bound_to_pcaet(body.population):
            key = str(RegisterKey(siren=siren, vintage=body.vintage))
            population = number_text(body.population)
            yield KnownValue(
                siren=siren,
                question=DUTY_QUESTION,
                value={"choice": BOUND},
                origin=Sentence(
                    "{register} ({vintage})\u00a0: {inhabitants} habitants, plus de 20\u202f000",
                    register=_POPULATION,
                    vintage=body.vintage,
                    inhabitants=population,
                ),
                evidence=(EvidenceRef(kind="register", key=key),),
            )
