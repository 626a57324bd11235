"""What the script of a page is told after a save, and the form that a device keeps to answer without a network."""

import hashlib
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from autan.ground.expressions.core.evaluation import Chosen, Operand
from autan.ground.expressions.core.rules import names_of, tree_of
from autan.ground.texts.language import words
from autan.survey.answering.core.save_decisions import EntryOutcome, SaveDecision, SaveResult
from autan.survey.answering.presenters.answering import (
    Screen,
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
from autan.survey.questionnaires.core.kinds.registry import kind_of
from autan.survey.questionnaires.core.questionnaire import Section
from autan.survey.questionnaires.core.rules import AnswersEnvironment, relevance_order
from autan.survey.questionnaires.core.wordings import symbol_of


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


def describe_rules(access: AnsweringAccess, answers: Mapping[str, AnswerRevision]) -> dict[str, Any]:
    """Return the rules of the questions of somebody as trees, and what the site knows of what they name.

    The script of a page and a device go by them while the site is out of reach.
    """
    questions = {question.code: question for question in access.questionnaire.questions}
    order = [(code, questions[code].relevance) for code in relevance_order(questions.values())]
    names = sorted(frozenset().union(*(names_of(rule) for _code, rule in order if rule)))
    environment = AnswersEnvironment(questions=questions, answers=answers)
    kinds = {name: kind_of(questions[name]) for name in names}
    return {
        "order": [(code, tree_of(rule)) for code, rule in order if rule],
        "terms": {
            name: {"kind": kinds[name].compared_as, "units": sorted(_symbols(questions[name].unit))} for name in names
        },
        "known": {
            name: {
                "answered": environment.is_answered(name),
                "value": _plain(kinds[name].comparable(questions[name], answers[name]))
                if name in answers and answers[name].value is not None
                else None,
            }
            for name in names
        },
    }


def _symbols(unit: str) -> set[str]:
    symbol = symbol_of(unit)
    return {symbol.fr, symbol.en} - {""}


def _plain(value: Operand) -> Any:
    if isinstance(value, Chosen):
        return {"codes": sorted(value.codes), "whole": value.is_exhaustive}
    return value.isoformat() if isinstance(value, date) else value


def present_sections(
    access: AnsweringAccess, answers: Mapping[str, AnswerRevision], unsaved: Mapping[str, UnsavedEntry]
) -> list[tuple[Section, tuple[dict[str, Any], ...]]]:
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
    access: AnsweringAccess, result: SaveResult, answers: Mapping[str, AnswerRevision], *, has_files: bool
) -> dict[str, Any]:
    """Return what was done with what a device sent: as for a page, with the outcome of each question.

    `redraw` when the device no longer shows what stands: others wrote, it had sent this before, or files came.
    """
    outcomes = {decision.entry.question: decision.outcome.value for decision in result.decisions}
    return describe_save(access, access.sections, result, answers) | {
        "hour": write_hour(result.at),
        "outcomes": outcomes,
        "redraw": has_files
        or any(
            decision.is_merged
            or decision.outcome is EntryOutcome.CONFLICT
            or (
                decision.outcome is EntryOutcome.UNCHANGED
                and decision.entry.based_on != result.revisions[decision.entry.question]
            )
            for decision in result.decisions
        ),
    }
