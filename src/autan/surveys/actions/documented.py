"""The writer of documented campaigns: answers taken from a publication, not collected."""

from collections.abc import Iterable
from pathlib import Path

from django.db import transaction

from autan.accounts.models import Person
from autan.errors import Fault, ImportFileError
from autan.evidence.core.texts import Text
from autan.evidence.queries.facts import facts_by_id
from autan.journal.actions import record_entry
from autan.questionnaires.actions.versions import record_questionnaire
from autan.questionnaires.core.answers.answer import RecordedAnswer
from autan.questionnaires.core.kinds import AnswerState
from autan.questionnaires.models import QuestionnaireVersion
from autan.questionnaires.queries.versions import parse_questionnaire
from autan.surveys.actions.answering import replace_answer
from autan.surveys.core.documented.documents import CampaignSheet, DocumentedAnswers, PublishedContent
from autan.surveys.importers.documented_yaml import read_documented_answers, read_published_content
from autan.surveys.models import Answer, Campaign, PublishedFinding, PublishedNumber, columns_of
from autan.territories.queries.networks import get_network, network_members

QUESTIONNAIRE_FILE = "questionnaire.fr-en.yaml"
ANSWERS_FILE = "answers.yaml"
PUBLISHED_FILE = "published.yaml"


@transaction.atomic
def load_documented_campaign(*, by: Person | None, folder: Path) -> Campaign:
    """Take in a documented campaign whole, or refuse it with every fault; the same files change nothing.

    An answer that changed is a new revision; one that the file no longer holds becomes « not documented ».

    Args:
        by: who acts; None for the product itself.
        folder: folder of `questionnaire.fr-en.yaml`, `answers.yaml` and `published.yaml`.

    Raises:
        ImportFileError: a file is at fault, cites a fact that is not held, or names a territory that is not asked.
        RuleError: `by` may not, or the questionnaire changed without a new version.
    """
    version = record_questionnaire(
        by=by, text=(folder / QUESTIONNAIRE_FILE).read_text(encoding="utf-8"), file=QUESTIONNAIRE_FILE
    )
    questionnaire = parse_questionnaire(version.document, version.slug)
    answers = (folder / ANSWERS_FILE).read_text(encoding="utf-8")
    documented = read_documented_answers(answers, ANSWERS_FILE, questionnaire)
    published = (folder / PUBLISHED_FILE).read_text(encoding="utf-8")
    content = read_published_content(published, PUBLISHED_FILE, questionnaire)
    _check_references(documented, content)
    campaign = _keep_campaign(documented.sheet, version)
    changed = _keep_answers(by, campaign, documented)
    _keep_published(campaign, content)
    if changed:
        summary = f"Campagne documentée « {campaign.title_fr} » : {changed} réponses écrites"
        record_entry(
            by=by,
            act="load_documented_campaign",
            room="surveys",
            kind="campaign",
            object_id=campaign.slug,
            summary=summary,
        )
    return campaign


def _check_references(documented: DocumentedAnswers, content: PublishedContent) -> None:
    """Refuse a territory that is not asked, and a fact that the register does not hold."""
    asked = {member.siren for member in network_members(documented.sheet.network, on=documented.sheet.opened)}
    strangers = sorted({answer.siren for answer in documented.answers} - asked)
    faults = [Fault(column="siren", value=siren, expected="un membre du réseau interrogé") for siren in strangers]
    cited = [fact for answer in documented.answers for fact in answer.facts]
    faults += _missing_facts(cited)
    if faults:
        raise ImportFileError(ANSWERS_FILE, faults)
    cited = [fact for result in content.results for fact in result.facts]
    cited += [fact for facts in content.findings.values() for fact in facts]
    if missing := _missing_facts(cited):
        raise ImportFileError(PUBLISHED_FILE, missing)


def _missing_facts(cited: Iterable[str]) -> list[Fault]:
    wanted = set(cited)
    missing = sorted(wanted - facts_by_id(sorted(wanted)).keys())
    return [Fault(column="facts", value=fact, expected="un fait du registre") for fact in missing]


def _keep_campaign(sheet: CampaignSheet, version: QuestionnaireVersion) -> Campaign:
    campaign, _ = Campaign.objects.update_or_create(
        slug=sheet.slug,
        defaults={
            "network": get_network(sheet.network),
            "questionnaire": version,
            "title_fr": sheet.title.fr,
            "title_en": sheet.title.en,
            "note_fr": sheet.note.fr,
            "note_en": sheet.note.en,
            "period": sheet.period,
            "opened_on": sheet.opened,
            "closed_on": sheet.closed,
            "is_documented": True,
        },
    )
    return campaign


def _keep_answers(by: Person | None, campaign: Campaign, documented: DocumentedAnswers) -> int:
    """Write the answers that changed; return how many."""
    standing = {
        (answer.territory_id, answer.question): answer
        for answer in Answer.objects.filter(campaign=campaign, is_current=True)
    }
    wanted = {(answer.siren, answer.question): answer for answer in documented.answers}
    for key, old in standing.items():
        if key not in wanted and old.state != AnswerState.NOT_DOCUMENTED:
            wanted[key] = _withdrawn(old, campaign.slug)
    changed = 0
    for key, answer in wanted.items():
        current = standing.get(key)
        if current is None or current.as_core(campaign.slug) != answer:
            replace_answer(by=by, campaign=campaign, answer=answer, current=current)
            changed += 1
    return changed


def _withdrawn(answer: Answer, campaign: str) -> RecordedAnswer:
    return RecordedAnswer(
        campaign=campaign,
        siren=answer.territory_id,
        question=answer.question,
        state=AnswerState.NOT_DOCUMENTED,
        note=Text("Retirée du fichier des réponses documentées.", "Withdrawn from the file of documented answers."),
    )


def _keep_published(campaign: Campaign, content: PublishedContent) -> None:
    """Replace what was published by what the file holds: it is a transcription, its history is the file's."""
    campaign.published_numbers.all().delete()
    PublishedNumber.objects.bulk_create(
        PublishedNumber(campaign=campaign, rank=rank, **columns_of(result))
        for rank, result in enumerate(content.results)
    )
    campaign.published_findings.all().delete()
    PublishedFinding.objects.bulk_create(
        PublishedFinding(campaign=campaign, question=question, rank=rank, fact=fact)
        for question, facts in content.findings.items()
        for rank, fact in enumerate(facts)
    )
