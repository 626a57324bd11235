"""Loads what the invented network made of its plans read across, through the actions of the room.

What is invented is described in `content/invented/crossreading.yaml` and `energy-schemes.yaml`. Loading it again
changes nothing, and never what somebody decided since.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from autan.cooperation.crossreading.actions.alignments import (
    AlignmentInput,
    align_passages,
    draw_second_reading,
    read_blind,
)
from autan.cooperation.crossreading.actions.contradictions import review_contradiction
from autan.cooperation.crossreading.actions.proposals import (
    comment_on_proposal,
    decide_proposal,
    make_proposal,
    rewrite_recommendation,
    write_recommendation,
)
from autan.cooperation.crossreading.core.alignments import suggest
from autan.cooperation.crossreading.core.contradictions import ReviewStatus
from autan.cooperation.crossreading.core.findings import Addressee
from autan.cooperation.crossreading.core.passages import Passage
from autan.cooperation.crossreading.core.recommendations import (
    ProposalOrigin,
    ProposalStatus,
    RecommendationStatus,
    ScaleReason,
)
from autan.cooperation.crossreading.models import Alignment, Proposal
from autan.cooperation.crossreading.queries.contradictions import network_contradictions
from autan.cooperation.crossreading.queries.readings import NetworkReading, network_reading
from autan.ground.tables.importers.yaml_document import read_yaml_file
from autan.people.journal.models import Remark
from autan.plans.plans.actions.imports import import_plans, state_complete
from autan.plans.plans.models import Plan
from autan.plans.plans.queries.plans import published_plans
from autan.territories.networks.models import Network, Territory
from autan.territories.networks.queries.networks import get_network

_FOLDER = Path(__file__).parent / "content" / "invented"


@transaction.atomic
def load_invented_crossreading(*, folder: Path = _FOLDER) -> int:
    """Take in the readings of the invented network where there are none yet; return how many passages were read."""
    schemes = folder / "energy-schemes.yaml"
    import_plans(by=None, text=schemes.read_text(encoding="utf-8"), file=schemes.name)
    described = read_yaml_file(folder / "crossreading.yaml")
    network = get_network(described["network"])
    if Alignment.objects.filter(network=network).exists():
        return 0
    _state_complete(network, described["complete"])
    readers = described["readers"]
    count = _read(network, readers["first"])
    _read_again(network, described)
    _review(network, described["reviews"], readers["coordination"])
    for sheet in described["proposals"]:
        _propose(network, sheet, readers["coordination"])
    for sheet in described["recommendations"]:
        _recommend(network, sheet, readers["coordination"])
    return count


def _state_complete(network: Network, described: Mapping[str, Any]) -> None:
    """State the sections of every published plan of the network complete, where nobody did."""
    plans = Plan.objects.filter(slug__in=[entry.heading.slug for entry in published_plans(network.slug)])
    for plan in plans:
        stated = set(plan.complete_sections.values_list("section", flat=True))
        for section in described["sections"]:
            if section not in stated:
                state_complete(by=None, subject=plan, section=section, on=described["on"])


def _read(network: Network, by_name: str) -> int:
    """The first person takes what is suggested, and leaves out what nothing suggests."""
    reading, alignments = network_reading(network.slug), []
    for passage in reading.corpus.passages:
        suggestion = suggest(passage, reading.frame)
        fields: dict[str, Any] = (
            {"domains": suggestion.domains, "theme": suggestion.theme, "suggestion": suggestion} if suggestion else {}
        )
        alignments.append(AlignmentInput(passage=passage, **fields))
    return len(align_passages(by=None, network=network, alignment_inputs=alignments, by_name=by_name))


def _read_again(network: Network, described: Mapping[str, Any]) -> None:
    draw = draw_second_reading(by=None, network=network, seed=described["seed"])
    reading = network_reading(network.slug)
    passages = {passage.key: passage for passage in reading.corpus.passages}
    for key in draw.passages:
        domains = _second(reading, passages[key], described["second_reads"])
        read_blind(by=None, draw=draw, passage=passages[key], domains=domains, by_name=described["readers"]["second"])


def _second(reading: NetworkReading, passage: Passage, rules: Sequence[Mapping[str, Any]]) -> Sequence[str]:
    """Return the alignment of the second person: by some words of hers, else as the first would."""
    text = passage.text.lower()
    own = next((rule["domains"] for rule in rules if rule["words"] in text), None)
    return own if own is not None else reading.decisions[passage.key].domains


def _review(network: Network, reviews: Sequence[Mapping[str, str]], by_name: str) -> None:
    contradictions = network_contradictions(network.slug)
    for review in reviews:
        for contradiction in contradictions:
            if (contradiction.kind.value, contradiction.siren) == (review["kind"], review["siren"]):
                status = ReviewStatus(review["status"])
                review_contradiction(
                    by=None,
                    network=network,
                    contradiction=contradiction,
                    status=status,
                    reason=review["reason"],
                    by_name=by_name,
                )


def _propose(network: Network, sheet: Mapping[str, Any], by_name: str) -> None:
    proposal = Proposal(
        title=sheet["title"],
        text=sheet.get("text", ""),
        origin=ProposalOrigin(sheet["origin"]),
        finding=sheet.get("finding", ""),
        scale_reason=ScaleReason(sheet["scale_reason"]),
        scale_words=sheet["scale_words"],
        carrier=Territory.objects.get(siren=sheet["carrier"]) if "carrier" in sheet else None,
        carrier_name=sheet.get("carrier_name", ""),
        cost=sheet.get("cost", ""),
        cost_source=sheet.get("cost_source", ""),
        effect=sheet.get("effect", ""),
    )
    record = make_proposal(by=None, network=network, proposal=proposal, by_name=by_name)
    for comment in sheet.get("comments", ()):
        _comment(record, comment, None)
    if decision := sheet.get("decision"):
        status = ProposalStatus(decision["status"])
        decide_proposal(
            by=None, proposal=record, status=status, on=timezone.localdate(), words=decision["words"], by_name=by_name
        )


def _comment(proposal: Proposal, comment: Mapping[str, Any], reply_to: Remark | None) -> None:
    remark = comment_on_proposal(
        by=None, proposal=proposal, text=comment["text"], reply_to=reply_to, by_name=comment["by"]
    )
    for reply in comment.get("replies", ()):
        _comment(proposal, reply, remark)


def _recommend(network: Network, sheet: Mapping[str, str], by_name: str) -> None:
    figure_id = f"crossread.{network.slug}.finding.{sheet['finding']}"
    record = write_recommendation(by=None, network=network, figure_id=figure_id, by_name=by_name)
    if "fr" in sheet:
        rewrite_recommendation(
            by=None,
            recommendation=record,
            text_fr=sheet["fr"],
            text_en=sheet["en"],
            addressee=Addressee(record.addressee),
            status=RecommendationStatus(sheet["status"]),
            by_name=by_name,
        )
