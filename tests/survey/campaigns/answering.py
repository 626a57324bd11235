"""What the tests of answers share: addresses, a link, a screen sent back, an answer recorded, who answers."""

from datetime import UTC, date, datetime, time
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.queries.registry import OPERATOR, UnknownFigureError, find_figure
from autan.people.accounts.models import Person
from autan.people.individuals.models import SYSTEM_NAME
from autan.survey.answering.actions.section_answers import save_section
from autan.survey.answering.core.save_decisions import SaveResult
from autan.survey.campaigns.actions.answer_revisions import serialized_write, write_revisions
from autan.survey.campaigns.actions.invitations import invite
from autan.survey.campaigns.core.answer_revisions import AnswerRevision
from autan.survey.campaigns.core.campaigns import InvitationRole
from autan.survey.campaigns.models import Campaign, Invitation
from autan.survey.campaigns.queries.answering_access import AnsweringAccess, authorize_answering
from autan.survey.campaigns.queries.answers import answers_of
from autan.survey.questionnaires.core.answers.fields import AnswerInput
from autan.survey.questionnaires.core.kinds import AnswerState

OWN, OTHER = "100000001", "100000002"
FAR = datetime(2100, 1, 1, tzinfo=UTC)
FIRST = {"section": "first"}
Page = dict[str, str | list[str]]


def token_of(campaign: Campaign, role: InvitationRole = InvitationRole.LEAD, sections: tuple[str, ...] = ()) -> str:
    return link_of(campaign, role, sections).token


def link_of(
    campaign: Campaign, role: InvitationRole = InvitationRole.LEAD, sections: tuple[str, ...] = ()
) -> Invitation:
    return invite(
        by=None, campaign=campaign, siren=OWN, name="Anne Référente", email="", expires_at=FAR, role=role,
        sections=sections,
    )  # fmt: skip


def link(token: str) -> str:
    return reverse("answering:link", kwargs={"token": token})


def address(name: str, campaign: str = "enquete", siren: str = OWN, **kwargs: object) -> str:
    return reverse(f"answering:{name}", kwargs={"slug": campaign, "siren": siren, **kwargs})


def post(client: Client, data: Page, name: str = "respond_section", **kwargs: str) -> tuple[int, str]:
    response = client.post(address(name, **FIRST) + kwargs.pop("query", ""), data)
    return response.status_code, response.content.decode()


def figure_at(address: str) -> Figure | None:
    """The figure of an address, for the person at the command line; None when there is none."""
    try:
        return find_figure(address, reader=OPERATOR)
    except UnknownFigureError:
        return None


def access(campaign: Campaign, siren: str = OWN, **fields: Any) -> AnsweringAccess:
    """The access of the product, unless a `person`, a `link` or a `name` is given."""
    return authorize_answering(campaign=campaign, siren=siren, **fields)


def save(
    campaign: Campaign, *entries: AnswerInput, now: datetime | None = None, siren: str = OWN, **who: Any
) -> SaveResult:
    return save_section(access=access(campaign, siren, now=now, **who), entries=entries, now=now)


def record_answer(
    *,
    campaign: Campaign,
    siren: str,
    question: str,
    by: Person | None = None,
    on: date | None = None,
    state: AnswerState = AnswerState.ANSWERED,
    **content: Any,
) -> None:
    """Write an answer of any campaign, as its next revision, without asking who may."""
    at = datetime.combine(on, time(12), UTC) if on else timezone.now()
    current = answers_of(campaign, siren, [question]).get(question)
    revision = AnswerRevision(
        campaign=campaign.slug,
        siren=siren,
        question=question,
        state=state,
        **content,
        revision=current.revision + 1 if current else 1,
        by_name=by.name if by else SYSTEM_NAME,
        at=at,
    )
    with serialized_write([siren], by=by, act="record_answer") as act:
        write_revisions(campaign, [revision], now=at, act=act)
