"""What does one cell of LimeSurvey's responses say?"""

import json
from collections.abc import Iterator
from urllib.parse import unquote

from autan.formats.core.cell_reading import UnreadableCellError, read_cell
from autan.formats.core.tables import code_of_words, labels_of
from autan.formats.importers.limesurvey.fields import FieldRole, LimeField
from autan.intake.core.tables import text_of
from autan.questionnaires.core.questionnaire import OTHER, Question
from autan.questionnaires.core.spread.cells import FlatCell, Path
from autan.questionnaires.core.spread.columns import ColumnKind

_OTHER_CODES = frozenset({"-oth-", "other", "autre"})
_NOT_ASKED = frozenset(
    {"n/a", "s/o", "n.a.", "sans objet"}
)  # written in long answers for a question that was not shown
_WORDS = {
    "femme": "female",
    "homme": "male",
    **dict.fromkeys(("augmente", "augmenter", "en hausse"), "increase"),
    **dict.fromkeys(("identique", "sans changement", "stable", "pareil", "constant"), "same"),
    **dict.fromkeys(("diminue", "diminuer", "en baisse"), "decrease"),
    **dict.fromkeys(("ne sait pas", "pas sûr", "not sure"), "uncertain"),
}
_LISTED = 8


def read_lime_cells(each: LimeField, raw: str | float) -> dict[Path, FlatCell]:
    """Return the cells of ours that one column fills; a text to read, or a number of files, fills none.

    Raises:
        UnreadableCellError: it does not hold what its question expects.
    """
    text = text_of(raw)
    if each.role is FieldRole.UNREADABLE:
        raise UnreadableCellError("rien ici : un tableau ne se relit pas depuis un texte libre")
    if each.role is FieldRole.RANK:
        return _rank_of(each, text)
    if each.role is FieldRole.FILE:
        return dict(_files(text))
    column = each.column
    if column is None or (column.kind is not ColumnKind.TEXT and text.casefold() in _NOT_ASKED):
        return {}
    if column.kind is ColumnKind.CHOICE:
        return {column.path: _choice_of(each, text)}
    cell = read_cell(column, raw)
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return {column.path: cell}


def _rank_of(each: LimeField, text: str) -> dict[Path, FlatCell]:
    """The choice of one rank; a number that is no choice is the rank of the choice of this column."""
    place = int(each.parts[0].code)
    if text not in each.codes and text.isascii() and text.isdigit():
        return {(list(each.codes.values())[place - 1],): int(text)}
    return {(_choice_of(each, text),): place}


def _choice_of(each: LimeField, text: str) -> str:
    """Our choice for a code of LimeSurvey, one of ours, or a wording."""
    if text in each.codes:
        return each.codes[text]
    if each.question.allows_other and (text.casefold() in _OTHER_CODES or text in _words_of_other(each.question)):
        return OTHER
    items = each.question.choices
    labels = {c.code: c.label for c in items.choices} if items else {}
    if each.column is not None:
        labels = {code: label for code, label in labels_of(each.column).items() if code != OTHER} or labels
    code = code_of_words(labels, _WORDS.get(text.casefold(), text))
    if code is None:
        shown = ", ".join(list(each.codes)[:_LISTED])
        expected = f"un choix parmi : {shown}"
        raise UnreadableCellError(expected)
    return code


def _words_of_other(question: Question) -> frozenset[str]:
    """What a survey says in place of « other », when it says something else."""
    return frozenset(trait.value for trait in question.kept if trait.name.startswith("attribute.other_replace_text"))


def _listed(text: str) -> list[dict[str, object]]:
    try:
        files = json.loads(text)
    except ValueError:
        files = None
    if not isinstance(files, list) or not all(isinstance(item, dict) for item in files):
        raise UnreadableCellError("une liste de fichiers en JSON")
    return files


def _files(text: str) -> Iterator[tuple[Path, FlatCell]]:
    """The one file of an answer, by its name, which LimeSurvey writes as an address does."""
    files = _listed(text)
    if len(files) > 1:
        expected = f"un seul fichier (celle-ci en a {len(files)})"
        raise UnreadableCellError(expected)
    for item in files:
        name = unquote(str(item.get("name") or item.get("filename") or ""))
        yield ("name",), name.replace("/", " ").replace("\\", " ").strip()


def words_of_files(text: str) -> list[str]:
    """Return the title and the comment given to each file; none when the cell is no list of files."""
    try:
        files = _listed(text)
    except UnreadableCellError:
        return []
    return [str(item[key]) for item in files for key in ("title", "comment") if item.get(key)]
