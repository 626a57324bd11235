"""The page of reference curves: sector by sector, how each was made, the offset, and what is refused and why."""

from collections.abc import Mapping, Sequence
from math import floor
from typing import Any

from django.utils.translation import gettext as _

from autan.evidence.figures.core.numbers import axis_number
from autan.evidence.figures.queries.registry import Reader
from autan.foresight.engine.core.axes import ScenarioMeasure, Sector
from autan.foresight.scenarios.models import OffsetReason
from autan.foresight.scenarios.presenters.drawings import DrawnPath, PathsDrawing
from autan.foresight.scenarios.queries.own_quantities import reasons_of
from autan.foresight.scenarios.queries.places import ForesightPlace
from autan.foresight.scenarios.queries.reference_curves import (
    PlaceCurve,
    land_curve_of,
    national_curves,
    plan_targets,
    state_levers,
    strategies_of,
)
from autan.foresight.scenarios.queries.trials import member_paths
from autan.foresight.starting_states.core.reference_curves import (
    LAND,
    OffsetCause,
    SectorCurve,
    corridor_level,
    lever_reductions,
    total_curve,
)
from autan.foresight.starting_states.core.strategies import (
    RegionalQuantity,
    RegionalStrategy,
    UnalignedYearsError,
    aligned_path,
)
from autan.foresight.starting_states.importers import national_strategy
from autan.foresight.starting_states.lake.references import RegionalLever
from autan.ground.texts.language import colon, name_some, number, signed_number, with_unit, words
from autan.ground.texts.refusals import refusal_words
from autan.plans.plans.presenters.trajectories import target_words
from autan.plans.plans.presenters.words import choice_words
from autan.plans.plans.queries.trajectories import TargetSeries

SHOWN_YEARS = (2019, 2030, 2040, 2050)
_KILO = 1000.0
_MOST_NAMED = 20
_SECTORS_OF_LEVERS: dict[str, tuple[str, ...]] = {
    "Résidentiel": ("residential",),
    "Tertiaire": ("tertiary",),
    "Transport de voyageurs": ("road_transport", "other_transport"),
    "Transport de marchandises": ("road_transport", "other_transport"),
    "Déchet": ("waste",),
    "Industrie": ("industry_excl_energy",),
}
"""Sectors of the planning secretariat whose fall the national curve gives; the two of transport share one fall."""
_SHARED = {"Transport de voyageurs": "transport", "Transport de marchandises": "transport"}


def references_view(place: ForesightPlace, reader: Reader) -> dict[str, Any]:
    """Lay out the reference curves of a place."""
    curves, strategy = national_curves(place), national_strategy()
    known = [curve for curve in curves if curve.curve is not None and curve.curve.values]
    reasons = reasons_of(place.states)
    return {
        "years": SHOWN_YEARS,
        "rows": tuple(_row(place, curve, reasons.get(curve.sector, [])) for curve in curves),
        "total": tuple(
            (year, number(sum(curve.curve.values[year] for curve in known if curve.curve) / _KILO))
            for year in SHOWN_YEARS
        ),
        "land": _row(place, PlaceCurve(sector=LAND, curve=land_curve_of(place)), ()),
        "is_partial": len(known) < len(curves),
        "source": words(strategy.source),
        "levers": _levers(place, {curve.sector: curve for curve in known}),
        # quantities of regional strategies laid on what is observed here: levels in GWh by year, or why not
        "regional": tuple(_regional(place)),
        "members": _members(place, reader) if place.is_network and place.sectors else (),
        "drawing": _drawing([curve.curve for curve in known if curve.curve]),
        "offsets": tuple(
            (curve.sector, words(Sector(curve.sector).label).capitalize())
            for curve in known
            if curve.curve is not None and curve.curve.offset_pct is not None
        ),
        "budgets": tuple((f"{first}\u2013{last}", number(level / 1e6)) for first, last, level in strategy.budgets),
    }


def plan_views(plans: Sequence[tuple[str, str]], place: ForesightPlace, reader: Reader) -> tuple[dict[str, Any], ...]:
    """Lay out the targets of some plans, each of a territory of the place."""
    return tuple(
        {
            "member": place.names[plan.siren],
            "plan": plan.plan,
            "title": plan.title,
            "rows": tuple(
                (_what(series), tuple(target_words(target) for target in series.targets), words(series.refusal))
                for series in sorted(plan.series, key=lambda series: series.part != "total")
            ),
        }
        for plan in plan_targets(plans, reader=reader)
    )


def _members(place: ForesightPlace, reader: Reader) -> tuple[str, ...]:
    """Write the sum of the plans of the members on the sectors computed, or why there is none, for each quantity."""
    sentences = []
    for path in member_paths(place, reader=reader):
        head = f"{words(path.label).capitalize()}{colon()} "
        unit = "GWh" if path.measure is ScenarioMeasure.ENERGY else "kt CO₂e"
        levels = [f"{number(path.values[year] / _KILO)} {unit} ({year})" for year in SHOWN_YEARS if year in path.values]
        sentences.append(head + (words(path.refusal) or ", ".join(levels)))
    return tuple(sentences)


def _what(series: TargetSeries) -> str:
    """Name a series: its quantity, and its part where it is not the whole."""
    quantity = choice_words("targets", "quantity", series.quantity)
    part = "" if series.part == "total" else choice_words("targets", "part", series.part)
    return f"{quantity}, {part}" if part else quantity


