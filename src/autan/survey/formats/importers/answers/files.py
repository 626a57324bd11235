"""Answers read from a file of any format that we know, told by its extension and its headings."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath

from autan.ground.errors import Fault, ImportFileError
from autan.ground.registry import registered
from autan.ground.tables.core.findings import Findings
from autan.ground.tables.core.tables import Table
from autan.ground.tables.importers.tables import SEPARATED, TABLES, read_tables
from autan.ground.wordings import Sentence
from autan.survey.campaigns.core.exchange import AnswerSheet
from autan.survey.formats.core.answer_files.cells import restore_text
from autan.survey.formats.importers.answers.json_file import read_json
from autan.survey.formats.importers.answers.our_tables import read_our_tables
from autan.survey.formats.importers.answers.readers import AnswerReader, AnswerSource, LookAtRows
from autan.survey.questionnaires.core.questionnaire import Questionnaire


def read_answers(
    data: bytes,
    file: str,
    questionnaire: Questionnaire,
    *,
    structure: tuple[bytes, str] | None = None,
    findings: Findings | None = None,
    look: LookAtRows | None = None,
    decimal_mark: str = "",
) -> AnswerSheet:
    """Read the answers of a file to a questionnaire, with what is wrong with its cells.

    `structure` is the content and the name of the LimeSurvey structure (.lss or .lsa) that explains columns named by
    numbers. Reading stops once the findings keep no more faults, unless they say otherwise. `look` is given the first
    respondents before their answers are read, and may refuse the file. `decimal_mark` tells 12.500 from 12,5 in texts.

    Raises ImportFileError: another kind of file than its extension says, cut short, or without any answer to read.
    """
    name, suffix = PurePath(file).name, PurePath(file).suffix.lower()
    findings = Findings() if findings is None else findings
    source = AnswerSource(
        file=name,
        questionnaire=questionnaire,
        findings=findings,
        structure=structure,
        look=look,
        decimal_mark=decimal_mark,
    )
    if suffix == ".json":
        return read_json(data, source)
    readers = registered(AnswerReader)
    for reader in readers:
        if reader.read_file and suffix in reader.extensions:
            return reader.read_file(data, source)
    if suffix not in TABLES:
        known = sorted({extension for reader in readers for extension in reader.extensions})
        expected = Sentence("un fichier {listed}", listed=", ".join((".json", *known, *TABLES)))
        raise ImportFileError(name, [Fault(value=suffix or None, expected=expected)])
    tables = read_tables(data, name, formulas_as_text=True)  # an answer may begin with « = »
    return next((reader.read_tables for reader in readers if reader.knows(tables)), _read_ours)(tables, source)


def _read_ours(tables: Sequence[Table], source: AnswerSource) -> AnswerSheet:
    is_separated = PurePath(source.file).suffix.lower() in SEPARATED
    return read_our_tables(list(map(_restore, tables)) if is_separated else tables, source)


def _restore(table: Table) -> Table:
    """A table without the apostrophes that guard texts from spreadsheets."""
    return replace(
        table,
        headings=tuple(map(restore_text, table.headings)),
        rows=tuple(tuple(restore_text(cell) if isinstance(cell, str) else cell for cell in row) for row in table.rows),
    )
