"""Over which columns each question spreads in a flat table.

| kind | columns of question `q` |
|---|---|
| open, short_text, number, percentage, scale, date, year | `q` |
| half_open | `q` (choice), `q[text]` |
| single | `q`, and `q[other]` where « autre » is offered |
| multiple | `q[choice]` (1, 0, or empty when unknown), `q[other]` |
| ranking | `q[choice]`: its rank, from 1 |
| split | `q[choice]`: its part |
| matrix | `q[row_column]` |
| table | `q[1_column]`, `q[2_column]`... |
| file | `q[name]`, `q[link]`, `q[file]` |

Each question has a column more, `q.state`, which keeps « la donnée n’existe pas », « refus » and « sans objet » apart.
"""

from dataclasses import dataclass
from enum import StrEnum

from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Sentence, Text
from autan.survey.questionnaires.core.questionnaire import OTHER, ChoiceList, Question
from autan.survey.questionnaires.core.wordings import join_texts

type FlatCell = str | int | float | None
type Path = tuple[str | int, ...]

_OTHER = Sentence("autre, préciser")


class CellKind(StrEnum):
    """What the cells of a flat column hold."""

    TEXT = "text"
    NUMBER = "number"
    WHOLE = "whole"  # a year, or a step of a scale
    RANK = "rank"
    DATE = "date"
    CHOICE = "choice"
    FLAG = "flag"  # 1 or 0
    STATE = "state"


@dataclass(frozen=True, slots=True, kw_only=True)
class FlatColumn:
    """One column of a flat table.

    Attributes:
        path: what leads from the value of the answer to the cell; the rank of a row of a table is from 1.
        label: the question and the part asked, in both languages.
        choices: list of the codes that the cells hold, for a choice.
    """

    question: str
    path: Path
    kind: CellKind
    label: Text
    choices: ChoiceList | None = None

    @property
    def heading(self) -> str:
        """Heading in codes, the same in every format.

        >>> column = FlatColumn(question="q", path=("wood", "cost"), kind=CellKind.TEXT, label=Text("a", "b"))
        >>> column.heading
        'q[wood_cost]'
        """
        if self.kind is CellKind.STATE:
            return f"{self.question}.state"
        shown = [str(step) for step in self.path if step not in {"choice", "choices"}]
        return f"{self.question}[{'_'.join(shown)}]" if shown else self.question


def column_of(
    question: Question, path: Path, kind: CellKind, label: Text = NO_TEXT, choices: ChoiceList | None = None
) -> FlatColumn:
    """Return one column of a question; `label` says which part of the answer it holds, where it is not the whole."""
    words = join_texts(" — ", (question.text, label))
    return FlatColumn(question=question.code, path=path, kind=kind, label=words, choices=choices)


def other_column(question: Question) -> tuple[FlatColumn, ...]:
    """Return the column of what is written outside the list, where the question allows it."""
    return (column_of(question, (OTHER,), CellKind.TEXT, _OTHER),) if question.allows_other else ()
