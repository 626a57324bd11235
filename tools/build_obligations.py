"""Makes the table of texts of the obligations from the research table that states them.

Of each row it keeps facts, a short quotation, its source, the date of its version and how far it was read. Rows known
by memory alone are left out, and so is what a cell marks as such. What a rule binds is not derived: see
`obligations/definitions/obligations.yaml`, whose codes are those of this table.

    .venv/bin/python tools/build_obligations.py obligations.csv
"""

import csv
import re
import sys
from pathlib import Path

TABLE = Path(__file__).resolve().parent.parent / "src/autan/plans/obligations/definitions/texts.csv"
MEMORY = r"mémoire(?! en réponse)"
KEPT_CODES = {
    "PCET_2010": "pcet_2012",
    "PCAET_50": "pcaet_2016",
    "PCAET_20": "pcaet_2018",
    "PAQA_100": "air_plan_100k",
    "PAQA_PPA": "air_plan_ppa",
}
"""Rules whose code figures and statements already bear."""
COLUMNS = {
    "theme": "theme",
    "nature": "nature",
    "titre_fr": "title",
    "qui_fr": "who",
    "echeances": "moments",
    "acte_qui_satisfait": "act",
    "sanction": "sanction",
    "reference_legale": "reference",
    "citation_fr": "quotation",
    "source": "source",
    "date_version_source": "version",
    "certitude": "certainty",
    "ce_qui_a_change": "changes",
    "donnees_de_controle": "checked_with",
    "doutes": "doubts",
}
REWORDED = (
    ("copie du code dans un dépôt public que l'outil de recherche ne nomme pas", "copie du code, adresse non connue"),
    ("non indiquée (rédaction en vigueur vue par l'outil)", "non indiquée"),
    ("Numéro du décret : 2024-725 selon la demande, non lu.", "Numéro du décret non lu."),
    ("Échéance atteinte quatre jours avant la date de ce tableau. ", ""),
)
"""What a cell says of how the table was made."""
READ_SINCE = {
    "EED_1_9": {
        "quotation": "Chaque année, la consommation d'énergie finale cumulée des organismes publics mentionnés à "
        "l'article L. 235-1 diminue d'un volume représentant au moins 1,9 % de leur consommation d'énergie finale "
        "cumulée de l'année 2021.",
        "who": "Collectivités territoriales et groupements ; exceptions temporaires selon la taille (« Jusqu'au 31 "
        "décembre 2026, de celle consommée par les collectivités territoriales de moins de 50 000 habitants, par leurs "
        "groupements de moins de 50 000 habitants »)",
        "doubts": "Année de référence : 2021, selon L. 235-2 I. Décret d'application (modalités de calcul) : projet "
        "commenté le 15/01/2026 ; publication NON TROUVÉE. L'objectif est collectif : ne pas l'afficher comme -1,9 % "
        "opposable à chaque membre. Les transports publics n'y comptent pas : un inventaire ne les sépare pas.",
    }
}
"""What was read of a text after the research table was made, in the source that the row names."""
ADDED = {
    "pcaet_2018": {
        "code": "pcaet_ept",
        "theme": "plan_climat",
        "nature": "obligation",
        "title": "Plan climat-air-énergie des établissements publics territoriaux du Grand Paris",
        "who": "Établissements publics territoriaux de la Métropole du Grand Paris et commune de Paris",
        "act": "délibération d'adoption, après avis du conseil de la Métropole du Grand Paris (trois mois)",
        "reference": "CGCT, métropole du Grand Paris (projet de loi n° 2872, 2015, art. 17 septdecies) ; "
        "L. 229-26 c. env.",
        "quotation": "Les établissements publics territoriaux et la commune de Paris élaborent un plan "
        "climat-air-énergie en application de l'article L. 229-26 du code de l'environnement qui doit être compatible "
        "avec le plan climat-air-énergie territorial de la métropole.",
        "source": "http://www.assemblee-nationale.fr/14/amendements/2872/AN/308.asp (amendement n° 308, adopté)",
        "version": "2015-06-24",
        "certainty": "secondaire",
        "checked_with": "ADEME « PCAET - démarches » (porteur)",
        "doubts": "Lu dans l'amendement adopté par l'Assemblée nationale ; article en vigueur non relu. Échéance : "
        "non trouvée. Les autres textes lus ici ne nomment pas ces établissements.",
    }
}
"""Rules that the research table does not have, each under the code of the rule that it follows."""


def without_memory(cell: str) -> str:
    """Leave out what a cell marks as known by memory: a detail between parentheses, else the whole part."""
    cell = re.sub(rf"\s*\([^()]*, {MEMORY}\)", "", cell)
    if not re.search(MEMORY, cell):
        return cell
    parts = re.split(r"( ; |(?<=[a-z)»]\.) (?=[A-ZÉ«][a-zé« ]))", cell)
    kept = [
        (mark, part) for mark, part in zip(["", *parts[1::2]], parts[::2], strict=True) if not re.search(MEMORY, part)
    ]
    return "".join(f"{mark}{part}" for mark, part in kept).removeprefix(" ; ").strip()


def main(path: str) -> None:
    """Write the table again."""
    with Path(path).open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["certitude"] != "memoire"]
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["code", *COLUMNS.values()], lineterminator="\n")
        writer.writeheader()
        for row in rows:
            for words, others in REWORDED:
                row = {name: cell.replace(words, others) for name, cell in row.items()}
            values = {name: without_memory(row[column]) for column, name in COLUMNS.items()}
            values["title"] = re.sub(r"(?<= )-(?=\d)", "−", values["title"])  # our wording, not a quotation
            code = KEPT_CODES.get(row["id"], row["id"].lower())
            writer.writerow({"code": code, **values, **READ_SINCE.get(row["id"], {})})
            if code in ADDED:
                writer.writerow(ADDED[code])


if __name__ == "__main__":
    main(sys.argv[1])
