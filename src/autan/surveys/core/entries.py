"""What did a person type in the fields of a question, and is it an answer?

The fields of a question are its *parts*, by name: what is typed is kept to the letter, read into a value in the form
that `values` gives, and shown again as it was when it is at fault. `entry_parts` goes the other way.

| kind | parts |
|---|---|
| open, short_text, number, percentage, scale, date, year | `value` |
| half_open | `choice`, `text` |
| single, multiple | `choice` (several for multiple), `other` |
| ranking | `rank.<choice>` |
| split | `part.<choice>` |
| table | `cell.<row number>.<column>` |
| matrix | `cell.<row>.<column>` |
| file | `name`, `link` |
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from autan.evidence.core.notation import NO_BREAK_SPACE
from autan.evidence.core.texts import Text
from autan.evidence.core.units import get_unit
from autan.surveys.core.entry_numbers import read_number, write_number
from autan.surveys.core.kinds import AnswerConfidence, AnswerState, QuestionKind
from autan.surveys.core.questionnaire import OTHER, Bounds, Column, Question
from autan.surveys.core.values import (
    FIRST_YEAR,
    LAST_YEAR,
    MAX_ROWS,
    MAX_SHORT_TEXT,
    MAX_TEXT,
    AnswerValue,
    InvalidAnswerError,
    check_value,
)

type Parts = Mapping[str, tuple[str, ...]]

MAX_SOURCE = 300
STATES_IN_PLACE = (AnswerState.NO_DATA_EXISTS, AnswerState.REFUSED, AnswerState.NOT_APPLICABLE)
_FRENCH_DAY = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_SPLIT_TOTAL = 100
_SPLIT_TOLERANCE = 0.5


class KeptReason(StrEnum):
    """Why what was typed could not be recorded."""

    INVALID = "invalid"
    CONTESTED = "contested"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What one screen says of one question.

    Attributes:
        question: its code.
        based_on: revision of the answer that the screen showed; 0 when there was none.
        parts: what its fields hold, to the letter.
        state: what stands in place of a value, or None.
        source_document: where the answer comes from, as typed.
        confidence: how sure the person is, or None.
        contested: the newer revision that the person was shown beside this one, or 0.
        keeps_theirs: what the person chose then: True for the other answer, False for this one, None for neither yet.
        shows_kept: True when the screen showed what the person had typed before and could not be recorded.
    """

    question: str
    based_on: int
    parts: Parts
    state: AnswerState | None = None
    source_document: str = ""
    confidence: AnswerConfidence | None = None
    contested: int = 0
    keeps_theirs: bool | None = None
    shows_kept: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFault:
    """One fault of an entry: the part it stands in, and what to do about it."""

    part: str
    message: Text


def normalise_parts(parts: Parts) -> dict[str, tuple[str, ...]]:
    r"""Return parts in the form in which they are compared: trimmed, empty ones away, line ends alike.

    >>> normalise_parts({"text": (" a\r\nb ",), "choice": ("",)})
    {'text': ('a\nb',)}
    """
    trimmed = {
        name: tuple(sorted(value for value in (_normal(text) for text in texts) if value))
        for name, texts in parts.items()
    }
    return {name: texts for name, texts in sorted(trimmed.items()) if texts}


