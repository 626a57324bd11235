"""Archives (.lsa) and tables of responses (.lsr) of LimeSurvey.

An archive is a zip of the structure, the responses, and the participants when there are some. Columns of responses
are named by numbers, which the structure explains.
"""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from autan.ground.errors import Fault, ImportFileError
from autan.ground.tables.core.tables import Table
from autan.ground.tables.importers.archives import read_archive
from autan.survey.limesurvey.core.tables import LimeFile
from autan.survey.limesurvey.importers.xml import read_lime_file

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
