"""The only readers of the library: resources with who recommends them, and sources with the topics of their facts."""

from collections.abc import Sequence

from django.db.models import Prefetch

from autan.evidence.models import Fact, Recommendation, Resource, Source
from autan.evidence.queries.facts import UnknownEvidenceError


def list_resources() -> Sequence[Resource]:
    """Return every resource with its recommendations and the fact that mentions it. Two queries."""
    reasons = Prefetch("recommendations", queryset=Recommendation.objects.select_related("by"))
    return list(Resource.objects.select_related("fact__source").prefetch_related(reasons))


def get_resource(slug: str) -> Resource:
    """Return one resource. One query.

    Raises:
        UnknownEvidenceError: there is none.
    """
    found = Resource.objects.filter(slug=slug).first()
    if found is None:
        raise UnknownEvidenceError(slug)
    return found


def sources_with_topics() -> Sequence[tuple[Source, tuple[str, ...]]]:
    """Return every source with the topics of the facts read in it, most frequent first. Two queries."""
    topics: dict[int, dict[str, int]] = {}
    for source, topic in Fact.objects.order_by("id").values_list("source_id", "topic"):
        held = topics.setdefault(source, {})
        held[topic] = held.get(topic, 0) + 1
    return [
        (source, tuple(sorted(topics.get(source.pk, {}), key=lambda topic: -topics[source.pk][topic])))
        for source in Source.objects.all()
    ]
