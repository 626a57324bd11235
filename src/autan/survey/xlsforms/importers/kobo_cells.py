"""Cells of a KoBo export: a choice, several, or what the cells of any file hold."""

from autan.ground.tables.core.tables import text_of
from autan.ground.wordings import Sentence
from autan.survey.formats.core.answer_files.cells import UnreadableCellError, list_expected, read_cell
from autan.survey.formats.core.answer_files.tables import code_of_words
from autan.survey.formats.importers.answers.reading import AnswerParts
from autan.survey.questionnaires.core.kinds import QuestionKind
from autan.survey.questionnaires.core.questionnaire import OTHER, ChoiceList, Question
from autan.survey.questionnaires.core.spread.columns import FlatCell, Path
from autan.survey.xlsforms.core.kobo_columns import KoboColumn
from autan.survey.xlsforms.core.names import codes_by_form

_OTHER_WORDS = frozenset({OTHER, "autre, à préciser", "other, please specify"})


def read_kobo_cell(column: KoboColumn, raw: str | float) -> AnswerParts:
    """Return the cells of an answer that one cell gives.

    Raises UnreadableCellError when it does not hold what its question expects.
    """
    text = text_of(raw)
    if column.flat is None and not column.rank:
        return AnswerParts(_read_several(column, text))
    if column.choices is None:
        return AnswerParts({column.path: read_cell(column.flat, raw)} if column.flat else {})
    choice = _read_choice(column.question, column.choices, text)
    return AnswerParts({(choice,): column.rank} if column.rank else {column.path: choice})


def _read_several(column: KoboColumn, text: str) -> dict[Path, FlatCell]:
    """Codes of several choices, separated by blanks; in full text, the labels stand whole in their order."""
    known = codes_by_form(column.choices) if column.choices else {}
    words = text.split()
    if column.choices and not all(word in known or word == OTHER for word in words):
        words = _labels_in(text, column.choices)
    codes = [OTHER if word == OTHER else known.get(word, word) for word in words]
    if column.question.kind is QuestionKind.RANKING:
        return {(code,): rank for rank, code in enumerate(codes, start=1)}
    return {("choices", code): 1 for code in codes if code != OTHER}


def _labels_in(text: str, choices: ChoiceList) -> list[str]:
    """Cut a text into labels of a list, the longest first; what is no label is refused."""
    labels = sorted(
        ((label, choice.code) for choice in choices.choices for label in (choice.label.fr, choice.label.en) if label),
        key=lambda pair: -len(pair[0]),
    )
    rest, codes = text.strip(), []
    while rest:
        match = next(((label, code) for label, code in labels if rest.casefold().startswith(label.casefold())), None)
        if match is None:
            expected = Sentence("des choix parmi : {labels}", labels=", ".join(c.label.fr for c in choices.choices))
            raise UnreadableCellError(expected)
        codes.append(match[1])
        rest = rest[len(match[0]) :].lstrip(" ,;")
    return codes


def _read_choice(question: Question, choices: ChoiceList, text: str) -> str:
    """One choice, by the code that the form gives it or by its label."""
    known = codes_by_form(choices)
    if text in known:
        return known[text]
    if question.allows_other and text.casefold() in _OTHER_WORDS:
        return OTHER
    code = code_of_words({choice.code: choice.label for choice in choices.choices}, text)
    if code is None:
        labels = [f"{theirs} ({choices.label_of(ours).fr})" for theirs, ours in known.items()]
        raise UnreadableCellError(list_expected(labels))
    return code
