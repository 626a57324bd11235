"""The actions on what comes by the open link: received without an account, confirmed or put aside by the territory."""

import secrets
from collections.abc import Mapping, Sequence

from django.utils import timezone

from autan.ground.errors import NotAllowedError, RuleError
from autan.ground.texts.core.notation import date_text
from autan.people.journal.actions import acting
from autan.survey.answering.actions.section_answers import save_section
from autan.survey.answering.core.save_decisions import EntryOutcome, SaveDecision
from autan.survey.campaigns.actions.answer_revisions import serialized_write
from autan.survey.campaigns.core.campaigns import answers_object
from autan.survey.campaigns.models import OpenLink, OpenReply
from autan.survey.campaigns.queries.answering_access import AnsweringAccess, get_asked_territory, waiting_replies
from autan.survey.campaigns.queries.answers import answers_of
from autan.survey.campaigns.queries.questionnaires import questionnaire_of
from autan.survey.questionnaires.core.answers.answer import RecordedAnswer
from autan.survey.questionnaires.core.answers.fields import AnswerInput
from autan.survey.questionnaires.core.answers.values import AnswerValue
from autan.survey.questionnaires.core.kinds import AnswerState
from autan.survey.questionnaires.core.kinds.registry import kind_of
from autan.survey.questionnaires.core.rules import settle_relevance
from autan.territories.networks.core.invitations import digest_token


def receive_reply(*, link: OpenLink, siren: str, decisions: Sequence[SaveDecision]) -> str:
    """Keep what somebody answers for a territory until it confirms it; return the secret of the receipt.

    What a question that is not asked after these answers would hold is left out.
    """
    territory, receipt = get_asked_territory(link.campaign, siren), secrets.token_urlsafe(16)
    with serialized_write([siren], by=None, act="receive_reply") as act:
        # the row is locked, so that two replies at once do not pass the quota together
        fresh = OpenLink.objects.select_related("campaign__network").select_for_update(of=("self",)).get(pk=link.pk)
        if fresh.refusal() is not None:
            raise RuleError("ce lien ne prend plus de réponse")
        if any(decision.outcome is EntryOutcome.INVALID for decision in decisions):
            raise RuleError("une réponse est à corriger")
        values = _asked_values(link, siren, {d.entry.question: d.value for d in decisions if d.value is not None})
        if not values:
            raise RuleError("répondez à une question au moins")
        OpenReply.objects.create(link=fresh, territory=territory, values=values, receipt_sha256=digest_token(receipt))
        ref, summary = answers_object(link.campaign.slug, siren), "réponse reçue par le lien ouvert, à confirmer"
        act.record(ref, summary=f"{territory.marked_name}, {summary}", network=link.campaign.network_id)
    return receipt


def _asked_values(link: OpenLink, siren: str, values: Mapping[str, AnswerValue]) -> dict[str, AnswerValue]:
    """The values without those of questions that the others make out of place."""
    questions = {question.code: question for question in questionnaire_of(link.campaign).questions}
    answers = {
        code: RecordedAnswer(
            campaign=link.campaign.slug, siren=siren, question=code, state=AnswerState.ANSWERED, value=value
        )
        for code, value in values.items()
    }
    relevant = settle_relevance(questions, answers)
    return {code: value for code, value in values.items() if relevant.get(code, True) is not False}


def confirm_reply(*, access: AnsweringAccess, number: int) -> tuple[str, ...]:
    """Make what was received the answers of the territory, where it has none; return the questions that it had.

    Raises RuleError: no such reply waits for the territory, or not all of it can be recorded: none is.
    """
    access.require_lead()
    if access.is_on_behalf:
        raise NotAllowedError("c’est à la collectivité de confirmer ce qui est répondu pour elle")
    with serialized_write([access.territory.siren], **access.actor, act="confirm_reply") as act:
        reply = _settle(access, number, "confirmed")
        values = dict(reply.values)
        current = answers_of(access.campaign, access.territory.siren, list(values))
        confirmed = tuple(code for code, answer in current.items() if answer.is_given)
        day = date_text(timezone.localdate(reply.received_at)).fr
        source = f"Lien ouvert, réponse n° {number} reçue le {day}"
        entries = [
            AnswerInput(
                question=code,
                based_on=current[code].revision if code in current else 0,
                parts=kind_of(access.questions[code][1]).write_parts(access.questions[code][1], value),
                source_document=source,
            )
            for code, value in values.items()
            if code not in confirmed
        ]
        if not save_section(access=access, entries=entries).is_settled:
            raise RuleError("cette réponse ne se confirme plus\u00a0: la campagne est close, ou une question a changé")
        summary = f"{access.territory.marked_name}, réponse n° {number} du lien ouvert confirmée"
        act.record(access.ref, summary=summary, network=access.campaign.network_id)
    return confirmed


def dismiss_reply(*, access: AnsweringAccess, number: int) -> None:
    """Put aside what was received, and forget what it said. Raises RuleError: no such reply waits for the territory."""
    access.require_lead()
    with acting(**access.actor, act="dismiss_reply") as act:
        _settle(access, number, "dismissed")
        summary = f"{access.territory.marked_name}, réponse n° {number} du lien ouvert écartée"
        act.record(access.ref, summary=summary, network=access.campaign.network_id)


def erase_reply(*, reply: OpenReply) -> bool:
    """Erase what somebody sent, at the request of whoever holds its receipt; False once the territory settled it."""
    with acting(by=None, act="erase_reply") as act:
        erased, _rows = OpenReply.objects.filter(pk=reply.pk, settled_at=None).delete()
        if erased:
            campaign, territory = reply.link.campaign, reply.territory
            summary = f"{territory.marked_name}, réponse du lien ouvert effacée par qui l’avait envoyée"
            act.record(answers_object(campaign.slug, territory.siren), summary=summary, network=campaign.network_id)
    return bool(erased)


def _settle(access: AnsweringAccess, number: int, outcome: str) -> OpenReply:
    """Settle a reply that waits for the territory, once, and forget its values; return it as it was."""
    reply = waiting_replies(access).select_for_update(of=("self",)).filter(pk=number).first()
    if reply is None:
        raise RuleError("cette réponse a déjà été traitée ou effacée")
    OpenReply.objects.filter(pk=number).update(settled_at=timezone.now(), outcome=outcome, values={})
    return reply
