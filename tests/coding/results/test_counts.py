"""Counts over territories: silence, unread answers, workshops apart, sentences behind each cell, stale figures."""

from dataclasses import replace

import pytest

from autan.coding.codings.core.codebook import Codebook
from autan.coding.codings.core.codebook_edits import add_code, merge_codes, rename_code, split_code
from autan.coding.codings.core.codings import Coding, read_in_version
from autan.coding.codings.core.corpus import CodedCorpus, CorpusError, MentionState
from autan.coding.results.core.comparison import compare_campaigns, compare_versions, rank_codes
from autan.coding.results.core.cooccurrence import CooccurrenceUnit, count_cooccurrences, cross_codes
from autan.coding.results.core.counts import MANY, count_codes
from autan.evidence.figures.core.codable_texts import AskedTerritory, AttributeGroup, CodableText
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Text
from tests.coding.codings.making import DAY, NOTE, make_code, make_codebook, make_coding, make_text

BOOK = make_codebook("means", "means/staff", "means/money", "politics")
SIRENS = [str(200_000_000 + rank) for rank in range(13)]
ASKED = tuple(AskedTerritory(siren=siren, name=f"EPCI {siren[-2:]}") for siren in SIRENS)
LACK = "Nous manquons de postes. Le budget ne suit pas."


def answer(rank: int, words: str = LACK) -> CodableText:
    return make_text(f"a{rank}", words, siren=SIRENS[rank])


def staff(text: CodableText, **fields) -> Coding:
    return make_coding(f"staff-{text.key}", "staff", text=text, quote="postes", **fields)


def money(text: CodableText) -> Coding:
    return make_coding(f"money-{text.key}", "money", text=text, quote="budget")


def make_corpus(
    texts: list[CodableText],
    codings: list[Coding],
    *,
    unread: tuple[str, ...] = (),
    book: Codebook = BOOK,
    territories: tuple[AskedTerritory, ...] = ASKED,
    address: str = "2026.q41",
) -> CodedCorpus:
    return CodedCorpus(
        address=address,
        label=Text("Difficultés rencontrées", "Difficulties met"),
        period=Period.year(2026),
        codebook=book,
        asked=territories,
        texts=tuple(texts),
        read={text.key: text.version for text in texts if text.key not in unread},
        codings=tuple(codings),
    )


ANSWERS = [answer(rank) for rank in range(11)]
SEVEN = make_corpus(ANSWERS, [staff(text) for text in ANSWERS[:7]])


def test_seven_of_eleven_that_answered() -> None:
    row = count_codes(SEVEN).row("staff")
    figure = row.territories
    assert (figure.value, figure.known, figure.total, figure.unit.code) == (7, 11, 13, "territories")
    assert figure.state is ValueState.LOWER_BOUND
    assert row.sentence.fr.replace("\u202f", " ") == "7 des 11 collectivités qui ont répondu ; 2 n’ont pas répondu."
    assert row.sentence.en == "7 of the 11 authorities that answered; 2 did not answer."
    assert row.sirens(MentionState.NOT_ANSWERED) == tuple(SIRENS[11:])
    assert len(row.sirens(MentionState.NOT_MENTIONED)) == 4
    assert figure.id == "coding.2026.q41.obstacles.staff"
    assert figure.has_evidence


def test_every_territory_known_makes_an_observed_count() -> None:
    everybody = make_corpus(ANSWERS, [staff(text) for text in ANSWERS[:7]], territories=ASKED[:11])
    row = count_codes(everybody).row("staff")
    assert (row.territories.state, row.territories.value) == (ValueState.OBSERVED, 7)
    assert row.sentence.en == "7 of the 11 authorities that answered."


def test_silence_is_not_mentioned_and_the_unread_is_unknown() -> None:
    corpus = make_corpus(ANSWERS[:4], [staff(ANSWERS[0])], unread=("a2", "a0"), territories=ASKED[:5])
    row = count_codes(corpus).row("staff")
    assert [state.value for state in row.states.values()] == [
        "mentioned",  # what is coded is known, though the rest of the answer is not read
        "not_mentioned",
        "not_read",
        "not_mentioned",
        "not_answered",
    ]
    assert (row.territories.value, row.territories.known, row.territories.total) == (1, 3, 5)
    assert row.sentence.fr.replace("\u202f", " ") == (
        "1 des 4 collectivités qui ont répondu ; 1 reste à lire ; 1 n’a pas répondu."
    )
    assert all(state.label.fr for state in MentionState)


