"""Publications to compare, and their figures as they were frozen."""

import re
from collections.abc import Mapping
from typing import Any

from autan.evidence.figures.core.numbers import figure_numbers
from autan.ground.errors import RuleError
from autan.publishing.editions.core.comparisons import KeptFigure
from autan.publishing.editions.models import Edition, Publication, PublishedFigure

_LONGEST_NUMBER = 20
_MARK = re.compile(r"\{\{\s*(?:figures\s*:|chart\s*:|map\s*:)?([^}|]*)")


def publications_of_network(network: str) -> list[Publication]:
    """Return what a network published and that stands, newest first. One query."""
    publications = Publication.objects.filter(edition__network=network, edition__withdrawn_on__isnull=True)
    return list(publications.select_related("edition"))


def publications_to_compare(edition: Edition, before: str = "") -> tuple[Publication, Publication]:
    """Return the earlier and the later publication: the last one of an edition, and another.

    `before` is the number of the other; the one before of the same network when empty.

    Raises:
        RuleError: the edition is not published, there is nothing to compare it with, or `before` is no number of these.
    """
    published = publications_of_network(edition.network)
    after = next((publication for publication in published if publication.edition_id == edition.pk), None)
    if after is None:
        raise RuleError("cette édition n’est pas publiée\u00a0: rien n’est à comparer")
    earlier = [publication for publication in published if publication.pk < after.pk]
    same = [publication for publication in earlier if publication.edition_id == edition.pk]
    others = {str(publication.pk): publication for publication in published if publication.pk != after.pk}
    if before and others and before not in others:
        raise RuleError(
            "«\u202f{number}\u202f» n’est le numéro d’aucune autre publication de ce réseau\u202f; celles qui le "
            "sont\u00a0: {known}",
            number=before[:_LONGEST_NUMBER],
            known=", ".join(
                f"{number} ({one.edition.title_fr}, {one.published_on:%d/%m/%Y})" for number, one in others.items()
            ),
        )
    other = others.get(before) if before else next(iter([*same, *earlier]), None)
    if other is None:
        raise RuleError("aucune autre publication de ce réseau\u00a0: rien n’est à comparer")
    # the other may be the later one: that of another edition of the network
    return (other, after) if other.pk < after.pk else (after, other)


def kept_figures(publication: Publication) -> list[KeptFigure]:
    """Return the figures of a publication as they were frozen. One query."""
    paragraphs = _paragraphs(publication.source)
    return [_kept_figure(row, paragraphs.get(row.name, "")) for row in publication.figures.all()]


def _kept_figure(row: PublishedFigure, text: str) -> KeptFigure:
    trace: Mapping[str, Any] = row.trace
    pieces = [piece for piece in trace.get("evidence", ()) if piece.get("source")]
    return KeptFigure(
        name=row.name,
        figure_id=row.figure_id,
        printed=row.printed,
        value=figure_numbers(trace),
        unit=str(trace.get("unit", "")),
        period=str(trace.get("period", "")),
        territories=frozenset(trace.get("territories", ())),
        coverage=(int(trace.get("known") or 0), int(trace.get("total") or 0)),
        state=str(trace.get("state", "")),
        method=f"{trace.get('method', '')} {sorted((trace.get('parameters') or {}).items())}",
        sources=frozenset(str(piece["source"]) for piece in pieces),
        label=str(trace.get("label", row.name)),
        text=text,
    )


def _paragraphs(source: str) -> dict[str, str]:
    """The paragraphs, and the rows of tables, of a text that call each name, joined."""
    texts: dict[str, list[str]] = {}
    body = source.replace("\r\n", "\n").split("\n---", 1)[-1]
    for paragraph in re.split(r"\n\n|\n(?=\|)", body):
        names = {name.strip() for mark in _MARK.findall(paragraph) for name in mark.split(",")}
        for name in names:
            texts.setdefault(name, []).append(" ".join(paragraph.split()))
    return {name: "\n".join(paragraphs) for name, paragraphs in texts.items()}
