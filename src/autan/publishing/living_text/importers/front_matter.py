"""Reads the tables at the head of a living text: title, named figures, charts, maps."""

import re
from enum import StrEnum

from autan.evidence.figures.core.charts import ChartKind, MapKind, Series
from autan.evidence.figures.core.units import get_unit
from autan.ground.errors import DomainError
from autan.ground.tables.core.documents import Fields, Node, ParsedDocument
from autan.ground.tables.core.findings import Findings
from autan.ground.wordings import Sentence
from autan.publishing.living_text.core.claims import is_picture_file
from autan.publishing.living_text.core.definitions import (
    MEMBER,
    Caption,
    ChartDefinition,
    LivingText,
    MapDefinition,
    NamedFigure,
    PictureDefinition,
    PlaceDefinition,
    RowDefinition,
)
from autan.publishing.living_text.core.document import FigureMark, Form, Inline, Place, inline_marks
from autan.publishing.living_text.core.marks import is_name
from autan.publishing.living_text.importers.text_reader import TextReader

_MOST_DECIMALS = 4
_YEARS = (1900, 2100)
_SLUG = re.compile(r"[a-z0-9_-]+")
_REQUIRED = ("slug", "network", "title", "figures")
_OPTIONAL = (
    "subtitle",
    "notice",
    "charts",
    "maps",
    "pictures",
    "english_summary",
    "label",
    "annex",
    "contents",
    "names_of",
)


def read_front_matter(document: ParsedDocument, reader: TextReader) -> tuple[LivingText, str, int]:
    """Read the tables; every fault is noted by the reader, with its line.

    Returns the living text without its blocks, then the English summary, still to be read, and its first line.
    """
    findings = Findings()
    parts = Node.root(document, findings).fields(required=_REQUIRED, optional=_OPTIONAL)
    summary = parts.get("english_summary")
    head = LivingText(
        slug=_slug(parts),
        network=_plain(parts, "network"),
        language=reader.language,
        title=parts.text("title"),
        subtitle=parts.text("subtitle"),
        notice=parts.text("notice"),
        figures=tuple(_figure(name, node) for name, node in _named_nodes(parts, "figures")),
        charts=tuple(_chart(name, node, reader) for name, node in _named_nodes(parts, "charts")),
        maps=tuple(_map(name, node, reader) for name, node in _named_nodes(parts, "maps")),
        summary=(),
        body=(),
        label=parts.text("label"),
        has_annex=parts.flag("annex", default=True),
        has_contents=parts.flag("contents", default=True),
        names_year=parts.read("names_of", _year, None),
        pictures=tuple(_picture(name, node) for name, node in _named_nodes(parts, "pictures")),
    )
    reader.faults.extend(findings.faults)
    return head, summary.string() if summary else "", _line(summary) + 1 if summary else 0


def _plain(parts: Fields, key: str) -> str:
    node = parts.get(key)
    return str(node.value) if node else ""


def _slug(parts: Fields) -> str:
    """The identifier of the edition, which is in the address of its page."""
    slug = _plain(parts, "slug")
    if slug and not _SLUG.fullmatch(slug):
        parts["slug"].refuse("un identifiant en minuscules sans accent, chiffres et tirets, comme « 2026-elus »")
    return slug


def _year(node: Node) -> int | None:
    """A year of four digits, or None and a fault."""
    if isinstance(node.value, int) and not isinstance(node.value, bool) and _YEARS[0] <= node.value <= _YEARS[1]:
        return node.value
    node.refuse("une année, comme 2013 : celle des noms que portent les collectivités")
    return None


def _line(node: Node) -> int:
    return node.document.lines.get(node.path, 1)


def _named_nodes(parts: Fields, key: str) -> list[tuple[str, Node]]:
    if key not in parts:
        return []
    entries = parts[key].entries()
    for name, node in entries.items():
        if not is_name(name):
            node.refuse(Sentence("un nom en minuscules sans accent, non « {name} »", name=name))
    return list(entries.items())


def _figure(name: str, node: Node) -> NamedFigure:
    place = Place(line=_line(node), column=1)
    if isinstance(node.value, str):
        return NamedFigure(name=name, figure_id=node.string(), place=place)
    parts = node.fields(required=("figure",), optional=("unit", "decimals", "label"))
    return NamedFigure(
        name=name,
        figure_id=_plain(parts, "figure"),
        place=place,
        unit=_unit(parts.get("unit")),
        decimals=_decimals(parts.get("decimals")),
        label=parts.read("label", Node.text, None),
    )


def _unit(node: Node | None) -> str:
    if node is None:
        return ""
    try:
        return get_unit(str(node.value)).code
    except DomainError:
        node.refuse("le code d’une unité connue, par exemple GWh, tCO2e ou pct")
        return ""


