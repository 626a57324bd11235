"""A plan as slides: where it stands, what it aims at, what it costs, its axes and their actions."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from autan.evidence.figures.queries.registry import Reader
from autan.ground.texts.language import colon, count_others, in_language
from autan.plans.plans.presenters.calendar import deadline_table
from autan.plans.plans.presenters.plan_page import key_figures
from autan.plans.plans.presenters.trajectories import trajectory_views
from autan.plans.plans.presenters.words import stage_words
from autan.plans.plans.queries.deadlines import plan_deadlines
from autan.plans.plans.queries.plans import PlanContent, network_of
from autan.plans.projects.models import ActionSheet
from autan.plans.projects.presenters.listing import AxisView, plan_tree
from autan.plans.projects.queries.sheets import axes_of, sheets_of_plan
from autan.publishing.edition_files.presenters.edition import Colophon, present_edition
from autan.publishing.edition_files.queries.dossiers import open_dossier
from autan.publishing.edition_files.renderers.slides import render_pptx
from autan.publishing.editions.core.edition_models import DeckChapter, compose_deck
from autan.publishing.editions.exporters import write_living_text
from autan.publishing.living_text.importers.living_text import read_living_text
from autan.territories.networks.queries.networks import document_template

_FRENCH = "fr"
_MOST_FIGURES, _MOST_ACTIONS = 4, 5


def render_plan_deck(content: PlanContent, *, reader: Reader, today: date) -> bytes:
    """Return the slides of a plan as one reader may read it, in French as its words are."""
    plan, sheets = content.record, sheets_of_plan(content.record, reader=reader)
    subjects = ", ".join(place.name for place in plan.subjects.all())
    network = network_of(plan)
    with in_language(_FRENCH):
        draft = "" if plan.is_published else _("Brouillon, non publié")
        text = compose_deck(
            network=network or "autan",
            title=plan.title,
            notice=draft,
            chapters=[*_first(content, sheets, today), *_axes(content, sheets, today)],
        )
        source = write_living_text(text)
        dossier = open_dossier(read_living_text(source, file="plan.md"), (), reader=reader, has_cards=True)
        mark = hashlib.sha256(source.encode()).hexdigest()
        is_invented = plan.is_invented
        colophon = Colophon(
            published_on=today, content_hash=mark, network_name=subjects, is_invented=is_invented, note=draft
        )
        return render_pptx(present_edition(dossier), colophon, document_template(network, "pptx"))


def _first(content: PlanContent, sheets: Sequence[ActionSheet], today: date) -> Iterator[DeckChapter]:
    """Where it stands, what falls due, what it aims at, what it costs."""
    figures = {f"f{rank}": figure.id for rank, figure in enumerate(key_figures(content)[:_MOST_FIGURES], start=1)}
    count = ngettext("%(n)d action", "%(n)d actions", len(sheets)) % {"n": len(sheets)}
    if drafts := sum(not sheet.is_published for sheet in sheets):
        count += _(", dont %(n)d en brouillon") % {"n": drafts}
    stage = stage_words(content.held.digest.stage)
    items = [f"{_('Où il en est')}{colon()} {stage}"] if stage else []
    yield DeckChapter(title=_("En bref"), items=[*items, count], figures=figures)
    heading = content.held.heading
    table = deadline_table(plan_deadlines([heading], today=today), {heading.slug: heading.title})
    due = [f"{view.due}{colon()} {view.label} ({view.state})" for _number, view in table["open"]]
    aims = [
        f"{view.title}{colon()} {', '.join(view.targets)}" for view in trajectory_views(content) if not view.is_part
    ]
    for title, lines in ((_("Ce qu’il vise"), aims), (_("Prochaines échéances"), due)):
        if lines:
            yield DeckChapter(title=title, items=lines, figures={})


def _axes(content: PlanContent, sheets: Sequence[ActionSheet], today: date) -> Iterator[DeckChapter]:
    """A chapter for each first axis, with its first actions and how many it has."""
    for axis in plan_tree(axes_of(content.record), sheets, today=today):
        rows = list(_rows(axis))
        rest = count_others(len(rows) - _MOST_ACTIONS)
        yield DeckChapter(title=axis.title or _("Sans axe"), items=rows[:_MOST_ACTIONS], figures={}, rest=rest)


def _rows(axis: AxisView) -> Iterator[str]:
    for row, _parts in axis.rows:
        end = f", {_('fin')} {row.due}" if row.due else ""
        draft = f", {_('brouillon')}" if row.is_draft else ""
        yield f"{row.sheet.title} ({row.status.lower()}{end}{draft})"
    for below in axis.below:
        yield from _rows(below)
