"""What is an answer, once recorded?"""

from collections.abc import Mapping
from dataclasses import dataclass

from autan.evidence.core.sources import EvidenceRef
from autan.surveys.core.kinds import AnswerState
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
        note: what a reader must know, or empty.
    """

    campaign: str
    siren: str
    question: str
    state: AnswerState
    value: AnswerValue = None
    is_partial: bool = False
    facts: tuple[str, ...] = ()
    note: str = ""

    @property
    def ref(self) -> EvidenceRef:
        """Address of this answer among the evidence."""
        return EvidenceRef(kind="answer", key=f"{self.campaign}/{self.siren}/{self.question}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A territory that is asked, with the name it is shown by."""

    siren: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """One question put to all the members of a campaign, and what each is known to have answered.

    Attributes:
        campaign: slug of the campaign.
        members: every territory asked, in the order shown.
        answers: by SIREN; a member without a row is not documented (or has not answered).
        is_documented: True when answers are documented from a publication: a missing row then says nothing.
    """

    campaign: str
    members: tuple[Member, ...]
    answers: Mapping[str, RecordedAnswer]
    is_documented: bool

    def state_of(self, siren: str) -> AnswerState:
        """State of a member's answer."""
        answer = self.answers.get(siren)
        return answer.state if answer else AnswerState.NOT_DOCUMENTED

    def value_of(self, siren: str) -> AnswerValue:
        """Value of a member's answer, or None."""
        answer = self.answers.get(siren)
        return answer.value if answer else None
