"""Keys and batches as acts: what a key opens, until when, for whom; what is written once, refused whole, told again."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from autan.ground.errors import ConflictError, ImportFileError, NotAllowedError, RuleError, UnknownError
from autan.ground.extension_points import DataSubject
from autan.people.accounts.models import Person
from autan.people.journal.models import JournalEntry
from autan.plans.indicators.models import RecordedValue
from autan.publishing.api.actions import (
    Batch,
    BatchResult,
    KeyScope,
    StaleError,
    erase_keys,
    issue_key,
    note_use,
    revoke_key,
    write_batch,
)
from autan.publishing.api.models import ReadKey, WrittenBatch
from autan.publishing.api.queries.keys import PREFIX, digest_key, find_valid_key, keys_of, list_keys, network_keys
from autan.publishing.api.queries.tables import find_writable
from autan.publishing.api.rights import KeyActor
from autan.territories.networks.models import Network, Territory
from tests.cast import Cast
from tests.plans.indicators.conftest import follow, here, neighbour, network, people, there
from tests.publishing.api.test_writing import CODE, row

__all__ = ["here", "neighbour", "network", "people", "there"]
TABLE = "indicator_values"


def scope(holder: Person, days: int = 30, **more: Any) -> KeyScope:
    until = timezone.localdate() + timedelta(days=days)
    return KeyScope(**{"holder": holder, "network": "essai", "act": TABLE, "expires_on": until, **more})


def write(key: ReadKey, holder: Person, rows: Any, **more: Any) -> BatchResult:
    """Write as the gateway does."""
    table = find_writable(TABLE)
    actor = KeyActor(holder=holder, network=key.network, permissions=frozenset(table.permissions))
    return write_batch(by=actor, key=key, table=table, batch=Batch(rows=rows, **more))


@pytest.fixture
def key(people: Cast, here: Territory) -> ReadKey:
    """A key of the officer, where an indicator is followed."""
    follow(here, CODE)
    return issue_key(by=people.officer, name="Logiciel", scope=scope(people.officer))[0]


def test_the_text_of_a_key_is_kept_nowhere_and_opens_until_it_is_revoked(db: None) -> None:
    key, text = issue_key(by=None, name="  Site   de l’agence ")
    assert (key.name, key.holder_id, key.network, key.act, key.expires_on) == ("Site de l’agence", None, "", "", None)
    assert (text.startswith(PREFIX), len(text), key.digest) == (True, len(PREFIX) + 43, digest_key(text))
    assert find_valid_key(text) == key
    assert find_valid_key(text.removeprefix(PREFIX)) is None
    assert find_valid_key(f"{text}x") is None
    first = revoke_key(by=None, key=key).revoked_at
    assert (find_valid_key(text), revoke_key(by=None, key=key).revoked_at) == (None, first)
    summaries = JournalEntry.objects.filter(room="api").order_by("pk").values_list("act", "summary", "network")
    assert list(summaries) == [
        ("issue_key", "Clé de lecture donnée : Site de l’agence", ""),
        ("revoke_key", "Clé révoquée : Site de l’agence", ""),
    ]


@pytest.mark.parametrize("name", ["", " \n ", "x" * 121])
def test_a_key_says_to_whom_it_goes(name: str, db: None) -> None:
    with pytest.raises(RuleError, match="dites à qui va la clé, en 120 signes au plus"):
        issue_key(by=None, name=name)
    assert not ReadKey.objects.exists()
    assert issue_key(by=None, name="x" * 120)[0].name == "x" * 120


@pytest.mark.parametrize("days", [1, 366])
def test_a_key_that_writes_opens_nothing_from_its_last_day_on(days: int, people: Cast) -> None:
    wanted = scope(people.officer, days)
    key, text = issue_key(by=people.officer, name="L", scope=wanted)
    assert (key.expires_on, find_valid_key(text)) == (wanted.expires_on, key)
    assert key.is_open(wanted.expires_on - timedelta(days=1))
    assert not key.is_open(wanted.expires_on)


@pytest.mark.parametrize("days", [-1, 0, 367])
def test_a_key_that_writes_has_a_last_day_within_a_year(days: int, people: Cast) -> None:
    with pytest.raises(RuleError, match="après aujourd’hui, dans un an au plus"):
        issue_key(by=people.officer, name="L", scope=scope(people.officer, days))
    assert not ReadKey.objects.exists()
    assert not JournalEntry.objects.filter(act="issue_key").exists()


def test_a_key_writes_for_who_makes_it_where_she_takes_part(people: Cast, neighbour: Person) -> None:
    with pytest.raises(NotAllowedError, match="une clé écrit pour la personne qui la fait"):
        issue_key(by=people.coordinator, name="L", scope=scope(people.officer))
    for stranger in (people.reader, people.outsider, neighbour):
        with pytest.raises(NotAllowedError, match="seules la coordination d’un réseau, et les personnes"):
            issue_key(by=stranger, name="L", scope=scope(stranger))
        with pytest.raises(NotAllowedError):
            issue_key(by=stranger, name="L")
    with pytest.raises(NotAllowedError):
        issue_key(by=people.coordinator, name="L")  # one that reads is given by the command line
    for wrong in ({"network": "nulle-part"}, {"act": "rien"}):
        with pytest.raises(UnknownError):
            issue_key(by=people.officer, name="L", scope=scope(people.officer, **wrong))
    assert not ReadKey.objects.exists()
    for person in (people.coordinator, people.officer, people.contributor):
        key = issue_key(by=person, name="L", scope=scope(person))[0]
        line = JournalEntry.objects.get(act="issue_key", object_id=str(key.pk))
        assert (line.summary, line.network, line.by_id) == ("Clé d’écriture donnée : L", "essai", person.pk)


def test_a_key_is_revoked_by_its_holder_or_by_the_coordination_of_its_network(people: Cast, neighbour: Person) -> None:
    reading = issue_key(by=None, name="Lecture")[0]
    for person in (people.officer, people.coordinator):
        key = issue_key(by=people.officer, name="L", scope=scope(people.officer))[0]
        for stranger in (people.contributor, people.reader, people.outsider, neighbour):
            with pytest.raises(NotAllowedError):
                revoke_key(by=stranger, key=key)
        assert key.revoked_at is None
        assert revoke_key(by=person, key=key).revoked_at is not None
        with pytest.raises(NotAllowedError):
            revoke_key(by=person, key=reading)
    assert ReadKey.objects.get(pk=reading.pk).revoked_at is None


def test_twenty_open_keys_are_those_that_open_something(people: Cast) -> None:
    today = timezone.localdate()
    ends = [today + timedelta(days=1)] * 19 + [today, today - timedelta(days=9)]
    ReadKey.objects.bulk_create(
        ReadKey(name="L", digest=str(rank), holder_id=people.officer.pk, network="essai", expires_on=end)
        for rank, end in enumerate(ends)
    )
    last = issue_key(by=people.officer, name="L", scope=scope(people.officer))[0]
    with pytest.raises(RuleError, match="20 clés ouvertes au plus"):
        issue_key(by=people.officer, name="L", scope=scope(people.officer))
    issue_key(by=people.coordinator, name="L", scope=scope(people.coordinator))
    revoke_key(by=people.officer, key=last)
    issue_key(by=people.officer, name="L", scope=scope(people.officer))


def test_the_day_of_a_use_is_kept_once(db: None, django_assert_num_queries: Any) -> None:
    key = issue_key(by=None, name="L")[0]
    with django_assert_num_queries(1):
        note_use(key)
        note_use(key)
    key.used_on = date(2020, 1, 1)
    note_use(key)
    assert ReadKey.objects.get().used_on == timezone.localdate()


def test_keys_are_listed_for_the_site_for_a_person_and_for_a_network(people: Cast, neighbour: Person) -> None:
    reading = issue_key(by=None, name="Lecture")[0]
    mine = [issue_key(by=people.officer, name=name, scope=scope(people.officer))[0] for name in ("A", "B")]
    other = issue_key(by=neighbour, name="C", scope=scope(neighbour, network="voisin"))[0]
    assert list(list_keys()) == [reading, *mine, other]
    assert list(keys_of(people.officer.pk)) == mine[::-1]
    assert list(network_keys("essai")) == mine[::-1]
    assert list(network_keys("voisin")) == [other]
    assert erase_keys(DataSubject(email=people.officer.email, person=people.officer.pk)) == 2
    assert list(list_keys()) == [reading, other]


def test_a_batch_is_written_and_one_that_changes_nothing_writes_nothing(key: ReadKey, people: Cast) -> None:
    trial = write(key, people.officer, [row()], is_trial=True)
    assert (trial.answer["counts"], trial.answer["is_written"], RecordedValue.objects.count()) == (
        {"added": 1},
        False,
        0,
    )
    done = write(key, people.officer, [row()])
    assert (done.answer["counts"], done.answer["is_written"], done.is_replayed) == ({"added": 1}, True, False)
    lines = JournalEntry.objects.count()
    assert write(key, people.officer, [row()]).answer["counts"] == {"same": 1}
    assert (RecordedValue.objects.count(), JournalEntry.objects.count()) == (1, lines)
    assert not WrittenBatch.objects.exists()


def test_a_request_that_names_itself_is_written_once(key: ReadKey, people: Cast) -> None:
    first = write(key, people.officer, [row()], token="a")
    again = write(key, people.officer, [row()], token="a")
    assert (again.answer, again.is_replayed, first.is_replayed) == (first.answer, True, False)
    with pytest.raises(ConflictError, match="cette Idempotency-Key est celle d’une autre demande"):
        write(key, people.officer, [row(value=3)], token="a")
    assert write(key, people.officer, [row(value=3)], token="a", is_trial=True).answer["counts"] == {"changed": 1}
    other = issue_key(by=people.officer, name="M", scope=scope(people.officer))[0]
    assert write(other, people.officer, [row()], token="a").answer["counts"] == {"same": 1}
    assert WrittenBatch.objects.count() == 2


def test_what_a_request_was_answered_is_kept_a_week(key: ReadKey, people: Cast) -> None:
    write(key, people.officer, [row()], token="old")
    WrittenBatch.objects.update(at=timezone.now() - timedelta(days=7, seconds=1))
    write(key, people.officer, [row(value=2)], token="new")
    assert [batch.token for batch in WrittenBatch.objects.all()] == ["new"]
    WrittenBatch.objects.update(at=timezone.now() - timedelta(days=6, hours=23))
    write(key, people.officer, [row(value=3)], token="newer")
    assert [batch.token for batch in WrittenBatch.objects.all()] == ["new", "newer"]


def test_what_changed_since_it_was_read_is_not_written_over(key: ReadKey, people: Cast) -> None:
    tag = write(key, people.officer, [row()], is_trial=True).answer["tag"]
    assert write(key, people.officer, [row()], expected=tag).answer["is_written"] is True
    with pytest.raises(StaleError, match="ce qui est enregistré a changé depuis votre lecture"):
        write(key, people.officer, [row(value=9)], expected=tag)
    assert RecordedValue.objects.get().value != 9
    after = write(key, people.officer, [row(value=9)], is_trial=True).answer["tag"]
    assert write(key, people.officer, [row(value=9)], expected=after).answer["counts"] == {"changed": 1}


def test_one_row_at_fault_refuses_the_batch_and_each_fault_has_its_rank(key: ReadKey, people: Cast) -> None:
    rows = [row(note="deux\nlignes"), row(year=1789), row(year=2020), row(value="beaucoup", year=2021)]
    with pytest.raises(ImportFileError) as refused:
        write(key, people.officer, rows, token="a")
    assert sorted({fault.row for fault in refused.value.faults if fault.row}) == [2, 4]
    assert not RecordedValue.objects.exists()
    assert not WrittenBatch.objects.exists()


def test_a_key_gives_its_own_rights_in_its_network_and_no_more_than_its_holder_has(
    people: Cast, here: Territory, there: Territory, neighbour: Person
) -> None:
    network, other = Network.objects.get(slug="essai"), Network.objects.get(slug="voisin")
    right = "indicators.give_values"
    actor = KeyActor(holder=people.officer, network="essai", permissions=frozenset({right}))
    assert (actor.pk, actor.name) == (people.officer.pk, people.officer.name)
    assert (actor.has_perm(right, here), actor.has_perm(right, there)) == (True, False)
    assert people.officer.has_perm("indicators.choose_indicators", here)
    assert not actor.has_perm("indicators.choose_indicators", here)
    elsewhere = KeyActor(holder=people.officer, network="voisin", permissions=frozenset({right}))
    assert not elsewhere.has_perm(right, here)
    coordination = KeyActor(holder=people.coordinator, network="essai", permissions=frozenset({"api.see_keys"}))
    assert [coordination.has_perm("api.see_keys", place) for place in (network, other, None, 3)] == [
        True,
        False,
        False,
        False,
    ]
