"""What the room holds of a person: her name beside the versions, reviews and opinions that she wrote."""

from collections.abc import Mapping, Sequence
from typing import Any

from autan.ground.extension_points import DataSubject
from autan.publishing.editions.models import Review, ReviewOpinion, TextVersion


def export_written(subject: DataSubject) -> Sequence[Mapping[str, Any]]:
    """Return what somebody wrote in editions and said of them. Three queries."""
    by = subject.person or 0
    versions = TextVersion.objects.filter(by=by).select_related("edition")
    reviews = Review.objects.filter(submitted_by=by).select_related("edition")
    opinions = ReviewOpinion.objects.filter(by=by).select_related("review__edition")
    return [
        *({"edition": each.edition.slug, "version": each.what, "at": each.at.isoformat()} for each in versions),
        *({"edition": each.edition.slug, "submitted_at": each.submitted_at.isoformat()} for each in reviews),
        *(
            {"edition": each.review.edition.slug, "opinion": each.opinion, "text": each.text, "at": each.at.isoformat()}
            for each in opinions
        ),
    ]
