"""What a page is told after it was saved as one types: the hour, what is at fault, what others wrote, what to hide."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from autan.evidence.core.notation import NO_BREAK_SPACE
from autan.questionnaires.core.questionnaire import Questionnaire, Section
from autan.surveys.core.answers.conflicts import EntryVerdict, Fate, SaveOutcome
from autan.surveys.models import Answer
from autan.surveys.presenters.answering import failing_checks, hidden_questions, write_progress
from autan.surveys.presenters.question_forms import join_authors, write_moment, write_remark, write_saved
from autan.surveys.queries.answering import as_standing


def describe_save(
    outcome: SaveOutcome,
    *,
    questionnaire: Questionnaire,
    section: Section,
    rows: Mapping[str, Answer],
    campaign: str,
    language: str,
) -> dict[str, Any]:
    """Return what became of a screen, in words and by question, for the script of the page."""
    answers = {code: row.as_core(campaign) for code, row in rows.items()}
    remarks = failing_checks(questionnaire, answers)
    codes = [verdict.entry.question for verdict in outcome.verdicts]
    return {
        "message": _message(outcome, language),
        "revisions": {
            verdict.entry.question: outcome.revisions[verdict.entry.question]
            for verdict in outcome.verdicts
            if verdict.fate is Fate.WRITTEN and not verdict.is_joined
        },
        "joined": [verdict.entry.question for verdict in outcome.joined],
        "saved": {code: write_saved(as_standing(rows[code]), language) for code in codes if code in rows},
        "faults": {
            f"{verdict.entry.question}.{fault.part}": fault.message.in_language(language)
            for verdict in outcome.verdicts
            for fault in verdict.faults
        },
        "contested": {v.entry.question: _contested(v, language) for v in outcome.with_fate(Fate.CONTESTED)},
        "hidden": sorted(hidden_questions(questionnaire, section, answers)),
        "remarks": {
            code: " ".join(write_remark(remark, language) for remark in found) for code, found in remarks.items()
        },
        "progress": write_progress(questionnaire, section, answers),
        "is_closed": outcome.refusal is not None,
    }


def _message(outcome: SaveOutcome, language: str) -> str:
    if outcome.refusal is not None:
        words = {"why": outcome.refusal.in_language(language)}
        return _("Non enregistré\u00a0: %(why)s. Ce que vous avez tapé est gardé à part.") % words
    local = timezone.localtime(outcome.at)
    hour = f"{local.hour}{NO_BREAK_SPACE}h{NO_BREAK_SPACE}{local.minute:02}"
    shown = {"hour": hour if language.startswith("fr") else f"{local.hour}:{local.minute:02}"}
    if outcome.with_fate(Fate.CONTESTED):
        return (
            _("À %(hour)s, quelqu’un d’autre a répondu à la même question\u00a0: enregistrez la page pour choisir.")
            % shown
        )
    if outcome.with_fate(Fate.INVALID):
        return _("Enregistré à %(hour)s, sauf ce qui est à corriger.") % shown
    said = [_("Enregistré à %(hour)s.") % shown]
    if outcome.joined:
        joined = _("Ce que %(who)s a écrit entre-temps à la même question est gardé aussi.")
        said.append(joined % {"who": join_authors(outcome.joined)})
    if outcome.withdrawn:
        said.append(_("Une réponse a changé\u00a0: la validation est retirée."))
    return " ".join(said)


def _contested(verdict: EntryVerdict, language: str) -> str:
    theirs = verdict.theirs
    if theirs is None:
        return ""
    words = {"who": theirs.by_name, "when": write_moment(theirs.at, language)}
    return _("%(who)s a répondu à cette question le %(when)s. Enregistrez la page pour voir les deux textes.") % words
