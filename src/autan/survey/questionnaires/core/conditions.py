"""Conditions that an author may pick: that another question of a draft is answered, or with which choice."""

from collections.abc import Iterator, Mapping
from typing import Any

from autan.ground.wordings import Sentence, Text
from autan.survey.questionnaires.core.editing import Tree, lists_of, questions_in
from autan.survey.questionnaires.core.kinds import QuestionKind

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
