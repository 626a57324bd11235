"""What may be begun, by whom, where, and from which model."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from django.urls import reverse

from autan.ground.extension_points import Beginning, StartingModel, Subject
from autan.ground.registry import registered
from autan.ground.tables.importers.yaml_document import read_yaml_file
from autan.ground.texts.language import words
from autan.ground.wordings import Text
from autan.people.accounts.models import Person
from autan.territories.networks.models import Network, Territory
from autan.territories.networks.queries.networks import list_networks
from autan.territories.networks.queries.people import own_network, territories_of
from autan.territories.networks.rights import ACTING_ROLES, acts_for_territory, is_in_network

MODEL = "modele"
"""What names a model in the address of a form."""


def find_beginning(code: str) -> Beginning:
    """Return the beginning of a code; it must be registered."""
    return next(item for item in registered(Beginning) if item.code == code)


def subjects_at_hand(reader: Person, path: str, shown: object) -> tuple[Network | None, Territory | None]:
    """Return the network and the territory that a page is about, where the reader has a role; else her own.

    Three queries at most besides those of the rights. `shown` is the network that the page shows, if it does.
    """
    slug, siren = (match and match[1] for match in (_NETWORK.search(path), _TERRITORY.search(path)))
    network = shown if isinstance(shown, Network) else next((one for one in list_networks() if one.slug == slug), None)
    if network is None or not is_in_network(reader, network):
        network = own_network(reader)
    territory = Territory.objects.filter(siren=siren).first() if siren else None
    if territory is None or not acts_for_territory(reader, territory):
        territory = next(iter(territories_of(reader, *ACTING_ROLES)), None)
    return network, territory


_NETWORK, _TERRITORY = re.compile(r"/reseaux/([-\w]+)/"), re.compile(r"/(?:territoires|prospective)/(\d{9})/")


def open_beginnings(
    reader: Any, network: Network | None, territory: Territory | None
) -> Iterable[tuple[Beginning, str]]:
    """Yield what a reader may begin about a network or a territory, and where, unless the network set it aside."""
    aside = network.set_aside if network else ()
    for item in (item for item in registered(Beginning) if item.label and item.part not in aside):
        if address := beginning_address(item, reader, network=network, territory=territory):
            yield item, address


def beginning_address(item: Beginning, reader: Any, *, network: Network | None, territory: Territory | None) -> str:
    """Return where a reader begins something; empty where she may not, or where it is about nothing here."""
    subjects = {Subject.NETWORK: network, Subject.TERRITORY: territory, Subject.NOTHING: None}[item.subject]
    if (subjects is None and item.subject) or not reader.has_perm(item.permission, subjects):
        return ""
    key = subjects.slug if isinstance(subjects, Network) else subjects.siren if subjects else None
    return reverse(item.url_name, args=[key] if key else [])


def models_of(code: str) -> Sequence[StartingModel]:
    """Return the models of a beginning, in the order of their file."""
    file = find_beginning(code).models
    return _read_models(file) if file else ()


@cache
def _read_models(file: Path) -> tuple[StartingModel, ...]:
    return tuple(
        StartingModel(code=entry["code"], title=Text(**entry["title"]), values=entry["values"])
        for entry in read_yaml_file(file)
    )


def starting_values(code: str, parameters: Mapping[str, str], *, network: str = "") -> dict[str, Any]:
    """Return the first values of a form, from the model that its address names; none without one.

    `network`: its name, which takes the place of `{network}`.
    """
    model = next((model for model in models_of(code) if model.code == parameters.get(MODEL)), None)
    return {name: _in_page_language(value, network) for name, value in model.values.items()} if model else {}


def _in_page_language(value: Any, network: str) -> Any:
    """A value of a file in the language of the page, where it has one in each."""
    has_both = isinstance(value, dict) and value.keys() == {"fr", "en"}
    return words(Text(**value)).replace("{network}", network) if has_both else value
