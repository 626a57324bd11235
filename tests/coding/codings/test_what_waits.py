"""What codebooks and codings say to a person: her desk, a network, a search; and texts as they are shown."""

import re
from functools import partial
from typing import Any

import pytest
from django.utils import timezone

from autan.coding.codings.actions.codebooks import (
    add_corpus,
    offer_reply,
    record_codebook,
    record_reply,
    revise_codebook,
    show_counts,
)
from autan.coding.codings.core.codebook import Codebook
from autan.coding.codings.core.codebook_edits import rename_code, retire_code, split_code
from autan.coding.codings.models import Corpus, DoubleCoding, NetworkCodebook, coder_of
from autan.coding.codings.presenters.codebooks import (
    CODING_STEP,
    anchor_of,
    coding_lines,
    corpus_url,
    present_codebook,
    present_home,
    present_network,
    search_ideas,
)
from autan.coding.codings.presenters.coding_screen import cut_segments, present_codes, present_texts
from autan.coding.codings.queries.codebooks import (
    UnknownCodebookError,
    codebooks_of,
    get_codebook,
    read_version,
    searched_codes,
    shipped_codebooks,
    versions_of,
)
from autan.coding.codings.queries.coding_screen import screen_texts
from autan.coding.codings.queries.corpora import open_double_coding, open_double_codings
from autan.coding.codings.queries.text_sources import (
    documents_address,
    get_text,
    kept_guids,
    kept_project,
    may_read_counts,
    read_texts,
)
from autan.evidence.figures.queries.codable_texts import UnknownTextsError
from autan.evidence.figures.queries.registry import PUBLIC
from autan.ground.texts.language import in_language
from autan.ground.wordings import Text
from autan.survey.campaigns.models import Campaign
from autan.territories.networks.models import Network, Territory
from tests.coding.codings.acting import MER, NORD, SUD, code, read_all, text_of
from tests.coding.codings.conftest import Coders, change_answer, small_codebook
from tests.coding.codings.making import make_code, make_codebook

DAY = timezone.localdate()


@pytest.fixture(autouse=True)
def _in_french():
    with in_language("fr"):
        yield


def plain(text: object) -> str:
    return re.sub(r"[\u00a0\u202f]", " ", str(text))


def desk(person: Any) -> list[tuple[str, str, int]]:
    return [(plain(item.title), plain(item.detail), item.rank) for item in coding_lines(person)]


def draw(corpus: Corpus, *people: Any) -> DoubleCoding:
    named = [(coder_of(person).key, person.pk) for person in people]
    texts = [text.key for text in read_texts(corpus).texts][:2]
    return DoubleCoding.objects.create(
        corpus=corpus, coders=named, seed=1, share=1, texts=texts, drawn_at=timezone.now()
    )


QUESTION = "Coder : Quelles difficultés ?"


def test_the_desk_counts_the_texts_left_to_read_until_there_is_none(corpus: Corpus, coders: Coders) -> None:
    by = coders.cast.coordinator
    assert desk(by) == [(QUESTION, "3 textes à lire", 55)]
    read_all(corpus, by, NORD, SUD)
    assert desk(by) == [(QUESTION, "1 texte à lire", 55)]
    assert desk(coders.second) == [(QUESTION, "3 textes à lire", 55)], "what another read is left to her"
    read_all(corpus, by, MER)
    assert desk(by) == []


def test_a_double_coding_stays_on_the_desk_of_those_who_were_drawn(corpus: Corpus, coders: Coders) -> None:
    by, officer = coders.cast.coordinator, coders.cast.officer
    assert desk(officer) == []
    drawn = draw(corpus, by, officer)
    read_all(corpus, by)
    assert desk(by) == [(QUESTION, "0 texte à lire · double codage en cours", 35)]
    assert desk(officer) == [(QUESTION, "3 textes à lire · double codage en cours", 35)]
    assert desk(coders.second) == [(QUESTION, "3 textes à lire", 55)]
    assert (open_double_coding(corpus), open_double_codings([])) == (drawn, {})
    drawn.closed_at = timezone.now()
    drawn.save()
    assert (desk(by), desk(officer), open_double_coding(corpus)) == ([], [], None)


def test_who_has_no_part_in_it_has_nothing_on_the_desk(corpus: Corpus, coders: Coders) -> None:
    people = (coders.cast.contributor, coders.cast.reader, coders.cast.outsider, coders.stranger, PUBLIC)
    assert [desk(person) for person in people] == [[]] * len(people)


