"""People are keys: no column keeps the name of somebody as a text, but those that say here why."""

import re

from django.apps import apps
from django.db import models

from autan.people.accounts.models import Person
from autan.people.individuals.models import Individual, PersonKey

NAMES = re.compile(r"(.+_)?(by|authors?|owner|person|contacts?|coders?|lead|guests|on_behalf_of)(_name)?")
TEXTS = {
    "coding.DoubleCoding.coders": "keys of individuals, beside those of coders",
    "foresight.KeptScenario.authors": "what a group types to sign, functions rather than names",
    "foresight.TableGroup.authors": "what a group types to sign, functions rather than names",
    "working_group.AgendaItem.lead": "words of an agenda: several people, an authority, a service",
    "working_group.Meeting.guests": "a sentence about who was invited, in words",
}
"""Texts whose name looks like that of a person, and why they are none; an erasure sweeps them for her name."""

REACHED = re.compile(r"(.+_)?(e?mails?|tele?phones?|phones?|mobile|to|reply_to|address(es)?|recipients?)")
WHERE_SOMEBODY_IS = {
    "accounts.Person.email": "of the account, which `accounts` erases",
    "mail.OutgoingMessage.to": "of a message, which `mail` deletes",
    "territories.PersonInvitation.email": "of an invitation, which `networks` deletes",
}
"""Addresses that may not be empty: the room that holds them erases the row, in its own way."""
WHERE_SOMETHING_IS = {
    "coding.Corpus.address": "of a corpus of texts inside the site",
    "site.OperatorNotice.contact_address": "postal, of who runs the instance: public by law",
    "site.OperatorNotice.host_address": "postal, of the host: public by law",
    "site.OperatorNotice.publisher_address": "postal, of the publisher: public by law",
}


def own_fields():
    for model in apps.get_models():
        if model.__module__.startswith("autan."):
            yield from ((f"{model._meta.label}.{field.name}", field) for field in model._meta.local_concrete_fields)


def test_no_column_keeps_the_name_of_somebody_as_a_text():
    texts = models.CharField | models.TextField | models.JSONField
    found = {label for label, field in own_fields() if isinstance(field, texts) and NAMES.fullmatch(field.name)}
    assert found == set(TEXTS), "a person is a `PersonKey`; what is none says why here"


def test_each_key_of_a_person_is_the_one_column_made_for_it():
    links = [(label, field) for label, field in own_fields() if field.related_model is Individual]
    assert len(links) > 40
    assert [label for label, field in links if not isinstance(field, PersonKey)] == ["accounts.Person.individual"]


def test_an_account_is_an_individual():
    assert issubclass(Person, Individual)
    assert Person._meta.pk.remote_field.model is Individual


def test_where_somebody_is_reached_is_a_column_that_an_erasure_finds():
    """A telephone, or an address that is no `EmailField`, would outlive who it leads to."""
    texts = models.CharField | models.TextField | models.JSONField
    columns = {
        label: field for label, field in own_fields() if isinstance(field, texts) and REACHED.fullmatch(field.name)
    }
    other = {label for label, field in columns.items() if not isinstance(field, models.EmailField)}
    assert other == set(WHERE_SOMETHING_IS), "an address of somebody is an `EmailField`; what is none says why here"
    asked = {label for label, field in columns.items() if label not in other and not field.blank}
    assert asked == set(WHERE_SOMEBODY_IS), "an address that an erasure cannot empty goes with its row: say by whom"
