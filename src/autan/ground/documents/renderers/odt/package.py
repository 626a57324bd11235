"""The file of a text of LibreOffice: its parts, what it says of itself, the same bytes when made twice."""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from autan.ground.documents.renderers.odt.elements import VERSION, as_bytes, make, qn, root, written
from autan.ground.documents.renderers.office import DocumentMetadata, Element, stable_zip

_MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
BESIDE = "autan"
"""Name of the property that keeps a text of Autan."""
_MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
_PICTURES = {"png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True, kw_only=True)
class OdtParts:
    """The parts of a document: its text, its styles, its pictures by name."""

    content: bytes
    styles: Element
    files: Mapping[str, bytes]


def pack(parts: OdtParts, metadata: DocumentMetadata, manifest: bytes) -> bytes:
    """Return the file; `manifest` is a text that it keeps among its properties."""
    _set_language(parts.styles, metadata.language)
    files = {
        "mimetype": _MEDIA_TYPE.encode(),
        "content.xml": parts.content,
        "styles.xml": as_bytes(parts.styles),
        "meta.xml": _meta(metadata, manifest),
        **parts.files,
    }
    files["META-INF/manifest.xml"] = _manifest([name for name in files if name != "mimetype"])
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stable_zip(buffer.getvalue(), first=("mimetype",))


def _meta(metadata: DocumentMetadata, manifest: bytes) -> bytes:
    moment = metadata.moment.strftime("%Y-%m-%dT%H:%M:%S")
    elements = [
        written("meta:generator", "Autan"),
        written("dc:title", metadata.title),
        written("dc:subject", metadata.subject),
        written("meta:initial-creator", "Autan"),
        written("dc:creator", "Autan"),
        written("meta:creation-date", moment),
        written("dc:date", moment),
        written("dc:language", metadata.language),
        written("meta:user-defined", metadata.identifier, {"meta:name": "Identifiant"}),
    ]
    if manifest:
        elements.append(written("meta:user-defined", manifest.decode(), {"meta:name": BESIDE}))
    return root("office:document-meta", [make("office:meta", children=elements)])


def _manifest(names: list[str]) -> bytes:
    top = etree.Element(f"{{{_MANIFEST}}}manifest", nsmap={"manifest": _MANIFEST})
    top.set(f"{{{_MANIFEST}}}version", VERSION)
    kinds = {"/": _MEDIA_TYPE} | {
        name: "text/xml" if name.endswith(".xml") else _PICTURES.get(name.rpartition(".")[2].lower(), "")
        for name in sorted(names)
        if not name.startswith("META-INF/")
    }
    for name, kind in kinds.items():
        entry = etree.SubElement(top, f"{{{_MANIFEST}}}file-entry")
        entry.set(f"{{{_MANIFEST}}}full-path", name)
        entry.set(f"{{{_MANIFEST}}}media-type", kind)
    data: bytes = etree.tostring(top, xml_declaration=True, encoding="UTF-8")
    return data


def _set_language(styles: Element, language: str) -> None:
    """Say the language of the document, which spell checkers and screen readers follow."""
    spoken, _, country = language.partition("-")
    for default in styles.iter(qn("style:default-style")):
        for properties in default.iterfind(qn("style:text-properties")):
            properties.set(qn("fo:language"), spoken)
            properties.set(qn("fo:country"), country)
