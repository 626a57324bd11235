"""The only readers of the room."""

from collections.abc import Mapping, Sequence

from autan.survey.campaigns.core.answer_revisions import AnswerRevision
from autan.survey.campaigns.models import Campaign, Proposal, SectionValidation, UnsavedEntry
from autan.survey.campaigns.queries.answering_access import AnsweringAccess
from autan.survey.campaigns.queries.campaigns import view_of
from autan.survey.campaigns.queries.questionnaires import questionnaire_of
from autan.survey.campaigns.queries.tracking import unfinished_members
from autan.survey.questionnaires.core.progress import measure_progress
from autan.survey.results.queries.figures import state_of

# The readers of what is stored beside the answers of a territory: validations, proposals, entries not recorded.


def current_validations(campaign: Campaign, siren: str) -> Mapping[str, SectionValidation]:
    """Return the validations that stand, by section; "" is the whole. One query."""
    validations = SectionValidation.objects.filter(campaign=campaign, territory_id=siren, withdrawn_at__isnull=True)
    return {validation.section: validation for validation in validations}


def withdrawn_validations(campaign: Campaign, siren: str) -> Mapping[str, SectionValidation]:
    """Return the last validation that was withdrawn, by section, where none stands. One query."""
    validations = SectionValidation.objects.filter(campaign=campaign, territory_id=siren)
    last = {validation.section: validation for validation in validations.order_by("id")}
    return {section: validation for section, validation in last.items() if validation.withdrawn_at is not None}


def open_proposals(campaign: Campaign, siren: str, questions: Sequence[str] | None = None) -> dict[str, Proposal]:
    """Return the proposals that are not settled, by question. One query."""
    proposals = Proposal.objects.filter(campaign=campaign, territory_id=siren, settled_at__isnull=True)
    if questions is not None:
        proposals = proposals.filter(question__in=questions)
    return {proposal.question: proposal for proposal in proposals}


def unsaved_entries(access: AnsweringAccess, questions: Sequence[str] | None = None) -> dict[str, UnsavedEntry]:
    """Return what somebody typed and that was not recorded, by question, the latest of each. One query.

    Somebody without an account nor a personal link is known by name alone.
    """
    entries = UnsavedEntry.objects.filter(**access.place, invitation=access.link, settled_at__isnull=True)
    if access.author is None:
        entries = entries.filter(by__person__isnull=True, by__name=access.author_name)
    else:
        entries = entries.filter(by=access.author)
    if questions is not None:
        entries = entries.filter(question__in=questions)
    return {entry.question: entry for entry in entries.order_by("pk")}


def pending_questions(access: AnsweringAccess) -> frozenset[str]:
    """Return the questions of which somebody typed something for this territory that is not recorded. One query."""
    entries = UnsavedEntry.objects.filter(**access.place, settled_at__isnull=True)
    return frozenset(entries.values_list("question", flat=True))


# What is left to answer in a campaign: questions of a territory, and members who have some left.


_COUNTED: dict[str, tuple[object, int]] = {}
"""By campaign: what the count rests on, and how many members have questions left."""


def questions_left(campaign: Campaign, answers: Mapping[str, AnswerRevision]) -> int:
    """Return how many questions a territory has still to answer. No query."""
    return len(measure_progress(questionnaire_of(campaign), answers).remaining)


def members_left(campaign: Campaign) -> int:
    """Return how many members have not finished, kept until an answer, a member or the questionnaire changes.

    The queries of `state_of`, and three when something has changed.
    """
    state = (campaign.questionnaire.document, state_of(campaign.slug))
    cached = _COUNTED.get(campaign.slug)
    if cached is not None and cached[0] == state:
        return cached[1]
    left = len(unfinished_members(view_of(campaign)))
    _COUNTED[campaign.slug] = (state, left)
    return left
