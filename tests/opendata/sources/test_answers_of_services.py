"""What the headers and the body of an answer say: length, coding, refusals, next page, form."""

import gzip
from collections.abc import Mapping

import pytest
import urllib3
from urllib3.exceptions import NewConnectionError, ReadTimeoutError, SSLError

from autan.opendata.sources.connectors.http_semantics import (
    TryAgainError,
    classify_refusal,
    decoded,
    describe_failure,
    start_of_range,
    whole_size,
)
from autan.opendata.sources.connectors.responses import Response, ResponseFormat, check_format
from autan.opendata.sources.connectors.source_errors import SourceChangedError, SourceUnreachableError

URL = "https://donnees.exemple.fr/api?page=1"


def an_answer(status: int = 200, headers: Mapping[str, str] | None = None, reason: str = "") -> urllib3.HTTPResponse:
    return urllib3.HTTPResponse(body=b"", status=status, headers=headers or {}, reason=reason)


def a_response(body: bytes = b"{}", headers: Mapping[str, str] | None = None, mirror_of: str = "") -> Response:
    return Response(url=URL, body=body, headers=headers or {}, mirror_of=mirror_of)


@pytest.mark.parametrize(
    ("header", "start"),
    [("bytes 500-999/1000", 500), ("bytes 0-9/10", 0), ("bytes */1000", None), ("", None), ("bytes x-9/10", None)],
)
def test_a_range_says_its_first_byte(header, start):
    assert start_of_range(an_answer(206, {"Content-Range": header})) == start


@pytest.mark.parametrize(
    ("status", "headers", "size"),
    [
        (200, {"Content-Length": "900"}, 900),
        (206, {"Content-Range": "bytes 100-999/1000", "Content-Length": "900"}, 1000),
        (206, {"Content-Range": "bytes 100-999/*", "Content-Length": "900"}, 1000),
        (200, {"Content-Range": "bytes 100-999/5000", "Content-Length": "900"}, 1000),
        (200, {}, None),
        (200, {"Content-Length": "beaucoup"}, None),
    ],
)
def test_the_whole_size_is_that_of_the_range_or_of_what_is_left_after_the_start(status, headers, size):
    start = 100 if "Content-Range" in headers else 0
    assert whole_size(an_answer(status, headers), start=start) == size


def test_an_answer_in_clear_is_left_as_it_is_and_gzip_is_opened():
    assert decoded(URL, b"a;b", {}, largest=100) == b"a;b"
    assert decoded(URL, b"a;b", {"Content-Encoding": " Identity "}, largest=100) == b"a;b"
    assert decoded(URL, gzip.compress(b"a;b"), {"Content-Encoding": "X-Gzip"}, largest=100) == b"a;b"
    assert decoded(URL, b"", {"Content-Encoding": "gzip"}, largest=100) == b""


@pytest.mark.parametrize(
    ("coding", "body", "said"),
    [
        ("br", b"x", "codée en br"),
        ("gzip", b"not gzip", "en gzip qui ne s’ouvre pas"),
        ("gzip", gzip.compress(b"0" * 5_000), "en gzip qui ne s’ouvre pas"),
    ],
)
def test_a_coding_that_cannot_be_undone_is_named(coding, body, said):
    with pytest.raises(SourceChangedError) as caught:
        decoded(URL, body, {"Content-Encoding": coding}, largest=1_000)
    assert said in str(caught.value.response)


@pytest.mark.parametrize("status", [429, 500, 503, 599])
def test_a_busy_or_broken_service_may_be_asked_again(status):
    refusal = classify_refusal(URL, an_answer(status))
    assert isinstance(refusal, TryAgainError)
    assert refusal.response == f"une réponse {status}"
    assert refusal.wait_s is None


@pytest.mark.parametrize(
    ("status", "said"),
    [(304, "une redirection sans issue (304)"), (400, "un refus (400 Non)"), (404, "un refus (404 Non)")],
)
def test_another_refusal_is_final(status, said):
    refusal = classify_refusal(URL, an_answer(status, reason="Non"))
    assert isinstance(refusal, SourceChangedError)
    assert str(refusal.response) == said
    assert str(refusal.expected) == "données (200)"


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"Retry-After": "120"}, 120.0),
        ({"Retry-After": "0"}, 0.0),
        ({"Retry-After": "Wed, 25 Nov 2026 10:02:00 GMT", "Date": "Wed, 25 Nov 2026 10:00:30 GMT"}, 90.0),
        ({"Retry-After": "Wed, 25 Nov 2026 09:00:00 GMT", "Date": "Wed, 25 Nov 2026 10:00:30 GMT"}, 0.0),
        ({"Retry-After": "Wed, 25 Nov 2026 10:02:00 GMT"}, None),
        ({"Retry-After": "bientôt", "Date": "Wed, 25 Nov 2026 10:00:30 GMT"}, None),
        ({}, None),
    ],
)
def test_the_wait_is_the_one_that_the_service_asks_by_its_own_clock(headers, wait):
    refusal = classify_refusal(URL, an_answer(503, headers))
    assert isinstance(refusal, TryAgainError)
    assert refusal.wait_s == wait


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ReadTimeoutError(None, URL, "x"), "un silence trop long"),
        (SSLError("x"), "un certificat refusé"),
        (NewConnectionError(None, "x"), "une connexion qui échoue (NewConnectionError)"),
        (OSError("x"), "une connexion qui échoue (OSError)"),
        (ValueError("x"), "une réponse interrompue"),
        (ValueError("x", ConnectionResetError()), "une connexion qui échoue (ConnectionResetError)"),
    ],
)
def test_what_cut_the_line_is_named(error, said):
    assert str(describe_failure(error)) == said


