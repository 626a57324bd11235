"""The right of reply: a territory comments on what will be published about it."""

from autan.errors import NotAllowedError
from autan.journal.actions import acting, record_remark
from autan.journal.models import Remark
from autan.surveys.core.objects import answers_object
from autan.surveys.queries.answering_access import AnsweringAccess


def comment_on_answers(*, access: AnsweringAccess, text: str, question: str = "") -> Remark:
    """Keep a comment on what will be published of one question, or of all; it may come after the campaign has closed.

    The same comment sent twice is kept once.

    Raises:
        NotAllowedError: the author does not answer for the whole territory.
        UnknownQuestionError: the questionnaire has no such question.
        DomainError: there is no text, or too much of it.
    """
    if not access.is_lead:
        raise NotAllowedError("seule la personne référente de la collectivité commente ce qui sera publié")
    if question:
        access.questionnaire.question(question)
    with acting(by=access.person, by_name=access.author_name, act="comment_on_answers") as act:
        return record_remark(
            act,
            answers_object(access.campaign.slug, access.territory.siren),
            text=text,
            place=question,
            network=access.campaign.network_id,
        )