def test_several_unread_are_told_in_the_plural() -> None:
    corpus = make_corpus(ANSWERS[:3], [], unread=("a0", "a1"), territories=ASKED[:3])
    assert "2 restent à lire" in count_codes(corpus).row("staff").sentence.fr


def test_nothing_read_has_no_value() -> None:
    unread = count_codes(make_corpus(ANSWERS[:2], [], unread=("a0", "a1"), territories=ASKED[:2])).row("staff")
    assert (unread.territories.value, unread.territories.state) == (None, ValueState.MISSING)
    nobody = count_codes(make_corpus([], [], territories=())).row("staff")
    assert nobody.territories.state is ValueState.NOT_APPLICABLE
    assert nobody.sentence == Text("0 passage, hors enquête.", "0 passages, outside surveys.")
    silent = count_codes(make_corpus([], [], territories=ASKED[:2])).row("staff")
    assert silent.sentence == Text("Aucune collectivité n’a répondu.", "No authority answered.")


def test_a_blank_answer_is_no_answer() -> None:
    row = count_codes(make_corpus([answer(0, " \n")], [], territories=ASKED[:1])).row("staff")
    assert row.states == {SIRENS[0]: MentionState.NOT_ANSWERED}


def test_a_mention_of_a_code_is_one_of_the_codes_above() -> None:
    corpus = make_corpus(ANSWERS[:3], [staff(ANSWERS[0]), money(ANSWERS[0]), money(ANSWERS[1])], territories=ASKED[:3])
    table = count_codes(corpus)
    assert [(row.code.key, row.territories.value, row.mention_count.value) for row in table.rows] == [
        ("means", 2, 3),
        ("staff", 1, 1),
        ("money", 2, 2),
        ("politics", 0, 0),
    ]
    assert table.row("means").mention_count.unit.code == "mentions"
    with pytest.raises(KeyError):
        table.row("nobody")


def test_every_cell_knows_its_sentences() -> None:
    row = count_codes(SEVEN).row("staff")
    assert len(row.mentions) == 7
    mention = row.mentions_of(SIRENS[2])[0]
    assert (mention.quote, mention.text, [coding.key for coding in mention.codings]) == (
        "postes",
        ANSWERS[2],
        ["staff-a2"],
    )
    assert row.mentions_of(SIRENS[9]) == ()
    cited = {(ref.kind, ref.key) for ref in row.territories.evidence}
    assert {("coding", f"staff-a{rank}") for rank in range(7)} | {("answer", f"a{rank}") for rank in range(11)} == cited


def test_codings_that_overlap_are_one_mention() -> None:
    text = answer(0)
    codings = [
        make_coding("1", "staff", text=text, quote="manquons de postes"),
        make_coding("2", "staff", text=text, quote="de postes. Le", coder="paul"),
        make_coding("3", "money", text=text, quote="Le budget"),
        make_coding("4", "staff", text=text, quote="suit pas"),
    ]
    table = count_codes(make_corpus([text], codings, territories=ASKED[:1]))
    assert [mention.quote for mention in table.row("staff").mentions] == ["manquons de postes. Le", "suit pas"]
    assert [[coding.key for coding in mention.codings] for mention in table.row("staff").mentions] == [
        ["1", "2"],
        ["4"],
    ]
    assert table.row("means").mention_count.value == 2


def test_what_is_said_in_a_workshop_is_counted_apart() -> None:
    note = make_text("n1", "Manque de postes.", siren=SIRENS[0], kind=NOTE)
    other = make_text("n2", "Encore des postes.", kind=NOTE)
    codings = [staff(note), staff(other), staff(ANSWERS[1])]
    row = count_codes(make_corpus([ANSWERS[1], note, other], codings, territories=ASKED[:2])).row("staff")
    assert (row.territories.value, row.territories.known) == (1, 1)
    assert row.states[SIRENS[0]] is MentionState.NOT_ANSWERED
    assert len(row.mentions) == 1
    (apart,) = row.elsewhere
    assert (apart.kind, apart.figure.value, apart.figure.boundary) == (NOTE, 2, "workshop-note")
    assert [mention.text.key for mention in apart.mentions] == ["n1", "n2"]
    assert apart.figure.territories == (SIRENS[0],)
    assert {ref.key for ref in apart.figure.evidence} == {"staff-n1", "staff-n2", "n1", "n2"}


