"""What a view says of who may open it, and what each decorator does with a visitor and with somebody signed in."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, get_resolver

from autan.ground.errors import NotAllowedError
from autan.people.accounts.access import (
    Access,
    access_of,
    guarded,
    guarded_act,
    guarded_form,
    person_of,
    public,
    public_form,
    requires,
    signed_in,
)
from autan.people.accounts.rights import all_rights
from tests.cast import Cast

ROOMS = ("journal", "mail", "accounts", "evidence", "territories")


def view(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ouvert")


def ask(decorated, user, method: str = "GET") -> HttpResponse:
    request = HttpRequest()
    request.user, request.path, request.method = user, "/page/", method
    return decorated(request)


def test_a_view_says_who_may_open_it() -> None:
    assert access_of(view) is None
    assert access_of(public(lambda _request: HttpResponse())) == Access(kind="public")
    assert access_of(guarded("it depends")(lambda _request: HttpResponse())) == Access(
        kind="guarded", reason="it depends"
    )
    assert access_of(signed_in(view)) == Access(kind="signed_in")
    assert access_of(requires("territories.read_internal")(view)) == Access(
        kind="permission", permission="territories.read_internal"
    )


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("decorator", [guarded_form, guarded_act])
def test_forms_and_acts_are_of_who_signed_in_and_ask_their_right_themselves(people: Cast, decorator, method) -> None:
    decorated = decorator("it depends")(view)
    assert access_of(decorated) == Access(kind="guarded", reason="it depends")
    assert ask(decorated, AnonymousUser(), method).status_code == 302
    is_refused = decorator is guarded_act and method == "GET"
    assert ask(decorated, people.outsider, method).status_code == (405 if is_refused else 200)
    assert ask(decorated, people.outsider, "DELETE").status_code == 405


def test_anybody_reads_a_page_whose_form_is_for_who_signed_in(people: Cast) -> None:
    decorated = public_form(view)
    assert ask(decorated, AnonymousUser()).status_code == 200
    assert ask(decorated, AnonymousUser(), "POST").status_code == 302
    assert ask(decorated, people.outsider, "POST").status_code == 200
    assert ask(decorated, AnonymousUser(), "DELETE").status_code == 405


@pytest.mark.parametrize("decorated", [signed_in(view), requires("territories.read_internal")(view)])
def test_a_visitor_is_led_to_sign_in(decorated) -> None:
    assert ask(decorated, AnonymousUser()).status_code == 302


def test_a_right_is_asked_before_the_view(people: Cast) -> None:
    decorated = requires("territories.read_internal")(view)
    assert ask(decorated, people.reader).content == b"ouvert"
    assert ask(signed_in(view), people.outsider).content == b"ouvert"
    with pytest.raises(NotAllowedError):
        ask(decorated, people.outsider)


def test_the_person_of_a_request_is_who_signed_in(people: Cast) -> None:
    request = HttpRequest()
    request.user = people.reader
    assert person_of(request) == people.reader
    request.user = AnonymousUser()
    with pytest.raises(NotAllowedError):
        person_of(request)


def patterns(resolver) -> list[URLPattern]:
    found = []
    for entry in resolver.url_patterns:
        found += [entry] if isinstance(entry, URLPattern) else patterns(entry)
    return found


def test_every_address_of_these_rooms_says_who_may_open_it_and_asks_a_right_that_exists() -> None:
    views = [entry.callback for entry in patterns(get_resolver())]
    ours = [view_row for view_row in views if view_row.__module__.startswith(tuple(f"autan.{room}." for room in ROOMS))]
    assert len(ours) > 12
    assert [our.__qualname__ for our in ours if access_of(our) is None] == []
    permissions = {access.permission for our in ours if (access := access_of(our)) and access.permission}
    assert permissions <= set(all_rights())
