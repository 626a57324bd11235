"""Figures of a territory and of a network: found again by their address, from few questions to the lake."""

import time

import pytest

from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.queries.registry import OPERATOR
from autan.evidence.figures.queries.registry import find_figure as find_anywhere
from autan.opendata.measures.core.addresses import RowsKey
from autan.opendata.measures.core.catalogue import BASE_MEASURES
from autan.opendata.measures.queries.editions import held_editions
from autan.opendata.measures.queries.perimeter import current_perimeter
from autan.opendata.observatory.queries import figures as queries
from autan.opendata.sources.lake import engine, snapshots
from autan.territories.networks.models import Membership, Network, Territory
from tests.opendata.observatory.making import FILES, add_file, figure_at

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


def test_a_measure_that_nobody_knows_is_known_of_no_territory(shipped):
    unknown, known = queries.unknown_measures(), set()
    sirens = {TOULOUSE, COMMINGES, RODEZ, SICOVAL, *sorted(current_perimeter().communes)[::60]}
    for figures in queries.figures_of(sirens).values():
        known |= {code for code in BASE_MEASURES if (figure := figures.get(code)) and figure.is_known}
    assert {"production_nuclear", "production_marine"} <= unknown
    assert not unknown & known


@pytest.mark.parametrize("siren", [TOULOUSE, COMMINGES, RODEZ])
def test_every_figure_is_found_again_at_its_address_with_its_evidence(shipped, siren):
    figures = queries.territory_figures(siren)
    assert len(figures) > 50
    for figure in figures:
        assert find_anywhere(figure.id, reader=OPERATOR) == figure
        assert figure.has_evidence
        assert all(ref.kind in {RowsKey.KIND, "price"} for ref in figure.evidence)
        for item in all_inputs(figure):
            assert figure_at(item.id).content_hash == item.content_hash


def test_every_figure_of_a_network_is_found_again(shipped, network):
    figures = list(queries.network_figures_by_measure(network).values())
    assert {figure.id.split(".")[1] for figure in figures} == {network}
    for figure in figures:
        assert figure_at(figure.id) == figure
        assert figure.has_evidence


def test_a_network_adds_its_members(shipped, network):
    total = queries.network_figures_by_measure(network)["ghg_total"]
    members = queries.member_figures(network)
    assert list(members) == [TOULOUSE, SICOVAL]
    assert total.value == sum(figures["ghg_total"].value for figures in members.values())
    assert [item.label.fr.split(" – ")[0] for item in total.inputs] == ["T0", "T1"]
    assert total.note.fr.endswith("là où il se trouve.")


def test_masked_meshes_and_holes_make_lower_bounds(shipped):
    figures = queries.figures_by_measure(COMMINGES)
    assert figures["electricity_total"].state is ValueState.LOWER_BOUND
    assert figures["electricity_residential"].state is ValueState.OBSERVED
    road = figures["ghg_road_transport"]
    assert (road.known, road.total, road.state) == (103, 104, ValueState.LOWER_BOUND)  # Lieoux has no value
    assert figures["gas_total"].known == 10


def test_a_source_of_electricity_without_plants_is_unknown_by_its_address_only(shipped):
    unknown = figure_at(f"observatory.{RODEZ}.production_nuclear.2026-07-31")
    assert (unknown.value, unknown.total, unknown.state) == (None, 0, ValueState.MISSING)
    assert unknown.id not in {figure.id for figure in queries.territory_figures(RODEZ)}


def test_an_earlier_date_is_found_by_its_address(shipped):
    now = queries.figures_by_measure(TOULOUSE)["capacity_solar_pv"]
    before = figure_at(f"observatory.{TOULOUSE}.capacity_solar_pv.2024-12-31")
    assert before.value < now.value
    assert before.evidence[0].key.startswith("odre-capacity/2024-12-31-")
    renewable = figure_at(f"observatory.{TOULOUSE}.capacity_renewable.2024-12-31")
    assert {item.id.rpartition(".")[2] for item in renewable.inputs} == {"2024-12-31"}


def test_a_territory_outside_the_shipped_tables_has_what_is_national(shipped):
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
def test_what_is_nowhere_is_not_found(shipped, figure_id):
    assert figure_at(figure_id) is None


@pytest.mark.django_db
def test_an_empty_lake_has_no_figure(lake_folder):
    assert queries.territory_figures(TOULOUSE) == ()
    assert held_editions() == ()


def test_a_new_edition_is_seen_at_once_and_the_old_date_stays(shipped, tmp_path):
    before = queries.figures_by_measure(TOULOUSE)["dpe_total"]
    file = tmp_path / "dpe.csv"
    file.write_text(FILES["ademe-dpe"].replace("2026-06-30", "2026-09-30"))
    add_file(source="ademe-dpe", file=file, keeps_others=False)
    after = queries.figures_by_measure(TOULOUSE)["dpe_total"]
    assert (after.value, after.id) == (280, f"observatory.{TOULOUSE}.dpe_total.2026-09-30")
    assert figure_at(before.id) == before


def test_the_status_tells_the_current_editions_from_those_replaced(shipped, tmp_path):
    file = tmp_path / "dpe.csv"
    file.write_text(FILES["ademe-dpe"])
    add_file(source="ademe-dpe", file=file, keeps_others=False)
    editions = [status for status in held_editions() if status.snapshot.card.source == "ademe-dpe"]
    assert sorted(status.is_current for status in editions) == [False, True]
    assert {len(status.covered) for status in editions} == {13, 2}


def test_a_territory_costs_no_question_to_the_database_and_two_to_the_lake_for_each_source(shipped, monkeypatch):
    asked = []
    monkeypatch.setattr(engine, "run_query", lambda *args: asked.append(args[0]) or real(*args))
    queries.territory_figures(TOULOUSE)
    assert len(asked) <= 2 * len(snapshots.current_snapshots()), "its rows, and the ground that it covers"
    asked.clear()
    queries.territory_figures(COMMINGES)
    assert asked == []


real = engine.run_query


def test_a_network_asks_for_its_members_and_their_own_values(shipped, network, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        queries.network_figures_by_measure(network)


def test_warm_figures_are_quick(shipped):
    queries.territory_figures(TOULOUSE)
    began = time.perf_counter()
    for siren in (TOULOUSE, RODEZ, COMMINGES, SICOVAL) * 5:
        queries.territory_figures(siren)
    assert time.perf_counter() - began < 5
