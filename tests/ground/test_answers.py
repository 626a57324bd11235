"""Answers of every room: a page for people, a problem for programs; files to keep; signs that nobody sees."""

import json
from typing import Any

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from autan.ground.texts.language import in_language
from autan.ground.web.middleware import DIRECTION_MARKS, DirectionMarksMiddleware, without_control_signs
from autan.ground.web.views import attached, busy_page, page_keeper, problem, too_large_page, too_many_page

PAGES = [(busy_page, 503), (too_large_page, 413), (too_many_page, 429)]


def test_a_problem_says_its_status_its_title_and_anything_else():
    answer = problem(404, "aucun plan « été »", slug="été")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert "été" in answer.content.decode(), "letters are not spelt by number"
    assert json.loads(answer.content) == {
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "detail": "aucun plan « été »",
        "slug": "été",
    }


@pytest.mark.django_db
@pytest.mark.parametrize(("page", "status"), PAGES)
def test_people_are_answered_a_page_and_programs_a_problem(rf: RequestFactory, client, page, status):
    browser = rf.get("/plans/?tri=nom", headers={"accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    for request in (browser, rf.get("/plans/")):
        request.user = client.get("/").wsgi_request.user
        answer = page(request)
        assert (answer.status_code, answer["Content-Type"].partition(";")[0]) == (status, "text/html")
    answer = page(rf.get("/plans/", headers={"accept": "application/json"}))
    assert (answer.status_code, json.loads(answer.content)["status"]) == (status, status)
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(("page", "wait"), [(busy_page, "15"), (too_large_page, None), (too_many_page, "600")])
def test_one_who_may_ask_again_is_told_when(rf: RequestFactory, page, wait):
    answer = page(rf.get("/", headers={"accept": "text/csv"}))
    assert answer.headers.get("Retry-After") == wait


@pytest.mark.parametrize(("page", "status"), PAGES)
def test_problems_are_said_in_the_language_of_the_address(rf: RequestFactory, page, status):
    request = rf.get("/", headers={"accept": "text/csv"})
    said = []
    for language in ("fr", "en"):
        with in_language(language):
            said.append(json.loads(page(request).content)["detail"])
    assert said[0] != said[1]
    assert not any("{" in detail for detail in said), "each field is filled"


def test_a_file_to_keep_has_its_name_its_kind_and_its_content():
    answer = attached(b"a;b", "plans.csv", "text/csv; charset=utf-8")
    assert (answer.content, answer["Content-Type"]) == (b"a;b", "text/csv; charset=utf-8")
    assert answer["Content-Disposition"] == 'attachment; filename="plans.csv"'


def test_the_script_that_keeps_a_page_is_asked_anew_each_time(rf: RequestFactory):
    answer = page_keeper(rf.get("/ateliers/garder.js"))
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("text/javascript; charset=utf-8", "no-cache")
    assert b"fetch" in answer.content


@pytest.mark.parametrize("mark", DIRECTION_MARKS)
def test_a_page_loses_each_sign_that_turns_the_direction_of_writing(rf: RequestFactory, mark):
    page = DirectionMarksMiddleware(lambda _request: HttpResponse(f"<p>Mairie{mark} de Foix</p>"))(rf.get("/"))
    assert page.content == b"<p>Mairie de Foix</p>"


@pytest.mark.parametrize("text", ["« Été » — 12\u202f000\u00a0€ 🚲", "\u200b\u2060", ""])
def test_other_signs_of_a_page_stay(rf: RequestFactory, text):
    page = DirectionMarksMiddleware(lambda _request: HttpResponse(text))(rf.get("/"))
    assert page.content.decode() == text


def test_files_and_answers_given_piece_by_piece_are_left_as_they_are(rf: RequestFactory):
    marked = "a\u202eb".encode()
    file = HttpResponse(marked, content_type="text/csv")
    pieces: Any = StreamingHttpResponse([marked], content_type="text/html")
    assert DirectionMarksMiddleware(lambda _request: file)(rf.get("/")).content == marked
    assert DirectionMarksMiddleware(lambda _request: pieces)(rf.get("/")) is pieces
    assert pieces.getvalue() == marked


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Plan\x00 climat", "Plan climat"),
        ("a\tb\r\nc", "a\tb\r\nc"),
        ("a\x0bb\x0cc\x85d", "a b c d"),
        ("\x7f\x9f\ufffe\uffff", ""),
        ("\u200b", ""),
        (" \u200b \ufeff ", ""),
        ("a\u200bb", "a\u200bb"),
        ("   ", "   "),
        ("", ""),
        ("é\u00a0🚲", "é\u00a0🚲"),
    ],
)
def test_control_signs_are_taken_out_of_what_is_typed(typed, kept):
    assert without_control_signs(typed) == kept
