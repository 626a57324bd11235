"""Loads the starting states, the scenarios and the workshop of the invented network, through the actions of the room.

What is invented is described in `content/invented/foresight.yaml`. Loading it again changes nothing, and never what
somebody changed since.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from autan.foresight.engine.core.levers import Lever
from autan.foresight.engine.core.scenarios import ScenarioDocument
from autan.foresight.scenarios.actions.action_levers import ActionLeverInput, set_action_levers
from autan.foresight.scenarios.actions.own_quantities import QuantityInput, save_quantities
from autan.foresight.scenarios.actions.scenarios import keep_scenario
from autan.foresight.scenarios.actions.workflow import TABLE
from autan.foresight.scenarios.actions.workshops import keep_mixes, open_workshop, record_agreed_mix, record_mix
from autan.foresight.scenarios.models import ActionLever, KeptScenario, OwnQuantity, TableWorkshop
from autan.foresight.scenarios.queries.places import find_place
from autan.foresight.scenarios.queries.workshops import deck_of
from autan.ground.tables.importers.yaml_document import read_yaml_file
from autan.people.workflows.actions import take
from autan.plans.projects.models import ActionSheet
from autan.territories.networks.models import Territory
from autan.territories.networks.queries.networks import get_network

_FILE = Path(__file__).parent / "content" / "invented" / "foresight.yaml"


@transaction.atomic
def load_invented_foresight(*, file: Path = _FILE) -> int:
    """Take in the invented states and workshops that are not there yet; return how many states were."""
    described = read_yaml_file(file)
    sheets = {sheet["siren"]: sheet for sheet in described["territories"]}
    territories = Territory.objects.filter(siren__in=sheets, is_invented=True, own_quantities__isnull=True)
    loaded = [_give(territory, sheets[territory.siren], described) for territory in territories]
    if not TableWorkshop.objects.filter(network__slug=described["network"]).exists():
        for sheet in described["workshops"]:
            _play_workshop(described["network"], sheet)
    if not KeptScenario.objects.filter(network__slug=described["network"], workshop__isnull=True).exists():
        for sheet in described["scenarios"]:
            _keep(described["network"], sheet)
    _describe_actions(described["actions"], described["source"])
    return len(loaded)


def _describe_actions(fields: Sequence[Mapping[str, Any]], source: str) -> None:
    """Say what the sheets that say nothing yet do."""
    levers = {field["sheet"]: field["levers"] for field in fields}
    silent = ActionSheet.objects.filter(slug__in=levers).exclude(pk__in=ActionLever.objects.values("sheet"))
    for sheet in silent:
        lever_inputs = [ActionLeverInput(**lever, source=source) for lever in levers[sheet.slug]]
        set_action_levers(by=None, sheet=sheet, lever_inputs=lever_inputs)


def _keep(network: str, sheet: Mapping[str, Any]) -> None:
    levers = tuple(
        Lever(key=code, kind=code, quantity=float(quantity), start=2026, end=sheet["horizon"])
        for code, quantity in sheet["levers"].items()
    )
    document = ScenarioDocument(title=sheet["title"], place=network, horizon=sheet["horizon"], levers=levers)
    keep_scenario(
        by=None,
        place=get_network(network),
        document=document,
        authors=sheet["authors"],
        note=sheet["note"],
        is_published=True,
    )


def _give(territory: Territory, sheet: Mapping[str, Any], described: Mapping[str, Any]) -> int:
    quantity_inputs = [
        QuantityInput(kind=kind, code=code, value=float(value), year=described["year"], source=described["source"])
        for kind in OwnQuantity.Kind
        for code, value in sheet[kind.value].items()
    ]
    return save_quantities(by=None, territory=territory, quantity_inputs=quantity_inputs)


def _play_workshop(network: str, sheet: Mapping[str, Any]) -> None:
    moment = timezone.make_aware(datetime.combine(sheet["held_on"], time(19)))
    workshop = open_workshop(
        by=None,
        place=get_network(network),
        title=sheet["title"],
        held_on=sheet["held_on"],
        horizon=sheet["horizon"],
        deck=deck_of(find_place(network)),
        groups=[group["name"] for group in sheet["groups"]],
    )
    described = {group["name"]: group for group in sheet["groups"]}
    for group in workshop.groups.all():
        entry = described[group.name]
        # the deck is made from the data: it may have fewer copies than the story plays
        mix = {code: min(count, workshop.cards[code]["copies"]) for code, count in entry["mix"].items()}
        record_mix(
            group=group, mix=mix, now=moment, guess=entry["guess"], dissent=entry["dissent"], authors=entry["authors"]
        )
    shared = {code: min(count, workshop.cards[code]["copies"]) for code, count in sheet["converged"].items()}
    record_agreed_mix(by=None, workshop=workshop, mix=shared, dissent=sheet["dissent"])
    take(TABLE, "close_workshop", workshop, by=None, at=workshop.held_on, is_published=True)
    keep_mixes(by=None, workshop=workshop)
