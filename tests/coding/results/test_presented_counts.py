"""Counts as pages show them: lines, ranks, names that may be told, sentences, and what changed."""

from dataclasses import replace

import pytest

from autan.coding.codings.core.codebook_edits import rename_code, split_code
from autan.coding.codings.core.codings import Coding, read_in_version
from autan.coding.codings.core.corpus import CodedCorpus
from autan.coding.results.core.comparison import compare_campaigns, compare_versions
from autan.coding.results.core.cooccurrence import CooccurrenceUnit, count_cooccurrences, cross_codes
from autan.coding.results.core.counts import CodeTable, count_codes
from autan.coding.results.presenters.counts import (
    by_frequency,
    coverage_sentence,
    present_changes,
    present_crossing,
    present_sentences,
    present_table,
    present_together,
    present_versions,
)
from autan.coding.results.presenters.names import NameRule, present_own_mentions
from autan.evidence.figures.core.codable_texts import AskedTerritory, CodableText
from autan.ground.wordings import Text
from tests.coding.codings.making import DAY, NOTE, make_code, make_codebook, make_coding, make_text
from tests.coding.results.test_counts import (
    ANSWERS,
    ASKED,
    BOOK,
    CITIES,
    RURAL,
    SIRENS,
    answer,
    make_corpus,
    money,
    staff,
)

EVERY = NameRule(sees_all=True, offered=frozenset())
ANSWERED = "collectivités interrogées ont répondu"
NONE = NameRule(sees_all=False, offered=frozenset())
FIRST = NameRule(sees_all=False, offered=frozenset(SIRENS[:1]))
HEADED = replace(BOOK, codes=tuple(replace(code, is_codable=code.key != "means") for code in BOOK.codes))


def politics(text: CodableText) -> Coding:
    return make_coding(f"politics-{text.key}", "politics", text=text, quote="suit")


def counted(codings: list[Coding], count: int = 3, **fields: object) -> CodeTable:
    return count_codes(
        make_corpus(ANSWERS[:count], codings, **{"territories": ASKED[:count], "book": HEADED, **fields})
    )


def test_a_line_says_where_a_code_stands_who_mentions_it_and_marks_each_territory() -> None:
    table = counted([staff(ANSWERS[0]), staff(ANSWERS[1])], count=4, unread=("a2",), territories=ASKED[:5])
    lines = {line.key: line for line in present_table(table, FIRST)}
    assert [(line.key, line.depth, line.is_heading) for line in lines.values()] == [
        ("means", 0, True),
        ("staff", 1, False),
        ("money", 1, False),
        ("politics", 0, False),
    ]
    line = lines["staff"]
    assert (line.label, line.names, line.unnamed) == ("Staff", ("EPCI 00",), 1)
    assert line.marks == ("", "", "is-unread", "hollow", "is-silent")
    assert line.sentence.startswith("2 des 4 collectivités qui ont répondu")
    assert (line.figure, line.mentions) == (table.row("staff").territories, table.row("staff").mention_count)
    assert [one.names for one in present_table(table, EVERY)][1] == ("EPCI 00", "EPCI 01")


@pytest.mark.parametrize(("count", "marks"), [(15, 15), (16, 0)])
def test_many_territories_have_no_marks(count: int, marks: int) -> None:
    territories = tuple(AskedTerritory(siren=str(rank), name=str(rank)) for rank in range(count))
    table = count_codes(make_corpus([], [], territories=territories))
    assert {len(line.marks) for line in present_table(table, EVERY)} == {marks}


def test_a_rank_says_its_ties_and_how_sure_it_is() -> None:
    codings = [*(staff(text) for text in ANSWERS[:3]), money(ANSWERS[0]), politics(ANSWERS[1])]
    lines = {line.key: line.rank for line in present_table(counted(codings), EVERY)}
    assert lines == {
        "means": "",
        "staff": "1",
        "money": "2, à égalité avec 1 autre",
        "politics": "2, à égalité avec 1 autre",
    }
    unsure = present_table(counted(codings, territories=ASKED[:4]), EVERY)
    assert {line.key: line.rank for line in unsure}["money"] == "2, à égalité avec 1 autre\u202f; entre 2 et 3"
    nobody = present_table(counted([staff(ANSWERS[0])], unread=("a0", "a1", "a2")), EVERY)
    assert {line.rank for line in nobody if line.key != "staff"} == {""}, "what is not mentioned has no rank"


