"""Tables whose rows are added one by one, asked by LimeSurvey as an array of so many numbered rows.

The codes of these rows (`roster1`, `roster2`...) say that they are rows of such a table: it comes back as one.
"""

from collections.abc import Sequence
from itertools import count

from autan.ground.wordings import Sentence, Text
from autan.survey.questionnaires.core.kinds import QuestionKind
from autan.survey.questionnaires.core.questionnaire import Choice, ChoiceList, Question

USUAL_ROWS = 10
"""Rows of a table that says no most."""
_ROW = "roster"


def lines_of(question: Question) -> ChoiceList | None:
    """Return the lines of a grid: its rows, or as many numbered ones as a table may have; None for another kind."""
    if question.kind is not QuestionKind.TABLE:
        return question.rows
    rows = question.limits.most or max(USUAL_ROWS, question.limits.fewest or 0)
    lines = (Choice(code=f"{_ROW}{n}", label=Sentence("Ligne {n}", n=n)) for n in range(1, rows + 1))
    return ChoiceList(code=_ROW, choices=tuple(lines))


def is_roster(codes: Sequence[str]) -> bool:
    """Tell the rows of a table from those of a grid.

    >>> is_roster(["roster1", "roster2"]), is_roster(["roster1", "roster3"]), is_roster([])
    (True, False, False)
    """
    return bool(codes) and all(code == f"{_ROW}{rank}" for rank, code in zip(count(1), codes, strict=False))


def column_label(column: Question) -> Text:
    """Return the heading of a column whose cells are typed, with what may be chosen there."""
    if not column.listed:
        return column.text
    french = " / ".join(choice.label.fr for choice in column.listed)
    english = " / ".join(choice.label.en or choice.label.fr for choice in column.listed)
    return Text(f"{column.text.fr} ({french})", f"{column.text.en} ({english})" if column.text.en else "")
