"""One revision of an answer, as it is stored: what a territory answered, who wrote it and when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from autan.survey.questionnaires.core.answers.answer import RecordedAnswer
from autan.survey.questionnaires.core.kinds import UNSETTLED

_CONTENT = ("state", "value", "is_partial", "facts", "note", "source_document", "confidence")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRevision(RecordedAnswer):
    """One revision of an answer, with its author.

    Attributes:
        revision: number of the revision, from 1; a revision above 1 replaces the one before it.
        is_on_behalf: True when a coordinator wrote down what the territory said.
        change: identifier that a device gave to what was typed, so that it is recorded once; empty from elsewhere.
    """

    revision: int = 1
    by_name: str = ""
    at: datetime
    is_on_behalf: bool = False
    change: str = ""

    @property
    def is_given(self) -> bool:
        """True when it holds a value or a state in its place; False for an answer that was taken back."""
        return self.state not in UNSETTLED


def content_of(answer: RecordedAnswer) -> dict[str, Any]:
    """Return what an answer says, by field: all but where it belongs, its author and its time."""
    return {field: getattr(answer, field) for field in _CONTENT}


def is_already_held(existing: RecordedAnswer | None, fields: Mapping[str, Any]) -> bool:
    """Say whether an answer that stands already holds all that is told; writing it again would change nothing."""
    return existing is not None and all(getattr(existing, field) == value for field, value in fields.items())


def next_revisions(
    answer_revisions: Iterable[AnswerRevision], existing: Mapping[str, Mapping[str, AnswerRevision]]
) -> list[AnswerRevision]:
    """Return what is new or changed of some answers, each as the revision after the one that stands."""
    revisions = []
    for answer in answer_revisions:
        current = existing.get(answer.siren, {}).get(answer.question)
        if not is_already_held(current, content_of(answer)):
            revisions.append(replace(answer, revision=current.revision + 1 if current else 1))
    return revisions
