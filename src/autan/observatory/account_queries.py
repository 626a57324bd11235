"""Every measure of a territory with the provider's value and its own, side by side: what the energy page asks."""

from autan.evidence.core.figures import Figure
from autan.observatory.core.accounts import figure_id
from autan.observatory.core.catalogue import BASE_MEASURES
from autan.observatory.core.composition import has_rows
from autan.observatory.core.own_values import HeldValue, SideBySide, own_figure
from autan.observatory.own_value_queries import current_holdings
from autan.observatory.perimeter import current_perimeter
from autan.observatory.queries import figures_by_measure, provider_figures


def values_side_by_side(siren: str) -> list[SideBySide]:
    """Base measures with rows or with an own value, in the order of the catalogue. Two queries."""
    providers, used = provider_figures(siren), figures_by_measure(siren)
    held: dict[str, list[HeldValue]] = {}
    for value in current_holdings().get(siren, ()):
        held.setdefault(value.record.measure, []).append(value)
    found: list[SideBySide] = []
    for code in BASE_MEASURES:
        provider = providers.get(code)
        beside = [_beside(siren, value, provider, used.get(code)) for value in held.get(code, ())]
        found += beside
        is_alone = provider is not None and has_rows(provider) and all(item.provider is None for item in beside)
        if is_alone:
            found.append(SideBySide(measure=code, provider=provider, used=used.get(code)))
    return found


def value_side_by_side(siren: str, measure: str) -> list[SideBySide]:
    """The same for one measure: the provider's latest date, and every date that the territory has a value for."""
    return [item for item in values_side_by_side(siren) if item.measure == measure]


def _beside(siren: str, held: HeldValue, provider: Figure | None, used: Figure | None) -> SideBySide:
    code, place = held.record.measure, current_perimeter().place(siren)
    is_same = provider is not None and provider.id == figure_id(siren, code, held.record.date)
    return SideBySide(
        measure=code,
        provider=provider if is_same else None,
        own=own_figure(BASE_MEASURES[code], place, held, provider if is_same else None),
        held=held,
        used=used if is_same else None,
    )
