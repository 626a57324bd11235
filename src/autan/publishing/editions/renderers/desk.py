"""What waits for a person in the syntheses: editions whose figures have changed or no longer hold, and reviews."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from autan.ground.extension_points import DeskItem, DeskLine
from autan.ground.texts.language import day, words
from autan.publishing.editions.core.reviews import ReviewStage
from autan.publishing.editions.presenters.reviews import present_review
from autan.publishing.editions.queries.editions import coordinated_networks, editions_to_prepare
from autan.publishing.editions.queries.writing import open_reviews
from autan.publishing.editions.renderers.edition_page import find_page

_URGENT, _TO_REVIEW = 20, 40


def desk_items(person: Any) -> Iterable[DeskItem]:
    """Give the published editions to look at again; their pages are kept, so nothing is computed twice."""
    for edition in editions_to_prepare(coordinated_networks(person)):
        publications = edition.publications.all()
        if not publications or edition.withdrawn_on:
            continue
        page = find_page(edition, publications[0])
        review = _describe_review(len(page.findings), len(page.changes))
        if not review:
            continue
        yield DeskItem(
            title=words(edition.title),
            url=reverse("synthesis:prepare", kwargs={"slug": edition.slug}),
            detail=", ".join(review),
            rank=_URGENT if page.findings else _TO_REVIEW,
        )


def _describe_review(stops: int, changed: int) -> list[str]:
    parts = []
    if stops:
        message = ngettext("%d constat empêche de republier", "%d constats empêchent de republier", stops)
        parts.append(message % stops)
    if changed:
        parts.append(ngettext("%d chiffre a changé", "%d chiffres ont changé", changed) % changed)
    return parts


DESK = DeskLine(build=desk_items)


_RANK = 15


def review_items(person: Any) -> Iterable[DeskItem]:
    """Give the reviews in which this person may say something that is not said yet."""
    for review in open_reviews():
        page = present_review(review.edition, person, today=timezone.localdate())
        if page is None or not any(line["may_reply"] and not line["by"] for line in page["lines"]):
            continue
        is_referent = page["stage"] is ReviewStage.REFERENT
        until = review.replies_until
        detail = _("votre avis de référent est attendu") if is_referent else _("un texte nomme votre collectivité")
        yield DeskItem(
            title=words(review.edition.title),
            url=reverse("synthesis:review", kwargs={"slug": review.edition.slug}),
            detail=f"{detail}, {day(until)}" if until else detail,
            rank=_RANK,
        )


DESK_REVIEWS = DeskLine(build=review_items)
