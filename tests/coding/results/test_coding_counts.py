"""Counts of a corpus and their figures: by address, by group, together, stale as soon as anything moves."""

from functools import partial

import pytest
from django.utils import timezone

from autan.coding.codings.actions.codebooks import add_corpus, revise_codebook, show_counts
from autan.coding.codings.actions.codings import withdraw_coding
from autan.coding.codings.core.codebook_edits import rename_code
from autan.coding.codings.core.codings import DisagreementOutcome
from autan.coding.codings.core.corpus import MentionState
from autan.coding.codings.models import Corpus, Document
from autan.coding.codings.queries.codebooks import get_codebook
from autan.coding.codings.queries.corpora import coded_corpus, corpora_of, view_corpus
from autan.coding.codings.queries.text_sources import documents_address
from autan.coding.results.actions import settle
from autan.coding.results.core.counts import count_codes
from autan.coding.results.queries.counts import compare_with, crossed_table, earlier_corpora, table_of
from autan.evidence.figures.core.addresses import FigureAddress
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.queries.registry import (
    OPERATOR,
    PUBLIC,
    UnknownFigureError,
    describe_evidence,
    find_figure,
    version_of_figures,
)
from autan.evidence.figures.queries.traces import trace_figure
from autan.ground.wordings import Text
from tests.coding.codings.acting import MER, MONT, NORD, SUD, code, code_all, read_all, text_of
from tests.coding.codings.conftest import answer, change_answer
from tests.kept_rows import written_again

FIGURE = "coding.enquete.q1.obstacles.engineering"


@pytest.fixture
@written_again
def coded(corpus: Corpus, coders) -> Corpus:
    code_all(corpus, coders.cast.coordinator)
    return corpus


def test_two_of_three_that_answered_and_one_did_not(coded) -> None:
    row = table_of(view_corpus(coded)).row("engineering")
    assert row.sentence.fr.replace("\u202f", " ") == "2 des 3 collectivités qui ont répondu ; 1 n’a pas répondu."
    assert row.states == {
        NORD: MentionState.MENTIONED,
        SUD: MentionState.MENTIONED,
        MER: MentionState.NOT_MENTIONED,
        MONT: MentionState.NOT_ANSWERED,
    }
    figure = find_figure(FIGURE, reader=OPERATOR)
    assert figure == row.territories
    assert (figure.value, figure.known, figure.total, figure.state) == (2, 3, 4, ValueState.LOWER_BOUND)


def test_every_figure_of_the_table_is_found_again_by_its_address(coded) -> None:
    table = count_codes(coded_corpus(view_corpus(coded)))
    crossing = crossed_table(view_corpus(coded), "by_kind")
    for figure in (*table.figures, *(figure for part in crossing.tables for figure in part.figures)):
        assert find_figure(figure.id, reader=OPERATOR) == figure


@pytest.mark.parametrize(
    "rest",
    [
        "obstacles.rien", "obstacles.engineering.rien", "autre.engineering", "obstacles@9.engineering", "obstacles",
        "obstacles.by_kind.XX.engineering", "obstacles.engineering.with_time.rien",
        "obstacles.engineering.with_rien.text",
    ],
)  # fmt: skip
def test_an_address_that_leads_nowhere_is_no_figure(coded, rest: str) -> None:
    with pytest.raises(UnknownFigureError):
        find_figure(f"coding.enquete.q1.{rest}", reader=OPERATOR)


def test_ideas_said_together_have_their_figure(coded) -> None:
    figure = find_figure("coding.enquete.q1.obstacles.engineering.with_time.territory", reader=OPERATOR)
    assert (figure.value, figure.known) == (1, 3)


def test_a_figure_is_stale_as_soon_as_a_coding_an_answer_or_a_codebook_moves(coded, campaign, coders) -> None:
    seen = {version_of_figures([FIGURE])}

    def moves() -> None:
        assert version_of_figures([FIGURE]) not in seen
        seen.add(version_of_figures([FIGURE]))

    by = coders.cast.coordinator
    record = code(coded, by, MER, "engineering", "Rien")
    moves()
    withdraw_coding(by=by, corpus=coded, key=record.pk)
    moves()
    change_answer(campaign, SUD, "Pas d’ingénierie.")
    moves()
    read_all(coded, by, SUD)
    moves()
    edit = partial(rename_code, key="time", label=Text("Durée", "Length"), day=timezone.localdate())
    revise_codebook(by=by, codebook=coded.codebook, based_on=1, edit=edit)
    moves()
    settle(by=by, corpus=coded, text=text_of(coded, SUD).key, code="time", decision=DisagreementOutcome.ABSENT)
    moves()
    assert version_of_figures([FIGURE]) in seen


