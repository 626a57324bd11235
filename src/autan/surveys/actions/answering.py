"""The writers of campaigns and collected answers."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from autan.accounts.models import Person
from autan.errors import DomainError, RuleError
from autan.evidence.core.texts import Text
from autan.journal.actions import record_entry
from autan.questionnaires.core.answers.answer import RecordedAnswer
from autan.questionnaires.core.answers.values import check_value
from autan.questionnaires.core.kinds import AnswerConfidence, AnswerState
from autan.questionnaires.models import QuestionnaireVersion
from autan.questionnaires.queries.versions import parse_questionnaire
from autan.surveys.actions.validating import withdraw_validations
from autan.surveys.core.answers.authors import PRODUCT_NAME
from autan.surveys.models import Answer, Campaign
from autan.territories.models import Network, Territory
from autan.territories.queries.networks import network_members

_NO_TEXT = Text("", "")
_SLUG = re.compile(r"[A-Za-z0-9_-]+")
_LONGEST_SLUG = 60
_ADDRESSES_OF_PAGES = frozenset({"lien", "sans-message"})


@transaction.atomic
def open_campaign(
    *,
    by: Person | None,
    slug: str,
    network: Network,
    questionnaire: QuestionnaireVersion,
    title: Text,
    opened_on: date,
    closed_on: date | None = None,
    note: Text = _NO_TEXT,
) -> Campaign:
    """Put a questionnaire to the members of a network.

    Raises:
        RuleError: `by` does not coordinate the network, the title is blank, the slug is taken or makes no address, or
            the campaign closes before it opens.
    """
    if by is not None and not by.has_perm("territories.coordinate_network", network):
        message = f"seule la coordination du réseau « {network.name_fr} » ouvre une campagne"
        raise RuleError(message)
    if not title.fr.strip():
        raise RuleError("un titre est attendu pour la campagne")
    if closed_on and closed_on < opened_on:
        message = "une campagne ne peut pas être close avant d’être ouverte"
        raise RuleError(message)
    _require_slug(slug, _LONGEST_SLUG)
    if Campaign.objects.filter(slug=slug).exists():
        message = f"une campagne « {slug} » existe déjà"
        raise RuleError(message)
    campaign = Campaign.objects.create(
        slug=slug,
        network=network,
        questionnaire=questionnaire,
        title_fr=title.fr.strip(),
        title_en=title.en.strip() or title.fr.strip(),
        note_fr=note.fr,
        note_en=note.en,
        period=str(opened_on.year),
        opened_on=opened_on,
        closed_on=closed_on,
    )
    _tell(by, "open_campaign", "campaign", slug, f"Campagne ouverte : {title.fr}")
    return campaign


def _require_slug(slug: str, longest: int) -> None:
    """Refuse a name that no address can hold: every page that lists it would fail."""
    if not _SLUG.fullmatch(slug) or len(slug) > longest or slug in _ADDRESSES_OF_PAGES:
        message = (
            f"« {slug} » ne peut pas servir d’adresse : des lettres sans accent, des chiffres, « - » et « _ » sont "
            f"attendus, {longest} au plus, hors {', '.join(sorted(_ADDRESSES_OF_PAGES))}"
        )
        raise RuleError(message)


@transaction.atomic
def record_answer(
    *,
    by: Person | None,
    campaign: Campaign,
    siren: str,
    question: str,
    state: AnswerState = AnswerState.ANSWERED,
    value: Any = None,
    is_partial: bool = False,
    facts: Sequence[str] = (),
    note: Text | None = None,
    source_document: str = "",
    confidence: AnswerConfidence | None = None,
    on: date | None = None,
) -> Answer:
    """Record what a territory answers to a question; an earlier answer is kept as an earlier revision.

    Recording again what stands already writes nothing.

    Args:
        by: who records; None for the product itself.
        campaign: the campaign.
        siren: territory that answers.
        question: code of the question.
        state: what is known of the answer.
        value: the answer, in the form of its kind, when the state is `ANSWERED`.
        is_partial: True when the value may not be the whole answer.
        facts: facts that it is documented from.
        note: what a reader must know.
        source_document: where the one who answers says that it comes from.
        confidence: how sure the one who answers is.
        on: day of recording, to tell whether the campaign is open; today unless given.

    Raises:
        UnknownQuestionError: the questionnaire has no such question.
        InvalidAnswerError: the value does not answer it.
        RuleError: `by` may not, the territory is not asked, or the campaign is not open.
    """
    territory = _require_respondent(campaign, siren)
    _require_right(by, campaign, territory)
    _require_open(campaign, on or timezone.localdate())
    asked = parse_questionnaire(campaign.questionnaire.document, campaign.questionnaire.slug).question(question)
    answer = RecordedAnswer(
        campaign=campaign.slug,
        siren=siren,
        question=question,
        state=state,
        value=_require_value(asked.code, state, value, check_value(asked, value) if value is not None else None),
        is_partial=is_partial,
        facts=tuple(facts),
        note=note,
        source_document=source_document,
        confidence=confidence,
    )
    standing = Answer.objects.select_for_update().filter(campaign=campaign, territory=territory, question=question)
    current = standing.filter(is_current=True).first()
    if current is not None and current.as_core(campaign.slug) == answer:
        return current
    kept = replace_answer(campaign=campaign, answer=answer, current=current, by=by)
    section = parse_questionnaire(campaign.questionnaire.document, campaign.questionnaire.slug).section_of(question)
    withdraw_validations(campaign=campaign, territory=territory, sections=[section.code], now=kept.at)
    summary = f"{territory.marked_name}, question {question} : {state.label.fr} (révision {kept.revision})"
    _tell(by, "record_answer", "answer", f"{campaign.slug}/{siren}/{question}", summary)
    return kept


def replace_answer(*, by: Person | None, campaign: Campaign, answer: RecordedAnswer, current: Answer | None) -> Answer:
    """Write a new current revision after the one that stands. Called inside the transaction of another action.

    Raises:
        RuleError: another answer to the question was written at the same instant.
    """
    if current is not None:
        current.is_current = False
        current.save(update_fields=["is_current"])
    try:
        with transaction.atomic():
            return _write_revision(by=by, campaign=campaign, answer=answer, current=current)
    except IntegrityError:
        message = (
            f"une autre réponse à la question {answer.question} vient d’être enregistrée pour ce territoire ; "
            "relisez-la avant d’enregistrer la vôtre"
        )
        raise RuleError(message) from None


def _write_revision(*, by: Person | None, campaign: Campaign, answer: RecordedAnswer, current: Answer | None) -> Answer:
    note = answer.note or _NO_TEXT
    return Answer.objects.create(
        campaign=campaign,
        territory_id=answer.siren,
        question=answer.question,
        revision=current.revision + 1 if current else 1,
        state=answer.state,
        value=answer.value,
        is_partial=answer.is_partial,
        facts=list(answer.facts),
        note_fr=note.fr,
        note_en=note.en,
        source_document=answer.source_document,
        confidence=answer.confidence or "",
        by=by,
        by_name=by.name if by else PRODUCT_NAME,
    )


def _require_respondent(campaign: Campaign, siren: str) -> Territory:
    asked = {member.siren for member in network_members(campaign.network_id, on=campaign.opened_on)}
    if siren not in asked:
        message = f"le territoire {siren} n’est pas interrogé par la campagne « {campaign.title_fr} »"
        raise RuleError(message)
    return Territory.objects.get(siren=siren)


def _require_right(by: Person | None, campaign: Campaign, territory: Territory) -> None:
    if by is not None and not by.has_perm("surveys.record_answer", Answer(campaign=campaign, territory=territory)):
        message = f"vous ne pouvez pas répondre pour {territory.short_name} dans cette campagne"
        raise RuleError(message)


def _require_open(campaign: Campaign, on: date) -> None:
    if campaign.is_documented:
        return
    refusal = campaign.opening.refusal(on)
    if refusal is not None:
        message = f"« {campaign.title_fr} »\u00a0: {refusal.fr}"
        raise RuleError(message)


def _require_value(question: str, state: AnswerState, given: Any, checked: Any) -> Any:
    """A value goes with the state `ANSWERED`, and with no other."""
    if (state is AnswerState.ANSWERED) == (given is None):
        message = f"{question} : une réponse a une valeur, un autre état n’en a pas"
        raise DomainError(message)
    return checked


def _tell(by: Person | None, act: str, kind: str, object_id: str, summary: str) -> None:
    record_entry(by=by, act=act, room="surveys", kind=kind, object_id=object_id, summary=summary)
