"""Quality rules of the register of plants."""

import polars as pl

from autan.evidence.figures.core.states import ValueState
from autan.opendata.data_quality.core.alerts import QualityAlert
from autan.opendata.data_quality.core.flagged_rows import raise_alerts, worded_columns
from autan.opendata.sources.core.codes import ProductionSource

SOURCE = "odre-register"
HOURS_IN_A_YEAR = 8784  # a leap year
YOUNG_PLANT_HOURS = 100
LOW_YIELD_HOURS = {
    ProductionSource.SOLAR_PV.value: 400,
    ProductionSource.HYDRO.value: 500,
    ProductionSource.WIND.value: 1000,
    ProductionSource.BIOENERGY.value: 1000,
}
"""Hours at full power below which a plant of this kind is flagged: about a third of what such plants usually do."""

JUMP_FACTOR, JUMP_KW = 3, 500


def output_beyond_year(register: pl.DataFrame) -> tuple[QualityAlert, ...]:
    """Plants that feed in more than their capacity times 8,784 hours."""
    plants = _with_hours(register).filter(pl.col("hours") > HOURS_IN_A_YEAR)
    return raise_alerts(
        "output_beyond_year", source=SOURCE, rows=_doubt_rows(plants, "au plus 8 784 h", "at most 8,784 h")
    )


def young_plant(register: pl.DataFrame) -> tuple[QualityAlert, ...]:
    """Plants with complete energy that did fewer than a hundred hours."""
    plants = _flag_rows(register).filter(pl.col("hours") < YOUNG_PLANT_HOURS)
    return raise_alerts("young_plant", source=SOURCE, rows=_doubt_rows(plants, "au moins 100 h", "at least 100 h"))


def low_yield(register: pl.DataFrame) -> tuple[QualityAlert, ...]:
    """Plants with complete energy that did fewer hours than their kind usually does (see `LOW_YIELD_HOURS`)."""
    plants = _flag_rows(register).filter(
        (pl.col("hours") >= YOUNG_PLANT_HOURS) & (pl.col("hours") < pl.col("usual_hours"))
    )
    rows = _doubt_rows(plants, "au moins {} h", "at least {} h", "usual_hours")
    return raise_alerts("low_yield", source=SOURCE, rows=rows)


def energy_not_known(register: pl.DataFrame) -> tuple[QualityAlert, ...]:
    """Plants whose energy is unknown or partial."""
    is_known = pl.col("capacity_kw").is_not_null()  # a row set aside tells neither energy nor power: nothing to judge
    plants = register.filter(pl.col("state").is_in([ValueState.MISSING.value, ValueState.LOWER_BOUND.value]) & is_known)
    is_unknown = pl.col("state") == ValueState.MISSING.value
    partial = worded_columns("partielle, au moins {} MWh", "partial, at least {} MWh", "output_mwh", name="value")
    unknown = worded_columns("inconnue, {} kW", "unknown, {} kW", "capacity_kw", name="value")
    rows = plants.select(
        pl.col("insee_code").alias("place"),
        pl.format("production_{}", "production_source").alias("measure"),
        *(pl.when(is_unknown).then(without).otherwise(some) for without, some in zip(unknown, partial, strict=True)),
        *worded_columns("l’énergie de toutes les installations", "the energy of every plant", name="expected"),
    )
    return raise_alerts("energy_not_known", source=SOURCE, rows=rows)


def capacity_jump(register: pl.DataFrame, before: pl.DataFrame) -> tuple[QualityAlert, ...]:
    """Capacities that more than tripled or fell to a third, by at least 500 kW, between two editions."""
    both = register.join(
        before.select("insee_code", "production_source", pl.col("capacity_kw").alias("before_kw")),
        on=["insee_code", "production_source"],
    )
    ratio, change = pl.col("capacity_kw") / pl.col("before_kw"), (pl.col("capacity_kw") - pl.col("before_kw")).abs()
    jumps = both.filter(((ratio > JUMP_FACTOR) | (ratio < 1 / JUMP_FACTOR)) & (change >= JUMP_KW))
    rows = jumps.select(
        pl.col("insee_code").alias("place"),
        pl.format("capacity_{}", "production_source").alias("measure"),
        *worded_columns("de {} à {} kW", "from {} to {} kW", "before_kw", "capacity_kw", name="value"),
        *worded_columns("moins du triple", "less than three times", name="expected"),
    )
    return raise_alerts("capacity_jump", source=SOURCE, rows=rows)


def _with_hours(register: pl.DataFrame) -> pl.DataFrame:
    hours = (pl.col("output_mwh") * 1000 / pl.col("capacity_kw")).alias("hours")
    return register.filter((pl.col("capacity_kw") > 0) & pl.col("output_mwh").is_not_null()).with_columns(hours)


def _flag_rows(register: pl.DataFrame) -> pl.DataFrame:
    """Rows of the kinds that should run, whose energy is completely known; back-up plants are left out."""
    usual = pl.col("production_source").replace_strict(LOW_YIELD_HOURS, default=None, return_dtype=pl.Int64)
    complete = _with_hours(register).filter(pl.col("state") == ValueState.OBSERVED.value)
    return complete.with_columns(usual.alias("usual_hours")).filter(pl.col("usual_hours").is_not_null())


def _doubt_rows(plants: pl.DataFrame, expected_fr: str, expected_en: str, *columns: str) -> pl.DataFrame:
    numbers = ("output_mwh", "capacity_kw", "hours")
    complete = worded_columns("{} MWh pour {} kW, soit {} h", "{} MWh for {} kW, or {} h", *numbers, name="value")
    partial = worded_columns(
        "au moins {} MWh pour {} kW, soit {} h au moins",
        "at least {} MWh for {} kW, or {} h at least",
        *(f"least_{name}" if name != "capacity_kw" else name for name in numbers),
        name="value",
    )
    is_floor = pl.col("state") == ValueState.LOWER_BOUND.value
    return plants.with_columns(pl.col("output_mwh", "hours").floor().name.prefix("least_")).select(
        pl.col("insee_code").alias("place"),
        pl.format("production_{}", "production_source").alias("measure"),
        *(pl.when(is_floor).then(bound).otherwise(plain) for bound, plain in zip(partial, complete, strict=True)),
        *worded_columns(expected_fr, expected_en, *columns, name="expected"),
    )
