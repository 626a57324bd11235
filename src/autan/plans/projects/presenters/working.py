"""What waits for a person, list by list, in words."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from autan.ground.extension_points import DueDay
from autan.ground.texts.core.dates import PartialDate
from autan.plans.projects.core.lines import STEPS, read_lines_of
from autan.plans.projects.presenters.listing import sheet_rows
from autan.plans.projects.queries.working import WorkingList, dated_sheets

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


def action_days(person: Any, _today: date) -> Iterable[DueDay]:
    """Give the ends of the actions of a person’s territories, and the steps of them that are still to do."""
    for sheet in dated_sheets(person):
        places = ", ".join(place.marked_name for place in sheet.carriers.all())
        url = reverse("projects:sheet", kwargs={"slug": sheet.slug})
        if sheet.ends_on:
            detail = _("fin prévue de l’action, %(place)s") % {"place": places}
            yield DueDay(uid=f"action-{sheet.slug}", day=sheet.ends_on, title=sheet.title, url=url, detail=detail)
        for line in read_lines_of(STEPS, sheet.lines):
            due = line.values.get("due")
            if isinstance(due, PartialDate) and line.values.get("state") != "done":
                title, detail = line.typed.get("name", sheet.title), f"{sheet.title}, {places}"
                uid = f"action-{sheet.slug}-{line.key}"
                yield DueDay(uid=uid, day=due.last_day, title=title, url=url, detail=detail)
