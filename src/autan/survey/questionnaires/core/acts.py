"""Acts on a part of a draft, as the buttons of its outline ask for them; conditions that an author may pick."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from autan.ground.wordings import Sentence, Text
from autan.survey.questionnaires.core.editing import (
    Tree,
    UnknownPlaceError,
    codes_of,
    copy_sections,
    free_code,
    hold_question,
    lists_of,
    questions_in,
    rank_of,
)
from autan.survey.questionnaires.core.kinds import QuestionKind


def _move_question(tree: Tree, code: str, step: int) -> Tree:
    """Move a question up (-1) or down (1); from the end of its section it goes over to the next one."""
    sections = copy_sections(tree)
    questions, rank = hold_question(sections, code)
    home = next(place for place, section in enumerate(sections) if section["questions"] is questions)
    question = questions.pop(rank)
    if 0 <= rank + step <= len(questions):
        questions.insert(rank + step, question)
    elif 0 <= home + step < len(sections):
        neighbours = sections[home + step]["questions"]
        neighbours.insert(0 if step > 0 else len(neighbours), question)
    else:
        questions.insert(rank, question)
    return {**tree, "sections": sections}


def _copy_question(tree: Tree, code: str) -> Tree:
    """Put a copy of a question after it, under a code not yet taken."""
    sections = copy_sections(tree)
    questions, rank = hold_question(sections, code)
    questions.insert(rank + 1, {**questions[rank], "code": free_code(f"{code}_copie", codes_of(tree))})
    return {**tree, "sections": sections}


def _remove_question(tree: Tree, code: str) -> Tree:
    """Take a question away."""
    sections = copy_sections(tree)
    questions, rank = hold_question(sections, code)
    del questions[rank]
    return {**tree, "sections": sections}


def _move_section(tree: Tree, code: str, step: int) -> Tree:
    """Move a section up (-1) or down (1); at either end it stays."""
    sections = copy_sections(tree)
    rank = rank_of(sections, code)
    if 0 <= rank + step < len(sections):
        sections.insert(rank + step, sections.pop(rank))
    return {**tree, "sections": sections}


def _remove_section(tree: Tree, code: str) -> Tree:
    """Take a section away, with its questions."""
    sections = copy_sections(tree)
    del sections[rank_of(sections, code)]
    return {**tree, "sections": sections}


def _remove_list(tree: Tree, code: str) -> Tree:
    """Take a choice list away."""
    lists = lists_of(tree)
    if code not in lists:
        raise UnknownPlaceError(code)
    left = {name: choices for name, choices in lists.items() if name != code}
    bare = {key: value for key, value in tree.items() if key != "choice_lists"}
    return bare | {"choice_lists": left} if left else bare


ACTS: Mapping[tuple[str, str], Callable[[Tree, str], Tree]] = {
    ("question", "up"): lambda tree, code: _move_question(tree, code, -1),
    ("question", "down"): lambda tree, code: _move_question(tree, code, 1),
    ("question", "copy"): _copy_question,
    ("question", "remove"): _remove_question,
    ("section", "up"): lambda tree, code: _move_section(tree, code, -1),
    ("section", "down"): lambda tree, code: _move_section(tree, code, 1),
    ("section", "remove"): _remove_section,
    ("list", "remove"): _remove_list,
}


_ONE_CHOICE = frozenset({QuestionKind.SINGLE, QuestionKind.HALF_OPEN})
_ANSWERED = Sentence("une réponse est donnée")

type Condition = tuple[str, Text]
"""A rule as it is written, and its wording."""


def pickable_conditions(tree: Tree, *, own: str) -> tuple[tuple[Text, tuple[Condition, ...]], ...]:
    """Return the conditions on each question of a draft but `own`, under its code and wording, in the order asked.

    "Answered" comes first. A question that nobody answers has none.
    """
    return tuple(
        (_name(question), ((f"answered({question['code']})", _ANSWERED), *_on_choices(question, lists_of(tree))))
        for _section, _rank, question in questions_in(tree)
        if question["code"] != own and QuestionKind(question["kind"]).is_asked
    )


def _name(question: Mapping[str, Any]) -> Text:
    code, text = question["code"], question.get("text") or {}
    french = text.get("fr", "")
    return Text(f"{code} · {french}", f"{code} · {text.get('en') or french}")


def _on_choices(question: Mapping[str, Any], lists: Mapping[str, Any]) -> Iterator[Condition]:
    """The rule of each choice, for a question of choices."""
    code, kind = question["code"], QuestionKind(question["kind"])
    if kind is not QuestionKind.MULTIPLE and kind not in _ONE_CHOICE:
        return
    choice_list = lists.get(question.get("choices", "")) or ()
    for choice in choice_list["choices"] if isinstance(choice_list, Mapping) else choice_list:
        value, label = choice["code"], choice["label"]
        rule = f"{code} == '{value}'" if kind in _ONE_CHOICE else f"'{value}' in {code}"
        yield rule, Text(label["fr"], label.get("en") or label["fr"])
