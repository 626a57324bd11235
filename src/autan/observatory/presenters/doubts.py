"""Doubts and sources as a coordinator reads them, in the language of the page."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language

from autan.evidence.core.figures import Figure
from autan.evidence.core.notation import format_date
from autan.evidence.core.texts import Text
from autan.observatory.core.catalogue import MEASURES
from autan.observatory.core.pcaet_codes import PERIOD_YEARS, Quantity
from autan.observatory.core.quality import deposits
from autan.observatory.core.quality.decisions import Decision, DoubtState, JudgedDoubt
from autan.observatory.core.quality.doubts import Doubt
from autan.observatory.core.quality.rules import RULES, Severity
from autan.observatory.perimeter import current_perimeter
from autan.observatory.queries.figures import SourceStatus, figures_of, lake_state
from autan.observatory.queries.quality import holder_of
from autan.territories.lake import register

FILING_SOURCES = frozenset({deposits.HEADINGS, *PERIOD_YEARS})


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
        url: address of the doubt, with its history.
        state: where it stands, in words.
        state_code: code of the state.
        latest: the decision that counts, or None.
        history: every decision, the last one first.
        place: commune or territory.
        territory: territory that it is in, or empty when it is the place itself.
        measure: what is touched.
        value: what was found.
        expected: what would raise no doubt.
        source: producer, title and date of the table that the row is in; empty for the register of EPCI.
        trace_url: trace of the figure that the row enters, or empty.
    """

    place: str
    territory: str
    measure: str
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


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """One edition of a source in words."""

    source: str
    title: str
    producer: str
    data_date: str
    retrieved_on: str
    rows: int
    is_current: bool
    remarks: tuple[str, ...]


def group_by_rule(doubts: Iterable[JudgedDoubt]) -> list[RuleView]:
    """Group doubts by rule, in the order given, leaving out the rules that found nothing. One query."""
    language, held = get_language() or "fr", list(doubts)
    figures = _figures_touched(held)
    found: dict[str, list[DoubtView]] = {}
    for judged in held:
        found.setdefault(judged.doubt.rule, []).append(_view_doubt(judged, figures, language))
    return [_view_rule(code, views, language) for code, views in found.items()]


def view_doubt(judged: JudgedDoubt) -> tuple[RuleView, DoubtView]:
    """Give the words of one doubt and of its rule. One query."""
    language = get_language() or "fr"
    view = _view_doubt(judged, _figures_touched([judged]), language)
    return _view_rule(judged.doubt.rule, [view], language), view


def state_choices(doubts: Sequence[JudgedDoubt], current: str) -> list[StateChoice]:
    """Every state with its number of doubts, for the filter of the page; all of them first."""
    language = get_language() or "fr"
    counts = Counter(judged.state for judged in doubts)
    return [
        StateChoice(
            code=state.value,
            label=state.label.in_language(language),
            count=counts[state],
            is_current=state.value == current,
        )
        for state in DoubtState
    ]


def figure_touched(judged: JudgedDoubt) -> Figure | None:
    """The figure that the doubted row enters, or None. One query."""
    return _figure_of(judged, _figures_touched([judged]))


def _figures_touched(doubts: Sequence[JudgedDoubt]) -> Mapping[str, Mapping[str, Figure]]:
    return figures_of({holder_of(judged.doubt) for judged in doubts} - {""})


def _figure_of(judged: JudgedDoubt, figures: Mapping[str, Mapping[str, Figure]]) -> Figure | None:
    return figures.get(holder_of(judged.doubt), {}).get(judged.doubt.measure)


def _view_rule(code: str, views: Sequence[DoubtView], language: str) -> RuleView:
    rule = RULES[code]
    return RuleView(
        code=code,
        title=rule.title.in_language(language),
        reason=rule.reason.in_language(language),
        severity=rule.severity.label.in_language(language),
        is_question=rule.severity is Severity.ASK,
        doubts=tuple(views),
    )


def _view_doubt(judged: JudgedDoubt, figures: Mapping[str, Mapping[str, Figure]], language: str) -> DoubtView:
    doubt, siren = judged.doubt, holder_of(judged.doubt)
    is_commune = siren != doubt.place
    territory = _territory_name(siren)
    figure = _figure_of(judged, figures)
    history = tuple(_view_decision(decision, judged, language) for decision in reversed(judged.decisions))
    return DoubtView(
        place=current_perimeter().name_of(doubt.place) if is_commune else territory,
        territory=territory if is_commune else "",
        measure=_measure_words(doubt, language),
        value=doubt.value.in_language(language),
        expected=doubt.expected.in_language(language),
        source=_source_words(doubt.source, language),
        trace_url=_figure_url(figure, doubt),
        url=reverse("observatory:doubt", kwargs={"key": doubt.key}),
        state=judged.state.label.in_language(language),
        state_code=judged.state.value,
        latest=history[0] if history else None,
        history=history,
    )


def _source_words(source: str, language: str) -> str:
    """Producer, title and date of the last edition of a source; empty when the lake holds none."""
    cards = [snapshot.card for snapshot in lake_state() if snapshot.card.source == source]
    return cards[-1].credit.in_language(language) if cards else ""


def _figure_url(figure: Figure | None, doubt: Doubt) -> str:
    """Trace of the figure touched; the grids of the filing for a doubt on a filing; else empty."""
    if figure:
        return reverse("evidence:trace", kwargs={"figure_id": figure.id})
    if doubt.source in FILING_SOURCES:
        return reverse("observatory:filings", kwargs={"siren": doubt.place})
    return ""


def _measure_words(doubt: Doubt, language: str) -> str:
    measure = MEASURES.get(doubt.measure)
    if measure:
        return measure.label.in_language(language)
    quantity = doubt.measure.removeprefix("pcaet_")
    if quantity in set(Quantity):
        filing = Text(f" (démarche {doubt.detail})", f" (approach {doubt.detail})")
        return Quantity(quantity).label.in_language(language) + filing.in_language(language)
    return Text("Dépôts", "Filings").in_language(language) if doubt.source in FILING_SOURCES else ""


def _view_decision(decision: Decision, judged: JudgedDoubt, language: str) -> DecisionView:
    return DecisionView(
        kind=decision.kind.label.in_language(language),
        by=decision.by,
        on=format_date(decision.at.date(), language=language),
        reason=decision.reason,
        earlier_value="" if decision.is_about(judged.doubt) else decision.found.in_language(language),
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


def view_source(status: SourceStatus) -> SourceView:
    """Give the words of one edition of a source."""
    card, language = status.snapshot.card, get_language() or "fr"
    day = card.period.end
    is_year = len(card.data_date) == len("2024") or day is None
    return SourceView(
        source=card.source,
        title=card.title,
        producer=card.producer,
        data_date=card.data_date if is_year or day is None else format_date(day, language=language),
        retrieved_on=format_date(card.retrieved_on, language=language),
        rows=status.snapshot.rows,
        is_current=status.is_current,
        remarks=card.remarks,
    )
