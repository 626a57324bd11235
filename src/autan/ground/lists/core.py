"""What the address of a list asks for: each thing declared once, read from the address and written back to it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any, Self

from autan.ground.texts.core.labelled import Labelled
from autan.ground.wordings import Sentence, Text

ALL = Sentence("tout")
_KEY = "parameter"
_LONGEST_CODE = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One thing that an address may ask of a list.

    Attributes:
        name: its name in the address.
        read: reads what the address says; what it does not know is the default.
        blank: words of the choice of none; None where one always stands, as an order does.
        longest: letters of it that are read.
        is_folded: True when it stands among the choices to unfold.
    """

    name: str
    label: Text | None
    read: Callable[[str], Any]
    choices: tuple[tuple[str, Text], ...] = ()
    blank: Text | None = ALL
    is_text: bool = False
    longest: int = _LONGEST_CODE
    is_folded: bool = False


def text_parameter(name: str, label: Text | None, *, longest: int = 200) -> Any:
    """Declare words that a reader types; empty for none."""
    return _declared(
        "",
        Parameter(
            name=name, label=label, read=lambda sent: sent.strip()[:longest], blank=None, is_text=True, longest=longest
        ),
    )


def code_parameter(name: str, label: Text | None, *, longest: int = _LONGEST_CODE, **more: Any) -> Any:
    """Declare a code among those that the page offers; it is not checked here, and empty for none."""
    return _declared("", Parameter(name=name, label=label, read=lambda sent: sent[:longest], **more))


def choice_parameter(
    name: str,
    label: Text | None,
    members: Iterable[StrEnum],
    *,
    default: StrEnum | str | None = None,
    also: Mapping[str, Text] | None = None,
    **more: Any,
) -> Any:
    """Declare one member of a closed list; what is not of the list is the default.

    `members` are the closed list, or some of it, in order: the page words those that have no wording. `also` are other
    codes that may be chosen after them, and their words.
    """
    offered = tuple(members)
    by_code: dict[str, StrEnum | str] = {member.value: member for member in offered}
    by_code |= {code: code for code in also or {}}
    labelled = [(member.value, member.label) for member in offered if isinstance(member, Labelled)]
    choices = (*labelled, *(also or {}).items())
    if default:
        more.setdefault("blank", None)
    return _declared(
        default,
        Parameter(name=name, label=label, read=lambda sent: by_code.get(sent, default), choices=choices, **more),
    )


def year_parameter(name: str, label: Text | None, **more: Any) -> Any:
    """Declare a year of four figures, among those that the page offers; None for none."""

    def read(sent: str) -> int | None:
        return int(sent) if len(sent) == 4 and sent.isdecimal() else None  # figures of a year

    return _declared(None, Parameter(name=name, label=label, read=read, **more))


def _declared(default: Any, parameter: Parameter) -> Any:
    return field(default=default, metadata={_KEY: parameter})


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFilter:
    """What of a list is shown, and in which order; a list that may be narrowed declares its own.

    >>> @dataclass(frozen=True, slots=True, kw_only=True)
    ... class Books(ListFilter):
    ...     text: str = text_parameter("texte", Text("Mots", "Words"))
    ...     year: int | None = year_parameter("annee", Text("Année", "Year"))
    >>> Books.read({"texte": " sel ", "annee": "20x4", "page": "2"})
    Books(text='sel', year=None)
    >>> Books(year=2024).write(), Books(year=2024).keeps_all
    ({'annee': '2024'}, False)
    """

    @classmethod
    def parameters(cls) -> dict[str, Parameter]:
        """Return what an address may ask for, by name of field, in order."""
        return {item.name: item.metadata[_KEY] for item in fields(cls) if _KEY in item.metadata}

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Self:
        """Return what an address asks for; what it does not know is left out."""
        return cls(**{name: item.read(query.get(item.name, "")) for name, item in cls.parameters().items()})

    def write(self) -> dict[str, str]:
        """Return what an address says of it, without what it leaves open: `read` reads it again."""
        unset = type(self)()
        values = {item.name: (getattr(self, name), getattr(unset, name)) for name, item in self.parameters().items()}
        return {name: str(value) for name, (value, open_value) in values.items() if value != open_value}

    @property
    def keeps_all(self) -> bool:
        """True when nothing was chosen."""
        return self == type(self)()
