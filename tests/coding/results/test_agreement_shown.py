"""What is read of double codings: who disagrees on what, what was decided, what a page shows, what is taken away."""

from typing import Any

import pytest

from autan.coding.codings.actions.codings import mark_read
from autan.coding.codings.core.codings import Coder, DisagreementOutcome
from autan.coding.codings.models import Corpus, Document, DoubleCoding, SettlementRecord, coder_of
from autan.coding.codings.queries.corpora import view_corpus
from autan.coding.results.actions import draw_double_coding, open_results, settle
from autan.coding.results.presenters.agreement import present_draws, present_report
from autan.coding.results.presenters.evidence_kinds import (
    describe_codings,
    describe_documents,
    present_code_report,
    readable_codings,
    readable_documents,
)
from autan.coding.results.queries.agreement import (
    codings_by_all,
    double_codings_of,
    export_draws,
    get_double_coding,
    iramuteq_of,
    measure_agreement,
    project_of,
    table_of_corpus,
)
from autan.evidence.figures.queries.registry import OPERATOR, PUBLIC
from autan.ground.errors import UnknownError
from autan.ground.extension_points import DataSubject
from autan.people.journal.models import JournalEntry
from autan.territories.networks.models import Network
from tests.coding.codings.acting import MER, NORD, SUD, code, code_all, read_all, text_of
from tests.coding.codings.conftest import Coders, change_answer


@pytest.fixture
def twice(corpus: Corpus, coders: Coders) -> Corpus:
    """All coded by one person; another read two texts, and gave one code."""
    code_all(corpus, coders.cast.coordinator)
    code(corpus, coders.second, NORD, "engineering", "d’ingénierie")
    read_all(corpus, coders.second, NORD, MER)
    return corpus


def draw(corpus: Corpus, *people: Any, seed: int = 3) -> DoubleCoding:
    named = [coder_of(person) for person in people]
    return draw_double_coding(by=None, corpus=corpus, coders=named, seed=seed, share=1.0)


def test_a_disagreement_says_what_each_reader_gave_and_what_was_decided(twice: Corpus, coders: Coders) -> None:
    first, second = coder_of(coders.cast.coordinator).key, coder_of(coders.second).key
    report = measure_agreement(view_corpus(twice), seed=4)
    assert report.texts == tuple(text_of(twice, siren).key for siren in (NORD, MER))
    assert {reading.coder.key: len(reading.read) for reading in report.readings} == {first: 2, second: 2}
    given = [
        (one.code.key, {key: [coding.anchor.quote for coding in codings] for key, codings in one.given})
        for one in report.disagreements
    ]
    assert given == [
        ("time", {first: ["temps"], second: []}),
        ("elected", {first: ["Les élus changent."], second: []}),
    ]
    assert {one.decided for one in report.disagreements} == {None}
    assert report.bounds is not None
    assert (report.bounds.seed, report.rows[0].present, report.rows[0].absent) == (4, 1, 3)
    text = text_of(twice, NORD).key
    for decision in (DisagreementOutcome.ABSENT, DisagreementOutcome.PRESENT):
        settle(by=coders.second, corpus=twice, text=text, code="time", decision=decision, reason=f" {'r' * 2_001}\0")
    decided = [one.decided for one in measure_agreement(view_corpus(twice)).disagreements]
    assert decided[0] is not None
    assert (decided[0].decision, decided[0].reason, decided[1]) == (DisagreementOutcome.PRESENT, "r" * 2_000, None)
    lines = JournalEntry.objects.filter(act="settle").order_by("pk")
    assert [line.summary for line in lines] == [
        "Désaccord tranché sur « time » : l’idée n’y est pas",
        "Désaccord tranché sur « time » : l’idée y est",
    ]


def test_a_third_who_read_something_else_does_not_disagree(twice: Corpus, coders: Coders) -> None:
    guest = Coder(key="guest", name="Invitée")
    mark_read(by=None, corpus=twice, texts=[text_of(twice, SUD)], is_read=True, coder=guest)
    report = measure_agreement(view_corpus(twice))
    assert len(report.texts) == 3
    keys = {one.code.key: {key for key, _codings in one.given} for one in report.disagreements}
    pair = {coder_of(coders.cast.coordinator).key, coder_of(coders.second).key}
    assert keys == {"time": pair, "elected": pair, "engineering": {coder_of(coders.cast.coordinator).key, "guest"}}


