"""Proposals, recommendations, and the strengths and weaknesses that they come from, as a page shows them."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from autan.cooperation.crossreading.core.findings import (
    Addressee,
    FindingNature,
    FindingRule,
    facts_judged,
    finding_figure,
)
from autan.cooperation.crossreading.core.recommendations import (
    ProposalOrigin,
    ProposalStatus,
    RecommendationStatus,
    ScaleReason,
)
from autan.cooperation.crossreading.importers import finding_rules
from autan.cooperation.crossreading.models import Proposal, Recommendation
from autan.cooperation.crossreading.queries.findings import member_facts
from autan.cooperation.crossreading.queries.proposals import is_stale
from autan.evidence.figures.core.evidence_cards import EvidenceCard
from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.queries.registry import Reader, describe_evidence, figure_or_none
from autan.ground.texts.language import words
from autan.ground.wordings import Sentence, Text
from autan.territories.networks.models import Network
from autan.territories.networks.queries.networks import network_members

_NOBODY = Sentence("personne encore")


def present_proposals(proposals: Iterable[Proposal], *, reader: Reader) -> list[dict[str, Any]]:
    """Return proposals, those under discussion first."""
    views = [present_proposal(proposal, reader=reader) for proposal in proposals]
    return sorted(views, key=lambda view: view["record"].decided_on is not None)


def present_proposal(proposal: Proposal, *, reader: Reader) -> dict[str, Any]:
    """Return a proposal with the figures that it comes from and leads to, as this reader may read them."""
    effect = figure_or_none(proposal.effect, reader=reader)
    return {
        "record": proposal,
        "origin": words(ProposalOrigin(proposal.origin).label),
        "scale_reason": words(ScaleReason(proposal.scale_reason).label),
        "carrier": proposal.carrier.short_name if proposal.carrier else proposal.carrier_name or words(_NOBODY),
        "status": words(ProposalStatus(proposal.status).label),
        "finding": figure_or_none(proposal.finding, reader=reader),
        "effect": effect,
        "has_lost_effect": bool(proposal.effect) and effect is None,
    }


def present_recommendation(record: Recommendation, *, reader: Reader) -> dict[str, Any]:
    """Return a recommendation beside its finding of today, with the lines that quote it in a living text.

    `figure` is that finding; None when it is gone, or kept from this reader.
    """
    figure = figure_or_none(record.figure, reader=reader)
    return {
        "record": record,
        "text": words(Text(record.text_fr, record.text_en)),
        "addressee": words(Addressee(record.addressee).label),
        "status": words(RecommendationStatus(record.status).label),
        "finding": words(Text(record.finding_fr, record.finding_en)),
        "figure": figure,
        "is_stale": is_stale(record, figure),
        "is_draft": record.status == RecommendationStatus.DRAFT.value,
        "quotation": quotation(record, figure) if figure else "",
    }


def quotation(record: Recommendation, figure: Figure) -> str:
    """Return the lines of a living text that quote a recommendation: its finding is a claim, so that it goes stale."""
    interval, name = figure.interval, f"constat_{record.pk}"
    if interval is None:
        return ""
    sign = "==" if interval.is_exact and not figure.is_partial else ">="
    claim = f"value {sign} {interval.low:g} of {figure.total}"
    return f"figures:\n  {name}: {record.figure}\n\n{record.text_fr} ({{{{{name} | claim: {claim}}}}})"


def evidence_of(record: Recommendation, *, reader: Reader) -> Sequence[EvidenceCard]:
    """Return what the finding of a recommendation rested on, as far as this reader may read it."""
    refs = [EvidenceRef(kind=kind, key=key) for kind, key in record.evidence]
    return [card for card in describe_evidence(refs, reader=reader).values() if card]


def strengths_page(network: Network, today: date) -> list[tuple[FindingNature, list[dict[str, Any]]]]:
    """Return strengths then weaknesses, rule by rule, without any rank between members."""
    facts = member_facts(network.slug, today)
    names = {member.siren: member.short_name for member in network_members(network.slug)}
    parts: list[dict[str, Any]] = [
        {
            "rule": rule,
            "figure": finding_figure(network.slug, rule, facts),
            "members": tuple(
                {"siren": siren, "name": names[siren], "count": words(fact.words)}
                for siren, fact in facts_judged(rule, facts, verdict=True).items()
            ),
            "open_words": _open_words(rule, len(facts_judged(rule, facts, verdict=None))),
        }
        for rule in finding_rules()
    ]
    return [(nature, [part for part in parts if part["rule"].nature is nature]) for nature in FindingNature]


def _open_words(rule: FindingRule, undecided: int) -> str:
    """Of how many members it cannot be told: « 9 plans dont les objectifs ne sont pas relevés ici »."""
    return f"{undecided} {words(rule.open_label)}" if rule.open_label.fr and undecided > 1 else ""
