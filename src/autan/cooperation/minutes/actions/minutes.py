"""The only writers of minutes and amendments: begin, rewrite, amend, withdraw a passage; phases: `workflow.py`."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.utils import timezone
from django.utils.text import slugify

from autan.cooperation.minutes.core import (
    AmendmentInput,
    AmendmentState,
    MinutesPhase,
    clean_text,
    content_hash,
    replace_passage,
    takes_amendments,
)
from autan.cooperation.minutes.models import Amendment, Minutes, MinutesVersion, PassageWithdrawal
from autan.cooperation.minutes.queries import holder_of
from autan.ground.errors import ConflictError, DomainError
from autan.people.individuals.actions import individual_named
from autan.people.journal.actions import Act, Actor, acting
from autan.people.journal.core import ObjectRef
from autan.territories.networks.models import Network

WITHDRAWN_PASSAGE = "[passage retiré]"
"""What stands in the text where words were withdrawn."""
_MOST_REASON = 500
REFUSAL = "seules les personnes qui tiennent cette réunion écrivent son compte rendu"


@contextmanager
def acting_on(minutes: Minutes, *, by: Actor | None, act: str) -> Iterator[Act]:
    """Open an act of whoever writes the minutes, on a row locked until its end."""
    holder = holder_of(minutes.meeting)
    meeting = holder.find(minutes.object_id)
    with acting(by=by, act=act, permission=holder.write, on=meeting, refusal=REFUSAL) as under_way:
        current = Minutes.objects.select_for_update().get(pk=minutes.pk)
        # the caller may hold an older copy: what was written since must not be saved over
        for field in ("phase", "text", "revision", "amendments_until", "content_hash"):
            setattr(minutes, field, getattr(current, field))
        yield under_way


def start_minutes(*, by: Actor | None, meeting: ObjectRef, network: Network, title: str, text: str) -> Minutes:
    """Begin the minutes of a meeting of a network, as a draft; the text is in simple Markdown."""
    holder = holder_of(meeting)
    meeting_row = holder.find(meeting.key)
    text, title = clean_text(text), clean_text(title, most=300)
    if not text or not title:
        raise DomainError("un compte rendu a un titre et un texte")
    with acting(by=by, act="start_minutes", permission=holder.write, on=meeting_row, refusal=REFUSAL) as act:
        if Minutes.objects.filter(room=meeting.room, kind=meeting.kind, object_id=meeting.key).exists():
            raise DomainError("cette réunion a déjà son compte rendu")
        minutes = Minutes.objects.create(
            slug=slugify(f"{meeting.kind}-{meeting.key}")[:160],
            network=network,
            room=meeting.room,
            kind=meeting.kind,
            object_id=meeting.key,
            title=title,
            heading=[list(line) for line in holder.heading(meeting_row)],
            text=text,
        )
        keep_version(act, minutes, reason="Premier texte")
        act.record(minutes.ref, summary="Compte rendu commencé", network=minutes.network.slug)
    return minutes


def rewrite_minutes(*, by: Actor | None, minutes: Minutes, text: str, revision: int, reason: str = "") -> None:
    """Change the text of a draft; the text of before is kept as a version.

    Raises ConflictError: somebody changed it since `revision`.
    """
    cleaned = clean_text(text)
    with acting_on(minutes, by=by, act="rewrite_minutes") as act:
        if minutes.current_phase is not MinutesPhase.DRAFT:
            raise DomainError("le texte ne se récrit que tant qu’il est un brouillon")
        if minutes.revision != revision:
            raise ConflictError(
                "quelqu’un a changé ce compte rendu entre-temps\u00a0: relisez-le, puis reportez vos mots"
            )
        if not cleaned:
            raise DomainError("un compte rendu a un texte")
        if cleaned != minutes.text:
            minutes.text = cleaned
            keep_version(act, minutes, reason=clean_text(reason, most=_MOST_REASON))
            act.record(minutes.ref, summary="Compte rendu récrit", network=minutes.network.slug)


def withdraw_passage(*, by: Actor | None, minutes: Minutes, passage: str, reason: str) -> None:
    """Take words out of the text and of every version, in any phase; a trace says when, by whom and why."""
    why, words = clean_text(reason, most=_MOST_REASON), clean_text(passage)
    if not why or not words:
        raise DomainError("un retrait dit quel passage est retiré, et pourquoi")
    with acting_on(minutes, by=by, act="withdraw_passage") as act:
        minutes.text = replace_passage(minutes.text, words, WITHDRAWN_PASSAGE)
        for version in minutes.versions.filter(text__contains=words):
            version.text = version.text.replace(words, WITHDRAWN_PASSAGE)
            version.save(update_fields=["text"])
        # amendments quote the text: the words would still be read there
        for amendment in minutes.amendments.all():
            amendment.passage = amendment.passage.replace(words, WITHDRAWN_PASSAGE)
            amendment.replacement = amendment.replacement.replace(words, WITHDRAWN_PASSAGE)
            amendment.save(update_fields=["passage", "replacement"])
        PassageWithdrawal.objects.create(
            minutes=minutes,
            reason=why,
            characters=len(words),
            previous_hash=minutes.content_hash,
            by_id=act.author_id,
        )
        keep_version(act, minutes, reason="Passage retiré")
        summary = f"Passage de {len(words)} signes retiré du compte rendu : {why}"
        act.record(minutes.ref, summary=summary, network=minutes.network.slug)


def keep_version(act: Act, minutes: Minutes, *, reason: str) -> None:
    """Save the minutes and keep their text as one more version, under its hash once published. Inside an act."""
    number = minutes.versions.count() + 1
    minutes.revision = number
    if minutes.current_phase is MinutesPhase.PUBLISHED:
        minutes.content_hash = content_hash(title=minutes.title, heading=minutes.heading, text=minutes.text)
    minutes.save()
    MinutesVersion.objects.create(
        minutes=minutes,
        number=number,
        text=minutes.text,
        phase=minutes.phase,
        reason=reason,
        content_hash=minutes.content_hash,
        by_id=act.author_id,
    )


_MOST_WORDS, _MOST_NAME = 20_000, 120
_REFUSAL = "seules les personnes qui étaient présentes amendent ce compte rendu"


def propose_amendment(*, by: Actor | None, minutes: Minutes, amendment_input: AmendmentInput, today: date) -> Amendment:
    """Ask for a change of the text, during the ten days."""
    holder = holder_of(minutes.meeting)
    meeting = holder.find(minutes.object_id)
    passage = clean_text(amendment_input.passage, most=_MOST_WORDS)
    replacement = clean_text(amendment_input.replacement, most=_MOST_WORDS)
    reason = clean_text(amendment_input.reason, most=_MOST_WORDS)
    name = clean_text(amendment_input.on_behalf_of, most=_MOST_NAME)
    if not reason or passage == replacement:
        raise DomainError("un amendement dit ce qui change, et pourquoi")
    permission = holder.write if name else holder.amend
    with acting(by=by, act="propose_amendment", permission=permission, on=meeting, refusal=_REFUSAL) as act:
        current = Minutes.objects.select_for_update().get(pk=minutes.pk)
        if not takes_amendments(current.current_phase, current.amendments_until, today):
            raise DomainError("ce compte rendu n’est pas, ou n’est plus, ouvert aux amendements")
        replace_passage(current.text, passage, replacement)
        amendment = Amendment.objects.create(
            minutes=minutes,
            passage=passage,
            replacement=replacement,
            reason=reason,
            behalf=individual_named(name, network=minutes.network.slug) if name else None,
            by_id=act.author_id,
        )
        act.record(minutes.ref, summary="Amendement demandé", network=minutes.network.slug)
    return amendment


def decide_amendment(*, by: Actor | None, amendment: Amendment, is_accepted: bool, answer: str) -> None:
    """Accept an amendment, which changes the text, or refuse it with an answer."""
    minutes, words = amendment.minutes, clean_text(answer, most=_MOST_WORDS)
    with acting_on(minutes, by=by, act="decide_amendment") as act:
        amendment.refresh_from_db()
        if amendment.state != AmendmentState.PROPOSED or minutes.current_phase is not MinutesPhase.AMENDED:
            raise DomainError("cet amendement a déjà sa réponse")
        if not is_accepted and not words:
            raise DomainError("un refus dit pourquoi")
        if is_accepted:
            minutes.text = replace_passage(minutes.text, amendment.passage, amendment.replacement)
            keep_version(act, minutes, reason=f"Amendement accepté : {amendment.reason}"[:_MOST_REASON])
        amendment.state = AmendmentState.ACCEPTED if is_accepted else AmendmentState.REFUSED
        amendment.answer, amendment.decided_by_id, amendment.decided_at = words, act.author_id, timezone.now()
        amendment.save()
        summary = "Amendement accepté" if is_accepted else "Amendement refusé"
        act.record(minutes.ref, summary=summary, network=minutes.network.slug)
