"""Reads collected answers from YAML texts, one a territory."""

from collections.abc import Mapping
from dataclasses import replace

from django.utils import timezone

from autan.ground.errors import Fault, ImportFileError
from autan.ground.tables.importers.yaml_document import read_document
from autan.survey.campaigns.core.documented.documents import CollectedSheet
from autan.survey.campaigns.core.documented.reading_collected import build_collected_sheet
from autan.survey.questionnaires.core.questionnaire import Questionnaire


def read_collected_sheets(texts: Mapping[str, str], questionnaire: Questionnaire) -> dict[str, CollectedSheet]:
    """Read the files of a campaign.

    Raises:
        ImportFileError: with every fault of every file; `sheet` is the name of the file.
    """
    sheets: dict[str, CollectedSheet] = {}
    faults: list[Fault] = []
    for file, text in texts.items():
        try:
            document, zone = read_document(text, file), timezone.get_current_timezone()
            sheets[file] = build_collected_sheet(document, file, questionnaire, zone)
        except ImportFileError as error:
            faults += [replace(fault, sheet=file) for fault in error.faults]
    if faults:
        raise ImportFileError(", ".join(dict.fromkeys(fault.sheet or "" for fault in faults)), faults)
    return sheets
