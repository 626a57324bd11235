"""The action that records the answers of a file: all of it in one act, or nothing."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from autan.accounts.models import Person
from autan.errors import ImportFileError, RuleError
from autan.evidence.core.texts import Text
from autan.questionnaires.core.kinds import AnswerConfidence
from autan.surveys.actions.answer_revisions import write_revisions
from autan.surveys.actions.write_lock import serialized_write
from autan.surveys.core.answers.revisions import AnswerRevision
from autan.surveys.core.exchange.answer_sheets import SheetRow
from autan.surveys.core.exchange.import_plans import ImportPlan, OnConflict, Planned, PlannedAnswer
from autan.surveys.core.objects import campaign_object
from autan.surveys.models import Campaign
from autan.surveys.queries.answering_access import authorize_answering
from autan.surveys.queries.campaigns import CampaignView
from autan.surveys.queries.importing import plan_answers

_LONGEST_SOURCE, _LONGEST_NAME = 300, 120


def import_answers(
    *,
    by: Person | None,
    view: CampaignView,
    rows: Sequence[tuple[str, SheetRow]],
    file: str,
    on_conflict: OnConflict = OnConflict.KEEP,
    skip_faults: bool = False,
    now: datetime | None = None,
) -> ImportPlan:
    """Record the answers of a file, each with the file as its source; the same file read again writes nothing.

    Args:
        by: who imports; None for the product itself.
        view: the campaign.
        rows: respondents of the file, each with the SIREN of its territory.
        file: name of the file, without its folder.
        on_conflict: what becomes of a current answer, when the file says otherwise.
        skip_faults: True to leave out the answers that are not right, rather than refuse the file.
        now: time of the act; the present unless given.

    Returns:
        What was written, what was left, and what was not right.

    Raises:
        ImportFileError: an answer is not right, with every fault; nothing is written.
        NotAllowedError: `by` may not answer for a territory of the file.
        RuleError: the campaign is documented from a publication, or is closed and `by` does not run it.
    """
    campaign, at = view.record, now or timezone.now()
    sirens = {siren for siren, _ in rows}
    _require_right(by, campaign, sirens, at)
    with serialized_write(sirens, by=by, act="import_answers") as act:
        plan = plan_answers(view, rows, on_conflict=on_conflict)
        if plan.faults and not skip_faults:
            raise ImportFileError(file, plan.faults)
        write_revisions(campaign, [_revision(view, found, by, file, at) for found in plan.to_write], now=at, by=by)
        if plan.to_write:
            counts = {planned.value: plan.count(planned) for planned in Planned}
            territories = sorted({found.siren for found in plan.to_write})
            words = f"{len(plan.to_write)} réponses de {len(territories)} collectivités"
            act.record(
                campaign_object(campaign.slug),
                summary=f"Réponses lues dans {file} : {words}",
                network=campaign.network_id,
                details={"file": file, **counts, "faults": len(plan.faults), "territories": territories},
            )
    return plan


def _require_right(by: Person | None, campaign: Campaign, sirens: set[str], at: datetime) -> None:
    if campaign.is_documented:
        raise RuleError("une campagne documentée se remplit depuis sa publication, pas depuis un fichier de réponses")
    if by is None or by.has_perm("surveys.run_campaign", campaign):
        return
    refusal = campaign.opening.refusal(timezone.localdate(at))
    if refusal is not None:
        raise RuleError(refusal.fr)
    for siren in sirens:
        authorize_answering(campaign=campaign, siren=siren, person=by)


def _revision(view: CampaignView, found: PlannedAnswer, by: Person | None, file: str, at: datetime) -> AnswerRevision:
    answer, current = found.answer, found.standing
    line = f", ligne {found.line}" if found.line else ""
    return AnswerRevision(
        campaign=view.record.slug,
        siren=found.siren,
        question=answer.question,
        state=answer.state,
        value=answer.value,
        is_partial=answer.is_partial,
        facts=answer.facts,
        note=Text(answer.note, answer.note_en) if answer.note or answer.note_en else None,
        source_document=(answer.source or f"{file}{line}")[:_LONGEST_SOURCE],
        confidence=AnswerConfidence(answer.confidence) if answer.confidence else None,
        revision=current.revision + 1 if current else 1,
        by_name=(answer.author or (by.name if by else ""))[:_LONGEST_NAME],
        at=at,
        is_on_behalf=answer.is_on_behalf,
    )
