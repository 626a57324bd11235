"""How is a questionnaire read from a file of any format that we know, told by its extension?"""

from datetime import date
from pathlib import PurePath

from autan.errors import Fault, ImportFileError
from autan.surveys.core.questionnaires.questionnaire import Questionnaire
from autan.surveys.importers.limesurvey.archive import read_lime_archive
from autan.surveys.importers.limesurvey.structure import read_lime_text, read_limesurvey
from autan.surveys.importers.questionnaire_yaml import check_questionnaire
from autan.surveys.importers.xlsform.form import read_xlsform
from autan.surveys.importers.xlsform.sheets import XLSFORM

YAML = frozenset({".yaml", ".yml"})
LIMESURVEY = frozenset({".lss", ".lsg", ".lsq"})
ARCHIVE, TEXT = ".lsa", ".txt"


def read_questionnaire_file(data: bytes, file: str, *, version: date) -> tuple[Questionnaire, tuple[Fault, ...]]:
    """Read a questionnaire and what could be better in it, as warnings with their place.

    Args:
        data: the whole file.
        file: its name, whose extension tells the format.
        version: day given to a questionnaire that does not say its own.

    Raises:
        ImportFileError: with every fault of the file, or when its extension is not known.
    """
    extension = PurePath(file).suffix.lower()
    if extension in LIMESURVEY:
        return read_limesurvey(data, file, version=version)
    if extension == TEXT:
        return read_lime_text(data, file, version=version)
    if extension == ARCHIVE:
        name, structure = read_lime_archive(data, file).structure
        return read_limesurvey(structure, f"{file}/{name}", version=version)
    if extension in XLSFORM:
        return read_xlsform(data, file, version=version)
    if extension not in YAML:
        known = ", ".join(sorted(YAML | LIMESURVEY | XLSFORM | {ARCHIVE, TEXT}))
        raise ImportFileError(file, [Fault(value=extension or None, expected=f"un fichier {known}")])
    try:
        return check_questionnaire(data.decode("utf-8"), file)
    except UnicodeDecodeError:
        raise ImportFileError(file, [Fault(expected="un fichier texte en UTF-8")]) from None
