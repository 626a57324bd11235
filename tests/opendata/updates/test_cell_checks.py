"""Faults that hide in single cells, places and years: each is asked about, on an empty lake and on a full one."""

import polars as pl
import pytest

from autan.opendata.measures.queries.perimeter import current_perimeter
from autan.opendata.sources.importers import SHIPPED_TABLES
from autan.opendata.sources.lake import snapshots
from autan.opendata.updates.core.cell_checks import exchanged_faults, point_faults
from autan.opendata.updates.core.gained_values import EditionPair, pair_editions
from autan.opendata.updates.core.plausibility import ImplausibleEditionError
from tests.opendata.updates.test_plausibility import CENSUS, DPE, ENERGY, IGT, ORE, add, give, write  # noqa: F401

pytestmark = pytest.mark.django_db
SICOVAL, RODEZ, TOULOUSE = "243100633", "241200187", "31555"
HOMES = "ore-homes-epci"
HOMES_TITLE = "Consommation résidentielle d’électricité par EPCI et gestionnaire"


def exchange_carriers(places):
    """Electricity and gas of some communes change places, in the columns of energy."""

    def change(rows):
        by_key = {(row["code_commune"], row["filiere"]): dict(row) for row in rows}
        for row in rows:
            other = by_key.get((row["code_commune"], "gaz" if row["filiere"] == "electricite" else "electricite"))
            if row["code_commune"] in places and other:
                row |= {name: other[name] for name in ENERGY}
        return rows

    return change


def exchange_sectors(rows):
    """Road and services of one commune change places; its total does not move."""
    for row in rows:
        if row["code_commune_2016"] == TOULOUSE:
            row["tco2e_routier"], row["tco2e_tertiaire"] = row["tco2e_tertiaire"], row["tco2e_routier"]
    return rows


def add_sum(rows):
    """A commune without gas is given the sum of all the others."""
    gas = [row for row in rows if row["filiere"] == "gaz"]
    place = next(row for row in rows if row["code_commune"] not in {line["code_commune"] for line in gas})
    sums = {name: f"{sum(float(row[name] or 0) for row in gas):.3f}" for name in ENERGY}
    return [*rows, place | sums | {"filiere": "gaz", "points_residentiels": ""}]


def tenth_of_dwellings(rows):
    for row in rows:
        if row["code_epci"] == SICOVAL:
            kinds = ("residences_principales", "residences_secondaires", "logements_vacants")
            row |= {name: f"{int(row[name]) // 10}" for name in ("logements", *kinds)}
    return rows


def divide_points(epci, carrier):
    def change(rows):
        for row in rows:
            if row["code_epci"] == epci and row["filiere"] == carrier and row["points_residentiels"]:
                row["points_residentiels"] = f"{int(row['points_residentiels']) // 10}"
        return rows

    return change


def of_next_year(factors):
    """The file of another year: each amount times one of some factors, in turn."""

    def change(rows):
        return [
            row
            | {"annee": "2025"}
            | {name: f"{float(row[name]) * factors[rank % len(factors)]:.3f}" if row[name] else "" for name in ENERGY}
            for rank, row in enumerate(rows)
        ]

    return change


def exchange_places(rows):
    """Electricity of two towns of one department."""
    one, other = (
        next(row for row in rows if row["code_commune"] == code and row["filiere"] == "electricite")
        for code in ("31395", "31561")
    )
    for name in (*ENERGY, "points_residentiels"):
        one[name], other[name] = other[name], one[name]
    return rows


def exchange_occupations(rows):
    row = next(row for row in rows if row["code_commune"] == "31395")
    row["residences_principales"], row["logements_vacants"] = row["logements_vacants"], row["residences_principales"]
    return rows


def exchange_labels(rows):
    row = next(row for row in rows if row["code_commune"] == "31395")
    row["nb_dpe_a"], row["nb_dpe_g"] = row["nb_dpe_g"], row["nb_dpe_a"]
    return rows


def without_masked_meshes(rows):
    return [row | {"mailles_secretisees": "0"} for row in rows]


def jump(rows):
    for row in rows:
        if row["code_commune"] == TOULOUSE and row["filiere"] == "gaz":
            row["mwh_total"] = f"{float(row['mwh_total']) * 6:.3f}"
    return rows


def homes_rows():
    table = pl.read_parquet(SHIPPED_TABLES / f"{HOMES}.parquet").to_dicts()
    return [
        {"code_epci": row["siren"], "annee": row["year"], "operateur": row["operator"]}
        | {"code_departement": row["department_code"], "nb_sites": row["delivery_points"]}
        | {"conso_totale_mwh": row["consumption_mwh"]}
        for row in table
    ]


PLANTED = {
    "carriers of one EPCI": (ORE, exchange_carriers({"31446", "31113", "31506", "31561"}), "deux échangés"),
    "carriers of one commune": (ORE, exchange_carriers({"31446"}), "deux échangés"),
    "sectors of one commune": (IGT, exchange_sectors, "deux échangés"),
    "a total among the communes": (ORE, add_sum, "un total parmi les lignes"),
    "points of electricity by ten": (ORE, divide_points(SICOVAL, "electricite"), "MWh par point de livraison"),
    "points of gas by ten": (ORE, divide_points(RODEZ, "gaz"), "MWh par point de livraison"),
    "dwellings of one EPCI by ten": (CENSUS, tenth_of_dwellings, "en un lieu"),
    "eight months": (ORE, of_next_year((0.63, 0.66, 0.69)), "une année entière"),
    "last year, multiplied": (ORE, of_next_year((1.001,)), "un ancien fichier multiplié"),
    "one cell six times what it was": (ORE, jump, "en un lieu"),
    "two towns": (ORE, exchange_places, "deux échangés"),
    "main and vacant homes of one town": (CENSUS, exchange_occupations, "deux échangés"),
    "labels of one town": (DPE, exchange_labels, "deux échangés"),
    "no masked mesh": (ORE, without_masked_meshes, "un plancher se lit comme un total"),
}


