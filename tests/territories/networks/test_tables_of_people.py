"""Tables taken in: people and their roles in a network; rows of several authorities, each read by the import of one."""

from datetime import timedelta
from functools import partial

import pytest
from django.core import mail
from django.utils import timezone

from autan.evidence.imports.core import Import, Outcome, Preview, Record, Upload, compare
from autan.ground.errors import ImportFileError, NotAllowedError
from autan.ground.tables.core.findings import Findings
from autan.ground.tables.importers.tables import read_text_rows
from autan.ground.wordings import Text
from autan.people.accounts.models import Person
from autan.territories.networks.actions.contact_imports import contacts_import
from autan.territories.networks.actions.imports_by_place import BY_NETWORK, import_by_place
from autan.territories.networks.actions.person_invitations import invite_person
from autan.territories.networks.core.invitations import MOST_A_DAY
from autan.territories.networks.models import Mandate, Membership, Network, PersonInvitation, Territory
from autan.territories.networks.queries.people import all_mandates
from tests.cast import Cast
from tests.territories.networks.conftest import MURETAIN, SICOVAL, TOULOUSE

SOON = (timezone.localdate() + timedelta(days=90)).isoformat()
HEAD = "courriel;nom;role;siren;fin"


def table(*lines: str, head: str = HEAD) -> Upload:
    return Upload(file="contacts.csv", data="\n".join([head, *lines]).encode())


def preview(network: Network, *lines: str, **more: str) -> Preview:
    return contacts_import(network).read(table(*lines, **more))


def outcomes(read: Preview) -> list[str]:
    return [item.outcome.value for item in read.items]


def faults(read: Preview) -> list[tuple[int | None, str | None]]:
    return [(fault.row, fault.column) for fault in read.faults]


def test_who_has_an_account_takes_the_role_and_others_are_invited(people: Cast, network: Network, settings) -> None:
    settings.AUTAN_SITE = "https://energie.exemple.fr"
    read = preview(
        network,
        f"Outsider@exemple.fr; Sans  rôle ;reader;;{SOON}",
        f"neuve@exemple.fr;Neuve;contributor;{SICOVAL};",
        "member_officer@exemple.fr;Member_officer;member_officer;243100633;",
    )
    assert (faults(read), outcomes(read)) == ([], ["added", "added", "same"])
    contacts_import(network).write(people.coordinator, read)
    role = Mandate.objects.get(person=people.outsider)
    assert (role.role, role.network, role.valid_to.isoformat()) == ("reader", network, SOON)
    invitation = PersonInvitation.objects.get()
    assert (invitation.email, invitation.territory.siren, invitation.role) == (
        "neuve@exemple.fr",
        SICOVAL,
        "contributor",
    )
    assert not mail.outbox, "messages leave once all is written"
    assert invitation.outgoing is not None
    again = preview(network, f"outsider@exemple.fr;X;reader;;{SOON}", f"neuve@exemple.fr;Neuve;contributor;{SICOVAL};")
    assert outcomes(again) == ["same", "same"]


def test_the_end_of_a_role_is_changed_and_none_is_ended_by_silence(people: Cast, network: Network) -> None:
    read = preview(network, f"reader@exemple.fr;Reader;reader;;{SOON}")
    (item,) = read.items
    assert (item.outcome, [(change.before, change.after) for change in item.changes]) == (
        Outcome.CHANGED,
        [("", SOON)],
    )
    contacts_import(network).write(people.coordinator, read)
    assert Mandate.objects.get(person=people.reader).valid_to.isoformat() == SOON
    assert outcomes(preview(network, "reader@exemple.fr;Reader;reader;;")) == ["same"], "an end that is not told stays"
    assert len(all_mandates()) == 4


