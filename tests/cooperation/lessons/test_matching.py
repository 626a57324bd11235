"""What is near a need, why, and « nothing near »."""

import math
from dataclasses import replace

import numpy as np
import pytest

from autan.cooperation.lessons.core.matching import (
    MatchIndex,
    MatchKind,
    MatchObject,
    MatchQuery,
    Vocabulary,
    read_terms,
)
from autan.cooperation.lessons.core.nearest import WeighedQuery, find_near, weigh_query
from autan.ground.search.core.searching import search_words
from autan.ground.search.core.thesaurus import Thesaurus
from tests.cooperation.lessons.making import VOCABULARY

OBJECTS = [
    MatchObject(
        key="lesson:syndic",
        kind=MatchKind.LESSON,
        title="Rénover les copropriétés : convaincre le syndic",
        text="Un vote se gagne avant l’assemblée.",
        sirens=("B",),
        themes=frozenset({"building"}),
        population=40_000,
    ),
    MatchObject(key="lesson:haies", kind=MatchKind.LESSON, title="Faire payer les haies", sirens=("A",)),
    MatchObject(key="offer:capteurs", kind=MatchKind.OFFER, title="Valises de capteurs", text="Pour les écoles."),
    MatchObject(key="action:a", kind=MatchKind.ACTION, title="Planter des arbres"),
    MatchObject(key="action:b", kind=MatchKind.ACTION, title="Planter arbres fruitiers, jardin, hôpital"),
    MatchObject(key="action:c", kind=MatchKind.ACTION, title="Planter arbres anciens, canal, écluse"),
    MatchObject(key="action:d", kind=MatchKind.ACTION, title="Planter arbres tropicaux, serre, musée"),
    MatchObject(key="offer:arbres", kind=MatchKind.OFFER, title="Un verger à planter, arbres fournis"),
    *(MatchObject(key=f"filed:{n}", kind=MatchKind.FILED_ACTION, title="Rénover les copropriétés") for n in "ab"),
]


@pytest.fixture(scope="module")
def index() -> MatchIndex:
    return MatchIndex.of(OBJECTS, VOCABULARY)


def keys(index: MatchIndex, title: str, *, most: int = 5, refused: frozenset[str] = frozenset(), **more) -> list[str]:
    return [
        match.found.key
        for match in find_near(MatchQuery(title=title, **more), [index], VOCABULARY, most=most, refused=refused)
    ]


def test_what_is_near_comes_first_and_says_why(index):
    query = MatchQuery(
        title="Décider les copropriétés à voter",
        themes=frozenset({"building"}),
        population=50_000,
        text="Syndics absents",
    )
    match = find_near(query, [index], VOCABULARY, most=5)[0]
    assert match.found.key == "lesson:syndic"
    assert match.words == ("copropriétés", "syndics")  # « voter » says nothing of the field
    assert "copropriétés" in match.subjects
    assert match.themes == ("building",)
    assert match.is_near_size
    assert 0.22 <= match.score <= 1


def test_a_title_comes_once_and_what_was_refused_comes_no_more(index):
    found = keys(index, "Rénover les copropriétés")
    assert found.count("filed:a") + found.count("filed:b") == 1
    assert "lesson:syndic" not in keys(index, "Rénover les copropriétés", refused=frozenset({"lesson:syndic"}))


def test_nothing_is_near_what_nobody_wrote_of(index):
    assert keys(index, "Restaurer l’orgue de l’église") == []
    assert keys(index, "") == []
    assert keys(index, "Comment faire ?") == []
    assert find_near(MatchQuery(title="Haies"), [MatchIndex.of([], VOCABULARY)], VOCABULARY, most=3) == ()


def test_what_a_territory_did_itself_is_left_out(index):
    assert keys(index, "Entretenir les haies") == ["lesson:haies"]
    assert keys(index, "Entretenir les haies", siren="A") == []


def test_a_concept_joins_words_that_have_nothing_in_common(index):
    concepts = VOCABULARY.concepts
    assert (
        list(concepts.find(search_words("Suivre les consommations")))
        == list(concepts.find(search_words("Valises de capteurs")))
        == ["suivi des consommations"]
    )
    assert keys(index, "Suivre nos consommations") == ["offer:capteurs"]
    assert concepts.find(search_words("Rien de tel")) == {}
    assert all(concepts.find(wordings[0]) for wordings in concepts.wordings.values())


