"""People are keys: no column keeps the name of somebody as a text, but those that say here why."""

import re

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

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

ROLES = "officers?|respondents?|facilitators?|speakers?|signator(?:y|ies)|attendees?|participants?|managers?|mayors?"
PARTS = "carriers?|referents?|hosts?|visitors?|reviewers?|recipients?|senders?|elected|users?|people|team|holders?"
NAMED = re.compile(rf"(?:.+_)?(?:{ROLES}|{PARTS})(?:_name)?|(?:.+_)?(?:name|surname)|username")
PEOPLE = {
    "individuals.Individual.name": "the one name of somebody, to which keys lead",
    "territories.PersonInvitation.name": "of an invitation, which `networks` deletes",
    "working_group.Seat.name": "of who sits without an account, which `working_group` erases",
    "workshops.Attendee.name": "of who agreed to be named, which `workshops` erases",
}
"""Names of somebody kept as words: `test_everywhere` writes one in each, and looks for it after an erasure."""
THINGS = {
    "api.ReadKey.name": "of a program",
    "coding.Document.name": "of a file",
    "crossreading.Proposal.carrier_name": "of an organisation that no register holds",
    "estate.EstateRecord.name": "of a good",
    "foresight.TableGroup.name": "of a group at a table",
    "funding.FundingCallRecord.name": "of a call",
    "observatory.FileMappingRecord.name": "of a mapping",
    "webhooks.Webhook.name": "of a program",
    "plans.Plan.carrier": "of an organisation",
    "prepared_files.PreparedFile.name": "of a file",
    "projects.SavedView.name": "of a view",
    "site.OperatorNotice.host": "of an organisation: public by law",
    "synthesis.PublishedFigure.name": "of a figure",
    "territories.FormerIdentity.short_name": "of a territory",
    "territories.Network.sender_name": "of the network, as its mails show it",
    "territories.Territory.name": "of a territory",
    "territories.Territory.short_name": "of a territory",
    "surveys.Attachment.name": "of a file",
    "workshops.WorkshopFile.name": "of a file",
}
"""What bears a name, or a role, and is nobody."""

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


def test_whatever_may_name_somebody_says_whether_it_does():
    texts = models.CharField | models.TextField | models.JSONField
    found = {label for label, field in own_fields() if isinstance(field, texts) and NAMED.fullmatch(field.name)}
    assert found == PEOPLE.keys() | THINGS.keys(), (
        "a person is a `PersonKey`; else say whose name this is, and who erases it"
    )


@isolate_apps("autan.people.individuals")
@pytest.mark.parametrize("name", ["officer", "signed_by", "mayor_name", "first_name", "contact", "telephone"])
def test_a_column_that_may_hold_somebody_does_not_pass(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    planted = type(
        "Planted", (models.Model,), {"__module__": "autan.people.individuals.models", name: models.TextField()}
    )
    monkeypatch.setattr(apps, "get_models", lambda: [planted])
    labels = [label for label, field in own_fields() if any(p.fullmatch(field.name) for p in (NAMES, NAMED, REACHED))]
    assert labels == [f"individuals.Planted.{name}"]


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