def test_agreement_is_shown_with_its_measures_in_words(twice: Corpus, coders: Coders) -> None:
    shown = present_report(measure_agreement(view_corpus(twice), seed=4))
    assert shown is not None
    assert (shown["count"], set(shown["names"]), shown["left"]) == (2, {"Coordinator", "Second"}, 2)
    lines = {line["label"]: line for line in shown["lines"]}
    assert list(lines) == ["Tous les codes ensemble", "Moyens", "Ingénierie", "Temps", "Élus"]
    whole = lines["Tous les codes ensemble"]
    assert (whole["is_whole"], whole["percent"].replace("\u202f", " ").replace("\u00a0", " ")) == (True, "67 %")
    assert (whole["present"], whole["absent"], whole["differing"]) == (1, 3, 1)
    assert (lines["Ingénierie"]["alpha"], lines["Ingénierie"]["is_whole"]) == ("1,000", False)
    assert shown["bounds"].startswith("de ")
    assert shown["bounds"].endswith("(graine 4)")
    (_disagreement, anchor, given), *_others = shown["disagreements"]
    assert anchor.endswith("-time")
    assert dict(given) == {"Coordinator": ["temps"], "Second": []}


def test_nothing_is_measured_where_nobody_read_what_another_did(corpus: Corpus, coders: Coders) -> None:
    read_all(corpus, coders.cast.coordinator)
    assert present_report(measure_agreement(view_corpus(corpus))) is None
    read_all(corpus, coders.second, NORD)
    shown = present_report(measure_agreement(view_corpus(corpus)))
    assert shown is not None
    assert [line["label"] for line in shown["lines"]] == ["Tous les codes ensemble"], "no code was given"
    assert (shown["bounds"], shown["disagreements"], shown["left"]) == ("", (), 0)
    assert shown["lines"][0]["alpha"].startswith("non défini (")


def test_draws_are_told_newest_first_with_how_far_each_person_is(corpus: Corpus, coders: Coders) -> None:
    officer, coordinator = coders.cast.officer, coders.cast.coordinator
    first = draw(corpus, officer, coders.second)
    open_results(by=None, double_coding=first)
    open_results(by=None, double_coding=first)
    second = draw(corpus, officer, coordinator, seed=5)
    read_all(corpus, officer, NORD, SUD)
    assert double_codings_of(corpus) == [second, first]
    shown = present_draws(double_codings_of(corpus), view_corpus(corpus))
    assert [(one.pk, share, dict(people)) for one, _day, share, people in shown] == [
        (second.pk, "100", {"Member_officer": 2, "Coordinator": 0}),
        (first.pk, "100", {"Member_officer": 2, "Second": 0}),
    ]
    told = [line.summary for line in JournalEntry.objects.filter(act__in=["draw_double_coding", "open_results"])]
    assert sorted(told) == [
        "Double codage tiré au sort : 3 textes, 2 personnes, graine 3",
        "Double codage tiré au sort : 3 textes, 2 personnes, graine 5",
        "Résultats du double codage ouverts : 3 textes",
    ]
    assert get_double_coding(corpus, first.pk) == first
    with pytest.raises(UnknownError, match=f"aucun double codage {second.pk + 1} ici"):
        get_double_coding(corpus, second.pk + 1)


def test_an_account_is_given_the_draws_that_it_takes_part_in(corpus: Corpus, coders: Coders) -> None:
    officer = coders.cast.officer
    drawn = draw(corpus, officer, coders.second)
    subject = DataSubject(email=officer.email, person=officer.pk)
    assert export_draws(subject) == [{"corpus": "enquete.q1", "drawn_at": drawn.drawn_at, "texts": 3}]
    assert export_draws(DataSubject(email="x", person=coders.cast.reader.pk)) == []
    assert export_draws(DataSubject(email="x")) == []


