"""Parsed documents as values, walked so that every fault keeps its place.

A `Node` is one value of the document with its path and line. Its readers never raise: they note a `Fault` and
answer None or an empty value, so that one reading lists every fault of the file.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from autan.ground.errors import Fault
from autan.ground.tables.core.findings import MAX_SHOWN, Findings
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Sentence, Text

type Value = str | int | float | bool | date | Sequence["Value"] | Mapping[str, "Value"] | None

SIREN = re.compile(r"\d{9}")

CODE = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
MAX_TEXT = 20_000
_HIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedDocument:
    """A parsed document. `lines` gives the line, counted from 1, of each path (`sections[0].questions[2].kind`)."""

    value: Value
    lines: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One value of a document, with its place and the findings of the reading that walks it."""

    value: Value
    path: str
    document: ParsedDocument
    findings: Findings

    @classmethod
    def root(cls, document: ParsedDocument, findings: Findings) -> "Node":
        """Start at the top of a document."""
        return cls(value=document.value, path="", document=document, findings=findings)

    def refuse(self, expected: str) -> None:
        """Note a fault here; `expected` is the end of « attendu : … »."""
        self.findings.add(self._note(expected))

    def warn(self, expected: str) -> None:
        """Note a warning here."""
        self.findings.warn(self._note(expected))

    def fields(self, *, required: Iterable[str], optional: Iterable[str] = ()) -> "Fields":
        """Return the nodes of a mapping by key; unknown and missing keys are faults, and so is another value."""
        known = [*required, *optional]
        if not isinstance(self.value, Mapping):
            self.refuse(Sentence("un ensemble de clés parmi : {known}", known=", ".join(known)))
            return Fields()
        nodes = {key: self._child(value, f"{self.path}.{key}".lstrip(".")) for key, value in self.value.items()}
        for key, node in nodes.items():
            if key not in known:
                node.refuse(Sentence("une clé parmi : {known} (clé inconnue : {key})", known=", ".join(known), key=key))
        for key in required:
            if nodes.get(key) is None or nodes[key].value is None:
                self.refuse(Sentence("la clé « {key} », obligatoire ici", key=key))
        return Fields({key: node for key, node in nodes.items() if key in known and node.value is not None})

    def entries(self) -> dict[str, "Node"]:
        """Return the nodes of a mapping whose keys are free."""
        if not isinstance(self.value, Mapping):
            self.refuse("un ensemble de clés et de valeurs")
            return {}
        return {key: self._child(value, f"{self.path}.{key}".lstrip(".")) for key, value in self.value.items()}

    def at(self, key: str) -> "Node":
        """Return the node under a key of a mapping, empty when the key is absent."""
        value = self.value.get(key) if isinstance(self.value, Mapping) else None
        return self._child(value, f"{self.path}.{key}".lstrip("."))

    def items(self) -> Iterator["Node"]:
        """Give the nodes of a list; an empty list or another value is a fault."""
        if not isinstance(self.value, Sequence) or isinstance(self.value, str) or not self.value:
            self.refuse("une liste d’au moins un élément")
            return
        for rank, value in enumerate(self.value):
            yield self._child(value, f"{self.path}[{rank}]")

    def string(self) -> str:
        """Return a non-empty text of signs that can be read, not endless; anything else is a fault."""
        if not isinstance(self.value, str) or not self.value.strip():
            self.refuse("un texte non vide")
            return ""
        if len(self.value) > MAX_TEXT:
            self.refuse(
                Sentence(
                    "un texte d’au plus {max_text} signes (il en a {count})", max_text=MAX_TEXT, count=len(self.value)
                )
            )
        if hidden := _HIDDEN.search(self.value):
            self.refuse(
                Sentence(
                    "un texte sans signe de contrôle (lu : U+{code_point:04X}, signe {start})",
                    code_point=ord(hidden[0]),
                    start=hidden.start() + 1,
                )
            )
        return self.value.strip()

    def strings(self) -> tuple[str, ...]:
        """Return a list of non-empty texts; faults are noted at their place."""
        return tuple(node.string() for node in self.items())

    def code(self) -> str:
        """Return an identifier in lower case, or empty and a fault."""
        text = self.value if isinstance(self.value, str) else ""
        if CODE.fullmatch(text) and "_or_" not in text:
            return text
        self.refuse("un code en minuscules sans accent (lettres, chiffres, « _ » ; « _or_ » est réservé)")
        return ""

    def siren(self) -> str:
        """Return a SIREN code, or empty and a fault."""
        text = str(self.value)
        if SIREN.fullmatch(text):
            return text
        self.refuse("un numéro SIREN de neuf chiffres")
        return ""

    def word[T: StrEnum](self, allowed: Iterable[T], expected: str) -> T | None:
        """Return one of some words, or None and a fault; `expected` it is begins what is said to be expected."""
        words = {word.value: word for word in allowed}
        member = words.get(self.value) if isinstance(self.value, str) else None
        if member is None:
            self.refuse(Sentence("{what} parmi : {words}", what=Sentence(expected), words=", ".join(words)))
        return member

    def text(self) -> Text:
        """Return a wording in both languages: French may not be empty, English should not be."""
        parts = self.fields(required=("fr",), optional=("en",))
        french = parts["fr"].string() if "fr" in parts else ""
        english = parts["en"].string() if "en" in parts else ""
        if french and "en" not in parts:
            self.warn("un texte anglais (clé « en »)")
        return Text(french, english)

    def number(self) -> float | None:
        """Return a number, or None and a fault."""
        if isinstance(self.value, int | float) and not isinstance(self.value, bool):
            return self.value
        self.refuse("un nombre")
        return None

    def flag(self) -> bool:
        """Return true or false; anything else is a fault."""
        if not isinstance(self.value, bool):
            self.refuse("true ou false")
        return self.value is True

    def day(self) -> date | None:
        """Return a day, or None and a fault."""
        if isinstance(self.value, date):
            return self.value
        self.refuse("une date possible, écrite AAAA-MM-JJ")
        return None

    def _child(self, value: Value, path: str) -> "Node":
        return Node(value=value, path=path, document=self.document, findings=self.findings)

    def _note(self, expected: str) -> Fault:
        value = self.value
        shown = None if value is None or isinstance(value, list | dict) else str(value)[:MAX_SHOWN]
        line = self.document.lines.get(self.path)
        return Fault(expected=expected, row=line, column=self.path or None, value=shown)


class Fields(dict[str, Node]):
    """The nodes of a mapping by key, without those that are absent."""

    def read[T, D](self, key: str, reader: Callable[[Node], T], default: D) -> T | D:
        """Return what is read under a key, or the default when the key is absent."""
        return reader(self[key]) if key in self else default

    def string(self, key: str) -> str:
        """Return the text under a key, empty when the key is absent."""
        return self.read(key, Node.string, "")

    def text(self, key: str) -> Text:
        """Return the wording under a key, empty when the key is absent."""
        return self.read(key, Node.text, NO_TEXT)

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Return true or false as it stands under a key, or the default when the key is absent."""
        return self.read(key, Node.flag, default)

    def each[T](self, key: str, reader: Callable[[Node], T]) -> tuple[T, ...]:
        """Return what is read in each item of the list under a key; nothing when the key is absent."""
        return tuple(map(reader, self.read(key, Node.items, ())))
