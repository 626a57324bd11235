"""A codebook read from a parsed document (YAML or JSON), with the path of every fault.

    codebook: obstacles
    version: 1
    date: 2026-11-26
    title: {fr: Difficultés, en: Obstacles}
    source: synthese-2014
    codes:
      - code: engineering
        label: {fr: Ingénierie, en: Engineering support}
        definition: {fr: ..., en: ...}
        include: {fr: ..., en: ...}
        exclude: {fr: ..., en: ...}
        examples: [{words: manque d’appui en ingénierie, locator: lignes 543-544}]
        keywords: [ingénierie]
        color: "#1B9E77"
        codes: [...]

A code may stand under another in its `codes`, or name it as its `parent`. Neighbour: `codebook_writing`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from autan.coding.core.codebook import Code, Codebook, CodebookError, CodeExample
from autan.errors import Fault
from autan.evidence.core.texts import Text

MAX_DEPTH = 20
MAX_CHARACTERS = 20_000
_KEY = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_SLUG = re.compile(r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*")
_COLOR = re.compile(r"#[0-9A-Fa-f]{6}")
_TOP = ("codebook", "version", "date", "title", "codes")
_TOP_OPTIONAL = ("source", "note")
_CODE = ("code", "label")
_CODE_OPTIONAL = (
    "parent",
    "definition",
    "include",
    "exclude",
    "examples",
    "keywords",
    "color",
    "is_codable",
    "locator",
    "codes",
)
_SHOWN = 80
_NOTHING = Text("", "")


def read_codebook(value: object) -> tuple[Codebook | None, tuple[Fault, ...]]:
    """Read a codebook from parsed values.

    Args:
        value: mappings, lists and plain values.

    Returns:
        The codebook and no fault; or None and every fault, whose `column` is the path of the value (`codes[0].label`).
    """
    reader = _Reader()
    fields = reader.fields(value, "", _TOP, _TOP_OPTIONAL)
    codes = reader.codes(fields.get("codes"), "codes", "", 0)
    read: dict[str, Any] = {
        "slug": reader.matching(fields.get("codebook"), "codebook", _SLUG, "un identifiant en minuscules"),
        "title": reader.text(fields.get("title"), "title"),
        "version": reader.version(fields.get("version")),
        "day": reader.day(fields.get("date")),
        "source": reader.string(fields["source"], "source") if "source" in fields else "",
        "note": reader.text(fields["note"], "note") if "note" in fields else _NOTHING,
    }
    codebook = None
    if not reader.faults:
        try:
            codebook = Codebook(codes=tuple(codes), **read)
        except CodebookError as error:
            reader.refuse(reader.paths.get(error.code, "codes"), error.code, error.reason)
    return codebook, tuple(reader.faults)


class _Reader:
    """Reads values and notes what is wrong in them; never raises."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.paths: dict[str, str] = {}

    def refuse(self, path: str, value: object, expected: str) -> None:
        shown = None if value is None or isinstance(value, list | dict) else str(value)[:_SHOWN]
        self.faults.append(Fault(expected=expected, column=path or None, value=shown))

    def fields(self, value: object, path: str, required: Sequence[str], optional: Sequence[str]) -> Mapping[str, Any]:
        """Values of a mapping; an unknown or a missing key is a fault, and so is another value."""
        known = (*required, *optional)
        if not isinstance(value, Mapping):
            self.refuse(path, value, f"un ensemble de clés parmi : {', '.join(known)}")
            return {}
        for key in value:
            if key not in known:
                self.refuse(f"{path}.{key}".lstrip("."), key, f"une clé parmi : {', '.join(known)}")
        for key in required:
            if value.get(key) is None:
                self.refuse(path, None, f"la clé « {key} », obligatoire ici")
        return {key: held for key, held in value.items() if key in known and held is not None}

    def items(self, value: object, path: str) -> Iterable[tuple[str, Any]]:
        """Paths and values of a list; another value is a fault, and an absent one an empty list."""
        if value is None:
            return []
        if not isinstance(value, Sequence) or isinstance(value, str):
            self.refuse(path, value, "une liste")
            return []
        return [(f"{path}[{rank}]", item) for rank, item in enumerate(value)]

    def string(self, value: object, path: str) -> str:
        if isinstance(value, str) and value.strip() and len(value) <= MAX_CHARACTERS:
            return value.strip()
        if value is not None:
            self.refuse(path, value, f"un texte non vide, d’au plus {MAX_CHARACTERS} signes")
        return ""

    def matching(self, value: object, path: str, pattern: re.Pattern[str], expected: str) -> str:
        if isinstance(value, str) and pattern.fullmatch(value):
            return value
        if value is not None:
            self.refuse(path, value, expected)
        return ""

    def text(self, value: object, path: str) -> Text:
        """A wording in both languages; English may be absent."""
        if value is None:
            return _NOTHING
        parts = self.fields(value, path, ("fr",), ("en",))
        return Text(self.string(parts.get("fr"), f"{path}.fr"), self.string(parts.get("en"), f"{path}.en"))

    def version(self, value: object) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and value >= 1:
            return value
        if value is not None:
            self.refuse("version", value, "un numéro de version, à partir de 1")
        return 1

    def day(self, value: object) -> date:
        """A date, or its text."""
        try:
            return value if isinstance(value, date) else date.fromisoformat(str(value))
        except ValueError:
            if value is not None:
                self.refuse("date", value, "une date possible, écrite AAAA-MM-JJ")
            return date.min

    def codes(self, value: object, path: str, parent: str, depth: int) -> list[Code]:
        """Codes of a list, each followed by those under it."""
        if depth >= MAX_DEPTH:
            self.refuse(path, None, f"des codes emboîtés sur au plus {MAX_DEPTH} niveaux")
            return []
        found: list[Code] = []
        for place, item in self.items(value, path):
            fields = self.fields(item, place, _CODE, _CODE_OPTIONAL)
            code = self.code(fields, place, parent)
            self.paths.setdefault(code.key, place)
            found.append(code)
            found += self.codes(fields.get("codes"), f"{place}.codes", code.key, depth + 1)
        return found

    def code(self, fields: Mapping[str, Any], path: str, parent: str) -> Code:
        key = "un code en minuscules sans accent (lettres, chiffres, « _ »)"
        if parent and "parent" in fields:
            self.refuse(f"{path}.parent", fields["parent"], "un seul parent : ce code est déjà sous un autre")
        return Code(
            key=self.matching(fields.get("code"), f"{path}.code", _KEY, key),
            label=self.text(fields.get("label"), f"{path}.label"),
            parent=parent or self.matching(fields.get("parent"), f"{path}.parent", _KEY, key),
            definition=self.text(fields.get("definition"), f"{path}.definition"),
            includes=self.text(fields.get("include"), f"{path}.include"),
            excludes=self.text(fields.get("exclude"), f"{path}.exclude"),
            examples=tuple(self.example(*item) for item in self.items(fields.get("examples"), f"{path}.examples")),
            keywords=tuple(
                self.string(item, place) for place, item in self.items(fields.get("keywords"), f"{path}.keywords")
            ),
            color=self.matching(fields.get("color"), f"{path}.color", _COLOR, "une couleur écrite #RRGGBB"),
            is_codable=self.flag(fields.get("is_codable"), f"{path}.is_codable"),
            locator=self.string(fields.get("locator"), f"{path}.locator"),
        )

    def example(self, path: str, value: object) -> CodeExample:
        fields = self.fields(value, path, ("words",), ("locator",))
        return CodeExample(
            words=self.string(fields.get("words"), f"{path}.words"),
            locator=self.string(fields.get("locator"), f"{path}.locator"),
        )

    def flag(self, value: object, path: str) -> bool:
        if value is not None and not isinstance(value, bool):
            self.refuse(path, value, "true ou false")
        return value is not False
