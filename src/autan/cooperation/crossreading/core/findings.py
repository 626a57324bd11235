"""Strengths and weaknesses of the members' policies: written rules over counted facts, each with its evidence."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from autan.cooperation.crossreading.core.addresses import CrossreadAddress
from autan.evidence.figures.core.figures import Figure, Method
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import state_of_count
from autan.evidence.figures.core.units import get_unit
from autan.ground.texts.core.labelled import Labelled
from autan.ground.texts.core.notation import number_text
from autan.ground.texts.core.periods import Period
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Sentence, Text

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
        value: how many, at least.
        total: out of how many recorded; None for a plain count.
        unknown: recorded, of which it is not known whether they count.
        is_open: True when nobody states that the list is complete: there may be more.
    """

    code: str
    value: float
    refs: tuple[EvidenceRef, ...]
    total: float | None = None
    unknown: float = 0
    is_open: bool = False

    @property
    def interval(self) -> tuple[float, float]:
        """The least and the most that it may be."""
        return self.value, math.inf if self.is_open else self.value + self.unknown

    @property
    def share_interval(self) -> tuple[float, float] | None:
        """The least and the most share that it may be of the whole, in per cent; None of nothing, or of no whole."""
        if not self.total:
            return None
        if not self.is_open:
            return 100 * self.value / self.total, 100 * (self.value + self.unknown) / self.total
        # one that surely does not count keeps the share below the whole, whatever else there may be
        has_other = self.total > self.value + self.unknown
        return 0.0, math.nextafter(100, 0) if has_other else 100.0

    @property
    def words(self) -> Text:
        """« 3 sur 10 », « 3 », or « au moins 3 »."""
        number = number_text(round(self.value, 2))
        if self.total is None:
            if self.is_open or self.unknown:
                return Sentence("au moins {number}", number=number)
            return number
        whole, unknown = number_text(self.total), number_text(self.unknown)
        words = Sentence("{number} sur {whole}", number=number, whole=whole)
        if self.is_open:
            words = Sentence("{words} relevés ici", words=words)
        if self.unknown:
            plural = "s" if self.unknown > 1 else ""
            words = Sentence("{words} ; {unknown} non connu{plural}", words=words, unknown=unknown, plural=plural)
        return words


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRule:
    """A rule: what is counted, and from how much on it is a strength or a weakness.

    Attributes:
        share_at_least: least share of the whole, in per cent.
        open_label: what is said of several members of which the rule cannot be told; empty for nothing of its own.
    """

    code: str
    nature: FindingNature
    fact: str
    label: Text
    addressee: Addressee
    advice: Text
    open_label: Text = NO_TEXT
    at_least: float | None = None
    at_most: float | None = None
    share_at_least: float | None = None
    share_at_most: float | None = None

    def verdict(self, fact: CountedFact) -> bool | None:
        """Say whether the rule finds something in a fact, whatever is not known of it; None when that decides.

        A share of nothing finds nothing when the list is complete, and is not known otherwise.
        """
        verdicts = [_within(fact.interval, self.at_least, self.at_most)]
        if self.share_at_least is not None or self.share_at_most is not None:
            share, nothing = fact.share_interval, None if fact.is_open else False
            verdicts.append(nothing if share is None else _within(share, self.share_at_least, self.share_at_most))
        if False in verdicts:
            return False
        return None if None in verdicts else True


def _within(interval: tuple[float, float], low: float | None, high: float | None) -> bool | None:
    """Whether all that a value may be is within limits; False when none of it is, None when some is."""
    least, most = interval
    if (low is None or least >= low) and (high is None or most <= high):
        return True
    is_out = (low is not None and most < low) or (high is not None and least > high)
    return False if is_out else None


type MemberFacts = Mapping[str, Mapping[str, CountedFact]]
"""Counted facts by SIREN, then by code; what is not known of a member is not there."""


def facts_judged(rule: FindingRule, facts: MemberFacts, *, verdict: bool | None) -> dict[str, CountedFact]:
    """Return the counted facts on which a rule has one verdict, by member, in order; None: too little is known."""
    counted = {siren: fact[rule.fact] for siren, fact in facts.items() if rule.fact in fact}
    return {siren: fact for siren, fact in counted.items() if rule.verdict(fact) is verdict}


def finding_figure(network: str, rule: FindingRule, facts: MemberFacts) -> Figure:
    """Count the members in which a rule finds something, among those of which it can be told whatever is not known."""
    designated, others = facts_judged(rule, facts, verdict=True), facts_judged(rule, facts, verdict=False)
    known = len(designated) + len(others)
    refs = dict.fromkeys(ref for fact in (designated or others).values() for ref in fact.refs)
    return Figure(
        id=str(CrossreadAddress(network=network, what="finding", details=(rule.code,))),
        label=rule.label,
        value=len(designated) if known else None,
        unit=get_unit("territories"),
        period=Period.undated(),
        territories=tuple(facts),
        known=known,
        total=len(facts),
        part=Sentence("collectivités"),
        state=state_of_count(known, len(facts)),
        boundary=f"crossread_finding_{rule.code}",
        method=Method(
            name="find_strengths",
            formula=Sentence("membres que la règle désigne, parmi ceux dont le fait est assez connu pour la juger"),
            parameters=(("rule", rule.code), ("fact", rule.fact)),
        ),
        evidence=tuple(refs)[:MOST_EVIDENCE],
    )
