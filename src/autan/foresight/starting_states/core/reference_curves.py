"""Reference curves of a territory: where a strategy would lead it, sector by sector, and how far it stands from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from autan.foresight.starting_states.core.strategies import (
    NationalStrategy,
    OutsideYearsError,
    StrategyUse,
    demography_of,
    level_by_pivot,
    level_on_observed,
    value_at,
)
from autan.ground.errors import DomainError
from autan.ground.texts.core.labelled import Labelled
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Sentence, Text

_PERCENT = 100
LAND = "land_use"
"""Code of the curve of soils, forests and wood, which is no sector of a climate plan."""


class CurveMethod(Labelled):
    """How the curve of a sector was made."""

    PIVOT = "pivot", "répartie par pivot", "shared out by pivot"
    SHAPE = "shape", "forme nationale posée sur l’observé", "national shape laid on what is observed"
    REFUSED = "refused", "non calculable", "not computable"


class CurveRefusedError(DomainError):
    """A curve of several territories would lack some of them."""

    def __init__(self, territories: Sequence[str], reason: Text) -> None:
        self.territories, self.reason = tuple(territories), reason
        super().__init__("{territories}\u00a0: {reason}", territories=", ".join(territories), reason=reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class TerritoryProfile:
    """What a territory is shared out by.

    Attributes:
        degree_days: its degree days over those of the nation; None when not known.
        observed: emissions observed by sector (tCO2e): year and value; what is unknown is absent.
    """

    siren: str
    pivots: Mapping[str, float]
    national_pivots: Mapping[str, float]
    degree_days: float | None
    population: Mapping[int, float]
    national_population: Mapping[int, float]
    observed: Mapping[str, tuple[int, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorCurve:
    """The curve of one sector.

    Attributes:
        values: emissions (tCO2e) by year; none when refused.
        reason: why it was refused, or what was used in the place of a missing pivot.
        gap: observed level and level of the curve in the year observed; None for a shape, which starts at what is
            observed, and where nothing is observed.
    """

    sector: str
    method: CurveMethod
    values: Mapping[int, float]
    reason: Text = NO_TEXT
    gap: tuple[float, float] | None = None

    @property
    def offset_pct(self) -> float | None:
        """By how much the observed level exceeds the curve, in %; what a reader may keep, or explain."""
        return (self.gap[0] / self.gap[1] - 1) * _PERCENT if self.gap else None


class OffsetCause(Labelled):
    """Why what is observed is above or below the curve, as the territory reads it."""

    STRUCTURE = "structure", "la structure du territoire", "the structure of the territory"
    MERIT = "merit", "un mérite du territoire", "ahead by merit"
    LUCK = "luck", "un hasard favorable", "ahead by luck"
    DELAY = "delay", "un retard à rattraper", "late, to be caught up"


def corridor_level(level: float, offset_pct: float, ground: OffsetCause) -> float:
    """Return the level to aim at once an offset is explained: method report of ADEME, November 2024, corridor reading.

    Structure keeps an excess, luck makes the target stricter by as much; merit and delay change nothing.

    >>> corridor_level(100.0, 20.0, OffsetCause.STRUCTURE), corridor_level(100.0, -10.0, OffsetCause.LUCK)
    (120.0, 90.0)
    >>> corridor_level(100.0, 20.0, OffsetCause.DELAY), corridor_level(100.0, -10.0, OffsetCause.STRUCTURE)
    (100.0, 100.0)
    """
    is_kept = (ground is OffsetCause.STRUCTURE and offset_pct > 0) or (ground is OffsetCause.LUCK and offset_pct < 0)
    return level * (1 + offset_pct / _PERCENT) if is_kept else level


def sector_curve(
    strategy: NationalStrategy, sector: str, profile: TerritoryProfile, years: Sequence[int]
) -> SectorCurve:
    """Return the curve of a sector: by pivots where all of them are known, else by shape, else refused with why.

    Years that the strategy does not reach are left out.
    """
    uses = strategy.uses_of(sector)
    if uses:
        missing = _missing_inputs(uses, profile, strategy.base_year)
        return _refused_curve(sector, missing) if missing.fr else _by_pivot(strategy, sector, uses, profile, years)
    shape, observed = strategy.shapes.get(sector), profile.observed.get(sector)
    if shape is None:
        return _refused_curve(sector, Sentence("la stratégie ne donne pas ce secteur"))
    if observed is None:
        return _refused_curve(sector, Sentence("aucune émission observée"))
    try:
        values = {
            year: level_on_observed(observed[1], shape=shape.index, observed_year=observed[0], year=year)
            for year in _within(shape.index, years)
        }
    except OutsideYearsError:
        before = Sentence("l’observé est d’avant l’année de base")
        return _refused_curve(sector, before)
    return SectorCurve(sector=sector, method=CurveMethod.SHAPE, values=values, reason=_in_place(shape.needs))


def _within(points: Sequence[tuple[int, float]], years: Sequence[int]) -> list[int]:
    return [year for year in years if points[0][0] <= year <= points[-1][0]]


def _refused_curve(sector: str, reason: Text) -> SectorCurve:
    return SectorCurve(sector=sector, method=CurveMethod.REFUSED, values={}, reason=reason)


def _in_place(needs: Text) -> Text:
    if not needs.fr:
        return NO_TEXT
    return Sentence(
        "la méthode publiée partage par {needs}, qui manquent : l’observé suit la forme nationale", needs=needs
    )


def _missing_inputs(uses: Sequence[StrategyUse], profile: TerritoryProfile, base_year: int) -> Text:
    """Say what a territory lacks to be shared out by pivots; an empty text when nothing."""
    missing = [use.label for use in uses if use.pivot not in profile.pivots]
    if missing:
        return Sentence("pivot inconnu : {lacking}", lacking=missing[0])
    if profile.degree_days is None and any(use.uses_degree_days for use in uses):
        return Sentence("degrés-jours inconnus")
    if base_year not in profile.population:
        return Sentence("population de {base_year} inconnue", base_year=base_year)
    return NO_TEXT


def _by_pivot(
    strategy: NationalStrategy,
    sector: str,
    uses: Sequence[StrategyUse],
    profile: TerritoryProfile,
    years: Sequence[int],
) -> SectorCurve:
    known_years = _within(uses[0].emissions_tco2e, years)
    values = {year: _level(strategy, uses, profile, year) for year in known_years}
    observed = profile.observed.get(sector)
    gap = None
    if observed is not None and _within(uses[0].emissions_tco2e, [observed[0]]):
        gap = observed[1], _level(strategy, uses, profile, observed[0])
    return SectorCurve(sector=sector, method=CurveMethod.PIVOT, values=values, gap=gap)


def _level(strategy: NationalStrategy, uses: Sequence[StrategyUse], profile: TerritoryProfile, year: int) -> float:
    growth = demography_of(profile.population, profile.national_population, base_year=strategy.base_year, year=year)
    return sum(
        level_by_pivot(
            value_at(use.emissions_tco2e, year),
            pivot=profile.pivots[use.pivot],
            national_pivot=profile.national_pivots[use.pivot],
            demography=growth if use.uses_demography else 1.0,
            degree_days=(profile.degree_days or 1.0) if use.uses_degree_days else 1.0,
        )
        for use in uses
    )


def land_curve(strategy: NationalStrategy, flow: float | None, year: int, years: Sequence[int]) -> SectorCurve:
    """Return where the strategy would lead the net carbon of soils, forests and wood of a place.

    `flow` is the net carbon that they give off in `year` (tCO2e), negative when taken in; None when not known.
    """
    if flow is None:
        return _refused_curve(LAND, Sentence("carbone des sols et des forêts inconnu"))
    # the strategy is the path of a sink: scaled on a source, it would make that source grow
    if flow >= 0:
        return _refused_curve(LAND, Sentence("ses sols émettent plus qu’ils n’absorbent"))
    values = {
        when: level_on_observed(flow, shape=strategy.land, observed_year=year, year=when)
        for when in _within(strategy.land, years)
    }
    return SectorCurve(sector=LAND, method=CurveMethod.SHAPE, values=values)


def network_curve(sector: str, curves: Mapping[str, SectorCurve]) -> SectorCurve:
    """Add the curves of a sector over the members of a network."""
    missing = [siren for siren, curve in curves.items() if curve.method is CurveMethod.REFUSED]
    if missing or not curves:
        reason = curves[missing[0]].reason if missing else Sentence("aucun membre")
        raise CurveRefusedError(missing, reason)
    years = set.intersection(*(set(curve.values) for curve in curves.values()))
    first = next(iter(curves.values()))
    return SectorCurve(
        sector=sector,
        method=first.method,
        values={year: sum(curve.values[year] for curve in curves.values()) for year in sorted(years)},
        reason=first.reason,
        gap=_added_gap([curve.gap for curve in curves.values()]),
    )


def _added_gap(gaps: Sequence[tuple[float, float] | None]) -> tuple[float, float] | None:
    """Observed and computed levels of the members, added; None when one has none."""
    known = [gap for gap in gaps if gap is not None]
    if not known or len(known) < len(gaps):
        return None
    return sum(gap[0] for gap in known), sum(gap[1] for gap in known)


def total_curve(curves: Sequence[SectorCurve]) -> dict[int, float]:
    """Add the sectors that have a curve; the caller says which have none."""
    known = [curve for curve in curves if curve.method is not CurveMethod.REFUSED]
    # a year that one sector lacks has no total: what is missing is not zero
    years = set.intersection(*(set(curve.values) for curve in known)) if known else set()
    return {year: sum(curve.values[year] for curve in known) for year in sorted(years)}


def lever_reductions(shares: Mapping[str, float], *, start_tco2e: float, end_tco2e: float) -> dict[str, float]:
    """Share out the fall of a sector from 2019 to 2030 over the levers of the planning secretariat.

    The parts of the levers are as given, never brought back to 1; the emissions are those of 2019 and of 2030.

    >>> lever_reductions({"oil_boilers": 0.4, "sobriety": 0.26}, start_tco2e=100.0, end_tco2e=60.0)
    {'oil_boilers': 16.0, 'sobriety': 10.4}
    """
    return {lever: (start_tco2e - end_tco2e) * share for lever, share in shares.items()}
