"""Search and resemblance: filed actions, subjects and their wordings, explained, decided, kept up to date."""

import math
from collections.abc import Sequence

import pytest
from django.test import Client
from django.urls import reverse

from autan.ground.errors import NotAllowedError, UnknownError
from autan.ground.extension_points import SearchSource
from autan.ground.registry import registered
from autan.ground.search.core.searching import search_words
from autan.people.accounts.models import Person
from autan.plans.action_files.core.doubts import mask_people
from autan.plans.action_search.actions import decide_similar
from autan.plans.action_search.core.finding import (
    COVERED,
    IN_PART,
    MOST_WORDINGS,
    OTHER_WORDING,
    ActionFound,
    ActionOrigin,
    ActionQuery,
    Climate,
    SizeBand,
    TerritoryKind,
    is_kept,
    is_near_size,
    other_wordings,
    search_wordings,
    wider_wordings,
)
from autan.plans.action_search.core.similarity import Rarity, SimilarityIndex, explain, plain_title, read_features
from autan.plans.action_search.importers import subjects
from autan.plans.action_search.lake.filed_actions import filed_actions, filed_plans
from autan.plans.action_search.queries.finding import (
    filed_of_territory,
    filed_plan_of,
    find_filed,
    read_found,
    search_actions,
    similar_actions,
    similar_to,
)
from autan.plans.action_search.queries.indexes import sheets_index
from autan.plans.plans.models import Plan
from autan.plans.projects.actions.sheets import SheetInput, add_sheet, change_sheet, remove_sheet
from autan.plans.projects.core.themes import ActionTheme
from autan.plans.projects.models import ActionSheet, SimilarityDecision
from autan.territories.networks.models import Territory
from tests.cast import Cast
from tools.build_filed_actions import join_filings

TITLES = (
    "Créer des pistes cyclables",
    "Développer le covoiturage",
    "Isoler les bâtiments publics",
    "Planter des haies",
)


def plain(word: str) -> str:
    return word


def test_a_text_is_compared_by_words_subjects_and_pieces():
    features = [read_features(title, plain, subjects()) for title in TITLES]
    rarity = Rarity(features)
    index = SimilarityIndex([(title, rarity.vector(feature)) for title, feature in zip(TITLES, features, strict=True)])
    assert index.nearest(rarity.vector(features[1]), most=9)[0] == (TITLES[1], pytest.approx(1, abs=1e-5))
    assert [key for key, _ in index.nearest(rarity.vector(read_features("Plan vélo", plain, subjects())), most=1)] == [
        TITLES[0]
    ]
    assert index.nearest(rarity.vector(read_features("", plain, subjects())), most=3) == []
    assert SimilarityIndex[str]([]).nearest(rarity.vector(features[0]), most=3) == []
    assert max(index.scores(rarity.vector(read_features("zzz", plain, subjects())))) == 0


def test_a_resemblance_is_explained():
    one, other = (
        read_features("3.2 Créer des pistes cyclables sûres", plain, subjects()),
        read_features("Pistes pour le vélo", plain, subjects()),
    )
    found = explain(one, other)
    assert (found.words, found.subjects) == (("pistes",), ("vélo",))


def test_numbers_are_no_part_of_a_title():
    for title in (
        "1.5.2 Conversion",
        "Action n° 6.1 : Conversion",
        "3-2-10-Conversion",
        "ACTION 4.1.3 : Conversion",
        "B4. Conversion",
    ):
        assert plain_title(title) == "Conversion"


def test_subjects_are_told_by_any_of_their_wordings():
    assert list(subjects().find(search_words("Ligne de covoiturage"))) == ["covoiturage"]
    assert ("reseau", "chaleur") in {tuple(w[:2]) for w in subjects().wordings["réseau de chaleur"]}
    assert all(map(all, subjects().wordings.values()))
    assert ("cyclabl",) in other_wordings(search_words("vélo"), subjects())
    assert len(other_wordings(search_words("rénovation énergétique vélo bois énergie"), subjects())) <= MOST_WORDINGS
    assert other_wordings(search_words("licorne"), subjects()) == []


