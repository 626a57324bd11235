"""The only writers of proposals of the scale of the network: made, changed, discussed, decided."""

from datetime import date
from functools import partial

from django.utils import timezone
from django.utils.text import slugify

from autan.cooperation.crossreading.actions.alignments import ROOM
from autan.cooperation.crossreading.core.recommendations import ProposalOrigin, ProposalStatus, check_gap
from autan.cooperation.crossreading.models import Proposal
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
