"""What waits for reviewers: an edition whose substance they judge, or that names the member they act for."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from autan.evidence.language import day, words
from autan.extension_points import DeskItem, DeskLine
from autan.synthesis.core.reviews import ReviewStage
from autan.synthesis.presenters.reviews import present_review
from autan.synthesis.queries.reviews import open_reviews

_RANK = 15


def review_items(person: Any) -> Iterable[DeskItem]:
    """Give the reviews in which this person may say something that is not said yet."""
    for review in open_reviews():
        page = present_review(review.edition, person, today=timezone.localdate())
        if page is None or not any(line.may_reply and not line.by for line in page.lines):
            continue
        is_referent = page.stage is ReviewStage.REFERENT
        until = review.replies_until
        detail = _("votre avis de référent est attendu") if is_referent else _("un texte nomme votre collectivité")
        yield DeskItem(
            title=words(review.edition.title),
            url=reverse("synthesis:review", kwargs={"slug": review.edition.slug}),
            detail=f"{detail}, {day(until)}" if until else detail,
            rank=_RANK,
        )


DESK_REVIEWS = DeskLine(build=review_items)
