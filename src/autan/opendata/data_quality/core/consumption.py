"""Quality rules of the electricity and gas files."""

import polars as pl

from autan.opendata.data_quality.core.alerts import QualityAlert
from autan.opendata.data_quality.core.flagged_rows import raise_alerts, worded_columns
from autan.opendata.sources.core.codes import TOTAL, Carrier, Sector

SOURCE, SECOND_SOURCE = "ore-communes", "ore-homes-epci"
LOWEST_MEAN_MWH, HIGHEST_MEAN_MWH = 1.0, 14.0  # seen in every commune of the network: SOURCES, « checks made »
DOMINANT_SHARE, HOMES_SHARE = 0.5, 0.3
SMALLEST_PEER_GROUP = 5  # below that many communes, one of them holds half of anything
SOURCES_GAP = 0.05
TRANSMISSION_OPERATORS = ("rte",)  # they deliver to factories, never to homes

_MEASURE = pl.when(pl.col("carrier") == Carrier.ELECTRICITY.value).then(pl.lit("electricity")).otherwise(pl.lit("gas"))


def masked_meshes(consumption: pl.DataFrame) -> tuple[QualityAlert, ...]:
    """Totals that hold masked meshes (`masked_meshes` above nil)."""
    rows = consumption.filter((pl.col("sector") == TOTAL) & (pl.col("masked_meshes") > 0)).select(
        pl.col("insee_code").alias("place"),
        pl.format("{}_total", _MEASURE).alias("measure"),
        *worded_columns("mailles masquées\u00a0: {}", "masked meshes: {}", "masked_meshes", name="value"),
        *worded_columns("aucune maille masquée", "no masked mesh", name="expected"),
    )
    return raise_alerts("masked_meshes", source=SOURCE, rows=rows)


def homes_only_total(consumption: pl.DataFrame) -> tuple[QualityAlert, ...]:
    """Electricity totals equal to homes, without any masked mesh."""
    pairs = _wide(consumption).filter(
        (pl.col("carrier") == Carrier.ELECTRICITY.value)
        & (pl.col("masked_meshes") == 0)
        & (pl.col("total") == pl.col("residential"))
    )
    rows = pairs.select(
        pl.col("insee_code").alias("place"),
        pl.lit("electricity_total").alias("measure"),
        *worded_columns("{} MWh, logements compris", "{} MWh, homes included", "total", name="value"),
        *worded_columns("plus de {} MWh", "more than {} MWh", "residential", name="expected"),
    )
    return raise_alerts("homes_only_total", source=SOURCE, rows=rows)


def gas_without_use(consumption: pl.DataFrame) -> tuple[QualityAlert, ...]:
    """Gas rows with nil energy and nil delivery points."""
    rows = consumption.filter(
        (pl.col("carrier") == Carrier.NATURAL_GAS.value)
        & (pl.col("sector") == Sector.RESIDENTIAL.value)
        & (pl.col("consumption_mwh") == 0)
        & (pl.col("delivery_points") == 0)
    ).select(
        pl.col("insee_code").alias("place"),
        pl.lit("gas_residential").alias("measure"),
        *worded_columns("0 MWh, 0 point", "0 MWh, 0 points", name="value"),
        *worded_columns("un usage, ou pas de ligne", "some use, or no row", name="expected"),
    )
    return raise_alerts("gas_without_use", source=SOURCE, rows=rows)


def one_site_dominates(consumption: pl.DataFrame, members: pl.DataFrame) -> tuple[QualityAlert, ...]:
    """Communes that make more than half of their territory's consumption, mostly not for homes.

    `members`: `insee_code` and `siren` of the perimeter.
    """
    by = ["siren", "carrier"]
    shares = (
        _wide(consumption)
        .join(members, on="insee_code")
        .with_columns(
            (pl.col("total") / pl.col("total").sum().over(by) * 100).alias("share_pct"),
            (pl.col("residential") / pl.col("total") * 100).alias("homes_pct"),
            pl.len().over(by).alias("peers"),
            (pl.col("masked_meshes").sum().over(by) > 0).alias("is_masked"),
        )
    )
    dominant = shares.filter(
        (pl.col("share_pct") > DOMINANT_SHARE * 100)
        & (pl.col("homes_pct") < HOMES_SHARE * 100)
        # among few communes, one of them is often most of the whole
        & (pl.col("peers") >= SMALLEST_PEER_GROUP)
    ).with_columns(pl.col("total").floor().alias("least"), pl.col("homes_pct").ceil().alias("most_homes_pct"))
    whole = worded_columns(
        "{} MWh, {} % du territoire, dont {} % pour les logements",
        "{} MWh, {}% of the territory, of which {}% for homes",
        *("total", "share_pct", "homes_pct"),
        name="value",
    )
    # what masked meshes hide may be anywhere in the territory: only what is known has parts
    masked = worded_columns(
        "au moins {} MWh, {} % de ce qui est connu du territoire, dont au plus {} % pour les logements",
        "at least {} MWh, {}% of what is known of the territory, of which {}% at most for homes",
        *("least", "share_pct", "most_homes_pct"),
        name="value",
    )
    rows = dominant.select(
        pl.col("insee_code").alias("place"),
        pl.format("{}_total", _MEASURE).alias("measure"),
        *(pl.when("is_masked").then(bound).otherwise(plain) for bound, plain in zip(masked, whole, strict=True)),
        *worded_columns("moins de la moitié du territoire", "less than half of the territory", name="expected"),
    )
    return raise_alerts("one_site_dominates", source=SOURCE, rows=rows)


