"""Is this value an answer to this question? Each kind has one written form, the same in the database and in files.

| kind | value |
|---|---|
| open, short_text | text; 255 characters at most and one line for a short one |
| half_open | `{"choice": code or None, "text": text}` |
| single | code, or `{"other": text}` where the question allows it |
| multiple | `{"choices": [code, ...], "other": text}` |
| number, percentage | number, in the unit of the question |
| scale | whole number between the two ends |
| ranking | `[code, ...]`, the first one first; what is not ranked is absent |
| split | `{code: number, ...}`, which sums to 100 |
| date | `AAAA-MM-JJ` |
| year | whole number |
| table | `[{column: cell, ...}, ...]`; an unknown cell is absent |
| matrix | `{row: {column: cell, ...}, ...}`; an unknown cell or row is absent |
| file | `{"name": text, "link": https address}`, one of them or both |
| display | nothing |
"""

import math
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from autan.errors import DomainError
from autan.questionnaires.core.kinds import QuestionKind
from autan.questionnaires.core.questionnaire import Bounds, ChoiceList, Column, Question

type Cell = str | int | float
type AnswerValue = Cell | Mapping[str, "AnswerValue"] | Sequence["AnswerValue"] | None

MAX_TEXT = 20_000
MAX_SHORT_TEXT = 255
MAX_ROWS = 200
FIRST_YEAR, LAST_YEAR = 1800, 2200
_MOST = 10**18  # as many figures as can be typed; a file may hold more
_SPLIT_TOTAL = 100
_SPLIT_TOLERANCE = 0.5


class InvalidAnswerError(DomainError):
    """A value does not answer its question.

    Attributes:
        question: code of the question.
        problems: what is wrong, in French, one sentence each.
    """

    def __init__(self, question: str, problems: Sequence[str]) -> None:
        self.question = question
        self.problems = tuple(problems)
        super().__init__(f"{question}: {' ; '.join(problems)}")


def check_value(question: Question, value: object) -> AnswerValue:
    """Return the value in its written form, texts trimmed.

    Args:
        question: the question.
        value: what was answered; see the table at the top of the file.

    Raises:
        InvalidAnswerError: with every problem found.

    >>> from autan.evidence.core.texts import Text
    >>> year = Question(code="start", kind=QuestionKind.YEAR, text=Text("Année ?", "Year?"))
    >>> check_value(year, 2003)
    2003
    """
    problems: list[str] = []
    checked = _CHECKS[question.kind](question, value, problems)
    if problems:
        raise InvalidAnswerError(question.code, problems)
    return checked


def _text(value: object, problems: list[str], *, is_required: bool = True) -> str:
    if not isinstance(value, str) or (is_required and not value.strip()):
        problems.append("un texte est attendu")
        return ""
    if len(value) > MAX_TEXT:
        problems.append(f"le texte dépasse {MAX_TEXT} signes")
    return value.strip()


def _number(value: object, bounds: Bounds, problems: list[str]) -> int | float:
    is_plain = isinstance(value, int) or (isinstance(value, float) and math.isfinite(value))
    if isinstance(value, bool) or not isinstance(value, int | float) or not is_plain:
        problems.append("un nombre est attendu")
        return 0
    if not -_MOST < value < _MOST:
        problems.append("un nombre d’au plus dix-huit chiffres est attendu")
        return 0
    if value not in bounds:
        low, high = ("…" if end is None else f"{end:g}" for end in (bounds.low, bounds.high))
        problems.append(f"{value:g} est hors des bornes ({low} à {high})")
    return value


def _year(value: object, bounds: Bounds, problems: list[str]) -> int:
    low = FIRST_YEAR if bounds.low is None else bounds.low
    high = LAST_YEAR if bounds.high is None else bounds.high
    number = _number(value, Bounds(low=low, high=high), problems)
    if number != int(number):
        problems.append("une année entière est attendue")
    return int(number)


def _choice(value: object, choices: ChoiceList | None, problems: list[str]) -> str:
    codes = choices.codes if choices else ()
    if not isinstance(value, str) or value not in codes:
        problems.append(f"un choix est attendu parmi : {', '.join(codes)}")
        return ""
    return value


def _parts(value: object, keys: tuple[str, ...], problems: list[str]) -> Mapping[str, object]:
    if not isinstance(value, Mapping) or not set(value) <= set(keys):
        problems.append(f"un objet de clés {', '.join(keys)} est attendu")
        return {}
    return value


def _check_open(question: Question, value: object, problems: list[str]) -> AnswerValue:
    del question
    return _text(value, problems)


def _check_short_text(question: Question, value: object, problems: list[str]) -> AnswerValue:
    del question
    text = _text(value, problems)
    if len(text) > MAX_SHORT_TEXT or len(text.splitlines()) > 1:
        problems.append(f"une seule ligne d’au plus {MAX_SHORT_TEXT} signes est attendue")
    return text


def _check_file(question: Question, value: object, problems: list[str]) -> AnswerValue:
    del question
    parts = _parts(value, ("name", "link"), problems)
    given = {key: _text(part, problems) for key, part in parts.items()}
    if not given and not problems:
        problems.append("un nom de fichier ou un lien est attendu")
    if not given.get("link", "https://").startswith(("https://", "http://")):
        problems.append("un lien qui commence par https:// est attendu")
    if set(given.get("name", "")) & set("/\\"):
        problems.append("un nom de fichier sans chemin est attendu")
    return given


def _check_display(question: Question, value: object, problems: list[str]) -> AnswerValue:
    del question, value
    problems.append("rien n’est demandé ici")
    return None