def _decimals(node: Node | None) -> int | None:
    if node is None:
        return None
    if isinstance(node.value, int) and 0 <= node.value <= _MOST_DECIMALS:
        return node.value
    node.refuse(Sentence("un nombre entier de décimales, de 0 à {most_decimals}", most_decimals=_MOST_DECIMALS))
    return None


def _caption(parts: Fields, reader: TextReader) -> Caption:
    sentences = parts.text("sentence")
    line = _line(parts["sentence"]) if "sentence" in parts else 1
    written = {language: text for language, text in (("fr", sentences.fr), ("en", sentences.en)) if text}
    read = tuple((language, reader.read_line(text, line=line)) for language, text in written.items())
    if any(not _is_sayable(children) for _, children in read):
        parts["sentence"].refuse(
            "des mots, et « {{nom | text: … | claim: … }} » pour un nombre : la phrase se dit aussi"
        )
    return Caption(title=parts.text("title"), sentence=read, source=parts.text("source"))


def _is_sayable(children: tuple[Inline, ...]) -> bool:
    """A sentence under an illustration is its text alternative too: it holds nothing that cannot be said in words."""
    marks = [mark for mark in inline_marks(children) if isinstance(mark, FigureMark)]
    return all(mark.form is Form.WRITTEN for mark in marks)


def _chart(name: str, node: Node, reader: TextReader) -> ChartDefinition:
    parts = node.fields(
        required=("kind", "title", "sentence", "source"), optional=("members", "rows", "series", "sorted", "unit")
    )
    pattern = _pattern(parts)
    if bool(pattern) == ("rows" in parts):
        node.refuse("soit « members », soit « rows »")
    return ChartDefinition(
        name=name,
        place=Place(line=_line(node), column=1),
        kind=_kind(ChartKind, parts.get("kind")),
        caption=_caption(parts, reader),
        member_pattern=pattern,
        rows=parts.each("rows", _row),
        series=_series(parts.get("series")),
        is_sorted=parts.flag("sorted", default=True),
        unit=_unit(parts.get("unit")),
    )


def _map(name: str, node: Node, reader: TextReader) -> MapDefinition:
    parts = node.fields(required=("kind", "title", "sentence", "source"), optional=("members", "categories", "places"))
    pattern = _pattern(parts)
    categories = _series(parts.get("categories"))
    if bool(pattern) == bool(categories):
        node.refuse("soit « members », soit « categories » et « places »")
    codes = [category.code for category in categories]
    return MapDefinition(
        name=name,
        place=Place(line=_line(node), column=1),
        kind=_kind(MapKind, parts.get("kind")),
        caption=_caption(parts, reader),
        member_pattern=pattern,
        categories=categories,
        places=parts.each("places", lambda item: _place(item, codes)),
    )


def _picture(name: str, node: Node) -> PictureDefinition:
    parts = node.fields(required=("file", "alternative", "credit"), optional=("caption",))
    file = _plain(parts, "file")
    if "file" in parts and not is_picture_file(file):
        parts["file"].refuse("le nom d’une image gardée : ajoutez-la depuis la page d’un chapitre")
    return PictureDefinition(
        name=name,
        place=Place(line=_line(node), column=1),
        file=file,
        alternative=parts.text("alternative"),
        credit=parts.text("credit"),
        caption=parts.text("caption"),
    )


def _kind[K: StrEnum](kinds: type[K], node: Node | None) -> K:
    known = {kind.value: kind for kind in kinds}
    written = str(node.value) if node else ""
    if node and written not in known:
        node.refuse(Sentence("l’une des formes {known}", known=", ".join(known)))
    return known.get(written, next(iter(kinds)))


def _pattern(parts: Fields) -> str:
    pattern = _plain(parts, "members")
    if pattern and MEMBER not in pattern:
        parts["members"].refuse(
            Sentence("un identifiant de chiffre où {member} tient la place de chaque membre", member=MEMBER)
        )
    return pattern


def _series(node: Node | None) -> tuple[Series, ...]:
    if node is None:
        return ()
    series = []
    for item in node.items():
        parts = item.fields(required=("code", "label"))
        series.append(Series(code=_plain(parts, "code"), label=parts.text("label")))
    return tuple(series)


def _row(node: Node) -> RowDefinition:
    parts = node.fields(required=("label", "figures"))
    return RowDefinition(label=parts.text("label"), figure_ids=parts.each("figures", Node.string))


def _place(node: Node, codes: list[str]) -> PlaceDefinition:
    parts = node.fields(required=("siren", "category", "facts"))
    category = _plain(parts, "category")
    if "category" in parts and category not in codes:
        parts["category"].refuse(Sentence("l’une des catégories {codes}", codes=", ".join(codes)))
    return PlaceDefinition(siren=_plain(parts, "siren"), category=category, fact_ids=parts.each("facts", Node.string))
