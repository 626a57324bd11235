"""The contours of the eleven, from the open data folder, with invented values."""

import json
from pathlib import Path

from autan.evidence.figures.core.charts import MapKind, MapPlace, MapSpec
from autan.ground.wordings import Text
from tests.territories.charts.drawing.making import figure, text

EXTRA = {"200067791", "200066231"}


def real_map(shared_data: Path) -> tuple[MapSpec, dict]:
    """A choropleth of invented values on the contours of the eleven."""
    features = json.loads((shared_data / "geo" / "epci_dialogue_toulouse.geojson").read_text())["features"]
    kept = [feature for feature in features if feature["properties"]["code_epci"] not in EXTRA]
    contours = {feature["properties"]["code_epci"]: feature["geometry"]["coordinates"] for feature in kept}
    places = [
        MapPlace(
            siren=feature["properties"]["code_epci"],
            label=Text(feature["properties"]["nom_epci"], feature["properties"]["nom_epci"]),
            figure=figure(5.0 + place % 7, name=f"real{place}", unit="MWh_per_inhabitant") if place != 4 else None,
        )
        for place, feature in enumerate(kept)
    ]
    spec = MapSpec(
        id="reelle",
        kind=MapKind.CHOROPLETH,
        title=text("Essai"),
        sentence=text("Valeurs inventées."),
        places=tuple(places),
        source=text("Contours réels, valeurs inventées"),
    )
    return spec, contours
