"""What was typed and could not be recorded is kept, so that its author finds it again."""

from collections.abc import Sequence

from django.db.models import QuerySet

from autan.questionnaires.core.answers.entries import Entry, KeptReason
from autan.questionnaires.core.answers.entry_parts import typed_words
from autan.surveys.actions.desk import Desk
from autan.surveys.models import KeptEntry

_MOST_KEPT = 100_000  # letters of one entry that are kept; beyond, only the screen has them


def keep_entries(desk: Desk, entries: Sequence[tuple[Entry, KeptReason]]) -> None:
    """Keep entries as they were typed, in place of what the same author typed before. Called inside a transaction."""
    if not entries:
        return
    held = {kept.question: kept for kept in _own(desk)}
    fresh = []
    for entry, reason in entries:
        kept = held.get(entry.question) or KeptEntry(
            **desk.place, **desk.signature, question=entry.question, by_name=desk.author.name
        )
        text = typed_words(entry.parts)
        kept.text, kept.reason, kept.at = text[:_MOST_KEPT], reason.value, desk.now
        kept.value = {name: list(texts) for name, texts in entry.parts.items()} if len(text) <= _MOST_KEPT else None
        fresh.append(kept)
    KeptEntry.objects.bulk_create([kept for kept in fresh if kept.pk is None])
    KeptEntry.objects.bulk_update([kept for kept in fresh if kept.pk], ["text", "reason", "at", "value"])


def settle_kept(desk: Desk, questions: Sequence[str]) -> None:
    """Note that the author took up, or let go, what was kept of some questions. One query, two when something was."""
    held = _own(desk).order_by().values_list("pk", "question") if questions else ()
    taken_up = [pk for pk, question in held if question in questions]
    if taken_up:
        KeptEntry.objects.filter(pk__in=taken_up).update(settled_at=desk.now)


def _own(desk: Desk) -> QuerySet[KeptEntry]:
    """What the author typed before and did not settle; one without account nor link is known by the name alone."""
    found = KeptEntry.objects.filter(**desk.place, **desk.signature, settled_at__isnull=True)
    has_identity = desk.author.person_id is not None or desk.author.invitation_id is not None
    return found if has_identity else found.filter(by_name=desk.author.name)
