"""Elements of REFI-QDA 1.0, written in the order that its schemas ask for."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from lxml import etree

from autan.coding.codings.core.project import QdaCode, QdaScalar, QdaValue

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

type Element = Any


def root_element(name: str, namespace: str, attributes: Mapping[str, str]) -> Element:
    """Open a document in one namespace."""
    root = etree.Element(etree.QName(namespace, name), nsmap={None: namespace})
    _set(root, attributes)
    return root


def add(parent: Element, name: str, attributes: Mapping[str, str] | None = None, *, text: str = "") -> Element:
    """Add an element, in the namespace of its parent; attributes that are empty are left out."""
    element = etree.SubElement(parent, etree.QName(etree.QName(parent).namespace, name))
    _set(element, attributes or {})
    if text:
        element.text = _clean(text)
    return element


def _set(element: Element, attributes: Mapping[str, str]) -> None:
    for key, value in attributes.items():
        if value:
            element.set(key, _clean(value))


def _clean(text: str) -> str:
    """A text without the signs that XML forbids; a carriage return would be read back as a line feed."""
    return _FORBIDDEN.sub("\ufffd", text)


def document(root: Element) -> bytes:
    """The whole document."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def add_description(parent: Element, description: str) -> None:
    """Add a description, where there is one."""
    if description:
        add(parent, "Description", text=description)


def add_references(parent: Element, name: str, guids: Iterable[str]) -> None:
    """Add one reference for each identifier."""
    for guid in guids:
        add(parent, name, {"targetGUID": guid})


def add_codes(parent: Element, codes: Iterable[QdaCode], *, has_notes: bool) -> None:
    """Add the codes of a codebook: at least one, since the format knows no empty codebook."""
    holder = add(parent, "Codes")
    for code in codes:
        _add_code(holder, code, has_notes=has_notes)


def _add_code(parent: Element, code: QdaCode, *, has_notes: bool) -> None:
    attributes = {
        "guid": code.guid,
        "name": code.name,
        "isCodable": "true" if code.is_codable else "false",
        "color": code.color,
    }
    element = add(parent, "Code", attributes)
    add_description(element, code.description)
    if has_notes:
        add_references(element, "NoteRef", code.notes)
    for child in code.children:
        _add_code(element, child, has_notes=has_notes)


def add_values(parent: Element, values: Iterable[QdaValue]) -> None:
    """Add the values of variables; an unknown one is written without a value."""
    for value in values:
        element = add(parent, "VariableValue")
        add(element, "VariableRef", {"targetGUID": value.variable})
        if value.value is not None:
            name, text = _written(value.value)
            add(element, name, text=text)


def _written(value: QdaScalar) -> tuple[str, str]:
    if isinstance(value, bool):
        return "BooleanValue", "true" if value else "false"
    if isinstance(value, int):
        return "IntegerValue", str(value)
    if isinstance(value, Decimal):
        return "FloatValue", f"{value:f}"
    if isinstance(value, datetime):
        return "DateTimeValue", value.isoformat()
    return ("TextValue", value) if isinstance(value, str) else ("DateValue", str(value))