def test_the_content_of_a_figure_changes_with_the_sentences_behind_it(coded, campaign) -> None:
    before = find_figure(FIGURE, reader=OPERATOR).content_hash
    change_answer(campaign, SUD, "Pas assez d’ingénierie. Et peu de temps.")
    assert find_figure(FIGURE, reader=OPERATOR).content_hash != before


def test_what_people_disagree_on_is_neither_counted_nor_silent(coded, coders) -> None:
    read_all(coded, coders.second, SUD)
    view = view_corpus(coded)
    assert view.settled.undecided == ((text_of(coded, SUD).key, "engineering"),)
    row = table_of(view).row("engineering")
    assert (row.territories.value, row.states[SUD]) == (1, MentionState.NOT_READ)
    settle(
        by=coders.second,
        corpus=coded,
        text=text_of(coded, SUD).key,
        code="engineering",
        decision=DisagreementOutcome.PRESENT,
    )
    assert table_of(view_corpus(coded)).row("engineering").territories.value == 2


def test_what_was_said_elsewhere_is_coded_and_never_counted_as_an_answer(coded, network, coders) -> None:
    Document.objects.create(network=network, project="atelier", guid="a1", name="Notes", text="L’ingénierie manque.")
    notes = add_corpus(by=None, codebook=coded.codebook, address=documents_address("reseau", "atelier"))
    by = coders.cast.coordinator
    text = view_corpus(notes).texts.texts[0]
    from autan.coding.codings.actions.codings import apply_code
    from autan.coding.codings.core.anchors import anchor_quote

    apply_code(by=by, corpus=notes, text=text, code="engineering", anchor=anchor_quote(text.text, "ingénierie"))
    row = table_of(view_corpus(coded)).row("engineering")
    assert (row.territories.value, row.mention_count.value) == (2, 2)
    assert [(part.kind.code, part.figure.value) for part in row.elsewhere] == [("document", 1)]
    figure = find_figure(f"{FIGURE}.document", reader=OPERATOR)
    assert figure == row.elsewhere[0].figure
    assert None not in describe_evidence(figure.evidence, reader=OPERATOR).values()
    assert notes in corpora_of(get_codebook("reseau", "obstacles"))


def test_the_same_ideas_are_compared_over_two_sets_of_answers(coded, campaign, coders) -> None:
    answer(campaign, SUD, 'q3: {value: [{detail: "Du temps"}]}')
    other = add_corpus(by=None, codebook=coded.codebook, address="enquete.q3")
    by = coders.cast.coordinator
    code(other, by, SUD, "time", "Du temps")
    read_all(other, by)
    assert earlier_corpora(coded) == [other]
    changes = {change.after.code.key: change for change in compare_with(view_corpus(coded), other)}
    assert changes["time"].left == (SUD,)
    assert changes["time"].came == (NORD,)


def test_a_count_is_shown_to_who_may_read_the_answers_once_it_is_shown(coded, campaign, coders) -> None:
    for reader in (PUBLIC, coders.cast.reader, coders.cast.officer, coders.stranger):
        with pytest.raises(UnknownFigureError):
            find_figure(FIGURE, reader=reader)
    show_counts(by=coders.cast.coordinator, corpus=coded, to_all=True)
    for reader in (coders.cast.reader, coders.cast.officer):
        assert find_figure(FIGURE, reader=reader).value == 2
    for reader in (PUBLIC, coders.stranger, coders.cast.outsider):
        with pytest.raises(UnknownFigureError):
            find_figure(FIGURE, reader=reader)


def test_the_trace_of_a_count_leads_to_the_words_and_names_nobody_before_the_right_of_reply(coded, coders) -> None:
    show_counts(by=coders.cast.coordinator, corpus=coded, to_all=True)
    for reader, names in ((coders.cast.coordinator, True), (coders.cast.reader, False)):
        trace = trace_figure(FIGURE, reader=reader)
        codings = [card for card in trace.cards if card.ref.kind == "coding"]
        assert [card.statement.fr for card in codings] == ["« ingénierie »", "« Pas assez d’ingénierie »"]
        assert all(("Nord" in card.title.fr or "Sud" in card.title.fr) is names for card in codings)
        assert any(card.note for card in codings) is names
        assert trace.dead == ()


def test_the_evidence_of_a_large_count_is_one_set(coded, coders) -> None:
    from autan.evidence.figures.core.sources import EvidenceRef

    ref = EvidenceRef(kind="codings", key=FIGURE)
    card = describe_evidence([ref], reader=OPERATOR)[ref]
    assert card.table.total_rows == 2
    assert describe_evidence([ref], reader=coders.cast.reader)[ref] is None
    for key in ("coding.enquete.q9.obstacles.time", "coding.enquete.q1.obstacles.rien"):
        gone = EvidenceRef(kind="codings", key=key)
        assert describe_evidence([gone], reader=OPERATOR)[gone] is None
    assert FigureAddress.parse(FIGURE).source == "coding"
