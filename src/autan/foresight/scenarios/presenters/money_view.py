"""The money of a trial: what each sector pays for energy, what is invested, and what no source prices."""

from math import isnan
from typing import Any

from django.utils.translation import gettext as _

from autan.foresight.engine.core.axes import Sector
from autan.foresight.engine.core.economics import EUR_PER_MEUR, investment_of
from autan.foresight.engine.core.results import ScenarioPath, ScenarioResult
from autan.ground.texts.language import number, words
from autan.ground.wordings import Sentence

PAYERS = {
    Sector.RESIDENTIAL: Sentence("Ménages, pour leur logement"),
    Sector.TERTIARY: Sentence("Services, publics et privés"),
    Sector.ROAD_TRANSPORT: Sentence("Conducteurs et transporteurs"),
    Sector.AGRICULTURE: Sentence("Exploitations agricoles"),
    Sector.INDUSTRY: Sentence("Entreprises industrielles"),
}
"""Who pays the energy of a sector; another one is named by itself."""
_TEN = 10


def money_view(result: ScenarioResult) -> dict[str, Any] | None:
    """Lay out what is paid a year at the horizon, and invested until then; None where nothing is chosen.

    `rows`: who pays, then M€ a year without doing anything, M€ a year on the chosen path, M€ to invest. `unpriced`:
    levers whose cost no source gives, in words.
    """
    if not result.scenario.levers:
        return None
    investment, sectors = investment_of(result), result.scenario.state.sectors
    without, chosen = _bills(result.trend), _bills(result.chosen)
    rows = [
        (_payer(code), millions(without[rank]), millions(chosen[rank]), millions(investment.by_sector.get(code, 0.0)))
        for rank, code in enumerate(sectors)
        if without[rank]
    ]
    if amount := investment.by_sector.get(""):
        rows.append((_("Qui produit l’énergie"), "", "", millions(amount)))
    whole = sum(investment.by_sector.values())
    rows.append((_("En tout"), millions(sum(without)), millions(sum(chosen)), millions(whole)))
    return {"rows": rows, "unpriced": ", ".join(words(kind.label) for kind in investment.unpriced)}


def _bills(path: ScenarioPath) -> list[float]:
    return [float(bill) for bill in path.bill_by_sector_eur[..., -1].sum(axis=0)]


def _payer(code: str) -> str:
    sector = Sector(code)
    return words(PAYERS[sector]) if sector in PAYERS else words(sector.label).capitalize()


def millions(euros: float) -> str:
    """M€ as written; nothing for none, a dash for what is not known."""
    if isnan(euros):
        return "—"
    value = euros / EUR_PER_MEUR
    return number(value, decimals=0 if abs(value) >= _TEN else 1) if value else ""
