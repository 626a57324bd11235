"""Reads the marked figures of a document that came back from an agency, written by Word or by LibreOffice."""

from collections.abc import Mapping
from typing import Any

from lxml import etree

from autan.ground.errors import Fault, ImportFileError
from autan.ground.tables.core.tables import Limits
from autan.ground.tables.importers.archives import ZIP_MARK, read_archive
from autan.ground.wordings import Sentence
from autan.publishing.edition_files.core import MANIFEST_NAMESPACE, DocumentManifest, DocumentMark, ReturnedDocument
from autan.publishing.edition_files.importers import odt_marks, word_marks

MAX_DOCUMENT_BYTES = 50_000_000
_LIMITS = Limits(max_bytes=MAX_DOCUMENT_BYTES, max_opened_bytes=200_000_000)
_NAMESPACE = f"{{{MANIFEST_NAMESPACE}}}"
_STRANGER = "un document produit par Autan, puis retravaillé : celui-ci ne porte pas ses repères"
_EXPECTED = Sentence("un document Word .docx ou LibreOffice .odt")


def read_returned_document(data: bytes, *, file: str) -> ReturnedDocument:
    """Read the marks of a document, and what it said of them when it left.

    Raises:
        ImportFileError: it is no document of a word processor, is too heavy, or did not leave from here.
    """
    if len(data) > MAX_DOCUMENT_BYTES:
        raise ImportFileError(file, [Fault(expected="un document de 50 Mo au plus")])
    if not data.startswith(ZIP_MARK):
        raise ImportFileError(file, [Fault(expected=_EXPECTED)])
    members = read_archive(data, file, limits=_LIMITS, wanted=_is_read)
    if "content.xml" in members:
        body, raw = _parse(members, "content.xml", file), odt_marks.manifest_of(_parse(members, "meta.xml", file))
        parts = [_parsed(raw, file)] if raw else []
        marks, sections = odt_marks.marks_of(body)
    else:
        body = _parse(members, "word/document.xml", file)
        items = [name for name in members if name.startswith("customXml/item")]
        parts = [_parse(members, name, file) for name in sorted(items)]
        marks, sections = word_marks.marks_of(body)
    # ours is known by its root: a word processor may rename the parts that it keeps
    manifest = next((part for part in parts if part.tag == f"{_NAMESPACE}edition"), None)
    if manifest is None:
        raise ImportFileError(file, [Fault(expected=_STRANGER)])
    return ReturnedDocument(manifest=_manifest(manifest), found=tuple(marks), sections=frozenset(sections))


def _is_read(name: str) -> bool:
    return name in {"content.xml", "meta.xml", "word/document.xml"} or name.startswith("customXml/item")


def _parse(members: Mapping[str, bytes], name: str, file: str) -> Any:
    if name not in members:
        raise ImportFileError(file, [Fault(expected=_EXPECTED)])
    return _parsed(members[name], file)


def _parsed(data: bytes, file: str) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ImportFileError(file, [Fault(expected=Sentence("{expected} qui s’ouvre", expected=_EXPECTED))]) from error


def _manifest(root: Any) -> DocumentManifest:
    return DocumentManifest(
        edition=root.get("slug", ""),
        content_hash=root.get("hash", ""),
        titles={title.get("rank", ""): title.text or "" for title in root.iterfind(f"{_NAMESPACE}title")},
        marks=tuple(
            DocumentMark(
                rank=int(mark.get("rank")),
                name=mark.get("name", ""),
                figure_id=mark.get("figure_id", ""),
                words=mark.text or "",
                section=mark.get("section", ""),
            )
            for mark in root.iterfind(f"{_NAMESPACE}mark")
            if mark.get("rank", "").isdecimal()
        ),
    )
