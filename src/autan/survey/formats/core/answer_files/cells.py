"""What a cell of a file says in its flat column, and texts of CSV that no spreadsheet takes for a formula."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from autan.ground.tables.core.tables import text_of
from autan.ground.wordings import Sentence, Text
from autan.survey.formats.core.answer_files.tables import code_of_words, labels_of
from autan.survey.questionnaires.core.answers.values import AMBIGUOUS
from autan.survey.questionnaires.core.kinds import AnswerState
from autan.survey.questionnaires.core.spread.columns import CellKind, FlatCell, FlatColumn
from autan.survey.questionnaires.core.spread.flattening import PARTLY

_NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d{1,3})?")
_NUMBERS = frozenset({CellKind.NUMBER, CellKind.WHOLE})
_MOST_FIGURES = 18
_BLANKS = re.compile("[ \u00a0\u202f]")
_ISO_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})([ T].*)?")
_FRENCH_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})( .*)?")
TICKED = frozenset({"1", "y", "yes", "oui", "o", "x", "true", "vrai"})
UNTICKED = frozenset({"0", "n", "no", "non", "false", "faux"})
_LISTED = 8


class UnreadableCellError(ValueError):
    """A cell does not hold what its column expects."""

    def __init__(self, expected: str) -> None:
        self.expected = expected
        super().__init__(expected)


class AmbiguousNumberError(UnreadableCellError):
    """A text is a number with thousands, or another with three decimals: which of them is asked, never guessed."""

    def __init__(self, text: str) -> None:
        super().__init__(ask_number(text))


def ask_number(text: str) -> str:
    """Ask which of the two numbers that a text may be is meant, in French.

    >>> ask_number("12.500").replace("\u202f", " ").replace("\u00a0", " ")
    'un nombre qui se lit d’une seule façon : 12 500, ou 12,500'
    """
    whole, decimals = re.split("[.,]", text.strip())
    thousands = f"{whole}\u202f{decimals}"
    return Sentence(
        "un nombre qui se lit d’une seule façon\u00a0: {thousands}, ou {decimal}",
        thousands=thousands,
        decimal=f"{whole},{decimals}",
    )


def decimal_mark_in(texts: Iterable[str]) -> str:
    """Return the decimal mark that the numbers of a column show; empty when they show none, or both.

    >>> decimal_mark_in(["1,500", "12,5"]), decimal_mark_in(["1,500", "3"]), decimal_mark_in(["1,5", "1.5"])
    (',', '', '')
    """
    numbers = [text for text in texts if _NUMBER.fullmatch(_BLANKS.sub("", text)) and not is_ambiguous(text)]
    marks = {sign for text in numbers for sign in ",." if sign in text}
    return marks.pop() if len(marks) == 1 else ""


def with_decimal_mark(text: str, mark: str) -> str:
    """Return a number that could be read in two ways, written so that its mark of decimals is known.

    >>> with_decimal_mark("12.500", "."), with_decimal_mark("12.500", ",")
    ('12.5000', '12500')
    """
    return f"{text}0" if mark in text else re.sub("[.,]", "", text)


def is_ambiguous(text: str) -> bool:
    """Say whether a text may be a number with thousands or another with three decimals.

    >>> is_ambiguous("12.500"), is_ambiguous("0,500"), is_ambiguous("12,50"), is_ambiguous("1 250,500")
    (True, False, False, False)
    """
    return AMBIGUOUS.fullmatch(text.strip()) is not None


def read_cell(column: FlatColumn, raw: str | float) -> FlatCell:
    """Return what a cell that is not empty says.

    Raises:
        AmbiguousNumberError: it is a text that may be either of two numbers.
        UnreadableCellError: it does not hold what the column expects.

    >>> year = FlatColumn(question="q", path=(), kind=CellKind.WHOLE, label=Text("Année", "Year"))
    >>> read_cell(year, "2 013"), read_cell(year, 2013.0)
    (2013, 2013)
    """
    text = text_of(raw)
    if isinstance(raw, str) and column.kind in _NUMBERS and is_ambiguous(text):
        raise AmbiguousNumberError(text)
    if column.kind is CellKind.CHOICE:
        return _read_choice(text, labels_of(column))
    return _READERS[column.kind](text)


def read_state(text: str) -> tuple[AnswerState, bool]:
    """Return the state that a word says, and whether the answer may not be whole.

    Raises UnreadableCellError: no state is worded so.
    """
    column = FlatColumn(question="", path=(), kind=CellKind.STATE, label=Text("", ""))
    code = _read_choice(text, labels_of(column))
    return (AnswerState.ANSWERED, True) if code == PARTLY else (AnswerState(code), False)


def read_number(text: str) -> int | float:
    """Return a number written the French or the English way.

    Raises:
        UnreadableCellError: no number, more than eighteen figures, or a separator of thousands that could be decimal.

    >>> read_number("1 250,5"), read_number("-3")
    (1250.5, -3)
    """
    stripped = _BLANKS.sub("", text)
    if not _NUMBER.fullmatch(stripped):
        raise UnreadableCellError("un nombre")
    stripped = stripped.replace(",", ".")
    if len(stripped.lstrip("+-").partition(".")[0]) > _MOST_FIGURES:
        raise UnreadableCellError("un nombre d’au plus dix-huit chiffres")
    return int(stripped) if re.fullmatch(r"[+-]?\d{1,18}", stripped) else float(stripped)


def _read_whole(text: str) -> int:
    number = read_number(text)
    if number != int(number):
        raise UnreadableCellError("un nombre entier")
    return int(number)


def _read_day(text: str) -> str:
    iso, french = _ISO_DAY.fullmatch(text), _FRENCH_DAY.fullmatch(text)
    try:
        if iso:
            return date.fromisoformat(iso[1]).isoformat()
        if french:
            return date(int(french[3]), int(french[2]), int(french[1])).isoformat()
    except ValueError:
        pass
    raise UnreadableCellError("une date possible, écrite AAAA-MM-JJ ou JJ/MM/AAAA")


def _read_flag(text: str) -> int:
    word = text.casefold()
    if word in TICKED:
        return 1
    if word in UNTICKED:
        return 0
    raise UnreadableCellError("1 ou 0, oui ou non")


def _read_choice(text: str, labels: Mapping[str, Text]) -> str:
    code = code_of_words(labels, text)
    if code is None:
        listed = [f"{code} ({label.fr})" if label.fr != code else code for code, label in labels.items()]
        raise UnreadableCellError(list_expected(listed))
    return code


def list_expected(choices: Sequence[str]) -> str:
    """Say which choices were expected, the first eight of them."""
    more = ", …" if len(choices) > _LISTED else ""
    return Sentence("un choix parmi : {choices}{more}", choices=", ".join(choices[:_LISTED]), more=more)


_READERS: dict[CellKind, Callable[[str], FlatCell]] = {
    CellKind.TEXT: lambda text: text,
    CellKind.NUMBER: read_number,
    CellKind.WHOLE: _read_whole,
    CellKind.RANK: _read_whole,
    CellKind.DATE: _read_day,
    CellKind.FLAG: _read_flag,
}


SEPARATORS = (",", ";", "\t")
_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")  # full-width signs open formulas too
_GUARDED = re.compile("''*[=+\\-@\t\r\n＝＋－＠]")


def escape_formula(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula.

    >>> escape_formula("=1+1"), escape_formula("Plan climat")
    ("'=1+1", 'Plan climat')
    """
    return f"'{text}" if _FORMULA.match(text) else text


def restore_text(text: str) -> str:
    """Return a guarded text as it was.

    >>> restore_text("'=1+1"), restore_text("l'élu")
    ('=1+1', "l'élu")
    """
    return text[1:] if _GUARDED.match(text) else text