def test_actions_leave_room_for_what_one_can_ask_a_member_about(index):
    found = keys(index, "Planter des arbres", most=3)
    assert len([key for key in found if key.startswith("action:")]) == 2
    assert len([key for key in keys(index, "Planter des arbres", most=5) if key.startswith("action:")]) >= 3


def test_what_is_called_nearly_as_a_better_one_of_its_kind_is_left_out():
    titles = ["Planter des haies", "Planter les haies", "Planter des haies bocagères autour des puits"]
    held = [MatchObject(key=f"{n}", kind=MatchKind.ACTION, title=title) for n, title in enumerate(titles)]
    assert keys(MatchIndex.of(held, VOCABULARY), "Planter des haies") == ["0", "2"]


def test_what_shares_no_subject_comes_after_what_does(index):
    near = find_near(MatchQuery(title="Rénover les copropriétés", text="Assemblée."), [index], VOCABULARY, most=5)
    assert near[0].found.key in {"lesson:syndic", "filed:a"}
    assert all("copropriétés" in match.subjects for match in near)


def test_a_subject_told_by_the_verb_alone_is_not_one_when_no_text_knows_the_rest(index):
    assert keys(index, "Planter un drapeau") == []


def test_words_by_which_anything_is_asked_are_not_terms():
    assert read_terms("Comment aider la commune à trouver un exemple ?", VOCABULARY) == {}
    assert read_terms("Haies", VOCABULARY)["hai"] == "haie"


def test_three_words_of_the_field_are_near_without_a_subject():
    titles = ["Réduire le gaz à effet de serre du patrimoine", "Planter", "Haies", "Former les cuisiniers", "Le gaz"]
    held = [
        MatchObject(key=f"{n}", kind=MatchKind.FILED_ACTION, title=title)
        for n, title in enumerate([*titles, "Compter les vélos", "Cultiver sous serre"])
    ]
    assert keys(MatchIndex.of(held, VOCABULARY), "Gaz, effet, serre")[:1] == ["0"]
    assert keys(MatchIndex.of(held[1:], VOCABULARY), "Gaz, effet, serre") == []


def test_what_is_hardly_near_is_left_out_where_nobody_asked():
    titles = ["Planter des haies au bord des routes", "Les arbres des routes et des places, une charte de douze pages"]
    held = [MatchObject(key=f"{n}", kind=MatchKind.LESSON, title=title) for n, title in enumerate(titles)]
    query = MatchQuery(title="Planter des haies au bord des routes, sans arbres")
    shown, sure = (
        find_near(query, [MatchIndex.of(held, VOCABULARY)], VOCABULARY, most=9, is_sure=is_sure)
        for is_sure in (False, True)
    )
    assert [match.found.key for match in shown] == ["0", "1"]
    assert [match.found.key for match in sure] == ["0"]


def test_what_is_known_of_both_territories_parts_what_is_equally_near_and_is_said():
    held = [
        MatchObject(key=f"action:{n}", kind=MatchKind.ACTION, title="Développer l’éolien", sirens=(n,), traits=traits)
        for n, traits in {
            "1": frozenset({"kind:CA", "climate:H1"}),
            "2": frozenset({"kind:CC", "climate:H2", "#éolien", "#méthanisation"}),
        }.items()
    ]
    query = MatchQuery(title="Éoliennes", traits=frozenset({"kind:CC", "climate:H2", "#éolien", "#méthanisation"}))
    first = find_near(query, [MatchIndex.of(held[:1], VOCABULARY), MatchIndex.of(held[1:], VOCABULARY)],
                      VOCABULARY, most=2)[0]  # fmt: skip
    # a resource counts where the need is after it
    assert (first.found.key, first.traits) == ("action:2", ("climate:H2", "kind:CC", "#éolien"))


def test_a_need_that_only_says_by_what_means_is_near_to_nothing():
    held = MatchIndex.of(
        [MatchObject(key="action:n", kind=MatchKind.ACTION, title="Créer un portail numérique citoyen")], VOCABULARY
    )
    assert find_near(MatchQuery(title="Refaire le standard téléphonique"), [held], VOCABULARY, most=5) == ()


@pytest.mark.parametrize("most", [1, 2, 3, 30, 999, 1000, 2000])
def test_the_best_texts_are_all_those_that_no_other_one_passes(most):
    objects = tuple(MatchObject(key=f"{n}", kind=MatchKind.LESSON, title="") for n in range(1000))
    weights = np.array([n * 377 % 1009 / 1009 for n in range(1000)])
    index = MatchIndex(objects=objects, postings={"a": (np.arange(1000), weights)}, terms=(), titles=())
    best = dict(index.best({"a": 2.0}, most=most))
    assert len(best) == min(most, 1000)
    assert best == {place: pytest.approx(2 * weights[place]) for place in best}
    assert sorted(best, key=lambda place: -weights[place]) == list(np.argsort(-weights)[:most])


