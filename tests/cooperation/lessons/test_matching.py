"""What is near a need, why, and « nothing near »."""

import pytest

from autan.cooperation.lessons.core.matching import MatchIndex, MatchKind, MatchObject, MatchQuery, read_terms
from autan.cooperation.lessons.core.nearest import find_near
from autan.ground.search.core.searching import search_words
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
