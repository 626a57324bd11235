"""Answers of a campaign that somebody may take away, and the territories that the respondents of a file answer for."""

from collections.abc import Collection, Mapping
from typing import Any

from django.contrib.auth.models import AnonymousUser

from autan.evidence.figures.queries.registry import Reader
from autan.ground.tables.core.findings import Findings
from autan.people.accounts.models import Person
from autan.people.prepared_files.core import TellProgress
from autan.survey.campaigns.core.campaigns import digest_token
from autan.survey.campaigns.core.exchange import AnswerRow, AnswerSheet, SheetAnswer
from autan.survey.campaigns.models import Answer, Invitation
from autan.survey.campaigns.queries.answers import answers_open_to
from autan.survey.campaigns.queries.campaigns import CampaignView
from autan.survey.formats.core.answer_files.matching import MatchedRows, match_rows
from autan.survey.formats.core.answer_files.tables import AnswerExport
from autan.survey.questionnaires.core.kinds import AnswerState
from autan.territories.networks.models import Territory
from autan.territories.networks.queries.networks import network_members
from autan.territories.networks.rights import current_mandates

_READ = (
    "territory_id", "question", "state", "value", "is_partial", "note_fr", "note_en", "by__name", "at",
    "source_document", "confidence", "is_on_behalf", "facts", "revision",
)  # fmt: skip
_TOGETHER = 2_000  # answers read from the database at a time


def exportable_sirens(person: Person | AnonymousUser, view: CampaignView) -> tuple[str, ...]:
    """Return the territories whose answers a person may take away, in the order of the campaign.

    Those of a campaign whose results are public are everybody's; others are the coordination's, and each territory
    has its own. Two queries at most and one a territory.
    """
    if view.record.has_public_results:
        return view.sirens
    if not isinstance(person, Person):
        return ()
    if person.has_perm("surveys.run_campaign", view.record):
        return view.sirens
    own = Territory.objects.filter(siren__in=view.sirens, mandates__in=current_mandates(person)).distinct()
    allowed = {territory.siren for territory in own if person.has_perm("territories.act_for_territory", territory)}
    return tuple(siren for siren in view.sirens if siren in allowed)


def may_read_authors(person: Person | AnonymousUser, view: CampaignView, sirens: Collection[str]) -> bool:
    """True when a person may know who answered: the coordination, or those of the only territory taken away."""
    if not isinstance(person, Person):
        return False
    if person.has_perm("surveys.run_campaign", view.record):
        return True
    territories = Territory.objects.filter(siren__in=sirens)
    answers = (Answer(campaign=view.record, territory=territory) for territory in territories)
    return all(person.has_perm("surveys.read_authors", answer) for answer in answers)


def gather_export(
    view: CampaignView,
    *,
    reader: Reader,
    sirens: Collection[str] | None = None,
    has_authors: bool,
    tell: TellProgress | None = None,
) -> AnswerExport:
    """Return the answers that a reader may read, one row a territory, those who answered nothing included. One query.

    Those who answered are named when it `has_authors`; names of people do not go into a file for everybody. `tell` is
    told how many answers are read, of how many: one query more.
    """
    query = answers_open_to(reader, [view.record]).order_by("territory_id", "question").values_list(*_READ, named=True)
    answers: dict[str, list[SheetAnswer]] = {}
    total = query.count() if tell else 0
    for rank, answer in enumerate(query.iterator(chunk_size=_TOGETHER)):
        if tell and rank % _TOGETHER == 0:
            tell(rank, total)
        answers.setdefault(answer.territory_id, []).append(_as_sheet_answer(answer, has_authors=has_authors))
    if tell:
        tell(total, total)
    ranks = {question.code: rank for rank, question in enumerate(view.questionnaire.questions)}
    rows = tuple(
        AnswerRow(
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


def _as_sheet_answer(answer: Any, *, has_authors: bool) -> SheetAnswer:
    """One line of `_READ`."""
    return SheetAnswer(
        question=answer.question,
        state=AnswerState(answer.state),
        value=answer.value,
        is_partial=answer.is_partial,
        note=answer.note_fr,
        note_en=answer.note_en,
        author=(answer.by__name or "") if has_authors else "",
        recorded_at=answer.at.isoformat(timespec="seconds"),
        source=answer.source_document,
        confidence=answer.confidence,
        is_on_behalf=answer.is_on_behalf,
        facts=tuple(answer.facts),
        revision=answer.revision,
    )


def match_sheet(
    view: CampaignView,
    sheet: AnswerSheet,
    *,
    column: str = "",
    mapping: Mapping[str, str] | None = None,
    findings: Findings,
) -> MatchedRows:
    """Find the territory of each respondent of a file; our own personal links are known by their codes. Two queries.

    `column` is what tells the territory, as `match_rows` takes it, and `mapping` the SIREN of each of its values.
    """
    members = network_members(view.record.network_id, on=view.record.opened_on)
    names = {member.siren: (member.name, member.short_name) for member in members}
    digests = {digest_token(row.token): row.token for row in sheet.rows if row.token}
    links = Invitation.objects.filter(campaign=view.record, token_sha256__in=digests)
    tokens = {digests[digest]: siren for digest, siren in links.values_list("token_sha256", "territory__siren")}
    return match_rows(sheet, names, column=column, mapping={**tokens, **(mapping or {})}, findings=findings)