def _normal(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").strip()


def read_value(question: Question, parts: Parts) -> tuple[AnswerValue, tuple[EntryFault, ...]]:
    """Read the parts of a question into a value.

    Returns:
        The value in its written form, or None when nothing was typed or something is at fault; and every fault.

    >>> read_value(Question(code="q", kind=QuestionKind.YEAR, text=Text("", "")), {"value": ("2008",)})
    (2008, ())
    """
    faults: list[EntryFault] = []
    given = normalise_parts(parts)
    if not given or not question.is_asked:
        return None, ()
    value = _READERS[question.kind](question, given, faults)
    if faults or value is None:
        return None, tuple(faults)
    try:
        return check_value(question, value), ()
    except InvalidAnswerError as error:
        first = next(iter(given))
        return None, tuple(EntryFault(part=first, message=Text(words, words)) for words in error.problems)


def _one(parts: Parts, name: str) -> str:
    return parts.get(name, ("",))[0]


def _read_text(question: Question, parts: Parts, faults: list[EntryFault]) -> AnswerValue:
    text = _one(parts, "value")
    most = MAX_SHORT_TEXT if question.kind is QuestionKind.SHORT_TEXT else MAX_TEXT
    _check_length(text, most, "value", faults)
    if question.kind is QuestionKind.SHORT_TEXT and "\n" in text:
        faults.append(EntryFault(part="value", message=Text("une seule ligne est attendue", "one line is expected")))
    return text


def _check_length(text: str, most: int, part: str, faults: list[EntryFault]) -> None:
    if len(text) > most:
        french = f"ce texte a {write_number(len(text))} signes ; {write_number(most)} au plus sont gardés"
        english = f"this text has {len(text):,} characters; at most {most:,} are kept"
        faults.append(EntryFault(part=part, message=Text(french.replace(" ;", "\u202f;"), english)))


def _read_number(question: Question, parts: Parts, faults: list[EntryFault]) -> AnswerValue:
    return _number(_one(parts, "value"), "value", question.unit, question.bounds, faults)


def _number(text: str, part: str, unit: str, bounds: Bounds, faults: list[EntryFault]) -> int | float | None:
    symbol = get_unit(unit).symbol if unit else Text("", "")
    number = read_number(text, (symbol.fr, symbol.en))
    if number is None:
        french = f"un nombre est attendu, comme 12\u202f500 ou 3,5\u202f; «\u202f{text[:40]}\u202f» n’en est pas un"
        english = f"a number is expected, such as 12 500 or 3,5; “{text[:40]}” is not one"
        faults.append(EntryFault(part=part, message=Text(french, english)))
    elif number not in bounds:
        faults.append(EntryFault(part=part, message=_out_of(bounds)))
    return number


def _out_of(bounds: Bounds) -> Text:
    low, high = ("" if end is None else write_number(_plain(end)) for end in (bounds.low, bounds.high))
    if low and high:
        return Text(f"un nombre de {low} à {high} est attendu", f"a number from {low} to {high} is expected")
    if low:
        return Text(f"un nombre d’au moins {low} est attendu", f"a number of at least {low} is expected")
    return Text(f"un nombre d’au plus {high} est attendu", f"a number of at most {high} is expected")


def _plain(number: float) -> int | float:
    return int(number) if float(number).is_integer() else number


def _read_year(question: Question, parts: Parts, faults: list[EntryFault]) -> AnswerValue:
    low = FIRST_YEAR if question.bounds.low is None else question.bounds.low
    high = LAST_YEAR if question.bounds.high is None else question.bounds.high
    text = _one(parts, "value")
    if text.isdecimal() and low <= int(text) <= high:
        return int(text)
    french = f"une année de {low:.0f} à {high:.0f}, en quatre chiffres, est attendue"
    faults.append(EntryFault(part="value", message=Text(french, f"a year from {low:.0f} to {high:.0f} is expected")))
    return None


def _read_day(question: Question, parts: Parts, faults: list[EntryFault]) -> AnswerValue:
    del question
    text = _one(parts, "value")
    french = _FRENCH_DAY.fullmatch(text)
    written = f"{french[3]}-{int(french[2]):02}-{int(french[1]):02}" if french else text
    try:
        return date.fromisoformat(written).isoformat()
    except ValueError:
        words = Text("une date possible est attendue, comme 12/03/2013", "a possible date is expected, like 2013-03-12")
        faults.append(EntryFault(part="value", message=words))
        return None


def _read_half_open(question: Question, parts: Parts, faults: list[EntryFault]) -> AnswerValue:
    text = _one(parts, "text")
    _check_length(text, MAX_TEXT, "text", faults)
    return {"choice": _choice(question, _one(parts, "choice"), "choice", faults) or None, "text": text}


def _choice(question: Question, code: str, part: str, faults: list[EntryFault]) -> str:
    if code and (question.choices is None or code not in question.choices.codes):
        words = Text(f"«\u202f{code[:40]}\u202f» n’est pas proposé ici", f"“{code[:40]}” is not offered here")
        faults.append(EntryFault(part=part, message=words))
    return code


def _read_single(question: Question, parts: Parts, faults: list[EntryFault]) -> AnswerValue:
    code, other = _one(parts, "choice"), _one(parts, "other")
    if not question.allows_other or (code != OTHER and not other):
        return _choice(question, code, "choice", faults)
    _check_length(other, MAX_TEXT, "other", faults)
    if not other:
        faults.append(EntryFault(part="other", message=Text("précisez cette autre réponse", "say which other answer")))
    elif code not in {"", OTHER}:
        words = Text(
            "un choix de la liste et une autre réponse sont donnés à la fois\u202f: gardez l’un des deux",
            "a choice of the list and another answer are both given: keep one of them",
        )
        faults.append(EntryFault(part="other", message=words))
    return {OTHER: other}


def _read_multiple(question: Question, parts: Parts, faults: list[EntryFault]) -> AnswerValue:
    codes = [_choice(question, code, "choice", faults) for code in parts.get("choice", ()) if code != OTHER]
    other = _one(parts, "other") if question.allows_other else ""
    _check_length(other, MAX_TEXT, "other", faults)
    return {"choices": codes, OTHER: other} if other else {"choices": codes}


def _read_ranking(question: Question, parts: Parts, faults: list[EntryFault]) -> AnswerValue:
    codes = question.choices.codes if question.choices else ()
    ranks: dict[int, str] = {}
    for code in codes:
        part = f"rank.{code}"
        if part not in parts:
            continue
        rank = _number(_one(parts, part), part, "", Bounds(low=1, high=len(codes)), faults)
        if rank in ranks:
            words = Text("ce rang est déjà donné à un autre choix", "this rank is given to another choice already")
            faults.append(EntryFault(part=part, message=words))
        elif rank is not None:
            ranks[int(rank)] = code
    return [ranks[rank] for rank in sorted(ranks)] or None


def _read_split(question: Question, parts: Parts, faults: list[EntryFault]) -> AnswerValue:
    """Shares that are left empty are zero once those that are given make the whole, and unknown otherwise."""
    bounds, codes = Bounds(low=0, high=_SPLIT_TOTAL), question.choices.codes if question.choices else ()
    shares = {
        code: _number(_one(parts, f"part.{code}"), f"part.{code}", "pct", bounds, faults)
        for code in codes
        if f"part.{code}" in parts
    }
    total = sum(share for share in shares.values() if share is not None)
    if not faults and abs(total - _SPLIT_TOTAL) > _SPLIT_TOLERANCE:
        sum_shown = write_number(_plain(total))
        words = Text(
            f"ces parts font {sum_shown}{NO_BREAK_SPACE}% et non 100{NO_BREAK_SPACE}%",
            f"these shares make {sum_shown}% and not 100%",
        )
        faults.append(EntryFault(part=f"part.{next((c for c in codes if c not in shares), codes[-1])}", message=words))
    return {code: shares.get(code, 0) for code in codes}


def _read_file(question: Question, parts: Parts, faults: list[EntryFault]) -> AnswerValue:
    del question
    link, name = _one(parts, "link"), _one(parts, "name")
    if link and not link.startswith(("https://", "http://")):
        words = Text("un lien qui commence par https:// est attendu", "a link that begins with https:// is expected")
        faults.append(EntryFault(part="link", message=words))
    if set(name) & set("/\\"):
        words = Text("un nom de document, sans dossier, est attendu", "the name of a document is expected, no folder")
        faults.append(EntryFault(part="name", message=words))
    _check_length(link, MAX_SHORT_TEXT * 8, "link", faults)
    _check_length(name, MAX_SHORT_TEXT, "name", faults)
    return {key: text for key, text in (("name", name), ("link", link)) if text}


def _read_table(question: Question, parts: Parts, faults: list[EntryFault]) -> AnswerValue:
    numbers = row_numbers(parts)
    if len(numbers) > MAX_ROWS:
        words = Text(f"{MAX_ROWS} lignes au plus sont gardées", f"at most {MAX_ROWS} rows are kept")
        faults.append(EntryFault(part=f"cell.{numbers[MAX_ROWS]}.{question.columns[0].code}", message=words))
        return None
    rows = [_read_row(question, str(number), parts, faults) for number in numbers]
    return [row for row in rows if row] or None


def row_numbers(parts: Iterable[str]) -> list[int]:
    """Return the numbers of the rows of a table that some parts name, in order.

    >>> row_numbers(["cell.0.title", "cell.12.title", "cell.12.year", "value"])
    [0, 12]
    """
    found = {name.split(".")[1] for name in parts if name.startswith("cell.") and name.count(".") == 2}
    return sorted(int(number) for number in found if number.isdecimal() and len(number) < 6)


def _read_matrix(question: Question, parts: Parts, faults: list[EntryFault]) -> AnswerValue:
    lines = question.rows.codes if question.rows else ()
    rows = {code: _read_row(question, code, parts, faults) for code in lines}
    return {code: row for code, row in rows.items() if row} or None


def _read_row(question: Question, row: str, parts: Parts, faults: list[EntryFault]) -> dict[str, AnswerValue]:
    cells: dict[str, AnswerValue] = {}
    for column in question.columns:
        part = f"cell.{row}.{column.code}"
        if part in parts:
            value, found = read_value(_as_question(column), {cell_part(column): parts[part]})
            faults += [EntryFault(part=part, message=fault.message) for fault in found]
            if value is not None:
                cells[column.code] = value
    return cells


def cell_part(column: Column) -> str:
    """Return the part that a cell would be, were its column a question of its own."""
    return "choice" if column.kind is QuestionKind.SINGLE else "value"


def _as_question(column: Column) -> Question:
    return Question(
        code=column.code,
        kind=column.kind,
        text=column.label,
        unit=column.unit,
        bounds=column.bounds,
        choices=column.choices,
    )


_READERS: dict[QuestionKind, Callable[[Question, Parts, list[EntryFault]], AnswerValue]] = {
    QuestionKind.OPEN: _read_text,
    QuestionKind.SHORT_TEXT: _read_text,
    QuestionKind.HALF_OPEN: _read_half_open,
    QuestionKind.SINGLE: _read_single,
    QuestionKind.MULTIPLE: _read_multiple,
    QuestionKind.NUMBER: _read_number,
    QuestionKind.PERCENTAGE: _read_number,
    QuestionKind.SCALE: _read_number,
    QuestionKind.RANKING: _read_ranking,
    QuestionKind.SPLIT: _read_split,
    QuestionKind.DATE: _read_day,
    QuestionKind.YEAR: _read_year,
    QuestionKind.TABLE: _read_table,
    QuestionKind.MATRIX: _read_matrix,
    QuestionKind.FILE: _read_file,
}
