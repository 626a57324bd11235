"""Quantities that territories gave of their starting state, as figures."""

from collections.abc import Iterable

from autan.evidence.core.figures import OWN_CHOICE, Figure, Method
from autan.evidence.core.periods import Period
from autan.evidence.core.sources import EvidenceRef
from autan.evidence.core.states import ValueState
from autan.evidence.core.texts import Text
from autan.evidence.core.units import Unit, get_unit
from autan.foresight.core.addresses import OWN_KIND, StateAddress
from autan.foresight.core.axes import Carrier, Sector, Use
from autan.foresight.core.state_inputs import plain_unit
from autan.foresight.models import OwnQuantity

ENERGY = OwnQuantity.Kind.ENERGY.value

type OwnFigures = dict[str, dict[str, Figure]]
"""By kind, then code."""

_UNITS = {"energy": "MWh", "emissions": "tCO2e", "production": "MWh", "sink": "tCO2e"}
_PIVOT_LABELS = {"population": Text("Population", "Population"), "dwellings": Text("Logements", "Dwellings")}


def own_quantities(sirens: Iterable[str]) -> dict[str, OwnFigures]:
    """Return what territories gave, by SIREN, kind and code. One query."""
    found: dict[str, OwnFigures] = {}
    rows = OwnQuantity.objects.filter(territory__siren__in=list(sirens)).select_related("territory")
    for row in rows:
        held = found.setdefault(row.territory.siren, {})
        held.setdefault(row.kind, {})[row.code] = _figure(row)
    return found


def cell_of(code: str) -> tuple[str, str, str]:
    """Return the sector, the use and the carrier of a cell.

    >>> cell_of("residential-heating-oil")
    ('residential', 'heating', 'oil')
    """
    sector, use, carrier = code.split("-")
    return sector, use, carrier


def own_key(row: OwnQuantity) -> str:
    """Return the key of a quantity as evidence."""
    return f"{row.territory.siren}/{row.kind}/{row.code}"


def _figure(row: OwnQuantity) -> Figure:
    """The figure of a quantity; carbon taken in is negative, as the observatory counts it."""
    siren = row.territory.siren
    return Figure(
        id=str(StateAddress(place=siren, code=f"own-{row.kind}-{row.code}", year=str(row.year))),
        label=own_label(row),
        value=-row.value if row.kind == OwnQuantity.Kind.SINK else row.value,
        unit=_unit(row),
        period=Period.year(row.year),
        territories=(siren,),
        known=1,
        total=1,
        part=Text("collectivités", "authorities"),
        state=ValueState.OBSERVED,
        boundary="own",
        method=Method(name=OWN_CHOICE, formula=Text("valeur donnée par le territoire", "value given by the territory")),
        evidence=(EvidenceRef(kind=OWN_KIND, key=own_key(row)),),
    )


def own_label(row: OwnQuantity) -> Text:
    """Return what a quantity is."""
    if row.kind == OwnQuantity.Kind.ENERGY:
        sector, use, carrier = cell_of(row.code)
        labels = (Carrier(carrier).label, Use(use).label, Sector(sector).label)
        return Text(", ".join(label.fr for label in labels), ", ".join(label.en for label in labels))
    if row.kind == OwnQuantity.Kind.EMISSIONS:
        label = Sector(row.code).label
        return Text(f"Émissions, {label.fr}", f"Emissions, {label.en}")
    return _PIVOT_LABELS.get(row.code, Text(row.code, row.code))


def _unit(row: OwnQuantity) -> Unit:
    if row.kind in _UNITS:
        return get_unit(_UNITS[row.kind])
    return (
        get_unit({"population": "inhabitants", "dwellings": "dwellings"}[row.code])
        if row.code in _PIVOT_LABELS
        else plain_unit("")
    )


def described(key: str) -> OwnQuantity | None:
    """Return the quantity of a key of evidence, or None. One query."""
    siren, _, rest = key.partition("/")
    kind, _, code = rest.partition("/")
    return OwnQuantity.objects.filter(territory__siren=siren, kind=kind, code=code).select_related("territory").first()
