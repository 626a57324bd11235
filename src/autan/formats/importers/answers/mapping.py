"""Territory of each word of a column, told by a table of two columns: the word, and its SIREN."""

from autan.errors import Fault, ImportFileError
from autan.intake.core.findings import Findings
from autan.intake.core.tables import text_of
from autan.intake.importers.tables import read_tables

_SIREN_FIGURES = 9


def read_mapping(data: bytes, file: str) -> dict[str, str]:
    """Return the SIREN of each word; the column `siren` may be the first or the second, the other one is the word.

    Raises:
        ImportFileError: no column `siren`, less than two columns, a SIREN without nine figures, or a word twice.
    """
    table = read_tables(data, file)[0]
    headings = [heading.casefold() for heading in table.headings]
    if "siren" not in headings[:2] or len(headings) < 2:
        shown = ", ".join(table.headings)[:80]
        raise ImportFileError(file, [Fault(row=table.line, value=shown, expected="deux colonnes, dont « siren »")])
    place = headings.index("siren")
    mapping: dict[str, str] = {}
    findings = Findings()
    for cells, line in zip(table.rows, table.lines, strict=True):
        word, siren = map(text_of, (cells[1 - place], cells[place]))
        if not (siren.isascii() and siren.isdigit() and len(siren) == _SIREN_FIGURES):
            findings.refuse("neuf chiffres", row=line, column=table.headings[place], value=siren)
        elif mapping.setdefault(word, siren) != siren:
            findings.refuse("une seule collectivité par mot", row=line, column=table.headings[1 - place], value=word)
    findings.require_none(file)
    return mapping
