"""Needs set beside offers: what each member asks for and what others give, subject by subject."""

from collections.abc import Iterator
from dataclasses import dataclass

from autan.ground.wordings import Text
from autan.survey.questionnaires.core.answers.answer import QuestionResponses, Respondent
from autan.survey.questionnaires.core.answers.values import items_of, parts_of
from autan.survey.questionnaires.core.kinds import QuestionKind
from autan.survey.questionnaires.core.questionnaire import Question, Questionnaire

OFFERS = "offers"
"""Code of the question in which members offer something."""
EXPECTATIONS = "q43"
"""Code of the question on what members expect of their network, where a questionnaire has no table of needs: the
open question of 2013, which the table of needs of 2026 continues."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeLine:
    """One need or offer of a member, in its words; empty when it gave none."""

    member: Respondent
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeSubject:
    """One subject with the needs and the offers about it, in the order of the members."""

    code: str
    label: Text
    needs: tuple[ExchangeLine, ...]
    offers: tuple[ExchangeLine, ...]

    @property
    def is_matched(self) -> bool:
        """True when a member needs what another one offers."""
        needing = {line.member.siren for line in self.needs}
        offering = {line.member.siren for line in self.offers}
        return bool(needing and offering) and len(needing | offering) > 1


def find_exchange(questionnaire: Questionnaire) -> tuple[Question, Question] | None:
    """Return the question of needs and that of offers, or None when the questionnaire does not ask both.

    Offers are the table of code `offers`; needs are the other table whose subjects come from the same list.
    """
    tables = [question for question in questionnaire.questions if _subject_of(question)]
    offers = next((question for question in tables if question.code == OFFERS), None)
    subject = _subject_of(offers) if offers else None
    for question in tables:
        other = _subject_of(question)
        if offers and subject and other and question.code != OFFERS and other.choices == subject.choices:
            return question, offers
    return None


def find_needs(questionnaire: Questionnaire) -> Question | None:
    """Return the question on what members ask of their network: the table of needs, else the open one, or None."""
    if pair := find_exchange(questionnaire):
        return pair[0]
    return next((question for question in questionnaire.questions if question.code == EXPECTATIONS), None)


def match_exchanges(needs: QuestionResponses, offers: QuestionResponses) -> tuple[ExchangeSubject, ...]:
    """Set the needs of the members beside the offers of the others, subject by subject.

    Those with a need and an offer come first, then the others that somebody named, in the order of the list.
    """
    column = _subject_of(needs.question)
    subjects = [
        ExchangeSubject(
            code=choice.code,
            label=choice.label,
            needs=tuple(_lines(needs, choice.code)),
            offers=tuple(_lines(offers, choice.code)),
        )
        for choice in (column.listed if column else ())
    ]
    named = [subject for subject in subjects if subject.needs or subject.offers]
    return tuple(sorted(named, key=lambda subject: not subject.is_matched))


def _subject_of(question: Question) -> Question | None:
    """The first column of choices of a table."""
    if question.kind is not QuestionKind.TABLE:
        return None
    return next((column for column in question.columns if column.choices), None)


def _lines(responses: QuestionResponses, subject: str) -> Iterator[ExchangeLine]:
    question = responses.question
    column = _subject_of(question)
    words = [column.code for column in question.columns if column.kind is QuestionKind.OPEN]
    for member, answer in responses.answered():
        for row in map(parts_of, items_of(answer.value)):
            if column and row.get(column.code) == subject:
                yield ExchangeLine(member=member, detail=" · ".join(str(row[code]) for code in words if code in row))
