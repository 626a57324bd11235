"""Quality rules of the filings of climate plans: unit, swapped sectors, fillers, several filings, gap to the inventory.

The tables are those of the sources `pcaet-v1` and `pcaet-v2`: one row for each declared cell of each filing.
"""

import polars as pl

from autan.ground.texts.core.notation import format_number
from autan.opendata.data_quality.core.alerts import QualityAlert
from autan.opendata.data_quality.core.flagged_rows import amount, raise_alerts, worded_columns
from autan.opendata.sources.core.codes import Sector
from autan.opendata.sources.core.pcaet_codes import DIAGNOSIS, Quantity

HEADINGS = "pcaet-deposits"
INVENTORY_GAP = 0.2
SMALL_SHARE, LARGE_SHARE, HALF = 0.01, 0.10, 0.5
PER_HEAD = {
    Quantity.GHG.value: (0.5, 100.0, "t CO₂e"),
    Quantity.ENERGY.value: (2.0, 200.0, "MWh"),
    Quantity.RENEWABLE_PRODUCTION.value: (0.0, 200.0, "MWh"),
    Quantity.SEQUESTRATION.value: (-100.0, 100.0, "t CO₂e"),
}
"""Lowest and highest amount per inhabitant that raises no alert.

About 20 to 30 MWh and 4 to 10 t are usual; where forests are large and people few, some tens of tonnes are taken from
the air.
"""

_MEASURE = pl.format("pcaet_{}", "quantity").alias("measure")
_PLACE = pl.col("siren").alias("place")
_DETAIL = pl.col("deposit_id").cast(pl.String).alias("detail")
_FILING = ["deposit_id", "siren", "quantity"]


def deposit_unit(cells: pl.DataFrame, *, source: str) -> tuple[QualityAlert, ...]:
    """Diagnoses whose amount per inhabitant is far from any possible one: a unit is judged by its magnitude."""
    diagnosis = cells.filter(
        (pl.col("period_code") == DIAGNOSIS)
        & pl.col("quantity").is_in(list(PER_HEAD))
        & (pl.col("population_covered") > 0)
    )
    totals = diagnosis.group_by([*_FILING, "population_covered", "unit"], maintain_order=True).agg(
        pl.col("value").sum().alias("total"), pl.col("value").count().alias("known")
    )
    scale = pl.when(pl.col("unit") == "GWh").then(1000.0).otherwise(1.0)
    per_head = totals.filter(pl.col("known") > 0).with_columns(
        (pl.col("total") * scale / pl.col("population_covered")).alias("per_head"),
        (pl.col("total") / pl.col("population_covered")).alias("per_head_if_smaller"),
    )
    frames = [
        per_head.filter(
            (pl.col("quantity") == quantity) & ((pl.col("per_head") < low) | (pl.col("per_head") > high))
        ).select(_PLACE, _MEASURE, _DETAIL, *_per_head_words(unit), *_usual_range_words(low, high, unit))
        for quantity, (low, high, unit) in PER_HEAD.items()
    ]
    return raise_alerts("deposit_unit", source=source, rows=pl.concat(frames))


def _per_head_words(unit: str) -> list[pl.Expr]:
    """The total, the inhabitants, what it makes for each; for an energy, what it would make in the smaller unit too."""
    is_energy = unit == "MWh"
    declared = "GWh" if is_energy else unit
    other = ("\u202f; {} si ce sont des MWh", "; {} if these are MWh") if is_energy else ("", "")
    columns = ("total", "population_covered", "per_head", "per_head_if_smaller")
    return worded_columns(
        f"{{}} {declared} pour {{}} habitants, soit {{}} {unit} chacun{other[0]}",
        f"{{}} {declared} for {{}} inhabitants, that is {{}} {unit} each{other[1]}",
        *columns[: 4 if is_energy else 3],
        digits={"per_head": 1, "per_head_if_smaller": 1},
        name="value",
    )


def _usual_range_words(low: float, high: float, unit: str) -> list[pl.Expr]:
    ends = [[format_number(end, decimals=0, language=language) for end in (low, high)] for language in ("fr", "en")]
    return worded_columns(
        f"de {ends[0][0]} à {ends[0][1]} {unit} par habitant",
        f"{ends[1][0]} to {ends[1][1]} {unit} per inhabitant",
        name="expected",
    )


def deposit_sectors_swapped(cells: pl.DataFrame, *, source: str) -> tuple[QualityAlert, ...]:
    """Filings where one sector loses by half what another, absent from the diagnosis, takes up in a target.

    A sector below 1 % of the diagnosis that makes more than 10 % of a target is set against every sector that falls by
    half; the two are swapped when the value found is nearer to the other's diagnosis than its own is.
    """
    relevant = cells.filter(pl.col("quantity").is_in([Quantity.GHG.value, Quantity.ENERGY.value]))
    whole = pl.col("value").fill_null(0).sum().over([*_FILING, "period_code"])
    shares = relevant.with_columns(
        pl.col("value").fill_null(0),
        (pl.col("value").fill_null(0) / whole).alias("share"),
        pl.col("value").is_null().alias("is_unknown"),
    )
    before = shares.filter(pl.col("period_code") == DIAGNOSIS).select(*_FILING, "item", "value", "share", "is_unknown")
    after = shares.filter(pl.col("period_code") != DIAGNOSIS).select(*_FILING, "period_code", "item", "value", "share")
    both = after.join(before, on=[*_FILING, "item"], suffix="_before")
    risen = both.filter((pl.col("share_before") < SMALL_SHARE) & (pl.col("share") > LARGE_SHARE))
    fallen = both.filter((pl.col("share_before") > LARGE_SHARE) & (pl.col("value") < HALF * pl.col("value_before")))
    pairs = risen.join(fallen, on=[*_FILING, "period_code"], suffix="_fallen").filter(
        (pl.col("value") - pl.col("value_before_fallen")).abs()
        < (pl.col("value_fallen") - pl.col("value_before_fallen")).abs()
    )
    first = pairs.sort("period_code", "value_before_fallen", descending=[False, True]).unique(
        [*_FILING], keep="first", maintain_order=True
    )
    rows = first.sort(_FILING).select(
        _PLACE,
        _MEASURE,
        _DETAIL,
        *_swap_words(),
        *worded_columns(
            "des parts de secteurs comparables d’une période à l’autre",
            "comparable shares of sectors from one period to the next",
            name="expected",
        ),
    )
    return raise_alerts("deposit_sectors_swapped", source=source, rows=rows)


