"""The writers of one part of a draft, as its screen sends it: a question, a section, a choice list, the heading."""

from collections.abc import Mapping
from typing import Any

from autan.ground.errors import ConflictError, Fault
from autan.ground.wordings import Sentence
from autan.people.accounts.models import Person
from autan.people.journal.core import version_of
from autan.survey.questionnaires.actions.drafts import RefusedEditError, change_draft
from autan.survey.questionnaires.core.editing import (
    Tree,
    choices_of,
    codes_of,
    free_code,
    lists_of,
    next_code,
    path_of,
    put_list,
    put_question,
    put_section,
    question_of,
    read_choices,
)
from autan.survey.questionnaires.core.kinds import QuestionKind
from autan.survey.questionnaires.core.question_fields import Fields, read_question, read_text
from autan.survey.questionnaires.models import QuestionnaireDraft
from autan.survey.questionnaires.queries import asked_questionnaires

_MOST_NAMED = 8


class StaleQuestionError(ConflictError):
    """Somebody else changed this very question since its screen was shown; it is given as it stands."""

    def __init__(self, question: Mapping[str, Any]) -> None:
        self.question = question
        super().__init__("cette question a changé depuis que vous l’avez ouverte")


def save_question(
    *,
    by: Person | None,
    slug: str,
    kind: QuestionKind,
    fields: Fields,
    section: str,
    replaced: str = "",
    seen: str = "",
) -> tuple[QuestionnaireDraft, str]:
    """Put a question in a draft, with the lists that were written beside it; return also its code.

    The fields `new_choices` and `new_rows` make lists of their own; `seen` is the mark of the question when its screen
    was shown. A question that it is said to continue must be one that a campaign of this home asked.

    Raises:
        RefusedEditError: with every fault, each with its place.
        UnknownPlaceError: the question, or the section, is no longer there.
    """
    written = {"code": ""}

    def edit(tree: Tree) -> Tree:
        current = question_of(tree, replaced) if replaced else {}
        if replaced and seen and version_of(current) != seen:
            raise StaleQuestionError(current)
        values = dict(fields)
        written["code"] = values["code"] = values.get("code", "").strip() or replaced or next_code(tree)
        for name, lines in (("choices", "new_choices"), ("rows", "new_rows")):
            if values.get(lines, "").strip():
                values[name] = free_code(f"{values['code']}_{name}", lists_of(tree))
                tree = put_list(tree, values[name], read_choices(values[lines]))
        choices = choices_of(tree, values.get("choices", ""))
        question = read_question(kind, values, traits=current.get("kept"), choices=choices)
        tree = put_question(tree, question, section=section, replaced=replaced)
        if question.get("continues") != current.get("continues"):
            _refuse_unknown_earlier(tree, slug, question)
        return tree

    summary = f"Brouillon « {slug} » : question {replaced or fields.get('code') or 'nouvelle'} écrite"
    return change_draft(by=by, slug=slug, edit=edit, summary=summary), written["code"]


def _refuse_unknown_earlier(tree: Tree, slug: str, question: Mapping[str, Any]) -> None:
    """A question may continue only a question that a campaign of this home asked."""
    earlier: Mapping[str, str] = question.get("continues") or {}
    if not {"campaign", "question"} <= earlier.keys():
        return  # nothing is named, or half of it, which the reading of the draft refuses
    campaigns = asked_questionnaires()
    read = campaigns.get(earlier["campaign"])
    place = f"{path_of(tree, question['code'])}.continues"
    if read is None:
        known = ", ".join(list(campaigns)[:_MOST_NAMED]) or "aucune"
        fault = Fault(
            column=f"{place}.campaign",
            value=earlier["campaign"],
            expected=Sentence("une campagne connue ({known})", known=known),
        )
        raise RefusedEditError(slug, [fault], tree)
    if earlier["question"] not in {question.code for question in read().questions if question.is_asked}:
        expected = Sentence("le code d’une question de la campagne {named}", named=earlier["campaign"])
        fault = Fault(column=f"{place}.question", value=earlier["question"], expected=expected)
        raise RefusedEditError(slug, [fault], tree)


def save_section(*, by: Person | None, slug: str, fields: Fields, replaced: str = "") -> QuestionnaireDraft:
    """Put the heading of a section in a draft; a new one comes with its first question."""

    def edit(tree: Tree) -> Tree:
        title = read_text(fields, "title")
        code = fields.get("code", "").strip() or replaced or free_code(fields.get("title_fr", ""), codes_of(tree))
        section: dict[str, Any] = {"code": code, **title, **read_text(fields, "intro")}
        if not replaced:
            first = {"code": next_code(tree), "kind": QuestionKind.OPEN.value, **read_text(fields, "text")}
            section["questions"] = [first]
        return put_section(tree, section, replaced=replaced)

    return change_draft(by=by, slug=slug, edit=edit, summary=f"Brouillon « {slug} » : rubrique écrite")


def save_list(*, by: Person | None, slug: str, code: str, lines: str) -> QuestionnaireDraft:
    """Put a choice list in a draft, written one choice a line."""
    return change_draft(
        by=by,
        slug=slug,
        edit=lambda tree: put_list(tree, code or free_code("liste", lists_of(tree)), read_choices(lines)),
        summary=f"Brouillon « {slug} » : liste {code} écrite",
    )


def save_heading(*, by: Person | None, slug: str, fields: Fields) -> QuestionnaireDraft:
    """Put the title and the note of a draft."""

    def edit(tree: Tree) -> Tree:
        bare = {key: value for key, value in tree.items() if key not in {"title", "note"}}
        return {**bare, **read_text(fields, "title"), **read_text(fields, "note")}

    return change_draft(by=by, slug=slug, edit=edit, summary=f"Brouillon « {slug} » : titre écrit")
