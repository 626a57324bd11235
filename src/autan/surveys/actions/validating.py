"""The writers of validations: the lead of a territory says that a section, or the whole, is final."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from autan.errors import RuleError
from autan.journal.actions import record_entry
from autan.questionnaires.core.kinds import Severity
from autan.surveys.actions.desk import Desk, find_refusal, sit_down
from autan.surveys.core.answers.authors import Author
from autan.surveys.core.answers.review import Remark, review_answers
from autan.surveys.models import Campaign, SectionValidation
from autan.surveys.queries.answering import standing_rows, standing_validations
from autan.territories.models import Territory


class UnfinishedSectionError(RuleError):
    """Something forbids validation.

    Attributes:
        remarks: what must be seen to first.
    """

    def __init__(self, remarks: Sequence[Remark]) -> None:
        self.remarks = tuple(remarks)
        questions = ", ".join(dict.fromkeys(remark.question for remark in remarks))
        super().__init__(f"la rubrique ne peut pas être validée\u202f; à revoir\u00a0: {questions}")


@transaction.atomic
def validate_section(
    *, author: Author, campaign: Campaign, siren: str, section: str = "", now: datetime | None = None
) -> SectionValidation:
    """Say that a section is final, or the whole when no section is named; saying it again writes nothing.

    Args:
        author: the lead of the territory.
        campaign: the campaign.
        siren: territory answered for.
        section: code of the section; empty for the whole.
        now: time of the act; the present unless given.

    Raises:
        UnfinishedSectionError: a required answer is missing, or a check that weighs as an error fails.
        RuleError: the author does not lead the territory, the campaign is closed, or there is no such section.
    """
    desk = sit_down(author=author, campaign=campaign, siren=siren, now=now)
    _require_lead(desk)
    refusal = find_refusal(desk)
    if refusal is not None:
        raise RuleError(refusal.fr)
    errors = [remark for remark in review_section(desk, section) if remark.severity is Severity.ERROR]
    if errors:
        raise UnfinishedSectionError(errors)
    standing = standing_validations(campaign, siren).get(section)
    if standing is not None:
        return standing
    kept = SectionValidation.objects.create(
        **desk.place, section=section, at=desk.now, by=desk.person, by_name=author.name
    )
    words = f"rubrique {section} validée" if section else "ensemble validé"
    record_entry(
        by=desk.person,
        by_name=author.name,
        act="validate_section",
        room="surveys",
        kind="answers",
        object_id=f"{campaign.slug}/{siren}",
        summary=f"{desk.territory.marked_name}\u00a0: {words}",
    )
    return kept


def review_section(desk: Desk, section: str) -> tuple[Remark, ...]:
    """List what is to be looked at again in a section, or in all. One query.

    Raises:
        RuleError: there is no such section.
    """
    codes = {
        question.code
        for part in desk.questionnaire.sections
        if section in {"", part.code}
        for question in part.questions
    }
    if not codes:
        message = f"le questionnaire n’a pas de rubrique « {section} »"
        raise RuleError(message)
    rows = standing_rows(desk.campaign, desk.territory.siren)
    answers = {code: row.as_core(desk.campaign.slug) for code, row in rows.items()}
    return tuple(remark for remark in review_answers(desk.questionnaire, answers) if remark.question in codes)


def withdraw_validations(
    *, campaign: Campaign, territory: Territory, sections: Sequence[str], now: datetime
) -> tuple[str, ...]:
    """Note that some sections, and the whole, no longer say what was validated; return those that fell.

    Called inside the transaction of the action that changes an answer. One query, two when one falls.
    """
    held = SectionValidation.objects.filter(
        campaign=campaign, territory=territory, section__in=[*sections, ""], withdrawn_at__isnull=True
    )
    fallen = tuple(held.values_list("section", flat=True))
    if fallen:
        held.update(withdrawn_at=now)
    return fallen


def _require_lead(desk: Desk) -> None:
    if not desk.is_lead:
        raise RuleError("seule la personne référente de la collectivité valide une rubrique")
