"""The ideas counted in the answers of a network, for who writes a text about it."""

from collections.abc import Iterator, Sequence

from autan.coding.codings.models import Corpus
from autan.coding.codings.queries.corpora import shown_corpora, view_corpus
from autan.coding.codings.queries.text_sources import may_read_counts
from autan.coding.results.queries.counts import table_of
from autan.evidence.figures.queries.registry import PUBLIC
from autan.ground.extension_points import CatalogueFigure, quoted_topics
from autan.ground.wordings import Sentence


def catalogue_figures(network: str) -> Sequence[CatalogueFigure]:
    """Return how many territories tell each idea, how often, and in other texts, where anybody may read the counts."""
    return [
        figure
        for corpus in shown_corpora(network=network)
        if may_read_counts(PUBLIC, corpus)
        for figure in _figures(corpus)
    ]


def _figures(corpus: Corpus) -> Iterator[CatalogueFigure]:
    for figure in table_of(view_corpus(corpus)).figures:
        if figure.is_known:
            yield CatalogueFigure(
                figure=figure, source=corpus.label, search_words=f"{corpus.label.fr} {corpus.label.en}"
            )


CATALOGUE = quoted_topics(rank=35, title=Sentence("Les idées des réponses"), build=catalogue_figures)