def test_a_figure_is_stale_as_soon_as_an_answer_or_a_coding_moves() -> None:
    def hashes(corpus: CodedCorpus) -> str:
        return count_codes(corpus).row("staff").territories.content_hash

    base = make_corpus(ANSWERS[:3], [staff(ANSWERS[0])], territories=ASKED[:3])
    assert hashes(base) == hashes(make_corpus(ANSWERS[:3], [staff(ANSWERS[0])], territories=ASKED[:3]))
    other_answer = [*ANSWERS[:2], answer(2, "Rien à dire.")]
    longer = make_coding("staff-a0", "staff", text=ANSWERS[0], quote="de postes")
    changed = [
        make_corpus(other_answer, [staff(ANSWERS[0])], territories=ASKED[:3]),
        make_corpus(ANSWERS[:3], [longer], territories=ASKED[:3]),
        make_corpus(ANSWERS[:3], [replace(staff(ANSWERS[0]), key="other")], territories=ASKED[:3]),
        make_corpus(ANSWERS[:3], [staff(ANSWERS[0])], territories=ASKED[:3], unread=("a0",)),
        make_corpus(ANSWERS[:3], [staff(ANSWERS[0])], territories=ASKED[:3], book=replace(BOOK, version=2)),
    ]
    assert len({hashes(corpus) for corpus in [base, *changed]}) == 1 + len(changed)


def test_a_changed_answer_is_to_be_read_again() -> None:
    old = answer(0)
    moved = answer(0, "D’abord ceci. " + LACK)
    gone = answer(1, "Tout va bien.")
    corpus = replace(
        make_corpus([moved, gone], [staff(old), staff(answer(1))], territories=ASKED[:2]),
        read={"a0": old.version, "a1": answer(1).version},
    )
    row = count_codes(corpus).row("staff")
    assert [coding.key for coding in corpus.to_review] == ["staff-a1"]
    assert row.states == {SIRENS[0]: MentionState.MENTIONED, SIRENS[1]: MentionState.NOT_READ}
    assert row.mentions[0].quote == "postes"
    assert row.mentions[0].start == moved.text.index("postes")


@pytest.mark.parametrize(
    ("texts", "codings", "at"),
    [
        ([make_text("x", "mots", siren="1")], [], "x"),
        ([make_text("x", "mots")], [], "x"),
        ([answer(0)], [staff(answer(1))], "staff-a1"),
        ([answer(0)], [make_coding("c", "nobody", text=answer(0), quote="postes")], "c"),
    ],
)
def test_a_corpus_that_contradicts_itself_is_refused(texts: list[CodableText], codings: list[Coding], at: str) -> None:
    with pytest.raises(CorpusError) as refused:
        make_corpus(texts, codings)
    assert refused.value.key == at


def test_a_large_corpus_cites_one_set() -> None:
    territories = tuple(AskedTerritory(siren=str(rank), name=str(rank)) for rank in range(MANY + 1))
    texts = [make_text(f"a{rank}", LACK, siren=str(rank)) for rank in range(MANY + 1)]
    figure = (
        count_codes(make_corpus(texts, [staff(text) for text in texts], territories=territories))
        .row("staff")
        .territories
    )
    assert figure.evidence == (EvidenceRef(kind="codings", key="coding.2026.q41.obstacles.staff"),)
    assert figure.value == MANY + 1


def test_every_figure_of_a_table_has_its_own_address() -> None:
    note = make_text("n1", "Manque de postes.", kind=NOTE)
    figures = count_codes(make_corpus([ANSWERS[0], note], [staff(note)])).figures
    assert len({figure.id for figure in figures}) == len(figures) == 2 * 4 + 2


CITIES = AttributeGroup(
    code="by_kind.ca",
    label=Text("CA", "CA"),
    sirens=frozenset(SIRENS[:6]),
    basis=(EvidenceRef(kind="register", key="ca"),),
)
RURAL = AttributeGroup(code="by_kind.cc", label=Text("CC", "CC"), sirens=frozenset(SIRENS[6:9]))


def test_codes_are_crossed_with_groups_and_the_unknown_has_its_column() -> None:
    crossed = cross_codes(SEVEN, [CITIES, RURAL], attribute="by_kind")
    assert [group.code for group in crossed.groups] == ["by_kind.ca", "by_kind.cc", "by_kind.unknown"]
    cells = {code.key: cells for code, cells in crossed.rows}["staff"]
    assert [(cell.territories.value, cell.territories.known, cell.territories.total) for cell in cells] == [
        (6, 6, 6),
        (1, 3, 3),
        (0, 2, 4),
    ]
    assert cells[0].territories.id == "coding.2026.q41.obstacles.by_kind.ca.staff"
    assert CITIES.basis[0] in cells[0].territories.evidence
    assert [mention.text.siren for mention in cells[1].mentions] == [SIRENS[6]]
    assert sum(cell.territories.value or 0 for cell in cells) == count_codes(SEVEN).row("staff").territories.value