def test_an_error_names_the_machine_the_answer_and_what_the_user_can_do():
    error = SourceUnreachableError(URL, "un silence trop long", tries=4)
    assert error.host == "donnees.exemple.fr"
    assert str(error.reason) == "donnees.exemple.fr\u00a0: un silence trop long (essais\u00a0: 4)"
    assert "autan data add SOURCE FICHIER" in str(error)
    assert "essais" not in str(SourceUnreachableError(URL, "un silence", tries=1).reason)
    changed = SourceChangedError(URL, "une page web", expected="JSON")
    assert str(changed.reason).endswith("une page web, au lieu de JSON")


def test_a_body_is_read_in_utf_8_or_in_the_letters_of_windows():
    assert a_response("\ufeffété".encode()).text == "été"
    assert a_response("été".encode("cp1252")).text == "été"
    assert a_response(b'{"a": [1, null]}').json == {"a": [1, None]}


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ('<https://donnees.exemple.fr/api?page=2>; rel="next"', "https://donnees.exemple.fr/api?page=2"),
        ("</api?page=2>; rel=next", "https://donnees.exemple.fr/api?page=2"),
        ('<?page=9>; rel="last", <?page=2>; rel="next"', "https://donnees.exemple.fr/api?page=2"),
        ('<?page=9>; rel="last"', ""),
        ("", ""),
    ],
)
def test_the_next_page_is_that_of_the_header_whatever_its_case(link, url):
    assert a_response(headers={"LINK": link}).next_link == url


def test_a_page_that_follows_is_of_the_same_machine_or_of_the_one_that_a_mirror_stands_for():
    mirrored = a_response(mirror_of="origine.exemple.fr")
    assert mirrored.follow("https://origine.exemple.fr/x") == "https://origine.exemple.fr/x"
    assert a_response().follow("") == a_response().follow(None) == ""
    with pytest.raises(SourceChangedError, match="une suite chez origine"):
        a_response().follow("https://origine.exemple.fr/x")


@pytest.mark.parametrize("link", [3, ["x"], "http://[x"])
def test_a_next_page_that_is_no_address_is_refused(link):
    with pytest.raises(SourceChangedError) as caught:
        a_response().follow(link)
    assert str(caught.value.expected) == "une adresse"


@pytest.mark.parametrize(
    ("form", "body"),
    [
        (ResponseFormat.JSON, b'{"a": 1}'),
        (ResponseFormat.JSON, b"[]"),
        (ResponseFormat.CSV, b"a;b\n1;2\n"),
        (ResponseFormat.CSV, b"a;b\n1;2"),
    ],
)
def test_a_whole_answer_of_its_form_is_taken(form, body):
    assert check_format(a_response(body), form) is None


@pytest.mark.parametrize(
    ("form", "body", "said"),
    [
        (ResponseFormat.JSON, b"<!doctype html><html>", "une page web («\u202f<!doctype html><html>\u202f»)"),
        (ResponseFormat.CSV, b"", "une réponse vide"),
        (ResponseFormat.CSV, b"PK\x03\x04\x00\x00zip", "un fichier d’une autre sorte"),
        (ResponseFormat.JSON, b'{"a": 1', "du JSON qui s’arrête ou se trompe"),
        (ResponseFormat.JSON, '{"a": "été"}'.encode("cp1252"), "un texte qui n’est pas de l’UTF-8"),
        (ResponseFormat.CSV, b'{"a": 1}', "autre chose, ou une table coupée"),
        (ResponseFormat.CSV, b"a;b;c\n1;2;3\n4;5", "autre chose, ou une table coupée"),
    ],
)
def test_an_answer_of_another_form_or_cut_is_refused(form, body, said):
    with pytest.raises(SourceChangedError) as caught:
        check_format(a_response(body), form)
    assert said in str(caught.value.response)
