"""Strengths and weaknesses as a page shows them: each rule, how many members it finds, which, on what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from autan.cooperation.crossreading.core.findings import FindingNature, FindingRule, MemberFinding, undecided
from autan.cooperation.crossreading.importers import finding_rules
from autan.cooperation.crossreading.queries.findings import member_facts, network_findings
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
    """One rule, its figure, and the members that it finds in the order of the network.

    `open_words` say how many members it cannot be told of, where the rule has words for it: « 9 plans dont les
    objectifs ne sont pas relevés ici ».
    """

    rule: FindingRule
    figure: Figure
    members: tuple[FoundMember, ...]
    open_words: str


def strengths_page(network: Network, today: date) -> list[tuple[FindingNature, list[RulePart]]]:
    """Return strengths then weaknesses, rule by rule, without any rank between members."""
    findings, figures = network_findings(network.slug, today)
    facts = member_facts(network.slug, today)
    names = {member.siren: member.short_name for member in network_members(network.slug)}
    by_rule: dict[str, list[MemberFinding]] = {}
    for finding in findings:
        by_rule.setdefault(finding.rule.code, []).append(finding)
    parts = [
        RulePart(
            rule=rule,
            figure=figure,
            members=tuple(
                FoundMember(
                    siren=member_finding.siren, name=names[member_finding.siren], count=words(member_finding.fact.words)
                )
                for member_finding in by_rule.get(rule.code, ())
            ),
            open_words=_open_words(rule, undecided(rule, facts)),
        )
        for rule, figure in zip(finding_rules(), figures, strict=True)
    ]
    return [(nature, [part for part in parts if part.rule.nature is nature]) for nature in FindingNature]


def _open_words(rule: FindingRule, members: Sequence[str]) -> str:
    return f"{len(members)} {words(rule.open_label)}" if rule.open_label.fr and len(members) > 1 else ""
