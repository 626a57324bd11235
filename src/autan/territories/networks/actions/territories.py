"""The only writer of territories and of what they were."""

from collections.abc import Mapping
from typing import Any

from autan.ground.errors import RuleError
from autan.people.accounts.models import Person
from autan.people.journal.actions import acting
from autan.people.journal.core import ObjectRef, list_changes
from autan.territories.networks.models import FormerIdentity, Territory
from autan.territories.networks.queries.networks import journal_network
from autan.territories.perimeters.core.bodies import EpciKind, short_name_of
from autan.territories.perimeters.core.siren import is_possible_siren
from autan.territories.perimeters.lake.register import find_epci

MAY_FOLLOW = "territories.coordinate_network"
_READ = {
    "name": "nom",
    "short_name": "nom court",
    "kind": "nature",
    "declared_communes": "communes",
    "declared_population": "population",
}
_IDENTITY_READ = {
    "name_fr": "nom",
    "short_name": "nom court",
    "kind_fr": "nature",
    "siren": "SIREN",
    "established_fr": "établi",
    "unknown_fr": "non établi",
}


def follow_territory(*, by: Person | None, siren: str, short_name: str = "") -> Territory:
    """Start to follow an EPCI of the register, or bring its names up to date."""
    epci = find_epci(siren)
    territory = Territory.objects.filter(siren=siren).first()
    names = {"short_name": short_name or short_name_of(epci.name)} if short_name or territory is None else {}
    fields = {"name": epci.name, "kind": epci.kind, **names}
    return _keep(by, "follow_territory", territory or Territory(siren=siren), fields, f"Territoire suivi : {epci.name}")


def invent_territory(
    *,
    by: Person | None,
    siren: str,
    name: str,
    short_name: str,
    kind: EpciKind,
    communes: int,
    population: int,
) -> Territory:
    """Make a territory that exists only to try the product, or bring it up to date."""
    if is_possible_siren(siren):
        message = "le SIREN {siren} pourrait être celui d’un organisme réel\u00a0: donnez-lui une clé fausse"
        raise RuleError(message, siren=siren)
    fields = {
        "name": name,
        "short_name": short_name,
        "kind": kind.value,
        "declared_communes": communes,
        "declared_population": population,
        "is_invented": True,
    }
    territory = Territory.objects.filter(siren=siren).first()
    summary = f"Territoire inventé, pour essayer : {name}"
    return _keep(by, "invent_territory", territory or Territory(siren=siren), fields, summary)


def _keep(by: Person | None, act_name: str, territory: Territory, fields: Mapping[str, Any], summary: str) -> Territory:
    """Write a territory and its line in the journal: none when nothing changes."""
    with acting(by=by, act=act_name, permission=MAY_FOLLOW) as act:
        is_new = territory.pk is None
        before = _as_read(territory, _READ)
        for name, value in fields.items():
            setattr(territory, name, value)
        changes = list_changes(before, _as_read(territory, _READ))
        if is_new or changes:
            territory.save()
            act.record(
                ObjectRef("territories", "territory", territory.siren),
                summary=summary if is_new else f"Territoire mis à jour : {territory.name}",
                network="" if is_new else journal_network(territory),
                changes=() if is_new else changes,
            )
    return territory


def record_identity(*, by: Person | None, territory: Territory, year: int, fields: Mapping[str, Any]) -> FormerIdentity:
    """Say what a territory was in an earlier year."""
    with acting(by=by, act="record_identity", permission="territories.lead_territory", on=territory) as act:
        former_identity = FormerIdentity.objects.filter(territory=territory, year=year).first()
        before = _as_read(former_identity, _IDENTITY_READ) if former_identity else {}
        identity, is_new = FormerIdentity.objects.update_or_create(
            territory=territory, year=year, defaults=dict(fields)
        )
        changes = list_changes(before, _as_read(identity, _IDENTITY_READ))
        if is_new or changes:
            act.record(
                ObjectRef("territories", "territory", territory.siren),
                summary=f"{territory.name} : identité de {year}, {identity.name_fr}",
                network=journal_network(territory),
                changes=() if is_new else changes,
            )
    return identity


def _as_read(thing: Territory | FormerIdentity, names: Mapping[str, str]) -> dict[str, Any]:
    """What a reader of the journal compares; empty texts and absent numbers are None."""
    return {words: getattr(thing, name) or None for name, words in names.items()}
