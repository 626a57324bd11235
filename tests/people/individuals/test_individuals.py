"""Who has no account: named once in a network, apart from her homonyms elsewhere, erased wherever she is shown."""

import pytest

from autan.people.individuals.actions import add_individual, erase_individuals, individual_named, individuals_named
from autan.people.individuals.models import ERASED_NAME, SYSTEM_NAME, Individual

pytestmark = pytest.mark.django_db
JEAN = "Jean Martin"


def test_a_name_is_one_person_in_a_network_and_another_in_the_next():
    jean = individual_named(f" {JEAN} ", network="ysaure")
    assert individual_named(JEAN, network="ysaure") == jean
    assert individual_named(JEAN, network="ailleurs") != jean


def test_names_read_together_are_those_read_one_by_one():
    jean, elsewhere = add_individual(JEAN, network="ysaure"), add_individual(JEAN, network="ailleurs")
    keys = individuals_named([JEAN, f" {JEAN}", "Ana Témoin", SYSTEM_NAME, ""], network="ysaure")
    names = {name: Individual.objects.get(pk=key).name for name, key in keys.items()}
    assert names == {JEAN: JEAN, f" {JEAN}": JEAN, "Ana Témoin": "Ana Témoin", SYSTEM_NAME: SYSTEM_NAME}
    assert (keys[JEAN], elsewhere.pk in keys.values()) == (jean.pk, False)
    assert keys == individuals_named(keys, network="ysaure"), "a second reading adds nobody"


def test_of_two_homonyms_the_first_is_read_and_a_doubtful_one_never():
    Individual.objects.create(name=JEAN, network="ysaure", is_doubtful=True)
    first, second = add_individual(JEAN, network="ysaure"), add_individual(JEAN, network="ysaure")
    assert first.pk < second.pk
    assert individual_named(JEAN, network="ysaure") == first
    assert individuals_named([JEAN], network="ysaure") == {JEAN: first.pk}


def test_an_erased_person_has_no_name_and_the_product_keeps_its_own():
    jean, neighbour = add_individual(JEAN, network="ysaure"), add_individual(JEAN, network="ysaure")
    system = individual_named(SYSTEM_NAME)
    assert erase_individuals([jean.pk, system.pk]) == 1
    names = {individual.pk: individual.name for individual in Individual.objects.all()}
    assert names == {jean.pk: ERASED_NAME, neighbour.pk: JEAN, system.pk: SYSTEM_NAME}
