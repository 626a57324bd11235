"""A table by commune of any year, added to the EPCI of a vintage by the law that the pages use."""

import csv
import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from typer.testing import CliRunner

from autan.ground.errors import ImportFileError, RuleError
from autan.instance.cli.data import app
from autan.opendata.measures.queries.communal_tables import aggregate_communes, communal_sources
from autan.opendata.producers.connectors.registry import UnknownSourceError
from autan.territories.perimeters.core.perimeters import CommuneWithoutEpciError
from autan.territories.perimeters.lake import register

CAHORS = "200023737"


def written(folder: Path, **columns: object) -> Path:
    path = folder / "table.parquet"
    pl.DataFrame(columns).write_parquet(path)
    return path


def test_a_table_of_2016_is_added_to_the_epci_of_today(tmp_path: Path) -> None:
    codes = register.members_of(CAHORS)["insee_code"].to_list()
    table = written(tmp_path, insee_code=[*codes, "46077", "46327"], emissions_tco2e=[10] * len(codes) + [3, 4])
    assert aggregate_communes(table, measures=["emissions_tco2e"]).to_dicts() == [
        {"siren": CAHORS, "emissions_tco2e": 367, "emissions_tco2e_known": 36, "present": 36, "communes": 36}
    ]


def test_keys_and_numbers_with_decimals_are_kept_apart(tmp_path: Path) -> None:
    table = written(
        tmp_path,
        insee_code=["46042", "46042", "31555"],
        sector=["waste", "energy", "waste"],
        heat_mwh=[1.5, None, 2.25],
    )
    found = aggregate_communes(table, keys=["sector"], measures=["heat_mwh"], vintage=2019)
    assert found.select("siren", "sector", "heat_mwh", "heat_mwh_known").rows() == [
        (CAHORS, "energy", None, 0),
        (CAHORS, "waste", 1.5, 1),
        ("243100518", "waste", 2.25, 1),
    ]


def test_communes_in_no_epci_are_named(tmp_path: Path) -> None:
    table = written(tmp_path, insee_code=["22016", "31555", "99999", None], emissions_tco2e=[1, 2, 3, 4])
    with pytest.raises(CommuneWithoutEpciError, match=r"22016 Île-de-Bréhat, 99999 \(code inconnu\)") as caught:
        aggregate_communes(table, measures=["emissions_tco2e"])
    assert caught.value.communes == (("22016", "Île-de-Bréhat"), ("99999", ""))


def test_a_vintage_that_the_register_does_not_hold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(register.UnknownVintageError):
        aggregate_communes(written(tmp_path, insee_code=["31555"], heat_mwh=[1]), measures=["heat_mwh"], vintage=2013)


def test_emissions_of_2016_added_to_the_epci_of_2026(shared_data: Path, tmp_path: Path) -> None:
    path = shared_data / "ges" / "igt_commune_2016_dialogue_toulouse.csv"
    total = "tco2e_total_hors_biomasse_et_international"
    by_hand: dict[str, int] = {}
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        by_hand[row["code_epci"]] = by_hand.get(row["code_epci"], 0) + int(row[total])
    table = written(
        tmp_path,
        insee_code=[row["code_commune_2016"] for row in rows],
        emissions_tco2e=[int(row[total]) for row in rows],
    )
    found = aggregate_communes(table, measures=["emissions_tco2e"])
    assert dict(found.select("siren", "emissions_tco2e").iter_rows()) == by_hand
    assert (found["emissions_tco2e_known"] == found["communes"]).all()
    assert by_hand[CAHORS] == 260_925  # the worked example of docs/algorithms/perimeters.md


def aggregated(*words: object) -> Any:
    return CliRunner().invoke(app, ["aggregate", *map(str, words)])


def test_the_command_adds_a_file_to_the_epci_of_a_vintage(tmp_path: Path) -> None:
    source, target = tmp_path / "communes.csv", tmp_path / "epci.csv"
    codes = register.members_of(CAHORS, 2019)["insee_code"].to_list()
    rows = [f"{code},2016,10" for code in codes]
    rows[0] = rows[0].removesuffix("10")
    source.write_text("\n".join(["insee_code,annee,tonnes", *rows]) + "\n")
    asked = (source, target, "--measure", "tonnes", "--key", "annee", "--vintage", "2019")
    done = aggregated(*asked, "--json")
    assert json.loads(done.output)["vintage"] == 2019
    (row,) = csv.DictReader(target.read_text(encoding="utf-8").splitlines())
    known = len(codes) - 1
    assert (row["siren"], row["annee"], row["tonnes"], row["tonnes_known"]) == (
        CAHORS,
        "2016",
        str(10 * known),
        str(known),
    )
    assert isinstance(aggregated(*asked).exception, RuleError)
    assert "EPCI de 2019" in aggregated(*asked, "--force").output
    parquet = tmp_path / "epci.parquet"
    assert aggregated(source, parquet, "--measure", "tonnes").exit_code == 0
    assert pl.read_parquet(parquet).height == 1


