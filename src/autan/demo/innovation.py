"""What the shipped content states of energy chains: members involved, clusters, sites, each with its facts."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from autan.evidence.core.notation import set_typography
from autan.evidence.core.texts import Text

_FILE = Path(__file__).parent / "content" / "innovation.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class EnergyChain:
    """One chain: wood, solar, water..."""

    code: str
    label: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class InnovationPlace:
    """One cluster or one site.

    Attributes:
        label: what it is.
        facts: facts that state it.
        siren: member that it is in; empty for a cluster.
        commune: INSEE code of the commune that a fact names; empty where none does.
        chain: code of its chain; empty for a cluster.
        kind: `site` in service, `project` intended or under way, `demonstration`, or empty for a cluster.
        since: year that this is known from; None where no source is dated.
        until: last year of it, where a source says that something else took its place.
    """

    label: Text
    facts: tuple[str, ...]
    siren: str = ""
    commune: str = ""
    chain: str = ""
    kind: str = ""
    since: int | None = None
    until: int | None = None

    def stands_in(self, year: int) -> bool:
        """Say whether sources show it in a year; what has no date is never placed in one."""
        return self.since is not None and self.since <= year <= (self.until or year)


@dataclass(frozen=True, slots=True, kw_only=True)
class InnovationLayer:
    """Everything stated for one network.

    Attributes:
        network: slug.
        chains: energy chains, in the order of the legend.
        chains_facts: facts that list the chains.
        involved: fact that names each involved member, by SIREN.
        clusters: clusters, which no source places.
        sites: sites, placed or not.
    """

    network: str
    chains: tuple[EnergyChain, ...]
    chains_facts: tuple[str, ...]
    involved: dict[str, str]
    clusters: tuple[InnovationPlace, ...]
    sites: tuple[InnovationPlace, ...]

    @property
    def facts(self) -> tuple[str, ...]:
        """Every fact that the layer rests on, once."""
        places = [fact for place in (*self.clusters, *self.sites) for fact in place.facts]
        return tuple(dict.fromkeys([*self.chains_facts, *self.involved.values(), *places]))


@cache
def innovation_layers() -> dict[str, InnovationLayer]:
    """The layers that ship, by network."""
    values: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    layer = InnovationLayer(
        network=values["network"],
        chains=tuple(EnergyChain(code=item["code"], label=_text(item)) for item in values["chains"]),
        chains_facts=tuple(values["chains_facts"]),
        involved=dict(values["involved_facts"]),
        clusters=tuple(_place(item) for item in values["clusters"]),
        sites=tuple(_place(item) for item in values["sites"]),
    )
    return {layer.network: layer}


def _place(item: dict[str, Any]) -> InnovationPlace:
    named = {name: str(item[name]) for name in ("siren", "commune", "chain", "kind") if name in item}
    return InnovationPlace(
        label=_text(item), facts=tuple(item["facts"]), since=item.get("since"), until=item.get("until"), **named
    )


def _text(item: dict[str, Any]) -> Text:
    return Text(set_typography(item["fr"], language="fr"), set_typography(item["en"], language="en"))
