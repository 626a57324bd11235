"""What a room lets people make: its line under « Nouveau », its words where it is empty, what one may start from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any


class Subject(StrEnum):
    """What the address of a beginning names."""

    NETWORK = "network"
    TERRITORY = "territory"
    NOTHING = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StartingModel:
    """First values of a form, which its reader completes. It states nothing: what is to be written is in brackets.

    Attributes:
        title: its name, as `Text`.
        values: by the name of the field, in the language of the page.
    """

    code: str
    title: Any
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """Something that a person may make, under « Nouveau » in the head of every page and where its room is empty.

    Attributes:
        code: its word in `{% beginning %}`, in `{% starting_models %}` and in `starting_values`.
        label: what is made, as « Une réunion »; empty for what is not under « Nouveau »; as the next two, a lazy
            translation.
        purpose: what its room is for, in one sentence; empty where another beginning of the room says it.
        act: words of the button where the room is empty; `%(name)s` stands for the territory.
        url_name: where it is made; its address takes the slug of a network or a SIREN, as `subject` says.
        permission: what it takes, on the network or on the territory.
        example: name of the address of its room in a network, opened in the invented one; empty for none.
        models: file of its models; None where it has none.
    """

    code: str
    rank: int
    label: Any
    url_name: str
    permission: str
    subject: Subject = Subject.NETWORK
    purpose: Any = ""
    act: Any = ""
    example: str = ""
    models: Path | None = None
