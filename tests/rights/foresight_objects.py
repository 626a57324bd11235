"""What the foresight of one network keeps to itself."""

from dataclasses import replace
from datetime import date
from typing import Any

from autan.foresight.engine.core.scenarios import ScenarioDocument
from autan.foresight.scenarios.actions.own_quantities import QuantityInput, save_quantities
from autan.foresight.scenarios.actions.scenarios import keep_scenario
from autan.foresight.scenarios.actions.workshops import open_workshop
from autan.foresight.scenarios.models import OwnQuantity
from autan.foresight.scenarios.queries.places import find_place
from autan.foresight.scenarios.queries.workshops import deck_of
from autan.territories.networks.models import Territory


def foresight_objects(own: str) -> dict[str, dict[str, Any]]:
    """An own state, a workshop and a scenario that are not published."""
    place = Territory.objects.get(siren=own)
    quantity = QuantityInput(
        kind=OwnQuantity.Kind.ENERGY, code="road_transport-freight-oil", value=1e5, year=2023, source="essai"
    )
    passengers = replace(quantity, code="road_transport-passengers-oil")
    save_quantities(by=None, territory=place, quantity_inputs=[quantity, passengers])
    workshop = open_workshop(
        by=None, place=place, title="Une table", held_on=date(2026, 6, 18), horizon=2050,
        deck=deck_of(find_place(own)), groups=["A"],
    )  # fmt: skip
    kept = keep_scenario(by=None, place=place, document=ScenarioDocument(title="Essai gardé", place=own, horizon=2050))
    table = {"slug": workshop.slug, "key": workshop.groups.get().key}
    return {
        "foresight": {"place": own, "extension": "json", **table},
        "foresight:kept": {"slug": kept.slug},
        **{f"foresight:{name}": {"slug": kept.slug} for name in ("publish", "revise", "delete")},
        "foresight:action": {"slug": "fiche"},
    }
