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
            writer.writerow({"code": KEPT_CODES.get(row["id"], row["id"].lower()), **values})


if __name__ == "__main__":
    main(sys.argv[1])
