"""The action that records a documented campaign: answers taken from a publication, not collected."""

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from autan.evidence.figures.core.stated_facts import FactKind
from autan.evidence.figures.queries.facts import all_facts, facts_by_id
from autan.ground.descriptions.core.documents import fill_columns
from autan.ground.errors import Fault, ImportFileError
from autan.ground.tables.core.documents import ParsedDocument
from autan.ground.tables.importers.yaml_document import read_document
from autan.ground.wordings import Sentence
from autan.people.accounts.models import Person
from autan.people.individuals.models import SYSTEM_NAME
from autan.survey.campaigns.actions.answer_revisions import serialized_write, write_revisions
from autan.survey.campaigns.core.answer_revisions import AnswerRevision, content_of, next_revisions
from autan.survey.campaigns.core.campaigns import campaign_object
from autan.survey.campaigns.core.documented.published import (
    CampaignSheet,
    DocumentedAnswers,
    DocumentedRespondent,
    PublishedContent,
)
from autan.survey.campaigns.core.documented.reading_answers import build_documented_answers
from autan.survey.campaigns.core.documented.reading_published import build_published_content, build_respondents
from autan.survey.campaigns.models import Campaign, CampaignRespondent, PublishedFinding, PublishedNumber, columns_of
from autan.survey.campaigns.queries.answers import answers_by_member
from autan.survey.questionnaires.actions.drafts import record_questionnaire
from autan.survey.questionnaires.core.answers.answer import RecordedAnswer
from autan.survey.questionnaires.core.kinds import AnswerState
from autan.survey.questionnaires.models import QuestionnaireVersion
from autan.survey.questionnaires.queries import parse_questionnaire
from autan.territories.networks.models import Network
from autan.territories.networks.queries.networks import get_network, network_members

QUESTIONNAIRE_FILE = "questionnaire.fr-en.yaml"
ANSWERS_FILE = "answers.yaml"
PUBLISHED_FILE = "published.yaml"
RESPONDENTS_FILE = "respondents.yaml"
_WITHDRAWN = Sentence("Retirée du fichier des réponses documentées.")


def load_documented_campaign(*, by: Person | None, folder: Path, questionnaire_file: Path | None = None) -> Campaign:
    """Record a documented campaign whole, or refuse it with every fault; the same files change nothing.

    An answer that changed is a new revision; one that the file no longer holds becomes « not documented ». The folder
    may lack its questionnaire, if `questionnaire_file` is given, and `respondents.yaml`, where it is not known who was
    a member and who answered.

    Raises:
        ImportFileError: a file is at fault, cites a fact that is not held, or names a territory that is not asked.
        RuleError: the questionnaire changed without a new version.
    """
    with transaction.atomic():
        text = (questionnaire_file or folder / QUESTIONNAIRE_FILE).read_text(encoding="utf-8")
        version = record_questionnaire(by=by, text=text, file=QUESTIONNAIRE_FILE)
        questionnaire = parse_questionnaire(version.document, version.slug)
        documented = build_documented_answers(_read(folder, ANSWERS_FILE), ANSWERS_FILE, questionnaire)
        content = build_published_content(_read(folder, PUBLISHED_FILE), PUBLISHED_FILE, questionnaire)
        sirens = {member.siren for member in network_members(documented.sheet.network, on=documented.sheet.opened)}
        _check_references(documented, content, sirens)
        respondents = _read_respondents(folder, sirens)
        network = get_network(documented.sheet.network)
        with serialized_write(
            {answer.siren for answer in documented.answers},
            by=by,
            act="load_documented_campaign",
            permission="territories.coordinate_network",
            on=network,
        ) as act:
            campaign = _keep_campaign(documented.sheet, network, version)
            written = _to_write(by, campaign, documented.answers)
            write_revisions(campaign, written, now=timezone.now(), act=act)
            _keep_published(campaign, content)
            are_respondents_new = _keep_respondents(campaign, respondents)
            if written or are_respondents_new:
                count = f"{len(written)} réponses écrites{', répondants repris' if are_respondents_new else ''}"
                summary = f"Campagne documentée « {campaign.title_fr} » : {count}"
                act.record(campaign_object(campaign.slug), summary=summary, network=network.slug)
    return campaign


