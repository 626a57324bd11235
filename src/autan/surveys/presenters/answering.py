"""The home of a territory in a campaign, and one screen of questions: what remains, who wrote last, what is final."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from autan.questionnaires.core.answers.answer import RecordedAnswer
from autan.questionnaires.core.answers.entries import Entry
from autan.questionnaires.core.progress import Progress, SectionProgress, measure_progress
from autan.questionnaires.core.questionnaire import Question, Questionnaire, Section
from autan.questionnaires.core.rules.relevance import settle_relevance
from autan.surveys.core.answers.conflicts import EntryVerdict
from autan.surveys.core.answers.review import Remark, review_answers
from autan.surveys.models import Answer, KeptEntry, Proposal, SectionValidation
from autan.surveys.presenters.question_forms import Material, QuestionForm, make_question_form, write_saved
from autan.surveys.queries.answering import as_standing


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionLine:
    """One section on the home page.

    Attributes:
        progress: what is settled, and what remains.
        is_open: True when the reader may answer it.
        last_words: by whom and when the last answer was written; may be empty.
        validation: the validation that stands, or None.
        withdrawn: the validation that fell since an answer changed, or None.
        remarks: the checks that its answers fail, with the question.
        ranks: number of each question that remains, with the question.
    """

    progress: SectionProgress
    is_open: bool
    last_words: str
    validation: SectionValidation | None
    withdrawn: SectionValidation | None
    remarks: tuple[tuple[Question, Remark], ...]
    ranks: tuple[tuple[int, Question], ...]

    @property
    def section(self) -> Section:
        """The section."""
        return self.progress.section


@dataclass(frozen=True, slots=True, kw_only=True)
class TerritoryHome:
    """What a person sees on entering: the whole, section by section, where to go on, and what is still to be seen to.

    `waiting` holds the questions whose answer the person typed and that could not be recorded.
    """

    progress: Progress
    lines: tuple[SectionLine, ...]
    resume: tuple[Section, Question] | None
    waiting: tuple[tuple[Section, Question], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """What is needed to draw the questions of a screen.

    Attributes:
        questionnaire: what is asked.
        section: the section shown.
        rows: every answer of the territory that stands, by question.
        kept: what the reader typed and could not be recorded, by question.
        proposals: what is proposed, by question.
        verdicts: what became of the entries sent back, by question.
        taken: entries filled from a proposal, by question.
        least_rows: how many rows the tables are to show at least, by question.
        only: the one question shown, or empty for the whole section.
    """

    questionnaire: Questionnaire
    section: Section
    rows: Mapping[str, Answer]
    kept: Mapping[str, KeptEntry]
    proposals: Mapping[str, Proposal]
    verdicts: Mapping[str, EntryVerdict]
    taken: Mapping[str, Entry]
    least_rows: Mapping[str, int]
    only: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenItem:
    """A question on a screen, or words to read; hidden when it does not concern the territory."""

    question: Question
    form: QuestionForm | None
    is_hidden: bool


def present_home(
    questionnaire: Questionnaire,
    rows: Mapping[str, Answer],
    *,
    campaign: str,
    open_sections: Sequence[Section],
    validations: Mapping[str, SectionValidation],
    withdrawn: Mapping[str, SectionValidation],
    kept: Collection[str],
    language: str,
) -> TerritoryHome:
    """Return the home of a territory, for somebody who may answer some sections."""
    answers = {code: row.as_core(campaign) for code, row in rows.items()}
    progress = measure_progress(questionnaire, answers)
    remarks = review_answers(questionnaire, answers)
    ranks = {question.code: rank for rank, _part, question in questionnaire.numbered()}
    opened = {section.code for section in open_sections}
    lines = tuple(
        _line(part, rows, remarks, ranks, part.section.code in opened, validations, withdrawn, language)
        for part in progress.sections
    )
    resume = next(
        ((line.section, line.progress.remaining[0]) for line in lines if line.is_open and line.progress.remaining), None
    )
    waiting = tuple(
        (part, question) for part in questionnaire.sections for question in part.questions if question.code in kept
    )
    return TerritoryHome(progress=progress, lines=lines, resume=resume, waiting=waiting)


def _line(
    part: SectionProgress,
    rows: Mapping[str, Answer],
    remarks: Sequence[Remark],
    ranks: Mapping[str, int],
    is_open: bool,  # noqa: FBT001
    validations: Mapping[str, SectionValidation],
    withdrawn: Mapping[str, SectionValidation],
    language: str,
) -> SectionLine:
    questions = {question.code: question for question in part.section.questions}
    own = [rows[code] for code in questions if code in rows]
    last = max(own, key=lambda row: (row.at, row.pk), default=None)
    return SectionLine(
        progress=part,
        is_open=is_open,
        last_words=write_saved(as_standing(last) if last else None, language),
        validation=validations.get(part.section.code),
        withdrawn=withdrawn.get(part.section.code),
        remarks=tuple((questions[r.question], r) for r in remarks if r.question in questions and not r.is_missing),
        ranks=tuple((ranks[question.code], question) for question in part.remaining),
    )


def hidden_questions(
    questionnaire: Questionnaire, section: Section, answers: Mapping[str, RecordedAnswer]
) -> frozenset[str]:
    """Return the codes of the questions of a section that do not concern the territory, as far as is known."""
    questions = {question.code: question for question in questionnaire.questions}
    relevant = settle_relevance(questions, answers)
    return frozenset(q.code for q in section.questions if relevant.get(q.code, True) is False)


def failing_checks(
    questionnaire: Questionnaire, answers: Mapping[str, RecordedAnswer]
) -> dict[str, tuple[Remark, ...]]:
    """Return the checks that fail, by question; a required answer that is still missing is none of them."""
    found: dict[str, tuple[Remark, ...]] = {}
    for remark in review_answers(questionnaire, answers):
        if not remark.is_missing:
            found[remark.question] = (*found.get(remark.question, ()), remark)
    return found


def write_progress(questionnaire: Questionnaire, section: Section, answers: Mapping[str, RecordedAnswer]) -> str:
    """Say how many questions of a section are settled: « 3 sur 8 »."""
    part = next(part for part in measure_progress(questionnaire, answers).sections if part.section is section)
    return _("%(settled)d sur %(asked)d") % {"settled": part.settled, "asked": part.asked}


def present_screen(screen: Screen, *, campaign: str, language: str) -> tuple[ScreenItem, ...]:
    """Return the questions of a screen, in order, filled."""
    answers = {code: row.as_core(campaign) for code, row in screen.rows.items()}
    questions = {question.code: question for question in screen.questionnaire.questions}
    ranks = {question.code: rank for rank, _part, question in screen.questionnaire.numbered()}
    relevant = settle_relevance(questions, answers)
    remarks = failing_checks(screen.questionnaire, answers)
    items = []
    for question in screen.section.questions:
        if screen.only and question.code != screen.only:
            continue
        relevance = relevant.get(question.code, True)
        form = None
        if question.is_asked:
            material = _material(screen, question, ranks[question.code], may_not_concern=relevance is None)
            material = replace(material, remarks=remarks.get(question.code, ()))
            form = make_question_form(material, language)
        items.append(ScreenItem(question=question, form=form, is_hidden=relevance is False and not screen.only))
    return tuple(items)


def _material(screen: Screen, question: Question, rank: int, *, may_not_concern: bool) -> Material:
    row = screen.rows.get(question.code)
    return Material(
        rank=rank,
        question=question,
        standing=as_standing(row) if row else None,
        verdict=screen.verdicts.get(question.code),
        kept=screen.kept.get(question.code) if question.code not in screen.verdicts else None,
        taken=screen.taken.get(question.code),
        proposal=screen.proposals.get(question.code),
        least_rows=screen.least_rows.get(question.code, 1),
        may_not_concern=may_not_concern,
    )
