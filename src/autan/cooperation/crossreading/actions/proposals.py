"""The only writers of proposals of the scale of the network, and of recommendations drafted from counted findings."""

from datetime import date
from functools import partial

from django.utils import timezone
from django.utils.text import slugify

from autan.cooperation.crossreading.actions.alignments import ROOM
from autan.cooperation.crossreading.core.addresses import CrossreadAddress
from autan.cooperation.crossreading.core.findings import Addressee, FindingRule
from autan.cooperation.crossreading.core.recommendations import (
    ProposalOrigin,
    ProposalStatus,
    RecommendationStatus,
    check_gap,
    draft_recommendation,
    finding_words,
    refs_of,
)
from autan.cooperation.crossreading.importers import find_rule
from autan.cooperation.crossreading.models import Proposal, Recommendation
from autan.evidence.figures.core.addresses import FigureAddress
from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.queries.registry import OPERATOR, find_figure
from autan.ground.errors import DomainError
from autan.ground.texts.core.money import read_amount
from autan.ground.texts.language import day, day_of
from autan.ground.web.queries import free_slug
from autan.people.journal.actions import Actor, acting, record_remark
from autan.people.journal.core import ChangedSinceError, list_changes, refs_to
from autan.people.journal.models import Remark
from autan.territories.networks.models import Membership, Network

WRITES = "seules la coordination et les personnes chargées de mission des membres proposent"
_proposing = partial(acting, permission="crossreading.align", refusal=WRITES)
_deciding = partial(
    acting, permission="crossreading.coordinate", refusal="seule la coordination du réseau note ce qui est décidé"
)
_speaking = partial(
    acting, permission="crossreading.read_internal", refusal="seules les personnes du réseau commentent une proposition"
)

proposal_ref = refs_to(ROOM, "proposal")


def make_proposal(*, by: Actor | None, network: Network, proposal: Proposal, by_name: str = "") -> Proposal:
    """Propose an action of the scale of the network; see `_check` for what is refused."""
    _check(by, network, proposal)
    with _proposing(by=by, act="make_proposal", on=network, by_name=by_name, network=network.slug) as act:
        slug = free_slug(Proposal.objects.all(), slugify(f"{network.slug}-{proposal.title}")[:70].strip("-"))
        proposal.network, proposal.slug, proposal.by_id = network, slug, act.author_id
        proposal.save()
        act.record(proposal_ref(proposal), summary=f"Proposition : {proposal.title}", network=network.slug)
    return proposal


def change_proposal(*, by: Actor | None, proposal: Proposal, revised: Proposal, seen: int | None) -> Proposal:
    """Change a proposal that is not decided into what is written of it.

    Raises:
        ChangedSinceError: somebody changed it since; nothing is written.
        DomainError: it is decided, or see `_check`.
    """
    if proposal.decided_on:
        raise DomainError("une proposition décidée ne change plus\u00a0: proposez-en une autre")
    if seen is not None and seen != proposal.revision:
        raise ChangedSinceError({"titre": proposal.title, "texte": proposal.text})
    _check(by, proposal.network, revised)
    with _proposing(by=by, act="change_proposal", on=proposal.network) as act:
        before = _stated(proposal)
        for name in _STATED:
            setattr(proposal, name, getattr(revised, name))
        proposal.revision += 1
        proposal.save()
        act.record(
            proposal_ref(proposal),
            summary=f"Proposition changée : {proposal.title}",
            network=proposal.network.slug,
            changes=list_changes(before, _stated(proposal)),
        )
    return proposal


_STATED = (
    *("title", "origin", "scale_reason", "scale_words", "text", "finding"),
    *("carrier", "carrier_name", "cost", "cost_source", "effect"),
)
"""Columns of a proposal that people write."""


def _stated(proposal: Proposal) -> dict[str, str]:
    return {name: str(getattr(proposal, name) or "") for name in _STATED}


