"""What does a person who answers need to see: the answers that stand, what surrounds them, and may they answer?"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from django.db.models import Q

from autan.accounts.models import Person
from autan.questionnaires.core.kinds import AnswerConfidence, AnswerState
from autan.questionnaires.core.questionnaire import Question, Section
from autan.questionnaires.queries.versions import parse_questionnaire
from autan.surveys.core.answers.conflicts import StandingAnswer
from autan.surveys.models import Answer, Campaign, KeptEntry, Proposal, Reply, SectionValidation
from autan.territories.models import Mandate, Membership, Territory
from autan.territories.queries.networks import network_members
from autan.territories.queries.people import mandates_of

_ANSWERING = frozenset({Mandate.Role.MEMBER_OFFICER.value, Mandate.Role.CONTRIBUTOR.value})


@lru_cache(maxsize=16)
def question_places(document: str, slug: str) -> Mapping[str, tuple[Section, Question]]:
    """Return each question of a kept document with its section, by code; made once for each version."""
    questionnaire = parse_questionnaire(document, slug)
    return {question.code: (section, question) for section in questionnaire.sections for question in section.questions}


def as_standing(answer: Answer) -> StandingAnswer:
    """Return one revision as a value. No query: the name of its author is written in the row."""
    return StandingAnswer(
        revision=answer.revision,
        state=AnswerState(answer.state),
        value=answer.value,
        source_document=answer.source_document,
        confidence=AnswerConfidence(answer.confidence) if answer.confidence else None,
        by_name=answer.by_name,
        at=answer.at,
        is_on_behalf=answer.is_on_behalf,
    )


def standing_rows(campaign: Campaign, siren: str, questions: Sequence[str] | None = None) -> dict[str, Answer]:
    """Return the answers of a territory as they stand, by question; to some questions or to all. One query."""
    found = Answer.objects.filter(campaign=campaign, territory_id=siren, is_current=True)
    if questions is not None:
        found = found.filter(question__in=questions)
    return {answer.question: answer for answer in found}


def standing_answers_to(campaign: Campaign, siren: str, questions: Sequence[str]) -> dict[str, StandingAnswer]:
    """Return the answers of a territory to some questions as they stand, as values. One query, no model is built."""
    found = Answer.objects.filter(campaign=campaign, territory_id=siren, is_current=True, question__in=questions)
    columns = ("revision", "state", "value", "source_document", "confidence", "by_name", "at", "is_on_behalf")
    return {
        question: StandingAnswer(
            revision=revision,
            state=AnswerState(state),
            value=value,
            source_document=source_document,
            confidence=AnswerConfidence(confidence) if confidence else None,
            by_name=by_name,
            at=at,
            is_on_behalf=is_on_behalf,
        )
        for question, revision, state, value, source_document, confidence, by_name, at, is_on_behalf in (
            found.order_by().values_list("question", *columns)
        )
    }


def earlier_revisions(campaign: Campaign, siren: str, wanted: Iterable[tuple[str, int]]) -> dict[str, Answer]:
    """Return given revisions of some answers, by question. One query, none when nothing is wanted."""
    pairs = [Q(question=question, revision=revision) for question, revision in wanted]
    if not pairs:
        return {}
    either = pairs[0]
    for pair in pairs[1:]:
        either |= pair
    return {row.question: row for row in Answer.objects.filter(either, campaign=campaign, territory_id=siren)}


def find_campaign(slug: str) -> Campaign | None:
    """Return a campaign with its questionnaire, or None. One query."""
    return Campaign.objects.select_related("questionnaire", "network").filter(slug=slug).first()


def find_asked_territory(campaign: Campaign, siren: str) -> Territory | None:
    """Return a territory that a campaign asks, or None. One query."""
    held = Membership.objects.filter(network__slug=campaign.network_id, territory__siren=siren)
    day = campaign.opened_on
    if day is None:
        held = held.filter(valid_to__isnull=True)
    else:
        held = held.filter(Q(valid_from__isnull=True) | Q(valid_from__lte=day))
        held = held.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day))
    found = held.select_related("territory").first()
    return found.territory if found else None


def territories_answered_by(person: Person, campaign: Campaign) -> list[Territory]:
    """Return the territories of a campaign that a person may answer for, in the order of the network. Four queries."""
    sirens = [member.siren for member in network_members(campaign.network_id, on=campaign.opened_on)]
    found = {territory.siren: territory for territory in Territory.objects.filter(siren__in=sirens)}
    asked = [found[siren] for siren in sirens if siren in found]
    if person.has_perm("surveys.run_campaign", campaign):
        return asked
    held = {mandate.territory_id for mandate in mandates_of(person) if mandate.role in _ANSWERING}
    return [territory for territory in asked if territory.pk in held]


def standing_validations(campaign: Campaign, siren: str) -> Mapping[str, SectionValidation]:
    """Return the validations that stand, by section; "" is the whole. One query."""
    found = SectionValidation.objects.filter(campaign=campaign, territory_id=siren, withdrawn_at__isnull=True)
    return {validation.section: validation for validation in found}


def withdrawn_validations(campaign: Campaign, siren: str) -> Mapping[str, SectionValidation]:
    """Return the last validation that fell, by section, where none stands. One query."""
    found = SectionValidation.objects.filter(campaign=campaign, territory_id=siren)
    last = {validation.section: validation for validation in found.order_by("id")}
    return {section: validation for section, validation in last.items() if validation.withdrawn_at is not None}


def open_proposals(campaign: Campaign, siren: str, questions: Sequence[str] | None = None) -> dict[str, Proposal]:
    """Return what is proposed and not settled, by question. One query."""
    found = Proposal.objects.filter(campaign=campaign, territory_id=siren, settled_at__isnull=True)
    if questions is not None:
        found = found.filter(question__in=questions)
    return {proposal.question: proposal for proposal in found}


def kept_entries(campaign: Campaign, siren: str, questions: Sequence[str] | None = None) -> list[KeptEntry]:
    """Return what was typed and not recorded, still to be taken up, latest first. One query."""
    found = KeptEntry.objects.filter(campaign=campaign, territory_id=siren, settled_at__isnull=True)
    return list(found if questions is None else found.filter(question__in=questions))


def replies_of(campaign: Campaign, siren: str = "") -> list[Reply]:
    """Return the comments on what will be published, of one territory or of all, oldest first. One query."""
    found = Reply.objects.filter(campaign=campaign).select_related("territory")
    return list(found.filter(territory_id=siren) if siren else found)
