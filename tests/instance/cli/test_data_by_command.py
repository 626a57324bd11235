"""`autan data`: files added, compared, refused; a service asked; what is held, and how old it is; tables added up."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from autan.ground.errors import Fault, ImportFileError, RuleError
from autan.instance.cli.data_refresh import _describe_error, _ProgressLine
from autan.instance.cli.data_status import _format_age, _format_names
from autan.opendata.sources.lake import snapshots
from tests.cast import HERE
from tests.instance.cli.conftest import Command
from tests.opendata.observatory.big_table import write_big_table
from tests.opendata.observatory.making import FILES, cell
from tests.opendata.sources.ore_service import ROWS, OrePortal
from tests.opendata.sources.services import serve

pytestmark = pytest.mark.usefixtures("network", "lake_folder")


def objects(autan: Command, *words: object) -> Any:
    done = autan(*map(str, words), "--json")
    assert (done.code, done.err) == (0, "")
    return json.loads(done.out)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "dpe.csv"
    path.write_text(FILES["ademe-dpe"], encoding="utf-8")
    return path


def add(autan: Command, file: Path, *more: str) -> Any:
    return objects(autan, "data", "add", "ademe-dpe", file, *more)


def test_a_first_file_is_an_edition_compared_with_none(autan: Command, file: Path) -> None:
    compared = add(autan, file, "--compare")
    assert [(row["adopted"], row["compared_with"]) for row in compared] == [(None, None)]
    assert snapshots.list_snapshots() == ()
    shown = autan("data", "add", "ademe-dpe", str(file), "--compare").out
    assert "édition en usage aucune" in shown
    assert shown.rstrip().endswith("Rien n’a été adopté : relancez sans --compare pour le prendre en compte.")
    (row,) = add(autan, file)
    (snapshot,) = snapshots.list_snapshots()
    assert (row["adopted"], row["rows"], row["error"]) == (snapshot.name, snapshot.rows, None)


def test_what_a_second_file_changes_is_told_before_and_after(autan: Command, file: Path) -> None:
    add(autan, file)
    first = snapshots.current_snapshots()[0].name
    file.write_text(cell("ademe-dpe", 2, "nb_dpe_a", "11"), encoding="utf-8")
    (compared,) = add(autan, file, "--compare")
    assert (compared["added"], compared["removed"], compared["revised"]) == (0, 0, 1)
    assert compared["in_use"].startswith(first)
    assert snapshots.current_snapshots()[0].name == first
    shown = autan("data", "add", "ademe-dpe", str(file)).out
    assert shown.startswith("✓ ademe-dpe ")
    assert "0 ajout, 0 perte, 1 valeur révisée" in shown
    assert "31555 2026-06-30 a certificates : 10 → 11" in shown
    assert snapshots.current_snapshots()[0].name != first


def test_a_file_at_fault_is_refused_whole_or_less_its_rows(autan: Command, file: Path) -> None:
    add(autan, file)
    used = snapshots.current_snapshots()[0].name
    file.write_text(cell("ademe-dpe", 2, "nb_dpe_a", "-4"), encoding="utf-8")
    refused = autan("data", "add", "ademe-dpe", str(file))
    assert (refused.code, snapshots.current_snapshots()[0].name) == (5, used)
    assert "1 ligne fautive mise(s) de côté et listée(s) : --skip-bad-rows" in refused.out
    assert f"Reste en usage : {used} (copie du " in refused.out
    aside = refused.out.partition("Mis de côté, avec les raisons : ")[2].splitlines()[0]
    assert "-4" in Path(aside).read_text(encoding="utf-8")
    assert "nb_dpe_a" in refused.err
    (row,) = add(autan, file, "--skip-bad-rows", "--accept", "--reason", "le producteur corrigera")
    assert row["rows"] > 0
    assert any("de côté (" in remark for remark in row["remarks"])


def test_an_implausible_file_is_adopted_only_where_it_is_agreed(autan: Command, file: Path) -> None:
    add(autan, file)
    used = snapshots.current_snapshots()[0].name
    lines = FILES["ademe-dpe"].splitlines()
    file.write_text("\n".join(lines[:2]) + "\n", encoding="utf-8")
    refused = autan("data", "add", "ademe-dpe", str(file), "--replace", typed="o\n")
    assert (refused.code != 0, snapshots.current_snapshots()[0].name) == (True, used), "nobody is at this terminal"
    assert "Pas adopté : relancez avec --accept" in refused.out
    assert add(autan, file, "--replace", "--accept", "--reason", "un seul lieu")[0]["adopted"]


def test_a_description_that_is_not_one_adopts_nothing(autan: Command, tmp_path: Path) -> None:
    for text, code in (("{", 5), ("[1]", 4), ('"a"', 4)):
        description = tmp_path / "d.json"
        description.write_text(text, encoding="utf-8")
        table = tmp_path / "t.csv"
        table.write_text("a,b\n1,2\n", encoding="utf-8")
        refused = autan("data", "add", "indicators", str(description), str(table), "--dataset", "essai")
        assert (text, refused.code, "Traceback" in refused.err) == (text, code, False)
    assert snapshots.list_snapshots() == ()


def test_what_is_held_is_told_with_its_age_and_whom_it_covers(autan: Command, file: Path) -> None:
    assert objects(autan, "data", "status") == []
    add(autan, file)
    (row,) = objects(autan, "data", "status", "--network", "essai", "--verify")
    assert (row["source"], row["is_current"], row["is_damaged"], row["members_covered"]) == (
        "ademe-dpe",
        True,
        False,
        [],
    )
    assert (row["members_missing"], row["missing_names"]) == ([HERE, "999000024"], ["Ici", "Là"])
    shown = autan("data", "status", "--network", "essai")
    cells = next(line for line in shown.out.splitlines() if "\t" in line).split("\t")
    assert (cells[0], cells[3:]) == ("ademe-dpe", [_format_age(row["age_days"]), "oui", "0 sur 2"])
    assert f"ademe-dpe {row['data_date']} : sans donnée pour Ici, Là" in shown.out
    assert "Sources que l’on sait lire\u00a0: ore-communes" in shown.out
    alone = autan("data", "status").out
    cells = next(line for line in alone.splitlines() if "\t" in line).split("\t")
    assert cells[5:] == [str(row["rows"]), str(row["territories"])]
    assert "sans donnée pour" not in alone


def test_a_damaged_table_is_told_and_stops_who_verifies(autan: Command, file: Path) -> None:
    add(autan, file)
    snapshots.list_snapshots()[0].table.write_bytes(b"")
    shown = autan("data", "status")
    assert (shown.code, "\tabîmée\t" in shown.out, "est endommagée ; la dernière bonne édition" in shown.out) == (
        0,
        True,
        True,
    )
    verified = autan("data", "status", "--verify")
    assert (verified.code != 0, verified.out) == (True, "")


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "0 jour"), (1, "1 jour"), (2, "2 jours"), (60, "60 jours"), (61, "2 mois"), (90, "3 mois"), ("x", "0 jour")],
)
def test_an_age_is_in_days_then_in_months(days: object, words: str) -> None:
    assert _format_age(days) == words


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, ""), (1, "a"), (6, "a, b, c, d, e, f"), (8, "a, b, c, d, e, f et 2 autres")],
)
def test_six_names_are_told_and_the_others_counted(count: int, words: str) -> None:
    assert _format_names(list("abcdefgh")[:count]) == words


def refresh(autan: Command, settings: Any, *more: str, rows: Iterable[Any] = ROWS) -> Any:
    with serve(OrePortal(rows=list(rows))) as service:
        settings.AUTAN_MIRRORS = {"opendata.agenceore.fr": service.url}
        return autan("data", "refresh", "ore-communes", *more)


def test_a_service_is_asked_and_what_it_revises_waits(autan: Command, settings: Any) -> None:
    (row,) = json.loads(refresh(autan, settings, "--json").out)
    (snapshot,) = snapshots.list_snapshots()
    assert (row["adopted"], row["in_use"].startswith(snapshot.name), Path(row["answers"]).exists()) == (
        snapshot.name,
        True,
        True,
    )
    changed = [ROWS[0], (*ROWS[1][:4], "80", *ROWS[1][5:]), *ROWS[2:]]
    waiting = refresh(autan, settings, rows=changed)
    assert (waiting.code, waiting.out.startswith("? ore-communes 2024"), len(snapshots.list_snapshots())) == (
        0,
        True,
        1,
    )
    assert "1 valeur révisée" in waiting.out
    assert waiting.out.rstrip().endswith("relancez avec --accept pour le prendre en compte.")
    accepted = refresh(autan, settings, "--accept", rows=changed)
    assert (accepted.code, accepted.out[0], len(snapshots.list_snapshots())) == (0, "✓", 2)


def test_a_service_that_answers_badly_keeps_what_is_in_use(autan: Command, settings: Any) -> None:
    refresh(autan, settings)
    used = snapshots.current_snapshots()[0].name
    bad = [(*ROWS[0][:4], "-5", *ROWS[0][5:]), *ROWS[1:]]
    failed = refresh(autan, settings, rows=bad)
    assert (failed.code, failed.out.startswith("✗ ore-communes : "), snapshots.current_snapshots()[0].name) == (
        5,
        True,
        used,
    )
    assert f"Reste en usage : {used}" in failed.out
    assert "Mis de côté, avec les raisons : " in failed.out
    (row,) = json.loads(refresh(autan, settings, "--json", rows=bad).out)
    assert (row["source"], row["in_use"].startswith(used), Path(row["quarantine"]).is_file()) == (
        "ore-communes",
        True,
        True,
    )


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (RuleError("non"), "non"),
        (ImportFileError("a.csv", [Fault(expected="un nombre")]), "a.csv : 1 défaut ; attendu : un nombre"),
        (
            ImportFileError("a.csv", [Fault(row=3, column="n", value="x", expected="un nombre"), Fault(expected="b")]),
            "a.csv : 2 défauts, dont ligne 3, colonne n, « x » ; attendu : un nombre",
        ),
    ],
)
def test_why_a_source_failed_is_its_first_fault_with_its_place(error: Any, words: str) -> None:
    assert _describe_error(error).replace("\u00a0", " ").replace("\u202f", " ") == words


def test_a_line_of_progress_counts_from_one() -> None:
    class Status:
        def __init__(self) -> None:
            self.words: list[str] = []

        def update(self, words: str) -> None:
            self.words.append(words)

    status = Status()
    line = _ProgressLine(status, 2)  # type: ignore[arg-type]  # what it takes of a status is `update`
    for source in ("a", "b"):
        line.begin(source)
    line.show("3 Mo")
    assert status.words == ["1/2 a · demande", "2/2 b · demande", "2/2 b · 3 Mo"]


def test_a_big_table_is_added_up_with_what_is_outside_counted(autan: Command, tmp_path: Path) -> None:
    table, out = tmp_path / "big.parquet", tmp_path / "sums.csv"
    write_big_table(table, rows=300)
    frame = pl.read_parquet(table)
    pl.concat([frame, frame.head(1).with_columns(insee_code=pl.lit("99999"))]).write_parquet(table)
    done = objects(autan, "data", "cube", table, out)
    sums = pl.read_csv(out, schema_overrides={"siren": pl.String})
    assert (done["sums"], done["territories"], done["outside_rows"], done["vintage"]) == (
        sums.height,
        sums["siren"].n_unique(),
        1,
        2026,
    )
    assert autan("data", "cube", str(table), str(out)).code == 6
    shown = autan("data", "cube", str(table), str(out), "--force").out.replace("\u202f", " ").splitlines()
    assert shown[0].startswith(f"{sums.height:,} sommes pour ".replace(",", " "))
    assert shown[1] == "1 lignes d’une commune hors de tout EPCI n’entrent dans aucune somme."


def test_contours_of_a_file_are_kept_for_the_territories_that_are_followed(autan: Command, tmp_path: Path) -> None:
    square = {"type": "Polygon", "coordinates": [[[1, 43], [1.1, 43], [1.1, 43.1], [1, 43.1], [1, 43]]]}
    features = [
        {"type": "Feature", "properties": {"siren": siren, "code": siren, "nom": siren}, "geometry": square}
        for siren in (HERE, "111111111")
    ]
    file = tmp_path / "c.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    kept = objects(autan, "data", "contours", file, "--credit", "Dessin d’essai")
    assert (kept["epci"], kept["left_out"]) == (1, ["111111111"])
    shown = autan("data", "contours", str(file)).out
    assert shown == "Contours gardés : 1 EPCI, 0 communes\n  Laissés de côté, d’aucun réseau d’ici : 111111111\n"
