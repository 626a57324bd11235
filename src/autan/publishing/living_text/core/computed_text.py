"""A living text read beside its figures: what it calls for, looked up on one day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from autan.evidence.figures.core.charts import Chart, MapSpec
from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.units import UnitMismatchError, get_unit
from autan.ground.wordings import Text
from autan.publishing.living_text.core.definitions import LivingText, PictureDefinition


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptQuotation:
    """A passage whose words are in a text that the readers of the publication may not read.

    Attributes:
        label: what was asked, or what the texts are.
        group: what they belong to (a campaign).
    """

    passage: str
    label: Text
    group: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ComputedText:
    """A living text with what it calls for, looked up today.

    Attributes:
        figures: figure of each name of the table, in its own unit; a name is absent when no room knows the figure.
        illustrations: chart or map of each name, put together; absent when one of its figures is unknown.
        unknown_ids: for each illustration that is absent, the ids that no room knows.
        dead_citations: what it cites that no longer exists, or that its readers may not read.
        lost_pictures: names of the pictures whose file is not kept here.
        dead_evidence: pieces of evidence that figures point to and that no longer exist.
        quoted: letters of the quotations that are found in what the members wrote.
        kept_quotations: what it quotes of texts that its readers may not read.
    """

    text: LivingText
    figures: Mapping[str, Figure]
    illustrations: Mapping[str, Chart | MapSpec]
    unknown_ids: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    dead_citations: frozenset[str] = frozenset()
    dead_evidence: frozenset[EvidenceRef] = frozenset()
    lost_pictures: frozenset[str] = frozenset()
    quoted: frozenset[str] = frozenset()
    kept_quotations: tuple[KeptQuotation, ...] = ()

    def printed_figures(self) -> Mapping[str, Figure]:
        """Figure of each name in the unit in which it is printed; in its own where the unit asked for does not fit."""
        return {name: in_asked_unit(figure, self._unit_of(name)) for name, figure in self.figures.items()}

    def all_figures(self) -> Iterator[tuple[str, Figure]]:
        """Every figure that is printed or drawn, with the name under which the text calls it."""
        yield from self.figures.items()
        for name, illustration in self.illustrations.items():
            for figure in illustration.figures:
                yield name, figure

    def kept_pictures(self) -> Iterator[PictureDefinition]:
        """Every picture whose file is kept here."""
        return (item for item in self.text.pictures if item.name not in self.lost_pictures)

    def _unit_of(self, name: str) -> str:
        return next((item.unit for item in self.text.figures if item.name == name), "")


def in_asked_unit(figure: Figure, unit: str) -> Figure:
    """Return a figure in the unit of this code; as it is when none is asked for, or when it does not fit."""
    try:
        return figure.in_unit(get_unit(unit)) if unit else figure
    except UnitMismatchError:
        return figure


def evidence_of(figure: Figure) -> Iterator[EvidenceRef]:
    """Give every piece of evidence that a figure rests on, directly or through its inputs."""
    yield from figure.evidence
    for item in figure.inputs:
        yield from evidence_of(item)
