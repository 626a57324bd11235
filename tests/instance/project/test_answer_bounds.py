"""What an answer reads and holds is bounded for every address, whatever its view says."""

import pytest
from django.test import Client

from autan.ground import heavy_work
from autan.ground.heavy_work import LaneBusyError, LaneNeeded, Turn, turn_is
from autan.opendata.sources.lake.engine import run_query

pytestmark = pytest.mark.django_db
PAGE, TABLE = "/bibliotheque/", "/api/v1/networks.csv"


@pytest.fixture(params=["BYTES", "ROWS"])
def bound(request: pytest.FixtureRequest) -> str:
    """What is bounded in turn."""
    return str(request.param)


def test_an_answer_of_more_than_a_page_goes_to_the_lane(bound: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with turn_is(Turn.ELSEWHERE):
        assert Client().get(PAGE).status_code == 200
        monkeypatch.setattr(heavy_work, f"PAGE_{bound}", -1)
        with pytest.raises(LaneNeeded):
            Client().get(PAGE)
    assert Client().get(PAGE).status_code == 200
    with turn_is(Turn.NOT_YET):
        page, problem = Client().get(PAGE), Client().get(PAGE, headers={"accept": "application/json"})
    assert (page.status_code, page["Retry-After"]) == (problem.status_code, problem["Retry-After"]) == (503, "15")
    assert "son tour n’est pas venu" in page.content.decode()
    assert "dans 15\u00a0secondes" in problem.json()["detail"]


def test_an_answer_above_all_bounds_is_refused_with_the_way_to_get_it(
    bound: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heavy_work, f"MOST_{bound}", -1)
    page = Client().get(PAGE)
    assert page.status_code == 413
    assert "page par page" in page.content.decode()
    assert 'href="/donnees-ouvertes/tables/"' in page.content.decode()
    assert "too large" in Client().get(f"/en{PAGE}").content.decode()
    problem = Client().get(TABLE, headers={"accept": "text/csv"})
    assert (problem.status_code, problem["Content-Type"]) == (413, "application/problem+json")
    assert "limit" in problem.json()["detail"]


def test_a_table_that_was_kept_costs_no_more_than_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    Client().get(TABLE)
    monkeypatch.setattr(heavy_work, "PAGE_BYTES", -1)
    with turn_is(Turn.ELSEWHERE):
        assert Client().get(TABLE).status_code == 200


def test_who_spent_the_time_of_a_page_reads_one_more_table_in_the_lane(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heavy_work, "PAGE_SECONDS", -1)
    with turn_is(Turn.ELSEWHERE), pytest.raises(LaneNeeded):
        run_query("SELECT 1 AS one", {})
    for turn in (Turn.NOW, Turn.NOT_YET):  # where its turn did not come, a page that costs little more is not refused
        with turn_is(turn):
            assert run_query("SELECT 1 AS one", {}).height == 1


def test_who_spent_several_pages_and_whose_turn_did_not_come_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heavy_work, "MOST_SECONDS", -1)
    with turn_is(Turn.NOT_YET), pytest.raises(LaneBusyError):
        run_query("SELECT 1 AS one", {})
