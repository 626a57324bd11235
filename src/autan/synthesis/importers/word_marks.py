"""Reads the marked figures of a Word document that came back from an agency."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from autan.errors import Fault, ImportFileError
from autan.synthesis.core.document_marks import DocumentManifest, DocumentMark, FoundMark, ReturnedDocument

MAX_DOCUMENT_BYTES = 50_000_000
_SECTION = "autan_t"  # the bookmark of a title, before its rank
_MAX_PART_BYTES = 100_000_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NAMESPACE = "{urn:autan:edition}"
_GONE = {f"{_W}del", f"{_W}moveFrom"}
_BODY = "word/document.xml"
_STRANGER = "un document Word produit par Autan, puis retravaillé : celui-ci ne porte pas ses repères"


def read_returned_document(data: bytes, *, file: str) -> ReturnedDocument:
    """Read the marks of a document, and what it said of them when it left.

    Args:
        data: the document.
        file: its name, for messages.

    Raises:
        ImportFileError: it is no Word document, is too heavy, or did not leave from here.
    """
    if len(data) > MAX_DOCUMENT_BYTES:
        raise ImportFileError(file, [Fault(expected="un document de 50 Mo au plus")])
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            body = _parse(archive, _BODY, file)
            items = [name for name in archive.namelist() if name.startswith("customXml/item")]
            parts = [_parse(archive, name, file) for name in sorted(items)]
    except zipfile.BadZipFile:
        raise ImportFileError(file, [Fault(expected="un document Word .docx")]) from None
    manifest = next((part for part in parts if part.tag == f"{_NAMESPACE}edition"), None)
    if manifest is None:
        raise ImportFileError(file, [Fault(expected=_STRANGER)])
    found, sections = _marks_of(body)
    return ReturnedDocument(manifest=_manifest(manifest), found=tuple(found), sections=frozenset(sections))


def _parse(archive: zipfile.ZipFile, name: str, file: str) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        if archive.getinfo(name).file_size > _MAX_PART_BYTES:
            raise ImportFileError(file, [Fault(expected="un document de taille ordinaire")])
        return etree.fromstring(archive.read(name), parser)
    except (KeyError, etree.XMLSyntaxError) as error:
        raise ImportFileError(file, [Fault(expected="un document Word .docx qui s’ouvre")]) from error


def _manifest(root: Any) -> DocumentManifest:
    return DocumentManifest(
        edition=root.get("slug", ""),
        content_hash=root.get("hash", ""),
        titles={each.get("rank", ""): each.text or "" for each in root.iterfind(f"{_NAMESPACE}title")},
        marks=tuple(
            DocumentMark(
                rank=int(each.get("rank", "0")),
                name=each.get("name", ""),
                figure_id=each.get("figure_id", ""),
                words=each.text or "",
                section=each.get("section", ""),
            )
            for each in root.iterfind(f"{_NAMESPACE}mark")
        ),
    )


def _marks_of(body: Any) -> tuple[list[FoundMark], list[str]]:
    """Marks and titles, in the order of reading."""
    found: list[FoundMark] = []
    sections: list[str] = []
    for element in body.iter(f"{_W}bookmarkStart", f"{_W}sdt"):
        if element.tag == f"{_W}bookmarkStart":
            name = str(element.get(f"{_W}name", ""))
            if name.startswith(_SECTION):
                sections.append(name.removeprefix(_SECTION))
            continue
        rank, words = _rank(element), "".join(_words_of(element))
        if rank is not None and words:
            found.append(FoundMark(rank=rank, words=words, section=sections[-1] if sections else ""))
    return found, sections


def _rank(element: Any) -> int | None:
    tag = element.find(f"{_W}sdtPr/{_W}tag")
    parts = str(tag.get(f"{_W}val", "")).split(":") if tag is not None else []
    return int(parts[1]) if len(parts) > 1 and parts[0] == "autan" and parts[1].isdigit() else None


def _words_of(element: Any) -> Iterator[str]:
    """Text that stands: what a tracked change removed is not read."""
    for text in element.iter(f"{_W}t"):
        if not any(parent.tag in _GONE for parent in text.iterancestors()):
            yield text.text or ""
