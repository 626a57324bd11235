"""Doubts and sources as a coordinator reads them, in the language of the page."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language

from autan.evidence.core.notation import format_date
from autan.observatory.core.catalogue import MEASURES
from autan.observatory.core.quality.doubts import Doubt
from autan.observatory.core.quality.rules import RULES, Severity
from autan.observatory.perimeter import current_perimeter
from autan.observatory.queries import SourceStatus, figures_by_measure
from autan.territories import register


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtView:
    """One doubted row in words.

    Attributes:
        place: commune or territory.
        territory: territory that it is in, or empty when it is the place itself.
        measure: what is touched.
        value: what was found.
        expected: what would raise no doubt.
        trace_url: trace of the figure that the row enters, or empty.
    """

    place: str
    territory: str
    measure: str
    value: str
    expected: str
    trace_url: str


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


def group_by_rule(doubts: Iterable[Doubt]) -> list[RuleView]:
    """Group doubts by rule, in the order of the rules, leaving out the rules that found nothing."""
    language = get_language() or "fr"
    found: dict[str, list[DoubtView]] = {}
    for doubt in doubts:
        found.setdefault(doubt.rule, []).append(_view_doubt(doubt, language))
    return [
        RuleView(
            code=code,
            title=RULES[code].title.in_language(language),
            reason=RULES[code].reason.in_language(language),
            severity=RULES[code].severity.label.in_language(language),
            is_question=RULES[code].severity is Severity.ASK,
            doubts=tuple(views),
        )
        for code, views in found.items()
    ]


def _view_doubt(doubt: Doubt, language: str) -> DoubtView:
    siren = current_perimeter().holders.get(doubt.place, doubt.place)
    is_commune = siren != doubt.place
    territory = _territory_name(siren)
    measure = MEASURES.get(doubt.measure)
    figure = figures_by_measure(siren).get(doubt.measure) if siren and measure else None
    return DoubtView(
        place=current_perimeter().name_of(doubt.place) if is_commune else territory,
        territory=territory if is_commune else "",
        measure=measure.label.in_language(language) if measure else "",
        value=doubt.value.in_language(language),
        expected=doubt.expected.in_language(language),
        trace_url=reverse("evidence:trace", kwargs={"figure_id": figure.id}) if figure else "",
    )


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
