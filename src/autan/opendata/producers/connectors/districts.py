"""Paris, Lyon and Marseille beside their districts: a file that gives both would count their people twice."""

from collections.abc import Sequence

import polars as pl

from autan.opendata.sources.core.readings import counted
from autan.territories.perimeters.core.departments import COMMUNE_BY_DISTRICT

PLACE = "insee_code"


def city_of(code: str) -> str:
    """The city of a district; any other code is given back.

    >>> city_of("75112"), city_of("69381"), city_of("31555")
    ('75056', '69123', '31555')
    """
    return COMMUNE_BY_DISTRICT.get(code, code)


def without_doubled_districts(table: pl.DataFrame, key: Sequence[str]) -> tuple[pl.DataFrame, str]:
    """A table without the rows of districts whose city has a row of its own for the same year, sector...

    Returns the table, and what was left aside, in French; empty when nothing was.
    """
    if PLACE not in key:
        return table, ""
    cities = {code: city_of(code) for code in table[PLACE].unique() if city_of(code) != code}
    if not cities:
        return table, ""
    others = [name for name in key if name != PLACE]
    city = pl.col(PLACE).replace_strict(cities, default=None, return_dtype=pl.String).alias(PLACE)
    is_doubled = (
        table.select(city, *others)
        .join(
            table.select(PLACE, *others, pl.lit(value=True).alias("is_there")),
            on=key,
            how="left",
            maintain_order="left",
        )["is_there"]
        .fill_null(value=False)
    )
    doubled = int(is_doubled.sum())
    if not doubled:
        return table, ""
    remark = counted(doubled, "ligne d’arrondissement, de côté", "lignes d’arrondissements, de côté")
    return table.filter(~is_doubled), f"{remark}\u00a0: leur ville est dans le même fichier"
