"""ADEME: energy performance certificates of existing dwellings, counted by the service by commune and label.

The data set has some fifteen million rows: they are never fetched. Its portal counts them (`values_agg`), for one label
and one department at a time, because it gives ten thousand values at most.
"""

import re
from collections.abc import Iterable
from typing import Any

import polars as pl

from autan.evidence.figures.core.states import ValueState
from autan.ground.wordings import Sentence
from autan.opendata.producers.connectors import ademe_dpe
from autan.opendata.producers.connectors.ademe_dpe import COLUMNS, SOURCE
from autan.opendata.producers.connectors.districts import city_of
from autan.opendata.sources.connectors.connector import Connector, one_by_one
from autan.opendata.sources.connectors.fetching import FetchedEdition, FetchRequest
from autan.opendata.sources.connectors.headings import match_headings
from autan.opendata.sources.connectors.raw_table import RawTable
from autan.opendata.sources.connectors.responses import Response
from autan.opendata.sources.connectors.source_errors import SourceChangedError
from autan.opendata.sources.connectors.transport import Transport
from autan.opendata.sources.core.codes import EnergyLabel
from autan.opendata.sources.core.readings import Expectation, Reading
from autan.territories.perimeters.core.departments import REGIONS, department_of

HOST = "https://data.ademe.fr"
DATASET = f"{HOST}/data-fair/api/v1/datasets/dpe03existant"
COMMUNE, LABEL = "code_insee_ban", "etiquette_dpe"
MOST_VALUES = 10_000
NAMES = {
    "number": ("numero_dpe", "n_dpe", "ndpe"),
    "commune": ("code_insee_ban",),
    "label": ("etiquette_dpe",),
    "day": ("date_etablissement_dpe", "date_reception_dpe"),
}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def recognises(content: bytes) -> bool:
    """True for certificates one by one, as a person exports them for some communes; `fetch` makes counts."""
    return bool(match_headings(content, NAMES))


def read(content: bytes, *, file: str, expectation: Expectation) -> Reading:
    """Count certificates by commune and label.

    Rows without a commune or a label are left aside, and said. The day is that of the latest certificate.
    """
    names = match_headings(content, NAMES)
    raw = RawTable(content, file=file, columns=tuple(names.values()), expectation=expectation)
    for column in (names["commune"], names["label"]):
        message = Sentence("sans {column}, de côté", column=column)
        raw.keep_known(column, f"diagnostic {message}", f"diagnostics {message}")
    raw.unique(names["number"])
    labels = {label.value: label.value for label in EnergyLabel}
    columns = {"insee_code": raw.commune(names["commune"]), "energy_label": raw.choice(names["label"], labels)}
    day = raw.days(names["day"]).max()
    return raw.finish(lambda frame: _tidy(frame, day), columns, str(day))


def _tidy(frame: pl.DataFrame, day: object) -> pl.DataFrame:
    """Every label of each commune of the file: one that no certificate has is zero, for the file holds them all."""
    labels = pl.DataFrame({"energy_label": [label.value for label in EnergyLabel]})
    counted = frame.group_by("insee_code", "energy_label").agg(pl.len().cast(pl.Int64).alias("certificates"))
    every = frame.select("insee_code").unique().join(labels, how="cross")
    return every.join(counted, on=["insee_code", "energy_label"], how="left").with_columns(
        pl.lit(day).alias("register_date"),
        pl.col("certificates").fill_null(0),
        pl.lit(ValueState.OBSERVED.value).alias("state"),
    )


def fetch(transport: Transport, request: FetchRequest) -> tuple[FetchedEdition, ...]:
    """Bring back the counts of the departments asked for, or of all, as the base stands on its day.

    Raises SourceChangedError: the base tells no day, or a count is cut.
    """
    described = transport.get(DATASET)
    day = _day_of(described)
    departments = sorted({department_of(code) for code in request.communes}) or sorted(
        code for region in REGIONS for code in region.departments
    )
    responses = [described]
    counts: dict[tuple[str, str], int] = {}
    for department in departments:
        for label in EnergyLabel:
            response = transport.get(f"{DATASET}/values_agg", _query_parameters(department, label))
            responses.append(response)
            counts |= {(commune, label.value): count for commune, count in _counts(response)}
    return (
        FetchedEdition(
            name=f"{SOURCE}-{day}.csv",
            content=_write(counts, request.communes, day),
            data_date=day,
            responses=tuple(responses),
            sirens=request.sirens,
        ),
    )


def _query_parameters(department: str, label: EnergyLabel) -> dict[str, object]:
    return {
        "field": COMMUNE,
        "agg_size": MOST_VALUES,
        f"{COMMUNE}_starts": department,
        f"{LABEL}_eq": label.value.upper(),
    }


def _day_of(described: Response) -> str:
    description = described.json if isinstance(described.json, dict) else {}
    matched = _DAY.match(str(description.get("dataUpdatedAt") or description.get("updatedAt") or ""))
    if not matched:
        raise SourceChangedError(described.url, "une base sans date", expected="«\u202fdataUpdatedAt\u202f»")
    return matched[0]


def _counts(response: Response) -> Iterable[tuple[str, int]]:
    """Communes and how many certificates each has; a count that leaves some out is refused."""
    content: Any = response.json
    try:
        if content.get("total_other"):
            raise SourceChangedError(
                response.url,
                Sentence("{said} lignes de côté", said=content["total_other"]),
                expected="un compte entier",
            )
        return [(str(item["value"]), int(item["total"])) for item in content["aggs"]]
    # JSON of some servers holds Infinity, which no whole number is
    except (LookupError, TypeError, ValueError, OverflowError, AttributeError) as error:
        raise SourceChangedError(response.url, "un compte d’une autre forme", expected="«\u202faggs\u202f»") from error


def _write(counts: dict[tuple[str, str], int], communes: Iterable[str], day: str) -> bytes:
    """One row for each commune of the departments: a label without any certificate is zero, for every one is counted.

    A commune asked for that has none at all may be known there by another code: its cells stay empty. That of Paris,
    Lyon or Marseille is: its districts are counted.
    """
    counted = {commune for commune, _ in counts}
    by_district = {city_of(commune) for commune in counted}
    rows = [
        [code, day, *(str(counts.get((code, label.value), 0)) if code in counted else None for label in EnergyLabel)]
        for code in sorted(counted | (set(communes) - by_district))
    ]
    return pl.DataFrame(rows, schema=dict.fromkeys(COLUMNS, pl.String), orient="row").write_csv().encode()


ADEME_DPE = Connector(
    source=SOURCE,
    read=one_by_one(ademe_dpe.read, recognises=recognises, published=read),
    fetch=fetch,
    is_slow=True,
)
