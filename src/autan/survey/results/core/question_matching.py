"""Matches the questions of two campaigns, and the answers of each territory asked both times."""

from dataclasses import dataclass
from enum import StrEnum

from autan.evidence.figures.core.figures import Figure, Method
from autan.evidence.figures.core.states import state_of_count
from autan.evidence.figures.core.units import get_unit
from autan.ground.texts.core.labelled import Labelled
from autan.ground.wordings import Sentence, Text
from autan.survey.campaigns.core.addresses import SurveyFigureAddress
from autan.survey.questionnaires.core.answers.answer import QuestionResponses, RecordedAnswer, Respondent, campaign_ref
from autan.survey.questionnaires.core.kinds.registry import kind_of
from autan.survey.questionnaires.core.questionnaire import Question, Questionnaire
from autan.survey.questionnaires.core.tabulation.results import AUTHORITIES, whole_label
from autan.survey.results.core.crossing import counts_choices


class Comparability(StrEnum):
    """What may be done with the answers to two matched questions."""

    MEASURED = "measured"  # numbers of one dimension: before, after, and who rose or fell
    CHOSEN = "chosen"  # choices of one list: who moved from which to which
    BESIDE = "beside"  # nothing but to read them side by side


class Difference(Labelled):
    """Why two matched questions are not quite the same."""

    WORDING = "wording", "Les mots de la question ont changé.", "The words of the question have changed."
    KIND = (
        "kind",
        "La forme de la question a changé\u00a0: les réponses sont montrées côte à côte.",
        "The kind of the question has changed: answers are shown side by side.",
    )
    UNIT = (
        "unit",
        "L’unité a changé\u00a0: les nombres sont montrés côte à côte, sans différence.",
        "The unit has changed: numbers are shown side by side, without a difference.",
    )
    CHOICES = (
        "choices",
        "La liste des choix a changé\u00a0: aucun passage de l’une à l’autre n’est compté.",
        "The list of choices has changed: no move from one to the other is counted.",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchedQuestion:
    """A question of a campaign and the one of an earlier campaign that it continues.

    `is_declared`: True when the later question names the earlier one; otherwise they bear the same code.
    """

    later: Question
    earlier: Question
    is_declared: bool

    @property
    def likeness(self) -> Comparability:
        """Degree to which their answers compare."""
        if self.differences & {Difference.KIND, Difference.UNIT, Difference.CHOICES}:
            return Comparability.BESIDE
        if kind_of(self.later).is_measured:
            return Comparability.MEASURED
        return Comparability.CHOSEN if counts_choices(self.later) else Comparability.BESIDE

    @property
    def differences(self) -> frozenset[Difference]:
        """Differences between them; empty when they are the same."""
        earlier, later, differences = self.earlier, self.later, set[Difference]()
        if earlier.text.fr != later.text.fr:
            differences.add(Difference.WORDING)
        if earlier.kind is not later.kind:
            differences.add(Difference.KIND)
        elif kind_of(later).is_measured and not kind_of(later).is_same_measure(earlier, later):
            differences.add(Difference.UNIT)
        elif counts_choices(later) and _codes(earlier) != _codes(later):
            differences.add(Difference.CHOICES)
        return frozenset(differences)


def _codes(question: Question) -> set[str]:
    return {choice.code for choice in question.offered}


def match_questions(
    later: Questionnaire, earlier: Questionnaire, *, earlier_campaign: str
) -> tuple[MatchedQuestion, ...]:
    """Match the questions of two campaigns of one network: the same code means the same question."""
    known = {question.code: question for question in earlier.questions if question.is_asked}
    matches = []
    for question in later.questions:
        continued = question.continues
        is_declared = continued is not None and continued.campaign == earlier_campaign and continued.question in known
        code = continued.question if continued is not None and is_declared else question.code
        if question.is_asked and code in known:
            matches.append(MatchedQuestion(later=question, earlier=known[code], is_declared=is_declared))
    return tuple(matches)


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