def test_what_is_taken_away_holds_every_coding_with_the_place_of_its_text(
    twice: Corpus, coders: Coders, campaign: Any
) -> None:
    view = view_corpus(twice)
    assert [coding.coder for coding in codings_by_all(view)] == sorted(coding.coder for coding in codings_by_all(view))
    table = table_of_corpus(view)
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    assert [(row["territory"], row["words"], row["coder"]) for row in rows][:2] == [
        ("Nord", "d’ingénierie", "Second"),
        ("Nord", "ingénierie", "Coordinator"),
    ]
    assert len(rows) == 5
    kinds = {case.name: [value.value for value in case.values] for case in project_of(view).cases}
    assert list(kinds) == ["Nord", "Sud", "Mer", "Mont"]
    assert kinds["Nord"] == [NORD], "what is not known of it is not written"
    variables = [dict(text.variables) for text in iramuteq_of(view)]
    assert [one["epci"] for one in variables] == ["Nord", "Sud", "Mer"]
    assert {one["question"] for one in variables} == {"q1"}
    change_answer(campaign, SUD, "Autre chose.")
    moved = {row[table.columns.index("words")]: row for row in table_of_corpus(view_corpus(twice)).rows}
    assert moved["Pas assez d’ingénierie"][table.columns.index("state")] != "en place"


def test_evidence_of_codings_is_read_by_who_may_read_the_counts(twice: Corpus, coders: Coders) -> None:
    keys = [str(record.pk) for record in twice.codings.order_by("pk")]
    gone = ["999999", "x", "9" * 19]
    assert list(readable_codings([*keys, *gone], coders.cast.coordinator)) == [*keys, *gone]
    for reader in (coders.cast.reader, coders.stranger, PUBLIC):
        assert list(readable_codings([*keys, *gone], reader)) == gone
    cards = describe_codings([*keys, *gone], coders.cast.coordinator)
    assert list(cards) == keys
    titles = [card.title for card in cards.values()]
    assert titles[0].fr.startswith("Passage codé « Ingénierie » : ")
    assert titles[0].en.startswith("Passage coded “Engineering”: ")
    recorded = [cards[key].recorded for key in keys]
    assert recorded[0].endswith("par Coordinator")
    notes = [card.note and card.note.fr for card in cards.values()]
    assert notes == [None, None, None, "Le mot y est.", None]


def test_texts_of_projects_are_read_by_who_keeps_the_codebooks(corpus: Corpus, coders: Coders) -> None:
    own, foreign = (
        Document.objects.create(
            network=Network.objects.get(slug=slug), project="p", guid=slug, name=f"Notes {slug}", text="Du temps."
        )
        for slug in ("reseau", "voisin")
    )
    keys = [str(own.pk), str(foreign.pk), "999999", "x"]
    assert list(readable_documents(keys, coders.cast.coordinator)) == [str(own.pk), "999999", "x"]
    assert list(readable_documents(keys, coders.stranger)) == [str(foreign.pk), "999999", "x"]
    assert list(readable_documents(keys, coders.cast.reader)) == ["999999", "x"]
    card = describe_documents(keys, OPERATOR)[str(own.pk)]
    assert (card.title.fr, card.statement.fr, card.is_free_text) == ("Notes reseau", "Du temps.", True)


def test_a_report_tells_what_was_said_and_hides_who_was_not_offered_to_reply(twice: Corpus, coders: Coders) -> None:
    report = present_code_report(view_corpus(twice))
    assert (report.language, report.subtitle) == ("fr", "Enquête · Difficultés, version 1")
    labels = [(one.label, one.depth, one.names) for one in report.codes]
    assert labels == [("Moyens", 0, ""), ("Ingénierie", 1, "")]
    assert report.codes[0].quotes == (), "a heading has no words of its own"
    assert {quote.name for quote in report.codes[1].quotes} == {"une collectivité"}
    assert report.notes[0].startswith("3 des 4 collectivités interrogées ont répondu")
    assert report.notes[1:] == ("Une collectivité n’est nommée que si son droit de réponse lui a été offert.",)
    SettlementRecord.objects.create(
        corpus=twice, text=text_of(twice, NORD).key, code="elected", decision="present", by_id=coders.second.pk
    )
    settled = present_code_report(view_corpus(twice))
    assert [one.label for one in settled.codes] == ["Moyens", "Ingénierie", "Élus"]
    assert settled.codes[2].definition == "Les élus changent ou se retirent."
    Network.objects.filter(slug="reseau").update(is_invented=True)
    invented = view_corpus(Corpus.objects.get(pk=twice.pk))
    assert present_code_report(invented).notes[-1].startswith("Réseau inventé pour essayer")
