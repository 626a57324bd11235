"""What another site may show: figures that anybody may read, charts and maps, as printed or as they are today."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from autan.evidence.figures.core.charts import Chart, MapSpec
from autan.evidence.figures.core.figures import Figure, evidence_below
from autan.evidence.figures.core.numbers import figure_numbers
from autan.evidence.figures.core.sources import Source
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.importers import read_columns
from autan.evidence.figures.presenters.trace_record import figure_cells, only_territory
from autan.evidence.figures.queries.registry import PUBLIC, describe_evidence
from autan.ground.errors import UnknownError
from autan.ground.extension_points import PublishedFigures, PublishedTable
from autan.ground.registry import registered
from autan.ground.wordings import Sentence
from autan.people.journal.queries import published_version
from autan.publishing.edition_files.presenters.edition import present_edition
from autan.publishing.editions.models import Edition, Publication, PublishedFigure
from autan.publishing.editions.queries.editions import get_edition, is_public, latest_publication, read_source
from autan.territories.networks.queries.networks import get_network


class UnknownEmbedError(UnknownError):
    """No public edition prints anything under this name."""

    def __init__(self, edition: str, name: str) -> None:
        super().__init__(
            "rien sous «\u202f{name}\u202f» dans l’édition «\u202f{edition}\u202f»", name=name, edition=edition
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddedDrawing:
    """A chart or a map of an edition; `lost` counts the values that its publication did not keep: not drawn."""

    edition: Edition
    publication: Publication
    drawn: Chart | MapSpec
    is_pinned: bool
    lost: int = 0

    @property
    def is_chart(self) -> bool:
        """True for a chart, False for a map."""
        return isinstance(self.drawn, Chart)


def public_edition(slug: str) -> tuple[Edition, Publication]:
    """Return an edition that stands and what was last published of it. Three queries."""
    edition = get_edition(slug)
    publication = latest_publication(edition) if is_public(edition) else None
    if publication is None:
        raise UnknownEmbedError(slug, "")
    return edition, publication


def find_printed(slug: str, name: str) -> tuple[Publication, PublishedFigure] | None:
    """Return a figure of a public edition as it was printed under a name that it alone has; None when there is none."""
    _edition, publication = public_edition(slug)
    figures = list(publication.figures.filter(name=name))
    return (publication, figures[0]) if len(figures) == 1 else None


def find_drawing(slug: str, name: str, *, is_pinned: bool) -> EmbeddedDrawing:
    """Return a chart or a map of a public edition, with the values printed, or with those of today.

    Raises UnknownEmbedError: it prints no drawing of this name, or nothing of it is public.
    """
    edition, publication = public_edition(slug)
    spec = _illustrations(publication.source, edition.file, published_version()).get(name)
    if spec is None:
        raise UnknownEmbedError(slug, name)
    if not is_pinned:
        return EmbeddedDrawing(edition=edition, publication=publication, drawn=spec, is_pinned=False)
    printed: dict[str, Mapping[str, Any]] = dict(
        publication.figures.filter(name=name).values_list("figure_id", "trace")
    )
    lost = sum(figure.id not in printed for figure in spec.figures)
    return EmbeddedDrawing(
        edition=edition, publication=publication, drawn=pin_drawing(spec, printed), is_pinned=True, lost=lost
    )


@lru_cache(maxsize=8)
def _illustrations(source: str, file: str, version: str) -> Mapping[str, Chart | MapSpec]:
    """Charts and maps of a text, by name; kept while nothing that is published changes."""
    del version
    return present_edition(read_source(source, file)).illustrations


def pin_drawing(spec: Chart | MapSpec, printed: Mapping[str, Mapping[str, Any]]) -> Chart | MapSpec:
    """Return a drawing with the values that were printed; a value that was not kept is unknown."""
    if isinstance(spec, Chart):
        rows = tuple(
            replace(row, figures=tuple(pin_figure(figure, printed.get(figure.id)) for figure in row.figures))
            for row in spec.rows
        )
        return replace(spec, rows=rows)
    places = tuple(
        replace(place, figure=pin_figure(place.figure, printed.get(place.figure.id)) if place.figure else None)
        for place in spec.places
    )
    return replace(spec, places=places)


def pin_figure(figure: Figure, printed: Mapping[str, Any] | None) -> Figure:
    """Return a figure with the value, the coverage and the state that were printed."""
    if printed is None or printed["unit"] != figure.unit.code:
        return replace(figure, value=None, low=None, high=None, state=ValueState.MISSING, known=0)
    return replace(
        figure,
        **figure_numbers(printed)._asdict(),
        state=ValueState(printed["state"]),
        known=printed["known"],
        total=printed["total"],
    )


def published_figures_of(network: str, siren: str = "") -> list[Figure]:
    """Return the figures of a member, else of a network and of its members, that anybody may read, in order of rooms.

    Queries: those of every room that publishes figures.
    """
    get_network(network)
    figures: dict[str, Figure] = {}
    for source in registered(PublishedFigures):
        for figure in source.figures(network, siren):
            figures.setdefault(figure.id, figure)
    return list(figures.values())


def _rows(network: str, siren: str = "") -> Iterator[tuple[Any, ...]]:
    is_invented = get_network(network).is_invented
    figures = published_figures_of(network, siren)
    refs = {figure.id: evidence_below(figure) for figure in figures}
    cards = describe_evidence(list(dict.fromkeys(ref for below in refs.values() for ref in below)), reader=PUBLIC)
    for figure in figures:
        citations = [card.citation for ref in refs[figure.id] if (card := cards[ref]) and card.citation]
        sources = list(dict.fromkeys(citation.source for citation in citations))
        head = (_measure(figure, network), figure.period.end.year if figure.period.end else None)
        yield (network, only_territory(figure), *figure_cells(figure), is_invented, *head, *_source_cells(sources))


def _measure(figure: Figure, network: str) -> str:
    """The address without what other columns tell; the year of a campaign names its questions, and stays."""
    parts = [part for part in figure.id.split(".") if part not in {network, *figure.territories}]
    return ".".join(parts[:-1] if parts[-1] == figure.period.label else parts)


def _source_cells(sources: Sequence[Source]) -> tuple[str | None, str | None]:
    titles = (f"{source.title} ({source.producer})" if source.producer else source.title for source in sources)
    licences = (source.licence for source in sources if source.licence)
    return "; ".join(dict.fromkeys(titles)) or None, "; ".join(dict.fromkeys(licences)) or None


PUBLISHED_FIGURES = PublishedTable(
    name="figures",
    rank=25,
    title=Sentence("Chiffres"),
    description=Sentence(
        "Un chiffre du réseau ou d’un membre par ligne, de toutes les rubriques ; son adresse mène à sa trace."
    ),
    columns=read_columns("api", "figures"),
    key=("network", "figure_id"),
    rows=_rows,
    of_member=_rows,
    periods=lambda network: [figure.period.label for figure in published_figures_of(network)],
)
