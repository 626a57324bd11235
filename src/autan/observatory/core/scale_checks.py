"""Check of the unit of an energy by the amount per head, where there is no earlier edition to compare with.

People use some twenty megawatt-hours a year in France, all energies together: a territory where they use twenty
thousand, or two hundredths, was counted in kWh or in GWh.
"""

from collections.abc import Mapping

import polars as pl

from autan.observatory.core.revisions import ScaleShift

LOWEST_MWH, HIGHEST_MWH = 0.1, 1000.0  # per inhabitant; the median territory is far inside
USUAL_MWH = 20.0
FEWEST_PLACES = 3
TOTAL = "total"


def scale_against_people(
    table: pl.DataFrame, people: Mapping[str, int], *, place: str, column: str
) -> ScaleShift | None:
    """Judge the unit of a table of energy by what it makes per inhabitant.

    Args:
        table: tidy table; rows whose `sector` or `carrier` is a total are left out where there are others.
        people: inhabitants by code of place.
        place: column of the place.
        column: column of the energy, in MWh.

    Returns:
        About how many times too much, as a power of a thousand, when the median place is beyond what people can use;
        None when it is not, or when fewer than three places can be judged.

    >>> table = pl.DataFrame({"siren": ["1", "2", "3"], "energy_mwh": [2e7, 3e7, 1e7]})
    >>> scale_against_people(table, {"1": 1000, "2": 1200, "3": 900}, place="siren", column="energy_mwh").said
    '1000'
    """
    rows = table.filter(pl.col(column) > 0)
    for split in ("sector", "carrier"):
        if split in rows.columns and (rows[split] != TOTAL).any():
            rows = rows.filter(pl.col(split) != TOTAL)
    known = pl.DataFrame(
        {place: list(people), "people": list(people.values())}, schema={place: pl.String, "people": pl.Int64}
    )
    per_head = (
        rows.group_by(place)
        .agg(pl.col(column).sum())
        .join(known.filter(pl.col("people") > 0), on=place)
        .select(pl.col(column) / pl.col("people"))
        .to_series()
    )
    median = per_head.median()
    if len(per_head) < FEWEST_PLACES or not isinstance(median, float) or LOWEST_MWH <= median <= HIGHEST_MWH:
        return None
    return ScaleShift(column=column, factor=1000.0 if median > USUAL_MWH else 0.001)
