"""ADEME: energy performance certificates of existing dwellings, counted by the service by commune and label.

The data set has some fifteen million rows: they are never fetched. Its portal counts them (`values_agg`), for one label
and one department at a time, because it gives ten thousand values at most.
"""

import re
from collections.abc import Iterable
from typing import Any

import polars as pl

from autan.observatory.connectors.ademe_dpe import COLUMNS, SOURCE, read
from autan.observatory.connectors.answers import Answer, Form
from autan.observatory.connectors.harvest import Harvest, Wish
from autan.observatory.connectors.source_errors import SourceChangedError
from autan.observatory.connectors.transport import Transport
from autan.observatory.core.codes import EnergyLabel

__all__ = ["SOURCE", "fetch", "read", "recognises"]

HOST = "https://data.ademe.fr"
DATASET = f"{HOST}/data-fair/api/v1/datasets/dpe03existant"
COMMUNE, LABEL = "code_insee_ban", "etiquette_dpe"
MOST_VALUES = 10_000
DEPARTMENTS = (
    *(f"{number:02}" for number in range(1, 20)),
    *("2A", "2B"),
    *(f"{number:02}" for number in range(21, 96)),
    *(f"97{number}" for number in (1, 2, 3, 4, 6)),
)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def recognises(content: bytes) -> bool:  # noqa: ARG001 - the file that `fetch` makes is that of the file connector
    """Never: what the service gives is turned into the file of `ademe_dpe`."""
    return False


def fetch(transport: Transport, wish: Wish) -> tuple[Harvest, ...]:
    """Bring back the counts of the departments wished for, or of all, as the base stands on its day.

    Raises:
        SourceUnreachableError: no whole answer came.
        SourceChangedError: the base tells no day, or a count is cut.
    """
    described = transport.get(DATASET, form=Form.JSON)
    day = _day_of(described)
    departments = sorted({_department(code) for code in wish.communes}) or list(DEPARTMENTS)
    answers = [described]
    counts: dict[tuple[str, str], int] = {}
    for department in departments:
        for label in EnergyLabel:
            answer = transport.get(f"{DATASET}/values_agg", _asked(department, label), form=Form.JSON)
            answers.append(answer)
            counts |= {(commune, label.value): count for commune, count in _counts(answer)}
    return (
        Harvest(
            name=f"{SOURCE}-{day}.csv",
            content=_write(counts, wish.communes, day),
            data_date=day,
            answers=tuple(answers),
            sirens=wish.sirens,
        ),
    )


def _asked(department: str, label: EnergyLabel) -> dict[str, object]:
    return {
        "field": COMMUNE,
        "agg_size": MOST_VALUES,
        f"{COMMUNE}_starts": department,
        f"{LABEL}_eq": label.value.upper(),
    }


def _department(commune: str) -> str:
    return commune[:3] if commune.startswith("97") else commune[:2]


def _day_of(described: Answer) -> str:
    said = described.json if isinstance(described.json, dict) else {}
    found = _DAY.match(str(said.get("dataUpdatedAt") or said.get("updatedAt") or ""))
    if not found:
        raise SourceChangedError(described.url, "une base sans date", expected="«\u202fdataUpdatedAt\u202f»")
    return found[0]


def _counts(answer: Answer) -> Iterable[tuple[str, int]]:
    """Communes and how many certificates each has; a count that leaves some out is refused."""
    said: Any = answer.json
    try:
        if said.get("total_other"):
            raise SourceChangedError(answer.url, f"{said['total_other']} lignes de côté", expected="un compte entier")
        return [(str(item["value"]), int(item["total"])) for item in said["aggs"]]
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise SourceChangedError(answer.url, "un compte d’une autre forme", expected="«\u202faggs\u202f»") from error


def _write(counts: dict[tuple[str, str], int], communes: Iterable[str], day: str) -> bytes:
    """One row for each commune of the departments: a label without any certificate is zero, for every one is counted.

    A commune asked for that has none at all may be known there by another code: its cells stay empty.
    """
    counted = {commune for commune, _ in counts}
    rows = [
        [code, day, *(str(counts.get((code, label.value), 0)) if code in counted else None for label in EnergyLabel)]
        for code in sorted(counted | set(communes))
    ]
    return pl.DataFrame(rows, schema=dict.fromkeys(COLUMNS, pl.String), orient="row").write_csv().encode()
