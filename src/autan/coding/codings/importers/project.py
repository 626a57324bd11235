"""A project of REFI-QDA (`.qdpx`, or `project.qde` alone), read with what had to be repaired."""

from collections.abc import Iterable
from dataclasses import replace

from autan.coding.codings.core.project import (
    QdaCase,
    QdaCode,
    QdaCoding,
    QdaProject,
    QdaSet,
    QdaSource,
    QdaUser,
    QdaVariable,
    VariableType,
)
from autan.coding.codings.importers.archive import QdaArchive
from autan.coding.codings.importers.codes import CodeReader
from autan.coding.codings.importers.elements import QdaReading
from autan.coding.codings.importers.sources import SourceReader
from autan.coding.codings.importers.xml_tree import Element, elements_of, local_name, parse_xml
from autan.ground.tables.core.findings import ResultRemark

_PARTS = ("Users", "CodeBook", "Variables", "Cases", "Sources", "Notes", "Sets", "Description", "NoteRef")
_UNKNOWN_USER, _UNKNOWN_CODE = "Codeur inconnu", "Code non décrit"


def read_qda_project(data: bytes, file: str) -> tuple[QdaProject, tuple[ResultRemark, ...]]:
    """Read a project.

    Returns the project, and what was repaired, passed over, or not in the file.

    Raises ImportFileError: an archive that is damaged, ciphered, too large or unsafe, no project in it, no XML that can
    be trusted, or a codebook that is no tree.
    """
    reading = QdaReading(file)
    archive = QdaArchive(data, reading)
    root = parse_xml(archive.project(), reading)
    if local_name(root) != "Project":
        reading.refuse("un projet REFI-QDA (élément « Project »)", line=root.sourceline, value=local_name(root))
    project = _read(root, reading, archive)
    return _without_dangling(_complete_project(project, reading), reading), reading.close()


def _read(root: Element, reading: QdaReading, archive: QdaArchive) -> QdaProject:
    reading.expect_inside(root, _PARTS)
    texts = SourceReader(reading, archive)
    texts.collect(root)
    sources, notes = texts.read()
    codes = CodeReader(reading)
    return QdaProject(
        name=reading.name(root),
        origin=root.get("origin") or "",
        user=reading.reference(root, "creatingUserGUID"),
        created=reading.moment(root),
        description=reading.description(root),
        users=tuple(
            QdaUser(guid=reading.guid(element), name=reading.name(element), id=element.get("id") or "")
            for element in _children_of(reading, root, "Users", "User")
        ),
        codes=tuple(code for book in elements_of(root, "CodeBook") for code in codes.read(book)),
        variables=tuple(
            _variable(reading, element) for element in _children_of(reading, root, "Variables", "Variable")
        ),
        cases=tuple(_case(reading, element) for element in _children_of(reading, root, "Cases", "Case")),
        sources=sources,
        notes=notes,
        sets=tuple(_set(reading, element) for element in _children_of(reading, root, "Sets", "Set")),
        note_refs=reading.references(root, "NoteRef"),
    )


def _children_of(reading: QdaReading, root: Element, holder: str, name: str) -> list[Element]:
    return [child for part in elements_of(root, holder) for _, child in reading.children(part, {name})]


def _variable(reading: QdaReading, element: Element) -> QdaVariable:
    text = (element.get("typeOfVariable") or "").strip()
    known = {kind.value: kind for kind in VariableType}
    if text not in known:
        reading.remark(
            "variable_type_text",
            f"Type de variable « {text[:20]} » inconnu : lu comme un texte.",
            f"Unknown type of variable “{text[:20]}”: read as a text.",
            element=element,
        )
    return QdaVariable(
        guid=reading.guid(element),
        name=reading.name(element),
        type=known.get(text, VariableType.TEXT),
        description=reading.description(element),
    )


