"""What is published of the facts that sources state of a network and of its members."""

from collections.abc import Iterator
from typing import Any

from autan.evidence.core.confidence import Confidence
from autan.evidence.core.texts import Text
from autan.evidence.core.topics import Topic
from autan.evidence.importers.published_columns import read_columns
from autan.extension_points import PublishedTable
from autan.territories.queries.facts import facts_of_network
from autan.territories.queries.networks import get_network


def _rows(slug: str) -> Iterator[tuple[Any, ...]]:
    for fact in facts_of_network(get_network(slug)):
        yield (
            slug,
            fact.siren or None,
            fact.id,
            fact.subject,
            fact.topic,
            fact.period or None,
            fact.statement_fr,
            fact.statement_en,
            None if fact.value is None else float(fact.value),
            fact.unit_fr or None,
            fact.confidence,
            fact.source.title,
            fact.source.producer,
            fact.source.licence or None,
            fact.source.url or None,
            fact.locator,
            fact.is_invented,
        )


PUBLISHED_FACTS = PublishedTable(
    name="facts",
    rank=30,
    title=Text("Faits sourcés", "Sourced facts"),
    description=Text(
        "Un énoncé d’une source, à un endroit précis, par ligne.", "One statement of a source, at its place, a row."
    ),
    columns=read_columns("territories", "facts", {"topic": Topic, "confidence": Confidence}),
    key=("network", "fact"),
    rows=_rows,
)
