"""What a scenario gives, in words and drawings: levels by horizon, paths, the triad, needs, the gap."""

from collections.abc import Iterable
from math import floor, isnan
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from autan.foresight.engine.core.attribution import Attribution, attribute
from autan.foresight.engine.core.axes import ScenarioMeasure, Sector
from autan.foresight.engine.core.levers import Triad
from autan.foresight.engine.core.results import ScenarioPath, read_measure
from autan.foresight.engine.core.scenarios import years_from
from autan.foresight.engine.core.summaries import (
    YearLevels,
    YearSummary,
    bill_of_a_home,
    change_pct,
    gap_in_units,
    levels_at,
    summarise,
    yearly_needs,
)
from autan.foresight.scenarios.presenters.drawings import BarsDrawing, DrawnBar, DrawnPath, PathsDrawing, paths_drawing
from autan.foresight.scenarios.presenters.lever_form import absent_levers, trial_problems
from autan.foresight.scenarios.presenters.money_view import money_view
from autan.foresight.scenarios.presenters.national_view import national_view
from autan.foresight.scenarios.presenters.quantities import UNKNOWN, kilo_words, pace_words, quantity_words
from autan.foresight.scenarios.queries.trials import Trial
from autan.foresight.starting_states.core.strategies import ReferencePath
from autan.ground.texts.language import colon, number, signed_number, with_unit, words
from autan.opendata.sources.core.pcaet_codes import RenewableSource

_GIGA, _KILO, _MEGA = 1e3, 1e3, 1e6
_GAP_LEVERS = ("deep_renovation", "heat_pump_from_oil", "heat_pump_from_natural_gas", "carpooling")
_ENERGY, _EMISSIONS = ScenarioMeasure.ENERGY, ScenarioMeasure.EMISSIONS


def result_view(trial: Trial) -> dict[str, Any]:
    """Lay out what was computed."""
    result, place, horizon = trial.result, trial.place, trial.result.scenario.horizon
    summaries = summarise(result, years_from(place.year, horizon))
    start = levels_at(result.trend, place.year)
    sectors = result.scenario.state.sectors
    left = [sector for sector in Sector if sector.value not in sectors]
    scope, problems = _scope(len(sectors)) if left else "", trial_problems(trial)
    untold, is_exact = result.scenario.state.untold_sources, place.is_exact
    measures = (_EMISSIONS, _ENERGY) if result.scenario.national is not None else (_EMISSIONS,)
    is_moved = result.scenario.levers or result.scenario.national is not None
    splits = tuple(attribute(result.scenario, measure=one, year=horizon) for one in measures) if is_moved else ()
    titles = {_ENERGY: _("Énergie finale (GWh)"), _EMISSIONS: _("Émissions de gaz à effet de serre (kt CO₂e)")}
    measure = trial.reference.measure if trial.reference is not None and trial.reference.values else _EMISSIONS
    aside = _ENERGY if measure is _EMISSIONS else _EMISSIONS
    return {
        "horizon": horizon,
        "sentences": _sentences(summaries[-1], start, place.year, is_exact=is_exact, scope=scope),
        "scope": scope,
        "glance": _glance(summaries[-1], start, is_exact=is_exact) + (f" ({scope})" if scope else ""),
        "rows": tuple(
            _row(summary, start.energy_mwh, start.emissions_tco2e, is_floor=bool(untold)) for summary in summaries
        ),
        # what the trend, the path beside and the chosen path make of one measure at the horizon, and the gap
        "levels": _levels(trial, summaries[-1], measure),
        "levels_title": titles[measure],
        # the drawing that stays in view; `other` is drawn further down
        "outlook": drawn_paths(trial, titles[measure], measure, is_low=True),
        "other": drawn_paths(trial, titles[aside], aside),
        "other_title": titles[aside],
        # what changes for a household; empty where homes are not counted
        "home": _home(trial, horizon),
        # what the State and each step take away; None without levers nor national path
        "waterfall": _waterfall(splits[0]) if splits else None,
        "money": money_view(result),
        "national": national_view(result.scenario, splits),
        "needs": _needs(trial),
        "gap": _gap(trial, summaries[-1]),
        "sectors": ", ".join(words(Sector(code).label) for code in sectors),
        # renewable sources that nothing tells here, which make the cover a floor; empty when all are told
        "untold": ", ".join(words(RenewableSource(code).label) for code in untold),
        "left_out": ", ".join(words(sector.label) for sector in left),
        "caution": _reference_words(trial.reference),
        "refused": len(problems),
        # levers that were asked for and are not on the page here, each with why
        "absent": absent_levers(trial),
        # place on the page of each refused choice, and why
        "problems": problems,
        # version of data, assumptions, engine and choices
        "key": trial.key,
    }


