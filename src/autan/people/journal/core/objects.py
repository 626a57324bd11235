"""Which object an act or a remark is about."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ObjectRef:
    """One object of a room, known by its kind and identifier."""

    room: str
    kind: str
    key: str
