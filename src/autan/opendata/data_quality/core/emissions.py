"""Quality rules of the greenhouse gas inventory."""

import polars as pl

from autan.opendata.data_quality.core.alerts import QualityAlert
from autan.opendata.data_quality.core.flagged_rows import raise_alerts, worded_columns
from autan.opendata.sources.core.codes import Sector

SOURCE = "igt-ghg"
SERVICES_FACTOR = 5
SMALLEST_SAMPLE = 10
SITE_T_PER_INHABITANT, SITE_T = 1.0, 1000
SITE_SECTORS = (Sector.WASTE.value, Sector.OTHER_TRANSPORT.value, Sector.ENERGY_INDUSTRY.value)


def hole_among_neighbours(emissions: pl.DataFrame) -> tuple[QualityAlert, ...]:
    """Empty cells of the sectors that every commune has."""
    everywhere = [sector.value for sector in Sector if sector.is_found_everywhere]
    rows = emissions.filter(pl.col("sector").is_in(everywhere) & pl.col("emissions_tco2e").is_null()).select(
        pl.col("insee_code").alias("place"),
        pl.format("ghg_{}", "sector").alias("measure"),
        *worded_columns("case vide", "empty cell", name="value"),
        *worded_columns("une valeur, comme chez les voisines", "a value, as the neighbours have", name="expected"),
    )
    return raise_alerts("hole_among_neighbours", source=SOURCE, rows=rows)


def site_in_services(emissions: pl.DataFrame, population: pl.DataFrame) -> tuple[QualityAlert, ...]:
    """Communes whose services emit five times what their population predicts.

    The prediction is the straight line through the logarithms of emissions and population of all the communes given
    (ordinary least squares).

    `population`: `insee_code` and `population_inhabitants`.
    """
    # nil has no logarithm
    services = emissions.filter((pl.col("sector") == Sector.TERTIARY.value) & (pl.col("emissions_tco2e") > 0)).join(
        population.filter(pl.col("population_inhabitants") > 0), on="insee_code"
    )
    if services.height < SMALLEST_SAMPLE:
        return ()
    size, amount = pl.col("population_inhabitants").log(), pl.col("emissions_tco2e").log()
    away = size - size.mean()
    spread = (away * away).sum()
    slope = pl.when(spread > 0).then((away * amount).sum() / spread).otherwise(0.0)
    predicted = (amount.mean() + slope * away).exp().alias("predicted_tco2e")
    times = (pl.col("emissions_tco2e") / pl.col("predicted_tco2e")).alias("times")
    outliers = services.with_columns(predicted).with_columns(times).filter(pl.col("times") > SERVICES_FACTOR)
    rows = outliers.select(
        pl.col("insee_code").alias("place"),
        pl.lit("ghg_tertiary").alias("measure"),
        *worded_columns(
            "{} t CO₂e, {} fois l’attendu",
            "{} t CO₂e, {} times what is expected",
            *("emissions_tco2e", "times"),
            digits={"times": 1},
            name="value",
        ),
        *worded_columns(
            "environ {} t CO₂e pour sa taille", "about {} t CO₂e for its size", "predicted_tco2e", name="expected"
        ),
    )
    return raise_alerts("site_in_services", source=SOURCE, rows=rows)


def site_booked_where_it_stands(emissions: pl.DataFrame, population: pl.DataFrame) -> tuple[QualityAlert, ...]:
    """Waste, other transport or energy above one tonne per inhabitant and a thousand tonnes: a site is there."""
    per_head = emissions.filter(pl.col("sector").is_in(SITE_SECTORS)).join(
        population.filter(pl.col("population_inhabitants") > 0), on="insee_code"
    )
    ratio = (pl.col("emissions_tco2e") / pl.col("population_inhabitants")).alias("t_per_inhabitant")
    sites = per_head.with_columns(ratio).filter(
        (pl.col("t_per_inhabitant") > SITE_T_PER_INHABITANT) & (pl.col("emissions_tco2e") >= SITE_T)
    )
    rows = sites.select(
        pl.col("insee_code").alias("place"),
        pl.format("ghg_{}", "sector").alias("measure"),
        *worded_columns(
            "{} t CO₂e, soit {} t par habitant",
            "{} t CO₂e, or {} t per inhabitant",
            *("emissions_tco2e", "t_per_inhabitant"),
            digits={"t_per_inhabitant": 1},
            name="value",
        ),
        *worded_columns("moins d’une tonne par habitant", "less than one tonne per inhabitant", name="expected"),
    )
    return raise_alerts("site_booked_where_it_stands", source=SOURCE, rows=rows)
