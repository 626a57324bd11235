"""Questions that were asked before, which a new question may continue. The room that asks registers them at start."""

from collections.abc import Callable, Mapping

from autan.questionnaires.core.questionnaire import Questionnaire

type FindAsked = Callable[[], Mapping[str, Callable[[], Questionnaire]]]
"""Gives the reader of the questionnaire of each campaign held here, by slug, latest first."""

_finders: list[FindAsked] = []


def register_asked(find: FindAsked) -> None:
    """Say where the campaigns that asked questions are found."""
    _finders.append(find)


def asked_questionnaires() -> dict[str, Callable[[], Questionnaire]]:
    """Return the reader of the questionnaire of each campaign held here, by slug."""
    return {slug: read for find in _finders for slug, read in find().items()}
