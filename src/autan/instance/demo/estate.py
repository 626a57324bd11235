"""Loads the invented estates of two members of the invented network, through the import of the room.

Each is a table of `content/invented/estate/`, named after its member. One is stated complete, the other is not.
Loading them again changes nothing, and never what somebody changed since.
"""

from datetime import date
from pathlib import Path

from django.db import transaction

from autan.evidence.imports.actions import run_import
from autan.evidence.imports.core import Upload
from autan.plans.estate.actions import estate_import, publish_estate
from autan.plans.estate.core.goods import ESTATE
from autan.plans.plans.actions.completeness import state_complete
from autan.territories.networks.models import Territory

_FOLDER = Path(__file__).parent / "content" / "invented" / "estate"
_COMPLETE = "999000057"
_ON = date(2026, 3, 2)


@transaction.atomic
def load_invented_estates(*, folder: Path = _FOLDER) -> int:
    """Take in the invented estates of the members that have none yet; return how many were."""
    files = {file.stem: file for file in sorted(folder.glob("*.csv"))}
    places = list(Territory.objects.filter(siren__in=files, is_invented=True, estate__isnull=True))
    for place in places:
        file = files[place.siren]
        run_import(estate_import(place), Upload(file=file.name, data=file.read_bytes()), by=None)
        publish_estate(by=None, territory=place, today=_ON)
        if place.siren == _COMPLETE:
            state_complete(by=None, about=place, section=ESTATE, on=_ON)
    return len(places)