def test_sizes_are_near_or_unknown():
    assert SizeBand.of(10) is SizeBand.SMALL
    assert SizeBand.of(200_000) is SizeBand.LARGE
    assert not is_near_size(10_000, 90_000)
    assert not is_near_size(None, 90_000)
    query = ActionQuery.read({"texte": "x", "theme": "waste", "taille": "small", "source": "filed"})
    assert (query.theme, query.size, query.origin) == (ActionTheme.WASTE, SizeBand.SMALL, ActionOrigin.FILED)
    action = ActionFound(
        key="filed:1",
        title="A",
        origin=ActionOrigin.FILED,
        themes=(),
        is_theme_stated=False,
        place="",
        sirens=(),
        population=None,
    )
    assert not is_kept(action, ActionQuery(origin=ActionOrigin.NETWORK))
    assert not is_kept(action, ActionQuery(size=SizeBand.LARGE))
    assert not is_kept(action, ActionQuery(theme=ActionTheme.WASTE))
    assert is_kept(action, ActionQuery())


def test_a_plan_filed_twice_is_shown_once_with_both_ids():
    assert len({plan.family for plan in filed_plans().values()}) < len(filed_plans())
    twice = next(action for action in filed_actions() if action.ids == ("1006", "1111"))
    assert filed_plan_of(twice).id == "1111"
    assert find_filed(twice.key) == twice
    assert [len(actions) for _plan, actions in filed_of_territory("243100518")] == [83]
    with pytest.raises(UnknownError):
        find_filed("0-0")


def test_filings_of_one_plan_are_joined_and_people_are_masked():
    assert join_filings({"1": ["A", "B"], "2": ["a", "b "], "3": ["C"]}) == [["1", "2"], ["3"]]
    assert mask_people("Voir Mme Ada Lovelace, ada@exemple.fr, 05 61 00 00 00") == ("Voir […], […], […]", 3)


@pytest.mark.parametrize(
    ("asked", "seen"),
    [("vélo", "cyclable"), ("pistes cyclables", "vélo"), ("ENR", "renouvelable"), ("réseaux de chaleur", "chaleur"),
     ("covoiturage", "covoit"), ("cantines bio", "aliment")],
)  # fmt: skip
def test_a_search_finds_other_wordings(db: None, asked: str, seen: str):
    found = read_found(search_actions(ActionQuery(text=asked)))
    assert found
    assert any(seen in each.title.lower() for each in found[:40])


def test_what_another_wording_finds_counts_less_than_what_the_words_find():
    texts = search_words("vélo")

    def search(words: Sequence[str], *, needs_all: bool) -> list[tuple[str, float]]:
        return [("a", 0.5)] if tuple(words) == tuple(texts) else [("a", 0.6), ("b", 0.9)] if needs_all else []

    assert search_wordings("vélo", search, subjects()) == [("a", 0.5 * (1 + IN_PART)), ("b", 0.9 * OTHER_WORDING)]


def test_filters_narrow_a_search(db: None):
    found = read_found(search_actions(ActionQuery(text="compostage", theme=ActionTheme.WASTE, size=SizeBand.LARGE)))
    assert found
    assert all(ActionTheme.WASTE in each.themes and (each.population or 0) > 100_000 for each in found)
    assert len(search_actions(ActionQuery())) == len(filed_actions())
    assert search_actions(ActionQuery(text="compostage", origin=ActionOrigin.NETWORK)) == []
    filed = search_actions(ActionQuery(text="compostage", theme=ActionTheme.WASTE, origin=ActionOrigin.FILED))
    assert filed