def _case(reading: QdaReading, element: Element) -> QdaCase:
    inside = ("Description", "CodeRef", "VariableValue", "SourceRef", "SelectionRef")
    reading.expect_inside(element, inside)
    return QdaCase(
        guid=reading.guid(element),
        name=reading.name(element),
        description=reading.description(element),
        codes=reading.references(element, "CodeRef"),
        values=tuple(reading.value(child) for child in elements_of(element, "VariableValue")),
        sources=reading.references(element, "SourceRef"),
        selections=reading.references(element, "SelectionRef"),
    )


def _set(reading: QdaReading, element: Element) -> QdaSet:
    reading.expect_inside(element, ("Description", "MemberCode", "MemberSource", "MemberNote"))
    return QdaSet(
        guid=reading.guid(element),
        name=reading.name(element),
        description=reading.description(element),
        codes=reading.references(element, "MemberCode"),
        sources=reading.references(element, "MemberSource"),
        notes=reading.references(element, "MemberNote"),
    )


def _complete_project(project: QdaProject, reading: QdaReading) -> QdaProject:
    """Give a user and a code to every coding that names one that the file does not describe; tell namesakes."""
    codings = list(_codings((*project.sources, *project.notes)))
    user_guids = {user.guid for user in project.users}
    described = {code.guid for code in project.codebook.walk()}
    users = dict.fromkeys(coding.user for coding in codings if coding.user and coding.user not in user_guids)
    codes = dict.fromkeys(coding.code for coding in codings if coding.code not in described)
    for guid in users:
        reading.remark("user_made", f"{_UNKNOWN_USER} : {guid}.", f"Unknown coder: {guid}.")
    for guid in codes:
        reading.remark("code_made", f"{_UNKNOWN_CODE} : {guid}.", f"Code that is not described: {guid}.")
    _remark_namesakes(project.users, reading)
    return replace(
        project,
        users=(*project.users, *(QdaUser(guid=guid, name=_UNKNOWN_USER) for guid in users)),
        codes=(*project.codes, *(QdaCode(guid=guid, name=_UNKNOWN_CODE) for guid in codes)),
    )


def _without_dangling(project: QdaProject, reading: QdaReading) -> QdaProject:
    """Leave out references to what was not taken in, and tell how many."""
    sources = {source.guid for source in project.sources}
    selections = {selection.guid for source in project.sources for selection in source.selections}
    codes = {code.guid for code in project.codebook.walk()}
    notes = {note.guid for note in project.notes}
    left_out = 0

    def kept(guids: tuple[str, ...], known: set[str]) -> tuple[str, ...]:
        nonlocal left_out
        present = tuple(guid for guid in guids if guid in known)
        left_out += len(guids) - len(present)
        return present

    cases = tuple(
        replace(
            case,
            codes=kept(case.codes, codes),
            sources=kept(case.sources, sources),
            selections=kept(case.selections, selections),
        )
        for case in project.cases
    )
    sets = tuple(
        replace(
            group,
            codes=kept(group.codes, codes),
            sources=kept(group.sources, sources),
            notes=kept(group.notes, notes),
        )
        for group in project.sets
    )
    if left_out:
        reading.remark(
            "references_left_out",
            f"Renvois vers ce qui n’est pas repris, laissés de côté : {left_out}.",
            f"References to what is not taken in, left out: {left_out}.",
        )
    return replace(project, cases=cases, sets=sets)


def _codings(sources: Iterable[QdaSource]) -> Iterable[QdaCoding]:
    for source in sources:
        yield from source.codings
        for selection in source.selections:
            yield from selection.codings


def _remark_namesakes(users: Iterable[QdaUser], reading: QdaReading) -> None:
    seen: set[str] = set()
    for user in users:
        if user.name in seen:
            reading.remark(
                "users_of_one_name",
                f"Deux personnes s’appellent « {user.name} » : elles restent deux.",
                f"Two people are called “{user.name}”: they stay two.",
            )
        seen.add(user.name)
