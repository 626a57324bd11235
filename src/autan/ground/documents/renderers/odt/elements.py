"""Elements of OpenDocument, and the lengths that they hold."""

import re
from collections.abc import Iterable, Mapping

from lxml import etree

from autan.ground.documents.core import replace_unprintable
from autan.ground.documents.renderers.office import Element

VERSION = "1.3"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
NAMESPACES: Mapping[str, str] = {
    "office": f"{_OASIS}office:1.0",
    "style": f"{_OASIS}style:1.0",
    "text": f"{_OASIS}text:1.0",
    "table": f"{_OASIS}table:1.0",
    "draw": f"{_OASIS}drawing:1.0",
    "fo": f"{_OASIS}xsl-fo-compatible:1.0",
    "svg": f"{_OASIS}svg-compatible:1.0",
    "meta": f"{_OASIS}meta:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "dc": "http://purl.org/dc/elements/1.1/",
    "ooow": "http://openoffice.org/2004/writer",
    "xml": "http://www.w3.org/XML/1998/namespace",
}
_ROOT = {prefix: uri for prefix, uri in NAMESPACES.items() if prefix != "xml"}
_TWIPS = {"cm": 566.929, "mm": 56.6929, "in": 1440.0, "pt": 20.0, "pc": 240.0, "px": 15.0}
_LENGTH = re.compile(r"(-?[\d.]+)(cm|mm|in|pt|pc|px)")


def qn(name: str) -> str:
    """Return the full name of `text:p`."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def make(tag: str, attributes: Mapping[str, str] | None = None, children: Iterable[Element] = ()) -> Element:
    """Return an element such as `text:p`, its attributes named the same way."""
    element = etree.Element(qn(tag), nsmap={tag.partition(":")[0]: NAMESPACES[tag.partition(":")[0]]})
    for name, value in (attributes or {}).items():
        element.set(qn(name), replace_unprintable(value))
    element.extend(children)
    return element


def written(tag: str, text: str, attributes: Mapping[str, str] | None = None) -> Element:
    """Return an element that holds some text."""
    element = make(tag, attributes)
    element.text = replace_unprintable(text)
    return element


def root(tag: str, children: Iterable[Element]) -> bytes:
    """Return a part of the document: its root element and what it holds, as bytes."""
    element = etree.Element(qn(tag), nsmap=_ROOT)
    element.set(qn("office:version"), VERSION)
    element.extend(children)
    return as_bytes(element)


def as_bytes(element: Element) -> bytes:
    """Return an element as a part of the document."""
    etree.cleanup_namespaces(element, top_nsmap=_ROOT, keep_ns_prefixes=["ooow"])
    data: bytes = etree.tostring(element, xml_declaration=True, encoding="UTF-8")
    return data


def points(twips: int) -> str:
    """Return a length given in twentieths of a point.

    >>> points(1134)
    '56.7pt'
    """
    return f"{twips / 20:g}pt"


def twips(length: str | None, default: int) -> int:
    """Return a length in twentieths of a point; the default when it is not one.

    >>> twips("2.5cm", 0), twips(None, 7)
    (1417, 7)
    """
    matched = _LENGTH.fullmatch(length or "")
    return round(float(matched[1]) * _TWIPS[matched[2]]) if matched else default
