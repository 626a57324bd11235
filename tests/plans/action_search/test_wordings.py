"""How a search is said in other words, and how what each wording finds is weighed: titles and a thesaurus by hand."""

from collections.abc import Mapping, Sequence

import pytest

from autan.ground.search.core.searching import search_words, stems
from autan.ground.search.core.thesaurus import Thesaurus
from autan.plans.action_search.core.filed import CarrierKind, FiledAction, FiledPlan, latest_filing
from autan.plans.action_search.core.finding import (
    COVERED,
    ENOUGH,
    FURTHER_WORDING,
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
from autan.plans.projects.core.themes import ActionTheme

NOTHING = Thesaurus({})
BIKES = Thesaurus({"vélo": "vélo, cyclable, bicyclette"})


class Titles:
    """Searches titles: one that holds all the words, or some of them, has the share of its words that they are."""

    def __init__(self, titles: Mapping[str, str]) -> None:
        self.titles = {key: stems(title) for key, title in titles.items()}
        self.asked: list[tuple[str, ...]] = []

    def __call__(self, words: Sequence[str], *, needs_all: bool) -> list[tuple[str, float]]:
        self.asked.append(tuple(words))
        if not words:
            return []
        shares = {key: len(set(words) & set(held)) / len(held) for key, held in self.titles.items()}
        full = {key for key, held in self.titles.items() if set(words) <= set(held)}
        return [(key, share) for key, share in shares.items() if (key in full if needs_all else share)]


def found(text: str, titles: Mapping[str, str], subjects: Thesaurus = NOTHING) -> dict[str, float]:
    return dict(search_wordings(text, Titles(titles), subjects))


def test_titles_that_say_the_words_are_found_and_nothing_else():
    assert found("haie", {"a": "Haies", "b": "Vélos"}) == {"a": pytest.approx(1 + IN_PART)}
    assert found("haie", {"b": "Vélos"}) == {}
    assert found("", {"b": "Vélos"}) == {}


def test_another_wording_counts_less_and_a_further_one_less_again():
    scores = found("vélo", {"a": "Vélo", "b": "Cyclable", "c": "Bicyclette"}, BIKES)
    assert scores["a"] == pytest.approx(1 + IN_PART)
    assert scores["b"] == pytest.approx(OTHER_WORDING)
    assert scores["c"] == pytest.approx(OTHER_WORDING * FURTHER_WORDING)
    assert list(scores) == ["a", "b", "c"]


def test_a_title_is_scored_by_the_best_of_its_wordings():
    scores = found("vélo", {"a": "Vélo cyclable"}, BIKES)
    assert scores == {"a": pytest.approx(0.5 * (1 + IN_PART))}


def test_a_part_of_the_words_finds_only_where_nothing_says_them_whole():
    titles = {"a": "Planter des haies", "b": "Haies"}
    assert set(found("planter haies", titles)) == {"a"}
    assert found("haies zzzz", titles)["b"] > found("haies zzzz", titles)["a"]


def test_a_letter_mended_comes_before_a_part_of_the_words():
    assert set(found("compostag", {"a": "Compostage"})) == {"a"}
    assert set(found("compostaje", {"a": "Compostage", "b": "Haies"})) == {"a"}


def test_words_joined_by_a_hyphen_are_one_word_too():
    titles = {"a": "Collecter les biodéchets", "b": "Bio"}
    assert "a" in found("bio-déchets", titles)
    assert "a" not in found("bio déchets", titles)


def test_a_title_that_tells_every_idea_comes_before_one_that_tells_some():
    titles = {"both": "Vélo et forêt", "one": "Vélo", "other": "Forêt"}
    scores = found("vélo forêt", titles)
    assert next(iter(scores)) == "both"
    whole = 2 / 3 * (1 + IN_PART)
    assert scores["both"] == pytest.approx((1 - COVERED) * whole + COVERED * whole)


def test_a_verb_that_any_action_may_begin_with_is_left_out_where_few_are_found():
    titles = {"a": "Développer le vélo", "b": "Le vélo", "c": "Développer la marche"}
    assert list(found("développer le vélo", titles)) == ["a", "b"]


def test_wordings_are_asked_in_their_order_and_looser_ones_where_few_are_found():
    few = Titles({"a": "Vélo"})
    search_wordings("vélo", few, BIKES)
    assert few.asked.index(("velo",)) < few.asked.index(("cyclabl",)) < few.asked.index(search_words("bicyclette"))
    many = Titles({str(rank): "Vélo" for rank in range(ENOUGH)})
    search_wordings("vélo", many, BIKES)
    assert len(many.asked) < len(few.asked)


def test_what_says_a_subject_of_the_search_alone_counts_least():
    subjects = Thesaurus({"vélo": "vélo, cyclable", "haie": "haie, bocage", "gare": "gare, train"})
    scores = found("vélo haie gare", {"whole": "Vélo, haie, gare", "one": "Cyclable"}, subjects)
    assert list(scores) == ["whole", "one"]
    assert 0 < scores["one"] < OTHER_WORDING


@pytest.mark.parametrize(
    ("text", "subjects", "wordings"),
    [
        ("vélo", {"vélo": "vélo, cyclable"}, [("cyclabl",)]),
        ("vélo rural", {"vélo": "vélo, cyclable"}, [("rural", "cyclabl")]),
        ("piste cyclable", {"vélo": "vélo, piste cyclable"}, [("velo",)]),
        ("vélo", {"vélo": "vélo"}, []),
        ("haie", {"vélo": "vélo, cyclable"}, []),
        ("vélo haie", {"vélo": "vélo, cyclable", "haie": "haie, bocage"}, [("hai", "cyclabl"), ("velo", "bocag")]),
        ("enr", {"enr": "enr, > éolien, renouvelable"}, [("renouvel",), ("eolien",)]),
    ],
)
def test_each_subject_is_said_in_its_other_wordings(
    text: str, subjects: dict[str, str], wordings: list[tuple[str, ...]]
):
    assert other_wordings(search_words(text), Thesaurus(subjects)) == wordings


def test_the_narrowest_subject_comes_first_and_nearer_wordings_before_others():
    subjects = Thesaurus({"arbre": "arbre, chêne, hêtre", "vélo": "vélo, cyclable"})
    assert other_wordings(search_words("arbre vélo"), subjects)[0] == ("arbre", "cyclabl")
    near = Thesaurus({"bois": "bois énergie, chaufferie, bois bûche"})
    assert other_wordings(search_words("bois énergie"), near)[0] == ("bois", "buch")


def test_wordings_stop_at_the_most():
    names = ", ".join(f"mot{chr(97 + one)}{chr(97 + other)}" for one in range(7) for other in range(7))
    assert len(other_wordings(search_words("motaa"), Thesaurus({"sujet": names}))) == MOST_WORDINGS


@pytest.mark.parametrize(
    ("text", "subjects", "wordings"),
    [
        ("vélo sûr", {"vélo": "vélo, cyclable"}, [("velo",), ("cyclabl",)]),
        ("haie", {"vélo": "vélo"}, []),
        (
            "vélo haie", {"vélo": "vélo, cyclable", "haie": "haie, bocage"},
            [("velo", "hai"), ("velo", "bocag"), ("cyclabl", "hai"), ("cyclabl", "bocag")],
        ),
        ("vélo haie eau", {"vélo": "vélo", "haie": "haie", "eau": "eau"}, []),  # three subjects
        (
            "piste cyclable", {"vélo": "piste cyclable, vélo", "piste": "piste, chemin"},
            [("pist", "cyclabl"), ("velo",)],
        ),
    ],
)  # fmt: skip
def test_a_search_is_said_more_loosely(text: str, subjects: dict[str, str], wordings: list[tuple[str, ...]]):
    assert wider_wordings(search_words(text), Thesaurus(subjects)) == wordings


def test_what_two_subjects_leave_is_kept_in_each_looser_wording():
    subjects = Thesaurus({"vélo": "vélo, cyclable", "haie": "haie"})
    assert all("rural" in wording for wording in wider_wordings(search_words("vélo haie rural"), subjects))


@pytest.mark.parametrize(
    ("population", "band"),
    [
        (0, SizeBand.SMALL), (29_999, SizeBand.SMALL), (30_000, SizeBand.MEDIUM), (100_000, SizeBand.MEDIUM),
        (100_001, SizeBand.LARGE),
    ],
)  # fmt: skip
def test_a_population_is_of_one_band(population: int, band: SizeBand):
    assert SizeBand.of(population) is band


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("CC", TerritoryKind.CC),
        ("MET69", TerritoryKind.METRO),
        ("METRO", TerritoryKind.METRO),
        ("SMF", None),
        ("", None),
    ],
)
def test_a_code_of_the_register_is_of_one_kind(code: str, kind: TerritoryKind | None):
    assert TerritoryKind.of(code) is kind


