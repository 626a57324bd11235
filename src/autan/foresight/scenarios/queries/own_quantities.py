"""What territories said: quantities of their starting state, as figures, and why a sector is off the national curve."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from autan.evidence.figures.core.figures import OWN_CHOICE, Figure, Method
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import Unit, get_unit
from autan.foresight.engine.core.axes import Carrier, Sector, Use
from autan.foresight.engine.core.partitions import RESOURCES, STOCKS
from autan.foresight.scenarios.models import OffsetReason, OwnQuantity
from autan.foresight.starting_states.core.addresses import OWN_KIND, STATE, StateAddress
from autan.foresight.starting_states.core.state_inputs import plain_unit
from autan.foresight.starting_states.queries.inputs import OwnFigures, cell_of
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Sentence, Text
from autan.plans.plans.queries.complete_lists import statement_ref, statements_of

_UNITS = {"energy": "MWh", "emissions": "tCO2e", "production": "MWh", "sink": "tCO2e"}
_PIVOT_LABELS = {
    "population": Text("Population", "Population"),
    "dwellings": Text("Logements", "Dwellings"),
    **RESOURCES,
}


STARTING_STATE = STATE
"""What is stated complete of a territory: the energies that each of its sectors uses."""


class GivenQuantity(NamedTuple):
    """A quantity as a territory gave it: in MWh, tonnes of CO2e or its own unit, of a year."""

    siren: str
    kind: str
    code: str
    value: float
    year: int


def given_quantities(sirens: Iterable[str]) -> dict[str, tuple[GivenQuantity, ...]]:
    """Return what territories gave, by SIREN. One query."""
    rows = OwnQuantity.objects.filter(territory__siren__in=list(sirens))
    quantities: dict[str, list[GivenQuantity]] = {}
    for row in rows.values_list("territory__siren", "kind", "code", "value", "year"):
        quantities.setdefault(row[0], []).append(GivenQuantity(*row))
    return {siren: tuple(quantity) for siren, quantity in quantities.items()}


def own_quantities_of(siren: str) -> list[OwnQuantity]:
    """Return what a territory gave, with its sources. One query."""
    return list(OwnQuantity.objects.filter(territory__siren=siren))


def stated_whole(sirens: Collection[str]) -> tuple[EvidenceRef, ...]:
    """Return what states that each of some territories uses no other energy; none while one says nothing. One query."""
    stated = statements_of(STARTING_STATE, sirens)
    is_whole = stated.keys() >= set(sirens)
    return tuple(statement_ref(siren, STARTING_STATE) for siren in sirens) if is_whole else ()


def own_figures(quantities: Iterable[GivenQuantity]) -> OwnFigures:
    """Return quantities of one territory as figures, by kind and code."""
    figures: OwnFigures = {}
    for quantity in quantities:
        figures.setdefault(quantity.kind, {})[quantity.code] = _figure(quantity)
    return figures


def _figure(row: GivenQuantity) -> Figure:
    """The figure of a quantity; carbon taken in is negative, as the observatory counts it."""
    siren = row.siren
    return Figure(
        id=str(StateAddress(place=siren, code=f"own-{row.kind}-{row.code}", year=str(row.year))),
        label=own_label(row.kind, row.code),
        value=-row.value if row.kind == OwnQuantity.Kind.SINK else row.value,
        unit=quantity_unit(row.kind, row.code),
        period=Period.year(row.year),
        territories=(siren,),
        known=1,
        total=1,
        part=Sentence("collectivités"),
        state=ValueState.OBSERVED,
        boundary="own",
        method=Method(name=OWN_CHOICE, formula=Sentence("valeur donnée par le territoire")),
        evidence=(EvidenceRef(kind=OWN_KIND, key=f"{siren}/{row.kind}/{row.code}"),),
    )


def own_label(kind: str, code: str) -> Text:
    """Return what a quantity is."""
    if kind == OwnQuantity.Kind.ENERGY:
        sector, use, carrier = cell_of(code)
        labels = (Carrier(carrier).label, Use(use).label, Sector(sector).label)
        return Text(", ".join(label.fr for label in labels), ", ".join(label.en for label in labels))
    if kind == OwnQuantity.Kind.EMISSIONS:
        label = Sector(code).label
        return Sentence("Émissions, {label}", label=label)
    stock = STOCKS.get(code, Text(code, code))
    return _PIVOT_LABELS.get(code) or Text(stock.fr[:1].upper() + stock.fr[1:], stock.en[:1].upper() + stock.en[1:])


def quantity_unit(kind: str, code: str) -> Unit:
    """Return the unit of a quantity."""
    if kind in _UNITS:
        return get_unit(_UNITS[kind])
    if code in _PIVOT_LABELS:
        return get_unit({"population": "inhabitants", "dwellings": "dwellings"}.get(code, "MWh"))
    return plain_unit("km" if code.endswith(("_km", "_km_oil")) else "", decimals=0)


def described(key: str) -> OwnQuantity | None:
    """Return the quantity of a key of evidence, or None. One query."""
    siren, _, rest = key.partition("/")
    kind, _, code = rest.partition("/")
    return OwnQuantity.objects.filter(territory__siren=siren, kind=kind, code=code).select_related("territory").first()


def reasons_of(sirens: Iterable[str]) -> dict[str, list[OffsetReason]]:
    """Return the reasons of territories by sector. One query."""
    offset_reasons: dict[str, list[OffsetReason]] = {}
    for reason in OffsetReason.objects.filter(territory__siren__in=list(sirens)).select_related("territory"):
        offset_reasons.setdefault(reason.sector, []).append(reason)
    return offset_reasons
