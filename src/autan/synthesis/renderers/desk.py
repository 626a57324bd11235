"""What waits for who prepares syntheses: editions whose figures have changed, or no longer hold."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import ngettext

from autan.evidence.language import words
from autan.extension_points import DeskItem, DeskLine
from autan.synthesis.queries.editions import coordinated_networks, editions_to_prepare
from autan.synthesis.renderers.edition_page import find_page

_URGENT, _TO_REVIEW = 20, 40


def desk_items(person: Any) -> Iterable[DeskItem]:
    """Give the published editions to look at again; their pages are kept, so nothing is computed twice."""
    for edition in editions_to_prepare(coordinated_networks(person)):
        publications = edition.publications.all()
        if not publications or edition.withdrawn_on:
            continue
        page = find_page(edition, publications[0])
        told = _tell(len(page.findings), len(page.changes))
        if not told:
            continue
        yield DeskItem(
            title=words(edition.title),
            url=reverse("synthesis:prepare", kwargs={"slug": edition.slug}),
            detail=", ".join(told),
            rank=_URGENT if page.findings else _TO_REVIEW,
        )


def _tell(stops: int, changed: int) -> list[str]:
    told = []
    if stops:
        said = ngettext("%d constat empêche de republier", "%d constats empêchent de republier", stops)
        told.append(said % stops)
    if changed:
        told.append(ngettext("%d chiffre a changé", "%d chiffres ont changé", changed) % changed)
    return told


DESK = DeskLine(build=desk_items)
