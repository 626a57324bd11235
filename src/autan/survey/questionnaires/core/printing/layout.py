"""A questionnaire laid out for paper, blank or filled by one territory. The same for page, PDF and DOCX."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Sentence, Text
from autan.survey.questionnaires.core.answers.answer import RecordedAnswer
from autan.survey.questionnaires.core.kinds import AnswerState, Requirement
from autan.survey.questionnaires.core.kinds.registry import kind_of
from autan.survey.questionnaires.core.limits import describe_limits
from autan.survey.questionnaires.core.printing.values import PrintedQuestion, PrintedQuestionnaire, PrintedSection
from autan.survey.questionnaires.core.progress import measure_progress
from autan.survey.questionnaires.core.questionnaire import Question, Questionnaire
from autan.survey.questionnaires.core.rules import Ranks, describe_rule, is_relevant
from autan.survey.questionnaires.core.wordings import (
    after_colon,
    capitalised,
    fill_in,
    join_in_words,
    join_texts,
    typeset,
    verbatim,
    write_day,
)

_ONLY_IF = Sentence("À remplir si {rule}.")
_WHY = Sentence("Pourquoi cette question")
_REQUIRED = {
    Requirement.SOFT: Sentence("réponse souhaitée"),
    Requirement.HARD: Sentence("réponse attendue pour valider"),
}
_VERSION = Sentence("version du {day}")
_SILENT = Sentence("Pas de réponse à ce jour.")
_NONE_VALIDATED = Sentence("Pas de réponse validée à ce jour.")
_NOT_ASKED = Sentence("Question non posée\u00a0: sa condition n’est pas remplie.")
_SOURCE = Sentence("Source et fiabilité")
_PARTIAL = Sentence("réponse incomplète")
_STANDING = Sentence("Questions réglées\u00a0: {settled} sur {asked}")
_VALIDATED = Sentence(
    "Réponses validées seules\u00a0: la collectivité et la coordination lisent celles qui ne le sont pas encore."
)
_LAST = Sentence("dernière réponse le {day}")
_COMMA, _STOP = Text(", ", ", "), "."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Printing:
    """What the printing of one questionnaire needs: numbers, and answers (None for a blank one)."""

    ranks: Ranks
    answers: Mapping[str, RecordedAnswer] | None
    is_documented: bool = False
    are_validated_only: bool = False

    @property
    def silence(self) -> bool | None:
        """Value of a question without an answer, for rules: unknown where it may have one not yet validated."""
        return None if self.are_validated_only else False

    @property
    def is_blank(self) -> bool:
        """True for a questionnaire to be filled."""
        return self.answers is None

    @property
    def questions(self) -> dict[str, Question]:
        """Every question by code, for the rules."""
        return {code: question for code, (_rank, question) in self.ranks.items()}


def describe_version(campaign: Text | None, version: date) -> Text:
    """Return what stands under the title: the campaign, and the day of the version.

    >>> describe_version(None, date(2026, 3, 2)).en
    'Version of 2 March 2026'
    """
    words = fill_in(_VERSION, day=write_day(version))
    return join_texts(", ", (campaign, words)) if campaign else capitalised(words)


def print_questionnaire(
    questionnaire: Questionnaire,
    *,
    subtitle: Text = NO_TEXT,
    respondent: str = "",
    answers: Mapping[str, RecordedAnswer] | None = None,
    is_invented: bool = False,
    is_documented: bool = False,
    are_validated_only: bool = False,
    answered_on: date | None = None,
) -> PrintedQuestionnaire:
    """Lay out a questionnaire, blank or with the answers of one territory; these stay as they were written.

    What is not held of answers documented from a publication was perhaps answered, and so was what is not held where
    the answers `are_validated_only`: no progress is counted. `answered_on` is the day of the last of the answers,
    where it is known.
    """
    ranks = {question.code: (rank, question) for rank, _, question in questionnaire.numbered()}
    printing = _Printing(
        ranks=ranks, answers=answers, is_documented=is_documented, are_validated_only=are_validated_only
    )
    return PrintedQuestionnaire(
        title=typeset(questionnaire.title),
        subtitle=subtitle,
        note=typeset(questionnaire.note),
        respondent=respondent,
        is_invented=is_invented,
        sections=tuple(
            PrintedSection(
                code=section.code,
                title=typeset(section.title),
                intro=typeset(section.intro),
                questions=tuple(_question(question, printing) for question in section.questions),
            )
            for section in questionnaire.sections
        ),
        progress_line=_progress_words(questionnaire, printing, answered_on),
    )


def _progress_words(questionnaire: Questionnaire, printing: _Printing, answered_on: date | None) -> Text:
    """Return the progress on the day of the last answer, where all are read; nothing when blank or published."""
    if printing.answers is None or printing.is_documented:
        return NO_TEXT
    if printing.are_validated_only:
        return _VALIDATED
    progress = measure_progress(questionnaire, printing.answers)
    words = [fill_in(_STANDING, settled=progress.settled, asked=progress.asked)]
    if answered_on is not None:
        words.append(fill_in(_LAST, day=write_day(answered_on)))
    return join_texts("", (join_in_words(_COMMA, words), verbatim(_STOP)))


def _question(question: Question, printing: _Printing) -> PrintedQuestion:
    answer = (printing.answers or {}).get(question.code)
    value = answer.value if answer is not None and answer.state is AnswerState.ANSWERED else None
    kind, is_filled = kind_of(question), not printing.is_blank and question.is_asked
    return PrintedQuestion(
        code=question.code,
        number=str(printing.ranks[question.code][0]) if question.is_asked else "",
        text=typeset(question.text),
        notes=tuple(_notes(question, printing)),
        answer=kind.print_answer(question, value, is_blank=printing.is_blank),
        is_free_text=kind.holds_free_text(question, value),
        state=_state(question, answer, printing) if is_filled else NO_TEXT,
        source=_source(answer) if answer is not None and is_filled else NO_TEXT,
    )


def _notes(question: Question, printing: _Printing) -> Iterator[Text]:
    """Return the notes under the question: how to answer, then when, then why."""
    hints = (
        join_texts(", ", (kind_of(question).hint, describe_limits(question))),
        question.scope.label if question.scope else NO_TEXT,
        _REQUIRED[question.requirement] if question.requirement else NO_TEXT,
    )
    hint = join_texts(", ", (typeset(words) for words in hints))
    if hint.fr:
        yield join_texts("", (capitalised(hint), verbatim(_STOP)))
    if question.help.fr:
        yield typeset(question.help)
    if question.relevance:
        yield fill_in(_ONLY_IF, rule=describe_rule(question.relevance, printing.ranks))
    if question.why.fr:
        yield after_colon(_WHY, typeset(question.why))


def _source(recorded_answer: RecordedAnswer) -> Text:
    """Return the source of the answer and its confidence, as its author gave them."""
    confidence = recorded_answer.confidence.label if recorded_answer.confidence else NO_TEXT
    words = join_texts(", ", (verbatim(recorded_answer.source_document), confidence))
    return after_colon(_SOURCE, words) if words.fr else NO_TEXT


def _is_asked(question: Question, printing: _Printing) -> bool:
    """Say whether a question is asked, or may be; what is kept from the reader decides nothing."""
    answers = printing.answers or {}
    return is_relevant(question.relevance, printing.questions, answers, silence=printing.silence) is not False


def _state(question: Question, recorded_answer: RecordedAnswer | None, printing: _Printing) -> Text:
    if recorded_answer is None and not _is_asked(question, printing):
        return _NOT_ASKED
    if recorded_answer is None and not printing.is_documented:
        return _NONE_VALIDATED if printing.are_validated_only else _SILENT
    if recorded_answer is None or recorded_answer.state is not AnswerState.ANSWERED:
        label = recorded_answer.state.label if recorded_answer else AnswerState.NOT_DOCUMENTED.label
        return join_texts("", (capitalised(label), verbatim(_STOP)))
    return _PARTIAL if recorded_answer.is_partial else NO_TEXT
