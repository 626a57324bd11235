"""What several kinds print alike: choices with a number each, cells of a row."""

from collections.abc import Mapping

from autan.evidence.core.texts import Text
from autan.questionnaires.core.printing.values import UNKNOWN, PrintedAnswer, PrintedTable
from autan.questionnaires.core.questionnaire import Question
from autan.questionnaires.core.wordings import typeset, verbatim

_CHOICE = Text("Proposition", "Item")


def print_by_choice(
    question: Question, heading: Text, numbers: Mapping[str, str], *, is_blank: bool, is_answered: bool
) -> PrintedAnswer:
    """Print the choices of a question with a number each: none where it is to be written, a dash where it is not known.

    Nothing is printed where an answer might be and is not.
    """
    if not is_blank and not is_answered:
        return PrintedAnswer()
    choices = question.choices.choices if question.choices else ()
    rows = tuple(
        (typeset(choice.label), verbatim(numbers[choice.code]) if choice.code in numbers else _empty(is_blank=is_blank))
        for choice in choices
    )
    table = PrintedTable(headings=(_CHOICE, heading), rows=rows, has_row_headings=True)
    return PrintedAnswer(table=table)


def _empty(*, is_blank: bool) -> Text:
    return verbatim("") if is_blank else UNKNOWN
