"""What a text quotes, what its sentences state without support, and whom it names."""

import pytest

from autan.evidence.figures.core.sources import EvidenceRef
from autan.publishing.living_text.core.sentences import (
    alphanumerics_of,
    named_members,
    quotations_to_find,
    quoted_passages,
    uncited_counts,
    uncited_numbers,
    unclaimed_absences,
    unclaimed_comparisons,
    unwritten_passages,
)
from tests.evidence.figures.making import make_figure
from tests.publishing.living_text.writing import TEXT, read, with_body

TABLE = "Tableau : {caption}\n| a | b |\n| --- | --- |\n| {cell} | c |\n"
PICTURE = (
    "pictures:\n  photo:\n    file: 00000000000000000000000000000000.jpg\n"
    '    alternative: {fr: "Vu", en: "Seen"}\n    credit: {fr: "De « Anne »", en: "By Anne"}\n'
)


def blocks(body):
    return read(with_body(f"{{{{schemes}}}}.\n\n{body}")).blocks


@pytest.mark.parametrize(
    ("body", "letters"),
    [
        ("« Il manque 12 chaudières. »", ["ilmanque12chaudières"]),
        ("« Deux postes », puis « plus de bois ».", ["deuxpostes", "plusdebois"]),
        ("« Il fait beau » en 2014.", []),
        ("« Il manque 12 chaudières. » [@S001]", []),
        ("# « 12 titres »", []),
        ("> « Il en faut 3. »", ["ilenfaut3"]),
        ("- un\n- « Il en faut 3. »", ["ilenfaut3"]),
        (TABLE.format(caption="dit « 4 »", cell="« 5 »"), ["4", "5"]),
    ],
)
def test_a_quotation_that_counts_or_compares_is_to_be_found_unless_its_line_cites(body, letters):
    assert list(quotations_to_find(blocks(body))) == letters


@pytest.mark.parametrize(
    ("body", "passages"),
    [
        ('Rien n’est « ouvert », “dit” ou "tu".', ["ouvert", "dit", "tu", "«ouvert»", "“dit”"]),
        ("« l’un “deux” trois »", ["l’un “deux” trois", "«l’un “deux” trois»", "“deux”"]),
        ("« a » puis « b »", ["a", "b", "«a» puis «b»"]),
        ("« jamais fermé", []),
        ("# Titre « z »", ["z", "«z»"]),
        ("- « y »\n- plain", ["y", "«y»"]),
        ("> mot\n>\n> - « a »\n> - b", ["mot", "a", "«a»", "«a»", "b"]),
        (TABLE.format(caption="C", cell="« 5 »"), ["5", "«5»"]),
    ],
)
def test_what_is_quoted_is_given_between_its_marks_and_whole_and_a_remark_as_it_is(body, passages):
    found = [
        passage.replace("\u202f", "") for passage in quoted_passages(read(with_body(f"{{{{schemes}}}}\n\n{body}")))
    ]
    assert found == passages


@pytest.mark.parametrize(
    "words",
    [
        "L'essai",
        "The trial",
        "Sous-titre",
        "Territoires inventés.",
        "Dispositifs",
        "Deux comptes",
        "d'un côté.",
        "Synthèse",
        "Réponses",
        "Formes",
        "Une forme est connue.",
        "Plan propre",
        "Not documented",
    ],
)
def test_the_head_of_a_text_is_quoted_too_wherever_it_is_printed(words):
    passages = list(quoted_passages(read(TEXT.replace(words, f"dit « {words} »", 1))))
    assert words.replace("'", "’") in [passage.strip().replace("'", "’") for passage in passages]


def test_the_credit_of_a_picture_is_quoted_too():
    shown = read(with_body("{{schemes}}\n\n{{picture: photo}}", more=PICTURE))
    assert [passage.strip() for passage in quoted_passages(shown)] == ["Anne", "« Anne »"]


def test_two_typings_of_the_same_words_have_the_same_letters():
    assert alphanumerics_of("L’État, en 2014 : 3 %") == alphanumerics_of("l'état en 2014… (3)") == "létaten20143"


@pytest.mark.parametrize("find", [uncited_numbers, unclaimed_comparisons, unclaimed_absences, uncited_counts])
def test_a_sentence_is_told_with_its_first_word_and_once(find):
    first = "Le 12 mai, plus de 12 plans et dix de plus sont introuvables, 30 sont introuvables."
    words = {uncited_numbers: "12", unclaimed_comparisons: "plus", unclaimed_absences: "introuvables"}
    found = list(find(blocks(f"{first} {first} [@S001]\n\nLa suite.")))
    assert found == [(words.get(find, "dix"), first)]


@pytest.mark.parametrize(
    ("find", "words"),
    [
        (uncited_numbers, "« Il en faut 3. »"),
        (unclaimed_comparisons, "« Il en faut moins. »"),
        (unclaimed_absences, "« Il est introuvable. »"),
        (uncited_counts, "« Il en faut trois. »"),
    ],
)
def test_a_quotation_that_is_found_states_nothing_of_the_author(find, words):
    assert len(list(find(blocks(words)))) == 1
    assert list(find(blocks(words), {alphanumerics_of(words)})) == []
    beside = f"{words} Il en faut 7 et sept, moins, introuvables."
    assert len(list(find(blocks(beside), {alphanumerics_of(words)}))) == 1


def test_what_is_left_to_be_written_states_nothing_and_is_listed():
    body = "À écrire : les 12 plans.\n\nUn mot, à écrire : rien.\n\n> À écrire : deux remarques."
    left = [passage.replace("\xa0", " ") for passage in unwritten_passages(blocks(body))]
    assert left == ["À écrire : les 12 plans.", "À écrire : deux remarques."]
    assert list(uncited_numbers(blocks(body))) == list(uncited_counts(blocks(body))) == []


def test_a_claim_or_a_figure_supports_a_comparison_and_not_a_number_beside_it():
    sentence = "Avec {{schemes}}, plus de 12 plans."
    assert list(unclaimed_comparisons(blocks(sentence))) == []
    assert list(uncited_numbers(blocks(sentence))) == [("12", "Avec , plus de 12 plans.")]


MEMBERS = [("1", "Autan-Nord"), ("2", "Autan-Sud"), ("3", "Ailleurs"), ("4", "A+B")]


def test_members_are_named_by_words_by_figures_and_by_facts_in_the_order_of_the_network():
    body = (
        "# Autan-Nord\n\n*Autan-Nord* et [Autan-Nord](https://a.fr), non Autan-Nordique ni autan-nord.\n\n"
        "- {{schemes | text: Autan-Nord | claim: value > 0}}\n\n> Autan-Nord\n\nA+B, sans AAB."
    )
    part = make_figure(4, territories=("2",), evidence=(EvidenceRef(kind="fact", key="S002"),))
    whole = make_figure(territories=("9",), inputs=(make_figure(6, territories=(), inputs=(part,)),))
    figures = [("gas", whole), ("heat", part), ("gas", part)]
    found = named_members(blocks(body), figures, {"F1": "3", "F2": "", "F3": "3"}, MEMBERS)
    assert [(member.siren, member.name, member.times, member.figures, member.facts) for member in found] == [
        ("1", "Autan-Nord", 5, (), ()),
        ("2", "Autan-Sud", 0, ("gas", "heat"), ()),
        ("3", "Ailleurs", 0, (), ("F1", "F3")),
        ("4", "A+B", 1, (), ()),
    ]
    assert named_members(blocks("Rien."), [], {}, MEMBERS) == ()
