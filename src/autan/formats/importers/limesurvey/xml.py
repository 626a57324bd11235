"""Files of LimeSurvey (.lss, .lsg, .lsq, .lsr, .lst) read safely into their tables, each row with its line.

The parser of the standard library is used event by event. A document type is refused as soon as it opens: entities,
internal or external, can be declared nowhere else, so none is ever expanded. Files and texts of a size that no
questionnaire has, and elements nested without end, are refused too.
"""

import re
from pyexpat import ExpatError, ParserCreate

from autan.errors import Fault, ImportFileError
from autan.formats.core.limesurvey.tables import LimeFile, LimeRow

MAX_FILE_BYTES = 20_000_000
MAX_TEXT_CHARACTERS = 1_000_000
MAX_DEPTH = 50  # those of LimeSurvey have eight at most
_DEPTH_OF_COLUMN = 5  # document / table / rows / row / column
QUESTIONNAIRES = ("Survey", "Group", "Question")


def read_lime_file(data: bytes, name: str, *, kinds: tuple[str, ...] = QUESTIONNAIRES) -> LimeFile:
    """Read the tables of a file.

    Args:
        data: the whole file.
        name: its name, for the errors.
        kinds: kinds of documents that are wanted; what questions are written in unless given.

    Raises:
        ImportFileError: too large, cut short, not XML, with a document type or an entity, a text of more than a
            million signs, or another document of LimeSurvey than the ones wanted.
    """
    if len(data) > MAX_FILE_BYTES:
        raise ImportFileError(name, [Fault(expected=f"un fichier d’au plus {MAX_FILE_BYTES // 1_000_000}\u00a0Mo")])
    reader = _Reader(name)
    try:
        reader.parser.Parse(data, True)  # noqa: FBT003 — the parser takes no keyword
    except ExpatError as error:
        fault = Fault(row=error.lineno, expected="un fichier XML entier et bien formé (celui-ci est coupé ou abîmé)")
        raise ImportFileError(name, [fault]) from None
    _require_kind(reader.found, kinds)
    return reader.found


def _require_kind(found: LimeFile, kinds: tuple[str, ...]) -> None:
    if found.kind not in kinds:
        expected = f"un document LimeSurvey de type {', '.join(kinds)}"
        raise ImportFileError(found.name, [Fault(column="LimeSurveyDocType", value=found.kind, expected=expected)])
    if not re.fullmatch(r"\d{1,6}", found.db_version):
        fault = Fault(column="DBVersion", value=found.db_version[:80], expected="un numéro de version")
        raise ImportFileError(found.name, [fault])


class _Reader:
    """Builds the tables from the events of the parser, in one pass."""

    def __init__(self, name: str) -> None:
        self.found = LimeFile(name=name)
        self.path: list[str] = []
        self.pieces: list[str] = []
        self.length = 0
        self.row = LimeRow(values={}, line=0)
        self.parser = ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._refuse_doctype

    def _refuse(self, expected: str) -> ImportFileError:
        return ImportFileError(self.found.name, [Fault(row=self.parser.CurrentLineNumber, expected=expected)])

    def _refuse_doctype(self, *_: object) -> None:
        raise self._refuse("un fichier sans déclaration de type de document (DTD), refusée par prudence")

    def _start(self, tag: str, _attributes: dict[str, str]) -> None:
        if not self.path and tag != "document":
            raise self._refuse("un fichier de LimeSurvey, dont la racine est « document »")
        if len(self.path) == MAX_DEPTH:
            expected = f"des éléments emboîtés sur au plus {MAX_DEPTH} niveaux"
            raise self._refuse(expected)
        self.path.append(tag)
        self.pieces.clear()
        self.length = 0
        if self.path[2:] == ["rows", "row"]:
            self.row = LimeRow(values={}, line=self.parser.CurrentLineNumber)
            self.found.tables.setdefault(self.path[1], []).append(self.row)

    def _text(self, piece: str) -> None:
        self.length += len(piece)
        if self.length > MAX_TEXT_CHARACTERS:
            expected = f"un texte d’au plus {MAX_TEXT_CHARACTERS} signes"
            raise self._refuse(expected)
        self.pieces.append(piece)

    def _end(self, tag: str) -> None:
        text = "".join(self.pieces)
        if len(self.path) == _DEPTH_OF_COLUMN and self.path[2:4] == ["rows", "row"]:
            self.row.values[tag] = text
        elif self.path == ["document", "languages", "language"]:
            self.found.languages.append(text.strip())
        elif self.path == ["document", "LimeSurveyDocType"]:
            self.found.kind = text.strip()
        elif self.path == ["document", "DBVersion"]:
            self.found.db_version = text.strip()
        self.path.pop()
        self.pieces.clear()
        self.length = 0
