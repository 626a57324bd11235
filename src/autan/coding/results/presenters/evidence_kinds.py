"""How codings are described in a trace: the words, the code, who says them; and the report by code."""

from collections.abc import Collection, Mapping, Sequence

from django.utils.translation import gettext as _

from autan.coding.codings.core.corpus import CodedCorpus
from autan.coding.codings.models import CodingRecord, Corpus, Document
from autan.coding.codings.presenters.codebooks import corpus_url
from autan.coding.codings.queries.codebooks import read_version
from autan.coding.codings.queries.corpora import CorpusView, coded_corpus, find_corpus, view_corpus
from autan.coding.codings.queries.text_sources import may_read_counts, read_texts
from autan.coding.results.core.addresses import CodingFigureAddress
from autan.coding.results.core.counts import CodeCount, count_code, count_codes
from autan.coding.results.core.reports import CodeReport, ReportCode, ReportQuote
from autan.coding.results.presenters.counts import CodeCountLine, coverage_sentence, present_sentences, present_table
from autan.coding.results.presenters.names import NameRule, name_rule, report_rule
from autan.evidence.figures.core.addresses import FigureAddress
from autan.evidence.figures.core.evidence_cards import EvidenceCard, EvidenceTable
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.queries.registry import EvidenceKind, Reader
from autan.ground.errors import DomainError
from autan.ground.texts.language import current_language, day, typeset, words
from autan.ground.wordings import Sentence, Text
from autan.territories.networks.queries.networks import get_network

_MOST_ROWS = 50


def _records(keys: Sequence[str]) -> list[CodingRecord]:
    numbers = [int(key) for key in keys if key.isdecimal() and len(key) < 19]
    records = CodingRecord.objects.filter(pk__in=numbers, withdrawn_at__isnull=True)
    return list(records.select_related("corpus__codebook__network"))


def readable_codings(keys: Sequence[str], reader: Reader) -> Collection[str]:
    """Return the codings of corpora whose counts a reader may read, and those that are gone."""
    records = _records(keys)
    corpora = {record.corpus.pk: record.corpus for record in records}
    unreadable = {key for key, corpus in corpora.items() if not may_read_counts(reader, corpus)}
    hidden = {str(record.pk) for record in records if record.corpus.pk in unreadable}
    return [key for key in keys if key not in hidden]


def describe_codings(keys: Sequence[str], reader: Reader) -> Mapping[str, EvidenceCard]:
    """Describe codings; a few queries for each corpus that they are in."""
    by_corpus: dict[Corpus, list[CodingRecord]] = {}
    for record in _records(keys):
        by_corpus.setdefault(record.corpus, []).append(record)
    cards: dict[str, EvidenceCard] = {}
    for corpus, records in by_corpus.items():
        rule, codebook = name_rule(corpus, reader), read_version(corpus.codebook)
        texts = {text.key: text for text in read_texts(corpus).texts}
        for record in records:
            code = codebook.code(record.code).label if record.code in codebook else Text(record.code, "")
            text = texts.get(record.text)
            name = rule.show(text.siren, text.title.fr) if text else ""
            cards[str(record.pk)] = _card(record, code, name, rule)
    return cards


def _card(record: CodingRecord, code: Text, name: str, rule: NameRule) -> EvidenceCard:
    values = {"when": day(record.day), "who": record.coder_name}
    recorded = _("Codé le %(when)s par %(who)s") if rule.sees_all else _("Codé le %(when)s")
    return EvidenceCard(
        ref=EvidenceRef(kind="coding", key=str(record.pk)),
        title=Text(f"Passage codé « {code.fr} » : {name}", f"Passage coded “{code.in_language('en')}”: {name}"),
        statement=Sentence("« {quote} »", quote=record.quote),
        recorded=recorded % values,
        note=Text(record.memo, "") if record.memo and rule.sees_all else None,
        is_free_text=True,
    )


def _corpus_of(key: str) -> tuple[Corpus, CodingFigureAddress] | None:
    try:
        address = CodingFigureAddress.of(FigureAddress.parse(key))
    except DomainError:
        return None
    corpus = find_corpus(address.texts, address.codebook)
    return (corpus, address) if corpus else None


def readable_sets(keys: Sequence[str], reader: Reader) -> Collection[str]:
    """Return the sets of codings, named by the figures that they make, that a reader may read."""
    corpus = {key: _corpus_of(key) for key in keys}
    return [key for key, place in corpus.items() if place is None or may_read_counts(reader, place[0])]


