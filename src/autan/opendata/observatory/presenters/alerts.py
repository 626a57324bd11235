"""Alerts and the decisions on them as people read them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.urls import reverse

from autan.evidence.figures.core.figures import Figure
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.texts.language import words
from autan.ground.wordings import Sentence
from autan.opendata.data_quality.core import filings
from autan.opendata.data_quality.core.alerts import QualityAlert, ReviewedAlert
from autan.opendata.data_quality.importers import quality_rules
from autan.opendata.data_quality.queries import holder_of
from autan.opendata.measures.core.catalogue import MEASURES
from autan.opendata.measures.queries.editions import latest_cards
from autan.opendata.measures.queries.perimeter import current_perimeter
from autan.opendata.observatory.queries.figures import figures_of
from autan.opendata.sources.core.pcaet_codes import PERIOD_YEARS, Quantity
from autan.territories.perimeters.lake import register

FILING_SOURCES = frozenset({filings.HEADINGS, *PERIOD_YEARS})

type FiguresByPlace = Mapping[str, Mapping[str, Figure]]


def group_by_rule(
    alerts: Iterable[ReviewedAlert], *, readable: Collection[str] = (), most: int | None = None
) -> list[dict[str, Any]]:
    """Group alerts by rule, in the order given, leaving out the rules that found nothing. One query.

    `readable`: SIREN codes of the territories of which the reader may know who decided.
    `most`: alerts wanted of each rule, its first ones; all of them when it is None.
    """
    by_rule: dict[str, list[ReviewedAlert]] = {}
    for reviewed in alerts:
        by_rule.setdefault(reviewed.alert.rule, []).append(reviewed)
    figures = _figures_touched([reviewed for group in by_rule.values() for reviewed in group[:most]])
    return [
        {
            "rule": quality_rules()[code],
            "alerts": tuple(_view_alert(reviewed, figures, readable) for reviewed in group[:most]),
            "count": len(group),
        }
        for code, group in by_rule.items()
    ]


def figure_touched(reviewed: ReviewedAlert) -> Figure | None:
    """The figure that the flagged row enters, or None. One query."""
    return _figure_of(reviewed, _figures_touched([reviewed]))


def _figures_touched(alerts: Sequence[ReviewedAlert]) -> FiguresByPlace:
    return figures_of({holder_of(reviewed.alert) for reviewed in alerts} - {""})


def _figure_of(reviewed: ReviewedAlert, figures: FiguresByPlace) -> Figure | None:
    return figures.get(holder_of(reviewed.alert), {}).get(reviewed.alert.measure)


def _view_alert(reviewed: ReviewedAlert, figures: FiguresByPlace, readable: Collection[str]) -> dict[str, Any]:
    alert, siren = reviewed.alert, holder_of(reviewed.alert)
    is_commune, territory, card = siren != alert.place, _territory_name(siren), latest_cards().get(alert.source)
    history = [decision if siren in readable else replace(decision, by="") for decision in reversed(reviewed.decisions)]
    return {
        "raised": alert,
        "state": reviewed.state,
        "history": history,
        "latest": next(iter(history), None),
        "place": current_perimeter().name_of(alert.place) if is_commune else territory,
        "territory": territory if is_commune else "",
        "measure": _measure_words(alert),
        "source": card.credit if card else NO_TEXT,
        "trace_url": _figure_url(_figure_of(reviewed, figures), alert),
        "url": reverse("updates:alert", kwargs={"key": alert.key}),
    }


def _figure_url(figure: Figure | None, alert: QualityAlert) -> str:
    """Trace of the figure touched; the grids of the filing for an alert on a filing; else empty."""
    if figure:
        return reverse("evidence:trace", kwargs={"figure_id": figure.id})
    if alert.source in FILING_SOURCES:
        return reverse("observatory:filings", kwargs={"siren": alert.place})
    return ""


def _measure_words(alert: QualityAlert) -> str:
    measure, quantity = MEASURES.get(alert.measure), alert.measure.removeprefix("pcaet_")
    if measure:
        return words(measure.label)
    if quantity in set(Quantity):
        filing = Sentence(" (démarche {detail})", detail=alert.detail)
        return words(Quantity(quantity).label) + words(filing)
    return words(Sentence("Dépôts")) if alert.source in FILING_SOURCES else ""


def name_territories(sirens: Iterable[str]) -> list[tuple[str, str]]:
    """SIREN and name of territories, in order of name."""
    return sorted(((siren, _territory_name(siren)) for siren in sirens), key=lambda item: item[1])


def _territory_name(siren: str) -> str:
    try:
        return register.find_epci(siren).name
    except register.UnknownTerritoryError:
        return siren
