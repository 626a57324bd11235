"""What does a questionnaire look like on paper, blank or filled by one territory? The same for page, PDF and DOCX."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from autan.evidence.core.notation import NO_BREAK_SPACE, format_date, set_typography, write_colon
from autan.evidence.core.texts import Text
from autan.evidence.core.units import get_unit
from autan.questionnaires.core.answers.answer import RecordedAnswer
from autan.questionnaires.core.answers.entry_numbers import write_number
from autan.questionnaires.core.kinds import AnswerState, QuestionKind, Requirement
from autan.questionnaires.core.progress import measure_progress
from autan.questionnaires.core.questionnaire import OTHER, Column, Question, Questionnaire, Section
from autan.questionnaires.core.rules.relevance import is_relevant
from autan.questionnaires.core.tabulation.tallies import chosen_codes
from autan.questionnaires.presenters.answers import present_answer
from autan.questionnaires.presenters.printed_values import (
    EMPTY_BOX,
    UNKNOWN,
    Box,
    PrintedQuestion,
    PrintedQuestionnaire,
    PrintedSection,
    PrintedTable,
)
from autan.questionnaires.presenters.rules import tell_rule

K = QuestionKind
_LONGEST_OFFER = 60
_TEXT_LINES, _MORE_LINES, _BLANK_ROWS = 6, 3, 4
_OTHER = Text("Autre, à préciser", "Other, please specify")
_ONLY_IF = Text("À remplir si {rule}.", "To be filled if {rule}.")
_WHY = Text("Pourquoi cette question", "Why this question")
_REQUIRED = {
    Requirement.SOFT: Text("réponse souhaitée", "an answer is wished for"),
    Requirement.HARD: Text("réponse attendue pour valider", "an answer is needed to validate"),
}
_HINTS = {
    K.SINGLE: Text("une seule réponse", "one answer only"),
    K.HALF_OPEN: Text("une réponse, puis vos précisions", "one answer, then your details"),
    K.MULTIPLE: Text("plusieurs réponses possibles", "several answers possible"),
    K.RANKING: Text("numérotez de 1 (le plus important) au dernier", "number from 1 (the most important) to the last"),
    K.SPLIT: Text("le total fait 100\u00a0%", "the total is 100%"),
    K.TABLE: Text("une ligne par réponse\u202f; ajoutez-en au besoin", "one row an answer; add some if needed"),
    K.DATE: Text("jour, mois, année", "day, month, year"),
    K.YEAR: Text("une année", "a year"),
    K.FILE: Text("nom du document, ou adresse de la page", "name of the document, or address of the page"),
}
_VERSION = Text("version du {day}", "version of {day}")
_SILENT = Text("Pas de réponse à ce jour.", "No answer so far.")
_NOT_ASKED = Text("Question non posée\u00a0: sa condition n’est pas remplie.", "Not asked: its condition is not met.")
_SOURCE = Text("Source et fiabilité", "Source and confidence")
_PARTIAL = Text("réponse incomplète", "partial answer")
_STANDING = Text("Questions réglées\u00a0: {settled} sur {asked}", "Questions settled: {settled} of {asked}")
_LAST = Text("dernière réponse le", "last answer on")
_RANK, _SHARE = Text("Rang", "Rank"), Text("Part (%)", "Share (%)")
_CHOICE = Text("Proposition", "Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    """What the printing of one questionnaire needs: numbers, answers (None for a blank one), language."""

    ranks: Mapping[str, tuple[int, Question]]
    answers: Mapping[str, RecordedAnswer] | None
    language: str
    is_documented: bool = False

    @property
    def questions(self) -> dict[str, Question]:
        """Every question by code, for the rules."""
        return {code: question for code, (_rank, question) in self.ranks.items()}

    def say(self, text: Text) -> str:
        """The wording, with the marks of its language: authors type plain spaces and straight quotes."""
        return set_typography(text.in_language(self.language), language=self.language)


def tell_version(campaign: Text | None, version: date, language: str) -> str:
    """Return what stands under the title: the campaign, and the day of the version.

    >>> tell_version(None, date(2026, 3, 2), "en")
    'Version of 2 March 2026'
    """
    words = _VERSION.in_language(language).format(day=format_date(version, language=language))
    if campaign is None:
        return f"{words[0].upper()}{words[1:]}"
    return f"{campaign.in_language(language)}, {words}"


def print_questionnaire(
    questionnaire: Questionnaire,
    *,
    language: str,
    subtitle: str = "",
    respondent: str = "",
    answers: Mapping[str, RecordedAnswer] | None = None,
    is_invented: bool = False,
    is_documented: bool = False,
    answered_on: date | None = None,
) -> PrintedQuestionnaire:
    """Lay out a questionnaire.

    Args:
        questionnaire: the questions.
        language: language of the print; answers stay as they were written.
        subtitle: campaign and version.
        respondent: name of the territory whose answers are printed, or empty.
        answers: its answers by question; None for a blank questionnaire.
        is_invented: True for an invented network.
        is_documented: True when answers are documented from a publication: what is not held was perhaps answered.
        answered_on: day of the last of the answers, where it is known.
    """
    ranks = {question.code: (rank, question) for rank, _, question in questionnaire.numbered()}
    sheet = _Sheet(ranks=ranks, answers=answers, language=language, is_documented=is_documented)
    return PrintedQuestionnaire(
        title=sheet.say(questionnaire.title),
        subtitle=subtitle,
        note=sheet.say(questionnaire.note),
        respondent=respondent,
        is_invented=is_invented,
        language=language,
        sections=tuple(_section(section, sheet) for section in questionnaire.sections),
        standing=_standing(questionnaire, sheet, answered_on),
    )


def _standing(questionnaire: Questionnaire, sheet: _Sheet, answered_on: date | None) -> str:
    """How far the answers go on the day of the last one; nothing for a blank questionnaire or a publication."""
    if sheet.answers is None or sheet.is_documented:
        return ""
    progress = measure_progress(questionnaire, sheet.answers)
    words = sheet.say(_STANDING).format(settled=progress.settled, asked=progress.asked)
    if answered_on is None:
        return f"{words}."
    return f"{words}, {sheet.say(_LAST)} {format_date(answered_on, language=sheet.language)}."


def _section(section: Section, sheet: _Sheet) -> PrintedSection:
    return PrintedSection(
        code=section.code,
        title=sheet.say(section.title),
        intro=sheet.say(section.intro),
        questions=tuple(_question(question, sheet) for question in section.questions),
    )


def _question(question: Question, sheet: _Sheet) -> PrintedQuestion:
    held = (sheet.answers or {}).get(question.code)
    is_answered = held is not None and held.state is AnswerState.ANSWERED
    is_filled = sheet.answers is not None and question.is_asked
    return PrintedQuestion(
        code=question.code,
        number=str(sheet.ranks[question.code][0]) if question.is_asked else "",
        text=sheet.say(question.text),
        notes=tuple(_notes(question, sheet)),
        boxes=tuple(_boxes(question, held if is_answered else None, sheet)),
        is_in_line=question.kind is K.SCALE,
        blank_lines=0 if is_filled else _blank_lines(question),
        unit=None if is_filled else _unit(question, sheet),
        table=_table(question, held if is_answered else None, sheet),
        answer=_words(question, held, sheet) if held is not None and is_answered else (),
        is_free_text=question.kind in {K.OPEN, K.SHORT_TEXT, K.HALF_OPEN, K.FILE},
        state=_state(question, held, sheet) if is_filled else "",
        source=_source(held, sheet) if held is not None and is_filled else "",
    )


def _notes(question: Question, sheet: _Sheet) -> Sequence[str]:
    """What stands under the question: how to answer, then when, then why."""
    notes = []
    hint = ", ".join(
        sheet.say(words)
        for words in (
            _HINTS.get(question.kind),
            question.scope.label if question.scope else None,
            _REQUIRED[question.requirement] if question.requirement else None,
        )
        if words
    )
    if hint:
        notes.append(f"{hint[0].upper()}{hint[1:]}.")
    if question.help.fr:
        notes.append(sheet.say(question.help))
    if question.relevance:
        notes.append(sheet.say(_ONLY_IF).format(rule=tell_rule(question.relevance, sheet.ranks, sheet.language)))
    if question.why.fr:
        notes.append(f"{sheet.say(_WHY)}{write_colon(sheet.language)} {sheet.say(question.why)}")
    return notes


def _boxes(question: Question, held: RecordedAnswer | None, sheet: _Sheet) -> Sequence[Box]:
    if question.kind is K.SCALE:
        return _steps(question, held, sheet)
    if question.kind not in {K.SINGLE, K.HALF_OPEN, K.MULTIPLE}:
        return ()
    chosen = set(chosen_codes(question, held)) if held else set()
    choices = question.choices.choices if question.choices else ()
    boxes = [Box(label=sheet.say(choice.label), is_ticked=choice.code in chosen) for choice in choices]
    if question.allows_other:
        written = held.value.get(OTHER) if held and isinstance(held.value, Mapping) else None
        label = sheet.say(_OTHER)
        label = f"{label}{write_colon(sheet.language)} {written}" if written else label
        boxes.append(Box(label=label, is_ticked=bool(written)))
    return boxes


def _steps(question: Question, held: RecordedAnswer | None, sheet: _Sheet) -> Sequence[Box]:
    low, high = int(question.bounds.low or 0), int(question.bounds.high or 0)
    ends = {low: sheet.say(question.low_label), high: sheet.say(question.high_label)}
    return [
        Box(
            label=f"{step} ({ends[step]})" if ends.get(step) else str(step),
            is_ticked=held is not None and held.value == step,
        )
        for step in range(low, high + 1)
    ]


def _blank_lines(question: Question) -> int:
    if question.kind is K.OPEN:
        return _TEXT_LINES
    if question.kind is K.HALF_OPEN:
        return _MORE_LINES
    return 1 if question.kind in {K.SHORT_TEXT, K.FILE, K.DATE} or question.allows_other else 0


def _unit(question: Question, sheet: _Sheet) -> str | None:
    if question.kind not in {K.NUMBER, K.PERCENTAGE, K.YEAR}:
        return None
    return sheet.say(get_unit(question.unit).symbol) if question.unit else ""


def _table(question: Question, held: RecordedAnswer | None, sheet: _Sheet) -> PrintedTable | None:
    """The grid of a question: that of the answer, or one to fill when the questionnaire is blank."""
    if sheet.answers is not None and held is None:
        return None
    if question.kind in {K.RANKING, K.SPLIT}:
        return _listed(question, held, sheet)
    headings = tuple(sheet.say(column.label) for column in question.columns)
    if question.kind is K.TABLE:
        given = held.value if held and isinstance(held.value, Sequence) else [{}] * _BLANK_ROWS
        rows = tuple(_cells(question, row, sheet) for row in given if isinstance(row, Mapping))
        return PrintedTable(headings=headings, rows=rows)
    if question.kind is K.MATRIX:
        lines = question.rows.choices if question.rows else ()
        given_rows = held.value if held and isinstance(held.value, Mapping) else {}
        return PrintedTable(
            headings=("", *headings),
            rows=tuple(
                (sheet.say(line.label), *_cells(question, given_rows.get(line.code, {}), sheet)) for line in lines
            ),
            has_row_headings=True,
        )
    return None


def _listed(question: Question, held: RecordedAnswer | None, sheet: _Sheet) -> PrintedTable:
    """Choices with a rank or a share each."""
    value = held.value if held else None
    found: dict[str, str] = {}
    if isinstance(value, Mapping):
        found = {code: write_number(share) for code, share in value.items() if isinstance(share, int | float)}
    elif isinstance(value, Sequence) and not isinstance(value, str):
        found = {str(code): str(rank) for rank, code in enumerate(value, start=1)}
    heading = _RANK if question.kind is K.RANKING else _SHARE
    choices = question.choices.choices if question.choices else ()
    return PrintedTable(
        headings=(sheet.say(_CHOICE), sheet.say(heading)),
        rows=tuple((sheet.say(choice.label), found.get(choice.code, UNKNOWN if held else "")) for choice in choices),
        has_row_headings=True,
    )


def _cells(question: Question, row: object, sheet: _Sheet) -> tuple[str, ...]:
    """Cells of one row in words; a column of a blank row shows the choices it draws on."""
    if not isinstance(row, Mapping) or not row:
        return tuple(_offer(column, sheet) if sheet.answers is None else UNKNOWN for column in question.columns)
    cells = []
    for column in question.columns:
        cell = Question(code=column.code, kind=column.kind, text=column.label, choices=column.choices, unit=column.unit)
        answer = RecordedAnswer(
            campaign="", siren="", question=column.code, state=AnswerState.ANSWERED, value=row.get(column.code)
        )
        cells.append(" ".join(present_answer(cell, answer, sheet.language)) or UNKNOWN)
    return tuple(cells)


def _offer(column: Column, sheet: _Sheet) -> str:
    """What a cell to fill offers: the boxes of a short list, the unit of a number."""
    if column.choices:
        words = " ".join(f"{EMPTY_BOX}{NO_BREAK_SPACE}{sheet.say(choice.label)}" for choice in column.choices.choices)
        return words if len(words) <= _LONGEST_OFFER else ""
    return sheet.say(get_unit(column.unit).symbol) if column.unit else ""


def _words(question: Question, held: RecordedAnswer, sheet: _Sheet) -> tuple[str, ...]:
    """Words of an answer that neither boxes nor a grid show."""
    if question.kind is K.HALF_OPEN:
        text = held.value.get("text") if isinstance(held.value, Mapping) else ""
        return (str(text),) if text else ()
    if question.kind in {K.OPEN, K.SHORT_TEXT, K.NUMBER, K.PERCENTAGE, K.YEAR, K.DATE, K.FILE}:
        return present_answer(question, held, sheet.language)
    return ()


def _source(held: RecordedAnswer, sheet: _Sheet) -> str:
    """Where the answer comes from and how sure it is, as its author says."""
    said = [held.source_document, held.confidence.label.in_language(sheet.language) if held.confidence else ""]
    words = ", ".join(filter(None, said))
    return f"{sheet.say(_SOURCE)}{write_colon(sheet.language)} {words}" if words else ""


def _state(question: Question, held: RecordedAnswer | None, sheet: _Sheet) -> str:
    if held is None and is_relevant(question.relevance, sheet.questions, sheet.answers or {}) is False:
        return sheet.say(_NOT_ASKED)
    if held is None and not sheet.is_documented:
        return sheet.say(_SILENT)
    if held is None or held.state is not AnswerState.ANSWERED:
        words = sheet.say(held.state.label if held else AnswerState.NOT_DOCUMENTED.label)
        return f"{words[0].upper()}{words[1:]}."
    return sheet.say(_PARTIAL) if held.is_partial else ""
