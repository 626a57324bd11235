"""The home page of a territory in a campaign, and one screen of questions."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from autan.survey.answering.core.review import ReviewPoint, review_answers
from autan.survey.answering.core.save_decisions import SaveDecision
from autan.survey.answering.presenters.question_forms import QuestionState, make_question_form
from autan.survey.answering.presenters.saved_answers import describe_author
from autan.survey.campaigns.core.answer_revisions import AnswerRevision
from autan.survey.campaigns.models import Proposal, SectionValidation, UnsavedEntry
from autan.survey.campaigns.queries.answering_access import AnsweringAccess
from autan.survey.questionnaires.core.answers.answer import RecordedAnswer
from autan.survey.questionnaires.core.answers.fields import AnswerInput
from autan.survey.questionnaires.core.progress import SectionProgress, measure_progress
from autan.survey.questionnaires.core.questionnaire import Question, Questionnaire, Section
from autan.survey.questionnaires.core.rules import settle_relevance


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionLine:
    """One section on the home page.

    Attributes:
        last_words: by whom and when the last answer was written; may be empty.
        withdrawn: the validation that was withdrawn since an answer changed, or None.
        ranks: number of each question that remains, with the question.
    """

    progress: SectionProgress
    is_open: bool
    last_words: str
    validation: SectionValidation | None
    withdrawn: SectionValidation | None
    checks: tuple[tuple[Question, ReviewPoint], ...]
    ranks: tuple[tuple[int, Question], ...]

    @property
    def section(self) -> Section:
        """The section."""
        return self.progress.section


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """What is needed to draw the questions of a screen.

    Attributes:
        taken: entries filled from a proposal, by question.
        least_rows: how many rows the tables are to show at least, by question.
        only: the one question shown, or empty for the whole section.
    """

    questionnaire: Questionnaire
    section: Section
    answers: Mapping[str, AnswerRevision]
    unsaved: Mapping[str, UnsavedEntry]
    proposals: Mapping[str, Proposal]
    decisions: Mapping[str, SaveDecision] = field(default_factory=dict)
    taken: Mapping[str, AnswerInput] = field(default_factory=dict)
    least_rows: Mapping[str, int] = field(default_factory=dict)
    only: str = ""


def present_home(
    access: AnsweringAccess,
    answers: Mapping[str, AnswerRevision],
    *,
    validations: Mapping[str, SectionValidation],
    withdrawn: Mapping[str, SectionValidation],
    unsaved: Collection[str],
) -> dict[str, Any]:
    """Return the home page of a territory, for somebody who may answer some sections."""
    questionnaire = access.questionnaire
    progress = measure_progress(questionnaire, answers)
    points = review_answers(questionnaire, answers)
    ranks = {question.code: rank for rank, _part, question in questionnaire.numbered()}
    opened = {section.code for section in access.sections}
    lines = []
    for part in progress.sections:
        section = part.section
        questions = {question.code: question for question in section.questions}
        own = [answers[code] for code in questions if code in answers]
        line = SectionLine(
            progress=part,
            is_open=section.code in opened,
            last_words=describe_author(max(own, key=lambda answer: answer.at, default=None)),
            validation=validations.get(section.code),
            withdrawn=withdrawn.get(section.code),
            checks=tuple((questions[p.question], p) for p in points if p.question in questions and not p.is_missing),
            ranks=tuple((ranks[question.code], question) for question in part.remaining),
        )
        lines.append(line)
    resume = next(
        ((line.section, line.progress.remaining[0]) for line in lines if line.is_open and line.progress.remaining), None
    )
    waiting = tuple(
        (part, question) for part in questionnaire.sections for question in part.questions if question.code in unsaved
    )
    return {
        "progress": progress,
        "lines": tuple(lines),
        "resume": resume,
        # `waiting` holds the questions whose answer the person typed and that was not recorded
        "waiting": waiting,
    }


def hidden_questions(questionnaire: Questionnaire, answers: Mapping[str, RecordedAnswer]) -> frozenset[str]:
    """Return the codes of the questions that do not concern the territory, as far as is known."""
    relevant = settle_relevance({question.code: question for question in questionnaire.questions}, answers)
    return frozenset(code for code, is_relevant in relevant.items() if is_relevant is False)


def failing_checks(
    questionnaire: Questionnaire, answers: Mapping[str, RecordedAnswer]
) -> dict[str, tuple[ReviewPoint, ...]]:
    """Return the checks that fail, by question; a required answer that is still missing is none of them."""
    review_points: dict[str, tuple[ReviewPoint, ...]] = {}
    for point in review_answers(questionnaire, answers):
        if not point.is_missing:
            review_points[point.question] = (*review_points.get(point.question, ()), point)
    return review_points


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """All the questions that somebody may answer, and how many are settled.

    `sections` hold the number of each question, the question, and whether it is settled.
    """

    sections: tuple[tuple[Section, tuple[tuple[int, Question, bool], ...]], ...]
    total: int
    settled: int


def present_overview(access: AnsweringAccess, answers: Mapping[str, AnswerRevision], only: str) -> Overview:
    """Return the questions of all the sections of somebody, those that do not concern the territory left out."""
    questionnaire = access.questionnaire
    left = {question.code for question in measure_progress(questionnaire, answers).remaining}
    ranks = {question.code: rank for rank, _part, question in questionnaire.numbered()}
    hidden = hidden_questions(questionnaire, answers) - {only}
    sections = []
    for section in access.sections:
        questions = [question for question in section.questions if question.is_asked and question.code not in hidden]
        lines = tuple((ranks[question.code], question, question.code not in left) for question in questions)
        sections.append((section, lines))
    settled = [is_settled for _section, lines in sections for _rank, _question, is_settled in lines]
    return Overview(sections=tuple(sections), total=len(settled), settled=sum(settled))


def write_progress(
    questionnaire: Questionnaire, sections: Collection[Section], answers: Mapping[str, RecordedAnswer]
) -> str:
    """Say how many questions of some sections are settled: « 3 sur 8 »."""
    codes = {section.code for section in sections}
    parts = [part for part in measure_progress(questionnaire, answers).sections if part.section.code in codes]
    totals = {"settled": sum(part.settled for part in parts), "asked": sum(part.asked for part in parts)}
    return _("%(settled)d sur %(asked)d") % totals


def present_screen(screen: Screen) -> tuple[dict[str, Any], ...]:
    """Return the questions of a screen, in order, filled."""
    questions = {question.code: question for question in screen.questionnaire.questions}
    ranks = {question.code: rank for rank, _part, question in screen.questionnaire.numbered()}
    relevant = settle_relevance(questions, screen.answers)
    checks = failing_checks(screen.questionnaire, screen.answers)
    items = []
    shown = _shown_with(screen.section, screen.only)
    for question in screen.section.questions:
        if question.code not in shown:
            continue
        relevance = relevant.get(question.code, True)
        form = None
        if question.is_asked:
            points = checks.get(question.code, ())
            state = _state(screen, question, ranks[question.code], points, may_not_concern=relevance is None)
            form = make_question_form(state)
        items.append({"question": question, "form": form, "is_hidden": relevance is False and not screen.only})
    return tuple(items)


def _shown_with(section: Section, only: str) -> frozenset[str]:
    """The questions of a screen: all those of the section, or one with the words to read that stand right before it."""
    codes = [question.code for question in section.questions]
    if not only:
        return frozenset(codes)
    first = last = codes.index(only)
    while first and not section.questions[first - 1].is_asked:
        first -= 1
    return frozenset(codes[first : last + 1])


def _state(
    screen: Screen, question: Question, rank: int, points: tuple[ReviewPoint, ...], *, may_not_concern: bool
) -> QuestionState:
    code = question.code
    return QuestionState(
        rank=rank,
        question=question,
        current=screen.answers.get(code),
        decision=screen.decisions.get(code),
        unsaved=screen.unsaved.get(code) if code not in screen.decisions else None,
        taken=screen.taken.get(code),
        proposal=screen.proposals.get(code),
        least_rows=screen.least_rows.get(code, 1),
        may_not_concern=may_not_concern,
        checks=points,
    )
