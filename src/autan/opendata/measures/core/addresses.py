"""Addresses of the figures of the room and keys of their evidence, parsed once, written once.

A figure is at `observatory.<place>.<measure>.<date>[.<variant>]`; a cell of a filing at
`observatory.<siren>.pcaet-<filing>-<quantity>-<line>[-<pollutant>].p<period>`; a flow at
`flows.<place>.<carrier>-other_uses.<date>`; an indicator at `indicator.<name>.<place>.<year>.<category>`.
"""

from dataclasses import dataclass, fields, replace
from typing import ClassVar, Self

from autan.evidence.figures.core.addresses import FigureAddress
from autan.evidence.figures.core.figures import Figure
from autan.ground.texts.core.notation import read_whole

OBSERVATORY, FLOWS, INDICATOR = "observatory", "flows", "indicator"
OWN, PROVIDER, CLIMATE, BASE = "own", "provider", "climate", "base-"
"""Variants: the territory's value, the provider's, corrected for climate, index with another date as 100.

The terms of a ratio over the ground that they share are at `on-<ratio>-<date>` (see `grounds`).
"""

_FILING = "pcaet"
_OTHER_USES = "-other_uses"


@dataclass(frozen=True, slots=True)
class MeasureAddress:
    """Where the figure of a measure of the catalogue is.

    Attributes:
        measure: code of the measure; followed by `_range` for the lowest and the highest of the members.
        variant: `own`, `provider`, `climate` or `base-<date>`; empty for the figure that the pages use.
    """

    place: str
    measure: str
    date: str
    variant: str = ""

    @classmethod
    def parse(cls, address: FigureAddress) -> Self | None:
        """Read an address; None when it is not one of a measure.

        >>> MeasureAddress.parse(FigureAddress.parse("observatory.243100518.ghg_total.2016.own")).variant
        'own'
        """
        if address.source != OBSERVATORY or len(address.parts) not in {3, 4}:
            return None
        return cls(*address.parts)

    @classmethod
    def of(cls, figure: Figure) -> Self:
        """The address of a figure of the catalogue."""
        return cls(*FigureAddress.parse(figure.id).parts)

    def at(self, date: str) -> Self:
        """Return the address of the measure at another date."""
        return replace(self, date=date)

    def __str__(self) -> str:
        whole = f"{OBSERVATORY}.{self.place}.{self.measure}.{self.date}"
        return f"{whole}.{self.variant}" if self.variant else whole


def date_of(figure: Figure) -> str:
    """Date in the address of a figure of the catalogue."""
    return MeasureAddress.of(figure).date


@dataclass(frozen=True, slots=True)
class FilingAddress:
    """Where the figure of one cell of a filing is, or the total of a column."""

    siren: str
    filing: str
    quantity: str
    item: str
    pollutant: str
    period: str

    @classmethod
    def parse(cls, address: FigureAddress) -> Self | None:
        """Read an address; None when it is not one of a filing."""
        words = address.part(1).split("-")
        if address.source != OBSERVATORY or words[0] != _FILING or len(words) not in {4, 5}:
            return None
        filing, quantity, item, pollutant = (*words[1:], "")[:4]
        return cls(address.part(0), filing, quantity, item, pollutant, address.rest(2).removeprefix("p"))

    def __str__(self) -> str:
        words = (_FILING, self.filing, self.quantity, self.item, self.pollutant)
        return f"{OBSERVATORY}.{self.siren}.{'-'.join(word for word in words if word)}.p{self.period}"


@dataclass(frozen=True, slots=True)
class FlowAddress:
    """Where the uses of a carrier other than homes are, in a place at a date."""

    place: str
    carrier: str
    date: str

    @classmethod
    def parse(cls, address: FigureAddress) -> Self | None:
        """Read an address; None when it is not one of a flow."""
        if address.source != FLOWS or len(address.parts) != 3 or not address.part(1).endswith(_OTHER_USES):
            return None
        return cls(address.part(0), address.part(1).removesuffix(_OTHER_USES), address.part(2))

    def __str__(self) -> str:
        return f"{FLOWS}.{self.place}.{self.carrier}{_OTHER_USES}.{self.date}"


@dataclass(frozen=True, slots=True)
class TerritorialIndicatorAddress:
    """Where a figure of a territorial indicator is.

    `place`: code of the place; departments and regions have their mesh before it; the slug of a network.
    """

    name: str
    place: str
    year: str
    category: str

    @classmethod
    def parse(cls, address: FigureAddress) -> Self | None:
        """Read an address; None when it is not one of an indicator at a year."""
        if address.source != INDICATOR or len(address.parts) != 4 or read_whole(address.part(2)) is None:
            return None
        return cls(*address.parts)

    def __str__(self) -> str:
        return ".".join((INDICATOR, self.name, self.place, self.year, self.category))


@dataclass(frozen=True, slots=True)
class _EvidenceKey:
    """A key whose parts are written one after the other, with a slash between; the last may hold slashes."""

    KIND: ClassVar[str]
    __match_args__: ClassVar[tuple[str, ...]]

    @classmethod
    def parse(cls, key: str) -> Self | None:
        """Read a key; None when it has not all its parts."""
        count = len(fields(cls))
        parts = key.split("/", count - 1)
        return cls(*parts) if len(parts) == count else None

    def __str__(self) -> str:
        return "/".join(self.parts)

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts, in order."""
        return tuple(getattr(self, name) for name in self.__match_args__)


@dataclass(frozen=True, slots=True)
class RowsKey(_EvidenceKey):
    """Rows of one measure of one place in one edition of a source.

    `communes`: codes of the communes that the rows are kept to, with `+` between; empty for all of the place.
    """

    KIND = "lake"
    source: str
    edition: str
    place: str
    measure: str
    communes: str = ""

    @classmethod
    def parse(cls, key: str) -> Self | None:
        """Read a key; None when it has not all its parts.

        >>> RowsKey.parse("ore-communes/2024-ab/200072643/gas_total/31483+31555").communes
        '31483+31555'
        """
        parts = key.split("/")
        return cls(*parts) if len(parts) in {4, 5} else None

    def __str__(self) -> str:
        whole = f"{self.source}/{self.edition}/{self.place}/{self.measure}"
        return f"{whole}/{self.communes}" if self.communes else whole

    @property
    def kept(self) -> frozenset[str]:
        """The communes that the rows are kept to; empty for all of the place."""
        return frozenset(self.communes.split("+")) if self.communes else frozenset()


@dataclass(frozen=True, slots=True)
class FilingCellKey(_EvidenceKey):
    """One declared cell of a filing in one edition of the exports."""

    KIND = "deposit"
    source: str
    edition: str
    siren: str
    filing: str
    quantity: str
    item: str
    pollutant: str
    period: str


@dataclass(frozen=True, slots=True)
class IndicatorRowsKey(_EvidenceKey):
    """Rows of an indicator for one place, year and category in one edition."""

    KIND = "indicator"
    source: str
    edition: str
    mesh: str
    code: str
    year: str
    category: str
