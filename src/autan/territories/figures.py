"""What the register says of a territory or a network, as figures: communes and population."""

from collections.abc import Sequence

from autan.evidence.core.arithmetic import add_figures
from autan.evidence.core.figures import Figure, Method
from autan.evidence.core.periods import Period
from autan.evidence.core.sources import EvidenceRef
from autan.evidence.core.states import ValueState
from autan.evidence.core.texts import Text
from autan.evidence.core.units import get_unit
from autan.territories.core.members import Epci, Member
from autan.territories.queries import find_bodies, find_body, network_members
from autan.territories.register import LATEST, VINTAGES, UnknownTerritoryError, UnknownVintageError

PREFIX = "territories"
COMMUNES = "communes"
POPULATION = "population"
_SAME_POPULATIONS = Text(
    "Les éditions 2025 et 2026 de cette source portent les mêmes populations : n’y lisez pas une croissance nulle.",
    "The 2025 and 2026 editions of this source carry the same populations: do not read a nil growth in them.",
)
_MADE_UP = Text("Territoire inventé : nombre imaginé avec lui.", "Invented territory: a number made up with it.")
_TAKEN = Method(name="published", formula=Text("valeur reprise du registre", "value taken from the register"))
_IMAGINED = Method(name="invented", formula=Text("valeur imaginée pour essayer", "value made up for trying"))


def territory_figures(siren: str, vintage: int = LATEST) -> tuple[Figure, ...]:
    """Return the number of communes and the population of an EPCI in a vintage.

    Raises:
        UnknownTerritoryError: there is no such EPCI in the vintage.
    """
    epci = find_body(siren, vintage)
    return (_communes(epci), _population(epci))


def network_figures(slug: str, vintage: int = LATEST) -> tuple[Figure, ...]:
    """Return the communes and the population of a network, added over its members. Two queries."""
    return figures_of_members(slug, network_members(slug), vintage)


def figures_of_members(slug: str, members: Sequence[Member], vintage: int = LATEST) -> tuple[Figure, ...]:
    """Return the same for members already at hand; nothing for a network without members. One query at most."""
    bodies = list(find_bodies([member.siren for member in members], vintage).values())
    if not bodies:
        return ()
    parts = ((COMMUNES, _communes, _COMMUNES_LABEL), (POPULATION, _population, _POPULATION_LABEL))
    return tuple(
        add_figures([make(epci) for epci in bodies], figure_id=f"{PREFIX}.{slug}.{measure}.{vintage}", label=label)
        for measure, make, label in parts
    )


def figures_of_bodies(sirens: Sequence[str], vintage: int = LATEST) -> dict[str, tuple[Figure, ...]]:
    """Return the communes and the population of several EPCI, by SIREN. One query at most.

    Raises:
        UnknownTerritoryError: one of them is unknown in the vintage.
    """
    return {siren: (_communes(epci), _population(epci)) for siren, epci in find_bodies(sirens, vintage).items()}


def find_figure(figure_id: str) -> Figure | None:
    """Compute `territories.<siren or slug>.<communes or population>.<vintage>`; None when there is none."""
    place, _, rest = figure_id.removeprefix(f"{PREFIX}.").partition(".")
    year = rest.rpartition(".")[2]
    if not year.isdecimal() or int(year) not in VINTAGES:
        return None
    try:
        figures = territory_figures(place, int(year)) if place.isdigit() else network_figures(place, int(year))
    except (UnknownTerritoryError, UnknownVintageError):
        return None
    return next((figure for figure in figures if figure.id == figure_id), None)


_COMMUNES_LABEL = Text("Communes", "Municipalities")
_POPULATION_LABEL = Text("Population municipale", "Municipal population")


def _communes(epci: Epci) -> Figure:
    return Figure(
        id=f"{PREFIX}.{epci.siren}.{COMMUNES}.{epci.vintage}",
        label=_COMMUNES_LABEL,
        value=epci.communes,
        unit=get_unit("communes"),
        period=Period.year(epci.vintage),
        territories=(epci.siren,),
        known=1,
        total=1,
        part=Text("collectivités", "authorities"),
        state=ValueState.OBSERVED,
        boundary="register",
        method=_method(epci),
        evidence=(EvidenceRef(kind="register", key=f"{epci.siren}@{epci.vintage}"),),
        note=_MADE_UP if epci.is_invented else None,
    )


def _population(epci: Epci) -> Figure:
    is_known = epci.population is not None
    return Figure(
        id=f"{PREFIX}.{epci.siren}.{POPULATION}.{epci.vintage}",
        label=_POPULATION_LABEL,
        value=epci.population,
        unit=get_unit("inhabitants"),
        period=Period.year(epci.vintage),
        territories=(epci.siren,),
        known=int(is_known),
        total=1,
        part=Text("collectivités", "authorities"),
        state=ValueState.OBSERVED if is_known else ValueState.MISSING,
        boundary="municipal_population_in_force",
        method=_method(epci),
        evidence=(EvidenceRef(kind="register", key=f"{epci.siren}@{epci.vintage}"),),
        note=_population_note(epci),
    )


def _population_note(epci: Epci) -> Text | None:
    if epci.is_invented:
        return _MADE_UP
    return _SAME_POPULATIONS if epci.vintage >= 2025 else None


def _method(epci: Epci) -> Method:
    return _IMAGINED if epci.is_invented else _TAKEN
