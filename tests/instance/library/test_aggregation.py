"""A table by commune added to EPCI in memory: the law of the lake, and every refusal in words."""

from itertools import count
from pathlib import Path

import pandas as pd
import polars as pl
import pytest
from django.conf import settings as django_settings
from hypothesis import given, settings
from hypothesis import strategies as st

import autan
from autan.ground.errors import DomainError
from autan.instance.library.aggregation import ColumnError
from autan.opendata.measures.queries.communal_tables import aggregate_communes
from autan.territories.perimeters.core.perimeters import CommuneWithoutEpciError
from autan.territories.perimeters.lake.register import passage_frame, register_rows

SOME = [
    *(code for (code,) in register_rows("SELECT former_insee_code FROM merges LIMIT 40")),
    *passage_frame()["source_code"].head(60).to_list(),
]
NUMBERS = count()
CELL = st.none() | st.integers(-1000, 1000)


def frame(**columns: object) -> pl.DataFrame:
    return pl.DataFrame(
        {"insee": ["81065", "81163", "31555", "99999"], "mwh": [120.0, None, 900.0, 5.0]} | columns  # type: ignore[arg-type]
    )


@settings(max_examples=25)
@given(st.dictionaries(st.sampled_from(SOME), st.tuples(CELL, CELL), min_size=1))
def test_sums_are_those_of_the_lake(cells: dict[str, tuple[int | None, int | None]]) -> None:
    table = pl.DataFrame(
        [(code, *values) for code, values in cells.items()],
        schema={"insee_code": pl.String, "a": pl.Int64, "b": pl.Int64},
        orient="row",
    )
    mine = autan.to_epci(table, code="insee_code", sum=["a", "b"])
    held = table.filter(~pl.col("insee_code").is_in([code for code, _name in mine.unmatched]))
    theirs = aggregate_communes(written(held), measures=["a", "b"])
    columns = ["siren", "a", "a_known", "b", "b_known", "communes"]
    assert mine.frame.select(columns).rows() == theirs.select(columns).rows()


def written(table: pl.DataFrame) -> Path:
    path = Path(django_settings.AUTAN_HOME) / f"to-epci-{next(NUMBERS)}.parquet"  # the engine remembers files by name
    table.write_parquet(path)
    return path


def test_the_lake_refuses_what_the_library_sets_apart() -> None:
    epci_sums = autan.to_epci(frame(), code="insee", sum=["mwh"])
    assert epci_sums.unmatched == (("99999", ""),)
    assert "1 code(s) hors de tout EPCI de 2026 : 99999 (code inconnu)" in str(epci_sums)
    assert "1 code(s) hors" in epci_sums._repr_html_()
    with pytest.raises(CommuneWithoutEpciError):
        aggregate_communes(written(frame().rename({"insee": "insee_code"})), measures=["mwh"])


def test_pandas_comes_out_where_pandas_came_in() -> None:
    mine = pd.DataFrame({"insee": ["81065", "81163"], "mwh": [120.0, float("nan")]})
    found = autan.to_epci(mine, code="insee", sum=["mwh"]).frame
    assert type(found) is pd.DataFrame
    assert found.to_dict("records") == [
        {"siren": "248100430", "name": "CA de Castres Mazamet", "mwh": 120.0, "mwh_known": 1, "communes": 14}
    ]
    lazy = autan.to_epci(pl.from_dict({"insee": ["81065"], "mwh": [1]}).lazy(), code="insee", sum=["mwh"])
    assert lazy.frame["mwh"].to_list() == [1]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"code": "inse", "sum": ["mwh"]}, "« inse » : elle n’est pas dans le tableau ; proches : insee"),
        ({"code": "mwh", "sum": ["number"]}, "« mwh » : des codes en texte sont attendus"),
        ({"code": "insee", "sum": ["word"]}, "« word » : des nombres sont attendus, elle est de type texte"),
        ({"code": "insee", "sum": ["mwh", "mwh"]}, "« mwh » : elle est demandée deux fois"),
        ({"code": "insee", "sum": ["communes"]}, "« communes » : le tableau des EPCI a une colonne de ce nom"),
        (
            {"code": "short", "sum": ["mwh"]},
            "« short » : 4 codes ont perdu leur zéro, comme « 1001 » ; attendu : 01001",
        ),
    ],
)
def test_a_column_at_fault_is_named(asked: dict[str, object], said: str) -> None:
    table = frame(number=[1, 2, 3, 4], word=list("abcd"), short=["1001", "1002", "1003", "1004"])
    with pytest.raises(ColumnError) as refused:
        autan.to_epci(table, **asked)
    assert said in str(refused.value).replace("\u202f", " ")


def test_what_is_no_table_has_no_measure_or_two_rows_is_refused() -> None:
    with pytest.raises(
        DomainError, match="un tableau Polars, pandas ou Arrow, ou une liste de dictionnaires, est attendu, pas list"
    ):
        autan.to_epci([1], code="insee", sum=["mwh"])
    with pytest.raises(DomainError, match="au moins une colonne"):
        autan.to_epci(frame(), code="insee", sum=[])
    with pytest.raises(DomainError, match="plusieurs lignes pour la commune 81065"):
        autan.to_epci(pl.concat([frame(), frame()]), code="insee", sum=["mwh"])
    with pytest.raises(ColumnError, match="pas toutes d’une même sorte"):
        autan.to_epci(pd.DataFrame({"insee": ["81065", 3], "mwh": [1, 2]}), code="insee", sum=["mwh"])
