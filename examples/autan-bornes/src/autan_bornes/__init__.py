"""Public charging points for electric vehicles, by municipality: a file with a column for each year."""

from pathlib import Path

from autan.plugins import Plugin, SeriesForm, read_card, series_connector

form = SeriesForm(
    mesh="commune",
    code=("code_commune", "insee_com"),  # the names that the column of places may bear
    year=(),
    yearly={"": "points_de_charge_{year}"},
)

plugin = Plugin(
    requires="0.1",
    objects=(
        series_connector("indicator-charging-points", form),
        read_card(Path(__file__).parent / "card.yaml"),
    ),
)
