"""The actions that record answers of files, all of one in one act, or of many at once, one a territory."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from autan.evidence.imports.core import Preview, Record
from autan.ground.errors import Fault, ImportFileError, RuleError
from autan.ground.wordings import Sentence
from autan.people.accounts.models import Person
from autan.people.individuals.models import SYSTEM_NAME
from autan.people.journal.actions import require_right
from autan.survey.campaigns.actions.answer_revisions import serialized_write, write_revisions
from autan.survey.campaigns.core.answer_revisions import AnswerRevision, next_revisions
from autan.survey.campaigns.core.campaigns import campaign_object
from autan.survey.campaigns.core.documented.published import CollectedSheet
from autan.survey.campaigns.importers import read_collected_sheets
from autan.survey.campaigns.models import Answer, Campaign
from autan.survey.campaigns.queries.answering_access import asked_sirens, authorize_answering
from autan.survey.campaigns.queries.answers import answers_by_member
from autan.survey.campaigns.queries.questionnaires import questionnaire_of

_LONGEST_SOURCE, _LONGEST_NAME = 300, 120


def import_answers(
    *, by: Person | None, campaign: Campaign, preview: Preview[AnswerRevision], now: datetime | None = None
) -> None:
    """Record the answers of a file that its preview says are new or changed, each with the file as its source.

    Called by `run_import`, which reads the file again inside the lock of the answers before it writes.

    Raises:
        RuleError: the campaign is documented from a publication, or is closed and `by` does not run it.
        AnswerConflictError: somebody answered since the preview was made.
    """
    at = now or timezone.now()
    revisions = [_as_written(item.record, preview.file, by, at) for item in preview.to_write]
    sirens = {revision.siren for revision in revisions}
    _require_right(by, campaign, sirens, at)
    with serialized_write(sirens, by=by, act="import_answers") as act:
        write_revisions(campaign, revisions, now=at, act=act)
        counts = {outcome.value: number for outcome, number in preview.counts.items()}
        words = f"{len(revisions)} réponses de {len(sirens)} collectivités"
        act.record(
            campaign_object(campaign.slug),
            summary=f"Réponses lues dans {preview.file} : {words}",
            network=campaign.network_id,
            details={"file": preview.file, **counts, "faults": len(preview.faults), "territories": sorted(sirens)},
        )


def _require_right(by: Person | None, campaign: Campaign, sirens: set[str], at: datetime) -> None:
    if campaign.is_documented:
        raise RuleError("une campagne documentée se remplit depuis sa publication, pas depuis un fichier de réponses")
    if by is None or by.has_perm("surveys.run_campaign", campaign):
        return
    if refusal := campaign.opening.refusal(timezone.localdate(at)):
        raise RuleError(refusal.fr)
    for siren in sirens:
        authorize_answering(campaign=campaign, siren=siren, person=by)


def _as_written(record: Record[AnswerRevision], file: str, by: Person | None, at: datetime) -> AnswerRevision:
    """The revision with its author, its time, and the file and line that it comes from where it names no document."""
    revision, line = record.content, f", ligne {record.line}" if record.line else ""
    return replace(
        revision,
        source_document=(revision.source_document or f"{file}{line}")[:_LONGEST_SOURCE],
        by_name=(revision.by_name or (by.name if by else SYSTEM_NAME))[:_LONGEST_NAME],
        at=at,
    )


def load_collected_answers(*, by: Person | None, campaign: Campaign, texts: Mapping[str, str]) -> int:
    """Record the answers of many territories, or refuse them all with every fault; the same files change nothing.

    What somebody answered in the product since then is never replaced.

    Raises ImportFileError: a file is at fault, is about another campaign or a territory that is not asked, gives a day
    outside the campaign, or two files are about one territory; nothing is written.
    """
    refusal = "seule la coordination du réseau prend des réponses dans des fichiers"
    require_right(by, "surveys.run_campaign", on=campaign, refusal=refusal)
    if campaign.is_documented:
        raise RuleError("les réponses d’une campagne documentée viennent de sa publication")
    sheets = read_collected_sheets(texts, questionnaire_of(campaign))
    if faults := _find_strangers(sheets, campaign):
        raise ImportFileError(", ".join(dict.fromkeys(fault.sheet or "" for fault in faults)), faults)
    sirens = [sheet.siren for sheet in sheets.values()]
    with serialized_write(sirens, by=by, act="load_collected_answers") as act:
        typed = _typed_by_others(by, campaign)
        answers = [answer for sheet in sheets.values() for answer in sheet.answers]
        untyped = [answer for answer in answers if (answer.siren, answer.question) not in typed]
        written = next_revisions(untyped, answers_by_member(campaign))
        write_revisions(campaign, written, now=timezone.now(), act=act)
        if written:
            act.record(
                campaign_object(campaign.slug),
                summary=f"Réponses prises dans {len(texts)} fichiers, « {campaign.title_fr} » : {len(written)}",
                network=campaign.network_id,
            )
    return len(written)


def _find_strangers(sheets: Mapping[str, CollectedSheet], campaign: Campaign) -> list[Fault]:
    """Return the faults between the files and the campaign."""
    sirens = set(asked_sirens(campaign))
    faults, seen = [], set[str]()
    for file, sheet in sheets.items():
        if sheet.campaign != campaign.slug:
            faults.append(
                Fault(
                    sheet=file,
                    column="campaign",
                    value=sheet.campaign,
                    expected=Sentence("« {slug} »", slug=campaign.slug),
                )
            )
        if sheet.siren not in sirens or sheet.siren in seen:
            expected = "un seul fichier par territoire" if sheet.siren in sirens else "un membre du réseau interrogé"
            faults.append(Fault(sheet=file, column="territory", value=sheet.siren, expected=expected))
        seen.add(sheet.siren)
        faults += _find_wrong_days(file, sheet, campaign)
    return faults


def _find_wrong_days(file: str, sheet: CollectedSheet, campaign: Campaign) -> list[Fault]:
    expected = Sentence(
        "un jour de la campagne, {opened_on} à {closed_on}",
        opened_on=campaign.opened_on,
        closed_on=campaign.closed_on or "…",
    )
    first, last = campaign.opened_on, campaign.closed_on
    days = [(answer.question, timezone.localdate(answer.at)) for answer in sheet.answers]
    return [
        Fault(sheet=file, column=f"answers.{question}.on", value=day.isoformat(), expected=expected)
        for question, day in days
        if (first and day < first) or (last and day > last)
    ]


def _typed_by_others(by: Person | None, campaign: Campaign) -> set[tuple[str, str]]:
    """Territory and question of what another account, or the holder of a link, answered in the product itself."""
    has_account = Q(by__person__isnull=False)
    by_another = has_account & ~Q(by=by) if by else has_account
    typed = by_another | Q(invitation__isnull=False) | Q(is_on_behalf=True)
    answers = Answer.objects.filter(typed, campaign=campaign, is_current=True)
    return {(str(siren), code) for siren, code in answers.order_by().values_list("territory_id", "question")}
