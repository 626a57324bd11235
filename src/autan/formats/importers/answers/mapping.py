"""Which territory does each word of a column stand for? A table of two columns tells: the word, and its SIREN."""

from autan.errors import Fault, ImportFileError
from autan.formats.core.cell_reading import as_text
from autan.formats.importers.answers.grids import read_grids

_SIREN_FIGURES = 9


def read_mapping(data: bytes, file: str) -> dict[str, str]:
    """Return the SIREN of each word; the column `siren` may be the first or the second, the other one is the word.

    Args:
        data: the whole file (.csv, .xlsx or .ods), its headings on the first line.
        file: its name.

    Raises:
        ImportFileError: no column `siren`, less than two columns, a SIREN without nine figures, or a word twice.
    """
    grid = read_grids(data, file)[0]
    headings = [heading.casefold() for heading in grid.headings]
    if "siren" not in headings[:2] or len(headings) < 2:
        shown = ", ".join(grid.headings)[:80]
        raise ImportFileError(file, [Fault(row=1, value=shown, expected="deux colonnes, dont « siren »")])
    place = headings.index("siren")
    mapping: dict[str, str] = {}
    faults = []
    for cells, line in zip(grid.rows, grid.lines, strict=True):
        word, siren = ("" if cell is None else as_text(cell) for cell in (cells[1 - place], cells[place]))
        if not (siren.isascii() and siren.isdigit() and len(siren) == _SIREN_FIGURES):
            faults.append(Fault(row=line, column=grid.headings[place], value=siren, expected="neuf chiffres"))
        elif mapping.setdefault(word, siren) != siren:
            expected = "une seule collectivité par mot"
            faults.append(Fault(row=line, column=grid.headings[1 - place], value=word, expected=expected))
    if faults:
        raise ImportFileError(file, faults)
    return mapping
