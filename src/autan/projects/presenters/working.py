"""What waits for a person, list by list, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from autan.projects.presenters.listing import SheetRow, sheet_rows
from autan.projects.queries.working import WorkingList
from autan.territories.models import Territory


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingPart:
    """One list: what it holds, how many, the first rows, and where the others are."""

    code: str
    label: str
    empty: str
    count: int
    rows: tuple[SheetRow, ...]
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingPlace:
    """A territory, and what waits in it."""

    place: Territory
    parts: tuple[WorkingPart, ...]


def working_parts(place: Territory, network: str, lists: Sequence[WorkingList], *, today: date) -> WorkingPlace:
    """Give the lists of one territory in words, each with the address of the whole of it where a list shows it."""
    labels = {
        "mine": (_("À mon nom"), _("Aucune fiche ne vous nomme comme personne pilote.")),
        "overdue": (_("En retard"), _("Aucune.")),
        "soon": (_("À finir dans les trois mois"), _("Aucune.")),
        "problems": (_("À corriger"), _("Rien.")),
        "to_fill": (_("À compléter"), _("Rien\u00a0: toutes sont renseignées à moitié au moins.")),
    }
    table = reverse("projects:table", kwargs={"network": network}) if network else ""
    parts = (
        WorkingPart(
            code=each.code,
            label=labels[each.code][0],
            empty=labels[each.code][1],
            count=each.count,
            rows=tuple(sheet_rows(each.sheets, today=today)),
            url=f"{table}?membre={place.siren}&etat={each.code}" if table and each.code not in {"mine", "soon"} else "",
        )
        for each in lists
    )
    return WorkingPlace(place=place, parts=tuple(parts))