def test_an_officer_is_led_to_reply_until_she_did(corpus: Corpus, coders: Coders) -> None:
    officer, nord = coders.cast.officer, Territory.objects.get(siren=NORD)
    offer_reply(by=coders.cast.coordinator, corpus=corpus, sirens=[SUD])
    assert desk(officer) == [], "another was offered it"
    offer_reply(by=coders.cast.coordinator, corpus=corpus, sirens=[NORD])
    (item,) = coding_lines(officer)
    assert plain(item.title) == "Relire ce qui est retenu de vos réponses : Quelles difficultés ?"
    assert (item.detail, item.rank, item.url) == ("Nord", 45, corpus_url("reply", corpus, siren=NORD))
    record_reply(by=officer, corpus=corpus, territory=nord, text="C’est juste.")
    assert desk(officer) == []


def test_the_step_of_a_network_counts_its_corpora_and_names_what_is_coded_twice(
    corpus: Corpus, codebook: NetworkCodebook, coders: Coders
) -> None:
    step = CODING_STEP.build("voisin", PUBLIC)
    assert (step.is_done, step.known, step.lacks) == (False, "Rien n’est encore enregistré.", ())
    step = CODING_STEP.build("reseau", PUBLIC)
    assert (step.is_done, step.known, step.lacks) == (True, "1 ensemble de textes codé.", ())
    add_corpus(by=None, codebook=codebook, address="enquete.q2")
    draw(corpus, coders.second, coders.cast.officer)
    step = CODING_STEP.build("reseau", PUBLIC)
    assert step.known == "2 ensembles de textes codés."
    assert [plain(one) for one in step.lacks] == ["Double codage en cours : Quelles difficultés ?."]


def test_the_home_shows_a_network_to_who_reads_its_counts_or_keeps_its_codebooks(
    corpus: Corpus, coders: Coders
) -> None:
    def shown(reader: Any) -> list[tuple[str, int, bool]]:
        return [(one["network"].slug, len(one["corpora"]), one["may_keep"]) for one in present_home(reader)]

    by = coders.cast.coordinator
    assert shown(by) == [("reseau", 1, True)]
    assert shown(coders.stranger) == [("voisin", 0, True)]
    assert shown(coders.cast.reader) == shown(PUBLIC) == []
    show_counts(by=by, corpus=corpus, to_all=True)
    assert shown(coders.cast.reader) == [("reseau", 1, False)]
    assert shown(coders.cast.outsider) == []


def test_a_network_shows_its_codebooks_with_what_they_code_and_those_that_ship_and_it_lacks(
    corpus: Corpus, network: Network
) -> None:
    shown = present_network(network)
    ((record, book, corpora),) = shown["codebooks"]
    assert (record, book.slug, corpora) == (corpus.codebook, "obstacles", [corpus])
    shipped = shown["shipped"]
    slugs = {one.slug for one in shipped_codebooks()}
    assert {one.slug for one in shipped} == slugs - {"obstacles"}, "one of this name is held already"
    record_codebook(by=None, network=network, codebook=shipped[0])
    again = present_network(network)
    assert shipped[0].slug not in [one.slug for one in again["shipped"]]
    assert len(again["codebooks"]) == 2


def test_versions_are_shown_newest_first_with_what_each_changed(codebook: NetworkCodebook, coders: Coders) -> None:
    by = coders.cast.coordinator
    length = Text("Durée", "Length")
    edits = (partial(rename_code, key="time", day=DAY, label=length), partial(retire_code, key="time", day=DAY))
    for number, edit in enumerate(edits, 1):
        revise_codebook(by=by, codebook=codebook, based_on=number, edit=edit)
    shown = present_codebook(codebook, read_version(codebook, 2))
    assert (shown["codebook"].version, shown["latest"]) == (2, 3)
    assert [(row.number, change) for row, change in shown["versions"]] == [
        (3, "retrait\u00a0: Durée"),
        (2, "nouveau nom\u00a0: Durée"),
        (1, None),
    ]
    assert [row.number for row in versions_of(codebook)] == [1, 2, 3]
    assert [change.version for change in read_version(codebook, 2).changes] == [2]
    assert read_version(codebook).changes[-1].before == ("time",)


