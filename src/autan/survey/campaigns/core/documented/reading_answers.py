"""Reads files of documented and collected answers from parsed documents, with every fault and its place."""

from collections.abc import Mapping
from datetime import date, datetime, time, tzinfo
from typing import Any

from autan.ground.errors import DomainError, ImportFileError
from autan.ground.tables.core.documents import Fields, Node, ParsedDocument
from autan.ground.tables.core.findings import Findings
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Sentence, Text
from autan.survey.campaigns.core.answer_revisions import AnswerRevision
from autan.survey.campaigns.core.documented.published import CampaignSheet, CollectedSheet, DocumentedAnswers
from autan.survey.questionnaires.core.answers.answer import RecordedAnswer
from autan.survey.questionnaires.core.answers.values import InvalidAnswerError
from autan.survey.questionnaires.core.kinds import AnswerConfidence, AnswerState
from autan.survey.questionnaires.core.kinds.registry import kind_of
from autan.survey.questionnaires.core.questionnaire import Question, Questionnaire


def build_documented_answers(document: ParsedDocument, file: str, questionnaire: Questionnaire) -> DocumentedAnswers:
    """Turn a parsed document into a campaign and its documented answers.

    Raises ImportFileError: unknown question, value that does not answer it, no fact cited, two answers to one question.
    """
    findings = Findings()
    top = Node.root(document, findings).fields(
        required=("campaign", "network", "questionnaire", "title", "period", "answers"),
        optional=("opened", "closed", "note", "notes"),
    )
    sheet = _read_sheet(top)
    notes = {key: node.text() for key, node in top["notes"].entries().items()} if "notes" in top else {}
    questions = {question.code: question for question in questionnaire.questions}
    campaign = sheet.slug if sheet else ""
    answers = _read_answers(top["answers"], campaign, questions, notes) if "answers" in top else ()
    if sheet and sheet.questionnaire != questionnaire.slug:
        top["questionnaire"].refuse(Sentence("le questionnaire « {slug} »", slug=questionnaire.slug))
    if findings.faults or sheet is None:
        raise ImportFileError(file, findings.faults)
    return DocumentedAnswers(sheet=sheet, answers=answers)


def _read_sheet(top: Fields) -> CampaignSheet | None:
    if not {"campaign", "network", "questionnaire", "title", "period"} <= top.keys():
        return None
    opened = top.read("opened", Node.day, None)
    closed = top.read("closed", Node.day, None)
    if opened and closed and closed < opened:
        top["closed"].refuse("une date de clôture qui suit l’ouverture")
    try:
        Period.parse(str(top["period"].value))
    except DomainError:
        top["period"].refuse("une année, ou deux années jointes par un tiret")
    return CampaignSheet(
        slug=top["campaign"].string(),
        network=top["network"].string(),
        questionnaire=top["questionnaire"].string(),
        title=top["title"].text(),
        period=str(top["period"].value),
        opened=opened,
        closed=closed,
        note=top.text("note"),
    )


def _read_answers(
    node: Node, campaign: str, questions: Mapping[str, Question], notes: Mapping[str, Text]
) -> tuple[RecordedAnswer, ...]:
    answers: dict[tuple[str, str], RecordedAnswer] = {}
    for item in node.items():
        answer = _read_answer(item, campaign, questions, notes)
        if answer is None:
            continue
        if (answer.siren, answer.question) in answers:
            item.refuse("une seule réponse par collectivité et par question")
        answers[answer.siren, answer.question] = answer
    return tuple(answers.values())


def _read_answer(
    node: Node, campaign: str, questions: Mapping[str, Question], notes: Mapping[str, Text]
) -> RecordedAnswer | None:
    parts = node.fields(required=("siren", "question", "facts", "value"), optional=("partial", "note"))
    if not {"siren", "question", "facts", "value"} <= parts.keys():
        return None
    question = questions.get(str(parts["question"].value))
    if question is None:
        parts["question"].refuse("le code d’une question du questionnaire")
        return None
    note = notes.get(str(parts["note"].value)) if "note" in parts else None
    if "note" in parts and note is None:
        parts["note"].refuse(
            Sentence("une note décrite sous « notes » ({notes})", notes=", ".join(notes) or Sentence("aucune"))
        )
    return RecordedAnswer(
        campaign=campaign,
        siren=parts["siren"].siren(),
        question=question.code,
        state=AnswerState.ANSWERED,
        value=read_value(parts["value"], question, keeps_breaches=True),
        is_partial=parts.flag("partial"),
        facts=parts["facts"].strings(),
        note=note,
    )


def read_value(node: Node, question: Question, *, keeps_breaches: bool = False) -> Any:
    """Return the value of an answer as its kind writes it, or None and a fault for each thing that is wrong."""
    try:
        return kind_of(question).check_value(question, node.value, keeps_breaches=keeps_breaches)
    except InvalidAnswerError as error:
        for problem in error.problems:
            node.refuse(Sentence("une réponse à la question {code} : {problem}", code=question.code, problem=problem))
        return None


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
        answers = _read_collected(top, questionnaire, campaign=campaign, siren=siren, zone=zone)
    findings.require_none(file)
    return CollectedSheet(campaign=campaign, siren=siren, answers=answers)


def _read_collected(
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
