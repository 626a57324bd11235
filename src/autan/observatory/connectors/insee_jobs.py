"""INSEE, Flores: salaried jobs at their place of work at the end of the year, by commune and broad activity.

The service is asked EPCI by EPCI, as for dwellings; the archive of the data set (`DS_FLORES_A5_2024_CSV_FR.zip`) is
read too. A cell that is not diffused is confidential. Self-employed people and defence are not there.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from autan.errors import Fault, ImportFileError
from autan.evidence.core.states import ValueState
from autan.intake.importers.delimited import first_line
from autan.observatory.connectors.answers import Answer
from autan.observatory.connectors.harvest import Harvest, PlacesNeededError, Wish
from autan.observatory.connectors.melodi_portal import ask_places
from autan.observatory.connectors.published import plain_name
from autan.observatory.connectors.raw_table import Expectation, RawTable, Reading
from autan.observatory.connectors.source_errors import SourceChangedError
from autan.observatory.connectors.transport import Transport
from autan.observatory.core.cards import Card

SOURCE = "insee-jobs"
DATASET = "DS_FLORES_A5"
ANY, COMMUNE, JOBS = "_T", "COM", "EMPL3112"
FILTERS = {"FLORES_MEASURE": JOBS, "NUMBER_EMPL": ANY}
ACTIVITIES = {
    "AZ": "agriculture",
    "BE": "industry",
    "FZ": "construction",
    "GU": "market_services",
    "OQ": "public_services",
    ANY: "total",
}
ALL_FORMS = (ANY, "1T9X7")  # every legal form, public bodies included: one word or the other with the edition
NOT_DIFFUSED = "K"
HEADINGS = (
    *("GEO", "GEO_OBJECT", "ACTIVITY", "NUMBER_EMPL", "LEGAL_FORM_WITH_PUBLIC", "FLORES_MEASURE"),
    *("OBS_STATUS", "TIME_PERIOD", "OBS_VALUE"),
)

REQUIRED = ("GEO", "GEO_OBJECT", "ACTIVITY", "FLORES_MEASURE", "TIME_PERIOD", "OBS_VALUE")


def recognises(content: bytes) -> bool:  # noqa: ARG001 - one form only
    """Never another form than that of `read_many`."""
    return False


def fetch(transport: Transport, wish: Wish) -> tuple[Harvest, ...]:
    """Bring back the latest year of the communes of the territories wished for, or every year from one on.

    Raises:
        PlacesNeededError: no territory was given.
        SourceUnreachableError: no whole answer came.
        SourceChangedError: the answers are of another form, or mix two years of the geographic code.
    """
    if not wish.sirens:
        raise PlacesNeededError(SOURCE)
    answers = [answer for siren in wish.sirens for answer in ask_places(transport, siren, DATASET, FILTERS)]
    rows = [row for answer in answers for row in _rows(answer)]
    vintages = {row["vintage"] for row in rows}
    if len(vintages) != 1:
        said = f"des communes des années {sorted(vintages)}"
        raise SourceChangedError(answers[0].url, said, expected="les communes d’une seule année")
    columns = {name: [row[name] for row in rows] for name in HEADINGS}
    content = pl.DataFrame(columns, schema=dict.fromkeys(HEADINGS, pl.String)).write_csv(separator=";").encode()
    return (
        Harvest(
            name=f"{SOURCE}.csv",
            content=content,
            data_date="",
            answers=tuple(answers),
            geography_vintage=int(vintages.pop()),
            sirens=wish.sirens,
        ),
    )


def _rows(answer: Answer) -> Iterator[dict[str, str]]:
    """Observations as rows of the archive, with the year of the geographic code."""
    try:
        for item in answer.json["observations"]:
            dimensions: Mapping[str, Any] = item["dimensions"]
            vintage, _, commune = str(dimensions["GEO"]).partition("-COM-")
            value = item.get("measures", {}).get("OBS_VALUE_NIVEAU", {}).get("value")
            if commune and int(vintage):
                row = {name: str(dimensions.get(name, ANY)) for name in HEADINGS}
                status = str(item.get("attributes", {}).get("OBS_STATUS", "")) if item.get("attributes") else ""
                row |= {"GEO": commune, "GEO_OBJECT": COMMUNE, "OBS_VALUE": "" if value is None else str(value)}
                yield row | {"OBS_STATUS": status, "vintage": vintage}
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        said = f"une observation d’une autre forme ({error!r})"
        raise SourceChangedError(answer.url, said, expected="des observations avec GEO et ACTIVITY") from error


def read_many(files: Mapping[str, bytes], *, card: Card, expectation: Expectation) -> Reading:  # noqa: ARG001 - the card is that of the source
    """Read the tables of Flores among files (an archive holds a table of codes too): every year."""
    tables = {name: content for name, content in files.items() if _is_table(content)}
    if not tables:
        name, content = next(iter(files.items()))
        value = ", ".join(first_line(content))[:120]
        raise ImportFileError(name, [Fault(row=1, value=value, expected=", ".join(HEADINGS))])
    readings = [_read(name, content, expectation) for name, content in tables.items()]
    return Reading(
        table=pl.concat([reading.table for reading in readings]),
        data_date="",
        remarks=tuple(dict.fromkeys(remark for reading in readings for remark in reading.remarks)),
        set_aside=tuple(fault for reading in readings for fault in reading.set_aside),
    )


def _is_table(content: bytes) -> bool:
    headings = {plain_name(heading) for heading in first_line(content)}
    return {plain_name(name) for name in REQUIRED} <= headings


def _read(name: str, content: bytes, expectation: Expectation) -> Reading:
    held = {heading.strip() for heading in first_line(content)}
    columns = [name for name in HEADINGS if name in held or name in REQUIRED]
    raw = RawTable(content, file=name, columns=columns, expectation=expectation)
    raw.keep_rows(
        (pl.col("GEO_OBJECT") == COMMUNE)
        & (pl.col("FLORES_MEASURE") == JOBS)
        & pl.col("ACTIVITY").is_in(list(ACTIVITIES))
        & ((pl.col("NUMBER_EMPL") == ANY) if "NUMBER_EMPL" in held else True)
        & (pl.col("LEGAL_FORM_WITH_PUBLIC").is_in(ALL_FORMS) if "LEGAL_FORM_WITH_PUBLIC" in held else True)
    )
    raw.unique("GEO", "TIME_PERIOD", "ACTIVITY")
    values = {
        "insee_code": raw.commune("GEO"),
        "year": raw.years("TIME_PERIOD"),
        "activity": raw.text("ACTIVITY", is_required=True).replace_strict(ACTIVITIES, default=None),
        "jobs": raw.number("OBS_VALUE"),
        "status": raw.text("OBS_STATUS") if "OBS_STATUS" in held else raw.text("GEO_OBJECT"),
    }
    return raw.finish(_tidy, values, "")


def _tidy(frame: pl.DataFrame) -> pl.DataFrame:
    state = (
        pl.when(pl.col("jobs").is_null() & (pl.col("status") == NOT_DIFFUSED))
        .then(pl.lit(ValueState.CONFIDENTIAL.value))
        .when(pl.col("jobs").is_null())
        .then(pl.lit(ValueState.MISSING.value))
        .when(pl.col("jobs") == 0)
        .then(pl.lit(ValueState.CONFIRMED_ZERO.value))
        .otherwise(pl.lit(ValueState.OBSERVED.value))
    )
    return frame.with_columns(state.alias("state"))
