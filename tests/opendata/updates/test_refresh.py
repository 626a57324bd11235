"""`autan data refresh` adopts what is clean, says what is revised, and keeps the last good edition in use."""

import json

import pytest
from typer.testing import CliRunner

from autan.instance.cli.data import app
from autan.opendata.producers.connectors.registry import UnknownSourceError
from autan.opendata.sources.connectors.fetching import PlacesNeededError
from autan.opendata.sources.lake import snapshots
from autan.territories.networks.queries.networks import UnknownNetworkError
from tests.opendata.sources.ore_service import ROWS, OrePortal
from tests.opendata.sources.services import Reply, serve

pytestmark = pytest.mark.django_db


def run(settings, portal, *words):
    with serve(portal) as service:
        settings.AUTAN_MIRRORS = {"opendata.agenceore.fr": service.url}
        done = CliRunner().invoke(app, ["refresh", "ore-communes", *words])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


def rows(settings, portal, *words):
    return json.loads(run(settings, portal, "--json", *words).stdout)


def revised():
    changed = list(ROWS)
    changed[1] = (*ROWS[1][:4], "80", *ROWS[1][5:])
    return OrePortal(rows=changed)


def test_a_first_edition_is_adopted_with_its_raw_answers(settings, lake_folder):
    (row,) = rows(settings, OrePortal())
    (snapshot,) = snapshots.list_snapshots()
    assert (row["adopted"], row["rows"], row["compared_with"]) == (snapshot.name, 8, None)
    raw = next((lake_folder / "ore-communes" / "raw").iterdir())
    card = json.loads((raw / "card.json").read_text())
    assert card["licence"] == snapshot.card.licence
    assert [answer["file"] for answer in card["answers"]] == ["0001.csv", "0002.csv", "0003.csv"]
    assert "qs=annee%3A2024" in card["answers"][0]["url"]
    assert (raw / "ore-communes-2024.csv").read_text().count("\n") == 9
    assert (card["data_date"], len(card["checksum"])) == ("2024", 64)


def test_the_same_edition_again_changes_nothing(settings, lake_folder):
    rows(settings, OrePortal())
    (again,) = rows(settings, OrePortal())
    assert (again["added"], again["removed"], again["revised"]) == (0, 0, 0)
    assert len(snapshots.list_snapshots()) == 1


def test_a_revision_is_listed_and_waits_to_be_accepted(settings, lake_folder):
    run(settings, OrePortal())
    (held,) = rows(settings, revised())
    assert (held["adopted"], held["revised"]) == (None, 1)
    assert held["largest"][0] == {
        "key": ["09050", "2024", "total", "electricity"],
        "column": "consumption_mwh",
        "before": 271.5,
        "after": 301.5,
    }
    said = run(settings, revised())
    assert "271,5 → 301,5" in said.stdout
    assert "--accept" in said.stdout
    assert len(snapshots.list_snapshots()) == 1
    (taken,) = rows(settings, revised(), "--accept")
    assert taken["adopted"] == snapshots.current_snapshots()[0].name
    assert len(snapshots.list_snapshots()) == 2


def test_a_new_year_is_adopted_beside_the_last_one(settings, lake_folder):
    run(settings, OrePortal(rows=[(r[0], "2023", *r[2:]) for r in ROWS[:2]]))
    (row,) = rows(settings, OrePortal())
    assert row["adopted"]
    assert [snapshot.card.data_date for snapshot in snapshots.current_snapshots()] == ["2023", "2024"]


@pytest.mark.parametrize(
    ("portal", "code", "said"),
    [
        (OrePortal(has_data_fair=False), 4, "autan data add"),
        (OrePortal(failures=[Reply("<html>")] * 2), 4, "une page web"),
        (OrePortal(rows=[(*ROWS[0][:4], "[12", *ROWS[0][5:])]), 5, "ligne 2, colonne conso_totale_mwh"),
        (OrePortal(rows=[(ROWS[0][0], "2031", *ROWS[0][2:])]), 5, "2031"),
    ],
)
def test_when_anything_fails_the_last_good_edition_stays_in_use(settings, lake_folder, portal, code, said):
    run(settings, OrePortal())
    before = snapshots.current_snapshots()
    done = run(settings, portal)
    assert done.exit_code == code
    assert said in done.stdout
    assert f"Reste en usage : {before[0].name} (copie du " in done.stdout
    assert snapshots.current_snapshots() == before


def test_without_any_edition_nothing_is_in_use(settings, lake_folder):
    assert "Reste en usage : rien" in run(settings, OrePortal(has_data_fair=False)).stdout


def test_a_network_and_a_source_must_exist(settings, lake_folder):
    with pytest.raises(UnknownNetworkError):
        run(settings, OrePortal(), "--network", "nowhere")
    with pytest.raises(UnknownSourceError, match="ore-communes"):
        CliRunner().invoke(app, ["refresh", "odre-capacity"], catch_exceptions=False)


def test_a_bad_name_in_the_list_stops_all_before_anything_is_fetched(settings, lake_folder):
    with serve(OrePortal()) as service:
        settings.AUTAN_MIRRORS = {"opendata.agenceore.fr": service.url}
        with pytest.raises(PlacesNeededError):
            CliRunner().invoke(app, ["refresh", "ore-communes", "insee-dwellings"], catch_exceptions=False)
        assert service.requests == []


def test_a_service_that_answers_with_another_year_is_refused(settings, lake_folder):
    old = OrePortal(rows=[(row[0], "2023", *row[2:]) for row in ROWS[:2]])

    def answer(request):
        if request.path.endswith("/values_agg"):
            return Reply(json.dumps({"aggs": [{"value": "2024"}]}))
        request.query["qs"] = "annee:2023"
        return old(request)

    done = run(settings, answer)
    assert done.exit_code == 5
    assert "des données de 2024" in done.stdout
    assert "Mis de côté, avec les raisons : " in done.stdout
    assert snapshots.list_snapshots() == ()
