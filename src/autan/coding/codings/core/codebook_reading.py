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

A code may stand under another in its `codes`, or name it as its `parent`. `codebook_values` writes it again.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from autan.coding.codings.core.codebook import Code, Codebook, CodebookError, CodeExample
from autan.coding.codings.core.project import GUID
from autan.ground.errors import Fault
from autan.ground.tables.core.documents import Fields, Node, ParsedDocument
from autan.ground.tables.core.findings import Findings
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Sentence, Text

MAX_DEPTH = 20
MAX_CHARACTERS = 20_000
_KEY = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_SLUG = re.compile(r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*")
_COLOR = re.compile(r"#[0-9A-Fa-f]{6}")
_KEY_FORM = Sentence("un code en minuscules sans accent (lettres, chiffres, « _ »)")
_TEXTS = ("definition", "include", "exclude")
_OPTIONAL = ("parent", *_TEXTS, "examples", "keywords", "color", "is_codable", "locator", "guid", "codes")


def read_codebook(document: ParsedDocument) -> tuple[Codebook | None, tuple[Fault, ...]]:
    """Read a codebook from a parsed document.

    Returns:
        The codebook and no fault; or None and every fault, whose `column` is the path of the value (`codes[0].label`).
    """
    findings = Findings()
    top = Node.root(document, findings)
    parts = top.fields(required=("codebook", "version", "date", "title", "codes"), optional=("source", "note"))
    codes = list(_codes(parts.get("codes"), "", 0))
    slug = _matching(parts.get("codebook"), _SLUG, Sentence("un identifiant en minuscules"))
    title, version, day = _text(parts.get("title")), _version(parts.get("version")), _day(parts.get("date"))
    source, note = _string(parts.get("source")), _text(parts.get("note"))
    if findings.faults:
        return None, tuple(findings.faults)
    try:
        read_codes = tuple(code for _node, code in codes)
        return Codebook(
            slug=slug, title=title, version=version, day=day, codes=read_codes, source=source, note=note
        ), ()
    except CodebookError as error:
        place = next((node.path for node, code in codes if code.key == error.code), "codes")
        fault = Fault(expected=error.reason, row=document.lines.get(place), column=place, value=error.code)
        return None, (fault,)


def _items(node: Node | None) -> Iterable[Node]:
    """Nodes of a list that may be absent or empty."""
    return () if node is None or node.value == [] else node.items()


def _string(node: Node | None) -> str:
    if node is None:
        return ""
    if isinstance(node.value, str) and node.value.strip() and len(node.value) <= MAX_CHARACTERS:
        return node.value.strip()
    node.refuse(Sentence("un texte non vide, d’au plus {max_characters} signes", max_characters=MAX_CHARACTERS))
    return ""


def _matching(node: Node | None, pattern: re.Pattern[str], expected: str) -> str:
    if node is None:
        return ""
    if isinstance(node.value, str) and pattern.fullmatch(node.value):
        return node.value
    node.refuse(expected)
    return ""


def _text(node: Node | None) -> Text:
    """A wording in both languages; English may be absent."""
    if node is None:
        return NO_TEXT
    parts = node.fields(required=("fr",), optional=("en",))
    return Text(_string(parts.get("fr")), _string(parts.get("en")))


def _version(node: Node | None) -> int:
    value = node.value if node else 1
    if isinstance(value, int) and not isinstance(value, bool) and value >= 1:
        return value
    if node:
        node.refuse("un numéro de version, à partir de 1")
    return 1


def _day(node: Node | None) -> date:
    """A date, or its text: what is kept in the database is in JSON."""
    if node is None:
        return date.min
    try:
        return date.fromisoformat(str(node.value))
    except ValueError:
        node.refuse("une date possible, écrite AAAA-MM-JJ")
        return date.min


def _codes(node: Node | None, parent: str, depth: int) -> Iterable[tuple[Node, Code]]:
    """Codes of a list with their places, each followed by those under it."""
    if node is not None and depth >= MAX_DEPTH:
        node.refuse(Sentence("des codes emboîtés sur au plus {max_depth} niveaux", max_depth=MAX_DEPTH))
        return
    for item in _items(node):
        parts = item.fields(required=("code", "label"), optional=_OPTIONAL)
        code = _code(parts, parent)
        yield item, code
        yield from _codes(parts.get("codes"), code.key, depth + 1)


def _code(parts: Fields, parent: str) -> Code:
    if parent and "parent" in parts:
        parts["parent"].refuse("un seul parent : ce code est déjà sous un autre")
    definition, includes, excludes = (_text(parts.get(name)) for name in _TEXTS)
    return Code(
        key=_matching(parts.get("code"), _KEY, _KEY_FORM),
        label=_text(parts.get("label")),
        parent=parent or _matching(parts.get("parent"), _KEY, _KEY_FORM),
        definition=definition,
        includes=includes,
        excludes=excludes,
        examples=tuple(map(_example, _items(parts.get("examples")))),
        keywords=tuple(map(_string, _items(parts.get("keywords")))),
        color=_matching(parts.get("color"), _COLOR, Sentence("une couleur écrite #RRGGBB")),
        is_codable=parts.flag("is_codable", default=True),
        locator=_string(parts.get("locator")),
        guid=_matching(parts.get("guid"), GUID, Sentence("un identifiant comme 0a1b2c3d-0000-4000-8000-00000000000f")),
    )


def _example(node: Node) -> CodeExample:
    parts = node.fields(required=("words",), optional=("locator",))
    return CodeExample(words=_string(parts.get("words")), locator=_string(parts.get("locator")))


def codebook_values(codebook: Codebook) -> dict[str, object]:
    """Write a codebook as plain values; its history is not in them."""
    values: dict[str, object] = {
        "codebook": codebook.slug,
        "version": codebook.version,
        "date": codebook.day.isoformat(),
        "title": _text_values(codebook.title),
        "source": codebook.source,
        "note": _text_values(codebook.note),
        "codes": [_code_values(codebook, code) for code in codebook.children()],
    }
    return _without_empty(values)


def _code_values(codebook: Codebook, code: Code) -> dict[str, object]:
    examples = [_without_empty({"words": example.words, "locator": example.locator}) for example in code.examples]
    values: dict[str, object] = {
        "code": code.key,
        "label": _text_values(code.label),
        "definition": _text_values(code.definition),
        "include": _text_values(code.includes),
        "exclude": _text_values(code.excludes),
        "examples": examples,
        "keywords": list(code.keywords),
        "color": code.color,
        "locator": code.locator,
        "guid": code.guid,
        "is_codable": "" if code.is_codable else False,
        "codes": [_code_values(codebook, child) for child in codebook.children(code.key)],
    }
    return _without_empty(values)


def _text_values(text: Text) -> dict[str, object]:
    return _without_empty({"fr": text.fr, "en": text.en})


def _without_empty(values: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in values.items() if value is False or value}
