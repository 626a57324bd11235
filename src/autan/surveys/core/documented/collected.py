"""A file of collected answers, as a value: the answers of one territory, each with who gave it and when."""

from dataclasses import dataclass

from autan.surveys.core.answers.revisions import AnswerRevision


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
    answers: tuple[AnswerRevision, ...]
