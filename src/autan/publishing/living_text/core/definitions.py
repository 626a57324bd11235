"""The tables at the head of a living text: named figures, charts and maps, and the whole that they make."""

from collections.abc import Iterator
from dataclasses import dataclass

from autan.evidence.figures.core.charts import ChartKind, MapKind, Series
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Text
from autan.publishing.living_text.core.document import (
    FACT,
    Block,
    CitationMark,
    FigureMark,
    IllustrationMark,
    Inline,
    Mark,
    Place,
    cited_ref,
    inline_marks,
    marks_of,
    plain_text,
)

MEMBER = "{siren}"
PART = "{series}"


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedFigure:
    """A figure that the text may print.

    Attributes:
        figure_id: its address in the product (`facts.S067`, `observatory.dialogue-toulouse.electricity.2024`).
        unit: code of the unit to print it in; empty for the most readable.
        decimals: digits after the comma; None for those of the unit.
        label: short label for a strip of key figures, or None for the label of the figure.
    """

    name: str
    figure_id: str
    place: Place
    unit: str = ""
    decimals: int | None = None
    label: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RowDefinition:
    """A row of a chart that is written out: its label and the figures of its series, by id."""

    label: Text
    figure_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceDefinition:
    """What a map of categories says of a territory, and the facts that it rests on."""

    siren: str
    category: str
    fact_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """What is printed above and under an illustration; the sentence may hold marks."""

    title: Text
    sentence: tuple[tuple[str, tuple[Inline, ...]], ...]
    source: Text

    def sentence_in(self, language: str) -> tuple[Inline, ...]:
        """Return the sentence in a language, the French one when there is no other."""
        sentences = dict(self.sentence)
        return sentences.get(language, sentences["fr"])


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartDefinition:
    """How a chart is put together from figures.

    Attributes:
        member_pattern: id of the figure of each member, where `{siren}` stands for the member and `{series}` for the
            code of the series; empty when the rows are written out.
        series: parts, in order; empty for a chart of one value.
        is_sorted: True to sort the members by their first value, the unknown last.
        unit: code of the unit to draw in; empty for that of the figures.
    """

    name: str
    place: Place
    kind: ChartKind
    caption: Caption
    member_pattern: str = ""
    rows: tuple[RowDefinition, ...] = ()
    series: tuple[Series, ...] = ()
    is_sorted: bool = True
    unit: str = ""

    def figure_ids_of(self, siren: str) -> tuple[str, ...]:
        """Return the ids of the figures of one member, one for each series."""
        codes = [series.code for series in self.series] or [""]
        return tuple(self.member_pattern.replace(MEMBER, siren).replace(PART, code) for code in codes)


@dataclass(frozen=True, slots=True, kw_only=True)
class MapDefinition:
    """How a map is put together: a figure for each member, or a category for each member.

    Attributes:
        member_pattern: id of the figure of each member, `{siren}` standing for it; empty for a map of categories.
        categories: code and label, in the order of the legend; the last is that of the members not listed.
        places: members listed, each in a category.
    """

    name: str
    place: Place
    kind: MapKind
    caption: Caption
    member_pattern: str = ""
    categories: tuple[Series, ...] = ()
    places: tuple[PlaceDefinition, ...] = ()

    def figure_ids_of(self, siren: str) -> tuple[str, ...]:
        """Return the id of the figure of one member; none on a map of categories."""
        return (self.member_pattern.replace(MEMBER, siren),) if self.member_pattern else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureDefinition:
    """A picture that the text may show.

    Attributes:
        file: what names the file that is kept: a hash of what it holds.
        alternative: what it shows, for whoever does not see it.
    """

    name: str
    place: Place
    file: str
    alternative: Text
    credit: Text
    caption: Text = NO_TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class LivingText:
    """A text that stays tied to its figures: what the author wrote, whole.

    Invariants: every name printed is in one of the tables, and every name of the tables is used.

    Attributes:
        notice: who wrote the text and what it is not; printed on the cover.
        summary: the text before the first chapter; it holds on one page.
        label: what the cover calls this edition; empty for « Édition » and its slug.
        has_annex: False to leave the annex of traces out of what is printed; the site keeps it.
        has_contents: False to leave the table of contents out of what is printed.
        names_year: year of the names that territories bear in charts, maps and annex; None for those of today.
    """

    slug: str
    network: str
    language: str
    title: Text
    subtitle: Text
    notice: Text
    figures: tuple[NamedFigure, ...]
    charts: tuple[ChartDefinition, ...]
    maps: tuple[MapDefinition, ...]
    summary: tuple[Block, ...]
    body: tuple[Block, ...]
    english_summary: tuple[Block, ...] = ()
    label: Text = NO_TEXT
    has_annex: bool = True
    has_contents: bool = True
    names_year: int | None = None
    pictures: tuple[PictureDefinition, ...] = ()

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Every block, in the order of reading."""
        return self.summary + self.body + self.english_summary

    @property
    def illustrations(self) -> tuple[ChartDefinition | MapDefinition, ...]:
        """Charts, then maps."""
        return self.charts + self.maps

    def head_words(self) -> Iterator[str]:
        """Give what the head of the text prints: its cover, and the words of its charts, maps and pictures."""
        captions = [item.caption for item in self.illustrations]
        texts = [self.title, self.subtitle, self.notice, self.label]
        texts += [words for caption in captions for words in (caption.title, caption.source)]
        texts += [words for item in self.pictures for words in (item.alternative, item.credit, item.caption)]
        texts += [label for item in self.figures if (label := item.label)]
        texts += [row.label for chart in self.charts for row in chart.rows]
        texts += [series.label for chart in self.charts for series in chart.series]
        texts += [category.label for item in self.maps for category in item.categories]
        for words in texts:
            yield from (words.fr, words.en)
        yield from (plain_text(sentence) for caption in captions for _, sentence in caption.sentence)

    def marks(self) -> Iterator[Mark]:
        """Give every mark in the order of reading; the marks of a caption follow the mark of their illustration."""
        captions = {item.name: item.caption for item in self.illustrations}
        for mark in marks_of(self.blocks):
            yield mark
            if isinstance(mark, IllustrationMark) and mark.name in captions:
                for _, sentence in captions[mark.name].sentence:
                    yield from inline_marks(sentence)

    def figure_marks(self) -> Iterator[FigureMark]:
        """Give every printed figure, in the order of reading."""
        return (mark for mark in self.marks() if isinstance(mark, FigureMark))

    def citations(self) -> dict[str, Place]:
        """Place of the first citation of each thing cited, in the order of reading; facts of a map have that of it."""
        places: dict[str, Place] = {}
        for mark in self.marks():
            for cited in mark.cited if isinstance(mark, CitationMark) else ():
                places.setdefault(cited, mark.place)
        for item in self.maps:
            for fact in (fact for place in item.places for fact in place.fact_ids):
                places.setdefault(fact, item.place)
        return places

    def cited_facts(self) -> tuple[str, ...]:
        """Identifiers of the facts that the text or a map rests on, each once, in the order of reading."""
        return tuple(ref.key for ref in map(cited_ref, self.citations()) if ref.kind == FACT)
