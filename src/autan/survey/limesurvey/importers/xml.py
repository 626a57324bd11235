"""Files of LimeSurvey, alone or in an archive, read safely into their tables, each row with its line."""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from autan.ground.errors import Fault, ImportFileError
from autan.ground.tables.core.tables import Table
from autan.ground.tables.importers.archives import read_archive
from autan.ground.wordings import Sentence
from autan.survey.limesurvey.core.tables import LimeFile, LimeRow

MAX_FILE_BYTES = 20_000_000
MAX_TEXT_CHARACTERS = 1_000_000
QUESTIONNAIRES = ("Survey", "Group", "Question")


def read_lime_file(data: bytes, name: str, *, kinds: tuple[str, ...] = QUESTIONNAIRES) -> LimeFile:
    """Read the tables of a file of the kinds of documents that are wanted.

    Raises ImportFileError: too large, cut short, not XML, with a document type or an entity, a text of more than a
    million signs, or another document of LimeSurvey than the ones wanted.
    """
    if len(data) > MAX_FILE_BYTES:
        raise ImportFileError(
            name,
            [
                Fault(
                    expected=Sentence("un fichier d’au plus {megabytes}\u00a0Mo", megabytes=MAX_FILE_BYTES // 1_000_000)
                )
            ],
        )
    root = _parse(data, name)
    lime_file = LimeFile(
        name=name,
        kind=(root.findtext("LimeSurveyDocType") or "").strip(),
        db_version=(root.findtext("DBVersion") or "").strip(),
        languages=[(element.text or "").strip() for element in root.iterfind("languages/language")],
    )
    for table in root:
        for row in table.iterfind("rows/row"):
            values = {column.tag: column.text or "" for column in row}
            if max(map(len, values.values()), default=0) > MAX_TEXT_CHARACTERS:
                expected = Sentence(
                    "un texte d’au plus {max_text_characters} signes", max_text_characters=MAX_TEXT_CHARACTERS
                )
                raise ImportFileError(name, [Fault(row=row.sourceline, expected=expected)])
            lime_file.tables.setdefault(table.tag, []).append(LimeRow(values=values, line=row.sourceline))
    if lime_file.kind not in kinds:
        expected = Sentence("un document LimeSurvey de type {kinds}", kinds=", ".join(kinds))
        raise ImportFileError(name, [Fault(column="LimeSurveyDocType", value=lime_file.kind, expected=expected)])
    if not re.fullmatch(r"\d{1,6}", lime_file.db_version):
        fault = Fault(column="DBVersion", value=lime_file.db_version[:80], expected="un numéro de version")
        raise ImportFileError(name, [fault])
    return lime_file


def _parse(data: bytes, name: str) -> Any:
    from lxml import etree  # loaded when such a file is read: other commands need not wait for it

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        expected = "un fichier XML entier et bien formé (celui-ci est coupé ou abîmé)"
        if "depth" in error.msg:
            expected = "des éléments emboîtés sur peu de niveaux"
        raise ImportFileError(name, [Fault(row=error.lineno, expected=expected)]) from None
    if root.getroottree().docinfo.doctype:
        expected = "un fichier sans déclaration de type de document (DTD), refusée par prudence"
        raise ImportFileError(name, [Fault(expected=expected)])
    if root.tag != "document":
        expected = "un fichier de LimeSurvey, dont la racine est « document »"
        raise ImportFileError(name, [Fault(row=root.sourceline, expected=expected)])
    return root


_MAX_MEMBERS = 50
_KINDS = {".lsr": ("Responses",), ".lst": ("Tokens",)}


@dataclass(frozen=True, slots=True, kw_only=True)
class LimeArchive:
    """The files of an archive.

    Attributes:
        structure: name and content of the .lss, which is read apart.
        responses: the .lsr, or None when nobody has answered yet.
    """

    structure: tuple[str, bytes]
    responses: LimeFile | None
    participants: LimeFile | None
    left: tuple[str, ...]


def read_lime_archive(data: bytes, file: str) -> LimeArchive:
    """Return the files of an archive.

    Raises ImportFileError: no safe zip (see `read_archive`), no structure or several, or a damaged file inside.
    """
    contents = read_archive(data, file, max_members=_MAX_MEMBERS)
    by_suffix: dict[str, list[str]] = {}
    for name in contents:
        by_suffix.setdefault(PurePosixPath(name).suffix.lower(), []).append(name)
    structures = by_suffix.get(".lss", [])
    if len(structures) != 1:
        shown = ", ".join(structures or contents)[:80] or None
        raise ImportFileError(file, [Fault(value=shown, expected="une archive LimeSurvey, avec un fichier .lss")])
    lime_files = {
        suffix: read_lime_file(contents[names[0]], f"{file}/{names[0]}", kinds=_KINDS[suffix])
        for suffix, names in by_suffix.items()
        if suffix in _KINDS and len(names) == 1
    }
    read = {structures[0], *(by_suffix[suffix][0] for suffix in lime_files)}
    return LimeArchive(
        structure=(structures[0], contents[structures[0]]),
        responses=lime_files.get(".lsr"),
        participants=lime_files.get(".lst"),
        left=tuple(name for name in contents if name not in read),
    )


def participants_of(lime_file: LimeFile) -> dict[str, dict[str, str]]:
    """Return the participants of an archive, by token."""
    return {row.get("token"): dict(row.values) for row in lime_file.rows("tokens") if row.get("token")}


def table_of(lime_file: LimeFile) -> Table:
    """Return the responses of an .lsr as a table; its columns come in the order in which they are first met."""
    rows = lime_file.rows("responses")
    headings = list(dict.fromkeys(name for row in rows for name in row.values))
    return Table(
        name="",
        headings=tuple(re.sub(r"^_(?=\d)", "", name) for name in headings),  # XML wants « _ » before a figure
        rows=tuple(tuple(row.get(name) or None for name in headings) for row in rows),
        lines=tuple(row.line for row in rows),
    )
