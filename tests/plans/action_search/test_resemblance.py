"""What two titles are compared by, how the comparison is weighed, and what is done with an action suggested."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
import pytest

from autan.evidence.figures.queries.registry import PUBLIC
from autan.ground.errors import DomainError, NotAllowedError, UnknownError
from autan.ground.search.core.searching import search_words
from autan.ground.search.core.thesaurus import Thesaurus
from autan.people.accounts.models import Person
from autan.people.journal.models import JournalEntry
from autan.people.mail.models import OutgoingMessage
from autan.plans.action_search.actions import MOST_TEXT, ask_contact, decide_similar
from autan.plans.action_search.core.finding import ActionFound, ActionOrigin, ActionQuery, Climate
from autan.plans.action_search.core.sentences import SentenceTable, mix_scores, sentence_mark, sentence_text
from autan.plans.action_search.core.similarity import (
    Nearness,
    Rarity,
    SimilarityIndex,
    SimilarityReasons,
    content_lemmas,
    explain,
    plain_title,
    read_features,
    written_words,
)
from autan.plans.action_search.lake.filed_actions import filed_actions, filed_plans
from autan.plans.action_search.presenters import (
    _hits,
    _short_value,
    found_url,
    found_view,
    similar_view,
    territory_sections,
)
from autan.plans.action_search.queries.finding import (
    SimilarAction,
    filed_of_territory,
    filed_plan_of,
    find_filed,
    read_found,
    search_actions,
    similar_actions,
    similar_to,
)
from autan.plans.action_search.queries.indexes import FILED, SHEET, sheets_index
from autan.plans.action_search.queries.models import found_among, model_actions
from autan.plans.projects.actions.sheets import SheetInput, add_sheet, change_sheet, remove_sheet, replace_sheets
from autan.plans.projects.core.themes import ActionTheme
from autan.plans.projects.models import ActionSheet, SimilarityDecision
from autan.territories.networks.actions.mandates import end_mandate
from autan.territories.networks.models import Mandate, Territory
from tests.cast import Cast
from tests.mailing import posted
from tests.plans.projects.conftest import MURETAIN, SICOVAL

SITE, DAY = "https://autan.exemple.fr", date(2026, 11, 26)
SUBJECTS = Thesaurus({"vélo": "vélo, piste cyclable", "haie": "haie"})


def same(word: str) -> str:
    return word


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("1. Isoler", "Isoler"),
        ("1.5.2 Isoler", "Isoler"),
        ("Action n° 6.1 : Isoler", "Isoler"),
        ("Fiche action 3 - Isoler", "Isoler"),
        ("FA12 Isoler", "Isoler"),
        ("Isoler 100 toits", "Isoler 100 toits"),
        ("2030", "2030"),
        ("Axe 2 – Isoler", "Isoler"),
        ("", ""),
    ],
)
def test_the_number_of_a_title_is_no_part_of_it(title: str, plain: str):
    assert plain_title(title) == plain


@pytest.mark.parametrize(
    ("text", "lemmas"),
    [
        ("Isoler les toits", ("isoler", "toits")),
        ("Toits, TOITS et tôits", ("toits",)),
        ("L’énergie de l'école", ("energie", "ecole")),
        ("Action 12 du territoire", ()),
        ("", ()),
    ],
)
def test_words_that_say_something_are_kept_once_without_accents(text: str, lemmas: tuple[str, ...]):
    assert content_lemmas(text, same) == lemmas


def test_an_acronym_is_read_as_what_it_stands_for_too():
    lemmas = content_lemmas("PCAET", same)
    assert lemmas[0] == "pcaet"
    assert {"plan", "climat", "air", "energie"} <= set(lemmas)


def test_a_text_is_read_in_words_subjects_and_pieces_of_letters():
    features = read_features("3. Pistes cyclables", same, SUBJECTS)
    assert (features.lemmas, features.subjects) == (("pistes", "cyclables"), ("vélo",))
    assert {" pi", "pis", "les", "bles "} <= features.pieces
    assert {len(piece) for piece in features.pieces} == {3, 4, 5}
    assert read_features("", same, SUBJECTS).lemmas == ()


def test_a_subject_within_another_is_not_told_twice():
    within = Thesaurus({"écogestes": "écogeste", "vélo": "vélo"})
    assert read_features("Écogestes à vélo", same, within).subjects == ("vélo",)


def index_of(*titles: str) -> tuple[Rarity, SimilarityIndex[str]]:
    features = [read_features(title, same, SUBJECTS) for title in titles]
    rarity = Rarity(features)
    return rarity, SimilarityIndex([(title, rarity.vector(one)) for title, one in zip(titles, features, strict=True)])


def nearest(title: str, *titles: str, most: int = 9) -> list[tuple[str, float]]:
    rarity, index = index_of(*titles)
    return index.nearest(rarity.vector(read_features(title, same, SUBJECTS)), most=most)


def test_a_title_is_wholly_like_itself_and_less_like_others():
    ranked = nearest("Une piste cyclable", "Des haies", "Une piste cyclable", "Plan vélo")
    assert ranked[0] == ("Une piste cyclable", pytest.approx(1.0, abs=1e-5))
    assert [title for title, _score in ranked[:2]] == ["Une piste cyclable", "Plan vélo"]
    assert all(0 < score <= 1.0001 for _title, score in ranked)


def test_equal_scores_keep_the_order_given_and_nothing_alike_is_left_out():
    assert [title for title, _score in nearest("Haie", "Haie", "HAIE", "zzzzz")] == ["Haie", "HAIE"]
    assert len(nearest("Haie", "Haie", "HAIE", most=1)) == 1
    assert nearest("Haie", "Haie", most=0) == []
    assert nearest("Haie") == []


def test_a_rare_word_counts_for_more_than_a_common_one():
    titles = ["bois chauffage", "bois haie", "bois verger", "bois lisière"]
    assert nearest("bois verger nouveau", *titles)[0][0] == "bois verger"


def test_scores_stand_in_the_order_given_and_may_be_mixed():
    rarity, index = index_of("Haie", "Vélo")
    vector = rarity.vector(read_features("Vélo", same, SUBJECTS))
    assert index.scores(vector).tolist() == [0.0, pytest.approx(1.0, abs=1e-5)]
    mixed = index.nearest(vector, most=2, mix=lambda scores: scores[::-1])
    assert mixed == [("Haie", pytest.approx(1.0, abs=1e-5))]


@pytest.mark.parametrize(
    ("score", "nearness"),
    [(1.0, "very_near"), (0.55, "very_near"), (0.549, "near"), (0.3, "near"), (0.299, "far"), (0.0, "far")],
)
def test_a_score_says_how_near(score: float, nearness: str):
    assert Nearness.of(score).value == nearness


def test_what_two_titles_share_is_told_in_the_order_of_the_first():
    one, other = (read_features(text, same, SUBJECTS) for text in ("Haie, vélo et gare", "Gare à vélo, sans verger"))
    assert explain(one, other) == SimilarityReasons(words=("velo", "gare"), subjects=("vélo",))
    assert explain(other, one).words == ("gare", "velo")


def test_shared_words_are_written_as_the_title_writes_them():
    assert written_words("Rénover l’École", ("ecole", "climat"), same) == ("école", "climat")
    assert written_words("", ("ecole",), same) == ("ecole",)


def test_a_sentence_is_the_title_without_its_number_with_acronyms_spelled():
    assert sentence_text("2.1 Réviser le PCAET") == "Réviser le PCAET (plan climat air énergie territorial)"
    assert sentence_text("Réviser le pcaet") == "Réviser le pcaet"
    assert sentence_text("Le PCAET, enfin").startswith("Le PCAET, (plan climat")
    assert sentence_mark("2.1 Isoler") == sentence_mark("Isoler") != sentence_mark("Isoler !")


def table(*titles: str) -> SentenceTable:
    vectors = np.eye(len(titles), 3, dtype=np.float32)
    return SentenceTable(rows={sentence_mark(title): row for row, title in enumerate(titles)}, vectors=vectors)


def test_a_sentence_read_has_its_row_and_another_has_none():
    read = table("Isoler", "Planter")
    assert read.places(["Planter", "Trier", "1. Isoler"]).tolist() == [1, -1, 0]
    assert read.vector_of("Trier") is None
    vector = read.vector_of("Planter")
    assert vector is not None
    assert vector.tolist() == [0.0, 1.0, 0.0]


def test_nearness_is_between_nothing_and_all_and_unknown_of_what_was_not_read():
    read = table("Isoler", "Planter")
    near = read.nearness(np.array([1.0, -1.0, 0.0], dtype=np.float32), read.places(["Isoler", "Planter", "Trier"]))
    assert near[:2].tolist() == [1.0, 0.0]
    assert np.isnan(near[2])
    long = read.nearness(np.array([1.5, 0.5, 0.0], dtype=np.float32), read.places(["Isoler", "Planter"]))
    assert long.tolist() == [1.0, 0.5]
    empty = SentenceTable(rows={}, vectors=np.empty((0, 0), np.float32))
    assert np.isnan(empty.nearness(np.array([1.0], dtype=np.float32), empty.places(["Isoler"]))).all()
    assert mix_scores(np.array([0.4]), np.array([np.nan], dtype=np.float32)).tolist() == [0.4]


def add(title: str, *carriers: Territory, out: bool = True, **typed: str) -> ActionSheet:
    sheet_input = SheetInput(typed={"title": title, **typed}, carriers=list(carriers), is_published=out)
    return add_sheet(by=None, sheet_input=sheet_input)


def ask(by: Person, sheet: ActionSheet, wanted: ActionSheet, text: str = "Combien ?", day: date = DAY) -> int:
    return ask_contact(by=by, sheet=sheet, target=wanted, text=text, site=SITE, today=day)


def mails() -> Sequence[OutgoingMessage]:
    return list(OutgoingMessage.objects.filter(kind="projects.contact").order_by("pk"))


def test_a_contact_is_asked_with_the_words_and_the_page(people: Cast, sheet: ActionSheet, other: Territory):
    wanted = add("Aires de covoiturage", other)
    assert ask(people.officer, sheet, wanted, "  Combien \n de lignes ? ") == 1
    (mail,) = posted()
    assert (mail.to, mail.reply_to) == ([people.coordinator.email], [people.officer.email])
    assert "Combien de lignes ?" in mail.body
    assert f"{SITE}/actions/{wanted.slug}/" in mail.body
    line = JournalEntry.objects.get(act="ask_contact")
    assert (line.object_id, line.summary) == (sheet.slug, "Mise en relation demandée : Aires de covoiturage")


def test_the_same_is_asked_once_a_day(people: Cast, sheet: ActionSheet, other: Territory):
    wanted, second = add("Aires de covoiturage", other), add("Voie verte", other)
    for _click in range(2):
        ask(people.officer, sheet, wanted)
    assert len(mails()) == 1
    ask(people.officer, sheet, wanted, day=date(2026, 11, 27))
    ask(people.officer, sheet, second)
    assert len(mails()) == 3


def test_a_contact_without_a_word_is_refused_and_nobody_is_written_to(
    people: Cast, sheet: ActionSheet, other: Territory
):
    wanted = add("Aires de covoiturage", other)
    for text in ("", "  \n "):
        with pytest.raises(DomainError, match="dites ce que vous cherchez"):
            ask(people.officer, sheet, wanted, text)
    assert mails() == []
    ask(people.officer, sheet, wanted, "x" * (MOST_TEXT + 1))
    (mail,) = posted()
    assert mail.body.count("x" * 100) == MOST_TEXT // 100
    assert "x" * (MOST_TEXT + 1) not in mail.body


@pytest.mark.parametrize("who", ["reader", "outsider", "neighbour"])
def test_who_does_not_write_the_action_asks_nothing(
    people: Cast, neighbour: Person, sheet: ActionSheet, other: Territory, who: str
):
    by = neighbour if who == "neighbour" else getattr(people, who)
    with pytest.raises(NotAllowedError):
        ask(by, sheet, add("Aires de covoiturage", other))
    assert mails() == []


def test_a_network_that_nobody_coordinates_is_asked_nothing(people: Cast, sheet: ActionSheet, other: Territory):
    end_mandate(by=None, mandate=Mandate.objects.get(person=people.coordinator))
    with pytest.raises(DomainError, match="personne ne coordonne"):
        ask(people.officer, sheet, add("Aires de covoiturage", other))


def test_a_decision_is_kept_once_and_told_each_time(people: Cast, sheet: ActionSheet):
    for is_accepted in (True, False):
        decide_similar(by=people.officer, sheet=sheet, suggested="filed:1-1", is_accepted=is_accepted, score=0.51234)
    decision = SimilarityDecision.objects.get()
    assert (decision.is_accepted, decision.by, decision.suggested) == (False, people.officer, "filed:1-1")
    lines = JournalEntry.objects.filter(act="decide_similar").order_by("pk")
    assert [line.summary for line in lines] == [
        "Action semblable retenue : filed:1-1", "Action semblable écartée : filed:1-1",
    ]  # fmt: skip
    assert lines[0].details == {"suggested": "filed:1-1", "score": 0.512}
    for person in (people.reader, people.outsider):
        with pytest.raises(NotAllowedError):
            decide_similar(by=person, sheet=sheet, suggested="filed:1-2", is_accepted=True, score=0.5)
    assert SimilarityDecision.objects.count() == 1
    decide_similar(by=None, sheet=sheet, suggested="x" * 161, is_accepted=True, score=0.5)
    assert SimilarityDecision.objects.get(by__isnull=True).suggested == "x" * 160


def held(word: str) -> set[str]:
    return {key.removeprefix(SHEET) for key, _score in sheets_index().search(search_words(word), needs_all=True)}


def test_the_index_holds_what_is_published_and_stands(sheet: ActionSheet, member: Territory):
    draft, old, new = add("Hydrolienne", member, out=False), add("Hydrolienne un", member), add("Hydrolienne", member)
    assert held("hydrolienne") == {old.slug, new.slug}
    replace_sheets(by=None, before=[old], after=[new], on=DAY)
    assert held("hydrolienne") == {new.slug}
    change_sheet(by=None, sheet=draft, sheet_input=SheetInput(typed={}, is_published=True))
    assert held("hydrolienne") == {draft.slug, new.slug}
    remove_sheet(by=None, sheet=new)
    assert held("hydrolienne") == {draft.slug}
    assert SHEET + new.slug not in sheets_index().held()


def test_an_index_that_is_told_nothing_new_costs_one_query(sheet: ActionSheet, django_assert_num_queries: Any):
    sheets_index()
    with django_assert_num_queries(1):
        assert SHEET + sheet.slug in sheets_index().held()


def test_a_search_in_a_network_holds_its_sheets_and_filed_actions(
    people: Cast, sheet: ActionSheet, member: Territory, other: Territory
):
    add("Hydrolienne de rivière", other)
    keys = [key for key, _score in search_actions(ActionQuery(text="hydrolienne"), network="essai")]
    assert any(key.startswith(SHEET) for key in keys)
    assert not any(
        key.startswith(SHEET) for key, _score in search_actions(ActionQuery(text="hydrolienne"), network="no")
    )
    filed = search_actions(ActionQuery(text="covoiturage", origin=ActionOrigin.FILED), network="essai")
    assert {key[: len(FILED)] for key, _score in filed} == {FILED}
    own = search_actions(ActionQuery(text="covoiturage", origin=ActionOrigin.NETWORK), network="essai")
    assert [key for key, _score in own] == [SHEET + sheet.slug]
    scores = [score for _key, score in search_actions(ActionQuery(text="covoiturage"), network="essai")]
    assert scores == sorted(scores, reverse=True)


def test_a_search_by_theme_reads_what_is_stated_or_told_by_the_title(sheet: ActionSheet):
    for theme, is_in in ((ActionTheme.MOBILITY, True), (ActionTheme.WASTE, False)):
        found = search_actions(ActionQuery(text="covoiturage", theme=theme), network="essai")
        assert (SHEET + sheet.slug in dict(found)) is is_in
    mobile = search_actions(ActionQuery(theme=ActionTheme.MOBILITY, origin=ActionOrigin.FILED))
    assert all(ActionTheme.MOBILITY in one.themes for one in read_found(mobile[:50]))


def test_what_is_found_is_read_in_order_with_its_scores(sheet: ActionSheet):
    filed = filed_actions()[0]
    found = read_found([(SHEET + sheet.slug, 0.4), (FILED + filed.key, 0.6), (SHEET + "nowhere", 0.9)])
    assert [(one.key, one.score) for one in found] == [(SHEET + sheet.slug, 0.4), (FILED + filed.key, 0.6)]
    assert (found[0].sirens, found[0].origin, found[0].population is not None) == (
        (SICOVAL,), ActionOrigin.NETWORK, True,
    )  # fmt: skip
    assert found[1].title == filed.title


def test_filed_actions_are_read_without_the_database(sheet: ActionSheet, django_assert_num_queries: Any):
    filed = [(FILED + action.key, 0.5) for action in filed_actions()[:3]]
    read_found(filed)  # the bodies of the register are read once
    with django_assert_num_queries(0):
        assert len(read_found(filed)) == 3
    with django_assert_num_queries(2):
        assert len(read_found([*filed, (SHEET + sheet.slug, 0.4)])) == 4


def test_one_that_is_alike_is_found_beside_itself(sheet: ActionSheet, other: Territory):
    change_sheet(by=None, sheet=sheet, sheet_input=SheetInput(typed={"title": "Hydrolienne de rivière"}))
    twin = add("Hydrolienne de rivière", other)
    keys = [one.key for one in similar_to(sheet.title, most=5, network="essai", besides=SHEET + sheet.slug)]
    assert keys[0] == SHEET + twin.slug
    assert SHEET + sheet.slug not in keys
    assert {one.origin for one in similar_to(sheet.title, most=5)} == {ActionOrigin.FILED}
    assert len(similar_to(sheet.title, most=2)) == 2


def test_a_filter_looks_further_than_the_nearest(db: None):
    """Of the nearest sixty, few are of the Mediterranean: more are compared, so that as many as asked are given."""
    near = similar_to("Développer le covoiturage", most=60)
    of_them = [one for one in near if Climate.H3 in one.climates]
    kept = similar_to("Développer le covoiturage", most=20, filters=ActionQuery(climate=Climate.H3))
    assert len(kept) == 20 > len(of_them)
    assert all(Climate.H3 in one.climates for one in kept)


def test_what_the_public_reads_is_told_beside_a_suggestion(sheet: ActionSheet, other: Territory):
    twin = add("Le covoiturage", other, budget="10 k€ HT", results="Dix aires", partners="Région", notes="secret")
    change_sheet(by=None, sheet=twin, sheet_input=SheetInput(typed={}, disclosures={"partners": "network"}))
    found = similar_actions(sheet, network="essai", most=4)
    suggested = next(one for one in found if one.found.key == SHEET + twin.slug)
    assert suggested.public_fields == {"budget": "10 k€ HT", "results": "Dix aires"}
    assert (suggested.shares_theme, suggested.decision) == (True, None)
    assert len(found) == 4
    for _rank in range(2):
        add("Le covoiturage", other)
    found = similar_actions(sheet, network="essai", most=4)
    assert [one.found.origin for one in found] == [ActionOrigin.NETWORK] * 2 + [ActionOrigin.FILED] * 2
    assert all(SICOVAL not in one.found.sirens for one in found)


def test_a_filed_action_is_found_by_its_key_with_the_filing_that_says_most(db: None):
    action = filed_actions()[0]
    assert find_filed(action.key) == action
    assert filed_plan_of(action) in filed_plans().values()
    with pytest.raises(UnknownError, match="0-0"):
        find_filed("0-0")
    assert filed_of_territory("000000000") == []


def test_a_basket_is_read_in_its_order_for_who_may_open_it(people: Cast, sheet: ActionSheet, member: Territory):
    draft, filed = add("Brouillon", member, out=False), filed_actions()[0]
    keys = [SHEET + draft.slug, FILED + filed.key, SHEET + sheet.slug]
    assert [one.key for one in found_among(keys, network="essai", reader=people.officer)] == keys
    assert [one.key for one in found_among(keys, network="essai", reader=people.outsider)] == keys[1:]
    assert [one.key for one in found_among(keys, network="voisin", reader=people.officer)] == [keys[1]]
    with pytest.raises(UnknownError):
        found_among([FILED + "0-0"], network="essai", reader=people.officer)


def test_a_model_says_where_it_comes_from(people: Cast, sheet: ActionSheet):
    stated = next(action for action in filed_actions() if action.domains)
    bare = next(action for action in filed_actions() if not action.domains)
    keys = [FILED + stated.key, FILED + bare.key, SHEET + sheet.slug]
    models = {one.key: one.typed for one in model_actions(keys, network="essai", reader=people.reader)}
    assert models[keys[0]]["themes"] == ", ".join(theme.value for theme in stated.domains)
    assert "themes" not in models[keys[1]]
    assert models[keys[0]]["links"] == f"D’après « {stated.title} » ({filed_plan_of(stated).carriers}, plans déposés)"
    assert models[keys[2]]["links"].endswith("réseaux suivis ici)")
    assert not {"status", "budget", "officer"} & set(models[keys[2]])


def found(**fields: Any) -> ActionFound:
    values = {
        "key": "filed:1-1", "title": "Trier", "origin": ActionOrigin.FILED, "themes": (ActionTheme.WASTE,),
        "is_theme_stated": True, "place": "Ici", "sirens": ("1",), "population": 12_345,
    }  # fmt: skip
    return ActionFound(**(values | fields))


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_an_action_is_shown_with_its_place_its_size_and_its_address():
    view = found_view(found())
    assert (plain(view.place), view.themes, view.slug) == ("Ici, 12 345 habitants", "Déchets", "")
    assert view.url == found_url("filed:1-1") == "/actions/deposees/1-1/"
    assert found_view(found(population=None)).place == "Ici"
    own = found_view(found(key="sheet:a-1", place=""))
    assert (own.slug, own.url, plain(own.place)) == ("a-1", "/actions/a-1/", "12 345 habitants")


@pytest.mark.parametrize(
    ("score", "words", "subjects", "theme", "size", "reasons"),
    [
        (0.6, ("tri",), ("déchets",), True, True,
         ["très proche", "même sujet : déchets", "mots en commun : tri", "même thème", "taille voisine"]),
        (0.4, (), (), False, False, ["proche", "sens voisin, dit en d’autres mots"]),
        (0.0, (), (), False, False, ["plutôt lointaine"]),
        (0.1, tuple("abcdefg"), (), False, False, ["plutôt lointaine", "mots en commun : a, b, c, d, e, f"]),
    ],
)  # fmt: skip
def test_a_suggestion_gives_its_reasons(
    score: float, words: tuple[str, ...], subjects: tuple[str, ...], reasons: list[str], *, theme: bool, size: bool
):
    similar = SimilarAction(
        found=found(score=score), resemblance=SimilarityReasons(words=words, subjects=subjects), is_near_size=size,
        shares_theme=theme, public_fields={"budget": "10 k€ HT", "results": "x " * 300},
    )  # fmt: skip
    view = similar_view(similar)
    assert [plain(reason) for reason in view.reasons] == reasons
    assert view.public_fields[0][0] == "Budget prévisionnel total"
    assert len(view.public_fields[1][1]) <= 200


def test_an_amount_is_short_and_what_cannot_be_read_is_as_typed():
    assert plain(_short_value("budget", "10000 € HT")).startswith("10")
    assert _short_value("budget", "à  voir") == "à voir"
    assert _short_value("results", " Dix \n aires ") == "Dix aires"


def test_hits_of_networks_come_before_filed_ones_and_prove_something(sheet: ActionSheet):
    (own,) = _hits(ActionOrigin.NETWORK, "covoiturage", None)
    assert (own.kind, own.ref, own.url) == ("Action", f"action:{sheet.slug}", f"/actions/{sheet.slug}/")
    filed = _hits(ActionOrigin.FILED, "covoiturage", None)
    assert (len(filed), {hit.kind for hit in filed}, {hit.ref for hit in filed}) == (20, {"Action déposée"}, {""})
    assert max(hit.score for hit in filed) < own.score
    assert _hits(ActionOrigin.NETWORK, "zzzz", None) == []


def test_a_territory_counts_its_actions_and_those_filed(people: Cast, sheet: ActionSheet, member: Territory):
    add("Hors plan", member)
    (section,) = territory_sections(SICOVAL, PUBLIC)
    filed = sum(len(actions) for _plan, actions in filed_of_territory(SICOVAL))
    assert (section.context["count"], section.count) == (2, 2 + filed)
    assert [row.sheet.title for row in section.context["rows"]] == ["Hors plan"]
    assert not section.context["may_add"]
    (own,) = territory_sections(MURETAIN, people.coordinator)
    assert own.context["may_add"]
