"""Who keeps codebooks, codes and discusses codings: the cast, a second coordinator, a neighbour, anybody."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from autan.coding.codings.actions.codings import mark_read
from autan.coding.codings.models import Corpus, DoubleCoding, coder_of
from autan.coding.codings.queries.text_sources import read_texts
from autan.coding.codings.rights import RIGHTS, codes_blind
from autan.people.accounts.models import Person
from autan.territories.networks.models import Mandate
from tests.coding.codings.acting import read_all
from tests.coding.codings.conftest import Coders

CAST = ("coordinator", "officer", "contributor", "reader", "outsider")
RUN = {"coordinator", "second"}


@pytest.fixture
def everybody(coders: Coders) -> dict[str, Any]:
    others = {"second": coders.second, "stranger": coders.stranger, "anybody": AnonymousUser()}
    return {name: getattr(coders.cast, name) for name in CAST} | others


def allowed(everybody: dict[str, Any], permission: str, thing: Any) -> set[str]:
    return {name for name, person in everybody.items() if RIGHTS[f"coding.{permission}"](person, thing)}


def draw(corpus: Corpus, *people: Person) -> DoubleCoding:
    texts = [text.key for text in read_texts(corpus).texts][:2]
    named = [(coder_of(person).key, person.pk) for person in people]
    return DoubleCoding.objects.create(
        corpus=corpus, coders=named, seed=1, share=1, texts=texts, drawn_at=timezone.now()
    )


def test_the_coordination_of_the_network_alone_keeps_and_codes(everybody: dict[str, Any], corpus: Corpus) -> None:
    assert allowed(everybody, "keep_codebooks", corpus.codebook.network) == RUN
    for permission in ("code_texts", "discuss_codings"):
        assert allowed(everybody, permission, corpus) == RUN
        assert allowed(everybody, permission, None) == set()
    assert allowed(everybody, "keep_codebooks", None) == RUN | {"stranger"}, "whoever coordinates some network"


def test_who_is_named_codes_while_the_draw_is_open(everybody: dict[str, Any], corpus: Corpus) -> None:
    names = ("coordinator", "officer", "reader", "contributor", "outsider", "stranger")
    drawn = draw(corpus, *(everybody[name] for name in names))
    assert allowed(everybody, "code_texts", corpus) == RUN | {"officer", "reader"}, "others have no role for it"
    assert allowed(everybody, "keep_codebooks", corpus.codebook.network) == RUN
    assert allowed(everybody, "discuss_codings", corpus) == {"second"}, "the others still code blind"
    everybody["officer"].is_active = False
    assert "officer" not in allowed(everybody, "code_texts", corpus)
    drawn.closed_at = timezone.now()
    drawn.save()
    for permission in ("code_texts", "discuss_codings"):
        assert allowed(everybody, permission, corpus) == RUN


def test_who_lost_a_role_codes_no_more(everybody: dict[str, Any], corpus: Corpus) -> None:
    draw(corpus, everybody["reader"], everybody["officer"])
    Mandate.objects.filter(person=everybody["reader"]).delete()
    assert allowed(everybody, "code_texts", corpus) == RUN | {"officer"}


def test_a_coder_is_blind_until_every_text_drawn_was_read(everybody: dict[str, Any], corpus: Corpus) -> None:
    officer, coordinator = everybody["officer"], everybody["coordinator"]
    drawn = draw(corpus, officer, coordinator)
    texts = [text for text in read_texts(corpus).texts if text.key in drawn.texts]
    left = [text for text in read_texts(corpus).texts if text.key not in drawn.texts]
    assert codes_blind(officer, corpus)
    assert not codes_blind(everybody["second"], corpus), "she takes no part in it"
    mark_read(by=officer, corpus=corpus, texts=[texts[0], *left], is_read=True)
    read_all(corpus, coordinator)
    assert codes_blind(officer, corpus)
    assert allowed(everybody, "discuss_codings", corpus) == RUN
    mark_read(by=officer, corpus=corpus, texts=texts[1:], is_read=True)
    assert not codes_blind(officer, corpus)
    assert allowed(everybody, "discuss_codings", corpus) == RUN | {"officer"}
