"""Which columns does LimeSurvey keep the answers to each question in, and which of ours does each fill?

| types | columns of question `CODE` |
|---|---|
| S T U N D G Y 5 L ! | `CODE`, and `CODE[other]` where « autre » is offered |
| O | `CODE`, `CODE[comment]` |
| M P | `CODE[SQ001]`, `CODE[SQ001comment]`, `CODE[other]`, `CODE[othercomment]` |
| Q K A B C E F H | `CODE[SQ001]` |
| ; and : | `CODE[ROW_COLUMN]` |
| 1 | `CODE[SQ001][1]`, `CODE[SQ001][2]` |
| R | `CODE[1]`, `CODE[2]`...: the choice of each rank |
| file | `CODE`, `CODE[filecount]` |
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from autan.evidence.core.texts import Text
from autan.formats.exporters.limesurvey.letters import letter_of, rename_codes
from autan.formats.importers.limesurvey.texts import LONGEST_ANSWER, LONGEST_CODE
from autan.formats.importers.limesurvey.types import FIXED_LISTS
from autan.questionnaires.core.kinds import QuestionKind
from autan.questionnaires.core.kinds.registry import kind_of
from autan.questionnaires.core.questionnaire import OTHER, ChoiceList, ForeignTrait, Question, Questionnaire
from autan.questionnaires.core.spread.columns import ColumnKind, FlatColumn, Path

K = QuestionKind
_OTHER_WORDS = Text("Autre", "Other")
_COMMENT_WORDS = Text("Commentaire", "Comment")
_COUNT_WORDS = Text("filecount", "filecount")
_RANK_WORDS = Text("Rang", "Rank")
_SCALE_WORDS = Text("Échelle", "Scale")


class FieldRole(StrEnum):
    """What a column of LimeSurvey gives to our answer."""

    VALUE = "value"
    RANK = "rank"  # the choice that has one rank
    NOTE = "note"  # a comment beside one choice
    FILE = "file"  # the list of files, in JSON
    NOTHING = "nothing"  # a text to read, an equation, a number of files
    UNREADABLE = "unreadable"  # a table of ours, asked as a long text


@dataclass(frozen=True, slots=True, kw_only=True)
class LimePart:
    """One part of the name of a column, after the code of the question.

    Attributes:
        code: as LimeSurvey writes it: code of a sub-question, rank, `other`, `comment`.
        label: its wording.
        scale: 0 for a line and 1 for a column of a grid; None for what is no sub-question.
    """

    code: str
    label: Text
    scale: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LimeField:
    """One column in which LimeSurvey keeps answers.

    Attributes:
        question: our question.
        code: LimeSurvey's code of the question.
        parts: what follows the code, between brackets.
        role: what it gives.
        column: our flat column that it fills, for a value.
        codes: our choice for each of LimeSurvey's codes.
        label: wording of the choice that a comment is beside.
    """

    question: Question
    code: str
    parts: tuple[LimePart, ...] = ()
    role: FieldRole = FieldRole.VALUE
    column: FlatColumn | None = None
    codes: Mapping[str, str] = field(default_factory=dict)
    label: Text | None = None


def list_fields(questionnaire: Questionnaire) -> tuple[LimeField, ...]:
    """Return every column of the answers to a questionnaire, in order."""
    wanted = {question.code: _lookup(question.kept).get("code", "") for question in questionnaire.questions}
    codes = rename_codes(list(wanted), wanted, longest=LONGEST_CODE)
    return tuple(found for question in questionnaire.questions for found in _fields(question, codes[question.code]))


def option_codes(items: ChoiceList, *, is_part: bool) -> dict[str, str]:
    """Return LimeSurvey's code of each of our choices, as the exporter writes it."""
    kept = _lookup(items.kept)
    wanted = {code: kept.get(f"{code}.code", "") for code in items.codes}
    return rename_codes(list(wanted), wanted, longest=LONGEST_CODE if is_part else LONGEST_ANSWER)


def _lookup(traits: Sequence[ForeignTrait]) -> dict[str, str]:
    return {trait.name: trait.value for trait in traits}


def _fields(question: Question, code: str) -> Iterator[LimeField]:
    letter = letter_of(question)
    if question.kind is K.DISPLAY:
        yield LimeField(question=question, code=code, role=FieldRole.NOTHING)
    elif question.kind is K.TABLE:
        yield LimeField(question=question, code=code, role=FieldRole.UNREADABLE)
    elif question.kind is K.FILE:
        count = LimePart(code="filecount", label=_COUNT_WORDS)
        yield LimeField(question=question, code=code, role=FieldRole.FILE)
        yield LimeField(question=question, code=code, parts=(count,), role=FieldRole.NOTHING)
    elif question.kind is K.RANKING and question.choices:
        yield from _ranks(question, code, question.choices)
    elif question.kind is K.MATRIX:
        yield from _cells(question, code, letter)
    elif question.kind in {K.MULTIPLE, K.SPLIT}:
        yield from _boxes(question, code, letter)
    else:
        yield from _whole(question, code, letter)


