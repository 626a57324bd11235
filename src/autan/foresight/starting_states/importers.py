"""The strategies of the nation and of regions that ship, and what is counted in every EPCI, from their documents."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from autan.foresight.starting_states.core.counted_stocks import BaseColumn
from autan.foresight.starting_states.core.strategies import (
    NationalStrategy,
    Points,
    RegionalQuantity,
    RegionalStrategy,
    SectorShape,
    StrategyUse,
    value_at,
)
from autan.ground.tables.importers.yaml_document import read_document
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Text

_FOLDER = Path(__file__).parent / "definitions"
_WHOLE, _TONNES, _MWH = 100.0, 1e6, 1e6


@cache
def national_strategy() -> NationalStrategy:
    """Return the national strategy that ships."""
    document: Any = _read("national_strategy.yaml")
    base, example = int(document["base_year"]), _points(document["demography_of_the_example"])
    uses = tuple(_use(use, base, example) for use in document["uses"])
    shapes = {shape["sector"]: _shape(shape, base, example) for shape in document["shapes"]}
    budgets = tuple((budget["first"], budget["last"], budget["mtco2e"] * _TONNES) for budget in document["budgets"])
    return NationalStrategy(
        code=document["code"],
        base_year=base,
        source=_source(document["source"]),
        uses=uses,
        shapes=shapes,
        budgets=budgets,
        land=_points(document["land"]["net_mtco2e"]),
    )


@cache
def regional_strategies() -> tuple[RegionalStrategy, ...]:
    """Return the strategies of regions that ship."""
    document: Any = _read("regional_strategies.yaml")
    return tuple(
        RegionalStrategy(
            code=strategy["code"],
            region=strategy["region"],
            name=Text(**strategy["name"]),
            source=_source(strategy["source"]),
            base_year=strategy["base_year"],
            quantities=tuple(
                RegionalQuantity(
                    code=quantity["code"],
                    label=Text(**quantity["label"]),
                    index=_points(quantity["index"]),
                    note=Text(**quantity["note"]),
                )
                for quantity in strategy["quantities"]
            ),
        )
        for strategy in document["strategies"]
    )


@cache
def counted_columns() -> Mapping[str, BaseColumn]:
    """Return the columns of the table of what is counted in every EPCI, by name."""
    rows = json.loads((_FOLDER / "physical_counts.json").read_text(encoding="utf-8"))
    return {
        name: BaseColumn(
            label=Text(row["fr"], row["en"]),
            unit=row.get("unit") or row["of"],
            year=row["year"],
            is_unit="unit" in row,
        )
        for name, row in rows.items()
    }


def _read(name: str) -> object:
    return read_document((_FOLDER / name).read_text(encoding="utf-8"), name).value


def _source(fields: Mapping[str, Any]) -> Text:
    words = f"{fields['publisher']}, {fields['title']}, {fields['locator']}"
    return Text(words, words)


def _points(values: Mapping[Any, Any]) -> Points:
    return tuple(sorted((int(year), float(value)) for year, value in values.items()))


def _use(fields: Mapping[str, Any], base: int, example: Points) -> StrategyUse:
    carries = bool(fields["carries_demography"])
    levels = [
        tuple(
            (year, value / _WHOLE * scale)
            for year, value in _index(fields[f"{word}_index"], base, example if carries else ())
        )
        for word, scale in (("ghg", fields["ghg_mtco2e"] * _TONNES), ("energy", fields["energy_twh"] * _MWH))
    ]
    return StrategyUse(
        code=fields["code"],
        sector=fields["sector"],
        label=Text(**fields["label"]),
        pivot=fields["pivot"],
        uses_degree_days=fields["uses_degree_days"],
        uses_demography=fields["uses_demography"],
        emissions_tco2e=levels[0],
        energy_mwh=levels[1],
    )


def _shape(fields: Mapping[str, Any], base: int, example: Points) -> SectorShape:
    carried = example if fields["carries_demography"] else ()
    parts = fields.get("parts") or [{"share_mtco2e": 1.0, "ghg_index": fields["ghg_index"]}]
    whole = sum(part["share_mtco2e"] for part in parts)
    indexes = [
        (
            part["share_mtco2e"] / whole,
            _index(part["ghg_index"], base, example if part.get("carries_demography") else carried),
        )
        for part in parts
    ]
    index = tuple((year, sum(share * value_at(points, year) for share, points in indexes)) for year, _ in indexes[0][1])
    needs = Text(**fields["needs"]) if "needs" in fields else NO_TEXT
    return SectorShape(sector=fields["sector"], index=index, needs=needs)


def _index(values: Mapping[Any, Any], base: int, carried: Points) -> Points:
    """Add the base year, and take out the demography of the territory that the index was read from."""
    points = ((base, _WHOLE), *_points(values))
    return tuple((year, value / value_at(carried, year) if carried else value) for year, value in points)
