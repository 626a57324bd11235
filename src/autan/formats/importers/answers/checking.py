"""Our own tables of answers: their headings, and faults with their places."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from autan.formats.core.tables import FIXED, INVENTED_MARK, LONG, MARK
from autan.intake.core.findings import Findings
from autan.intake.core.tables import Table
from autan.questionnaires.core.answers.values import InvalidAnswerError, check_value
from autan.questionnaires.core.kinds import AnswerState
from autan.questionnaires.core.questionnaire import Question
from autan.surveys.core.exchange.answer_sheets import SheetAnswer

NAMES = (
    {column.heading: column.heading for column in (*FIXED, MARK, *LONG)},
    {column.heading: column.label.fr for column in (*FIXED, MARK, *LONG)},
)
TOLD = {words: column for names in NAMES for column, words in names.items()}


@dataclass(slots=True)
class TableReading:
    """What grows while one sheet is read.

    Attributes:
        table: the sheet.
        questions: the questions that it answers, by code.
        findings: what is wrong with its cells.
    """

    table: Table
    questions: Mapping[str, Question]
    findings: Findings = field(default_factory=Findings)

    def refuse(self, line: int, heading: str, value: object, expected: str) -> None:
        """Note a cell that answers nothing, with its place."""
        self.findings.refuse(expected, sheet=self.table.name, row=line, column=heading, value=value)

    def check(self, line: int, answer: SheetAnswer, cells: int) -> SheetAnswer | None:
        """Return an answer in its written form, or None after having told what is wrong with it."""
        question = self.questions[answer.question]
        if answer.state is not AnswerState.ANSWERED:
            if cells:
                self.refuse(line, answer.place, answer.state.value, "un état ou une réponse, pas les deux")
                return None
            return answer
        if answer.value is None:
            self.refuse(line, answer.place, "answered", "une réponse, puisque la colonne d’état en annonce une")
            return None
        try:
            value = check_value(question, answer.value)
        except InvalidAnswerError as error:
            for problem in error.problems:
                self.refuse(line, answer.place, answer.value, problem)
            return None
        return replace(answer, value=value)


def is_marked_invented(table: Table) -> bool:
    """True when the sheet bears the mark of an invented network."""
    places = [place for place, heading in enumerate(table.headings) if TOLD.get(heading) == MARK.heading]
    return any(row[place] == INVENTED_MARK.fr for place in places for row in table.rows)
