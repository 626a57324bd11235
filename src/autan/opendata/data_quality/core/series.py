"""Rules on yearly series: floors beside another total, classes that change hands, masked years, networks of heat."""

import polars as pl

from autan.opendata.data_quality.core.alerts import QualityAlert
from autan.opendata.data_quality.core.flagged_rows import raise_alerts, worded_columns
from autan.territories.perimeters.core.departments import REGIONS

DELIVERED, INDEPENDENT = "indicator-ore-electricity", "indicator-rte-electricity"
DELIVERED_HEAT = "indicator-sdes-heat"
SERIES = frozenset({DELIVERED, "indicator-ore-gas", DELIVERED_HEAT})
"""Series whose rows are by place, year and category, in amounts that do not fall by themselves."""

POWER, HEAT_SOURCES = "indicator-sdes-heat-power", "indicator-sdes-heat-production"
HEAT = {POWER: (20.0, "MW"), "indicator-sdes-cold-power": (20.0, "MW"), HEAT_SOURCES: (5000.0, "MWh")}
"""For each series of networks, from what difference on a change is worth a question, and its unit."""

ABOVE, SWING, LOW = 1.05, 0.1, 3.0
FEWEST_HOURS, MOST_HOURS = 100, 8784
MWH_IN_TWH = 1e6
_UNKNOWN_SECTOR = "secteur inconnu"
_REGION_NAMES = {region.code: region.name for region in REGIONS}


def floor_above_total(delivered: pl.DataFrame, independent: pl.DataFrame) -> tuple[QualityAlert, ...]:
    """Regions whose electricity, all sectors, lies above what another producer says of the same year."""
    on = ["code", "year"]
    sums = delivered.filter(pl.col("mesh") == "region").group_by(on).agg(pl.col("value").sum() / MWH_IN_TWH)
    both = sums.join(independent.filter(pl.col("mesh") == "region").select(*on, other="value"), on=on)
    outliers = both.filter(pl.col("value") > ABOVE * pl.col("other")).with_columns(
        pl.col("code").replace_strict(_REGION_NAMES, default=pl.col("code")).alias("name")
    )
    rows = outliers.sort(on).select(
        pl.lit("").alias("place"),
        pl.lit("").alias("measure"),
        *_name_columns("value", "value", " TWh"),
        *_name_columns("expected", "other", " TWh (RTE)", is_named=False),
        pl.col("year").cast(pl.String),
        pl.format("region-{}", "code").alias("detail"),
    )
    return raise_alerts("floor_above_total", source=DELIVERED, rows=rows)


def _name_columns(column: str, amount: str, unit: str, *, is_named: bool = True) -> list[pl.Expr]:
    words = worded_columns(f"{{}}{unit}", f"{{}}{unit}", amount, decimals=1, name=column)
    if not is_named:
        return words
    return [
        pl.concat_str("name", pl.lit(" "), "year", pl.lit(" : "), word).alias(word.meta.output_name()) for word in words
    ]


def homes_to_services(delivered: pl.DataFrame) -> tuple[QualityAlert, ...]:
    """Years in which homes fall and services rise by more than a tenth in half of the places: classes changed."""
    by = ["mesh", "code"]
    wide = delivered.pivot("category", index=[*by, "year"], values="value").sort(*by, "year")
    if not {"logements", "tertiaire"} <= set(wide.columns):
        return ()
    change = {name: pl.col(name) / pl.col(name).shift().over(by) for name in ("logements", "tertiaire")}
    is_odd = (change["logements"] < 1 - SWING) & (change["tertiaire"] > 1 + SWING)
    years = wide.with_columns(is_odd.alias("is_odd")).filter(pl.col("is_odd").is_not_null())
    counts = years.group_by("year").agg(pl.col("is_odd").sum().alias("odd"), pl.len().alias("places"))
    rows = (
        counts.filter(2 * pl.col("odd") > pl.col("places"))
        .sort("year")
        .select(
            pl.lit("").alias("place"),
            pl.lit("").alias("measure"),
            *worded_columns(
                "{} départements et régions sur {}", "{} departments and regions of {}", "odd", "places", name="value"
            ),
            *worded_columns(
                "des logements et un tertiaire qui ne s’échangent rien",
                "homes and services that exchange nothing",
                name="expected",
            ),
            pl.col("year").cast(pl.String),
        )
    )
    return raise_alerts("homes_to_services", source=DELIVERED, rows=rows)


