"""The writer of answers that were collected elsewhere and come in files, many at once."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time

from django.db import transaction
from django.utils import timezone

from autan.accounts.models import Person
from autan.errors import Fault, ImportFileError, RuleError
from autan.evidence.core.texts import Text
from autan.journal.actions import record_entry
from autan.questionnaires.queries.versions import parse_questionnaire
from autan.surveys.actions.validating import withdraw_validations
from autan.surveys.core.documented.collected import CollectedAnswer, CollectedSheet
from autan.surveys.importers.collected_yaml import read_collected_sheets
from autan.surveys.models import Answer, Campaign
from autan.territories.models import Territory
from autan.territories.queries.networks import network_members

_HOUR = time(10, 0)  # a file gives days; answers of one day are put at one hour of it
_NO_TEXT = Text("", "")


@transaction.atomic
def load_collected_answers(*, by: Person | None, campaign: Campaign, texts: Mapping[str, str]) -> int:
    """Take in the answers of many territories, or refuse them all with every fault; the same files change nothing.

    What somebody answered in the product since then is never replaced. Three queries, whatever the number of answers.

    Args:
        by: who acts; None for the product itself.
        campaign: the campaign; it may be closed: the answers are of the days that the files give.
        texts: content of each file in YAML, one file a territory, by the name of the file.

    Returns:
        How many answers were written.

    Raises:
        ImportFileError: a file is at fault, is about another campaign or a territory that is not asked, gives a day
            outside the campaign, or two files are about one territory; nothing is written.
        RuleError: `by` does not coordinate the network, or the campaign is documented from a publication.
    """
    if by is not None and not by.has_perm("surveys.run_campaign", campaign):
        raise RuleError("seule la coordination du réseau prend des réponses dans des fichiers")
    if campaign.is_documented:
        raise RuleError("les réponses d’une campagne documentée viennent de sa publication")
    questionnaire = parse_questionnaire(campaign.questionnaire.document, campaign.questionnaire.slug)
    sheets = read_collected_sheets(texts, questionnaire)
    if faults := _find_strangers(sheets, campaign):
        raise ImportFileError(", ".join(dict.fromkeys(fault.sheet or "" for fault in faults)), faults)
    written = _write(by, campaign, [answer for sheet in sheets.values() for answer in sheet.answers])
    if written:
        record_entry(
            by=by,
            act="load_collected_answers",
            room="surveys",
            kind="campaign",
            object_id=campaign.slug,
            summary=f"Réponses prises dans {len(texts)} fichiers, « {campaign.title_fr} » : {written}",
        )
    return written


def _find_strangers(sheets: Mapping[str, CollectedSheet], campaign: Campaign) -> list[Fault]:
    """What is wrong between the files and the campaign."""
    asked = {member.siren for member in network_members(campaign.network_id, on=campaign.opened_on)}
    faults, seen = [], set[str]()
    for file, sheet in sheets.items():
        if sheet.campaign != campaign.slug:
            faults.append(Fault(sheet=file, column="campaign", value=sheet.campaign, expected=f"« {campaign.slug} »"))
        if sheet.siren not in asked:
            expected = "un membre du réseau interrogé"
            faults.append(Fault(sheet=file, column="territory", value=sheet.siren, expected=expected))
        elif sheet.siren in seen:
            expected = "un seul fichier par territoire"
            faults.append(Fault(sheet=file, column="territory", value=sheet.siren, expected=expected))
        seen.add(sheet.siren)
        faults += _find_wrong_days(file, sheet, campaign)
    return faults


def _find_wrong_days(file: str, sheet: CollectedSheet, campaign: Campaign) -> list[Fault]:
    return [
        Fault(sheet=file, column=f"answers.{given.answer.question}.on", value=given.on.isoformat(), expected=expected)
        for given in sheet.answers
        if (campaign.opened_on and given.on < campaign.opened_on)
        or (campaign.closed_on and given.on > campaign.closed_on)
        for expected in (f"un jour de la campagne, {campaign.opened_on} à {campaign.closed_on or '…'}",)
    ]


def _write(by: Person | None, campaign: Campaign, given: Sequence[CollectedAnswer]) -> int:
    """Write what is new, after what it replaces."""
    rows = Answer.objects.select_for_update().filter(campaign=campaign, is_current=True)
    standing = {(row.territory_id, row.question): row for row in rows}
    kept, replaced = [], []
    for one in given:
        current = standing.get((one.answer.siren, one.answer.question))
        if current is not None and (_was_typed(current, by) or current.as_core(campaign.slug) == one.answer):
            continue
        if current is not None:
            replaced.append(current)
        kept.append(_row(by, campaign, one, revision=current.revision + 1 if current else 1))
    _retire(campaign, replaced)
    Answer.objects.bulk_create(kept)
    return len(kept)


def _was_typed(row: Answer, by: Person | None) -> bool:
    """True for what a person, or the holder of a link, answered in the product itself."""
    is_of_another = row.by_id is not None and row.by_id != (by.pk if by else None)
    return is_of_another or row.invitation_id is not None or row.is_on_behalf


def _retire(campaign: Campaign, replaced: Sequence[Answer]) -> None:
    """Let the answers fall that others replace, and the validations of their sections with them."""
    Answer.objects.filter(pk__in=[row.pk for row in replaced]).update(is_current=False)
    questionnaire = parse_questionnaire(campaign.questionnaire.document, campaign.questionnaire.slug)
    sections: dict[str, set[str]] = {}
    for row in replaced:
        sections.setdefault(row.territory_id, set()).add(questionnaire.section_of(row.question).code)
    for territory in Territory.objects.filter(siren__in=sections):
        fallen = sorted(sections[territory.siren])
        withdraw_validations(campaign=campaign, territory=territory, sections=fallen, now=timezone.now())


def _row(by: Person | None, campaign: Campaign, given: CollectedAnswer, *, revision: int) -> Answer:
    answer, note = given.answer, given.answer.note or _NO_TEXT
    return Answer(
        campaign=campaign,
        territory_id=answer.siren,
        question=answer.question,
        revision=revision,
        state=answer.state,
        value=answer.value,
        note_fr=note.fr,
        note_en=note.en,
        source_document=answer.source_document,
        confidence=answer.confidence or "",
        by=by,
        by_name=given.by_name,
        at=timezone.make_aware(datetime.combine(given.on, _HOUR)),
    )
