"""The client against a server that misbehaves: whole answers or a named error, never half of one."""

import pytest

from autan.opendata.sources.connectors.responses import Response, ResponseFormat
from autan.opendata.sources.connectors.source_errors import SourceChangedError, SourceUnreachableError
from autan.opendata.sources.connectors.transport import RateLimits, Transport
from tests.opendata.sources.services import Reply, Request, in_turn, serve

TABLE = "code;valeur\n31555;12\n09050;secret\n"
QUICK = RateLimits(timeout_s=0.5, tries=4, first_wait_s=1, longest_wait_s=60, largest_bytes=10_000)


class Clock:
    """Time that passes only when somebody waits."""

    def __init__(self) -> None:
        self.now = 0.0
        self.waits = []

    def wait(self, seconds):
        self.waits.append(seconds)
        self.now += seconds


def client(clock=None, limits=QUICK, **options):
    clock = clock or Clock()
    return Transport(limits, wait=clock.wait, clock=lambda: clock.now, **options)


def test_an_answer_comes_whole_with_its_progress():
    told = []
    with serve(in_turn(Reply(TABLE))) as service:
        answer = client(progress=lambda *said: told.append(said)).get(
            f"{service.url}/x", {"qs": "a:1"}, form=ResponseFormat.CSV
        )
    assert answer.text == TABLE
    assert service.requests[0].query == {"qs": "a:1"}
    assert told[-1] == (f"{service.url}/x?qs=a%3A1", len(TABLE), len(TABLE))


@pytest.mark.parametrize(
    ("headers", "waited"),
    [
        ({"Retry-After": "7"}, 7),
        ({"Retry-After": "120"}, 120),
        ({"Retry-After": "soon"}, 1),
        ({}, 1),
        ({"Retry-After": "Wed, 25 Nov 2026 10:00:09 GMT", "Date": "Wed, 25 Nov 2026 10:00:00 GMT"}, None),
    ],
)
def test_a_busy_service_is_given_the_time_it_asks_for(headers, waited):
    clock = Clock()
    with serve(in_turn(Reply("busy", 429, headers), Reply(TABLE))) as service:
        assert client(clock).get(service.url, form=ResponseFormat.CSV).text == TABLE
    assert len(clock.waits) == 1
    assert clock.waits == [waited] or (waited is None and 0 <= clock.waits[0] <= 60)


def test_a_service_that_asks_for_hours_is_left_and_not_asked_before():
    clock = Clock()
    with (
        serve(in_turn(Reply("busy", 429, {"Retry-After": "9999"}), Reply(TABLE))) as service,
        pytest.raises(SourceUnreachableError, match="demande d’attendre 9999 s"),
    ):
        client(clock).get(service.url, form=ResponseFormat.CSV)
    assert (clock.waits, len(service.requests)) == ([], 1)


def test_a_broken_service_is_asked_again_with_longer_waits_then_named():
    clock = Clock()
    with serve(in_turn(Reply("Le serveur a rencontré une erreur inattendue.", 500))) as service:
        with pytest.raises(SourceUnreachableError, match="autan data add") as caught:
            client(clock).get(f"{service.url}/data", form=ResponseFormat.JSON)
        assert len(service.requests) == 4
    assert clock.waits == [1, 2, 4]
    assert caught.value.host == service.url.removeprefix("http://")
    assert (caught.value.response, caught.value.tries) == ("une réponse 500", 4)


def test_a_service_that_stays_silent_is_left():
    quick = RateLimits(timeout_s=0.05, tries=2)
    with (
        serve(in_turn(Reply(TABLE, pause_s=0.3))) as service,
        pytest.raises(SourceUnreachableError, match="un silence trop long"),
    ):
        client(limits=quick).get(service.url, form=ResponseFormat.CSV)


def test_a_service_that_is_not_there_is_named():
    with serve(in_turn(Reply(TABLE))) as service:
        pass
    with pytest.raises(SourceUnreachableError, match="ConnectionRefusedError"):
        client().get(service.url, form=ResponseFormat.CSV)


def test_a_refusal_is_not_asked_again():
    with serve(in_turn(Reply("no such column", 400))) as service:
        with pytest.raises(SourceChangedError, match="400") as caught:
            client().get(service.url, form=ResponseFormat.CSV)
        assert len(service.requests) == 1
    assert caught.value.expected == "données (200)"


def resuming(body: bytes, *, accepts: bool):
    """A server that drops the line at the tenth byte the first time."""
    mark = {"ETag": '"v1"'}
    cuts = []

    def answer(request: Request) -> Reply:
        header = request.headers.get("Range", "")
        if not header:
            cuts.append(mark)
            return Reply(body, headers=mark, cut=10 if len(cuts) == 1 else None)
        start = int(header.removeprefix("bytes=").rstrip("-"))
        if not accepts:
            return Reply(body, headers=mark)
        return Reply(body[start:], 206, mark | {"Content-Range": f"bytes {start}-{len(body) - 1}/{len(body)}"})

    return answer


