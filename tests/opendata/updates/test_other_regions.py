"""A network of another region brings its own files: in every writing of the producers, beside what the lake holds."""

import gzip
import io
import zipfile

import polars as pl
import pytest

from autan.ground.errors import ImportFileError
from autan.ground.tables.importers.tables import gunzip
from autan.opendata.observatory.queries.figures import provider_figures
from autan.opendata.sources.connectors.archives import open_archives
from autan.opendata.sources.lake import snapshots
from autan.opendata.updates.actions.files import GivenFiles, compare_files
from tests.opendata.observatory.making import add_files

pytestmark = pytest.mark.django_db

RENNES, TOULOUSE = "243500139", "243100518"
HEADINGS = (
    "Année;FILIERE;Code Commune;Libellé Commune;CODE CATEGORIE CONSOMMATION;CODE GRAND SECTEUR;CODE SECTEUR NAF2;"
    "Conso totale (MWh);Nb sites;Nombre de mailles secretisées;OPERATEUR"
)
ROWS = [
    "2024;Electricite;35238;Rennes é;RES;RESIDENTIEL;;500000,125;150000;0;Enedis",
    "2024;Electricite;35238;Rennes é;PRO;TERTIAIRE;;7,250;9000;0;Enedis",
    "2024;Electricite;35238;Rennes é;ENT;INDUSTRIE;17;secret;2;0;Enedis",
    "2024;Electricite;35238;Rennes é;ENT;INDUSTRIE;24;secret;2;0;Enedis",
    "2024;Electricite;1004;Ambérieu;RES;RESIDENTIEL;;20000,5;6000;0;Enedis",
    "2024;Electricite;2A004;Ajaccio;RES;RESIDENTIEL;;150000,5;30000;0;EDF",
    "2024;Electricite;97411;Saint-Denis;RES;RESIDENTIEL;;250000,5;60000;0;EDF",
    "2024;Electricite;75112;Paris 12;RES;RESIDENTIEL;;150000,5;60000;0;Enedis",
    "2024;Electricite;55039;Beaumont;RES;RESIDENTIEL;;0;0;0;Enedis",
]
TEXT = "\r\n".join([HEADINGS, *ROWS]) + "\r\n"


def in_zip(name, content):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


def as_parquet():
    buffer = io.BytesIO()
    pl.read_csv(TEXT.encode(), separator=";", infer_schema=False).write_parquet(buffer)
    return buffer.getvalue()


def as_workbook():
    buffer = io.BytesIO()
    table = pl.read_csv(TEXT.encode(), separator=";", infer_schema=False)
    number = pl.col("Conso totale (MWh)").str.replace(",", ".").cast(pl.Float64, strict=False)
    table.with_columns(pl.coalesce(number.cast(pl.String), pl.col("Conso totale (MWh)"))).write_excel(buffer)
    return buffer.getvalue()


WRITINGS = {
    "plain.csv": TEXT.encode(),
    "mark.csv": TEXT.encode("utf-8-sig"),
    "windows.csv": TEXT.encode("cp1252"),
    "utf16.csv": TEXT.encode("utf-16"),
    "empty-lines.csv": TEXT.replace("\r\n2024;Electricite;1004", "\r\n\r\n2024;Electricite;1004").encode()
    + b"\r\n;;;;;;;;;;\r\n",
    "points.csv": TEXT.replace(",", ".").encode(),
    "tabs.csv": TEXT.replace(";", "\t").encode(),
    "table.csv.gz": gzip.compress(TEXT.encode(), mtime=0),
    "archive.zip": in_zip("dossier/table.csv", TEXT),
    "inner.zip": in_zip("table.csv.gz", gzip.compress(TEXT.encode(), mtime=0)),
    "table.parquet": as_parquet(),
    "classeur.xlsx": as_workbook(),
}


def written(folder, name, content):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("name", WRITINGS)
def test_one_table_in_every_writing_is_one_table(name, lake_folder, tmp_path):
    expected = compare_files(
        files=GivenFiles(source="ore-communes", files=[written(tmp_path, "expected.csv", TEXT.encode())])
    )[0].table
    (found,) = compare_files(files=GivenFiles(source="ore-communes", files=[written(tmp_path, name, WRITINGS[name])]))
    assert found.table.equals(expected)
    totals = dict(found.table.filter(pl.col("sector") == "total").select("insee_code", "consumption_mwh").iter_rows())
    assert totals == {
        "35238": 500007.375,
        "01004": 20000.5,
        "2A004": 150000.5,
        "97411": 250000.5,
        "75112": 150000.5,
        "55039": 0,
    }
    rennes = found.table.filter((pl.col("insee_code") == "35238") & (pl.col("sector") == "total"))
    assert rennes.select("state", "masked_meshes").row(0) == ("lower_bound", 2)


