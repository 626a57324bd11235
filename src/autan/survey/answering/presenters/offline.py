"""What the script of a page is told after a save, and the form that a device keeps to answer without a network."""

import hashlib
from collections.abc import Collection, Mapping
from typing import Any

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from autan.ground.texts.language import words
from autan.survey.answering.core.save_decisions import EntryOutcome, SaveDecision, SaveResult
from autan.survey.answering.presenters.answering import (
    Screen,
    ScreenItem,
    failing_checks,
    hidden_questions,
    present_screen,
    write_progress,
)
from autan.survey.answering.presenters.saved_answers import (
    describe_author,
    join_authors,
    write_check,
    write_hour,
    write_moment,
)
from autan.survey.campaigns.core.answer_revisions import AnswerRevision
from autan.survey.campaigns.models import UnsavedEntry
from autan.survey.campaigns.queries.answering_access import AnsweringAccess
from autan.survey.questionnaires.core.questionnaire import Section


def describe_save(
    access: AnsweringAccess, sections: Collection[Section], result: SaveResult, answers: Mapping[str, AnswerRevision]
) -> dict[str, Any]:
    """Return what was done with a screen of some sections, in words and by question."""
    shown = {question.code for section in sections for question in section.questions}
    checks = failing_checks(access.questionnaire, answers)
    codes = [decision.entry.question for decision in result.decisions]
    return {
        "message": _message(result),
        "revisions": {
            decision.entry.question: result.revisions[decision.entry.question]
            for decision in result.with_outcome(EntryOutcome.WRITTEN)
            if not decision.is_merged
        },
        "merged": [decision.entry.question for decision in result.merged],
        "saved": {code: describe_author(answers[code]) for code in codes if code in answers},
        "faults": _faults(result),
        "conflicts": {
            save_decision.entry.question: _conflict(save_decision)
            for save_decision in result.with_outcome(EntryOutcome.CONFLICT)
        },
        "hidden": sorted(hidden_questions(access.questionnaire, answers) & shown),
        "checks": {code: " ".join(map(write_check, points)) for code, points in checks.items()},
        "progress": write_progress(access.questionnaire, sections, answers),
        "is_closed": result.refusal is not None,
    }


def _faults(result: SaveResult) -> dict[str, str]:
    """What is wrong with each field, as the page shows it beside the field."""
    faults: dict[str, list[str]] = {}
    for decision in result.decisions:
        for fault in decision.faults:
            faults.setdefault(f"{decision.entry.question}.{fault.part}", []).append(words(fault.message))
    return {field: " · ".join(messages) for field, messages in faults.items()}


def _message(result: SaveResult) -> str:
    if result.refusal is not None:
        closed = _("Non enregistré\u00a0: %(why)s. Ce que vous avez tapé est gardé à part.")
        return closed % {"why": words(result.refusal)}
    values = {"hour": write_hour(result.at)}
    if result.with_outcome(EntryOutcome.CONFLICT):
        message = _(
            "À %(hour)s, quelqu’un d’autre a répondu à la même question\u00a0: enregistrez la page pour choisir."
        )
        return message % values
    if result.with_outcome(EntryOutcome.INVALID):
        return _("Enregistré à %(hour)s, sauf ce qui est à corriger.") % values
    sentences = [_("Enregistré à %(hour)s.") % values]
    if result.merged:
        merged = _("Ce que %(who)s a écrit entre-temps à la même question est gardé aussi.")
        sentences.append(merged % {"who": join_authors(result.merged)})
    if result.withdrawn:
        sentences.append(_("Une réponse a changé\u00a0: la validation est retirée."))
    return " ".join(sentences)


def _conflict(decision: SaveDecision) -> str:
    theirs = decision.theirs
    if theirs is None:
        return ""
    values = {"who": theirs.by_name, "when": write_moment(theirs.at)}
    return _("%(who)s a répondu à cette question le %(when)s. Enregistrez la page pour voir les deux textes.") % values


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
