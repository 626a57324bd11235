"""What every page needs around its content: the sections of the site, and the same page in the other language."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionLink:
    """One entry of the site's navigation."""

    label: str
    url: str
    is_current: bool
    is_exact: bool


def site_frame(request: HttpRequest) -> dict[str, Any]:
    """Give the frame of the page. No query."""
    return {"site_sections": _sections(request.path), "path_in_french": _french_path(request.path)}


def _french_path(path: str) -> str:
    return path.removeprefix("/en") if path == "/en" or path.startswith("/en/") else path


def _sections(path: str) -> list[SectionLink]:
    pages = [
        (_("Territoires"), reverse("site:territories")),
        (_("Comparer"), reverse("observatory:compare")),
        (_("Atlas"), reverse("observatory:atlas")),
        (_("Enquête"), reverse("surveys:campaigns")),
        (_("Synthèse"), reverse("synthesis:list")),
        (_("Faits"), reverse("evidence:facts")),
        (_("Bibliothèque"), reverse("evidence:library")),
    ]
    kin = {
        reverse("surveys:campaigns"): reverse("questionnaires:index"),
        reverse("evidence:library"): reverse("evidence:sources"),
    }
    return [
        SectionLink(
            label=label,
            url=url,
            is_current=path.startswith((url, kin.get(url, url))),
            is_exact=path == url,
        )
        for label, url in pages
    ]
