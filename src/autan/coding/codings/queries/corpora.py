"""The readers of what was coded: corpora, codings by person, and the corpus whose codings count."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Aggregate, Count, Max, Model, Q, QuerySet

from autan.coding.codings.core.codebook import Codebook
from autan.coding.codings.core.codings import (
    Coder,
    CoderReading,
    Coding,
    SettledCodings,
    read_in_version,
    settle_codings,
)
from autan.coding.codings.core.corpus import CodedCorpus
from autan.coding.codings.models import (
    CodebookVersion,
    CodingRecord,
    Corpus,
    DoubleCoding,
    NetworkCodebook,
    ReplyOffer,
    SettlementRecord,
    TextReading,
)
from autan.coding.codings.queries.codebooks import read_version
from autan.coding.codings.queries.text_sources import may_read_counts, read_texts
from autan.evidence.figures.core.codable_texts import TextSet
from autan.evidence.figures.queries.codable_texts import source_of
from autan.evidence.figures.queries.registry import Reader
from autan.ground.errors import UnknownError, known
from autan.people.journal.queries import kept_until_written


class UnknownCorpusError(UnknownError):
    """These texts are not coded with this codebook."""


def _corpora() -> QuerySet[Corpus]:
    return Corpus.objects.select_related("codebook__network")


def get_corpus(network: str, codebook: str, address: str) -> Corpus:
    """Return a corpus. One query."""
    corpus = _corpora().filter(codebook__network__slug=network, codebook__slug=codebook, address=address).first()
    return known(
        corpus,
        "«\u202f{address}\u202f» n’est pas codé avec «\u202f{codebook}\u202f»",
        UnknownCorpusError,
        address=address,
        codebook=codebook,
    )


def corpora_beside(places: Collection[tuple[str, str]]) -> list[Corpus]:
    """Return the corpora of some sets of texts and codebooks, and those of the same codebooks. One query."""
    filters = [Q(corpora__address=address, slug=codebook) for address, codebook in places]
    return list(_corpora().filter(codebook__in=NetworkCodebook.objects.filter(reduce(or_, filters)))) if filters else []


def find_corpus(address: str, codebook: str) -> Corpus | None:
    """Return the corpus of a set of texts and a codebook, whose network is that of the texts; or None. One query."""
    return _corpora().filter(address=address, codebook__slug=codebook).first()


def corpora_of(codebook: NetworkCodebook) -> list[Corpus]:
    """Return what is coded with a codebook. One query."""
    return list(_corpora().filter(codebook=codebook))


@kept_until_written
def _every_corpus() -> tuple[Corpus, ...]:
    return tuple(_corpora().order_by("codebook__network", "codebook__slug", "id"))


def list_corpora(networks: Collection[str] | None = None) -> list[Corpus]:
    """Return every corpus, or those of some networks, to be read. One query after something was written."""
    return [corpus for corpus in _every_corpus() if networks is None or corpus.codebook.network.slug in set(networks)]


def readable_corpora(reader: Reader, networks: Collection[str] | None = None) -> list[Corpus]:
    """Return the corpora whose counts a reader may read. The query of `list_corpora`, and those of the rights."""
    return [corpus for corpus in list_corpora(networks) if may_read_counts(reader, corpus)]


def corpora_shown_in(network: str) -> QuerySet[Corpus]:
    """Return the corpora of a network whose counts are shown, not read yet."""
    return _corpora().filter(shown_at__isnull=False, codebook__network__slug=network)


def shown_corpora(*, network: str = "", siren: str = "") -> list[Corpus]:
    """Return the corpora of a network whose counts are shown, or those in which a territory may be named. One query."""
    return list(
        _corpora().filter(shown_at__isnull=False, offers__territory__siren=siren)
        if siren
        else corpora_shown_in(network)
    )


def current_codings(corpus: Corpus) -> list[CodingRecord]:
    """Return the codings of a corpus that were not withdrawn, in the order given. One query."""
    return list(corpus.codings.filter(withdrawn_at__isnull=True))


def codings_of(corpus: Corpus, coder: str, texts: Collection[str]) -> dict[str, list[CodingRecord]]:
    """Return what one person gave to some texts and did not withdraw, by text, in the order of the words. One query."""
    codings = corpus.codings.filter(coder_key=coder, text__in=texts, withdrawn_at__isnull=True)
    by_text: dict[str, list[CodingRecord]] = {}
    for record in codings.order_by("start", "end", "pk"):
        by_text.setdefault(record.text, []).append(record)
    return by_text


def texts_read_by(corpus: Corpus, coder: str) -> dict[str, str]:
    """Return the version in which one person read each text whole, by key. One query."""
    return dict(corpus.readings.filter(coder_key=coder).values_list("text", "version"))


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusView:
    """A corpus with everything that its pages show, read once."""

    record: Corpus
    codebook: Codebook
    latest: Codebook
    texts: TextSet
    readings: tuple[CoderReading, ...]
    settled: SettledCodings

    @property
    def coders(self) -> tuple[Coder, ...]:
        """Coders of the corpus."""
        return tuple(reading.coder for reading in self.readings)

    @property
    def is_pinned(self) -> bool:
        """True when it is not read in the last version of the codebook."""
        return self.codebook.version != self.latest.version


def view_corpus(corpus: Corpus, *, version: int | None = None) -> CorpusView:
    """Read a corpus in a version of its codebook, by default the last one. Five queries and those of its texts."""
    latest = read_version(corpus.codebook)
    codebook = latest if version in {None, latest.version} else read_version(corpus.codebook, version)
    texts = read_texts(corpus)
    readings = _readings(corpus, latest, codebook, texts)
    decided = [record.as_core() for record in corpus.settlements.all()]
    return CorpusView(
        record=corpus,
        codebook=codebook,
        latest=latest,
        texts=texts,
        readings=readings,
        settled=settle_codings(readings, decided),
    )


def _readings(corpus: Corpus, latest: Codebook, codebook: Codebook, texts: TextSet) -> tuple[CoderReading, ...]:
    """Return the readings of each person; a text read in an earlier version is to be read again."""
    names: dict[str, str] = {}
    records: dict[str, list[CodingRecord]] = {}
    read: dict[str, set[str]] = {}
    versions = {text.key: text.version for text in texts.texts}
    for record in current_codings(corpus):
        # before the test: who coded only texts that are gone is a coder too
        names.setdefault(record.coder_key, record.coder_name)
        if record.text in versions:
            records.setdefault(record.coder_key, []).append(record)
    for reading in corpus.readings.all():
        names.setdefault(reading.coder_key, reading.coder_name)
        if versions.get(reading.text) == reading.version:
            read.setdefault(reading.coder_key, set()).add(reading.text)
    return tuple(
        CoderReading(
            coder=Coder(key=key, name=name),
            read=frozenset(read.get(key, ())),
            codings=codings_in_version(records.get(key, []), latest, codebook),
        )
        for key, name in sorted(names.items())
    )


def codings_in_version(records: Sequence[CodingRecord], latest: Codebook, codebook: Codebook) -> tuple[Coding, ...]:
    """Return codings read in a version of their codebook; those of a split code as the part that they were given.

    `latest` is the last version, with every change.
    """
    parts = {str(record.pk): record.part for record in records if record.part}
    codings = [record.as_core() for record in records]
    read = read_in_version(codings, latest, codebook.version, allocations=parts).codings
    return tuple(coding for coding in read if coding.code in codebook)


def coded_corpus(view: CorpusView) -> CodedCorpus:
    """Return the corpus to be counted: settled codings, with the texts of other kinds coded with the same codebook.

    A text on which people still disagree is to be read. The queries of the corpora of other kinds.
    """
    open_texts = {text for text, _code in view.settled.undecided}
    versions = {text.key: text.version for text in view.texts.texts}
    seen = {key for reading in view.readings for key in reading.read} - open_texts
    related = [view_corpus(other, version=view.codebook.version) for other in _sibling_corpora(view.record)]
    return CodedCorpus(
        address=view.record.address,
        label=view.texts.label,
        period=view.texts.period,
        codebook=view.codebook,
        asked=view.texts.asked,
        texts=(*view.texts.texts, *(text for other in related for text in other.texts.texts)),
        read={key: versions[key] for key in seen if key in versions},
        codings=(*view.settled.codings, *(coding for other in related for coding in other.settled.codings)),
        is_pinned=view.is_pinned,
    )


def _sibling_corpora(corpus: Corpus) -> list[Corpus]:
    """Corpora of texts that are no answers, coded with the codebook of a corpus of answers."""
    if not source_of(corpus.kind).kind.is_answer:
        return []
    others = _corpora().filter(codebook=corpus.codebook).exclude(pk=corpus.pk)
    return [other for other in others if not source_of(other.kind).kind.is_answer]


def offered_sirens(corpus: Corpus) -> frozenset[str]:
    """Return the territories that were offered to comment on what was coded of their answers. One query."""
    return frozenset(ReplyOffer.objects.filter(corpus=corpus).values_list("territory__siren", flat=True))


def reading_counts(corpora: Iterable[Corpus], coder: str) -> dict[int, int]:
    """Return how many texts of each corpus one person has read. One query."""
    readings = TextReading.objects.filter(corpus__in=list(corpora), coder_key=coder).order_by()
    return dict(readings.values_list("corpus").annotate(count=Count("pk")))


def open_double_coding(corpus: Corpus) -> DoubleCoding | None:
    """Return the texts drawn for several people whose results are not opened yet. One query."""
    return open_double_codings([corpus]).get(corpus.pk)


def open_double_codings(corpora: Sequence[Corpus]) -> dict[int, DoubleCoding]:
    """Return the open double coding of each corpus that has one. One query, none without a corpus."""
    double_codings = DoubleCoding.objects.filter(corpus__in=corpora, closed_at__isnull=True) if corpora else ()
    return {double_coding.corpus_id: double_coding for double_coding in double_codings}


def stamps_of(corpora: Sequence[Corpus]) -> dict[int, str]:
    """Return, for each corpus, a text that changes whenever a coding, a reading, a decision or the codebook does.

    Four queries, however many corpora.
    """
    marks = [
        _marks(CodingRecord, corpora, count=Count("pk"), last=Max("changed_at")),
        _marks(TextReading, corpora, count=Count("pk"), last=Max("at")),
        _marks(SettlementRecord, corpora, last=Max("pk")),
    ]
    versions = CodebookVersion.objects.filter(codebook__in={corpus.codebook_id for corpus in corpora}).order_by()
    last = dict(versions.values_list("codebook").annotate(last=Max("number")))
    return {
        corpus.pk: repr(([mark.get(corpus.pk) for mark in marks], last.get(corpus.codebook_id), corpus.shown_at))
        for corpus in corpora
    }


def _marks(model: type[Model], corpora: Sequence[Corpus], **aggregates: Aggregate) -> dict[int, tuple[object, ...]]:
    """Return the aggregates of the rows of each corpus. One query."""
    rows = model._default_manager.filter(corpus__in=corpora).order_by()  # noqa: SLF001 — documented by Django
    return {row[0]: row[1:] for row in rows.values_list("corpus").annotate(**aggregates)}
