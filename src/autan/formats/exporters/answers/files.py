"""Answers written to the format that an extension tells, with what that format does not hold."""

from pathlib import PurePath

from autan.errors import Fault, ImportFileError, RuleError
from autan.formats.core.answer_files.formats import FORMATS, AnswerFormat, Headings
from autan.formats.core.answer_files.tables import AnswerExport, build_long_table, build_wide_table
from autan.formats.core.answer_files.workbook import MAX_COLUMNS, build_workbook
from autan.formats.exporters.answers.parquet_file import write_parquet
from autan.formats.exporters.answers.spss_file import write_spss
from autan.formats.exporters.answers.text_files import write_csv, write_json
from autan.formats.exporters.ods_file import write_ods
from autan.formats.exporters.xlsx_file import write_xlsx


def format_of(file: str) -> AnswerFormat:
    """Return the format that the extension of a name tells.

    Raises:
        ImportFileError: it is not one that we write.
    """
    suffix = PurePath(file).suffix.lower()
    for found in FORMATS:
        if found.suffix == suffix:
            return found
    known = ", ".join(each.suffix for each in FORMATS)
    raise ImportFileError(file, [Fault(value=suffix or None, expected=f"un fichier {known}")])


def write_answers(
    export: AnswerExport,
    file: str,
    *,
    headings: Headings = Headings.CODES,
    is_long: bool = False,
    separator: str = ",",
) -> tuple[bytes, tuple[Fault, ...]]:
    """Return the whole file in the format of its name, and what that format does not hold.

    Args:
        export: what to write.
        file: name of the file, whose extension tells the format.
        headings: codes or words, for the formats that leave the choice.
        is_long: one row a cell with its author, day and source, rather than one row a territory.
        separator: of CSV.

    Raises:
        ImportFileError: the extension is not one that we write.
        RuleError: the format has no long form, or too few columns for these answers.
    """
    written = format_of(file)
    if is_long and not written.has_long:
        message = f"le format {written.suffix} n’a pas de forme longue ; prenez .csv ou .parquet"
        raise RuleError(message)
    lost = written.losses_in(headings, is_long=is_long)
    losses = tuple(Fault(column=written.suffix, expected=f"perdu : {loss.fr}") for loss in lost)
    if written.suffix == ".json":
        return write_json(export), losses
    if written.suffix in {".xlsx", ".ods"}:
        return _write_workbook(export, written, headings, losses)
    table = (build_long_table if is_long else build_wide_table)(export.sheet, export.questionnaire, headings)
    if written.suffix == ".csv":
        return write_csv(table, separator=separator), losses
    if written.suffix == ".parquet":
        return write_parquet(export, table), losses
    data, cuts = write_spss(export, table)
    return data, (*losses, *cuts)


def _write_workbook(
    export: AnswerExport, written: AnswerFormat, headings: Headings, losses: tuple[Fault, ...]
) -> tuple[bytes, tuple[Fault, ...]]:
    sheets, cuts = build_workbook(export, headings, losses)
    if max(len(row) for sheet in sheets for row in sheet.rows) > MAX_COLUMNS:
        message = f"ces réponses font plus de {MAX_COLUMNS} colonnes ; prenez .csv avec la forme longue, ou .json"
        raise RuleError(message)
    write = write_xlsx if written.suffix == ".xlsx" else write_ods
    return write(sheets), (*losses, *cuts)