def test_codes_are_listed_from_the_most_mentioned_without_headings_nor_silence() -> None:
    note = make_text("n1", "Le budget.", kind=NOTE)
    apart = make_coding("n", "politics", text=note, quote="budget")
    corpus = make_corpus(
        [*ANSWERS[:3], note],
        [money(ANSWERS[0]), staff(ANSWERS[0]), staff(ANSWERS[1]), apart],
        book=HEADED,
        territories=ASKED[:3],
    )
    lines = present_table(count_codes(corpus), EVERY)
    assert [line.key for line in by_frequency(lines)] == ["staff", "money", "politics"]
    assert [kind for kind, _figure in lines[3].elsewhere] == [NOTE]
    assert by_frequency(present_table(counted([]), EVERY)) == []


def sentences(corpus: CodedCorpus, rule: NameRule, key: str = "staff") -> list[tuple[str, str, bool]]:
    mentions = corpus.mentions([key])
    return [(one.name, one.quote, one.is_named) for one in present_sentences(mentions, corpus, rule)]


def test_who_may_not_be_named_is_told_by_words_alone_and_last() -> None:
    longer = make_coding("b", "staff", text=ANSWERS[1], quote="de postes")
    note = make_text("n1", "Manque de postes.", kind=NOTE)
    corpus = make_corpus(
        [*ANSWERS[:3], note], [staff(ANSWERS[2]), longer, staff(ANSWERS[0]), staff(note)], territories=ASKED[:3]
    )
    assert sentences(corpus, FIRST) == [
        ("EPCI 00", "postes", True),
        ("n1", "postes", True),
        ("une collectivité", "de postes", False),
        ("une collectivité", "postes", False),
    ]
    assert [name for name, _quote, _named in sentences(corpus, EVERY)] == ["EPCI 00", "EPCI 01", "EPCI 02", "n1"]


def test_a_sentence_is_cut_far_from_its_words() -> None:
    for size, is_cut in ((160, False), (161, True)):
        text = answer(0, "a" * size + "postes" + "b" * size)
        corpus = make_corpus([text], [staff(text)], territories=ASKED[:1])
        (one,) = present_sentences(corpus.mentions(["staff"]), corpus, EVERY)
        assert (one.before, one.after) == (("…" + "a" * 160, "b" * 160 + "…") if is_cut else ("a" * 160, "b" * 160))
        assert (one.quote, one.source) == ("postes", "")
    note = make_text("n1", "Les postes.", siren=SIRENS[0], kind=NOTE)
    corpus = make_corpus([note], [staff(note)], territories=ASKED[:1])
    (one,) = present_sentences(corpus.mentions(["staff"]), corpus, NONE)
    assert (one.name, one.source, one.is_named) == ("une collectivité", "Notes d’atelier", False)


def test_a_name_is_shown_to_who_may_read_it() -> None:
    assert (EVERY.names("1"), NONE.names("1"), FIRST.names(SIRENS[0]), FIRST.names(SIRENS[1])) == (
        True,
        False,
        True,
        False,
    )
    assert (FIRST.show(SIRENS[0], "Nord"), NONE.show("1", "Nord"), NONE.show("", "Atelier")) == (
        "Nord",
        "une collectivité",
        "Atelier",
    )


def test_the_ideas_of_one_territory_are_its_words_without_headings() -> None:
    table = counted([staff(ANSWERS[0]), money(ANSWERS[0]), staff(ANSWERS[1])])
    assert [(code.key, quotes) for code, quotes in present_own_mentions(table, SIRENS[0])] == [
        ("staff", ["postes"]),
        ("money", ["budget"]),
    ]
    assert present_own_mentions(table, SIRENS[2]) == []


