"""Who was a member of the network and who answered a documented campaign, as a page shows them."""

from dataclasses import dataclass

from autan.evidence.core.figures import Figure
from autan.evidence.language import words
from autan.surveys.core.documented.respondents import DocumentedRespondent, MemberState, RespondentState
from autan.surveys.queries.campaigns import CampaignView, documented_respondents, respondent_figures


@dataclass(frozen=True, slots=True, kw_only=True)
class RespondentLine:
    """One territory: its name of the time, what it was, what it answered, each with its facts."""

    siren: str
    body: str
    member: str
    member_facts: tuple[str, ...]
    is_named: bool
    respondent: str
    respondent_facts: tuple[str, ...]
    is_confirmed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RespondentTable:
    """The territories of a campaign, and how many are named as members and as respondents."""

    lines: tuple[RespondentLine, ...]
    members: Figure
    respondents: Figure


def respondent_table(view: CampaignView) -> RespondentTable | None:
    """Present who was a member and who answered; None when sources do not tell. Two queries."""
    figures = respondent_figures(view)
    if not figures:
        return None
    lines = tuple(map(present_respondent, documented_respondents(view.record)))
    return RespondentTable(lines=lines, members=figures[0], respondents=figures[1])


def present_respondent(respondent: DocumentedRespondent) -> RespondentLine:
    """Give the words of what sources say of one territory."""
    return RespondentLine(
        siren=respondent.siren,
        body=words(respondent.body),
        member=words(respondent.member_state.label),
        member_facts=respondent.member_facts,
        is_named=respondent.member_state is MemberState.NAMED,
        respondent=words(respondent.respondent_state.label),
        respondent_facts=respondent.respondent_facts,
        is_confirmed=respondent.respondent_state is RespondentState.CONFIRMED,
    )