def home_mean_out_of_range(consumption: pl.DataFrame) -> tuple[QualityAlert, ...]:
    """Homes whose mean is outside 1 to 14 MWh for one delivery point: a unit is judged by its magnitude."""
    homes = consumption.filter((pl.col("sector") == Sector.RESIDENTIAL.value) & (pl.col("delivery_points") > 0))
    means = homes.with_columns((pl.col("consumption_mwh") / pl.col("delivery_points")).alias("mean_mwh"))
    rows = means.filter(~pl.col("mean_mwh").is_between(LOWEST_MEAN_MWH, HIGHEST_MEAN_MWH)).select(
        pl.col("insee_code").alias("place"),
        pl.format("{}_residential", _MEASURE).alias("measure"),
        *worded_columns("{} MWh par point", "{} MWh per point", "mean_mwh", decimals=1, name="value"),
        *worded_columns("de 1 à 14 MWh par point", "1 to 14 MWh per point", name="expected"),
    )
    return raise_alerts("home_mean_out_of_range", source=SOURCE, rows=rows)


def two_sources_apart(
    consumption: pl.DataFrame, homes: pl.DataFrame, members: pl.DataFrame
) -> tuple[QualityAlert, ...]:
    """Territories whose electricity of homes differs by more than 5 % between the two files."""
    compared = _homes_of(consumption, members).join(
        homes.group_by("siren").agg(pl.col("consumption_mwh").sum().alias("second_mwh")), on="siren"
    )
    gap = (pl.col("first_mwh") / pl.col("second_mwh") - 1) * 100
    rows = (
        compared.with_columns(gap.alias("gap_pct"))
        .filter(pl.col("gap_pct").abs() > SOURCES_GAP * 100)
        .sort("siren")
        .select(
            pl.col("siren").alias("place"),
            pl.lit("electricity_residential_second_source").alias("measure"),
            *worded_columns(
                "{} MWh contre {} MWh ({} %)",
                "{} MWh against {} MWh ({}%)",
                *("first_mwh", "second_mwh", "gap_pct"),
                name="value",
            ),
            *worded_columns("à 5 % près", "within 5%", name="expected"),
        )
    )
    return raise_alerts("two_sources_apart", source=SECOND_SOURCE, rows=rows)


def operator_missing(consumption: pl.DataFrame, homes: pl.DataFrame, members: pl.DataFrame) -> tuple[QualityAlert, ...]:
    """Operators of electricity that the communal file names in a territory and the file by EPCI does not."""
    declared = (
        consumption.filter(pl.col("carrier") == Carrier.ELECTRICITY.value)
        .join(members, on="insee_code")
        .select("siren", pl.col("operators").str.split(" | ").alias("operator"))
        .explode("operator", empty_as_null=True, keep_nulls=True)
        .drop_nulls("operator")
        .unique()
    )
    counted = homes.select("siren", "operator").unique()
    known = declared.join(homes.select("siren").unique(), on="siren")
    delivering = _fold_names(known).filter(~pl.col("folded").is_in(TRANSMISSION_OPERATORS))
    missing = delivering.join(_fold_names(counted), on=["siren", "folded"], how="anti")
    rows = missing.sort("siren", "operator").select(
        pl.col("siren").alias("place"),
        pl.lit("electricity_residential_second_source").alias("measure"),
        pl.format("« {} » absent", "operator").alias("value_fr"),
        pl.format("“{}” missing", "operator").alias("value_en"),
        pl.col("operator").alias("detail"),
        *worded_columns("tous les gestionnaires du territoire", "every operator of the territory", name="expected"),
    )
    return raise_alerts("operator_missing", source=SECOND_SOURCE, rows=rows)


def _fold_names(frame: pl.DataFrame) -> pl.DataFrame:
    """Names compared without accents or capitals: the two files do not write them alike."""
    name = pl.col("operator").str.to_lowercase().str.normalize("NFD").str.replace_all(r"[^a-z]", "")
    return frame.with_columns(name.alias("folded"))


def _homes_of(consumption: pl.DataFrame, members: pl.DataFrame) -> pl.DataFrame:
    is_homes = (pl.col("carrier") == Carrier.ELECTRICITY.value) & (pl.col("sector") == Sector.RESIDENTIAL.value)
    return (
        consumption.filter(is_homes)
        .join(members, on="insee_code")
        .group_by("siren")
        .agg(pl.col("consumption_mwh").sum().alias("first_mwh"))
    )


def _wide(consumption: pl.DataFrame) -> pl.DataFrame:
    """One row for each commune and carrier, with the columns `residential` and `total` (MWh)."""
    homes = consumption.filter(pl.col("sector") == Sector.RESIDENTIAL.value)
    totals = consumption.filter(pl.col("sector") == TOTAL)
    return totals.select("insee_code", "carrier", "masked_meshes", pl.col("consumption_mwh").alias("total")).join(
        homes.select("insee_code", "carrier", pl.col("consumption_mwh").alias("residential")),
        on=["insee_code", "carrier"],
    )
