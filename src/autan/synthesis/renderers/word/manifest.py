"""What a Word document says of its own marks, in a part that word processors keep when they save it."""

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from autan.synthesis.core.document_marks import DocumentManifest

NAMESPACE = "urn:autan:edition"
_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
_PROPERTIES = RELATIONSHIP_TYPE.CUSTOM_XML_PROPS
_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_ITEM = "{A0A11D0C-2014-4E0E-8B1E-0A07A0000001}"


def write_manifest(document: Document, manifest: DocumentManifest) -> None:
    """Put the manifest in the package, under a number that no part of the template has."""
    package = document.part.package
    held = {str(part.partname) for part in package.iter_parts()}
    number = next(n for n in range(1, len(held) + 2) if f"/customXml/item{n}.xml" not in held)
    part = Part(PackURI(f"/customXml/item{number}.xml"), "application/xml", _as_xml(manifest), package)
    document.part.relate_to(part, _RELATION)
    properties = (
        f'<ds:datastoreItem xmlns:ds="{_STORE}" ds:itemID="{_ITEM}"><ds:schemaRefs>'
        f'<ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    beside = Part(PackURI(f"/customXml/itemProps{number}.xml"), _TYPE, properties.encode(), package)
    part.relate_to(beside, _PROPERTIES)


def _as_xml(manifest: DocumentManifest) -> bytes:
    root = etree.Element(f"{{{NAMESPACE}}}edition", nsmap={None: NAMESPACE})
    root.set("slug", manifest.edition)
    root.set("hash", manifest.content_hash)
    for rank, words in manifest.titles.items():
        title = etree.SubElement(root, f"{{{NAMESPACE}}}title", rank=rank)
        title.text = words
    for mark in manifest.marks:
        element = etree.SubElement(root, f"{{{NAMESPACE}}}mark")
        for name in ("rank", "name", "figure_id", "section"):
            element.set(name, str(getattr(mark, name)))
        element.text = mark.words
    xml: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return xml
