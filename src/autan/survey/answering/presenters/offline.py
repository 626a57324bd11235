"""The form that a device keeps to answer without a network: all that its holder may answer, and what was sent of it."""

import hashlib
from collections.abc import Mapping
from typing import Any

from django.utils.crypto import salted_hmac

from autan.survey.answering.core.save_decisions import EntryOutcome, SaveResult
from autan.survey.answering.presenters.answering import Screen, ScreenItem, present_screen
from autan.survey.answering.presenters.autosave import describe_save
from autan.survey.answering.presenters.saved_answers import write_hour
from autan.survey.campaigns.core.answer_revisions import AnswerRevision
from autan.survey.campaigns.models import UnsavedEntry
from autan.survey.campaigns.queries.answering_access import AnsweringAccess
from autan.survey.questionnaires.core.questionnaire import Section

_PURPOSE = "autan.survey.answering.holder"


def name_holder(access: AnsweringAccess) -> str:
    """Return what tells a device whose answers it keeps, and names nobody."""
    holder = f"link {access.link.pk}" if access.link else f"person {access.person.pk if access.person else ''}"
    return salted_hmac(_PURPOSE, holder, algorithm="sha256").hexdigest()[:32]


def form_digest(access: AnsweringAccess) -> str:
    """Return what changes with the questions that a form asks: its version, and the sections of its holder."""
    parts = [access.campaign.questionnaire.sha256, *(section.code for section in access.sections)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def present_sections(
    access: AnsweringAccess, answers: Mapping[str, AnswerRevision], unsaved: Mapping[str, UnsavedEntry]
) -> list[tuple[Section, tuple[ScreenItem, ...]]]:
    """Return the questions of each section, filled. What is proposed is settled with a network alone."""
    return [(section, present_screen(_screen(access, section, answers, unsaved))) for section in access.sections]


def _screen(
    access: AnsweringAccess,
    section: Section,
    answers: Mapping[str, AnswerRevision],
    unsaved: Mapping[str, UnsavedEntry],
) -> Screen:
    return Screen(questionnaire=access.questionnaire, section=section, answers=answers, unsaved=unsaved, proposals={})


def describe_sending(
    access: AnsweringAccess, result: SaveResult, answers: Mapping[str, AnswerRevision]
) -> dict[str, Any]:
    """Return what was done with what a device sent: as for a page, with the outcome of each question.

    `redraw` when the device no longer shows what stands: others wrote, or it had sent this before.
    """
    outcomes = {decision.entry.question: decision.outcome.value for decision in result.decisions}
    return describe_save(access, access.sections, result, answers) | {
        "hour": write_hour(result.at),
        "outcomes": outcomes,
        "redraw": any(
            decision.is_merged
            or decision.outcome is EntryOutcome.CONFLICT
            or (
                decision.outcome is EntryOutcome.UNCHANGED
                and decision.entry.based_on != result.revisions[decision.entry.question]
            )
            for decision in result.decisions
        ),
    }
