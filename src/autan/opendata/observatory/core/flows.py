"""Flows of energy, from each carrier to the sectors that use it, as figures and as a drawing.

A regional observatory gives every sector and every carrier, fuels included; where none is at hand, the ministry's local
files give sectors for several carriers; and where these are not, the files of the network operators give homes and the
whole, and what is not homes is the difference of the two. One source makes the whole drawing, never two. Electricity,
and gas counted on a basis that its source does not state, are never added.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from autan.evidence.figures.core.amounts import Amount, amount_within, unknown_amount
from autan.evidence.figures.core.charts import Chart, ChartKind, ChartRow, Series
from autan.evidence.figures.core.figures import Figure, Method
from autan.evidence.figures.core.intervals import NON_NEGATIVE, Interval
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import Dimension, get_unit
from autan.ground.texts.core.notation import NO_BREAK_SPACE
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Sentence, Text
from autan.opendata.measures.core import notes
from autan.opendata.measures.core.addresses import FlowAddress, date_of
from autan.opendata.measures.core.amounts import figure_text
from autan.opendata.measures.core.energy_measures import LOCAL_CARRIERS, LOCAL_SECTORS, local_code, regional_code
from autan.opendata.sources.core.codes import UNALLOCATED, Carrier, Sector

OTHER_USES = "other_uses"
DELIVERED: dict[Carrier, str] = {Carrier.ELECTRICITY: "electricity", Carrier.NATURAL_GAS: "gas"}
"""Carriers of the files of the network operators, and how their measures begin."""
_OTHER_USES = Sentence("Autres usages (services, industrie, agriculture)")
_NO_FUEL = Sentence("Les carburants n’y sont pas.")
_GAS_BASIS = Sentence(
    "Le gaz est compté sur une base que sa source ne précise pas, et ne s’ajoute pas à l’électricité."
)
_SECTORS = {
    **{sector.value: sector.label for sector in Sector},
    UNALLOCATED: LOCAL_SECTORS[UNALLOCATED],
    OTHER_USES: _OTHER_USES,
}
"""Every sector that a source may give, in the legal order, then what no sector tells."""
_IN_GIGA = {"MWh": "GWh", "MWh_unstated": "GWh_unstated"}
_NEGATIVE = Sentence("Le total de la source est plus petit que les logements seuls : la différence n’est pas donnée.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """Energy of one carrier used in one sector. `sector`: code of the sector, or `other_uses`."""

    carrier: Carrier
    sector: str
    figure: Figure


def energy_flows(figures: Mapping[str, Figure], place: str) -> tuple[Flow, ...]:
    """Return the flows of a territory or of a network, carrier by carrier, sectors in the legal order.

    `place`: SIREN or slug, for the addresses of the differences.

    Returns flows by the source that covers most territories of the place; where several cover as many, the regional
    observatory, then the local files, then the operators' files. Carriers that nothing is known of are left out.
    """
    regional = [
        Flow(carrier=carrier, sector=sector.value, figure=figures[regional_code(sector.value, carrier.value)])
        for carrier in Carrier
        for sector in Sector
        if regional_code(sector.value, carrier.value) in figures
    ]
    local = [
        Flow(carrier=carrier, sector=sector, figure=figures[local_code(carrier, sector)])
        for carrier in LOCAL_CARRIERS
        for sector in LOCAL_SECTORS
        if local_code(carrier, sector) in figures
    ]
    offers = [_with_values(flows) for flows in (regional, local, _delivery_flows(figures, place))]
    return max(offers, key=_count_covered)


def _count_covered(flows: tuple[Flow, ...]) -> int:
    """How many territories the known values of a drawing are about."""
    return len({code for flow in flows if flow.figure.is_known for code in flow.figure.territories})


def _with_values(flows: list[Flow]) -> tuple[Flow, ...]:
    known = {flow.carrier for flow in flows if flow.figure.is_known}
    return tuple(flow for flow in flows if flow.carrier in known)


def _delivery_flows(figures: Mapping[str, Figure], place: str) -> list[Flow]:
    flows = []
    for carrier, word in DELIVERED.items():
        whole, homes = figures.get(f"{word}_total"), figures.get(f"{word}_residential")
        if whole is None or homes is None:
            continue
        flows.append(Flow(carrier=carrier, sector=Sector.RESIDENTIAL.value, figure=homes))
        flows.append(Flow(carrier=carrier, sector=OTHER_USES, figure=other_uses(whole, homes, carrier, place)))
    return flows


def other_uses(whole: Figure, homes: Figure, carrier: Carrier, place: str) -> Figure:
    """Subtract homes from all uses.

    `homes`: homes alone, of the same place and time.

    Returns:
        A Figure in the unit of the whole, within the difference of the two and never below zero: a whole that is a
        lower bound makes the difference one, homes that are one make it an upper bound, and both leave it not
        established. Where even the highest difference is below zero, it is not known.
    """
    amount = _gap_amount(whole, homes)
    is_possible = amount.state is not ValueState.MISSING
    is_known = whole.is_known and homes.is_known
    note = notes.NO_DIRECTION if amount.state is ValueState.NOT_ESTABLISHED else None
    return Figure(
        id=str(FlowAddress(place, carrier.value, date_of(whole))),
        label=Sentence("{carrier}, autres usages que les logements", carrier=carrier.label),
        **amount._asdict(),
        unit=whole.unit,
        period=whole.period,
        territories=whole.territories,
        known=min(whole.known, homes.known) if is_possible else 0,
        total=max(whole.total, homes.total),
        part=whole.part,
        boundary=f"{whole.boundary}-{homes.boundary}",
        method=Method(name="other_uses", formula=Sentence.joined(" − ", (whole.label, homes.label))),
        inputs=(whole, homes),
        note=_NEGATIVE if is_known and not is_possible else note,
    )


def _gap_amount(whole: Figure, homes: Figure) -> Amount:
    whole_interval, homes_interval = whole.interval, homes.interval
    if whole_interval is None or homes_interval is None:
        return unknown_amount()
    gap = whole_interval.minus(homes_interval)
    if gap.high < 0:
        return unknown_amount()
    indication = whole.value - homes.value if whole.value is not None and homes.value is not None else None
    return amount_within(
        Interval(max(gap.low, 0.0), gap.high),
        [whole.state, homes.state],
        within=NON_NEGATIVE,
        indication=indication,
        rounding=lambda number: round(number, 3),
    )


def flow_chart(flows: tuple[Flow, ...], *, place: str, credit: Text, name: Text = NO_TEXT) -> Chart | None:
    """Bands from carriers to sectors, in gigawatt-hours of each carrier's own basis; None when nothing is known.

    `name`: name of the place, for the title, where several such charts stand on one page.
    """
    if not flows:
        return None
    carriers = list(dict.fromkeys(flow.carrier for flow in flows))
    known = {flow.sector for flow in flows if flow.figure.is_known}
    sectors = [sector for sector in _SECTORS if sector in known]
    figures = {
        (flow.carrier, flow.sector): flow.figure.in_unit(
            get_unit(_IN_GIGA.get(flow.figure.unit.code, flow.figure.unit.code))
        )
        for flow in flows
    }
    fr, en = (f", {words}" if words else "" for words in (name.fr, name.en))
    return Chart(
        id=f"{place}-energy-flows",
        kind=ChartKind.FLOWS,
        title=Text(f"De l’énergie vers ses usages (GWh){fr}", f"From energy to its uses (GWh){en}"),
        sentence=_sentence(carriers, figures),
        rows=tuple(
            ChartRow(
                label=carrier.label,
                figures=tuple(figures.get((carrier, sector)) or _absent(figures, carrier) for sector in sectors),
                code=carrier.value,
            )
            for carrier in carriers
        ),
        series=tuple(Series(code=sector, label=_SECTORS[sector]) for sector in sectors),
        source=credit,
    )


def _absent(figures: Mapping[tuple[Carrier, str], Figure], carrier: Carrier) -> Figure:
    """A sector that the source of a carrier does not tell apart: not known, never nil."""
    model = next(figure for (other, _), figure in figures.items() if other is carrier)
    return replace(model, **unknown_amount()._asdict(), known=0)


def _sentence(carriers: list[Carrier], figures: Mapping[tuple[Carrier, str], Figure]) -> Text:
    homes = [(carrier, figures.get((carrier, Sector.RESIDENTIAL.value))) for carrier in carriers]
    words = _list_homes([(carrier.label, figure) for carrier, figure in homes if figure is not None])
    is_unstated = any(figure.unit.dimension is Dimension.ENERGY_UNSTATED for figure in figures.values())
    warnings = [*([] if Carrier.OIL_PRODUCTS in carriers else [_NO_FUEL]), *([_GAS_BASIS] if is_unstated else [])]
    return Text(
        " ".join((f"Aux logements{NO_BREAK_SPACE}: {words.fr}.", *(warning.fr for warning in warnings))),
        " ".join((f"To homes: {words.en}.", *(warning.en for warning in warnings))),
    )


def _list_homes(homes: Sequence[tuple[Text, Figure]]) -> Text:
    if not any(figure.is_known for _label, figure in homes):
        return ValueState.MISSING.label
    written = [(label, figure_text(figure, decimals=0)) for label, figure in homes]
    return Text(
        ", ".join(f"{label.fr.lower()} {words.fr}" for label, words in written),
        ", ".join(f"{label.en.lower()} {words.en}" for label, words in written),
    )