def _check_matrix(question: Question, value: object, problems: list[str]) -> AnswerValue:
    lines = question.rows.codes if question.rows else ()
    parts = _parts(value, lines, problems)
    if not parts and not problems:
        problems.append("au moins une ligne de la grille est attendue")
    return {code: _row(question.columns, parts[code], problems) for code in lines if code in parts}


def _check_half_open(question: Question, value: object, problems: list[str]) -> AnswerValue:
    parts = _parts(value, ("choice", "text"), problems)
    choice = parts.get("choice")
    text = _text(parts.get("text", ""), problems, is_required=False)
    if choice is None and not text:
        problems.append("un choix ou un texte est attendu")
    code = None if choice is None else _choice(choice, question.choices, problems)
    return {"choice": code, "text": text}


def _check_single(question: Question, value: object, problems: list[str]) -> AnswerValue:
    if question.allows_other and isinstance(value, Mapping):
        return {"other": _text(_parts(value, ("other",), problems).get("other"), problems)}
    return _choice(value, question.choices, problems)


def _check_multiple(question: Question, value: object, problems: list[str]) -> AnswerValue:
    keys = ("choices", "other") if question.allows_other else ("choices",)
    parts = _parts(value, keys, problems)
    given = parts.get("choices", [])
    if not isinstance(given, Sequence) or isinstance(given, str):
        problems.append("une liste de choix est attendue")
        given = []
    codes = [_choice(code, question.choices, problems) for code in given]
    if len(set(codes)) < len(codes):
        problems.append("un choix est coché deux fois")
    other = _text(parts.get("other", ""), problems, is_required=False)
    order = question.choices.codes if question.choices else ()
    checked: dict[str, AnswerValue] = {"choices": sorted(codes, key=lambda code: order.index(code) if code else -1)}
    return {**checked, "other": other} if other else checked


def _check_quantity(question: Question, value: object, problems: list[str]) -> AnswerValue:
    return _number(value, question.bounds, problems)


def _check_scale(question: Question, value: object, problems: list[str]) -> AnswerValue:
    number = _number(value, question.bounds, problems)
    if number != int(number):
        problems.append("un échelon entier est attendu")
    return int(number)


def _check_ranking(question: Question, value: object, problems: list[str]) -> AnswerValue:
    if not isinstance(value, Sequence) or isinstance(value, str) or not value:
        problems.append("une liste de choix, dans l’ordre, est attendue")
        return []
    codes = [_choice(code, question.choices, problems) for code in value]
    if len(set(codes)) < len(codes):
        problems.append("un choix est classé deux fois")
    return codes


def _check_split(question: Question, value: object, problems: list[str]) -> AnswerValue:
    codes = question.choices.codes if question.choices else ()
    parts = _parts(value, codes, problems)
    missing = [code for code in codes if code not in parts]
    if missing:
        problems.append(f"une part est attendue pour : {', '.join(missing)}")
    bounds = Bounds(low=0, high=_SPLIT_TOTAL)
    checked = {code: _number(parts[code], bounds, problems) for code in codes if code in parts}
    total = sum(checked.values())
    if not problems and abs(total - _SPLIT_TOTAL) > _SPLIT_TOLERANCE:
        problems.append(f"les parts font {total:g} et non 100")
    return checked


def _check_date(question: Question, value: object, problems: list[str]) -> AnswerValue:
    del question
    try:
        return date.fromisoformat(value).isoformat() if isinstance(value, str) else _no_date(problems)
    except ValueError:
        return _no_date(problems)


def _no_date(problems: list[str]) -> str:
    problems.append("une date possible est attendue, écrite AAAA-MM-JJ")
    return ""


def _check_year(question: Question, value: object, problems: list[str]) -> AnswerValue:
    return _year(value, question.bounds, problems)


def _check_table(question: Question, value: object, problems: list[str]) -> AnswerValue:
    if not isinstance(value, Sequence) or isinstance(value, str) or not 0 < len(value) <= MAX_ROWS:
        problems.append(f"de 1 à {MAX_ROWS} lignes sont attendues")
        return []
    return [_row(question.columns, row, problems) for row in value]


def _row(columns: tuple[Column, ...], row: object, problems: list[str]) -> AnswerValue:
    cells = _parts(row, tuple(column.code for column in columns), problems)
    checked = {column.code: _cell(column, cells[column.code], problems) for column in columns if column.code in cells}
    if not checked:
        problems.append("une ligne est vide")
    return checked


def _cell(column: Column, value: object, problems: list[str]) -> Cell:
    if column.kind is QuestionKind.OPEN:
        return _text(value, problems)
    if column.kind is QuestionKind.SINGLE:
        return _choice(value, column.choices, problems)
    if column.kind is QuestionKind.YEAR:
        return _year(value, column.bounds, problems)
    return _number(value, column.bounds, problems)


_CHECKS: dict[QuestionKind, Callable[[Question, object, list[str]], AnswerValue]] = {
    QuestionKind.OPEN: _check_open,
    QuestionKind.SHORT_TEXT: _check_short_text,
    QuestionKind.HALF_OPEN: _check_half_open,
    QuestionKind.SINGLE: _check_single,
    QuestionKind.MULTIPLE: _check_multiple,
    QuestionKind.NUMBER: _check_quantity,
    QuestionKind.PERCENTAGE: _check_quantity,
    QuestionKind.SCALE: _check_scale,
    QuestionKind.RANKING: _check_ranking,
    QuestionKind.SPLIT: _check_split,
    QuestionKind.DATE: _check_date,
    QuestionKind.YEAR: _check_year,
    QuestionKind.TABLE: _check_table,
    QuestionKind.MATRIX: _check_matrix,
    QuestionKind.FILE: _check_file,
    QuestionKind.DISPLAY: _check_display,
}
