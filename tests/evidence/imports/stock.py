"""A room made for the tests of imports: a list of things with a size, taken in from a table."""

from dataclasses import dataclass, field
from typing import Any

from autan.evidence.imports.core import Import, Outcome, Preview, Record, Upload, compare
from autan.ground.errors import NotAllowedError, RuleError
from autan.ground.tables.core.findings import Findings
from autan.ground.tables.importers.tables import read_text_rows
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Text
from autan.people.accounts.models import Person


@dataclass(slots=True)
class Stock:
    """What is kept: the size of each thing, by name.

    Attributes:
        sizes: the things.
        refusal: what the writer answers, or None.
        written: how many times something was written.
    """

    sizes: dict[str, str] = field(default_factory=dict)
    refusal: RuleError | None = None
    written: int = 0

    @property
    def importing(self) -> Import[str]:
        """How a table of things is taken in."""
        fields = {"size": Text("Taille", "Size")}
        return Import(kind="stock", read=self.read, write=self.write, fields=fields)

    def read(self, upload: Upload) -> Preview[str]:
        """Compare a table with what is kept."""
        findings = Findings()
        said = []
        for row in read_text_rows(upload.data, upload.file, required=("name", "size")):
            if row.cells["size"].isdecimal():
                said.append(self.record(row.cells["name"], row.cells["size"], row.line))
            else:
                findings.add(row.fault("size", "un nombre"))
        current = {name: self.record(name, size) for name, size in self.sizes.items()}
        items = compare(said, current, proposes_removals=True, keeps_standing=bool(upload.options.get("keep")))
        skips = bool(upload.options.get("skip"))
        return Preview(file=upload.file, items=items, faults=tuple(findings.faults), skips_faults=skips)

    def record(self, name: str, size: str, line: int | None = None) -> Record[str]:
        """Return one thing."""
        group = Text("Grands", "Large") if int(size) > 10 else NO_TEXT
        return Record(key=name, name=Text(name, name), fields={"size": size}, content=size, group=group, line=line)

    def write(self, by: Person | None, preview: Preview[Any]) -> None:
        """Keep what a preview says."""
        if self.refusal:
            raise self.refusal
        if by is not None and not by.is_active:
            raise NotAllowedError("compte fermé")
        self.written += 1
        for item in preview.to_write:
            if item.outcome is Outcome.REMOVED:
                del self.sizes[item.record.key]
            else:
                self.sizes[item.record.key] = item.record.content