def test_the_others_take_in_no_people(people: Cast, network: Network) -> None:
    for line in ("outsider@exemple.fr;X;reader;;", "neuve@exemple.fr;X;reader;;"):
        for person in (people.officer, people.contributor, people.reader, people.outsider):
            with pytest.raises(NotAllowedError):
                contacts_import(network).write(person, preview(network, line))
    assert not PersonInvitation.objects.exists()


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("neuve;Neuve;reader;;", "courriel"),
        ("neuve@exemple.fr; ;reader;;", "nom"),
        (f"neuve@exemple.fr;{'x' * 121};reader;;", "nom"),
        ("neuve@exemple.fr;Neuve;roi;;", "role"),
        ("neuve@exemple.fr;Neuve;member_officer;;", "role"),
        (f"neuve@exemple.fr;Neuve;coordinator;{SICOVAL};", "role"),
        (f"neuve@exemple.fr;Neuve;reader;{TOULOUSE};", "siren"),
        ("neuve@exemple.fr;Neuve;reader;;demain", "fin"),
        (f"neuve@exemple.fr;Neuve;reader;;{timezone.localdate().isoformat()}", "fin"),
    ],
)
def test_each_fault_is_told_in_its_cell_and_nothing_is_kept(
    people: Cast, network: Network, line: str, column: str
) -> None:
    read = preview(network, "outsider@exemple.fr;X;reader;;", line)
    assert (faults(read), read.items) == ([(3, column)], ())


def test_a_name_of_120_signs_and_a_day_to_come_are_read(network: Network) -> None:
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    assert faults(preview(network, f"neuve@exemple.fr;{'x' * 120};reader;;{tomorrow}")) == []
    assert outcomes(preview(network, "neuve@exemple.fr;Neuve;reader", head="courriel;nom;role")) == ["added"]
    with pytest.raises(ImportFileError):
        preview(network, "neuve@exemple.fr;Neuve", head="courriel;nom")


def test_every_fault_of_a_row_is_told(network: Network) -> None:
    read = preview(network, f";;roi;{TOULOUSE};hier")
    assert faults(read) == [(2, "courriel"), (2, "nom"), (2, "role"), (2, "siren"), (2, "fin")]


def test_a_role_is_told_once_and_not_to_a_closed_account(people: Cast, network: Network) -> None:
    Person.objects.filter(pk=people.outsider.pk).update(is_active=False)
    twice = "neuve@exemple.fr;Neuve;reader;;"
    read = preview(network, twice, twice.upper().replace("READER", "reader"), "outsider@exemple.fr;X;reader;;")
    assert faults(read) == [(3, "courriel"), (4, "courriel")]
    assert [str(fault.expected) for fault in read.faults] == [
        "une seule ligne par personne, rôle et membre",
        "un compte ouvert\u00a0: celui-ci est fermé",
    ]
    assert faults(preview(network, twice, f"neuve@exemple.fr;Neuve;reader;{SICOVAL};")) == [], "two roles"


def test_the_end_of_an_invitation_that_waits_is_not_changed(people: Cast, network: Network) -> None:
    invite_person(
        by=None,
        email="neuve@exemple.fr",
        name="Neuve",
        role=Mandate.Role.READER,
        network=network,
        site="",
        is_mailed=False,
    )
    assert outcomes(preview(network, "neuve@exemple.fr;Neuve;reader;;")) == ["same"]
    assert faults(preview(network, f"neuve@exemple.fr;Neuve;reader;;{SOON}")) == [(2, "fin")]
    PersonInvitation.objects.update(expires_at=timezone.now())
    assert outcomes(preview(network, f"neuve@exemple.fr;Neuve;reader;;{SOON}")) == ["added"], "it waits no more"


def test_no_more_are_invited_than_leave_in_a_day(people: Cast, network: Network) -> None:
    lines = [f"personne-{number}@exemple.fr;P;reader;;" for number in range(MOST_A_DAY)]
    known = "outsider@exemple.fr;Outsider;reader;;"
    assert faults(preview(network, known, *lines)) == []
    read = preview(network, *lines, "une-de-plus@exemple.fr;P;reader;;", known)
    assert faults(read) == [(MOST_A_DAY + 2, "courriel")]
    assert "20 invitations au plus" in str(read.faults[0].expected)