def test_the_index_follows_what_is_written(sheet: ActionSheet, plan: Plan):
    words = search_words("hydrolienne")

    def found() -> list[str]:
        return [key for key, _score in sheets_index().search(words, needs_all=True)]

    assert found() == []
    others = [add_sheet(by=None, plan=plan, sheet_input=SheetInput(typed={"title": f"Action {n}"})) for n in range(20)]
    sheets_index()
    change_sheet(by=None, sheet=sheet, sheet_input=SheetInput(typed={"title": "Une hydrolienne"}))
    assert found() == [f"sheet:{sheet.slug}"]
    assert sheets_index().gone == {f"sheet:{sheet.slug}"}
    change_sheet(by=None, sheet=others[3], sheet_input=SheetInput(typed={"title": "Deux hydroliennes"}))
    assert set(found()) == {f"sheet:{sheet.slug}", f"sheet:{others[3].slug}"}
    change_sheet(by=None, sheet=sheet, sheet_input=SheetInput(typed={}, is_published=False))
    remove_sheet(by=None, sheet=others[3])
    assert found() == []


def test_actions_elsewhere_are_suggested_explained_and_decided(
    people: Cast, neighbour: Person, sheet: ActionSheet, other: Territory
):
    near = add_sheet(by=None, sheet_input=SheetInput(typed={"title": "Aires de covoiturage"}, carriers=[other]))
    found = similar_actions(sheet, network="essai", most=10)
    mine = next(each for each in found if each.found.key == f"sheet:{near.slug}")
    assert mine.shares_theme
    assert mine.resemblance.subjects == ("covoiturage",)
    assert all("243100633" not in each.found.sirens for each in found)
    assert [similar_action.found.origin for similar_action in similar_actions(sheet, network="", most=3)] == [
        ActionOrigin.FILED
    ] * 3
    for person in (people.reader, neighbour):
        with pytest.raises(NotAllowedError):
            decide_similar(by=person, sheet=sheet, suggested=mine.found.key, is_accepted=False, score=0.5)
    decide_similar(by=people.officer, sheet=sheet, suggested=mine.found.key, is_accepted=False, score=0.5)
    again = similar_actions(sheet, network="essai", most=10)
    assert mine.found.key not in {each.found.key for each in again}
    decide_similar(by=people.officer, sheet=sheet, suggested=again[0].found.key, is_accepted=True, score=0.5)
    assert similar_actions(sheet, network="essai", most=10)[0].decision is True
    assert SimilarityDecision.objects.count() == 2


def test_pages_of_what_is_found(client: Client, people: Cast, sheet: ActionSheet):
    page = client.get(reverse("action_search:search") + "?texte=covoiturage").content.decode()
    assert "covoit" in page.lower()
    assert "Aucune action ne répond" in client.get(reverse("action_search:search") + "?texte=zzzzzz").content.decode()
    key = similar_to("Développer le covoiturage", most=1)[0].key.removeprefix("filed:")
    page = client.get(reverse("action_search:filed", kwargs={"key": key})).content.decode()
    assert "telle que déposée" in page
    assert client.get(reverse("action_search:filed", kwargs={"key": "0-0"})).status_code == 404
    address = reverse("action_search:similar", kwargs={"slug": sheet.slug})
    assert "Elle ressemble" not in client.get(address).content.decode()
    client.force_login(people.officer)
    page = client.get(address).content.decode()
    assert "même sujet" in page
    decide = reverse("action_search:decide_similar", kwargs={"slug": sheet.slug})
    assert client.post(decide, {"suggested": f"filed:{key}", "score": "0.9", "decision": "yes"}).status_code == 302
    assert "retenue" in client.get(address).content.decode()
    sources = [source for source in registered(SearchSource) if source.name in {"actions", "filed-actions"}]
    kinds = {hit.kind for source in sources for hit in source.search("covoiturage", None)}
    assert kinds == {"Action", "Action déposée"}
    client.force_login(people.reader)
    assert client.post(decide, {"suggested": f"filed:{key}", "decision": "no"}).status_code == 403


