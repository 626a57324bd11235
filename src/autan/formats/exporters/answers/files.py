"""How are answers written to a format told by an extension, and what does that format not hold?"""

from dataclasses import dataclass
from pathlib import PurePath

from autan.errors import Fault, ImportFileError, RuleError
from autan.evidence.core.texts import Text
from autan.formats.core.tables import (
    AnswerExport,
    AnswerTable,
    Headings,
    build_long_table,
    build_wide_table,
)
from autan.formats.exporters.answers.csv_file import write_csv
from autan.formats.exporters.answers.json_file import write_answers_json
from autan.formats.exporters.answers.ods_file import write_ods
from autan.formats.exporters.answers.parquet_file import write_parquet
from autan.formats.exporters.answers.spss_file import write_spss
from autan.formats.exporters.answers.workbook import MAX_COLUMNS, build_workbook
from autan.formats.exporters.answers.xlsx_file import write_xlsx

_ACTS = Text(
    "auteur, jour, document source, confiance et remarque de chaque réponse (ils sont dans le fichier détaillé)",
    "author, day, source document, confidence and note of each answer (they are in the detailed file)",
)
_PAST = Text("les versions antérieures des réponses", "earlier versions of the answers")
_WORDS = Text("le texte anglais des questions", "the English wording of the questions")
_NUMBERS = Text(
    "les codes des réponses proposées, remplacés par leur rang dans la liste",
    "the codes of the choices, replaced by their rank in the list",
)
_NAMES = Text(
    "les crochets des en-têtes, remplacés par des tirets bas",
    "the brackets of the headings, replaced by underscores",
)
_CUT = Text(
    "les textes au-delà de 32\u202f767 octets et les libellés au-delà de 256 octets, coupés",
    "texts beyond 32,767 bytes and labels beyond 256 bytes, which are cut",
)
_EMPTY = Text(
    "la différence entre un texte vide et une absence de texte",
    "the difference between an empty text and no text",
)
_CONTROL = Text("les signes de contrôle invisibles", "invisible control signs")
_CELL = Text("les textes au-delà de 32\u202f767 signes, coupés", "texts beyond 32,767 signs, which are cut")
_QUESTIONS = Text("le texte des questions (voir l’option des en-têtes)", "the wording of the questions (see headings)")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerFormat:
    """A format in which answers are written.

    Attributes:
        suffix: extension, with its dot.
        name: name on screen.
        media_type: as told to a browser.
        losses: what it does not hold, known before anything is written.
        has_long: True when it can hold one row a cell.
        has_headings: True when its headings may be codes or words.
    """

    suffix: str
    name: Text
    media_type: str
    losses: tuple[Text, ...]
    has_long: bool = False
    has_headings: bool = False


FORMATS = (
    AnswerFormat(
        suffix=".xlsx",
        name=Text("Classeur Excel (XLSX)", "Excel workbook (XLSX)"),
        media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        losses=(_PAST, _CELL),
        has_headings=True,
    ),
    AnswerFormat(
        suffix=".ods",
        name=Text("Classeur LibreOffice (ODS)", "LibreOffice spreadsheet (ODS)"),
        media_type="application/vnd.oasis.opendocument.spreadsheet",
        losses=(_PAST, _CONTROL, _CELL),
        has_headings=True,
    ),
    AnswerFormat(
        suffix=".csv",
        name=Text("Texte séparé (CSV)", "Separated text (CSV)"),
        media_type="text/csv; charset=utf-8",
        losses=(_ACTS, _PAST, _QUESTIONS),
        has_long=True,
        has_headings=True,
    ),
    AnswerFormat(
        suffix=".parquet",
        name=Text("Parquet", "Parquet"),
        media_type="application/vnd.apache.parquet",
        losses=(_ACTS, _PAST, _WORDS),
        has_long=True,
    ),
    AnswerFormat(
        suffix=".sav",
        name=Text("SPSS (SAV)", "SPSS (SAV)"),
        media_type="application/x-spss-sav",
        losses=(_ACTS, _PAST, _WORDS, _NUMBERS, _NAMES, _CUT, _EMPTY),
    ),
    AnswerFormat(
        suffix=".json", name=Text("JSON complet", "Complete JSON"), media_type="application/json", losses=(_PAST,)
    ),
)


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


def list_losses_of(
    written: AnswerFormat, *, headings: Headings = Headings.CODES, is_long: bool = False
) -> tuple[Text, ...]:
    """List what a format does not hold of the answers, before anything is written."""
    held = {_ACTS, _QUESTIONS} if is_long else set()
    if headings is Headings.TEXTS:
        held.add(_QUESTIONS)
    return tuple(loss for loss in written.losses if loss not in held)


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
    lost = list_losses_of(written, headings=headings, is_long=is_long)
    losses = tuple(Fault(column=written.suffix, expected=f"perdu : {loss.fr}") for loss in lost)
    if written.suffix == ".json":
        return write_answers_json(export), losses
    if written.suffix in {".xlsx", ".ods"}:
        return _write_workbook(export, written, headings, losses)
    return _write_table(export, written, _table(export, headings, is_long=is_long), losses, separator)


def _table(export: AnswerExport, headings: Headings, *, is_long: bool) -> AnswerTable:
    build = build_long_table if is_long else build_wide_table
    return build(export.sheet, export.questionnaire, headings)


def _write_table(
    export: AnswerExport, written: AnswerFormat, table: AnswerTable, losses: tuple[Fault, ...], separator: str
) -> tuple[bytes, tuple[Fault, ...]]:
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
