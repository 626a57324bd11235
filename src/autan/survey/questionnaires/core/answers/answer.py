"""Answers as they are recorded, and those of several members to one question."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain

from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Text
from autan.survey.questionnaires.core.answers.values import AnswerValue
from autan.survey.questionnaires.core.kinds import AnswerConfidence, AnswerState
from autan.survey.questionnaires.core.questionnaire import Question

MANY = 60  # beyond so many members, points are summed up and evidence is cited as one set


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedAnswer:
    """The answer of one territory to one question, as it stands.

    Invariant: `value` is set exactly when the state is `ANSWERED`.

    Attributes:
        value: its value, in the form that `values` gives for the kind.
        is_partial: True when the value says some of the answer and not necessarily all of it: a choice that is
            not ticked is then unknown, not « no ».
        source_document: where the one who answers says it comes from; may be empty.
    """

    campaign: str
    siren: str
    question: str
    state: AnswerState
    value: AnswerValue = None
    is_partial: bool = False
    facts: tuple[str, ...] = ()
    note: Text | None = None
    source_document: str = ""
    confidence: AnswerConfidence | None = None

    @property
    def ref(self) -> EvidenceRef:
        """Address of this answer among the evidence."""
        return answer_ref(self.campaign, self.siren, self.question)


@dataclass(frozen=True, slots=True, kw_only=True)
class Respondent:
    """A territory that a campaign asks, with the name it is shown by."""

    siren: str
    name: str


@dataclass(frozen=True, kw_only=True)
class QuestionResponses:
    """What each member of a campaign, or of a group of them, is known to have answered to one question.

    Without slots: what every figure asks again (who answered, who is concerned, the evidence) is found once and kept.

    Attributes:
        answers: by SIREN; a member without a row is not documented (or has not answered).
        is_documented: True when answers are documented from a publication: a missing row then says nothing.
        group: place of a group of members in the ids of figures (`by_kind.CA`); empty for all the members.
        asked: how many members the whole campaign asks; those at hand when it is None.
        basis: what puts the members in their group; empty for all the members.
        unasked: members that the question is not asked of, by its relevance rule, with the answers that say so. They
            are concerned by no figure, and have no answer here.
    """

    question: Question
    campaign: str
    period: Period
    members: tuple[Respondent, ...]
    answers: Mapping[str, RecordedAnswer]
    is_documented: bool
    group: str = ""
    asked: int | None = None
    basis: tuple[EvidenceRef, ...] = ()
    unasked: Mapping[str, tuple[EvidenceRef, ...]] = field(default_factory=dict)

    def state_of(self, siren: str) -> AnswerState:
        """State of a member's answer; no row is `NOT_DOCUMENTED`."""
        answer = self.answers.get(siren)
        return answer.state if answer else AnswerState.NOT_DOCUMENTED

    def answered(self) -> Iterator[tuple[Respondent, RecordedAnswer]]:
        """Give the members whose answer has a value, with it, in order."""
        return zip(*self._answered_pairs, strict=True)

    @property
    def given(self) -> tuple[RecordedAnswer, ...]:
        """The answers that have a value, in the order of the members."""
        return self._answered_pairs[1]

    @property
    def answered_count(self) -> int:
        """Number of members that answered with a value."""
        return len(self._answered_pairs[1])

    def leaves_out(self, siren: str) -> bool:
        """Say whether the question does not apply to a member: it says so, or the question is not asked of it."""
        return siren in self.unasked or self.state_of(siren) is AnswerState.NOT_APPLICABLE

    def of_group(
        self, members: tuple[Respondent, ...], *, group: str, basis: tuple[EvidenceRef, ...] = ()
    ) -> "QuestionResponses":
        """Return what a group of members answered; its figures have addresses of their own."""
        return replace(self, members=members, group=group, asked=self.size, basis=basis)

    @property
    def size(self) -> int:
        """Number of members that the whole campaign asks."""
        return len(self.members) if self.asked is None else self.asked

    @property
    def is_large(self) -> bool:
        """True when there are too many members to show and to cite them one by one."""
        return self.size > MANY

    @cached_property
    def sirens(self) -> tuple[str, ...]:
        """SIREN codes of the members concerned, in order."""
        return tuple(member.siren for member in self.concerned)

    @cached_property
    def about(self) -> tuple[str, ...]:
        """SIREN codes that a figure is about: the members concerned, or all of them where it concerns none."""
        return self.sirens or tuple(member.siren for member in self.members)

    @cached_property
    def evidence(self) -> tuple[EvidenceRef, ...]:
        """The answers that have a value, each with the facts it was documented from, then the basis of the group.

        The answers by which the question is not asked of a member come last: they make the number of members concerned.

        In a large campaign, one reference to the whole set of answers to the question stands for them all.
        """
        if self.is_large and self.given:
            refs = [answers_ref(self.campaign, self.given[0].question)]
        else:
            facts = (
                (answer.ref, *(EvidenceRef(kind="fact", key=key) for key in answer.facts)) for answer in self.given
            )
            refs = list(chain.from_iterable(facts))
        return tuple(dict.fromkeys((*refs, *self.basis, *self._evidence_of_unasked())))

    def _evidence_of_unasked(self) -> Iterator[EvidenceRef]:
        for member in self.members if self.unasked else ():
            yield from self.unasked.get(member.siren, ())

    @cached_property
    def _answered_pairs(self) -> tuple[tuple[Respondent, ...], tuple[RecordedAnswer, ...]]:
        members, answers = [], []
        for member in self.members:
            answer = self.answers.get(member.siren)
            if answer is not None and answer.state is AnswerState.ANSWERED:
                members.append(member)
                answers.append(answer)
        return tuple(members), tuple(answers)

    @cached_property
    def concerned(self) -> tuple[Respondent, ...]:
        """Members that the question applies to."""
        others = {siren for siren, answer in self.answers.items() if answer.state is AnswerState.NOT_APPLICABLE}
        others |= self.unasked.keys()
        return tuple(member for member in self.members if member.siren not in others) if others else self.members


def answer_ref(campaign: str, siren: str, question: str) -> EvidenceRef:
    """Address of one answer among the evidence."""
    return EvidenceRef(kind="answer", key=f"{campaign}/{siren}/{question}")


def answers_ref(campaign: str, question: str) -> EvidenceRef:
    """Address of all the answers to one question, taken together, among the evidence."""
    return EvidenceRef(kind="answers", key=f"{campaign}/{question}")


def campaign_ref(campaign: str) -> EvidenceRef:
    """Address of a campaign, with what it asks and whom, among the evidence."""
    return EvidenceRef(kind="campaign", key=campaign)
