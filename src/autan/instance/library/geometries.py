"""Contours of EPCI for maps: a GeoDataFrame where GeoPandas is installed, well-known binary (WKB) else."""

from importlib.util import find_spec
from typing import Any

from autan.instance.library.frames import make_frame
from autan.opendata.atlas.renderers.geopackage import well_known_binary
from autan.territories.perimeters.lake.france import areas_km2, every_contour
from autan.territories.perimeters.lake.latest_epci import latest_epci


def contours(*sirens: str) -> Any:
    """Return `siren, name, area_km2, geometry` of EPCI of metropolitan France; of all without any SIREN.

    Contours: IGN, 2025, simplified, in degrees (WGS 84); what has no contour (overseas) is left out.
    """
    names, areas = latest_epci(), areas_km2()
    selected = sirens or sorted(every_contour())
    known = [siren for siren in selected if siren in every_contour() and siren in names]
    rows = [(siren, names[siren].name, areas[siren], well_known_binary(every_contour()[siren])) for siren in known]
    if find_spec("geopandas") is None:
        return make_frame(rows, {"siren": str, "name": str, "area_km2": float, "geometry": bytes})
    import geopandas

    frame = geopandas.GeoDataFrame(rows, columns=["siren", "name", "area_km2", "wkb"])
    shapes = geopandas.GeoSeries.from_wkb(frame.pop("wkb"), crs="EPSG:4326")
    return frame.set_geometry(shapes.rename("geometry"))
