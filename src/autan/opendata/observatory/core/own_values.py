"""The value that a territory gives beside the provider's, and the figure of the one that is used.

Both are kept and shown with their gap; they are never averaged, and choosing one changes nothing in the other. A choice
is a figure of its own, whose two inputs are the two values, each at an address that ends in `own` or `provider`.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from autan.evidence.figures.core.figures import OWN_CHOICE, OWN_VALUE, Figure, Method
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import get_unit
from autan.ground.texts.core.periods import Period
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Sentence, Text
from autan.opendata.measures.core import notes
from autan.opendata.measures.core.addresses import OWN, PROVIDER, MeasureAddress
from autan.opendata.measures.core.amounts import figure_text, number_text, typeset_text
from autan.opendata.measures.core.base_figures import MeasuredPlace, tidy_number
from autan.opendata.measures.core.catalogue import BASE_MEASURES
from autan.opendata.measures.core.measures import BaseMeasure


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRecord:
    """One value that a territory gave.

    Attributes:
        date: what the value is about: a year or a day, as the editions of sources are dated.
        value: in the unit of the measure.
        given_value: as it was typed.
    """

    key: str
    siren: str
    measure: str
    date: str
    value: float
    given_value: float
    given_unit: str
    state: ValueState
    reason: str
    document: str
    by: str
    on: datetime.date


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldValue:
    """What a territory holds for one measure at one date.

    Attributes:
        record: the value that it gives: the one chosen, else the last one recorded.
        choice_reason: why the one or the other is used; empty when nobody chose.
    """

    record: OwnRecord
    is_chosen: bool = False
    choice_reason: str = ""
    chosen_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """How far one value is from another, in the unit of both.

    Attributes:
        net: first less second.
        pct: net as a percentage of the second; None when the second is nil.
    """

    net: float
    pct: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueComparison:
    """The value of the provider and that of the territory, for one measure at one date.

    `used`: figure that the pages use; None when the territory's value has no provider's beside it.
    """

    measure: str
    provider: Figure | None
    own: Figure | None = None
    held: HeldValue | None = None
    used: Figure | None = None

    @property
    def gap(self) -> "Gap | None":
        """How far the territory's value is from the provider's; None where one of the two is not known exactly."""
        return figure_gap(self.own, self.provider) if self.own and self.provider else None


def gap_between(first: float, second: float) -> Gap:
    """How far `first` is from `second`.

    >>> gap_between(110, 100)
    Gap(net=10, pct=10.0)
    >>> gap_between(5, 0).pct is None
    True
    """
    return Gap(net=first - second, pct=(first - second) / abs(second) * 100 if second else None)


def figure_gap(first: Figure, second: Figure) -> Gap | None:
    """How far one figure is from another; None where one of the two is unknown, or only bounded."""
    one, other = first.interval, second.interval
    if one is None or other is None or not (one.is_exact and other.is_exact):
        return None
    return gap_between(one.low, other.low)


def own_figure(measure: BaseMeasure, place: MeasuredPlace, value: HeldValue, provider: Figure | None = None) -> Figure:
    """The figure of a value that a territory gave, at its own address.

    `provider`: figure of the provider at the same date, for the period of a flow; None when there is none.
    Returns a Figure that covers the whole territory, in the unit and boundary of the measure.
    """
    record = value.record
    total = max(provider.total if provider else 0, 1 if measure.counts_rows else place.communes, 1)
    return Figure(
        id=str(MeasureAddress(place.siren, measure.code, record.date, OWN)),
        label=Sentence("{measure}, valeur propre", measure=measure.label),
        value=tidy_number(record.value),
        unit=get_unit(measure.unit),
        period=provider.period if provider else Period.parse(record.date),
        territories=(place.siren,),
        known=total,
        total=total,
        part=measure.part,
        state=record.state,
        boundary=measure.boundary,
        method=Method(
            name="own_value",
            formula=Sentence("valeur donnée par la collectivité"),
            parameters=(("given", f"{record.given_value!r} {record.given_unit}"), ("date", record.date)),
        ),
        evidence=(EvidenceRef(kind=OWN_VALUE, key=record.key),),
    )


def as_provider(figure: Figure) -> Figure:
    """The provider's figure at an address that stays its own, whichever value is used."""
    label = Sentence("{figure}, fournisseur", figure=figure.label)
    return replace(figure, id=f"{figure.id}.{PROVIDER}", label=label)


