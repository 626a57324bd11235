"""What the operator states: who may write it, what the journal keeps of it, whom it names and names no more."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.utils import timezone

from autan.ground.errors import NotAllowedError
from autan.ground.extension_points import DataSubject
from autan.ground.wordings import Text
from autan.instance.site import queries
from autan.instance.site.actions import erase_from_notice, fill_notice, notice_fields
from autan.instance.site.models import OperatorNotice
from autan.people.journal.core import ChangedSinceError, version_of
from autan.people.journal.models import JournalEntry
from autan.territories.networks.actions.networks import create_network
from autan.territories.networks.models import Mandate, Membership, Network
from tests.cast import Cast
from tests.territories.networks.conftest import member, network, other_network, people

__all__ = ["member", "network", "other_network", "people"]
FILL = "site.fill_notices"
FIELDS = {"publisher": "Agence d’essai", "director": "Odile Lestrade", "contact_email": "odile@exemple.fr"}
EVERYBODY = ("coordinator", "officer", "contributor", "reader", "outsider")


@pytest.fixture
def real_network(db: None) -> Network:
    return create_network(by=None, slug="zone", name=Text("Zone réelle", "Real area"))


def coordinates(people: Cast, name: str, *networks: Network) -> None:
    for place in networks:
        Mandate.objects.create(
            person=getattr(people, name),
            role=Mandate.Role.COORDINATOR,
            network=place,
            valid_from=timezone.localdate(),
        )


def allowed(people: Cast) -> set[str]:
    return {name for name in EVERYBODY if getattr(people, name).has_perm(FILL)}


def version() -> str:
    return version_of(notice_fields(queries.operator_notice()))


def test_who_coordinates_every_network_of_a_trial_site_fills_the_notices(people: Cast, other_network: Network) -> None:
    assert allowed(people) == set(), "the other network is somebody else's"
    coordinates(people, "coordinator", other_network)
    assert allowed(people) == {"coordinator"}
    assert not AnonymousUser().has_perm(FILL)


def test_invented_networks_do_not_count_beside_real_ones(people: Cast, real_network: Network) -> None:
    assert allowed(people) == set()
    coordinates(people, "outsider", real_network)
    assert allowed(people) == {"outsider"}
    second = create_network(by=None, slug="zone-2", name=Text("Autre zone réelle", "Other real area"))
    assert allowed(people) == set(), "of all the real ones"
    coordinates(people, "outsider", second)
    assert allowed(people) == {"outsider"}


def test_on_a_site_without_networks_nobody_fills_the_notices(people: Cast) -> None:
    for model in (Mandate, Membership, Network):
        model.objects.all().delete()
    assert allowed(people) == set()


def test_the_journal_says_which_fields_changed_and_no_name(people: Cast) -> None:
    notice = fill_notice(by=people.coordinator, fields=FIELDS, seen=version())
    assert queries.operator_notice() == notice
    assert (notice.director, str(notice)) == ("Odile Lestrade", "Agence d’essai")
    line = JournalEntry.objects.filter(act="fill_notice").get()
    assert (line.by_id, line.summary) == (people.coordinator.pk, "Mentions de l’exploitant remplies")
    assert (line.room, line.kind, line.object_id) == ("site", "notice", "1")
    assert line.details == {"fields": sorted(FIELDS, key=list(notice_fields(notice)).index)}
    fill_notice(by=people.coordinator, fields=FIELDS | {"host": "Hébergeur"}, seen=version())
    assert JournalEntry.objects.filter(act="fill_notice").latest("pk").details == {"fields": ["host"]}
    fill_notice(by=people.coordinator, fields=FIELDS | {"host": "Hébergeur"}, seen=version())
    assert JournalEntry.objects.filter(act="fill_notice").count() == 2, "nothing changed"


def test_a_field_left_out_is_emptied_and_there_is_one_notice(people: Cast) -> None:
    fill_notice(by=people.coordinator, fields=FIELDS, seen=version())
    fill_notice(by=people.coordinator, fields={"publisher": "Une autre"}, seen=version())
    (notice,) = OperatorNotice.objects.all()
    assert (notice.publisher, notice.director) == ("Une autre", "")


def test_a_notice_changed_meanwhile_and_a_right_that_lacks_write_nothing(people: Cast) -> None:
    seen = version()
    fill_notice(by=people.coordinator, fields=FIELDS, seen=seen)
    with pytest.raises(ChangedSinceError):
        fill_notice(by=people.coordinator, fields={"publisher": "Une autre"}, seen=seen)
    for name in EVERYBODY[1:]:
        with pytest.raises(NotAllowedError):
            fill_notice(by=getattr(people, name), fields={"publisher": name}, seen=version())
    assert OperatorNotice.objects.get().publisher == "Agence d’essai"


def test_who_is_erased_is_named_no_more(people: Cast) -> None:
    odile = DataSubject(email="odile@exemple.fr", names=("Odile Lestrade",))
    assert erase_from_notice(odile) == 0, "nothing was filled in"
    assert not OperatorNotice.objects.exists()
    plan = {"accessibility_plan": "Suivi par odile lestrade, puis Odile Lestradet"}
    fill_notice(by=people.coordinator, fields=FIELDS | plan, seen="")
    assert queries.export_notice(DataSubject(email="ODILE@exemple.fr")) == [{"contact_email": "odile@exemple.fr"}]
    assert queries.export_notice(DataSubject(email="autre@exemple.fr", shared_names=("Odile Lestrade",))) == []
    exported = queries.export_notice(odile)
    assert exported == [{name: (FIELDS | plan)[name] for name in ("director", "contact_email", "accessibility_plan")}]
    assert erase_from_notice(DataSubject(email="autre@exemple.fr", shared_names=("Odile Lestrade",))) == 0
    assert erase_from_notice(odile) == 1
    notice = queries.operator_notice()
    assert (notice.publisher, notice.director, notice.contact_email) == ("Agence d’essai", "", "")
    assert notice.accessibility_plan == "Suivi par , puis Odile Lestradet"
    assert erase_from_notice(odile) == 0, "nothing is left to erase"


def test_a_key_of_calendar_reads_for_its_person_alone(people: Cast) -> None:
    key = queries.calendar_key(people.officer)
    assert queries.person_of_calendar(key) == people.officer
    assert queries.calendar_key(people.reader) != key
    others = [signing.dumps(value, salt="autan.calendar") for value in (7, ["a", "b", "c"], [people.officer.pk, "x"])]
    elsewhere = signing.dumps([people.officer.pk, people.officer.get_session_auth_hash()], salt="autre")
    for wrong in ("", key[:-2], f"{key}x", elsewhere, *others):
        assert queries.person_of_calendar(wrong) is None, wrong
    people.officer.is_active = False
    people.officer.save()
    assert queries.person_of_calendar(key) is None, "a closed account"
    people.officer.is_active = True
    people.officer.set_password("un tout autre mot de passe")
    people.officer.save()
    assert queries.person_of_calendar(key) is None, "a new password"
