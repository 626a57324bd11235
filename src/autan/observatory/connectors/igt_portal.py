"""ADEME: the communal inventory of greenhouse gas as its data-fair portal publishes it, one column for each sector."""

import json

import polars as pl

from autan.observatory.connectors.answers import Answer, Form
from autan.observatory.connectors.harvest import Harvest, Wish, member_of, pages
from autan.observatory.connectors.igt_ghg import OUTSIDE_TOTAL, SECTOR_COLUMNS, SOURCE, tidy
from autan.observatory.connectors.published import is_near, match_headings, near_headings
from autan.observatory.connectors.raw_table import Expectation, RawTable, Reading
from autan.observatory.connectors.source_errors import SourceChangedError
from autan.observatory.connectors.transport import Transport
from autan.observatory.core.codes import TOTAL, Sector

__all__ = ["SOURCE", "fetch", "read", "recognises"]

HOST = "https://data.ademe.fr"
LINES = f"{HOST}/data-fair/api/v1/datasets/igt-pouvoir-de-rechauffement-global/lines"
PAGE_ROWS = 10_000
YEAR = 2016  # one edition was ever published, and its rows have no column for the year
OWN_COLUMNS = "_"  # data-fair adds _id, _i and _rand to each row
NAMES = {
    "commune": ("insee_commune", "code_insee", "code_commune"),
    Sector.AGRICULTURE.value: ("agriculture",),
    Sector.OTHER_TRANSPORT.value: ("autres_transports",),
    OUTSIDE_TOTAL["tco2e_transports_internationaux"]: ("autres_transports_international",),
    OUTSIDE_TOTAL["tco2e_co2_biomasse_hors_total"]: ("co2_biomasse_hors_total",),
    Sector.WASTE.value: ("dechets",),
    Sector.ENERGY_INDUSTRY.value: ("energie",),
    Sector.INDUSTRY_EXCL_ENERGY.value: ("industrie_hors_energie",),
    Sector.RESIDENTIAL.value: ("residentiel",),
    Sector.ROAD_TRANSPORT.value: ("routier",),
    Sector.TERTIARY.value: ("tertiaire",),
}


def recognises(content: bytes) -> bool:
    """True for the table as the portal publishes it, with labels or keys for headings."""
    return is_near(content, NAMES)


def read(content: bytes, *, file: str, expectation: Expectation) -> Reading:
    """Read the published table; its total is the sum of the eight sectors, for it has no column of its own."""
    names = near_headings(content, NAMES)
    raw = RawTable(content, file=file, columns=tuple(names.values()), expectation=expectation)
    raw.unique(names["commune"])
    commune = raw.commune(names["commune"])
    values = {code: raw.number(names[code]) for code in NAMES if code != "commune"}
    parts = pl.DataFrame([values[code].alias(code) for code in SECTOR_COLUMNS.values()])
    is_known = pl.any_horizontal(pl.all().is_not_null())
    total = parts.select(pl.when(is_known).then(pl.sum_horizontal(pl.all()))).to_series()
    year = pl.Series([YEAR], dtype=pl.Int64).new_from_index(0, len(commune))
    return raw.finish(tidy, {"insee_code": commune, "year": year, **values, TOTAL: total}, str(YEAR))


def fetch(transport: Transport, wish: Wish) -> tuple[Harvest, ...]:  # noqa: ARG001 - one edition, for all France
    """Bring back the inventory, following the `next` of each page.

    Raises:
        SourceUnreachableError: no whole answer came.
        SourceChangedError: the answers are not pages of this table.
    """
    asked = {"size": PAGE_ROWS, "format": "json"}
    found = pages(transport, LINES, asked, form=Form.JSON, next_of=lambda page: page.follow(member_of(page, "next")))
    answers = list(found)
    rows = [row for answer in answers for row in _rows(answer)]
    total = member_of(answers[0], "total")
    if len(rows) != total:
        raise SourceChangedError(LINES, f"{len(rows)} lignes", expected=f"les {total} lignes annoncées")
    content = _write(rows)
    if not match_headings(content, NAMES):
        said = f"des colonnes «\u202f{content.partition(b'\n')[0].decode()[:120]}\u202f»"
        raise SourceChangedError(LINES, said, expected=", ".join(given[0] for given in NAMES.values()))
    return (Harvest(name=f"{SOURCE}.csv", content=content, data_date=str(YEAR), answers=tuple(answers)),)


def _rows(answer: Answer) -> list[dict[str, object]]:
    found = answer.json.get("results") if isinstance(answer.json, dict) else None
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        raise SourceChangedError(answer.url, "une réponse sans lignes", expected="«\u202fresults\u202f», une liste")
    return found


def _write(rows: list[dict[str, object]]) -> bytes:
    """The rows as a CSV; a key that a row lacks is an empty cell."""
    keys = dict.fromkeys(key for row in rows for key in row if not key.startswith(OWN_COLUMNS))
    columns = {key: [_text(row.get(key)) for row in rows] for key in keys}
    return pl.DataFrame(columns, schema=dict.fromkeys(keys, pl.String)).write_csv().encode()


def _text(value: object) -> str | None:
    return value if isinstance(value, str) or value is None else json.dumps(value)
