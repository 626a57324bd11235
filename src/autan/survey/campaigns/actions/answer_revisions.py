"""The only writer of answers, one at a time: new revisions, in place of those that they were decided upon."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import DateTimeField, JSONField, UUIDField

from autan.ground.errors import ConflictError
from autan.ground.texts.core.texts import NO_TEXT
from autan.people.individuals.actions import individuals_named
from autan.people.journal.actions import Act, acting
from autan.survey.campaigns.core.answer_revisions import AnswerRevision
from autan.survey.campaigns.models import (
    Answer,
    Attachment,
    Campaign,
    Invitation,
    Proposal,
    SectionValidation,
    UnsavedEntry,
)
from autan.survey.campaigns.queries.importing import digest_in
from autan.survey.campaigns.queries.questionnaires import placed_questions
from autan.survey.questionnaires.core.kinds import QuestionKind
from autan.survey.questionnaires.core.kinds.texts import JOINED
from autan.territories.networks.models import Territory

_TABLE = Answer._meta  # noqa: SLF001 — part of Django's documented interface


class AnswerConflictError(ConflictError):
    """An answer was changed by somebody else since it was read; nothing was written."""

    def __init__(self) -> None:
        super().__init__(
            "d’autres réponses viennent d’être enregistrées pour la même collectivité\u202f; "
            "relisez-les, puis recommencez"
        )


def write_revisions(
    campaign: Campaign,
    revisions: Sequence[AnswerRevision],
    *,
    now: datetime,
    act: Act | None = None,
    link: Invitation | None = None,
) -> tuple[str, ...]:
    """Write revisions as current, withdraw the validations of what changed, settle what was proposed in their place.

    Called inside `serialized_write`. A revision is written only right after the one that it replaces: revision 4 of an
    answer needs revision 3 to be current; there is at most one for each territory and question. Seven queries at most,
    whatever their number. `now` is the time of the act; a revision may bear an earlier day. A revision that names
    another author than who acts, as a file does, is that of somebody without an account in the network.

    Returns codes of the sections whose validation was withdrawn, of any territory; "" is the whole questionnaire.
    """
    if not revisions:
        return ()
    replaced = [revision for revision in revisions if revision.revision > 1]
    # another writer came first: what it replaced is no longer current
    if _retire(campaign, replaced) != len(replaced):
        raise AnswerConflictError
    shared = {"campaign_id": campaign.pk, "is_current": True, "invitation_id": link.pk if link else None}
    authors = {act.by_name: act.author_id} if act else {}
    others = {revision.by_name for revision in revisions} - authors.keys()
    authors |= individuals_named(others, network=campaign.network_id)
    try:
        _insert([shared | _columns(revision) | {"by_id": authors.get(revision.by_name)} for revision in revisions])
    except IntegrityError:
        raise AnswerConflictError from None
    _settle_proposals(campaign, revisions, now)
    _erase_unnamed(campaign, revisions)
    return _withdraw_validations(campaign, revisions, now)


def _retire(campaign: Campaign, replaced: Sequence[AnswerRevision]) -> int:
    """Let the revisions before these be no longer current, with one prepared statement; return how many were."""
    if not replaced:
        return 0
    statement = (
        f"UPDATE {_TABLE.db_table} SET is_current = %s "  # noqa: S608 — names of Autan
        "WHERE campaign_id = %s AND territory_id = %s AND question = %s AND revision = %s AND is_current"
    )
    parameters = [
        (False, campaign.pk, revision.siren, revision.question, revision.revision - 1) for revision in replaced
    ]
    with connection.cursor() as cursor:
        cursor.executemany(statement, parameters)
        return int(cursor.rowcount)


def _columns(revision: AnswerRevision) -> dict[str, Any]:
    note = revision.note or NO_TEXT
    return {
        "territory_id": revision.siren,
        "question": revision.question,
        "revision": revision.revision,
        "state": revision.state.value,
        "value": revision.value,
        "is_partial": revision.is_partial,
        "facts": list(revision.facts),
        "note_fr": note.fr,
        "note_en": note.en,
        "source_document": revision.source_document,
        "confidence": revision.confidence.value if revision.confidence else "",
        "is_on_behalf": revision.is_on_behalf,
        "change": revision.change or None,
        "at": revision.at,
    }


def _insert(rows: Sequence[Mapping[str, Any]]) -> None:
    """Write rows with one prepared statement.

    `bulk_create` prepares every value of every row as if it were an expression: more than half the time of an import.
    """
    fields = [field for field in _TABLE.concrete_fields if field.attname in rows[0]]
    prepared = {field.attname for field in fields if isinstance(field, JSONField | DateTimeField | UUIDField)}
    lines = [
        [
            field.get_db_prep_save(row[field.attname], connection) if field.attname in prepared else row[field.attname]
            for field in fields
        ]
        for row in rows
    ]
    quote = connection.ops.quote_name
    names = ", ".join(quote(field.column or field.attname) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {quote(_TABLE.db_table)} ({names}) VALUES ({marks})"  # noqa: S608 — names of Autan
    with connection.cursor() as cursor:
        cursor.executemany(statement, lines)


def _erase_unnamed(campaign: Campaign, revisions: Sequence[AnswerRevision]) -> None:
    """Erase the files that answers no longer name, and that nobody has aside. No query where no file is asked."""
    questions = placed_questions(campaign)
    for revision in revisions:
        if revision.question not in questions or questions[revision.question][1].kind is not QuestionKind.FILE:
            continue
        place = {"campaign": campaign, "territory_id": revision.siren, "question": revision.question}
        aside = UnsavedEntry.objects.filter(**place, settled_at=None).values_list("value", flat=True)
        digests = {digest for value in aside for digest in (value or {}).get(JOINED, ())} | {digest_in(revision.value)}
        Attachment.objects.filter(**place).exclude(sha256__in=digests).delete()


def _settle_proposals(campaign: Campaign, revisions: Sequence[AnswerRevision], now: datetime) -> None:
    written = {(revision.siren, revision.question): revision for revision in revisions}
    sirens = {revision.siren for revision in revisions}
    proposals = Proposal.objects.filter(campaign=campaign, territory_id__in=sirens, settled_at__isnull=True)
    settled = []
    for proposal in proposals.order_by():
        answer = written.get((proposal.territory_id, proposal.question))
        if answer is not None:
            proposal.settled_at = now
            # an answer settles the proposal whatever it says
            proposal.outcome = "confirmed" if proposal.value == answer.value else "changed"
            settled.append(proposal)
    Proposal.objects.bulk_update(settled, ["settled_at", "outcome"])


def _withdraw_validations(campaign: Campaign, revisions: Sequence[AnswerRevision], now: datetime) -> tuple[str, ...]:
    """The sections whose answers changed, and the whole questionnaire, are no longer what was validated."""
    questions = placed_questions(campaign)
    changed = {
        (revision.siren, questions[revision.question][0].code)
        for revision in revisions
        if revision.question in questions
    }
    changed |= {(revision.siren, "") for revision in revisions}
    current = SectionValidation.objects.filter(
        campaign=campaign, territory_id__in={siren for siren, _section in changed}, withdrawn_at__isnull=True
    )
    rows = current.order_by().values_list("pk", "territory_id", "section")
    withdrawn = {pk: section for pk, siren, section in rows if (str(siren), section) in changed}
    if withdrawn:
        SectionValidation.objects.filter(pk__in=withdrawn).update(withdrawn_at=now)
    return tuple(withdrawn.values())


@contextmanager
def serialized_write(sirens: Collection[str], **act: Any) -> Iterator[Act]:
    """Begin an act on the answers of some territories, told as `acting` is, after the other writers of answers."""
    with acting(**act) as begun:
        _lock_rows(sirens)
        yield begun


@contextmanager
def lock_answers(sirens: Collection[str]) -> Iterator[None]:
    """Open a transaction in which nobody else writes the answers of some territories."""
    with transaction.atomic():
        _lock_rows(sirens)
        yield


def _lock_rows(sirens: Collection[str]) -> None:
    """On PostgreSQL, lock the rows of the territories, in one order so that two writers never wait for each other."""
    if connection.features.has_select_for_update:
        rows = Territory.objects.select_for_update(no_key=True).filter(siren__in=sirens).order_by("pk")
        list(rows.values_list("pk"))
