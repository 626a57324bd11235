"""The only readers of the library: resources with who recommends them, and sources with the topics of their facts."""

from collections.abc import Mapping, Sequence

from autan.evidence.figures.core.library import RECOMMENDATION
from autan.evidence.figures.models import Fact, Resource, Source
from autan.evidence.figures.queries.facts import UnknownEvidenceError, list_sources
from autan.ground.errors import known
from autan.people.journal.core import ObjectRef
from autan.people.journal.models import Remark
from autan.people.journal.queries import remarks_on_many

_ROOM, _KIND = "evidence", "resource"


def resource_ref(resource: Resource) -> ObjectRef:
    """Return the name of a resource in the journal."""
    return ObjectRef(_ROOM, _KIND, resource.slug)


def list_resources() -> Sequence[Resource]:
    """Return every resource with the fact that mentions it. One query."""
    return list(Resource.objects.select_related("fact__source"))


def recommendations(*slugs: str) -> Mapping[str, Sequence[Remark]]:
    """Return why people recommend resources, last first, by slug; of all resources when none is named. One query."""
    remarks = remarks_on_many(_ROOM, _KIND, keys=slugs or None, place=RECOMMENDATION)
    return {
        slug: sorted(slug_remarks, key=lambda remark: (remark.changed_at, remark.pk), reverse=True)
        for slug, slug_remarks in remarks.items()
    }


def get_resource(slug: str) -> Resource:
    """Return one resource. One query."""
    return known(Resource.objects.select_related("fact__source").filter(slug=slug).first(), slug, UnknownEvidenceError)


def sources_with_topics() -> Sequence[tuple[Source, tuple[str, ...]]]:
    """Return every source, the surest first, with the topics of its facts, most frequent first. Two queries."""
    topics: dict[int, dict[str, int]] = {}
    for source, topic in Fact.objects.order_by("id").values_list("source_id", "topic"):
        counts = topics.setdefault(source, {})
        counts[topic] = counts.get(topic, 0) + 1
    return [
        (source, tuple(sorted(topics.get(source.pk, {}), key=lambda topic: -topics[source.pk][topic])))
        for source in list_sources()
    ]
