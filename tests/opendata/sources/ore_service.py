"""A fake of the portal of Agence ORE: data-fair lines paged by `Link`, and the older Explore v2.1."""

import csv
import io
import json
from dataclasses import dataclass, field

from tests.opendata.sources.services import Reply, Request

KEYS = (
    *("code_commune", "annee", "filiere", "code_categorie_consommation", "conso_totale_mwh"),
    *("nb_sites", "nombre_de_mailles_secretisees", "operateur"),
)
LABELS = (
    *("Code Commune", "Année", "FILIERE", "CODE GRAND SECTEUR", "Conso totale (MWh)"),
    *("Nb sites", "Nombre de mailles secretisées", "OPERATEUR"),
)
ROWS = [
    ("09050", "2024", "Electricite", "RESIDENTIEL", "221.5", "43", "0", "Enedis"),
    ("09050", "2024", "Electricite", "TERTIAIRE", "50", "4", "0", "Enedis"),
    ("09050", "2024", "Electricite", "INDUSTRIE", "", "", "2", "RTE"),
    ("31555", "2024", "Electricite", "RESIDENTIEL", "900000", "310000", "0", "Enedis"),
    ("31555", "2024", "Electricite", "TERTIAIRE", "1600000", "20000", "0", "Enedis"),
    ("31555", "2024", "Gaz", "RESIDENTIEL", "secret", "3", "0", "GRDF"),
    ("31555", "2024", "Gaz", "INDUSTRIE", "5000", "2", "0", "Teréga"),
    ("31344", "2024", "Gaz", "TERTIAIRE", "12", "1", "0", "GRDF"),
    ("31555", "2023", "Electricite", "RESIDENTIEL", "910000", "309000", "0", "Enedis"),
]
DATA_FAIR = "/data-fair/api/v1/datasets/consommation-annuelle-d-electricite-et-gaz-par-commune"
EXPLORE = "/api/explore/v2.1/catalog/datasets/consommation-annuelle-d-electricite-et-gaz-par-commune"


def table(rows, headings=KEYS, separator=","):
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\n").writerows([headings, *rows])
    return out.getvalue()


@dataclass
class OrePortal:
    """Answers as the portal does, `page_rows` rows a page; `has_data_fair` False is the portal as it was."""

    rows: list[tuple[str, ...]] = field(default_factory=lambda: list(ROWS))
    headings: tuple[str, ...] = KEYS
    page_rows: int = 3
    has_data_fair: bool = True
    has_explore: bool = False
    failures: list[Reply] = field(default_factory=list)

    def __call__(self, request: Request) -> Reply:
        if self.failures:
            return self.failures.pop(0)
        latest = max(row[1] for row in self.rows)
        if request.path.startswith(DATA_FAIR) and self.has_data_fair:
            if request.path.endswith("/values_agg"):
                return Reply(json.dumps({"total": len(self.rows), "aggs": [{"total": 9, "value": latest}]}))
            return self._lines(request)
        if request.path.startswith(EXPLORE) and self.has_explore:
            if request.path.endswith("/records"):
                return Reply(json.dumps({"total_count": 1, "results": [{"annee": latest}]}))
            rows = [row for row in self.rows if row[1] == request.query["where"].removeprefix("annee=")]
            return Reply("\ufeff" + table(rows, self.headings, ";"))
        return Reply("<html>Not found</html>", 404)

    def _lines(self, request: Request) -> Reply:
        rows = [row for row in self.rows if row[1] == request.query["qs"].removeprefix("annee:")]
        start = int(request.query.get("after", "0"))
        end = start + self.page_rows
        base = f"http://{request.headers['Host']}{DATA_FAIR}/lines?qs={request.query['qs']}&format=csv"
        headers = {"Link": f"<{base}&after={end}>; rel=next"} if end < len(rows) else {}
        return Reply("\ufeff" + table(rows[start:end], self.headings), headers=headers)
