"""Reads the versions of questionnaires that are kept."""

from datetime import date
from functools import lru_cache

from django.db.models import Count

from autan.ground.errors import UnknownError
from autan.survey.questionnaires.core.questionnaire import Questionnaire
from autan.survey.questionnaires.importers.questionnaire_yaml import read_questionnaire
from autan.survey.questionnaires.models import QuestionnaireVersion


class UnknownVersionError(UnknownError):
    """No version of this questionnaire is kept under this day."""

    def __init__(self, slug: str, day: str) -> None:
        super().__init__("aucune version de «\u202f{slug}\u202f» du {day}", slug=slug, day=day)


def list_versions() -> list[QuestionnaireVersion]:
    """Return every version, newest first of each questionnaire; `asked` is how many campaigns ask it. One query."""
    return list(QuestionnaireVersion.objects.annotate(asked=Count("campaigns")))


def find_version(slug: str, day: str) -> QuestionnaireVersion:
    """Return a version by its day in ISO form. One query.

    Raises:
        UnknownVersionError: there is none, or this is no day.
    """
    try:
        found = QuestionnaireVersion.objects.filter(slug=slug, version=date.fromisoformat(day)).first()
    except ValueError:
        found = None
    if found is None:
        raise UnknownVersionError(slug, day)
    return found


@lru_cache(maxsize=16)
def parse_questionnaire(document: str, slug: str) -> Questionnaire:
    """Read a kept document, once for each version; it was checked when it was recorded."""
    return read_questionnaire(document, slug)
