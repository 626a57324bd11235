"""Takes in codebooks and projects of files: what would be written is told first, then written in one act."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePath
from typing import Any

from django.db import transaction
from django.utils import timezone

from autan.coding.codings.actions.codebooks import add_corpus, record_codebook, record_on_corpus
from autan.coding.codings.actions.codings import keys_of_coders
from autan.coding.codings.core.codebook import Codebook, labels_of_several_ideas
from autan.coding.codings.core.codings import Coder, Coding, CodingOrigin
from autan.coding.codings.core.positions import normalised
from autan.coding.codings.core.project import make_guid
from autan.coding.codings.core.qda.incoming import IncomingCodings, incoming_codings
from autan.coding.codings.core.qda.outgoing import code_guid, source_guid, user_guid
from autan.coding.codings.exporters.project import describe_project
from autan.coding.codings.importers.codes import read_codebook_file, slug_of
from autan.coding.codings.importers.project import read_qda_project
from autan.coding.codings.models import CodingRecord, Corpus, Document, NetworkCodebook, anchor_columns
from autan.coding.codings.queries.codebooks import read_version
from autan.coding.codings.queries.corpora import current_codings, view_corpus
from autan.coding.codings.queries.text_sources import documents_address, kept_guids, kept_project
from autan.evidence.imports.core import Import, Preview, Record, Upload, compare
from autan.ground.errors import Fault
from autan.ground.tables.core.findings import ResultRemark
from autan.ground.texts.language import words
from autan.ground.wordings import Sentence, Text
from autan.people.accounts.models import Person
from autan.people.journal.actions import acting
from autan.territories.networks.models import Network

_CODES, _TEXTS, _CODINGS = Text("Codes", "Codes"), Sentence("Textes"), Sentence("Codages")


def _warnings(remarks: Iterable[ResultRemark]) -> tuple[Fault, ...]:
    return tuple(Fault(expected=words(remark.text), column=remark.place or None) for remark in remarks)


def _code_records(codebook: Codebook) -> list[Record[Any]]:
    return [
        Record(
            key=f"code {code.key}",
            name=code.label,
            group=_CODES,
            fields={"label": code.label.fr, "parent": code.parent, "definition": code.definition.fr},
            content=codebook,
        )
        for code in codebook.codes
    ]


def codebook_import(network: Network) -> Import[Codebook]:
    """Return how a network takes in a codebook file; the option `slug` gives it another identifier."""

    def read(upload: Upload) -> Preview[Codebook]:
        codebook, remarks = read_codebook_file(upload.data, upload.file, day=timezone.localdate())
        slug = str(upload.options.get("slug") or "") or codebook.slug
        codebook = replace(codebook, slug=slug)
        network_codebook = NetworkCodebook.objects.filter(network=network, slug=slug).first()
        current = (
            {record.key: record for record in _code_records(read_version(network_codebook))} if network_codebook else {}
        )
        items = compare(_code_records(codebook), current)
        faults = _slug_fault(slug) if network_codebook and any(item.changes for item in items) else ()
        warnings = (*_warnings(remarks), *_several_ideas(codebook))
        return Preview(file=upload.file, items=items, faults=faults, warnings=warnings)

    def write(by: Person | None, preview: Preview[Codebook]) -> None:
        record_codebook(by=by, network=network, codebook=preview.to_write[0].record.content)

    return Import(kind=f"coding-codebook/{network.slug}", read=read, write=write, fields=_FIELDS)


_FIELDS = {
    "label": Sentence("Libellé"),
    "parent": Sentence("Sous"),
    "definition": Sentence("Définition"),
    "words": Sentence("Mots"),
    "code": Text("Code", "Code"),
    "coder": Sentence("Codé par"),
    "memo": Text("Note", "Memo"),
}


def _several_ideas(codebook: Codebook) -> tuple[Fault, ...]:
    """Labels that seem to join several ideas, told and taken."""
    expected = "une idée par code : ce libellé semble en réunir plusieurs"
    doubtful = labels_of_several_ideas(codebook.codes)
    return tuple(Fault(column=code.key, value=code.label.fr, expected=expected) for code in doubtful)


def _slug_fault(slug: str) -> tuple[Fault, ...]:
    expected = "un nom qu’aucun autre livre de codes du réseau ne porte"
    return (Fault(value=slug, expected=expected),)


def project_import(network: Network) -> Import[IncomingCodings]:
    """Return how a network takes in a whole project: its codebook, its texts and its codings."""

    def read(upload: Upload) -> Preview[IncomingCodings]:
        slug = slug_of(str(upload.options.get("slug") or "") or PurePath(upload.file).stem)
        project, remarks = read_qda_project(upload.data, upload.file)
        incoming = incoming_codings(project, slug=slug, day=timezone.localdate())
        records = _project_records(incoming)
        statement = NetworkCodebook.objects.filter(network=network, slug=slug).exists()
        is_same = statement and Document.objects.filter(network=network, project=slug).count() == len(incoming.texts)
        current = {record.key: record for record in records} if is_same else {}
        faults = _slug_fault(slug) if statement and not is_same else ()
        warnings = (*_warnings(remarks), *_set_aside(incoming))
        return Preview(file=upload.file, items=compare(records, current), faults=faults, warnings=warnings)

    def write(by: Person | None, preview: Preview[IncomingCodings]) -> None:
        incoming = preview.to_write[0].record.content
        codebook = record_codebook(by=by, network=network, codebook=incoming.codebook)
        slug = incoming.codebook.slug
        Document.objects.bulk_create(
            Document(network=network, project=slug, guid=text.guid, name=text.name[:300], text=text.text)
            for text in incoming.texts
        )
        corpus = add_corpus(by=by, codebook=codebook, address=documents_address(network.slug, slug))
        corpus.kept_project = describe_project(incoming.kept).decode()
        corpus.save(update_fields=["kept_project"])
        names = {coder.key: coder.name for coder in incoming.coders}
        placed = [replace(coding, text=f"{slug}/{coding.text}") for coding in incoming.codings]
        _write_codings(by, corpus, placed, names)

    return Import(kind=f"coding-project/{network.slug}", read=read, write=write, fields=_FIELDS)


def _project_records(incoming: IncomingCodings) -> list[Record[IncomingCodings]]:
    codes = [replace(record, content=incoming) for record in _code_records(incoming.codebook)]
    texts = [
        Record(
            key=f"text {text.guid}",
            name=Text(text.name, ""),
            group=_TEXTS,
            fields={"words": f"{len(text.text)}"},
            content=incoming,
        )
        for text in incoming.texts
    ]
    names = {coder.key: coder.name for coder in incoming.coders}
    codings = [
        _coding_record(coding, names, content=incoming, key=f"coding {rank}")
        for rank, coding in enumerate(incoming.codings)
    ]
    return [*codes, *texts, *codings]


def _coding_record(coding: Coding, names: Mapping[str, str], *, content: Any, key: str) -> Record[Any]:
    return Record(
        key=key,
        name=Text(coding.anchor.quote[:80], ""),
        group=_CODINGS,
        fields={"code": coding.code, "coder": names.get(coding.coder, coding.coder), "memo": coding.memo},
        content=content,
    )


def _set_aside(incoming: IncomingCodings) -> tuple[Fault, ...]:
    return tuple(
        Fault(
            value=aside.words[:80] or None,
            column=aside.source,
            expected=Sentence.of(aside.problem.label)
            if aside.problem
            else "le texte lui-même, qui n’est pas dans le fichier",
        )
        for aside in incoming.set_aside
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Matching:
    """How the things of a file are those of a corpus: texts by identifier or by words, codes and people by theirs."""

    texts: Mapping[str, str]
    codes: Mapping[str, str]
    coders: Mapping[str, str]


def codings_import(corpus: Corpus) -> Import[Coding]:
    """Return how a corpus takes in the codings of a project whose texts are its own."""

    def read(upload: Upload) -> Preview[Coding]:
        project, remarks = read_qda_project(upload.data, upload.file)
        incoming = incoming_codings(project, slug=corpus.codebook.slug, day=timezone.localdate())
        matching, names = _match(corpus, incoming), {coder.key: coder.name for coder in incoming.coders}
        records, left = [], [*_warnings(remarks), *_set_aside(incoming)]
        for coding in incoming.codings:
            text, code = matching.texts.get(coding.text), matching.codes.get(coding.code)
            if text is None or code is None:
                left.append(Fault(value=coding.anchor.quote[:80], column=coding.code, expected=_unknown(text)))
                continue
            own_coding = replace(coding, text=text, code=code, coder=matching.coders.get(coding.coder, coding.coder))
            key = f"{text} {code} {own_coding.coder} {own_coding.anchor.start}-{own_coding.anchor.end}"
            records.append(
                _coding_record(
                    own_coding, {**names, own_coding.coder: names[coding.coder]}, content=own_coding, key=key
                )
            )
        unique = {record.key: record for record in records}
        return Preview(file=upload.file, items=compare(unique.values(), _current(corpus)), warnings=tuple(left))

    def write(by: Person | None, preview: Preview[Coding]) -> None:
        items = preview.to_write
        names = {item.record.content.coder: str(item.record.fields["coder"]) for item in items}
        _write_codings(by, corpus, [item.record.content for item in items if item.current is None], names)

    return Import(
        kind=f"coding-codings/{corpus.key}",
        read=read,
        write=write,
        fields=_FIELDS,
        lock=lambda: _lock_corpus(corpus),
    )


@contextmanager
def _lock_corpus(corpus: Corpus) -> Iterator[None]:
    with transaction.atomic():
        Corpus.objects.select_for_update().get(pk=corpus.pk)
        yield


def _unknown(text: str | None) -> str:
    return (
        Sentence("un code de ce livre de codes")
        if text
        else Sentence("un texte qui est l’un de ceux que l’on code ici")
    )


def _match(corpus: Corpus, incoming: IncomingCodings) -> _Matching:
    view = view_corpus(corpus)
    own_by_guid = {source_guid(text): text for text in view.texts.texts}
    by_words = {normalised(text.text).strip(): text for text in view.texts.texts}
    texts = {}
    for text in incoming.texts:
        same = own_by_guid.get(text.guid)
        own_text = same if same and normalised(same.text) == text.text else by_words.get(text.text.strip())
        # any other difference would shift the places of passages
        if own_text is not None and normalised(own_text.text) == text.text == own_text.text:
            texts[text.guid] = own_text.key
    own = kept_guids(kept_project(corpus))
    guids = {code_guid(view.codebook, code.key, own): code.key for code in view.codebook.codes}
    # reversed: of two codes with one label, the first is meant
    labels = {code.label.fr: code.key for code in reversed(view.codebook.codes)}
    codes = {}
    for guid, key in incoming.keys.items():
        own_key = guids.get(guid) or labels.get(incoming.codebook.code(key).label.fr)
        if own_key:
            codes[key] = own_key
    return _Matching(texts=texts, codes=codes, coders={user_guid(coder.key): coder.key for coder in view.coders})


def _current(corpus: Corpus) -> dict[str, Record[Coding]]:
    records = {}
    for record in current_codings(corpus):
        key = f"{record.text} {record.code} {record.coder_key} {record.start}-{record.end}"
        coding = record.as_core()
        records[key] = _coding_record(coding, {record.coder_key: record.coder_name}, content=coding, key=key)
    return records


def _write_codings(by: Person | None, corpus: Corpus, codings: list[Coding], names: Mapping[str, str]) -> None:
    with acting(by=by, act="import_codings", permission="coding.keep_codebooks", on=corpus.codebook.network) as act:
        version = read_version(corpus.codebook).version
        coders = [Coder(key=_coder_key(coding), name=names.get(coding.coder, "—")) for coding in codings]
        people = keys_of_coders(corpus, coders)
        seen: dict[tuple[object, ...], CodingRecord] = {}
        for coding in codings:
            place = coding.text, coding.code, coding.coder, coding.anchor.start, coding.anchor.end
            seen.setdefault(place, _row(corpus, coding, people, version))
        CodingRecord.objects.bulk_create(seen.values())
        summary = f"Codages repris d’un projet : {len(seen)}"
        record_on_corpus(act, corpus, summary)


def _coder_key(coding: Coding) -> str:
    return coding.coder or make_guid("coder", "unknown")


def _row(corpus: Corpus, coding: Coding, people: Mapping[str, int], version: int) -> CodingRecord:
    return CodingRecord(
        corpus=corpus,
        text=coding.text,
        code=coding.code,
        codebook_version=version,
        coder_key=_coder_key(coding),
        coder_id=people[_coder_key(coding)],
        memo=coding.memo,
        origin=CodingOrigin.IMPORT.value,
        guid=coding.key,
        day=coding.day if coding.day != date.min else timezone.localdate(),
        **anchor_columns(coding.anchor),
    )
