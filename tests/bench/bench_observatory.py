"""One territory's figures from the lake, beside plain pandas that adds the same tables in the same run."""

import time

import pandas as pd

from autan.opendata.measures.core.measures import PERIMETER_VINTAGE
from autan.opendata.measures.queries import editions, tallies
from autan.opendata.observatory.presenters import charts
from autan.opendata.observatory.queries import figures as queries
from autan.opendata.sources.importers import SHIPPED_TABLES
from autan.opendata.updates.actions.snapshots import adopt_shipped_tables
from autan.territories.networks.queries.networks import network_members
from autan.territories.perimeters.lake import register
from tests.bench.measures import Measure, median_seconds

NETWORK = "dialogue-toulouse"
TOULOUSE = "243100518"
PAGE_GOAL_MS = 15  # of query time, out of the 30 ms of a page
ADOPTION_GOAL_S = 1.0


def run() -> list[Measure]:
    """Warm figures and charts of one territory; cold tallies of all of them; adoption of the shipped tables."""
    cold = _cold_seconds()
    warm_ms = median_seconds(_page, runs=50) * 1000
    pandas_ms = median_seconds(_pandas_page, runs=5) * 1000
    assert _pandas_page() == _same_sums()
    adoption = median_seconds(lambda: adopt_shipped_tables(by=None))
    return [
        Measure(
            name="figures and charts of one territory, lake warm",
            result=f"{warm_ms:.1f} ms (pandas, nine sums only: {pandas_ms:.0f} ms)",
            goal=f"under {PAGE_GOAL_MS} ms and faster than pandas",
            is_met=warm_ms < min(PAGE_GOAL_MS, pandas_ms),
        ),
        Measure(
            name="figures of every member, lake cold",
            result=f"{cold * 1000:.0f} ms",
            goal="under 1 s, once for each state of the lake",
            is_met=cold < 1,
        ),
        Measure(
            name="adoption of the shipped tables, again",
            result=f"{adoption * 1000:.0f} ms",
            goal="under 1 s",
            is_met=adoption < ADOPTION_GOAL_S,
        ),
    ]


def _page() -> None:
    queries.territory_figures(TOULOUSE)
    charts.territory_charts(TOULOUSE)


def _cold_seconds() -> float:
    for kept in (tallies.tallies_of, editions._cached_coverage, queries.place_figures_at):
        kept.cache_clear()
    began = time.perf_counter()
    for member in network_members(NETWORK):
        queries.territory_figures(member.siren)
    return time.perf_counter() - began


def _same_sums() -> dict[str, float]:
    figures = queries.figures_by_measure(TOULOUSE)
    wanted = [code for code in figures if code.startswith("ghg_") and "_per_" not in code]
    return {code: round(figures[code].value or 0) for code in wanted}


def _pandas_page() -> dict[str, float]:
    """What a script would do: read the inventory, join the perimeter, add by sector."""
    table = pd.read_parquet(SHIPPED_TABLES / "igt-ghg.parquet")
    passage = register.passage_frame(PERIMETER_VINTAGE).to_pandas()
    joined = table.merge(passage, left_on="insee_code", right_on="source_code")
    sums = joined.groupby(["siren", "sector"])["emissions_tco2e"].sum()
    return {f"ghg_{sector}": round(value) for sector, value in sums[TOULOUSE].items() if sector != "biomass_co2"}
