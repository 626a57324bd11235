"""The invented estates that ship: taken in once, published, one of them whole."""

import pytest

from autan.instance.demo.plans import load_invented_estates
from autan.plans.estate.models import EstateRecord
from autan.plans.estate.queries import figures_in, published_inventories
from autan.territories.networks.actions.territories import invent_territory
from autan.territories.perimeters.core.bodies import EpciKind

WHOLE, OTHER = "999000057", "999000099"


@pytest.mark.django_db
def test_the_invented_estates_are_taken_in_once():
    for siren in (WHOLE, OTHER):
        invent_territory(
            by=None, siren=siren, name=f"CC {siren}", short_name=siren, kind=EpciKind.CC, communes=3, population=9000
        )
    assert load_invented_estates() == 2
    EstateRecord.objects.filter(name="Maison de pays").update(name="Maison")
    assert load_invented_estates() == 0
    inventories = published_inventories([WHOLE, OTHER])
    assert {siren: len(inventory.assets) for siren, inventory in inventories.items()} == {WHOLE: 11, OTHER: 3}
    assert {siren for siren, inventory in inventories.items() if inventory.is_complete} == {WHOLE}
    assert all(good.source for inventory in inventories.values() for good in inventory.assets)
    assert figures_in(inventories[OTHER], 2025)[0].value == 170
