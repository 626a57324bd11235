"""The writer of the right of reply: a territory comments on what will be published about it."""

from datetime import datetime

from django.db import transaction

from autan.errors import DomainError, RuleError
from autan.journal.actions import record_entry
from autan.questionnaires.core.answers.values import MAX_TEXT
from autan.surveys.actions.desk import sit_down
from autan.surveys.core.answers.authors import Author
from autan.surveys.models import Campaign, Reply


@transaction.atomic
def record_reply(
    *, author: Author, campaign: Campaign, siren: str, text: str, question: str = "", now: datetime | None = None
) -> Reply:
    """Keep a comment on what will be published of one question, or of all; it may come after the campaign has closed.

    The same comment sent twice is kept once.

    Raises:
        DomainError: there is no text, or too much of it.
        UnknownQuestionError: the questionnaire has no such question.
        RuleError: the author does not answer for the whole territory.
    """
    desk = sit_down(author=author, campaign=campaign, siren=siren, now=now)
    if not desk.is_lead:
        raise RuleError("seule la personne référente de la collectivité commente ce qui sera publié")
    if question:
        desk.questionnaire.question(question)
    words = text.replace("\0", "").strip()
    if not 0 < len(words) <= MAX_TEXT:
        message = f"un commentaire de 1 à {MAX_TEXT} signes est attendu"
        raise DomainError(message)
    same = Reply.objects.filter(**desk.place, question=question, text=words, by_name=author.name).first()
    if same is not None:
        return same
    kept = Reply.objects.create(
        **desk.place, question=question, text=words, at=desk.now, by=desk.person, by_name=author.name
    )
    record_entry(
        by=desk.person,
        by_name=author.name,
        act="record_reply",
        room="surveys",
        kind="answers",
        object_id=f"{campaign.slug}/{siren}",
        summary=f"{desk.territory.marked_name}\u00a0: commentaire sur ce qui sera publié",
    )
    return kept
