"""Of what is a printed questionnaire made: sections, questions, boxes, grids? See `printed` for how."""

from dataclasses import dataclass

EMPTY_BOX = "☐"
UNKNOWN = "–"  # a cell of an answer that says nothing is not left blank


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A box to tick."""

    label: str
    is_ticked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedTable:
    """A grid to fill, or filled. The first cell of each row is its heading when `has_row_headings`."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    has_row_headings: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedQuestion:
    """One question as it is printed.

    Attributes:
        code: its code, for links.
        number: its number; empty for words to read.
        text: the question.
        notes: how to answer, when to, why it is asked, one sentence each.
        boxes: boxes to tick, in order.
        is_in_line: True for boxes that stand side by side, as those of a scale.
        blank_lines: lines left to write on.
        unit: what follows the number to write; None when no number is asked.
        table: grid of the answer, or None.
        answer: words of the answer that is held, one item a line.
        is_free_text: True when those words were written by hand.
        state: words in place of an answer, or empty.
        source: where the answer comes from and how sure it is, as its author says; may be empty.
    """

    code: str
    number: str
    text: str
    notes: tuple[str, ...] = ()
    boxes: tuple[Box, ...] = ()
    is_in_line: bool = False
    blank_lines: int = 0
    unit: str | None = None
    table: PrintedTable | None = None
    answer: tuple[str, ...] = ()
    is_free_text: bool = False
    state: str = ""
    source: str = ""

    @property
    def lines_to_write(self) -> range:
        """The lines left to write on, for a template to go through."""
        return range(self.blank_lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedSection:
    """One section as it is printed."""

    code: str
    title: str
    intro: str
    questions: tuple[PrintedQuestion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedQuestionnaire:
    """A questionnaire as it is printed.

    Attributes:
        title: its name.
        subtitle: campaign and version.
        note: what a reader must know of it.
        respondent: territory whose answers are printed; empty for a blank questionnaire.
        is_invented: True when it belongs to an invented network, which every page says.
        language: `fr` or `en`.
        sections: in order.
        standing: how many answers are printed, and of which day; empty for a blank questionnaire.
    """

    title: str
    subtitle: str
    note: str
    respondent: str
    is_invented: bool
    language: str
    sections: tuple[PrintedSection, ...]
    standing: str = ""
