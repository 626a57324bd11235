"""The one table of the kinds of questions. A new kind is its file, its line in `QuestionKind`, and its line here."""

from collections.abc import Mapping
from types import MappingProxyType

from autan.evidence.core.texts import Text
from autan.questionnaires.core.answers.answer import RecordedAnswer
from autan.questionnaires.core.kinds import AnswerState, QuestionKind
from autan.questionnaires.core.kinds.dates import Day, Year
from autan.questionnaires.core.kinds.file import File
from autan.questionnaires.core.kinds.half_open import HalfOpen
from autan.questionnaires.core.kinds.kind import Kind
from autan.questionnaires.core.kinds.matrix import Matrix
from autan.questionnaires.core.kinds.multiple import MultipleChoice
from autan.questionnaires.core.kinds.numbers import Number, Percentage
from autan.questionnaires.core.kinds.ranking import Ranking
from autan.questionnaires.core.kinds.scale import Scale
from autan.questionnaires.core.kinds.single import SingleChoice
from autan.questionnaires.core.kinds.split import Split
from autan.questionnaires.core.kinds.table import Table
from autan.questionnaires.core.kinds.texts import Display, OpenText, ShortText
from autan.questionnaires.core.questionnaire import Question

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
        QuestionKind.SCALE: Scale(),
        QuestionKind.RANKING: Ranking(),
        QuestionKind.SPLIT: Split(),
        QuestionKind.DATE: Day(),
        QuestionKind.TABLE: Table(COLUMN_KINDS),
        QuestionKind.MATRIX: Matrix(COLUMN_KINDS),
        QuestionKind.FILE: File(),
        QuestionKind.DISPLAY: Display(),
    }
)


def kind_of(question: Question) -> Kind:
    """Return how the kind of a question behaves."""
    return KINDS[question.kind]


def tell_answer(question: Question, answer: RecordedAnswer) -> tuple[Text, ...]:
    """Return the words of an answer, one item a line: its value, or the state in its place."""
    if answer.state is not AnswerState.ANSWERED:
        return (answer.state.label,)
    return kind_of(question).tell(question, answer.value)
