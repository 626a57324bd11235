"""What the tests of answering pages share: addresses, a link, a screen sent back."""

from datetime import UTC, datetime

from django.test import Client
from django.urls import reverse

from autan.surveys.actions.inviting import invite
from autan.surveys.core.campaigns.invitations import InvitationRole
from autan.surveys.models import Campaign

OWN, OTHER = "100000001", "100000002"
FAR = datetime(2100, 1, 1, tzinfo=UTC)
Page = dict[str, str | list[str]]


def token_of(campaign: Campaign, role: InvitationRole = InvitationRole.LEAD, sections: tuple[str, ...] = ()) -> str:
    return invite(
        by=None, campaign=campaign, siren=OWN, name="Anne Référente", email="", expires_at=FAR, role=role,
        sections=sections,
    )[1]  # fmt: skip


def link(token: str) -> str:
    return reverse("surveys:link", kwargs={"token": token})


def address(name: str, campaign: str = "enquete", siren: str = OWN, **kwargs: object) -> str:
    return reverse(f"surveys:{name}", kwargs={"slug": campaign, "siren": siren, **kwargs})


FIRST = {"section": "first"}


def post(client: Client, data: Page, name: str = "respond_section", **kwargs: str) -> tuple[int, str]:
    response = client.post(address(name, **FIRST) + kwargs.pop("query", ""), data)
    return response.status_code, response.content.decode()
