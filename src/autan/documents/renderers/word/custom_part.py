"""An XML text of ours in a Word document, in a part that word processors keep when they save it."""

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
_PROPERTIES = RELATIONSHIP_TYPE.CUSTOM_XML_PROPS
_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_ITEM = "{A0A11D0C-2014-4E0E-8B1E-0A07A0000001}"


def add_custom_part(document: Document, data: bytes) -> None:
    """Put the text in the package, under a number that no part of the template has."""
    package = document.part.package
    held = {str(part.partname) for part in package.iter_parts()}
    number = next(n for n in range(1, len(held) + 2) if f"/customXml/item{n}.xml" not in held)
    part = Part(PackURI(f"/customXml/item{number}.xml"), "application/xml", data, package)
    document.part.relate_to(part, _RELATION)
    properties = (
        f'<ds:datastoreItem xmlns:ds="{_STORE}" ds:itemID="{_ITEM}"><ds:schemaRefs>'
        f'<ds:schemaRef ds:uri="{etree.QName(etree.fromstring(data)).namespace}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    beside = Part(PackURI(f"/customXml/itemProps{number}.xml"), _TYPE, properties.encode(), package)
    part.relate_to(beside, _PROPERTIES)
