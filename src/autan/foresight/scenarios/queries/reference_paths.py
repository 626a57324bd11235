"""The paths that a scenario of a place may be set beside, and one of them laid on what was computed."""

from collections.abc import Iterator
from dataclasses import replace

from autan.evidence.figures.queries.registry import PUBLIC, Reader
from autan.foresight.engine.core.axes import ScenarioMeasure
from autan.foresight.engine.core.results import ScenarioResult, read_measure
from autan.foresight.engine.core.summaries import levels_at
from autan.foresight.scenarios.queries.places import ForesightPlace
from autan.foresight.scenarios.queries.reference_curves import national_curves, strategies_of
from autan.foresight.starting_states.core.reference_curves import SectorCurve, total_curve
from autan.foresight.starting_states.core.strategies import Points, ReferencePath, UnalignedYearsError, aligned_path
from autan.foresight.starting_states.queries.plan_indexes import INDEXED, PlanIndex, plan_indexes
from autan.ground.wordings import Sentence, Text

NATIONAL = "snbc-2"
_PLAN, _MEMBERS = "plan/", "plans/"
_MEASURES = {"ghg": ScenarioMeasure.EMISSIONS, "final_energy": ScenarioMeasure.ENERGY}
MEMBERS_PATHS = tuple(f"{_MEMBERS}{quantity}" for quantity in INDEXED)
"""Codes of what the plans of the members of a network add up to."""
_MOST_NAMED = 20
_NATIONAL_LABEL = Sentence("stratégie nationale")
_NATIONAL_CAUTION = Sentence(
    "La stratégie nationale compte les émissions directes\u202f; elle est posée ici sur le niveau de "
    "départ du calcul, qui compte tout le cycle de vie des énergies, et en suit le mouvement."
)
_LAID = Sentence(
    "Cet objectif est posé sur le niveau de départ du calcul : seul son mouvement est repris, en "
    "ligne droite entre ses dates."
)


def reference_choices(place: ForesightPlace, *, reader: Reader) -> tuple[tuple[str, Text], ...]:
    """Return code and name of each path: the nation, the region, the plans of a territory or of all members."""
    choices: list[tuple[str, Text]] = [(NATIONAL, Sentence("Stratégie nationale (SNBC-2)"))]
    choices += [
        (strategy.code, strategy.name) for strategy in strategies_of(place) if strategy.quantity("final_energy")
    ]
    choices += [(code, Sentence.joined(", ", (label, plan.title))) for code, label, plan in _plans(place, reader)]
    if place.is_network:
        choices += [(f"{_MEMBERS}{quantity}", _members_label(quantity)) for quantity in INDEXED]
    return tuple(choices)


def find_reference(
    code: str, place: ForesightPlace, result: ScenarioResult, *, reader: Reader = PUBLIC
) -> ReferencePath | None:
    """Return a path laid on what was computed; None when the place has none of this code."""
    if code == NATIONAL:
        return _national(place, result)
    for strategy in strategies_of(place):
        quantity = strategy.quantity("final_energy")
        if code == strategy.code and quantity is not None:
            label = Text("Région", "region")
            path = ReferencePath(code=code, label=label, measure=ScenarioMeasure.ENERGY, values={}, caution=_LAID)
            return _anchor_path(path, quantity.index, place, result)
    if place.is_network and code in MEMBERS_PATHS:
        return _members(code.removeprefix(_MEMBERS), place, result, reader)
    for name, label, series in _plans(place, reader) if code.startswith(_PLAN) else ():
        if code == name:
            measure = _MEASURES[series.quantity]
            path = ReferencePath(code=code, label=label, measure=measure, values={}, caution=_LAID)
            return _anchor_path(path, series.index, place, result)
    return None


def _plans(place: ForesightPlace, reader: Reader) -> Iterator[tuple[str, Text, PlanIndex]]:
    """Code, label and targets of the plans of a territory; a network has the sum of its members instead."""
    for indexes in () if place.is_network else plan_indexes(tuple(place.states), reader=reader).values():
        for series in indexes:
            name = _MEASURES[series.quantity].label
            yield (f"{_PLAN}{series.plan}/{series.quantity}", Sentence("plan : {name}", name=name), series)


def _members(quantity: str, place: ForesightPlace, result: ScenarioResult, reader: Reader) -> ReferencePath:
    """The targets of the plans of the members, each laid on its own start, added; or who keeps them from being."""
    measure = _MEASURES[quantity]
    path = ReferencePath(
        code=f"{_MEMBERS}{quantity}", label=_members_label(quantity), measure=measure, values={}, caution=_LAID
    )
    starts, years = read_measure(result.trend, measure)[:, 0], tuple(int(year) for year in result.trend.years)
    laid, without, unaligned = [], [], []
    indexes = plan_indexes(tuple(place.states), reader=reader)
    for siren, start in zip(result.scenario.state.territories, starts, strict=True):
        index = next((series.index for series in indexes[siren] if series.quantity == quantity), None)
        if index is None:
            without.append(place.names[siren])
            continue
        try:
            laid.append(aligned_path(index, observed=float(start), observed_year=place.year, years=years))
        except UnalignedYearsError:
            unaligned.append(f"{place.names[siren]} ({index[0][0]}–{index[-1][0]})")
    # a sum without one member would pass for that of all
    if without or unaligned:
        return replace(path, refusal=_not_added(without, unaligned, place.year))
    # only the years that every member has can be added
    shared = sorted(set.intersection(*(set(levels) for levels in laid)))
    return replace(path, values={year: sum(levels[year] for levels in laid) for year in shared})


