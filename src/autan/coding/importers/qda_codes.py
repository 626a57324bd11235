"""Codes and sets of REFI-QDA, from a codebook (`.qdc`) or from a project."""

from lxml import etree

from autan.coding.core.qda.guids import make_guid
from autan.coding.core.qda.project import QdaCode, QdaCodebook, QdaSet
from autan.coding.core.remarks import Remark
from autan.coding.importers.qda_elements import QdaReading
from autan.coding.importers.xml_tree import Element, elements_of, local_name, parse_xml

MAX_DEPTH = 50
_INSIDE_A_CODE = ("Description", "NoteRef", "Code")
_NOT_CODABLE = frozenset({"false", "0"})


def read_qda_codebook(data: bytes, file: str) -> tuple[QdaCodebook, tuple[Remark, ...]]:
    """Read a codebook file.

    Args:
        data: the whole file.
        file: its name, for the errors.

    Returns:
        The codebook, and what was repaired or passed over.

    Raises:
        ImportFileError: no XML that can be trusted, no codebook in it, no code, codes nested without end, or a code
            that is above itself.
    """
    reading = QdaReading(file)
    root = parse_xml(data, reading)
    book = next((element for element in root.iter(etree.Element) if local_name(element) == "CodeBook"), None)
    if book is None:
        reading.refuse(
            "un livre de codes REFI-QDA (élément « CodeBook »)", line=root.sourceline, value=local_name(root)
        )
    codes = CodeReader(reading).read(book)
    if not codes:
        reading.refuse("au moins un code", line=book.sourceline)
    sets = tuple(found for holder in elements_of(book, "Sets") for found in read_sets(reading, holder))
    codebook = QdaCodebook(codes=codes, sets=sets, origin=book.get("origin") or root.get("origin") or "")
    return codebook, reading.close()


class CodeReader:
    """Reads the codes of one file, each identifier once."""

    def __init__(self, reading: QdaReading) -> None:
        self.reading = reading
        self._seen: set[str] = set()

    def read(self, book: Element) -> tuple[QdaCode, ...]:
        """Read the codes of a codebook, in order."""
        holders = elements_of(book, "Codes") or [book]
        self.reading.expect_inside(book, {"Codes", "Sets", "Code", "Description"})
        return tuple(self._code(child, ()) for holder in holders for child in elements_of(holder, "Code"))

    def _code(self, element: Element, above: tuple[str, ...]) -> QdaCode:
        reading = self.reading
        guid = reading.guid(element)
        if guid in above:
            reading.refuse(
                "un arbre de codes : ce code est déjà au-dessus de lui-même",
                line=element.sourceline,
                column="Code/@guid",
                value=element.get("name") or guid,
            )
        if len(above) >= MAX_DEPTH:
            reading.refuse(f"des codes emboîtés sur au plus {MAX_DEPTH} niveaux", line=element.sourceline)
        guid = self._alone(guid, element)
        inside = [child for name, child in reading.children(element, _INSIDE_A_CODE) if name == "Code"]
        return QdaCode(
            guid=guid,
            name=reading.name(element),
            is_codable=(element.get("isCodable") or "true").strip().lower() not in _NOT_CODABLE,
            color=reading.color(element),
            description=reading.description(element),
            notes=reading.references(element, "NoteRef"),
            children=tuple(self._code(child, (*above, guid)) for child in inside),
        )

    def _alone(self, guid: str, element: Element) -> str:
        """The identifier, or another where one of the codes before has it: codings go to the first."""
        if guid not in self._seen:
            self._seen.add(guid)
            return guid
        self.reading.tell(
            "code_guid_twice",
            f"Deux codes ont le même identifiant : « {element.get('name') or guid} » en reçoit un autre.",
            f"Two codes have the same identifier: “{element.get('name') or guid}” is given another.",
            element=element,
        )
        return make_guid("again", guid, element.getroottree().getpath(element))


def read_sets(reading: QdaReading, holder: Element) -> tuple[QdaSet, ...]:
    """Read the sets of a codebook or of a project; an empty holder has none."""
    found = []
    for _, element in reading.children(holder, {"Set"}):
        reading.expect_inside(element, {"MemberCode", "MemberSource", "MemberNote", "Description"})
        found.append(
            QdaSet(
                guid=reading.guid(element),
                name=reading.name(element),
                description=reading.description(element),
                codes=_members(reading, element, "MemberCode"),
                sources=_members(reading, element, "MemberSource"),
                notes=_members(reading, element, "MemberNote"),
            )
        )
    return tuple(found)


def _members(reading: QdaReading, element: Element, name: str) -> tuple[str, ...]:
    """Members of one sort: a codebook names them by `guid`, a project by `targetGUID`."""
    given = (
        reading.reference(child, "targetGUID" if child.get("targetGUID") else "guid")
        for child in elements_of(element, name)
    )
    return tuple(dict.fromkeys(guid for guid in given if guid))
