"""A project or a codebook as a file of REFI-QDA, valid against its schema; the same one gives the same bytes."""

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from lxml import etree

from autan.coding.codings.core.project import (
    OWN_ORIGIN,
    QdaCase,
    QdaCode,
    QdaCodebook,
    QdaCoding,
    QdaProject,
    QdaScalar,
    QdaSelection,
    QdaSet,
    QdaSource,
    QdaValue,
)
from autan.ground.errors import DomainError

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


_NAMESPACE = "urn:QDA-XML:project:1.0"
_LONGEST_NAME = 120
_MOMENT = (1980, 1, 1, 0, 0, 0)


def write_qda_project(project: QdaProject) -> bytes:
    """Return the whole file: the description of the project, and one text for each source that has its words."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as opened:
        _store(opened, "project.qde", describe_project(project))
        for source in project.sources:
            if source.text is not None:
                _store(opened, f"sources/{source.guid}.txt", source.text.encode("utf-8", "replace"))
    return archive.getvalue()


def _store(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    member = zipfile.ZipInfo(name, _MOMENT)
    member.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(member, content)


def describe_project(project: QdaProject) -> bytes:
    """Return the description of the project (`project.qde`) alone; sources are named by their path."""
    attributes = {
        "name": project.name,
        "origin": OWN_ORIGIN,
        "creatingUserGUID": project.user,
        "creationDateTime": project.created,
    }
    root = root_element("Project", _NAMESPACE, attributes)
    _add_users(root, project)
    if project.codes:
        add_codes(add(root, "CodeBook"), project.codes, has_notes=True)
    _add_variables(root, project)
    _add_all(root, "Cases", project.cases, _add_case)
    _add_all(root, "Sources", project.sources, _add_source)
    _add_all(root, "Notes", project.notes, _add_note)
    _add_all(root, "Sets", project.sets, _add_set)
    add_description(root, project.description)
    add_references(root, "NoteRef", project.note_refs)
    return document(root)


def _add_all[T](root: Element, name: str, values: Iterable[T], add_one: Callable[[Element, T], None]) -> None:
    """Add what there is under one heading: the format knows no empty heading."""
    items = list(values)
    if items:
        holder = add(root, name)
        for item in items:
            add_one(holder, item)


def _add_users(root: Element, project: QdaProject) -> None:
    if project.users:
        holder = add(root, "Users")
        for user in project.users:
            add(holder, "User", {"guid": user.guid, "name": user.name, "id": user.id})


def _add_variables(root: Element, project: QdaProject) -> None:
    if project.variables:
        holder = add(root, "Variables")
        for variable in project.variables:
            attributes = {"guid": variable.guid, "name": variable.name, "typeOfVariable": variable.type.value}
            add_description(add(holder, "Variable", attributes), variable.description)


def _add_case(holder: Element, case: QdaCase) -> None:
    element = add(holder, "Case", {"guid": case.guid, "name": case.name})
    add_description(element, case.description)
    add_references(element, "CodeRef", case.codes)
    add_values(element, case.values)
    add_references(element, "SourceRef", case.sources)
    add_references(element, "SelectionRef", case.selections)


def _add_set(holder: Element, group: QdaSet) -> None:
    element = add(holder, "Set", {"guid": group.guid, "name": group.name})
    add_description(element, group.description)
    add_references(element, "MemberCode", group.codes)
    add_references(element, "MemberSource", group.sources)
    add_references(element, "MemberNote", group.notes)


def _add_source(holder: Element, source: QdaSource) -> None:
    path = f"internal://{source.guid}.txt" if source.text is not None else source.path
    _add_text(holder, "TextSource", source, path=path, content=None)


def _add_note(holder: Element, note: QdaSource) -> None:
    _add_text(holder, "Note", note, path=note.path if note.text is None else "", content=note.text)


def _add_text(holder: Element, name: str, source: QdaSource, *, path: str, content: str | None) -> None:
    attributes = {
        "guid": source.guid,
        "name": source.name,
        "plainTextPath": path,
        "creatingUser": source.user,
        "creationDateTime": source.created,
    }
    element = add(holder, name, attributes)
    add_description(element, source.description)
    if content is not None:
        add(element, "PlainTextContent", text=content)
    for selection in source.selections:
        _add_selection(element, source, selection)
    _add_codings(element, source.codings)
    add_references(element, "NoteRef", source.notes)
    add_values(element, source.values)


def _add_selection(parent: Element, source: QdaSource, selection: QdaSelection) -> None:
    is_placed = selection.is_placed and source.text is not None
    words = (source.text or "")[selection.start : selection.end]
    shown = words if len(words) <= _LONGEST_NAME else f"{words[:_LONGEST_NAME].rstrip()}…"
    attributes = {
        "guid": selection.guid,
        "name": shown if is_placed else selection.name,
        "startPosition": str(selection.start),
        "endPosition": str(selection.end),
        "creatingUser": selection.user,
        "creationDateTime": selection.created,
    }
    element = add(parent, "PlainTextSelection", attributes)
    add_description(element, selection.description)
    _add_codings(element, selection.codings)
    add_references(element, "NoteRef", selection.notes)


def _add_codings(parent: Element, codings: Iterable[QdaCoding]) -> None:
    for coding in codings:
        attributes = {"guid": coding.guid, "creatingUser": coding.user, "creationDateTime": coding.created}
        element = add(parent, "Coding", attributes)
        add(element, "CodeRef", {"targetGUID": coding.code})
        add_references(element, "NoteRef", coding.notes)


_CODEBOOK_NAMESPACE = "urn:QDA-XML:codebook:1.0"


def write_qda_codebook(codebook: QdaCodebook) -> bytes:
    """Return the whole file.

    Notes, which this file cannot hold, are left out.

    Raises DomainError: no code: the format knows no empty codebook.
    """
    if not codebook.codes:
        message = "un livre de codes REFI-QDA a au moins un code"
        raise DomainError(message)
    root = root_element("CodeBook", _CODEBOOK_NAMESPACE, {"origin": codebook.origin or OWN_ORIGIN})
    add_codes(root, codebook.codes, has_notes=False)
    return document(root)
