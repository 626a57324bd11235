"""The one way to act: who may, under which name, in one transaction; and names taken out of what was told."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.http import HttpResponse, HttpResponseNotAllowed
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone

from autan.ground.errors import NotAllowedError, UnknownError
from autan.ground.extension_points import ContextPanel
from autan.ground.heavy_work import LaneBusyError
from autan.ground.plugins import PluginError
from autan.ground.registry import registered
from autan.ground.request_cache import begin, cached_per_request, end
from autan.people.individuals.actions import add_individual
from autan.people.individuals.models import ERASED_NAME, SYSTEM_NAME
from autan.people.journal.access import (
    Access,
    access_of,
    by_link,
    guarded,
    guarded_act,
    guarded_form,
    public,
    public_form,
    requires,
    signed_in,
)
from autan.people.journal.actions import (
    ChangedObject,
    acting,
    forget_guests,
    forget_name,
    forget_old_names,
    record_remark,
    require_any,
    require_right,
)
from autan.people.journal.core import FieldChange, ObjectRef
from autan.people.journal.middleware import ErrorPageMiddleware, FormAddressMiddleware
from autan.people.journal.models import JournalEntry, Remark
from autan.people.journal.presenters import journal_lines
from autan.people.journal.queries import history_of
from tests.cast import Cast

NOTE, OTHER = ObjectRef("evidence", "note", "n1"), ObjectRef("evidence", "note", "n2")
RIGHT = "territories.read_internal"


@pytest.fixture(autouse=True)
def _empty_journal(people: Cast) -> None:
    JournalEntry.objects.all().delete()


def write(ref: ObjectRef = NOTE, *, summary: str = "Écrit", network: str = "", **who) -> JournalEntry:
    with acting(**{"by": None, "act": "write"} | who) as act:
        return act.record(ref, summary=summary, network=network)


def test_an_act_is_signed_by_who_does_it(people: Cast):
    line = write(by=people.officer)
    assert (line.by_id, line.by_name, line.act) == (people.officer.pk, people.officer.name, "write")
    assert (line.room, line.kind, line.object_id) == ("evidence", "note", "n1")


def test_the_product_signs_what_nobody_does(people: Cast):
    assert write().by_name == SYSTEM_NAME


def test_somebody_without_an_account_signs_under_her_name_in_her_network(people: Cast):
    first, again = write(by_name="Ana"), write(by_name="Ana")
    assert (first.by_name, first.by_id) == ("Ana", again.by_id)
    with acting(by=None, act="write", by_name="Ana", network="essai") as here:
        pass
    with acting(by=None, act="write", by_name="Ana", network="voisin") as there:
        pass
    assert here.author_id != there.author_id


def test_a_row_that_says_who_signs_for_her(people: Cast):
    guest = add_individual("Ana", network="essai")
    line = write(who=guest)
    assert (line.by_id, line.by_name) == (guest.pk, "Ana")


@pytest.mark.parametrize(
    ("name", "may"),
    [("coordinator", True), ("officer", True), ("contributor", True), ("reader", True), ("outsider", False)],
)
def test_a_right_is_asked_before_anything_is_written(people: Cast, name, may):
    person = getattr(people, name)
    if may:
        assert write(by=person, permission=RIGHT).by_id == person.pk
        return
    with pytest.raises(NotAllowedError, match="vos rôles ne permettent pas"):
        write(by=person, permission=RIGHT)
    assert not JournalEntry.objects.exists()


def test_a_refusal_may_say_why(people: Cast):
    with pytest.raises(NotAllowedError, match="pas vous"):
        require_right(people.outsider, RIGHT, refusal="pas vous")
    require_right(None, RIGHT)
    require_right(people.outsider, "")
    with pytest.raises(NotAllowedError):
        require_any([])
    require_any([0])


def test_what_fails_leaves_neither_row_nor_line(people: Cast):
    def write_and_fail() -> None:
        with acting(by=people.officer, act="write") as act:
            record_remark(act, NOTE, text="Oui.")
            raise UnknownError

    with pytest.raises(UnknownError):
        write_and_fail()
    assert (Remark.objects.count(), JournalEntry.objects.count()) == (0, 0)


def test_another_fault_of_the_database_is_left_as_it_is(people: Cast):
    first = write()
    with pytest.raises(IntegrityError), transaction.atomic(), acting(by=None, act="write"):
        JournalEntry.objects.create(
            pk=first.pk, by_id=first.by_id, act="x", room="r", kind="k", object_id="o", summary="s"
        )


@pytest.mark.parametrize("is_refused", [False, True])
def test_what_was_read_before_an_act_is_read_again_after_it(people: Cast, is_refused):
    begin()
    values = iter(range(9))
    assert [cached_per_request("a", lambda: next(values)) for _ in range(2)] == [0, 0]
    if is_refused:
        with pytest.raises(UnknownError), acting(by=None, act="write"):
            raise UnknownError
    else:
        write()
    assert cached_per_request("a", lambda: next(values)) == 1
    end()


def test_a_line_keeps_what_changed_and_a_summary_of_300_letters(people: Cast):
    change = FieldChange(field="title", before="A", after=None)
    with acting(by=None, act="write") as act:
        line = act.record(NOTE, summary="é" * 400, changes=[change], details={"reason": "x"})
    assert (len(line.summary), line.changes) == (300, (change,))
    assert line.details == {"reason": "x", "changes": [{"field": "title", "before": "A", "after": None}]}


def test_many_objects_changed_at_once_have_each_their_line(people: Cast, django_assert_num_queries):
    changed = [
        ChangedObject(
            ref=ref, summary=f"Changé {ref.key}", network="essai", changes=[FieldChange(field="a", before=1, after=2)]
        )
        for ref in (NOTE, OTHER)
    ]
    with acting(by=people.officer, act="import") as act, django_assert_num_queries(1):
        act.record_all(changed)
    assert [history_of(ref)[0].summary for ref in (NOTE, OTHER)] == ["Changé n1", "Changé n2"]
    assert {line.by_id for line in JournalEntry.objects.all()} == {people.officer.pk}


# Names taken out of what was told.


def names() -> list[str]:
    return [line.by_name for line in JournalEntry.objects.order_by("pk")]


def test_the_name_of_a_guest_leaves_the_lines_of_her_network(people: Cast):
    for network in ("essai", "voisin"):
        write(by_name="Ana", network=network)
    write(by_name="Ana")
    assert forget_name(name="Ana", network="essai", keys=[]) == 1
    assert names() == [ERASED_NAME, "Ana", "Ana"]


def test_without_a_network_it_leaves_the_lines_and_remarks_on_her_objects_alone(people: Cast):
    write(NOTE, by_name="Ana")
    write(OTHER, by_name="Ana")
    with acting(by=None, act="comment", by_name="Ana") as act:
        record_remark(act, NOTE, text="Oui.")
    assert forget_name(name="Ana", keys=["n1"]) == 3
    assert names() == [ERASED_NAME, "Ana", ERASED_NAME]
    assert (Remark.objects.get().by_name, Remark.objects.get().text) == (ERASED_NAME, "Oui.")


def test_who_has_an_account_of_the_same_name_keeps_her_lines(people: Cast):
    write(by=people.officer)
    assert forget_name(name=people.officer.name, network="", keys=["n1"]) == 0
    assert names() == [people.officer.name]


def test_guests_of_some_objects_are_forgotten_and_not_the_product(people: Cast):
    write(NOTE, by_name="Ana")
    write(NOTE, by_name="Zoé")
    write(NOTE)
    write(NOTE, by=people.officer)
    write(OTHER, by_name="Ana")
    assert forget_guests(room="evidence", kind="note", keys=["n1"]) == 2
    assert names() == [ERASED_NAME, ERASED_NAME, SYSTEM_NAME, people.officer.name, "Ana"]


def test_old_lines_lose_their_names_once_and_a_trial_only_counts(people: Cast):
    old, _new = write(by=people.officer), write(by=people.officer)
    now = timezone.now()
    JournalEntry.objects.filter(pk=old.pk).update(at=now - timedelta(days=400))
    limit = now - timedelta(days=365)
    assert forget_old_names(before=limit, dry_run=True) == 1
    assert names() == [people.officer.name] * 2
    assert forget_old_names(before=limit, dry_run=False) == 1
    assert names() == [ERASED_NAME, people.officer.name]
    assert forget_old_names(before=limit, dry_run=False) == 0


# Who may open an address.


def _answer(_request, *_args):
    return HttpResponse("lu")


@pytest.mark.parametrize(
    ("view", "access"),
    [
        (public(_answer), Access(kind="public")),
        (public_form(_answer), Access(kind="public", reason="its form is for somebody signed in")),
        (signed_in(_answer), Access(kind="signed_in")),
        (requires(RIGHT)(_answer), Access(kind="permission", permission=RIGHT)),
        (guarded("its draft")(_answer), Access(kind="guarded", reason="its draft")),
        (guarded_form("its draft")(_answer), Access(kind="guarded", reason="its draft")),
        (guarded_act("its draft")(_answer), Access(kind="guarded", reason="its draft")),
        (by_link("a key")(lambda _request: HttpResponse()), Access(kind="guarded", reason="a key")),
    ],
)
def test_a_view_says_who_may_open_it(view, access):
    assert access_of(view) == access
    assert access_of(lambda _request: HttpResponse()) is None


@pytest.mark.parametrize(
    ("view", "read", "sent"),
    [
        (public(_answer), 200, 405),
        (public_form(_answer), 200, 302),
        (signed_in(_answer), 302, 302),
        (requires(RIGHT)(_answer), 302, 302),
        (guarded("x")(_answer), 200, 405),
        (guarded_form("x")(_answer), 302, 302),
        (guarded_act("x")(_answer), 302, 302),
        (by_link("x")(lambda _request: HttpResponse()), 200, 200),
    ],
)
def test_who_has_not_signed_in_reads_what_is_public_and_sends_nothing_but_by_a_link(
    rf: RequestFactory, view, read, sent
):
    statuses = []
    for request in (rf.get("/page/"), rf.post("/page/")):
        request.user = AnonymousUser()
        statuses.append(view(request).status_code)
    assert statuses == [read, sent]


def test_who_signed_in_does_what_the_view_takes(rf: RequestFactory, people: Cast):
    request = rf.get("/page/")
    request.user = people.officer
    assert guarded_act("x")(_answer)(request).status_code == 405
    answers: list[Any] = [guarded_form("x")(_answer)(request), requires(RIGHT)(_answer)(request)]
    assert [answer.content for answer in answers] == [b"lu", b"lu"]
    request.user = people.outsider
    with pytest.raises(NotAllowedError):
        requires(RIGHT)(_answer)(request)


# Errors that become pages, and addresses that only take forms.


def page_of(rf: RequestFactory, error: Exception, *, method: str = "get"):
    request = getattr(rf, method)("/page/")
    request.user = AnonymousUser()
    return ErrorPageMiddleware(lambda _request: HttpResponse()).process_exception(request, error)


def test_heavy_work_that_had_no_turn_is_asked_again_later(rf: RequestFactory):
    answer = page_of(rf, LaneBusyError("d’autres grands fichiers se font"))
    assert (answer.status_code, answer["Retry-After"]) == (503, "15")


def test_a_plug_in_that_failed_is_named_on_the_page_that_asked_it(rf: RequestFactory):
    read, sent = (page_of(rf, PluginError("l’extension a échoué"), method=method) for method in ("get", "post"))
    assert (read.status_code, sent.status_code) == (500, 422)
    assert "l’extension a échoué" in read.content.decode()


def test_two_of_one_row_are_a_conflict_only_where_something_was_sent(rf: RequestFactory):
    assert page_of(rf, IntegrityError("UNIQUE constraint failed")) is None
    assert page_of(rf, IntegrityError("NOT NULL constraint failed"), method="post") is None


@pytest.mark.parametrize(
    ("path", "method", "status", "place"),
    [
        ("/reseaux/essai/inventer/", "get", 302, "/reseaux/essai/"),
        ("/reseaux/nulle-part/ici/", "head", 302, "/reseaux/nulle-part/"),
        ("/reseaux/essai/inventer/", "post", 405, None),
        ("/rien-de-tel/du-tout/", "get", 405, None),
    ],
)
def test_an_address_that_only_takes_forms_leads_to_the_page_above(rf: RequestFactory, path, method, status, place):
    answer = FormAddressMiddleware(lambda _request: HttpResponseNotAllowed(["POST"]))(getattr(rf, method)(path))
    assert (answer.status_code, answer.headers.get("Location")) == (status, place)


def test_an_answer_that_is_given_is_left_as_it_is(rf: RequestFactory):
    answer = FormAddressMiddleware(lambda _request: HttpResponse("lu"))(rf.get("/reseaux/essai/"))
    assert answer.content == b"lu"


def test_the_desk_leads_to_the_journal_who_may_read_it(people: Cast):
    (line,) = journal_lines(people.coordinator)
    assert line.url == "/journal/"
    assert [list(journal_lines(person)) for person in (people.officer, people.reader, people.outsider)] == [[], [], []]


def test_outside_a_page_nothing_stands_beside_the_work(people: Cast):
    assert registered(ContextPanel)
    drawn = Template('{% load journal %}{% beside_work "plans" "plan" "essai" "texte" "place" %}')
    assert drawn.render(Context({})).strip() == ""
