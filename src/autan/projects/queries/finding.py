"""Searches actions, filed ones and those of networks, and finds those that resemble one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from autan.projects.core.filed import FiledAction, FiledPlan, latest_filing
from autan.projects.core.finding import (
    ActionFound,
    ActionOrigin,
    ActionQuery,
    is_kept,
    is_near_size,
    search_wordings,
)
from autan.projects.core.similarity import Resemblance, explain, read_features
from autan.projects.core.themes import guess_themes
from autan.projects.importers.lemmas import lemma_of
from autan.projects.lake.filed_actions import filed_actions, filed_plans
from autan.projects.models import ActionSheet, SimilarityDecision
from autan.projects.queries.indexes import (
    FILED,
    SHEET,
    filed_search,
    filed_similarity,
    sheets_index,
    vector_of,
)
from autan.projects.queries.sheets import UnknownActionError
from autan.territories.core.members import Epci
from autan.territories.models import Membership, Territory
from autan.territories.queries.bodies import known_bodies

LEAST_RESEMBLANCE = 0.25
"""Score below which an action is not suggested."""
_CANDIDATES = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarAction:
    """An action suggested beside another, and why.

    Attributes:
        found: the action.
        resemblance: words and subjects that both hold.
        is_near_size: True when their territories are of a near size.
        shares_theme: True when they are about one theme at least.
        decision: True when somebody said that it resembles, False that it does not, None when nobody said.
    """

    found: ActionFound
    resemblance: Resemblance
    is_near_size: bool
    shares_theme: bool
    decision: bool | None = None


def search_actions(asked: ActionQuery, *, network: str = "") -> list[ActionFound]:
    """Return the actions that answer a search, best first. One to five queries.

    Args:
        asked: words and filters.
        network: slug of the network whose sheets are searched; empty for those of real networks.
    """
    if asked.text:
        ranked = search_wordings(asked.text, filed_search().search) if asked.origin is not ActionOrigin.NETWORK else []
        if asked.origin is not ActionOrigin.FILED:
            ranked += search_wordings(asked.text, sheets_index().search)
    else:
        ranked = [(FILED + action.key, 0.0) for action in filed_actions()]
    ranked.sort(key=lambda pair: -pair[1])
    return [found for found in _found(ranked, network=network) if is_kept(found, asked)]


def similar_to(text: str, *, most: int, network: str = "", besides: str = "") -> list[ActionFound]:
    """Return the actions that resemble a title most, best first. One to five queries.

    Args:
        text: the title.
        most: how many are wanted.
        network: slug of the network whose sheets are compared; empty for none of them.
        besides: key of an action that is left out: the one that is compared.
    """
    vector = vector_of(text)
    ranked = filed_similarity().nearest(vector, most=_CANDIDATES)
    if network:
        ranked += sheets_index().nearest(vector, most=_CANDIDATES)
    ranked = [pair for pair in ranked if pair[0] != besides and pair[1] >= LEAST_RESEMBLANCE]
    ranked.sort(key=lambda pair: -pair[1])
    return _found(ranked, network=network)[:most]


def similar_actions(sheet: ActionSheet, *, network: str, most: int) -> list[SimilarAction]:
    """Return the actions suggested beside a sheet, each explained: those of the network first, whom one can ask.

    One that somebody refused comes no more. Six queries.
    """
    decisions = dict(SimilarityDecision.objects.filter(sheet=sheet).values_list("suggested", "is_accepted"))
    own = [territory.siren for territory in sheet.carriers.all()]
    population, themes = _population(own, known_bodies(own)), {code for code in sheet.themes.split("|") if code}
    features = read_features(sheet.title, lemma_of)
    near = similar_to(sheet.title, most=2 * _CANDIDATES, network=network, besides=SHEET + sheet.slug)
    elsewhere = [found for found in near if not set(found.sirens) & set(own) and decisions.get(found.key) is not False]
    beside = [found for found in elsewhere if found.origin is ActionOrigin.NETWORK][: most // 2]
    chosen = [*beside, *(found for found in elsewhere if found.origin is ActionOrigin.FILED)]
    return [
        SimilarAction(
            found=found,
            resemblance=explain(features, read_features(found.title, lemma_of)),
            is_near_size=is_near_size(population, found.population),
            shares_theme=bool(themes & {theme.value for theme in found.themes}),
            decision=decisions.get(found.key),
        )
        for found in chosen[:most]
    ]


def find_filed(key: str) -> FiledAction:
    """Return a filed action.

    Raises:
        UnknownActionError: there is none of this key.
    """
    found = _filed_by_key().get(key)
    if found is None:
        raise UnknownActionError(key)
    return found


@cache
def _filed_by_key() -> dict[str, FiledAction]:
    return {action.key: action for action in filed_actions()}


def filed_plan_of(action: FiledAction) -> FiledPlan:
    """Return the filing that says most of the plan of a filed action."""
    return latest_filing([filed_plans()[key] for key in action.ids])


def filed_of_territory(siren: str) -> list[tuple[FiledPlan, list[FiledAction]]]:
    """Return the filed plans that cover a territory, with their actions in order."""
    families = {plan.family for plan in filed_plans().values() if siren in plan.sirens}
    held: dict[str, list[FiledAction]] = {}
    for action in filed_actions():
        if (family := filed_plans()[action.ids[0]].family) in families:
            held.setdefault(family, []).append(action)
    return [(filed_plan_of(actions[0]), actions) for actions in held.values()]


def _found(ranked: Sequence[tuple[str, float]], *, network: str) -> list[ActionFound]:
    """The actions of keys, in order; sheets of other networks, or invented among real ones, are left out."""
    slugs = [key.removeprefix(SHEET) for key, _score in ranked if key.startswith(SHEET)]
    sheets = _sheets_found(slugs, network) if slugs else {}
    filed = _filed_by_key()
    found = []
    for key, score in ranked:
        if key.startswith(FILED):
            found.append(replace(_as_found(filed[key.removeprefix(FILED)]), score=score))
        elif key in sheets:
            found.append(replace(sheets[key], score=score))
    return found


@cache
def _as_found(action: FiledAction) -> ActionFound:
    plan = filed_plan_of(action)
    return ActionFound(
        key=FILED + action.key,
        title=action.title,
        origin=ActionOrigin.FILED,
        themes=action.domains or guess_themes(action.title),
        is_theme_stated=bool(action.domains),
        place=plan.carriers,
        sirens=plan.sirens,
        population=plan.population,
    )


def _sheets_found(slugs: Sequence[str], network: str) -> dict[str, ActionFound]:
    sheets = ActionSheet.objects.filter(slug__in=slugs).prefetch_related("carriers")
    if network:
        members = Membership.objects.filter(network__slug=network, valid_to__isnull=True).values("territory")
        sheets = sheets.filter(carriers__in=members)
    else:
        sheets = sheets.filter(carriers__in=Territory.objects.filter(is_invented=False))
    found = list(sheets.distinct())
    bodies = known_bodies(list({place.siren for sheet in found for place in sheet.carriers.all()}))
    return {SHEET + sheet.slug: _sheet_found(sheet, bodies) for sheet in found}


def _sheet_found(sheet: ActionSheet, bodies: Mapping[str, Epci]) -> ActionFound:
    heading, carriers = sheet.as_core(), list(sheet.carriers.all())
    return ActionFound(
        key=SHEET + sheet.slug,
        title=sheet.title,
        origin=ActionOrigin.NETWORK,
        themes=heading.themes,
        is_theme_stated=sheet.is_theme_stated,
        place=", ".join(place.short_name for place in carriers),
        sirens=heading.sirens,
        population=_population(heading.sirens, bodies),
        is_invented=heading.is_invented,
    )


def _population(sirens: Sequence[str], bodies: Mapping[str, Epci]) -> int | None:
    """Inhabitants of territories; None as soon as one is unknown."""
    known = [bodies[siren].population if siren in bodies else None for siren in sirens]
    return None if not known or None in known else sum(people for people in known if people is not None)
