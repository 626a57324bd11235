"""Strengths and weaknesses of the members' policies: written rules over counted facts, each with its evidence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from autan.cooperation.crossreading.core.addresses import CrossreadAddress
from autan.evidence.figures.core.figures import Figure, Method
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import state_of_count
from autan.evidence.figures.core.units import get_unit
from autan.ground.texts.core.labelled import Labelled
from autan.ground.texts.core.notation import number_text
from autan.ground.texts.core.periods import Period
from autan.ground.texts.core.texts import Text

MOST_EVIDENCE = 200


class FindingNature(Labelled):
    """Whether a finding is a strength or a weakness."""

    STRENGTH = "strength", "Force", "Strength"
    WEAKNESS = "weakness", "Faiblesse", "Weakness"


class Addressee(Labelled):
    """Which work a recommendation is for, as the document of 2014 tells them apart."""

    ELABORATION = "elaboration", "Élaboration des plans", "Making of plans"
    IMPLEMENTATION = "implementation", "Mise en œuvre", "Implementation"
    METROPOLITAN = "metropolitan", "Échelle métropolitaine", "Metropolitan scale"


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedFact:
    """One thing counted of a member, with what it rests on.

    Attributes:
        total: out of how many; None for a plain count.
    """

    code: str
    value: float
    refs: tuple[EvidenceRef, ...]
    total: float | None = None

    @property
    def words(self) -> Text:
        """« 3 sur 10 », or « 3 »."""
        told = number_text(round(self.value, 2))
        if self.total is None:
            return told
        whole = number_text(self.total)
        return Text(f"{told.fr} sur {whole.fr}", f"{told.en} of {whole.en}")


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRule:
    """A rule: what is counted, and from how much on it is a strength or a weakness.

    Attributes:
        fact: code of the counted fact.
        at_least: least count; None where it does not matter.
        share_at_least: least share of the whole, in per cent.
    """

    code: str
    nature: FindingNature
    fact: str
    label: Text
    addressee: Addressee
    advice: Text
    at_least: float | None = None
    at_most: float | None = None
    share_at_least: float | None = None
    share_at_most: float | None = None

    def holds(self, fact: CountedFact) -> bool:
        """Say whether the rule finds something in a fact; a share of nothing finds nothing."""
        share = None if not fact.total else 100 * fact.value / fact.total
        return (
            _within(fact.value, self.at_least, self.at_most)
            and (share is not None or (self.share_at_least is None and self.share_at_most is None))
            and _within(share or 0.0, self.share_at_least, self.share_at_most)
        )


def _within(value: float, low: float | None, high: float | None) -> bool:
    return (low is None or value >= low) and (high is None or value <= high)


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberFinding:
    """What a rule finds of a member, and the fact that it rests on."""

    rule: FindingRule
    siren: str
    fact: CountedFact


type MemberFacts = Mapping[str, Mapping[str, CountedFact]]
"""Counted facts by SIREN, then by code; what is not known of a member is not there."""


def find_strengths(rules: Sequence[FindingRule], facts: MemberFacts) -> tuple[MemberFinding, ...]:
    """Return what the rules find, member by member, in the order of the members; the unknown gives nothing."""
    return tuple(
        MemberFinding(rule=rule, siren=siren, fact=held[rule.fact])
        for siren, held in facts.items()
        for rule in rules
        if rule.fact in held and rule.holds(held[rule.fact])
    )


def finding_figure(network: str, rule: FindingRule, facts: MemberFacts) -> Figure:
    """Count the members in which a rule finds something, among those of which the fact is known."""
    known = {siren: held[rule.fact] for siren, held in facts.items() if rule.fact in held}
    found = [siren for siren, fact in known.items() if rule.holds(fact)]
    refs = dict.fromkeys(ref for siren in (found or known) for ref in known[siren].refs)
    return Figure(
        id=str(CrossreadAddress(network=network, what="finding", details=(rule.code,))),
        label=rule.label,
        value=len(found) if known else None,
        unit=get_unit("territories"),
        period=Period.undated(),
        territories=tuple(facts),
        known=len(known),
        total=len(facts),
        part=Text("collectivités", "authorities"),
        state=state_of_count(len(known), len(facts)),
        boundary=f"crossread_finding_{rule.code}",
        method=Method(
            name="find_strengths",
            formula=Text(
                "membres que la règle désigne, parmi ceux dont le fait est connu",
                "members that the rule finds, among those of which the fact is known",
            ),
            parameters=(("rule", rule.code), ("fact", rule.fact)),
        ),
        evidence=tuple(refs)[:MOST_EVIDENCE],
    )