def test_groups_are_shown_for_the_codes_that_somebody_said() -> None:
    corpus = make_corpus(ANSWERS[:9], [staff(ANSWERS[0]), staff(ANSWERS[6])], territories=ASKED[:9])
    shown = present_crossing(cross_codes(corpus, [CITIES, RURAL], attribute="by_kind"))
    assert [(key, label, depth) for key, label, depth, _cells in shown] == [
        ("means", "Means", 0),
        ("staff", "Staff", 1),
    ]
    assert [(group, cell.territories.value) for group, cell in shown[1][3]] == [("by_kind.ca", 1), ("by_kind.cc", 1)]


def test_changes_name_who_may_be_named_and_count_the_others() -> None:
    before = make_corpus(ANSWERS[:4], [staff(text) for text in ANSWERS[:3]], territories=ASKED[:5])
    after = make_corpus(ANSWERS[:5], [staff(ANSWERS[1]), staff(ANSWERS[0])], territories=ASKED[:5], address="2028.q41")
    changes = compare_campaigns(count_codes(before), count_codes(after))
    (_means, line) = present_changes(changes, after, FIRST)
    assert {key: line[key] for key in ("label", "stayed", "came", "left", "unknown")} == {
        "label": "Staff",
        "stayed": "EPCI 00, + 1",
        "came": "—",
        "left": "+ 1",
        "unknown": "+ 1",
    }
    assert (line["before"].territories.value, line["after"].territories.value) == (3, 2)
    assert present_changes(changes, after, EVERY)[1]["unknown"] == "EPCI 04"


def test_versions_side_by_side_say_what_differs() -> None:
    later = split_code(BOOK, "staff", [make_code("hiring"), make_code("training")], day=DAY)
    later = rename_code(later, "politics", Text("Élus", "Elected"), day=DAY)
    codings = [staff(ANSWERS[0]), money(ANSWERS[0]), politics(ANSWERS[1])]
    read = read_in_version(codings, later, later.version, allocations={"staff-a0": "hiring"})
    lines = compare_versions(
        count_codes(make_corpus(ANSWERS, codings)), count_codes(make_corpus(ANSWERS, list(read.codings), book=later))
    )
    shown = present_versions(lines)
    assert [
        (before and before.code.key, [row.code.key for row in after], differs) for before, after, differs in shown
    ] == [
        ("means", ["means"], False),
        ("staff", ["staff", "hiring", "training"], True),
        ("money", ["money"], False),
        ("politics", ["politics"], True),
    ]
    nothing = compare_versions(count_codes(make_corpus(ANSWERS, [])), count_codes(make_corpus(ANSWERS, [], book=later)))
    assert present_versions(nothing) == []


def test_ideas_said_together_leave_headings_out() -> None:
    table = counted([staff(ANSWERS[0]), money(ANSWERS[0]), politics(ANSWERS[0])])
    pairs = present_together(count_cooccurrences(table, CooccurrenceUnit.TERRITORY))
    assert [(first, second, figure.value) for first, second, figure in pairs] == [
        ("Staff", "Money", 1),
        ("Staff", "Politics", 1),
        ("Money", "Politics", 1),
    ]


@pytest.mark.parametrize(
    ("answered", "asked", "unread", "words"),
    [
        (3, 5, (), f"3 des 5 {ANSWERED}."),
        (3, 3, ("a0",), f"3 des 3 {ANSWERED} ; 1 réponse reste à lire ou à discuter."),
        (
            3,
            4,
            ("a0", "a2"),
            "3 des 4 collectivités interrogées ont répondu ; 2 réponses restent à lire ou à discuter.",
        ),
    ],
)
def test_what_was_read_is_said_before_any_count(answered: int, asked: int, unread: tuple[str, ...], words: str) -> None:
    corpus = make_corpus(ANSWERS[:answered], [], territories=ASKED[:asked], unread=unread)
    assert coverage_sentence(corpus).replace("\u202f", " ") == words


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "1 texte, compté à part des réponses à l’enquête."),
        (2, "2 textes, comptés à part des réponses à l’enquête."),
    ],
)
def test_texts_of_nobody_asked_are_counted_apart(count: int, words: str) -> None:
    notes = [make_text(f"n{rank}", "Des postes.", kind=NOTE) for rank in range(count)]
    assert coverage_sentence(make_corpus(notes, [], territories=(), book=make_codebook("staff"))) == words
