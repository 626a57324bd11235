"""How are answers read from a file of any format that we know, told by its extension and its headings?"""

from pathlib import PurePath

from autan.errors import Fault, ImportFileError
from autan.surveys.core.answer_sheets import AnswerSheet
from autan.surveys.core.questionnaire import Questionnaire
from autan.surveys.importers.answers_grids import SEPARATED, SPREADSHEETS, read_grids
from autan.surveys.importers.answers_json import read_answers_json
from autan.surveys.importers.answers_long import is_long, read_long
from autan.surveys.importers.answers_wide import choose_grid, read_wide

_KNOWN = (".json", *sorted(SPREADSHEETS | SEPARATED))


def read_answers(data: bytes, file: str, questionnaire: Questionnaire) -> AnswerSheet:
    """Read the answers of a file to a questionnaire, with what is wrong with its cells.

    Args:
        data: the whole file.
        file: its name, whose extension tells the format.
        questionnaire: the questions that the campaign asked.

    Raises:
        ImportFileError: another kind of file than its extension says, cut short, or without any answer to read.
    """
    name, suffix = PurePath(file).name, PurePath(file).suffix.lower()
    if suffix == ".json":
        return read_answers_json(data, name, questionnaire)
    if suffix not in SPREADSHEETS | SEPARATED:
        raise ImportFileError(name, [Fault(value=suffix or None, expected=f"un fichier {', '.join(_KNOWN)}")])
    grids = read_grids(data, name)
    grid = choose_grid(grids, questionnaire)
    if grid is None:
        shown = ", ".join(grids[0].headings[:6])
        expected = "une colonne « siren » ou « territory », et des colonnes du questionnaire"
        raise ImportFileError(name, [Fault(row=1, value=shown, expected=expected)])
    return read_long(grid, name, questionnaire) if is_long(grid) else read_wide(grid, name, questionnaire)
