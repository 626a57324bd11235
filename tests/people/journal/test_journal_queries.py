"""What is read of the journal and of remarks: whose lines, which objects last, which version of what is held."""

from datetime import timedelta

import pytest
from django.utils import timezone

from autan.people.individuals.actions import add_individual
from autan.people.journal import queries
from autan.people.journal.actions import acting, record_remark, withdraw_remark
from autan.people.journal.core import ObjectRef
from autan.people.journal.models import JournalEntry, Remark
from tests.cast import Cast

NOTE = ObjectRef("evidence", "note", "n1")


@pytest.fixture(autouse=True)
def _empty_journal(people: Cast) -> None:
    JournalEntry.objects.all().delete()


def write(key: str, *, by: object = None, network: str = "", room: str = "evidence", kind: str = "note") -> int:
    with acting(by=by, act="write") as act:
        act.record(ObjectRef(room, kind, key), summary=key, network=network)
    return JournalEntry.objects.latest("pk").pk


def keys(**more: object) -> list[str]:
    return [entry.object_id for entry in queries.journal_entries(**more)]


def test_lines_are_those_of_some_networks_and_ones_own_outside_any(people: Cast) -> None:
    write("here", network="essai", by=people.coordinator)
    write("there", network="voisin", by=people.officer)
    write("of the product")
    write("hers", by=people.officer)
    write("another’s", by=people.reader)
    assert keys() == ["another’s", "hers", "of the product", "there", "here"], "newest first"
    assert keys(networks=["essai"]) == ["of the product", "here"]
    assert keys(networks=["essai"], reader=people.officer.pk) == ["hers", "of the product", "here"]
    assert keys(networks=[]) == ["of the product"]
    assert queries.journal_networks() == ["essai", "voisin"]


def test_a_line_of_a_guest_without_an_account_is_read_by_all(people: Cast) -> None:
    guest = add_individual("Ana", network="essai")
    JournalEntry.objects.create(by=guest, act="x", room="r", kind="k", object_id="guest", network="", summary="x")
    assert keys(networks=["essai"], reader=people.officer.pk) == ["guest"]


def test_the_mark_of_some_rooms_changes_with_their_lines_alone() -> None:
    assert (queries.last_mark(), queries.last_mark("evidence"), queries.last_entry_on()) == ("", "", None)
    write("a")
    marks = [queries.last_mark("evidence"), queries.last_mark_but("plans")]
    write("b", room="plans")
    assert [queries.last_mark("evidence"), queries.last_mark_but("plans")] == marks
    assert len({*marks, queries.last_mark(), queries.last_mark("evidence", "plans")}) == 2
    write("c", room="accounts")
    assert queries.last_mark("evidence") not in marks, "an erasure changes every room"
    assert queries.last_entry_on() == timezone.localdate()


def test_a_line_that_is_written_after_one_of_a_higher_number_changes_the_mark() -> None:
    early, late = write("a"), write("b")
    line = JournalEntry.objects.get(pk=early)
    JournalEntry.objects.filter(pk=early).delete()
    before = queries.last_mark()
    line.save(force_insert=True)
    assert line.pk < late
    assert queries.last_mark() != before, "of two acts at once, the first to be numbered may end last"


def test_the_version_of_what_is_published_changes_with_each_line_and_each_day() -> None:
    nothing = queries.published_version()
    assert nothing == queries.published_version()
    line = write("a")
    written = queries.published_version()
    assert f"-{timezone.localdate():%Y%m%d}-{line}-" in written
    JournalEntry.objects.filter(pk=line).update(at=timezone.now() - timedelta(days=1))
    assert len({nothing, written, queries.published_version()}) == 3, "a restored backup may give a number again"


