"""An XML file given by a user, read into a tree that can be trusted: no entity, no outside address, bounded sizes.

Names are compared without their namespace, since programs write it or forget it. What is not known is passed over and
told; where it stands is told by its line.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any, NoReturn

from lxml import etree

from autan.ground.errors import Fault, ImportFileError
from autan.ground.tables.core.findings import ResultRemark
from autan.ground.wordings import Sentence

MAX_XML_BYTES = 100_000_000
_DOCTYPE = re.compile(rb"<!DOCTYPE", re.IGNORECASE)
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00")

type Element = Any


class XmlReading:
    """One reading of one file: its name for the errors, and what is told on the way."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.remarks: list[ResultRemark] = []
        self._passed: Counter[str] = Counter()
        self._first_lines: dict[str, int] = {}

    def refuse(self, expected: str, *, line: int | None = None, column: str | None = None, value: str = "") -> NoReturn:
        """Stop here: the file cannot be taken in."""
        fault = Fault(row=line, column=column, value=value[:80] or None, expected=expected)
        raise ImportFileError(self.file, [fault])

    def remark(self, code: str, french: str, english: str, *, element: Element = None, place: str = "") -> None:
        """Note a remark, with the line of an element where there is one."""
        where = place or (f"ligne {element.sourceline}" if element is not None else "")
        self.remarks.append(ResultRemark.of(code, french, english, place=where))

    def children(self, element: Element, known: Collection[str]) -> Iterator[tuple[str, Element]]:
        """Give the elements inside one, with their names; those of other names are passed over and counted."""
        for child in elements_of(element):
            name = local_name(child)
            if name in known:
                yield name, child
            else:
                self.pass_over(name, child)

    def expect_inside(self, element: Element, known: Collection[str]) -> None:
        """Pass over, and count, the elements inside one that have other names than these."""
        for _ in self.children(element, known):
            pass

    def pass_over(self, name: str, element: Element) -> None:
        """Count something that is not taken in."""
        self._passed[name] += 1
        self._first_lines.setdefault(name, element.sourceline)

    def close(self) -> tuple[ResultRemark, ...]:
        """Every remark, what was passed over last."""
        for name, times in self._passed.items():
            self.remark(
                "element_passed_over",
                f"Élément « {name} » non repris ({times}).",
                f"Element “{name}” not taken in ({times}).",
                place=f"ligne {self._first_lines[name]}",
            )
        return tuple(self.remarks)


def local_name(element: Element) -> str:
    """Name of an element without its namespace."""
    return str(etree.QName(element).localname)


def parse_xml(data: bytes, reading: XmlReading) -> Element:
    """Parse a file and return its root.

    Raises ImportFileError: too large, not XML, cut short, nested without end, or with a document type, which could
    declare entities.
    """
    if len(data) > MAX_XML_BYTES:
        reading.refuse(Sentence("un fichier d’au plus {megabytes}\u00a0Mo", megabytes=MAX_XML_BYTES // 1_000_000))
    if _has_document_type(data):
        reading.refuse("un fichier sans déclaration de type de document (DTD), refusée par prudence")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data.lstrip(), parser)
    except etree.XMLSyntaxError as error:
        reading.refuse("un fichier XML entier et bien formé", line=error.lineno, value=str(error.msg))


def _has_document_type(data: bytes) -> bool:
    """True when the file opens a document type, in whatever encoding of the Unicode family."""
    is_wide = any(mark in data[:8] for mark in _WIDE_MARKS)
    return _DOCTYPE.search(data.replace(b"\x00", b"") if is_wide else data) is not None


def elements_of(element: Element, name: str | None = None) -> list[Element]:
    """Elements right inside one, in order; those of one name when it is given."""
    children = element.iterchildren(tag=etree.Element)
    return [child for child in children if name is None or local_name(child) == name]


def text_of(element: Element) -> str:
    """Text of an element, with that of the elements inside; blanks around it are left out."""
    return "".join(element.itertext()).strip()
