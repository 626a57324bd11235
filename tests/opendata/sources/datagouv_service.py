"""A fake of data.gouv.fr: descriptions of data sets, files by their stable address, and the tabular API that pages."""

import csv
import io
import json
from dataclasses import dataclass, field

from tests.opendata.sources.services import Reply, Request

SLUG, DATASET_ID = "emissions-de-gaz-a-effet-de-serre", "67cad6f3b0a47a080da80278"
RID_COMMUNE, RID_EPCI = "11111111-aaaa-4bbb-8ccc-000000000001", "11111111-aaaa-4bbb-8ccc-000000000002"
COMMUNES = """\
date_mesure,geocode_commune,libelle_commune,geocode_epci,secteur,valeur
2018-01-01T00:00:00.000,31555,Toulouse,243100518,Résidentiel,1000.5
2018-01-01T00:00:00.000,31555,Toulouse,243100518,Agriculture,12
2021-01-01T00:00:00.000,31555,Toulouse,243100518,Résidentiel,900
2021-01-01T00:00:00.000,9050,Benagues,200067791,Résidentiel,secret
"""
EPCI = """\
date_mesure,geocode_epci,libelle_epci,secteur,valeur
2018-01-01T00:00:00.000,243100518,Toulouse Métropole,Résidentiel,1400
2021-01-01T00:00:00.000,243100518,Toulouse Métropole,Résidentiel,1300
2021-01-01T00:00:00.000,200067791,Foix-Varilhes,Résidentiel,
2021-01-01T00:00:00.000,ZZZZZZZZZ,Sans objet,Résidentiel,3
"""


def description(**changes):
    axes = {"secteur": ["Agriculture", "Résidentiel"]}

    def file(rid, mesh):
        extras = {"ecospheres-indicateurs": {"maille": mesh, "value-column": "valeur", "axes": axes}}
        return {"id": rid, "type": "main", "format": "csv", "extras": extras}

    return {
        "id": DATASET_ID,
        "slug": SLUG,
        "title": "Émissions de gaz à effet de serre par secteur",
        "organization": {"name": "Ecolab"},
        "license": "lov2",
        "page": f"https://www.data.gouv.fr/datasets/{SLUG}",
        "extras": {"ecospheres-indicateurs": {"unite": "tonnes CO₂", "summable": True, "enable_visualization": True}},
        "resources": [
            file(RID_COMMUNE, "commune"),
            file(RID_EPCI, "epci"),
            {"id": "doc", "type": "documentation", "extras": {}},
        ],
        **changes,
    }


@dataclass
class DataGouv:
    """Answers as the portal does; `lost` are files that can no longer be downloaded."""

    told: dict = field(default_factory=description)
    files: dict[str, str] = field(default_factory=lambda: {RID_COMMUNE: COMMUNES, RID_EPCI: EPCI})
    lost: tuple[str, ...] = ()
    page_rows: int = 2
    total: int | None = None

    def __call__(self, request: Request) -> Reply:
        path = request.path.strip("/")
        if path in {f"api/1/datasets/{SLUG}", f"api/1/datasets/{DATASET_ID}"}:
            return Reply(json.dumps(self.told))
        if path.startswith("api/2/datasets/resources/"):
            return Reply(json.dumps({"resource": {}, "dataset_id": DATASET_ID}))
        rid = path.rpartition("/r/")[2]
        if rid in self.files and rid not in self.lost:
            return Reply("\ufeff" + self.files[rid])
        if path.startswith("api/resources/"):
            return self._tabular(request, path.split("/")[2])
        return Reply("<html>Page introuvable</html>", 404)

    def _tabular(self, request: Request, rid: str) -> Reply:
        rows = [{"__id": place, **row} for place, row in enumerate(csv.DictReader(io.StringIO(self.files[rid])), 1)]
        wanted = request.query.get("geocode_epci__in", "").split(",")
        rows = [row for row in rows if wanted == [""] or row["geocode_epci"] in wanted]
        page = int(request.query.get("page", "1"))
        base = f"http://{request.headers['Host']}{request.path}?geocode_epci__in={','.join(wanted)}"
        start, end = (page - 1) * self.page_rows, page * self.page_rows
        links = {"next": f"{base}&page={page + 1}" if end < len(rows) else None}
        total = len(rows) if self.total is None else self.total
        return Reply(json.dumps({"data": rows[start:end], "links": links, "meta": {"page": page, "total": total}}))
