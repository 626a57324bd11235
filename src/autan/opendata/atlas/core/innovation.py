"""Energy chains of a network: members involved, clusters and sites, each with the facts that state it."""

from collections.abc import Mapping
from dataclasses import dataclass

from autan.ground.wordings import Text
from autan.opendata.observatory.core.innovation_kinds import InnovationKind


@dataclass(frozen=True, slots=True, kw_only=True)
class EnergyChain:
    """One chain: wood, solar, water..."""

    code: str
    label: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class InnovationPlace:
    """One cluster or one site.

    Attributes:
        siren: member that it is in; empty for a cluster.
        since: year that this is known from; None where no source is dated.
        until: last year of it, where a source says that something else took its place.
    """

    label: Text
    facts: tuple[str, ...]
    kind: InnovationKind = InnovationKind.CLUSTER
    siren: str = ""
    commune: str = ""
    chain: str = ""
    since: int | None = None
    until: int | None = None

    def is_current_in(self, year: int) -> bool:
        """Say whether the place is known in a year; what bears no date is never said to stand in one.

        >>> place = InnovationPlace(label=Text("x", "x"), facts=(), since=2013, until=2015)
        >>> place.is_current_in(2012), place.is_current_in(2015), place.is_current_in(2016)
        (False, True, False)
        """
        return self.since is not None and self.since <= year and (self.until is None or year <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class InnovationLayer:
    """Everything stated for one network. `involved`: fact that names each involved member, by SIREN."""

    network: str
    chains: tuple[EnergyChain, ...]
    chains_facts: tuple[str, ...]
    involved: Mapping[str, str]
    places: tuple[InnovationPlace, ...]

    @property
    def clusters(self) -> tuple[InnovationPlace, ...]:
        """Clusters, which no source places."""
        return tuple(place for place in self.places if place.kind is InnovationKind.CLUSTER)

    @property
    def sites(self) -> tuple[InnovationPlace, ...]:
        """Sites, placed or not."""
        return tuple(place for place in self.places if place.kind is not InnovationKind.CLUSTER)

    @property
    def years(self) -> tuple[int, ...]:
        """Years at which the state of a site is known from, or ends, in order."""
        ends = [site.until + 1 for site in self.sites if site.until]
        return tuple(sorted({*(site.since for site in self.sites if site.since), *ends}))

    @property
    def facts(self) -> tuple[str, ...]:
        """Every fact that the layer rests on, once."""
        places = [fact for place in (*self.clusters, *self.sites) for fact in place.facts]
        return tuple(dict.fromkeys([*self.chains_facts, *self.involved.values(), *places]))
