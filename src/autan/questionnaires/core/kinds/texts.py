"""Free text, a few words on one line, and words to read."""

from typing import override

from autan.evidence.core.texts import Text
from autan.questionnaires.core.answers.fields import Widget
from autan.questionnaires.core.answers.parts import InputFault, Parts, limit_length, one_text
from autan.questionnaires.core.answers.values import MAX_SHORT_TEXT, MAX_TEXT, AnswerValue, check_text
from autan.questionnaires.core.kinds.kind import Kind
from autan.questionnaires.core.questionnaire import Question

_ONE_LINE = Text("une seule ligne est attendue", "one line is expected")


class OpenText(Kind):
    """Free text, of any number of lines."""

    most = MAX_TEXT
    widget = Widget.AREA
    blank_lines = 6

    @override
    def check(self, question: Question, value: object, problems: list[str]) -> AnswerValue:
        return check_text(value, problems)

    @override
    def read(self, question: Question, parts: Parts, faults: list[InputFault]) -> AnswerValue:
        return limit_length(one_text(parts, self.parts[0]), self.most, self.parts[0], faults)

    @override
    def holds_free_text(self, question: Question, value: AnswerValue) -> bool:
        return bool(value)


class ShortText(OpenText):
    """A few words, on one line."""

    most = MAX_SHORT_TEXT
    widget = Widget.LINE
    blank_lines = 1

    @override
    def check(self, question: Question, value: object, problems: list[str]) -> AnswerValue:
        text = check_text(value, problems)
        if len(text) > MAX_SHORT_TEXT or len(text.splitlines()) > 1:
            problems.append(f"une seule ligne d’au plus {MAX_SHORT_TEXT} signes est attendue")
        return text

    @override
    def read(self, question: Question, parts: Parts, faults: list[InputFault]) -> AnswerValue:
        text = super().read(question, parts, faults)
        if "\n" in str(text):
            faults.append(InputFault(part=self.parts[0], message=_ONE_LINE))
        return text


class Display(Kind):
    """Words to read, which no one answers."""