def _check(by: Actor | None, network: Network, proposal: Proposal) -> None:
    """Refuse what a proposal may not be.

    Raises DomainError: no title or reason, a cost without source or that cannot be read, an address of no figure that
    `by` may read, a gap that rests on silence, or a carrier that is no member.
    """
    if not proposal.title.strip() or not proposal.scale_words.strip():
        raise DomainError("une proposition a un titre, et dit pourquoi elle est de l’échelle du réseau")
    if proposal.cost and read_amount(proposal.cost) is None:
        message = "«\u202f{cost}\u202f» ne se lit pas comme un montant\u00a0: écrivez «\u202f200 à 300 k€ HT\u202f»"
        raise DomainError(message, cost=proposal.cost)
    if proposal.cost and not proposal.cost_source.strip():
        raise DomainError("un ordre de coût a sa source")
    if proposal.finding:
        finding = find_figure(proposal.finding, reader=by or OPERATOR)
        if proposal.origin == ProposalOrigin.GAP:
            check_gap(finding)
    if proposal.effect:
        find_figure(proposal.effect, reader=by or OPERATOR)
    carrier = proposal.carrier
    if carrier and not Membership.objects.filter(network=network, territory=carrier).exists():
        raise DomainError("qui porte la proposition est un membre du réseau, ou un organisme que vous nommez")


def decide_proposal(
    *, by: Actor | None, proposal: Proposal, status: ProposalStatus, on: date, words: str, by_name: str = ""
) -> Proposal:
    """Note what was decided of a proposal; a later decision takes its place, and the journal keeps both."""
    if status is ProposalStatus.DISCUSSED or not words.strip():
        raise DomainError("dites ce qui est décidé, et en quels mots")
    if on < timezone.localdate(proposal.made_at):
        message = "la décision ({on}) précède la proposition ({made_at})"
        raise DomainError(message, on=day(on), made_at=day_of(proposal.made_at))
    network = proposal.network
    with _deciding(by=by, act="decide_proposal", on=network, by_name=by_name, network=network.slug) as act:
        before = {"statut": proposal.status, "décision": proposal.decision}
        proposal.status, proposal.decided_on, proposal.decision = status.value, on, words.strip()
        proposal.revision += 1
        proposal.save(update_fields=["status", "decided_on", "decision", "revision"])
        act.record(
            proposal_ref(proposal),
            summary=f"Proposition {status.label.fr} : {proposal.title}",
            network=proposal.network.slug,
            changes=list_changes(before, {"statut": proposal.status, "décision": proposal.decision}),
        )
    return proposal


def comment_on_proposal(
    *, by: Actor | None, proposal: Proposal, text: str, reply_to: Remark | None = None, by_name: str = ""
) -> Remark:
    """Keep what somebody of the network says of a proposal, or answers.

    Raises DomainError: there is no text, or too much of it, or the reply is on another object.
    """
    network = proposal.network
    with _speaking(by=by, act="comment_on_proposal", on=network, by_name=by_name, network=network.slug) as act:
        return record_remark(act, proposal_ref(proposal), text=text, reply_to=reply_to, network=proposal.network.slug)


WRITES_RECOMMENDATIONS = "seule la coordination du réseau écrit les recommandations"
_writing = partial(acting, permission="crossreading.coordinate", refusal=WRITES_RECOMMENDATIONS)
_MOST_EVIDENCE = 40
recommendation_ref = refs_to(ROOM, "recommendation")


