"""Columns that every published table of figures has, and the cells of a figure under them."""

from typing import Any

from autan.evidence.core.figures import Figure
from autan.evidence.core.states import ValueState
from autan.evidence.core.texts import Text
from autan.extension_points import ColumnKind, PublishedColumn


def text_column(name: str, title: Text, description: Text) -> PublishedColumn:
    """Return a column of words, which no list closes and by which nothing is filtered."""
    return PublishedColumn(name=name, title=title, description=description)


NETWORK_COLUMN = PublishedColumn(
    name="network",
    title=Text("Réseau", "Network"),
    description=Text("Identifiant du réseau.", "Identifier of the network."),
    is_filter=True,
)
SIREN_COLUMN = PublishedColumn(
    name="siren",
    title=Text("SIREN", "SIREN"),
    description=Text(
        "SIREN de la collectivité, neuf chiffres ; vide quand la ligne en concerne plusieurs.",
        "SIREN of the authority, nine digits; empty where the row is about several.",
    ),
    is_filter=True,
)
INVENTED_COLUMN = PublishedColumn(
    name="is_invented",
    title=Text("Inventé", "Invented"),
    description=Text(
        "Vrai pour ce qui n’existe que pour essayer le logiciel, et ne dit rien du monde.",
        "True for what exists only to try the software, and says nothing of the world.",
    ),
    kind=ColumnKind.FLAG,
)
FIGURE_COLUMNS = (
    PublishedColumn(
        name="figure_id",
        title=Text("Adresse du chiffre", "Address of the figure"),
        description=Text(
            "Adresse stable du chiffre, qui mène à sa trace : /api/v1/figures/{figure_id}/trace.",
            "Stable address of the figure, which leads to its trace: /api/v1/figures/{figure_id}/trace.",
        ),
        is_filter=True,
    ),
    PublishedColumn(
        name="label",
        title=Text("Ce qui est mesuré", "What is measured"),
        description=Text("Libellé, sans unité ni période.", "Wording, without unit or period, in French."),
    ),
    PublishedColumn(
        name="label_en",
        title=Text("Libellé en anglais", "Wording in English"),
        description=Text("Le même, en anglais.", "The same, in English."),
    ),
    PublishedColumn(
        name="period",
        title=Text("Période", "Period"),
        description=Text(
            "Année, années ou jour que la valeur concerne.", "Year, years or day that the value is about."
        ),
        is_filter=True,
    ),
    PublishedColumn(
        name="value",
        title=Text("Valeur", "Value"),
        description=Text(
            "Dans l’unité de la colonne unit ; vide pour une fourchette ou une valeur inconnue, qui n’est pas un zéro.",
            "In the unit of the column unit; empty for a range or an unknown value, which is not a zero.",
        ),
        kind=ColumnKind.NUMBER,
    ),
    PublishedColumn(
        name="low",
        title=Text("Bas de la fourchette", "Low end"),
        description=Text("Borne basse d’une fourchette, sinon vide.", "Low end of a range, else empty."),
        kind=ColumnKind.NUMBER,
    ),
    PublishedColumn(
        name="high",
        title=Text("Haut de la fourchette", "High end"),
        description=Text("Borne haute d’une fourchette, sinon vide.", "High end of a range, else empty."),
        kind=ColumnKind.NUMBER,
    ),
    PublishedColumn(
        name="unit",
        title=Text("Unité", "Unit"),
        description=Text("Code de l’unité de la valeur.", "Code of the unit of the value."),
    ),
    PublishedColumn(
        name="state",
        title=Text("État", "State"),
        description=Text(
            "Ce que l’on sait de la valeur ; celui de la moins sûre de celles qui y entrent.",
            "How well the value is known; that of the least sure of those that enter it.",
        ),
        codes={state.value: state.label for state in ValueState},
        is_filter=True,
    ),
    PublishedColumn(
        name="known",
        title=Text("Parts connues", "Known parts"),
        description=Text("Combien des parts attendues sont connues.", "How many of the parts expected are known."),
        kind=ColumnKind.INTEGER,
    ),
    PublishedColumn(
        name="total",
        title=Text("Parts attendues", "Parts expected"),
        description=Text("Combien de parts devraient entrer.", "How many parts should enter."),
        kind=ColumnKind.INTEGER,
    ),
    PublishedColumn(
        name="part",
        title=Text("Nature des parts", "What parts are"),
        description=Text("Ce que sont ces parts : communes, collectivités…", "What these parts are, in French."),
    ),
    PublishedColumn(
        name="note",
        title=Text("À savoir", "Note"),
        description=Text(
            "Ce qu’il faut savoir avant de s’en servir, ou vide.", "What must be known before using it, in French."
        ),
    ),
)


def figure_cells(figure: Figure) -> tuple[Any, ...]:
    """Return the cells of a figure under `FIGURE_COLUMNS`."""
    return (
        figure.id,
        figure.label.fr,
        figure.label.en,
        figure.period.label,
        figure.value,
        figure.low,
        figure.high,
        figure.unit.code,
        figure.state.value,
        figure.known,
        figure.total,
        figure.part.fr,
        figure.note.fr if figure.note else None,
    )


def only_territory(figure: Figure) -> str | None:
    """Return the code of the territory that a figure is about; None where it is about several."""
    return figure.territories[0] if len(figure.territories) == 1 else None