@pytest.mark.parametrize(
    ("one", "other", "is_near"),
    [
        (10, 20, True), (20, 10, True), (10, 21, False), (10, 10, True), (None, 10, False), (10, None, False),
        (0, 0, False),
    ],
)  # fmt: skip
def test_sizes_are_near_up_to_twice(one: int | None, other: int | None, *, is_near: bool):
    assert is_near_size(one, other) is is_near


def action(**fields: object) -> ActionFound:
    values = {
        "key": "filed:1-1", "title": "Trier", "origin": ActionOrigin.FILED, "themes": (ActionTheme.WASTE,),
        "is_theme_stated": True, "place": "Ici", "sirens": ("1",), "population": 50_000,
        "kinds": frozenset({TerritoryKind.CC}), "climates": frozenset({Climate.H2}),
    }  # fmt: skip
    return ActionFound(**(values | fields))


@pytest.mark.parametrize(
    ("query", "fields", "is_in"),
    [
        (ActionQuery(), {}, True),
        (ActionQuery(theme=ActionTheme.WASTE), {}, True),
        (ActionQuery(theme=ActionTheme.WATER), {}, False),
        (ActionQuery(theme=ActionTheme.WATER), {"themes": (ActionTheme.WASTE, ActionTheme.WATER)}, True),
        (ActionQuery(origin=ActionOrigin.FILED), {}, True),
        (ActionQuery(origin=ActionOrigin.NETWORK), {}, False),
        (ActionQuery(kind=TerritoryKind.CC), {}, True),
        (ActionQuery(kind=TerritoryKind.CA), {}, False),
        (ActionQuery(kind=TerritoryKind.CC), {"kinds": frozenset()}, False),
        (ActionQuery(climate=Climate.H2), {}, True),
        (ActionQuery(climate=Climate.H3), {}, False),
        (ActionQuery(kind=TerritoryKind.CC, climate=Climate.H3), {}, False),
        (ActionQuery(size=SizeBand.MEDIUM), {}, True),
        (ActionQuery(size=SizeBand.SMALL), {}, False),
        (ActionQuery(size=SizeBand.MEDIUM), {"population": None}, False),
        (ActionQuery(size=SizeBand.SMALL), {"population": 0}, True),
    ],
)
def test_a_filter_keeps_what_is_known_to_answer(query: ActionQuery, fields: dict[str, object], *, is_in: bool):
    assert is_kept(action(**fields), query) is is_in


