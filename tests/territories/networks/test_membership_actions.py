"""A membership by action: what is kept, what the journal compares, what is refused; then what is read of networks."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.errors import RuleError, UnknownError
from autan.ground.extension_points import DataSubject
from autan.ground.wordings import Text
from autan.people.individuals.models import ERASED_NAME
from autan.people.journal.core import ChangedSinceError, version_of
from autan.people.journal.models import JournalEntry
from autan.territories.networks.actions.mandates import end_all_mandates, grant_mandate
from autan.territories.networks.actions.memberships import (
    admit_member,
    change_membership,
    end_membership,
    membership_fields,
)
from autan.territories.networks.actions.networks import create_network, set_aside
from autan.territories.networks.actions.person_invitations import (
    accept_person_invitation,
    erase_roles,
    invite_person,
    is_address,
    renew_person_invitation,
    withdraw_person_invitation,
)
from autan.territories.networks.actions.territories import follow_territory, invent_territory, record_identity
from autan.territories.networks.core.members import Certainty, periods_meet
from autan.territories.networks.models import Mandate, Membership, Network, PersonInvitation, Territory
from autan.territories.networks.queries import networks as queries
from autan.territories.networks.queries import people as people_queries
from autan.territories.perimeters.core.bodies import EpciKind
from tests.cast import PASSWORD, Cast
from tests.territories.networks.conftest import MURETAIN, SICOVAL, TOULOUSE

SOURCE, OTHER = EvidenceRef(kind="source", key="a"), EvidenceRef(kind="fact", key="F1")
SITE, READER = "https://energie.exemple.fr", Mandate.Role.READER


def last_line() -> JournalEntry:
    return JournalEntry.objects.latest("pk")


def summary() -> str:
    return last_line().summary.replace("\u00a0", " ")


def changed() -> dict[str, tuple[object, object]]:
    def plain(value: object) -> object:
        return value.replace("\u00a0", " ") if isinstance(value, str) else value

    return {change.field: (plain(change.before), plain(change.after)) for change in last_line().changes}


@pytest.fixture
def membership(network: Network) -> Membership:
    return Membership.objects.get(territory__siren=MURETAIN)


def test_a_change_of_a_membership_is_compared_field_by_field(people: Cast, membership: Membership) -> None:
    fields = {"certainty": Certainty.PROBABLE, "valid_from": date(2014, 1, 2), "evidence": [SOURCE]}
    seen = version_of(membership_fields(membership))
    change_membership(by=people.coordinator, membership=membership, seen=seen, **fields)
    line = last_line()
    assert (line.act, line.object_id, line.network) == ("change_membership", "essai", "essai")
    assert summary() == "CA Le Muretain Agglo : appartenance mise à jour, réseau « Réseau d’essai »"
    assert changed() == {
        "premier jour": (None, "2 janvier 2014"),
        "certitude": ("confirmé", "probable"),
        "preuves": (None, "source a"),
    }
    with pytest.raises(ChangedSinceError):
        change_membership(by=people.coordinator, membership=membership, seen=seen, **fields)
    change_membership(by=people.coordinator, membership=membership, **fields)
    assert last_line() == line, "nothing changed"


def test_an_end_adds_its_proof_to_those_of_the_beginning(people: Cast, membership: Membership) -> None:
    change_membership(
        by=None, membership=membership, certainty=Certainty.CONFIRMED, valid_from=date(2014, 1, 2), evidence=[SOURCE]
    )
    with pytest.raises(RuleError, match="finir avant de commencer"):
        end_membership(by=None, membership=membership, on=date(2014, 1, 1))
    ended = end_membership(by=people.coordinator, membership=membership, on=date(2014, 1, 2), evidence=[OTHER])
    assert (ended.valid_to, ended.evidence_refs) == (date(2014, 1, 2), (SOURCE, OTHER))
    assert summary() == "CA Le Muretain Agglo a quitté le réseau « Réseau d’essai » le 2 janvier 2014"
    assert changed() == {"dernier jour": (None, "2 janvier 2014"), "preuves": ("source a", "source a, fact F1")}
    with pytest.raises(RuleError, match="finit avant de commencer"):
        change_membership(
            by=None, membership=membership, certainty=Certainty.CONFIRMED, valid_from=date(2014, 1, 3), evidence=[OTHER]
        )


def test_a_member_is_admitted_last_or_at_its_rank_and_keeps_its_note(network: Network) -> None:
    toulouse = follow_territory(by=None, siren=TOULOUSE)
    admit = {"by": None, "network": network, "territory": toulouse, "certainty": Certainty.CONFIRMED}
    made = admit_member(**admit, note=Text("Vu", "Seen"))
    assert made.rank == 3
    assert summary() == "Toulouse Métropole : membre, réseau « Réseau d’essai »"
    assert last_line().changes == ()
    again = admit_member(**admit, rank=9)
    assert (again.pk, again.rank, again.note_fr) == (made.pk, 9, "Vu")
    assert summary() == "Toulouse Métropole : appartenance mise à jour, réseau « Réseau d’essai »"
    assert changed() == {"rang": ("3", "9")}
    before = JournalEntry.objects.count()
    admit_member(**admit)
    assert JournalEntry.objects.count() == before


def test_what_is_invented_stays_out_of_a_real_network(network: Network) -> None:
    real = create_network(by=None, slug="zone", name=Text("Zone réelle", "Real area"))
    invented = invent_territory(
        by=None, siren="999000016", name="CC du Val", short_name="Val", kind=EpciKind.CC, communes=2, population=9
    )
    admit = {"by": None, "territory": invented, "certainty": Certainty.CONFIRMED, "evidence": [SOURCE]}
    with pytest.raises(RuleError, match="il n’entre que dans un réseau inventé"):
        admit_member(network=real, **admit)
    assert admit_member(network=network, **admit).territory == invented


def test_a_key_that_could_be_real_is_given_to_no_invented_territory(db: None) -> None:
    fields = {"name": "CC du Val", "short_name": "Val", "kind": EpciKind.CC, "communes": 2, "population": 0}
    with pytest.raises(RuleError, match="pourrait être celui d’un organisme réel"):
        invent_territory(by=None, siren=SICOVAL, **fields)
    made = invent_territory(by=None, siren="999000016", **fields)
    assert (made.is_invented, made.marked_name) == (True, "Val (inventé)")
    assert summary() == "Territoire inventé, pour essayer : CC du Val"
    invent_territory(by=None, siren="999000016", **fields | {"communes": 3})
    assert summary() == "Territoire mis à jour : CC du Val"
    assert changed() == {"communes": (2, 3)}
    before = JournalEntry.objects.count()
    invent_territory(by=None, siren="999000016", **fields | {"communes": 3})
    assert JournalEntry.objects.count() == before


def test_what_a_territory_was_is_told_once_and_its_changes(people: Cast, member: Territory) -> None:
    fields = {"name_fr": "Sicoval de 2013", "name_en": "Sicoval of 2013"}
    record_identity(by=people.officer, territory=member, year=2013, fields=fields)
    assert summary() == "CA du Sicoval : identité de 2013, Sicoval de 2013"
    assert (last_line().network, last_line().changes) == ("essai", ())
    record_identity(by=people.officer, territory=member, year=2013, fields=fields | {"kind_fr": "Communauté"})
    assert changed() == {"nature": (None, "Communauté")}
    before = JournalEntry.objects.count()
    record_identity(by=people.officer, territory=member, year=2013, fields=fields)
    assert JournalEntry.objects.count() == before


def test_a_part_of_the_year_is_set_aside_and_taken_up_once(people: Cast, network: Network) -> None:
    def put(code: str, *, is_aside: bool) -> bool:
        return set_aside(by=people.coordinator, network=network, code=code, title="Enquête", is_aside=is_aside)

    assert not put("survey", is_aside=False)
    assert [put("survey", is_aside=True), put("survey", is_aside=True), put("plans", is_aside=True)] == [
        True,
        False,
        True,
    ]
    network.refresh_from_db()
    assert (network.set_aside, summary()) == (["plans", "survey"], "« Enquête » mis de côté")
    assert put("survey", is_aside=False)
    network.refresh_from_db()
    assert (network.set_aside, summary()) == (["plans"], "« Enquête » repris")


def test_two_periods_meet_on_a_day_they_share() -> None:
    one = (date(2012, 1, 1), date(2014, 12, 31))
    for other, meet in (
        ((date(2014, 12, 31), None), True),
        ((date(2015, 1, 1), None), False),
        ((None, date(2012, 1, 1)), True),
        ((None, date(2011, 12, 31)), False),
        ((None, None), True),
        ((date(2013, 1, 1), date(2013, 1, 1)), True),
    ):
        assert periods_meet(one, other) is periods_meet(other, one) is meet, other


def test_memberships_that_stand_come_first_and_are_found_in_their_network(
    network: Network, other_network: Network, member: Territory, membership: Membership
) -> None:
    first = Membership.objects.get(territory=member)
    assert queries.memberships_of(network) == [first, membership]
    end_membership(by=None, membership=first, on=date(2020, 1, 1))
    assert queries.memberships_of(network) == [membership, first]
    assert queries.membership_of(network, first.pk) == first
    with pytest.raises(UnknownError, match=f"aucune appartenance {first.pk}"):
        queries.membership_of(other_network, first.pk)
    assert [queries.is_invented_network(slug) for slug in ("essai", "voisin", "absent")] == [True, True, False]
    assert queries.fact_places(network) == {"": "Réseau d’essai", MURETAIN: "CA Le Muretain Agglo"}


def test_a_line_about_a_place_concerns_its_first_network(network: Network, member: Territory) -> None:
    assert [queries.journal_network(place) for place in (network, member, None)] == ["essai", "essai", ""]
    Membership.objects.filter(territory=member).update(valid_to=date(2020, 1, 1))
    assert queries.journal_network(member) == ""


def test_keys_of_which_there_is_a_row_are_told_in_one_query(network: Network, django_assert_num_queries: Any) -> None:
    rows = {
        "members": [Membership.objects.filter(network=network)],
        "none": [Mandate.objects.none(), Mandate.objects.filter(network=network)],
        "either": [Mandate.objects.filter(network=network), Territory.objects.all()],
    }
    with django_assert_num_queries(1):
        assert queries.keys_with_rows("essai", rows) == {"members", "either"}
    with django_assert_num_queries(0):
        assert queries.keys_with_rows("essai", {}) == queries.keys_with_rows("essai", {"none": []}) == set()


def test_a_template_of_a_network_is_read_where_it_was_given(settings: Any, tmp_path: Path) -> None:
    settings.AUTAN_HOME = tmp_path
    assert queries.document_template("essai") is None
    path = queries.template_path("essai", "odt")
    path.parent.mkdir()
    path.write_bytes(b"modele")
    assert queries.document_template("essai", "odt") == b"modele"
    assert [queries.document_template("essai"), queries.document_template("autre", "odt")] == [None, None]


def invite(by: object, network: Network, **more: object):
    fields = {"email": "neuve@exemple.fr", "name": " Neuve\n Durand ", "role": READER, "site": SITE}
    return invite_person(by=by, network=network, is_mailed=False, **fields | more)


def test_an_invitation_is_kept_with_the_print_of_its_link(people: Cast, network: Network, member: Territory) -> None:
    invited = invite(people.coordinator, network, email=" Neuve@Exemple.fr ")
    kept = PersonInvitation.objects.get()
    assert (kept.email, kept.name, kept.role, kept.created_by) == (
        "neuve@exemple.fr",
        "Neuve Durand",
        "reader",
        people.coordinator,
    )
    assert invited.link.startswith(f"{SITE}/invitation/")
    assert kept.expires_at - kept.created_at == timedelta(days=7)
    token = invited.link.rstrip("/").rpartition("/")[2]
    assert people_queries.find_invitation(token) == kept
    assert (last_line().act, summary()) == ("invite_person", "Invitation : lecture, Réseau d’essai")
    invite(people.coordinator, network, role=Mandate.Role.CONTRIBUTOR, territory=member)
    assert summary() == "Invitation : contribution, CA du Sicoval"
    with pytest.raises(UnknownError, match="aucune invitation n’a ce lien"):
        people_queries.find_invitation("autre")


@pytest.mark.parametrize("email", ["", "neuve", "neuve@", "neuve@exemple.fr, autre@exemple.fr"])
def test_what_is_no_address_is_not_invited(network: Network, email: str) -> None:
    assert not is_address(email)
    with pytest.raises(RuleError, match="n’est pas une adresse électronique"):
        invite(None, network, email=email)


def test_who_has_an_account_takes_the_role_at_once_and_not_twice(people: Cast, network: Network) -> None:
    invited = invite(people.coordinator, network, email=people.outsider.email)
    assert (invited.mandate.person, invited.invitation, invited.link) == (people.outsider, None, "")
    today = timezone.localdate()
    with pytest.raises(RuleError, match=f"Outsider a déjà ce rôle depuis le {today.day}"):
        invite(people.coordinator, network, email=people.outsider.email)
    assert invite(people.coordinator, network, email=people.outsider.email, role=Mandate.Role.COORDINATOR).mandate


def test_an_invitation_that_waits_is_listed_until_it_is_used_or_withdrawn(
    people: Cast, network: Network, other_network: Network
) -> None:
    first, second = (invite(None, network, email=f"{name}@exemple.fr").invitation for name in ("a", "b"))
    assert {one.pk for one in people_queries.waiting_invitations(network)} == {first.pk, second.pk}
    PersonInvitation.objects.filter(pk=second.pk).update(expires_at=timezone.now())
    assert list(people_queries.waiting_invitations(network)) == [first]
    assert {one.pk for one in people_queries.unused_invitations(network)} == {first.pk, second.pk}
    assert people_queries.unused_invitations(other_network) == []
    renewed = renew_person_invitation(by=people.coordinator, invitation=second, site=SITE, is_mailed=False).invitation
    assert summary() == "Invitation renvoyée : lecture, Réseau d’essai"
    assert (renewed.email, renewed.name, renewed.role) == ("b@exemple.fr", "Neuve Durand", "reader")
    assert {one.pk for one in people_queries.unused_invitations(network)} == {first.pk, renewed.pk}
    withdraw_person_invitation(by=people.coordinator, invitation=first)
    assert summary() == "Invitation retirée : lecture, Réseau d’essai"
    assert list(people_queries.waiting_invitations(network)) == [renewed]
    for ended in (first, second):
        with pytest.raises(RuleError, match="a été retirée"):
            withdraw_person_invitation(by=people.coordinator, invitation=ended)
    assert people_queries.sent_since(network, timezone.now() - timedelta(hours=1)) == 3
    assert people_queries.sent_since(network, timezone.now()) == 0
    assert people_queries.invitation_of(network, first.pk) == first
    with pytest.raises(UnknownError, match="aucune invitation"):
        people_queries.invitation_of(other_network, first.pk)


def test_who_accepts_takes_the_role_until_its_end_and_only_once(people: Cast, network: Network) -> None:
    ends = timezone.localdate() + timedelta(days=90)
    invitation = invite(people.coordinator, network, valid_to=ends).invitation
    person = accept_person_invitation(invitation=invitation, password=PASSWORD)
    assert (person.email, person.name) == ("neuve@exemple.fr", "Neuve Durand")
    assert last_line().by.name == "Neuve Durand", "who accepts, and not the product"
    mandate = Mandate.objects.get(person=person)
    assert (mandate.role, mandate.network, mandate.valid_to) == ("reader", network, ends)
    assert summary() == "Invitation acceptée : lecture, Réseau d’essai"
    for act in (
        lambda: accept_person_invitation(invitation=invitation, person=person),
        lambda: withdraw_person_invitation(by=people.coordinator, invitation=invitation),
        lambda: renew_person_invitation(by=people.coordinator, invitation=invitation, site=SITE),
    ):
        with pytest.raises(RuleError, match="cette invitation a déjà servi"):
            act()


def test_somebody_erased_holds_no_role_and_is_invited_no_more(people: Cast, network: Network) -> None:
    today = timezone.localdate()
    for role, begins, ends in (
        (Mandate.Role.COORDINATOR, today - timedelta(days=9), today - timedelta(days=2)),
        (READER, today - timedelta(days=9), None),
    ):
        grant_mandate(by=None, person=people.outsider, role=role, network=network, valid_from=begins, valid_to=ends)
    used = invite(None, network, email="autre@exemple.fr").invitation
    PersonInvitation.objects.filter(pk=used.pk).update(email="OUTSIDER@exemple.fr", accepted_at=timezone.now())
    waiting = invite(None, network, email="encore@exemple.fr").invitation
    PersonInvitation.objects.filter(pk=waiting.pk).update(email="outsider@exemple.fr")
    subject = DataSubject(email=people.outsider.email, person=people.outsider.pk)
    exported = people_queries.export_mandates(subject)
    assert [row["role"] for row in exported] == ["coordinator", "reader", "reader", "reader"]
    assert erase_roles(subject) == 3, "a role of today and two invitations"
    assert not people_queries.mandates_of(people.outsider)
    ended = Mandate.objects.get(person=people.outsider, role="coordinator")
    assert ended.valid_to == today - timedelta(days=2), "what had ended stays"
    rows = PersonInvitation.objects.order_by("pk").values_list("email", "name")
    assert list(rows) == [("", ERASED_NAME), ("", ERASED_NAME)]
    kept = {one.pk: one.withdrawn_at is not None for one in PersonInvitation.objects.all()}
    assert kept == {used.pk: False, waiting.pk: True}
    assert erase_roles(DataSubject(email="")) == 0
    assert end_all_mandates(subject) == 0
