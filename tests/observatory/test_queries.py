"""Figures of a territory and of a network: found again by their address, from few questions to the lake."""

import time

import pytest

from autan.evidence.core.states import ValueState
from autan.evidence.queries.registry import OPERATOR
from autan.evidence.queries.registry import find_figure as find_anywhere
from autan.observatory import lake
from autan.observatory.actions.files import add_file
from autan.observatory.core.accounts import EVIDENCE_KIND
from autan.observatory.queries import figures as queries
from autan.territories.models import Membership, Network, Territory
from tests.observatory.making import FILES

TOULOUSE, COMMINGES, RODEZ, SICOVAL = "243100518", "200072643", "241200187", "243100633"


@pytest.fixture
def network(db):
    made = Network.objects.create(slug="deux-rives", name_fr="Deux rives", name_en="Two banks", is_invented=True)
    for rank, siren in enumerate((TOULOUSE, SICOVAL)):
        territory = Territory.objects.create(siren=siren, name=siren, short_name=f"T{rank}", kind="CA")
        Membership.objects.create(
            network=made, territory=territory, certainty="confirmed", rank=rank, evidence=[["register", siren]]
        )
    return made.slug


def all_inputs(figure):
    yield figure
    for item in figure.inputs:
        yield from all_inputs(item)


@pytest.mark.parametrize("siren", [TOULOUSE, COMMINGES, RODEZ])
def test_every_figure_is_found_again_at_its_address_with_its_evidence(shelf, siren):
    figures = queries.territory_figures(siren)
    assert len(figures) > 50
    for figure in figures:
        assert find_anywhere(figure.id, reader=OPERATOR) == figure
        assert figure.has_evidence
        assert all(ref.kind in {EVIDENCE_KIND, "price"} for ref in figure.evidence)
        for item in all_inputs(figure):
            assert queries.find_figure(item.id).content_hash == item.content_hash


def test_every_figure_of_a_network_is_found_again(shelf, network):
    figures = queries.network_figures(network)
    assert {figure.id.split(".")[1] for figure in figures} == {network}
    for figure in figures:
        assert queries.find_figure(figure.id) == figure
        assert figure.has_evidence


def test_a_network_adds_its_members(shelf, network):
    total = queries.network_figures_by_measure(network)["ghg_total"]
    members = queries.member_figures(network)
    assert list(members) == [TOULOUSE, SICOVAL]
    assert total.value == sum(figures["ghg_total"].value for figures in members.values())
    assert [item.label.fr.split(" – ")[0] for item in total.inputs] == ["T0", "T1"]
    assert total.note.fr.endswith("là où il se trouve.")


def test_masked_meshes_and_holes_make_lower_bounds(shelf):
    figures = queries.figures_by_measure(COMMINGES)
    assert figures["electricity_total"].state is ValueState.LOWER_BOUND
    assert figures["electricity_residential"].state is ValueState.OBSERVED
    road = figures["ghg_road_transport"]
    assert (road.known, road.total, road.state) == (103, 104, ValueState.LOWER_BOUND)  # Lieoux has no value
    assert figures["gas_total"].known == 10


def test_a_source_of_electricity_without_plants_is_unknown_by_its_address_only(shelf):
    unknown = queries.find_figure(f"observatory.{RODEZ}.production_nuclear.2026-07-31")
    assert (unknown.value, unknown.total, unknown.state) == (None, 0, ValueState.MISSING)
    assert unknown.id not in {figure.id for figure in queries.territory_figures(RODEZ)}


def test_an_earlier_date_is_found_by_its_address(shelf):
    now = queries.figures_by_measure(TOULOUSE)["capacity_solar_pv"]
    before = queries.find_figure(f"observatory.{TOULOUSE}.capacity_solar_pv.2024-12-31")
    assert before.value < now.value
    assert before.evidence[0].key.startswith("odre-capacity/2024-12-31-")
    renewable = queries.find_figure(f"observatory.{TOULOUSE}.capacity_renewable.2024-12-31")
    assert {item.id.rpartition(".")[2] for item in renewable.inputs} == {"2024-12-31"}


def test_a_territory_outside_the_shelf_has_what_is_national(shelf):
    codes = set(queries.figures_by_measure("244400404")) & {
        "capacity_solar_pv",
        "electricity_residential_second_source",
    }
    figures = queries.figures_by_measure("244400404")  # Nantes Métropole
    assert codes == {"capacity_solar_pv", "electricity_residential_second_source"}
    assert all(figures[code].value > 0 for code in codes)
    assert figures["ghg_total"].state is ValueState.MISSING


@pytest.mark.parametrize(
    "figure_id",
    [
        "observatory.243100518.ghg_total.2099",
        "observatory.243100518.nothing.2016",
        "observatory.999999999.ghg_total.2016",
        "observatory.nowhere.ghg_total.2016",
        "facts.S001",
        "observatory.243100518",
        "observatory",
    ],
)
def test_what_is_nowhere_is_not_found(shelf, figure_id):
    assert queries.find_figure(figure_id) is None


@pytest.mark.django_db
def test_an_empty_lake_has_no_figure(lake_folder):
    assert queries.territory_figures(TOULOUSE) == ()
    assert queries.lake_status() == ()


def test_a_new_edition_is_seen_at_once_and_the_old_date_stays(shelf, tmp_path):
    before = queries.figures_by_measure(TOULOUSE)["dpe_total"]
    file = tmp_path / "dpe.csv"
    file.write_text(FILES["ademe-dpe"].replace("2026-06-30", "2026-09-30"))
    add_file(by=None, source="ademe-dpe", file=file, keeps_others=False)
    after = queries.figures_by_measure(TOULOUSE)["dpe_total"]
    assert (after.value, after.id) == (280, f"observatory.{TOULOUSE}.dpe_total.2026-09-30")
    assert queries.find_figure(before.id) == before


def test_the_status_tells_the_current_editions_from_those_replaced(shelf, tmp_path):
    file = tmp_path / "dpe.csv"
    file.write_text(FILES["ademe-dpe"])
    add_file(by=None, source="ademe-dpe", file=file, keeps_others=False)
    found = [status for status in queries.lake_status() if status.snapshot.card.source == "ademe-dpe"]
    assert sorted(status.is_current for status in found) == [False, True]
    assert {status.territories for status in found} == {13, 2}


def test_a_territory_costs_no_question_to_the_database_and_one_to_the_lake_for_each_source(shelf, monkeypatch):
    asked = []
    monkeypatch.setattr(lake, "run_query", lambda *args: asked.append(args[0]) or real(*args))
    queries.territory_figures(TOULOUSE)
    assert len(asked) <= len(lake.current_snapshots())
    asked.clear()
    queries.territory_figures(COMMINGES)
    assert asked == []


real = lake.run_query


def test_a_network_asks_for_its_members_and_their_own_values(shelf, network, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        queries.network_figures(network)


def test_warm_figures_are_quick(shelf):
    queries.territory_figures(TOULOUSE)
    began = time.perf_counter()
    for siren in (TOULOUSE, RODEZ, COMMINGES, SICOVAL) * 5:
        queries.territory_figures(siren)
    assert time.perf_counter() - began < 5
