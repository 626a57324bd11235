"""Territories like one another: by kind, size, density, housing and climate (its eight zones), with the distance."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import pstdev

from autan.ground.errors import DomainError
from autan.ground.texts.core.labelled import Labelled


class ClimateZone(StrEnum):
    """One zone of the thermal regulation."""

    H1A = "H1a"
    H1B = "H1b"
    H1C = "H1c"
    H2A = "H2a"
    H2B = "H2b"
    H2C = "H2c"
    H2D = "H2d"
    H3 = "H3"

    @property
    def winter(self) -> str:
        """The part of the code that tells winters: `H1`, `H2` or `H3`."""
        return self.value[:2]


_DEPARTMENTS = {
    ClimateZone.H1A: "02 14 27 28 59 60 61 62 75 76 77 78 80 91 92 93 94 95",
    ClimateZone.H1B: "08 10 45 51 52 54 55 57 58 67 68 70 88 89 90",
    ClimateZone.H1C: "01 03 05 15 19 21 23 25 38 39 42 43 63 69 71 73 74 87",
    ClimateZone.H2A: "22 29 35 50 56",
    ClimateZone.H2B: "16 17 18 36 37 41 44 49 53 72 79 85 86",
    ClimateZone.H2C: "09 12 24 31 32 33 40 46 47 64 65 81 82",
    ClimateZone.H2D: "04 07 26 48 84",
    ClimateZone.H3: "06 11 13 2A 2B 30 34 66 83",
}
_BY_DEPARTMENT = {
    department: zone for zone, department_row in _DEPARTMENTS.items() for department in department_row.split()
}


def climate_zone(department: str) -> ClimateZone | None:
    """Return the zone of a department, or None overseas.

    >>> climate_zone("31").value, climate_zone("971")
    ('H2c', None)
    """
    return _BY_DEPARTMENT.get(department)


FEWEST_TRAITS = 3
FARTHEST = 1.5
"""Distance beyond which nobody resembles: more apart than two territories taken at random."""
_OTHER_KIND, _OTHER_SUMMER, _OTHER_WINTER = 1.0, 0.5, 1.0


class Trait(Labelled):
    """What territories are compared by."""

    KIND = "kind", "nature juridique", "legal kind"
    SIZE = "size", "taille", "size"
    DENSITY = "density", "densité", "density"
    HOUSING = "housing", "habitat", "housing"
    CLIMATE = "climate", "climat", "climate"


class TooFewTraitsError(DomainError):
    """Too little is known of a territory to say what it is like."""

    def __init__(self, siren: str, known: int) -> None:
        self.siren = siren
        self.known = known
        super().__init__(f"{siren}: {known} traits known, {FEWEST_TRAITS} needed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What is known of a territory; None where it is not.

    `homes_per_inhabitant`: metered homes for one inhabitant: high where dwellings are small, empty or secondary.
    """

    siren: str
    kind: str
    population: float | None = None
    density_per_km2: float | None = None
    homes_per_inhabitant: float | None = None
    climate: ClimateZone | None = None

    def sizes(self) -> dict[Trait, float]:
        """The traits that are quantities, as logarithms: twice as large is as far at every size."""
        raw = {
            Trait.SIZE: self.population,
            Trait.DENSITY: self.density_per_km2,
            Trait.HOUSING: self.homes_per_inhabitant,
        }
        return {trait: math.log(value) for trait, value in raw.items() if value}


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """One territory beside the one that was asked about.

    Attributes:
        distance: 0 for the same, about 1 for two territories that differ as usual differences go.
        gaps: distance on each trait that both are known by.
    """

    profile: Profile
    distance: float
    gaps: Mapping[Trait, float]


def nearest_peers(target: Profile, others: Iterable[Profile], *, count: int = 10) -> tuple[Peer, ...]:
    """Return the territories that are most like one, the nearest first.

    A quantity is measured in standard deviations of its logarithm over all territories given; another legal kind
    counts 1; another climate counts 0.5 when winters are of one zone, else 1. The distance is the root of the mean of
    squares over the traits that both are known by, so that it does not shrink when a trait is unknown.

    `others`: territories to choose from; the target itself is left out.
    Returns at most `count` peers, by distance then SIREN; those with fewer than three common traits are left out.

    >>> here = Profile(siren="1", kind="CA", population=100_000, density_per_km2=200)
    >>> twin = Profile(siren="2", kind="CA", population=100_000, density_per_km2=200)
    >>> large = Profile(siren="3", kind="METRO", population=800_000, density_per_km2=1600)
    >>> [(peer.profile.siren, round(peer.distance, 2)) for peer in nearest_peers(here, [large, twin])]
    [('2', 0.0), ('3', 1.83)]
    """
    everyone = [profile for profile in others if profile.siren != target.siren]
    scales = _scales([target, *everyone])
    known = len(target.sizes()) + 1 + (target.climate is not None)
    if known < FEWEST_TRAITS:
        raise TooFewTraitsError(target.siren, known)
    peers = [
        Peer(profile=profile, distance=math.sqrt(sum(gap**2 for gap in gaps.values()) / len(gaps)), gaps=gaps)
        for profile, gaps in _gaps(target, everyone, scales)
    ]
    return tuple(sorted(peers, key=lambda peer: (peer.distance, peer.profile.siren))[:count])


def alike(peers: Iterable[Peer]) -> tuple[Peer, ...]:
    """The peers that resemble: those no farther than two territories taken at random usually are, with a margin."""
    return tuple(peer for peer in peers if peer.distance <= FARTHEST)


def _scales(profiles: Sequence[Profile]) -> dict[Trait, float]:
    """Standard deviation of each quantity; 1 where all are alike, for nothing is then apart."""
    columns: dict[Trait, list[float]] = {}
    for profile in profiles:
        for trait, value in profile.sizes().items():
            columns.setdefault(trait, []).append(value)
    return {trait: pstdev(values) or 1.0 for trait, values in columns.items()}


def _gaps(
    target: Profile, others: Iterable[Profile], scales: Mapping[Trait, float]
) -> Iterable[tuple[Profile, dict[Trait, float]]]:
    own = target.sizes()
    for profile in others:
        sizes = profile.sizes()
        gaps = {Trait.KIND: 0.0 if profile.kind == target.kind else _OTHER_KIND}
        gaps |= {trait: abs(own[trait] - sizes[trait]) / scales[trait] for trait in own if trait in sizes}
        if target.climate and profile.climate:
            gaps[Trait.CLIMATE] = _climate_gap(target.climate, profile.climate)
        if len(gaps) >= FEWEST_TRAITS:
            yield profile, gaps


def _climate_gap(one: ClimateZone, other: ClimateZone) -> float:
    if one is other:
        return 0.0
    return _OTHER_SUMMER if one.winter == other.winter else _OTHER_WINTER
