"""What is taken away of codings: a table, one row a coding, and a report by code in words of one language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from autan.coding.codings.core.codebook import Codebook
from autan.coding.codings.core.codings import Coder, Coding, distinct_names
from autan.coding.codings.core.reanchoring import reanchor
from autan.evidence.figures.core.codable_texts import CodableText
from autan.ground.wordings import Sentence, Text

type TableCell = str | int | date | None

_HEADINGS = {
    "coding": Sentence("codage"),
    "kind": Sentence("nature du texte"),
    "text": Sentence("texte"),
    "title": Text("titre", "title"),
    "siren": Text("siren", "siren"),
    "territory": Sentence("collectivité"),
    "code": Text("code", "code"),
    "label": Sentence("libellé"),
    "path": Sentence("codes au-dessus"),
    "words": Sentence("mots"),
    "start": Sentence("début"),
    "end": Sentence("fin"),
    "state": Sentence("état"),
    "coder": Sentence("codé par"),
    "day": Text("date", "date"),
    "memo": Sentence("note"),
    "origin": Sentence("origine"),
    "version": Sentence("version du livre de codes"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CodingTable:
    """Codings as rows and columns; `columns` are their names, the same in every language."""

    columns: tuple[str, ...]
    headings: tuple[str, ...]
    rows: tuple[tuple[TableCell, ...], ...]


def table_of_codings(
    codings: Iterable[Coding],
    *,
    codebook: Codebook,
    texts: Iterable[CodableText],
    coders: Iterable[Coder],
    territories: Mapping[str, str],
    language: str,
) -> CodingTable:
    """Put codings in a table.

    The codebook is in the version of the codings. People of one name are told apart; a text of a territory that has no
    name, or of none, has none in its row. Returns one row a coding, in the order of the texts, then of the passages.
    """
    ranked_texts = {text.key: (rank, text) for rank, text in enumerate(texts)}
    people = distinct_names(coders)
    ordered = sorted(
        codings, key=lambda coding: (ranked_texts[coding.text][0], coding.anchor.start, coding.anchor.end, coding.key)
    )
    return CodingTable(
        columns=tuple(_HEADINGS),
        headings=tuple(heading.in_language(language) for heading in _HEADINGS.values()),
        rows=tuple(
            _row(coding, ranked_texts[coding.text][1], codebook, people, territories, language) for coding in ordered
        ),
    )


def _row(
    coding: Coding,
    text: CodableText,
    codebook: Codebook,
    people: Mapping[str, str],
    territories: Mapping[str, str],
    language: str,
) -> tuple[TableCell, ...]:
    reanchored = reanchor(coding.anchor, text.text)
    above = " > ".join(code.label.in_language(language) for code in codebook.ancestors(coding.code))
    return (
        coding.key,
        text.kind.label.in_language(language),
        text.key,
        text.title.in_language(language),
        text.siren or None,
        territories.get(text.siren),
        coding.code,
        codebook.code(coding.code).label.in_language(language),
        above or None,
        reanchored.anchor.quote,
        reanchored.anchor.start,
        reanchored.anchor.end,
        reanchored.state.label.in_language(language),
        people.get(coding.coder, coding.coder),
        coding.day,
        coding.memo or None,
        coding.origin.label.in_language(language),
        coding.codebook_version,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportQuote:
    """Words of a text, who says them, and, for what is no answer, the kind of the text."""

    name: str
    source: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportCode:
    """One code: its place in the tree, what it means, how many say it, and their words."""

    label: str
    depth: int
    definition: str
    count: str
    names: str
    quotes: tuple[ReportQuote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeReport:
    """What was said of each code of a codebook."""

    language: str
    title: str
    subtitle: str
    notes: tuple[str, ...]
    codes: tuple[ReportCode, ...]
