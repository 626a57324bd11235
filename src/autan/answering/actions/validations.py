"""The actions on validations: the lead of a territory says that a section, or the whole questionnaire, is final."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from autan.answering.core.review import ReviewPoint, review_answers
from autan.answering.queries.collection import standing_validations
from autan.errors import NotAllowedError, RuleError
from autan.questionnaires.core.kinds import CheckSeverity
from autan.surveys.actions.write_lock import serialized_write
from autan.surveys.core.objects import answers_object
from autan.surveys.models import SectionValidation
from autan.surveys.queries.answering_access import AnsweringAccess
from autan.surveys.queries.answers import answers_of
from autan.surveys.queries.campaigns import UnknownSectionError


class UnfinishedSectionError(RuleError):
    """Something forbids validation.

    Attributes:
        points: what is to be looked at first.
    """

    def __init__(self, points: Sequence[ReviewPoint]) -> None:
        self.points = tuple(points)
        questions = ", ".join(dict.fromkeys(point.question for point in points))
        super().__init__(f"la rubrique ne peut pas être validée\u202f; à revoir\u00a0: {questions}")


def validate_section(*, access: AnsweringAccess, section: str = "", now: datetime | None = None) -> SectionValidation:
    """Validate a section, or the whole questionnaire when none is named; doing it again writes nothing.

    Args:
        access: the lead of the territory.
        section: code of the section; empty for the whole.
        now: time of the act; the present unless given.

    Raises:
        UnknownSectionError: there is no such section.
        NotAllowedError: the author does not lead the territory.
        UnfinishedSectionError: a required answer is missing, or a check that weighs as an error fails.
        RuleError: the campaign takes no answer.
    """
    if not access.is_lead:
        raise NotAllowedError("seule la personne référente de la collectivité valide une rubrique")
    at, siren = now or timezone.now(), access.territory.siren
    refusal = access.campaign.opening.refusal(timezone.localdate(at))
    if refusal is not None:
        raise RuleError(refusal.fr)
    with serialized_write([siren], by=access.person, by_name=access.author_name, act="validate_section") as act:
        errors = [point for point in _review(access, section) if point.severity is CheckSeverity.ERROR]
        if errors:
            raise UnfinishedSectionError(errors)
        standing = standing_validations(access.campaign, siren).get(section)
        if standing is not None:
            return standing
        kept = SectionValidation.objects.create(
            **access.place, section=section, at=at, by=access.person, by_name=access.author_name
        )
        words = f"rubrique {section} validée" if section else "ensemble validé"
        act.record(
            answers_object(access.campaign.slug, siren),
            summary=f"{access.territory.marked_name}\u00a0: {words}",
            network=access.campaign.network_id,
        )
    return kept


def _review(access: AnsweringAccess, section: str) -> list[ReviewPoint]:
    """What is to be looked at again in a section, or in all. One query."""
    codes = {code for code, (part, _question) in access.questions.items() if section in {"", part.code}}
    if not codes:
        raise UnknownSectionError(section)
    answers = answers_of(access.campaign, access.territory.siren)
    return [point for point in review_answers(access.questionnaire, answers) if point.question in codes]