def test_a_codebook_is_found_in_its_network_alone(codebook: NetworkCodebook, coders: Coders) -> None:
    assert codebooks_of("reseau") == [codebook] == [get_codebook("reseau", "obstacles")]
    assert codebooks_of("voisin") == []
    with pytest.raises(UnknownCodebookError, match="aucun livre de codes"):
        get_codebook("voisin", "obstacles")
    empty = NetworkCodebook.objects.create(network=Network.objects.get(slug="voisin"), slug="vide")
    with pytest.raises(UnknownCodebookError):
        read_version(empty)
    assert empty.pk not in searched_codes("fr")


def test_a_search_finds_ideas_by_their_label_or_their_definition_in_the_language_of_the_page(
    corpus: Corpus, coders: Coders
) -> None:
    by = coders.cast.coordinator
    (hit,) = search_ideas("ingenierie", by)
    assert (hit.title, hit.url, hit.excerpt) == (
        "Ingénierie",
        corpus_url("sentences", corpus, key="engineering"),
        "Quelles difficultés ?",
    )
    (defined,) = search_ideas("retirent", by)
    assert (defined.title, defined.score < hit.score) == ("Élus", True)
    assert [one.title for one in search_ideas("ingenierie retirent", by)] == ["Ingénierie"], "half of it is in a label"
    with in_language("en"):
        assert [one.title for one in search_ideas("engineering", by)] == ["Engineering"]
    for reader in (coders.cast.reader, coders.stranger, PUBLIC):
        assert search_ideas("ingenierie", reader) == []


def test_a_renamed_idea_is_searched_by_its_last_name(corpus: Corpus, coders: Coders) -> None:
    by = coders.cast.coordinator
    edit = partial(rename_code, key="time", label=Text("Calendrier", "Calendar"), day=DAY)
    revise_codebook(by=by, codebook=corpus.codebook, based_on=1, edit=edit)
    assert [hit.title for hit in search_ideas("calendrier", by)] == ["Calendrier"]
    assert search_ideas("temps", by) == []


@pytest.mark.parametrize(("key", "anchor"), [("enquete/1/q1", "t-enquete-1-q1"), ("été.2", "t-été-2"), ("", "t-")])
def test_the_place_of_a_text_in_its_page_is_made_of_letters_and_digits(key: str, anchor: str) -> None:
    assert anchor_of(key) == anchor


def test_the_first_nine_codes_that_can_be_given_have_a_digit() -> None:
    book = make_codebook(*(f"c{rank}" for rank in range(11)), "c0/under")
    book = retire_code(book, "c1", day=DAY)
    shown = {code.key: (depth, digit) for code, depth, digit in present_codes(book)}
    assert (shown["c0"], shown["under"], shown["c1"], shown["c2"]) == ((0, "1"), (1, "2"), (0, ""), (0, "3"))
    assert [digit for _depth, digit in shown.values() if digit] == list("123456789")
    assert [key for key, (_depth, digit) in shown.items() if not digit] == ["c1", "c9", "c10"]


def present(corpus: Corpus, by: Any, *sirens: str, book: Codebook | None = None, suggests: bool = False) -> list[dict]:
    codebook = book or read_version(corpus.codebook)
    texts = [text_of(corpus, siren) for siren in sirens]
    return present_texts(screen_texts(corpus, texts, codebook, coder_of(by), suggests=suggests), codebook)


def test_a_text_is_cut_where_its_codings_begin_and_end(corpus: Corpus, coders: Coders) -> None:
    by = coders.cast.coordinator
    code(corpus, by, NORD, "time", "ingénierie et de temps", memo="à voir")
    code(corpus, by, NORD, "engineering", "ingénierie")
    (shown,) = present(corpus, by, NORD)
    pieces = [(piece["words"], piece["numbers"]) for piece in shown["segments"]]
    assert pieces[:3] == [("Manque d’", ()), ("ingénierie", (1, 2)), (" et de temps", (2,))]
    assert "".join(words for words, _numbers in pieces) == text_of(corpus, NORD).text
    first, second = shown["codings"]
    assert (first["number"], first["label"], first["color"], first["quote"]) == (
        1,
        "Ingénierie",
        "#B5541C",
        "ingénierie",
    )
    assert (second["memo"], second["review"], second["proposed"], second["parts"]) == ("à voir", "", "", ())
    assert (shown["title"], shown["question"], shown["is_read"]) == ("Nord", "Quelles difficultés ?", False)
    assert cut_segments("mots", []) == [{"words": "mots", "numbers": ()}]