def test_no_column_of_the_unknown_when_all_are_placed() -> None:
    every = AttributeGroup(code="by_kind.all", label=Text("Toutes", "All"), sirens=frozenset(SIRENS))
    assert len(cross_codes(SEVEN, [every], attribute="by_kind").groups) == 1


TOGETHER = make_corpus(
    [answer(0), answer(1), answer(2), make_text("b0", LACK, siren=SIRENS[0])],
    [
        staff(answer(0)),
        money(make_text("b0", LACK, siren=SIRENS[0])),
        staff(answer(1)),
        money(answer(1)),
        make_coding("p", "politics", text=answer(1), quote="budget ne suit"),
    ],
    territories=ASKED[:4],
    unread=("a2",),
)


APART = {("means", "politics"): 1, ("staff", "politics"): 1, ("money", "politics"): 1}


@pytest.mark.parametrize(
    ("unit", "wanted"),
    [
        (CooccurrenceUnit.TERRITORY, {("staff", "money"): 2, **APART}),
        (CooccurrenceUnit.TEXT, {("staff", "money"): 1, **APART}),
        (CooccurrenceUnit.PASSAGE, {("means", "politics"): 1, ("money", "politics"): 1}),
    ],
)
def test_ideas_said_together(unit: CooccurrenceUnit, wanted: dict[tuple[str, str], int]) -> None:
    cooccurrences = count_cooccurrences(count_codes(TOGETHER), unit)
    assert {(pair.codes[0].key, pair.codes[1].key): pair.figure.value for pair in cooccurrences} == wanted
    values = [pair.figure.value for pair in cooccurrences]
    assert values == sorted(values, reverse=True)  # type: ignore[type-var]
    assert len({pair.figure.id for pair in cooccurrences}) == len(cooccurrences)
    assert unit.label.fr


def test_a_pair_knows_its_sentences_and_what_is_not_known() -> None:
    pair = count_cooccurrences(count_codes(TOGETHER), CooccurrenceUnit.TERRITORY)[0]
    assert [mention.text.key for mention in pair.mentions] == ["a0", "b0", "a1", "a1"]
    assert (pair.figure.known, pair.figure.total, pair.figure.state) == (2, 4, ValueState.LOWER_BOUND)
    # of the third, nothing was read; the fourth did not answer
    apart = count_cooccurrences(count_codes(TOGETHER), CooccurrenceUnit.PASSAGE)[-1]
    assert (apart.figure.value, apart.figure.known) == (1, 2)


def test_one_idea_not_mentioned_is_enough_to_know_of_two() -> None:
    corpus = make_corpus(
        [answer(0), answer(1), answer(2)],
        [staff(answer(0)), money(answer(0)), staff(answer(1)), staff(answer(2))],
        territories=ASKED[:3],
        unread=("a2",),
    )
    (pair,) = count_cooccurrences(count_codes(corpus), CooccurrenceUnit.TERRITORY)
    assert (pair.figure.value, pair.figure.known, pair.figure.total) == (1, 2, 3)


@pytest.mark.parametrize(("unread", "known"), [((), 2), (("b1",), 1)])
def test_ideas_said_apart_are_known_once_all_is_read(unread: tuple[str, ...], known: int) -> None:
    """The second territory says one idea in one answer, and the other in another."""
    other = make_text("b1", LACK, siren=SIRENS[1])
    codings = [staff(answer(0)), money(answer(0)), staff(answer(1)), money(other)]
    corpus = make_corpus([answer(0), answer(1), other], codings, territories=ASKED[:2], unread=unread)
    (pair,) = count_cooccurrences(count_codes(corpus), CooccurrenceUnit.TEXT)
    assert (pair.figure.value, pair.figure.known) == (1, known)


