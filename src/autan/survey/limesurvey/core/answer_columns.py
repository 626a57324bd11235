"""Columns in which LimeSurvey keeps the answers to each question, and which of Autan each fills.

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

A table of Autan is an array of numbered rows (`rosters`); a file of before has it whole in `CODE`, as a text.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from autan.ground.wordings import Sentence, Text
from autan.survey.formats.core.foreign_traits import trait_values
from autan.survey.limesurvey.core.limits import column_label, lines_of
from autan.survey.limesurvey.core.types import choice_codes, column_codes, question_codes, type_of_question
from autan.survey.questionnaires.core.kinds import QuestionKind
from autan.survey.questionnaires.core.kinds.registry import kind_of
from autan.survey.questionnaires.core.questionnaire import OTHER, ChoiceList, Question, Questionnaire
from autan.survey.questionnaires.core.spread.columns import CellKind, FlatColumn, Path

K = QuestionKind


class ColumnRole(StrEnum):
    """What a column of LimeSurvey gives to our answer."""

    VALUE = "value"
    RANK = "rank"  # the choice that has one rank
    NOTE = "note"  # a comment beside one choice
    FILE = "file"  # the list of files, in JSON
    NOTHING = "nothing"  # a text to read, an equation, a number of files
    UNREADABLE = "unreadable"  # a table of Autan, asked as a long text before it was an array


@dataclass(frozen=True, slots=True, kw_only=True)
class LimePart:
    """One part of the name of a column, after the code of the question.

    Attributes:
        code: as LimeSurvey writes it: code of a sub-question, rank, `other`, `comment`.
        scale: 0 for a line and 1 for a column of a grid; None for what is no sub-question.
    """

    code: str
    label: Text
    scale: str | None = None


_OTHER = LimePart(code="other", label=Sentence("Autre"))
_COMMENT = LimePart(code="comment", label=Sentence("Commentaire"))
_COUNT = LimePart(code="filecount", label=Text("filecount", "filecount"))


@dataclass(frozen=True, slots=True, kw_only=True)
class LimeColumn:
    """One column in which LimeSurvey keeps answers.

    Attributes:
        parts: what follows the code, between brackets.
        flat: our flat column that it fills, for a value.
        codes: our choice for each of LimeSurvey's codes.
        label: wording of the choice that a comment is beside.
    """

    question: Question
    code: str
    parts: tuple[LimePart, ...] = ()
    role: ColumnRole = ColumnRole.VALUE
    flat: FlatColumn | None = None
    codes: Mapping[str, str] = field(default_factory=dict)
    label: Text | None = None

    @property
    def rank(self) -> int:
        """The rank that its choice has, from 1; for a column of a ranking."""
        return int(self.parts[0].code)

    @property
    def is_dual(self) -> bool:
        """True for one of the two scales of a line."""
        return len(self.parts) == 2 and self.parts[1].scale is None  # a line, and a scale that is no sub-question


def list_answer_columns(questionnaire: Questionnaire) -> tuple[LimeColumn, ...]:
    """Return every column of the answers to a questionnaire, in order."""
    codes = question_codes(questionnaire)
    return tuple(column for question in questionnaire.questions for column in _columns(question, codes[question.code]))


def _columns(question: Question, code: str) -> Iterator[LimeColumn]:
    if question.kind is K.DISPLAY:
        yield LimeColumn(question=question, code=code, role=ColumnRole.NOTHING)
    elif question.kind is K.TABLE:
        yield LimeColumn(question=question, code=code, role=ColumnRole.UNREADABLE)
        yield from _cells(question, code)
    elif question.kind is K.FILE:
        yield LimeColumn(question=question, code=code, role=ColumnRole.FILE)
        yield LimeColumn(question=question, code=code, parts=(_COUNT,), role=ColumnRole.NOTHING)
    elif question.kind is K.RANKING:
        codes = _choices(question, question.choices)
        for rank in range(1, len(codes) + 1):
            part = LimePart(code=str(rank), label=Sentence("Rang {rank}", rank=rank))
            yield LimeColumn(question=question, code=code, parts=(part,), role=ColumnRole.RANK, codes=codes)
    elif question.kind is K.MATRIX:
        yield from _cells(question, code)
    elif question.kind in {K.MULTIPLE, K.SPLIT}:
        yield from _boxes(question, code)
    else:
        yield from _whole(question, code)


def _by_path(question: Question, length: int = 1) -> dict[Path, FlatColumn]:
    return {column.path: column for column in kind_of(question).columns(question, length)}


def _choices(question: Question, items: ChoiceList | None) -> dict[str, str]:
    """Our choice for each code of LimeSurvey."""
    source = type_of_question(question).fixed or items
    return {theirs: ours for ours, theirs in choice_codes(source, is_part=False).items()} if source else {}


def _whole(question: Question, code: str) -> Iterator[LimeColumn]:
    flat = _by_path(question)
    codes = _choices(question, question.choices)
    yield LimeColumn(question=question, code=code, flat=flat.get((), flat.get(("choice",))), codes=codes)
    for path, part in (((OTHER,), _OTHER), (("text",), _COMMENT)):
        if path in flat:
            yield LimeColumn(question=question, code=code, parts=(part,), flat=flat[path])


def _boxes(question: Question, code: str) -> Iterator[LimeColumn]:
    flat, has_comments = _by_path(question), type_of_question(question).letter == "P"
    items = question.choices
    theirs = choice_codes(items, is_part=True) if items else {}
    prefix = ("choices",) if question.kind is K.MULTIPLE else ()
    boxes: list[tuple[Path, LimePart]] = [
        ((*prefix, choice.code), LimePart(code=theirs[choice.code], label=choice.label, scale="0"))
        for choice in (items.choices if items else ())
    ]
    boxes += [((OTHER,), _OTHER)] if question.allows_other else []
    for path, part in boxes:
        yield LimeColumn(question=question, code=code, parts=(part,), flat=flat[path])
        if has_comments:
            label = part.label
            words = Text(f"{label.fr} - Commentaire", f"{label.en or label.fr} - Comment")
            comment = LimePart(code=f"{part.code}comment", label=words)
            yield LimeColumn(question=question, code=code, parts=(comment,), role=ColumnRole.NOTE, label=label)


def _cells(question: Question, code: str) -> Iterator[LimeColumn]:
    lines, lime_type = lines_of(question), type_of_question(question)
    lime_codes = choice_codes(lines, is_part=True) if lines else {}
    flat = _by_path(question, len(lime_codes))
    codes_of_columns = column_codes(question)
    for number, line in enumerate(lines.choices if lines else (), start=1):
        row = LimePart(code=lime_codes[line.code], label=line.label, scale="0")
        for rank, column in enumerate(question.columns, start=1):
            parts: tuple[LimePart, ...] = (row,)
            if lime_type.has_named_columns:
                parts = (row, LimePart(code=codes_of_columns[column.code], label=column_label(column), scale="1"))
            elif lime_type.scales > 1:
                parts = (row, LimePart(code=str(rank), label=_scale_words(question, rank)))
            cell = flat[line.code if question.rows else number, column.code]
            codes = _choices(question, column.choices) if cell.kind is CellKind.CHOICE else {}
            yield LimeColumn(question=question, code=code, parts=parts, flat=cell, codes=codes)


def _scale_words(question: Question, rank: int) -> Text:
    """Words over one scale of a dual scale: those it was given, else its number."""
    headers = trait_values(question.kept, f"attribute.dualscale_header{'AB'[rank - 1]}")
    french = headers.get(".fr") or next(iter(headers.values()), "")
    return Text(french or f"Échelle {rank}", headers.get(".en") or french or f"Scale {rank}")
