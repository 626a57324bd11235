"""Answers written to the format that an extension tells, with what that format does not hold."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from autan.ground.documents.renderers.workbooks import write_ods, xlsx_pieces
from autan.ground.errors import Fault, ImportFileError, RuleError
from autan.ground.wordings import Sentence, Text
from autan.survey.formats.core.answer_files.formats import FORMATS, AnswerFormat, Headings
from autan.survey.formats.core.answer_files.tables import AnswerExport, build_long_table, build_wide_table
from autan.survey.formats.core.answer_files.workbook import build_workbook
from autan.survey.formats.exporters.answers.text_files import csv_pieces, json_pieces
from autan.survey.formats.exporters.answers.typed_files import write_parquet, write_spss


def format_of(file: str) -> AnswerFormat:
    """Return the format that the extension of a name tells."""
    suffix = PurePath(file).suffix.lower()
    for answer_format in FORMATS:
        if answer_format.suffix == suffix:
            return answer_format
    known = ", ".join(answer_format.suffix for answer_format in FORMATS)
    raise ImportFileError(file, [Fault(value=suffix or None, expected=Sentence("un fichier {known}", known=known))])


@dataclass(slots=True, kw_only=True)
class AnswerFile:
    """A file of answers that is made as it is read.

    `losses`: what it does not hold: known from the format, then, once read, what had to be cut.
    """

    pieces: Iterator[bytes]
    losses: list[Fault]


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignFormat:
    """A file in which another tool would give the same answers. The room of this tool registers it.

    Attributes:
        losses: what it does not hold, known before anything is written.
        write: gives the whole file, and what it does not hold of these very answers.
    """

    code: str
    suffix: str
    name: Text
    losses: tuple[Text, ...]
    write: Callable[[AnswerExport], tuple[bytes, tuple[Fault, ...]]]


def write_answers(export: AnswerExport, file: str, **options: Any) -> tuple[bytes, tuple[Fault, ...]]:
    """Return the whole file in the format of its name, and what that format does not hold; see `answer_file`."""
    written = answer_file(export, file, **options)
    return b"".join(written.pieces), tuple(written.losses)


def answer_file(
    export: AnswerExport,
    file: str,
    *,
    headings: Headings = Headings.CODES,
    is_long: bool = False,
    separator: str = ",",
) -> AnswerFile:
    """Return the file in the format of its name, made line by line where the format allows it.

    Its headings are codes or words, for the formats that leave the choice. The long form has one row a cell with its
    author, day and source, rather than one row a territory. `separator` is that of CSV.

    Raises:
        ImportFileError: the extension is not one that we write.
        RuleError: the format has no long form, or too few columns for these answers.
    """
    written = format_of(file)
    if is_long and not written.has_long:
        message = "le format {suffix} n’a pas de forme longue\u202f; prenez .csv ou .parquet"
        raise RuleError(message, suffix=written.suffix)
    lost = written.losses_in(headings, is_long=is_long)
    losses = [Fault(column=written.suffix, expected=Sentence("perdu : {loss}", loss=loss)) for loss in lost]
    if written.suffix == ".json":
        return AnswerFile(pieces=json_pieces(export), losses=losses)
    if written.suffix in {".xlsx", ".ods"}:
        sheets = build_workbook(export, headings, tuple(losses), losses)
        pieces = xlsx_pieces(sheets) if written.suffix == ".xlsx" else iter([write_ods(sheets)])
        return AnswerFile(pieces=pieces, losses=losses)
    table = (build_long_table if is_long else build_wide_table)(export.sheet, export.questionnaire, headings)
    if written.suffix == ".csv":
        return AnswerFile(pieces=csv_pieces(table, separator=separator), losses=losses)
    if written.suffix == ".parquet":
        return AnswerFile(pieces=iter([write_parquet(export, table)]), losses=losses)
    data, cuts = write_spss(export, table)
    return AnswerFile(pieces=iter([data]), losses=[*losses, *cuts])
