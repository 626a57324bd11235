"""Stores what was typed and not recorded as an answer, so that its author finds it again. Called by other actions."""

from collections.abc import Sequence
from datetime import datetime

from autan.people.journal.actions import Act
from autan.survey.answering.core.save_decisions import UnsavedReason
from autan.survey.answering.queries import unsaved_entries
from autan.survey.campaigns.models import UnsavedEntry
from autan.survey.campaigns.queries.answering_access import AnsweringAccess
from autan.survey.questionnaires.core.answers.parts import AnswerInput, typed_words

_LONGEST = 100_000  # letters of one entry that are stored; beyond, only the screen has them


def keep_entries(
    act: Act, access: AnsweringAccess, entries: Sequence[tuple[AnswerInput, UnsavedReason]], now: datetime
) -> None:
    """Store entries as they were typed, in place of what the same author typed before."""
    if not entries:
        return
    rows_by_question = unsaved_entries(access)
    rows = []
    for entry, reason in entries:
        row = rows_by_question.get(entry.question) or UnsavedEntry(
            **access.place, invitation=access.link, question=entry.question, by_id=act.author_id
        )
        text = typed_words(entry.parts)
        row.text, row.reason, row.at = text[:_LONGEST], reason.value, now
        # a text that had to be cut is kept as text alone
        row.value = {name: list(texts) for name, texts in entry.parts.items()} if len(text) <= _LONGEST else None
        rows.append(row)
    UnsavedEntry.objects.bulk_create([row for row in rows if row.pk is None])
    UnsavedEntry.objects.bulk_update([row for row in rows if row.pk], ["text", "reason", "at", "value"])


def settle_entries(access: AnsweringAccess, questions: Sequence[str], now: datetime) -> None:
    """Note that the author recorded, or gave up, what was stored of some questions. One query, two when some was."""
    rows_by_question = unsaved_entries(access) if questions else {}
    settled = [row.pk for question, row in rows_by_question.items() if question in questions]
    if settled:
        UnsavedEntry.objects.filter(pk__in=settled).update(settled_at=now)