def test_a_file_of_another_region_stands_beside_what_the_lake_holds(shipped, tmp_path):
    before = provider_figures(TOULOUSE)["electricity_total"].value
    (snapshot,) = add_files(source="ore-communes", files=[written(tmp_path, "bretagne.csv", TEXT.encode())])
    assert provider_figures(TOULOUSE)["electricity_total"].value == before
    assert provider_figures(RENNES)["electricity_total"].value == pytest.approx(500007.375)
    assert any(remark.startswith("repris de l’édition 2024-") for remark in snapshot.card.remarks)
    lines = [line.replace("500000,125", "400000,125") for line in TEXT.splitlines()[:2]]
    revised = written(tmp_path, "rennes.csv", "\n".join(lines).encode())
    (compared,) = compare_files(files=GivenFiles(source="ore-communes", files=[revised]))
    assert (compared.comparison.removed, compared.comparison.revised > 0) == (0, True)
    add_files(source="ore-communes", files=[revised])
    assert provider_figures(RENNES)["electricity_total"].value == pytest.approx(400000.125)
    assert provider_figures(TOULOUSE)["electricity_total"].value == before
    add_files(source="ore-communes", files=[revised], keeps_others=False)
    current = [snapshot for snapshot in snapshots.current_snapshots() if snapshot.card.source == "ore-communes"]
    assert [found.rows for found in current] == [2]


def test_two_files_of_one_name_are_both_read(lake_folder, tmp_path):
    lines = TEXT.splitlines()
    one = written(tmp_path, "a/table.csv", "\n".join(lines[:5]).encode())
    two = written(tmp_path, "b/table.csv", "\n".join([lines[0], *lines[5:]]).encode())
    add_files(source="ore-communes", files=[one, two])
    (current,) = snapshots.current_snapshots()
    assert pl.read_parquet(current.table)["insee_code"].n_unique() == 6
    opened = open_archives({"x.zip": in_zip("a/t.csv", "1"), "y.zip": in_zip("b/t.csv", "2")})
    assert sorted(opened.values()) == [b"1", b"2"]


@pytest.mark.parametrize(
    ("content", "row", "column", "expected"),
    [
        (TEXT.splitlines()[0], None, None, "au moins une ligne de données"),
        (TEXT.replace("Conso totale (MWh)", "Consommation"), 1, "conso_totale_mwh", "une colonne"),
        (TEXT.replace("Libellé Commune", "Code Commune"), 1, "Code Commune", "une seule colonne"),
        (TEXT.replace("Rennes é;RES", '"Rennes\né";RES').replace(";9000;", ";neuf;"), 4, "Nb sites", "un nombre"),
        (TEXT.replace("7,250", "7,250.5"), 3, "Conso totale (MWh)", "un nombre"),
        (TEXT.replace("500000,125", "500000.125"), 3, "Conso totale (MWh)", "sans ambiguïté"),
        (b"%PDF-1.4\n", 1, None, "un fichier d’une autre sorte"),
        (b"a;b\n\0;1\n", 1, None, "un fichier d’une autre sorte"),
        (gzip.compress(TEXT.encode(), mtime=0)[:-9], None, None, "un fichier gzip entier"),
        (as_parquet()[:-9], None, None, "une table Parquet entière"),
        (in_zip("xl/workbook.xml", "<x/>"), None, None, "un classeur"),
    ],
)
def test_what_cannot_be_read_is_named_where_it_is(content, row, column, expected, lake_folder, tmp_path):
    file = written(tmp_path, "x.csv", content.encode() if isinstance(content, str) else content)
    with pytest.raises(ImportFileError) as caught:
        compare_files(files=GivenFiles(source="ore-communes", files=[file]))
    assert [(fault.row, fault.column, expected in fault.expected) for fault in caught.value.faults[:1]] == [
        (row, column, True)
    ]


def test_a_small_gzip_does_not_fill_the_memory():
    with pytest.raises(ImportFileError, match="fault"):
        gunzip("x.gz", gzip.compress(bytes(1_000_000), mtime=0), largest=10_000)
    assert gunzip("x.gz", gzip.compress(b"a") + gzip.compress(b"b")) == b"ab"


def test_a_city_and_its_districts_are_not_counted_twice(lake_folder, tmp_path):
    paris = [line.replace("Paris 12", "Paris") for line in TEXT.splitlines() if "75112" in line]
    both = [HEADINGS, *ROWS, *(line.replace("75112", "75056").replace("150000,5", "900000,5") for line in paris)]
    (found,) = compare_files(
        files=GivenFiles(source="ore-communes", files=[written(tmp_path, "t.csv", "\n".join(both).encode())])
    )
    codes = set(found.table["insee_code"])
    assert ("75056" in codes, "75112" in codes) == (True, False)
    assert "2 lignes d’arrondissements, de côté\u00a0: leur ville est dans le même fichier" in found.card.remarks