def test_ranks_show_ties_and_what_could_move_them() -> None:
    codings = [*(staff(text) for text in ANSWERS[:5]), *(money(text) for text in ANSWERS[:3])]
    codings += [make_coding(f"p{text.key}", "politics", text=text, quote="suit") for text in ANSWERS[3:6]]
    table = count_codes(make_corpus(ANSWERS, codings, territories=ASKED[:12]))
    ranked = rank_codes([table.row(key) for key in ("politics", "money", "staff")])
    assert [(item.count.code.key, item.rank, item.tied) for item in ranked] == [
        ("staff", 1, ()),
        ("politics", 2, ("money",)),
        ("money", 2, ("politics",)),
    ]
    assert [(item.best_rank, item.worst_rank, item.is_sure) for item in ranked] == [
        (1, 1, True),
        (2, 3, False),
        (2, 3, False),
    ]


def test_what_is_not_known_has_no_rank() -> None:
    rows = count_codes(make_corpus(ANSWERS[:1], [], unread=("a0",), territories=ASKED[:1])).rows
    ranked = rank_codes(rows)
    assert [(item.rank, item.best_rank, item.is_sure) for item in ranked] == [(None, None, False)] * 4


def test_two_campaigns_side_by_side() -> None:
    before = make_corpus([answer(0), answer(1), answer(2)], [staff(answer(0)), staff(answer(1))], territories=ASKED[:4])
    after = make_corpus(
        [answer(0), answer(1), answer(2), answer(3)],
        [staff(answer(0)), staff(answer(2)), staff(answer(3))],
        territories=ASKED[:5],
        address="2028.q41",
    )
    change = {
        campaign.before.code.key: campaign for campaign in compare_campaigns(count_codes(before), count_codes(after))
    }
    found = change["staff"]
    assert (found.before.territories.value, found.after.territories.value) == (2, 3)
    assert (found.stayed, found.came, found.left) == ((SIRENS[0],), (SIRENS[2],), (SIRENS[1],))
    assert found.unknown == (SIRENS[3],)
    assert change["politics"].unknown == (SIRENS[3],)


def test_two_versions_of_a_codebook_are_not_compared_as_campaigns() -> None:
    later = make_corpus(ANSWERS, [], book=replace(BOOK, version=2))
    with pytest.raises(CorpusError, match="read both in one version"):
        compare_campaigns(count_codes(SEVEN), count_codes(later))


def test_two_versions_side_by_side() -> None:
    later = split_code(BOOK, "staff", [make_code("hiring"), make_code("training")], day=DAY)
    later = merge_codes(later, ["money", "politics"], make_code("choice"), day=DAY)
    later = add_code(rename_code(later, "means", Text("Les moyens", "The means"), day=DAY), make_code("data"), day=DAY)
    codings = [staff(ANSWERS[0]), staff(ANSWERS[1]), money(ANSWERS[0])]
    read = read_in_version(codings, later, later.version, allocations={"staff-a0": "hiring"})
    lines = compare_versions(
        count_codes(make_corpus(ANSWERS, codings)),
        count_codes(make_corpus(ANSWERS, list(read.codings), book=later)),
    )
    told = [
        (line.before.code.key if line.before else None, [(row.code.key, row.territories.value) for row in line.after])
        for line in lines
    ]
    assert told == [
        ("means", [("means", 2)]),
        ("staff", [("staff", 2), ("hiring", 1), ("training", 0)]),
        ("money", [("choice", 1)]),
        ("politics", [("choice", 1)]),
        (None, [("data", 0)]),
    ]


def test_only_later_versions_of_one_codebook_are_set_beside() -> None:
    later = make_corpus(ANSWERS, [], book=rename_code(BOOK, "staff", Text("Postes", "Posts"), day=DAY))
    other = make_corpus(ANSWERS, [], book=replace(BOOK, slug="other"))
    for tables in ((later, SEVEN), (SEVEN, other)):
        with pytest.raises(CorpusError, match="does not follow"):
            compare_versions(*(count_codes(corpus) for corpus in tables))


def test_a_code_merged_out_of_a_later_version_is_traced() -> None:
    """Changes made before the earlier version are not followed again."""
    second = merge_codes(BOOK, ["staff", "money"], "staff", day=DAY)
    third = rename_code(second, "staff", Text("Postes", "Posts"), day=DAY)
    lines = compare_versions(
        count_codes(make_corpus(ANSWERS, [], book=second)), count_codes(make_corpus(ANSWERS, [], book=third))
    )
    assert [(line.before and line.before.code.key, [row.code.key for row in line.after]) for line in lines] == [
        ("means", ["means"]),
        ("staff", ["staff"]),
        ("politics", ["politics"]),
    ]
