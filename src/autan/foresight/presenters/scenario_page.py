"""What a scenario gives, in words and drawings: levels by horizon, paths, the waterfall of the triad, needs, the gap."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from autan.evidence.language import colon, number, words
from autan.foresight.core.attribution import Attribution, attribute
from autan.foresight.core.axes import Sector
from autan.foresight.core.levers import Triad
from autan.foresight.core.measures import ScenarioMeasure
from autan.foresight.core.results import Trajectory
from autan.foresight.core.summaries import (
    YearSummary,
    change_pct,
    gap_in_units,
    levels_at,
    summarise,
    summary_years,
    yearly_needs,
)
from autan.foresight.presenters.lever_form import lever_problems, quantity_words
from autan.foresight.queries.trials import Reference, Trial
from autan.foresight.renderers.paths import DrawnPath, PathsDrawing, draw_paths
from autan.foresight.renderers.waterfall import WaterfallStep, draw_waterfall

UNKNOWN = "—"
_GIGA, _KILO, _MEGA = 1e3, 1e3, 1e6
_GAP_LEVERS = ("deep_renovation", "heat_pump_from_oil", "heat_pump_from_natural_gas", "carpooling")
_ENERGY, _EMISSIONS = ScenarioMeasure.ENERGY, ScenarioMeasure.EMISSIONS


@dataclass(frozen=True, slots=True, kw_only=True)
class HorizonRow:
    """One year: levels of the trend and of the chosen path, as written."""

    year: int
    is_sure: bool
    trend_energy: str
    energy: str
    energy_change: str
    trend_emissions: str
    emissions: str
    emissions_change: str
    coverage: str
    bill: str
    per_head: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedRow:
    """One lever: how much, how much a year, which part of what is possible, what is left."""

    label: str
    quantity: str
    by_year: str
    part: str
    left: str
    years: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultView:
    """The whole result.

    Attributes:
        horizon: last year.
        sentences: what is found, in plain sentences.
        rows: years.
        energy: drawing of the energy.
        emissions: drawing of the emissions.
        waterfall: drawing of what each step takes away; empty without levers.
        needs: levers.
        gap: the gap to the reference, in sentences.
        sectors: sectors computed, and those left out.
        left_out: sectors left out.
        caution: what a reader must know of the reference.
        refused: how many levers are refused.
        problems: code of each refused lever, and why.
        key: version of data, assumptions, engine and choices.
    """

    horizon: int
    sentences: tuple[str, ...]
    rows: tuple[HorizonRow, ...]
    energy: str
    emissions: str
    waterfall: str
    needs: tuple[NeedRow, ...]
    gap: tuple[str, ...]
    sectors: str
    left_out: str
    caution: str
    refused: int
    problems: tuple[tuple[str, str], ...]
    key: str


def result_view(trial: Trial) -> ResultView:
    """Lay out what was computed."""
    result, place = trial.result, trial.place
    horizon = result.scenario.horizon
    summaries = summarise(result, summary_years(place.year, horizon))
    start = levels_at(result.trend, place.year)
    sectors = result.scenario.state.sectors
    left = [sector for sector in Sector if sector.value not in sectors]
    refused = {fault.place.split(".")[1] for fault in trial.faults if fault.place.startswith("levers.")}
    return ResultView(
        horizon=horizon,
        sentences=_sentences(summaries[-1], start.energy_mwh, start.emissions_tco2e, place.year),
        rows=tuple(_row(each, start.energy_mwh, start.emissions_tco2e) for each in summaries),
        energy=_drawn(trial, _("Énergie finale (GWh)"), "energy", result.trend.energy_mwh.sum(axis=0) / _GIGA, None),
        emissions=_drawn(
            trial,
            _("Émissions (ktCO₂e)"),
            "emissions",
            result.trend.emissions_tco2e.sum(axis=0) / _KILO,
            trial.reference,
        ),
        waterfall=_waterfall(trial, horizon) if result.scenario.levers else "",
        needs=_needs(trial),
        gap=_gap(trial, summaries[-1]),
        sectors=", ".join(words(Sector(code).label) for code in sectors),
        left_out=", ".join(words(sector.label) for sector in left),
        caution=_reference_words(trial.reference),
        refused=len(refused),
        problems=lever_problems(trial),
        key=trial.key,
    )


def _signed(pct: float) -> str:
    if isnan(pct):
        return UNKNOWN
    sign = "+" if round(pct) > 0 else "−" if round(pct) < 0 else ""
    return f"{sign}{number(abs(pct))}\u00a0%"


def _plain(value: float, scale: float, *, decimals: int = 0) -> str:
    return UNKNOWN if isnan(value) else number(value / scale, decimals=decimals)


def _row(each: YearSummary, energy: float, emissions: float) -> HorizonRow:
    return HorizonRow(
        year=each.year,
        is_sure=each.is_sure,
        trend_energy=_plain(each.trend.energy_mwh, _GIGA),
        energy=_plain(each.chosen.energy_mwh, _GIGA),
        energy_change=_signed(change_pct(energy, each.chosen.energy_mwh)),
        trend_emissions=_plain(each.trend.emissions_tco2e, _KILO),
        emissions=_plain(each.chosen.emissions_tco2e, _KILO),
        emissions_change=_signed(change_pct(emissions, each.chosen.emissions_tco2e)),
        coverage=UNKNOWN if isnan(each.chosen.coverage_pct) else f"{number(each.chosen.coverage_pct)}\u00a0%",
        bill=_plain(each.chosen.bill_eur, _MEGA),
        per_head=_plain(each.chosen.energy_per_head_mwh, 1, decimals=1),
    )


def _sentences(last: YearSummary, energy: float, emissions: float, base_year: int) -> tuple[str, ...]:
    told = {
        "year": last.year,
        "base": base_year,
        "chosen": _signed(change_pct(energy, last.chosen.energy_mwh)),
        "trend": _signed(change_pct(energy, last.trend.energy_mwh)),
    }
    tonnes = told | {
        "chosen": _signed(change_pct(emissions, last.chosen.emissions_tco2e)),
        "trend": _signed(change_pct(emissions, last.trend.emissions_tco2e)),
    }
    return (
        _("En %(year)s, énergie finale\u00a0: %(chosen)s par rapport à %(base)s (%(trend)s sans rien faire).") % told,
        _("Émissions\u00a0: %(chosen)s (%(trend)s sans rien faire).") % tonnes,
    )


def _drawn(trial: Trial, title: str, name: str, trend: Sequence[float], reference: Reference | None) -> str:
    """The trend, the reference where there is one, and the chosen path where it is another."""
    years = [int(year) for year in trial.result.trend.years]
    chosen = _chosen(trial.result.chosen, name)
    paths = [_path(_("tendance"), years, trend, "soft", "6 4")]
    if reference is not None and len(reference.emissions_tco2e) > 1:
        held = sorted(reference.emissions_tco2e.items())
        levels = [value / _KILO for _year, value in held]
        paths.append(_path(_("stratégie nationale"), [year for year, _value in held], levels, "emphasis", "2 4"))
    if trial.result.scenario.levers:
        paths.append(_path(_("choisi"), years, chosen, "data", ""))
    if any(isnan(value) for each in paths for _year, value in each.points):
        return ""
    shown = PathsDrawing(
        name=f"{name}-paths",
        title=title,
        sentence=_("%(title)s, de %(first)s à %(last)s") % {"title": title, "first": years[0], "last": years[-1]},
        paths=tuple(paths),
    )
    return draw_paths(shown)


def _chosen(path: Trajectory, name: str) -> Sequence[float]:
    held = path.energy_mwh if name == "energy" else path.emissions_tco2e
    values: Sequence[float] = held.sum(axis=0) / _KILO
    return values


def _path(label: str, years: Sequence[int], values: Sequence[float], colour: str, dashes: str) -> DrawnPath:
    points = tuple((year, float(value)) for year, value in zip(years, values, strict=True))
    return DrawnPath(label=f"{label} {number(points[-1][1])}", points=points, colour=colour, dashes=dashes)


def _waterfall(trial: Trial, year: int) -> str:
    """What sobriety, then efficiency, then renewables take away from the trend."""
    split: Attribution = attribute(trial.result.scenario, measure=_EMISSIONS, year=year)
    if isnan(split.trend) or isnan(split.chosen):
        return ""
    level = split.trend / _KILO
    steps = [_step(_("Tendance %(year)s") % {"year": year}, 0.0, level, number(level), "soft")]
    for step in Triad:
        change = split.steps[step] / _KILO
        low, high = sorted((level, level + change))
        steps.append(_step(words(step.label).capitalize(), low, high, _change(change), step.value))
        level += change
    steps.append(_step(_("Chemin choisi"), 0.0, level, number(level), "data"))
    title = _("Ce que chaque étape change aux émissions de %(year)s (ktCO₂e)") % {"year": year}
    return draw_waterfall("triad", title, title, tuple(steps))


def _step(label: str, low: float, high: float, written: str, colour: str) -> WaterfallStep:
    return WaterfallStep(label=label, low=low, high=high, written=written, colour=colour)


def _change(value: float) -> str:
    sign = "−" if value < 0 else "+"
    return f"{sign}{number(abs(value))}"


def _needs(trial: Trial) -> tuple[NeedRow, ...]:
    library = trial.result.scenario.library
    return tuple(
        NeedRow(
            label=words(library[need.lever.kind].label),
            quantity=quantity_words(library[need.lever.kind], need.lever.quantity),
            by_year=quantity_words(library[need.lever.kind], need.by_year),
            part="" if need.part_pct is None else f"{number(need.part_pct)}\u00a0%",
            left="" if need.left is None else quantity_words(library[need.lever.kind], need.left),
            years=f"{need.lever.start}–{need.lever.end}",
        )
        for need in yearly_needs(trial.result.scenario.levers, trial.rooms)
    )


def _gap(trial: Trial, last: YearSummary) -> tuple[str, ...]:
    """How far the path is from the reference, and what would close it in physical units."""
    reference = trial.reference
    level = reference.emissions_tco2e.get(last.year) if reference else None
    if level is None or isnan(last.chosen.emissions_tco2e):
        return ()
    gap = last.chosen.emissions_tco2e - level
    if gap <= 0:
        return (_("Le chemin passe sous la stratégie nationale en %(year)s.") % {"year": last.year},)
    told = {"gap": number(gap / _KILO, decimals=1), "year": last.year}
    found = [_("Il manque %(gap)s ktCO₂e en %(year)s pour rejoindre la stratégie nationale.") % told]
    intensity = last.chosen.emissions_tco2e / last.chosen.energy_mwh if last.chosen.energy_mwh else 0.0
    if intensity:
        found += _units(trial, gap / intensity)
    return tuple(found)


def _units(trial: Trial, gap_mwh: float) -> list[str]:
    library = trial.result.scenario.library
    head = _("À l’intensité moyenne de ce chemin, cela ferait à soi seul")
    parts = []
    for each in gap_in_units(gap_mwh, trial.rooms, _GAP_LEVERS):
        kind = library[each.kind]
        limit = "" if each.is_possible else f" ({_('plus qu’il n’y en a')})"
        parts.append(f"{words(kind.label)}{colon()} {quantity_words(kind, each.units)}{limit}")
    return [f"{head}{colon()} {' ; '.join(parts)}."] if parts else []


def _reference_words(reference: Reference | None) -> str:
    if reference is None:
        return ""
    told = _(
        "La stratégie nationale compte les émissions directes\u202f; elle est posée ici sur le niveau de départ du calcul, "
        "qui compte tout le cycle de vie des énergies, et en suit le mouvement."
    )
    if reference.lacking:
        names = ", ".join(words(Sector(code).label) for code in reference.lacking)
        lacking = ngettext(
            "Elle ne dit rien de ce secteur\u00a0: %s.",
            "Elle ne dit rien de ces secteurs\u00a0: %s.",
            len(reference.lacking),
        )
        told = f"{told} {lacking % names}"
    return told
