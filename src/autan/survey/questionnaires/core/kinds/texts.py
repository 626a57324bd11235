"""Free text, a few words on one line, words to read; a document, by its name, its link, or joined."""

import re
from typing import override

from autan.ground.wordings import Sentence, Text
from autan.survey.questionnaires.core.answers.fields import AnswerField, Parts, Widget, one_text
from autan.survey.questionnaires.core.answers.values import (
    MAX_SHORT_TEXT,
    MAX_TEXT,
    AnswerFault,
    AnswerValue,
    add_fault,
    check_parts,
    check_text,
    parts_of,
)
from autan.survey.questionnaires.core.kinds.kind import Kind
from autan.survey.questionnaires.core.questionnaire import Question
from autan.survey.questionnaires.core.spread.columns import CellKind, FlatColumn, column_of
from autan.survey.questionnaires.core.wordings import verbatim


class OpenText(Kind):
    """Free text, of any number of lines."""

    most = MAX_TEXT
    widget = Widget.AREA
    blank_lines = 6

    @override
    def check(self, question: Question, value: object, faults: list[AnswerFault]) -> AnswerValue:
        return check_text(value, self.parts[0], faults, most=self.most)

    @override
    def read(self, question: Question, parts: Parts, faults: list[AnswerFault]) -> AnswerValue:
        return one_text(parts, self.parts[0])

    @override
    def takes_free_text(self, question: Question) -> bool:
        return True

    @override
    def holds_free_text(self, question: Question, value: AnswerValue) -> bool:
        return bool(value)


class ShortText(OpenText):
    """A few words, on one line."""

    most = MAX_SHORT_TEXT
    widget = Widget.LINE
    blank_lines = 1

    @override
    def check(self, question: Question, value: object, faults: list[AnswerFault]) -> AnswerValue:
        text = super().check(question, value, faults)
        if len(str(text).splitlines()) > 1:
            add_fault(faults, self.parts[0], "une seule ligne est attendue", "one line is expected")
        return text


class Display(Kind):
    """Words to read, which no one answers."""


JOINED = "file"
"""Part of an answer that names a file joined to it, by the SHA-256 of its content."""
_PARTS = ("name", "link", JOINED)
_FIELDS = (
    (JOINED, Widget.FILE, Sentence("Fichier ou photo à joindre (20 Mo au plus)")),
    ("name", Widget.LINE, Sentence("Nom du document")),
    ("link", Widget.LINE, Sentence("Lien (https://…)")),
)
_COLUMNS = (Sentence("nom du fichier"), Sentence("lien"), Sentence("empreinte du fichier joint"))
_LONGEST = {"name": MAX_SHORT_TEXT, "link": 8 * MAX_SHORT_TEXT, JOINED: 64}
_ADDRESS = ("https://", "http://")
_FOLDER_SIGNS = frozenset("/\\")


class File(OpenText):
    """A document: its name, its address, or both; with a name, the file itself, kept beside the answers."""

    parts = _PARTS
    blank_lines = 1
    hint = Sentence("nom du document, ou adresse de la page")

    @override
    def check(self, question: Question, value: object, faults: list[AnswerFault]) -> AnswerValue:
        parts = check_parts(value, _PARTS, faults)
        texts = {key: check_text(part, key, faults, most=_LONGEST[key]) for key, part in parts.items()}
        if not re.fullmatch("[0-9a-f]{64}", texts.get(JOINED, "0" * 64)):
            add_fault(
                faults, JOINED, "l’empreinte d’un fichier joint est attendue", "the digest of a joined file is expected"
            )
        if not texts.keys() - {JOINED} and not faults:
            add_fault(faults, "name", "un nom de fichier ou un lien est attendu", "a file name or a link is expected")
        if not texts.get("link", _ADDRESS[0]).startswith(_ADDRESS):
            french = "un lien qui commence par https:// est attendu"
            add_fault(faults, "link", french, "a link that begins with https:// is expected")
        if _FOLDER_SIGNS & set(texts.get("name", "")):
            french = "un nom de document, sans dossier, est attendu"
            add_fault(faults, "name", french, "the name of a document is expected, no folder")
        return texts

    @override
    def fields(self, question: Question) -> tuple[AnswerField, ...]:
        return tuple(AnswerField(widget=widget, part=part, label=label) for part, widget, label in _FIELDS)

    @override
    def read(self, question: Question, parts: Parts, faults: list[AnswerFault]) -> AnswerValue:
        return {part: one_text(parts, part) for part in _PARTS if part in parts}

    @override
    def columns(self, question: Question, length: int = 1) -> tuple[FlatColumn, ...]:
        return tuple(
            column_of(question, (part,), CellKind.TEXT, label) for part, label in zip(_PARTS, _COLUMNS, strict=True)
        )

    @override
    def format_value(self, question: Question, value: AnswerValue) -> tuple[Text, ...]:
        return tuple(verbatim(str(parts_of(value)[key])) for key in _PARTS[:2] if key in parts_of(value))