def signed(pct: float) -> str:
    """A change in %, with its sign; a dash when it is not known."""
    if isnan(pct):
        return UNKNOWN
    return with_unit(signed_number(pct), "%")


def _plain(value: float, scale: float, *, decimals: int = 0) -> str:
    return UNKNOWN if isnan(value) else number(value / scale, decimals=decimals)


def _cover(pct: float, *, is_floor: bool) -> str:
    """The renewable cover; at least so much, rounded down, where some source is not told."""
    if isnan(pct):
        return UNKNOWN
    return with_unit(f"≥\u00a0{number(floor(pct))}" if is_floor else number(pct), "%")


def _row(year_summary: YearSummary, energy: float, emissions: float, *, is_floor: bool) -> dict[str, Any]:
    return {
        "year": year_summary.year,
        "is_sure": year_summary.is_sure,
        "trend_energy": _plain(year_summary.trend.energy_mwh, _GIGA),
        "energy": _plain(year_summary.chosen.energy_mwh, _GIGA),
        "energy_change": signed(change_pct(energy, year_summary.chosen.energy_mwh)),
        "trend_emissions": _plain(year_summary.trend.emissions_tco2e, _KILO),
        "emissions": _plain(year_summary.chosen.emissions_tco2e, _KILO),
        "emissions_change": signed(change_pct(emissions, year_summary.chosen.emissions_tco2e)),
        "net": _plain(year_summary.chosen.net_tco2e, _KILO),
        "coverage": _cover(year_summary.chosen.coverage_pct, is_floor=is_floor),
        "bill": _plain(year_summary.chosen.bill_eur, _MEGA),
        "per_head": _plain(year_summary.chosen.energy_per_head_mwh, 1, decimals=1),
    }


def about(pct: float, *, is_exact: bool) -> str:
    """A change in %; « environ » where it is counted from what is known at least, or about."""
    shown = signed(pct)
    return shown if is_exact or isnan(pct) else _("environ %(change)s") % {"change": shown}


def changes(start: YearLevels, last: YearSummary, name: str, *, is_exact: bool) -> dict[str, str]:
    """By how much the chosen path and the trend change a level, energy or emissions, in words."""
    paths = {"chosen": last.chosen, "trend": last.trend}
    return {
        path: about(change_pct(getattr(start, name), getattr(levels, name)), is_exact=is_exact)
        for path, levels in paths.items()
    }


def _scope(count: int) -> str:
    counts = {"n": count, "all": len(Sector)}
    return ngettext("%(n)s secteur sur %(all)s", "%(n)s secteurs sur %(all)s", count) % counts


def _sentences(last: YearSummary, start: YearLevels, base_year: int, *, is_exact: bool, scope: str) -> tuple[str, ...]:
    fields = {"year": last.year, "base": base_year} | changes(start, last, "energy_mwh", is_exact=is_exact)
    return (
        _("En %(year)s, énergie finale\u00a0: %(chosen)s par rapport à %(base)s (%(trend)s sans rien faire).") % fields,
        _("Émissions\u00a0: %(chosen)s (%(trend)s sans rien faire).")
        % changes(start, last, "emissions_tco2e", is_exact=is_exact),
        *([_("Ces nombres portent sur %(scope)s.") % {"scope": scope}] if scope else []),
    )


def _glance(last: YearSummary, start: YearLevels, *, is_exact: bool) -> str:
    fields = {
        "year": last.year,
        "energy": about(change_pct(start.energy_mwh, last.chosen.energy_mwh), is_exact=is_exact),
        "emissions": about(change_pct(start.emissions_tco2e, last.chosen.emissions_tco2e), is_exact=is_exact),
    }
    return _("En %(year)s\u00a0: énergie %(energy)s, émissions %(emissions)s") % fields


