"""Write `docs/reference/data-dictionary.md` from the tables that rooms publish: run it after one of them changes."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import django
from django.utils import translation

from autan.publishing.api.presenters.dictionary import present_tables

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "data-dictionary.md"
_HEAD = """# Dictionnaire des données

`tools/build_data_dictionary.py` écrit cette page d’après le code ; un test compare. Chaque table se lit en fichiers et
par l’API ([données ouvertes et API](../guide/donnees-ouvertes-et-api.md)). Une cellule vide est inconnue ; ce n’est
jamais un zéro. **Clé** : ce qui distingue une ligne des autres. **Filtre** : ce que l’API accepte comme paramètre.
"""


def build_page() -> str:
    """The whole page, in Markdown and in French."""
    with translation.override("fr"):
        return "\n".join((_HEAD, *(_table(table) for table in present_tables())))


def _table(table: Mapping[str, Any]) -> str:
    rows = [
        f"| `{column['name']}` | {column['title']} : {_cell(column)} | {_kind(column)} |".replace("\n", " ")
        for column in table["columns"]
    ]
    head = (f"## `{table['name']}` : {table['title']}", "", table["description"], "", _forms(table), "")
    return "\n".join((*head, "| Colonne | Ce qu’elle contient | Type |", "|---|---|---|", *rows, ""))


def _forms(table: Mapping[str, Any]) -> str:
    return f"Formes : {', '.join(table['forms'])}."


def _cell(column: Mapping[str, Any]) -> str:
    codes = " ; ".join(f"`{code}` {label}" for code, label in column["codes"])
    return (f"{column['description']} Codes : {codes}." if codes else str(column["description"])).replace("|", "\\|")


def _kind(column: Mapping[str, Any]) -> str:
    marks = (("clé", column["is_key"]), ("filtre", column["is_filter"]))
    unit = f" ({column['unit']})" if column["unit"] else ""
    return ", ".join((f"{column['kind']}{unit}", *(f"**{mark}**" for mark, holds in marks if holds)))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "autan.instance.project.settings")
    django.setup()
    PAGE.write_text(build_page(), encoding="utf-8")
    print(PAGE.name)
