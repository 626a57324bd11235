"""Bad input: named, located, kept apart in a file that people can read; the last good edition stays in use."""

import csv
import io
import json
import zipfile

import pytest
from typer.testing import CliRunner

from autan.ground.errors import ImportFileError
from autan.ground.tables.core.tables import Limits
from autan.instance.cli.data import app
from autan.opendata.sources.connectors.archives import open_archives
from autan.opendata.sources.lake import snapshots
from autan.people.journal.models import JournalEntry
from tests.opendata.observatory.making import FILES, cell
from tests.opendata.sources.ore_service import LABELS, ROWS, table

pytestmark = pytest.mark.django_db


def add(*words):
    return CliRunner().invoke(app, ["add", *map(str, words)])


def quarantine(folder, source):
    (path,) = (folder / source / "quarantine").glob("*.csv")
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig")), delimiter=";"))


@pytest.mark.parametrize(
    ("row", "column", "value"),
    [
        (("9999", "2024", "Gaz", "RESIDENTIEL", "1", "1", "0", "GRDF"), "Code Commune", "9999"),
        (("31555", "2031", "Gaz", "RESIDENTIEL", "1", "1", "0", "GRDF"), "Année", "2031"),
        (("31555", "2023", "Gaz", "RESIDENTIEL", "1", "1", "0", "GRDF"), "Année", "2023"),
        (("31555", "2024", "Gaz", "TERTIAIRE", "-4", "1", "0", "GRDF"), "Conso totale (MWh)", "-4"),
        (ROWS[0], "Code Commune", "09050"),
    ],
)
def test_what_is_refused_is_written_with_its_place_and_its_line(lake_folder, tmp_path, row, column, value):
    file = tmp_path / "ore.csv"
    file.write_text(table([*ROWS[:8], row], LABELS, ";"))
    done = add("ore-communes", file)
    assert isinstance(done.exception, ImportFileError)
    assert "Mis de côté, avec les raisons" in done.output
    heading, fault, *_ = quarantine(lake_folder, "ore-communes")
    assert heading == ["fichier", "ligne", "colonne", "valeur lue", "attendu", "contenu de la ligne"]
    assert (fault[0], fault[1], fault[2], fault[3].lstrip("'")) == ("ore.csv", "10", column, value)
    assert fault[5] == ";".join(row)
    assert JournalEntry.objects.filter(act="quarantine_rows").count() == 1
    assert snapshots.list_snapshots() == ()


def test_rows_set_aside_are_in_quarantine_and_the_rest_is_taken(lake_folder, tmp_path):
    file = tmp_path / "dpe.csv"
    file.write_text(cell("ademe-dpe", 2, "nb_dpe_a", "-4"))
    done = add("ademe-dpe", file, "--skip-bad-rows")
    assert done.exit_code == 0
    assert "1 ligne fautive mise de côté (nb_dpe_a)" in done.output
    assert quarantine(lake_folder, "ademe-dpe")[1][1:4] == ["2", "nb_dpe_a", "-4"]


def test_a_cell_that_would_be_a_formula_is_shown_as_text(lake_folder, tmp_path):
    file = tmp_path / "dpe.csv"
    file.write_text(cell("ademe-dpe", 2, "code_commune", '=HYPERLINK("x")').replace('"', "'"))
    add("ademe-dpe", file)
    assert quarantine(lake_folder, "ademe-dpe")[1][3] == "'=HYPERLINK('x')"


def thousandfold(text):
    rows = [line.split(",") for line in text.splitlines()]
    return "\n".join(
        [
            ",".join(rows[0]),
            *(",".join([*r[:3], *(_times(x) for x in r[3:4]), r[4], _times(r[5]), *r[6:]]) for r in rows[1:]),
        ]
    )


def _times(cell_text):
    return str(float(cell_text) * 1000) if cell_text.replace(".", "").isdecimal() else cell_text


