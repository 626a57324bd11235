"""The action that saves a screen of answers, with what was typed and is no answer: one transaction, few queries."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from django.utils import timezone

from autan.ground.errors import NotAllowedError
from autan.ground.wordings import Text
from autan.people.journal.actions import Act
from autan.survey.answering.actions.attachments import Upload, join_files, receive_uploads
from autan.survey.answering.core.save_decisions import (
    EntryOutcome,
    SaveDecision,
    SaveResult,
    UnsavedReason,
    decide_entry,
    follow_changes,
    is_recorded,
    is_touched,
)
from autan.survey.answering.queries import unsaved_entries
from autan.survey.campaigns.actions.answer_revisions import serialized_write, write_revisions
from autan.survey.campaigns.core.answer_revisions import AnswerRevision
from autan.survey.campaigns.models import Campaign, UnsavedEntry
from autan.survey.campaigns.queries.answering_access import AnsweringAccess
from autan.survey.campaigns.queries.answers import answers_of, changes_written, earlier_revisions
from autan.survey.questionnaires.core.answers.fields import AnswerInput, typed_words
from autan.survey.questionnaires.core.answers.values import AnswerFault
from autan.survey.questionnaires.core.questionnaire import Question, UnknownQuestionError

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


_REASONS = {EntryOutcome.CONFLICT: UnsavedReason.CONFLICT, EntryOutcome.INVALID: UnsavedReason.INVALID}

type _ByQuestion = Mapping[str, AnswerRevision]


def save_section(
    *,
    access: AnsweringAccess,
    entries: Sequence[AnswerInput],
    uploads: Mapping[str, Upload] = MappingProxyType({}),
    now: datetime | None = None,
) -> SaveResult:
    """Record what one screen says of several questions; what others wrote meanwhile is never overwritten.

    A file given to a question (`uploads`) is kept with it, in the place of the one before.

    What is in conflict, invalid, or typed in a campaign that has closed is not recorded: it is kept as typed
    (`UnsavedEntry`). Validations of the sections whose answers change are withdrawn.

    Raises NotAllowedError: the personal link does not open one of the sections.
    """
    questions = _find_questions(access, entries)
    at = now or timezone.now()
    siren = access.territory.siren
    faults: dict[str, AnswerFault] = {}
    received = receive_uploads(uploads, faults)  # a photo takes its time: before the lock
    with serialized_write([siren], **access.actor, act="save_section") as act:
        current = answers_of(access.campaign, siren, list(questions))
        sent = [change for entry in entries for change in entry.changes]
        known = changes_written(access.campaign, siren, sent)
        entries = [follow_changes(entry, known) for entry in entries]
        entries = join_files(act, access, entries, received, current=current, faults=faults)
        bases = _bases(access, entries, current)
        fresh = Campaign.objects.only("opened_on", "closed_on", "closed_at").get(pk=access.campaign.pk)
        refusal = fresh.opening.refusal(timezone.localdate(at))
        if refusal is not None:
            return _refuse(act, access, entries, questions, bases, current, refusal, at)
        decisions = tuple(
            _decide(
                questions[entry.question],
                entry,
                base=bases.get(entry.question),
                current=current.get(entry.question),
                fault=faults.get(entry.question),
                is_known=is_recorded(entry, known),
            )
            for entry in entries
        )
        written = [
            _revision(access, decision, at) for decision in decisions if decision.outcome is EntryOutcome.WRITTEN
        ]
        withdrawn = write_revisions(access.campaign, written, now=at, act=act, link=access.link)
        if written:
            codes = ", ".join(answer.question for answer in written)
            summary = f"{access.territory.marked_name}, réponses enregistrées\u00a0: {codes}"
            act.record(access.ref, summary=summary, network=access.campaign.network_id)
        unsaved = [
            (decision.entry, _REASONS[decision.outcome]) for decision in decisions if decision.outcome in _REASONS
        ]
        keep_entries(act, access, unsaved, at)
        settle_entries(access, [decision.entry.question for decision in decisions if _settles(decision)], at)
    revisions = _revisions(entries, current) | {answer.question: answer.revision for answer in written}
    return SaveResult(decisions=decisions, revisions=revisions, at=at, withdrawn=withdrawn)


def _decide(
    question: Question,
    entry: AnswerInput,
    *,
    base: AnswerRevision | None,
    current: AnswerRevision | None,
    fault: AnswerFault | None,
    is_known: bool,
) -> SaveDecision:
    """The decision on an entry, whatever it says, where it was recorded before, or its file is not taken."""
    if is_known:
        return SaveDecision(entry=entry, outcome=EntryOutcome.UNCHANGED, theirs=current)
    if fault is not None:
        return SaveDecision(entry=entry, outcome=EntryOutcome.INVALID, faults=(fault,), theirs=current)
    return decide_entry(question, entry, base=base, current=current)


def _find_questions(access: AnsweringAccess, entries: Sequence[AnswerInput]) -> dict[str, Question]:
    """The questions of a screen, once it is known that its author may answer them."""
    questions = access.questions
    unknown = next((entry.question for entry in entries if entry.question not in questions), None)
    if unknown is not None:
        raise UnknownQuestionError(access.questionnaire.slug, unknown)
    sections = {questions[entry.question][0].code for entry in entries}
    if access.link is not None and not all(access.link.opens(section) for section in sections):
        raise NotAllowedError("ce lien ne permet pas de répondre à ces questions")
    return {entry.question: questions[entry.question][1] for entry in entries}


def _bases(access: AnsweringAccess, entries: Sequence[AnswerInput], current: _ByQuestion) -> dict[str, AnswerRevision]:
    """The revisions that the screen showed: mostly the current ones, the others are read."""
    bases = {}
    stale = []
    for entry in entries:
        answer = current.get(entry.question)
        if answer is not None and entry.based_on == answer.revision:
            bases[entry.question] = answer
        elif entry.based_on:
            stale.append((entry.question, entry.based_on))
    return bases | earlier_revisions(access.campaign, access.territory.siren, stale)


def _revision(access: AnsweringAccess, decision: SaveDecision, at: datetime) -> AnswerRevision:
    return AnswerRevision(
        campaign=access.campaign.slug,
        siren=access.territory.siren,
        question=decision.entry.question,
        state=decision.state,
        value=decision.value,
        source_document=decision.entry.source_document.strip(),
        confidence=decision.entry.confidence,
        revision=decision.theirs.revision + 1 if decision.theirs else 1,
        by_name=access.author_name,
        at=at,
        is_on_behalf=access.is_on_behalf,
        change=decision.entry.changes[-1] if decision.entry.changes else "",
    )


def _settles(decision: SaveDecision) -> bool:
    """True when what its author typed earlier is written now, or was seen again and given up."""
    was_seen = decision.entry.shows_kept or bool(decision.entry.keeps_theirs)
    return decision.outcome is EntryOutcome.WRITTEN or (decision.outcome is EntryOutcome.UNCHANGED and was_seen)


def _revisions(entries: Sequence[AnswerInput], current: _ByQuestion) -> dict[str, int]:
    return {entry.question: current[entry.question].revision if entry.question in current else 0 for entry in entries}


def _refuse(
    act: Act,
    access: AnsweringAccess,
    entries: Sequence[AnswerInput],
    questions: Mapping[str, Question],
    bases: _ByQuestion,
    current: _ByQuestion,
    refusal: Text,
    at: datetime,
) -> SaveResult:
    """Write nothing, keep what the person changed."""
    changed = [entry for entry in entries if is_touched(questions[entry.question], entry, bases.get(entry.question))]
    keep_entries(act, access, [(entry, UnsavedReason.CLOSED) for entry in changed], at)
    return SaveResult(
        decisions=tuple(
            SaveDecision(entry=entry, outcome=EntryOutcome.UNCHANGED, theirs=current.get(entry.question))
            for entry in entries
        ),
        revisions=_revisions(entries, current),
        at=at,
        refusal=refusal,
    )
