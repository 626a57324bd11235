"""The only writer of what a territory says of itself: its own quantities, one by one or from a table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

from autan.evidence.imports.core import Import, Preview, Record, Upload, compare
from autan.foresight.engine.core.axes import CARRIERS, SECTORS, SINKS, USES
from autan.foresight.engine.core.partitions import RESOURCES, STOCKS
from autan.foresight.scenarios.models import OffsetReason, OwnQuantity
from autan.foresight.scenarios.queries.own_quantities import STARTING_STATE, own_label, own_quantities_of, quantity_unit
from autan.foresight.starting_states.core.reference_curves import OffsetCause
from autan.foresight.starting_states.core.state_cells import SOURCES
from autan.ground.errors import DomainError
from autan.ground.tables.core.findings import Findings
from autan.ground.tables.core.tables import TextRow
from autan.ground.tables.importers.tables import read_text_rows
from autan.ground.texts.core.notation import read_number, read_whole
from autan.ground.texts.core.texts import after
from autan.ground.wordings import Sentence
from autan.people.journal.actions import Actor, acting
from autan.people.journal.core import ObjectRef
from autan.plans.plans.actions.plans import withdraw_statement
from autan.territories.networks.models import Territory
from autan.territories.networks.queries.networks import journal_network

REFUSAL = "seules les personnes qui agissent pour ce territoire donnent ses grandeurs"
FIRST_YEAR, LAST_YEAR, LONGEST_SOURCE = 1990, 2100, 200
_CELL_PARTS, _LARGEST = 3, 1e12
_COUNTED = frozenset((*STOCKS, *RESOURCES))


class InvalidQuantityError(DomainError):
    """A quantity of a starting state cannot be kept."""

    def __init__(self, code: str, problem: Sentence) -> None:
        self.problem = problem
        super().__init__("{code}\u00a0: {problem}", code=code, problem=problem)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityInput:
    """A quantity as it is given.

    Attributes:
        code: of which: `residential-heating-oil`, a sector, a renewable source, a sink, a pivot.
        value: in MWh, tCO2e a year, or units of the pivot.
    """

    kind: OwnQuantity.Kind
    code: str
    value: float
    year: int
    source: str


def save_quantities(*, by: Actor | None, territory: Territory, quantity_inputs: Sequence[QuantityInput]) -> int:
    """Keep quantities of a territory, each in the place of the one given before; all or none.

    Raises InvalidQuantityError: one has a fault.
    """
    with acting(by=by, act="save_quantities", permission="foresight.give_state", on=territory, refusal=REFUSAL) as act:
        for quantity_input in quantity_inputs:
            for _field, problem in quantity_faults(quantity_input):
                raise InvalidQuantityError(quantity_input.code, problem)
            _kept, is_new = OwnQuantity.objects.update_or_create(
                territory=territory,
                kind=quantity_input.kind,
                code=quantity_input.code,
                defaults={
                    "value": quantity_input.value,
                    "year": quantity_input.year,
                    "source": quantity_input.source.strip(),
                    "given_by_id": act.author_id,
                },
            )
            if is_new and quantity_input.kind == OwnQuantity.Kind.ENERGY:
                # An energy more belies the statement that there is no other.
                withdraw_statement(act, territory, STARTING_STATE)
        act.record(
            ObjectRef("foresight", "state", territory.siren),
            summary=f"État de départ {after('de', territory.short_name)} : {len(quantity_inputs)} grandeurs données",
            network=journal_network(territory),
        )
    return len(quantity_inputs)


def quantity_faults(quantity: QuantityInput) -> Iterator[tuple[str, Sentence]]:
    """Say why a quantity cannot be kept, each at its field."""
    if not isfinite(quantity.value) or (quantity.value < 0 and quantity.kind != OwnQuantity.Kind.SINK):
        yield "value", Sentence("une quantité positive ou nulle est attendue")
    elif abs(quantity.value) > _LARGEST:
        yield "value", Sentence("une quantité d’au plus mille milliards est attendue\u202f; vérifiez l’unité")
    if not FIRST_YEAR <= quantity.year <= LAST_YEAR:
        yield "year", Sentence("une année, de {first} à {last}", first=FIRST_YEAR, last=LAST_YEAR)
    if not 0 < len(quantity.source.strip()) <= LONGEST_SOURCE:
        yield "source", Sentence("d’où elle vient, en {most} signes au plus", most=LONGEST_SOURCE)
    if not is_known_code(quantity.kind, quantity.code):
        yield "code", Sentence("ce code n’existe pas dans l’état de départ")


def is_known_code(kind: OwnQuantity.Kind, code: str) -> bool:
    """Say whether a starting state has such a quantity.

    >>> is_known_code(OwnQuantity.Kind.EMISSIONS, "waste"), is_known_code(OwnQuantity.Kind.ENERGY, "waste")
    (True, False)
    """
    if kind == OwnQuantity.Kind.ENERGY:
        parts = code.split("-")
        return len(parts) == _CELL_PARTS and all(
            part in axis for part, axis in zip(parts, (SECTORS, USES, CARRIERS), strict=True)
        )
    axes = {
        OwnQuantity.Kind.EMISSIONS: SECTORS,
        OwnQuantity.Kind.PRODUCTION: SOURCES,
        OwnQuantity.Kind.SINK: SINKS,
        OwnQuantity.Kind.PIVOT: (*STOCKS, *RESOURCES, "population"),
    }
    return code in axes[kind]


_OFFSET_REFUSAL = "seules les personnes qui agissent pour ce territoire disent pourquoi il s’écarte de la courbe"
_LONGEST = 400


def explain_offset(
    *, by: Actor | None, territory: Territory, sector: str, ground: OffsetCause, text: str
) -> OffsetReason:
    """Say why a sector is above or below the national curve, in the place of what was said before."""
    with acting(
        by=by, act="explain_offset", permission="foresight.give_state", on=territory, refusal=_OFFSET_REFUSAL
    ) as act:
        if sector not in SECTORS:
            raise DomainError("ce secteur n’est pas de ceux de la stratégie")
        if not text.strip():
            raise DomainError("dites pourquoi, en une phrase")
        fields = {"ground": ground.value, "text": text.strip()[:_LONGEST], "given_by_id": act.author_id}
        record, _ = OffsetReason.objects.update_or_create(territory=territory, sector=sector, defaults=fields)
        act.record(
            ObjectRef("foresight", "offset", territory.siren),
            summary=f"Écart à la courbe nationale expliqué, {territory.short_name} : {sector}",
            network=journal_network(territory),
        )
    return record


STATE_COLUMNS, MORE_STATE_COLUMNS = ("grandeur", "valeur", "annee", "source"), ("unite",)
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
        existing = (_record(_as_input(row), None) for row in own_quantities_of(territory.siren))
        return Preview(file=upload.file, items=compare(records, {record.key: record for record in existing}))

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
