"""Which rules may raise a doubt, and the reason for each: the catalogue that the quality page prints."""

from dataclasses import dataclass
from enum import StrEnum

from autan.evidence.core.notation import set_typography
from autan.evidence.core.texts import Text


class Severity(StrEnum):
    """What is asked of the coordinator."""

    WARN = "warn"  # known and explained: to be kept in mind beside the figure
    ASK = "ask"  # may be true or false: somebody on the spot must say

    @property
    def label(self) -> Text:
        """Wording on screen."""
        return Text("à savoir", "to know") if self is Severity.WARN else Text("à vérifier", "to check")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One documented check.

    Attributes:
        code: name of the rule, as in addresses and exports.
        title: what it finds.
        reason: why the value is doubtful, and what it may mean.
        severity: what is asked.
    """

    code: str
    title: Text
    reason: Text
    severity: Severity


def _rule(code: str, severity: Severity, title: tuple[str, str], reason: tuple[str, str]) -> Rule:
    return Rule(code=code, severity=severity, title=set_text(*title), reason=set_text(*reason))


def set_text(fr: str, en: str) -> Text:
    """A wording with the typography of each language."""
    return Text(set_typography(fr, language="fr"), set_typography(en, language="en"))


_ASK, _WARN = Severity.ASK, Severity.WARN
_CATALOGUE = (
    _rule(
        "masked_meshes",
        _WARN,
        ("Mailles masquées", "Masked meshes"),
        (
            "Le secret statistique masque des consommations : le total de la commune est un minorant.",
            "Statistical secrecy masks some consumption: the total of the municipality is a lower bound.",
        ),
    ),
    _rule(
        "homes_only_total",
        _ASK,
        ("Total égal aux logements", "Total equal to homes"),
        (
            "Le total d’électricité égale celui des logements, sans maille masquée : les autres usages manquent "
            "sans doute, "
            "ils ne sont pas nuls.",
            "Total electricity equals that of homes, with no masked mesh: other uses are probably missing, not nil.",
        ),
    ),
    _rule(
        "gas_without_use",
        _ASK,
        ("Réseau de gaz sans usage", "Gas network without use"),
        (
            "Une ligne de gaz à 0 MWh et 0 point : un gestionnaire mais aucun usage, ce qui n’est pas « pas de "
            "réseau ».",
            "A gas row with 0 MWh and 0 points: an operator but no use, which is not “no network”.",
        ),
    ),
    _rule(
        "one_site_dominates",
        _ASK,
        ("Un site pèse sur tout le territoire", "One site weighs on the whole territory"),
        (
            "Une commune fait plus de la moitié de la consommation du territoire, et ses logements moins de "
            "30 % de la sienne : "
            "un site industriel porte sans doute le total.",
            "One municipality makes more than half of the territory’s consumption, and its homes less than 30% of "
            "its own: an "
            "industrial site probably carries the total.",
        ),
    ),
    _rule(
        "home_mean_out_of_range",
        _ASK,
        ("Consommation moyenne par point hors du vraisemblable", "Unlikely mean consumption of a delivery point"),
        (
            "Un logement consomme d’ordinaire de 1 à 14 MWh par an et par énergie : une unité fausse (kWh, "
            "GWh), une chaufferie "
            "collective ou un très gros client peuvent l’expliquer.",
            "A home usually takes 1 to 14 MWh a year of one carrier: a wrong unit (kWh, GWh), a shared boiler or one "
            "very large "
            "customer may explain it.",
        ),
    ),
    _rule(
        "two_sources_apart",
        _ASK,
        ("Deux sources qui s’écartent", "Two sources apart"),
        (
            "L’électricité des logements du fichier communal et celle du fichier par EPCI s’écartent de plus de "
            "5 % : les deux "
            "sont gardées, jamais moyennées.",
            "Electricity of homes in the municipal file and in the file by authority differ by more than 5%: both "
            "are kept, never "
            "averaged.",
        ),
    ),
    _rule(
        "operator_missing",
        _ASK,
        ("Gestionnaire absent de la seconde source", "Operator missing from the second source"),
        (
            "Un gestionnaire de réseau du fichier communal n’est pas dans le fichier par EPCI, qui compte donc moins.",
            "A network operator of the municipal file is not in the file by authority, which therefore counts less.",
        ),
    ),
    _rule(
        "output_beyond_year",
        _WARN,
        ("Plus d’heures que l’année n’en a", "More hours than a year has"),
        (
            "L’énergie injectée dépasse la puissance multipliée par 8 784 heures : l’une des deux est "
            "fausse, ou plusieurs "
            "centrales livrent au même point.",
            "The energy fed in exceeds the capacity times 8,784 hours: one of the two is wrong, or several plants "
            "deliver at the "
            "same point.",
        ),
    ),
    _rule(
        "low_yield",
        _ASK,
        ("Rendement faible", "Low yield"),
        (
            "L’installation injecte bien moins que sa puissance ne le permet : arrêt, autoconsommation, ou mise "
            "en service "
            "récente. À expliquer, pas à supprimer.",
            "The plant feeds in much less than its capacity allows: shutdown, own use, or recent commissioning. To "
            "be explained, "
            "not deleted.",
        ),
    ),
    _rule(
        "young_plant",
        _ASK,
        ("Presque rien en douze mois", "Almost nothing in twelve months"),
        (
            "Moins de cent heures de pleine puissance : la fenêtre de douze mois fait paraître pauvre une "
            "installation neuve.",
            "Fewer than a hundred hours at full power: the twelve-month window makes a new plant look poor.",
        ),
    ),
    _rule(
        "energy_not_known",
        _WARN,
        ("Énergie inconnue ou partielle", "Energy unknown or partial"),
        (
            "Le registre ne connaît pas toute l’énergie injectée par ces installations : le total est un minorant.",
            "The register does not know all the energy that these plants fed in: the total is a lower bound.",
        ),
    ),
    _rule(
        "capacity_jump",
        _ASK,
        ("Saut de puissance", "Jump in capacity"),
        (
            "La puissance a plus que triplé, ou a été divisée par trois, depuis l’édition précédente : une "
            "nouvelle centrale le plus "
            "souvent, sinon une erreur de saisie.",
            "Capacity has more than tripled, or fallen to a third, since the edition before: most often a new plant, "
            "otherwise a "
            "typing error.",
        ),
    ),
    _rule(
        "hole_among_neighbours",
        _ASK,
        ("Trou parmi les voisines", "Hole among neighbours"),
        (
            "La commune n’a aucune valeur dans un secteur que toutes les communes ont : manquant, pas nul.",
            "The municipality has no value in a sector that every municipality has: missing, not nil.",
        ),
    ),
    _rule(
        "site_in_services",
        _ASK,
        ("Tertiaire bien plus grand que la commune", "Services far larger than the municipality"),
        (
            "Les émissions du tertiaire font cinq fois ce que la population laisse attendre : un seul site, à "
            "expliquer et non à "
            "lisser.",
            "Emissions of services are five times what the population leads to expect: a single site, to be "
            "explained, not smoothed.",
        ),
    ),
    _rule(
        "site_booked_where_it_stands",
        _ASK,
        ("Site compté là où il se trouve", "Site booked where it stands"),
        (
            "Plus d’une tonne par habitant : une installation de traitement ou un aéroport est compté dans sa "
            "commune, non chez "
            "ceux qu’il sert.",
            "More than one tonne per inhabitant: a treatment plant or an airport is booked in its municipality, not "
            "with those whom "
            "it serves.",
        ),
    ),
    _rule(
        "merged_commune",
        _WARN,
        ("Commune fusionnée depuis", "Municipality merged since"),
        (
            "La source connaît une commune qui a fusionné : ses valeurs sont rattachées à la commune nouvelle.",
            "The source knows a municipality that has merged: its values are mapped to the new one.",
        ),
    ),
    _rule(
        "same_population",
        _WARN,
        ("Population identique d’une édition à l’autre", "Same population in two editions"),
        (
            "Deux éditions du découpage portent les mêmes populations dans toutes les communes : ne pas y lire "
            "une croissance nulle.",
            "Two editions of the divisions file carry the same populations everywhere: not to be read as a growth of "
            "zero.",
        ),
    ),
    _rule(
        "few_certificates",
        _WARN,
        ("Peu de diagnostics", "Few certificates"),
        (
            "Moins de 30 diagnostics dans la commune : une part n’y a pas de sens. Ce sont des diagnostics, pas "
            "des logements.",
            "Fewer than 30 certificates in the municipality: a share means nothing there. These are certificates, "
            "not dwellings.",
        ),
    ),
    _rule(
        "deposit_unit",
        _ASK,
        ("Unité invraisemblable dans un dépôt", "Unlikely unit in a filing"),
        (
            "Rapporté aux habitants, le diagnostic est hors de tout ordre de grandeur : des MWh ont sans doute été "
            "saisis pour des GWh. La valeur reste comme déposée.",
            "Per inhabitant, the diagnosis is out of all proportion: MWh were probably typed for GWh. The value stays "
            "as filed.",
        ),
    ),
    _rule(
        "deposit_sectors_swapped",
        _ASK,
        ("Secteurs intervertis dans un dépôt", "Sectors swapped in a filing"),
        (
            "Entre le diagnostic et un objectif, un secteur perd ce qu’un autre, presque nul, gagne : deux lignes ont "
            "sans doute été interverties.",
            "Between the diagnosis and a target, one sector loses what another, almost nil, gains: two lines were "
            "probably swapped.",
        ),
    ),
    _rule(
        "deposit_filler",
        _WARN,
        ("Valeur de remplissage dans un dépôt", "Filler in a filing"),
        (
            "0,01 est saisi pour « nul ou inconnu » : la valeur est tenue pour manquante, jamais pour presque nulle.",
            "0.01 is typed for “nil or unknown”: the value is held to be missing, never almost nil.",
        ),
    ),
    _rule(
        "deposit_several",
        _WARN,
        ("Plusieurs démarches pour un EPCI", "Several approaches of one authority"),
        (
            "L’EPCI porte plusieurs démarches, souvent le même plan déposé de nouveau : elles restent côte à côte et "
            "ne s’additionnent jamais.",
            "The authority carries several approaches, often the same plan filed again: they stay side by side and are "
            "never added.",
        ),
    ),
    _rule(
        "deposit_apart_from_inventory",
        _ASK,
        ("Dépôt et inventaire qui s’écartent", "Filing and inventory apart"),
        (
            "Les émissions du diagnostic et celles de l’inventaire s’écartent de plus de 20 % sur les secteurs qu’ils "
            "ont en commun : deux méthodes et deux années, gardées toutes deux, jamais moyennées.",
            "The emissions of the diagnosis and of the inventory differ by more than 20% over the sectors they share: "
            "two methods and two years, both kept, never averaged.",
        ),
    ),
)
RULES: dict[str, Rule] = {rule.code: rule for rule in _CATALOGUE}
"""The rules by code, in the order of the page."""
