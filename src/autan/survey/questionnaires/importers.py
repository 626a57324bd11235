"""Reads a questionnaire from a YAML text."""

from autan.ground.errors import Fault, ImportFileError
from autan.ground.tables.importers.yaml_document import parse_document
from autan.survey.questionnaires.core.questionnaire import Questionnaire
from autan.survey.questionnaires.core.reading import build_questionnaire


def read_questionnaire(text: str, file: str) -> Questionnaire:
    """Read a questionnaire; warnings are left aside (see `check_questionnaire`).

    Raises:
        ImportFileError: with every fault of the file, each with its line and path.
    """
    return check_questionnaire(text, file)[0]


def check_questionnaire(text: str, file: str) -> tuple[Questionnaire, tuple[Fault, ...]]:
    """Read a questionnaire and what could be better in it, as warnings with their place.

    Raises:
        ImportFileError: with every fault of the file, each with its line and path.
    """
    document, faults = parse_document(text, file)
    try:
        questionnaire = build_questionnaire(document, file)
    except ImportFileError as error:
        places = {fault.column for fault in faults}
        raise ImportFileError(file, [*faults, *(f for f in error.faults if f.column not in places)]) from None
    if faults:
        raise ImportFileError(file, faults)
    return questionnaire
