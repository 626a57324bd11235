"""Words about recorded answers: by whom and when, checks, history; and what was typed and is not recorded."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from autan.ground.texts.core.notation import NO_BREAK_SPACE
from autan.ground.texts.language import FRENCH, colon, current_language, day_of, typeset, words
from autan.people.journal.core import FieldChange
from autan.survey.answering.core.review import ReviewPoint
from autan.survey.answering.core.save_decisions import SaveDecision
from autan.survey.campaigns.core.answer_revisions import AnswerRevision
from autan.survey.campaigns.models import UnsavedEntry
from autan.survey.questionnaires.core.answers.fields import Parts
from autan.survey.questionnaires.core.questionnaire import Question, Questionnaire
from autan.survey.questionnaires.presenters.question_inputs import AnswerInputView, InputMaker, present_answer


def write_hour(at: datetime) -> str:
    """Write an hour of the local clock: « 14 h 32 »."""
    local = timezone.localtime(at)
    if current_language() == FRENCH:
        return f"{local.hour}{NO_BREAK_SPACE}h{NO_BREAK_SPACE}{local.minute:02}"
    return f"{local.hour}:{local.minute:02}"


def write_moment(at: datetime) -> str:
    """Write a day and an hour of the local clock: « 4 mai 2026 à 14 h 32 »."""
    values = {"day": day_of(at), "hour": write_hour(at)}
    return _("%(day)s à %(hour)s") % values


def describe_author(answer: AnswerRevision | None) -> str:
    """Say by whom and when an answer was recorded; nothing for no answer."""
    if answer is None:
        return ""
    values = {"when": write_moment(answer.at), "who": answer.by_name or "–"}
    if not answer.is_given:
        return _("Réponse retirée le %(when)s par %(who)s.") % values
    if answer.is_on_behalf:
        return _("Réponse recueillie le %(when)s par %(who)s, pour la collectivité.") % values
    return _("Réponse enregistrée le %(when)s par %(who)s.") % values


def join_authors(decisions: Sequence[SaveDecision]) -> str:
    """Return the names of those whose answers were merged with what was typed."""
    return ", ".join(dict.fromkeys(decision.theirs.by_name for decision in decisions if decision.theirs))


def write_check(point: ReviewPoint) -> str:
    """Write a check that fails, after how much it weighs."""
    return f"{words(point.severity.label)}{colon()} {typeset(words(point.message))}"


def present_history(question: Question, revisions: Sequence[AnswerRevision]) -> tuple[dict[str, Any], ...]:
    """Return the revisions of an answer, newest first, each with what it changed."""
    replaced = (*revisions[1:], None)
    return tuple(_history_line(question, *pair) for pair in zip(revisions, replaced, strict=False))


def _history_line(question: Question, answer: AnswerRevision, before: AnswerRevision | None) -> dict[str, Any]:
    pairs = (
        (_("Réponse"), _answer_words(question, before), _answer_words(question, answer)),
        (_("Document"), before.source_document if before else "", answer.source_document),
        (_("Fiabilité"), _confidence(before), _confidence(answer)),
    )
    return {
        "at": answer.at,
        "by_name": answer.by_name or "–",
        "summary": _("Version %(number)d") % {"number": answer.revision},
        "changes": tuple(FieldChange(field=name, before=old, after=new) for name, old, new in pairs if old != new),
    }


def _answer_words(question: Question, answer: AnswerRevision | None) -> str:
    return " · ".join(present_answer(question, answer)) if answer else ""


def _confidence(answer: AnswerRevision | None) -> str:
    return words(answer.confidence.label) if answer and answer.confidence else ""


def typed_lines(question: Question, parts: Parts) -> tuple[str, ...]:
    """Return what the fields of a question hold, one line a field, under its label where it is not the only one."""
    maker = InputMaker(question, parts)
    if question.columns:
        filled = [(f"{row.label} · {field.label}", _field_value(field)) for row in maker.rows() for field in row.inputs]
    else:
        fields = maker.inputs()
        filled = [(field.label if len(fields) > 1 else "", _field_value(field)) for field in fields]
    return tuple(f"{label}{colon()} {text}" if label else text for label, text in filled if text)


def unsaved_lines(
    questionnaire: Questionnaire, unsaved: Mapping[str, UnsavedEntry]
) -> tuple[tuple[Question, tuple[str, ...]], ...]:
    """Return what was typed and not recorded, in the order of the questionnaire; a very long text as it was typed."""
    lines = []
    for question in questionnaire.questions:
        entry = unsaved.get(question.code)
        if entry is not None:
            value = entry.value if isinstance(entry.value, Mapping) else {}
            parts = {name: tuple(texts) for name, texts in value.items()}
            lines.append((question, typed_lines(question, parts) or (entry.text,)))
    return tuple(lines)


def _field_value(field: AnswerInputView) -> str:
    if field.options:
        return ", ".join(option.label for option in field.options if option.is_chosen and option.value)
    return field.value.strip()
