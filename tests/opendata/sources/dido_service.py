"""A fake of the SDES service DiDo: pages of data sets, data files with their millésimes, tables with "secret" cells."""

import json
from dataclasses import dataclass, field

from tests.opendata.sources.services import Reply, Request

ENERGY_RID, HEAT_RID, VEHICLE_RID = "new-rid-of-energy", "b0c273bb-1578-42f3-b22b-074d78de3ca3", "rid-of-vehicles"
ENERGY = """\
OPERATEUR;CODE_EIC;ANNEE;FILIERE;CODE_EPCI_CODE;CODE_EPCI_LIBELLE;CODE_CATEGORIE_CONSOMMATION;CODE_SECTEUR_NAF2_CODE;CODE_GRAND_SECTEUR;CONSO;PDL;INDQUAL;NB_IRIS_MASQUES
Enedis;17X;2023;E;243100518;Toulouse Métropole;RES;;R;900.5;310;100;0
Enedis;17X;2023;E;243100518;Toulouse Métropole;ENT;10;I;50;4;100;0
Enedis;17X;2023;E;243100518;Toulouse Métropole;ENT;20;I;secret;secret;100;0
Enedis;17X;2022;E;243100518;Toulouse Métropole;RES;;R;910;309;100;2
GRDF;17Y;2023;G;200067791;Foix-Varilhes;ENT;20;I;secret;1;100;0
GRDF;17Y;2023;G;ZZZZZZZZZ;Sans objet;ENT;20;T;3;1;100;0
"""
HEAT = """\
ANNEE;COMMUNE_CODE;COMMUNE_LIBELLE;FILIERE;ID;OPERATEUR;CONSOR;CONSOT;CONSOI;CONSOA;CONSONA;CONSOTOT;PDL
2024;31555;TOULOUSE;C;3101C;ENERIANCE;1200.5;secret;0;;;2400;12
2024;31555;TOULOUSE;F;3102F;ENERIANCE;;88;0;;;88;2
"""
VEHICLES = """\
COMMUNE_CODE;COMMUNE_LIBELLE;CLASSE_VEHICULE;CATEGORIE_VEHICULE;CARBURANT;CRITAIR;PARC_2023;PARC_2024
9050;Benagues;vp;VP;Diesel;2;100;90
9050;Benagues;vp;VP;Diesel;3;50;secret
31555;Toulouse;vp;VP;Electrique et hydrogène;E;10;25
31555;Toulouse;vul;VUL;Inconnu;;1;1
"""


def millesime(name, out):
    return {"millesime": name, "date_diffusion": f"{out}T06:00:00.000Z", "rows": 6, "columns": []}


def datafile(rid, title):
    told = [millesime("2023-09", "2025-09-30"), millesime("2024-09", "2026-09-30"), millesime("2025-09", "2027-09-30")]
    return {"rid": rid, "title": title, "millesimes": told}


@dataclass
class DiDo:
    """Answers as the service does, two data sets a page; a millésime not yet out is refused (400)."""

    datasets: list[dict] = field(
        default_factory=lambda: [
            {"id": "a", "title": "Sitadel", "datafiles": [datafile("rid-of-sitadel", "Logements autorisés")]},
            {
                "id": "b",
                "title": "Données locales",
                "datafiles": [datafile(ENERGY_RID, "Consommation d'électricité et gaz par EPCI")],
            },
            {
                "id": "c",
                "title": "Parc",
                "datafiles": [datafile(VEHICLE_RID, "Parc de véhicules au niveau communal")],
            },
        ]
    )
    tables: dict[str, str] = field(default_factory=lambda: {ENERGY_RID: ENERGY, HEAT_RID: HEAT, VEHICLE_RID: VEHICLES})
    out: tuple[str, ...] = ("2023-09", "2024-09")
    first: Reply | None = None

    def __call__(self, request: Request) -> Reply:
        path = request.path.removeprefix("/dido/api/v1/")
        if path == "datasets":
            return self.first or self._datasets(request)
        parts = path.split("/")
        if parts[0] == "datafiles" and parts[1] in self.tables:
            return self._file(request, parts)
        return Reply('{"message": "not found"}', 404)

    def _datasets(self, request: Request) -> Reply:
        page = int(request.query["page"])
        base = f"http://{request.headers['Host']}/dido/api/v1/datasets?pageSize=2"
        following = f"{base}&page={page + 1}" if page * 2 < len(self.datasets) else None
        data = self.datasets[(page - 1) * 2 : page * 2]
        fields = {"total": len(self.datasets), "data": data, "page": page, "pageSize": "2"}
        return Reply(json.dumps(fields | {"firstPage": f"{base}&page=1", "nextPage": following}))

    def _file(self, request: Request, parts: list[str]) -> Reply:
        if parts[2:] == ["csv"]:
            if request.query["millesime"] not in self.out:
                return Reply('{"message": "millesime non diffusé"}', 400)
            return Reply("\ufeff" + self.tables[parts[1]])
        return Reply(json.dumps(datafile(parts[1], "Réseaux de chaleur et de froid")))
