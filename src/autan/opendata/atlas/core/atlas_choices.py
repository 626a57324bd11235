"""Choices of a map of the atlas: measure, date, extent, way of cutting into classes."""

from dataclasses import dataclass

from autan.ground.texts.core.labelled import Labelled
from autan.territories.charts.core import ClassificationMethod

USUAL_CLASSES = 5


class Extent(Labelled):
    """Places that a map of the atlas shows."""

    NETWORK = "network", "Les membres du réseau", "The members of the network"
    COMMUNES = "communes", "Leurs communes", "Their municipalities"
    REGION = "region", "Les intercommunalités de la région", "The authorities of the region"
    FRANCE = "france", "Toutes les intercommunalités de France", "Every authority of France"

    @property
    def is_national(self) -> bool:
        """True when its places come from all France, whoever the members are."""
        return self in {Extent.REGION, Extent.FRANCE}


@dataclass(frozen=True, slots=True, kw_only=True)
class AtlasChoice:
    """What a map of the atlas shows, complete: every choice that was not made has its usual value.

    `beside`: a second ratio, which is crossed with the first; empty for none.
    """

    network: str
    indicator: str
    date: str
    extent: Extent = Extent.NETWORK
    method: ClassificationMethod = ClassificationMethod.JENKS
    count: int = USUAL_CLASSES
    breaks: tuple[float, ...] = ()
    beside: str = ""

    @property
    def slug(self) -> str:
        """Name of its drawings."""
        return _slug(self.extent.value, self.indicator, self.date, *filter(None, [self.beside]))

    @property
    def file_slug(self) -> str:
        """Name of its files."""
        return _slug(self.indicator, *filter(None, [self.beside]), self.date, self.extent.value)


def _slug(*parts: str) -> str:
    return "-".join(parts).replace("_", "-").replace(".", "-")
