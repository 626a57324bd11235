"""Questionnaires of other tools, as formats that are offered wherever questionnaires are read or written."""

from datetime import date

from autan.errors import Fault
from autan.formats.exporters.limesurvey.losses import list_losses, list_text_losses
from autan.formats.exporters.limesurvey.structure import write_limesurvey
from autan.formats.exporters.limesurvey.text_structure import write_text_structure
from autan.formats.exporters.xlsform.form import write_xlsform
from autan.formats.exporters.xlsform.losses import list_form_losses
from autan.formats.importers.limesurvey.archive import read_lime_archive
from autan.formats.importers.limesurvey.structure import read_lime_text, read_limesurvey
from autan.formats.importers.xlsform.form import read_xlsform
from autan.formats.importers.xlsform.sheets import XLSFORM
from autan.questionnaires.core.questionnaire import Questionnaire
from autan.questionnaires.queries.file_formats import QuestionnaireFormat

type Found = tuple[Questionnaire, tuple[Fault, ...]]
type Written = tuple[bytes, tuple[Fault, ...]]
_XML, _TEXT, _ZIP = "application/xml; charset=utf-8", "text/tab-separated-values; charset=utf-8", "application/zip"
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _read_form(data: bytes, file: str, version: date) -> Found:
    return read_xlsform(data, file, version=version)


def _write_form(questionnaire: Questionnaire, file: str) -> Written:
    del file
    return write_xlsform(questionnaire), list_form_losses(questionnaire)


def _read_lime(data: bytes, file: str, version: date) -> Found:
    return read_limesurvey(data, file, version=version)


def _write_lime(questionnaire: Questionnaire, file: str) -> Written:
    del file
    return write_limesurvey(questionnaire).encode(), list_losses(questionnaire)


def _read_archive(data: bytes, file: str, version: date) -> Found:
    name, structure = read_lime_archive(data, file).structure
    return read_limesurvey(structure, f"{file}/{name}", version=version)


def _read_text(data: bytes, file: str, version: date) -> Found:
    return read_lime_text(data, file, version=version)


def _write_text(questionnaire: Questionnaire, file: str) -> Written:
    del file
    return write_text_structure(questionnaire).encode("utf-8-sig"), list_text_losses(questionnaire)


QUESTIONNAIRE_FORMATS = (
    QuestionnaireFormat(
        extensions=(".xlsx",), media_type=_WORKBOOK, read=_read_form, write=_write_form, is_offered=True
    ),
    QuestionnaireFormat(extensions=tuple(sorted(XLSFORM - {".xlsx"})), media_type=_TEXT, read=_read_form),
    QuestionnaireFormat(extensions=(".lss",), media_type=_XML, read=_read_lime, write=_write_lime, is_offered=True),
    QuestionnaireFormat(extensions=(".lsg", ".lsq"), media_type=_XML, read=_read_lime),
    QuestionnaireFormat(extensions=(".lsa",), media_type=_ZIP, read=_read_archive),
    QuestionnaireFormat(extensions=(".txt",), media_type=_TEXT, read=_read_text, write=_write_text),
)
"""XLSForm and the files of LimeSurvey."""
