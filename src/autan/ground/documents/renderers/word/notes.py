"""The numbered notes of a Word document: one for each trace, at the foot of the page where it is first met."""

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

from autan.ground.documents.renderers.office import Element
from autan.ground.documents.renderers.word.elements import make, paragraph, run

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
