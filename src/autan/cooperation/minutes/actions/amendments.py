"""Amendments: asked for with a reason by those who attended, accepted or refused with an answer."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from autan.cooperation.minutes.actions.minutes import acting_on, change_text
from autan.cooperation.minutes.core import AmendmentState, MinutesPhase, clean_text, replace_passage, takes_amendments
from autan.cooperation.minutes.models import Amendment, Minutes
from autan.cooperation.minutes.queries import holder_of
from autan.ground.errors import DomainError
from autan.people.individuals.actions import individual_named
from autan.people.journal.actions import Actor, acting

_MOST_WORDS, _MOST_NAME = 20_000, 120
_REFUSAL = "seules les personnes qui étaient présentes amendent ce compte rendu"


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendmentInput:
    """A change asked for.

    Attributes:
        passage: words of the text that it is about, as they stand there; empty for an addition at the end.
        on_behalf_of: name of somebody present without an account, for whom who writes the minutes asks it.
    """

    passage: str
    replacement: str
    reason: str
    on_behalf_of: str = ""


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
            text = replace_passage(minutes.text, amendment.passage, amendment.replacement)
            change_text(act, minutes, text, reason=f"Amendement accepté : {amendment.reason}"[:500])
        amendment.state = AmendmentState.ACCEPTED if is_accepted else AmendmentState.REFUSED
        amendment.answer, amendment.decided_by_id, amendment.decided_at = words, act.author_id, timezone.now()
        amendment.save()
        summary = "Amendement accepté" if is_accepted else "Amendement refusé"
        act.record(minutes.ref, summary=summary, network=minutes.network.slug)