def write_recommendation(*, by: Actor | None, network: Network, figure_id: str, by_name: str = "") -> Recommendation:
    """Draft a recommendation from the finding at an address; a person then rewrites it.

    Raises:
        DomainError: nothing is known of the finding, or it rests on nothing.
        UnknownFigureError: there is no such figure, or `by` may not read it.
    """
    figure = find_figure(figure_id, reader=by or OPERATOR)
    draft = draft_recommendation(figure, _rule_of(figure_id))
    with _writing(by=by, act="write_recommendation", on=network, by_name=by_name, network=network.slug) as act:
        recommendation = Recommendation.objects.create(
            network=network,
            slug=f"{network.slug}-{Recommendation.objects.filter(network=network).count() + 1}",
            figure=figure_id,
            content_hash=draft.content_hash,
            finding_fr=draft.finding.fr,
            finding_en=draft.finding.en,
            evidence=_evidence(figure),
            addressee=draft.addressee.value,
            text_fr=draft.text.fr,
            text_en=draft.text.en,
            by_id=act.author_id,
        )
        act.record(
            recommendation_ref(recommendation),
            summary=f"Recommandation ébauchée : {draft.finding.fr}",
            network=network.slug,
        )
    return recommendation


def _rule_of(figure_id: str) -> FindingRule | None:
    address = CrossreadAddress.parse(FigureAddress.parse(figure_id))
    code = address.details[0] if address and address.what == "finding" and address.details else ""
    return find_rule(code)


def _evidence(figure: Figure) -> list[list[str]]:
    return [[ref.kind, ref.key] for ref in refs_of(figure)][:_MOST_EVIDENCE]


def rewrite_recommendation(
    *,
    by: Actor | None,
    recommendation: Recommendation,
    text_fr: str,
    text_en: str = "",
    addressee: Addressee,
    status: RecommendationStatus,
    seen: int | None = None,
    by_name: str = "",
) -> Recommendation:
    """Rewrite a recommendation, say whom it is for and where it stands.

    Raises ChangedSinceError: somebody changed it since; nothing is written.
    """
    if not text_fr.strip():
        raise DomainError("une recommandation a un texte")
    if seen is not None and seen != recommendation.revision:
        raise ChangedSinceError({"texte": recommendation.text_fr})
    is_rewritten = recommendation.is_rewritten or text_fr.strip() != recommendation.text_fr
    if status in {RecommendationStatus.PROPOSED, RecommendationStatus.ADOPTED} and not is_rewritten:
        raise DomainError("récrivez l’ébauche avec vos mots avant de la proposer")
    columns = {"text_fr": text_fr.strip(), "text_en": text_en.strip(), "addressee": addressee.value}
    columns |= {"status": status.value}
    network = recommendation.network
    with _writing(by=by, act="rewrite_recommendation", on=network, by_name=by_name, network=network.slug) as act:
        changes = list_changes({name: getattr(recommendation, name) for name in columns}, columns)
        for name, value in columns.items():
            setattr(recommendation, name, value)
        recommendation.is_rewritten = is_rewritten
        recommendation.revision += 1
        recommendation.save()
        act.record(
            recommendation_ref(recommendation),
            summary=f"Recommandation {status.label.fr}",
            network=recommendation.network.slug,
            changes=changes,
        )
    return recommendation


def refresh_finding(*, by: Actor | None, recommendation: Recommendation) -> Recommendation:
    """Put a recommendation on its finding as it is today, after a person read both.

    Raises:
        DomainError: nothing is known of the finding any more, or it rests on nothing.
        UnknownFigureError: there is no such figure any more, or `by` may not read it.
    """
    figure = find_figure(recommendation.figure, reader=by or OPERATOR)
    # called for its refusals alone: the words of the person stay as they are
    draft_recommendation(figure)
    now = finding_words(figure)
    with _writing(by=by, act="refresh_finding", on=recommendation.network) as act:
        before = {"constat": recommendation.finding_fr}
        recommendation.finding_fr, recommendation.finding_en = now.fr, now.en
        recommendation.content_hash, recommendation.evidence = figure.content_hash, _evidence(figure)
        recommendation.revision += 1
        recommendation.save()
        act.record(
            recommendation_ref(recommendation),
            summary="Recommandation rapportée à son constat d’aujourd’hui",
            network=recommendation.network.slug,
            changes=list_changes(before, {"constat": now.fr}),
        )
    return recommendation
