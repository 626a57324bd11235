"""Addresses that a personal link opens."""

from django.http import HttpRequest
from django.urls import reverse

from autan.survey.campaigns.models import Invitation


def site_of(request: HttpRequest) -> str:
    """Return the address of the site, without a final slash."""
    return request.build_absolute_uri("/").rstrip("/")


def personal_link(token: str, *, site: str) -> str:
    """Return the whole address of a personal link. `site` is the address of the site, without a final slash."""
    return site + reverse("answering:link", kwargs={"token": token})


def opt_out_link(invitation: Invitation, *, site: str) -> str:
    """Return the whole address by which the holder of a link asks for no more messages."""
    return site + reverse("answering:opt_out", kwargs={"token": invitation.opt_out_token})
