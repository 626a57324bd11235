"""Public charging points for electric vehicles, by municipality: a file with a column for each year."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import polars as pl

from autan import plugins
from autan.plugins import PageSection, Plugin, QualityAlert, QualityCheck, SeriesForm, TerritorySection, Text

SOURCE, FOLDER = "indicator-charging-points", Path(__file__).parent

form = SeriesForm(
    mesh="commune",
    code=("code_commune", "insee_com"),  # the names that the column of places may bear
    year=(),
    yearly={"": "points_de_charge_{year}"},
)
rule = plugins.QualityRule(
    code="many_charging_points",
    title=Text("Points de charge très nombreux", "Very many charging points"),
    reason=Text("Une commune en a plus de 5 000 : un total saisi ?", "One has over 5,000: a total typed?"),
    severity=plugins.AlertSeverity.ASK,
)


def find_many(tables: Mapping[str, pl.DataFrame]) -> Iterator[QualityAlert]:
    """Flag the rows of the municipalities that have more than 5,000."""
    for row in tables[SOURCE].filter(pl.col("value") > 5_000).iter_rows(named=True):
        value, most = f"{row['value']:.0f}", Text("5 000 au plus", "5,000 at most")
        yield QualityAlert(
            rule=rule.code,
            source=SOURCE,
            place=row["code"],
            measure="",
            value=Text(value, value),
            expected=most,
            year=str(row["year"]),
        )


def sections(siren: str, reader: Any) -> Iterator[PageSection]:
    """Show the figure of a territory, which leads to its proof; nothing where no file was given."""
    try:
        points = plugins.find_figure(f"indicator.charging-points.{siren}.2024.all", reader=reader)
    except plugins.UnknownFigureError:
        return
    shown = {"anchor": "points-de-charge", "title": "Points de charge", "context": {"figures": [points]}}
    yield PageSection(**shown, template="site/plain_section.html")


plugin = Plugin(
    requires="0.1",
    objects=(
        plugins.series_connector(SOURCE, form),
        plugins.read_card(FOLDER / "card.yaml"),
        QualityCheck(rule=rule, sources=frozenset({SOURCE}), find=find_many),
        TerritorySection(rank=95, build=sections),
        *plugins.read_levers(FOLDER),
    ),
)
look = Plugin(
    requires="0.1",
    objects=(plugins.SiteTheme(name="Autan des bornes", colour="#2b6a4d", footer=Text("Essai.", "Trial.")),),
)
