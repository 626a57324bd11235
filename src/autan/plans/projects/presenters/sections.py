"""What the room gives to shared pages: the entry of the menu, lines of the desk, figures for whoever writes a text."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from autan.evidence.figures.core.figures import Figure
from autan.ground.extension_points import DeskItem, DeskLine, MenuEntry, PersonDays, counted_step, quoted_topics
from autan.ground.texts.language import in_french
from autan.ground.wordings import Sentence
from autan.plans.projects.core.filters import ActionState, SheetFilter
from autan.plans.projects.presenters.dashboards import BUDGETS, MEMBERS, STATUSES
from autan.plans.projects.presenters.listing import action_days
from autan.plans.projects.queries.figures import first_network_of, place_figures, waiting_of
from autan.plans.projects.queries.projects import projects_of
from autan.plans.projects.queries.sheets import list_sheets
from autan.plans.projects.queries.working import mentions_to, territories_kept_by

_LATE_RANK, _FILL_RANK = 30, 55
_MENTIONED = timedelta(days=30)
_SOURCE = Sentence("Fiches-actions du réseau")


def action_lines(person: Any) -> Iterable[DeskItem]:
    """Lead who acts for a territory to its late actions, and to the sheets that are hardly filled in."""
    for territory in territories_kept_by(person):
        siren, name = territory.siren, territory.short_name
        network = first_network_of(siren)
        late, past, to_fill = waiting_of(siren, today=timezone.localdate())
        if not network:
            continue
        table = reverse("projects:table", kwargs={"network": network})
        if late:
            message = ngettext(
                "%(n)d action en retard\u00a0: %(name)s", "%(n)d actions en retard\u00a0: %(name)s", late
            )
            url = f"{table}?membre={siren}&etat=overdue"
            yield DeskItem(title=message % {"n": late, "name": name}, url=url, rank=_LATE_RANK)
        if past:
            message = ngettext(
                "%(n)d action dont l’échéance est passée\u00a0: %(name)s",
                "%(n)d actions dont l’échéance est passée\u00a0: %(name)s",
                past,
            )
            url, detail = f"{table}?membre={siren}&etat=passed", _("dites ce qu’elles sont devenues")
            yield DeskItem(title=message % {"n": past, "name": name}, url=url, detail=detail, rank=_LATE_RANK)
        if to_fill:
            message = ngettext(
                "%(n)d fiche à compléter\u00a0: %(name)s", "%(n)d fiches à compléter\u00a0: %(name)s", to_fill
            )
            url = f"{table}?membre={siren}&etat=to_fill&tri=filled"
            detail = _("renseignées à moins de la moitié")
            yield DeskItem(title=message % {"n": to_fill, "name": name}, url=url, detail=detail, rank=_FILL_RANK)


def mention_lines(person: Any) -> Iterable[DeskItem]:
    """Lead to the comments of the last weeks that are meant for a person, on actions that she may read."""
    for remark, sheet in mentions_to(person, since=timezone.now() - _MENTIONED):
        url = f"{reverse('projects:sheet', kwargs={'slug': sheet.slug})}#commentaire-{remark.pk}"
        title = _("%(who)s vous écrit sur une action") % {"who": remark.by_name}
        yield DeskItem(title=title, url=url, detail=in_french(sheet.title), rank=_LATE_RANK)


def catalogue_figures(network: str) -> Sequence[Figure]:
    """Return what the published plans of a network hold: actions, members by theme, statuses, budgets."""
    return place_figures(network, [("count", ""), *MEMBERS, *STATUSES, *BUDGETS])


def _actions(slug: str, reader: Any, state: ActionState | None = None) -> int:
    """How many actions this reader finds. One query."""
    return list_sheets(slug, SheetFilter(state=state), reader=reader, today=timezone.localdate()).count()


def _late_actions(slug: str, reader: Any) -> Iterable[str]:
    late = _actions(slug, reader, ActionState.OVERDUE)
    if late:
        yield ngettext("%(n)d action en retard.", "%(n)d actions en retard.", late) % {"n": late}


PAGE_EXTENSIONS = (
    counted_step(
        rank=32,
        code="actions",
        menu="projects:home",
        page="projects:table",
        title=gettext_lazy("Actions"),
        counted=ngettext_lazy("%(count)s action.", "%(count)s actions.", "n"),
        label=gettext_lazy("Ouvrir les actions"),
        count=_actions,
        lacks=_late_actions,
    ),
    counted_step(
        rank=33,
        code="projets",
        page="projects:projects",
        title=gettext_lazy("Projets"),
        counted=ngettext_lazy("%(count)s projet.", "%(count)s projets.", "n"),
        label=gettext_lazy("Ouvrir les projets"),
        count=lambda slug, _reader: len(projects_of(slug)),
    ),
    DeskLine(build=action_lines),
    DeskLine(build=mention_lines),
    PersonDays(build=action_days),
    *quoted_topics(rank=60, title=Sentence("Les actions"), build=catalogue_figures, source=_SOURCE),
    MenuEntry(
        label=gettext_lazy("Actions"),
        url_name="projects:home",
        rank=36,
        under="network_plans:home",
        also=("projects:", "action_files:", "action_search:"),
        network_key="reseau",
    ),
)
