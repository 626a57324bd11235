"""Recommendations and proposals: drafted from counted findings, never without evidence, stale once these move."""

from dataclasses import dataclass

from autan.cooperation.crossreading.core.findings import Addressee, FindingRule
from autan.evidence.figures.core.deadlines import count_words
from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.numbers import axis_number, has_some
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState
from autan.ground.errors import DomainError
from autan.ground.texts.core.labelled import Labelled
from autan.ground.wordings import Sentence, Text


class RecommendationStatus(Labelled):
    """Where a recommendation stands."""

    DRAFT = "draft", "brouillon, à récrire", "draft, to be rewritten"
    PROPOSED = "proposed", "proposée", "proposed"
    ADOPTED = "adopted", "retenue", "adopted"
    DROPPED = "dropped", "abandonnée", "dropped"


class ProposalStatus(Labelled):
    """Where a proposal stands."""

    DISCUSSED = "discussed", "en discussion", "under discussion"
    ACCEPTED = "accepted", "retenue", "accepted"
    POSTPONED = "postponed", "reportée", "postponed"
    REFUSED = "refused", "écartée", "refused"


class ProposalOrigin(Labelled):
    """What a proposal comes from."""

    GAP = "gap", "une lacune", "a gap"
    SHARED = "shared", "une orientation partagée", "a shared orientation"
    NEED = "need", "un besoin exprimé", "a stated need"


class ScaleReason(Labelled):
    """Why something is for the whole network rather than for one member."""

    COMPETENCE = "competence", "compétence", "competence"
    THRESHOLD = "threshold", "seuil", "threshold"
    BORDER = "border", "limite entre territoires", "border between territories"
    COST = "cost", "coût", "cost"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationDraft:
    """A recommendation as it is drafted; `content_hash` is that of the finding now: stale once this changes."""

    content_hash: str
    finding: Text
    addressee: Addressee
    text: Text


def draft_recommendation(figure: Figure, rule: FindingRule | None = None) -> RecommendationDraft:
    """Draft a recommendation from a counted finding.

    `rule`: the rule that it is of, whose advice is taken; None for another count.

    Raises:
        DomainError: nothing is known of it, it rests on nothing, or no member is in the case that the rule looks for.
    """
    if figure.value is None or not refs_of(figure):
        message = "une recommandation part d’un constat compté, connu, avec ses preuves\u00a0: celui-ci n’en a pas"
        raise DomainError(message)
    if rule is not None and not has_some(figure):
        raise DomainError("aucun membre n’est connu dans ce cas\u00a0: rien ne se recommande d’un silence")
    label = figure.label
    default = Sentence("À récrire : que faire de ce constat, « {label} » ?", label=label)
    return RecommendationDraft(
        content_hash=figure.content_hash,
        finding=finding_words(figure),
        addressee=rule.addressee if rule else Addressee.METROPOLITAN,
        text=rule.advice if rule else default,
    )


def refs_of(figure: Figure) -> tuple[EvidenceRef, ...]:
    """Return what a finding rests on: its own evidence, then that of the figures that it was computed from."""
    refs: dict[EvidenceRef, None] = dict.fromkeys(figure.evidence)
    for item in figure.inputs:
        refs |= dict.fromkeys(refs_of(item))
    return tuple(refs)


def finding_words(figure: Figure) -> Text:
    """Return a finding in words: « Plan sans objectif chiffré : au moins 3 sur 12 ; 3 non connus »."""
    label = figure.label
    count = count_words(
        axis_number(figure) or 0,
        total=figure.total,
        unknown=figure.total - figure.known,
        is_floor=figure.state is ValueState.LOWER_BOUND,
    )
    return Sentence("{label} : {count}", label=label, count=count)


def check_gap(figure: Figure) -> None:
    """Refuse a gap that nothing states: silence is no gap.

    Raises DomainError: nothing is known of the figure; it counts who carries something and nobody is stated without; or
    it counts those in whom a rule finds something, and there are none.
    """
    is_carried = figure.boundary in {"crossread_shared", "crossread_strength"}
    count = axis_number(figure)
    if count is None or not (figure.known - count if is_carried else count):
        raise DomainError("aucun membre n’est connu dans ce cas\u00a0: une lacune ne se déduit pas d’un silence")
