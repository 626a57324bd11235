"""How far the levers of a place go together, beside the target, and what keeps it out of reach, in words."""

from math import isnan
from typing import Any

import numpy as np
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from autan.foresight.engine.core.axes import Sector
from autan.foresight.engine.core.partitions import STOCKS
from autan.foresight.engine.core.summaries import levels_at
from autan.foresight.scenarios.presenters.quantities import kilo_words
from autan.foresight.scenarios.queries.reference_paths import national_parts
from autan.foresight.scenarios.queries.trials import Trial, without_electricity
from autan.ground.texts.language import colon, words

_MOST_SECTORS = 3
_SEEN = 50.0
"""Tonnes that a page would write as nothing."""


def furthest_view(trials: tuple[Trial, ...]) -> dict[str, Any]:
    """Lay out the trials of every lever, the one without the State first.

    `rows`: who acts, emissions left, target, and what is missing or to spare. `reasons`: why the target is out of reach
    by the levers of the place alone; none where it is reached. `query`: parameters that make these choices.
    """
    alone = trials[0]
    is_missed = _remaining(alone) > _target(alone)
    makers = (_above, _without_electricity, _sectors_left, _untouched_sectors, _uncounted_stocks) if is_missed else ()
    return {
        "year": alone.choices.horizon,
        "rows": list(map(_row, trials)),
        "reasons": list(filter(None, (make(alone) for make in makers))),
        "query": urlencode(alone.written),
    }


def _remaining(trial: Trial) -> float:
    return levels_at(trial.result.chosen, trial.choices.horizon).emissions_tco2e


def _target(trial: Trial) -> float:
    values = trial.reference.values if trial.reference is not None else {}
    return values.get(trial.choices.horizon, float("nan"))


def _row(trial: Trial) -> tuple[str, str, str, str]:
    national = trial.result.scenario.national
    who = _("les leviers d’ici") if national is None else f"{_('avec l’État')}{colon()} {words(national.label)}"
    gap = _remaining(trial) - _target(trial)
    verdict = _("il manque %(gap)s") if gap > 0 else _("atteinte, %(gap)s de mieux")
    text = _("pas de cible ici") if isnan(gap) else verdict % {"gap": kilo_words(abs(gap))}
    return who, kilo_words(_remaining(trial)), kilo_words(_target(trial)), text


def _above(trial: Trial) -> str:
    """The sectors that emit more than the target leaves them, the furthest first."""
    sectors = trial.result.scenario.state.sectors
    emitted = dict(zip(sectors, trial.result.chosen.emissions_by_sector_tco2e[..., -1].sum(axis=0), strict=True))
    targets = national_parts(trial.place, trial.result)
    over = sorted(((float(emitted[code]) - target, code) for code, target in targets.items()), reverse=True)
    parts = [f"{words(Sector(code).label)} ({kilo_words(tonnes)})" for tonnes, code in over if tonnes > _SEEN]
    text = _("Au-dessus de leur part de la cible, alors que tous leurs leviers sont au plus haut")
    return f"{text}{colon()} {', '.join(parts[:_MOST_SECTORS])}." if parts else ""


def _without_electricity(trial: Trial) -> str:
    """What would be left without electricity, to which the target leaves next to nothing: a reason, no verdict."""
    left, target = without_electricity(trial)
    text = _(
        "L’électricité est comptée ici au facteur d’aujourd’hui, sur tout son cycle de vie (%(electricity)s)\u202f; la "
        "stratégie nationale ne lui laisse presque rien en 2050. Ôtée du départ, de l’arrivée et de la cible\u00a0: "
        "%(left)s pour une cible de %(target)s. Cela explique l’écart sans l’effacer\u00a0: ce compte ne voit plus ce "
        "qu’émettent pompes à chaleur et voitures électriques"
    )
    amounts = {"electricity": _remaining(trial) - left, "left": left, "target": target}
    return f"{text % {name: kilo_words(tonnes) for name, tonnes in amounts.items()}}." if target > 0 else ""


def _sectors_left(trial: Trial) -> str:
    """The sectors that emit most of what is left."""
    emitted = trial.result.chosen.emissions_by_sector_tco2e[..., -1].sum(axis=0)
    by_sector = sorted(zip(emitted.tolist(), trial.result.scenario.state.sectors, strict=True), reverse=True)
    parts = [f"{words(Sector(code).label)} ({kilo_words(tonnes)})" for tonnes, code in by_sector[:_MOST_SECTORS]]
    return f"{_('Ce qui reste vient surtout de')}{colon()} {', '.join(parts)}."


def _untouched_sectors(trial: Trial) -> str:
    """The sectors that no lever reaches."""
    library = trial.result.scenario.library
    reached = {sector for lever in trial.result.scenario.levers for sector in library[lever.kind].cells.sectors}
    names = [words(Sector(code).label) for code in trial.result.scenario.state.sectors if code not in reached]
    return f"{_('Aucun levier n’agit sur')}{colon()} {', '.join(names)}." if names else ""


def _uncounted_stocks(trial: Trial) -> str:
    """What nobody counts anywhere in the place, which closes levers."""
    state = trial.result.scenario.state
    names = [words(label) for code, label in STOCKS.items() if np.isnan(state.pivot(code)).all()]
    return f"{_('Leviers fermés, car rien ne compte ici')}{colon()} {', '.join(names)}." if names else ""