def _level(levels: YearLevels, measure: ScenarioMeasure) -> float:
    return levels.energy_mwh if measure is _ENERGY else levels.emissions_tco2e


def _levels(trial: Trial, last: YearSummary, measure: ScenarioMeasure) -> tuple[tuple[str, str], ...]:
    """Levels of one measure at the horizon, over the same sectors: trend, target, chosen path, gap."""
    chosen = _level(last.chosen, measure)
    target = trial.reference.values.get(last.year, float("nan")) if trial.reference is not None else float("nan")
    levels = [(_("tendance"), _level(last.trend, measure)), (_("choisi"), chosen), (_("cible"), target)]
    if (national := trial.result.national_alone) is not None:
        levels.insert(1, (_("l’État seul"), _level(levels_at(national, last.year), measure)))
    shown = [(label, kilo_words(value)) for label, value in levels]
    if isnan(target) or isnan(chosen):
        return tuple(shown[:-1])
    return (*shown, (_("il manque") if chosen > target else _("de mieux"), kilo_words(abs(chosen - target))))


def _home(trial: Trial, year: int) -> str:
    """Say what the energy of a home costs at the horizon, at the prices of today."""
    bill = bill_of_a_home(trial.result, year)
    if bill is None:
        return ""
    fields = {"year": year, "base": trial.place.year} | {
        name: number(round(value, -1)) for name, value in (("start", bill.start), ("trend", bill.trend))
    }
    if not trial.result.scenario.levers:
        return _("L’énergie d’un logement : %(trend)s € par an en %(year)s, %(start)s € en %(base)s.") % fields
    return _(
        "L’énergie d’un logement : %(chosen)s € par an en %(year)s, %(trend)s € sans rien faire, "
        "%(start)s € en %(base)s."
    ) % (fields | {"chosen": number(round(bill.chosen, -1))})


def drawn_paths(trial: Trial, title: str, measure: ScenarioMeasure, *, is_low: bool = False) -> PathsDrawing | None:
    """The trend, the path beside where it is of this measure, and the chosen path where it is another."""
    years = [int(year) for year in trial.result.trend.years]
    paths = [drawn_path(_("tendance"), years, levels_by_year(trial.result.trend, measure), "soft", "6 4")]
    reference = trial.reference
    if reference is not None and reference.measure is measure and len(reference.values) > 1:
        items = sorted(reference.values.items())
        levels = [value / _KILO for _year, value in items]
        label = _("cible") if is_low else words(reference.label)
        paths.append(drawn_path(label, [year for year, _value in items], levels, "emphasis", "2 4"))
    if (national := trial.result.national_alone) is not None and trial.result.scenario.levers:
        paths.append(drawn_path(_("l’État seul"), years, levels_by_year(national, measure), "soft", "2 3"))
    if trial.result.scenario.levers or national is not None:
        paths.append(drawn_path(_("choisi"), years, levels_by_year(trial.result.chosen, measure), "data", ""))
    sentence = _("%(title)s, de %(first)s à %(last)s") % {"title": title, "first": years[0], "last": years[-1]}
    name = f"{measure.value.partition('_')[0]}-paths"
    return paths_drawing(name, title, paths, sentence=sentence, is_low=is_low)


def levels_by_year(path: ScenarioPath, measure: ScenarioMeasure) -> list[float]:
    """GWh or ktCO2e of a path, year by year, all territories together."""
    return [float(value) / _KILO for value in read_measure(path, measure).sum(axis=0)]


def drawn_path(label: str, years: Iterable[int], values: Iterable[float], colour: str, dashes: str) -> DrawnPath:
    """Return a path with its last value written after its label."""
    points = tuple((int(year), float(value)) for year, value in zip(years, values, strict=True))
    return DrawnPath(label=f"{label} {number(points[-1][1])}", points=points, colour=colour, dashes=dashes)


