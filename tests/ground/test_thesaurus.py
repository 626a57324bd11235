"""Other readings of a search: the wordings of one idea, a word that is begun, a word with a letter wrong."""

import pytest

from autan.ground.search.core.searching import is_acronym, nearness, rate_each, search_words, stem, stems
from autan.ground.search.core.thesaurus import Thesaurus, respelled

IDEAS = Thesaurus(
    {
        "vélo": "vélo, piste cyclable, cyclable",
        "énergies renouvelables": "énergies renouvelables, enr, > éolien, > panneau solaire",
        "train": "gare, train",
    }
)


def ideas(text: str) -> dict[str, tuple[str, ...]]:
    return IDEAS.find(search_words(text))


def test_an_idea_is_found_by_its_longest_wording() -> None:
    assert ideas("une piste cyclable") == {"vélo": stems("piste cyclable")}
    assert ideas("un itinéraire cyclable") == {"vélo": stems("cyclable")}
    assert ideas("une piste") == {}, "one word of a wording of two is not the wording"


def test_ideas_come_in_the_order_of_the_words_that_tell_them() -> None:
    assert list(ideas("vélos à la gare")) == ["vélo", "train"]
    assert list(ideas("de la gare à vélo")) == ["train", "vélo"]
    assert ideas("tout autre chose") == {}


def test_a_narrower_wording_answers_for_its_idea_and_does_not_tell_it() -> None:
    assert ideas("parc éolien") == ideas("panneau solaire") == {}
    assert "énergies renouvelables" in ideas("les EnR")
    ranked = IDEAS.rank_wordings(["énergies renouvelables"])
    assert ranked == [
        (False, stems("énergies renouvelables")),
        (False, ("enr",)),
        (True, stems("éolien")),
        (True, stems("panneau solaire")),
    ]


def test_wordings_of_several_ideas_keep_their_order_the_narrower_last() -> None:
    ranked = IDEAS.rank_wordings(["énergies renouvelables", "train"])
    assert [is_narrower for is_narrower, _wording in ranked] == [False, False, False, False, True, True]
    assert ranked[2:4] == [(False, stems("gare")), (False, stems("train"))]


def test_a_wording_that_is_said_twice_counts_once() -> None:
    assert Thesaurus({"vélo": "vélo, vélos, Vélo"}).wordings == {"vélo": (("velo",),)}


def test_the_stems_of_a_thesaurus_are_those_of_all_its_wordings() -> None:
    assert Thesaurus({"a": "piste cyclable", "b": "> gare"}).stems == {*stems("piste cyclable gare")}


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("covoit", "covoiturag"),
        ("covoiturag", "covoiturag"),
        ("covo", "covo"),
        ("cyclo", "cyclo"),
        ("zzzzz", "zzzzz"),
        ("isola", "isola"),
    ],
)
def test_a_word_that_is_begun_is_completed_where_it_can_be_one_word_alone(typed: str, word: str) -> None:
    thesaurus = Thesaurus({"a": "covoiturage", "b": "cyclotourisme, cyclomoteur", "c": "isolation, isolateur"})
    assert thesaurus.complete(typed) == word


def test_the_shortest_of_words_that_all_begin_alike_is_taken() -> None:
    assert Thesaurus({"a": "photovoltaïque, photovoltaïsme, photo"}).complete("phot") == "phot"
    longer = Thesaurus({"a": "agrivoltaïsme, agrivoltaïsmeur"})
    assert longer.complete("agrivol") == min(longer.stems)


HOLDERS = {"carcasson": 2, "plan": 3, "plant": 1, "air": 3, "lair": 1, "photovolta": 1, "eau": 4, "vent": 2, "ville": 9}


def spelled(*words: str) -> tuple[str, ...]:
    return respelled(words, lambda word: HOLDERS.get(word, 0))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("carcason", "carcasson"),
        ("carcassson", "carcasson"),
        ("carcassno", "carcasson"),
        ("carcaston", "carcasson"),
        ("arcasson", "carcasson"),
        ("xarcasson", "carcasson"),
        ("carcasso", "carcasson"),
        ("carrcason", "carrcason"),
        ("plan", "plan"),
        ("lair", "air"),
        ("deau", "eau"),
        ("veau", "veau"),
        ("vnt", "vnt"),
        ("2030", "2030"),
        ("photovoltaxyz", "photovolta"),
        ("photovoltawxyz", "photovoltawxyz"),
        ("villexyz", "villexyz"),
    ],
)
def test_a_word_that_nothing_holds_is_read_as_the_nearest_that_something_does(typed: str, read: str) -> None:
    assert spelled(typed) == (read,)


def test_the_nearest_word_is_the_one_that_most_hold_and_the_others_stay() -> None:
    assert spelled("planx", "ville") == ("plan", "ville")
    assert spelled() == ()


def test_a_known_word_is_never_read_as_a_nearer_one() -> None:
    assert spelled("plant") == ("plant",)


@pytest.mark.parametrize(
    ("text", "title", "value"),
    [
        ("bois", "Chaufferie au bois", 1.0),
        ("bois", "Un territoire boisé", 0.8),
        ("eaux", "Terre d’Eau", 1.0),
        ("réseau", "Les réseaux", 1.0),
        ("les fois", "Les Foix", 0.8),
        ("PCAET", "Plan climat", 1.0),
        ("", "Plan climat", 1.0),
    ],
)
def test_a_title_with_a_relative_of_the_word_is_less_near(text: str, title: str, value: float) -> None:
    assert nearness(text, title) == value


def test_words_cut_to_an_acronym_stay_themselves() -> None:
    assert [stem(word) for word in ("papier", "pluie", "PLUi", "CEE", "ce", "aires", "boisements")] == [
        "papier",
        "pluie",
        "plui",
        "cee",
        "ce",
        "aire",
        "bois",
    ]


def test_things_are_rated_best_first_and_those_that_do_not_answer_are_left_out() -> None:
    rows = [("a", "Forêt", "un plan climat"), ("b", "Plan climat", ""), ("c", "Forêt", "")]
    rates = rate_each(search_words("plan climat"), rows)
    assert (list(rates), rates["b"]) == (["b", "a"], 1.0)
    assert rate_each((), rows) == {}


def test_only_acronyms_of_the_trade_stand_for_other_words() -> None:
    assert [word for word in ("pcaet", "plui", "enr", "climat", "PCAET", "") if is_acronym(word)] == [
        "pcaet",
        "plui",
        "enr",
    ]


@pytest.mark.parametrize("words", [("é" * 10_000,), tuple(f"{letter}zzzz" for letter in "abcdefghij" * 100)])
def test_what_no_word_can_be_costs_a_search_little(words: tuple[str, ...]) -> None:
    counted: list[str] = []

    def count_holders(word: str) -> int:
        counted.append(word)
        return 0

    assert respelled(words, count_holders) == words
    assert len(counted) < 12 * 400  # as many words as are mended, and what each may stand for