def test_objects_written_last_come_once_newest_first() -> None:
    for key in ("a", "b", "a", "c"):
        write(key, network="essai")
    write("d", network="voisin")
    write("e", network="essai", kind="other")
    assert queries.recent_objects("essai", ["note"]) == [("note", "c"), ("note", "a"), ("note", "b")]
    assert queries.recent_objects("essai", ["note", "other"])[0] == ("other", "e")
    for number in range(45):
        write(f"n{number}", network="essai")
    recent = queries.recent_objects("essai", ["note"])
    assert (len(recent), recent[0], recent[-1]) == (40, ("note", "n44"), ("note", "n5"))


def test_a_query_is_kept_until_something_is_written() -> None:
    asked: list[object] = []

    @queries.kept_until_written
    def double(number: int, *, plus: int = 0) -> int:
        asked.append((number, plus))
        return 2 * number + plus

    assert [double(1), double(1)] == [2, 2]
    assert asked == [(1, 0)] * 2, "of an empty journal, nothing tells whether something was written"
    write("a")
    assert [double(1), double(1), double(2), double(1, plus=3), double(1, plus=3)] == [2, 2, 4, 5, 5]
    assert asked[2:] == [(1, 0), (2, 0), (1, 3)]
    write("b")
    assert double(1) == 2
    assert asked[5:] == [(1, 0)]


def say(by: object, text: str, *, ref: ObjectRef = NOTE, **more: object) -> Remark:
    with acting(by=by, act="comment") as act:
        return record_remark(act, ref, text=text, **more)


def test_remarks_are_read_by_object_by_place_and_for_whom_they_are_meant(people: Cast) -> None:
    first = say(people.officer, "Un", mentioned=[people.reader])
    placed = say(people.officer, "Deux", place="title")
    other = say(people.reader, "Trois", ref=ObjectRef("evidence", "note", "n2"), mentioned=[people.reader])
    gone = say(people.reader, "Quatre", mentioned=[people.reader])
    with acting(by=people.reader, act="withdraw") as act:
        withdraw_remark(act, gone, now=timezone.now())
    assert queries.remarks_on(NOTE) == [first, placed, gone]
    assert queries.remarks_on(NOTE, place="title") == [placed]
    assert queries.remarks_on(NOTE, place="") == [first, gone]
    assert queries.remarks_on_many("evidence", "note") == {"n1": [first], "n2": [other]}
    assert queries.remarks_on_many("evidence", "note", place=None) == {"n1": [first, placed], "n2": [other]}
    assert queries.remarks_on_many("evidence", "note", keys=["n2"]) == {"n2": [other]}
    assert queries.remarks_on_many("evidence", "resource") == {}
    before, meant = timezone.now() - timedelta(hours=1), {"room": "evidence", "kind": "note"}
    assert queries.mentions_of(people.reader.pk, since=before, **meant) == [other, first]
    assert queries.mentions_of(people.reader.pk, since=timezone.now() + timedelta(hours=1), **meant) == []
    assert queries.mentions_of(people.officer.pk, since=before, **meant) == []
    assert queries.own_remark(NOTE, by=people.officer.pk) == first
    assert queries.own_remark(NOTE, by=people.officer.pk, place="title") == placed
    assert queries.own_remark(NOTE, by=people.reader.pk) is None, "withdrawn"


def test_what_an_account_did_in_a_room_is_exported(people: Cast) -> None:
    write("a", by=people.officer)
    write("b", by=people.officer, room="plans")
    write("c", by=people.reader)
    (act,) = queries.export_acts(people.officer.pk, "evidence")
    assert (act["act"], act["kind"], act["object_id"]) == ("write", "note", "a")
    assert queries.export_acts(None, "evidence") == []
    assert [entry.object_id for entry in queries.history_of(ObjectRef("evidence", "note", "a"))] == ["a"]
    write("a", by=people.reader)
    assert len(queries.history_of(ObjectRef("evidence", "note", "a"))) == 2
    (newest,) = queries.history_of(ObjectRef("evidence", "note", "a"), limit=1)
    assert newest.by_id == people.reader.pk
