"""How facts and sources are described in a trace, and how the figures of facts are found."""

from collections.abc import Sequence

from django.urls import reverse

from autan.evidence.figures.core.addresses import FactAddress, FactCountAddress, FigureAddress, SourceKey
from autan.evidence.figures.core.evidence_cards import EvidenceCard
from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.sources import Citation, EvidenceRef
from autan.evidence.figures.core.stated_facts import Confidence
from autan.evidence.figures.models import Fact
from autan.evidence.figures.presenters.figures import present_figure
from autan.evidence.figures.queries.facts import (
    UnknownEvidenceError,
    count_facts,
    facts_by_id,
    figure_of_fact,
    get_fact,
    get_source,
)
from autan.evidence.figures.queries.registry import (
    EvidenceKind,
    FigureSource,
    Reader,
    describe_in_bulk,
    figure_or_none,
    one_by_one,
    version_of_rooms,
)
from autan.ground.texts.language import in_both_languages
from autan.ground.wordings import Sentence, Text


def describe_facts(keys: Sequence[str]) -> dict[str, EvidenceCard]:
    """Describe many facts, those that exist. One query."""
    return {key: _card_of(fact) for key, fact in facts_by_id(keys).items()}


def _card_of(fact: Fact) -> EvidenceCard:
    who = Confidence(fact.confidence).label
    return EvidenceCard(
        ref=EvidenceRef(kind="fact", key=fact.id),
        title=Sentence("Fait {id}", id=fact.id),
        statement=fact.statement,
        citation=fact.citation,
        note=Sentence("Énoncé par : {who}", who=who),
    )


def describe_source(key: str) -> EvidenceCard | None:
    """Describe a source, or a place in it when the key names one; None when there is none."""
    place = SourceKey.parse(key)
    try:
        source, _facts = get_source(place.slug)
    except UnknownEvidenceError:
        return None
    return EvidenceCard(
        ref=EvidenceRef(kind="source", key=key),
        title=Text(source.title, source.title),
        citation=Citation(source=source, locator=place.locator),
    )


def find_fact_figure(address: FigureAddress) -> Figure | None:
    """Return the figure `facts.<id>`; None when there is no such fact, or it has no value."""
    try:
        fact = get_fact(FactAddress.parse(address).fact_id)
    except UnknownEvidenceError:
        return None
    return figure_of_fact(fact) if fact.value is not None else None


def find_fact_count(address: FigureAddress) -> Figure | None:
    """Return how many facts the register holds, see `count_facts`; None when it is no such address."""
    parsed = FactCountAddress.parse(address)
    return count_facts(parsed) if parsed else None


def describe_figures(keys: Sequence[str], reader: Reader) -> dict[str, EvidenceCard]:
    """Describe figures by what they count, how much and when: those that this reader may read."""
    figures = {key: figure for key in keys if (figure := figure_or_none(key, reader=reader))}
    return {key: _figure_card(figure) for key, figure in figures.items()}


def _figure_card(figure: Figure) -> EvidenceCard:
    def value() -> str:
        view = present_figure(figure)
        return ", ".join(part for part in (view.quantity, view.period, view.coverage) if part)

    return EvidenceCard(
        ref=EvidenceRef(kind="figure", key=figure.id), title=figure.label, statement=in_both_languages(value)
    )


FIGURE_KIND = EvidenceKind(
    kind="figure",
    describe=describe_figures,
    readable=lambda keys, reader: [key for key in keys if figure_or_none(key, reader=reader)],
    page=lambda key: reverse("evidence:trace", args=[key]),
)
FACT_KIND = EvidenceKind(
    kind="fact", describe=describe_in_bulk(describe_facts), page=lambda key: reverse("evidence:fact", args=[key])
)
SOURCE_KIND = EvidenceKind(
    kind="source", describe=one_by_one(describe_source), page=lambda key: reverse("evidence:source", args=[key])
)
FACT_FIGURES = FigureSource(name="facts", find=find_fact_figure, version=version_of_rooms("evidence"))
FACT_COUNTS = FigureSource(name=FactCountAddress.source, find=find_fact_count, version=version_of_rooms("evidence"))