def notes_import(owner: Territory | Network, written: list[tuple[str | None, ...]] | None = None) -> Import[str]:
    """Take in the notes of one owner, which are kept in a list with who writes."""

    def read(upload: Upload) -> Preview[str]:
        findings, records = Findings(), []
        for row in read_text_rows(upload.data, upload.file, required=("note",)):
            if "!" in row.cells["note"]:
                findings.add(row.fault("note", "des mots calmes"))
            note = row.cells["note"]
            fields = {"note": note}
            records.append(Record(key=note[:2], name=Text(note, note), fields=fields, content=note, line=row.line))
        standing = {"ol": Record(key="ol", name=Text("old", "old"), fields={"note": "old"}, content="old")}
        items = () if findings.faults else compare(records, standing)
        return Preview(file=upload.file, items=items, faults=tuple(findings.faults))

    def write(by: Person | None, whole: Preview[str]) -> None:
        for item in whole.to_write:
            written.append((by and by.name, str(owner), item.record.key, item.record.content, whole.file))

    return Import(kind="notes", read=read, write=write)


def test_the_rows_of_each_authority_are_read_apart_and_told_at_their_lines(people: Cast) -> None:
    lines = [f'{SICOVAL};"deux\nlignes"', f"{MURETAIN};autre", f"{SICOVAL};old", f"{MURETAIN};oldest"]
    written: list[tuple[str | None, ...]] = []
    importing = partial(notes_import, written=written)
    whole = import_by_place(None, kind="notes", permission="x", importing=importing)
    read = whole.read(table(*lines, head="siren;note"))
    assert [(item.record.key, item.outcome.value, item.record.line) for item in read.items] == [
        (f"{SICOVAL}/de", "added", 2),
        (f"{SICOVAL}/ol", "same", 5),
        (f"{MURETAIN}/au", "added", 4),
        (f"{MURETAIN}/ol", "changed", 6),
    ]
    assert [item.current and item.current.key for item in read.items] == [
        None,
        f"{SICOVAL}/ol",
        None,
        f"{MURETAIN}/ol",
    ]
    whole.write(people.coordinator, read)
    assert written == [
        ("Coordinator", "CA du Sicoval", "de", "deux\nlignes", "contacts.csv"),
        ("Coordinator", "CA Le Muretain Agglo", "au", "autre", "contacts.csv"),
        ("Coordinator", "CA Le Muretain Agglo", "ol", "oldest", "contacts.csv"),
    ]


def test_a_row_of_somebody_else_and_a_fault_are_told_at_their_lines(people: Cast) -> None:
    right = "territories.act_for_territory"
    lines = (f"{MURETAIN};a", "999999999;b", f"{SICOVAL};c", f"{SICOVAL};d!")
    for person, expected in (
        (people.officer, [(2, "siren"), (3, "siren"), (5, "note")]),
        (people.coordinator, [(3, "siren"), (5, "note")]),
        (people.reader, [(2, "siren"), (3, "siren"), (4, "siren"), (5, "siren")]),
        (None, [(3, "siren"), (5, "note")]),
    ):
        whole = import_by_place(person, kind="notes", permission=right, importing=notes_import)
        assert faults(whole.read(table(*lines, head="siren;note"))) == expected, person


def test_a_table_of_networks_is_told_by_their_short_names(
    people: Cast, network: Network, other_network: Network
) -> None:
    right = "territories.coordinate_network"
    whole = import_by_place(
        people.coordinator, kind="notes", permission=right, importing=notes_import, columns=BY_NETWORK
    )
    read = whole.read(table("essai;a", "voisin;b", head="reseau;note"))
    assert (faults(read), [item.record.key for item in read.items]) == ([(3, "reseau")], ["essai/a"])
    with pytest.raises(ImportFileError):
        whole.read(table("essai;a", head="siren;note"))


def test_a_member_that_left_is_no_place_for_a_role(network: Network, member: Territory) -> None:
    Membership.objects.filter(territory=member).update(valid_to=timezone.localdate())
    assert faults(preview(network, f"neuve@exemple.fr;Neuve;reader;{SICOVAL};")) == [(2, "siren")]
