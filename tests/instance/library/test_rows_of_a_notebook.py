"""Frames, classes, sums and traces of a notebook, in small: what each holds, what is unknown, what is refused."""

from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import autan
from autan.ground.errors import DomainError, ImportFileError
from autan.instance.library.aggregation import ColumnError, EpciSums
from autan.instance.library.figures import HomeFigure, TraceOfFigure, figures_frame
from autan.instance.library.frames import Table, make_frame
from autan.instance.library.geometries import contours
from autan.instance.library.opening import HomeNotOpenError, open_folder
from autan.instance.library.queries import LakeQueryError, only_select, words_of
from autan.instance.library.register import EpciNameError, all_epci
from autan.instance.library.scenarios import ScenarioRun, read_scenario_file
from autan.territories.charts.core import ClassificationError

SCENARIO = Path(__file__).parents[2] / "foresight" / "engine" / "exemple.yaml"
TABLE = Table({"siren": str, "communes": int}, [("248100430", 14), ("243100518", None)])


def test_a_table_is_read_by_rows_by_columns_and_by_names() -> None:
    assert (TABLE.columns, TABLE.height, len(TABLE)) == (["siren", "communes"], 2, 2)
    assert list(TABLE) == TABLE.rows() == [("248100430", 14), ("243100518", None)]
    assert TABLE["communes"] == [14, None]
    assert TABLE.to_dicts()[1] == {"siren": "243100518", "communes": None}
    with pytest.raises(ValueError, match="is not in list"):
        TABLE["zorg"]
    assert Table({"a": "DECIMAL(4,2)", "b": bool}, []).schema == {"a": "DECIMAL(4,2)", "b": "BOOLEAN"}


def test_whatever_reads_arrow_reads_a_table_with_its_types() -> None:
    kinds: dict[str, type | str] = {"w": str, "n": int, "x": float, "is": bool, "on": date, "raw": bytes}
    row = ("é'\"", 3, 0.5, True, date(2026, 2, 28), b"\x00\xffa")
    frame = pl.DataFrame(Table(kinds, [row, (None,) * 6]))
    assert frame.rows() == [row, (None,) * 6]
    assert frame.schema["n"] == pl.Int64
    assert frame.schema["on"] == pl.Date
    assert pl.DataFrame(Table(kinds, [])).height == 0


def test_ten_rows_are_shown_and_the_others_counted() -> None:
    ten, eleven = (Table({"n": int, "w": str}, [(rank, None) for rank in range(count)]) for count in (10, 11))
    assert str(ten).splitlines() == ["n\tw", *(f"{rank}\t" for rank in range(10))]
    assert repr(eleven).splitlines()[-2:] == ["9\t", "… 11 lignes"]
    page = Table({"<b>": str}, [("<i>",)])._repr_html_()
    assert page == "<table><tr><th>&lt;b&gt;</th></tr><tr><td>&lt;i&gt;</td></tr></table><small>1 × 1</small>"
    assert eleven._repr_html_().count("<tr>") == 11


def test_a_frame_has_the_types_that_are_asked_even_without_a_row() -> None:
    frame = make_frame(iter([("a", None)]), {"w": str, "x": float})
    assert (frame.schema["x"], frame["x"].null_count()) == (pl.Float64, 1)
    assert make_frame([], {"on": date}).schema["on"] == pl.Date


@pytest.mark.parametrize("query", ["SELECT 1", " select 1 ; ", "WITH a AS (SELECT 1) SELECT * FROM a", "SELECT\n1;"])
def test_one_select_is_taken_without_its_last_semicolon(query: str) -> None:
    assert only_select(query, []) == query.strip().rstrip(";")


