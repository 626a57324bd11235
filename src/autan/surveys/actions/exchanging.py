"""The writer of answers that come in a file: all of it in one act, or nothing."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import DateTimeField, JSONField
from django.utils import timezone

from autan.accounts.models import Person
from autan.errors import ImportFileError, RuleError
from autan.intake.core.previews import Preview
from autan.journal.actions import record_entry
from autan.surveys.actions.validating import withdraw_validations
from autan.surveys.core.exchange.plans import Compared, GivenAnswer, OnConflict
from autan.surveys.core.exchange.sheets import SheetRow
from autan.surveys.models import Answer, Campaign, SectionValidation
from autan.surveys.queries.campaigns import CampaignView
from autan.surveys.queries.importing import plan_answers
from autan.territories.models import Territory

_LONGEST_SOURCE, _LONGEST_NAME = 300, 120
_CHUNK = 400


@transaction.atomic
def import_answers(
    *,
    by: Person | None,
    view: CampaignView,
    rows: Sequence[tuple[str, SheetRow]],
    file: str,
    on_conflict: OnConflict = OnConflict.KEEP,
    skip_faults: bool = False,
    now: datetime | None = None,
) -> Preview[Compared]:
    """Record the answers of a file, each with the file as its source; the same file read again writes nothing.

    Args:
        by: who imports; None for the product itself.
        view: the campaign.
        rows: respondents of the file, each with the SIREN of its territory.
        file: name of the file, without its folder.
        on_conflict: what becomes of an answer that stands, when the file says otherwise.
        skip_faults: True to leave out the answers that are not right, rather than refuse the file.
        now: time of the act; the present unless given.

    Returns:
        What was written, what was left, and what was not right.

    Raises:
        ImportFileError: an answer is not right, with every fault; nothing is written.
        RuleError: the campaign is documented from a publication, `by` may not answer for a territory of the file, or
            another import was writing at the same instant.
    """
    _require_right(by, view.record, {siren for siren, _ in rows}, now or timezone.now())
    Campaign.objects.select_for_update().get(pk=view.record.pk)
    preview = plan_answers(view, rows, file=file, on_conflict=on_conflict, skips_faults=skip_faults)
    if preview.is_refused:
        raise ImportFileError(file, preview.faults)
    record_previewed(by=by, view=view, preview=preview, now=now)
    return preview


@transaction.atomic
def record_previewed(
    *, by: Person | None, view: CampaignView, preview: Preview[Compared], now: datetime | None = None
) -> None:
    """Record the answers that a preview says are new or changed; see `import_answers`."""
    campaign, at = view.record, now or timezone.now()
    given = [item.record.content for item in preview.to_write if isinstance(item.record.content, GivenAnswer)]
    _require_right(by, campaign, {found.siren for found in given}, at)
    if given:
        _write(by, view, given, preview.file, at)
        _tell(by, campaign, preview, {found.siren for found in given})


def _require_right(by: Person | None, campaign: Campaign, sirens: set[str], at: datetime) -> None:
    if campaign.is_documented:
        message = "une campagne documentée se remplit depuis sa publication, et non depuis un fichier de réponses"
        raise RuleError(message)
    if by is None or by.has_perm("surveys.run_campaign", campaign):
        return
    refusal = campaign.opening.refusal(timezone.localdate(at))
    if refusal is not None:
        raise RuleError(refusal.fr)
    for territory in Territory.objects.filter(siren__in=sirens):
        if not by.has_perm("surveys.record_answer", Answer(campaign=campaign, territory=territory)):
            message = f"vous ne pouvez pas répondre pour {territory.short_name} dans cette campagne"
            raise RuleError(message)


def _write(by: Person | None, view: CampaignView, planned: Sequence[GivenAnswer], file: str, at: datetime) -> None:
    """Write the new revisions after the ones that stand; validations of sections that changed fall."""
    keys = {(found.siren, found.answer.question) for found in planned}
    standing = Answer.objects.filter(campaign=view.record, territory_id__in={siren for siren, _ in keys})
    rows = standing.filter(is_current=True).values_list("territory__siren", "question", "pk", "revision")
    replaced = {(siren, code): (pk, revision) for siren, code, pk, revision in rows if (siren, code) in keys}
    old = [pk for pk, _ in replaced.values()]
    for start in range(0, len(old), _CHUNK):
        Answer.objects.filter(pk__in=old[start : start + _CHUNK]).update(is_current=False)
    shared = {"campaign_id": view.record.pk, "is_current": True, "by_id": by.pk if by else None, "at": at}
    fresh = [
        {**shared, **_columns(by, found, replaced.get((found.siren, found.answer.question), (0, 0))[1] + 1, file)}
        for found in planned
    ]
    try:
        with transaction.atomic():
            _insert(fresh)
    except IntegrityError:
        message = "d’autres réponses viennent d’être enregistrées pour ces collectivités ; relancez l’import"
        raise RuleError(message) from None
    _withdraw(view, planned, at)


def _columns(by: Person | None, found: GivenAnswer, revision: int, file: str) -> dict[str, object]:
    """Columns of one new revision."""
    answer = found.answer
    place = f", ligne {found.line}" if found.line else ""
    return {
        "territory_id": found.siren,
        "question": answer.question,
        "revision": revision,
        "state": answer.state.value,
        "value": answer.value,
        "is_partial": answer.is_partial,
        "facts": list(answer.facts),
        "note_fr": answer.note,
        "note_en": answer.note_en,
        "source_document": (answer.source or f"{file}{place}")[:_LONGEST_SOURCE],
        "confidence": answer.confidence,
        "by_name": (answer.author or (by.name if by else ""))[:_LONGEST_NAME],
        "is_on_behalf": answer.is_on_behalf,
    }


def _insert(rows: Sequence[Mapping[str, object]]) -> None:
    """Write rows with one prepared statement.

    `bulk_create` prepares every value of every row as if it were an expression: more than half the time of an import.
    """
    if not rows:
        return
    table = Answer._meta  # noqa: SLF001 — part of Django's documented interface
    fields = {field.attname: field for field in table.concrete_fields if field.attname in rows[0]}
    prepared = {name: field for name, field in fields.items() if isinstance(field, JSONField | DateTimeField)}
    lines: list[list[Any]] = [
        [prepared[name].get_db_prep_save(row[name], connection) if name in prepared else row[name] for name in fields]
        for row in rows
    ]
    quote = connection.ops.quote_name
    names = ", ".join(quote(field.column or name) for name, field in fields.items())
    marks = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {quote(table.db_table)} ({names}) VALUES ({marks})"  # noqa: S608 — names of ours
    with connection.cursor() as cursor:
        cursor.executemany(statement, lines)


def _withdraw(view: CampaignView, planned: Sequence[GivenAnswer], at: datetime) -> None:
    """Withdraw the validations of what changed, where there are some."""
    sections = {q.code: section.code for section in view.questionnaire.sections for q in section.questions}
    touched: dict[str, set[str]] = {}
    for found in planned:
        touched.setdefault(found.siren, set()).add(sections[found.answer.question])
    validated = SectionValidation.objects.filter(campaign=view.record, withdrawn_at__isnull=True)
    for territory in Territory.objects.filter(siren__in=validated.values("territory")):
        if territory.siren in touched:
            withdraw_validations(
                campaign=view.record, territory=territory, sections=sorted(touched[territory.siren]), now=at
            )


def _tell(by: Person | None, campaign: Campaign, preview: Preview[Compared], sirens: set[str]) -> None:
    counts = {outcome.value: number for outcome, number in preview.counts.items()}
    words = f"{len(preview.to_write)} réponses de {len(sirens)} collectivités"
    record_entry(
        by=by,
        act="import_answers",
        room="surveys",
        kind="campaign",
        object_id=campaign.slug,
        summary=f"Réponses lues dans {preview.file} : {words}",
        details={"file": preview.file, **counts, "faults": len(preview.faults), "territories": sorted(sirens)},
    )
