"""The written form of an answer, the same in the database and in files, and what several kinds check alike.

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
from collections.abc import Mapping, Sequence

from autan.errors import DomainError
from autan.questionnaires.core.questionnaire import Bounds, ChoiceList

type Cell = str | int | float
type AnswerValue = Cell | Mapping[str, "AnswerValue"] | Sequence["AnswerValue"] | None

MAX_TEXT = 20_000
MAX_SHORT_TEXT = 255
MAX_ROWS = 200
FIRST_YEAR, LAST_YEAR = 1800, 2200
_MOST = 10**18  # as many figures as can be typed; a file may hold more


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


def check_text(value: object, problems: list[str], *, is_required: bool = True) -> str:
    """Return a text without the blanks at its ends; another value, or too long a text, is a problem."""
    if not isinstance(value, str) or (is_required and not value.strip()):
        problems.append("un texte est attendu")
        return ""
    if len(value) > MAX_TEXT:
        problems.append(f"le texte dépasse {MAX_TEXT} signes")
    return value.strip()


def check_number(value: object, bounds: Bounds, problems: list[str]) -> int | float:
    """Return a finite number within bounds, or 0 and a problem."""
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


def check_whole(value: object, bounds: Bounds, expected: str, problems: list[str]) -> int:
    """Return a whole number within bounds; `expected` is the problem of one that has decimals."""
    number = check_number(value, bounds, problems)
    if number != int(number):
        problems.append(expected)
    return int(number)


def check_choice(value: object, choices: ChoiceList | None, problems: list[str]) -> str:
    """Return the code of a choice of a list, or an empty text and a problem."""
    codes = choices.codes if choices else ()
    if not isinstance(value, str) or value not in codes:
        problems.append(f"un choix est attendu parmi : {', '.join(codes)}")
        return ""
    return value


def check_choices(value: object, choices: ChoiceList | None, twice: str, problems: list[str]) -> list[str]:
    """Return codes of a list, each once; `twice` is the problem of a code that comes again."""
    codes = [check_choice(code, choices, problems) for code in items_of(value)]
    if len(set(codes)) < len(codes):
        problems.append(twice)
    return codes


def check_parts(value: object, keys: tuple[str, ...], problems: list[str]) -> Mapping[str, object]:
    """Return a mapping of some keys and of no others, or an empty one and a problem."""
    if not isinstance(value, Mapping) or not set(value) <= set(keys):
        problems.append(f"un objet de clés {', '.join(keys)} est attendu")
        return {}
    return value


def is_list(value: object) -> bool:
    """True for a list of values, which a text is not."""
    return isinstance(value, Sequence) and not isinstance(value, str)


def items_of(value: object) -> Sequence[AnswerValue]:
    """Return the items of a list; none for any other value."""
    return value if isinstance(value, Sequence) and not isinstance(value, str) else ()


def parts_of(value: object) -> Mapping[str, AnswerValue]:
    """Return the parts of a mapping; none for any other value."""
    return value if isinstance(value, Mapping) else {}


def cell_of(value: AnswerValue, row: str, column: str) -> AnswerValue:
    """Return one cell of a matrix, or None when it is not known."""
    return parts_of(parts_of(value).get(row)).get(column)
