"""Searches actions, filed ones and those of networks, and finds those that resemble one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from autan.coding.textometry.importers import french_lemma
from autan.ground.errors import known
from autan.opendata.atlas.core.peers import climate_zone
from autan.plans.action_search.core.filed import FiledAction, FiledPlan, latest_filing
from autan.plans.action_search.core.finding import (
    ActionFound,
    ActionOrigin,
    ActionQuery,
    Climate,
    TerritoryKind,
    is_kept,
    is_near_size,
    search_wordings,
)
from autan.plans.action_search.core.sentences import Floats
from autan.plans.action_search.core.similarity import (
    SimilarityReasons,
    TextFeatures,
    explain,
    read_features,
    written_words,
)
from autan.plans.action_search.importers import searched_subjects, subjects
from autan.plans.action_search.lake.filed_actions import filed_actions, filed_plans
from autan.plans.action_search.queries.indexes import (
    FILED,
    SHEET,
    SimilarityQuery,
    filed_search,
    nearest_filed,
    sheets_index,
)
from autan.plans.projects.core.choices import Disclosure
from autan.plans.projects.core.sheets import visible_typed
from autan.plans.projects.core.themes import ActionTheme, guess_themes
from autan.plans.projects.models import ActionSheet, SimilarityDecision
from autan.plans.projects.queries.sheets import member_names
from autan.territories.networks.queries.bodies import known_bodies
from autan.territories.perimeters.core.bodies import Epci
from autan.territories.perimeters.lake.france import main_departments

PUBLIC_FIELDS = ("budget", "financing", "partners", "results")
"""What is asked first of an action that somebody else has done."""
_CANDIDATES, _FILTERED = 60, 600


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarAction:
    """An action suggested beside another, and why.

    Attributes:
        public_fields: what everybody may read of its money, its partners and its results, by field; of sheets alone.
        decision: True when somebody said that it resembles, False that it does not, None when nobody said.
    """

    found: ActionFound
    resemblance: SimilarityReasons
    is_near_size: bool
    shares_theme: bool
    public_fields: Mapping[str, str]
    decision: bool | None = None


type Ranked = tuple[str, float]
"""Key of an action, and how well it answers."""


def search_actions(action_query: ActionQuery, *, network: str = "") -> list[Ranked]:
    """Return the keys of the actions that answer a search, best first: `read_found` reads some of them. Two queries.

    `network`: slug of the network whose sheets are searched; empty for those of real networks.
    """
    ranked: list[Ranked] = []
    if not action_query.text:
        ranked = [(FILED + action.key, 0.0) for action in filed_actions()]
    elif action_query.origin is not ActionOrigin.NETWORK:
        ranked = search_wordings(action_query.text, filed_search().search, searched_subjects())
    if action_query.text and action_query.origin is not ActionOrigin.FILED:
        ranked += _of_network(search_wordings(action_query.text, sheets_index().search, searched_subjects()), network)
    ranked.sort(key=lambda pair: -pair[1])
    if not action_query.asks_more:
        return ranked
    if action_query.asks_place:
        keys = {action.key for action in read_found(ranked) if is_kept(action, action_query)}
        return [pair for pair in ranked if pair[0] in keys]
    sheets = sheets_index().held()
    return [pair for pair in ranked if _is_about(pair[0], action_query, sheets)]


def _is_about(key: str, action_query: ActionQuery, sheets: Mapping[str, Any]) -> bool:
    """Return whether an action has the theme and the origin of a search, as the index holds them."""
    if key.startswith(FILED):
        return is_kept(_as_found(_filed_by_key()[key.removeprefix(FILED)]), action_query)
    is_of_theme = action_query.theme is None or f"|{action_query.theme.value}|" in sheets[key].themes
    return is_of_theme and action_query.origin is not ActionOrigin.FILED


def _of_network(ranked: Sequence[Ranked], network: str) -> list[Ranked]:
    """Sheets of the members of a network; of all that are not invented when none is given. One query, or none."""
    sheets = sheets_index().held()
    if not network:
        return [pair for pair in ranked if not sheets[pair[0]].is_invented]
    members = {siren for siren, _name in member_names(network)}
    return [pair for pair in ranked if sheets[pair[0]].sirens & members]


def similar_to(
    text: str,
    *,
    most: int,
    network: str = "",
    besides: str = "",
    filters: ActionQuery | None = None,
    sentence: Floats | None = None,
) -> list[ActionFound]:
    """Return the actions that resemble a title most, best first. One to six queries.

    `network`: slug of the network whose sheets are compared; empty for none of them.
    `besides`: key of an action that is left out: the one that is compared.
    `filters`: filters that what is found must answer; its words are not read.
    `sentence`: the title as a sentence model reads it, where it is at hand and was not read before.
    """
    query, most_of_each = SimilarityQuery.of(text, sentence), max(most + 1, _FILTERED if filters else _CANDIDATES)
    ranked = nearest_filed(query, most=most_of_each)
    if network:
        ranked += _of_network(sheets_index().nearest(query, most=most_of_each), network)
    ranked = [pair for pair in ranked if pair[0] != besides]
    ranked.sort(key=lambda pair: -pair[1])
    if filters is None:
        return read_found(ranked[:most])
    return [action for action in read_found(ranked) if is_kept(action, filters)][:most]


def similar_actions(
    sheet: ActionSheet, *, network: str, most: int, filters: ActionQuery | None = None
) -> list[SimilarAction]:
    """Return the actions suggested beside a sheet, each explained: those of the network first, whom one can ask.

    One that somebody refused comes no more. Seven queries.
    """
    decisions = dict(SimilarityDecision.objects.filter(sheet=sheet).values_list("suggested", "is_accepted"))
    own = [territory.siren for territory in sheet.carriers.all()]
    population, themes = _population(own, known_bodies(own)), {code for code in sheet.themes.split("|") if code}
    features = read_features(sheet.title, french_lemma, subjects())
    near = similar_to(sheet.title, most=2 * _CANDIDATES, network=network, besides=SHEET + sheet.slug, filters=filters)
    elsewhere = [
        action for action in near if not set(action.sirens) & set(own) and decisions.get(action.key) is not False
    ]
    from_network = [action for action in elsewhere if action.origin is ActionOrigin.NETWORK][: most // 2]
    chosen = [*from_network, *(action for action in elsewhere if action.origin is ActionOrigin.FILED)][:most]
    public_fields = _public_fields_of([action.key.removeprefix(SHEET) for action in from_network])
    return [
        SimilarAction(
            found=action,
            resemblance=_explain(sheet.title, features, action.title),
            is_near_size=is_near_size(population, action.population),
            shares_theme=bool(themes & {theme.value for theme in action.themes}),
            public_fields=public_fields.get(action.key, {}),
            decision=decisions.get(action.key),
        )
        for action in chosen
    ]


def _explain(title: str, features: TextFeatures, other: str) -> SimilarityReasons:
    """Return what two titles share, with the words as the first one writes them."""
    shared = explain(features, read_features(other, french_lemma, subjects()))
    return replace(shared, words=written_words(title, shared.words, french_lemma))


def _public_fields_of(slugs: Sequence[str]) -> dict[str, dict[str, str]]:
    """What everybody may read of the money, the partners and the results of sheets, by key. One query, or none."""
    rows = ActionSheet.objects.filter(slug__in=slugs).values_list("slug", "typed", "disclosures") if slugs else ()
    public_fields = {}
    for slug, typed, disclosures in rows:
        shown, _hidden = visible_typed(typed, disclosures, Disclosure.PUBLIC)
        public_fields[SHEET + slug] = {code: shown[code] for code in PUBLIC_FIELDS if code in shown}
    return public_fields


def find_filed(key: str) -> FiledAction:
    """Return a filed action."""
    return known(_filed_by_key().get(key), "aucune action «\u202f{slug}\u202f»", slug=key)


@cache
def _filed_by_key() -> dict[str, FiledAction]:
    return {action.key: action for action in filed_actions()}


def filed_plan_of(action: FiledAction) -> FiledPlan:
    """Return the filing that says most of the plan of a filed action."""
    return latest_filing([filed_plans()[key] for key in action.ids])


def filed_of_territory(siren: str) -> list[tuple[FiledPlan, list[FiledAction]]]:
    """Return the filed plans that cover a territory, with their actions in order."""
    families = {plan.family for plan in filed_plans().values() if siren in plan.sirens}
    by_family: dict[str, list[FiledAction]] = {}
    for action in filed_actions():
        if (family := filed_plans()[action.ids[0]].family) in families:
            by_family.setdefault(family, []).append(action)
    return [(filed_plan_of(actions[0]), actions) for actions in by_family.values()]


def read_found(ranked: Sequence[Ranked]) -> list[ActionFound]:
    """Return the actions of keys, in order, with their scores. Two queries when some are sheets."""
    slugs = [key.removeprefix(SHEET) for key, _score in ranked if key.startswith(SHEET)]
    sheets = _sheets_found(slugs) if slugs else {}
    filed = _filed_by_key()
    actions = []
    for key, score in ranked:
        if key.startswith(FILED):
            actions.append(replace(_as_found(filed[key.removeprefix(FILED)]), score=score))
        elif key in sheets:
            actions.append(replace(sheets[key], score=score))
    return actions


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
        kinds=_kinds(_filed_bodies()[siren] for siren in plan.sirens if siren in _filed_bodies()),
        climates=_climates(plan.sirens),
    )


@cache
def _filed_bodies() -> Mapping[str, Epci]:
    """The bodies of the register that filed plans cover, read once."""
    return known_bodies(sorted({siren for plan in filed_plans().values() for siren in plan.sirens}))


def _kinds(bodies: Iterable[Epci]) -> frozenset[TerritoryKind]:
    return frozenset(kind for body in bodies if (kind := TerritoryKind.of(body.kind)))


def _climates(sirens: Iterable[str]) -> frozenset[Climate]:
    zones = (climate_zone(main_departments().get(siren, "")) for siren in sirens)
    return frozenset(Climate(zone.winter) for zone in zones if zone)


def _sheets_found(slugs: Sequence[str]) -> dict[str, ActionFound]:
    query = ActionSheet.objects.only("slug", "title", "themes", "is_theme_stated")
    sheets = list(query.filter(slug__in=slugs).prefetch_related("carriers"))
    bodies = known_bodies(list({place.siren for sheet in sheets for place in sheet.carriers.all()}))
    return {SHEET + sheet.slug: _sheet_found(sheet, bodies) for sheet in sheets}


def _sheet_found(sheet: ActionSheet, bodies: Mapping[str, Epci]) -> ActionFound:
    carriers = list(sheet.carriers.all())
    sirens = tuple(place.siren for place in carriers)
    return ActionFound(
        key=SHEET + sheet.slug,
        title=sheet.title,
        origin=ActionOrigin.NETWORK,
        themes=tuple(ActionTheme(code) for code in sheet.themes.split("|") if code),
        is_theme_stated=sheet.is_theme_stated,
        place=", ".join(place.short_name for place in carriers),
        sirens=sirens,
        population=_population(sirens, bodies),
        kinds=_kinds(bodies[siren] for siren in sirens if siren in bodies),
        climates=_climates(sirens),
        is_invented=any(place.is_invented for place in carriers),
    )


def _population(sirens: Sequence[str], bodies: Mapping[str, Epci]) -> int | None:
    """Inhabitants of territories; None as soon as one is unknown."""
    known = [bodies[siren].population if siren in bodies else None for siren in sirens]
    return None if not known or None in known else sum(people for people in known if people is not None)
