"""Reads files of the national filing of climate plans: their list of actions as sheets, their grids as cells.

Columns that hold names of people, and free texts, are never read.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass

from autan.ground.errors import Fault, ImportFileError
from autan.ground.tables.core.tables import Row, Sheet
from autan.ground.tables.importers.delimited import cell_reader, decode
from autan.ground.texts.core.notation import read_number
from autan.ground.wordings import Sentence
from autan.plans.action_files.core.national_filing import (
    ACTIONS_COLUMN,
    FILLER,
    KIND_COLUMN,
    NAME_COLUMN,
    FormCell,
    form_columns,
    themes_of,
    unpack_actions,
)

MOST_FILINGS = 20
_START = 20_000
_SIRENS = "SIREN collectivites_coporteuses"


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingValue:
    """One cell of the grids of a filing. `line`: line of the filing in the file."""

    column: str
    cell: FormCell
    year: int
    value: float
    line: int


def is_filing(data: bytes) -> bool:
    """Say whether a file is one of national filings: its first line names their columns."""
    if data[:4] in (b"PK\x03\x04", b"%PDF") or data.startswith(b"\xd0\xcf\x11\xe0"):
        return False
    first = decode(data[:_START]).split("\n", 1)[0]
    return KIND_COLUMN in first and _SIRENS in first


def filing_sheets(data: bytes, file: str) -> list[Sheet]:
    """Return the list of actions of each filing as a sheet; where there are several, each is to be chosen."""
    rows = _rows(data, file)
    filings = [(row, unpack_actions(row.get(ACTIONS_COLUMN, ""))) for row in rows.values()]
    filings = [(row, actions) for row, actions in filings if actions]
    if not 0 < len(filings) <= MOST_FILINGS:
        expected = Sentence("un dépôt avec son programme d’actions, {most} au plus", most=MOST_FILINGS)
        raise ImportFileError(file, [Fault(value=str(len(filings)), expected=expected)])
    headings = Row(1, ["Titre", "Thèmes", "Structure pilote"])
    return [
        Sheet(
            name=f"{row.get('Id', '')} {row.get(NAME_COLUMN, '')}".strip()[:80],
            rows=[
                headings,
                *(
                    Row(line, [one.title, ", ".join(theme.label.fr for theme in themes_of(one.domains)),
                               ", ".join(one.carriers)])
                    for line, one in enumerate(actions, start=2)
                ),
            ],
            is_hidden=len(filings) > 1,
        )
        for row, actions in filings
    ]  # fmt: skip


def read_grids(
    data: bytes, file: str, *, sirens: frozenset[str], renewable_years: tuple[int, ...] = ()
) -> tuple[list[FilingValue], list[Fault]]:
    """Return the cells of the only filing of some authorities, and what is doubtful in it.

    `renewable_years`: as `form_columns` takes them; without them, targets of renewable output are one doubt.
    """
    own = {
        line: row
        for line, row in _rows(data, file).items()
        if sirens & set(row.get(_SIRENS, "").replace("|", " ").split())
    }
    if len(own) != 1:
        expected = Sentence("un seul dépôt de cette collectivité, par son SIREN")
        raise ImportFileError(file, [Fault(column=_SIRENS, value=str(len(own)), expected=expected)])
    (line, row), values, faults, undated = next(iter(own.items())), [], [], 0
    for column, cell in form_columns(renewable_years).items():
        text = row.get(column, "").strip()
        number = read_number(text) if text else None
        year = cell.year or _year(row.get(cell.year_column, ""))
        if text and number is None:
            faults.append(Fault(row=line, column=column, value=text, expected=Sentence("un nombre")))
        elif number is not None and number != FILLER and not year and not cell.year_column:
            undated += 1
        elif number is not None and number != FILLER and not year:
            faults.append(Fault(row=line, column=cell.year_column, expected=Sentence("l’année du diagnostic")))
        elif number is not None and number != FILLER:
            values.append(FilingValue(column=column, cell=cell, year=year, value=number, line=line))
    if undated:
        expected = Sentence("les années des périodes 2 à 5, que le formulaire ne dit pas")
        faults.append(Fault(row=line, column="ENR_…", value=str(undated), expected=expected))
    return values, faults


def _year(text: str) -> int:
    return int(text) if len(text.strip()) == 4 and text.strip().isdecimal() else 0


def _rows(data: bytes, file: str) -> dict[int, Mapping[str, str]]:
    """The rows of a file by their line, each by its columns."""
    if not is_filing(data):
        expected = Sentence("un fichier de dépôts de plans climat, colonnes Type_demarche, SIREN…")
        raise ImportFileError(file, [Fault(row=1, expected=expected)])
    try:
        headings, *rows = list(cell_reader(decode(data), strict=False))
    except csv.Error as error:
        raise ImportFileError(file, [Fault(value=str(error), expected="un tableau CSV")]) from error
    names = [heading.strip() for heading in headings]
    return {line: dict(zip(names, row, strict=False)) for line, row in enumerate(rows, start=2) if any(row)}
