"""An asset as it is typed, its energies and works beside it; assets of one kind in a grid."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from autan.evidence.grids.presenters import Grid, GridColumn, GridRow
from autan.ground.descriptions.core.documents import descriptions_of
from autan.ground.descriptions.core.kinds import Choice, Described, Number
from autan.ground.descriptions.importers import read_cell
from autan.ground.texts.language import exact_number, words
from autan.ground.web.forms.described import DescribedForm
from autan.ground.wordings import Sentence, Text
from autan.plans.estate.core.assets import (
    CONSUMING,
    FIELDS,
    AssetKind,
    EnergyCarrier,
    EnergyUse,
    EstateAsset,
    Works,
    asset_faults,
    energy_faults,
)
from autan.plans.estate.models import EstateRecord


class AssetForm(DescribedForm):
    """What is said of an asset of one kind."""

    class Meta:
        document = EstateAsset
        faults = asset_faults
        exclude = ("kind",)

    def __init__(self, *args: Any, kind: AssetKind, **more: Any) -> None:
        super().__init__(*args, **more)
        self.kind = kind
        for name in self.base_fields.keys() - FIELDS[kind]:
            del self.fields[name]

    def document(self, **values: Any) -> Any:
        """Return the asset, of its kind."""
        return super().document(kind=self.kind, **values)


class EnergyForm(DescribedForm):
    """What an asset consumed of one carrier in a year."""

    class Meta:
        document = EnergyUse
        faults = energy_faults


class WorksForm(DescribedForm):
    """Works done on an asset."""

    class Meta:
        document = Works


# Assets of one kind in one grid: a line an asset, what is asked of the kind, and the energy of one year.

_EMPTY_LINES = 3
_DETAILS = frozenset({"note", "source"})
_SHOWN_CARRIERS = {
    AssetKind.BUILDING: (EnergyCarrier.ELECTRICITY, EnergyCarrier.GAS, EnergyCarrier.HEAT),
    AssetKind.LIGHTING: (EnergyCarrier.ELECTRICITY,),
    AssetKind.FLEET: (EnergyCarrier.FUEL, EnergyCarrier.ELECTRICITY),
}
"""Carriers that are expected of a kind: the others are folded."""
_AMOUNTS = ("mwh", "cost_eur")


def asset_grid(records: Sequence[EstateRecord], kind: AssetKind, year: int) -> Grid:
    """Return the grid of the assets of a kind, with their energy of a year; a few empty lines come last."""
    columns = tuple(_columns(kind))
    rows = [
        GridRow(key=record.slug, label=record.name, typed=_fields_as_typed(record.document, kind, year), record=record)
        for record in records
    ]
    empty = {column.code: "" for column in columns}
    rows += [GridRow(key=str(rank), label="", typed=dict(empty)) for rank in range(1, _EMPTY_LINES + 1)]
    return Grid(columns=columns, rows=rows, is_open=True)


def _columns(kind: AssetKind) -> Iterator[GridColumn]:
    for name, described in _fields(kind):
        yield GridColumn(
            code=name,
            label=described.label,
            choices={one.value: one.label for one in described.members} if isinstance(described, Choice) else {},
            is_number=isinstance(described, Number),
            is_detail=name in _DETAILS,
        )
    for carrier, amount in _energies(kind):
        is_detail = amount == "cost_eur" or carrier not in _SHOWN_CARRIERS[kind]
        sign = "MWh" if amount == "mwh" else "€"
        label = Text(f"{carrier.label.fr} ({sign})", f"{carrier.label.en} ({sign})")
        yield GridColumn(code=f"{amount}_{carrier.value}", label=label, is_number=True, is_detail=is_detail)


def _fields(kind: AssetKind) -> list[tuple[str, Described]]:
    """The fields that are asked of a kind, with no rows of their own; the name first."""
    of_kind = FIELDS[kind] - {"energy", "works"}
    return [(name, described) for name, described in descriptions_of(EstateAsset).items() if name in of_kind]


def _energies(kind: AssetKind) -> list[tuple[EnergyCarrier, str]]:
    carriers = list(EnergyCarrier) if kind in CONSUMING else []
    return [(carrier, amount) for carrier in carriers for amount in _AMOUNTS]


def _fields_as_typed(asset: EstateAsset, kind: AssetKind, year: int) -> dict[str, str]:
    typed = {name: _field_text(getattr(asset, name)) for name, _described in _fields(kind)}
    uses = {use.carrier: use for use in asset.energy if use.year == year}
    for carrier, amount in _energies(kind):
        use = uses.get(carrier)
        typed[f"{amount}_{carrier.value}"] = _field_text(getattr(use, amount)) if use else ""
    return typed


def _field_text(value: Any) -> str:
    if value is None:
        return ""
    return exact_number(value) if isinstance(value, int | float) else str(getattr(value, "value", value))


def read_assets(grid: Grid, kind: AssetKind, year: int) -> list[tuple[EstateAsset, EstateRecord | None]]:
    """Return the assets of the lines that changed; what is wrong is put in its cell, and no asset made of its line."""
    read = [(asset, row.record) for row in grid.changed if (asset := _read_line(row, kind, year))]
    seen: dict[str, GridRow] = {}
    for row in grid.rows:
        name = row.typed.get("name", "").strip().casefold()
        if name and name in seen and row.is_changed:
            row.problems["name"] = words(_SAME_NAME)
        seen[name] = row
    return read


def _read_line(row: GridRow, kind: AssetKind, year: int) -> EstateAsset | None:
    values = {name: _cell(row, name, described) for name, described in _fields(kind)}
    described = descriptions_of(EnergyUse)
    energy = []
    for carrier in EnergyCarrier if kind in CONSUMING else ():
        amounts = {amount: _cell(row, f"{amount}_{carrier.value}", described[amount]) for amount in _AMOUNTS}
        if any(amount is not None for amount in amounts.values()):
            energy.append(EnergyUse(carrier=carrier, year=year, **amounts))
    if not values["name"]:
        row.problems["name"] = words(_NO_NAME)
    if row.problems:
        return None
    existing = row.record.document if row.record else EstateAsset(kind=kind, name=values["name"])
    others = tuple(use for use in existing.energy if use.year != year)
    asset = replace(existing, **values, energy=(*others, *energy))
    for field, text in asset_faults(asset):
        row.problems[field if field in values else "name"] = words(text)
    return None if row.problems else asset


def _cell(row: GridRow, code: str, described: Described) -> Any:
    text = row.typed.get(code, "").strip()
    if not text:
        return described.empty
    value, expected = read_cell(described, text)
    if expected:
        row.problems[code] = words(_EXPECTED) % {"expected": expected}
    return value


_NO_NAME = Sentence("le nom du bien")
_SAME_NAME = Sentence("un bien de cette sorte porte déjà ce nom")
_EXPECTED = Sentence("il faut %(expected)s")
