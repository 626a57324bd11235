"""Takes in quantities of a starting state from a table: one a row, by the code that its grid gives it."""

from collections.abc import Iterator
from typing import Any

from autan.evidence.imports.core import Import, Preview, Record, Upload, compare
from autan.foresight.engine.core.partitions import RESOURCES, STOCKS
from autan.foresight.scenarios.actions.own_quantities import (
    FIRST_YEAR,
    LAST_YEAR,
    LONGEST_SOURCE,
    InvalidQuantityError,
    QuantityInput,
    check_quantity,
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
    if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
        years = Sentence("une année, de {first} à {last}", first=FIRST_YEAR, last=LAST_YEAR)
        findings.add(row.fault("annee", years))
    if not 0 < len(cells["source"]) <= LONGEST_SOURCE:
        most = Sentence("d’où elle vient, en {most} signes au plus", most=LONGEST_SOURCE)
        findings.add(row.fault("source", most))
    if kind not in OwnQuantity.Kind.values or (kind == OwnQuantity.Kind.PIVOT and code not in _COUNTED):
        findings.add(row.fault("grandeur", "une grandeur de la grille, comme energy/residential-heating-oil"))
    if findings.refused > count or value is None or year is None:
        return None
    quantity = QuantityInput(
        kind=OwnQuantity.Kind(kind), code=code, value=value, year=year, source=cells["source"].strip()
    )
    try:
        check_quantity(quantity)
    except InvalidQuantityError as error:
        column = "valeur" if error.is_of_value else "grandeur"
        findings.add(row.fault(column, error.problem))
        return None
    unit = quantity_unit(kind, code).symbol.fr
    if cells.get("unite", "") not in {"", unit}:
        findings.add(row.fault("unite", Sentence("rien, ou {unit}", unit=unit)))
    return quantity


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