def test_actions_are_narrowed_by_kind_and_winters_of_their_territory(db: None):
    def found(**fields: object) -> list[ActionFound]:
        return read_found(search_actions(ActionQuery(text="covoiturage", origin=ActionOrigin.FILED, **fields)))

    metropolises, south = found(kind=TerritoryKind.METRO), found(climate=Climate.H3)
    assert metropolises
    assert south
    assert len(found()) > len(metropolises) + len(south)
    assert all(TerritoryKind.METRO in metropolise.kinds for metropolise in metropolises)
    assert all(Climate.H3 in each.climates for each in south)
    near = similar_to("Développer le covoiturage", most=5, filters=ActionQuery(climate=Climate.H3))
    assert near
    assert all(Climate.H3 in each.climates for each in near)


def test_few_finds_are_widened_to_the_subject():
    assert ("velo",) in wider_wordings(search_words("vélos de la collectivité"), subjects())
    of_schools = wider_wordings(search_words("sensibilisation des scolaires"), subjects())
    assert {"sensibili", "ecol"} in map(set, of_schools)
    assert wider_wordings(search_words("zzz"), subjects()) == []


@pytest.mark.django_db
def test_the_page_of_a_territory_counts_filed_actions_and_not_their_plans(client: Client):
    page = client.get("/territoires/241200187/?ouvrir=tout").content.decode()
    section = page.partition('<h2 id="actions">')[2].partition("</section>")[0]
    listed = section.count('href="/actions/deposees/')
    assert listed > 10
    assert f'<span class="count">{listed}</span>' in section


def test_a_basket_of_models_becomes_drafts_of_a_plan(client: Client, plan: Plan, sheet: ActionSheet, people: Cast):
    address = f"/plans/{plan.slug}/actions/modeles/"
    client.force_login(people.officer)
    assert address in client.get(f"/plans/{plan.slug}/actions/").content.decode()
    filed = next(action for action in filed_actions() if action.domains)
    keys = [f"filed:{filed.key}", f"sheet:{sheet.slug}"]
    kept = client.post(address, {"texte": "covoiturage", "panier": keys}, follow=True).content.decode()
    assert kept.count("checked") == 2
    assert kept.count('type="hidden" name="panier"') == 2
    told = client.post(address, {"panier": keys, "add": "1"}, follow=True).content.decode()
    message = "1 action ajoutée, en brouillon, sous « Sans axe ». 1 était déjà dans le plan, sous ce titre."
    assert message in told.replace("\u202f", " ").replace("\u00a0", " ")
    made = plan.action_sheets.get(is_published=False)
    assert (made.typed["title"], made.status, made.themes) == (filed.title, "", "|".join(("", *filed.domains, "")))
    assert filed_plan_of(filed).carriers in made.typed["links"]
    assert client.post(address, {"panier": ["filed:0-0"], "add": "1"}).status_code == 404
    client.force_login(people.reader)
    assert client.get(address).status_code == 403


def test_what_tells_every_idea_keeps_its_score_and_what_tells_one_loses_some():
    first, second = search_words("zzvelo zzdigue")
    titles = {first: ["both", "one"], second: ["both"]}

    def search(words: Sequence[str], *, needs_all: bool) -> list[tuple[str, float]]:
        if len(words) > 1:
            return [("both", 0.6), ("one", 0.5)]
        return [(key, 0.6) for key in titles.get(words[0], [])] if needs_all else []

    scores = dict(search_wordings("zzvelo zzdigue", search, subjects()))
    most = 0.6 * (1 + IN_PART)  # found by all the words, and by each
    share = (1 / math.log(4)) / (
        1 / math.log(4) + 1 / math.log(3)
    )  # of two titles that tell the first idea, one the second
    assert scores["both"] == pytest.approx(most)
    assert scores["one"] == pytest.approx((1 - COVERED) * 0.5 * (1 + IN_PART) + COVERED * most * share)
