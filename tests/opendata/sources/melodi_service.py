"""A fake of INSEE's Melodi, in the form of its recorded answers: observations, and paging that needs `page=1`."""

import json
from dataclasses import dataclass, field
from typing import Any

from tests.opendata.sources.services import Reply, Request

POPULATION, DWELLINGS = "DS_POPULATIONS_REFERENCE", "DS_RP_LOGEMENT_PRINC"


def inhabitants(commune, value, year="2021", vintage="2025", measure="PMUN"):
    dimensions = {
        "GEO": f"{vintage}-COM-{commune}",
        "FREQ": "A",
        "TIME_PERIOD": year,
        "POPREF_MEASURE": measure,
    }
    return {"dimensions": dimensions, "measures": {"OBS_VALUE_NIVEAU": {"value": value}}}


def dwellings(commune, value, occupation="_T", kind="_T", year="2021", **others):
    dimensions = {
        "GEO": f"2025-COM-{commune}",
        "FREQ": "A",
        "TIME_PERIOD": year,
        "RP_MEASURE": "DWELLINGS",
        "OCS": occupation,
        "TDW": kind,
        "TSH": "_T",
        "CARS": "_T",
        "NOR": "_T",
        **others,
    }
    return {"dimensions": dimensions, "measures": {"OBS_VALUE_NIVEAU": {"value": value}}}


@dataclass
class Melodi:
    """Answers one page of four observations at a time; a dataset that it does not know is an error 500."""

    observations: dict[str, list[dict]] = field(
        default_factory=lambda: {
            POPULATION: [
                inhabitants("31555", 504078.0),
                inhabitants("31555", 515000.0, measure="PTOT"),
                inhabitants("31555", 500000.0, year="2020"),
                inhabitants("31300", 80.0),
                inhabitants("31555", 510000.0, year="2022"),
            ],
            DWELLINGS: [
                dwellings("31555", 299999.6),
                dwellings("31555", 270000.0, "DW_MAIN"),
                dwellings("31555", 10000.0, "DW_SEC_DW_OCC"),
                dwellings("31555", 20000.0, "DW_VAC"),
                dwellings("31555", 45000.0, kind="1"),
                dwellings("31555", 254000.0, kind="2"),
                dwellings("31555", 99000.0, "DW_MAIN", CARS="1"),
                dwellings("31555", 240000.0, "DW_MAIN", "2"),
                dwellings("31300", 46.0),
                dwellings("31300", 40.0, "DW_MAIN"),
                dwellings("31300", 2.0, "DW_SEC_DW_OCC"),
                dwellings("31300", 4.0, "DW_VAC"),
                dwellings("31300", 45.0, kind="1"),
                dwellings("31555", 290000.0, year="2020"),
            ],
        }
    )
    page_rows: int = 4

    def __call__(self, request: Request) -> Reply:
        dataset = request.path.removeprefix("/melodi/data/")
        if dataset not in self.observations:
            return Reply("Le serveur a rencontré une erreur inattendue.", 500)
        rows = self.observations[dataset]
        page = int(request.query.get("page", "0"))
        base = f"http://{request.headers['Host']}{request.path}?GEO={request.query['GEO']}&maxResult=100000"
        paging: dict[str, Any] = {"first": f"{base}&page=1"}
        if page:
            is_last = page * self.page_rows >= len(rows)
            # On the last page `next` stands there all the same: only isLast ends the pages.
            paging |= {"isLast": is_last, "next": f"{base}&page={page + 1}"}
            rows = rows[(page - 1) * self.page_rows : page * self.page_rows]
        return Reply(json.dumps({"identifier": dataset, "observations": rows, "paging": paging}))
