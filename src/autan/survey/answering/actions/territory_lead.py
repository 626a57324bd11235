"""The acts of the lead of a territory: a section, or the whole questionnaire, is validated; the right of reply."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from autan.ground.errors import NotAllowedError, RuleError
from autan.people.journal.actions import acting, record_remark
from autan.people.journal.models import Remark
from autan.survey.answering.core.review import ReviewPoint, review_answers
from autan.survey.answering.queries import current_validations
from autan.survey.campaigns.actions.answer_revisions import serialized_write
from autan.survey.campaigns.models import SectionValidation
from autan.survey.campaigns.queries.answering_access import AnsweringAccess
from autan.survey.campaigns.queries.answers import answers_of
from autan.survey.campaigns.queries.campaigns import UnknownSectionError
from autan.survey.questionnaires.core.kinds import CheckSeverity


class UnfinishedSectionError(RuleError):
    """Something forbids validation."""

    def __init__(self, points: Sequence[ReviewPoint]) -> None:
        self.points = tuple(points)
        questions = ", ".join(dict.fromkeys(point.question for point in points))
        super().__init__("la rubrique ne peut pas être validée\u202f; à revoir\u00a0: {questions}", questions=questions)


def validate_section(*, access: AnsweringAccess, section: str = "", now: datetime | None = None) -> SectionValidation:
    """Validate a section, or the whole questionnaire when none is named; doing it again writes nothing.

    Raises UnknownSectionError when there is no such section.
    """
    if not access.is_lead:
        raise NotAllowedError("seule la personne référente de la collectivité valide une rubrique")
    at, siren = now or timezone.now(), access.territory.siren
    refusal = access.campaign.opening.refusal(timezone.localdate(at))
    if refusal is not None:
        raise RuleError(refusal.fr)
    with serialized_write([siren], **access.actor, act="validate_section") as act:
        errors = [point for point in _review(access, section) if point.severity is CheckSeverity.ERROR]
        if errors:
            raise UnfinishedSectionError(errors)
        current = current_validations(access.campaign, siren).get(section)
        if current is not None:
            return current
        validation = SectionValidation.objects.create(**access.place, section=section, at=at, by_id=act.author_id)
        words = f"rubrique {section} validée" if section else "ensemble validé"
        summary = f"{access.territory.marked_name}\u00a0: {words}"
        act.record(access.ref, summary=summary, network=access.campaign.network_id)
    return validation


def _review(access: AnsweringAccess, section: str) -> list[ReviewPoint]:
    """Return the points to review in a section, or in all. One query."""
    codes = {code for code, (part, _question) in access.questions.items() if section in {"", part.code}}
    if not codes:
        raise UnknownSectionError(section)
    answers = answers_of(access.campaign, access.territory.siren)
    return [point for point in review_answers(access.questionnaire, answers) if point.question in codes]


def comment_on_answers(*, access: AnsweringAccess, text: str, question: str = "") -> Remark:
    """Keep a comment on what will be published of one question, or of all; it may come after the campaign has closed.

    The same comment sent twice is kept once.

    Raises DomainError: there is no text, or too much of it.
    """
    if not access.is_lead:
        raise NotAllowedError("seule la personne référente de la collectivité commente ce qui sera publié")
    if question:
        access.questionnaire.question(question)
    with acting(**access.actor, act="comment_on_answers") as act:
        return record_remark(act, access.ref, text=text, place=question, network=access.campaign.network_id)
