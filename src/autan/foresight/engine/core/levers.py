"""Levers: what a scenario does, in five groups that are applied in one fixed order.

A `LeverKind` is a line of the library (`definitions/levers.yaml`); a `Lever` is a choice of a kind in a scenario.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from autan.foresight.engine.core.partitions import Partition
from autan.ground.errors import known
from autan.ground.texts.core.labelled import Labelled
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Text


class Triad(Labelled):
    """The three steps by which every scenario is read, in their order."""

    SOBRIETY = "sobriety", "sobriété", "sobriety"
    EFFICIENCY = "efficiency", "efficacité", "efficiency"
    RENEWABLES = "renewables", "énergies renouvelables", "renewables"


class LeverGroup(Labelled):
    """The five groups of levers, in the order in which they are applied."""

    NEED = "need", "réduire le besoin", "reduce the need"
    MECHANISM = "mechanism", "changer de moyen", "change the means"
    EFFICIENCY = "efficiency", "améliorer le rendement", "raise efficiency"
    RESOURCE = "resource", "changer d’énergie", "change the energy"
    PRODUCTION = "production", "produire", "produce"

    @property
    def step(self) -> Triad:
        """Its step of the triad."""
        if self is LeverGroup.EFFICIENCY:
            return Triad.EFFICIENCY
        return Triad.SOBRIETY if self in {LeverGroup.NEED, LeverGroup.MECHANISM} else Triad.RENEWABLES


class Diffusion(Labelled):
    """How a lever spreads between its first and its last year."""

    LINEAR = "linear", "régulière", "steady"
    BY_LIST = "by_list", "année par année", "year by year"
    S_CURVE = "s_curve", "en S", "S-shaped"


class Basis(Labelled):
    """What the quantity of a lever is a quantity of."""

    SHARE = "share", "part, en %", "share, in %"
    STOCK = "stock", "unités du parc", "units of the stock"
    ENERGY = "energy", "unités, chacune d’une énergie connue", "units, each of a known energy"


class Effect(Labelled):
    """What a lever does to the state."""

    REDUCE = "reduce", "réduit une consommation", "reduces a consumption"
    SHIFT = "shift", "déplace une consommation", "moves a consumption"
    PRODUCE = "produce", "ajoute une production", "adds a production"
    EMIT_LESS = "emit_less", "réduit des émissions non énergétiques", "reduces emissions that energy does not make"
    STORE = "store", "stocke du carbone", "stores carbon"


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """A product of assumptions: `scale` times each assumption, to the power 1 or -1.

    Attributes:
        scale: number, mostly a conversion of units.
        factors: code of an assumption, and its power.
    """

    scale: float = 1.0
    factors: tuple[tuple[str, int], ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """The assumptions that it reads."""
        return tuple(code for code, _ in self.factors)


@dataclass(frozen=True, slots=True, kw_only=True)
class CellSelection:
    """The cells of a state that a lever acts on; an empty list stands for all."""

    sectors: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    carriers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """Where a moved consumption goes: MWh of this carrier for each MWh taken; sector and use stay.

    Attributes:
        ratio: MWh added for each MWh taken away.
        less: taken from the ratio, when it is a difference.
    """

    carrier: str
    ratio: Product
    less: Product | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeverCosts:
    """What one unit of a lever costs and brings; for a share, what one MWh that it takes costs.

    Attributes:
        capex_eur: investment for one unit, EUR.
        life: code of the assumption of its life, years.
        upkeep_share: code of the assumption of its upkeep, share of the investment a year; empty for none.
        tax_eur: local tax paid once for one unit, EUR; None for none.
    """

    capex_eur: Product
    life: str
    upkeep_share: str = ""
    tax_eur: Product | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeverKind:
    """One line of the library of levers.

    Attributes:
        family: code of the family that a page shows it under (renovation, heating, travel, freight...).
        unit: what the quantity counts, as a page says it.
        basis: how the quantity becomes a share of a consumption.
        amount: MWh (or t, or share) of one unit; the product of its assumptions.
        less: taken from the amount, when it is a difference.
        target: source of production, sector of emissions or sink that it changes; empty for a consumption, and for
            heat that is no renewable production.
        stock: code of the pivot whose units can be treated once; empty when there is none.
        partition: the whole that this stock is a part of, or the stock itself; None when there is none.
        treatment: what is done to that stock; kinds of one treatment share what is left of the whole.
        resource: code of the pivot, in MWh a year, that a production cannot exceed; empty when nothing bounds it.
        nation: the most of it that a published path gives to the whole nation, in its unit; None where none does.
        yearly_loss: code of the assumption of the loss of yield a year; empty for none.
        self_consumed: what users of one MWh produced no longer buy, MWh; None for nothing.
        towards: what one MWh of a carrier emits once it is made of this, t; its users keep the carrier and its price.
        costs: what it costs; None when it has no price yet.
        levels: four plain levels, in share of the largest quantity (0-1).
        places: where it stands: `first` on the page of levers, `card` in a deck; folded on the page without `first`.
    """

    code: str
    family: str
    group: LeverGroup
    label: Text
    unit: Text
    basis: Basis
    effect: Effect
    formula: Text
    amount: Product
    cells: CellSelection = field(default_factory=CellSelection)
    less: Product | None = None
    destinations: tuple[Destination, ...] = ()
    target: str = ""
    stock: str = ""
    partition: Partition | None = None
    treatment: str = ""
    resource: str = ""
    nation: Product | None = None
    yearly_loss: str = ""
    self_consumed: Product | None = None
    towards: Product | None = None
    costs: LeverCosts | None = None
    levels: tuple[float, ...] = ()
    places: tuple[str, ...] = ()
    caution: Text = NO_TEXT

    @property
    def is_retired(self) -> bool:
        """True when others have taken its place: it is for the scenarios that have it."""
        return "retired" in self.places

    @property
    def replaces(self) -> bool:
        """True for heat that is made and takes the place of a carrier: it needs users."""
        return self.effect is Effect.PRODUCE and (bool(self.destinations) or self.towards is not None)

    @property
    def codes(self) -> tuple[str, ...]:
        """The assumptions that it reads, each once, in order."""
        return tuple(dict.fromkeys(self._every_code()))

    def _every_code(self) -> Iterator[str]:
        products = [
            self.amount,
            self.less,
            self.self_consumed,
            self.towards,
            *(part for to in self.destinations for part in (to.ratio, to.less)),
        ]
        yield from (code for product in products if product is not None for code in product.codes)
        if self.yearly_loss:
            yield self.yearly_loss
        if self.costs is not None:
            yield from self.costs.capex_eur.codes
            yield self.costs.life
            yield from (self.costs.upkeep_share,) if self.costs.upkeep_share else ()
            yield from self.costs.tax_eur.codes if self.costs.tax_eur else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lever:
    """A choice in a scenario: so much of a kind, from a year to another.

    Attributes:
        quantity: in the unit of the kind (percent for a share), once it is complete, over all its territories.
        start: year before which nothing is done; nothing yet is done in that year, except by list.
        end: year in which all is done; after `start`.
        pace: by list, the quantity of each year; their sum is the quantity.
        values: own values of assumptions for this lever alone.
        territories: where it is done; empty for everywhere.
        origin: what it comes from, such as the key of an action sheet; empty when nobody says.
    """

    key: str
    kind: str
    quantity: float
    start: int
    end: int
    diffusion: Diffusion = Diffusion.LINEAR
    pace: tuple[tuple[int, float], ...] = ()
    values: Mapping[str, float] = field(default_factory=dict)
    territories: tuple[str, ...] = ()
    origin: str = ""


def find_kind(library: Mapping[str, LeverKind], code: str) -> LeverKind:
    """Return a kind of the library by its code."""
    return known(library.get(code), "aucun levier «\u202f{code}\u202f» dans la bibliothèque", code=code)