def test_kwh_given_for_mwh_is_noticed_against_the_last_edition(lake_folder, tmp_path):
    codes = ["09050", "31555", "31069", "31300", "31344", "31483", "12020", "12090"]
    head = FILES["ore-communes"].splitlines()[0]
    rows = [f"{code},2024,electricite,{2000 + place},400,{30_000 + place},0,Enedis" for place, code in enumerate(codes)]
    good, bad = tmp_path / "2024.csv", tmp_path / "kwh.csv"
    good.write_text("\n".join([head, *rows]) + "\n")
    bad.write_text(thousandfold(good.read_text()) + "\n")
    assert add("ore-communes", good, "--accept").exit_code == 0
    done = add("ore-communes", bad)
    assert any("environ 1000 fois" in fault.value for fault in done.exception.faults)
    assert len(snapshots.list_snapshots()) == 1
    output = add("ore-communes", bad, "--compare").output
    assert "Alerte : consommation, en MWh : environ 1000 fois" in output
    assert "Rien n’a été adopté" in output
    assert add("ore-communes", bad, "--accept").exit_code == 0
    assert len(snapshots.list_snapshots()) == 2


def test_an_archive_stands_for_the_tables_that_it_holds(lake_folder, tmp_path):
    path = tmp_path / "dpe.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("lisez-moi.pdf", "x")
        archive.writestr("donnees/dpe.csv", FILES["ademe-dpe"])
    assert "14 lignes" in add("ademe-dpe", path).output


@pytest.mark.parametrize("content", [b"PK\x03\x04cut", None])
def test_a_damaged_or_empty_archive_is_refused(tmp_path, content):
    if content is None:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr("image.png", "x")
        content = buffer.getvalue()
    with pytest.raises(ImportFileError):
        open_archives({"a.zip": content})


def test_an_archive_that_is_cut_inside_or_asks_for_a_password_is_refused():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression=zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", "a,b\n" * 500)
    content = bytearray(buffer.getvalue())
    with pytest.raises(ImportFileError, match="zip entière"):
        open_archives({"a.zip": bytes(content[:40] + bytes(8) + content[48:])})
    content[content.find(b"PK\x01\x02") + 8] |= 1  # the bit of a password, in the list of members
    with pytest.raises(ImportFileError, match="sans mot de passe"):
        open_archives({"a.zip": bytes(content)})


def test_an_archive_too_large_once_open_is_refused(monkeypatch):
    monkeypatch.setattr("autan.opendata.sources.connectors.archives.NATIONAL_LIMITS", Limits(max_opened_bytes=3))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.csv", "12345")
    with pytest.raises(ImportFileError, match="Mo une fois ouverte"):
        open_archives({"a.zip": buffer.getvalue()})


def test_a_revision_is_listed_by_compare_without_being_adopted(shipped, tmp_path):
    file = tmp_path / "dpe.csv"
    file.write_text(FILES["ademe-dpe"])
    before = snapshots.list_snapshots()
    done = add("ademe-dpe", file, "--compare")
    assert "valeurs révisées" in done.output
    assert snapshots.list_snapshots() == before
    assert json.loads(CliRunner().invoke(app, ["status", "--json"]).output)


RARE_HEAD = "siren;annee;secteur;vecteur;energie_mwh;ges_tco2e;methode"


@pytest.mark.parametrize("times", [1, 1000, 0.001])
def test_a_first_file_in_kwh_or_gwh_is_noticed_by_the_amount_per_head(lake_folder, tmp_path, times):
    people = {"243100518": 800_000, "241200187": 56_000, "243100633": 80_000}
    rows = [f"{siren};2022;total;total;{number * 18 * times};;cadastrale" for siren, number in people.items()]
    file = tmp_path / "rare.csv"
    file.write_text("\n".join([RARE_HEAD, *rows]) + "\n")
    done = add("rare-epci", file)
    if times == 1:
        assert done.exit_code == 0
        return
    (fault,) = done.exception.faults
    assert (fault.column, "par habitant" in fault.value) == ("énergie, en MWh", True)
    assert snapshots.list_snapshots() == ()
    assert "par habitant, territoire médian" in add("rare-epci", file, "--compare").output
    assert add("rare-epci", file, "--accept").exit_code == 0


def test_a_file_of_another_year_than_the_one_expected_is_refused(lake_folder, tmp_path):
    file = tmp_path / "ore.csv"
    file.write_text(FILES["ore-communes"])
    done = add("ore-communes", file, "--year", "2023")
    assert done.exception.faults[0].expected == "des données de 2023"
    assert quarantine(lake_folder, "ore-communes")[1][3] == "2024"
    assert add("ore-communes", file, "--year", "2024", "--accept").exit_code == 0
