"""Values of a territory and of the providers in words: lines with both and their gap."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from autan.evidence.figures.core.amounts import Amount
from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.numbers import axis_number
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import convert, get_unit
from autan.evidence.figures.presenters.figures import alike_figures, present_period, readable_figure
from autan.ground.texts.core.periods import Period
from autan.ground.texts.language import words
from autan.opendata.measures.core.addresses import date_of
from autan.opendata.measures.core.amounts import amount_text
from autan.opendata.measures.core.catalogue import BASE_MEASURES
from autan.opendata.measures.core.measures import MeasureGroup
from autan.opendata.observatory.core.own_values import Gap, ValueComparison


def group_lines(siren: str, values: Sequence[ValueComparison]) -> list[dict[str, Any]]:
    """Lines by part of the page, in the order of the catalogue."""
    value_lines: dict[MeasureGroup, list[dict[str, Any]]] = {}
    for value in values:
        value_lines.setdefault(BASE_MEASURES[value.measure].group, []).append(view_line(siren, value))
    return [{"title": words(group.label), "lines": _in_one_size(lines)} for group, lines in value_lines.items()]


def _in_one_size(lines: Sequence[dict[str, Any]]) -> tuple[dict[str, Any], ...]:
    """Lines of one table, in one size of each unit."""
    shown = iter(alike_figures(figure for line in lines for figure in (line["provider"], line["own"])))
    return tuple({**line, "provider": next(shown), "own": next(shown)} for line in lines)


def view_line(siren: str, value: ValueComparison) -> dict[str, Any]:
    """Give the words of one line: both values, their gap, which one is used, and why in the words of the person."""
    shown = value.own or value.provider
    date = present_date(date_of(shown)) if shown else ""
    provider, own = alike_figures([value.provider, value.own])
    return {
        "label": f"{words(BASE_MEASURES[value.measure].label)}, {date}",
        "provider": provider,
        "own": own,
        "gap": format_gap(value.gap, value.provider),
        "used": _describe_used(value),
        "reason": value.held.choice_reason if value.held else "",
        "url": reverse("updates:own-value", kwargs={"siren": siren, "measure": value.measure}),
    }


def present_date(date: str) -> str:
    """The date of an edition in words: a year, or a day."""
    return present_period(Period.parse(date))


def _describe_used(value: ValueComparison) -> str:
    if value.held is None:
        return ""
    if not BASE_MEASURES[value.measure].sources:
        return _("la valeur propre") if value.held.is_chosen else ""
    if value.provider is None:
        return _("aucune\u00a0: le fournisseur n’a pas cette date")
    return _("la valeur propre") if value.held.is_chosen else _("celle du fournisseur")


def format_gap(gap: Gap | None, figure: Figure | None) -> str:
    """A gap to a figure, in the unit that the figure is shown in, and in percent; empty where there is none."""
    if gap is None or figure is None:
        return ""
    pct = f" ({_sign(gap.pct)}{words(amount_text(gap.pct, get_unit('pct'), 1))})" if gap.pct is not None else ""
    return f"{_sign(gap.net)}{format_difference(gap.net, figure)}{pct}"


def format_difference(amount: float, figure: Figure) -> str:
    """A difference between values like this one, in the unit that the value itself is shown in."""
    size = max(abs(amount), abs(axis_number(figure) or 0.0))
    shown = readable_figure(replace(figure, **Amount(size, None, None, ValueState.OBSERVED)._asdict())).unit
    return words(amount_text(float(convert(amount, from_unit=figure.unit, to_unit=shown)), shown))


def _sign(value: float) -> str:
    return "+" if value > 0 else ""
