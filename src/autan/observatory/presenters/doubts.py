"""Doubts and the decisions on them as people read them."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.urls import reverse

from autan.data_quality.core import filings
from autan.data_quality.core.decisions import Decision, DoubtState, JudgedDoubt
from autan.data_quality.core.doubts import Doubt
from autan.data_quality.core.rules import QualityRule
from autan.data_quality.importers.quality_rules import quality_rules
from autan.data_quality.queries.doubts import holder_of
from autan.evidence.core.figures import Figure
from autan.evidence.core.texts import NO_TEXT, Text
from autan.evidence.language import words
from autan.measures.core.catalogue import MEASURES
from autan.measures.queries.editions import latest_cards
from autan.measures.queries.perimeter import current_perimeter
from autan.observatory.queries.figures import figures_of
from autan.opendata.core.pcaet_codes import PERIOD_YEARS, Quantity
from autan.perimeters.lake import register

FILING_SOURCES = frozenset({filings.HEADINGS, *PERIOD_YEARS})

type FiguresByPlace = Mapping[str, Mapping[str, Figure]]


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtView:
    """One doubted row, with what a page says beside it.

    Attributes:
        history: every decision, the last one first; its author where the reader may know it.
        place: commune or territory.
        territory: territory that it is in, or empty when it is the place itself.
        source: producer, title and date of the table that the row is in; empty for the register of EPCI.
        trace_url: trace of the figure that the row enters, or empty.
    """

    raised: Doubt
    state: DoubtState
    history: tuple[Decision, ...]
    place: str
    territory: str
    measure: str
    source: Text
    trace_url: str
    url: str

    @property
    def latest(self) -> Decision | None:
        """The decision that counts, or None."""
        return next(iter(self.history), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleView:
    """One rule with rows that it doubts: those that are shown, and how many there are."""

    rule: QualityRule
    doubts: tuple[DoubtView, ...]
    count: int


def group_by_rule(
    doubts: Iterable[JudgedDoubt], *, named: Collection[str] = (), most: int | None = None
) -> list[RuleView]:
    """Group doubts by rule, in the order given, leaving out the rules that found nothing. One query.

    Args:
        doubts: doubts with their decisions.
        named: SIREN codes of the territories of which the reader may know who decided.
        most: doubts wanted of each rule, its first ones; all of them when it is None.
    """
    by_rule: dict[str, list[JudgedDoubt]] = {}
    for judged in doubts:
        by_rule.setdefault(judged.doubt.rule, []).append(judged)
    figures = _figures_touched([judged for held in by_rule.values() for judged in held[:most]])
    return [
        RuleView(
            rule=quality_rules()[code],
            doubts=tuple(_view_doubt(judged, figures, named) for judged in held[:most]),
            count=len(held),
        )
        for code, held in by_rule.items()
    ]


def state_counts(doubts: Sequence[JudgedDoubt]) -> list[tuple[DoubtState, int]]:
    """Every state with its number of doubts, for the filter of the page."""
    counts = Counter(judged.state for judged in doubts)
    return [(state, counts[state]) for state in DoubtState]


def figure_touched(judged: JudgedDoubt) -> Figure | None:
    """The figure that the doubted row enters, or None. One query."""
    return _figure_of(judged, _figures_touched([judged]))


def _figures_touched(doubts: Sequence[JudgedDoubt]) -> FiguresByPlace:
    return figures_of({holder_of(judged.doubt) for judged in doubts} - {""})


def _figure_of(judged: JudgedDoubt, figures: FiguresByPlace) -> Figure | None:
    return figures.get(holder_of(judged.doubt), {}).get(judged.doubt.measure)


def _view_doubt(judged: JudgedDoubt, figures: FiguresByPlace, named: Collection[str]) -> DoubtView:
    doubt, siren = judged.doubt, holder_of(judged.doubt)
    is_commune, territory, card = siren != doubt.place, _territory_name(siren), latest_cards().get(doubt.source)
    decisions = reversed(judged.decisions)
    return DoubtView(
        raised=doubt,
        state=judged.state,
        history=tuple(decision if siren in named else replace(decision, by="") for decision in decisions),
        place=current_perimeter().name_of(doubt.place) if is_commune else territory,
        territory=territory if is_commune else "",
        measure=_measure_words(doubt),
        source=card.credit if card else NO_TEXT,
        trace_url=_figure_url(_figure_of(judged, figures), doubt),
        url=reverse("observatory:doubt", kwargs={"key": doubt.key}),
    )


def _figure_url(figure: Figure | None, doubt: Doubt) -> str:
    """Trace of the figure touched; the grids of the filing for a doubt on a filing; else empty."""
    if figure:
        return reverse("evidence:trace", kwargs={"figure_id": figure.id})
    if doubt.source in FILING_SOURCES:
        return reverse("observatory:filings", kwargs={"siren": doubt.place})
    return ""


def _measure_words(doubt: Doubt) -> str:
    measure, quantity = MEASURES.get(doubt.measure), doubt.measure.removeprefix("pcaet_")
    if measure:
        return words(measure.label)
    if quantity in set(Quantity):
        filing = Text(f" (démarche {doubt.detail})", f" (procedure {doubt.detail})")
        return words(Quantity(quantity).label) + words(filing)
    return words(Text("Dépôts", "Filings")) if doubt.source in FILING_SOURCES else ""


def name_territories(sirens: Iterable[str]) -> list[tuple[str, str]]:
    """SIREN and name of territories, in order of name."""
    return sorted(((siren, _territory_name(siren)) for siren in sirens), key=lambda item: item[1])


def _territory_name(siren: str) -> str:
    try:
        return register.find_epci(siren).name
    except register.UnknownTerritoryError:
        return siren
