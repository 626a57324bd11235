"""What is an answer, once recorded?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from autan.evidence.core.periods import Period
from autan.evidence.core.sources import EvidenceRef
from autan.evidence.core.texts import Text
from autan.surveys.core.kinds import AnswerConfidence, AnswerState
from autan.surveys.core.values import AnswerValue


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedAnswer:
    """The answer of one territory to one question, as it stands.

    Invariant: `value` is set exactly when the state is `ANSWERED`.

    Attributes:
        campaign: slug of the campaign.
        siren: territory that answers.
        question: code of the question.
        state: what is known of the answer.
        value: its value, in the form that `values` gives for the kind.
        is_partial: True when the value says some of the answer and not necessarily all of it: a choice that is
            not ticked is then unknown, not « no ».
        facts: identifiers of the facts that it was documented from.
        note: what a reader must know, or None.
        source_document: where the one who answers says it comes from; may be empty.
        confidence: how sure the one who answers is, or None when it is not said.
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
        return EvidenceRef(kind="answer", key=f"{self.campaign}/{self.siren}/{self.question}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Respondent:
    """A territory that a campaign asks, with the name it is shown by."""

    siren: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """One question put to all the members of a campaign, and what each is known to have answered.

    Attributes:
        campaign: slug of the campaign.
        period: time that the answers are about.
        members: every territory asked, in the order shown.
        answers: by SIREN; a member without a row is not documented (or has not answered).
        is_documented: True when answers are documented from a publication: a missing row then says nothing.
    """

    campaign: str
    period: Period
    members: tuple[Respondent, ...]
    answers: Mapping[str, RecordedAnswer]
    is_documented: bool

    def state_of(self, siren: str) -> AnswerState:
        """State of a member's answer; no row is `NOT_DOCUMENTED`."""
        answer = self.answers.get(siren)
        return answer.state if answer else AnswerState.NOT_DOCUMENTED

    def answered(self) -> Iterator[tuple[Respondent, RecordedAnswer]]:
        """Give the members whose answer has a value, with it, in order."""
        for member in self.members:
            answer = self.answers.get(member.siren)
            if answer is not None and answer.state is AnswerState.ANSWERED:
                yield member, answer

    def concerned(self) -> tuple[Respondent, ...]:
        """Members that the question applies to: all but those for which it is not applicable."""
        return tuple(m for m in self.members if self.state_of(m.siren) is not AnswerState.NOT_APPLICABLE)

    @property
    def evidence(self) -> tuple[EvidenceRef, ...]:
        """The answers that have a value, each followed by the facts it was documented from."""
        refs: dict[EvidenceRef, None] = {}
        for _, answer in self.answered():
            refs[answer.ref] = None
            refs.update(dict.fromkeys(EvidenceRef(kind="fact", key=key) for key in answer.facts))
        return tuple(refs)
