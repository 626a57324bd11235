"""What the room gives to the one page of a territory: five figures of energy and climate, and what no source tells."""

from typing import Any

from django.utils.translation import gettext as _

from autan.ground.extension_points import DigestFigure, DigestPart, TerritoryDigest
from autan.opendata.measures.queries.editions import joined_credit
from autan.opendata.measures.queries.indicators import indicators_of
from autan.opendata.observatory.core.headline_measures import ELECTRICITY, PER_INHABITANT, RENEWABLE, known_measures
from autan.opendata.observatory.presenters.energy_page import absences_of
from autan.opendata.observatory.queries.figures import figures_by_measure
from autan.territories.networks.queries.bodies import invented_sirens

_MEASURES = (
    ELECTRICITY,
    PER_INHABITANT,
    RENEWABLE,
    ("dpe_f_g_share",),
    ("bill_homes_per_dwelling", "capacity_solar_pv"),
)


def _build(siren: str, _reader: Any) -> DigestPart:
    """Return the part of any reader; no figure of an invented territory, since nothing of the kind was made up."""
    if invented_sirens([siren]):
        return DigestPart(missing=[_("Énergie et climat\u00a0: rien n’en a été imaginé")])
    figures = figures_by_measure(siren)
    known = [figures[code] for code in known_measures(figures, _MEASURES) if code in figures]
    return DigestPart(
        figures=[DigestFigure(figure=figure, source=joined_credit(figure)) for figure in known],
        missing=absences_of(figures, indicators_of(siren)),
    )


ENERGY_DIGEST = TerritoryDigest(rank=20, build=_build)