def _members_label(quantity: str) -> Text:
    name = _MEASURES[quantity].label
    return Sentence("Plans des membres : {name}", name=name)


def _not_added(without: list[str], unaligned: list[str], year: int) -> Text:
    """Say why the plans of members are not added, member by member."""
    fr, en = [], []
    if without:
        names = _some(without)
        fr.append(f"sans objectif chiffré depuis une seule année : {names.fr}")
        en.append(f"without a target counted from one year: {names.en}")
    if unaligned:
        names = _some(unaligned)
        fr.append(f"objectifs qui ne couvrent pas {year} : {names.fr}")
        en.append(f"targets that do not reach {year}: {names.en}")
    lead = "leurs objectifs ne s’additionnent pas, ", "their targets do not add up, "
    return Text(lead[0] + " ; ".join(fr), lead[1] + "; ".join(en))


def _some(names: list[str]) -> Text:
    """Write names in a row; of very many, the first ones and how many others."""
    if len(names) <= _MOST_NAMED + 1:
        return Text(", ".join(names), ", ".join(names))
    text, left = ", ".join(names[:_MOST_NAMED]), len(names) - _MOST_NAMED
    return Sentence("{text} et {left} autres", text=text, left=left)


def _sector_curves(place: ForesightPlace, sectors: tuple[str, ...]) -> dict[str, SectorCurve]:
    """The national curve of each of these sectors that has one."""
    curves = ((curve.sector, curve.curve) for curve in national_curves(place) if curve.sector in sectors)
    return {sector: curve for sector, curve in curves if curve is not None and curve.values}


def national_parts(place: ForesightPlace, result: ScenarioResult) -> dict[str, float]:
    """What the national path leaves at the horizon to each sector that it covers, t; together, the path itself."""
    curves = _sector_curves(place, result.scenario.state.sectors)
    horizon, base = result.scenario.horizon, place.year
    whole = sum(curve.values.get(base, 0.0) for curve in curves.values())
    if not whole:
        return {}
    ranks = [result.scenario.state.sectors.index(sector) for sector in curves]
    level = float(result.trend.emissions_by_sector_tco2e[:, ranks, 0].sum()) / whole
    return {sector: level * curve.values[horizon] for sector, curve in curves.items() if horizon in curve.values}


def _national(place: ForesightPlace, result: ScenarioResult) -> ReferencePath | None:
    """The national path of the computed sectors that it covers."""
    sectors = result.scenario.state.sectors
    curves = _sector_curves(place, sectors)
    index = tuple(total_curve(tuple(curves.values())).items())
    if not index:
        return None
    path = ReferencePath(
        code=NATIONAL,
        label=_NATIONAL_LABEL,
        measure=ScenarioMeasure.EMISSIONS,
        values={},
        lacking=tuple(sector for sector in sectors if sector not in curves),
        caution=_NATIONAL_CAUTION,
    )
    return _anchor_path(path, index, place, result)


def _chosen_in(result: ScenarioResult, sectors: tuple[str, ...]) -> list[float]:
    """Emissions of some sectors on the chosen path, all territories together, by year."""
    ranks = [result.scenario.state.sectors.index(sector) for sector in sectors]
    return [float(value) for value in result.chosen.emissions_by_sector_tco2e[:, ranks].sum(axis=(0, 1))]


def _anchor_path(path: ReferencePath, index: Points, place: ForesightPlace, result: ScenarioResult) -> ReferencePath:
    """The path that starts at the level of the base year and moves as an index does, or why there is none.

    Sectors that it says nothing of are in it as the chosen path has them: both are of the same sectors.
    """
    years = tuple(int(year) for year in result.trend.years)
    baseline = dict(zip(years, _chosen_in(result, path.lacking), strict=True))
    start = levels_at(result.trend, place.year)
    observed = start.energy_mwh if path.measure is ScenarioMeasure.ENERGY else start.emissions_tco2e
    try:
        laid = aligned_path(index, observed=observed - baseline[place.year], observed_year=place.year, years=years)
        return replace(path, values={year: level + baseline[year] for year, level in laid.items()})
    except UnalignedYearsError as error:
        text = Text(
            f"elle ne dit rien de l’année de départ : {error}",
            f"it says nothing of the starting year: {error.observed_year} is outside its years",
        )
        return replace(path, refusal=text)
