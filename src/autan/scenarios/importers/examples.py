"""Examples of scenarios that ship: a level of each lever, the same for every place."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from autan.evidence.core.texts import Text
from autan.intake.importers.yaml_document import read_document

_FILE = Path(__file__).parent.parent / "definitions" / "examples.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioExample:
    """An example to begin from: its name, and the level of each lever, 1 to 4."""

    code: str
    label: Text
    levels: Mapping[str, int]

    @property
    def query(self) -> str:
        """The parameters of an address that make it on the page of levers."""
        return "&".join(f"n.{lever}={level}" for lever, level in self.levels.items())


@cache
def shipped_examples() -> tuple[ScenarioExample, ...]:
    """Return the examples, in the order of their document."""
    held: Any = read_document(_FILE.read_text(encoding="utf-8"), _FILE.name).value
    return tuple(
        ScenarioExample(code=each["code"], label=Text(**each["label"]), levels=each["levels"])
        for each in held["examples"]
    )
