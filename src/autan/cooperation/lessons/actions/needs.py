"""The only writers of needs and offers: ask, answer, close, decide of a match, offer, withdraw."""

from datetime import date
from functools import partial

from django.utils.text import slugify

from autan.cooperation.lessons.core.needs import NeedInput, NeedResult, OfferInput
from autan.cooperation.lessons.models import MatchDecision, Need, NeedAnswer, Offer
from autan.cooperation.lessons.queries.needs import NEEDS
from autan.ground.descriptions.core.documents import fill_columns
from autan.ground.errors import DomainError
from autan.ground.web.queries import free_slug
from autan.people.journal.actions import Actor, acting
from autan.people.journal.core import ObjectRef, refs_to
from autan.plans.plans.actions.plans import withdraw_statement
from autan.territories.networks.models import Membership, Network, Territory

ROOM, NEED, OFFER = "lessons", "need", "offer"
ASK_REFUSAL = "seules les personnes de la collectivité et la coordination du réseau expriment ce besoin ou cette offre"
ANSWER_REFUSAL = "seules les personnes des collectivités membres et la coordination répondent à un besoin"
_asking = partial(acting, permission="lessons.write_need", refusal=ASK_REFUSAL)
_offering = partial(acting, permission="lessons.write_offer", refusal=ASK_REFUSAL)
_answering = partial(acting, permission="lessons.answer_need", refusal=ANSWER_REFUSAL)
need_ref = refs_to(ROOM, NEED)


def ask_need(
    *,
    by: Actor | None,
    network: Network,
    territory: Territory | None,
    need_input: NeedInput,
    slug: str = "",
    by_name: str = "",
) -> Need:
    """Ask something of the network, for a territory, or for the network as a whole.

    Raises DomainError: it has no title, or neither day nor source; the territory is not a member.
    """
    need = Need(network=network, territory=territory)
    with _asking(by=by, act="ask_need", on=need, by_name=by_name, network=network.slug) as act:
        _check(network, territory, need_input.title)
        if need_input.asked_on is None and not need_input.evidence:
            raise DomainError("un besoin a un jour, ou une source qui l’énonce")
        need.slug = slug or free_slug(Need.objects.all(), slugify(need_input.title)[:100] or "besoin")
        fill_columns(need, need_input)
        need.title, need.title_en = need.title.strip(), need.title_en.strip()
        need.asked_by_id = None if need_input.evidence else act.author_id
        need.save()
        act.record(need_ref(need), summary=f"Besoin exprimé : {need.title}", network=network.slug)
        if territory is not None:
            # A new need belies the statement that the territory has no other.
            withdraw_statement(act, territory, NEEDS)
    return need


def answer_need(
    *, by: Actor | None, need: Need, territory: Territory | None, words: str, on: date, by_name: str = ""
) -> NeedAnswer:
    """Answer a need, in the name of a territory or of the coordination.

    Raises DomainError: nothing is said, the need is closed, or was asked after that day; the territory is not a member.
    """
    network = need.network.slug
    with _answering(by=by, act="answer_need", on=need, by_name=by_name, network=network) as act:
        if by is not None and territory is not None and not by.has_perm("territories.act_for_territory", territory):
            raise DomainError("vous ne répondez pas au nom de cette collectivité")
        _check(need.network, territory, words)
        if need.closed_on is not None:
            raise DomainError("ce besoin est clos")
        if need.asked_on and on < need.asked_on:
            raise DomainError("une réponse ne précède pas la demande")
        answer = NeedAnswer.objects.create(need=need, territory=territory, by_id=act.author_id, on=on, words=words)
        act.record(need_ref(need), summary=f"Réponse à un besoin : {need.title}", network=network)
    return answer


def close_need(*, by: Actor | None, need: Need, result: NeedResult, words: str, on: date, by_name: str = "") -> Need:
    """Close a need with what came of it; it is kept, and can be opened no more."""
    network = need.network.slug
    with _asking(by=by, act="close_need", on=need, by_name=by_name, network=network) as act:
        if need.closed_on is not None:
            raise DomainError("ce besoin est déjà clos")
        if not words.strip():
            raise DomainError("dites ce que le besoin a donné")
        if need.asked_on and on < need.asked_on:
            raise DomainError("un besoin ne se clôt pas avant d’être exprimé")
        need.result, need.result_words, need.closed_on, need.closed_by_id = result.value, words, on, act.author_id
        need.save()
        summary = f"Besoin clos, {result.label.fr} : {need.title}"
        act.record(need_ref(need), summary=summary, network=network)
    return need


def decide_match(*, by: Actor | None, need: Need, key: str, is_accepted: bool, score: float) -> MatchDecision:
    """Keep what somebody says of a match: accepted, it stays beside the need; refused, it is shown no more."""
    with _answering(by=by, act="decide_match", on=need) as act:
        decision, _made = MatchDecision.objects.update_or_create(
            need=need, key=key[:160], defaults={"is_accepted": is_accepted, "score": score, "by_id": act.author_id}
        )
        summary = "Rapprochement retenu" if is_accepted else "Rapprochement écarté"
        details = {"key": key, "score": round(score, 3)}
        act.record(need_ref(need), summary=f"{summary} : {need.title}", network=need.network.slug, details=details)
    return decision


def make_offer(
    *,
    by: Actor | None,
    network: Network,
    territory: Territory | None,
    offer_input: OfferInput,
    on: date,
    slug: str = "",
) -> Offer:
    """Offer something to the members: for a territory, or, by the coordination, for an organisation outside.

    Raises DomainError: it has no title, or nobody offers it; the territory is not a member.
    """
    offer = Offer(network=network, territory=territory)
    with _offering(by=by, act="make_offer", on=offer) as act:
        _check(network, territory, offer_input.title)
        if territory is None and not offer_input.organisation.strip():
            raise DomainError("une offre est celle d’un membre ou d’une organisation nommée")
        offer.slug = slug or free_slug(Offer.objects.all(), slugify(offer_input.title)[:100] or "offre")
        fill_columns(offer, offer_input)
        offer.title, offer.organisation = offer.title.strip(), offer.organisation.strip()
        offer.offered_on, offer.by_id = on, act.author_id
        offer.save()
        act.record(ObjectRef(ROOM, OFFER, offer.slug), summary=f"Offre faite : {offer.title}", network=network.slug)
    return offer


def withdraw_offer(*, by: Actor | None, offer: Offer, on: date) -> Offer:
    """Withdraw an offer: it is kept, and matched no more."""
    with _offering(by=by, act="withdraw_offer", on=offer) as act:
        if offer.withdrawn_on is None:
            offer.withdrawn_on = on
            offer.save()
            ref = ObjectRef(ROOM, OFFER, offer.slug)
            act.record(ref, summary=f"Offre retirée : {offer.title}", network=offer.network.slug)
    return offer


def _check(network: Network, territory: Territory | None, words: str) -> None:
    if not words.strip():
        raise DomainError("dites quelque chose\u00a0: rien n’est écrit")
    if territory is None:
        return
    if not Membership.objects.filter(network=network, territory=territory, valid_to__isnull=True).exists():
        raise DomainError("cette collectivité n’est pas membre du réseau")
