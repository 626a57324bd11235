"""The annex of traces in words: what each printed thing is, how it was obtained, what it rests on, said once."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings

from autan.evidence.figures.core.charts import Chart, MapSpec
from autan.evidence.figures.core.evidence_cards import EvidenceCard
from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.presenters.figures import FigureView, present_figure, present_period
from autan.evidence.figures.queries.registry import evidence_page, name_place
from autan.ground.texts.language import colon, typeset, words
from autan.ground.wordings import Sentence, Text
from autan.publishing.edition_files.presenters.annex_entries import (
    TERMS,
    Annex,
    AnnexEntry,
    AnnexRow,
    EvidenceLine,
    SourceMarks,
)
from autan.publishing.edition_files.queries.dossiers import Dossier
from autan.publishing.living_text.core.annex import EntryKind, NumberedEntry
from autan.publishing.living_text.core.definitions import MapDefinition
from autan.publishing.living_text.core.document import FACT, FigureMark
from autan.publishing.living_text.core.findings import stale_marks

_MOST_NAMES = 3
_PARTS = re.compile(r"(?:«[^«»]*»|,(?! )|[^,])++")  # the commas of a title between quotation marks part nothing


def present_annex(dossier: Dossier, entries: Sequence[NumberedEntry], views: Mapping[str, FigureView]) -> Annex:
    """Give the words of every entry whose figure, illustration or cited piece is known."""
    marks = SourceMarks()
    year = dossier.computed.text.names_year
    names = {member.siren: member.short_name_in(year) for member in dossier.members}
    verdicts = stale_marks(dossier.computed)
    figure_marks = dossier.computed.text.figure_marks()
    kept_claims = tuple(mark for mark in figure_marks if mark.reason and mark.place in verdicts)
    writer = _Writer(dossier=dossier, views=views, names=names, marks=marks, kept_claims=kept_claims)
    items = tuple(item for entry in entries if (item := writer.write(entry)))
    return Annex(entries=items, sources=marks.lines())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Writer:
    """Writes the entries of one annex."""

    dossier: Dossier
    views: Mapping[str, FigureView]
    names: Mapping[str, str]
    marks: SourceMarks
    kept_claims: Sequence[FigureMark]

    def write(self, entry: NumberedEntry) -> AnnexEntry | None:
        match entry.kind:
            case EntryKind.FIGURE:
                return self._figure(entry)
            case EntryKind.ILLUSTRATION:
                return self._illustration(entry)
            case _:
                return self._citation(entry)

    def _figure(self, entry: NumberedEntry) -> AnnexEntry | None:
        figure = self.dossier.computed.figures.get(entry.names[0])
        if figure is None:
            return None
        view = self.views[entry.names[0]]
        title = self._set(figure.label)
        return AnnexEntry(
            number=entry.number,
            kind=entry.kind,
            key=entry.key,
            title=title,
            printed="" if view.quantity in title else view.quantity,
            lines=(*self._lines(figure, view), *self._kept_claims(entry.names)),
            rows=tuple(self._row(self._input_label(item, figure), item, figure) for item in figure.inputs),
            evidence=self._evidence(self.dossier.cards_of([figure]), title),
        )

    def _input_label(self, item: Figure, whole: Figure) -> Text:
        """Name an input by what it does not share with the whole; one that shares all, by its territory."""
        if item.label == whole.label and len(item.territories) == 1 < len(whole.territories):
            return Sentence(self._territories(item.territories))
        return own_label(item.label, whole.label)

    def _illustration(self, entry: NumberedEntry) -> AnnexEntry | None:
        spec = self.dossier.computed.illustrations.get(entry.key)
        if spec is None:
            return None
        rows = self._chart_rows(spec) if isinstance(spec, Chart) else self._map_rows(spec)
        cards = [*self._cited_cards(entry.key), *self.dossier.cards_of(spec.figures)]
        return AnnexEntry(
            number=entry.number,
            kind=entry.kind,
            key=entry.key,
            title=self._set(spec.title),
            lines=tuple(self._lines_of_drawing(spec.figures)),
            rows=tuple(rows),
            evidence=self._evidence(tuple(dict.fromkeys(cards))),
        )

    def _citation(self, entry: NumberedEntry) -> AnnexEntry | None:
        """A fact is what it states; any other piece has a title, a statement and its page."""
        card = self.dossier.card_of(entry.key)
        if card is None:
            return None
        is_fact, page = card.ref.kind == FACT, evidence_page(card.ref)
        title = self._set(card.statement if is_fact else card.title)
        return AnnexEntry(
            number=entry.number,
            kind=entry.kind,
            key=entry.key,
            title=title,
            lines=((words(TERMS["page"]), f"{settings.AUTAN_SITE}{page}"),) if page and not is_fact else (),
            evidence=self._evidence((card,), title),
        )

    def _lines(self, figure: Figure, view: FigureView) -> Iterator[tuple[str, str]]:
        state = words(figure.state.label)
        pairs = {
            "period": view.period,
            "territories": self._territories(figure.territories),
            "coverage": view.coverage,
            "state": state,
            "method": self._method(figure),
            "note": self._set(figure.note) if figure.note else "",
            "id": figure.id,
        }
        return ((words(TERMS[key]), pair) for key, pair in pairs.items() if pair)

    def _kept_claims(self, names: Sequence[str]) -> Iterator[tuple[str, str]]:
        """What the text affirms without a proof, and why its author keeps it."""
        for mark in self.kept_claims:
            if mark.name in names:
                yield words(TERMS["kept"]), typeset(f"« {mark.written} »{colon()} {mark.reason}")

    def _lines_of_drawing(self, figures: Sequence[Figure]) -> Iterator[tuple[str, str]]:
        pairs = {
            "period": join_unique(present_period(figure.period) for figure in figures),
            "state": join_unique(words(figure.state.label) for figure in figures),
            "method": join_unique(self._method(figure) for figure in figures),
            "note": join_unique(self._set(figure.note) for figure in figures if figure.note),
        }
        return ((words(TERMS[key]), pair) for key, pair in pairs.items() if pair)

    def _chart_rows(self, chart: Chart) -> Iterator[AnnexRow]:
        for row in chart.rows:
            for series, figure in zip(chart.series, row.figures, strict=False):
                label = row.label
                if len(chart.series) > 1:
                    label = Sentence.joined(", ", (label, series.label))
                yield self._row(label, figure, chart.figures[0])

    def _map_rows(self, spec: MapSpec) -> Iterator[AnnexRow]:
        legend = {category.code: words(category.label) for category in spec.categories}
        cited = self._cited_by_place(spec.id)
        for place in spec.places:
            if place.figure:
                yield self._row(place.label, place.figure, spec.figures[0])
            else:
                label = legend.get(place.category, "")
                yield AnnexRow(
                    label=place.label.fr, words=label, remark=", ".join(cited.get(place.siren, ())), figure_id=""
                )

    def _row(self, label: Text, figure: Figure, whole: Figure | None = None) -> AnnexRow:
        """Lay out one value, without what it shares with the whole above it."""
        view = present_figure(figure)
        words = view.quantity
        remarks = [
            "" if whole and whole.period == figure.period else view.period,
            view.coverage,
            "" if whole and whole.state is figure.state else view.state,
            view.caution,
        ]
        remark = ", ".join(part for part in remarks if part) if view.is_known else ""
        return AnnexRow(label=self._set(label), words=words, remark=remark, figure_id=figure.id)

    def _cited_by_place(self, name: str) -> Mapping[str, tuple[str, ...]]:
        for item in self.dossier.computed.text.maps:
            if isinstance(item, MapDefinition) and item.name == name:
                return {place.siren: place.fact_ids for place in item.places}
        return {}

    def _cited_cards(self, name: str) -> list[EvidenceCard]:
        facts = dict.fromkeys(fact for ids in self._cited_by_place(name).values() for fact in ids)
        return [card for fact in facts if (card := self.dossier.card_of(fact))]

    def _territories(self, codes: Sequence[str]) -> str:
        if len(codes) == len(self.names) and set(codes) == set(self.names):
            return words(Sentence("les {len} membres du réseau", len=len(codes)))
        if len(codes) > _MOST_NAMES:
            return words(Sentence("{len} territoires", len=len(codes)))
        return ", ".join(self.names.get(code) or name_place(code) for code in codes)

    def _method(self, figure: Figure) -> str:
        parameters = ", ".join(f"{name} = {value}" for name, value in figure.method.parameters)
        formula = self._set(figure.method.formula)
        return f"{formula} ({parameters})" if parameters else formula

    def _evidence(self, cards: Sequence[EvidenceCard], title: str = "") -> tuple[EvidenceLine, ...]:
        """One line for each piece; pieces that say the same of one source, as the rows of each member, share one.

        What the title of the entry says already is left out.
        """
        alike: dict[tuple[str, Text, str], list[EvidenceCard]] = {}
        for card in cards:
            source_mark = self.marks.mark(card.citation.source) if card.citation else ""
            alike.setdefault((card.ref.kind, card.statement, source_mark), []).append(card)
        return tuple(self._evidence_line(group, title) for group in alike.values())

    def _evidence_line(self, cards: Sequence[EvidenceCard], entry_title: str) -> EvidenceLine:
        first = cards[0]
        title, statement = common_end([self._set(card.title) for card in cards]), self._set(first.statement)
        locators = [card.citation.locator for card in cards if card.citation]
        return EvidenceLine(
            title=title,
            statement="" if statement in (title, entry_title) else statement,
            source_mark=self.marks.mark(first.citation.source) if first.citation else "",
            locator=typeset(common_parts(locators)),
            count=len(cards),
        )

    def _set(self, text: Text) -> str:
        return typeset(words(text))


def common_parts(locators: Sequence[str]) -> str:
    """Keep what several locators, each a list between commas, have in common; a lone locator is kept whole.

    >>> common_parts(["instantané 2024, 37 lignes, mesure a", "instantané 2024, 36 lignes, mesure a"])
    'instantané 2024, mesure a'
    """
    split = [list(map(str.strip, _PARTS.findall(locator))) for locator in locators]
    return ", ".join(part for part in split[0] if all(part in other for other in split)) if split else ""


def common_end(titles: Sequence[str]) -> str:
    """Keep what several titles share: past a colon, else between commas; the first of them where nothing is.

    >>> common_end(["Sicoval : énergie (2024)", "Castres : énergie (2024)"])
    'énergie (2024)'
    >>> common_end(["Registre, Sicoval, 2026", "Registre, Castres, 2026"])
    'Registre, 2026'
    """
    shortest = min(titles, key=len)
    size = next((n for n in range(len(shortest), 0, -1) if all(item.endswith(shortest[-n:]) for item in titles)), 0)
    shared = shortest[len(shortest) - size :]
    if size == len(shortest):
        return shortest
    return shared.partition(": ")[2] or common_parts(titles) or titles[0]


def own_label(label: Text, whole: Text) -> Text:
    """Leave out of the label of an input what it shares with the whole: « Sicoval – Population », « Sicoval »."""
    fr, en = (
        part.removesuffix(shared).rstrip(" –-,:") for part, shared in ((label.fr, whole.fr), (label.en, whole.en))
    )
    return Text(fr or label.fr, en or label.en)


def join_unique(words: Iterable[str]) -> str:
    """Join words that are not empty, each said once, in order."""
    return " / ".join(word for word in dict.fromkeys(words) if word)
