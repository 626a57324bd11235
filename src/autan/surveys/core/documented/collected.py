"""What a file of collected answers holds: the answers of one territory, each with who gave it and when."""

from dataclasses import dataclass
from datetime import date

from autan.questionnaires.core.answers.answer import RecordedAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectedAnswer:
    """One answer that somebody gave.

    Attributes:
        answer: what was answered.
        by_name: who answered, as shown to readers.
        on: day of the answer.
    """

    answer: RecordedAnswer
    by_name: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectedSheet:
    """The answers of one territory in one campaign.

    Invariant: one answer a question.

    Attributes:
        campaign: slug of the campaign.
        siren: territory that answers.
        answers: in the order of the file; a question that is left out has not been answered.
    """

    campaign: str
    siren: str
    answers: tuple[CollectedAnswer, ...]
