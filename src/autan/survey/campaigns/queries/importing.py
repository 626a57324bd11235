"""Reads what an import of answers would change."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils import timezone

from autan.evidence.figures.queries.facts import facts_by_id
from autan.evidence.imports.core import Preview
from autan.ground.errors import Fault
from autan.survey.campaigns.core.answer_revisions import AnswerRevision
from autan.survey.campaigns.core.exchange import AnswerRow, AskedCampaign, OnConflict, preview_answers
from autan.survey.campaigns.queries.answers import answers_by_member
from autan.survey.campaigns.queries.attachments import attachments_named, digest_in
from autan.survey.campaigns.queries.campaigns import CampaignView
from autan.survey.questionnaires.core.kinds.texts import JOINED


def plan_answers(
    view: CampaignView,
    rows: Sequence[tuple[str, AnswerRow]],
    *,
    file: str,
    on_conflict: OnConflict = OnConflict.KEEP,
    skips_faults: bool = False,
) -> Preview[AnswerRevision]:
    """Say what an import would write, without writing. Two queries at most."""
    campaign = AskedCampaign(
        slug=view.record.slug,
        questionnaire=view.questionnaire,
        names={member.siren: member.name for member in view.respondents},
        answers=answers_by_member(view.record),
    )
    preview = preview_answers(
        rows, campaign, file=file, at=timezone.now(), on_conflict=on_conflict, skips_faults=skips_faults
    )
    every = sorted({fact for item in preview.items for fact in item.record.content.facts})
    missing = set(every) - facts_by_id(every).keys() if every else set()
    files = {_file_of(item.record.content) for item in preview.items}
    strange = {place for place in files - attachments_named(view.record, files) if place[2]}
    faults, right = [], []
    for item in preview.items:
        content, place = item.record.content, _file_of(item.record.content)
        wrong = [("facts", fact, "un fait du registre") for fact in content.facts if fact in missing]
        if place in strange:
            expected = "l’empreinte d’un fichier joint à cette réponse"
            wrong.append((f"{content.question}[{JOINED}]", place[2], expected))
        for column, value, expected in wrong:
            sheet, row = item.record.sheet or None, item.record.line
            faults.append(Fault(sheet=sheet, row=row, column=column, value=value, expected=expected))
        right += [] if wrong else [item]
    return replace(preview, items=tuple(right), faults=(*preview.faults, *faults))


def _file_of(revision: AnswerRevision) -> tuple[str, str, str]:
    """Territory, question and digest of the file that an answer names."""
    return revision.siren, revision.question, digest_in(revision.value)
