"""Reads the marked figures of a document that came back from an agency, written by Word or by LibreOffice."""

import io
import zipfile
from typing import Any

from lxml import etree

from autan.errors import Fault, ImportFileError
from autan.synthesis.core.document_marks import MANIFEST_NAMESPACE, DocumentManifest, DocumentMark, ReturnedDocument
from autan.synthesis.importers import odt_marks, word_marks

MAX_DOCUMENT_BYTES = 50_000_000
_MAX_PART_BYTES = 100_000_000
_NAMESPACE = f"{{{MANIFEST_NAMESPACE}}}"
_STRANGER = "un document produit par Autan, puis retravaillé : celui-ci ne porte pas ses repères"
_EXPECTED = "un document Word .docx ou LibreOffice .odt"


def read_returned_document(data: bytes, *, file: str) -> ReturnedDocument:
    """Read the marks of a document, and what it said of them when it left.

    Args:
        data: the document.
        file: its name, for messages.

    Raises:
        ImportFileError: it is no document of a word processor, is too heavy, or did not leave from here.
    """
    if len(data) > MAX_DOCUMENT_BYTES:
        raise ImportFileError(file, [Fault(expected="un document de 50 Mo au plus")])
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if "content.xml" in names:
                body, told = (
                    _parse(archive, "content.xml", file),
                    odt_marks.manifest_of(_parse(archive, "meta.xml", file)),
                )
                parts = [_parsed(told, file)] if told else []
                found, sections = odt_marks.marks_of(body)
            else:
                body = _parse(archive, "word/document.xml", file)
                items = [name for name in names if name.startswith("customXml/item")]
                parts = [_parse(archive, name, file) for name in sorted(items)]
                found, sections = word_marks.marks_of(body)
    except zipfile.BadZipFile:
        raise ImportFileError(file, [Fault(expected=_EXPECTED)]) from None
    manifest = next((part for part in parts if part.tag == f"{_NAMESPACE}edition"), None)
    if manifest is None:
        raise ImportFileError(file, [Fault(expected=_STRANGER)])
    return ReturnedDocument(manifest=_manifest(manifest), found=tuple(found), sections=frozenset(sections))


def _parse(archive: zipfile.ZipFile, name: str, file: str) -> Any:
    try:
        if archive.getinfo(name).file_size > _MAX_PART_BYTES:
            raise ImportFileError(file, [Fault(expected="un document de taille ordinaire")])
        return _parsed(archive.read(name), file)
    except KeyError as error:
        raise ImportFileError(file, [Fault(expected=_EXPECTED)]) from error


def _parsed(data: bytes, file: str) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ImportFileError(file, [Fault(expected=f"{_EXPECTED} qui s’ouvre")]) from error


def _manifest(root: Any) -> DocumentManifest:
    return DocumentManifest(
        edition=root.get("slug", ""),
        content_hash=root.get("hash", ""),
        titles={each.get("rank", ""): each.text or "" for each in root.iterfind(f"{_NAMESPACE}title")},
        marks=tuple(
            DocumentMark(
                rank=int(each.get("rank")),
                name=each.get("name", ""),
                figure_id=each.get("figure_id", ""),
                words=each.text or "",
                section=each.get("section", ""),
            )
            for each in root.iterfind(f"{_NAMESPACE}mark")
            if each.get("rank", "").isdecimal()
        ),
    )
