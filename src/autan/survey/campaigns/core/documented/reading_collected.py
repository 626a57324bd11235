"""Reads a file of collected answers from a parsed document, with every fault and its place."""

from datetime import date, datetime, time, tzinfo

from autan.ground.tables.core.documents import Fields, Node, ParsedDocument
from autan.ground.tables.core.findings import Findings
from autan.ground.wordings import Sentence, Text
from autan.survey.campaigns.core.answer_revisions import AnswerRevision
from autan.survey.campaigns.core.documented.documents import CollectedSheet
from autan.survey.campaigns.core.documented.reading_answers import read_value
from autan.survey.questionnaires.core.kinds import AnswerConfidence, AnswerState
from autan.survey.questionnaires.core.questionnaire import Questionnaire

_STATES = (AnswerState.NO_DATA_EXISTS, AnswerState.REFUSED, AnswerState.NOT_APPLICABLE, AnswerState.SKIPPED)
_HOUR = time(10, 0)  # a file gives days; the answers of a day are recorded at one hour of it
_HEAD = ("campaign", "territory", "by", "on", "answers")


def build_collected_sheet(
    document: ParsedDocument, file: str, questionnaire: Questionnaire, zone: tzinfo
) -> CollectedSheet:
    """Turn a parsed document into the answers of one territory.

    `by` and `on` at the top hold for every answer that gives no other; `zone` is that of the days of the file.

    Raises ImportFileError: unknown question, value that does not answer it, neither value nor state, unknown
    confidence.
    """
    findings = Findings()
    top = Node.root(document, findings).fields(required=_HEAD)
    answers: tuple[AnswerRevision, ...] = ()
    campaign = top.string("campaign")
    siren = top.read("territory", Node.siren, "")
    if set(_HEAD) <= top.keys():
        answers = _read_answers(top, questionnaire, campaign=campaign, siren=siren, zone=zone)
    findings.require_none(file)
    return CollectedSheet(campaign=campaign, siren=siren, answers=answers)


def _read_answers(
    top: Fields, questionnaire: Questionnaire, *, campaign: str, siren: str, zone: tzinfo
) -> tuple[AnswerRevision, ...]:
    name, day = top["by"].string(), top["on"].day()
    questions = {question.code: question for question in questionnaire.questions}
    read = []
    for code, node in top["answers"].entries().items():
        if code not in questions:
            node.refuse(Sentence("le code d’une question du questionnaire (question inconnue : {code})", code=code))
            continue
        parts = node.fields(required=(), optional=("value", "state", "source", "confidence", "note", "by", "on"))
        if ("value" in parts) == ("state" in parts):
            node.refuse("soit une valeur (« value »), soit un état (« state »)")
        on = parts.read("on", Node.day, day)
        state = parts["state"].word(_STATES, "un état") or AnswerState.SKIPPED if "state" in parts else None
        answer = AnswerRevision(
            campaign=campaign,
            siren=siren,
            question=code,
            state=state or AnswerState.ANSWERED,
            value=read_value(parts["value"], questions[code]) if "value" in parts else None,
            note=Text(parts["note"].string(), "") if "note" in parts else None,
            source_document=parts.string("source"),
            confidence=parts["confidence"].word(AnswerConfidence, "une confiance") if "confidence" in parts else None,
            by_name=parts.read("by", Node.string, name),
            at=datetime.combine(on or date.min, _HOUR, zone),
        )
        read.append(answer)
    return tuple(read)
