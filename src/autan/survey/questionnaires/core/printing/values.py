"""What a printed questionnaire is made of: sections, questions, boxes, grids, in both languages.

`print_by_choice` lays out what several kinds print alike: choices with a number each.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Text
from autan.survey.questionnaires.core.questionnaire import Question
from autan.survey.questionnaires.core.wordings import typeset, verbatim

EMPTY_BOX = "☐"
UNKNOWN = Text("–", "–")  # a cell of an answer that says nothing is not left blank


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedBox:
    """A box to tick."""

    label: Text
    is_ticked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedTable:
    """A grid to fill, or filled. The first cell of each row is its heading when `has_row_headings`."""

    headings: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]
    has_row_headings: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedAnswer:
    """What a kind of question prints under it: what is to be filled, or the answer.

    Attributes:
        is_in_line: True for boxes that stand side by side, as those of a scale.
        unit: what follows the number to write; None when no number is asked.
        words: words of the answer that neither boxes nor a grid show, one item a line.
    """

    boxes: tuple[PrintedBox, ...] = ()
    is_in_line: bool = False
    blank_lines: int = 0
    unit: Text | None = None
    table: PrintedTable | None = None
    words: tuple[Text, ...] = ()

    @property
    def lines_to_write(self) -> range:
        """The lines left to write on, for a template to go through."""
        return range(self.blank_lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedQuestion:
    """One question as it is printed.

    Attributes:
        number: its number; empty for words to read.
        notes: how to answer, when to, why it is asked, one sentence each.
        is_free_text: True when the words of the answer were written by hand.
        state: words in place of an answer, or empty.
        source: where the answer comes from and how sure it is, as its author says; may be empty.
    """

    code: str
    number: str
    text: Text
    notes: tuple[Text, ...] = ()
    answer: PrintedAnswer = PrintedAnswer()
    is_free_text: bool = False
    state: Text = NO_TEXT
    source: Text = NO_TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedSection:
    """One section as it is printed."""

    code: str
    title: Text
    intro: Text
    questions: tuple[PrintedQuestion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedQuestionnaire:
    """A questionnaire as it is printed."""

    title: Text
    subtitle: Text
    note: Text
    respondent: str
    is_invented: bool
    sections: tuple[PrintedSection, ...]
    progress_line: Text = NO_TEXT


_CHOICE = Text("Proposition", "Item")


def print_by_choice(
    question: Question, heading: Text, numbers: Mapping[str, str], *, is_blank: bool, is_answered: bool
) -> PrintedAnswer:
    """Print the choices of a question with a number each: none where it is to be written, a dash where it is not known.

    Nothing is printed where an answer might be and is not.
    """
    if not is_blank and not is_answered:
        return PrintedAnswer()
    rows = tuple(
        (
            typeset(choice.label),
            verbatim(numbers[choice.code]) if choice.code in numbers else (verbatim("") if is_blank else UNKNOWN),
        )
        for choice in question.listed
    )
    table = PrintedTable(headings=(_CHOICE, heading), rows=rows, has_row_headings=True)
    return PrintedAnswer(table=table)
