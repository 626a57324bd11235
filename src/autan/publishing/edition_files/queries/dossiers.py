"""What a living text calls for: figures, charts, maps and evidence, looked up once; and where files are."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from autan.evidence.figures.core.charts import Chart, ChartRow, MapPlace, MapSpec, Series
from autan.evidence.figures.core.evidence_cards import EvidenceCard
from autan.evidence.figures.core.figures import Figure, evidence_below
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.queries.registry import (
    Reader,
    UnknownFigureError,
    describe_evidence,
    existing_evidence,
    find_figure,
    version_of_figures,
)
from autan.ground.wordings import Sentence, Text
from autan.people.journal.queries import last_mark_but
from autan.publishing.edition_files.queries.quotations import found_quotations, kept_quotations
from autan.publishing.living_text.core.computed_text import ComputedText, in_asked_unit
from autan.publishing.living_text.core.definitions import Caption, ChartDefinition, LivingText, MapDefinition
from autan.publishing.living_text.core.document import cited_ref, plain_text
from autan.publishing.living_text.core.sentences import quotations_to_find, quoted_passages
from autan.territories.networks.core.members import Member
from autan.territories.networks.queries.contours import contours_credit


def edition_folder(slug: str) -> Path:
    """Folder of the published files that the site serves."""
    return Path(settings.AUTAN_HOME) / "editions" / slug


def file_name(slug: str, extension: str) -> str:
    """Name of a published file."""
    return f"synthese-{slug}.{extension}"


def published_file(slug: str, extension: str) -> Path | None:
    """The file that the site serves for a format, or None when it was not made."""
    path = edition_folder(slug) / file_name(slug, extension)
    return path if path.is_file() else None


def picture_path(file: str) -> Path:
    """Return the path of a picture; `file` is the name that its text gives it."""
    return Path(settings.AUTAN_HOME) / "edition-pictures" / file


VALUE = Series(code="data", label=Sentence("Valeur"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """A text read today, with the members of its network.

    `cards`: every piece of evidence that it rests on; None when the text was read without them.
    """

    computed: ComputedText
    cards: Mapping[EvidenceRef, EvidenceCard] | None
    members: tuple[Member, ...]

    def cards_of(self, figures: Sequence[Figure]) -> tuple[EvidenceCard, ...]:
        """Cards of the evidence under some figures, each once, nearest first."""
        refs = dict.fromkeys(ref for figure in figures for ref in evidence_below(figure))
        cards = self.cards or {}
        return tuple(cards[ref] for ref in refs if ref in cards)

    def card_of(self, cited: str) -> EvidenceCard | None:
        """Card of what a citation names."""
        return (self.cards or {}).get(cited_ref(cited))


def open_dossier(text: LivingText, members: Sequence[Member], *, reader: Reader, has_cards: bool = False) -> Dossier:
    """Look up everything that a text prints or cites. Queries: those of the rooms that hold figures and evidence.

    What is kept from this reader is not found. Without `has_cards`, the existence of the evidence alone is asked,
    which is quicker.
    """
    search = _Search(reader=reader)
    figures = {item.name: figure for item in text.figures if (figure := search.find(item.figure_id))}
    illustrations: dict[str, Chart | MapSpec] = {}
    unknown: dict[str, tuple[str, ...]] = {}
    for item in text.illustrations:
        drawing = _Drawing(members=members, search=search, names_year=text.names_year)
        built = drawing.chart(item) if isinstance(item, ChartDefinition) else drawing.map(item)
        if drawing.unknown:
            unknown[item.name] = tuple(drawing.unknown)
        else:
            illustrations[item.name] = built
    shown = [*figures.values(), *(figure for item in illustrations.values() for figure in item.figures)]
    cited = {name: cited_ref(name) for name in text.citations()}
    refs = tuple(dict.fromkeys([*cited.values(), *(ref for figure in shown for ref in evidence_below(figure))]))
    cards: dict[EvidenceRef, EvidenceCard] | None = None
    if has_cards:
        cards = {ref: card for ref, card in describe_evidence(refs, reader=reader).items() if card}
    existing = existing_evidence(refs, reader=reader) if cards is None else frozenset(cards)
    computed = ComputedText(
        text=text,
        figures=figures,
        illustrations=illustrations,
        unknown_ids=unknown,
        dead_citations=frozenset(name for name, ref in cited.items() if ref not in existing),
        dead_evidence=frozenset(refs) - existing,
        quoted=found_quotations(text.network, frozenset(quotations_to_find(text.blocks))),
        kept_quotations=kept_quotations(text.network, quoted_passages(text), reader),
        maps_without_contour=_maps_without_contour(illustrations),
        lost_pictures=frozenset(item.name for item in text.pictures if not picture_path(item.file).is_file()),
    )
    return Dossier(computed=computed, cards=cards, members=tuple(members))


def _maps_without_contour(illustrations: Mapping[str, Chart | MapSpec]) -> frozenset[str]:
    """Names of the maps of which no place can be drawn. One query where some contours do not ship."""
    maps = {name: spec for name, spec in illustrations.items() if isinstance(spec, MapSpec)}
    return frozenset(name for name, spec in maps.items() if not contours_credit(place.siren for place in spec.places))


def version_of_text(text: LivingText, members: Sequence[Member], *, is_draft: bool = False) -> str:
    """Return a text that changes whenever something that a living text prints, draws, quotes or cites may have changed.

    `is_draft`: what it quotes of texts that are kept counts too: who writes it is told.
    """
    figure_ids = [item.figure_id for item in text.figures]
    for item in text.illustrations:
        if isinstance(item, ChartDefinition):
            figure_ids += [figure_id for row in item.rows for figure_id in row.figure_ids]
        for member in members if item.member_pattern else ():
            figure_ids += item.figure_ids_of(member.siren)
    facts = text.cited_facts()
    figure_ids += [f"facts.{fact_id}" for fact_id in facts]
    names = [(member.siren, member.short_name_in(text.names_year)) for member in members if text.illustrations]
    version = f"{version_of_figures(figure_ids)} {names}"
    quotations = quoted_passages(text) if is_draft else quotations_to_find(text.blocks)
    # the other kinds, and what is quoted, tell no version of theirs: any act but the writing of texts may change one
    tells_all = len(facts) == len(text.citations()) and not any(quotations)
    return version if tells_all else f"{version} {last_mark_but('synthesis')}"


@dataclass(slots=True, kw_only=True)
class _Search:
    """Finds each figure once, for one reader."""

    reader: Reader
    found: dict[str, Figure | None] = field(default_factory=dict)

    def find(self, figure_id: str) -> Figure | None:
        if figure_id not in self.found:
            try:
                self.found[figure_id] = find_figure(figure_id, reader=self.reader)
            except UnknownFigureError:
                self.found[figure_id] = None
        return self.found[figure_id]


@dataclass(slots=True, kw_only=True)
class _Drawing:
    """Puts one chart or map together; `unknown` grows with the ids that no room knows."""

    members: Sequence[Member]
    search: _Search
    names_year: int | None
    unknown: list[str] = field(default_factory=list)

    def chart(self, item: ChartDefinition) -> Chart:
        rows = list(self._rows(item))
        if item.member_pattern and item.is_sorted:
            rows.sort(key=_by_first_value)
        return Chart(
            id=item.name,
            kind=item.kind,
            title=item.caption.title,
            sentence=_sentence(item.caption),
            rows=tuple(rows),
            series=item.series or (VALUE,),
            source=item.caption.source,
        )

    def map(self, item: MapDefinition) -> MapSpec:
        listed = {place.siren: place.category for place in item.places}
        otherwise = item.categories[-1].code if item.categories else ""
        return MapSpec(
            id=item.name,
            kind=item.kind,
            title=item.caption.title,
            sentence=_sentence(item.caption),
            places=tuple(
                MapPlace(
                    siren=member.siren,
                    label=self._name(member),
                    figure=self._place_figure(item, member.siren),
                    category=listed.get(member.siren, otherwise),
                )
                for member in self.members
            ),
            source=item.caption.source,
            categories=item.categories,
        )

    def _rows(self, item: ChartDefinition) -> Iterator[ChartRow]:
        for row in item.rows:
            yield ChartRow(label=row.label, figures=self._figures(row.figure_ids, item.unit))
        for member in self.members if item.member_pattern else ():
            yield ChartRow(label=self._name(member), figures=self._figures(item.figure_ids_of(member.siren), item.unit))

    def _name(self, member: Member) -> Text:
        name = member.short_name_in(self.names_year)
        return Text(name, name)

    def _place_figure(self, item: MapDefinition, siren: str) -> Figure | None:
        figures = self._figures(item.figure_ids_of(siren))
        return figures[0] if figures else None

    def _figures(self, figure_ids: Sequence[str], unit: str = "") -> tuple[Figure, ...]:
        figures = {figure_id: self.search.find(figure_id) for figure_id in figure_ids}
        self.unknown += [figure_id for figure_id, figure in figures.items() if figure is None]
        return tuple(in_asked_unit(figure, unit) for figure in figures.values() if figure is not None)


def _by_first_value(row: ChartRow) -> tuple[bool, float]:
    """Greatest first, unknown last; of a stack, the sum of its known parts."""
    values = [figure.value for figure in row.figures if figure.value is not None]
    return not values, -sum(values)


def _sentence(caption: Caption) -> Text:
    """The sentence in plain words, for the text alternative of the drawing."""
    return Text(plain_text(caption.sentence_in("fr")), plain_text(caption.sentence_in("en")))
