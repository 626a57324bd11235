"""Free text, a few words on one line, and words to read."""

from typing import override

from autan.survey.questionnaires.core.answers.fields import Widget
from autan.survey.questionnaires.core.answers.parts import Parts, one_text
from autan.survey.questionnaires.core.answers.values import (
    MAX_SHORT_TEXT,
    MAX_TEXT,
    AnswerFault,
    AnswerValue,
    add_fault,
    check_text,
)
from autan.survey.questionnaires.core.kinds.kind import Kind
from autan.survey.questionnaires.core.questionnaire import Question


class OpenText(Kind):
    """Free text, of any number of lines."""

    most = MAX_TEXT
    widget = Widget.AREA
    blank_lines = 6

    @override
    def check(self, question: Question, value: object, faults: list[AnswerFault]) -> AnswerValue:
        return check_text(value, self.parts[0], faults, most=self.most)

    @override
    def read(self, question: Question, parts: Parts, faults: list[AnswerFault]) -> AnswerValue:
        return one_text(parts, self.parts[0])

    @override
    def takes_free_text(self, question: Question) -> bool:
        return True

    @override
    def holds_free_text(self, question: Question, value: AnswerValue) -> bool:
        return bool(value)


class ShortText(OpenText):
    """A few words, on one line."""

    most = MAX_SHORT_TEXT
    widget = Widget.LINE
    blank_lines = 1

    @override
    def check(self, question: Question, value: object, faults: list[AnswerFault]) -> AnswerValue:
        text = super().check(question, value, faults)
        if len(str(text).splitlines()) > 1:
            add_fault(faults, self.parts[0], "une seule ligne est attendue", "one line is expected")
        return text


class Display(Kind):
    """Words to read, which no one answers."""
