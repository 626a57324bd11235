"""How is a questionnaire written to a format told by an extension, and what does that format not hold?"""

from pathlib import PurePath

from autan.errors import Fault, ImportFileError
from autan.surveys.core.questionnaires.questionnaire import Questionnaire
from autan.surveys.exporters.limesurvey.letters import list_losses
from autan.surveys.exporters.limesurvey.rows import list_text_losses, write_lime_text
from autan.surveys.exporters.limesurvey.structure import write_limesurvey
from autan.surveys.exporters.questionnaire_yaml import write_questionnaire
from autan.surveys.exporters.xlsform.losses import list_form_losses
from autan.surveys.exporters.xlsform.workbook import write_xlsform
from autan.surveys.importers.questionnaire_yaml import read_questionnaire

WRITTEN = (".yaml", ".yml", ".lss", ".txt", ".xlsx")


def convert_questionnaire(questionnaire: Questionnaire, file: str) -> tuple[bytes, tuple[Fault, ...]]:
    """Return a questionnaire as a file of the format of a file name, and what that format does not hold.

    Raises:
        ImportFileError: the extension is not one that we write, or the questionnaire would not read back.
    """
    extension = PurePath(file).suffix.lower()
    if extension not in WRITTEN:
        raise ImportFileError(file, [Fault(value=extension or None, expected=f"un fichier {', '.join(WRITTEN)}")])
    if extension == ".lss":
        return write_limesurvey(questionnaire).encode(), list_losses(questionnaire)
    if extension == ".txt":
        return write_lime_text(questionnaire).encode("utf-8-sig"), list_text_losses(questionnaire)
    if extension == ".xlsx":
        return write_xlsform(questionnaire), list_form_losses(questionnaire)
    text = write_questionnaire(questionnaire)
    read_questionnaire(text, file)
    return text.encode(), ()