def _columns(question: Question) -> dict[Path, FlatColumn]:
    return {column.path: column for column in kind_of(question).columns(question)}


def _choices(items: ChoiceList | None, letter: str) -> dict[str, str]:
    """Our choice for each code of LimeSurvey."""
    if items is None:
        return {}
    source = FIXED_LISTS.get(letter, items)
    return {theirs: ours for ours, theirs in option_codes(source, is_part=False).items()}


def _whole(question: Question, code: str, letter: str) -> Iterator[LimeField]:
    columns, codes = _columns(question), _choices(question.choices, letter)
    first = columns.get((), columns.get(("choice",)))
    yield LimeField(question=question, code=code, column=first, codes=codes)
    if (OTHER,) in columns:
        part = LimePart(code="other", label=_OTHER_WORDS)
        yield LimeField(question=question, code=code, parts=(part,), column=columns[OTHER,])
    if ("text",) in columns:
        part = LimePart(code="comment", label=_COMMENT_WORDS)
        yield LimeField(question=question, code=code, parts=(part,), column=columns["text",])


def _boxes(question: Question, code: str, letter: str) -> Iterator[LimeField]:
    columns = _columns(question)
    items = question.choices
    theirs = option_codes(items, is_part=True) if items else {}
    prefix = ("choices",) if question.kind is K.MULTIPLE else ()
    for choice in items.choices if items else ():
        part = LimePart(code=theirs[choice.code], label=choice.label, scale="0")
        yield LimeField(question=question, code=code, parts=(part,), column=columns[*prefix, choice.code])
        if letter == "P":
            yield _comment(question, code, LimePart(code=f"{part.code}comment", label=choice.label), choice.label)
    if (OTHER,) in columns:
        part = LimePart(code="other", label=_OTHER_WORDS)
        yield LimeField(question=question, code=code, parts=(part,), column=columns[OTHER,])
        if letter == "P":
            yield _comment(question, code, LimePart(code="othercomment", label=_OTHER_WORDS), _OTHER_WORDS)


def _comment(question: Question, code: str, part: LimePart, label: Text) -> LimeField:
    words = Text(f"{label.fr} - {_COMMENT_WORDS.fr}", f"{label.en or label.fr} - {_COMMENT_WORDS.en}")
    shown = LimePart(code=part.code, label=words)
    return LimeField(question=question, code=code, parts=(shown,), role=FieldRole.NOTE, label=label)


def _ranks(question: Question, code: str, items: ChoiceList) -> Iterator[LimeField]:
    codes = _choices(items, "R")
    for rank in range(1, len(items.choices) + 1):
        words = Text(f"{_RANK_WORDS.fr} {rank}", f"{_RANK_WORDS.en} {rank}")
        part = LimePart(code=str(rank), label=words)
        yield LimeField(question=question, code=code, parts=(part,), role=FieldRole.RANK, codes=codes)


def _cells(question: Question, code: str, letter: str) -> Iterator[LimeField]:
    columns = _columns(question)
    rows = question.rows
    theirs = option_codes(rows, is_part=True) if rows else {}
    named = _column_codes(question)
    for line in rows.choices if rows else ():
        row = LimePart(code=theirs[line.code], label=line.label, scale="0")
        for rank, column in enumerate(question.columns, start=1):
            parts: tuple[LimePart, ...] = (row,)
            if letter in ":;":
                parts = (row, LimePart(code=named[column.code], label=column.text, scale="1"))
            elif letter == "1":
                words = _header_of(question, rank)
                parts = (row, LimePart(code=str(rank), label=words))
            flat = columns[line.code, column.code]
            codes = _choices(column.choices, letter) if flat.kind is ColumnKind.CHOICE else {}
            yield LimeField(question=question, code=code, parts=parts, column=flat, codes=codes)


def _header_of(question: Question, rank: int) -> Text:
    """Words over one scale of a dual scale: those it was given, else its number."""
    kept = _lookup(question.kept)
    name = f"attribute.dualscale_header{'AB'[rank - 1]}"
    given = {address.rpartition(".")[2]: words for address, words in kept.items() if address.startswith(name)}
    french = given.get("fr") or next(iter(given.values()), "")
    return Text(french or f"{_SCALE_WORDS.fr} {rank}", given.get("en") or french or f"{_SCALE_WORDS.en} {rank}")


def _column_codes(question: Question) -> dict[str, str]:
    kept = _lookup(question.kept)
    wanted = {column.code: kept.get(f"column.{column.code}.code", "") for column in question.columns}
    return rename_codes(list(wanted), wanted, longest=LONGEST_CODE)
