"""Indicators over the members of a network: one definition at one year, summed or computed again, and the troubles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from autan.evidence.figures.core.figures import Figure
from autan.plans.indicators.core.definitions import IndicatorDefinition, find_definition
from autan.plans.indicators.core.figures import (
    computed_figure,
    median_figure,
    network_figure,
    ratio_figure,
    trouble_figure,
    value_figure,
)
from autan.plans.indicators.core.findings import HealthFinding, Trouble
from autan.plans.indicators.core.formulas import Formula, references_of
from autan.plans.indicators.importers import catalogue, formulas
from autan.plans.indicators.models import Indicator
from autan.plans.indicators.queries.indicators import held_series, members_in, network_health
from autan.plans.indicators.queries.measures import measured_dates, measured_members
from autan.territories.networks.core.members import Member
from autan.territories.networks.models import Network
from autan.territories.networks.queries.networks import get_network, network_members, networks_of

MOST_DRAWN = 60
"""Members up to which each is drawn by name."""
_MOST_YEARS = 12
_READ = ("slug", "code", "own_definition", "series", "preferred_source", "reads_measure", "territory__siren",
         "territory__is_invented")  # fmt: skip
"""Columns of an indicator that its figures rest on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkIndicator:
    """One definition across the members of a network.

    Attributes:
        members: figure of each member by SIREN, in the order of the network.
        first: figures of the members at the first year known, for the slope; empty where there is only one year.
        panels: figures of each member at the last years known, oldest first; empty where members are too many to draw.
    """

    network: Network
    definition: IndicatorDefinition
    year: int
    years: tuple[int, ...]
    members: Mapping[str, Figure]
    names: Mapping[str, str]
    whole: Figure
    median: Figure
    first: Mapping[str, Figure]
    panels: Mapping[str, tuple[Figure, ...]]


class _Columns:
    """Values of the members, definition by definition: published indicators alone, read once."""

    def __init__(self, members: Sequence[Member], network: str, codes: Sequence[str]) -> None:
        indicators = published_in(network).filter(code__in=codes).select_related("territory").only(*_READ)
        self.sirens = [member.siren for member in members]
        self.held: dict[tuple[str, str], Indicator] = {}
        self.measured: dict[str, set[str]] = {}
        self.made: dict[tuple[str, int], dict[str, Figure]] = {}
        for indicator in indicators:
            self.held[indicator.code, indicator.territory.siren] = indicator
            if indicator.reads_measure:
                self.measured.setdefault(indicator.code, set()).add(indicator.territory.siren)
        self.codes = {code for code, _siren in self.held}

    def years(self, code: str) -> set[int]:
        years = {
            row[0]
            for (indicator_code, siren), indicator in self.held.items()
            if indicator_code == code and siren not in self.measured.get(code, ())
            for row in indicator.series
        }
        if code in self.measured:
            years |= {int(day[:4]) for day in measured_dates(catalogue()[code].measure)}
        return years

    def figures(self, definition: IndicatorDefinition, year: int) -> dict[str, Figure]:
        """Figure of each member: measured, given, or computed by the formula from the others; made once a year."""
        key = (definition.code, year)
        if key not in self.made:
            self.made[key] = self._figures(definition, year)
        return self.made[key]

    def _figures(self, definition: IndicatorDefinition, year: int) -> dict[str, Figure]:
        code = definition.code
        requested = self.measured.get(code, set())
        measured = measured_members(definition, sorted(requested), year) if requested else {}
        figures = {}
        for siren in self.sirens:
            indicator = None if siren in requested else self.held.get((code, siren))
            series = held_series(indicator, year) if indicator else None
            figures[siren] = measured.get(siren) or value_figure(definition, siren, year, series)
        unknown = [siren for siren, figure in figures.items() if figure.value is None]
        formula = formulas().get(code)
        # Where no member follows any term, the formula would only give unknowns again.
        if formula is None or not unknown or not any(other in self.codes for other in _codes_behind(code) - {code}):
            return figures
        columns = list(self.inputs(formula, year).values())
        computed = {
            siren: computed_figure(definition, formula, siren, year, [column[siren] for column in columns])
            for siren in unknown
        }
        return figures | computed

    def inputs(self, formula: Formula, year: int) -> dict[str, dict[str, Figure]]:
        """Figures of each member for what a formula names."""
        names = [ref.name for ref in references_of(formula)]
        return {name: self.figures(catalogue()[name], year) for name in names}