@pytest.mark.parametrize("query", ["", ";", "DROP TABLE a", "SELECT 1; DROP TABLE a", "selection", "-- SELECT 1"])
def test_any_other_statement_is_refused_with_the_tables(query: str) -> None:
    with pytest.raises(LakeQueryError) as refused:
        only_select(query, ["ore_communes", "ademe_dpe"])
    assert refused.value.reason == "une seule requête SELECT est attendue"
    assert str(refused.value).endswith(" ; tables : ore_communes, ademe_dpe")


def test_a_name_that_is_near_is_offered_else_all_of_them() -> None:
    assert words_of("SELECT a.B_2, 'É' FROM Ore-Communes") == {"select", "a", "b_2", "from", "ore", "communes"}
    error = ValueError("no table ore_commune\nLINE 1: SELECT")
    names = ["ore_communes", "ademe_dpe"]
    near = LakeQueryError.of(error, "SELECT 1 FROM ore_commune", names)
    assert str(near) == "requête refusée : no table ore_commune ; tables : ore_communes"
    assert str(LakeQueryError.of(error, "SELECT 1 FROM zorg", names)).endswith("tables : ore_communes, ademe_dpe")


def test_sums_are_by_epci_and_keys_and_a_null_is_unknown() -> None:
    rows = [
        {"insee": "81065", "year": 2020, "mwh": 10, "t": 0.5},
        {"insee": "81163", "year": 2020, "mwh": None, "t": 1.5},
        {"insee": "81065", "year": 2021, "mwh": 7, "t": float("nan")},
        {"insee": "99999", "year": 2021, "mwh": 1, "t": 1.0},
    ]
    sums = autan.to_epci(rows, code="insee", sum=["mwh", "t"], by=["year"])
    assert sums.frame.columns == ["siren", "name", "year", "mwh", "mwh_known", "t", "t_known", "communes"]
    assert [row[2:] for row in sums.frame.rows()] == [(2020, 10, 1, 2.0, 2, 14), (2021, 7, 1, None, 0, 14)]
    assert (sums.unmatched, sums.vintage) == ((("99999", ""),), 2026)
    assert str(sums).endswith("\n1 code(s) hors de tout EPCI de 2026 : 99999 (code inconnu)")


def test_a_former_commune_goes_where_its_ground_is_in_the_vintage_asked() -> None:
    rows = [{"insee": "46077", "n": 1}, {"insee": "46156", "n": 2}]  # Cours merged into Bellefont in 2017
    sums = autan.to_epci(rows, code="insee", sum=["n"])
    assert [(row["siren"], row["n"], row["n_known"]) for row in sums.frame.to_dicts()] == [("200023737", 3, 1)]
    before = autan.to_epci([{"insee": "62193", "n": 1}], code="insee", sum=["n"], vintage=2019)
    assert (before.frame["siren"].to_list(), before.vintage) == (["246201149"], 2019)


def test_codes_of_no_epci_are_all_counted_and_ten_are_named() -> None:
    codes = tuple((f"9{rank:04}", "Ville" if rank else "") for rank in range(11))
    sums = EpciSums(frame="table", unmatched=codes, vintage=2026)
    assert str(sums).startswith("table\n11 code(s) hors de tout EPCI de 2026 : 90000 (code inconnu), 90001 Ville")
    assert "90010" not in str(sums)
    assert str(EpciSums(frame="table", unmatched=(), vintage=2026)) == "table"


@pytest.mark.parametrize(
    ("rows", "column", "words"),
    [
        ([{"insee": "81065", "n": True}], "n", "elle est de type vrai ou faux"),
        ([{"insee": "81065", "n": date(2026, 1, 1)}], "n", "elle est de type date"),
        ([{"insee": "1001", "n": 1}], "insee", "un code a perdu son zéro, comme « 1001 » ; attendu : 01001"),
        ([{"insee": "81065", "n": 1}, {"insee": "81163", "n": "x"}], "n", "pas toutes d’une même sorte"),
        ([{"insee": "81065", "m": 1}], "n", "présentes : insee, m"),
    ],
)
def test_a_column_that_cannot_be_added_is_named_with_what_was_expected(
    rows: list[dict[str, Any]], column: str, words: str
) -> None:
    with pytest.raises(ColumnError) as refused:
        autan.to_epci(rows, code="insee", sum=["n"])
    assert (refused.value.column, words in str(refused.value)) == (column, True)


