"""ODRÉ: capacities of the national register at the end of 2024, by commune and source, for the whole of France.

The published file had lost the leading zero of commune codes (oddity 7): the reader gives it back.
"""

from datetime import date

import polars as pl

from autan.opendata.producers.connectors.odre_register import SOURCE_WORDS
from autan.opendata.sources.connectors.connector import Connector, one_by_one
from autan.opendata.sources.connectors.raw_table import RawTable
from autan.opendata.sources.connectors.states import state_of
from autan.opendata.sources.core.readings import Expectation, Reading

SOURCE = "odre-capacity"
COLUMNS = ("code_commune", "filiere", "puissance_kw", "nb_installations")
REGISTER_DATE = date(2024, 12, 31)  # the file has no column for it


def read(content: bytes, *, file: str, expectation: Expectation) -> Reading:
    """Read the capacities; one tidy row for each commune and source."""
    raw = RawTable(content, file=file, columns=COLUMNS, expectation=expectation)
    raw.unique("code_commune", "filiere")
    columns = {
        "insee_code": raw.commune("code_commune"),
        "production_source": raw.choice("filiere", SOURCE_WORDS),
        "installations": raw.number("nb_installations", minimum=1, is_whole=True, is_required=True),
        "capacity_kw": raw.number("puissance_kw"),
    }
    day, state = pl.lit(REGISTER_DATE).alias("register_date"), state_of("capacity_kw")
    return raw.finish(lambda frame: frame.with_columns(day, state), columns, REGISTER_DATE.isoformat())


ODRE_CAPACITY = Connector(source=SOURCE, read=one_by_one(read))
