"""National paths: what the State and Europe change, apart from what a territory does, switched on together by a name.

A measure lowers the emission factor of a carrier, or takes a share of what levers have left of a consumption: fleets
renewed by a norm, homes built under another. Shares multiply with those of levers, so that no order changes a digit.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from autan.foresight.engine.core.levers import CellSelection, Destination
from autan.ground.errors import known
from autan.ground.texts.core.labelled import Labelled
from autan.ground.wordings import Text


class MeasureForm(Labelled):
    """How the dated share of a national measure acts."""

    FACTOR = "factor", "part du facteur d’émission qui s’en va", "part of the emission factor that goes away"
    RENEWAL = "renewal", "part des véhicules neufs, par renouvellement du parc", "part of new vehicles, by renewal"
    GROWTH = "growth", "part en moins de ce qui s’ajoute au parc", "part less of what is added to the stock"


@dataclass(frozen=True, slots=True, kw_only=True)
class NationalMeasure:
    """One measure of a path.

    Attributes:
        share: code of the dated assumption that says how much of it there is, 0 to 1.
        cells: what it acts on; for a factor, its carriers alone.
        renewal: code of the part of a fleet that is renewed a year; empty for another form.
        towards: code of the factor of what takes the place; empty for nothing.
        destinations: where a moved consumption goes; none for one that is saved.
    """

    code: str
    label: Text
    form: MeasureForm
    share: str
    cells: CellSelection
    renewal: str = ""
    towards: str = ""
    destinations: tuple[Destination, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """The assumptions that it reads."""
        ratios = (code for to in self.destinations for code in to.ratio.codes)
        return tuple(code for code in (self.share, self.renewal, self.towards, *ratios) if code)


@dataclass(frozen=True, slots=True, kw_only=True)
class NationalPath:
    """A named and dated set of measures.

    Attributes:
        edition: date of its texts, as written.
        not_counted: what it leaves aside, and why.
    """

    code: str
    label: Text
    edition: str
    measures: tuple[NationalMeasure, ...]
    not_counted: Text

    @property
    def codes(self) -> tuple[str, ...]:
        """The assumptions that it reads, each once, in order."""
        return tuple(dict.fromkeys(code for measure in self.measures for code in measure.codes))


def find_path(paths: Mapping[str, NationalPath], code: str) -> NationalPath:
    """Return a path by its code."""
    return known(paths.get(code), "aucun chemin national «\u202f{code}\u202f»", code=code)
