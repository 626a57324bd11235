"""Who was a member of the network and who answered a documented campaign: two things, each with its facts."""

from collections.abc import Sequence
from dataclasses import dataclass

from autan.evidence.figures.core.figures import Figure, Method
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import get_unit
from autan.ground.texts.core.labelled import Labelled
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Sentence, Text
from autan.survey.campaigns.core.addresses import SurveyFigureAddress
from autan.survey.campaigns.core.documented.published import evidence_of
from autan.survey.questionnaires.core.answers.answer import campaign_ref
from autan.survey.questionnaires.core.questionnaire import WHOLE_CAMPAIGN
from autan.survey.questionnaires.core.tabulation.results import AUTHORITIES

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


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentedRespondent:
    """What sources say of one territory that a documented campaign asked.

    Attributes:
        body: name of the body of the time.
        member_facts: facts that tell so, or lists where it is looked for.
    """

    siren: str
    body: Text
    member_state: MemberState
    member_facts: tuple[str, ...]
    respondent_state: RespondentState
    respondent_facts: tuple[str, ...]

    @property
    def facts(self) -> tuple[str, ...]:
        """Every fact cited."""
        return self.member_facts + self.respondent_facts


def count_respondents(
    respondents: Sequence[DocumentedRespondent], *, campaign: str, period: Period
) -> tuple[Figure, Figure]:
    """Count the territories that sources name as members, and those that they name as respondents.

    Returns:
        Two figures in territories, `named_members` and `confirmed_respondents`; what each is counted from is known
        for every territory asked, since a territory that no source names is told as such.
    """
    named = [line for line in respondents if line.member_state is MemberState.NAMED]
    confirmed = [line for line in respondents if line.respondent_state is RespondentState.CONFIRMED]
    members = _count(campaign, period, respondents, NAMED_MEMBERS, [line.member_facts for line in named])
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