@pytest.mark.parametrize(
    ("query", "more", "place"),
    [
        (ActionQuery(text="vélo"), False, False),
        (ActionQuery(theme=ActionTheme.WASTE), True, False),
        (ActionQuery(origin=ActionOrigin.FILED), True, False),
        (ActionQuery(size=SizeBand.SMALL), True, True),
        (ActionQuery(kind=TerritoryKind.CC), True, True),
        (ActionQuery(climate=Climate.H1), True, True),
    ],
)
def test_a_query_says_what_it_asks_beside_words(query: ActionQuery, *, more: bool, place: bool):
    assert (query.asks_more, query.asks_place) == (more, place)


def filing(key: str, state: str) -> FiledPlan:
    return FiledPlan(
        id=key, family="1", sirens=("1",), carriers="Ici", name="PCAET", population=None, state=state, created_on=""
    )


@pytest.mark.parametrize(
    ("filings", "latest"),
    [
        ([("9", "Brouillon"), ("10", "Brouillon")], "10"),
        ([("9", "Définitif"), ("10", "Brouillon")], "9"),
        ([("9", "Définitif"), ("10", "Mise en oeuvre"), ("11", "Projet")], "10"),
        ([("100", "Définitif"), ("99", "Définitif")], "100"),
        ([("9", "Définitif")], "9"),
    ],
)
def test_the_filing_that_says_most_is_the_last_that_is_no_draft(filings: list[tuple[str, str]], latest: str):
    assert latest_filing([filing(*one) for one in filings]).id == latest


def test_an_action_filed_twice_has_the_key_of_the_first():
    filed = FiledAction(ids=("1006", "1111"), rank=12, title="Trier", domains=(), carriers=(CarrierKind.CARRIER,))
    assert filed.key == "1006-12"
