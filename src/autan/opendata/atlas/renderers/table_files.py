"""Tables in files: a comparison, one territory a row, with what each value must be read with; sums by EPCI."""

from collections.abc import Iterable, Mapping
from io import BytesIO

import polars as pl

from autan.evidence.figures.core.figures import count_alerts
from autan.evidence.figures.core.numbers import file_numbers
from autan.evidence.figures.presenters.figures import present_period
from autan.ground.texts.language import words
from autan.opendata.atlas.importers import COLUMNS
from autan.opendata.atlas.presenters.comparison import ComparedTerritory
from autan.opendata.measures.queries.editions import joined_credit
from autan.territories.networks.core.members import Member

TABLE_FORMS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""Kinds of files, and what each is sent as."""
FRAME_FORMS = TABLE_FORMS | {"parquet": "application/vnd.apache.parquet"}

_SCHEMA = {
    "siren": pl.String,
    "territoire": pl.String,
    "membre": pl.String,
    "mesure": pl.String,
    "valeur": pl.Float64,
    "bas": pl.Float64,
    "haut": pl.Float64,
    "unite": pl.String,
    "periode": pl.String,
    "etat": pl.String,
    "connus": pl.Int64,
    "total": pl.Int64,
    "parts": pl.String,
    "a_verifier": pl.Int64,
    "note": pl.String,
    "source": pl.String,
    "adresse": pl.String,
}


def table_file(rows: list[ComparedTerritory], form: str) -> bytes:
    """Write the table as a file of one of `TABLE_FORMS`; an unknown value is an empty cell, never a zero."""
    return frame_file(pl.DataFrame([_row(row) for row in rows], schema=_SCHEMA), form, sheet="comparaison")


def places_table(members: Iterable[Member]) -> bytes:
    """Write the table of sites that a network fills as CSV: its columns, and one line a member."""
    rows = [{"siren": member.siren, "member": member.short_name} for member in members]
    return frame_file(pl.DataFrame(rows, schema=dict.fromkeys(COLUMNS, pl.String)), "csv")


def frame_file(frame: pl.DataFrame, form: str, *, sheet: str = "sommes") -> bytes:
    """Write a table as a file of one of `FRAME_FORMS`; what is null is an empty cell."""
    buffer = BytesIO()
    if form == "csv":
        frame.write_csv(buffer, include_bom=True, separator=";")
    elif form == "xlsx":
        frame.write_excel(buffer, worksheet=sheet, autofit=True)
    else:
        frame.write_parquet(buffer)
    return buffer.getvalue()


def _row(row: ComparedTerritory) -> Mapping[str, object]:
    who = {"siren": row.siren, "territoire": row.name, "membre": "oui" if row.is_member else "non"}
    figure = row.figure
    if figure is None:
        return who
    return who | {
        "mesure": words(figure.label),
        **dict(zip(("valeur", "bas", "haut"), file_numbers(figure), strict=True)),
        "unite": words(figure.unit.symbol),
        "periode": present_period(figure.period),
        "etat": words(figure.state.label),
        "connus": figure.known,
        "total": figure.total,
        "parts": words(figure.part),
        "a_verifier": count_alerts(figure),
        "note": words(figure.note),
        "source": words(joined_credit(figure)),
        "adresse": figure.id,
    }