def _read(folder: Path, file: str) -> ParsedDocument:
    return read_document((folder / file).read_text(encoding="utf-8"), file)


def _read_respondents(folder: Path, sirens: Collection[str]) -> Sequence[DocumentedRespondent]:
    """Read who was a member and who answered, where the folder has the file."""
    if not (folder / RESPONDENTS_FILE).exists():
        return ()
    fact_ids = {fact.id for fact in all_facts()}
    return build_respondents(_read(folder, RESPONDENTS_FILE), RESPONDENTS_FILE, sirens=sirens, fact_ids=fact_ids)


def _check_references(documented: DocumentedAnswers, content: PublishedContent, sirens: Collection[str]) -> None:
    """Refuse a territory that is not asked, a fact that the register lacks, and an answer that is not of a survey."""
    strangers = sorted({answer.siren for answer in documented.answers}.difference(sirens))
    faults = [Fault(column="siren", value=siren, expected="un membre du réseau interrogé") for siren in strangers]
    faults += _unfit_facts((fact for answer in documented.answers for fact in answer.facts), answers=True)
    if faults:
        raise ImportFileError(ANSWERS_FILE, faults)
    cited = [fact for result in content.results for fact in result.facts]
    cited += [fact for facts in content.findings.values() for fact in facts]
    if unfit := _unfit_facts(cited):
        raise ImportFileError(PUBLISHED_FILE, unfit)


def _unfit_facts(cited: Iterable[str], *, answers: bool = False) -> list[Fault]:
    """Facts that are missing; for answers, also those that a study learnt otherwise than by its survey."""
    refs = sorted(set(cited))
    facts = facts_by_id(refs)
    faults = [Fault(column="facts", value=key, expected="un fait du registre") for key in refs if key not in facts]
    if answers:
        elsewhere = [key for key, fact in facts.items() if fact.kind not in {"", FactKind.SURVEY}]
        expected = "un fait dit de l’enquête : ce qui est dit ailleurs n’est pas une réponse"
        faults += [Fault(column="facts", value=key, expected=expected) for key in elsewhere]
    return faults


def _keep_campaign(sheet: CampaignSheet, network: Network, version: QuestionnaireVersion) -> Campaign:
    campaign, _ = Campaign.objects.update_or_create(
        slug=sheet.slug,
        defaults={
            "network": network,
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


def _to_write(by: Person | None, campaign: Campaign, documented: Sequence[RecordedAnswer]) -> list[AnswerRevision]:
    """The answers that changed, and « not documented » in place of those that the file no longer holds."""
    current, refs = answers_by_member(campaign), {answer.ref for answer in documented}
    withdrawn = (
        RecordedAnswer(
            campaign=answer.campaign,
            siren=answer.siren,
            question=answer.question,
            state=AnswerState.NOT_DOCUMENTED,
            note=_WITHDRAWN,
        )
        for own in current.values()
        for answer in own.values()
        if answer.ref not in refs and answer.state is not AnswerState.NOT_DOCUMENTED
    )
    signed = (
        AnswerRevision(
            campaign=answer.campaign,
            siren=answer.siren,
            question=answer.question,
            **content_of(answer),
            by_name=by.name if by else SYSTEM_NAME,
            at=timezone.now(),
        )
        for answer in (*documented, *withdrawn)
    )
    return next_revisions(signed, current)


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


def _keep_respondents(campaign: Campaign, respondents: Sequence[DocumentedRespondent]) -> bool:
    """Replace what was told of members and respondents by what the file holds; say whether it is something else."""
    if [line.as_core() for line in campaign.documented_respondents.all()] == list(respondents):
        return False
    campaign.documented_respondents.all().delete()
    rows = [
        CampaignRespondent(campaign=campaign, territory_id=one.siren, rank=at) for at, one in enumerate(respondents)
    ]
    for row, respondent in zip(rows, respondents, strict=True):
        fill_columns(row, respondent)
    CampaignRespondent.objects.bulk_create(rows)
    return True
