"""Write `docs/reference/document-2014.md` from the parts of the document: run it after a part is added or reworded."""

import csv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PARTS = ROOT / "src/autan/instance/demo/content/document-2014/parts.csv"
CORRECTIONS = ROOT / "src/autan/instance/demo/content/facts/corrections.csv"
PAGE = ROOT / "docs/reference/document-2014.md"

FATES = {"kept": "gardé", "reworded": "reformulé", "lost": "perdu"}
KINDS = {
    "survey": "enquête",
    "workshop": "ateliers",
    "map": "carte",
    "authors": "auteurs",
    "network": "réseau",
}

_HEAD = (
    "# Le document de 2014, titre par titre",
    "",
    "`tools/build_document_page.py` écrit cette page d’après `document-2014/parts.csv` et `facts/corrections.csv`",
    "; un test compare. Les lignes sont celles du texte de la synthèse du Dialogue métropolitain de Toulouse.",
    "L’édition 2014 est ce document et rien de plus tardif : chaque titre y est gardé, reformulé, ou dit perdu.",
    "",
    "La **sorte** d’un passage devient celle de ses faits (colonne `kind` de `facts.csv`) : ce que le document",
    "attribue à l’enquête (`survey`), ce qu’il dit des ateliers (`workshop`) ou d’une carte (`map`), ce que ses",
    "auteurs jugent (`authors`), ce qu’il dit du réseau, de l’enquête et des ateliers eux-mêmes (`network`).",
    "Seule l’enquête donne des réponses documentées.",
    "",
    "| Lignes | Titre du document | Sorte | Devenir | Dans l’édition 2014 |",
    "|---|---|---|---|---|",
)


def read_csv(path: Path) -> list[dict[str, str]]:
    """Read one table."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def build_page() -> str:
    """The whole page, in Markdown."""
    parts = read_csv(PARTS)
    return "\n".join((*_HEAD, *map(_row, parts), "", _lost(parts), "", _corrections(), ""))


def _row(part: dict[str, str]) -> str:
    where = " · ".join(text for text in (part["in_edition"], part["remark"]) if text)
    cells = (part["heading_lines"], part["heading"], KINDS[part["kind"]], FATES[part["fate"]], where or "—")
    return f"| {' | '.join(cells)} |"


def _lost(parts: list[dict[str, str]]) -> str:
    rows = [
        f"{rank}. **{part['lost']}** (lignes {part['heading_lines']}) : {part['remark']}"
        for rank, part in enumerate((part for part in parts if part["lost"]), start=1)
    ]
    return "\n".join(("## Ce qui est perdu", "", *rows))


def _corrections() -> str:
    """The statements of the document alone: those of web pages, also corrected there, bear W in their numbers."""
    rows = [f"| {row['id']} | {row['why']} |" for row in read_csv(CORRECTIONS) if row["id"].startswith("S")]
    head = (
        "## Énoncés relus",
        "",
        "Ces énoncés du registre ont été relus sur les lignes du document, et disent ce qu’elles disent.",
        "",
        "| Fait | Pourquoi |",
        "|---|---|",
    )
    return "\n".join((*head, *rows))


if __name__ == "__main__":
    PAGE.write_text(build_page(), encoding="utf-8")
