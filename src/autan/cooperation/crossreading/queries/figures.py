"""The figure at an address of this room, for traces and publications."""

from contextlib import suppress

from django.utils import timezone

from autan.cooperation.crossreading.core.addresses import CrossreadAddress
from autan.cooperation.crossreading.core.contradictions import ContradictionKind, contradictions_figure
from autan.cooperation.crossreading.core.findings import finding_figure
from autan.cooperation.crossreading.core.frame import FrameError
from autan.cooperation.crossreading.core.passages import Strength, agreement_figure
from autan.cooperation.crossreading.importers import find_rule, finding_rules
from autan.cooperation.crossreading.models import SecondReading
from autan.cooperation.crossreading.queries.contradictions import network_contradictions
from autan.cooperation.crossreading.queries.findings import member_facts
from autan.cooperation.crossreading.queries.readings import NetworkReading, network_reading
from autan.evidence.figures.core.addresses import FigureAddress
from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.queries.registry import Reader
from autan.territories.networks.models import Network
from autan.territories.networks.queries.networks import network_members

_INTERNAL_FACTS = frozenset({"contradictions", "wrong_ways"})
"""Counted facts that rest on answers which not everybody may read."""


def find_crossread_figure(address: FigureAddress) -> Figure | None:
    """Compute the figure at an address; None when there is none."""
    parsed = CrossreadAddress.parse(address)
    if parsed is None or not Network.objects.filter(slug=parsed.network).exists():
        return None
    network = parsed.network
    match (parsed.what, parsed.details):
        case ("finding", (code,)):
            rule = find_rule(code)
            return finding_figure(network, rule, member_facts(network, timezone.localdate())) if rule else None
        case ("contradictions", (code,)):
            if code != "all" and code not in set(ContradictionKind):
                return None
            kind = None if code == "all" else ContradictionKind(code)
            sirens = [member.siren for member in network_members(network)]
            return contradictions_figure(network, network_contradictions(network), sirens, kind=kind)
    return _of_reading(network_reading(network), parsed)


def public_figures(network: str) -> list[Figure]:
    """Return the figures of a network read across that anybody may read: shared domains, then findings."""
    reading = network_reading(network)
    facts = member_facts(network, timezone.localdate())
    rules = [rule for rule in finding_rules() if rule.fact not in _INTERNAL_FACTS]
    shared = [reading.shared(domain.code) for domain in reading.frame.domains]
    return [*shared, *(finding_figure(network, rule, facts) for rule in rules)]


def _of_reading(reading: NetworkReading, crossread_address: CrossreadAddress) -> Figure | None:
    figure: Figure | None = None
    with suppress(FrameError):
        match (crossread_address.what, crossread_address.details):
            case ("shared", (domain, *theme)) if len(theme) <= 1:
                figure = reading.shared(domain, *theme)
            case ("strength", (least, domain)) if least in set(Strength):
                figure = reading.strength(domain, Strength(least))
            case ("progress", ()):
                figure = reading.progress()
            case ("agreement", ()):
                figure = agreement_of(reading)
    return figure


def agreement_of(reading: NetworkReading) -> Figure:
    """Return how far two people agree, as a figure. One query."""
    draws = SecondReading.objects.filter(network=reading.network, given__isnull=False).distinct()
    return agreement_figure(
        reading.network.slug, reading.agreement, [str(pk) for pk in draws.values_list("pk", flat=True)]
    )


def may_read_crossread_figure(reader: Reader, address: FigureAddress) -> bool:
    """Say whether a reader may read a figure: those that rest on answers are those of the people of the network."""
    parsed = CrossreadAddress.parse(address)
    if parsed is None:
        return True
    rule = find_rule(parsed.details[0]) if parsed.details else None
    if parsed.what != "contradictions" and (rule is None or rule.fact not in _INTERNAL_FACTS):
        return True
    network = Network.objects.filter(slug=parsed.network).first()
    return network is not None and reader.has_perm("crossreading.read_internal", network)
