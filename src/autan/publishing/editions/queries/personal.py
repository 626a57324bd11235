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
        *(
            {"edition": version.edition.slug, "version": version.what, "at": version.at.isoformat()}
            for version in versions
        ),
        *({"edition": review.edition.slug, "submitted_at": review.submitted_at.isoformat()} for review in reviews),
        *(
            {
                "edition": opinion.review.edition.slug,
                "opinion": opinion.opinion,
                "text": opinion.text,
                "at": opinion.at.isoformat(),
            }
            for opinion in opinions
        ),
    ]
