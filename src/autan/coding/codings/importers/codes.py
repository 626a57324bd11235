"""Codes of REFI-QDA, and a codebook from a file: YAML, as the ones that ship, or REFI-QDA."""

import unicodedata
from datetime import date
from pathlib import PurePath

from lxml import etree

from autan.coding.codings.core.codebook import Codebook
from autan.coding.codings.core.codebook_reading import read_codebook
from autan.coding.codings.core.project import QdaCode, QdaCodebook, make_guid
from autan.coding.codings.core.qda.incoming import incoming_codebook
from autan.coding.codings.importers.elements import QdaReading
from autan.coding.codings.importers.xml_tree import Element, elements_of, local_name, parse_xml
from autan.ground.errors import Fault, ImportFileError
from autan.ground.tables.core.findings import ResultRemark
from autan.ground.tables.importers.delimited import decode_text
from autan.ground.tables.importers.yaml_document import read_document
from autan.ground.wordings import Sentence, Text

MAX_DEPTH = 50
_INSIDE_A_CODE = ("Description", "NoteRef", "Code")
_NOT_CODABLE = frozenset({"false", "0"})


def read_qda_codebook(data: bytes, file: str) -> tuple[QdaCodebook, tuple[ResultRemark, ...]]:
    """Read a codebook file.

    Returns the codebook, and what was repaired or passed over.

    Raises ImportFileError: no XML that can be trusted, no codebook in it, no code, codes nested without end, or a code
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
    codebook = QdaCodebook(codes=codes, origin=book.get("origin") or root.get("origin") or "")
    return codebook, reading.close()


class CodeReader:
    """Reads the codes of one file, each identifier once."""

    def __init__(self, reading: QdaReading) -> None:
        self.reading = reading
        self._seen: set[str] = set()

    def read(self, book: Element) -> tuple[QdaCode, ...]:
        """Read the codes of a codebook, in order."""
        holders = elements_of(book, "Codes") or [book]
        empty = {"Sets"} if not any(len(holder) for holder in elements_of(book, "Sets")) else set()
        self.reading.expect_inside(book, {"Codes", "Code", "Description", *empty})
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
            reading.refuse(
                Sentence("des codes emboîtés sur au plus {max_depth} niveaux", max_depth=MAX_DEPTH),
                line=element.sourceline,
            )
        guid = self._unique_guid(guid, element)
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

    def _unique_guid(self, guid: str, element: Element) -> str:
        """The identifier, or another where one of the codes before has it: codings go to the first."""
        if guid not in self._seen:
            self._seen.add(guid)
            return guid
        self.reading.remark(
            "code_guid_twice",
            f"Deux codes ont le même identifiant : « {element.get('name') or guid} » en reçoit un autre.",
            f"Two codes have the same identifier: “{element.get('name') or guid}” is given another.",
            element=element,
        )
        return make_guid("again", guid, element.getroottree().getpath(element))


_YAML, _QDC = frozenset({".yaml", ".yml"}), ".qdc"


def read_codebook_file(data: bytes, file: str, *, day: date = date.min) -> tuple[Codebook, tuple[ResultRemark, ...]]:
    """Read a codebook.

    The extension of `file` tells the form; the slug of a `.qdc` is made of its name. `day` is that of a codebook whose
    file has none.

    Raises ImportFileError: neither form, or faults, each with its line or its path.
    """
    suffix = PurePath(file).suffix.lower()
    if suffix in _YAML:
        return _read_yaml(decode_text(data, file), file), ()
    if suffix == _QDC:
        qda_codebook, remarks = read_qda_codebook(data, file)
        stem = PurePath(file).stem
        codebook, _keys = incoming_codebook(qda_codebook, slug=slug_of(stem), title=Text(stem, ""), day=day)
        return codebook, remarks
    raise ImportFileError(file, [Fault(value=suffix or None, expected="un livre de codes .yaml ou .qdc")])


def _read_yaml(text: str, file: str) -> Codebook:
    codebook, faults = read_codebook(read_document(text, file))
    if codebook is None:
        raise ImportFileError(file, faults)
    return codebook


def slug_of(name: str) -> str:
    """Make an identifier of a name.

    >>> slug_of("Éxemple 2 (final)")
    'exemple-2-final'
    """
    plain = unicodedata.normalize("NFKD", name.lower().replace("’", " ")).encode("ascii", "ignore").decode()
    words = "".join(letter if letter.isalnum() else " " for letter in plain).split()
    joined = "-".join(words)[:60].strip("-")
    return joined if joined[:1].isalpha() else f"livre-{joined}".strip("-")
