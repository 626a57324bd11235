"""How sure the numbers of a trial are: ranges, the assumptions that move them most, and those that would decide."""

from dataclasses import replace
from math import isnan
from typing import Any

from django.utils.translation import gettext as _

from autan.evidence.figures.core.units import get_unit
from autan.foresight.engine.core.axes import ScenarioMeasure
from autan.foresight.engine.core.uncertainty import OutcomeRange, Sensitivity
from autan.foresight.scenarios.presenters.drawings import BarsDrawing, DrawnBar, PathsDrawing
from autan.foresight.scenarios.presenters.scenario_page import drawn_paths
from autan.foresight.scenarios.queries.trials import Trial, TrialUncertainty
from autan.ground.texts.language import number, words

_KILO, _MEGA = 1e3, 1e6
_SHOWN = 10
_DECISIVE = 6
_SCALES = {
    ScenarioMeasure.ENERGY: (_KILO, "GWh"),
    ScenarioMeasure.EMISSIONS: (_KILO, "ktCO2e"),
    ScenarioMeasure.RENEWABLES: (_KILO, "GWh"),
    ScenarioMeasure.BILL: (_MEGA, "MEUR"),
}


def uncertainty_page(trial: Trial, trial_uncertainty: TrialUncertainty) -> dict[str, Any]:
    """Lay out how sure a trial is."""
    horizon = trial.result.scenario.horizon
    emitted = trial_uncertainty.ranges[ScenarioMeasure.EMISSIONS]
    return {
        "horizon": horizon,
        "sentence": _sentence(emitted, horizon),
        # what is drawn here, by kind with how many of them, and what is not
        "drawn": _drawn(tuple(row.code for row in trial_uncertainty.sensitivities)),
        # each measure at the horizon: its name, its unit, one draw in ten is below, half are, nine in ten are
        "rows": tuple(_row(measure, trial_uncertainty.ranges[measure]) for measure in _SCALES),
        "drawing": _drawing(trial, emitted),
        "tornado": _tornado(trial, trial_uncertainty.sensitivities, horizon),
        # assumptions that would change whether the path beside is held, each with its bounds in words
        "decisive": tuple(_label(trial, row) for row in trial_uncertainty.decisive[:_DECISIVE]),
        "beside": _reference_sentence(trial, horizon),
        # assumptions that would change which of two scenarios emits less
        "rivals": tuple(_label(trial, row) for row in trial_uncertainty.rivals[:_DECISIVE]),
    }


def _sentence(emitted: OutcomeRange, horizon: int) -> str:
    ends = [float(values[-1]) / _KILO for values in (emitted.low, emitted.high)]
    if any(isnan(end) for end in ends):
        return ""
    fields = {"year": horizon, "low": number(ends[0]), "high": number(ends[1])}
    return _("Huit fois sur dix, les émissions de %(year)s sont entre %(low)s et %(high)s kt CO₂e.") % fields


def _drawn(codes: tuple[str, ...]) -> str:
    """Say how many assumptions of each kind are drawn."""
    heads = ("factor_", "price_", "trend_", "doubt_", "national_")
    counts = [sum(code.startswith(head) for code in codes) for head in heads]
    kinds = (
        (_("facteurs d’émission"), counts[0]),
        (_("prix des énergies"), counts[1]),
        (_("rythmes de la tendance"), counts[2]),
        (_("doutes sur les logements comptés et les consommations de départ estimées ou modélisées"), counts[3]),
        (_("mesures nationales"), counts[4]),
        (_("ratios et coûts des leviers"), len(codes) - sum(counts)),
    )
    listed = ", ".join(f"{label}\u00a0({count})" for label, count in kinds if count)
    sentence = _(
        "Mille tirages\u00a0: %(listed)s prennent une valeur entre leurs bornes, la même dans tous les scénarios. Ne "
        "sont pas tirés\u00a0: les consommations mesurées, la part de chaque territoire, les autres parcs, qui ne sont "
        "que des plafonds. Le tirage est toujours le même\u00a0: les mêmes choix donnent les mêmes chiffres."
    )
    return sentence % {"listed": listed}


def _row(measure: ScenarioMeasure, outcome_range: OutcomeRange) -> tuple[str, str, str, str, str]:
    scale, unit = _SCALES[measure]
    ends = [float(values[-1]) for values in (outcome_range.low, outcome_range.middle, outcome_range.high)]
    low, middle, high = ("—" if isnan(end) else number(end / scale) for end in ends)
    return words(measure.label), words(get_unit(unit).symbol), low, middle, high


def _drawing(trial: Trial, emitted: OutcomeRange) -> PathsDrawing | None:
    drawing = drawn_paths(trial, _("Émissions de gaz à effet de serre (kt CO₂e)"), ScenarioMeasure.EMISSIONS)
    if drawing is None or emitted.low.size == 0:
        return None
    ends = zip(emitted.years.tolist(), emitted.low.tolist(), emitted.high.tolist(), strict=True)
    band = tuple((int(year), low / _KILO, high / _KILO) for year, low, high in ends)
    return replace(drawing, name="range-paths", band=band)


def _tornado(trial: Trial, rows: tuple[Sensitivity, ...], year: int) -> BarsDrawing | None:
    moving = [row for row in rows if row.swing > 0 and not isnan(row.central)][:_SHOWN]
    if not moving:
        return None
    bars = tuple(
        DrawnBar(
            label=words(trial.result.scenario.assumptions.find(row.code).label),
            low=min(row.low, row.high) / _KILO,
            high=max(row.low, row.high) / _KILO,
            written=f"{number(min(row.low, row.high) / _KILO)} – {number(max(row.low, row.high) / _KILO)}",
            colour="data",
        )
        for row in moving
    )
    title = _("Ce que chaque hypothèse change, seule, aux émissions de %(year)s (kt CO₂e)") % {"year": year}
    return BarsDrawing(name="tornado", title=title, bars=bars, origin=moving[0].central / _KILO, has_names_above=True)


def _label(trial: Trial, row: Sensitivity) -> str:
    assumption = trial.result.scenario.assumptions.find(row.code)
    fields = {
        "label": words(assumption.label),
        "low": number(assumption.low, decimals=2),
        "high": number(assumption.high, decimals=2),
    }
    return _("%(label)s, entre %(low)s et %(high)s") % fields


def _reference_sentence(trial: Trial, year: int) -> str:
    reference = trial.reference
    level = reference.values.get(year) if reference else None
    if reference is None or level is None:
        return ""
    unit = "GWh" if reference.measure is ScenarioMeasure.ENERGY else "kt CO₂e"
    return f"{words(reference.label)} ({number(level / _KILO)}\u00a0{unit})"
