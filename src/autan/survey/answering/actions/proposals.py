"""The actions on proposals: what is already known is offered to a territory, which confirms or changes it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from autan.evidence.figures.core.sources import EvidenceRef, refs_as_json
from autan.evidence.figures.queries.facts import facts_by_id
from autan.ground.errors import Fault, ImportFileError, RuleError
from autan.ground.tables.importers.yaml_document import read_document
from autan.ground.texts.core.notation import number_text
from autan.ground.wordings import Sentence, Text
from autan.people.accounts.models import Person
from autan.people.journal.actions import acting
from autan.survey.campaigns.core.answer_revisions import AnswerRevision
from autan.survey.campaigns.core.campaigns import campaign_object
from autan.survey.campaigns.core.documented.published import DocumentedAnswers, evidence_of
from autan.survey.campaigns.core.documented.reading_answers import build_documented_answers
from autan.survey.campaigns.models import Answer, Campaign, Proposal
from autan.survey.campaigns.queries.answering_access import AnsweringAccess, asked_sirens
from autan.survey.campaigns.queries.answers import read_revisions
from autan.survey.campaigns.queries.questionnaires import questionnaire_of
from autan.survey.questionnaires.core.answers.answer import RecordedAnswer
from autan.survey.questionnaires.core.answers.values import InvalidAnswerError
from autan.survey.questionnaires.core.kinds import AnswerState
from autan.survey.questionnaires.core.kinds.registry import kind_of
from autan.survey.questionnaires.core.questionnaire import EarlierQuestion, Question
from autan.territories.networks.core.addresses import RegisterKey
from autan.territories.networks.queries.bodies import known_bodies
from autan.territories.perimeters.core.bodies import Epci
from autan.territories.perimeters.core.perimeters import is_bound_to_pcaet


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownValue:
    """A value known of one territory, for one question, and where it comes from."""

    siren: str
    question: str
    value: Any
    origin: Text
    evidence: tuple[EvidenceRef, ...] = ()
    is_partial: bool = False


def propose_values(*, by: Person | None, campaign: Campaign, values: Sequence[KnownValue]) -> list[Proposal]:
    """Propose known values where nothing is answered or proposed yet. A few queries, whatever their number.

    Values that do not answer their question, or are about a territory that is not asked, are left out. The proposals
    made are in the order given.
    """
    if campaign.is_documented:
        raise RuleError("une campagne documentée ne reçoit pas de proposition")
    refusal = "seule la coordination du réseau propose des réponses"
    with acting(by=by, act="propose_values", permission="surveys.run_campaign", on=campaign, refusal=refusal) as act:
        questions = {question.code: question for question in questionnaire_of(campaign).questions}
        sirens, occupied = set(asked_sirens(campaign)), _places_taken(campaign)
        fresh: dict[tuple[str, str], Proposal] = {}
        for known in values:
            place = (known.siren, known.question)
            checked = _check_value(questions.get(known.question), known.value)
            if checked is not None and known.siren in sirens and place not in occupied:
                fresh.setdefault(place, _proposal(campaign, known, checked))
        proposals = Proposal.objects.bulk_create(list(fresh.values()))
        if proposals:
            summary = f"{len(proposals)} réponses déjà connues proposées dans « {campaign.title_fr} »"
            act.record(campaign_object(campaign.slug), summary=summary, network=campaign.network_id)
    return proposals


def propose_from_earlier(*, by: Person | None, campaign: Campaign) -> list[Proposal]:
    """Propose what the same network answered before to the same questions.

    A question goes with the one that it continues in a campaign of the network, or else with the question of the same
    code in the latest campaign of the network that opened before; only what still answers the question is proposed.

    Raises RuleError when the campaign is documented.
    """
    sources = _earlier_questions(campaign)
    slugs = {earlier.campaign for earlier in sources}
    titles = {campaign.slug: campaign for campaign in Campaign.objects.filter(slug__in=slugs)}
    rows = Answer.objects.filter(
        campaign__in=titles.values(), is_current=True, state=AnswerState.ANSWERED, is_partial=False
    )
    values = [
        _as_known(answer, titles[answer.campaign], code)
        for answer in read_revisions(rows)
        for code in sources.get(EarlierQuestion(campaign=answer.campaign, question=answer.question), ())
    ]
    return propose_values(by=by, campaign=campaign, values=values)


def dismiss_proposal(*, access: AnsweringAccess, question: str) -> Proposal | None:
    """Settle a proposal without an answer; None when there is none to settle."""
    with acting(**access.actor, act="dismiss_proposal") as act:
        proposal = Proposal.objects.filter(**access.place, question=question, settled_at__isnull=True).first()
        if proposal is not None:
            proposal.settled_at, proposal.outcome = timezone.now(), "dismissed"
            proposal.save(update_fields=["settled_at", "outcome"])
            summary = f"{access.territory.marked_name}, proposition écartée\u00a0: {question}"
            act.record(access.ref, summary=summary, network=access.campaign.network_id)
    return proposal


def _earlier_questions(campaign: Campaign) -> Mapping[EarlierQuestion, list[str]]:
    """For each question of earlier campaigns, the questions of this one that ask for the same."""
    others = Campaign.objects.filter(network__slug=campaign.network_id, period__lt=campaign.period)
    before = list(others.order_by("-period").values_list("slug", flat=True))
    sources: dict[EarlierQuestion, list[str]] = {}
    for question in questionnaire_of(campaign).questions:
        continued = question.continues
        earlier = continued if continued is not None and continued.campaign in before else None
        if earlier is None and before:
            earlier = EarlierQuestion(campaign=before[0], question=question.code)
        if earlier is not None:
            sources.setdefault(earlier, []).append(question.code)
    return sources


def _as_known(answer: AnswerRevision, campaign: Campaign, code: str) -> KnownValue:
    return KnownValue(
        siren=answer.siren,
        question=code,
        value=answer.value,
        origin=Sentence(
            "Réponse à l’enquête précédente\u00a0: {campaign} ({period})",
            campaign=campaign.title,
            period=campaign.period,
        ),
        evidence=(answer.ref,),
    )


def _check_value(question: Question | None, value: Any) -> Any:
    """The value in its written form, or None when it does not answer the question.

    One that says at once what may not be is proposed all the same: who confirms it is told what to change.
    """
    if question is None or not question.is_asked:
        return None
    try:
        return kind_of(question).check_value(question, value, keeps_breaches=True)
    except InvalidAnswerError:
        return None


def _places_taken(campaign: Campaign) -> set[tuple[str, str]]:
    """Territory and question of the current answers, and of the proposals already made, settled or not."""
    occupied = Answer.objects.filter(campaign=campaign, is_current=True), Proposal.objects.filter(campaign=campaign)
    places = (place for rows in occupied for place in rows.order_by().values_list("territory_id", "question"))
    return {(str(siren), code) for siren, code in places}


def _proposal(campaign: Campaign, known: KnownValue, value: Any) -> Proposal:
    return Proposal(
        campaign=campaign,
        territory_id=known.siren,
        question=known.question,
        value=value,
        origin_fr=known.origin.fr[:300],
        origin_en=known.origin.en[:300],
        evidence=refs_as_json(known.evidence),
        is_partial=known.is_partial,
        made_at=timezone.now(),
    )


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
    return propose_values(by=by, campaign=campaign, values=[_documented_value(answer) for answer in known.answers])


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


def _documented_value(answer: RecordedAnswer) -> KnownValue:
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
