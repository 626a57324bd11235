"""Files of LimeSurvey, offered wherever questionnaires or answers are read or written."""

from autan.ground.registry import register
from autan.survey.formats.importers.answers.readers import AnswerReader
from autan.survey.limesurvey.exporters.losses import list_losses, list_text_losses
from autan.survey.limesurvey.exporters.structure import write_limesurvey, write_text_structure
from autan.survey.limesurvey.importers.answers import is_responses, read_response_file, read_responses
from autan.survey.limesurvey.importers.structure import read_archived_structure, read_lime_text, read_limesurvey
from autan.survey.questionnaires.queries import QuestionnaireFormat

_NAME = "LimeSurvey"
_XML, _TEXT, _ZIP = "application/xml; charset=utf-8", "text/tab-separated-values; charset=utf-8", "application/zip"
QUESTIONNAIRES = (
    QuestionnaireFormat(
        name=_NAME,
        extensions=(".lss",),
        media_type=_XML,
        read=read_limesurvey,
        write=lambda questionnaire: (write_limesurvey(questionnaire).encode(), list_losses(questionnaire)),
        is_offered=True,
    ),
    QuestionnaireFormat(name=_NAME, extensions=(".lsg", ".lsq"), media_type=_XML, read=read_limesurvey),
    QuestionnaireFormat(name=_NAME, extensions=(".lsa",), media_type=_ZIP, read=read_archived_structure),
    QuestionnaireFormat(
        name=_NAME,
        extensions=(".txt",),
        media_type=_TEXT,
        read=read_lime_text,
        write=lambda questionnaire: (
            write_text_structure(questionnaire).encode("utf-8-sig"),
            list_text_losses(questionnaire),
        ),
    ),
)
ANSWERS = AnswerReader(
    extensions=(".lsa", ".lsr"), read_file=read_response_file, knows=is_responses, read_tables=read_responses
)
register(*QUESTIONNAIRES, ANSWERS)
