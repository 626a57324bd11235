"""What a sentence states by itself, word by word: numbers, comparisons, absences, quotations, members named."""

from typing import Any

import pytest

from autan.publishing.living_text.core.document import cited_ref
from autan.publishing.living_text.core.marks import as_typed, citation_mark, is_name, parse_citation
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
from tests.publishing.living_text.writing import read, with_body

FIGURES = "  n: facts.F1\n"
CLAIMED = "{{n | text: dix | claim: value == 10}}"


def blocks(body: str) -> Any:
    """The blocks of a body, which prints its one figure last, in a title."""
    return read(with_body(f"{body}\n\n# Fin {{{{n}}}}", figures=FIGURES)).blocks


@pytest.mark.parametrize(
    ("sentence", "numbers"),
    [
        ("On en compte 12.", ["12"]),
        ("On en compte 1 250,5 et 3.", ["1\u202f250,5"]),
        ("On en compte 1\u00a0250.", ["1\u00a0250"]),
        ("En 2014, le 1er juin 2014 et le 12 mai 1999.", []),
        ("En 2014, on en compte 12.", ["12"]),
        ("Le code 20145 est connu.", ["20145"]),
        ("On en compte 12 [@F1].", []),
        ("On en compte 12. [@F1]", []),
        ("On en compte 12. Et 13 [@F1].", ["12"]),
        ("On en compte 12 ! Et 13 ?", ["12", "13"]),
        (f"On en compte {CLAIMED}, soit 12.", ["12"]),
        ("- un point\n- 13 points", ["13"]),
        ("> On en compte 14.", ["14"]),
        ("# Les 11 membres", []),
    ],
)
def test_a_number_typed_by_hand_needs_a_citation_in_its_sentence(sentence: str, numbers: list[str]) -> None:
    assert [number for number, _sentence in uncited_numbers(blocks(sentence))] == numbers


def test_a_row_of_a_table_is_one_line() -> None:
    table = "Tableau : ce qui est\n| Quoi | Combien |\n|---|---|\n| a | 12 |\n| b [@F1] | 13 |\n"
    assert list(uncited_numbers(blocks(table))) == [("12", "a | 12")]


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("Le gaz dépasse le fioul.", "dépasse"),
        ("La moitié des membres.", "moitié"),
        ("They use more than before.", "more than"),
        ("Les Premiers plans.", "Premiers"),
        ("Il n’y en a plus.", None),
        ("De plus, au moins un plan ; plus tard, d’abord.", None),
        ("Il n’a non plus rien, de plus en plus.", None),
        ("Le gaz dépasse le fioul [@F1].", None),
        (f"Le gaz dépasse {CLAIMED}.", None),
        ("Il surplombe la vallée.", None),
    ],
)
def test_a_word_that_compares_needs_a_claim_or_a_citation(sentence: str, word: str | None) -> None:
    assert [match for match, _sentence in unclaimed_comparisons(blocks(sentence))] == ([word] if word else [])


@pytest.mark.parametrize(
    ("sentence", "is_found"),
    [
        ("Le plan n’a pas été lu.", True),
        ("Ces plans n'ont été trouvés nulle part.", True),
        ("Aucune date connue.", True),
        ("The plan was not read.", True),
        ("Nothing tells it.", True),
        ("Le plan est introuvable.", True),
        ("Les plans sont introuvables.", True),
        ("Le plan est lu.", False),
        ("Le plan n’a pas été lu [@F1].", False),
        (f"Le plan n’a pas été lu : {CLAIMED}.", False),
    ],
)
def test_what_is_said_to_be_missing_needs_a_claim_or_a_citation(sentence: str, is_found: object) -> None:
    assert bool(list(unclaimed_absences(blocks(sentence)))) is is_found


def test_a_number_spelled_out_needs_one_too_and_each_sentence_is_given_whole() -> None:
    found = list(uncited_counts(blocks("Trois plans. Quatre [@F1]. Une dizaine. *Five* plans, twelve fiches.")))
    assert found == [("Trois", "Trois plans."), ("Five", "Five plans, twelve fiches.")]


def test_a_quotation_that_was_found_is_left_out_and_what_is_unwritten_is_given() -> None:
    table = "Tableau : rien\n| À écrire | b |\n|---|---|\n| x | À écrire ici |\n"
    body = f"Elle dit « 12 fois plus ».\n\nIl dit « 13 ».\n\nÀ écrire : 14 lignes.\n\n{table}"
    written = blocks(body)
    assert list(quotations_to_find(written)) == ["12foisplus", "13"]
    assert [number for number, _words in uncited_numbers(written, {"12foisplus"})] == ["13"]
    assert list(unclaimed_comparisons(written, {"12foisplus"})) == []
    assert list(quotations_to_find(blocks("« 12 » [@F1], « rien »."))) == []
    assert list(unwritten_passages(written)) == ["À écrire\u00a0: 14 lignes.", "À écrire", "À écrire ici"]


def test_all_that_is_quoted_is_given_wherever_it_is_printed() -> None:
    text = read(with_body('Il dit « a » puis “b” et "c".\n\n> Tout cela.\n\n- « d “e” » {{n}}', figures=FIGURES))
    passages = list(quoted_passages(text))
    assert {"a", "b", "c", "Tout cela.", "“e”"} <= {passage.strip() for passage in passages}
    assert any("d" in passage and "e" in passage for passage in passages)
    assert alphanumerics_of("« L’An 2014 ! »") == "lan2014"


def test_members_are_named_by_whole_words_by_figures_and_by_facts() -> None:
    members = [("1", "Albi"), ("2", "Albigeois"), ("3", "Rodez"), ("4", "Cahors"), ("5", "Muret")]
    whole = make_figure(territories=("1",), inputs=(make_figure(territories=("3",)),))
    named = named_members(blocks("Albigeois, Albi et l’Albigeois. Muretain."), [("gas", whole)], {"F4": "4"}, members)
    assert [(member.siren, member.times, member.figures, member.facts) for member in named] == [
        ("1", 1, ("gas",), ()),
        ("2", 2, (), ()),
        ("3", 0, ("gas",), ()),
        ("4", 0, (), ("F4",)),
    ]
    assert named_members((), [], {}, members) == ()


@pytest.mark.parametrize(
    ("ref", "mark"),
    [
        ("fact:S067", "[@S067]"),
        ("lesson:isoler", "[@lesson:isoler]"),
        ("fact:r4ec52710d1", "[@r4ec52710d1]"),
        ("answer:a, b", ""),
        ("answer:[a]", ""),
        ("fact:", ""),
        ("Lesson:x", ""),
    ],
)
def test_a_citation_is_written_where_its_key_can_be_read_again(ref: str, mark: str) -> None:
    assert citation_mark(ref) == mark
    if mark:
        (cited,) = parse_citation(mark[2:-1], read().maps[0].place).cited
        evidence = cited_ref(cited)
        assert f"{evidence.kind}:{evidence.key}" == ref


def test_typed_signs_are_no_marks_and_some_words_are_no_names() -> None:
    assert as_typed("a * b_c [d] {e} <f> #g | ~h & `i` \\j") == (r"a \* b\_c \[d\] \{e\} \<f\> \#g \| \~h \& \`i\` \\j")
    assert [as_typed(text) for text in ("1. a", "12) a", "2014 a", "a 1. b", "+ a", "a + b")] == [
        r"1\. a", r"12\) a", "2014 a", "a 1. b", r"\+ a", "a + b",
    ]  # fmt: skip
    assert [is_name(text) for text in ("a1_b", "known", "1a", "a-b", "A", "")] == [True, *[False] * 5]
