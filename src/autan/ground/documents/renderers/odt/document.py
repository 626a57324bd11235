"""A document of LibreOffice, written piece by piece: see `OfficeDocument` for what each act does."""

import io
import re
from collections.abc import Callable, Sequence
from typing import Unpack, override

from PIL import Image

from autan.ground.documents.renderers.native_charts import NativeChart
from autan.ground.documents.renderers.odt.automatic_styles import AutomaticStyles, Lists
from autan.ground.documents.renderers.odt.elements import make, points, root, written
from autan.ground.documents.renderers.odt.package import OdtParts, pack
from autan.ground.documents.renderers.odt.styles import PARAGRAPHS, RUNS, style_name
from autan.ground.documents.renderers.odt.template import master_page, open_odt_template
from autan.ground.documents.renderers.office import (
    MOST_WHOLE_ROWS,
    DocumentMetadata,
    Element,
    Item,
    OfficeDocument,
    OutlineEntry,
    ParagraphPlace,
    RunLook,
    TableRows,
    fitted,
)
from autan.ground.texts.core.notation import NO_BREAK_SPACE

_PLAIN_LINK = {"text:style-name": "Index_20_Link", "text:visited-style-name": "Index_20_Link"}
MARK = "autan_c"
"""Begins the name of the bookmark of a printed figure, before its rank."""


