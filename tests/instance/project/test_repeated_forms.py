"""A double click acts once, whatever the form; what is refused, or another form, is done each time."""

import pytest
from django.core.cache import cache
from django.http import HttpResponse, HttpResponseRedirect
from django.test import Client, RequestFactory

from autan.cooperation.working_group.models import Body
from autan.ground.web.middleware import RepeatedFormMiddleware, _key_of
from tests.cast import Cast

FORM = {"name": "Un nom", "csrfmiddlewaretoken": "masque"}


class Acting:
    """A view that counts its acts."""

    def __init__(self, *answers: HttpResponse) -> None:
        self.answers, self.count = answers, 0

    def __call__(self, _request: object) -> HttpResponse:
        self.count += 1
        return self.answers[min(self.count, len(self.answers)) - 1]


@pytest.fixture(autouse=True)
def _cache_is_empty(db: None) -> None:
    cache.clear()


def test_the_second_sending_is_led_where_the_first_was(rf: RequestFactory) -> None:
    acting = Acting(HttpResponseRedirect("/fait/"))
    answers = [RepeatedFormMiddleware(acting)(rf.post("/ajouter/", FORM)) for _click in range(2)]
    assert [answer["Location"] for answer in answers] == ["/fait/", "/fait/"]
    assert acting.count == 1


@pytest.mark.parametrize("other", [{"name": "Un autre"}, {"csrfmiddlewaretoken": "page montrée à nouveau"}])
def test_another_form_acts(rf: RequestFactory, other: dict[str, str]) -> None:
    acting = Acting(HttpResponseRedirect("/fait/"))
    for sent in (FORM, FORM | other):
        RepeatedFormMiddleware(acting)(rf.post("/ajouter/", sent))
    assert acting.count == 2


def test_what_was_refused_or_has_no_token_or_asks_for_json_is_done_again(rf: RequestFactory) -> None:
    acting = Acting(HttpResponse(status=422), HttpResponseRedirect("/fait/"))
    answers = [RepeatedFormMiddleware(acting)(rf.post("/ajouter/", FORM)) for _click in range(2)]
    assert [answer.status_code for answer in answers] == [422, 302]
    acting = Acting(HttpResponseRedirect("/fait/"))
    for request in (rf.post("/a/", {"name": "a"}), rf.post("/a/", FORM, headers={"accept": "application/json"})):
        RepeatedFormMiddleware(acting)(request)
        RepeatedFormMiddleware(acting)(request)
    assert acting.count == 4
    assert RepeatedFormMiddleware(acting)(rf.get("/a/")).status_code == 302


def test_a_fault_lets_the_second_act(rf: RequestFactory) -> None:
    def fail(_request: object) -> HttpResponse:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        RepeatedFormMiddleware(fail)(rf.post("/ajouter/", FORM))
    acting = Acting(HttpResponseRedirect("/fait/"))
    RepeatedFormMiddleware(acting)(rf.post("/ajouter/", FORM))
    assert acting.count == 1


def test_the_second_waits_for_the_first(rf: RequestFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first is still at work: its mark is there, without an address yet."""
    key = _key_of(rf.post("/ajouter/", FORM))
    cache.set(key, "", 30)
    moments = iter((lambda: None, lambda: cache.set(key, "/fait/", 15)))
    monkeypatch.setattr("autan.ground.web.middleware.time.sleep", lambda _seconds: next(moments)())
    acting = Acting(HttpResponse())
    assert RepeatedFormMiddleware(acting)(rf.post("/ajouter/", FORM))["Location"] == "/fait/"
    assert acting.count == 0


def test_a_body_is_made_once_by_a_double_click(cast: Cast, client: Client) -> None:
    client.force_login(cast.coordinator)
    sent = {"name": "Bureau", "kind": "officers", "time_zone": "Europe/Paris", "csrfmiddlewaretoken": "masque"}
    before = Body.objects.count()
    answers = [client.post("/reseaux/dialogue-toulouse/groupe/instances/ajouter/", sent) for _click in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Body.objects.count() == before + 1