def test_whole_numbers_and_others_in_a_column_are_numbers() -> None:
    rows = [{"insee": "81065", "n": 1}, {"insee": "81163", "n": 0.5}]
    assert autan.to_epci(rows, code="insee", sum=["n"]).frame["n"].to_list() == [1.5]
    with pytest.raises(DomainError, match="plusieurs lignes pour la commune 81065"):
        autan.to_epci([rows[0], rows[0]], code="insee", sum=["n"])


@pytest.mark.parametrize(
    ("method", "options", "ranks"),
    [
        ("jenks", {"k": 3}, (0, 0, None, 1, 1, 2, 2)),
        ("equal", {"k": 4}, (0, 0, None, 1, 1, 3, 3)),
        ("manual", {"breaks": [2, 10]}, (0, 0, None, 1, 1, 2, 2)),
        ("manual", {"breaks": [9]}, (0, 0, None, 0, 1, 1, 1)),
    ],
)
def test_a_value_is_in_the_first_class_that_ends_at_it_or_above(
    method: str, options: dict[str, Any], ranks: tuple[int | None, ...]
) -> None:
    classes = autan.classify([1, 2, None, 9, 10, 20, 21], method, **options)
    assert classes.ranks == ranks
    assert sum(classes.counts) == 6
    assert classes.breaks[-1] == 21
    assert len(classes.breaks) == len(classes.counts) == len(classes.classes)
    assert list(classes.breaks) == sorted(classes.breaks)
    assert all(one.high <= other.high for one, other in pairwise(classes.classes))


@pytest.mark.parametrize("values", [[], [None], [float("nan")]])
def test_classes_of_nothing_known_are_refused(values: list[float | None]) -> None:
    with pytest.raises(ClassificationError):
        autan.classify(values)


PIECE: dict[str, Any] = {
    "kind": "rows", "key": "ore/1", "title": "Gaz", "statement": "", "producer": "ORE", "source": "Gaz", "locator": "",
    "url": "https://ore.fr", "rows": 2, "columns": ["code", "mwh"], "table": [["81065", "1"], ["81163", None]],
}  # fmt: skip
FACT = PIECE | {"kind": "fact", "key": "F1", "title": "", "statement": "Un plan", "rows": None}
FACT = {name: value for name, value in FACT.items() if name not in {"columns", "table"}}
OTHER = PIECE | {"key": "ore/2", "columns": ["code", "year"], "table": [["81065", "2020"]]}


def test_the_rows_behind_a_figure_are_under_the_columns_of_each_piece() -> None:
    trace = TraceOfFigure(pieces=[PIECE, FACT, OTHER], inputs=())
    assert trace.rows().columns == ["evidence", "code", "mwh", "year"]
    assert trace.rows().rows() == [
        ("rows:ore/1", "81065", "1", None),
        ("rows:ore/1", "81163", None, None),
        ("rows:ore/2", "81065", None, "2020"),
    ]
    assert trace.evidence().rows()[1] == ("fact", "F1", "", "Un plan", "ORE", "Gaz", "", "https://ore.fr", None)
    assert TraceOfFigure(pieces=[FACT], inputs=()).rows().rows() == []


