"""The answers of each territory to two matched questions, and counts over the territories asked both times."""

from dataclasses import dataclass

from autan.evidence.figures.core.figures import Figure, Method
from autan.evidence.figures.core.states import state_of_count
from autan.evidence.figures.core.units import get_unit
from autan.ground.wordings import Sentence, Text
from autan.survey.campaigns.core.addresses import SurveyFigureAddress
from autan.survey.questionnaires.core.answers.answer import QuestionResponses, RecordedAnswer, Respondent, campaign_ref
from autan.survey.questionnaires.core.tabulation.results import AUTHORITIES, whole_label
from autan.survey.results.core.question_matching import MatchedQuestion

_FORMULA = Sentence("nombre de collectivités, parmi celles qui ont répondu aux deux campagnes")


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberChange:
    """One territory, with what it answered before and after.

    Attributes:
        before: its earlier answer; None when it gave none, or was not asked.
        was_asked: True when the earlier campaign asked it the question.
    """

    member: Respondent
    before: RecordedAnswer | None
    after: RecordedAnswer | None
    was_asked: bool
    is_asked: bool

    @property
    def is_in_both(self) -> bool:
        """True when both campaigns asked it."""
        return self.was_asked and self.is_asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """Two matched questions, what was answered to each, and every territory with both its answers."""

    match: MatchedQuestion
    later: QuestionResponses
    earlier: QuestionResponses
    members: tuple[MemberChange, ...]

    @property
    def asked_twice(self) -> list[MemberChange]:
        """Territories that both campaigns asked and that the question applied to both times."""
        return [change for change in self.members if change.is_in_both and self._concerns(change.member.siren)]

    @property
    def answered_twice(self) -> list[tuple[Respondent, RecordedAnswer, RecordedAnswer]]:
        """Territories that answered both, with the answer before and the answer after."""
        return [(c.member, c.before, c.after) for c in self.asked_twice if c.before and c.after]

    def count(self, measure: str, label: Text, *, value: int, known: int) -> Figure:
        """Count territories over those asked twice; both campaigns are part of the evidence."""
        sirens = tuple(change.member.siren for change in self.asked_twice)
        campaigns = (campaign_ref(self.later.campaign), campaign_ref(self.earlier.campaign))
        address = SurveyFigureAddress(
            campaign=self.later.campaign,
            place=self.match.later.code,
            earlier=self.earlier.campaign,
            measure=measure,
        )
        return Figure(
            id=str(address),
            label=whole_label(self.match.later, label),
            value=value if known else None,
            unit=get_unit("territories"),
            period=self.later.period,
            territories=sirens,
            known=known,
            total=len(sirens),
            part=AUTHORITIES,
            state=state_of_count(known, len(sirens)),
            method=Method(name="compare_answers", formula=_FORMULA),
            evidence=(*campaigns, *self.later.evidence, *self.earlier.evidence),
        )

    def _concerns(self, siren: str) -> bool:
        return not (self.later.leaves_out(siren) or self.earlier.leaves_out(siren))


def pair_members(later: QuestionResponses, earlier: QuestionResponses) -> tuple[MemberChange, ...]:
    """Pair the answers of every territory that either campaign asked; those that left the network come last."""
    before, after = (
        {member.siren: answer for member, answer in responses.answered()} for responses in (earlier, later)
    )
    now, then = ({member.siren for member in responses.members} for responses in (later, earlier))
    every = [*later.members, *(member for member in earlier.members if member.siren not in now)]
    return tuple(
        MemberChange(
            member=member,
            before=before.get(member.siren),
            after=after.get(member.siren),
            was_asked=member.siren in then and member.siren not in earlier.unasked,
            is_asked=member.siren in now and member.siren not in later.unasked,
        )
        for member in every
    )
