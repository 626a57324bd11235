"""Answers read from a file of any format that we know, told by its extension and its headings."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath

from autan.errors import Fault, ImportFileError
from autan.formats.core.answer_files.spreadsheet_texts import restore_text
from autan.formats.core.limesurvey.headings import LimeNumbers, read_numbers
from autan.formats.importers.answers.json_file import read_json
from autan.formats.importers.answers.our_tables import read_our_tables
from autan.formats.importers.kobo.answers import is_kobo, read_kobo_answers
from autan.formats.importers.limesurvey.answers import is_limesurvey, read_lime_answers, unmask
from autan.formats.importers.limesurvey.archive import read_lime_archive, table_of
from autan.formats.importers.limesurvey.participants import participants_of, with_participants
from autan.formats.importers.limesurvey.xml import read_lime_file
from autan.intake.core.findings import Findings
from autan.intake.core.tables import Table
from autan.intake.importers.tables import SEPARATED, TABLES, read_tables
from autan.questionnaires.core.questionnaire import Questionnaire
from autan.surveys.core.exchange.answer_sheets import AnswerSheet, SheetRow

type Numbers = Mapping[str, LimeNumbers]
type Look = Callable[[Iterable[SheetRow]], None]

_KNOWN = (".json", ".lsa", ".lsr", *TABLES)


def read_answers(
    data: bytes,
    file: str,
    questionnaire: Questionnaire,
    *,
    structure: tuple[bytes, str] | None = None,
    findings: Findings | None = None,
    look: Look | None = None,
) -> AnswerSheet:
    """Read the answers of a file to a questionnaire, with what is wrong with its cells.

    Args:
        data: the whole file.
        file: its name, whose extension tells the format.
        questionnaire: the questions that the campaign asked.
        structure: content and name of the LimeSurvey structure (.lss or .lsa) that explains columns named by numbers.
        findings: where faults are noted; reading stops once it keeps no more, unless it says otherwise.
        look: is given the first respondents of a table of ours before its answers are read, and may refuse the file.

    Raises:
        ImportFileError: another kind of file than its extension says, cut short, or without any answer to read.
    """
    name, suffix = PurePath(file).name, PurePath(file).suffix.lower()
    numbers = read_structure_numbers(*structure) if structure else None
    findings = Findings() if findings is None else findings
    if suffix == ".json":
        return read_json(data, name, questionnaire, findings)
    if suffix == ".lsa":
        return _read_archive(data, name, questionnaire, numbers, findings)
    if suffix == ".lsr":
        found = read_lime_file(data, name, kinds=("Responses",))
        return read_lime_answers(table_of(found), name, questionnaire, numbers, findings)
    if suffix not in TABLES:
        raise ImportFileError(name, [Fault(value=suffix or None, expected=f"un fichier {', '.join(_KNOWN)}")])
    return _read_tables(read_tables(data, name), name, questionnaire, numbers, findings, look)


def read_structure_numbers(data: bytes, file: str) -> Numbers:
    """Return the numbers that a LimeSurvey structure gives to its questions.

    Raises:
        ImportFileError: no structure of LimeSurvey.
    """
    if PurePath(file).suffix.lower() == ".lsa":
        inner, data = read_lime_archive(data, file).structure
        file = f"{file}/{inner}"
    return read_numbers(read_lime_file(data, file))


def _read_tables(
    tables: Sequence[Table],
    file: str,
    questionnaire: Questionnaire,
    numbers: Numbers | None,
    findings: Findings,
    look: Look | None,
) -> AnswerSheet:
    is_separated = PurePath(file).suffix.lower() in SEPARATED
    if is_limesurvey(tables[0].headings):
        table = unmask(tables[0]) if is_separated else tables[0]
        return read_lime_answers(table, file, questionnaire, numbers, findings)
    if any(is_kobo(table.headings) for table in tables):
        return read_kobo_answers(tables, file, questionnaire, findings)
    own = list(map(_restore, tables)) if is_separated else tables
    return read_our_tables(own, file, questionnaire, findings, look=look)


def _restore(table: Table) -> Table:
    """A table without the apostrophes that guard texts from spreadsheets."""
    return replace(
        table,
        headings=tuple(map(restore_text, table.headings)),
        rows=tuple(tuple(restore_text(cell) if isinstance(cell, str) else cell for cell in row) for row in table.rows),
    )


def _read_archive(
    data: bytes, file: str, questionnaire: Questionnaire, numbers: Numbers | None, findings: Findings
) -> AnswerSheet:
    archive = read_lime_archive(data, file)
    if archive.responses is None:
        raise ImportFileError(file, [Fault(expected="des réponses (cette archive n’a que la structure de l’enquête)")])
    inner, structure = archive.structure
    own = numbers or read_numbers(read_lime_file(structure, f"{file}/{inner}"))
    sheet = read_lime_answers(table_of(archive.responses), file, questionnaire, own, findings)
    left = [Fault(value=name, expected="un fichier de réponses (celui-ci n’est pas lu)") for name in archive.left]
    sheet = replace(sheet, warnings=(*sheet.warnings, *left))
    return with_participants(sheet, participants_of(archive.participants)) if archive.participants else sheet