def test_a_coding_whose_text_changed_has_no_place_and_says_why(
    corpus: Corpus, campaign: Campaign, coders: Coders
) -> None:
    by = coders.cast.coordinator
    code(corpus, by, NORD, "time", "temps")
    change_answer(campaign, NORD, f"Beaucoup de temps perdu. {'Rien. ' * 30}")
    (shown,) = present(corpus, by, NORD)
    assert [piece["numbers"] for piece in shown["segments"]] == [()]
    (coding,) = shown["codings"]
    assert (coding["review"], coding["proposed"]) == ("la phrase autour a changé", "temps")


def test_a_split_code_offers_its_parts_and_a_code_that_is_gone_keeps_its_key(corpus: Corpus, coders: Coders) -> None:
    by = coders.cast.coordinator
    code(corpus, by, NORD, "time", "temps")
    edit = partial(split_code, key="time", parts=[make_code("calendar"), make_code("workload")], day=DAY)
    revise_codebook(by=by, codebook=corpus.codebook, based_on=1, edit=edit)
    ((coding,),) = ([*shown["codings"]] for shown in present(corpus, by, NORD))
    assert coding["parts"] == (("calendar", "Calendar"), ("workload", "Workload"))
    ((gone,),) = ([*shown["codings"]] for shown in present(corpus, by, NORD, book=make_codebook("other")))
    assert (gone["label"], gone["color"], gone["parts"]) == ("time", "", ())


def test_a_long_quote_is_cut_with_a_mark_and_its_blanks_are_joined(
    corpus: Corpus, campaign: Campaign, coders: Coders
) -> None:
    by = coders.cast.coordinator
    words = f"Un temps\n\n  {'long ' * 30}"
    change_answer(campaign, NORD, words)
    code(corpus, by, NORD, "time", words.strip())
    (shown,) = present(corpus, by, NORD)
    quote = shown["codings"][0]["quote"]
    assert quote.startswith("Un temps long long")
    assert (quote[-1], len(quote) <= 91) == ("…", True)


def test_a_suggestion_is_shown_with_its_code_its_words_and_why(corpus: Corpus, coders: Coders) -> None:
    (shown,) = present(corpus, coders.cast.coordinator, SUD, suggests=True)
    (suggestion,) = shown["suggestions"]
    assert (suggestion["label"], suggestion["quote"]) == ("Ingénierie", "Pas assez d’ingénierie.")
    assert (suggestion["reason"], suggestion["detail"]) == ("contient un mot-clé du code", "ingénierie")


def test_counts_are_read_by_who_codes_then_by_who_reads_the_texts(corpus: Corpus, coders: Coders) -> None:
    by, cast = coders.cast.coordinator, coders.cast
    readers = {"coordinator": by, "officer": cast.officer, "reader": cast.reader, "outsider": cast.outsider}

    def allowed() -> set[str]:
        return {name for name, reader in readers.items() if may_read_counts(reader, corpus)}

    assert allowed() == {"coordinator"}
    shown = show_counts(by=by, corpus=corpus, to_all=True)
    assert (shown, shown.shown_at is not None) == (corpus, True)
    assert allowed() == {"coordinator", "officer", "reader"}
    draw(corpus, by, cast.officer)
    assert allowed() == {"coordinator", "officer", "reader"}, "what is shown to all is shown to who codes"
    assert show_counts(by=by, corpus=corpus, to_all=False).shown_at is None
    assert allowed() == set(), "she has still to read what was drawn for her"


def test_texts_that_are_gone_are_said_by_their_place(corpus: Corpus, network: Network) -> None:
    lost = Corpus.objects.create(
        codebook=corpus.codebook, kind="document", address=documents_address("reseau", "perdu"), label_fr="Perdu"
    )
    with pytest.raises(UnknownTextsError, match=r"reseau\.perdu"):
        read_texts(lost)
    with pytest.raises(UnknownTextsError):
        get_text(lost, "x")
    assert get_text(corpus, text_of(corpus, NORD).key).siren == NORD
    assert (kept_project(corpus).name, kept_guids(kept_project(corpus))) == ("", {})


def test_a_codebook_is_recorded_from_its_first_version_whatever_its_number(network: Network, coders: Coders) -> None:
    book = rename_code(small_codebook(), "time", Text("Durée", "Length"), day=DAY)
    record = record_codebook(by=coders.cast.coordinator, network=network, codebook=book)
    assert (read_version(record).version, read_version(record).changes) == (1, ())
    assert read_version(record).code("time").label == Text("Durée", "Length")
    assert versions_of(record)[0].by_id == coders.cast.coordinator.pk
