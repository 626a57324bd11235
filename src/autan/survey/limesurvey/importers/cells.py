"""Cells of LimeSurvey's responses, read as cells of our answers."""

import json
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from autan.ground.tables.core.tables import text_of
from autan.ground.wordings import Sentence, Text
from autan.survey.formats.core.answer_files.cells import UnreadableCellError, list_expected, read_cell
from autan.survey.formats.core.answer_files.tables import code_of_words, labels_of
from autan.survey.formats.importers.answers.reading import AnswerParts
from autan.survey.limesurvey.core.answer_columns import ColumnRole, LimeColumn
from autan.survey.questionnaires.core.questionnaire import OTHER, Question
from autan.survey.questionnaires.core.spread.columns import CellKind

_OTHER_CODES = frozenset({"-oth-", "other", "autre"})
_NOT_ASKED = frozenset(  # written in long answers for a question that was not shown
    {"n/a", "s/o", "n.a.", "sans objet"}
)
_WORDS = {
    "femme": "female",
    "homme": "male",
    **dict.fromkeys(("augmente", "augmenter", "en hausse"), "increase"),
    **dict.fromkeys(("identique", "sans changement", "stable", "pareil", "constant"), "same"),
    **dict.fromkeys(("diminue", "diminuer", "en baisse"), "decrease"),
    **dict.fromkeys(("ne sait pas", "pas sûr", "not sure"), "uncertain"),
}


def read_lime_cell(column: LimeColumn, raw: str | float, *, is_in_words: bool | None = None) -> AnswerParts:
    """Return what one cell says; a text to read, or a number of files, says nothing.

    `is_in_words` says whether the file writes choices by their words, or by their codes; None when nothing shows it.

    Raises UnreadableCellError when it does not hold what its question expects.
    """
    text = text_of(raw)
    if column.role is ColumnRole.NOTE and column.label:
        return AnswerParts({}, notes=(f"{column.label.fr}\u00a0: {text}",))
    if column.role is ColumnRole.UNREADABLE:
        raise UnreadableCellError("rien ici\u00a0: un tableau ne se relit pas depuis un texte libre")
    if column.role is ColumnRole.RANK:
        return _read_rank(column, text, is_in_words=is_in_words)
    if column.role is ColumnRole.FILE:
        return _read_files(text)
    flat = column.flat
    if flat is None or says_not_asked(column, text):
        return AnswerParts({})
    if flat.kind is CellKind.CHOICE:
        return AnswerParts({flat.path: _read_choice(column, text, is_in_words=is_in_words)})
    cell = read_cell(flat, raw)
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return AnswerParts({flat.path: cell})


def says_not_asked(column: LimeColumn, text: str) -> bool:
    """True for the words of a question that was not shown, unless they are a text or a choice of the question."""
    flat = column.flat
    if flat is None or flat.kind is CellKind.TEXT or text.casefold() not in _NOT_ASKED:
        return False
    return flat.kind is not CellKind.CHOICE or _find_choice(column, text) is None


def shows_words(column: LimeColumn, text: str) -> bool | None:
    """Say whether a choice is written by its words (True) or by its code (False); None where it may be both."""
    codes = _codes_of_words(column, text)
    if text in column.codes:
        return None if codes else False
    return True if codes else None


def _codes_of_words(column: LimeColumn, text: str) -> str | None:
    """Our choice that has these very words; None for another cell than one of choices."""
    is_choice = column.role is ColumnRole.RANK or (column.flat is not None and column.flat.kind is CellKind.CHOICE)
    labels = _labels(column) if is_choice else {}
    return code_of_words({code: label for code, label in labels.items() if code != text}, text)


def _read_rank(column: LimeColumn, text: str, *, is_in_words: bool | None) -> AnswerParts:
    """The choice of one rank; a number that is no choice is the rank of the choice of this column."""
    if text not in column.codes and text.isascii() and text.isdigit():
        return AnswerParts({(list(column.codes.values())[column.rank - 1],): int(text)})
    return AnswerParts({(_read_choice(column, text, is_in_words=is_in_words),): column.rank})


def _read_choice(column: LimeColumn, text: str, *, is_in_words: bool | None) -> str:
    """Our choice for what a cell says, or a refusal that lists what was expected."""
    code = _find_choice(column, text)
    worded = _codes_of_words(column, text) if text in column.codes else None
    if worded not in {None, code} and is_in_words is not False:
        if is_in_words is None:
            raise UnreadableCellError(
                "un choix qui se lit d’une seule façon\u00a0: le code de l’un est le libellé d’un autre"
            )
        return worded
    if code is None:
        raise UnreadableCellError(list_expected([_choice_text(code, _labels(column)) for code in column.codes.items()]))
    return code


def _choice_text(codes: tuple[str, str], labels: Mapping[str, Text]) -> str:
    """A choice by its words, after its code in LimeSurvey."""
    theirs, ours = codes
    return f"{theirs} ({labels[ours].fr})" if ours in labels else theirs


def _find_choice(column: LimeColumn, text: str) -> str | None:
    """Our choice for a code of LimeSurvey, one of Autan, or a wording; those of the question come before ours."""
    if text in column.codes:
        return column.codes[text]
    if column.question.allows_other and (text.casefold() in _OTHER_CODES or text in _words_of_other(column.question)):
        return OTHER
    labels = _labels(column)
    return code_of_words(labels, text) or code_of_words(labels, _WORDS.get(text.casefold(), text))


def _labels(column: LimeColumn) -> Mapping[str, Text]:
    """The wording of each choice of a column, without that of « other »."""
    own = labels_of(column.flat) if column.flat is not None else {}
    labels = {code: label for code, label in own.items() if code != OTHER}
    return labels or {choice.code: choice.label for choice in column.question.listed}


def _words_of_other(question: Question) -> frozenset[str]:
    """Return the wording of « other » in a survey, when it has one of its own."""
    return frozenset(trait.value for trait in question.kept if trait.name.startswith("attribute.other_replace_text"))


def _read_files(text: str) -> AnswerParts:
    """The one file of an answer, by its name, with the title and the comment given to it."""
    files = list(_list_items(text))
    if len(files) > 1:
        expected = Sentence("un seul fichier (celle-ci en a {count})", count=len(files))
        raise UnreadableCellError(expected)
    answer_parts = AnswerParts({})
    for item in files:
        name = unquote(str(item.get("name") or item.get("filename") or ""))  # written as an address is
        answer_parts.cells["name",] = name.replace("/", " ").replace("\\", " ").strip()
        answer_parts.notes += tuple(str(item[key]) for key in ("title", "comment") if item.get(key))
    return answer_parts


def _list_items(text: str) -> Iterator[dict[str, object]]:
    try:
        files = json.loads(text)
    except ValueError:
        files = None
    if not isinstance(files, list) or not all(isinstance(item, dict) for item in files):
        raise UnreadableCellError("une liste de fichiers en JSON")
    return iter(files)
