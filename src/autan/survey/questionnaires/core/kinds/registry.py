"""The one table of the kinds of questions. A new kind is its class, its line in `QuestionKind`, and its line here.

Everything that a tabulation holds is a `Figure` whose id is `survey.<campaign>.<question>.<measure>`. What is not
documented is not known: a count over a partly documented campaign is a lower bound, never a « no ».
"""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from autan.evidence.figures.core.figures import Figure
from autan.ground.wordings import Text
from autan.survey.questionnaires.core.answers.answer import QuestionResponses, RecordedAnswer
from autan.survey.questionnaires.core.kinds import AnswerState, QuestionKind
from autan.survey.questionnaires.core.kinds.dates import Day, Year
from autan.survey.questionnaires.core.kinds.kind import Kind
from autan.survey.questionnaires.core.kinds.matrix import Matrix
from autan.survey.questionnaires.core.kinds.numbers import Number, Percentage, ScaleKind
from autan.survey.questionnaires.core.kinds.of_lists import HalfOpen, MultipleChoice, SingleChoice
from autan.survey.questionnaires.core.kinds.ranking import Ranking
from autan.survey.questionnaires.core.kinds.split import Split
from autan.survey.questionnaires.core.kinds.table import TableKind
from autan.survey.questionnaires.core.kinds.texts import Display, File, OpenText, ShortText
from autan.survey.questionnaires.core.questionnaire import Question

COLUMN_KINDS: Mapping[QuestionKind, Kind] = MappingProxyType(
    {
        QuestionKind.OPEN: OpenText(),
        QuestionKind.SINGLE: SingleChoice(),
        QuestionKind.NUMBER: Number(),
        QuestionKind.PERCENTAGE: Percentage(),
        QuestionKind.YEAR: Year(),
    }
)
"""The kinds that a column of a table or of a matrix may be of."""

KINDS: Mapping[QuestionKind, Kind] = MappingProxyType(
    {
        **COLUMN_KINDS,
        QuestionKind.SHORT_TEXT: ShortText(),
        QuestionKind.HALF_OPEN: HalfOpen(),
        QuestionKind.MULTIPLE: MultipleChoice(),
        QuestionKind.SCALE: ScaleKind(),
        QuestionKind.RANKING: Ranking(),
        QuestionKind.SPLIT: Split(),
        QuestionKind.DATE: Day(),
        QuestionKind.TABLE: TableKind(COLUMN_KINDS),
        QuestionKind.MATRIX: Matrix(COLUMN_KINDS),
        QuestionKind.FILE: File(),
        QuestionKind.DISPLAY: Display(),
    }
)


def kind_of(question: Question) -> Kind:
    """Return how the kind of a question behaves."""
    return KINDS[question.kind]


def format_answer(question: Question, answer: RecordedAnswer) -> tuple[Text, ...]:
    """Return the words of an answer, one item a line: its value, or the state in its place."""
    if answer.state is not AnswerState.ANSWERED:
        return (answer.state.label,)
    return kind_of(question).format_value(question, answer.value)


def find_measure(responses: QuestionResponses, measure: str) -> Figure | None:
    """Return one figure of a tabulation by its measure, or None.

    Beside the measures of the kind, `count_<a>_or_<b>` counts the members that chose any of several choices. The
    value of one member, `<measure>_<siren>`, is looked for in its answer alone, however many members there are.
    """
    kind = kind_of(responses.question)
    alone = [member for member in responses.members if measure.endswith(f"_{member.siren}")]
    if alone:
        responses = replace(responses, members=tuple(alone), asked=None)
    if measure.startswith("count_") and "_or_" in measure:
        return kind.count_any(responses, measure.removeprefix("count_").split("_or_"))
    figures = kind.tabulate(responses).figures
    figure = next((candidate for candidate in figures if candidate.id.endswith(f".{measure}")), None)
    is_point = any(measure == f"value_{member.siren}" for member in alone)
    return kind.unknown_value(responses, alone[0]) if figure is None and is_point else figure
