"""What a publication states of a campaign, of whom and by whom, never mixed with recomputed figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from autan.evidence.figures.core.figures import Figure, Method
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import get_unit
from autan.ground.descriptions.core.fields import choice, lines, wording
from autan.ground.texts.core.labelled import Labelled
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Sentence, Text
from autan.survey.campaigns.core.addresses import PUBLISHED, SurveyFigureAddress
from autan.survey.campaigns.core.answer_revisions import AnswerRevision
from autan.survey.questionnaires.core.answers.answer import RecordedAnswer, campaign_ref
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


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignSheet:
    """A campaign as its file describes it.

    Attributes:
        period: time that the answers are about, as `Period.parse` reads it.
        closed: last day, or None while it is open, or not known.
    """

    slug: str
    network: str
    questionnaire: str
    title: Text
    period: str
    opened: date | None
    closed: date | None
    note: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentedAnswers:
    """A campaign and the answers that a publication documents, each for one named territory."""

    sheet: CampaignSheet
    answers: tuple[RecordedAnswer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedContent:
    """What a publication states of a campaign for the members together."""

    campaign: str
    results: tuple[PublishedResult, ...]
    findings: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectedSheet:
    """The answers of one territory in one campaign.

    Invariant: one answer a question.

    `answers`: in the order of the file; a question that is left out has not been answered.
    """

    campaign: str
    siren: str
    answers: tuple[AnswerRevision, ...]


NAMED_MEMBERS = "named_members"
CONFIRMED = "confirmed_respondents"
_LABELS = {
    NAMED_MEMBERS: Sentence("Collectivités nommées parmi les membres"),
    CONFIRMED: Sentence("Collectivités nommées parmi les répondants"),
}
_FORMULA = Sentence("nombre de collectivités qu’une source nomme")


class MemberState(Labelled):
    """Whether a source of the time names a territory as a member of the network."""

    NAMED = "named", "membre nommé", "named as a member"
    NOT_NAMED = "not_named", "absent des listes de membres", "not in the lists of members"


class RespondentState(Labelled):
    """Whether a source names a territory among those whose answers were studied."""

    CONFIRMED = "confirmed", "répondant confirmé", "confirmed respondent"
    UNCONFIRMED = "unconfirmed", "répondant non confirmé", "unconfirmed respondent"


_FACTS = Text("Faits qui le disent", "Facts that say so")


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentedRespondent:
    """What sources say of one territory that a documented campaign asked.

    Attributes:
        body: name of the body of the time.
        member_facts: facts that tell so, or lists where it is looked for.
    """

    siren: str
    body: Text = wording(Sentence("Collectivité"), max_length=160, is_required=True)
    member_state: MemberState = choice(Sentence("Membre du réseau"), MemberState, is_required=True)
    member_facts: tuple[str, ...] = lines(_FACTS)
    respondent_state: RespondentState = choice(Sentence("Répondant"), RespondentState, is_required=True)
    respondent_facts: tuple[str, ...] = lines(_FACTS)

    @property
    def facts(self) -> tuple[str, ...]:
        """Every fact cited."""
        return self.member_facts + self.respondent_facts


def count_respondents(
    respondents: Sequence[DocumentedRespondent], *, campaign: str, period: Period
) -> tuple[Figure, Figure]:
    """Count the territories that sources name as members, and those that they name as respondents.

    Returns two figures in territories, `named_members` and `confirmed_respondents`; what each is counted from is known
    for every territory asked, since a territory that no source names is told as such.
    """
    named_members = [line for line in respondents if line.member_state is MemberState.NAMED]
    confirmed = [line for line in respondents if line.respondent_state is RespondentState.CONFIRMED]
    members = _count(campaign, period, respondents, NAMED_MEMBERS, [line.member_facts for line in named_members])
    answered = _count(campaign, period, respondents, CONFIRMED, [line.respondent_facts for line in confirmed])
    return members, answered


def _count(
    campaign: str,
    period: Period,
    respondents: Sequence[DocumentedRespondent],
    measure: str,
    facts: Sequence[Sequence[str]],
) -> Figure:
    cited = dict.fromkeys(fact for keys in facts for fact in keys)
    return Figure(
        id=str(SurveyFigureAddress(campaign=campaign, place=WHOLE_CAMPAIGN, measure=measure)),
        label=_LABELS[measure],
        value=len(facts),
        unit=get_unit("territories"),
        period=period,
        territories=tuple(line.siren for line in respondents),
        known=len(respondents),
        total=len(respondents),
        part=AUTHORITIES,
        state=ValueState.OBSERVED if facts else ValueState.CONFIRMED_ZERO,
        method=Method(name="count_respondents", formula=_FORMULA),
        evidence=(campaign_ref(campaign), *evidence_of(tuple(cited))),
    )