def _swap_words() -> list[pl.Expr]:
    """The two sectors; a diagnosis that is not known is said so, and never written as nil."""
    columns = []
    for language, pattern, unknown in (
        ("fr", "{} de {} à {}, {} de {} à {}", "« non renseigné »"),
        ("en", "{} from {} to {}, {} from {} to {}", "“not known”"),
    ):
        names = {sector.value: sector.label.in_language(language) for sector in Sector}
        parts = [
            part
            for item, before, after, is_unknown in (
                ("item_fallen", "value_before_fallen", "value_fallen", "is_unknown_fallen"),
                ("item", "value_before", "value", "is_unknown"),
            )
            for part in (
                pl.col(item).replace(names),
                pl.when(is_unknown).then(pl.lit(unknown)).otherwise(amount(before, decimals=0, language=language)),
                amount(after, decimals=0, language=language),
            )
        ]
        columns.append(pl.format(pattern, *parts).alias(f"value_{language}"))
    return columns


def deposit_filler(cells: pl.DataFrame, *, source: str) -> tuple[QualityAlert, ...]:
    """Filings whose cells hold 0.01, typed for « nil or unknown »: they are held to be missing."""
    fillers = cells.filter(pl.col("value").is_null() & pl.col("declared_value").is_not_null())
    counts = fillers.group_by(_FILING, maintain_order=True).len("fillers").sort(_FILING)
    rows = counts.select(
        _PLACE,
        _MEASURE,
        _DETAIL,
        *worded_columns("cases à 0,01 : {}", "cells at 0.01: {}", "fillers", name="value"),
        *worded_columns("une valeur, zéro ou une case vide", "a value, a zero or an empty cell", name="expected"),
    )
    return raise_alerts("deposit_filler", source=source, rows=rows)


def deposit_several(headings: pl.DataFrame) -> tuple[QualityAlert, ...]:
    """Authorities that carry several filings: the same plan filed again, or two plans; they are never added."""
    counts = (
        headings.sort("deposit_id")
        .group_by("siren", maintain_order=True)
        .agg(pl.col("deposit_id").cast(pl.String).unique(maintain_order=True).alias("filings"))
    )
    several = counts.filter(pl.col("filings").list.len() > 1).sort("siren")
    names = pl.col("filings").list.join(", ")
    rows = several.select(
        _PLACE,
        pl.lit("").alias("measure"),
        pl.format("démarches {}", names).alias("value_fr"),
        pl.format("procedures {}", names).alias("value_en"),
        *worded_columns("une seule démarche", "a single procedure", name="expected"),
    )
    return raise_alerts("deposit_several", source=HEADINGS, rows=rows)


def deposit_apart_from_inventory(
    cells: pl.DataFrame, inventory: pl.DataFrame, passage: pl.DataFrame, *, source: str
) -> tuple[QualityAlert, ...]:
    """Diagnoses whose greenhouse gases are more than 20 % away from the inventory, over the sectors that both know.

    `inventory`: `insee_code`, `sector`, `emissions_tco2e` of the communal inventory.
    `passage`: `source_code` and `siren` of the territory that holds it.
    """
    placed = inventory.join(passage.select("source_code", "siren"), left_on="insee_code", right_on="source_code")
    known = placed.group_by("siren", "sector").agg(pl.col("emissions_tco2e").sum().alias("inventory_t"))
    diagnosis = cells.filter(
        (pl.col("quantity") == Quantity.GHG.value) & (pl.col("period_code") == DIAGNOSIS) & (pl.col("carriers") == 1)
    ).drop_nulls("value")
    both = diagnosis.join(known, left_on=["siren", "item"], right_on=["siren", "sector"]).sort(*_FILING, "item")
    sums = both.group_by(_FILING, maintain_order=True).agg(
        pl.col("value").sum().alias("filed_t"),
        pl.col("inventory_t").sum(),
        (pl.col("value") - pl.col("inventory_t")).abs().sum().alias("absolute_t"),
    )
    gap = (pl.col("filed_t") / pl.col("inventory_t") - 1) * 100
    rows = (
        sums.filter(pl.col("inventory_t") > 0)
        .with_columns(gap.alias("gap_pct"))
        .filter(pl.col("gap_pct").abs() > INVENTORY_GAP * 100)
        .select(
            _PLACE,
            _MEASURE,
            _DETAIL,
            *worded_columns(
                "{} t contre {} t dans l’inventaire ({} %), écarts absolus {} t",
                "{} t against {} t in the inventory ({}%), absolute gaps {} t",
                *("filed_t", "inventory_t", "gap_pct", "absolute_t"),
                name="value",
            ),
            *worded_columns("à 20 % près", "within 20%", name="expected"),
        )
    )
    return raise_alerts("deposit_apart_from_inventory", source=source, rows=rows)