@pytest.mark.parametrize(
    ("text", "options", "said"),
    [
        ("insee_code,x\n46042,1\n", ("--measure", "y"), "une colonne"),
        ("insee_code,x\n46042,a\n", ("--measure", "x"), "des nombres"),
        ("insee_code,x\n46042,1\n46042,2\n", ("--measure", "x"), "une seule ligne"),
        ("", ("--measure", "x"), "une table CSV"),
    ],
)
def test_a_table_that_cannot_be_added_is_refused(
    tmp_path: Path, text: str, options: tuple[str, ...], said: str
) -> None:
    source = tmp_path / "communes.csv"
    source.write_text(text)
    done = aggregated(source, tmp_path / "epci.csv", *options)
    assert said in done.exception.faults[0].expected
    assert not (tmp_path / "epci.csv").exists()
    other = aggregated(source, tmp_path / "epci.ods", *options)
    assert "un fichier .parquet" in other.exception.faults[0].expected


def test_codes_that_are_numbers_are_refused(tmp_path: Path) -> None:
    table = written(tmp_path, insee_code=[46042], x=[1])
    assert aggregated(table, tmp_path / "e.csv", "--measure", "x").exception.faults[0].expected == "des codes en texte"


def test_a_source_of_the_lake_is_added_to_the_epci_of_any_vintage(shipped: Path, tmp_path: Path) -> None:
    target = tmp_path / "epci.csv"
    done = aggregated("igt-ghg", str(target), "--vintage", "2019")
    assert done.exit_code == 0
    assert "ADEME" in done.output
    rows = pl.read_csv(target, schema_overrides={"siren": pl.String})
    carcassonne = rows.filter((pl.col("siren") == "200035715") & (pl.col("sector") == "agriculture"))
    assert carcassonne["communes"].to_list() == [81]
    asked = aggregated("ore-communes", str(tmp_path / "one.csv"), "--measure", "nothing")
    assert isinstance(asked.exception, ImportFileError)
    absent = aggregated("ore-communes", str(tmp_path / "one.csv"), "--date", "1999")
    assert isinstance(absent.exception, UnknownSourceError)
    assert isinstance(aggregated(str(target), str(tmp_path / "two.csv")).exception, ImportFileError)


def test_sources_by_commune_alone_are_added(shipped: Path) -> None:
    sources = {card.source for card in communal_sources()}
    assert {"igt-ghg", "ore-communes", "odre-capacity"} <= sources
    assert "ore-homes-epci" not in sources


def test_communes_of_a_source_in_no_epci_are_left_aside_and_said(shipped: Path, tmp_path: Path) -> None:
    done = aggregated("odre-capacity", str(tmp_path / "epci.parquet"), "--vintage", "2022")
    assert "hors de tout EPCI de 2022, de côté" in done.output


@pytest.mark.django_db
def test_the_page_adds_a_source_to_the_epci_of_a_year(client, shipped) -> None:
    page = "/donnees-ouvertes/perimetres/"
    fields = {"source": "igt-ghg@2016", "vintage": "2019"}
    shown = client.get(page, fields).content.decode()
    assert "ADEME" in shown
    assert "emissions_tco2e_known" in shown
    found = client.get(f"{page}sommes.csv", fields)
    lines = found.content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("siren;")
    parquet = pl.read_parquet(client.get(f"{page}sommes.parquet", fields).content)
    assert parquet.height == len(lines) - 1
    assert client.get(f"{page}sommes.xlsx", fields).content.startswith(b"PK")
    assert client.get(f"{page}sommes.ods", fields).status_code == 404
    assert client.get(f"{page}sommes.csv", fields | {"vintage": "1990"}).status_code == 404
    refused = client.get(page, fields | {"source": "inconnue@2016"})
    assert refused.status_code == 200
    assert "sommes.csv" not in refused.content.decode()


def test_the_command_adds_a_file_to_a_perimeter_that_somebody_has(shared_data: Path, tmp_path: Path) -> None:
    """EPCI of 2013 as a file tells them; the communes that were in none are left aside, and said."""
    told = pl.read_csv(
        shared_data / "socio" / "communes_typologies_epci_2008_2018_dialogue_toulouse.csv", infer_schema=False
    )
    homes = pl.read_csv(
        shared_data / "socio" / "pop_logement_commune_rp2021_dialogue_toulouse.csv",
        infer_schema_length=None,
        schema_overrides={"code_commune": pl.String},
    )
    perimeter, table, target = tmp_path / "epci-2013.csv", tmp_path / "homes.csv", tmp_path / "sums.csv"
    told.select(insee_code="code_commune", siren="code_epci_2013").write_csv(perimeter)
    homes.select(insee_code="code_commune", homes="logements").write_csv(table)
    done = aggregated(table, target, "--measure", "homes", "--perimeter", perimeter, "--json")
    assert done.exit_code == 0, done.output
    assert "hors de ce périmètre" in done.stderr
    assert json.loads(done.stdout)["perimeter"] == perimeter.name
    sums = dict(pl.read_csv(target, schema_overrides={"siren": pl.String}).select("siren", "homes").iter_rows())
    places = dict(told.select("code_commune", "code_epci_2013").iter_rows())
    expected: dict[str, int] = {}
    for code, count in homes.select("code_commune", "logements").iter_rows():
        if siren := places[code]:
            expected[siren] = expected.get(siren, 0) + int(count)
    assert sums == expected
    target.unlink()
    perimeter.write_text("insee_code,siren\n31001,\n31555,2431\n31555,243100518\nCahors,243100518\n")
    refused = aggregated(table, target, "--measure", "homes", "--perimeter", perimeter)
    assert isinstance(refused.exception, ImportFileError)
    assert [(fault.row, fault.column, fault.value) for fault in refused.exception.faults] == [
        (3, "siren", "2431"),
        (4, "insee_code", "31555"),
        (5, "insee_code", "Cahors"),
    ]
    assert not target.exists()
