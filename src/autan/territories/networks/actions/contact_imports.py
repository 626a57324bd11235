"""Takes in a table of the people of a network: who has an account takes the role, others are invited to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.utils import timezone

from autan.evidence.imports.core import Import, Preview, Record, Upload, compare
from autan.ground.expressions.core.evaluation import read_day
from autan.ground.tables.core.findings import Findings
from autan.ground.tables.core.tables import TextRow
from autan.ground.tables.importers.tables import read_text_rows
from autan.ground.wordings import Sentence, Text
from autan.people.accounts.models import Person
from autan.people.accounts.queries import find_person
from autan.people.journal.actions import Actor
from autan.territories.networks.actions.mandates import grant_mandate
from autan.territories.networks.actions.person_invitations import invite_person, is_address
from autan.territories.networks.core.invitations import MOST_A_DAY
from autan.territories.networks.models import (
    ROLES_ON_NETWORK,
    ROLES_ON_TERRITORY,
    Mandate,
    Network,
    PersonInvitation,
    Territory,
)
from autan.territories.networks.queries.people import network_mandates, sent_since, waiting_invitations

CONTACT_COLUMNS, MORE_CONTACT_COLUMNS = ("courriel", "nom", "role"), ("siren", "fin")
_END = "fin"
_MEMBER = Sentence("le SIREN d’un membre du réseau, ou rien pour un rôle sur le réseau")
_TOO_MANY = Sentence("{most} invitations au plus en vingt-quatre heures\u00a0: les suivantes demain", most=MOST_A_DAY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Somebody and a role: on a member, or on the network where `territory` is None."""

    email: str
    name: str
    role: Mandate.Role
    territory: Territory | None
    valid_to: date | None

    @property
    def key(self) -> str:
        """What tells a role of somebody from the others in the network."""
        return f"{self.email} {self.role} {self.territory.siren if self.territory else ''}"


def contacts_import(network: Network) -> Import[Contact]:
    """Return how a table of people and roles is taken in; roles that it does not tell stay, and none is ended by it.

    Messages leave once all is written, and not if it is undone.
    """

    def write(by: Actor | None, preview: Preview[Contact]) -> None:
        for item in preview.to_write:
            _write(by, network, item.record.content, is_held=item.current is not None)

    return Import(
        kind=f"contacts/{network.slug}",
        read=lambda upload: _preview(network, upload),
        write=write,
        fields={_END: Sentence("Fin du rôle")},
    )


def _write(by: Actor | None, network: Network, contact: Contact, *, is_held: bool) -> None:
    person, on_network = find_person(contact.email), None if contact.territory else network
    role, territory, ends = contact.role, contact.territory, contact.valid_to
    if is_held and person:
        grant_mandate(by=by, person=person, role=role, network=on_network, territory=territory, valid_to=ends)
        return
    invite_person(
        by=by,
        email=contact.email,
        name=contact.name,
        role=role,
        network=network,
        site=settings.AUTAN_SITE,
        territory=territory,
        valid_to=ends,
        leaves_at_once=False,
    )


def _preview(network: Network, upload: Upload) -> Preview[Contact]:
    findings, records = Findings(), dict[str, Record[Contact]]()
    members = Territory.objects.filter(memberships__network=network, memberships__valid_to__isnull=True)
    places = {territory.siren: territory for territory in members}
    rows = read_text_rows(upload.data, upload.file, required=CONTACT_COLUMNS)
    contacts = [(row, contact) for row in findings.until_full(rows) if (contact := _read(row, places, findings))]
    people = Person.objects.filter(email__in=[contact.email for _row, contact in contacts])
    accounts, existing = dict(people.values_list("email", "is_active")), _current_records(network)
    left = MOST_A_DAY - sent_since(network, timezone.now() - timedelta(days=1))
    for row, contact in contacts:
        record, current = _record(contact, line=row.line), existing.get(contact.key)
        is_new, is_invited = current is None, contact.email not in accounts
        left -= is_new and is_invited and contact.key not in records
        if contact.key in records:
            findings.add(row.fault("courriel", "une seule ligne par personne, rôle et membre"))
        elif not accounts.get(contact.email, True):
            findings.add(row.fault("courriel", "un compte ouvert\u00a0: celui-ci est fermé"))
        elif is_new and is_invited and left < 0:
            findings.add(row.fault("courriel", _TOO_MANY))
        elif current and is_invited and {**current.fields, **record.fields} != current.fields:
            findings.add(row.fault(_END, "la fin que dit l’invitation qui attend\u202f; retirez-la pour en changer"))
        records[contact.key] = record
    items = () if findings.faults else compare(records.values(), existing)
    return Preview(file=upload.file, items=items, faults=tuple(findings.faults))


def _read(row: TextRow, places: Mapping[str, Territory], findings: Findings) -> Contact | None:
    """The person and the role of a row; None where it is refused, each fault in its cell."""
    cells = {name: row.cells.get(name, "").strip() for name in (*CONTACT_COLUMNS, *MORE_CONTACT_COLUMNS)}
    email, name = Person.objects.normalize_email(cells["courriel"]).lower(), " ".join(cells["nom"].split())
    territory, ends = places.get(cells["siren"]), read_day(cells[_END])
    roles = ROLES_ON_TERRITORY if cells["siren"] else ROLES_ON_NETWORK
    role = next((role for role in roles if role.value == cells["role"]), None)
    before = len(findings.faults)
    if not is_address(email):
        findings.add(row.fault("courriel", "une adresse électronique"))
    if not 0 < len(name) <= 120:
        findings.add(row.fault("nom", "le nom de la personne, de 120 signes au plus"))
    if role is None:
        findings.add(row.fault("role", Sentence("un rôle parmi : {roles}", roles=", ".join(roles))))
    if cells["siren"] and territory is None:
        findings.add(row.fault("siren", _MEMBER))
    if cells[_END] and (ends is None or ends <= timezone.localdate()):
        findings.add(row.fault(_END, "un jour à venir, comme 2027-12-31"))
    if role is None or len(findings.faults) > before:
        return None
    return Contact(email=email, name=name, role=role, territory=territory, valid_to=ends)


def _current_records(network: Network) -> dict[str, Record[Contact]]:
    """The roles of today or to come, and the invitations that wait, by their keys. Two queries."""
    today = timezone.localdate()
    contacts = [
        *(
            _contact(row.person.email, row.person.name, row)
            for row in network_mandates(network)
            if row.valid_to is None or row.valid_to > today
        ),
        *(_contact(row.email, row.name, row) for row in waiting_invitations(network).select_related("territory")),
    ]
    return {contact.key: _record(contact) for contact in contacts}


def _contact(email: str, name: str, row: Mandate | PersonInvitation) -> Contact:
    role = Mandate.Role(row.role)
    return Contact(email=email, name=name, role=role, territory=row.territory, valid_to=row.valid_to)


def _record(contact: Contact, *, line: int | None = None) -> Record[Contact]:
    """A role as it stands, or as a line tells it, which may leave its end untold."""
    name, ends = Text(contact.name, contact.name), contact.valid_to.isoformat() if contact.valid_to else ""
    fields = {_END: ends} if ends or line is None else {}
    return Record(key=contact.key, name=name, fields=fields, content=contact, line=line)
