"""Reads an estate from a table: one line a good, one more with its name for each further energy or works."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from autan.ground.descriptions.importers import one_of, read_cells
from autan.ground.tables.core.findings import Findings
from autan.ground.tables.core.tables import TextRow
from autan.ground.tables.importers.tables import read_text_rows
from autan.ground.texts.language import words
from autan.ground.wordings import Sentence
from autan.plans.estate.core.columns import ENERGY_COLUMNS, GOOD_COLUMNS, REQUIRED, WORKS_COLUMNS
from autan.plans.estate.core.goods import FIELDS, EnergyUse, EstateGood, GoodKind, Works, energy_faults, good_faults

_BESIDE = {"year": "annee", "carrier": "energie"}
type GoodKey = tuple[str, str]


@dataclass(slots=True)
class _Lines:
    """What the lines of one good say."""

    row: TextRow
    values: dict[str, Any] = field(default_factory=dict)
    energy: list[EnergyUse] = field(default_factory=list)
    works: list[Works] = field(default_factory=list)


def read_estate(
    data: bytes, file: str, standing: Mapping[GoodKey, EstateGood], findings: Findings
) -> list[tuple[int, EstateGood, tuple[str, ...]]]:
    """Return the goods of a table with their line and the fields that it tells, each over what stands of it.

    Energy of a year and works take the place of those of the same year; what the table does not tell stays.

    Raises:
        ImportFileError: it is no such table.
    """
    goods: dict[GoodKey, _Lines] = {}
    for row in findings.until_full(read_text_rows(data, file, required=REQUIRED)):
        _read_row(row, goods, findings)
    read = []
    for lines in goods.values():
        kind, name = lines.values["kind"], lines.values["name"]
        good = _over(standing.get((kind.value, name)), lines)
        for faulty, text in good_faults(good):
            findings.add(lines.row.fault(_column(faulty), words(text)))
        told = (*lines.values, *(["energy"] if lines.energy else []), *(["works"] if lines.works else []))
        read.append((lines.row.line, good, told))
    return read


def _read_row(row: TextRow, goods: dict[GoodKey, _Lines], findings: Findings) -> None:
    values = read_cells(row, GOOD_COLUMNS, EstateGood, findings)
    if not _is_named(row, values, findings):
        return
    kind = values["kind"]
    for column, name in GOOD_COLUMNS.items():
        if name in values and name not in {*FIELDS[kind], "kind"}:
            findings.add(row.fault(column, Sentence("rien pour cette sorte de bien ({kind})", kind=words(kind.label))))
    lines = goods.setdefault((kind.value, values["name"]), _Lines(row))
    lines.values |= values
    if energy := read_cells(row, ENERGY_COLUMNS, EnergyUse, findings):
        _read_energy(row, EnergyUse(**energy), lines, findings)
    if works := read_cells(row, WORKS_COLUMNS, Works, findings):
        lines.works.append(Works(**works))


def _is_named(row: TextRow, values: Mapping[str, Any], findings: Findings) -> bool:
    """Say whether a line tells its good by kind and name; a kind that is not one is a fault already."""
    if not row.cells.get("sorte"):
        findings.add(row.fault("sorte", one_of(GoodKind)))
    if "name" not in values:
        findings.add(row.fault("nom", "le nom du bien"))
    return "kind" in values and "name" in values


def _read_energy(row: TextRow, use: EnergyUse, lines: _Lines, findings: Findings) -> None:
    # what a cell says wrongly is a fault already
    faults = [(_BESIDE[name], text) for name, text in energy_faults(use) if not row.cells.get(_BESIDE[name])]
    findings.add(*(row.fault(column, words(text)) for column, text in faults))
    if any((one.carrier, one.year) == (use.carrier, use.year) for one in lines.energy):
        findings.add(row.fault("annee", "une seule ligne par énergie et par année"))
    elif use.year is not None and use.carrier is not None:
        lines.energy.append(use)


def _over(standing: EstateGood | None, lines: _Lines) -> EstateGood:
    if standing is None:
        return EstateGood(**lines.values, energy=tuple(lines.energy), works=tuple(lines.works))
    told = {(use.carrier, use.year) for use in lines.energy}
    kept = [use for use in standing.energy if (use.carrier, use.year) not in told]
    years = {works.year for works in lines.works}
    others = [works for works in standing.works if works.year not in years]
    return replace(standing, **lines.values, energy=(*kept, *lines.energy), works=(*others, *lines.works))


def _column(name: str) -> str:
    beside = {"energy": "annee", "works": "travaux_m2"}
    return beside.get(name) or next(column for column, held in GOOD_COLUMNS.items() if held == name)
