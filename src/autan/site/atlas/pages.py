"""What the page of the atlas shows: the choices, the map, the same at other dates, the files."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from autan.evidence.core.charts import MapKind
from autan.observatory.core.classification import ClassificationMethod
from autan.observatory.core.offers import Offer
from autan.observatory.queries.comparison import dates_of
from autan.observatory.queries.offers import offers_of
from autan.site.atlas.exports import EXPORTS, PLACE_EXPORTS
from autan.site.atlas.forms import USUAL_CLASSES, AtlasChoice, AtlasForm, Extent
from autan.site.atlas.maps import AtlasMap, atlas_map, maps_by_date
from autan.site.compare.pages import FIRST_INDICATOR
from autan.synthesis.renderers.map_contours import contours_of
from autan.territories.models import Network
from autan.territories.queries.networks import network_members


def read_choice(
    asked: Mapping[str, Any], network: Network, networks: Sequence[Network]
) -> tuple[AtlasForm, AtlasChoice | None]:
    """Read the choices of an address.

    Returns:
        The form, with what is wrong in it, and the choice, or None when the network has no measure at all.
    """
    measures = offers_of(network.slug)
    indicator = _indicator(asked, measures)
    dates = dates_of(indicator.code) if indicator else ()
    given = {name: str(value) for name, value in asked.items() if value}
    if given.get("date") not in dates:  # another indicator was chosen, which has other dates
        given.pop("date", None)
    usual = {
        "indicator": indicator.code if indicator else "",
        "date": next(iter(dates), ""),
        "extent": Extent.NETWORK.value,
        "method": ClassificationMethod.JENKS.value,
        "count": str(USUAL_CLASSES),
    }
    form = AtlasForm({**usual, **given, "network": network.slug}, networks=networks, measures=measures, dates=dates)
    form.is_valid()
    if indicator is None or not dates:
        return form, None
    kept = {**usual, **{name: value for name, value in form.cleaned_data.items() if value}}
    return form, AtlasChoice(
        network=network.slug,
        indicator=str(kept["indicator"]),
        date=str(kept["date"]),
        extent=Extent(kept["extent"]),
        method=ClassificationMethod(kept["method"]),
        count=int(kept["count"]),
        breaks=form.cleaned_data.get("breaks") or (),
    )


def _indicator(asked: Mapping[str, Any], measures: Sequence[Offer]) -> Offer | None:
    wanted = [asked.get("indicator"), FIRST_INDICATOR]
    by_code = {measure.code: measure for measure in measures}
    found = next((by_code[code] for code in wanted if code in by_code), None)
    return found or next(iter(measures), None)


def atlas_page(asked: Mapping[str, Any], network: Network, networks: Sequence[Network]) -> dict[str, object]:
    """Everything that the page shows for what was asked."""
    form, choice = read_choice(asked, network, networks)
    page: dict[str, object] = {"form": form, "network": network, "choice": choice}
    if choice is None:
        return page
    members = network_members(network.slug)
    made = atlas_map(choice, members)
    if made is None:
        return page | {"nothing_known": True}
    is_drawn = bool(contours_of(made.spec))
    by_date = maps_by_date(choice, members) if is_drawn and choice.extent is Extent.NETWORK else []
    return page | {
        "made": made,
        "is_choropleth": made.spec.kind is MapKind.CHOROPLETH,
        "by_date": by_date,
        "files": _files(choice, EXPORTS if is_drawn else PLACE_EXPORTS),
        "is_national": choice.extent in {Extent.REGION, Extent.FRANCE},
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
    }
    words = {"gpkg": "GeoPackage", "geojson": "GeoJSON"}
    return [(form, words.get(form, form.upper()), urlencode(query)) for form in forms]


def file_of(
    asked: Mapping[str, Any], network: Network, networks: Sequence[Network], form: str
) -> tuple[str, bytes] | None:
    """Name and content of a file of what was asked, or None when there is nothing to show, or nothing to draw."""
    _form, choice = read_choice(asked, network, networks)
    made: AtlasMap | None = atlas_map(choice, network_members(network.slug)) if choice else None
    if choice is None or made is None or (form not in PLACE_EXPORTS and not contours_of(made.spec)):
        return None
    _kind, make = EXPORTS[form]
    name = f"atlas-{choice.indicator}-{choice.date}-{choice.extent.value}".replace("_", "-").replace(".", "-")
    return f"{name}.{form}", make(made)
