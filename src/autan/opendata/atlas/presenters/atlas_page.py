"""Content of the page of the atlas: the map, the same at other dates, the files."""

from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

from autan.evidence.figures.core.charts import MapKind
from autan.ground.extension_points import ThematicMap
from autan.opendata.atlas.core.atlas_choices import AtlasChoice, Extent
from autan.opendata.atlas.presenters.atlas_maps import atlas_map, is_outlined, maps_by_date
from autan.territories.charts.renderers.map_contours import contours_of
from autan.territories.networks.core.members import Member

DRAWN_FORMS, PLACE_FORMS = ("svg", "png", "pdf"), ("geojson", "gpkg")
"""Forms of file: those that need contours, and those that hold places with their values, drawn or not."""

_NAMES = {"gpkg": "GeoPackage", "geojson": "GeoJSON"}


def atlas_page(choice: AtlasChoice, members: Sequence[Member]) -> dict[str, object]:
    """Everything that the page shows of a choice."""
    made = atlas_map(choice, members)
    if made is None:
        return {"nothing_known": True}
    is_drawn, pairs = bool(contours_of(made.spec)), made.spec.kind is MapKind.PAIRS
    return {
        "made": made,
        "is_choropleth": made.spec.kind is MapKind.CHOROPLETH,
        "by_date": maps_by_date(choice, members) if is_drawn and choice.extent is Extent.NETWORK and not pairs else [],
        "files": _files(choice, (*(DRAWN_FORMS if is_drawn else ()), *(() if pairs else PLACE_FORMS))),
        "is_national": choice.extent.is_national,
        "is_outlined": is_outlined(choice, members),
    }


def theme_page(theme: ThematicMap, network: str) -> dict[str, object]:
    """Everything that the page shows of a thematic map."""
    spec = theme.build(network)
    query = urlencode({"network": network, "indicator": f"theme.{theme.code}"})
    forms = DRAWN_FORMS if spec and contours_of(spec) else ()
    return {
        "theme": theme,
        "spec": spec,
        "source_page": theme.page(network),
        "files": [(form, form.upper(), query) for form in forms],
    }


def _files(choice: AtlasChoice, forms: Iterable[str]) -> list[tuple[str, str, str]]:
    """Form, name and query of each file."""
    query = {
        "network": choice.network,
        "indicator": choice.indicator,
        "date": choice.date,
        "extent": choice.extent.value,
        "method": choice.method.value,
        "count": str(choice.count),
        "breaks": ";".join(f"{end:g}" for end in choice.breaks),
        "beside": choice.beside,
    }
    return [(form, _NAMES.get(form, form.upper()), urlencode(query)) for form in forms]
