"""The action that records the answers of a file: all of it in one act, or nothing."""

from dataclasses import replace
from datetime import datetime

from django.utils import timezone

from autan.evidence.imports.core import Preview, Record
from autan.ground.errors import RuleError
from autan.people.accounts.models import Person
from autan.people.individuals.models import SYSTEM_NAME
from autan.survey.campaigns.actions.answer_revisions import write_revisions
from autan.survey.campaigns.actions.write_lock import serialized_write
from autan.survey.campaigns.core.answer_revisions import AnswerRevision
from autan.survey.campaigns.core.campaigns import campaign_object
from autan.survey.campaigns.models import Campaign
from autan.survey.campaigns.queries.answering_access import authorize_answering

_LONGEST_SOURCE, _LONGEST_NAME = 300, 120


def import_answers(
    *, by: Person | None, campaign: Campaign, preview: Preview[AnswerRevision], now: datetime | None = None
) -> None:
    """Record the answers of a file that its preview says are new or changed, each with the file as its source.

    Called by `run_import`, which reads the file again inside the lock of the answers before it writes.

    Raises:
        RuleError: the campaign is documented from a publication, or is closed and `by` does not run it.
        AnswerConflictError: somebody answered since the preview was made.
    """
    at = now or timezone.now()
    revisions = [_as_written(item.record, preview.file, by, at) for item in preview.to_write]
    sirens = {revision.siren for revision in revisions}
    _require_right(by, campaign, sirens, at)
    with serialized_write(sirens, by=by, act="import_answers") as act:
        write_revisions(campaign, revisions, now=at, act=act)
        counts = {outcome.value: number for outcome, number in preview.counts.items()}
        words = f"{len(revisions)} réponses de {len(sirens)} collectivités"
        act.record(
            campaign_object(campaign.slug),
            summary=f"Réponses lues dans {preview.file} : {words}",
            network=campaign.network_id,
            details={"file": preview.file, **counts, "faults": len(preview.faults), "territories": sorted(sirens)},
        )


def _require_right(by: Person | None, campaign: Campaign, sirens: set[str], at: datetime) -> None:
    if campaign.is_documented:
        raise RuleError("une campagne documentée se remplit depuis sa publication, pas depuis un fichier de réponses")
    if by is None or by.has_perm("surveys.run_campaign", campaign):
        return
    if refusal := campaign.opening.refusal(timezone.localdate(at)):
        raise RuleError(refusal.fr)
    for siren in sirens:
        authorize_answering(campaign=campaign, siren=siren, person=by)


def _as_written(record: Record[AnswerRevision], file: str, by: Person | None, at: datetime) -> AnswerRevision:
    """The revision with its author, its time, and the file and line that it comes from where it names no document."""
    revision, line = record.content, f", ligne {record.line}" if record.line else ""
    return replace(
        revision,
        source_document=(revision.source_document or f"{file}{line}")[:_LONGEST_SOURCE],
        by_name=(revision.by_name or (by.name if by else SYSTEM_NAME))[:_LONGEST_NAME],
        at=at,
    )
