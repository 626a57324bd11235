"""A Word document, written piece by piece: see `OfficeDocument` for what each act does."""

import io
from collections.abc import Callable, Sequence
from typing import Unpack, override

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.shared import Twips
from lxml import etree
from PIL import Image

from autan.ground.documents.core import make_printable, property_text
from autan.ground.documents.renderers.native_charts import NativeChart
from autan.ground.documents.renderers.office import (
    DocumentMetadata,
    Element,
    Item,
    OfficeDocument,
    OutlineEntry,
    ParagraphPlace,
    RunLook,
    TableRows,
    chart_height,
    fitted,
    stable_zip,
)
from autan.ground.documents.renderers.word import elements
from autan.ground.documents.renderers.word.elements import field, inner_link, make, marked_figure, outer_link
from autan.ground.documents.renderers.word.parts import Notes, Numbering, add_chart, chart_inline
from autan.ground.documents.renderers.word.template import open_template
from autan.ground.texts.core.notation import NO_BREAK_SPACE

_FIRST = ("[Content_Types].xml", "_rels/.rels")


class WordDocument(OfficeDocument):
    """A Word document in the template of an agency, or in the look of the house.

    Raises ImportFileError: the template cannot be one.
    """

    def __init__(self, template: bytes | None = None) -> None:
        opened = open_template(template)
        self._document, self._styles = opened.document, opened.styles
        self.width, self.is_own = opened.width, opened.is_own
        self._notes = Notes(opened.document, text_style=self._styles["note"], mark_style=self._styles["note_mark"])
        self._numbering = Numbering(opened.document)
        self._captions: dict[str, int] = {}
        self._bookmarks = self._pictures = 0

    @override
    def run(self, text: str, *, role: str = "", **look: Unpack[RunLook]) -> Element:
        return elements.run(text, style=self._styles[role] if role else "", **look)

    @override
    def paragraph(
        self, role: str, children: Sequence[Element], *, item: Item = None, **place: Unpack[ParagraphPlace]
    ) -> Element:
        return elements.paragraph(self._styles[role], children, numbering=item, **place)

    @override
    def new_list(self, *, is_ordered: bool) -> int:
        return self._numbering.new_list(is_ordered=is_ordered)

    @override
    def marked(self, rank: int, address: str, label: str, content: Sequence[Element]) -> list[Element]:
        return [marked_figure(rank, address, label, content)]

    @override
    def bookmarked(self, name: str, content: Sequence[Element]) -> list[Element]:
        self._bookmarks += 1
        return elements.bookmarked(self._bookmarks, name, content)

    @override
    def note(self, anchor: str, text: str) -> list[Element]:
        return self.bookmarked(anchor, [self._notes.reference(self._notes.add(text))])

    @override
    def note_again(self, anchor: str, number: int) -> list[Element]:
        return field(f"NOTEREF {anchor} \\f \\h", [self.run(str(number), role="note_mark")])

    @override
    def link(self, url: str, content: Sequence[Element]) -> list[Element]:
        relation = self._document.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return [outer_link(relation, content)]

    @override
    def caption(self, kind: str, content: Sequence[Element]) -> Element:
        self._captions[kind] = self._captions.get(kind, 0) + 1
        number = field(f"SEQ {kind} \\* ARABIC", [self.run(str(self._captions[kind]))])
        words = [self.run(f"{kind}{NO_BREAK_SPACE}"), *number, self.run(". "), *content]
        return self.paragraph("caption", words, is_kept=True)

    @override
    def picture(self, data: bytes, *, title: str, description: str, share: float = 1) -> Element:
        self._pictures += 1
        with Image.open(io.BytesIO(data)) as image:
            width, _height = fitted(round(self.width * share), image.width, image.height)
        inline = self._document.part.new_pic_inline(io.BytesIO(data), width=Twips(width))
        inline.docPr.set("title", title)
        inline.docPr.set("descr", description)
        inline.docPr.set("id", str(self._pictures))
        holder = make("w:r", children=[make("w:drawing", children=[inline])])
        return self.paragraph("body", [holder], is_kept=True)

    @override
    def chart(
        self, chart: NativeChart, picture: Callable[[], bytes], *, title: str, description: str, share: float = 1
    ) -> Element:
        self._pictures += 1
        relation = add_chart(self._document, chart, self._pictures)
        size = (self.width, round(chart_height(chart) * share))
        inline = chart_inline(relation, self._pictures, size, title, description)
        holder = make("w:r", children=[make("w:drawing", children=[inline])])
        return self.paragraph("body", [holder], is_kept=True)

    @override
    def table(self, rows: TableRows, widths: Sequence[int], *, has_head: bool, title: str = "") -> Element:
        return elements.table(rows, widths, has_head=has_head, title=title)

    @override
    def contents(self, entries: Sequence[OutlineEntry]) -> list[Element]:
        """A field that is made again when the document opens; until then a link to each title, and no page is told."""
        lines = [
            elements.paragraph(
                self._styles["contents" if entry.level == 1 else "contents_2"],
                [inner_link(entry.anchor, [self.run(entry.words)])],
                right_tab=self.width,
            )
            for entry in entries
        ]
        return elements.contents(lines, depth=max(entry.level for entry in entries))

    @override
    def set_margins(self, header: str, footer: str) -> None:
        section = self._document.sections[-1]
        page = field("PAGE", [self.run("1")])
        for holder, content in ((section.header, [self.run(header)]), (section.footer, [self.run(footer), *page])):
            holder.is_linked_to_previous = False
            element = holder._element  # noqa: SLF001 - python-docx gives no other way to a paragraph of a given style
            for old in list(element):
                element.remove(old)
            element.append(self.paragraph("source", content))

    @override
    def keep_beside(self, data: bytes) -> None:
        add_custom_part(self._document, data)

    @override
    def save(self, elements: Sequence[Element], metadata: DocumentMetadata) -> bytes:
        body = self._document.element.body
        for element in elements:
            body.insert(len(body) - 1, element)  # before the properties of the section, which stay last
        self._notes.write()
        self._describe(metadata)
        buffer = io.BytesIO()
        self._document.save(buffer)
        return stable_zip(buffer.getvalue(), first=_FIRST)

    def _describe(self, metadata: DocumentMetadata) -> None:
        """Title and dates, and the language, which spell checkers and screen readers follow."""
        properties, metadata = self._document.core_properties, make_printable(metadata)
        properties.title, properties.subject = property_text(metadata.title), property_text(metadata.subject)
        properties.language = metadata.language
        properties.author = properties.last_modified_by = "Autan"
        properties.comments = properties.keywords = ""
        properties.identifier = metadata.identifier
        properties.created = properties.modified = properties.last_printed = metadata.moment
        properties.revision = 1
        for element in self._document.styles.element.iter(qn("w:lang")):
            element.set(qn("w:val"), metadata.language)


_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
_PROPERTIES = RELATIONSHIP_TYPE.CUSTOM_XML_PROPS
_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_ITEM = "{A0A11D0C-2014-4E0E-8B1E-0A07A0000001}"


def add_custom_part(document: Document, data: bytes) -> None:
    """Put the text in the package, under a number that no part of the template has."""
    package = document.part.package
    names = {str(part.partname) for part in package.iter_parts()}
    number = next(n for n in range(1, len(names) + 2) if f"/customXml/item{n}.xml" not in names)
    part = Part(PackURI(f"/customXml/item{number}.xml"), "application/xml", data, package)
    document.part.relate_to(part, _RELATION)
    properties = (
        f'<ds:datastoreItem xmlns:ds="{_STORE}" ds:itemID="{_ITEM}"><ds:schemaRefs>'
        f'<ds:schemaRef ds:uri="{etree.QName(etree.fromstring(data)).namespace}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    properties_part = Part(PackURI(f"/customXml/itemProps{number}.xml"), _TYPE, properties.encode(), package)
    part.relate_to(properties_part, _PROPERTIES)
