"""The lists of a Word document: definitions of our own, so that a template without any still gives real lists."""

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.parts.numbering import NumberingPart

from autan.ground.documents.renderers.office import Element
from autan.ground.documents.renderers.word.elements import make

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
        made = NumberingPart(PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, empty, part.package)
        part.relate_to(made, RELATIONSHIP_TYPE.NUMBERING)
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
