"""A native chart in a Word document: its part, the workbook of its numbers, and the place where it stands."""

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from autan.ground.documents.core import replace_unprintable
from autan.ground.documents.renderers.native_charts import (
    CHART_TYPE,
    WORKBOOK_TYPE,
    NativeChart,
    chart_workbook,
    chart_xml,
)
from autan.ground.documents.renderers.office import Element

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
    """Return a chart in a line of text, of a size in twentieths of a point, with its words for who does not see it."""
    wide, tall = (length * _EMU for length in size)
    inline = parse_xml(
        f'<wp:inline {_SPACES} distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{tall}"/>'
        f'<wp:docPr id="{number}" name="Graphique {number}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{_DRAWING}/chart"><c:chart r:id="{relation}"/></a:graphicData></a:graphic>'
        "</wp:inline>"
    )
    inline.docPr.set("title", replace_unprintable(title))
    inline.docPr.set("descr", replace_unprintable(description))
    return inline
