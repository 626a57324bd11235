"""Files of LimeSurvey (.lss, .lsg, .lsq, .lsr, .lst) read safely into their tables, each row with its line.

No entity is ever expanded: a file that declares a document type is refused. Files and texts of a size that no
questionnaire has, and elements nested without end, are refused too.
"""

import re
from typing import Any

from autan.ground.errors import Fault, ImportFileError
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
