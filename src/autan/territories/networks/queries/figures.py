"""What the register says of a territory or a network, as figures: communes and population; members of a network."""

from collections.abc import Sequence

from autan.evidence.figures.core.addresses import FigureAddress
from autan.evidence.figures.core.arithmetic import add_figures
from autan.evidence.figures.core.figures import Figure, Method
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import get_unit
from autan.ground.errors import UnknownError
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Sentence, Text
from autan.territories.networks.core.addresses import MembershipKey, RegisterAddress, RegisterKey
from autan.territories.networks.core.members import Member
from autan.territories.networks.queries.bodies import find_bodies
from autan.territories.networks.queries.networks import network_members
from autan.territories.perimeters.core.bodies import Epci, is_siren
from autan.territories.perimeters.lake.register import LATEST, find_epci, vintages_of

COMMUNES, POPULATION, MEMBERS = "communes", "population", "members"
_LABELS = {COMMUNES: Sentence("Communes"), POPULATION: Sentence("Population municipale")}
_UNITS = {COMMUNES: "communes", POPULATION: "inhabitants"}
_BOUNDARIES = {COMMUNES: "register", POPULATION: "municipal_population_in_force"}
_CENSUSES = {2024: 2021, 2025: 2022, 2026: 2022}
"""Census of the legal populations that an edition of the register carries, where it was compared with them."""
_SAME_POPULATIONS_SINCE = 2025
_SAME_POPULATIONS = Sentence(
    "Les éditions 2025 et 2026 de cette source portent les mêmes populations, celles du "
    "recensement de 2022 : n’y lisez pas une croissance nulle."
)
_MADE_UP = Sentence("Territoire inventé : nombre imaginé avec lui.")
_COUNTED = Method(name="count_members", formula=Sentence("nombre des membres qui n’ont pas quitté le réseau"))
_TAKEN = Method(name="published", formula=Sentence("valeur reprise du registre"))
_IMAGINED = Method(name="invented", formula=Sentence("valeur imaginée pour essayer"))


def territory_figures(siren: str, vintage: int = LATEST) -> tuple[Figure, ...]:
    """Return the number of communes and the population of an EPCI in a vintage.

    Raises UnknownTerritoryError when there is no such EPCI in the vintage.
    """
    return figures_of_bodies([siren], vintage)[siren]


def figures_by_vintage(siren: str) -> dict[int, tuple[Figure, ...]]:
    """Return the number of communes and the population of an EPCI in each vintage that has it, the latest first."""
    return {
        vintage: tuple(_figure(find_epci(siren, vintage), measure) for measure in _LABELS)
        for vintage in reversed(vintages_of(siren))
    }


def network_figures(slug: str, vintage: int = LATEST) -> tuple[Figure, ...]:
    """Return the communes and the population of a network, added over its members. Two queries."""
    return figures_of_members(slug, network_members(slug), vintage)


def figures_of_members(slug: str, members: Sequence[Member], vintage: int = LATEST) -> tuple[Figure, ...]:
    """Return the same for members already at hand; nothing for a network without members. One query at most."""
    bodies = list(find_bodies([member.siren for member in members], vintage).values())
    if not bodies:
        return ()
    return tuple(
        add_figures(
            [_figure(epci, measure) for epci in bodies],
            figure_id=str(RegisterAddress(place=slug, measure=measure, vintage=vintage)),
            label=label,
        )
        for measure, label in _LABELS.items()
    )


def count_members(slug: str) -> Figure | None:
    """Count the members of a network that have not left it; None without any. One query.

    A member that no source confirms is counted: the number is then an estimate, and says of how many.
    """
    members = network_members(slug)
    if not members:
        return None
    keys = [str(MembershipKey(network=slug, siren=member.siren)) for member in members]
    probable = sum(member.is_probable for member in members)
    return Figure(
        id=str(RegisterAddress(place=slug, measure=MEMBERS, vintage=LATEST)),
        label=Sentence("Membres du réseau"),
        value=len(members),
        unit=get_unit("territories"),
        period=Period.undated(),
        territories=tuple(member.siren for member in members),
        known=len(members),
        total=len(members),
        part=Sentence("collectivités"),
        state=ValueState.ESTIMATED if probable else ValueState.OBSERVED,
        boundary="members",
        method=_COUNTED,
        evidence=tuple(EvidenceRef(kind="membership", key=key) for key in keys),
        note=Sentence("Membres probables, comptés : {count}", count=str(probable)) if probable else None,
    )


def figures_of_bodies(sirens: Sequence[str], vintage: int = LATEST) -> dict[str, tuple[Figure, ...]]:
    """Return the communes and the population of several EPCI, by SIREN. One query at most.

    Raises UnknownTerritoryError when one of them is unknown in the vintage.
    """
    bodies = find_bodies(sirens, vintage)
    return {siren: tuple(_figure(epci, measure) for measure in _LABELS) for siren, epci in bodies.items()}


def find_register_figure(address: FigureAddress) -> Figure | None:
    """Compute the figure of an address of this room; None when there is none."""
    register_address = RegisterAddress.parse(address)
    if register_address is None:
        return None
    if register_address.measure == MEMBERS:
        figure = count_members(register_address.place)
        return figure if figure and figure.id == str(register_address) else None
    try:
        compute = territory_figures if is_siren(register_address.place) else network_figures
        figures = compute(register_address.place, register_address.vintage)
    except UnknownError:
        return None
    return next((figure for figure in figures if figure.id == str(register_address)), None)


def _figure(epci: Epci, measure: str) -> Figure:
    value = epci.communes if measure == COMMUNES else epci.population
    is_known = value is not None
    is_counted = measure == POPULATION and not epci.is_invented
    return Figure(
        id=str(RegisterAddress(place=epci.siren, measure=measure, vintage=epci.vintage)),
        label=_LABELS[measure],
        value=value,
        unit=get_unit(_UNITS[measure]),
        period=Period.year(_CENSUSES.get(epci.vintage, epci.vintage) if is_counted else epci.vintage),
        territories=(epci.siren,),
        known=int(is_known),
        total=1,
        part=Sentence("collectivités"),
        state=ValueState.OBSERVED if is_known else ValueState.MISSING,
        boundary=_BOUNDARIES[measure],
        method=_IMAGINED if epci.is_invented else _TAKEN,
        evidence=(EvidenceRef(kind="register", key=str(RegisterKey(siren=epci.siren, vintage=epci.vintage))),),
        note=_note(epci, measure),
    )


def _note(epci: Epci, measure: str) -> Text | None:
    if epci.is_invented:
        return _MADE_UP
    return _SAME_POPULATIONS if measure == POPULATION and epci.vintage >= _SAME_POPULATIONS_SINCE else None