def test_nothing_is_best_of_nothing(index):
    assert MatchIndex.of([], VOCABULARY).best({"hai": 1.0}, most=3) == []
    assert index.best({"hai": 1.0}, most=0) == []
    assert max(index.scores({"zorg": 1.0})) == 0


def test_a_term_weighs_by_its_place_the_length_of_its_text_and_its_kind():
    other = " ".join(f"toits{sign}" for sign in "abcdef")
    rows = [
        ("title", MatchKind.LESSON, "Haies", ""),
        ("body", MatchKind.LESSON, "Toits", "Haies"),
        ("long", MatchKind.LESSON, "Haies", other),
        ("action", MatchKind.ACTION, "Haies", ""),
        ("filed", MatchKind.FILED_ACTION, "Haies", ""),
        ("project", MatchKind.PROJECT, "Haies", ""),
        ("resource", MatchKind.RESOURCE, "Haies", ""),
        ("offer", MatchKind.OFFER, "Haies", ""),
    ]
    index = MatchIndex.of(
        [MatchObject(key=key, kind=kind, title=title, text=text) for key, kind, title, text in rows], VOCABULARY
    )
    assert (index.count_of("hai"), index.count_of("zorg")) == (8, 0)
    score = dict(zip((row[0] for row in rows), index.scores({"hai": 1.0}).tolist(), strict=True))
    assert score["title"] == score["offer"] > score["long"]
    assert score["title"] > score["body"] > 0
    shares = [round(score[key] / score["title"], 6) for key in ("project", "resource", "action", "filed")]
    assert shares == [0.95, 0.95, 0.9, 0.8]
    assert [("hai" in terms, "hai" in titles) for terms, titles in zip(index.terms, index.titles, strict=True)] == [
        (True, key != "body") for key in score
    ]
    assert index.scores({"hai": 2.0}).tolist() == [2 * value for value in index.scores({"hai": 1.0}).tolist()]


def test_bm25_gives_what_is_written_of_it():
    """Two texts of weights 2 and 4, mean 3: count / (count + k1 (1 - b + b length / mean)), k1 0.9, b 0.4."""
    held = [MatchObject(key=title, kind=MatchKind.LESSON, title=title) for title in ("Zorg", "Zorg zirg")]
    values = MatchIndex.of(held, VOCABULARY).scores({"zorg": 1.0}).tolist()
    assert values == pytest.approx([2 / (2 + 0.9 * (0.6 + 0.4 * 2 / 3)), 2 / (2 + 0.9 * (0.6 + 0.4 * 4 / 3))])


def test_subjects_are_read_sentence_by_sentence_and_short_words_are_no_terms():
    assert "#éolien" in read_terms("Développer l’éolien", VOCABULARY)
    assert read_terms("Un zorg de zz", VOCABULARY).keys() == {"zorg"}
    together, apart = (read_terms(text, VOCABULARY) for text in ("valises de capteurs", "valises. capteurs"))
    assert "#suivi des consommations" in together
    assert together.keys() >= apart.keys()
    assert read_terms("Plus de pluies", VOCABULARY).keys() & {"#PLU"} == set()


def test_a_need_of_nothing_known_shares_nothing_with_what_is_held(index):
    assert find_near(MatchQuery(title="Zorg", text="Zirg zarg"), [index], VOCABULARY, most=5) == ()


def test_as_many_are_shown_as_wanted_best_first_and_by_key_where_equal():
    towns = [
        "Albi",
        "Auch",
        "Foix",
        "Gaillac",
        "Lavaur",
        "Mazamet",
        "Millau",
        "Muret",
        "Pamiers",
        "Revel",
        "Rodez",
        "Tarbes",
    ]
    held = [
        MatchObject(key=f"lesson:{town}", kind=MatchKind.LESSON, title=f"Rénover les copropriétés {town} {town[::-1]}")
        for town in reversed(towns)
    ]
    index = MatchIndex.of(held, VOCABULARY)
    found = {
        most: find_near(MatchQuery(title="Rénover les copropriétés"), [index], VOCABULARY, most=most)
        for most in (1, 3, 12)
    }
    assert {most: len(matches) for most, matches in found.items()} == {1: 1, 3: 3, 12: 12}
    keys_shown = [match.found.key for match in found[12]]
    assert keys_shown == sorted(keys_shown)
    scores = [match.score for match in found[12]]
    assert scores == sorted(scores, reverse=True)
    refused = frozenset(keys_shown[:6])
    left = find_near(MatchQuery(title="Rénover les copropriétés"), [index], VOCABULARY, most=3, refused=refused)
    assert [match.found.key for match in left] == keys_shown[6:9]


