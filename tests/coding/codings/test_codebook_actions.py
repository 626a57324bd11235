"""Codebooks of a network: taken in, changed version by version, by who may."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest
from django.utils import timezone

from autan.coding.codings.actions.codebooks import add_corpus, record_codebook, revise_codebook
from autan.coding.codings.core.codebook import CodebookError
from autan.coding.codings.core.codebook_edits import merge_codes, rename_code, retire_code, split_code
from autan.coding.codings.models import CodebookVersion
from autan.coding.codings.queries.codebooks import UnknownCodebookError, get_codebook, read_version, shipped_codebooks
from autan.coding.codings.queries.corpora import UnknownCorpusError, get_corpus, view_corpus
from autan.coding.codings.queries.text_sources import get_text
from autan.coding.results.queries.counts import table_of, versions_side_by_side
from autan.evidence.figures.queries.codable_texts import UnknownTextsError, find_offer, source_of
from autan.ground.errors import ConflictError, NotAllowedError, RuleError
from autan.ground.wordings import Text
from autan.people.journal.models import JournalEntry
from tests.coding.codings.acting import NORD, code, code_all
from tests.coding.codings.conftest import ADDRESS, small_codebook
from tests.coding.codings.making import make_code

DAY = timezone.localdate()


def test_the_same_codebook_again_changes_nothing_and_another_of_its_slug_is_refused(network, coders) -> None:
    by = coders.cast.coordinator
    codebook = record_codebook(by=by, network=network, codebook=small_codebook())
    assert record_codebook(by=by, network=network, codebook=replace(small_codebook(), version=3)) == codebook
    assert read_version(codebook) == replace(small_codebook(), version=1)
    other = rename_code(small_codebook(), "time", Text("Durée", "Length"), day=DAY)
    with pytest.raises(RuleError, match="déjà un autre livre"):
        record_codebook(by=by, network=network, codebook=other)
    assert JournalEntry.objects.filter(room="coding", network="reseau").count() == 1


@pytest.mark.parametrize("who", ["officer", "contributor", "reader", "outsider", "stranger"])
def test_who_does_not_coordinate_the_network_touches_no_codebook(network, codebook, campaign, coders, who: str) -> None:
    by = coders.stranger if who == "stranger" else getattr(coders.cast, who)
    with pytest.raises(NotAllowedError):
        record_codebook(by=by, network=network, codebook=replace(small_codebook(), slug="autre"))
    with pytest.raises(NotAllowedError):
        revise_codebook(by=by, codebook=codebook, based_on=1, edit=partial(retire_code, key="time", day=DAY))
    with pytest.raises(NotAllowedError):
        add_corpus(by=by, codebook=codebook, address=ADDRESS)
    assert CodebookVersion.objects.count() == 1


def test_two_people_who_change_a_codebook_do_not_erase_each_other(codebook, coders) -> None:
    edit = partial(rename_code, key="time", label=Text("Durée", "Length"), day=DAY)
    revised = revise_codebook(by=coders.cast.coordinator, codebook=codebook, based_on=1, edit=edit)
    assert (revised.version, read_version(codebook).code("time").label.fr) == (2, "Durée")
    with pytest.raises(ConflictError):
        revise_codebook(by=coders.second, codebook=codebook, based_on=1, edit=partial(retire_code, key="time", day=DAY))
    assert read_version(codebook, 1).code("time").label.fr == "Temps"


def test_what_a_codebook_refuses_leaves_it_as_it_was(codebook, coders) -> None:
    edit = partial(merge_codes, keys=["time"], into="time", day=DAY)
    with pytest.raises(CodebookError):
        revise_codebook(by=coders.cast.coordinator, codebook=codebook, based_on=1, edit=edit)
    assert read_version(codebook).version == 1


def test_a_merge_keeps_every_coding_and_both_versions_are_counted(corpus, coders) -> None:
    by = coders.cast.coordinator
    code_all(corpus, by)
    edit = partial(merge_codes, keys=["engineering", "time"], into="engineering", day=DAY)
    revise_codebook(by=by, codebook=corpus.codebook, based_on=1, edit=edit)
    view = view_corpus(corpus)
    assert len(view.settled.codings) == 4
    assert {coding.code for coding in view.settled.codings} == {"engineering", "elected"}
    lines = {line.before.code.key: line for line in versions_side_by_side(view, 1) if line.before}
    assert [count.code.key for count in lines["time"].after] == ["engineering"]
    assert lines["time"].before.territories.value == 1
    assert lines["time"].after[0].territories.value == 2
    earlier = view_corpus(corpus, version=1)
    assert table_of(earlier).row("time").territories.id == "coding.enquete.q1.obstacles@1.time"


def test_a_split_leaves_its_codings_to_be_sorted(corpus, coders) -> None:
    by = coders.cast.coordinator
    code(corpus, by, NORD, "time", "temps")
    parts = [make_code("calendar"), make_code("workload")]
    revise_codebook(
        by=by, codebook=corpus.codebook, based_on=1, edit=partial(split_code, key="time", parts=parts, day=DAY)
    )
    assert [coding.code for coding in view_corpus(corpus).settled.codings] == ["time"]


def test_what_does_not_exist_is_said(codebook, corpus) -> None:
    for ask in (
        lambda: get_codebook("reseau", "rien"),
        lambda: read_version(codebook, 9),
        lambda: read_version(codebook, 0),
    ):
        with pytest.raises(UnknownCodebookError):
            ask()
    with pytest.raises(UnknownCorpusError):
        get_corpus("reseau", "obstacles", "enquete.q2")
    finders: tuple[Callable[[], object], ...] = (
        lambda: find_offer("reseau", "enquete.q4"),
        lambda: get_text(corpus, "enquete/100000009/q1"),
        lambda: source_of("rien"),
    )
    for find in finders:
        with pytest.raises(UnknownTextsError):
            find()


def test_the_codebooks_that_ship_can_be_taken_in(network) -> None:
    for shipped_codebook in shipped_codebooks():
        assert (
            read_version(record_codebook(by=None, network=network, codebook=shipped_codebook)).codes
            == shipped_codebook.codes
        )
