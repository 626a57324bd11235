"""Screens of questions as they were sent, and the forms of the lead of a territory."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from autan.ground.received_files import MOST_BYTES
from autan.ground.texts.core.notation import read_whole
from autan.ground.texts.language import words
from autan.ground.web.forms.fields import text_area
from autan.people.journal.actions import MAX_REMARK
from autan.survey.questionnaires.core.answers.answer import Respondent
from autan.survey.questionnaires.core.answers.fields import STATES_IN_PLACE, AnswerInput, Parts, Widget, row_numbers
from autan.survey.questionnaires.core.answers.values import keep_typed
from autan.survey.questionnaires.core.kinds import AnswerConfidence, QuestionKind
from autan.survey.questionnaires.core.kinds.registry import kind_of
from autan.survey.questionnaires.core.kinds.texts import JOINED
from autan.survey.questionnaires.core.questionnaire import Question, Section

# Forms of the lead of a territory: a contributor to invite, a comment on what will be published.


class ContributorForm(forms.Form):
    """Somebody who will answer some sections for the territory."""

    name = forms.CharField(label=_("Nom de la personne"), max_length=120)
    email = forms.EmailField(label=_("Adresse électronique"), required=False)
    sections = forms.MultipleChoiceField(label=_("Rubriques confiées"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, sections: Sequence[Section], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(section.code, words(section.title)) for section in sections]
        self.fields["sections"] = forms.MultipleChoiceField(
            label=_("Rubriques confiées"), choices=choices, widget=forms.CheckboxSelectMultiple
        )


class PlaceForm(forms.Form):
    """The territory that an answer by the open link is for."""

    def __init__(self, *args: Any, respondents: Sequence[Respondent], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("à choisir")), *((respondent.siren, respondent.name) for respondent in respondents)]
        self.fields["siren"] = forms.ChoiceField(label=_("Vous répondez pour"), choices=choices)


class RemarkForm(forms.Form):
    """A comment on what will be published."""

    text = text_area(_("Votre commentaire"), max_length=MAX_REMARK)
    question = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)


# Reads a screen of questions that was sent: its fields become entries, question by question.


_META = frozenset({"revision", "state", "source", "confidence", "contested", "keep", "kept", "change", "language"})
_UPLOAD = "upload"
_MOST_CHANGES = 50  # of one question that a device sent without an answer


def read_entries(post: QueryDict, questions: Iterable[Question], *, takes_files: bool = True) -> list[AnswerInput]:
    """Return the entries of the questions that the screen showed, in the order of the questionnaire.

    Without `takes_files`, none of them names a file joined to an answer.
    """
    table, _, number = post.get("remove_row", "").partition(".")  # the row taken away: `q3.2` is that of `q3.cell.2`
    fields: dict[str, dict[str, Sequence[str]]] = {}
    for name, texts in post.lists():
        code, _, part = name.partition(".")
        if part and not (table and name.startswith(f"{table}.cell.{number}.")):
            fields.setdefault(code, {})[part] = [text.replace("\0", "") for text in texts]  # PostgreSQL keeps none
    shown = [question for question in questions if "revision" in fields.get(question.code, {})]
    for question in shown:
        if question.kind is QuestionKind.FILE and not takes_files:
            fields[question.code].pop(JOINED, None)
    return [_read_entry(question, fields[question.code]) for question in shown]


def read_uploads(files: MultiValueDict[str, Any], questions: Iterable[Question]) -> dict[str, tuple[str, bytes]]:
    """Return the name and the content of the file given to each question that asks for one; no more than is taken."""
    codes = (question.code for question in questions if question.kind is QuestionKind.FILE)
    uploads = {code: files.get(f"{code}.{_UPLOAD}") for code in codes}
    return {code: (file.name or "", file.read(MOST_BYTES + 1)) for code, file in uploads.items() if file}


def rows_wanted(post: QueryDict) -> dict[str, int]:
    """Return how many rows the tables of a screen are to show when one is added, by question; blank ones count."""
    code = post.get("add_row", "")
    if not code:
        return {}
    names = [name.removeprefix(f"{code}.") for name in post if name.startswith(f"{code}.cell.")]
    return {code: len(row_numbers(names)) + 1}


def is_about_rows(post: QueryDict) -> bool:
    """True when the person adds or removes a row, and stays on the screen."""
    return "add_row" in post or "remove_row" in post


def _read_entry(question: Question, fields: Mapping[str, Sequence[str]]) -> AnswerInput:
    keep, confidence, language = (_first(fields, name) for name in ("keep", "confidence", "language"))
    return AnswerInput(
        question=question.code,
        based_on=_number(_first(fields, "revision")),
        parts=_parts(question, {part: tuple(texts) for part, texts in fields.items() if part not in _META}, language),
        state=next((state for state in STATES_IN_PLACE if state.value == _first(fields, "state")), None),
        source_document=_first(fields, "source"),
        confidence=AnswerConfidence(confidence) if confidence in list(AnswerConfidence) else None,
        contested=_number(_first(fields, "contested")),
        keeps_theirs=keep == "theirs" if keep in {"theirs", "mine"} else None,
        shows_kept=bool(_first(fields, "kept")),
        changes=tuple(filter(_is_identifier, fields.get("change", ())[-_MOST_CHANGES:])),
    )


def _parts(question: Question, parts: Parts, language: str) -> Parts:
    """Parts whose numbers, typed in a page of a language, every page reads."""
    kind = kind_of(question)
    fields = (*kind.fields(question), *(field for row in kind.field_rows(question, parts) for field in row.fields))
    numbers = {field.part for field in fields if language and field.widget is Widget.NUMBER}
    return {
        part: tuple(keep_typed(text, language) for text in texts) if part in numbers else texts
        for part, texts in parts.items()
    }


def _first(fields: Mapping[str, Sequence[str]], part: str) -> str:
    return next(iter(fields.get(part, ())), "")


def _is_identifier(text: str) -> bool:
    """True for an identifier as a browser draws it."""
    return bool(re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", text))


def _number(text: str) -> int:
    return read_whole(text) or 0
