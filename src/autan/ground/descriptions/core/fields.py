"""How the fields of a document are declared, each once, with what is said of it.

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Visit:
        title: str = text(Text("Titre", "Title"), is_required=True, is_shown=False)
        lesson: str = long_text(Text("Ce que l’on retient", "What is kept"), needed=Text("dites-le", "say it"))
        level: Level | None = choice(Text("Niveau", "Level"), Level)
        people: int | None = number(Text("Personnes", "People"), is_whole=True, minimum=0)

A field is empty while nobody said anything: no text, None for a choice, a day or a number, no row.
"""

from collections.abc import Callable
from dataclasses import field
from typing import Any

from autan.ground.descriptions.core.documents import Rows
from autan.ground.descriptions.core.kinds import (
    Choice,
    Codes,
    Day,
    Described,
    Flag,
    Lines,
    LongText,
    Money,
    Number,
    PersonName,
    Several,
    ShortText,
    Year,
)
from autan.ground.descriptions.core.wording import Wording


def _declared[**P](kind: Callable[P, Described]) -> Callable[P, Any]:
    """Return the function that declares a field of a kind: it takes what the kind is described by."""

    def declare(*args: P.args, **kwargs: P.kwargs) -> Any:
        description = kind(*args, **kwargs)
        metadata = {"described": description}
        return (
            field(metadata=metadata) if description.is_required else field(default=description.empty, metadata=metadata)
        )

    return declare


text = _declared(ShortText)
long_text = _declared(LongText)
wording = _declared(Wording)
person = _declared(PersonName)
choice = _declared(Choice)
several = _declared(Several)
codes = _declared(Codes)
lines = _declared(Lines)
day = _declared(Day)
number = _declared(Number)
calendar_year = _declared(Year)
money = _declared(Money)
flag = _declared(Flag)
rows = _declared(Rows)