def test_a_figure_is_shown_with_its_address_and_each_proof_once() -> None:
    values: dict[str, Any] = {
        "id": "a.<b>", "label": "Gaz", "value": None, "low": 1.0, "high": None, "unit": "MWh", "period": "2024",
        "state": "lower_bound", "known": 1, "total": 2,
    }  # fmt: skip
    trace = TraceOfFigure(pieces=[PIECE, PIECE, FACT], inputs=())
    figure = HomeFigure(**values, say=lambda: "Gaz : au moins 1 MWh & plus", find_trace=lambda: trace)
    assert (str(figure), repr(figure)) == ("Gaz : au moins 1 MWh & plus", "<a.<b> : Gaz : au moins 1 MWh & plus>")
    assert figure._repr_html_() == (
        "<p>Gaz : au moins 1 MWh &amp; plus<br><small>a.&lt;b&gt;</small></p>"
        "<ul><li>Gaz ; ORE</li><li>Un plan ; ORE</li></ul>"
    )
    frame = figures_frame([{**values, "territory": None, "group": "CA"}], first=("group",))
    assert frame.columns[:4] == ["group", "id", "label", "territory"]
    assert (frame["value"][0], frame["low"][0], frame["total"][0]) == (None, 1.0, 2)


@pytest.fixture(scope="module")
def run() -> ScenarioRun:
    return read_scenario_file(SCENARIO)


def test_a_scenario_of_a_file_gives_its_years_and_what_each_lever_takes(run: ScenarioRun) -> None:
    assert (run.title, str(run)) == ("Un exemple", "Un exemple, 2021-2050, 4 levier(s)")
    years = run.years("900000000")
    assert years.columns == ["year", "measure", "unit", "trend", "chosen"]
    assert years["year"].unique().sort().to_list() == list(range(2021, 2051))
    first, last = (years.filter(pl.col("year") == year) for year in (2021, 2050))
    assert first["trend"].to_list() == first["chosen"].to_list()
    assert run.years().filter(pl.col("year") == 2050)["chosen"].to_list() == last["chosen"].to_list()
    levers = run.levers()
    assert levers["lever"].to_list()[1:3] == ["rénovation", "pompes"]
    assert run.levers(year=2050).rows() == levers.rows()
    assert run.levers(year=2022).rows() != levers.rows()
    with pytest.raises(ValueError, match="zorg"):
        run.levers("zorg")


def test_a_scenario_at_fault_is_refused_at_its_line(tmp_path: Path) -> None:
    path = tmp_path / "essai.yaml"
    path.write_text(SCENARIO.read_text(encoding="utf-8").replace("quantity: 8000", "quantity: -8000"), encoding="utf-8")
    with pytest.raises(ImportFileError) as refused:
        read_scenario_file(path)
    assert refused.value.file == "essai.yaml"
    assert refused.value.faults[0].row is not None
    with pytest.raises(FileNotFoundError):
        read_scenario_file(tmp_path / "absent.yaml")


def test_contours_are_of_the_mainland_in_the_order_asked() -> None:
    frame = contours("243100518", "249740077", "248100430")
    assert frame["siren"].to_list() == ["243100518", "248100430"]
    assert frame["area_km2"][0] == pytest.approx(460, rel=0.03)


def test_the_register_gives_every_epci_and_says_who_answers_to_a_name() -> None:
    every = all_epci()
    assert every["siren"].is_sorted()
    assert every.filter(pl.col("siren") == "248100430").row(0)[1:3] == ("CA de Castres Mazamet", "CA")
    assert every.height == 1255
    assert all_epci(2019)["population"].null_count() < all_epci(2019).height
    with pytest.raises(EpciNameError) as refused:
        autan.epci(" ")
    assert (refused.value.name, refused.value.found) == (" ", {})


def test_a_frame_of_an_analyst_is_left_as_it_is() -> None:
    mine = pl.DataFrame({"insee": ["81065"], "n": [1.0]})
    before = mine.clone()
    sums = autan.to_epci(mine.lazy(), code="insee", sum=["n"])
    assert mine.equals(before)
    assert sums.frame["n_known"].to_list() == [1]


def test_a_folder_that_is_none_is_not_opened(tmp_path: Path) -> None:
    with pytest.raises(HomeNotOpenError, match="n’est pas un dossier ; donnez celui que sert « autan serve »"):
        open_folder(tmp_path / "absent")
