"""Strengths and weaknesses as a page shows them: each rule, how many members it finds, which, on what."""

from dataclasses import dataclass
from datetime import date

from autan.cooperation.crossreading.core.findings import FindingNature, FindingRule, MemberFinding
from autan.cooperation.crossreading.importers.definitions import finding_rules
from autan.cooperation.crossreading.queries.findings import network_findings
from autan.evidence.figures.core.figures import Figure
from autan.ground.texts.language import words
from autan.territories.networks.models import Network
from autan.territories.networks.queries.networks import network_members


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundMember:
    """A member that a rule finds, and the count that it rests on."""

    siren: str
    name: str
    count: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RulePart:
    """One rule, its figure, the members that it finds in the order of the network, and who is not known."""

    rule: FindingRule
    figure: Figure
    members: tuple[FoundMember, ...]
    unknown: int


def strengths_page(network: Network, today: date) -> list[tuple[FindingNature, list[RulePart]]]:
    """Return strengths then weaknesses, rule by rule, without any rank between members."""
    found, figures = network_findings(network.slug, today)
    names = {member.siren: member.short_name for member in network_members(network.slug)}
    by_rule: dict[str, list[MemberFinding]] = {}
    for each in found:
        by_rule.setdefault(each.rule.code, []).append(each)
    parts = [
        RulePart(
            rule=rule,
            figure=figure,
            members=tuple(
                FoundMember(siren=each.siren, name=names[each.siren], count=words(each.fact.words))
                for each in by_rule.get(rule.code, ())
            ),
            unknown=figure.total - figure.known,
        )
        for rule, figure in zip(finding_rules(), figures, strict=True)
    ]
    return [(nature, [part for part in parts if part.rule.nature is nature]) for nature in FindingNature]
