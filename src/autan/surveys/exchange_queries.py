"""Which answers of a campaign may somebody take away, and what are they with their authors, days and sources?"""

from collections.abc import Collection

from django.contrib.auth.models import AnonymousUser

from autan.accounts.models import Person
from autan.surveys.core.answer_sheets import AnswerSheet, SheetAnswer, SheetRow
from autan.surveys.core.answer_tables import AnswerExport
from autan.surveys.core.kinds import AnswerState
from autan.surveys.models import Answer
from autan.surveys.queries import CampaignView
from autan.territories.models import Territory


def exportable_sirens(person: Person | AnonymousUser, view: CampaignView) -> tuple[str, ...]:
    """Return the territories whose answers a person may take away, in the order of the campaign.

    Answers documented from a publication are everybody's; collected ones are the coordination's, and each territory
    has its own. Two queries at most and one a territory.
    """
    if view.record.is_documented:
        return view.sirens
    if not isinstance(person, Person):
        return ()
    if person.has_perm("surveys.run_campaign", view.record):
        return view.sirens
    own = Territory.objects.filter(siren__in=view.sirens, mandates__person=person).distinct()
    allowed = {found.siren for found in own if person.has_perm("territories.act_for_territory", found)}
    return tuple(siren for siren in view.sirens if siren in allowed)


def gather_export(view: CampaignView, *, sirens: Collection[str] | None = None, has_authors: bool) -> AnswerExport:
    """Return the answers as they stand, one row a territory, those who answered nothing included. One query.

    Args:
        view: the campaign.
        sirens: territories wanted; all when None.
        has_authors: True to name those who answered; names of people do not go into a file for everybody.
    """
    found = Answer.objects.filter(campaign=view.record, is_current=True).select_related("by", "invitation")
    answers: dict[str, list[SheetAnswer]] = {}
    for answer in found.order_by("territory_id", "question"):
        answers.setdefault(answer.territory_id, []).append(_as_sheet_answer(answer, has_authors=has_authors))
    ranks = {question.code: rank for rank, question in enumerate(view.questionnaire.questions)}
    rows = tuple(
        SheetRow(
            key=member.siren,
            siren=member.siren,
            name=member.name,
            answers=tuple(sorted(answers.get(member.siren, ()), key=lambda a: ranks.get(a.question, len(ranks)))),
        )
        for member in view.respondents
        if sirens is None or member.siren in sirens
    )
    network = view.record.network
    sheet = AnswerSheet(file="", rows=rows, campaign=view.record.slug, is_invented=network.is_invented)
    return AnswerExport(sheet=sheet, questionnaire=view.questionnaire, title=view.record.title, network=network.name)


def _as_sheet_answer(answer: Answer, *, has_authors: bool) -> SheetAnswer:
    by_name = answer.by_name or (answer.by.name if answer.by else "")
    return SheetAnswer(
        question=answer.question,
        state=AnswerState(answer.state),
        value=answer.value,
        is_partial=answer.is_partial,
        note=answer.note_fr,
        note_en=answer.note_en,
        author=by_name if has_authors else "",
        recorded_at=answer.at.isoformat(timespec="seconds"),
        source=answer.source_document,
        confidence=answer.confidence,
        is_on_behalf=answer.is_on_behalf,
        facts=tuple(answer.facts),
        revision=answer.revision,
    )
