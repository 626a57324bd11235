"""What a rule is: whom it binds, when, by which act it is met, and how far its text was read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from autan.ground.texts.core.labelled import Labelled
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Text
from autan.plans.estate.core.assets import AssetKind

RULE = "obligation-rule"
"""Kind of evidence: the text of a rule, keyed by its code."""
CREATION_OR_CROSSING = "creation_or_crossing"
"""A delay that begins when an authority is created, or when its population passes the threshold."""


class RuleNature(Labelled):
    """What a rule does; a duty alone may fall due, nothing else is ever late."""

    DUTY = "obligation", "obligation", "duty"
    OPTION = "faculte", "faculté", "option"
    DISPENSE = "dispense", "dispense", "dispensation"
    REFERENCE = "reference_nationale", "référence nationale", "national reference"
    CONTRACT = "cadre_contractuel", "cadre contractuel", "contract"
    FUNDING = "financement", "financement", "funding"
    WATCH = "a_surveiller", "à surveiller", "to watch"


class ReadingCertainty(Labelled):
    """How far the text of a rule was read."""

    READ = "lu_source", "texte officiel lu dans une copie citée", "official text read in the copy cited"
    READ_ELSEWHERE = (
        "lu_sans_adresse",
        "article lu dans une copie sans adresse connue",
        "article read in a copy of unknown address",
    )
    SECONDARY = "secondaire", "source secondaire", "secondary source"


class RuleTheme(Labelled):
    """What a rule is about, in the order of the pages."""

    CLIMATE_PLAN = "plan_climat", "Plan climat", "Climate plan"
    AIR = "air", "Air", "Air"
    EMISSIONS = "emissions", "Émissions de la collectivité", "Emissions of the authority"
    BUILDINGS = "batiments", "Bâtiments", "Buildings"
    SOLAR = "solaire", "Solaire", "Solar"
    RENEWABLES = "enr", "Énergies renouvelables", "Renewable energy"
    HEAT = "chaleur", "Chaleur et froid", "Heat and cold"
    MOBILITY = "mobilite", "Mobilité", "Mobility"
    HOUSING = "habitat", "Habitat", "Housing"
    PLANNING = "urbanisme", "Urbanisme", "Planning"
    FINANCE = "finances", "Finances", "Finance"
    PURCHASES = "achats", "Achats", "Purchases"
    LIGHTING = "eclairage", "Éclairage et espace public", "Lighting and public space"
    ADAPTATION = "adaptation", "Adaptation et sauvegarde", "Adaptation and emergency plans"
    WASTE = "dechets", "Déchets", "Waste"
    NATIONAL = "national", "Cadre national", "National framework"
    CONTRACTS = "contrats", "Contrats et fonds", "Contracts and funds"


class BoundAsset(Labelled):
    """What a duty bears on one by one: without an inventory, nobody knows."""

    BUILDING = "building", "bâtiment", "building"
    CAR_PARK = "car_park", "parc de stationnement", "car park"
    FLEET = "fleet", "flotte de véhicules", "fleet of vehicles"


class Carrier(Labelled):
    """Who may carry the act."""

    MEMBER = "member", "la collectivité elle-même", "the authority itself"
    COMMUNE = "commune", "ses communes", "its municipalities"
    SCOT = "scot", "l’établissement du SCoT", "the body of the SCoT"
    BODY = "body", "un autre organisme (régie, syndicat, délégataire)", "another body (board, union, concession holder)"


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetCriterion:
    """Which assets a rule bears on, and what it asks of them.

    Attributes:
        kind: which assets; None for all whose energy is expected.
        measure: field of an asset that the threshold counts; empty for any asset of the kind.
        asks: fields of an asset that must be stated, and what each must say.
        is_summed: True when the threshold counts all the assets of the authority together.
        is_by_site: True when it counts the assets of one site together.
        share: field of an asset that must reach an aim, in percent.
        aims: first year, last year and percent of each aim.
        cut_pct: by how much consumption must fall from the reference year.
        cut_by: year of that fall; None where it is asked from each year to the next.
        cut_of: year whose consumption a fall from each year to the next is a part of.
        renovated_pct: share of the floor area that is to be renovated each year.
        equipped: field of an asset that states that it is equipped as the rule asks.
    """

    kind: AssetKind | None = None
    measure: str = ""
    above: float | None = None
    at_least: float | None = None
    below: float | None = None
    asks: Mapping[str, str] = field(default_factory=dict)
    is_summed: bool = False
    is_by_site: bool = False
    share: str = ""
    aims: tuple[tuple[int, int, float], ...] = ()
    cut_pct: float | None = None
    cut_by: int | None = None
    cut_of: int | None = None
    renovated_pct: float | None = None
    equipped: str = ""

    def is_passed_by(self, amount: float) -> bool:
        """Say whether an amount is above the threshold, or reaches it where that is enough."""
        return (self.above is None or amount > self.above) and (self.at_least is None or amount >= self.at_least)

    def aim_in(self, year: int) -> float | None:
        """Return the percent that is asked in a year; None when none is."""
        return next((pct for first, last, pct in self.aims if first <= year <= last), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """One way of being bound: all that is given must hold.

    Attributes:
        above: inhabitants above which it binds; None for no threshold.
        disputed_above: threshold that the letter does not give to these kinds, and that others read there.
        commune_above: inhabitants that one member commune at least must pass.
        existing_on: day on which the authority must have existed.
        valid_from: first day; None for that of the rule.
    """

    kinds: frozenset[str]
    above: int | None = None
    disputed_above: int | None = None
    commune_above: int | None = None
    competence: str = ""
    condition: str = ""
    existing_on: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None

    def is_in_force_on(self, day: date) -> bool:
        """Say whether this way of being bound stands on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleText:
    """What was read of a rule, in French as it was read; empty where nothing is known.

    Attributes:
        version: date of the version that was read, as its source gives it.
        checked_with: the data that may show how it stands.
    """

    who: str
    moments: str
    act: str
    sanction: str
    reference: str
    quotation: str
    source: str
    version: str
    certainty: ReadingCertainty
    changes: str
    checked_with: str
    doubts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ObligationRule:
    """One rule, with what was read of its text and the days between which it stands.

    Attributes:
        plan: family of the plan that it asks for (`pcet`, `pcaet`, `beges`, `air`), or empty.
        population: which population it counts; `not_stated` when its text does not say, empty without a threshold.
        due: day by which it must be met; for a delay, the first day on which it may end.
        due_until: last day on which the text gave that day; None when it still does.
        is_read_when_due: True when it is read for the day on which it falls due, whatever the day of the reader.
        after: what a delay runs from: `CREATION_OR_CROSSING`, or the code of the rule whose act begins it.
        every_years: years between two acts; 0 for once.
        yearly_on: month and day of a yearly date (`09-30`), or empty.
        asset: what it bears on one by one; None when it binds the authority as such.
        bears_on: which assets it bears on, as far as an inventory tells; None when none would tell.
        is_collective: True for an aim of all public bodies together, which binds none of them alone.
        met_by: kinds of the plans whose adoption meets it.
        news_on: for what is to be watched, the day of its last news.
        former: earlier wordings, with what each changed, the latest first.
    """

    code: str
    theme: RuleTheme
    nature: RuleNature
    label: Text
    text: Text
    read: RuleText
    plan: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    population: str = ""
    branches: tuple[Branch, ...] = ()
    due: date | None = None
    due_until: date | None = None
    is_read_when_due: bool = False
    after: str = ""
    years_after: int = 0
    every_years: int = 0
    yearly_on: str = ""
    carriers: tuple[Carrier, ...] = (Carrier.MEMBER,)
    asset: BoundAsset | None = None
    bears_on: AssetCriterion | None = None
    is_collective: bool = False
    met_by: tuple[str, ...] = ()
    dispensed_by: str = ""
    news_on: date | None = None
    former: tuple["FormerWording", ...] = ()

    def is_in_force_on(self, day: date) -> bool:
        """Say whether the rule is in force on a day; one of unknown beginning is, until it ends."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerWording:
    """An earlier wording of a rule: what changed, and the rule as it read then."""

    changed: Text
    rule: ObligationRule


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleCondition:
    """Something that a rule asks and that nothing here may tell, in the words of the reason that is shown.

    `leaves`: the duty that is read without it: not known, or probable one way (its day alone is not known, it is rare).
    """

    code: str
    unknown: Text = NO_TEXT
    leaves: str = "not_known"
