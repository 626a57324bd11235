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
    revisions = [item.record.content for item in preview.items]
    files = {(revision.siren, revision.question, digest_in(revision.value)) for revision in revisions}
    strange = {place for place in files - attachments_named(view.record, files) if place[2]}
    faults, right = [], []
    for item in preview.items:
        content, place = item.record.content, {"sheet": item.record.sheet or None, "row": item.record.line}
        own = [
            Fault(**place, column="facts", value=fact, expected="un fait du registre")
            for fact in content.facts
            if fact in missing
        ]
        digest = digest_in(content.value)
        if (content.siren, content.question, digest) in strange:
            expected = "l’empreinte d’un fichier joint à cette réponse"
            own.append(Fault(**place, column=f"{content.question}[{JOINED}]", value=digest, expected=expected))
        faults += own
        right += [] if own else [item]
    return replace(preview, items=tuple(right), faults=(*preview.faults, *faults))