def test_what_both_share_adds_to_the_score_and_never_above_one():
    held = MatchObject(
        key="lesson:a",
        kind=MatchKind.LESSON,
        title="Rénover les copropriétés",
        themes=frozenset({"building"}),
        population=40_000,
        traits=frozenset({"kind:CC", "climate:H1"}),
    )
    index = MatchIndex.of([held, *OBJECTS[1:8]], VOCABULARY)

    def score(**known) -> float:
        query = MatchQuery(title="Rénover les copropriétés en zorg", **known)
        return find_near(query, [index], VOCABULARY, most=1)[0].score

    alone = score()
    gains = [
        score(themes=frozenset({"building", "energy"})),
        score(population=45_000),
        score(traits=frozenset({"kind:CC"})),
        score(traits=frozenset({"kind:CC", "climate:H1"})),
        score(themes=frozenset({"energy"})),
        score(population=4_000),
        score(traits=frozenset({"kind:CA"})),
    ]
    assert [round(gain - alone, 6) for gain in gains] == [0.03, 0.02, 0.01, 0.02, 0, 0, 0]
    whole = MatchQuery(title="Rénover les copropriétés", themes=frozenset({"building"}), population=40_000)
    assert find_near(whole, [index], VOCABULARY, most=1)[0].score <= 1


def test_two_words_shared_are_enough_without_a_subject_and_one_is_not():
    long = MatchObject(
        key="long", kind=MatchKind.LESSON, title="Zirg", text="zarg zerg zurg zyrg " * 2 + "zirgo zargo zergo"
    )
    held = [
        MatchObject(key="both", kind=MatchKind.LESSON, title="Zorg", text="zelg"),
        MatchObject(key="one", kind=MatchKind.LESSON, title="Zorg"),
        *(long for _each in range(4)),
    ]
    assert keys(MatchIndex.of(held, VOCABULARY), "Zorg, zelg") == ["both"]


FAR = "tarbes sebrat revel lever zorg zirg zarg zurg"
"""Words enough for an offer to be a little less near than an action of the same words."""


@pytest.mark.parametrize("others", [3, 8, 9])
def test_three_texts_are_kept_for_each_one_wanted_before_what_one_can_ask_is_put_first(others):
    towns = ["albi", "auch", "foix", "gaillac", "lavaur", "mazamet", "millau", "muret", "pamiers"]
    held = [
        MatchObject(key=f"action:{town}", kind=MatchKind.ACTION, title=f"Rénover copropriétés {town} {town[::-1]}")
        for town in towns[:others]
    ]
    offer = MatchObject(key="offer", kind=MatchKind.OFFER, title=f"Rénover copropriétés {FAR}")
    shown = keys(MatchIndex.of([*held, offer], VOCABULARY), "Rénover les copropriétés", most=3)
    assert ("offer" in shown) is (others < 9)


def test_subjects_that_only_say_whom_are_none_when_no_text_knows_the_rest():
    whom = ("personnes vulnérables", "numérique", "jeunes", "événements", "tourisme")
    names = {name: f"zz{rank}z" for rank, name in enumerate(whom)} | {"haies": "haies"}
    vocabulary = replace(VOCABULARY, subjects=Thesaurus(names), concepts=Thesaurus({}))
    held = [MatchObject(key=name, kind=MatchKind.ACTION, title=f"{word} {word}zorg") for name, word in names.items()]
    index = MatchIndex.of(held, vocabulary)

    def subjects(title: str) -> set[str]:
        return {
            subject.removeprefix("#") for subject in weigh_query(MatchQuery(title=title), [index], vocabulary).subjects
        }

    assert subjects("zirg zz1z") == subjects("zirg zz0z zz1z zz2z zz3z zz4z") == set()
    assert subjects("zirg zz1z haies") == {"numérique", "haies"}
    assert subjects("zz1z") == {"numérique"}
    assert subjects("zz0z zz1z zz2z zz3z zz4z") == set(whom)