def network_indicator(slug: str, code: str, year: int | None = None) -> NetworkIndicator:
    """Return one definition of the catalogue across the members of a network. Four queries.

    `year`: the year wanted; the last of which something is known when None.
    """
    network, definition = get_network(slug), find_definition(catalogue(), code)
    members = network_members(slug)
    columns = _Columns(members, slug, sorted(_codes_behind(code)))
    years = tuple(sorted(set[int]().union(*(columns.years(text) for text in _codes_behind(code)))))
    shown = year if year is not None else (years[-1] if years else date.min.year)
    figures = columns.figures(definition, shown)
    others = [year for year in years if year < shown]
    return NetworkIndicator(
        network=network,
        definition=definition,
        year=shown,
        years=years,
        members=figures,
        names={member.siren: member.short_name for member in members},
        whole=_whole(columns, definition, slug, shown, figures),
        median=median_figure(definition, slug, shown, list(figures.values())),
        first=columns.figures(definition, others[0]) if others else {},
        panels=_panels(columns, definition, years) if len(members) <= MOST_DRAWN else {},
    )


def _panels(columns: _Columns, definition: IndicatorDefinition, years: Sequence[int]) -> dict[str, tuple[Figure, ...]]:
    """The members over the last years known, where there are three at least: two dates are a slope."""
    if len(years) <= 2:
        return {}
    by_year = [columns.figures(definition, year) for year in years[-_MOST_YEARS:]]
    return {siren: tuple(figures[siren] for figures in by_year) for siren in columns.sirens}


def _codes_behind(code: str) -> set[str]:
    """A definition and everything that its formula names, near or far."""
    formula = formulas().get(code)
    names = [ref.name for ref in references_of(formula)] if formula else []
    return {code}.union(*(_codes_behind(name) for name in names))


def _whole(
    columns: _Columns, definition: IndicatorDefinition, network: str, year: int, members: Mapping[str, Figure]
) -> Figure:
    """The sum of what adds up; a ratio on the sums of its terms, over the members where all of them are known."""
    formula = formulas().get(definition.code)
    whole = network_figure(definition, network, year, list(members.values()))
    if whole.unit.is_summable or formula is None:
        return whole
    inputs = columns.inputs(formula, year)
    terms = {name: (catalogue()[name], list(column.values())) for name, column in inputs.items()}
    return ratio_figure(definition, formula, network, year, terms)


def published_in(slug: str) -> QuerySet[Indicator]:
    """Return the indicators that members of a network publish, not read yet."""
    return Indicator.objects.filter(territory__in=members_in(slug), is_published=True)


def followed_codes(slug: str) -> dict[str, int]:
    """Return the definitions of the catalogue that members of a network publish, and by how many. One query."""
    counts: dict[str, int] = {}
    for code in published_in(slug).order_by().values_list("code", flat=True):
        if code in catalogue():
            counts[code] = counts.get(code, 0) + 1
    order = list(catalogue())
    return dict(sorted(counts.items(), key=lambda item: (-item[1], order.index(item[0]))))


def trouble_figures(network: Network, *, today: date) -> tuple[tuple[Figure, ...], tuple[HealthFinding, ...]]:
    """Return how many members have each trouble, and what was found. Two queries."""
    findings, sirens = network_health(network, today=today)
    day = today.isoformat()
    return tuple(trouble_figure(network.slug, day, trouble, findings, sirens) for trouble in Trouble), findings


def peers_median(indicator: Indicator, year: int) -> Figure | None:
    """Return the median of the members of the first network of a territory, at a year; None where it is not told.

    Four queries, and that of the networks.
    """
    network = next(iter(networks_of(indicator.territory.siren)), None)
    if network is None or not year or indicator.code not in catalogue():
        return None
    median = network_indicator(network.slug, indicator.code, year).median
    return median if median.is_known else None
