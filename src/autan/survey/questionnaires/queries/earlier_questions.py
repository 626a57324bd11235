"""Questions that were asked before, which a new question may continue. The room that asks registers them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from autan.ground.registry import registered
from autan.survey.questionnaires.core.questionnaire import Questionnaire


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierQuestions:
    """Where the campaigns that asked questions are found.

    Attributes:
        find: gives the reader of the questionnaire of each campaign held here, by slug, latest first.
    """

    find: Callable[[], Mapping[str, Callable[[], Questionnaire]]]


def asked_questionnaires() -> dict[str, Callable[[], Questionnaire]]:
    """Return the reader of the questionnaire of each campaign held here, by slug."""
    return {slug: read for earlier in registered(EarlierQuestions) for slug, read in earlier.find().items()}
