"""Files as their producers publish them are taken unmodified; what is set aside of them is counted as not known."""

import polars as pl
import pytest

from autan.ground.errors import ImportFileError
from autan.opendata.measures.core.addresses import MeasureAddress
from autan.opendata.sources.lake import snapshots
from tests.opendata.observatory.making import figure_at
from tests.opendata.updates.test_plausibility import add

pytestmark = pytest.mark.django_db
TOULOUSE = "243100518"
FILES = {
    "igt-ghg": "ges/igt_commune_2016_dialogue_toulouse.csv",
    "odre-capacity": "energie/registre_installations_commune_filiere_2024_france.csv",
    "sdes-heat-networks": "energie/reseaux_chaleur_froid_commune_2018_2023_france.csv",
}
IRIS = "energie/reseaux_chaleur_froid_iris_secteur_2018_2023_dialogue_toulouse.csv"


@pytest.mark.parametrize("source", FILES)
def test_a_file_as_published_is_taken_whole(lake_folder, shared_data, source):
    done = add(source, shared_data / FILES[source], "--accept", "--reason", "telle que publiée")
    assert done.exit_code == 0, done.output
    assert "mise" not in " ".join(snapshots.list_snapshots()[-1].card.remarks)


def test_an_old_name_is_that_of_its_commune_and_another_is_not(lake_folder, shared_data, tmp_path):
    text = (shared_data / FILES["igt-ghg"]).read_text(encoding="utf-8")
    assert "11251,Montlaur," in text
    file = tmp_path / "igt.csv"
    file.write_text(text.replace("11251,Montlaur,", "11251,Volnay,"), encoding="utf-8")
    done = add("igt-ghg", file)
    assert isinstance(done.exception, ImportFileError)
    assert [(fault.column, fault.value) for fault in done.exception.faults] == [("nom_commune", "Volnay")]


def test_a_power_that_is_not_told_is_not_known(lake_folder, shared_data):
    add("odre-capacity", shared_data / FILES["odre-capacity"], "--accept")
    table = pl.read_parquet(snapshots.list_snapshots()[-1].table).filter(pl.col("capacity_kw").is_null())
    assert table["state"].to_list() == ["missing"]


def test_the_heat_of_meshes_is_added_by_operator_and_commune(lake_folder, shared_data):
    assert add("sdes-heat-networks", shared_data / IRIS, "--accept").exit_code == 0
    rows = pl.concat(pl.read_parquet(snapshot.table) for snapshot in snapshots.list_snapshots())
    cold = rows.filter(pl.col("insee_code") == "11069", pl.col("carrier") == "cold_network", pl.col("year") == 2018)
    assert set(cold.select("sector", "consumption_mwh").rows()) == {("tertiary", 4840.0), ("total", 4840.0)}
    assert "lower_bound" in rows["state"].to_list()


@pytest.mark.parametrize(
    ("file", "compartment", "flux"),
    [
        ("aldo_foret_biomasse_epci.csv", "forest_whole", None),
        ("aldo_foret_biomasse_epci.csv", "forest_compositions", -13167.4),
        ("aldo_produits_bois_epci.csv", "wood_products", None),
        ("aldo_peupleraies_epci.csv", "forest_poplar", None),
    ],
)
def test_each_table_of_aldo_brings_its_part(lake_folder, shared_data, file, compartment, flux):
    assert add("aldo", shared_data / "sequestration" / file, "--accept").exit_code == 0
    rows = pl.read_parquet(snapshots.list_snapshots()[-1].table).filter(pl.col("siren") == TOULOUSE)
    assert compartment in rows["compartment"].to_list()
    if flux is not None:
        ours = rows.filter(pl.col("compartment") == compartment, pl.col("kind") == "flux")
        assert ours["carbon_tco2e"].item() == pytest.approx(flux)


def test_a_table_of_aldo_leaves_the_parts_of_the_others(lake_folder, shared_data):
    for file in ("aldo_peupleraies_epci.csv", "aldo_produits_bois_epci.csv"):
        assert add("aldo", shared_data / "sequestration" / file, "--accept").exit_code == 0
    table = pl.read_parquet(snapshots.current_snapshots()[-1].table)
    assert set(table["compartment"]) == {"forest_poplar", "wood_products"}


def test_a_row_set_aside_leaves_its_place_partial(lake_folder, tmp_path):
    head = "code_commune,registre_au,filiere,nb_installations,puissance_kw,mwh_injectes_12_mois,etat_energie"
    codes = ("31555", "31069", "31032", "31044", "31053")
    rows = [f"{code},2026-07-31,solaire photovoltaïque,4,{'-4' if rank == 2 else 50},60,complete"
            for rank, code in enumerate(codes)]  # fmt: skip
    file = tmp_path / "registre.csv"
    file.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    assert add("odre-register", file, "--skip-bad-rows", "--accept").exit_code == 0
    for code, known in (("capacity_solar_pv", 200), ("production_solar_pv", 240)):
        figure = figure_at(str(MeasureAddress(TOULOUSE, code, "2026-07-31")))
        assert (figure.known, figure.total, figure.value, figure.state.value) == (4, 5, known, "lower_bound")