@pytest.mark.parametrize("accepts", [True, False])
def test_half_a_file_is_resumed_or_started_again(accepts):
    with serve(resuming(TABLE.encode(), accepts=accepts)) as service:
        assert client().get(service.url, form=ResponseFormat.CSV).text == TABLE
    assert service.requests[1].headers["Range"] == "bytes=10-"
    assert service.requests[1].headers["If-Range"] == '"v1"'


def test_without_a_mark_half_a_file_is_asked_for_again_whole():
    with serve(in_turn(Reply(TABLE, cut=10), Reply(TABLE))) as service:
        assert client().get(service.url, form=ResponseFormat.CSV).text == TABLE
    assert "Range" not in service.requests[1].headers


def test_a_wrong_rest_and_a_refused_rest_start_again():
    mark = {"ETag": '"v1"'}
    wrong = Reply("xx", 206, mark | {"Content-Range": "bytes 3-4/40"})
    for second in (wrong, Reply("", 416), Reply("xx", 206, mark)):
        with serve(in_turn(Reply(TABLE, headers=mark, cut=10), second, Reply(TABLE))) as service:
            assert client().get(service.url, form=ResponseFormat.CSV).text == TABLE
        assert "Range" not in service.requests[2].headers


def test_a_file_that_never_comes_whole_is_named():
    with (
        serve(in_turn(Reply(TABLE, cut=10))) as service,
        pytest.raises(SourceUnreachableError, match="coupée à 10 octets sur"),
    ):
        client().get(service.url, form=ResponseFormat.CSV)


@pytest.mark.parametrize(
    ("body", "form", "said"),
    [
        ("<!DOCTYPE html><title>Maintenance</title>", ResponseFormat.CSV, "une page web"),
        ("\ufeff <html>", ResponseFormat.JSON, "une page web"),
        ("", ResponseFormat.CSV, "vide"),
        ('{"total": 3, "results": [', ResponseFormat.JSON, "JSON qui s’arrête"),
        ('{"error": "no"}', ResponseFormat.CSV, "autre chose"),
        ("code;valeur;unite\n31555;12;MWh\n09050;1", ResponseFormat.CSV, "une table coupée"),
        ("x" * 10_001, ResponseFormat.CSV, "10001 octets"),
    ],
)
def test_an_answer_that_is_not_what_was_asked_for_is_refused(body, form, said):
    with serve(in_turn(Reply(body))) as service, pytest.raises(SourceChangedError, match=said):
        client().get(service.url, form=form)


def test_a_size_that_the_server_hides_is_watched_all_the_same():
    with (
        serve(in_turn(Reply("x" * 20_000, has_length=False))) as service,
        pytest.raises(SourceChangedError, match="octets ou plus"),
    ):
        client().get(service.url, form=ResponseFormat.CSV)


def test_a_last_row_without_a_line_break_is_whole():
    with serve(in_turn(Reply(TABLE.rstrip()))) as service:
        assert client().get(service.url, form=ResponseFormat.CSV).text == TABLE.rstrip()


def test_no_more_requests_in_a_minute_than_the_limit():
    clock = Clock()
    asker = client(clock, RateLimits(requests_a_minute=3))
    with serve(in_turn(Reply("[]"))) as service:
        for _ in range(7):
            asker.get(service.url, form=ResponseFormat.JSON)
            clock.now += 5
    assert clock.waits == [45, 45]


def test_a_host_that_allows_fewer_requests_gets_fewer():
    clock = Clock()
    with serve(in_turn(Reply("[]"))) as service:
        asker = client(clock, RateLimits(slow_hosts={service.url.removeprefix("http://"): 1}))
        for _ in range(2):
            asker.get(service.url, form=ResponseFormat.JSON)
    assert clock.waits == [60]


def test_a_mirror_stands_for_the_producer_and_other_schemes_are_refused():
    with serve(in_turn(Reply("[1]"))) as service:
        mirrored = client(mirrors={"data.example.fr": service.url + "/"})
        assert mirrored.get("https://data.example.fr/a/b", form=ResponseFormat.JSON).json == [1]
    assert service.requests[0].path == "/a/b"
    with pytest.raises(SourceChangedError, match="une adresse en file"):
        client().get("file:///etc/hostname", form=ResponseFormat.JSON)


def test_the_next_page_is_that_of_the_server_and_never_elsewhere():
    def page(link):
        return Response(url="https://a.fr/lines?size=2", body=b"[]", headers={"link": link})

    assert page('<https://a.fr/lines?after=3>; rel="next"').next_link == "https://a.fr/lines?after=3"
    assert page("</lines?after=3>; rel=next, </lines>; rel=first").next_link == "https://a.fr/lines?after=3"
    assert page('</lines>; rel="first"').next_link == ""
    assert Response(url="https://a.fr", body=b"", headers={}).next_link == ""
    with pytest.raises(SourceChangedError, match=r"une suite chez b\.fr"):
        _ = page('<https://b.fr/x>; rel="next"').next_link
