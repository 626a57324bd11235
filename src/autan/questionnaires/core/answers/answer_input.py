"""What one screen says of one question: what was typed, and the answer that it rests on."""

from dataclasses import dataclass

from autan.questionnaires.core.answers.parts import Parts
from autan.questionnaires.core.kinds import AnswerConfidence, AnswerState

MAX_SOURCE = 300
STATES_IN_PLACE = (AnswerState.NO_DATA_EXISTS, AnswerState.REFUSED, AnswerState.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerInput:
    """What one screen says of one question.

    Attributes:
        question: its code.
        based_on: revision of the answer that the screen showed; 0 when there was none.
        parts: what its fields hold, to the letter.
        state: what stands in place of a value, or None.
        source_document: where the answer comes from, as typed.
        confidence: how sure the person is, or None.
        contested: the newer revision that the person was shown beside this one, or 0.
        keeps_theirs: what the person chose then: True for the other answer, False for this one, None for neither yet.
        shows_kept: True when the screen showed what the person had typed before and could not be recorded.
    """

    question: str
    based_on: int
    parts: Parts
    state: AnswerState | None = None
    source_document: str = ""
    confidence: AnswerConfidence | None = None
    contested: int = 0
    keeps_theirs: bool | None = None
    shows_kept: bool = False
