"""The writers of proposals: what is already known is offered to a territory, which confirms or changes it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from autan.accounts.models import Person
from autan.errors import RuleError
from autan.evidence.core.sources import EvidenceRef
from autan.evidence.core.texts import Text
from autan.journal.actions import record_entry
from autan.questionnaires.core.answers.values import InvalidAnswerError, check_value
from autan.questionnaires.core.kinds import AnswerState
from autan.questionnaires.core.questionnaire import EarlierQuestion, Question
from autan.questionnaires.queries.versions import parse_questionnaire
from autan.surveys.actions.desk import sit_down
from autan.surveys.core.answers.authors import Author
from autan.surveys.models import Answer, Campaign, Proposal
from autan.territories.models import Territory
from autan.territories.queries.networks import network_members


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownValue:
    """A value known of one territory, for one question, and where it comes from.

    Attributes:
        siren: the territory.
        question: code of the question.
        value: in the form of the kind of the question.
        origin: where it comes from, for a reader.
        evidence: what it rests on.
    """

    siren: str
    question: str
    value: Any
    origin: Text
    evidence: tuple[EvidenceRef, ...] = ()


@transaction.atomic
def propose_values(*, by: Person | None, campaign: Campaign, values: Sequence[KnownValue]) -> list[Proposal]:
    """Propose known values where nothing is answered or proposed yet. Five queries, whatever their number.

    Values that do not answer their question, or are about a territory that is not asked, are left out.

    Returns:
        The proposals made, in the order given.

    Raises:
        RuleError: `by` does not coordinate the network, or the campaign is documented.
    """
    _require_coordination(by, campaign)
    questionnaire = parse_questionnaire(campaign.questionnaire.document, campaign.questionnaire.slug)
    questions = {question.code: question for question in questionnaire.questions}
    territories = _territories_asked(campaign)
    taken = _places_taken(campaign)
    fresh: dict[tuple[str, str], Proposal] = {}
    for known in values:
        place = (known.siren, known.question)
        checked = _check(questions.get(known.question), known.value)
        if checked is None or known.siren not in territories or place in taken:
            continue
        fresh.setdefault(place, _proposal(campaign, territories[known.siren], known, checked))
    made = Proposal.objects.bulk_create(list(fresh.values()))
    if made:
        record_entry(
            by=by,
            act="propose_values",
            room="surveys",
            kind="campaign",
            object_id=campaign.slug,
            summary=f"{len(made)} réponses déjà connues proposées dans « {campaign.title_fr} »",
        )
    return made


def propose_from_earlier(*, by: Person | None, campaign: Campaign) -> list[Proposal]:
    """Propose what the same network answered before to the same questions.

    A question goes with the one that it continues, or with the question of the same code in the latest campaign of
    the network that opened before; only what still answers the question is proposed.

    Raises:
        RuleError: `by` does not coordinate the network, or the campaign is documented.
    """
    _require_coordination(by, campaign)
    sources = _earlier_questions(campaign)
    slugs = {earlier.campaign for earlier in sources}
    rows = Answer.objects.filter(
        campaign__slug__in=slugs, is_current=True, state=AnswerState.ANSWERED, is_partial=False
    ).select_related("campaign")
    values = []
    for row in rows:
        earlier = EarlierQuestion(campaign=row.campaign.slug, question=row.question)
        for code in sources.get(earlier, ()):
            values.append(_as_known(row, code))
    return propose_values(by=by, campaign=campaign, values=values)


@transaction.atomic
def dismiss_proposal(*, author: Author, campaign: Campaign, siren: str, question: str) -> Proposal | None:
    """Set a proposal aside; None when there is none to set aside.

    Raises:
        RuleError: the author may not answer for this territory.
    """
    desk = sit_down(author=author, campaign=campaign, siren=siren)
    found = Proposal.objects.filter(**desk.place, question=question, settled_at__isnull=True).first()
    if found is not None:
        found.settled_at, found.outcome = desk.now, "dismissed"
        found.save(update_fields=["settled_at", "outcome"])
    return found


def _earlier_questions(campaign: Campaign) -> Mapping[EarlierQuestion, list[str]]:
    """For each question of earlier campaigns, the questions of this one that ask for the same."""
    questionnaire = parse_questionnaire(campaign.questionnaire.document, campaign.questionnaire.slug)
    before = _campaign_before(campaign)
    sources: dict[EarlierQuestion, list[str]] = {}
    for question in questionnaire.questions:
        earlier = question.continues
        if earlier is None and before is not None:
            earlier = EarlierQuestion(campaign=before.slug, question=question.code)
        if earlier is not None:
            sources.setdefault(earlier, []).append(question.code)
    return sources


def _campaign_before(campaign: Campaign) -> Campaign | None:
    others = Campaign.objects.filter(network__slug=campaign.network_id, period__lt=campaign.period)
    return others.order_by("-period").first()


def _as_known(row: Answer, code: str) -> KnownValue:
    title = row.campaign.title
    return KnownValue(
        siren=row.territory_id,
        question=code,
        value=row.value,
        origin=Text(
            f"Réponse à l’enquête précédente\u00a0: {title.fr} ({row.campaign.period})",
            f"Answer to the earlier survey: {title.en} ({row.campaign.period})",
        ),
        evidence=(row.as_core(row.campaign.slug).ref,),
    )


def _check(question: Question | None, value: Any) -> Any:
    if question is None or not question.is_asked:
        return None
    try:
        return check_value(question, value)
    except InvalidAnswerError:
        return None


def _territories_asked(campaign: Campaign) -> dict[str, Territory]:
    sirens = [member.siren for member in network_members(campaign.network_id, on=campaign.opened_on)]
    return {territory.siren: territory for territory in Territory.objects.filter(siren__in=sirens)}


def _places_taken(campaign: Campaign) -> set[tuple[str, str]]:
    """Where an answer stands, or a proposal was made already, whatever became of it."""
    answered = Answer.objects.filter(campaign=campaign, is_current=True).only("territory_id", "question")
    proposed = Proposal.objects.filter(campaign=campaign).only("territory_id", "question")
    return {(row.territory_id, row.question) for rows in (answered, proposed) for row in rows}


def _proposal(campaign: Campaign, territory: Territory, known: KnownValue, value: Any) -> Proposal:
    return Proposal(
        campaign=campaign,
        territory=territory,
        question=known.question,
        value=value,
        origin_fr=known.origin.fr[:300],
        origin_en=known.origin.en[:300],
        evidence=[[ref.kind, ref.key] for ref in known.evidence],
        made_at=timezone.now(),
    )


def _require_coordination(by: Person | None, campaign: Campaign) -> None:
    if campaign.is_documented:
        raise RuleError("une campagne documentée ne reçoit pas de proposition")
    if by is not None and not by.has_perm("surveys.run_campaign", campaign):
        raise RuleError("seule la coordination du réseau propose des réponses")
