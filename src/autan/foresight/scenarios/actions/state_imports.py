"""Takes in quantities of a starting state from a table: one a row, by the code that its grid gives it."""

from collections.abc import Iterator
from typing import Any

from autan.evidence.imports.core import Import, Preview, Record, Upload, compare
from autan.foresight.engine.core.partitions import RESOURCES, STOCKS
from autan.foresight.scenarios.actions.own_quantities import (
    QuantityInput,
    quantity_faults,
    save_quantities,
)
from autan.foresight.scenarios.models import OwnQuantity
from autan.foresight.scenarios.queries.own_quantities import own_label, own_quantities_of, quantity_unit
from autan.ground.tables.core.findings import Findings
from autan.ground.tables.core.tables import TextRow
from autan.ground.tables.importers.tables import read_text_rows
from autan.ground.texts.core.notation import read_number, read_whole
from autan.ground.wordings import Sentence
from autan.people.journal.actions import Actor
from autan.territories.networks.models import Territory

STATE_COLUMNS, MORE_STATE_COLUMNS = ("grandeur", "valeur", "annee", "source"), ("unite",)
_COUNTED = frozenset((*STOCKS, *RESOURCES))
_COLUMNS = {"code": "grandeur", "value": "valeur", "year": "annee", "source": "source"}
_FIELDS = {"value": Sentence("Valeur"), "year": Sentence("Année"), "source": Sentence("Source")}


def state_import(territory: Territory) -> Import[QuantityInput]:
    """Return how a table of the quantities of a territory is taken in; those that it does not tell stay."""

    def read(upload: Upload) -> Preview[QuantityInput]:
        findings = Findings()
        rows = read_text_rows(upload.data, upload.file, required=STATE_COLUMNS)
        records = list(_records(rows, findings))
        if findings.faults:
            return Preview(file=upload.file, faults=tuple(findings.faults))
        standing = (_record(_as_input(row), None) for row in own_quantities_of(territory.siren))
        return Preview(file=upload.file, items=compare(records, {record.key: record for record in standing}))

    def write(by: Actor | None, preview: Preview[QuantityInput]) -> None:
        quantities = [item.record.content for item in preview.to_write]
        save_quantities(by=by, territory=territory, quantity_inputs=quantities)

    return Import(kind=f"starting-state/{territory.siren}", read=read, write=write, fields=_FIELDS)


def _records(rows: Any, findings: Findings) -> Iterator[Record[QuantityInput]]:
    seen: set[str] = set()
    for row in findings.until_full(rows):
        quantity = _quantity(row, findings)
        if quantity is None:
            continue
        record = _record(quantity, row.line)
        if record.key in seen:
            findings.add(row.fault("grandeur", "une seule ligne par grandeur"))
        seen.add(record.key)
        yield record


def _quantity(row: TextRow, findings: Findings) -> QuantityInput | None:
    """The quantity of a row; None when something of it is wrong, which is noted."""
    cells, count = row.cells, findings.refused
    kind, _slash, code = cells["grandeur"].partition("/")
    value, year = read_number(cells["valeur"]), read_whole(cells["annee"])
    if value is None:
        findings.add(row.fault("valeur", "un nombre\u202f; une valeur donnée se remplace, elle ne s’efface pas"))
    if kind not in OwnQuantity.Kind.values or (kind == OwnQuantity.Kind.PIVOT and code not in _COUNTED):
        findings.add(row.fault("grandeur", "une grandeur de la grille, comme energy/residential-heating-oil"))
        return None
    quantity = QuantityInput(
        kind=OwnQuantity.Kind(kind), code=code, value=value or 0.0, year=year or 0, source=cells["source"].strip()
    )
    findings.add(*(row.fault(_COLUMNS[field], problem) for field, problem in quantity_faults(quantity)))
    unit = quantity_unit(kind, code).symbol.fr
    if cells.get("unite", "") not in {"", unit}:
        findings.add(row.fault("unite", Sentence("rien, ou {unit}", unit=unit)))
    return None if findings.refused > count else quantity


def _as_input(row: OwnQuantity) -> QuantityInput:
    return QuantityInput(
        kind=OwnQuantity.Kind(row.kind), code=row.code, value=row.value, year=row.year, source=row.source
    )


def _record(quantity: QuantityInput, line: int | None) -> Record[QuantityInput]:
    return Record(
        key=f"{quantity.kind}/{quantity.code}",
        name=own_label(quantity.kind, quantity.code),
        group=Sentence("Grandeurs données"),
        fields={"value": quantity.value, "year": quantity.year, "source": quantity.source},
        content=quantity,
        line=line,
    )
