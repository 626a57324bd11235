"""What an import of answers would change, and the documents attached to answers."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import QuerySet, Sum
from django.utils import timezone

from autan.evidence.figures.queries.facts import facts_by_id
from autan.evidence.imports.core import Preview
from autan.ground.errors import Fault, known
from autan.survey.campaigns.core.answer_revisions import AnswerRevision
from autan.survey.campaigns.core.exchange import AnswerRow, AskedCampaign, OnConflict, preview_answers
from autan.survey.campaigns.models import Attachment, Campaign
from autan.survey.campaigns.queries.answers import answers_by_member
from autan.survey.campaigns.queries.campaigns import CampaignView
from autan.survey.questionnaires.core.kinds.texts import JOINED


def digest_in(value: object) -> str:
    """Return the digest of the file that an answer names; empty when it names none."""
    return str(value.get(JOINED) or "") if isinstance(value, Mapping) else ""


def attachments_named(campaign: Campaign, places: Iterable[tuple[str, str, str]]) -> set[tuple[str, str, str]]:
    """Return those of the places (territory, question, digest) where such a file stands. One query, or none."""
    with_file = {place for place in places if place[2]}
    if not with_file:
        return set()
    rows = Attachment.objects.filter(campaign=campaign, sha256__in={digest for _siren, _code, digest in with_file})
    return with_file & set(rows.values_list("territory_id", "question", "sha256"))


def find_attachment(campaign: Campaign, siren: str, digest: str, questions: Collection[str]) -> Attachment:
    """Return a file joined to the answer to one of some questions. One query."""
    rows = Attachment.objects.filter(campaign=campaign, territory_id=siren, sha256=digest, question__in=questions)
    return known(rows.first(), "ce fichier n’est pas, ou plus, joint à une réponse")


def attachments_of(campaign: Campaign) -> QuerySet[Attachment]:
    """Return the files joined in a campaign, those of a territory together."""
    return Attachment.objects.filter(campaign=campaign).order_by("territory_id", "question", "id")


def total_size(place: Mapping[str, Any]) -> int:
    """Return how many bytes a territory has joined in a campaign. One query."""
    return Attachment.objects.filter(**place).aggregate(total=Sum("size"))["total"] or 0


def plan_answers(
    view: CampaignView,
    rows: Sequence[tuple[str, AnswerRow]],
    *,
    file: str,
    on_conflict: OnConflict = OnConflict.KEEP,
    skips_faults: bool = False,
) -> Preview[AnswerRevision]:
    """Say what an import would write, without writing. Two queries at most."""
    campaign = AskedCampaign(
        slug=view.record.slug,
        questionnaire=view.questionnaire,
        names={member.siren: member.name for member in view.respondents},
        answers=answers_by_member(view.record),
    )
    preview = preview_answers(
        rows, campaign, file=file, at=timezone.now(), on_conflict=on_conflict, skips_faults=skips_faults
    )
    every = sorted({fact for item in preview.items for fact in item.record.content.facts})
    missing = set(every) - facts_by_id(every).keys() if every else set()
    files = {_file_of(item.record.content) for item in preview.items}
    strange = {place for place in files - attachments_named(view.record, files) if place[2]}
    faults, right = [], []
    for item in preview.items:
        content, place = item.record.content, _file_of(item.record.content)
        wrong = [("facts", fact, "un fait du registre") for fact in content.facts if fact in missing]
        if place in strange:
            expected = "l’empreinte d’un fichier joint à cette réponse"
            wrong.append((f"{content.question}[{JOINED}]", place[2], expected))
        for column, value, expected in wrong:
            sheet, row = item.record.sheet or None, item.record.line
            faults.append(Fault(sheet=sheet, row=row, column=column, value=value, expected=expected))
        right += [] if wrong else [item]
    return replace(preview, items=tuple(right), faults=(*preview.faults, *faults))


def _file_of(revision: AnswerRevision) -> tuple[str, str, str]:
    """Territory, question and digest of the file that an answer names."""
    return revision.siren, revision.question, digest_in(revision.value)
