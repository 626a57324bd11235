"""Reads the marked figures of a document that came back from an agency, written by Word or by LibreOffice."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from autan.ground.documents.renderers.odt.document import MARK
from autan.ground.documents.renderers.odt.elements import qn
from autan.ground.documents.renderers.odt.package import BESIDE
from autan.ground.errors import Fault, ImportFileError
from autan.ground.tables.core.tables import Limits
from autan.ground.tables.importers.archives import ZIP_MARK, read_archive
from autan.ground.wordings import Sentence
from autan.publishing.edition_files.core import (
    MANIFEST_NAMESPACE,
    SECTION,
    DocumentManifest,
    DocumentMark,
    FoundMark,
    ReturnedDocument,
)

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_GONE = {f"{_W}del", f"{_W}moveFrom"}


def word_marks_of(body: Any) -> tuple[list[FoundMark], list[str]]:
    """Give the marks and the ranks of the titles of a document, in the order of reading."""
    marks: list[FoundMark] = []
    sections: list[str] = []
    for element in body.iter(f"{_W}bookmarkStart", f"{_W}sdt"):
        if element.tag == f"{_W}bookmarkStart":
            name = str(element.get(f"{_W}name", ""))
            if name.startswith(SECTION):
                sections.append(name.removeprefix(SECTION))
            continue
        rank, words = _rank(element), "".join(_words_of(element))
        if rank is not None and words:
            marks.append(FoundMark(rank=rank, words=words, section=sections[-1] if sections else ""))
    return marks, sections


def _rank(element: Any) -> int | None:
    tag = element.find(f"{_W}sdtPr/{_W}tag")
    parts = str(tag.get(f"{_W}val", "")).split(":") if tag is not None else []
    return int(parts[1]) if len(parts) > 1 and parts[0] == "autan" and parts[1].isdecimal() else None


def _words_of(element: Any) -> Iterator[str]:
    """Text that stands: what a tracked change removed is not read."""
    for text in element.iter(f"{_W}t"):
        if not any(parent.tag in _GONE for parent in text.iterancestors()):
            yield text.text or ""


_APART = {qn("text:note"), qn("text:tracked-changes"), qn("office:annotation"), qn("text:table-of-content")}
_RANK = re.compile(rf"{MARK}(\d+)_")


def manifest_of(meta: Any) -> bytes:
    """Return what a document keeps beside its text; nothing when it does not come from here."""
    fields = (field for field in meta.iter(qn("meta:user-defined")) if field.get(qn("meta:name")) == BESIDE)
    return str(next((field.text or "" for field in fields), "")).encode()


def odt_marks_of(body: Any) -> tuple[list[FoundMark], list[str]]:
    """Give the marks and the ranks of the titles of a document, in the order of reading."""
    reader = _Reader()
    reader.read(body)
    return [mark for mark in reader.found if mark.words], reader.sections


class _Reader:
    """Walks the text, and keeps the words between the two ends of each bookmark."""

    def __init__(self) -> None:
        self.found: list[FoundMark] = []
        self.sections: list[str] = []
        self._open: dict[str, list[str]] = {}

    def read(self, element: Any) -> None:
        name = element.get(qn("text:name"), "")
        if element.tag == qn("text:bookmark-start"):
            self._begin(name)
        elif element.tag == qn("text:bookmark-end"):
            self._end(name)
        elif element.tag == qn("text:s"):
            self._add_words(" " * int(element.get(qn("text:c"), "1")))
        elif element.tag not in _APART:
            self._add_words(element.text)
            for child in element:
                self.read(child)
                self._add_words(child.tail)

    def _begin(self, name: str) -> None:
        if name.startswith(SECTION):
            self.sections.append(name.removeprefix(SECTION))
        elif _RANK.match(name):
            self._open[name] = []

    def _end(self, name: str) -> None:
        rank, words = _RANK.match(name), "".join(self._open.pop(name, []))
        if rank:
            section = self.sections[-1] if self.sections else ""
            self.found.append(FoundMark(rank=int(rank[1]), words=words, section=section))

    def _add_words(self, words: str | None) -> None:
        for texts in self._open.values():
            texts.append(words or "")


MAX_DOCUMENT_BYTES = 50_000_000
_LIMITS = Limits(max_bytes=MAX_DOCUMENT_BYTES, max_opened_bytes=200_000_000)
_NAMESPACE = f"{{{MANIFEST_NAMESPACE}}}"
_STRANGER = "un document produit par Autan, puis retravaillé : celui-ci ne porte pas ses repères"
_EXPECTED = Sentence("un document Word .docx ou LibreOffice .odt")


def read_returned_document(data: bytes, *, file: str) -> ReturnedDocument:
    """Read the marks of a document, and what it said of them when it left.

    Raises ImportFileError: it is no document of a word processor, is too heavy, or did not leave from here.
    """
    if len(data) > MAX_DOCUMENT_BYTES:
        raise ImportFileError(file, [Fault(expected="un document de 50 Mo au plus")])
    if not data.startswith(ZIP_MARK):
        raise ImportFileError(file, [Fault(expected=_EXPECTED)])
    members = read_archive(data, file, limits=_LIMITS, accepts=_is_read)
    if "content.xml" in members:
        body, raw = _parse(members, "content.xml", file), manifest_of(_parse(members, "meta.xml", file))
        parts = [_parse_xml(raw, file)] if raw else []
        marks, sections = odt_marks_of(body)
    else:
        body = _parse(members, "word/document.xml", file)
        items = [name for name in members if name.startswith("customXml/item")]
        parts = [_parse(members, name, file) for name in sorted(items)]
        marks, sections = word_marks_of(body)
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
    return _parse_xml(members[name], file)


def _parse_xml(data: bytes, file: str) -> Any:
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
