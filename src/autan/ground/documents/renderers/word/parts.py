"""Parts of a Word document beside its text: lists that count, notes at the foot of a page, charts."""

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.parts.numbering import NumberingPart
from lxml import etree

from autan.ground.documents.core import replace_unprintable
from autan.ground.documents.renderers.native_charts import (
    CHART_TYPE,
    WORKBOOK_TYPE,
    NativeChart,
    chart_workbook,
    chart_xml,
)
from autan.ground.documents.renderers.office import Element
from autan.ground.documents.renderers.word.elements import make, paragraph, run

_LEVELS = 3
_STEP = 360  # twentieths of a point between two depths


class Numbering:
    """Gives each list of a document its number."""

    def __init__(self, document: Document) -> None:
        self._root = _numbering_root(document)
        used = [int(item.get(qn("w:abstractNumId"))) for item in self._root.findall(qn("w:abstractNum"))]
        self._bullets, self._decimals = max(used, default=0) + 1, max(used, default=0) + 2
        rank = len(used)
        self._root.insert(rank, _definition(self._bullets, "bullet", "–"))
        self._root.insert(rank + 1, _definition(self._decimals, "decimal", ""))
        self._next = max((int(item.get(qn("w:numId"))) for item in self._root.findall(qn("w:num"))), default=0)

    def new_list(self, *, is_ordered: bool) -> int:
        """Return the number of a new list, which counts from 1."""
        self._next += 1
        definition = self._decimals if is_ordered else self._bullets
        children = [make("w:abstractNumId", {"val": str(definition)})]
        if is_ordered:
            children += [
                make("w:lvlOverride", {"ilvl": str(level)}, [make("w:startOverride", {"val": "1"})])
                for level in range(_LEVELS)
            ]
        self._root.append(make("w:num", {"numId": str(self._next)}, children))
        return self._next


def _numbering_root(document: Document) -> Element:
    part = document.part
    if not any(relation.reltype == RELATIONSHIP_TYPE.NUMBERING for relation in part.rels.values()):
        empty = parse_xml(f"<w:numbering {nsdecls('w')}/>")
        numbering = NumberingPart(PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, empty, part.package)
        part.relate_to(numbering, RELATIONSHIP_TYPE.NUMBERING)
    return part.numbering_part.element


def _definition(number: int, kind: str, sign: str) -> Element:
    levels = [_level(level, kind, sign or f"%{level + 1}.") for level in range(_LEVELS)]
    return make(
        "w:abstractNum", {"abstractNumId": str(number)}, [make("w:multiLevelType", {"val": "multilevel"}), *levels]
    )


def _level(level: int, kind: str, text: str) -> Element:
    indent = {"left": str(_STEP * (level + 1)), "hanging": str(_STEP)}
    return make(
        "w:lvl",
        {"ilvl": str(level)},
        [
            make("w:start", {"val": "1"}),
            make("w:numFmt", {"val": kind}),
            make("w:lvlText", {"val": text}),
            make("w:lvlJc", {"val": "left"}),
            make("w:pPr", children=[make("w:ind", indent)]),
        ],
    )


_SEPARATORS = (("-1", "separator", "w:separator"), ("0", "continuationSeparator", "w:continuationSeparator"))


class Notes:
    """The notes of one document; those of a template are kept."""

    def __init__(self, document: Document, *, text_style: str, mark_style: str) -> None:
        self._text_style, self._mark_style = text_style, mark_style
        relations = document.part.rels.values()
        part = next(
            (relation.target_part for relation in relations if relation.reltype == RELATIONSHIP_TYPE.FOOTNOTES), None
        )
        self._part = part or _new_part(document)
        self._root = parse_xml(self._part.blob)
        self._next = max((int(note.get(qn("w:id"))) for note in self._root), default=0)

    def add(self, text: str) -> int:
        """Write a note and return its identifier."""
        self._next += 1
        mark = make(
            "w:r",
            children=[make("w:rPr", children=[make("w:rStyle", {"val": self._mark_style})]), make("w:footnoteRef")],
        )
        content = paragraph(self._text_style, [mark, run(f" {text}")])
        self._root.append(make("w:footnote", {"id": str(self._next)}, [content]))
        return self._next

    def reference(self, note: int) -> Element:
        """Return the mark of a note, which the word processor numbers."""
        style = make("w:rPr", children=[make("w:rStyle", {"val": self._mark_style})])
        return make("w:r", children=[style, make("w:footnoteReference", {"id": str(note)})])

    def write(self) -> None:
        """Put the notes in the package."""
        self._part._blob = etree.tostring(self._root, xml_declaration=True, encoding="UTF-8", standalone=True)  # noqa: SLF001 - python-docx has no notes


def _new_part(document: Document) -> Part:
    notes = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><{tag}/></w:r></w:p></w:footnote>'
        for number, kind, tag in _SEPARATORS
    )
    blob = f"<w:footnotes {nsdecls('w', 'r')}>{notes}</w:footnotes>".encode()
    part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, blob, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    return part


_EMU = 635  # in a twentieth of a point
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_SPACES = (
    f'xmlns:wp="{_DRAWING}/wordprocessingDrawing" xmlns:a="{_DRAWING}/main" xmlns:c="{_DRAWING}/chart" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


def add_chart(document: Document, chart: NativeChart, number: int) -> str:
    """Put a chart and its workbook in the package, and return the relation of the document to it."""
    package = document.part.package
    name = f"autan{number}"  # a template may hold charts of its own
    part = Part(PackURI(f"/word/charts/{name}.xml"), CHART_TYPE, b"", package)
    workbook = Part(PackURI(f"/word/embeddings/{name}.xlsx"), WORKBOOK_TYPE, chart_workbook(chart), package)
    part._blob = chart_xml(chart, part.relate_to(workbook, RELATIONSHIP_TYPE.PACKAGE))  # noqa: SLF001 - a part is made before its relations
    return str(document.part.relate_to(part, RELATIONSHIP_TYPE.CHART))


def chart_inline(relation: str, number: int, size: tuple[int, int], title: str, description: str) -> Element:
    """Return an inline chart of a size in twentieths of a point, with its alternative text."""
    wide, height = (length * _EMU for length in size)
    inline = parse_xml(
        f'<wp:inline {_SPACES} distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{height}"/>'
        f'<wp:docPr id="{number}" name="Graphique {number}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{_DRAWING}/chart"><c:chart r:id="{relation}"/></a:graphicData></a:graphic>'
        "</wp:inline>"
    )
    inline.docPr.set("title", replace_unprintable(title))
    inline.docPr.set("descr", replace_unprintable(description))
    return inline
