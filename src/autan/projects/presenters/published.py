"""What is published of actions: sheets that are out, and in them the fields that anybody may read."""

from collections.abc import Iterator
from typing import Any

from autan.evidence.core.texts import Text
from autan.evidence.presenters.published import INVENTED_COLUMN, NETWORK_COLUMN, column
from autan.evidence.queries.registry import PUBLIC
from autan.extension_points import ColumnKind, PublishedTable
from autan.projects.core.choices import ActionStatus, Disclosure
from autan.projects.core.sheets import read_sheet, visible_typed
from autan.projects.core.themes import ActionTheme
from autan.projects.models import ActionSheet
from autan.projects.queries.sheets import visible_in


def _rows(slug: str) -> Iterator[tuple[Any, ...]]:
    for record in visible_in(slug, PUBLIC).filter(replaced_on__isnull=True).order_by("slug"):
        yield (slug, *_cells(record))


def _cells(record: ActionSheet) -> tuple[Any, ...]:
    """Cells of a sheet: what its columns hold is read again from the fields that anybody may read."""
    shown, _hidden = visible_typed(record.typed, record.disclosures, Disclosure.PUBLIC)
    reading = read_sheet(shown)
    start, end, budget = reading.day("start"), reading.day("end"), reading.amount("budget")
    return (
        record.slug,
        record.title,
        record.plan.slug if record.plan else None,
        " ".join(place.siren for place in record.carriers.all()),
        reading.status.value if reading.status else None,
        " ".join(theme.value for theme in reading.themes) or None,
        start.first_day if start else None,
        end.last_day if end else None,
        budget.low if budget else None,
        budget.high if budget and not budget.is_floor else None,
        record.is_invented,
    )


PUBLISHED_ACTIONS = PublishedTable(
    name="actions",
    rank=70,
    title=Text("Fiches-actions", "Action sheets"),
    description=Text(
        "Une action publiée par ligne, avec ses champs publics seuls ; celles qu’une autre remplace n’y sont pas.",
        "One published action a row, with its public fields alone; those that another replaced are left out.",
    ),
    columns=(
        NETWORK_COLUMN,
        column(
            "action", ("Action", "Action"), ("Identifiant de la fiche.", "Identifier of the sheet."), is_filter=True
        ),
        column("title", ("Titre", "Title"), ("Titre de l’action.", "Title, in French.")),
        column(
            "plan",
            ("Plan", "Plan"),
            ("Identifiant de son plan, ou vide.", "Identifier of its plan, or empty."),
            is_filter=True,
        ),
        column(
            "sirens",
            ("SIREN des porteurs", "SIREN of the carriers"),
            ("Collectivités qui la portent, séparées par une espace.", "Separated by a space."),
        ),
        column(
            "status",
            ("Avancement", "Status"),
            ("Où en est l’action ; vide si personne ne l’a dit.", "Where it stands, or empty."),
            codes={status.value: status.label for status in ActionStatus},
            is_filter=True,
        ),
        column(
            "themes",
            ("Thèmes", "Themes"),
            (
                "Codes séparés par une espace ; ceux de son titre si elle n’en dit pas : "
                + " ; ".join(f"{theme.value} = {theme.label.fr}" for theme in ActionTheme),
                "Codes separated by a space; those of its title if it states none.",
            ),
        ),
        column(
            "starts_on", ("Début", "Start"), ("Premier jour, ou vide.", "First day, or empty."), kind=ColumnKind.DAY
        ),
        column(
            "ends_on",
            ("Fin", "End"),
            ("Dernier jour prévu, ou vide.", "Last day planned, or empty."),
            kind=ColumnKind.DAY,
        ),
        column(
            "budget_low_eur",
            ("Budget, au moins", "Budget, at least"),
            ("Montant, ou bas de la fourchette ; vide si inconnu.", "Amount or low end; or empty."),
            kind=ColumnKind.NUMBER,
            unit="EUR",
        ),
        column(
            "budget_high_eur",
            ("Budget, au plus", "Budget, at most"),
            ("Montant, ou haut de la fourchette ; vide si inconnu.", "Amount or high end; or empty."),
            kind=ColumnKind.NUMBER,
            unit="EUR",
        ),
        INVENTED_COLUMN,
    ),
    key=("network", "action"),
    rows=_rows,
)
