"""Well formed files that say something wrong: each is flagged, nothing is adopted, and a person may accept it."""

import csv

import pytest
from typer.testing import CliRunner

from autan.ground.errors import ImportFileError
from autan.instance.cli.data import app
from autan.opendata.sources.lake import snapshots
from autan.opendata.updates.core.plausibility import ImplausibleEditionError, cut_fault
from tests.opendata.observatory.producers import produced

pytestmark = pytest.mark.django_db
ORE, IGT, CENSUS, DPE = SOURCES = ("ore-communes", "igt-ghg", "insee-dwellings", "ademe-dpe")


def add(*words):
    return CliRunner().invoke(app, ["add", *map(str, words)])


def write(file, rows):
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]), restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return file


@pytest.fixture
def give(tmp_path):
    """Adds the table that ships of a source, as a file of its producer, after some change of its rows."""

    def give(source, change=lambda rows: rows, *options):
        rows = change(produced(source))
        return add(source, write(tmp_path / "given.csv", rows), "--replace", *options)

    return give


def times(factor, *columns, epci=""):
    def change(rows):
        for row in rows:
            for column in columns:
                if row[column] and epci in row["code_epci"]:
                    row[column] = f"{float(row[column]) * factor:g}"
        return rows

    return change


def swap(one, other):
    def change(rows):
        for row in rows:
            row[one], row[other] = row[other], row[one]
        return rows

    return change


def say_year(year):
    return lambda rows: [row | {"annee": year} for row in rows]


ENERGY = ("mwh_residentiel", "mwh_total")
GASES = tuple(
    f"tco2e_{name}"
    for name in (
        *(
            "agriculture",
            "autres_transports",
            "dechets",
            "energie",
            "industrie_hors_energie",
            "residentiel",
            "routier",
            "tertiaire",
        ),
        "total_hors_biomasse_et_international",
    )
)
PLANTED = {
    "kWh for one EPCI": (ORE, times(1000, *ENERGY, epci="241200187"), "autre unité"),
    "the total and nothing else in kWh for one EPCI": (ORE, times(1000, "mwh_total", epci="200072643"), "autre unité"),
    "half a file": (ORE, lambda rows: rows[: len(rows) // 2], "un fichier coupé"),
    "the first lines": (ORE, lambda rows: rows[:330], "un fichier coupé"),
    "road and services": (IGT, swap("tco2e_routier", "tco2e_tertiaire"), "deux titres inversés"),
    "labels A and G": (DPE, swap("nb_dpe_a", "nb_dpe_g"), "deux titres inversés"),
    "energy and points": (ORE, swap("mwh_residentiel", "points_residentiels"), ""),
    "population times ten": (CENSUS, times(10, "population"), "la même unité partout"),
    "dwellings times ten": (CENSUS, times(10, "logements"), "la même unité partout"),
    "kt for t": (IGT, times(0.001, *GASES), "la même unité partout"),
    "houses and flats": (CENSUS, swap("maisons", "appartements"), "deux échangés"),
    "houses and second homes": (CENSUS, swap("maisons", "residences_secondaires"), "au moins ses résidences"),
    "the data of 2024 as 2025": (ORE, say_year("2025"), "sous une autre année"),
}


@pytest.mark.parametrize("defect", PLANTED)
@pytest.mark.parametrize("first", [True, False], ids=["on an empty lake", "after a good edition"])
def test_a_planted_defect_is_flagged_and_nothing_is_adopted(lake_folder, give, adopt, defect, first):
    name, change, said = PLANTED[defect]
    if not first:
        adopt(name)
    held = snapshots.list_snapshots()
    done = give(name, change)
    assert isinstance(done.exception, ImportFileError), done.output
    assert said in " ".join(fault.expected for fault in done.exception.faults)
    assert done.exception.exit_code == ImportFileError.exit_code
    assert snapshots.list_snapshots() == held


@pytest.mark.parametrize(("territories", "said"), [(6, " et 1 autre"), (7, " et 2 autres")])
def test_the_territories_cut_that_are_not_named_are_counted(territories, said):
    members = {f"24310051{rank}": [f"31{rank}{number:02}" for number in range(10)] for rank in range(territories)}
    (fault,) = cut_fault([code for communes in members.values() for code in communes[:9]], members)
    assert fault.value.endswith(said)


@pytest.mark.parametrize("name", SOURCES)
def test_a_file_that_is_right_is_adopted_twice_without_an_alert(lake_folder, give, name):
    for _ in range(2):
        done = give(name)
        assert done.exit_code == 0, done.output


def test_losses_and_revisions_are_shown_and_accepted(lake_folder, give):
    give(ORE)
    done = give(ORE, lambda rows: rows[60:])
    assert isinstance(done.exception, ImplausibleEditionError)
    assert "pertes" in done.output
    assert "--accept" in done.output
    revised = give(ORE, times(1.2, *ENERGY))
    assert any("valeurs révisées" in fault.value for fault in revised.exception.faults)
    moved = give(ORE, times(2.5, *ENERGY, epci="243100633"))
    assert any("243100633" in fault.value for fault in moved.exception.faults)
    assert give(ORE, lambda rows: rows[60:], "--accept").exit_code == 0


def test_a_name_or_an_epci_of_another_commune_is_a_fault_at_its_row(lake_folder, give):
    def confuse(rows):
        rows[4]["nom_commune"], rows[7]["code_epci"] = "Toulouse", "243100518"
        return rows

    faults = give(ORE, confuse).exception.faults
    assert [(fault.row, fault.column, fault.value) for fault in faults] == [
        (6, "nom_commune", "Toulouse"),
        (9, "code_epci", "243100518"),
    ]


def test_one_faulty_row_names_the_option_that_sets_it_aside(lake_folder, give):
    def empty(rows):
        rows[5]["code_commune"] = ""
        return rows

    done = give(ORE, empty)
    assert "--skip-bad-rows" in done.output
    aside = give(ORE, empty, "--skip-bad-rows")
    assert aside.exit_code == 0
    assert "Mis de côté" in aside.output


@pytest.mark.parametrize("quote", ["", '"'])
def test_mixed_line_ends_are_read(lake_folder, tmp_path, quote):
    rows = produced(ORE)
    lines = write(tmp_path / "plain.csv", rows).read_text(encoding="utf-8").splitlines()
    ends = ("\r\n", "\n", "\r")
    file = tmp_path / "mixed.csv"
    text = "".join(line + ends[rank % 3] for rank, line in enumerate(lines))
    file.write_bytes(text.replace("Arabaux", f"{quote}Arabaux{quote}").encode())
    assert add(ORE, file).exit_code == 0
    (held,) = snapshots.list_snapshots()
    assert held.rows == 2 * len(rows)


def test_two_years_given_together_are_taken_both_or_not_at_all(lake_folder, tmp_path):
    good = write(tmp_path / "2024.csv", produced(ORE))
    copied = write(tmp_path / "2025.csv", say_year("2025")(produced(ORE)))
    broken = write(tmp_path / "broken.csv", times(1000, *ENERGY, epci="241200187")(say_year("2025")(produced(ORE))))
    assert isinstance(add(ORE, good, broken).exception, ImportFileError)
    assert not snapshots.list_snapshots()
    assert add(ORE, good, copied, "--accept").exit_code == 0
    assert {snapshot.card.data_date for snapshot in snapshots.list_snapshots()} == {"2024", "2025"}