def _drawing(curves: Sequence[SectorCurve]) -> PathsDrawing | None:
    """The sum of the curves, year by year; None without curve."""
    points = tuple((year, level / _KILO) for year, level in total_curve(curves).items())
    if not points:
        return None
    title = _("Émissions des secteurs calculés, selon la stratégie nationale (kt CO₂e)")
    path = DrawnPath(label=f"SNBC-2 {number(points[-1][1])}", points=points, colour="emphasis", dashes="2 4")
    return PathsDrawing(name="national-paths", title=title, sentence=title, paths=(path,))


def ground_choices() -> list[tuple[str, str]]:
    """Return the causes of an offset, as choices of a form."""
    return [(cause.value, words(cause.label)) for cause in OffsetCause]


def _reason(reason: OffsetReason, curve: SectorCurve | None, name: str) -> str:
    """Write the reasons given for an offset, and the level to aim at where it is that of this curve."""
    ground = OffsetCause(reason.ground)
    text = f"{name}{words(ground.label)}{colon()} {reason.text}"
    if curve is None or curve.offset_pct is None or name:
        return text
    level = corridor_level(curve.values[SHOWN_YEARS[-1]], curve.offset_pct, ground)
    aimed = _("%(level)s kt CO₂e à viser en %(year)s") % {
        "level": number(level / _KILO, decimals=1),
        "year": SHOWN_YEARS[-1],
    }
    return f"{text} ({aimed})"


def _row(place: ForesightPlace, place_curve: PlaceCurve, reasons: Sequence[OffsetReason]) -> dict[str, Any]:
    curve = place_curve.curve
    is_reminded = curve is not None and bool(curve.values)
    reason = place_curve.reason or (curve.reason if curve else None)
    offset = curve.offset_pct if curve is not None else None
    return {
        "label": _("Carbone net des sols, des forêts et du bois")
        if place_curve.sector == LAND
        else words(Sector(place_curve.sector).label).capitalize(),
        "values": tuple((year, number(curve.values[year] / _KILO, decimals=1)) for year in SHOWN_YEARS)
        if curve is not None and is_reminded
        else (),
        "method": words(curve.method.label) if curve is not None else _("refusée"),
        "reason": words(reason) if reason else "",
        "offset": "" if offset is None else with_unit(signed_number(offset, decimals=1), "%"),
        "lacking": name_some([place.names[siren] for siren in place_curve.lacking], _MOST_NAMED),
        "reasons": tuple(
            _reason(reason, curve, f"{place.names[reason.territory.siren]}{colon()} " if place.is_network else "")
            for reason in reasons
        ),
    }


def _levers(place: ForesightPlace, curves: Mapping[str, PlaceCurve]) -> tuple[tuple[RegionalLever, str, str], ...]:
    """Each lever of the State, its share of the sector, and what it would take away by 2030 (ktCO2e)."""
    levers = state_levers(place)
    rows = []
    for name, sectors in _SECTORS_OF_LEVERS.items():
        if any(sector not in curves for sector in sectors):
            continue
        fall = [sum(_level_at(curves[sector], year) for sector in sectors) for year in (2019, 2030)]
        group = [lever for lever in levers if _SHARED.get(lever.sector, lever.sector) == _SHARED.get(name, name)]
        whole = sum(lever.reduction_ktco2e for lever in group)
        matching = [lever for lever in group if lever.sector == name]
        shares = {lever.code: lever.reduction_ktco2e / whole for lever in matching}
        reductions = lever_reductions(shares, start_tco2e=fall[0], end_tco2e=fall[1])
        rows += [
            (
                lever,
                with_unit(number(shares[lever.code] * 100), "%"),
                number(reductions[lever.code] / _KILO, decimals=1),
            )
            for lever in matching
        ]
    return tuple(rows)


def _level_at(place_curve: PlaceCurve, year: int) -> float:
    return place_curve.curve.values[year] if place_curve.curve else 0.0


def _regional(
    place: ForesightPlace,
) -> list[tuple[RegionalStrategy, RegionalQuantity, tuple[tuple[int, str], ...], str]]:
    # a sector that is not known adds no nil: what is observed is then at least so much, and so is each level
    observed = sum(energy for figure in place.totals.values() if (energy := axis_number(figure)) is not None)
    known = [figure for figure in place.totals.values() if figure.is_known]
    is_exact = len(known) == len(place.totals) and all(
        interval and interval.is_exact for interval in (f.interval for f in known)
    )
    mark = "" if is_exact else "≥\u00a0" if all(figure.interval for figure in known) else "≈\u00a0"
    views = []
    for strategy in strategies_of(place):
        quantity = strategy.quantity("final_energy")
        if quantity is None:
            continue
        levels: tuple[tuple[int, str], ...] = ()
        refusal = ""
        try:
            path = aligned_path(quantity.index, observed=observed, observed_year=place.year, years=SHOWN_YEARS)
            # what is past was observed: it is no longer a target
            levels = tuple(
                (year, f"{mark}{number(level / _KILO if is_exact else floor(level / _KILO))}")
                for year, level in path.items()
                if year > place.year
            )
        except UnalignedYearsError as error:
            refusal = refusal_words(error)
        views.append((strategy, quantity, levels, refusal))
    return views