def _waterfall(split: Attribution) -> BarsDrawing | None:
    """Draw what the State, then sobriety, efficiency and renewables take away from the trend."""
    year = split.year
    if isnan(split.trend) or isnan(split.chosen):
        return None
    level = split.trend / _KILO
    steps = [_step(_("Tendance %(year)s") % {"year": year}, 0.0, level, number(level), "soft")]
    parts = [(words(step.label).capitalize(), split.steps[step], step.value) for step in Triad]
    if split.national:
        parts.insert(0, (_("État"), split.national, "emphasis"))
    for label, tonnes, colour in parts:
        change = tonnes / _KILO
        low, high = sorted((level, level + change))
        steps.append(_step(label, low, high, signed_number(change), colour))
        level += change
    steps.append(_step(_("Chemin choisi"), 0.0, level, number(level), "data"))
    title = _("Ce que chaque étape change aux émissions de %(year)s (kt CO₂e)") % {"year": year}
    return BarsDrawing(name="triad", title=title, bars=tuple(steps))


def _step(label: str, low: float, high: float, text: str, colour: str) -> DrawnBar:
    return DrawnBar(label=label, low=low, high=high, written=text, colour=colour)


def _needs(trial: Trial) -> tuple[dict[str, Any], ...]:
    library = trial.result.scenario.library
    return tuple(
        {
            "code": need.lever.kind,
            "label": words(library[need.lever.kind].label),
            "quantity": quantity_words(library[need.lever.kind], need.lever.quantity),
            "part": "" if need.part_pct is None else with_unit(number(need.part_pct), "%"),
            "pace": pace_words(library[need.lever.kind], need.lever, trial.place.communes),
            "years": f"{need.lever.start}–{need.lever.end}",
            "level": f"{trial.potentials[need.lever.kind].level_of(need.lever.quantity):.2f}",
        }
        for need in yearly_needs(trial.result.scenario.levers, trial.potentials)
    )


def _gap(trial: Trial, last: YearSummary) -> tuple[str, ...]:
    """Write the gap to the path beside, and the units of levers that would close it."""
    reference = trial.reference
    level = reference.values.get(last.year) if reference else None
    chosen = last.chosen
    if reference is None or level is None or isnan(chosen.emissions_tco2e) or isnan(chosen.energy_mwh):
        return ()
    is_energy = reference.measure is _ENERGY
    gap = (chosen.energy_mwh if is_energy else chosen.emissions_tco2e) - level
    fields = {"year": last.year, "beside": words(reference.label), "unit": "GWh" if is_energy else "kt CO₂e"}
    if gap <= 0:
        return (_("Le chemin passe sous la référence (%(beside)s) en %(year)s.") % fields,)
    fields["gap"] = kilo_words(gap)
    sentences = [_("Il manque %(gap)s\u00a0%(unit)s en %(year)s pour rejoindre la référence (%(beside)s).") % fields]
    intensity = 1.0 if is_energy else chosen.emissions_tco2e / chosen.energy_mwh if chosen.energy_mwh else 0.0
    return tuple(sentences + (_units(trial, gap / intensity) if intensity else []))


def _units(trial: Trial, gap_mwh: float) -> list[str]:
    library = trial.result.scenario.library
    gap = gap_in_units(gap_mwh, trial.potentials, _GAP_LEVERS)
    parts = [
        f"{words(library[option.kind].label)}{colon()} {quantity_words(library[option.kind], option.units)}"
        for option in gap
        if option.is_possible
    ]
    if parts:
        head = _("À l’intensité moyenne de ce chemin, l’un de ces leviers y suffirait à lui seul")
        return [f"{head}{colon()} {'\u202f; '.join(parts)}."]
    return [_("Aucun levier de rénovation, de chauffage ou de covoiturage n’y suffirait à lui seul.")] if gap else []


def _reference_words(reference: ReferencePath | None) -> str:
    if reference is None:
        return ""
    sentences = [words(reference.caution)]
    if reference.refusal.fr:
        sentences = [f"{words(reference.label).capitalize()}{colon()} {words(reference.refusal)}."]
    if reference.lacking:
        names = ", ".join(words(Sector(code).label) for code in reference.lacking)
        missing = ngettext(
            "Elle ne dit rien de ce secteur, compté comme dans le chemin choisi\u00a0: %s.",
            "Elle ne dit rien de ces secteurs, comptés comme dans le chemin choisi\u00a0: %s.",
            len(reference.lacking),
        )
        sentences.append(missing % names)
    return " ".join(sentences)
