"""What do the answers to one question say together? The right figures, chart and list for each kind.

Everything is a `Figure` whose id is `survey.<campaign>.<question>.<measure>`. What is not documented is not known:
a count over a partly documented campaign is a lower bound, never a « no ». Neighbours: `tallies` (choices),
`quantities` (numbers and splits), `orders` (scales and rankings), `timelines` (years and dates), `rosters` (tables),
`matrices`.
"""

from collections.abc import Callable
from dataclasses import replace

from autan.evidence.core.figures import Figure
from autan.questionnaires.core.answers.answer import Hearing
from autan.questionnaires.core.kinds import QuestionKind
from autan.questionnaires.core.questionnaire import Question
from autan.questionnaires.core.tabulation.matrices import tabulate_matrix
from autan.questionnaires.core.tabulation.orders import tabulate_ranking, tabulate_scale
from autan.questionnaires.core.tabulation.quantities import tabulate_quantity, tabulate_split, unknown_point
from autan.questionnaires.core.tabulation.results import Tabulation, list_answers
from autan.questionnaires.core.tabulation.rosters import tabulate_table
from autan.questionnaires.core.tabulation.tallies import count_any, tabulate_choices
from autan.questionnaires.core.tabulation.timelines import tabulate_dates


def tabulate(question: Question, hearing: Hearing) -> Tabulation:
    """Tabulate one question.

    Args:
        question: the question.
        hearing: what each member answered to it.

    Returns:
        A Tabulation whose figures do not depend on the order of the answers; members stay in the order given.

    >>> from autan.evidence.core.periods import Period
    >>> from autan.evidence.core.texts import Text
    >>> question = Question(code="q1", kind=QuestionKind.OPEN, text=Text("Quoi ?", "What?"))
    >>> hearing = Hearing(campaign="c", period=Period.year(2013), members=(), answers={}, is_documented=True)
    >>> tabulate(question, hearing).answered.id
    'survey.c.q1.answered'
    """
    return _TABULATORS[question.kind](question, hearing)


def find_measure(question: Question, hearing: Hearing, measure: str) -> Figure | None:
    """Return one figure of a tabulation by its measure, or None.

    Beside the measures of the kind, `count_<a>_or_<b>` counts the members that chose any of several choices. The
    value of one member, `<measure>_<siren>`, is looked for in its answer alone, however many members there are.
    """
    alone = [member for member in hearing.members if measure.endswith(f"_{member.siren}")]
    if alone:
        hearing = replace(hearing, members=tuple(alone), asked=None)
    if measure.startswith("count_") and "_or_" in measure:
        return count_any(question, hearing, tuple(measure.removeprefix("count_").split("_or_")))
    table = tabulate(question, hearing)
    found = next((figure for figure in table.figures if figure.id.endswith(f".{measure}")), None)
    is_unknown_point = question.kind in _POINTED and any(measure == f"value_{member.siren}" for member in alone)
    return unknown_point(question, hearing, alone[0]) if found is None and is_unknown_point else found


_POINTED = frozenset({QuestionKind.NUMBER, QuestionKind.PERCENTAGE})
_TABULATORS: dict[QuestionKind, Callable[[Question, Hearing], Tabulation]] = {
    QuestionKind.OPEN: list_answers,
    QuestionKind.SHORT_TEXT: list_answers,
    QuestionKind.FILE: list_answers,
    QuestionKind.DISPLAY: list_answers,
    QuestionKind.HALF_OPEN: tabulate_choices,
    QuestionKind.SINGLE: tabulate_choices,
    QuestionKind.MULTIPLE: tabulate_choices,
    QuestionKind.NUMBER: tabulate_quantity,
    QuestionKind.PERCENTAGE: tabulate_quantity,
    QuestionKind.SCALE: tabulate_scale,
    QuestionKind.RANKING: tabulate_ranking,
    QuestionKind.SPLIT: tabulate_split,
    QuestionKind.DATE: tabulate_dates,
    QuestionKind.YEAR: tabulate_dates,
    QuestionKind.TABLE: tabulate_table,
    QuestionKind.MATRIX: tabulate_matrix,
}
