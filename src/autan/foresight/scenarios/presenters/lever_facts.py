"""What a lever says of itself: what it acts on, in which stock it is counted, what it costs, by which sources."""

from collections.abc import Iterator

import numpy as np
from django.utils.translation import gettext as _

from autan.foresight.engine.core.assumptions import AssumptionSet, AssumptionValues
from autan.foresight.engine.core.axes import Carrier, Sector, Use
from autan.foresight.engine.core.lever_levels import LeverPotential
from autan.foresight.engine.core.levers import Basis, LeverKind
from autan.foresight.engine.core.partitions import RESOURCES, STOCKS
from autan.foresight.engine.importers.assumptions import shipped_assumptions
from autan.foresight.scenarios.queries.trials import Trial
from autan.foresight.starting_states.core.state_inputs import years_of
from autan.ground.texts.language import colon, number, words

_FEW = 100


def lever_facts(potential: LeverPotential, trial: Trial) -> tuple[str, ...]:
    """Lines on what a lever acts on, what counts it, what it costs, and which of its values are to be confirmed."""
    kind, assumptions = potential.kind, trial.result.scenario.assumptions
    return tuple(
        filter(None, (_acts_on(kind), _stock_sentence(kind, trial), cost_words(kind, assumptions), _doubts(kind)))
    )


def _acts_on(kind: LeverKind) -> str:
    """The sectors, uses and carriers that a lever changes; nothing for what it adds alone."""
    axes = ((kind.cells.sectors, Sector), (kind.cells.uses, Use), (kind.cells.carriers, Carrier))
    parts = [", ".join(words(axis(code).label) for code in codes) for codes, axis in axes if codes]
    return _("Agit sur\u00a0: %(cells)s.") % {"cells": "\u202f; ".join(parts)} if parts else ""


def _stock_sentence(kind: LeverKind, trial: Trial) -> str:
    """The stock or the resource that bounds a lever, how much of it there is here, and who tells it."""
    code = kind.stock or kind.resource
    name = STOCKS.get(code) or RESOURCES.get(code)
    known = trial.place.computed.pivot(code) if name is not None else np.array([np.nan])
    if name is None or np.isnan(known).all():
        return ""
    figures = (state.pivots.get(code) for state in trial.place.states.values())
    years = sorted({year for figure in figures if figure is not None for year in years_of(figure)})
    fields = {"stock": words(name), "count": number(float(np.nansum(known))), "year": ", ".join(map(str, years))}
    return _("Dans\u00a0: %(stock)s, %(count)s (%(year)s).") % fields


def cost_words(kind: LeverKind, assumptions: AssumptionSet) -> str:
    """What one unit of a lever costs, and by which sources; that its cost is not known where none gives it."""
    if kind.costs is None:
        return _("Coût non connu\u00a0: aucune source, il n’entre pas dans ce qui est à investir.")
    euros = float(AssumptionValues(assumptions=assumptions).multiply(kind.costs.capex_eur).item())
    unit = _("MWh de consommation remplacée") if kind.basis is Basis.SHARE else words(kind.unit)
    sources = "\u202f; ".join(dict.fromkeys(_priced_by(kind, assumptions)))
    fields = {"cost": number(euros if euros < _FEW else round(euros, -1)), "unit": unit, "colon": colon()}
    return _("Coût\u00a0: %(cost)s\u00a0€ l’unité (%(unit)s)%(colon)s %(sources)s.") % (fields | {"sources": sources})


def _priced_by(kind: LeverKind, assumptions: AssumptionSet) -> Iterator[str]:
    codes = kind.costs.capex_eur.codes if kind.costs is not None else ()
    yield from (words(assumptions.find(code).source) for code in codes if assumptions.find(code).unit.startswith("EUR"))


def _doubts(kind: LeverKind) -> str:
    shipped = shipped_assumptions()
    names = [words(shipped.find(code).label) for code in kind.codes if shipped.find(code).to_confirm]
    return _("À confirmer\u00a0: %(names)s.") % {"names": ", ".join(names)} if names else ""