class OdtDocument(OfficeDocument):
    """A text of LibreOffice in the template of an agency, or in the look of the house.

    Raises ImportFileError: the template cannot be one.
    """

    def __init__(self, template: bytes | None = None) -> None:
        self._template = open_odt_template(template)
        self.width, self.is_own = self._template.width, self._template.is_own
        self._looks, self._lists = AutomaticStyles(), Lists()
        self._captions: dict[str, int] = {}
        self._pictures: dict[str, bytes] = {}
        self._tables = 0
        self._beside = b""

    @override
    def run(self, text: str, *, role: str = "", **look: Unpack[RunLook]) -> Element:
        properties = {"fo:font-weight": "bold"} if look.get("bold") else {}
        if look.get("italic"):
            properties["fo:font-style"] = "italic"
        if half_points := look.get("half_points"):
            properties["fo:font-size"] = f"{half_points / 2:g}pt"
        if language := look.get("language"):
            properties["fo:language"], _, properties["fo:country"] = language.partition("-")
        parent = style_name(RUNS[role]) if role else ""
        style = self._looks.text(parent, properties) if properties else parent
        return written("text:span", text, {"text:style-name": style} if style else {})

    @override
    def paragraph(
        self, role: str, children: Sequence[Element], *, item: Item = None, **place: Unpack[ParagraphPlace]
    ) -> Element:
        look, properties = PARAGRAPHS[role], {}
        if place.get("is_kept"):
            properties["fo:keep-with-next"] = "always"
        if place.get("begins_page"):
            properties["fo:break-before"] = "page"
        if align := place.get("align"):
            properties["fo:text-align"] = "end" if align == "right" else align
        names = {"text:style-name": self._looks.paragraph(style_name(look.name), properties)}
        if look.level:
            return make("text:h", names | {"text:outline-level": str(look.level)}, children)
        paragraph = make("text:p", names, children)
        return self._lists.item(paragraph, *item) if item else paragraph

    @override
    def new_list(self, *, is_ordered: bool) -> int:
        return self._lists.new(is_ordered=is_ordered)

    @override
    def marked(self, rank: int, address: str, label: str, content: Sequence[Element]) -> list[Element]:
        """A bookmark: its name ends with the address, so that a number added to a copy is not taken for the rank."""
        return self.bookmarked(f"{MARK}{rank}_{re.sub(r'[^A-Za-z0-9_.-]+', '_', address)}", content)

    @override
    def bookmarked(self, name: str, content: Sequence[Element]) -> list[Element]:
        names = {"text:name": name}
        return [make("text:bookmark-start", names), *content, make("text:bookmark-end", names)]

    @override
    def note(self, anchor: str, text: str) -> list[Element]:
        apart = make("text:s")  # a space that begins a paragraph is not kept otherwise
        apart.tail = text
        body = make("text:note-body", children=[make("text:p", {"text:style-name": "Footnote"}, [apart])])
        self._captions["note"] = self._captions.get("note", 0) + 1
        mark = written("text:note-citation", str(self._captions["note"]))
        return [make("text:note", {"text:id": anchor, "text:note-class": "footnote"}, [mark, body])]

    @override
    def note_again(self, anchor: str, number: int) -> list[Element]:
        names = {"text:note-class": "footnote", "text:reference-format": "text", "text:ref-name": anchor}
        shown = written("text:note-ref", str(number), names)
        return [make("text:span", {"text:style-name": style_name(RUNS["note_mark"])}, [shown])]

    @override
    def link(self, url: str, content: Sequence[Element]) -> list[Element]:
        return [make("text:a", {"xlink:type": "simple", "xlink:href": url}, content)]

    @override
    def caption(self, kind: str, content: Sequence[Element]) -> Element:
        rank = self._captions[kind] = self._captions.get(kind, 0) + 1
        names = {"text:ref-name": f"ref{kind}{rank}", "text:name": kind, "text:formula": f"ooow:{kind}+1"}
        number = written("text:sequence", str(rank), names | {"style:num-format": "1"})
        words = [self.run(f"{kind}{NO_BREAK_SPACE}"), number, self.run(". "), *content]
        return self.paragraph("caption", words, is_kept=True)

    @override
    def picture(self, data: bytes, *, title: str, description: str, share: float = 1) -> Element:
        with Image.open(io.BytesIO(data)) as image:
            ending = "jpg" if image.format == "JPEG" else "png"
            width, height = fitted(round(self.width * share), image.width, image.height)
        name = f"Pictures/{len(self._pictures) + 1:04}.{ending}"
        self._pictures[name] = data
        names = {
            "draw:style-name": self._looks.picture(),
            "draw:name": f"Image {len(self._pictures)}",
            "text:anchor-type": "as-char",
            "svg:width": points(width),
            "svg:height": points(height),
        }
        place = {"xlink:href": name, "xlink:type": "simple", "xlink:show": "embed", "xlink:actuate": "onLoad"}
        labels = [written("svg:title", title), written("svg:desc", description)]
        return self.paragraph("body", [make("draw:frame", names, [make("draw:image", place), *labels])], is_kept=True)

    @override
    def chart(
        self, chart: NativeChart, picture: Callable[[], bytes], *, title: str, description: str, share: float = 1
    ) -> Element:
        return self.picture(picture(), title=title, description=description, share=share)

    @override
    def table(self, rows: TableRows, widths: Sequence[int], *, has_head: bool, title: str = "") -> Element:
        self._tables += 1
        lines = [self._row(cells, has_line=has_head, is_first=not rank) for rank, cells in enumerate(rows)]
        if has_head:
            lines[:1] = [make("table:table-header-rows", children=lines[:1])]
        columns = [make("table:table-column", {"table:style-name": self._looks.column(width)}) for width in widths]
        head = [written("table:title", title)] if title else []
        look = self._looks.table(sum(widths), is_whole=len(rows) <= MOST_WHOLE_ROWS)
        names = {"table:name": f"Tableau {self._tables}", "table:style-name": look}
        return make("table:table", names, [*head, *columns, *lines])

    @override
    def contents(self, entries: Sequence[OutlineEntry]) -> list[Element]:
        deepest = max(entry.level for entry in entries)
        lines = [self._contents_line(entry) for entry in entries]
        templates = [_contents_template(level) for level in range(1, deepest + 1)]
        source = make("text:table-of-content-source", {"text:outline-level": str(deepest)}, templates)
        body = make("text:index-body", children=lines)
        return [make("text:table-of-content", {"text:name": "Sommaire", "text:protected": "false"}, [source, body])]

    @override
    def set_margins(self, header: str, footer: str) -> None:
        page = master_page(self._template.styles)
        number = written("text:page-number", "1", {"text:select-page": "current"})
        if page is not None:
            page.append(make("style:header", children=[written("text:p", header, {"text:style-name": "Header"})]))
            line = make("text:p", {"text:style-name": "Footer"}, [written("text:span", footer), number])
            page.append(make("style:footer", children=[line]))

    @override
    def keep_beside(self, data: bytes) -> None:
        self._beside = data

    @override
    def save(self, elements: Sequence[Element], metadata: DocumentMetadata) -> bytes:
        kinds = [kind for kind in self._captions if kind != "note"]
        counted = {"text:display-outline-level": "0"}
        declared = [make("text:sequence-decl", counted | {"text:name": kind}) for kind in kinds]
        text = make("office:text", children=[make("text:sequence-decls", children=declared), *elements])
        self._lists.join(text)
        body = make("office:body", children=[text])
        parts = OdtParts(
            content=root("office:document-content", [self._looks.element(), body]),
            styles=self._template.styles,
            files={**self._template.parts, **self._pictures},
        )
        return pack(parts, metadata, self._beside)

    def _row(self, cells: Sequence[Sequence[Element]], *, has_line: bool, is_first: bool) -> Element:
        style = self._looks.cell(has_line=has_line, is_first=is_first)
        names = {"table:style-name": style, "office:value-type": "string"}
        elements = [make("table:table-cell", names, content) for content in cells]
        return make("table:table-row", {"table:style-name": self._looks.row()}, elements)

    def _contents_line(self, entry: OutlineEntry) -> Element:
        """A title and its page, which the word processor computes."""
        page = {"text:reference-format": "page", "text:ref-name": entry.anchor}
        shown = [written("text:span", entry.words), make("text:tab"), written("text:bookmark-ref", "1", page)]
        role = "contents" if entry.level == 1 else "contents_2"
        right = self._looks.contents(style_name(PARAGRAPHS[role].name), self.width)
        link = make("text:a", {"xlink:type": "simple", "xlink:href": f"#{entry.anchor}"} | _PLAIN_LINK, shown)
        return make("text:p", {"text:style-name": right}, [link])


def _contents_template(level: int) -> Element:
    """How the word processor makes a line of the contents again: title, dots, page."""
    tab = make("text:index-entry-tab-stop", {"style:type": "right", "style:leader-char": "."})
    parts = [make("text:index-entry-link-start"), make("text:index-entry-text"), tab]
    parts += [make("text:index-entry-page-number"), make("text:index-entry-link-end")]
    names = {"text:outline-level": str(level), "text:style-name": f"Contents_20_{level}"}
    return make("text:table-of-content-entry-template", names, parts)
