"""What the kinds of questions that draw on a list of choices have in common: they are counted « n of N »."""

from collections import Counter
from collections.abc import Sequence
from typing import override

from autan.evidence.figures.core.charts import ChartKind
from autan.evidence.figures.core.figures import Figure
from autan.ground.expressions.core.evaluation import Chosen
from autan.ground.wordings import Sentence, Text
from autan.survey.questionnaires.core.answers.answer import QuestionResponses, RecordedAnswer
from autan.survey.questionnaires.core.answers.values import AnswerValue, parts_of
from autan.survey.questionnaires.core.kinds.kind import ClassLabel, Kind, Listing
from autan.survey.questionnaires.core.printing.values import PrintedAnswer, PrintedBox
from autan.survey.questionnaires.core.questionnaire import OTHER, Question
from autan.survey.questionnaires.core.tabulation.results import Tabulation, begin_tabulation, count_row, draw_counts
from autan.survey.questionnaires.core.wordings import after_colon, quoted, typeset, verbatim

_OTHER = Sentence("Autre")
_OTHER_BOX = Sentence("Autre, à préciser")


class ChoiceKind(Kind):
    """What the kinds whose answer is counted choice by choice have in common."""

    takes = frozenset({"choices"})
    counts_codes = True
    grouped_as = ChartKind.BARS
    grouped_measure = "count_"
    listing = Listing.WORDS

    @override
    def classes(self, question: Question) -> Sequence[ClassLabel]:
        return [(choice.code, choice.label) for choice in question.offered]

    @override
    def comparable(self, question: Question, answer: RecordedAnswer) -> Chosen:
        """Return what was chosen; a partial answer, or words without a choice, say nothing of the rest."""
        codes = self.codes(answer.value)
        return Chosen(codes=frozenset(codes), is_exhaustive=self.is_exhaustive(answer, codes))

    def is_exhaustive(self, answer: RecordedAnswer, codes: Sequence[str]) -> bool:
        """Say whether what an answer does not choose is a « no »."""
        return not answer.is_partial and (bool(codes) or self.takes_several)

    @override
    def format_constant(self, question: Question, value: float | str) -> Text:
        return quoted(_OTHER if value == OTHER else self.format_cell(question, value))

    @override
    def format_cell(self, question: Question, value: str | float) -> Text:
        return question.label_of(str(value))

    @override
    def format_value(self, question: Question, value: AnswerValue) -> tuple[Text, ...]:
        parts = parts_of(value)
        chosen = [code for code in self.codes(value) if code != OTHER]
        lines = [self.format_cell(question, code) for code in chosen]
        if parts.get("text"):
            lines.append(verbatim(str(parts["text"])))
        if parts.get(OTHER):
            lines.append(after_colon(_OTHER, verbatim(str(parts[OTHER]))))
        return tuple(lines)

    @override
    def takes_free_text(self, question: Question) -> bool:
        return question.allows_other

    @override
    def holds_free_text(self, question: Question, value: AnswerValue) -> bool:
        parts = parts_of(value)
        return bool(parts.get("text") or parts.get(OTHER))

    @override
    def print_answer(self, question: Question, value: AnswerValue, *, is_blank: bool) -> PrintedAnswer:
        chosen = self.codes(value)
        boxes = [PrintedBox(label=typeset(choice.label), is_ticked=choice.code in chosen) for choice in question.listed]
        if question.allows_other:
            written = parts_of(value).get(OTHER)
            label = after_colon(_OTHER_BOX, verbatim(str(written))) if written else _OTHER_BOX
            boxes.append(PrintedBox(label=label, is_ticked=bool(written)))
        return PrintedAnswer(boxes=tuple(boxes), blank_lines=1 if is_blank and question.allows_other else 0)

    @override
    def tabulate(self, responses: QuestionResponses) -> Tabulation:
        """Count each choice, in the order of the list; `other` last where it is allowed.

        A choice that a partial answer does not tick is not known for that member.
        """
        whole: list[str] = []
        partial: list[str] = []
        sure = 0
        for answer in responses.given:
            codes = self.codes(answer.value)
            if self.is_exhaustive(answer, codes):
                whole += codes
                sure += 1
            else:
                partial += codes
        counted, doubtful = Counter(whole), Counter(partial)
        rows = tuple(
            count_row(
                responses,
                f"count_{choice.code}",
                label=choice.label,
                value=counted[choice.code] + doubtful[choice.code],
                known=sure + doubtful[choice.code],
            )
            for choice in responses.question.offered
        )
        return begin_tabulation(responses, rows, draw_counts(responses, rows))

    @override
    def count_any(self, responses: QuestionResponses, codes: Sequence[str]) -> Figure | None:
        labels = {choice.code: choice.label for choice in responses.question.offered}
        if not set(codes) <= labels.keys():
            return None
        choices_made = [self.comparable(responses.question, answer) for answer in responses.given]
        holding = sum(not choice_made.codes.isdisjoint(codes) for choice_made in choices_made)
        silent = sum(choice_made.is_exhaustive and choice_made.codes.isdisjoint(codes) for choice_made in choices_made)
        label = Text(" ou ".join(labels[code].fr for code in codes), " or ".join(labels[code].en for code in codes))
        measure = f"count_{'_or_'.join(codes)}"
        row = count_row(responses, measure, label=label, value=holding, known=holding + silent)
        return row.figure