WORDS = Vocabulary(lemma=lambda word: word, subjects=Thesaurus({"haies": "haies"}), concepts=Thesaurus({}))
"""Words that are only themselves, and one subject."""


def index_of(*titles: str) -> MatchIndex:
    held = [MatchObject(key=f"{n}", kind=MatchKind.LESSON, title=title) for n, title in enumerate(titles)]
    return MatchIndex.of(held, WORDS)


def test_a_term_of_a_need_weighs_by_its_rarity_its_place_and_what_it_is():
    held = index_of("zarz zbrb zcrc", "haies zdrd", "manger zdrd", "zfrf")

    def weights(title: str, text: str = "") -> dict[str, float]:
        """Weights over that of a word of the title that one text of four holds."""
        told = weigh_query(MatchQuery(title=title, text=text), [held], WORDS).weights
        return {term: weight / told["zarz"] for term, weight in told.items()}

    rare = math.log(1 + 3.5 / 1.5)
    told = weights("zarz zdrd haies", "zbrb zarz")
    assert (told["zbrb"], told["#haies"]) == pytest.approx((0.5, 2.1))
    assert told["zdrd"] == pytest.approx(math.log(1 + 2.5 / 2.5) / rare)
    assert weights("zarz", "haies")["#haies"] == pytest.approx(2.1 / 2)
    assert weights("zarz zorg")["zorg"] == pytest.approx(0.8 * math.log(1 + 4.5 / 0.5) / rare)
    (verb,) = read_terms("manger", WORDS)
    assert weights("manger zarz")[verb] == pytest.approx(0.4)
    assert weights("zarz manger")[verb] == pytest.approx(1)
    apart = weigh_query(MatchQuery(title="zarz zdrd"), [held], WORDS).weights
    assert apart == weigh_query(MatchQuery(title="zarz zdrd"), [index_of(), held, index_of()], WORDS).weights


def test_the_eight_weightiest_terms_of_a_need_are_the_whole_of_it():
    words = [f"z{sign}r{sign}" for sign in "abcdefghij"]
    for count in (1, 7, 8, 10):
        told = weigh_query(MatchQuery(title=" ".join(words[:count])), [index_of(*words)], WORDS)
        assert (len(told.weights), sum(sorted(told.weights.values())[-8:])) == (count, pytest.approx(1))
        assert (told.lost, told.subjects) == (0, frozenset())


def test_what_no_text_holds_counts_in_the_whole_as_long_as_no_subject_is_told():
    held = index_of("haies zarz", "zbrb")
    without = weigh_query(MatchQuery(title="zarz zorg"), [held], WORDS)
    assert (without.lost, sum(without.weights.values())) == (0, pytest.approx(1))
    told = weigh_query(MatchQuery(title="zarz haies zorg"), [held], WORDS)
    known = {term: weight for term, weight in told.weights.items() if term != "zorg"}
    assert (told.subjects, sum(known.values())) == ({"#haies"}, pytest.approx(1))
    assert told.lost == pytest.approx(told.weights["zorg"])
    assert weigh_query(MatchQuery(title="zarz", text="haies"), [held], WORDS).subjects == {"#haies"}


@pytest.mark.parametrize(
    ("term", "weight", "lost", "answer"),
    [
        ("#haies", 0.12, 0.0, "yes"),
        ("#haies", 0.119, 0.0, "no"),
        ("#haies", 0.12, 9.0, "yes"),
        ("zarz", 0.7, 0.0, "yes"),
        ("zarz", 0.69, 0.0, "no"),
        ("zarz", 0.7, 0.1, "no"),
        ("zarz", 1.05, 0.5, "yes"),
        ("zarz", 1.04, 0.5, "no"),
    ],
)
def test_one_term_is_enough_alone_when_it_is_much_of_a_need(term, weight, lost, answer):
    told = WeighedQuery(weights={term: weight}, shown={}, lost=lost, subjects=frozenset())
    assert told.is_alone_enough(term) is (answer == "yes")


@pytest.mark.parametrize(("more", "shown"), [(2, ["0"]), (3, ["0", "1"])])
def test_seven_terms_of_ten_make_the_same_title(more, shown):
    common = " ".join(f"z{sign}r{sign}" for sign in "abcdefg")
    second = " ".join(f"z{sign}l{sign}" for sign in "abc"[:more])
    held = index_of(f"{common} zuru", f"{common} {second}")
    near = find_near(MatchQuery(title=common), [held], WORDS, most=5)
    assert [match.found.key for match in near] == shown
