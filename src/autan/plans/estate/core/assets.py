"""One line of an estate, as it is described once: form, JSON, page, open data and history follow."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from autan.ground.descriptions.core.fields import calendar_year, choice, long_text, money, number, rows, text
from autan.ground.lists.core import ListFilter, choice_parameter, text_parameter
from autan.ground.texts.core.labelled import Labelled
from autan.ground.wordings import Sentence, Text

ESTATE = "estate"
"""Code of the list that is stated complete, of the room in the journal, and of its figures."""
FIRST_YEAR = 1990
_MOST_PCT = 100


class AssetKind(Labelled):
    """What a line of an estate is."""

    BUILDING = "building", "bâtiment", "building"
    LIGHTING = "lighting", "éclairage public", "public lighting"
    FLEET = "fleet", "flotte de véhicules", "fleet of vehicles"
    CAR_PARK = "car_park", "parc de stationnement", "car park"
    ROOF = "roof", "toiture", "roof"


class BuildingUse(Labelled):
    """What a building serves for."""

    OFFICE = "office", "bureaux", "offices"
    SCHOOL = "school", "enseignement, petite enfance", "teaching, nursery"
    SPORT = "sport", "sport", "sport"
    POOL = "pool", "piscine", "swimming pool"
    CULTURE = "culture", "culture, salle", "culture, hall"
    TECHNICAL = "technical", "technique, atelier", "technical, workshop"
    OTHER = "other", "autre", "other"


class EnergyCarrier(Labelled):
    """What brings the energy."""

    ELECTRICITY = "electricity", "électricité", "electricity"
    GAS = "gas", "gaz", "gas"
    HEAT = "heat", "réseau de chaleur ou de froid", "heat or cold network"
    OIL = "oil", "fioul", "heating oil"
    WOOD = "wood", "bois", "wood"
    FUEL = "fuel", "carburant", "motor fuel"
    OTHER = "other", "autre", "other"


class YesNo(Labelled):
    """What is stated; nothing where nobody said it."""

    YES = "yes", "oui", "yes"
    NO = "no", "non", "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class EnergyUse:
    """What an asset consumed of one carrier in one year."""

    carrier: EnergyCarrier | None = choice(Sentence("Énergie"), EnergyCarrier)
    year: int | None = calendar_year(Sentence("Année"), minimum=FIRST_YEAR)
    mwh: float | None = number(Sentence("Consommation (MWh)"), minimum=0, unit="MWh", sign="MWh")
    cost_eur: float | None = money(Sentence("Coût (€)"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Works:
    """Works done on an asset."""

    what: str = text(Sentence("Travaux"))
    year: int | None = calendar_year(Sentence("Année"), minimum=FIRST_YEAR)
    cost_eur: float | None = money(Sentence("Coût (€)"))
    renovated_m2: float | None = number(Sentence("Surface rénovée (m²)"), minimum=0, sign="m²")


@dataclass(frozen=True, slots=True, kw_only=True)
class EstateAsset:
    """What is said of an asset; what nobody said is not known."""

    kind: AssetKind = choice(Sentence("Sorte"), AssetKind, is_required=True, published=Sentence("Sorte."))
    name: str = text(Sentence("Nom"), is_required=True, is_shown=False, max_length=200, published=Sentence("Nom."))
    site: str = text(Text("Site", "Site"), help=Sentence("même mot pour les bâtiments d’un même site"))
    use: BuildingUse | None = choice(Sentence("Usage"), BuildingUse, published=Sentence("Usage."))
    is_tertiary: YesNo | None = choice(
        Sentence("Usage tertiaire"), YesNo, published=Sentence("Vide, si on ne le sait pas.")
    )
    area_m2: float | None = number(
        Sentence("Surface (m²)"),
        minimum=0,
        maximum=10_000_000,
        unit="m2",
        sign="m²",
        published=Sentence("Surface en m² ; vide, si on ne la sait pas."),
    )
    built_year: int | None = calendar_year(Sentence("Année de construction"), minimum=1000)
    hvac_kw: float | None = number(Sentence("Puissance de chauffage ou de climatisation (kW)"), minimum=0, sign="kW")
    has_bacs: YesNo | None = choice(Sentence("Système d’automatisation (BACS) installé"), YesNo)
    reference_year: int | None = calendar_year(
        Sentence("Année de référence (éco énergie tertiaire)"), minimum=2010, maximum=2019
    )
    points: int | None = number(Sentence("Points lumineux"), is_whole=True, minimum=0)
    vehicles: int | None = number(Sentence("Véhicules de 3,5 t au plus"), is_whole=True, minimum=0)
    low_share_pct: float | None = number(Sentence("Part à faibles émissions (%)"), minimum=0, sign="%")
    very_low_share_pct: float | None = number(Sentence("Part à très faibles émissions (%)"), minimum=0, sign="%")
    share_year: int | None = calendar_year(Sentence("Année de ces parts"), minimum=FIRST_YEAR)
    buses: int | None = number(Sentence("Autobus et autocars"), is_whole=True, minimum=0)
    places: int | None = number(Text("Places", "Places"), is_whole=True, minimum=0)
    is_outdoor: YesNo | None = choice(Sentence("En plein air"), YesNo)
    is_conceded: YesNo | None = choice(Sentence("En concession ou délégation"), YesNo)
    is_equipped: YesNo | None = choice(Sentence("Équipé (solaire ou végétal)"), YesNo)
    energy: tuple[EnergyUse, ...] = rows(Sentence("Énergie par année"), EnergyUse)
    works: tuple[Works, ...] = rows(Sentence("Travaux"), Works)
    source: str = text(
        Text("Ce qui l’établit", "What establishes it"),
        help=Sentence("facture, relevé, plan, acte"),
        needed=Sentence("dites ce qui l’établit"),
        published=Sentence("Ce qui l’établit."),
    )
    note: str = long_text(Text("Remarque", "Remark"), lines=2)

    def energy_of(self, year: int) -> float | None:
        """MWh consumed in a year, of all the carriers that are told; None when one of them is not."""
        uses = [use for use in self.energy if use.year == year]
        amounts = [use.mwh for use in uses if use.mwh is not None]
        return sum(amounts) if uses and len(amounts) == len(uses) else None

    def cost_of(self, year: int) -> float | None:
        """Euros that the energy of a year cost; None when one of its bills is not told."""
        uses = [use for use in self.energy if use.year == year]
        costs = [use.cost_eur for use in uses if use.cost_eur is not None]
        return sum(costs) if uses and len(costs) == len(uses) else None


_COMMON = frozenset({"name", "source", "note", "energy", "works"})
FIELDS: Mapping[AssetKind, frozenset[str]] = {
    AssetKind.BUILDING: _COMMON
    | {"site", "use", "is_tertiary", "area_m2", "built_year", "hvac_kw", "has_bacs", "reference_year"},
    AssetKind.LIGHTING: _COMMON | {"points"},
    AssetKind.FLEET: _COMMON | {"vehicles", "low_share_pct", "very_low_share_pct", "share_year", "buses"},
    AssetKind.CAR_PARK: _COMMON | {"area_m2", "places", "is_outdoor", "is_conceded", "is_equipped"},
    AssetKind.ROOF: _COMMON | {"site", "area_m2", "built_year", "is_equipped"},
}
"""What is asked of each kind."""
CONSUMING = frozenset({AssetKind.BUILDING, AssetKind.LIGHTING, AssetKind.FLEET})
"""Kinds whose energy is expected."""


def asset_key(asset: EstateAsset) -> str:
    """Return what tells an asset of an authority from the others."""
    return f"{asset.kind.value}/{asset.name.strip()}"


def asset_faults(asset: EstateAsset) -> Iterator[tuple[str, Text]]:
    """Give what cannot be in an asset, by field.

    >>> [field for field, _text in asset_faults(EstateAsset(kind=AssetKind.FLEET, name="x", low_share_pct=120))]
    ['low_share_pct']
    """
    if asset.area_m2 == 0:
        yield "area_m2", _NO_AREA
    for field in ("low_share_pct", "very_low_share_pct"):
        share = getattr(asset, field)
        if share is not None and share > _MOST_PCT:
            yield field, _TOO_MUCH
    if None not in {asset.low_share_pct, asset.very_low_share_pct} and asset.very_low_share_pct > asset.low_share_pct:  # type: ignore[operator]  # neither is None
        yield "very_low_share_pct", _MORE_THAN_LOW
    renovated = [works.renovated_m2 for works in asset.works if works.renovated_m2 is not None]
    if asset.area_m2 and any(area > asset.area_m2 for area in renovated):
        yield "works", _MORE_THAN_AREA
    seen: set[tuple[EnergyCarrier | None, int | None]] = set()
    for use in asset.energy:
        yield from energy_faults(use)
        if (use.carrier, use.year) in seen:
            yield "energy", _TWICE
        seen.add((use.carrier, use.year))


def energy_faults(use: EnergyUse) -> Iterator[tuple[str, Text]]:
    """Give what an energy lacks, by field.

    >>> [field for field, _text in energy_faults(EnergyUse(mwh=12))]
    ['year', 'carrier']
    """
    if use.year is None:
        yield "year", _NO_YEAR
    if use.carrier is None:
        yield "carrier", _NO_CARRIER


_NO_AREA = Sentence("une surface plus grande que zéro m², ou rien si on ne la sait pas")
_TOO_MUCH = Sentence("une part de 100 % au plus")
_MORE_THAN_LOW = Sentence("une part qui ne dépasse pas celle des véhicules à faibles émissions")
_MORE_THAN_AREA = Sentence("une surface rénovée qui ne dépasse pas celle du bâtiment")
_NO_YEAR = Sentence("l’année de cette énergie")
_NO_CARRIER = Sentence("quelle énergie c’est")
_TWICE = Sentence("une seule ligne par énergie et par année")


@dataclass(frozen=True, slots=True, kw_only=True)
class EstateFilter(ListFilter):
    """What the list of an estate is narrowed to."""

    kind: AssetKind | None = choice_parameter("sorte", Sentence("Sorte"), AssetKind)
    text: str = text_parameter("texte", Sentence("Mots"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventory:
    """The assets of an authority that a reader may read.

    Attributes:
        is_complete: True when it is stated that there is no other good, and all of them are here.
        is_public: True when anybody reads all of them.
    """

    siren: str
    assets: tuple[EstateAsset, ...] = ()
    is_complete: bool = False
    is_public: bool = True

    @property
    def is_known(self) -> bool:
        """True when it says something: an asset, or that there is none."""
        return bool(self.assets) or self.is_complete

    def of_kind(self, kind: AssetKind | None) -> tuple[EstateAsset, ...]:
        """The assets of a kind; all those whose energy is expected without one."""
        return tuple(asset for asset in self.assets if asset.kind in ({kind} if kind else CONSUMING))

    @property
    def years(self) -> tuple[int, ...]:
        """The years of which some energy is told, the latest first."""
        return tuple(sorted({use.year for asset in self.assets for use in asset.energy if use.year}, reverse=True))

    @property
    def documented_years(self) -> tuple[int, ...]:
        """The years of which some energy or some works are told, the latest first."""
        works = {works.year for asset in self.assets for works in asset.works if works.year}
        return tuple(sorted({*self.years, *works}, reverse=True))
