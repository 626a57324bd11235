"""Who may be named, and what was coded of the answers of one territory, as its people read it; ideas to quote."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from autan.coding.codings.core.codebook import Code
from autan.coding.codings.models import Corpus
from autan.coding.codings.presenters.codebooks import corpus_url
from autan.coding.codings.queries.corpora import corpora_shown_in, offered_sirens, shown_corpora, view_corpus
from autan.coding.codings.queries.text_sources import may_read_counts
from autan.coding.results.core.counts import CodeTable
from autan.coding.results.queries.counts import table_of
from autan.evidence.figures.queries.registry import PUBLIC, Reader
from autan.ground.extension_points import CatalogueFigure, NetworkSection, PageSection, TerritorySection, quoted_topics
from autan.ground.wordings import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class NameRule:
    """Which territories one reader may see named in what was coded."""

    sees_all: bool
    offered: frozenset[str]

    def names(self, siren: str) -> bool:
        """Say whether a territory may be named."""
        return self.sees_all or siren in self.offered

    def show(self, siren: str, name: str) -> str:
        """Return a name, or words in its place."""
        return name if self.names(siren) or not siren else _("une collectivité")


def name_rule(corpus: Corpus, reader: Reader) -> NameRule:
    """Return the rule for a reader of a corpus. One query, and those of the right."""
    return NameRule(sees_all=reader.has_perm("coding.discuss_codings", corpus), offered=offered_sirens(corpus))


def report_rule(corpus: Corpus) -> NameRule:
    """Return the rule of a report, whoever asks for it: it leaves the house. One query."""
    return NameRule(sees_all=False, offered=offered_sirens(corpus))


def present_own_mentions(table: CodeTable, siren: str) -> list[tuple[Code, list[str]]]:
    """Return the ideas that one territory mentions with its words, in the order of the codebook, headings left out."""
    return [
        (row.code, [mention.quote for mention in row.mentions_of(siren)])
        for row in table.rows
        if row.code.is_codable and row.mentions_of(siren)
    ]


def territory_sections(siren: str, reader: Any) -> Iterable[PageSection]:
    """Lead to the counted answers of a territory that may be named. One query, and those of the right of each."""
    return _section(_readable(shown_corpora(siren=siren), reader), _("Ce qu’elle en dit"))


def network_sections(network: str, reader: Any) -> Iterable[PageSection]:
    """Lead to the counted answers of a network. One query, and those of the right of each corpus."""
    return _section(_readable(shown_corpora(network=network), reader), _("Ce que les membres en disent"))


def holds_counts(network: str, reader: Any) -> Sequence[Any]:
    """Look for corpora of a network whose counts are shown; who may read each is asked when they are opened."""
    del reader
    return (corpora_shown_in(network),)


def _readable(corpora: Iterable[Corpus], reader: Any) -> list[Corpus]:
    return [corpus for corpus in corpora if may_read_counts(reader, corpus)]


def _section(corpora: Sequence[Corpus], title: str) -> Iterable[PageSection]:
    if corpora:
        yield PageSection(
            anchor="idees",
            title=title,
            template="coding_results/corpora_section.html",
            context={"parts": [(corpus, corpus_url("corpus", corpus)) for corpus in corpora]},
            count=len(corpora),
        )


CODED_ANSWERS_OF_TERRITORY = TerritorySection(rank=45, build=territory_sections)
CODED_ANSWERS_OF_NETWORK = NetworkSection(
    rank=45,
    build=network_sections,
    code="idees",
    title=gettext_lazy("Ce que les membres en disent"),
    holds=holds_counts,
)


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
