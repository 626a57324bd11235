"""Addresses of figures inside the product, parsed once."""

from dataclasses import MISSING, dataclass, fields
from functools import cache
from typing import Any, ClassVar, Self

from autan.ground.errors import DomainError
from autan.ground.texts.core.notation import read_whole

_SEPARATOR = "."


@dataclass(frozen=True, slots=True)
class FigureAddress:
    """Where a figure is computed: the source that a room registered, then the parts that this source understands.

    Written with dots: `observatory.243100518.gas_total.2024`. Rooms give names to the parts in addresses of their own.

    `source`: prefix registered with `FigureSource`.
    """

    source: str
    parts: tuple[str, ...]

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read an address as it is written.

        Raises DomainError: it has no source, or nothing after it.

        >>> FigureAddress.parse("facts.F12")
        FigureAddress(source='facts', parts=('F12',))
        """
        source, separator, rest = text.partition(_SEPARATOR)
        if not source or not separator or not rest:
            message = (
                "«\u202f{text}\u202f» n’est pas l’adresse d’un chiffre\u00a0: une source, un point, puis ce qu’elle "
                "mesure"
            )
            raise DomainError(message, text=text)
        return cls(source=source, parts=tuple(rest.split(_SEPARATOR)))

    @classmethod
    def of(cls, source: str, *parts: str) -> Self:
        """Make an address from its source and parts."""
        return cls(source=source, parts=parts)

    def __str__(self) -> str:
        return _SEPARATOR.join((self.source, *self.parts))

    def part(self, rank: int) -> str:
        """Return one part, counted from 0; empty when the address is shorter."""
        return self.parts[rank] if rank < len(self.parts) else ""

    def rest(self, rank: int) -> str:
        """Return the parts from one rank on, written with their dots; empty when the address is shorter.

        >>> FigureAddress.parse("survey.2013.q3.by_kind.CA.count_yes").rest(2)
        'by_kind.CA.count_yes'
        """
        return _SEPARATOR.join(self.parts[rank:])


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomAddress:
    """Address of a figure of a room: its parts are the attributes of a class in order, texts or whole numbers.

    The last attributes may have a default, which is not written; a tuple that ends a class takes all that is left.

    Attributes:
        source: prefix of the addresses of the class.

    >>> @dataclass(frozen=True, slots=True, kw_only=True)
    ... class PlaceAddress(RoomAddress):
    ...     source: ClassVar[str] = "places"
    ...     place: str
    ...     year: int | None = None
    >>> str(PlaceAddress(place="essai")), PlaceAddress.parse(FigureAddress.parse("places.essai.2026"))
    ('places.essai', PlaceAddress(place='essai', year=2026))
    """

    source: ClassVar[str]

    @property
    def is_understood(self) -> bool:
        """False where a part is none of the words of the room, so that there is no such figure."""
        return True

    @classmethod
    def parse(cls, address: FigureAddress) -> Self | None:
        """Read an address; None when it is not one of this source, with these parts."""
        values: dict[str, Any] = {}
        left = list(address.parts)
        for field in fields(cls):
            if field.type == tuple[str, ...]:
                values[field.name], left = tuple(left), []
            elif left:
                part = left.pop(0)
                values[field.name] = part if field.type is str else read_whole(part)
                if values[field.name] is None:
                    return None
            elif field.default is MISSING:
                return None
        parsed = cls(**values) if address.source == cls.source and not left else None
        return parsed if parsed is not None and parsed.is_understood else None

    def __str__(self) -> str:
        parts: list[str] = []
        for name, default in _defaults_of(type(self)):  # type: ignore[arg-type]  # a class is hashable
            value = getattr(self, name)
            if value != default:
                parts += value if isinstance(value, tuple) else [str(value)]
        return str(FigureAddress.of(self.source, *parts))


@cache
def _defaults_of(address: type[RoomAddress]) -> tuple[tuple[str, object], ...]:
    return tuple((field.name, field.default) for field in fields(address))


@dataclass(frozen=True, slots=True, kw_only=True)
class FactAddress:
    """Address of the value of a fact: `facts.F12`."""

    fact_id: str

    @classmethod
    def parse(cls, address: FigureAddress) -> Self:
        """Read an address of facts."""
        return cls(fact_id=address.rest(0))

    def __str__(self) -> str:
        return str(FigureAddress.of("facts", self.fact_id))


@dataclass(frozen=True, slots=True, kw_only=True)
class FactCountAddress(RoomAddress):
    """Address of how many facts the register holds: `register.200068641.all.bordes-blanches`.

    Attributes:
        place: SIREN of the territory that they are about, or `all`.
        topic: code of their topic, or `all`.
        words: words that they hold, joined by dashes; empty for any.
    """

    source: ClassVar[str] = "register"
    place: str
    topic: str
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceKey:
    """Key of a source as a piece of evidence, with the place in it where one is known: `rapport-2014#p. 3`."""

    slug: str
    locator: str = ""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a key."""
        slug, _, locator = text.partition("#")
        return cls(slug=slug, locator=locator)

    def __str__(self) -> str:
        return f"{self.slug}#{self.locator}" if self.locator else self.slug
