"""What waits for a person, list by list, in words."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from autan.plans.projects.presenters.listing import sheet_rows
from autan.plans.projects.queries.working import WorkingList

_IN_NO_LIST = frozenset({"mine", "soon"})


def working_parts(siren: str, network: str, lists: Sequence[WorkingList], *, today: date) -> list[dict[str, Any]]:
    """Give the lists of one territory in words, each with the address of the whole of it where a list shows it."""
    labels = {
        "mine": (_("À mon nom"), _("Aucune fiche ne vous nomme comme personne pilote.")),
        "overdue": (_("En retard"), _("Aucune.")),
        "passed": (_("Échéance passée\u00a0: dites ce qu’elles sont devenues"), _("Aucune.")),
        "soon": (_("À finir dans les trois mois"), _("Aucune.")),
        "problems": (_("À corriger"), _("Rien.")),
        "to_fill": (_("À compléter"), _("Rien\u00a0: toutes sont renseignées à moitié au moins.")),
    }
    table = reverse("projects:table", kwargs={"network": network}) if network else ""
    return [
        {
            "label": labels[work_list.code][0],
            "empty": labels[work_list.code][1],
            "count": work_list.count,
            "rows": sheet_rows(work_list.sheets, today=today),
            "url": f"{table}?membre={siren}&etat={work_list.code}"
            if table and work_list.code not in _IN_NO_LIST
            else "",
        }
        for work_list in lists
    ]
