"""Counts of what was coded, and the figure of an address: every count is computed again from its address."""

from collections.abc import Sequence
from hashlib import sha256

from autan.coding.codings.core.codebook import Codebook, CodebookError
from autan.coding.codings.core.corpus import CodedCorpus
from autan.coding.codings.models import Corpus
from autan.coding.codings.queries.codebooks import UnknownCodebookError
from autan.coding.codings.queries.corpora import (
    CorpusView,
    coded_corpus,
    corpora_beside,
    corpora_of,
    find_corpus,
    stamps_of,
    view_corpus,
)
from autan.coding.codings.queries.text_sources import may_read_counts
from autan.coding.results.core.addresses import CODING, CodingFigureAddress
from autan.coding.results.core.comparison import CodeChange, VersionLine, compare_campaigns, compare_versions
from autan.coding.results.core.cooccurrence import CodeCrossing, CooccurrenceUnit, count_cooccurrences, cross_codes
from autan.coding.results.core.counts import CodeCount, CodeTable, count_code, count_codes
from autan.evidence.figures.core.addresses import FigureAddress
from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.queries.codable_texts import UnknownTextsError, source_of
from autan.evidence.figures.queries.registry import FigureSource, Reader
from autan.ground.request_cache import cached_in_request


def table_of(view: CorpusView) -> CodeTable:
    """Count every code of a corpus."""
    return count_codes(coded_corpus(view))


def crossed_table(view: CorpusView, grouping: str) -> CodeCrossing | None:
    """Count every code in every group of territories; None when no grouping has this code."""
    groups = source_of(view.record.kind).groups(view.record.address, grouping)
    return cross_codes(coded_corpus(view), groups, attribute=grouping) if groups else None


def earlier_corpora(corpus: Corpus) -> list[Corpus]:
    """Return the other sets of answers coded with the codebook of a corpus. One query."""
    return [
        other for other in corpora_of(corpus.codebook) if other.pk != corpus.pk and source_of(other.kind).kind.is_answer
    ]


def compare_with(view: CorpusView, other: Corpus) -> tuple[CodeChange, ...]:
    """Compare each code with the same in another set of answers, read in the same version of the codebook."""
    earlier = view_corpus(other, version=view.codebook.version)
    return compare_campaigns(table_of(earlier), table_of(view))


def versions_side_by_side(view: CorpusView, version: int) -> tuple[VersionLine, ...]:
    """Set the counts of an earlier version of the codebook beside those of the last one."""
    return compare_versions(table_of(view_corpus(view.record, version=version)), table_of(view))


def find_coding_figure(address: FigureAddress) -> Figure | None:
    """Compute the figure of an address; None when there is no such thing."""
    parsed = CodingFigureAddress.of(address)
    corpus = _corpus(parsed.texts, parsed.codebook)
    if corpus is None:
        return None
    try:
        coded = _coded_corpus(corpus, parsed.version)
        group = ".".join(filter(None, parsed.grouping(coded.codebook)))
        counted = group_of_corpus(coded, corpus, group)
        return _find(counted, parsed.measure(coded.codebook), str(address)) if counted else None
    except (UnknownTextsError, UnknownCodebookError, CodebookError):
        return None


@cached_in_request
def _corpus(texts: str, codebook: str) -> Corpus | None:
    return find_corpus(texts, codebook)


@cached_in_request
def _coded_corpus(corpus: Corpus, version: int | None) -> CodedCorpus:
    return coded_corpus(view_corpus(corpus, version=version))


def group_of_corpus(corpus: CodedCorpus, record: Corpus, code: str) -> CodedCorpus | None:
    """Return the corpus of a group of territories, `<grouping>.<group>`, all of it without one; None where none is."""
    if not code:
        return corpus
    groups = source_of(record.kind).groups(record.address, code.partition(".")[0])
    group = next((group for group in groups if group.code == code), None)
    if group is None:
        return None
    members = [territory for territory in corpus.asked if territory.siren in group.sirens]
    return corpus.among(members, group=group.code, basis=group.basis)


def _find(corpus: CodedCorpus, measure: tuple[str, ...], figure_id: str) -> Figure | None:
    codebook: Codebook = corpus.codebook
    row = count_code(corpus, codebook.code(measure[0] if measure else ""))
    figures = [row.territories, row.mention_count, *(part.figure for part in row.elsewhere)]
    if len(measure) == 3:
        figures = _together(corpus, row, measure[1].removeprefix("with_"), measure[2])
    return next((figure for figure in figures if figure.id == figure_id), None)


def _together(corpus: CodedCorpus, row: CodeCount, other: str, unit: str) -> list[Figure]:
    if unit not in list(CooccurrenceUnit):
        return []
    pair = CodeTable(corpus=corpus, rows=(row, count_code(corpus, corpus.codebook.code(other))))
    return [cooccurrence.figure for cooccurrence in count_cooccurrences(pair, CooccurrenceUnit(unit))]


def may_read_coding_figure(reader: Reader, address: FigureAddress) -> bool:
    """Say whether a reader may read a count; what does not exist is kept from nobody."""
    parsed = CodingFigureAddress.of(address)
    corpus = _corpus(parsed.texts, parsed.codebook)
    return corpus is None or may_read_counts(reader, corpus)


def version_of_coding_figures(addresses: Sequence[FigureAddress]) -> str:
    """Return a digest of what counts are computed from: answers, codings, readings, decisions, codebooks."""
    parsed = [CodingFigureAddress.of(address) for address in addresses]
    corpora = corpora_beside({(figure_address.texts, figure_address.codebook) for figure_address in parsed})
    stamps = stamps_of(corpora)
    versions = [(corpus.pk, stamps[corpus.pk], source_of(corpus.kind).version(corpus.address)) for corpus in corpora]
    return sha256(repr(sorted(versions)).encode()).hexdigest()


CODING_FIGURES = FigureSource(
    name=CODING, find=find_coding_figure, may_read=may_read_coding_figure, version=version_of_coding_figures
)
