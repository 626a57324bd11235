"""A document, by its name or its link."""

from typing import override

from autan.evidence.core.texts import Text
from autan.questionnaires.core.answers.fields import AnswerField, line_field
from autan.questionnaires.core.answers.parts import InputFault, Parts, limit_length, one_text
from autan.questionnaires.core.answers.values import MAX_SHORT_TEXT, AnswerValue, check_parts, check_text, parts_of
from autan.questionnaires.core.kinds.kind import Kind
from autan.questionnaires.core.questionnaire import Question
from autan.questionnaires.core.spread.columns import ColumnKind, FlatColumn, column_of
from autan.questionnaires.core.wordings import verbatim

_PARTS = ("name", "link")
_FIELDS = (Text("Nom du document", "Name of the document"), Text("Lien (https://…)", "Link (https://…)"))
_COLUMNS = (Text("nom du fichier", "file name"), Text("lien", "link"))
_LONGEST_LINK = 8 * MAX_SHORT_TEXT
_ADDRESS = ("https://", "http://")
_FOLDER_SIGNS = frozenset("/\\")
_NOT_LINK = Text("un lien qui commence par https:// est attendu", "a link that begins with https:// is expected")
_NOT_NAME = Text("un nom de document, sans dossier, est attendu", "the name of a document is expected, no folder")


class File(Kind):
    """A document: its name, its address, or both."""

    parts = _PARTS
    blank_lines = 1
    hint = Text("nom du document, ou adresse de la page", "name of the document, or address of the page")

    @override
    def check(self, question: Question, value: object, problems: list[str]) -> AnswerValue:
        given = {key: check_text(part, problems) for key, part in check_parts(value, _PARTS, problems).items()}
        if not given and not problems:
            problems.append("un nom de fichier ou un lien est attendu")
        if not given.get("link", _ADDRESS[0]).startswith(_ADDRESS):
            problems.append("un lien qui commence par https:// est attendu")
        if _FOLDER_SIGNS & set(given.get("name", "")):
            problems.append("un nom de fichier sans chemin est attendu")
        return given

    @override
    def fields(self, question: Question) -> tuple[AnswerField, ...]:
        return tuple(line_field(part, label) for part, label in zip(_PARTS, _FIELDS, strict=True))

    @override
    def read(self, question: Question, parts: Parts, faults: list[InputFault]) -> AnswerValue:
        name, link = (one_text(parts, part) for part in _PARTS)
        if link and not link.startswith(_ADDRESS):
            faults.append(InputFault(part="link", message=_NOT_LINK))
        if _FOLDER_SIGNS & set(name):
            faults.append(InputFault(part="name", message=_NOT_NAME))
        limit_length(link, _LONGEST_LINK, "link", faults)
        limit_length(name, MAX_SHORT_TEXT, "name", faults)
        return {key: text for key, text in (("name", name), ("link", link)) if text}

    @override
    def columns(self, question: Question, length: int = 1) -> tuple[FlatColumn, ...]:
        return tuple(
            column_of(question, (part,), ColumnKind.TEXT, label) for part, label in zip(_PARTS, _COLUMNS, strict=True)
        )

    @override
    def tell(self, question: Question, value: AnswerValue) -> tuple[Text, ...]:
        return tuple(verbatim(str(parts_of(value)[key])) for key in _PARTS if key in parts_of(value))

    @override
    def holds_free_text(self, question: Question, value: AnswerValue) -> bool:
        return bool(value)
