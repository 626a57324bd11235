"""What pages show of actions that were found."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from autan.ground.extension_points import PageSection, SearchHit, SearchSource, TerritorySection
from autan.ground.texts.core.money import read_amount
from autan.ground.texts.language import colon, number, words
from autan.plans.action_search.core.finding import ActionFound, ActionOrigin, ActionQuery
from autan.plans.action_search.core.similarity import Nearness
from autan.plans.action_search.lake.filed_actions import EXPORTED
from autan.plans.action_search.queries.finding import SimilarAction, filed_of_territory, read_found, search_actions
from autan.plans.action_search.queries.indexes import FILED, SHEET, filed_search
from autan.plans.plans.core.sections import FieldKind
from autan.plans.plans.presenters.words import short_amount
from autan.plans.projects.core.addresses import ACTION_KIND
from autan.plans.projects.core.fields import BY_CODE
from autan.plans.projects.core.filters import SheetFilter
from autan.plans.projects.presenters.listing import sheet_rows
from autan.plans.projects.presenters.sheet_page import field_label
from autan.plans.projects.queries.figures import actions_of_member, empty_plans_of
from autan.plans.projects.queries.projects import projects_of_territory
from autan.territories.networks.queries.bodies import find_territory

# Actions that a search found, or that resemble one, as a page and the command line show them.


_MOST_WORDS, _MOST_LETTERS = 6, 200
_MOST_HITS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundView:
    """One action in words: where it is, what it is about, why it is there.

    `decision`: True where somebody decided that it resembles; None when nobody said.
    """

    found: ActionFound
    place: str
    reasons: tuple[str, ...] = ()
    public_fields: tuple[tuple[str, str], ...] = ()
    decision: bool | None = None

    @property
    def url(self) -> str:
        """Address of its page."""
        return found_url(self.found.key)

    @property
    def slug(self) -> str:
        """Identifier of a sheet, or empty."""
        return self.found.key.removeprefix(SHEET) if self.found.key.startswith(SHEET) else ""

    @property
    def themes(self) -> str:
        """What it is about."""
        return ", ".join(words(theme.label) for theme in self.found.themes)


def found_view(action: ActionFound) -> FoundView:
    """Give one action in words."""
    people = _("%(n)s habitants") % {"n": number(action.population)} if action.population else ""
    return FoundView(found=action, place=", ".join(part for part in (action.place, people) if part))


def found_url(key: str) -> str:
    """Address of the page of an action that was found."""
    if key.startswith(FILED):
        return reverse("action_search:filed", kwargs={"key": key.removeprefix(FILED)})
    return reverse("projects:sheet", kwargs={"slug": key.removeprefix(SHEET)})


def similar_view(similar: SimilarAction) -> FoundView:
    """Give an action that resembles another in words, with the reasons."""
    reasons = [words(Nearness.of(similar.found.score).label)]
    if similar.resemblance.subjects:
        reasons.append(f"{_('même sujet')}{colon()} {', '.join(similar.resemblance.subjects)}")
    if similar.resemblance.words:
        reasons.append(f"{_('mots en commun')}{colon()} {', '.join(similar.resemblance.words[:_MOST_WORDS])}")
    if len(reasons) == 1 and similar.found.score > 0:
        reasons.append(_("sens voisin, dit en d’autres mots"))
    if similar.shares_theme:
        reasons.append(_("même thème"))
    if similar.is_near_size:
        reasons.append(_("taille voisine"))
    public_fields = tuple((field_label(code), _short_value(code, text)) for code, text in similar.public_fields.items())
    return replace(
        found_view(similar.found), reasons=tuple(reasons), public_fields=public_fields, decision=similar.decision
    )


def _short_value(code: str, text: str) -> str:
    amount = read_amount(text) if BY_CODE[code].kind is FieldKind.MONEY else None
    return short_amount(amount) if amount else Truncator(" ".join(text.split())).chars(_MOST_LETTERS)


def _hits(origin: ActionOrigin, text: str, _reader: object) -> Sequence[SearchHit]:
    """Return the actions of networks, or the filed ones, that a text names."""
    ranked = read_found(search_actions(ActionQuery(text=text, origin=origin))[:_MOST_HITS])
    return [
        SearchHit(
            title=action.title,
            url=found_url(action.key),
            kind=_("Action déposée") if action.origin is ActionOrigin.FILED else _("Action"),
            excerpt=action.place,
            score=action.score * (0.6 if action.origin is ActionOrigin.FILED else 1),
            ref="" if action.origin is ActionOrigin.FILED else f"{ACTION_KIND}:{action.key.removeprefix(SHEET)}",
            is_invented=action.is_invented,
        )
        for action in ranked
    ]


ACTION_SEARCHES = (
    SearchSource(name="actions", search=partial(_hits, ActionOrigin.NETWORK), kinds=("action",)),
    SearchSource(
        name="filed-actions",
        search=partial(_hits, ActionOrigin.FILED),
        kinds=("action",),
        holds=lambda word: filed_search().holds(word),
        gives_evidence=False,
    ),
)


# What the room gives to shared pages: the actions of a territory, recorded here and filed, and its projects.


_SHOWN = 8


def territory_sections(siren: str, reader: Any) -> Iterable[PageSection]:
    """Give the actions of a territory: how many stand in each plan, the first of those in none, what was filed."""
    place = find_territory(siren)
    actions = actions_of_member(siren, SheetFilter(), reader=reader, today=timezone.localdate())
    alone = actions.count - sum(number for _slug, _title, number in actions.plans)
    may_add = place.pk is not None and reader.has_perm("projects.add_action", place)
    filed = filed_of_territory(siren)
    projects = [(project.slug, words(project.name)) for project in projects_of_territory(siren)]
    if not actions.count and not may_add and not filed and not projects:
        return
    yield PageSection(
        anchor="actions",
        title=_("Actions"),
        template="action_search/territory_section.html",
        context={
            "siren": siren,
            "plans": (*actions.plans, *empty_plans_of(place, reader=reader)) if may_add else actions.plans,
            "count": actions.count,
            "rows": sheet_rows(
                actions.sheets.filter(plan__isnull=True)[:_SHOWN] if alone else (), today=timezone.localdate()
            ),
            "may_add": may_add,
            "filed": filed,
            "projects": projects,
            "exported": EXPORTED,
        },
        count=actions.count + sum(len(own) for _plan, own in filed),
    )


TERRITORY_ACTIONS = TerritorySection(rank=41, build=territory_sections)
