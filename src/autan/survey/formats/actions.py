"""Takes in the answers of a file of any format: what it changes is told, then written in one act."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from autan.evidence.imports.core import Import, Preview, PreviewItem, Upload
from autan.ground.errors import ImportFileError
from autan.ground.tables.core.findings import Findings
from autan.ground.texts.language import words
from autan.ground.wordings import Sentence, Text
from autan.people.journal.actions import Actor
from autan.survey.campaigns.actions.answer_revisions import lock_answers
from autan.survey.campaigns.actions.imported_answers import import_answers
from autan.survey.campaigns.core.answer_revisions import AnswerRevision
from autan.survey.campaigns.core.exchange import AnswerRow, AnswerSheet, OnConflict
from autan.survey.campaigns.models import Answer, Campaign
from autan.survey.campaigns.queries.campaigns import CampaignView, view_campaign
from autan.survey.campaigns.queries.importing import plan_answers
from autan.survey.formats.importers.answers.files import read_answers
from autan.survey.formats.importers.answers.readers import with_participants
from autan.survey.formats.queries import match_sheet
from autan.survey.questionnaires.core.kinds import AnswerState
from autan.survey.questionnaires.presenters.question_inputs import present_value
from autan.territories.networks.actions.imports_by_place import OwnerColumns, import_by_place
from autan.territories.networks.models import Territory

_FIELDS = {
    "answer": Sentence("Réponse"),
    "note": Sentence("Remarque"),
    "source": Text("Document", "Document"),
    "confidence": Text("Fiabilité", "Confidence"),
    "facts": Sentence("Faits"),
}
_PARTLY = Sentence("en partie")


def _answers_by_code(codes: Iterable[str]) -> dict[str, Answer]:
    """What each member may answer, by the campaign and the member. Two queries."""
    pairs = {code: code.partition(":")[::2] for code in codes}
    campaigns = Campaign.objects.in_bulk([slug for slug, _siren in pairs.values()], field_name="slug")
    territories = Territory.objects.in_bulk([siren for _slug, siren in pairs.values()], field_name="siren")
    return {
        code: Answer(campaign=campaigns[slug], territory=territories[siren])
        for code, (slug, siren) in pairs.items()
        if slug in campaigns and siren in territories
    }


OWNERS = OwnerColumns(
    ("enquete", "siren"), _answers_by_code, Sentence("une collectivité pour laquelle vous répondez à l’enquête")
)


def answers_by_place(by: Actor | None) -> Import[AnswerRevision]:
    """Return how a table of answers of several members, to several campaigns, is taken in."""
    return import_by_place(
        by,
        kind="answers",
        permission="surveys.record_answer",
        importing=lambda answer: answers_import(view_campaign(answer.campaign.slug)),
        columns=OWNERS,
    )


def answers_import(view: CampaignView) -> Import[AnswerRevision]:
    """Return how a file of answers is taken in for a campaign.

    Options of the upload: `match` (column that tells the territory), `mapping` (SIREN of each value of that column),
    `participants` (columns of each participant of LimeSurvey, by token), `decimal_mark` (comma or dot, for 12.500 in a
    text), `on_conflict` and `skip_faults`. Its companion is the structure of a LimeSurvey survey.
    """
    questions = {question.code: question for question in view.questionnaire.questions}

    def show(item: PreviewItem[AnswerRevision], field: str, value: Any) -> str:
        if field != "answer" or value is None:
            return ", ".join(value) if isinstance(value, tuple) else str(value or "")
        if value["state"] != AnswerState.ANSWERED:
            return words(AnswerState(value["state"]).label)
        question = questions[item.record.key.partition("/")[2]]
        lines = "\n".join(present_value(question, value["value"]))
        return f"{lines} ({words(_PARTLY)})" if value["is_partial"] else lines

    return Import(
        kind=f"answers/{view.record.slug}",
        read=lambda upload: preview_file(view, upload),
        write=lambda by, preview: import_answers(by=by, campaign=view.record, preview=preview),
        fields=_FIELDS,
        show=show,
        lock=lambda: lock_answers(view.sirens),
    )


def preview_file(view: CampaignView, upload: Upload) -> Preview[AnswerRevision]:
    """Say what a file of answers would change; nothing is written.

    Raises ImportFileError when nothing of it can be read, or so many faults that reading stopped.
    """
    options = upload.options
    findings = Findings(stops=not options.get("skip_faults"))
    structure = (upload.companion[1], upload.companion[0]) if upload.companion else None
    column, mapping = options.get("match", ""), options.get("mapping")

    def refuse_unknown(rows: Iterable[AnswerRow]) -> None:
        """Refuse a file whose first respondents are of no territory asked, before its answers are read."""
        first_findings = Findings()
        match_sheet(view, AnswerSheet(file=upload.file, rows=tuple(rows)), mapping=mapping, findings=first_findings)
        if first_findings.is_full:
            raise ImportFileError(upload.file, first_findings.faults)

    sheet = read_answers(
        upload.data,
        upload.file,
        view.questionnaire,
        structure=structure,
        findings=findings,
        decimal_mark=options.get("decimal_mark", ""),
        look=refuse_unknown if findings.stops and not column and not options.get("participants") else None,
    )
    if options.get("participants"):
        sheet = with_participants(sheet, options["participants"])
    rows = match_sheet(view, sheet, column=column, mapping=mapping, findings=findings)
    if findings.stops and findings.is_full:
        raise ImportFileError(upload.file, findings.faults)
    preview = plan_answers(
        view,
        rows,
        file=upload.file,
        on_conflict=OnConflict(options.get("on_conflict", OnConflict.KEEP)),
        skips_faults=not findings.stops,
    )
    findings.add(*preview.faults)
    return replace(preview, faults=tuple(findings.faults), warnings=tuple(sheet.warnings))
