"""The queries of the sources that do not ship, and of indicators, say the same on DuckDB and on Spark."""

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from autan.opendata.measures.lake import BY_TERRITORY, tally_query, view_name
from autan.opendata.measures.queries import editions
from autan.opendata.measures.queries import indicators as indicator_queries
from autan.opendata.measures.queries.perimeter import current_perimeter
from autan.opendata.producers.connectors.indicator_files import identity_of
from autan.opendata.sources.lake import engine
from tests.opendata.observatory.making import add_files
from tests.opendata.producers.test_jobs_portal import TABLE as JOBS
from tests.opendata.producers.test_other_portals import ALDO, RARE
from tests.opendata.sources.datagouv_service import COMMUNES, EPCI, SLUG
from tests.opendata.sources.dido_service import ENERGY, HEAT, VEHICLES

pytest.importorskip("pysail", reason="needs the extra « spark »")
pytestmark = pytest.mark.django_db
REGISTER = "code,nom,codeEpci,population\n31555,Toulouse,243100518,511684\n"
FILES = {
    "sdes-energy-epci": ENERGY,
    "sdes-heat-networks": HEAT,
    "sdes-vehicles": VEHICLES,
    "rare-epci": RARE,
    "rare-communes": RARE.replace("siren", "insee").replace("243100518", "31555"),
    "aldo": ALDO,
    "insee-jobs": JOBS,
    "geo-register": REGISTER,
}


def on_both(settings, sql, tables, parameters=()) -> pl.DataFrame:
    answers = []
    for name in ("duckdb", "spark://local"):
        settings.AUTAN_ENGINE = name
        answers.append(engine.run_query(sql, tables, list(parameters)))
    assert_frame_equal(*answers, check_dtypes=False, rel_tol=1e-12)
    return answers[0]


def add(tmp_path, source, text, **traits):
    file = tmp_path / f"{source}.csv"
    file.write_text(text)
    return add_files(source=source, files=[file], **traits)[-1]


@pytest.mark.parametrize("source", FILES)
def test_every_source_is_added_the_same_way(lake_folder, tmp_path, settings, source):
    snapshot = add(tmp_path, source, FILES[source])
    perimeter = {} if source in BY_TERRITORY else {"perimeter": current_perimeter().table}
    assert on_both(settings, tally_query(source, "2022"), {view_name(source): snapshot, **perimeter}).height
    column = "siren" if source in BY_TERRITORY else "insee_code"
    text = editions._BY_COLUMN.format(column=column) + " ORDER BY code"
    assert on_both(settings, text, {"edition": snapshot}).height


def test_indicators_are_read_the_same_way(lake_folder, tmp_path, settings):
    files = []
    for name, text in {"c.csv": COMMUNES, "e.csv": EPCI}.items():
        files.append(tmp_path / name)
        files[-1].write_text(text)
    identity = identity_of(SLUG, title="x", unit="t", axes=("secteur",), is_summable=True)
    (snapshot,) = add_files(source="indicators", files=files, identity=identity)
    tables = {"indicator": snapshot}
    over = {**tables, "perimeter": current_perimeter().table}
    assert on_both(settings, indicator_queries._CONTENT, tables).height == 5
    assert on_both(settings, indicator_queries._VALUES, tables, ["epci", 2021, "Résidentiel", False]).height == 2
    assert on_both(settings, indicator_queries._OVER_COMMUNES, over, [2018, "", True]).height == 1
    rows = indicator_queries._ROWS.format(marks="?, ?")
    assert on_both(settings, rows, tables, ["commune", 2018, "", True, "31555", "09050"]).height == 2
