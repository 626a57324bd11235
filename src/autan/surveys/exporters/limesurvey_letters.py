"""Which type of LimeSurvey asks one of our questions, and what does it not hold of it?"""

from collections.abc import Iterator

from autan.errors import Fault
from autan.surveys.core.kinds import QuestionKind
from autan.surveys.core.questionnaire import Bounds, Column, Question, Questionnaire
from autan.surveys.importers.limesurvey_types import DEFAULT_LETTERS, FIXED_LISTS, KINDS

K = QuestionKind
_NAMED = {K.OPEN: ";", K.NUMBER: ":"}
_UNNAMED = frozenset({"answer", "value", "scale_1", "scale_2"})
_LONE = {K.OPEN: "Q", K.NUMBER: "K", K.SINGLE: "F"}


def letter_of(question: Question) -> str:
    """Return the type letter: that of the file it came from while it still fits, else that of its kind."""
    kept = next((trait.value for trait in question.kept if trait.name == "type"), "")
    if kept and _fits(question, kept):
        return kept
    if question.kind is K.MATRIX:
        return _matrix_letter(question.columns)
    return DEFAULT_LETTERS[question.kind]


def _fits(question: Question, letter: str) -> bool:
    if KINDS.get(letter, K.OPEN) is not question.kind:
        return False
    if letter in FIXED_LISTS:
        lists = [question.choices] if question.choices else [column.choices for column in question.columns]
        return [item.choices for item in lists if item] == [FIXED_LISTS[letter].choices]
    if letter == "5":
        return question.bounds == Bounds(low=1, high=5)
    return question.kind is not K.MATRIX or _holds(letter, question.columns)


def _holds(letter: str, columns: tuple[Column, ...]) -> bool:
    """True when a matrix of this type has these columns."""
    kinds = [column.kind for column in columns]
    expected = {
        "1": [K.SINGLE] * 2,
        "F": [K.SINGLE],
        "H": [K.SINGLE],
        "K": [K.NUMBER],
        "Q": [K.OPEN],
        ":": [K.NUMBER] * len(kinds),
        ";": [K.OPEN] * len(kinds),
    }
    return kinds == expected.get(letter)


def _matrix_letter(columns: tuple[Column, ...]) -> str:
    kinds = {column.kind for column in columns}
    if len(columns) == 1:
        return _LONE.get(columns[0].kind, ";")
    if kinds == {K.SINGLE} and len(columns) == 2:
        return "1"
    return _NAMED.get(kinds.pop(), ";") if len(kinds) == 1 else ";"


def list_losses(questionnaire: Questionnaire) -> tuple[Fault, ...]:
    """List what a LimeSurvey file does not hold of a questionnaire, question by question, before it is written."""
    return tuple(
        Fault(column=question.code, value=question.kind.value, expected=loss)
        for question in questionnaire.questions
        for loss in _losses(question)
    )


def _losses(question: Question) -> Iterator[str]:
    said = {
        "la raison de la question (why)": question.why.fr,
        "le périmètre (scope)": question.scope,
        "les contrôles (checks)": question.checks,
        "la question reprise (continues)": question.continues,
        "le nom des bouts de l’échelle": question.low_label.fr or question.high_label.fr,
    }
    yield from (f"perdu : {words}" for words, value in said.items() if value)
    letter = letter_of(question)
    if question.kind is K.TABLE:
        yield "perdu : les colonnes du tableau, demandé comme un texte long"
    if question.kind is K.YEAR or (question.kind is K.SCALE and letter != "5"):
        yield "changé : demandé comme un nombre entier"
    if question.kind is K.MATRIX:
        yield from _matrix_losses(question, letter)


def _matrix_losses(question: Question, letter: str) -> Iterator[str]:
    if not _holds(letter, question.columns) and letter not in FIXED_LISTS:
        yield "changé : les cellules sont demandées comme des textes"
    if letter in "FHKQ1" and not {column.code for column in question.columns} <= _UNNAMED:
        yield "perdu : le nom des colonnes"
    if any(column.bounds != Bounds() or column.unit not in {"", "count"} for column in question.columns):
        yield "perdu : les unités et les bornes des colonnes"
