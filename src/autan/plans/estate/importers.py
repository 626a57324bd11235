"""Reads an estate from a table: one line an asset, one more with its name for each further energy or works."""

import csv
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from autan.evidence.imports.core import Upload
from autan.ground.descriptions.importers import column_labels, read_cells
from autan.ground.errors import Fault
from autan.ground.tables.core.findings import Findings
from autan.ground.tables.core.tables import TextRow
from autan.ground.tables.importers.tables import read_text_rows
from autan.ground.texts.language import words
from autan.ground.wordings import Sentence
from autan.plans.estate.core.assets import (
    FIELDS,
    EnergyCarrier,
    EnergyUse,
    EstateAsset,
    Works,
    asset_faults,
    asset_key,
    energy_faults,
)
from autan.plans.estate.core.columns import ASSET_COLUMNS, COLUMNS, ENERGY_COLUMNS, REQUIRED, WORKS_COLUMNS
from autan.plans.estate.core.figures import EmissionFactor

_FACTORS = Path(__file__).parent / "definitions" / "factors.csv"
_ENERGY_COLUMN_OF = {name: column for column, name in ENERGY_COLUMNS.items()}
_COLUMN_OF = {name: column for column, name in ASSET_COLUMNS.items()} | {"energy": "annee", "works": "travaux_m2"}
_LABELS = {
    label: column
    for columns, document in ((WORKS_COLUMNS, Works), (ENERGY_COLUMNS, EnergyUse), (ASSET_COLUMNS, EstateAsset))
    for label, column in column_labels(columns, document).items()
}
_UNREAD = Sentence("un des titres attendus\u00a0: cette colonne est laissée")


@cache
def emission_factors() -> Mapping[EnergyCarrier, EmissionFactor]:
    """Return what each carrier emits, as the product ships it: those of the models of foresight."""
    with _FACTORS.open(encoding="utf-8", newline="") as file:
        return {
            EnergyCarrier(row["carrier"]): EmissionFactor(
                float(row["low_t_per_mwh"]), float(row["high_t_per_mwh"]), row["source"]
            )
            for row in csv.DictReader(file)
        }


@dataclass(slots=True)
class _Lines:
    """What the lines of one asset say."""

    row: TextRow
    values: dict[str, Any] = field(default_factory=dict)
    energy: list[EnergyUse] = field(default_factory=list)
    works: list[Works] = field(default_factory=list)


def read_estate(
    upload: Upload, existing: Mapping[str, EstateAsset], findings: Findings
) -> list[tuple[int, EstateAsset, Collection[str]]]:
    """Return the assets of a table with their line and the fields that it tells, each over what stands of it.

    `existing` holds those of the authority by `asset_key`. Energy of a year and works take the place of those of the
    same year; what the table does not tell stays. Raises ImportFileError: it is no such table.
    """
    assets: dict[str, _Lines] = {}
    rows = read_text_rows(upload.data, upload.file, required=REQUIRED, labels=_LABELS)
    for column in rows[0].cells:
        if column not in COLUMNS and any(row.cells[column] for row in rows):
            findings.warn(Fault(column=column, expected=_UNREAD))
    for row in findings.until_full(rows):
        _read_row(row, assets, findings)
    read: list[tuple[int, EstateAsset, Collection[str]]] = []
    for key, lines in assets.items():
        asset = _merge_lines(existing.get(key), lines)
        for name, text in asset_faults(asset):
            findings.add(lines.row.fault(_COLUMN_OF[name], words(text)))
        names = (*lines.values, *(["energy"] if lines.energy else []), *(["works"] if lines.works else []))
        read.append((lines.row.line, asset, names))
    return read


def _read_row(row: TextRow, assets: dict[str, _Lines], findings: Findings) -> None:
    values = read_cells(row, ASSET_COLUMNS, EstateAsset, findings)
    energy = read_cells(row, ENERGY_COLUMNS, EnergyUse, findings)
    works = read_cells(row, WORKS_COLUMNS, Works, findings)
    if "kind" not in values or "name" not in values:
        return
    kind = values["kind"]
    for column, name in ASSET_COLUMNS.items():
        if name in values and name not in {*FIELDS[kind], "kind"}:
            findings.add(row.fault(column, Sentence("rien pour cette sorte de bien ({kind})", kind=words(kind.label))))
    lines = assets.setdefault(asset_key(EstateAsset(kind=kind, name=values["name"])), _Lines(row))
    lines.values |= values
    if energy:
        _read_energy(row, EnergyUse(**energy), lines, findings)
    if works:
        lines.works.append(Works(**works))


def _read_energy(row: TextRow, use: EnergyUse, lines: _Lines, findings: Findings) -> None:
    # what a cell says wrongly is a fault already
    faults = [(_ENERGY_COLUMN_OF[name], text) for name, text in energy_faults(use)]
    findings.add(*(row.fault(column, words(text)) for column, text in faults if not row.cells.get(column)))
    if any((one.carrier, one.year) == (use.carrier, use.year) for one in lines.energy):
        findings.add(row.fault("annee", "une seule ligne par énergie et par année"))
    elif use.year is not None and use.carrier is not None:
        lines.energy.append(use)


def _merge_lines(existing: EstateAsset | None, lines: _Lines) -> EstateAsset:
    if existing is None:
        return EstateAsset(**lines.values, energy=tuple(lines.energy), works=tuple(lines.works))
    replaced = {(use.carrier, use.year) for use in lines.energy}
    other_uses = [use for use in existing.energy if (use.carrier, use.year) not in replaced]
    years = {works.year for works in lines.works}
    others = [works for works in existing.works if works.year not in years]
    return replace(existing, **lines.values, energy=(*other_uses, *lines.energy), works=(*others, *lines.works))