def settle(provider: Figure, own: Figure, value: HeldValue) -> Figure:
    """The figure that is used: the territory's own value where it was chosen, else the provider's; the other is said.

    Returns a Figure at the address of the provider's. A choice of the own value has both as inputs, in that order.
    """
    if not value.is_chosen:
        return replace(provider, note=notes.join_notes(provider.note, _note_beside(own, provider)))
    provider_value = as_provider(provider)
    reason = f" : {value.choice_reason}" if value.choice_reason else ""
    return replace(
        own,
        id=provider.id,
        label=provider.label,
        known=max(own.known, provider.known),
        total=max(own.total, provider.total),
        method=Method(
            name=OWN_CHOICE,
            formula=typeset_text(
                f"la valeur propre de la collectivité, choisie plutôt que celle du fournisseur{reason}",
                "the authority’s own value, chosen rather than the provider’s"
                + (f": {value.choice_reason}" if value.choice_reason else ""),
            ),
            parameters=(("chosen", OWN), ("by", value.chosen_by)),
        ),
        inputs=(own, provider_value),
        evidence=(),
        note=_note_instead(own, provider),
    )


def settle_all(bases: Mapping[str, Figure], place: MeasuredPlace, holdings: Iterable[HeldValue]) -> dict[str, Figure]:
    """Settle every base figure of a territory whose date the territory has a value for; the others stay as they are."""
    settled = dict(bases)
    for holding in holdings:
        code, measure = holding.record.measure, BASE_MEASURES.get(holding.record.measure)
        provider = bases.get(code)
        if measure and provider and provider.id == str(MeasureAddress(place.siren, code, holding.record.date)):
            settled[code] = settle(provider, own_figure(measure, place, holding, provider), holding)
    return settled | _totals_apart(settled)


def _totals_apart(figures: Mapping[str, Figure]) -> dict[str, Figure]:
    """Totals that the provider gives whole while one of their parts is now the territory's own, with a note."""
    totals = {}
    for code in (code for code, figure in figures.items() if is_own(figure)):
        total_code = f"{code.partition('_')[0]}_total"
        total = figures.get(total_code)
        if total and not is_own(total) and total.boundary == figures[code].boundary:
            totals[total_code] = replace(total, note=notes.join_notes(total.note, notes.TOTAL_APART))
    return totals


def is_own(figure: Figure) -> bool:
    """True when the figure is a value that the territory gave and chose."""
    return figure.method.name == OWN_CHOICE


def _note_instead(own: Figure, provider: Figure) -> Text:
    value, gap = _format(provider), _format_gap(own, provider)
    return typeset_text(
        f"Valeur propre de la collectivité. Le fournisseur dit {value.fr}{gap.fr}.",
        f"The authority’s own value. The provider says {value.en}{gap.en}.",
    )


def _note_beside(own: Figure, provider: Figure) -> Text:
    value, gap = _format(own), _format_gap(own, provider)
    return typeset_text(
        f"La collectivité donne {value.fr}{gap.fr} ; la valeur du fournisseur est utilisée.",
        f"The authority gives {value.en}{gap.en}; the provider’s value is used.",
    )


def _format(figure: Figure) -> Text:
    if not figure.is_known:
        return Sentence("«\u202f{state}\u202f»", state=figure.state.label)
    return figure_text(figure)


def _format_gap(own: Figure, provider: Figure) -> Text:
    gap = figure_gap(own, provider)
    if gap is None or gap.pct is None:
        return NO_TEXT
    sign, share = "+" if gap.pct >= 0 else "", number_text(gap.pct, 1)
    return Sentence(" (écart de {sign}{share} %)", sign=sign, share=share)
