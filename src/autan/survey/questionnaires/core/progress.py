"""How far a territory has gone, section by section."""

from collections.abc import Mapping, Set
from dataclasses import dataclass

from autan.survey.questionnaires.core.answers.answer import RecordedAnswer
from autan.survey.questionnaires.core.kinds import UNSETTLED
from autan.survey.questionnaires.core.questionnaire import Question, Questionnaire, Section
from autan.survey.questionnaires.core.rules import settle_relevance


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionProgress:
    """What one territory has settled of one section.

    Invariant: `remaining` holds no question that is not asked of this territory.

    Attributes:
        asked: how many of its questions are asked, or may still be.
        remaining: those of them without an answer, nor a state in its place, in order.
    """

    section: Section
    asked: int
    remaining: tuple[Question, ...]

    @property
    def settled(self) -> int:
        """Number of questions with an answer, or a state in its place."""
        return self.asked - len(self.remaining)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweringProgress:
    """What one territory has settled of a questionnaire, section by section, in order."""

    sections: tuple[SectionProgress, ...]

    @property
    def asked(self) -> int:
        """Number of questions asked, or that may still be."""
        return sum(part.asked for part in self.sections)

    @property
    def settled(self) -> int:
        """Number of questions with an answer, or a state in its place."""
        return sum(part.settled for part in self.sections)

    @property
    def remaining(self) -> tuple[Question, ...]:
        """Every question that remains, in order."""
        return tuple(question for part in self.sections for question in part.remaining)

    def within(self, sections: tuple[str, ...]) -> "AnsweringProgress":
        """Keep some sections, by code; all of them when none is named."""
        selected = tuple(part for part in self.sections if not sections or part.section.code in sections)
        return AnsweringProgress(sections=selected)


def measure_progress(questionnaire: Questionnaire, answers: Mapping[str, RecordedAnswer]) -> AnsweringProgress:
    """Say what one territory has settled, and what remains.

    « No data exists », « refused » and « not applicable » settle a question; « skipped » does not. A question whose
    relevance is not known yet counts as asked, since it may be.
    """
    questions = {question.code: question for section in questionnaire.sections for question in section.questions}
    relevant = settle_relevance(questions, answers)
    settled = {code for code, answer in answers.items() if answer.state not in UNSETTLED}
    return AnsweringProgress(sections=tuple(_measure(section, relevant, settled) for section in questionnaire.sections))


def _measure(section: Section, relevant: Mapping[str, bool | None], settled: Set[str]) -> SectionProgress:
    questions = [
        question
        for question in section.questions
        if question.is_asked and relevant.get(question.code, True) is not False
    ]
    remaining = tuple(question for question in questions if question.code not in settled)
    return SectionProgress(section=section, asked=len(questions), remaining=remaining)
