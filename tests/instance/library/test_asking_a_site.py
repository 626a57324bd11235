"""How a site is asked: pages one after the other, a key that never leaves in clear, each refusal in its words."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from autan.ground.errors import DomainError, UnknownError
from autan.instance.library.sites import Site, SiteError, _kind, open_site
from tests.opendata.sources.services import Reply, Request, serve

HOME = json.dumps({"name": "Autan", "tables": ["networks", "survey_results"]})


def page(rows: list[dict[str, Any]], following: str | None = None) -> Reply:
    return Reply(json.dumps({"rows": rows, "next": following}))


def read(answer: Callable[[Request], Reply], key: str = "") -> Any:
    """What a site of one answer gives of `networks`, and what it was asked."""
    with serve(answer) as service:
        return Site(service.url, key).read("networks", limit=2), service.requests


def test_a_table_is_read_page_after_page_to_its_end() -> None:
    def answer(request: Request) -> Reply:
        after = request.query.get("after", "")
        names = {"": (["a", "b"], "b"), "b": (["c"], "c"), "c": ([], None)}
        slugs, following = names[after]
        rows = [{"network": slug, "name": slug.upper(), "members": 2, "is_invented": False} for slug in slugs]
        return page(rows, following)

    with serve(answer) as service:
        frame = Site(service.url).networks()
    assert frame["slug"].to_list() == ["a", "b", "c"]
    assert [request.query.get("after") for request in service.requests] == [None, "b", "c"]
    assert len({request.query["limit"] for request in service.requests}) == 1


@pytest.mark.parametrize(("key", "sent"), [("", None), ("autan_x", "Bearer autan_x")])
def test_a_key_is_sent_where_there_is_one_and_is_never_shown(key: str, sent: str | None) -> None:
    answer, requests = read(lambda _request: page([]), key)
    assert (answer["rows"], requests[0].headers.get("Authorization")) == ([], sent)
    assert requests[0].path == "/api/v1/networks"
    assert requests[0].query == {"limit": "2"}
    assert "autan_x" not in repr(Site("https://exemple.fr", "autan_x"))


def test_a_site_that_is_asked_too_often_is_asked_again_when_it_says_so() -> None:
    replies = iter([Reply("{}", 429, {"Retry-After": "0"}), page([{"a": 1}])])
    answer, requests = read(lambda _request: next(replies))
    assert (answer["rows"], len(requests)) == ([{"a": 1}], 2)


@pytest.mark.parametrize("headers", [{}, {"Retry-After": "demain"}])
def test_a_site_that_does_not_say_when_is_asked_once(headers: dict[str, str]) -> None:
    asked = []

    def answer(request: Request) -> Reply:
        asked.append(request)
        return Reply('{"detail": "trop de demandes"}', 429, headers)

    with pytest.raises(SiteError, match="refuse : trop de demandes"):
        read(answer)
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("reply", "error", "words"),
    [
        (Reply('{"detail": "aucun réseau"}', 404), UnknownError, "http://.* : aucun réseau"),
        (Reply('{"detail": "retiré"}', 410), UnknownError, "http://.* : retiré"),
        (Reply("absent", 404), UnknownError, "réponse 404"),
        (Reply('{"detail": "non"}', 403), SiteError, "refuse : non"),
        (Reply("[]", 405), SiteError, "refuse : réponse 405"),
        (Reply("{}", 500), SiteError, "refuse : réponse 500"),
        (Reply("<html>"), SiteError, "n’est pas un site Autan"),
    ],
)
def test_a_refusal_is_in_the_words_of_the_site_where_it_has_some(
    reply: Reply, error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words) as refused:
        read(lambda _request: reply)
    assert isinstance(refused.value, SiteError) is (error is SiteError)


def test_a_site_that_is_away_is_said_with_the_reason() -> None:
    with pytest.raises(SiteError, match=r"^http://127.0.0.1:9 ne répond pas \(.+\)$"):
        Site("http://127.0.0.1:9").read("")


@pytest.mark.parametrize("body", ['{"name": "Autre"}', "{}", "[]", '"Autan"', "null"])
def test_what_is_no_site_of_autan_is_not_opened(body: str) -> None:
    with serve(lambda _request: Reply(body)) as service, pytest.raises(SiteError, match="n’est pas un site Autan"):
        open_site(service.url, "")


def test_a_site_is_opened_at_its_address_without_its_last_slash() -> None:
    with serve(lambda _request: Reply(HOME)) as service:
        site = open_site(f"{service.url}/", "")
        assert (site, site.url) == (Site(service.url), service.url)
        assert open_site(f"{service.url}/energie/", "autan_x").url == f"{service.url}/energie"
    assert [request.path for request in service.requests] == ["/api/v1/", "/energie/api/v1/"]


@pytest.mark.parametrize("url", ["", "energie", "https://"])
def test_what_is_no_address_is_refused_before_anything_is_asked(url: str) -> None:
    with pytest.raises(DomainError, match="n’est pas l’adresse d’un site"):
        open_site(url, "")


def test_a_key_does_not_leave_in_clear() -> None:
    with pytest.raises(DomainError, match="une clé ne part pas en clair"):
        open_site("http://energie.exemple.fr", "autan_x")


@pytest.mark.parametrize(
    ("schema", "kind"),
    [
        ({"type": "integer"}, int),
        ({"type": "number"}, float),
        ({"type": "boolean"}, bool),
        ({"type": "string"}, str),
        ({"anyOf": [{"type": "null"}, {"type": "number"}]}, float),
        ({"anyOf": [{"type": "null"}]}, str),
        ({}, str),
    ],
)
def test_a_column_is_of_the_kind_that_the_api_describes(schema: dict[str, Any], kind: type) -> None:
    assert _kind(schema) is kind


RESULTS = [
    {"campaign": "essai", "question": "q1", "question_text": "Un ?"},
    {"campaign": "essai", "question": "q1", "question_text": "Un ?"},
    {"campaign": "essai", "question": "q2", "question_text": "Deux ?"},
    {"campaign": "autre", "question": "q9", "question_text": "Neuf ?"},
]


def test_a_campaign_of_a_site_has_its_questions_once_and_no_answers() -> None:
    with serve(lambda _request: page(RESULTS)) as service:
        survey = Site(service.url).survey("essai")
        assert survey.questions().rows() == [("q1", "Un ?"), ("q2", "Deux ?")]
        with pytest.raises(UnknownError, match="aucune campagne « zorg » publiée ; il y a : essai, autre"):
            Site(service.url).survey("zorg")
        with pytest.raises(UnknownError, match="aucun décompte publié de « q9 »"):
            survey.tabulate("q9")
        with pytest.raises(DomainError, match="les réponses ne sont pas publiées"):
            survey.answers()


def test_one_select_alone_is_run_and_names_its_tables() -> None:
    with serve(lambda _request: Reply(HOME)) as service:
        for query in ("DELETE FROM networks", "SELECT 1; SELECT 2", "SELECT * FROM zorg"):
            with pytest.raises(DomainError):
                Site(service.url).sql(query)
        assert Site(service.url).sql("SELECT 1 AS one").rows() == [(1,)]
