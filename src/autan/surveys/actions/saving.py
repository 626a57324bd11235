"""The writer of a whole screen of answers: one transaction, few queries, whatever the length of the survey."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import IntegrityError, connection

from autan.evidence.core.texts import Text
from autan.journal.actions import record_entry
from autan.questionnaires.core.answers.entries import Entry, KeptReason
from autan.questionnaires.core.questionnaire import Question, UnknownQuestionError
from autan.surveys.actions.desk import Desk, find_refusal, require_sections, sit_down
from autan.surveys.actions.keeping import keep_entries, settle_kept
from autan.surveys.actions.turns import in_turn
from autan.surveys.actions.validating import withdraw_validations
from autan.surveys.core.answers.authors import Author
from autan.surveys.core.answers.conflicts import (
    EntryVerdict,
    Fate,
    SaveOutcome,
    StandingAnswer,
    is_touched,
    judge_entry,
)
from autan.surveys.models import Answer, Campaign, Proposal
from autan.surveys.queries.answering import as_standing, earlier_revisions, standing_answers_to
from autan.territories.models import Territory

_TRIES = 3
_KEPT = {Fate.CONTESTED: KeptReason.CONTESTED, Fate.INVALID: KeptReason.INVALID}


def save_section(
    *,
    author: Author,
    campaign: Campaign,
    siren: str,
    entries: Sequence[Entry],
    now: datetime | None = None,
) -> SaveOutcome:
    """Record what one screen says of several questions; what others wrote meanwhile is never overwritten.

    What is contested, at fault, or typed in a campaign that has closed is not recorded: it is kept as typed
    (`KeptEntry`). Validations of the sections whose answers change are withdrawn.

    Args:
        author: who writes.
        campaign: the campaign.
        siren: territory answered for.
        entries: what the screen says, question by question.
        now: time of writing; the present unless given.

    Returns:
        What became of each entry.

    Raises:
        UnknownQuestionError: the questionnaire has no such question.
        RuleError: the author may not answer for this territory, or not these sections.
    """
    desk = sit_down(author=author, campaign=campaign, siren=siren, now=now)
    asked = _find_questions(desk, entries)
    for _ in range(_TRIES - 1):
        try:
            with in_turn():
                return _save(desk, entries, asked)
        except IntegrityError:  # two first answers at the same instant: what stands is read and judged again
            continue
    with in_turn():
        return _save(desk, entries, asked)


def _save(desk: Desk, entries: Sequence[Entry], asked: Mapping[str, Question]) -> SaveOutcome:
    refusal = find_refusal(desk)
    standing = _lock_standing(desk, entries)
    bases = _bases(desk, entries, standing)
    if refusal is not None:
        return _refuse(desk, entries, asked, bases, standing, refusal)
    verdicts = tuple(
        judge_entry(asked[entry.question], entry, base=bases.get(entry.question), current=standing.get(entry.question))
        for entry in entries
    )
    written = [verdict for verdict in verdicts if verdict.fate is Fate.WRITTEN]
    revisions = _write(desk, written) if written else {}
    withdrawn = _withdraw(desk, [verdict.entry.question for verdict in written]) if written else ()
    keep_entries(desk, [(v.entry, _KEPT[v.fate]) for v in verdicts if v.fate in _KEPT])
    settle_kept(desk, [v.entry.question for v in verdicts if _settles(v)])
    return SaveOutcome(
        verdicts=verdicts, revisions=_revisions(entries, standing) | revisions, at=desk.now, withdrawn=withdrawn
    )


def _settles(verdict: EntryVerdict) -> bool:
    """What its author typed earlier is written now, or was seen again and let go."""
    was_seen = verdict.entry.shows_kept or bool(verdict.entry.keeps_theirs)
    return verdict.fate is Fate.WRITTEN or (verdict.fate is Fate.UNCHANGED and was_seen)


def _revisions(entries: Sequence[Entry], standing: Mapping[str, StandingAnswer]) -> dict[str, int]:
    return {entry.question: standing[entry.question].revision if entry.question in standing else 0 for entry in entries}


def _lock_standing(desk: Desk, entries: Sequence[Entry]) -> dict[str, StandingAnswer]:
    """The answers that stand, read once the writers of this territory have come one after the other."""
    if connection.features.has_select_for_update:
        list(Territory.objects.select_for_update(no_key=True).filter(pk=desk.territory.pk).values_list("pk"))
    return standing_answers_to(desk.campaign, desk.territory.siren, [entry.question for entry in entries])


def _bases(
    desk: Desk, entries: Sequence[Entry], standing: Mapping[str, StandingAnswer]
) -> dict[str, StandingAnswer | None]:
    """The answers that the screen showed: mostly those that stand, the others are looked for in the history."""
    bases: dict[str, StandingAnswer | None] = {}
    stale = []
    for entry in entries:
        current = standing.get(entry.question)
        if entry.based_on and (current is None or current.revision != entry.based_on):
            stale.append((entry.question, entry.based_on))
        bases[entry.question] = current if entry.based_on else None
    found = earlier_revisions(desk.campaign, desk.territory.siren, stale)
    return bases | {code: as_standing(found[code]) if code in found else None for code, _ in stale}


def _write(desk: Desk, written: Sequence[EntryVerdict]) -> dict[str, int]:
    """Write new revisions: the former ones fall in one query, the new ones come in another."""
    replaced = [verdict.entry.question for verdict in written if verdict.theirs is not None]
    if replaced:
        Answer.objects.filter(**desk.place, question__in=replaced, is_current=True).update(is_current=False)
    fresh = [_revision(desk, verdict) for verdict in written]
    Answer.objects.bulk_create(fresh)
    _settle_proposals(desk, written)
    codes = ", ".join(answer.question for answer in fresh)
    record_entry(
        by=desk.person,
        by_name=desk.author.name,
        act="save_section",
        room="surveys",
        kind="answers",
        object_id=f"{desk.campaign.slug}/{desk.territory.siren}",
        summary=f"{desk.territory.marked_name}, réponses enregistrées\u00a0: {codes}",
    )
    return {answer.question: answer.revision for answer in fresh}


def _revision(desk: Desk, verdict: EntryVerdict) -> Answer:
    return Answer(
        campaign=desk.campaign,
        territory=desk.territory,
        question=verdict.entry.question,
        revision=verdict.theirs.revision + 1 if verdict.theirs else 1,
        state=verdict.state,
        value=verdict.value,
        source_document=verdict.entry.source_document.strip(),
        confidence=verdict.entry.confidence or "",
        by_id=desk.author.person_id,
        invitation_id=desk.author.invitation_id,
        by_name=desk.author.name,
        is_on_behalf=desk.author.is_on_behalf,
        at=desk.now,
    )


def _withdraw(desk: Desk, questions: Sequence[str]) -> tuple[str, ...]:
    """The validations of changed sections, and of the whole, no longer say what stands."""
    sections = list({desk.places[code][0].code for code in questions})
    return withdraw_validations(campaign=desk.campaign, territory=desk.territory, sections=sections, now=desk.now)


def _settle_proposals(desk: Desk, written: Sequence[EntryVerdict]) -> None:
    values = {verdict.entry.question: verdict.value for verdict in written}
    for proposal in Proposal.objects.filter(**desk.place, settled_at__isnull=True).order_by():
        if proposal.question not in values:
            continue
        proposal.settled_at = desk.now
        proposal.outcome = "confirmed" if proposal.value == values[proposal.question] else "changed"
        proposal.save(update_fields=["settled_at", "outcome"])


def _find_questions(desk: Desk, entries: Sequence[Entry]) -> dict[str, Question]:
    """The questions of a screen, once it is known that the author may answer them."""
    unknown = next((entry.question for entry in entries if entry.question not in desk.places), None)
    if unknown is not None:
        raise UnknownQuestionError(desk.questionnaire.slug, unknown)
    require_sections(desk, [desk.places[entry.question][0].code for entry in entries])
    return {entry.question: desk.places[entry.question][1] for entry in entries}


def _refuse(
    desk: Desk,
    entries: Sequence[Entry],
    asked: Mapping[str, Question],
    bases: Mapping[str, StandingAnswer | None],
    standing: Mapping[str, StandingAnswer],
    refusal: Text,
) -> SaveOutcome:
    """Write nothing, keep what the person changed."""
    changed = [entry for entry in entries if is_touched(asked[entry.question], entry, bases.get(entry.question))]
    keep_entries(desk, [(entry, KeptReason.CLOSED) for entry in changed])
    return SaveOutcome(
        verdicts=tuple(
            EntryVerdict(entry=entry, fate=Fate.UNCHANGED, theirs=standing.get(entry.question)) for entry in entries
        ),
        revisions=_revisions(entries, standing),
        at=desk.now,
        refusal=refusal,
    )
