"""What a page is told after it was saved as one types: the hour, what is at fault, what others wrote, what to hide."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from autan.evidence.core.notation import NO_BREAK_SPACE
from autan.surveys.answering_presenters import hidden_questions
from autan.surveys.answering_queries import as_standing
from autan.surveys.core.conflicts import EntryVerdict, Fate, SaveOutcome
from autan.surveys.core.progress import measure_progress
from autan.surveys.core.questionnaire import Questionnaire, Section
from autan.surveys.models import Answer
from autan.surveys.question_forms import write_moment, write_saved


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
    part = next(p for p in measure_progress(questionnaire, answers).sections if p.section is section)
    codes = [verdict.entry.question for verdict in outcome.verdicts]
    return {
        "message": _message(outcome, language),
        "revisions": {
            verdict.entry.question: outcome.revisions[verdict.entry.question]
            for verdict in outcome.verdicts
            if verdict.fate is Fate.WRITTEN
        },
        "saved": {code: write_saved(as_standing(rows[code]), language) for code in codes if code in rows},
        "faults": {
            f"{verdict.entry.question}.{fault.part}": fault.message.in_language(language)
            for verdict in outcome.verdicts
            for fault in verdict.faults
        },
        "contested": {v.entry.question: _contested(v, language) for v in outcome.with_fate(Fate.CONTESTED)},
        "hidden": sorted(hidden_questions(questionnaire, section, answers)),
        "progress": _("%(settled)d sur %(asked)d") % {"settled": part.settled, "asked": part.asked},
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
    if outcome.withdrawn:
        return _("Enregistré à %(hour)s. Une réponse a changé\u00a0: la validation est retirée.") % shown
    return _("Enregistré à %(hour)s.") % shown


def _contested(verdict: EntryVerdict, language: str) -> str:
    theirs = verdict.theirs
    if theirs is None:
        return ""
    words = {"who": theirs.by_name, "when": write_moment(theirs.at, language)}
    return _("%(who)s a répondu à cette question le %(when)s. Enregistrez la page pour voir les deux textes.") % words