def describe_sets(keys: Sequence[str], reader: Reader) -> Mapping[str, EvidenceCard]:
    """Describe all the codings behind a figure of a large corpus: the first ones, and where the others are."""
    cards = {}
    for key in keys:
        place = _corpus_of(key)
        if place is None:
            continue
        corpus, address = place
        view = view_corpus(corpus, version=address.version)
        measure = address.measure(view.codebook)
        if not measure or measure[0] not in view.codebook:
            continue
        coded = coded_corpus(view)
        row = count_code(coded, view.codebook.code(measure[0]))
        shown = present_sentences(row.mentions, coded, name_rule(corpus, reader))
        rows = tuple((mention.name, mention.quote) for mention in shown[:_MOST_ROWS])
        cards[key] = EvidenceCard(
            ref=EvidenceRef(kind="codings", key=key),
            title=Text(
                f"Passages codés « {row.code.label.fr} »", f"Passages coded “{row.code.label.in_language('en')}”"
            ),
            statement=row.sentence,
            table=EvidenceTable(columns=(_("Collectivité"), _("Mots")), rows=rows, total_rows=len(shown)),
            whole_list=corpus_url("sentences", corpus, key=measure[0]),
        )
    return cards


def readable_documents(keys: Sequence[str], reader: Reader) -> Collection[str]:
    """Return the texts of projects of networks whose codebooks a reader keeps, and those that are gone."""
    networks = {str(document.pk): document.network_id for document in _documents(keys)}
    hidden = {
        slug for slug in set(networks.values()) if not reader.has_perm("coding.keep_codebooks", get_network(slug))
    }
    return [key for key in keys if networks.get(key) not in hidden]


def _documents(keys: Sequence[str]) -> list[Document]:
    return list(Document.objects.filter(pk__in=[int(key) for key in keys if key.isdecimal() and len(key) < 19]))


def describe_documents(keys: Sequence[str], reader: Reader) -> Mapping[str, EvidenceCard]:
    """Describe texts that came with projects. One query."""
    del reader
    return {
        str(document.pk): EvidenceCard(
            ref=EvidenceRef(kind="document", key=str(document.pk)),
            title=Text(document.name, document.name),
            statement=Text(document.text, document.text),
            is_free_text=True,
        )
        for document in _documents(keys)
    }


EVIDENCE_KINDS = (
    EvidenceKind(kind="coding", describe=describe_codings, readable=readable_codings),
    EvidenceKind(kind="codings", describe=describe_sets, readable=readable_sets),
    EvidenceKind(kind="document", describe=describe_documents, readable=readable_documents),
)


def present_code_report(view: CorpusView) -> CodeReport:
    """Return the report of a corpus. The queries of its counts."""
    rule = report_rule(view.record)
    coded = coded_corpus(view)
    table = count_codes(coded)
    lines = present_table(table, rule)
    mentioned = [(row, line) for row, line in zip(table.rows, lines, strict=True) if row.mentions or any(row.elsewhere)]
    notes = [coverage_sentence(coded)]
    if any(line.unnamed for _row, line in mentioned):
        notes.append(_("Une collectivité n’est nommée que si son droit de réponse lui a été offert."))
    if view.record.codebook.network.is_invented:
        notes.append(_("Réseau inventé pour essayer\u00a0: rien ici ne décrit une vraie collectivité."))
    return CodeReport(
        language=current_language(),
        title=words(view.texts.label),
        subtitle=_("%(group)s · %(codebook)s, version %(version)d")
        % {"group": words(view.texts.group), "codebook": words(view.codebook.title), "version": view.codebook.version},
        notes=tuple(map(typeset, notes)),
        codes=tuple(_code(row, line, coded, rule) for row, line in mentioned),
    )


def _code(row: CodeCount, line: CodeCountLine, coded: CodedCorpus, rule: NameRule) -> ReportCode:
    elsewhere = [mention for part in row.elsewhere for mention in part.mentions]
    shown = present_sentences([*row.mentions, *elsewhere], coded, rule) if row.code.is_codable else []
    hidden = [_("et %(count)d autres") % {"count": line.unnamed}] if line.unnamed and line.names else []
    return ReportCode(
        label=line.label,
        depth=line.depth,
        definition=words(row.code.definition),
        count=line.sentence,
        names=", ".join([*line.names, *hidden]),
        quotes=tuple(ReportQuote(name=mention.name, source=mention.source, words=mention.quote) for mention in shown),
    )