@pytest.mark.parametrize("first", [True, False], ids=["on an empty lake", "after a good edition"])
@pytest.mark.parametrize("plant", PLANTED)
def test_a_plant_is_asked_about_and_nothing_is_adopted(lake_folder, give, adopt, plant, first):  # noqa: F811
    source, change, said = PLANTED[plant]
    if not first:
        adopt(source)
    held = snapshots.list_snapshots()
    done = give(source, change)
    assert isinstance(done.exception, ImplausibleEditionError), done.output
    assert said in " ".join(fault.expected for fault in done.exception.faults)
    assert snapshots.list_snapshots() == held


@pytest.mark.parametrize("first", [True, False], ids=["on an empty lake", "after a good edition"])
def test_a_total_of_operators_is_asked_about(lake_folder, tmp_path, first):
    rows = homes_rows()
    if not first:
        assert add(HOMES, write(tmp_path / "good.csv", rows), "--replace").exit_code == 0
    total = rows[0] | {"operateur": "TOTAL"}
    done = add(HOMES, write(tmp_path / "total.csv", [*rows, total]), "--replace")
    assert isinstance(done.exception, ImplausibleEditionError), done.output
    assert "un total parmi les lignes" in " ".join(fault.expected for fault in done.exception.faults)


def elsewhere(*, energy=1.0, points=1.0):
    """Homes of an EPCI that no table of communes that ships tells of: what the file by EPCI says, shared out."""
    perimeter = current_perimeter()
    siren = "243500139"  # Rennes
    codes = sorted(code for code, holder in perimeter.holders.items() if holder == siren)
    codes = [code for code in codes if code in perimeter.names] or codes
    homes = pl.read_parquet(SHIPPED_TABLES / f"{HOMES}.parquet").filter(pl.col("siren") == siren)
    mwh, sites = homes["consumption_mwh"].sum() / len(codes), homes["delivery_points"].sum() / len(codes)
    blank = {"annee": "2024", "filiere": "electricite", "mailles_secretisees": "0", "gestionnaires": "Enedis"}
    return [
        blank
        | {"code_commune": code, "mwh_residentiel": f"{mwh * energy * (1 + rank / 1e4):.3f}"}
        | {"points_residentiels": f"{sites * points:.0f}", "mwh_total": f"{2 * mwh * energy * (1 + rank / 1e4):.3f}"}
        for rank, code in enumerate(codes)
    ]


@pytest.mark.parametrize(
    ("energy", "points", "cells"),
    [(0.66, 1, "électricité des logements, MWh"), (1, 0.1, "points de livraison des logements")],
)
def test_a_place_that_nothing_precedes_is_held_against_a_second_producer(lake_folder, tmp_path, energy, points, cells):
    done = add(ORE, write(tmp_path / "rennes.csv", elsewhere(energy=energy, points=points)))
    assert isinstance(done.exception, ImplausibleEditionError), done.output
    assert cells in {fault.column for fault in done.exception.faults if HOMES_TITLE in str(fault.expected)}


def test_how_near_the_second_producer_is_is_kept_with_the_edition(lake_folder, give):  # noqa: F811
    done = give(ORE)
    assert done.exit_code == 0
    remarks = " ".join(snapshots.list_snapshots()[-1].card.remarks)
    assert f"rapproché de {HOMES} (2023), électricité des logements, MWh" in remarks
    assert "écart médian" in remarks


def test_what_was_accepted_once_is_not_asked_again(lake_folder, tmp_path):
    odd = write(tmp_path / "rennes.csv", elsewhere(energy=0.66))
    assert add(ORE, odd, "--accept", "--reason", "réponse du gestionnaire").exit_code == 0
    done = add(ORE, odd)
    assert done.exit_code == 0, done.output


def test_too_few_points_and_a_split_by_numbers_say_nothing():
    points = pl.DataFrame(
        {"insee_code": ["31001"], "carrier": ["gas"], "consumption_mwh": [9e9], "delivery_points": [5000]}
    )
    assert list(point_faults(points, points, place="insee_code", amount="consumption_mwh")) == []
    cells = pl.DataFrame({"insee_code": ["31001"] * 2, "year": [2023, 2024], "consumption_mwh": [10.0, 1000.0]})
    pair = EditionPair(
        place="insee_code",
        splits=("year",),
        measures=("consumption_mwh",),
        old=cells,
        new=cells.with_columns(pl.col("consumption_mwh").reverse(), territory=pl.lit("200000001")),
        other=cells.clear(),
    )
    assert list(exchanged_faults(pair)) == []


def test_two_near_parts_exchanged_are_seen_where_places_move_each_in_its_own_way():
    moves = {f"3{rank}": 1 + 0.03 * (rank - 6) for rank in range(12)}
    old = [(place, part, amount) for place in moves for part, amount in (("homes", 1_000.0), ("services", 1_200.0))]
    new = [(place, part, amount * moves[place]) for place, part, amount in old]
    exchanged = [
        (place, {"homes": "services", "services": "homes"}[part], v) for place, part, v in new if place == "34"
    ]
    columns = ["code", "category", "value"]
    values = []
    for rows in (new, [row for row in new if row[0] != "34"] + exchanged):
        frames = (pl.DataFrame(table, columns, orient="row") for table in (old, rows))
        pair = pair_editions(*frames, key=("code", "category"), place="code", holders={})
        values.append([str(fault.value) for fault in exchanged_faults(pair)])
    assert values == [[], ["34 homes et services"]]
