"""Answers written to the format that an extension tells, with what it does not hold; texts among them."""

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import batched
from pathlib import PurePath
from tempfile import TemporaryFile
from typing import IO, Any

from autan.ground.documents.renderers.workbooks import write_ods, xlsx_pieces
from autan.ground.errors import Fault, ImportFileError, RuleError
from autan.ground.wordings import Sentence, Text
from autan.survey.campaigns.core.exchange import SheetAnswer
from autan.survey.campaigns.models import Campaign
from autan.survey.campaigns.queries.importing import attachments_of
from autan.survey.formats.core.answer_files.cells import escape_formula
from autan.survey.formats.core.answer_files.formats import FORMATS, JSON_FORMAT, JSON_VERSION, AnswerFormat, Headings
from autan.survey.formats.core.answer_files.tables import (
    INVENTED_MARK,
    AnswerExport,
    AnswerTable,
    build_long_table,
    build_wide_table,
)
from autan.survey.formats.core.answer_files.workbook import build_workbook
from autan.survey.formats.exporters.answers.typed_files import write_parquet, write_spss
from autan.survey.questionnaires.core.answers.values import write_float
from autan.survey.questionnaires.core.spread.columns import FlatCell

_ROWS = 200  # written together


def csv_pieces(table: AnswerTable, *, separator: str = ",") -> Iterator[bytes]:
    """Give a CSV file piece by piece, in UTF-8 with a byte-order mark so that accents are read right."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator, lineterminator="\r\n")
    text.write("\ufeff")
    writer.writerow([escape_formula(column.heading) for column in table.columns])
    for rows in batched(table.rows, _ROWS):
        writer.writerows(map(_safe_cell, row) for row in rows)
        yield text.getvalue().encode()
        text.seek(0)
        text.truncate()
    yield text.getvalue().encode()


def _safe_cell(cell: FlatCell) -> FlatCell:
    """A cell that no spreadsheet takes for a formula, and no reader for another number."""
    return escape_formula(cell) if isinstance(cell, str) else write_float(cell) if isinstance(cell, float) else cell


def json_pieces(export: AnswerExport) -> Iterator[bytes]:
    """Give the JSON file a territory at a time; see docs/reference/answer-files.md for its keys."""
    sheet = export.sheet
    content = {
        "format": JSON_FORMAT,
        "format_version": JSON_VERSION,
        "campaign": sheet.campaign,
        "title": {"fr": export.title.fr, "en": export.title.en},
        "network": {"fr": export.network.fr, "en": export.network.en},
        "is_invented": sheet.is_invented,
        "mark": INVENTED_MARK.fr if sheet.is_invented else None,
        "questionnaire": export.questionnaire.slug,
        "version": export.questionnaire.version.isoformat(),
        "territories": [],
    }
    head, tail = _json(content).rsplit("[]", 1)
    yield f"{head}[".encode()
    for rank, row in enumerate(sheet.rows):
        territory = {"siren": row.siren, "name": row.name, "answers": [_answer(answer) for answer in row.answers]}
        yield f"{',' if rank else ''}\n{_json(territory)}".encode()
    yield f"]{tail}\n".encode()


def _json(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1)


def _answer(answer: SheetAnswer) -> dict[str, Any]:
    same = ("value", "is_partial", "author", "recorded_at", "source", "confidence", "is_on_behalf", "revision")
    return {
        "question": answer.question,
        "state": answer.state.value,
        **{name: getattr(answer, name) for name in same},
        "note": {"fr": answer.note, "en": answer.note_en} if answer.note or answer.note_en else None,
        "facts": list(answer.facts),
    }


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
    file_format = answer_file(export, file, **options)
    return b"".join(file_format.pieces), tuple(file_format.losses)


def answer_file(
    export: AnswerExport, file: str, *, headings: Headings = Headings.CODES, is_long: bool = False, separator: str = ","
) -> AnswerFile:
    """Return the file in the format of its name, made line by line where the format allows it.

    Its headings are codes or words, for the formats that leave the choice. The long form has one row a cell with its
    author, day and source, rather than one row a territory. `separator` is that of CSV.

    Raises:
        ImportFileError: the extension is not one that we write.
        RuleError: the format has no long form, or too few columns for these answers.
    """
    file_format = format_of(file)
    if is_long and not file_format.has_long:
        message = "le format {suffix} n’a pas de forme longue\u202f; prenez .csv ou .parquet"
        raise RuleError(message, suffix=file_format.suffix)
    lost = file_format.losses_in(headings, is_long=is_long)
    losses = [Fault(column=file_format.suffix, expected=Sentence("perdu : {loss}", loss=loss)) for loss in lost]
    if file_format.suffix == ".json":
        return AnswerFile(pieces=json_pieces(export), losses=losses)
    if file_format.suffix in {".xlsx", ".ods"}:
        sheets = build_workbook(export, headings, tuple(losses), losses)
        pieces = xlsx_pieces(sheets) if file_format.suffix == ".xlsx" else iter([write_ods(sheets)])
        return AnswerFile(pieces=pieces, losses=losses)
    table = (build_long_table if is_long else build_wide_table)(export.sheet, export.questionnaire, headings)
    if file_format.suffix == ".csv":
        return AnswerFile(pieces=csv_pieces(table, separator=separator), losses=losses)
    if file_format.suffix == ".parquet":
        return AnswerFile(pieces=iter([write_parquet(export, table)]), losses=losses)
    data, cuts = write_spss(export, table)
    return AnswerFile(pieces=iter([data]), losses=[*losses, *cuts])


def zip_attachments(campaign: Campaign) -> IO[bytes]:
    """Return an open archive, one file at a time in memory: `territory/question/name`, numbered where names meet."""
    file = TemporaryFile()  # noqa: SIM115 - closed by the answer that reads it
    names: set[str] = set()
    with zipfile.ZipFile(file, "w") as archive:
        for attachment in attachments_of(campaign).iterator(chunk_size=1):
            folder, name = f"{attachment.territory_id}/{attachment.question}/", attachment.name.replace("/", "_")
            rank = 1
            while folder + name in names:
                rank += 1
                name = f"{rank}-{attachment.name}"
            names.add(folder + name)
            archive.writestr(zipfile.ZipInfo(folder + name), bytes(attachment.content))
    file.seek(0)
    return file
