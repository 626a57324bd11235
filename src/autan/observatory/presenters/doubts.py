"""Doubts and the decisions on them as people read them, in the language of the page."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.urls import reverse

from autan.data_quality.core import filings
from autan.data_quality.core.decisions import Decision, DoubtState, JudgedDoubt
from autan.data_quality.core.doubts import Doubt
from autan.data_quality.core.rules import Severity
from autan.data_quality.importers.quality_rules import quality_rules
from autan.data_quality.queries.doubts import holder_of
from autan.evidence.core.figures import Figure
from autan.evidence.core.texts import Text
from autan.evidence.language import day, words
from autan.measures.core.catalogue import MEASURES
from autan.measures.queries.editions import latest_cards
from autan.measures.queries.perimeter import current_perimeter
from autan.observatory.queries.figures import figures_of
from autan.opendata.core.pcaet_codes import PERIOD_YEARS, Quantity
from autan.perimeters.lake import register

FILING_SOURCES = frozenset({filings.HEADINGS, *PERIOD_YEARS})

type FiguresByPlace = Mapping[str, Mapping[str, Figure]]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionView:
    """One decision in words: what, who, when, why, and the value that it was about when it has changed since."""

    kind: str
    by: str
    on: str
    reason: str
    earlier_value: str
    own_value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtView:
    """One doubted row in words.

    Attributes:
        place: commune or territory.
        territory: territory that it is in, or empty when it is the place itself.
        measure: what is touched.
        measure_code: code of the same.
        value: what was found.
        expected: what would raise no doubt.
        source: producer, title and date of the table that the row is in; empty for the register of EPCI.
        trace_url: trace of the figure that the row enters, or empty.
        url: address of the doubt, with its history.
        state: where it stands, in words.
        state_code: code of the state.
        latest: the decision that counts, or None.
        history: every decision, the last one first.
    """

    place: str
    territory: str
    measure: str
    measure_code: str
    value: str
    expected: str
    source: str
    trace_url: str
    url: str
    state: str
    state_code: str
    latest: DecisionView | None
    history: tuple[DecisionView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StateChoice:
    """One state in the filter of the page, with how many doubts are in it."""

    code: str
    label: str
    count: int
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleView:
    """One rule with the rows that it doubts."""

    code: str
    title: str
    reason: str
    severity: str
    is_question: bool
    doubts: tuple[DoubtView, ...]
    count: int = 0


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
    views = {code: [_view_doubt(judged, figures, named) for judged in held[:most]] for code, held in by_rule.items()}
    return [replace(_view_rule(code, views[code]), count=len(held)) for code, held in by_rule.items()]


def state_choices(doubts: Sequence[JudgedDoubt], current: str) -> list[StateChoice]:
    """Every state with its number of doubts, for the filter of the page."""
    counts = Counter(judged.state for judged in doubts)
    return [
        StateChoice(code=state.value, label=words(state.label), count=counts[state], is_current=state.value == current)
        for state in DoubtState
    ]


def figure_touched(judged: JudgedDoubt) -> Figure | None:
    """The figure that the doubted row enters, or None. One query."""
    return _figure_of(judged, _figures_touched([judged]))


def _figures_touched(doubts: Sequence[JudgedDoubt]) -> FiguresByPlace:
    return figures_of({holder_of(judged.doubt) for judged in doubts} - {""})


def _figure_of(judged: JudgedDoubt, figures: FiguresByPlace) -> Figure | None:
    return figures.get(holder_of(judged.doubt), {}).get(judged.doubt.measure)


def _view_rule(code: str, views: Sequence[DoubtView]) -> RuleView:
    rule = quality_rules()[code]
    return RuleView(
        code=code,
        title=words(rule.title),
        reason=words(rule.reason),
        severity=words(rule.severity.label),
        is_question=rule.severity is Severity.ASK,
        doubts=tuple(views),
    )


def _view_doubt(judged: JudgedDoubt, figures: FiguresByPlace, named: Collection[str]) -> DoubtView:
    doubt, siren = judged.doubt, holder_of(judged.doubt)
    is_commune, territory, card = siren != doubt.place, _territory_name(siren), latest_cards().get(doubt.source)
    history = tuple(
        _view_decision(decision, judged, is_named=siren in named) for decision in reversed(judged.decisions)
    )
    return DoubtView(
        place=current_perimeter().name_of(doubt.place) if is_commune else territory,
        territory=territory if is_commune else "",
        measure=_measure_words(doubt),
        measure_code=doubt.measure,
        value=words(doubt.value),
        expected=words(doubt.expected),
        source=words(card.credit) if card else "",
        trace_url=_figure_url(_figure_of(judged, figures), doubt),
        url=reverse("observatory:doubt", kwargs={"key": doubt.key}),
        state=words(judged.state.label),
        state_code=judged.state.value,
        latest=history[0] if history else None,
        history=history,
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
        filing = Text(f" (démarche {doubt.detail})", f" (approach {doubt.detail})")
        return words(Quantity(quantity).label) + words(filing)
    return words(Text("Dépôts", "Filings")) if doubt.source in FILING_SOURCES else ""


def _view_decision(decision: Decision, judged: JudgedDoubt, *, is_named: bool) -> DecisionView:
    return DecisionView(
        kind=words(decision.kind.label),
        by=decision.by if is_named else "",
        on=day(decision.at.date()),
        reason=decision.reason,
        earlier_value="" if decision.is_about(judged.doubt) else words(decision.found),
        own_value=decision.own_value,
    )


def name_territories(sirens: Iterable[str]) -> list[tuple[str, str]]:
    """SIREN and name of territories, in order of name."""
    return sorted(((siren, _territory_name(siren)) for siren in sirens), key=lambda item: item[1])


def _territory_name(siren: str) -> str:
    try:
        return register.find_epci(siren).name
    except register.UnknownTerritoryError:
        return siren
