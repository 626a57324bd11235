"""What is published of the facts that sources state of a network and of its members."""

from collections.abc import Iterator
from typing import Any

from autan.evidence.core.confidence import Confidence
from autan.evidence.core.texts import Text
from autan.evidence.core.topics import Topic
from autan.evidence.presenters.published import INVENTED_COLUMN, NETWORK_COLUMN, SIREN_COLUMN, text_column
from autan.extension_points import ColumnKind, PublishedColumn, PublishedTable
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
    columns=(
        NETWORK_COLUMN,
        SIREN_COLUMN,
        PublishedColumn(
            name="fact",
            title=Text("Fait", "Fact"),
            description=Text("Identifiant du fait.", "Identifier of the fact."),
            is_filter=True,
        ),
        text_column("subject", Text("Sujet", "Subject"), Text("De qui il parle.", "Whom it is about, in French.")),
        PublishedColumn(
            name="topic",
            title=Text("Thème", "Topic"),
            description=Text("Thème du fait.", "Topic of the fact."),
            codes={topic.value: topic.label for topic in Topic},
            is_filter=True,
        ),
        text_column(
            "period", Text("Période", "Period"), Text("Année, années ou jour, ou vide.", "Year, years, day, or empty.")
        ),
        text_column(
            "statement", Text("Énoncé", "Statement"), Text("Ce que dit la source.", "What it says, in French.")
        ),
        text_column("statement_en", Text("Énoncé en anglais", "Statement in English"), Text("Le même.", "The same.")),
        PublishedColumn(
            name="value",
            title=Text("Valeur", "Value"),
            description=Text(
                "Son nombre, s’il en a un ; vide, ce n’est pas zéro.", "Its number, or empty: not a zero."
            ),
            kind=ColumnKind.NUMBER,
        ),
        text_column("unit", Text("Unité", "Unit"), Text("Unité de la valeur.", "Unit of the value, in French.")),
        PublishedColumn(
            name="confidence",
            title=Text("Confiance", "Confidence"),
            description=Text("Qui l’affirme.", "Who states it."),
            codes={word.value: word.label for word in Confidence},
        ),
        text_column("source", Text("Source", "Source"), Text("Titre de la source.", "Title of the source.")),
        text_column("producer", Text("Producteur", "Producer"), Text("Auteur de la source.", "Who made it.")),
        text_column("licence", Text("Licence", "Licence"), Text("Conditions de réutilisation.", "Terms of reuse.")),
        text_column("url", Text("Adresse", "Address"), Text("Où la lire, ou vide.", "Where to read it, or empty.")),
        text_column("locator", Text("Endroit", "Place"), Text("Où, dans la source.", "Where in the source.")),
        INVENTED_COLUMN,
    ),
    key=("network", "fact"),
    rows=_rows,
)