def low_between_years(series: pl.DataFrame, *, source: str) -> tuple[QualityAlert, ...]:
    """Values under a third of those of the years before and after: masked or missing, more often than low."""
    by = ["mesh", "code", "category"]
    ordered = series.filter(pl.col("category") != _UNKNOWN_SECTOR).sort(*by, "year")
    around = ordered.with_columns(
        pl.col("value").shift().over(by).alias("before"), pl.col("value").shift(-1).over(by).alias("after")
    )
    least = pl.min_horizontal("before", "after")
    outliers = around.filter((pl.col("before") > 0) & (pl.col("after") > 0) & (pl.col("value") * LOW < least))
    rows = outliers.sort(*by, "year").select(
        pl.when(pl.col("mesh").is_in(["commune", "epci"])).then("code").otherwise(pl.lit("")).alias("place"),
        pl.lit("").alias("measure"),
        *worded_columns("{} entre {} et {}", "{} between {} and {}", "value", "before", "after", name="value"),
        *worded_columns(
            "une valeur proche de ses voisines, ou inconnue", "a value near its neighbours, or unknown", name="expected"
        ),
        pl.col("year").cast(pl.String),
        pl.concat_str("mesh", "code", "category", separator="-").alias("detail"),
    )
    return raise_alerts("low_between_years", source=source, rows=rows)


def jump_between_years(series: pl.DataFrame, *, source: str) -> tuple[QualityAlert, ...]:
    """Powers and sources of heat that triple, or fall to a third, from one survey to the next.

    Heat recovered that comes from nothing is asked about too: it may be that of another network, counted twice.
    """
    least, unit = HEAT[source]
    by = ["mesh", "code", "category"]
    both = series.sort(*by, "year").with_columns(pl.col("value").shift().over(by).alias("before"))
    most, fewest = pl.max_horizontal("value", "before"), pl.min_horizontal("value", "before")
    comes = (pl.col("category") == "autre récupération") & (pl.col("before") == 0)
    outliers = both.filter(((fewest > 0) | comes) & (most >= LOW * fewest) & (most - fewest >= least))
    rows = outliers.sort(*by, "year").select(
        pl.col("code").alias("place"),
        pl.lit("").alias("measure"),
        *(
            pl.concat_str(
                pl.when(pl.col("category") != "").then(pl.col("category") + colon).otherwise(pl.lit("")), word
            ).alias(word.meta.output_name())
            for colon, word in zip(
                ("\u00a0: ", ": "),
                worded_columns(
                    f"{{}} → {{}} {unit}", f"{{}} → {{}} {unit}", "before", "value", decimals=1, name="value"
                ),
                strict=True,
            )
        ),
        *worded_columns(
            "moins du triple d’une enquête à l’autre", "less than threefold between surveys", name="expected"
        ),
        pl.col("year").cast(pl.String),
        pl.col("category").alias("detail"),
    )
    return raise_alerts("jump_between_years", source=source, rows=rows)


def heat_hours(delivered: pl.DataFrame, power: pl.DataFrame) -> tuple[QualityAlert, ...]:
    """Municipalities whose networks deliver less than a hundred hours of their power, or more than a year has."""
    on = ["mesh", "code", "year"]
    capacity = power.filter(pl.col("value") > 0).select(*on, mw="value")
    both = delivered.join(capacity, on=on).with_columns((pl.col("value") / pl.col("mw")).alias("hours"))
    outliers = both.filter((pl.col("value") > 0) & ~pl.col("hours").is_between(FEWEST_HOURS, MOST_HOURS))
    rows = outliers.sort(*on).select(
        pl.col("code").alias("place"),
        pl.lit("").alias("measure"),
        *worded_columns("{} MWh, {} MW\u00a0: {} h", "{} MWh, {} MW: {} h", "value", "mw", "hours", name="value"),
        *worded_columns("de 100 à 8 784 h par an", "100 to 8,784 h a year", name="expected"),
        pl.col("year").cast(pl.String),
    )
    return raise_alerts("heat_hours", source=POWER, rows=rows)
