"""XLSForms and exports of KoBo, offered wherever questionnaires or answers are read or written."""

from autan.ground.registry import register
from autan.ground.wordings import Sentence
from autan.survey.formats.exporters.answers.files import ForeignFormat
from autan.survey.formats.importers.answers.readers import AnswerReader
from autan.survey.questionnaires.queries import QuestionnaireFormat
from autan.survey.xlsforms.exporters.form import list_form_losses, write_xlsform
from autan.survey.xlsforms.exporters.kobo_answers import write_kobo
from autan.survey.xlsforms.importers.form import read_xlsform
from autan.survey.xlsforms.importers.kobo_answers import is_export, read_kobo_answers
from autan.survey.xlsforms.importers.sheets import XLSFORM

_NAME = "XLSForm"
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TEXT = "text/tab-separated-values; charset=utf-8"
QUESTIONNAIRES = (
    QuestionnaireFormat(
        name=_NAME,
        extensions=(".xlsx",),
        media_type=_WORKBOOK,
        read=read_xlsform,
        write=lambda questionnaire: (write_xlsform(questionnaire), list_form_losses(questionnaire)),
        is_offered=True,
    ),
    QuestionnaireFormat(name=_NAME, extensions=tuple(sorted(XLSFORM - {".xlsx"})), media_type=_TEXT, read=read_xlsform),
)
ANSWERS = AnswerReader(knows=is_export, read_tables=read_kobo_answers)
KOBO = ForeignFormat(
    code="kobo",
    suffix=".xlsx",
    name=Sentence("Comme un export de KoBo (XLSX)"),
    losses=(
        Sentence("les refus et les autres états\u00a0: la case reste vide"),
        Sentence("les remarques, les sources, les confiances, les auteurs et les versions antérieures"),
    ),
    write=write_kobo,
)
register(*QUESTIONNAIRES, ANSWERS, KOBO)
