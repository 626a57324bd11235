"""Refusals with the fields that they name, in the language of the page."""

import pytest
from django.utils import translation

from autan.ground.errors import DomainError, RuleError, UnknownError, known
from autan.ground.texts.refusals import refusal_words
from autan.ground.wordings import Text

CAMPAIGN = RuleError("une campagne «\u202f{slug}\u202f» existe déjà", slug="2013")
TOO_LONG = DomainError(
    "{label}\u00a0: un texte d’au plus {max_typed} signes est attendu", label=Text("Intitulé", "Title"), max_typed=9
)


def test_a_refusal_is_raised_in_french():
    assert str(CAMPAIGN) == "une campagne «\u202f2013\u202f» existe déjà"
    assert str(TOO_LONG) == "Intitulé\u00a0: un texte d’au plus 9 signes est attendu"


def test_a_refusal_is_said_in_the_language_of_the_page_and_so_are_its_fields():
    with translation.override("en"):
        assert refusal_words(CAMPAIGN) == "a campaign “2013” already exists"
        assert refusal_words(TOO_LONG) == "Title: a text of at most 9 characters is expected"
    assert refusal_words(TOO_LONG) == str(TOO_LONG)


def test_a_refusal_that_no_catalogue_holds_is_said_whole_in_french():
    with translation.override("en"):
        assert refusal_words(DomainError("{label} inconnu", label=Text("texte", "text"))) == "texte inconnu"


def test_braces_are_plain_signs_where_there_is_no_field():
    assert str(DomainError("lu\u00a0: {x}")) == "lu\u00a0: {x}"
    assert str(DomainError("lu\u00a0: {typed}", typed="{slug}")) == "lu\u00a0: {slug}"


def test_what_is_not_found_is_named():
    with pytest.raises(UnknownError, match="aucun livre de codes «\u202fa\u202f»"):
        known(None, "aucun livre de codes «\u202f{slug}\u202f» dans ce réseau", slug="a")
    assert known(3, "aucun") == 3
