"""What a publication states of a campaign, as figures of their own, never mixed with recomputed ones."""

from collections.abc import Sequence
from dataclasses import dataclass

from autan.evidence.figures.core.figures import Figure, Method
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import get_unit
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Sentence, Text
from autan.survey.campaigns.core.addresses import PUBLISHED, SurveyFigureAddress
from autan.survey.questionnaires.core.questionnaire import WHOLE_CAMPAIGN
from autan.survey.questionnaires.core.tabulation.results import AUTHORITIES


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedResult:
    """One number, or one range, as a publication states it.

    Invariants: exactly one of `value` and the pair `low`, `high` is set; `facts` is never empty.

    Attributes:
        question: code of the question it answers, or empty when it is about the campaign as a whole.
        code: what tells it from the others of the same question, or empty.
        period: time it is about, as `Period.parse` reads it.
        covers_members: True when it is about all the members of the campaign.
        territories: otherwise, SIREN codes it is about; empty when it is about none of them.
        known: for how many territories the publication knows it; None when it does not say.
        is_lower_bound: True when the publication says « more than ».
        measure: measure of the same question that it can be compared with, or empty.
    """

    question: str
    code: str
    label: Text
    unit: str
    period: str
    facts: tuple[str, ...]
    value: float | None = None
    low: float | None = None
    high: float | None = None
    covers_members: bool = False
    territories: tuple[str, ...] = ()
    known: int | None = None
    is_lower_bound: bool = False
    note: Text | None = None
    measure: str = ""

    @property
    def place(self) -> str:
        """Place of its figure: the question, or the whole campaign."""
        return self.question or WHOLE_CAMPAIGN

    @property
    def published_measure(self) -> str:
        """Measure of its figure: `published`, `published_workshops`."""
        return f"{PUBLISHED}_{self.code}" if self.code else PUBLISHED


def publish_figure(campaign: str, result: PublishedResult, members: Sequence[str]) -> Figure:
    """Return a published result as a figure: its value as stated, its method `published`.

    When the publication does not say how many territories it covers, coverage counts the statement itself (1 of 1).

    >>> result = PublishedResult(
    ...     question="q28", code="", label=Text("Évaluation", "Evaluation"), unit="territories", period="2013",
    ...     facts=("S067",), value=10.0, covers_members=True, known=11,
    ... )
    >>> figure = publish_figure("2013", result, [str(n) for n in range(11)])
    >>> figure.id, figure.value, figure.known, figure.total
    ('survey.2013.q28.published', 10, 11, 11)
    """
    territories = tuple(members) if result.covers_members else result.territories
    total = 1 if result.known is None else len(territories)
    return Figure(
        id=str(SurveyFigureAddress(campaign=campaign, place=result.place, measure=result.published_measure)),
        label=result.label,
        value=_whole(result.value),
        low=_whole(result.low),
        high=_whole(result.high),
        unit=get_unit(result.unit),
        period=Period.parse(result.period),
        territories=territories,
        known=1 if result.known is None else min(result.known, total),
        total=total,
        part=Text("publication", "publication") if result.known is None else AUTHORITIES,
        state=ValueState.LOWER_BOUND if result.is_lower_bound else ValueState.OBSERVED,
        boundary="published",
        method=Method(name="published", formula=Sentence("valeur donnée par la publication")),
        evidence=evidence_of(result.facts),
        note=result.note,
    )


def evidence_of(facts: Sequence[str]) -> tuple[EvidenceRef, ...]:
    """Point to facts by their identifiers."""
    return tuple(EvidenceRef(kind="fact", key=key) for key in facts)


def _whole(value: float | None) -> float | int | None:
    """Write 10.0 as 10, so that a published count is the same value as a recomputed one."""
    return int(value) if value is not None and float(value).is_integer() else value
