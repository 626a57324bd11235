"""The only writers of proposals of the scale of the network: made, changed, discussed, decided."""

from dataclasses import dataclass, fields
from datetime import date
from functools import partial
from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from autan.cooperation.crossreading.actions.alignments import ROOM
from autan.cooperation.crossreading.core.recommendations import ProposalOrigin, ProposalStatus, ScaleReason, check_gap
from autan.cooperation.crossreading.models import Proposal
from autan.evidence.figures.queries.registry import OPERATOR, find_figure
from autan.ground.errors import DomainError
from autan.ground.texts.core.money import read_amount
from autan.ground.texts.language import day, day_of
from autan.ground.web.queries import free_slug
from autan.people.journal.actions import Actor, acting, record_remark
from autan.people.journal.core import ChangedSinceError, ObjectRef, list_changes
from autan.people.journal.models import Remark
from autan.territories.networks.models import Membership, Network, Territory

WRITES = "seules la coordination et les personnes chargées de mission des membres proposent"
_proposing = partial(acting, permission="crossreading.align", refusal=WRITES)
_deciding = partial(
    acting, permission="crossreading.coordinate", refusal="seule la coordination du réseau note ce qui est décidé"
)
_speaking = partial(
    acting, permission="crossreading.read_internal", refusal="seules les personnes du réseau commentent une proposition"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalInput:
    """A proposal, as a form or a file gives it.

    Attributes:
        finding: address of the figure that it comes from; empty where it comes from a need in words.
        cost: order of cost as people write it, « 200 à 300 k€ HT »; empty when not known.
        effect: address of the figure of its effect; empty when it is not estimated.
    """

    title: str
    origin: ProposalOrigin
    scale_reason: ScaleReason
    scale_words: str
    text: str = ""
    finding: str = ""
    carrier: Territory | None = None
    carrier_name: str = ""
    cost: str = ""
    cost_source: str = ""
    effect: str = ""


def proposal_ref(proposal: Proposal) -> ObjectRef:
    """Return the reference of the proposal in the journal."""
    return ObjectRef(ROOM, "proposal", proposal.slug)


def make_proposal(*, by: Actor | None, network: Network, proposal_input: ProposalInput, by_name: str = "") -> Proposal:
    """Propose an action of the scale of the network; see `_check` for what is refused."""
    _check(by, network, proposal_input)
    with _proposing(by=by, act="make_proposal", on=network, by_name=by_name, network=network.slug) as act:
        slug = free_slug(Proposal.objects.all(), slugify(f"{network.slug}-{proposal_input.title}")[:70].strip("-"))
        proposal = Proposal.objects.create(network=network, slug=slug, by_id=act.author_id, **_columns(proposal_input))
        act.record(proposal_ref(proposal), summary=f"Proposition : {proposal.title}", network=network.slug)
    return proposal


def change_proposal(
    *, by: Actor | None, proposal: Proposal, proposal_input: ProposalInput, seen: int | None
) -> Proposal:
    """Change a proposal that is not decided.

    Raises:
        ChangedSinceError: somebody changed it since; nothing is written.
        DomainError: it is decided, or see `_check`.
    """
    if proposal.decided_on:
        raise DomainError("une proposition décidée ne change plus\u00a0: proposez-en une autre")
    if seen is not None and seen != proposal.revision:
        raise ChangedSinceError({"titre": proposal.title, "texte": proposal.text})
    _check(by, proposal.network, proposal_input)
    with _proposing(by=by, act="change_proposal", on=proposal.network) as act:
        columns = _columns(proposal_input)
        before = {name: getattr(proposal, name) for name in columns}
        for name, value in columns.items():
            setattr(proposal, name, value)
        proposal.revision += 1
        proposal.save()
        shown = [{name: str(value or "") for name, value in values.items()} for values in (before, columns)]
        act.record(
            proposal_ref(proposal),
            summary=f"Proposition changée : {proposal.title}",
            network=proposal.network.slug,
            changes=list_changes(*shown),
        )
    return proposal


def _check(by: Actor | None, network: Network, proposal_input: ProposalInput) -> None:
    """Refuse what a proposal may not be.

    Raises:
        DomainError: no title or reason, a cost without source or that cannot be read, an address of no figure that
            `by` may read, a gap that rests on silence, or a carrier that is no member.
    """
    if not proposal_input.title.strip() or not proposal_input.scale_words.strip():
        raise DomainError("une proposition a un titre, et dit pourquoi elle est de l’échelle du réseau")
    if proposal_input.cost and read_amount(proposal_input.cost) is None:
        message = "«\u202f{cost}\u202f» ne se lit pas comme un montant\u00a0: écrivez «\u202f200 à 300 k€ HT\u202f»"
        raise DomainError(message, cost=proposal_input.cost)
    if proposal_input.cost and not proposal_input.cost_source.strip():
        raise DomainError("un ordre de coût a sa source")
    if proposal_input.finding:
        finding = find_figure(proposal_input.finding, reader=by or OPERATOR)
        if proposal_input.origin is ProposalOrigin.GAP:
            check_gap(finding)
    if proposal_input.effect:
        find_figure(proposal_input.effect, reader=by or OPERATOR)
    carrier = proposal_input.carrier
    if carrier and not Membership.objects.filter(network=network, territory=carrier).exists():
        raise DomainError("qui porte la proposition est un membre du réseau, ou un organisme que vous nommez")


def _columns(proposal_input: ProposalInput) -> dict[str, Any]:
    values = {field.name: getattr(proposal_input, field.name) for field in fields(proposal_input)}
    return values | {"origin": proposal_input.origin.value, "scale_reason": proposal_input.scale_reason.value}


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

    Raises:
        DomainError: there is no text, or too much of it, or the reply is on another object.
    """
    network = proposal.network
    with _speaking(by=by, act="comment_on_proposal", on=network, by_name=by_name, network=network.slug) as act:
        return record_remark(act, proposal_ref(proposal), text=text, reply_to=reply_to, network=proposal.network.slug)
